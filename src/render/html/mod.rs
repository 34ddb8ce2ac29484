//! A document's markdown as HTML: links rewritten, raw HTML sanitised, code highlighted.
//!
//! Text of a record is never code. Markdown itself cannot produce markup beyond what this writer puts out. Where a
//! record contains raw HTML, each piece of it first loses what does not end within it ([`raw`]); then the whole result goes
//! through ammonia until it stands for itself ([`sanitise`]). So that the writer's own classes, ids and links
//! survive that, and nobody else's do, it marks its elements with an attribute that holds a number nobody can guess;
//! behind the sanitiser, marks become attributes.

mod code_and_formulas;
mod escape;
mod footnotes;
mod links;
mod raw;
mod sanitise;
mod writer;

pub(crate) use escape::escape;

use super::language::Language;
use crate::config::Config;
use crate::links::Links;
use crate::model::{DecisionLog, Document, Heading};
use writer::Writer;

/// What the text of a page needs to know about its surroundings.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub(crate) config: &'a Config,
    pub(crate) log: &'a DecisionLog,
    pub(crate) links: &'a Links,
    pub(crate) language: &'a Language,
}

/// The body of a document as HTML, for the page at `own_route`, and its headings at the levels that they have there.
pub(crate) fn body(document: &Document, path: &str, own_route: &str, around: Surroundings<'_>) -> (String, Vec<Heading>) {
    // The page's title is its first heading, so those of the text start at the second level.
    let shift = u8::from(document.headings.iter().any(|heading| heading.level == 1));
    let headings: Vec<Heading> =
        document.headings.iter().map(|heading| Heading { level: (heading.level + shift).min(6), ..heading.clone() }).collect();
    let mut writer = Writer::new(document, path, own_route, around, &headings);
    writer.run(document.body());
    (writer.finish(), headings)
}

/// A short markdown text of the config, such as a team's introduction.
pub(crate) fn fragment(markdown: &str, own_route: &str, around: Surroundings<'_>) -> String {
    let document = Document { source: markdown.into(), body: 0..markdown.len(), has_html: markdown.contains('<'), ..Document::default() };
    let mut writer = Writer::new(&document, "", own_route, around, &[]);
    writer.run(document.body());
    writer.finish()
}
