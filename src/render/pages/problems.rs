//! What `check` found.

use serde::Serialize;

use super::decision::page_ref;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::error::Result;
use crate::links::PageOf;
use crate::render::page::PROBLEMS_PER_PAGE;
use crate::render::views::Paging;
use crate::render::{Page, Site};
use crate::routes::url;

#[derive(Serialize)]
struct Data<'a> {
    total: usize,
    counts: Counts,
    groups: Vec<Group<'a>>,
    paging: Paging,
    notes: Vec<NoteLink<'a>>,
    unpublished: usize,
    /// What each code means; on the first page only.
    codes: Vec<Explanation>,
}

/// What a code means, as `adrsite explain` says it.
#[derive(Serialize)]
struct Explanation {
    code: Code,
    severity: Severity,
    meaning: &'static str,
    example: Option<(&'static str, &'static str)>,
}

impl Explanation {
    fn of(code: Code) -> Self {
        let example = code.example().map(|example| (example.wrong, example.right));
        Self { code, severity: code.severity(), meaning: code.meaning(), example }
    }
}

#[derive(Serialize)]
struct Counts {
    error: usize,
    warning: usize,
    info: usize,
}

/// All findings of one code that are on this page.
#[derive(Serialize)]
struct Group<'a> {
    code: Code,
    severity: Severity,
    meaning: &'static str,
    count: usize,
    items: Vec<ProblemView<'a>>,
}

/// A finding, with a link to the page of its file.
#[derive(Serialize)]
pub(super) struct ProblemView<'a> {
    severity: Severity,
    code: Code,
    path: &'a str,
    line: u32,
    column: u32,
    message: &'a str,
    hint: Option<&'a str>,
    url: Option<String>,
    title: Option<&'a str>,
}

#[derive(Serialize)]
struct NoteLink<'a> {
    id: Option<String>,
    title: &'a str,
    url: String,
    status: Option<&'static str>,
}

pub(super) fn problem<'a>(site: &'a Site, diagnostic: &'a Diagnostic, with_page: bool) -> ProblemView<'a> {
    let log = &site.snapshot.log;
    let page = with_page.then(|| site.snapshot.links.page(&diagnostic.path)).flatten();
    let title = page.map(|page| match page {
        PageOf::Adr(index) => log.adr(index).title.as_str(),
        PageOf::Note(index) => log.notes[index].title.as_str(),
    });
    ProblemView {
        severity: diagnostic.severity,
        code: diagnostic.code,
        path: &diagnostic.path,
        line: diagnostic.line,
        column: diagnostic.column,
        message: &diagnostic.message,
        hint: diagnostic.hint.as_deref(),
        url: page.map(|page| page_ref(site, page)),
        title,
    }
}

pub(in crate::render) fn render(site: &Site, number: usize) -> Result<String> {
    let snapshot = &site.snapshot;
    let all = &snapshot.diagnostics;
    let count = |severity| all.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    // The gravest first, then by code, then by place.
    let mut ordered: Vec<&Diagnostic> = all.iter().collect();
    ordered.sort_by_key(|diagnostic| (std::cmp::Reverse(diagnostic.severity), diagnostic.code));
    let shown = ordered.chunks(PROBLEMS_PER_PAGE).nth(number - 1).unwrap_or_default();
    let groups = shown.chunk_by(|a, b| a.code == b.code).map(|chunk| Group {
        code: chunk[0].code,
        severity: chunk[0].severity,
        meaning: chunk[0].code.meaning(),
        count: all.iter().filter(|diagnostic| diagnostic.code == chunk[0].code).count(),
        items: chunk.iter().map(|diagnostic| problem(site, diagnostic, true)).collect(),
    });
    let notes = snapshot.log.notes.iter().map(|note| NoteLink { id: None, title: &note.title, url: url(&note.route), status: None });
    let route = site.route(Page::Problems(number));
    let data = Data {
        total: all.len(),
        counts: Counts { error: count(Severity::Error), warning: count(Severity::Warning), info: count(Severity::Info) },
        groups: groups.collect(),
        paging: Paging::new("problems/index", number, site.problem_pages()),
        notes: if number == 1 { notes.take(PROBLEMS_PER_PAGE).collect() } else { Vec::new() },
        unpublished: snapshot.log.unpublished,
        codes: if number == 1 { Code::ALL.iter().map(|code| Explanation::of(*code)).collect() } else { Vec::new() },
    };
    site.page(
        "problems",
        &route,
        site.theme.language.text("nav_problems"),
        Some(site.theme.language.text("problems_intro")),
        "problems.html",
        &data,
    )
}
