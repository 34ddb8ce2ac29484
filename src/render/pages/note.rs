//! A markdown file that is no record.

use serde::Serialize;

use super::decision::{HeadingView, forge_url, heading_view};
use crate::error::Result;
use crate::render::views::Ref;
use crate::render::{Page, SafeHtml, Site, html};

#[derive(Serialize)]
struct Data<'a> {
    note: NoteView<'a>,
}

#[derive(Serialize)]
struct NoteView<'a> {
    title: &'a str,
    path: &'a str,
    body_html: SafeHtml,
    headings: Vec<HeadingView>,
    belongs_to: Option<Ref>,
    edit_url: Option<String>,
    history_url: Option<String>,
}

pub(in crate::render) fn render(site: &Site, index: usize) -> Result<String> {
    let snapshot = &site.snapshot;
    let note = &snapshot.log.notes[index];
    let (body_html, headings) = html::body(&note.document, &note.path, &note.route, site.surroundings());
    let view = NoteView {
        title: &note.title,
        path: &note.path,
        body_html: body_html.into(),
        headings: headings.into_iter().map(heading_view).collect(),
        belongs_to: note.belongs_to.map(|index| site.views.reference(snapshot, index)),
        edit_url: forge_url(snapshot.config.forge.edit.as_deref(), &note.path),
        history_url: forge_url(snapshot.config.forge.history.as_deref(), &note.path),
    };
    site.page("note", &site.route(Page::Note(index)), &note.title, None, "note.html", &Data { note: view })
}
