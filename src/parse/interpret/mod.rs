//! From facts to a [`Draft`]: which place wins, and what is said where places disagree.
//!
//! Each room reads one kind of fact: who it is ([`identity`]), the [`status`], the [`dates`], the [`people`], the
//! [`relations`], the [`tags`], and from all of them what kind of file it is ([`nature`]).

mod dates;
mod identity;
mod nature;
mod people;
pub(super) mod plain;
mod relations;
mod several;
mod status;
mod tags;

use std::ops::Range;
use std::sync::Arc;

use identity::Names;

use super::draft::{Draft, Nature};
use super::front_matter::{self, Entry, FrontMatter};
use super::metadata::{self, Fact, Line, Place};
use super::native::Reader;
use super::outline::{HeadingAt, Outline, outline};
use super::source_file::{SourceFile, Text};
use super::status::StatusWords;
use super::title;
use super::vocabulary::{Key, normalise};
use crate::diagnostic::{Code, Diagnostic};
use crate::diagrams;
use crate::model::{Document, Heading, Link, Role};

/// Keys of adrsite's own front-matter, for suggestions.
const NATIVE_KEYS: &[&str] = &[
    "id", "title", "status", "date", "proposed_by", "reviewed_by", "approved_by", "supersedes", "superseded_by", "amends", "amended_by",
    "depends_on", "relates_to", "tags", "discussion", "publish", "review_on", "context", "actions",
];

/// Reads a file's bytes.
pub(super) fn interpret(file: &SourceFile, bytes: &[u8], words: &StatusWords, unseen: bool, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let path = file.path.as_str();
    let text = Text::decode(path, bytes, diagnostics);
    // What is wrong with the bytes holds for every file, what is wrong with the record only for records.
    let mut found = Vec::new();
    if text.text.trim().is_empty() {
        found.push(Diagnostic::new(Code::EmptyFile, path, (1, 1), "the file is empty").hint("write the record, or delete the file"));
    }
    let front_matter = front_matter::read(&text.text);
    note_bad_front_matter(&front_matter, path, &mut found);
    let body_start = front_matter.end;
    let outline = outline(&text.text, body_start, unseen);
    let second = several::second_record(&outline, &text, path, &mut found);
    let end = second.unwrap_or(text.text.len());

    let mut facts: Vec<Fact> = front_matter.entries.iter().filter_map(fact_of_entry).collect();
    facts.extend(metadata::facts(&text, body_start, end, &outline));
    metadata::add_facts_elsewhere(&mut facts, &text, body_start, end, words);
    let metadata_lines = metadata::lines_of(&facts);
    let mut reader = Facts { path, text: &text, words, diagnostics: &mut found, facts };

    let name = Names::of(path);
    let (id, numbered_name) = reader.id(&front_matter.entries, &name);
    let heading_one = identity::title_heading(&outline, end)
        .or_else(|| identity::leading_heading(&outline, &text.text, body_start).filter(|_| reader.of(Key::Title).next().is_none()));
    let number = id.as_ref().and_then(|id| id.number);
    let written_title = reader.title(&outline, heading_one);
    let clean = written_title.as_ref().map(|title| title::clean(title, number, words));
    let id = id.or_else(|| identity::id_of_title(clean.as_ref(), heading_one));
    reader.compare_numbers(id.as_ref(), numbered_name, clean.as_ref(), heading_one);

    let found_status = reader.status();
    let title_status = clean.as_ref().and_then(|title| Some((title.status, title.status_text.clone()?)));
    let (status, status_text) = match &found_status {
        Some(found) => (found.status, Some(found.text.clone())),
        None => title_status.map_or((None, None), |(status, text)| (status, Some(text))),
    };
    let status_marks = found_status.as_ref().map(|found| found.marks.clone()).unwrap_or_default();
    let dates = reader.dates(found_status.as_ref(), &name);
    let titles = [heading_one.map(|heading| heading.text.as_str()), written_title.as_deref()];
    let nature = reader.nature(id.is_some(), second.is_some(), &name, &outline, titles, status);
    let has_title = clean.is_some();
    let title = match (clean, heading_one) {
        (Some(title), _) => title.text,
        // A bare `# ADR-0007` says more than a file name that is only a number as well.
        (None, Some(heading)) if !name.telling().has_words && !identity::is_placeholder_title(&heading.text) => heading.text.clone(),
        _ => name.telling().words.clone(),
    };

    let people = reader.people();
    let mut relations = reader.declared_relations();
    relations.extend(relations::of_links(&text, &outline, end, &relations));
    let tags = reader.tags();
    let discussion = reader.discussion();
    let publish = !reader.of(Key::Publish).any(|fact| matches!(normalise(&fact.text()).as_str(), "false" | "no"));
    let mut native = Reader { path, diagnostics: &mut found };
    let mut sign_offs = Vec::new();
    let mut context = Vec::new();
    let mut actions = Vec::new();
    for entry in &front_matter.entries {
        match entry.known {
            Some(Key::ProposedBy) => sign_offs.extend(native.sign_offs(Role::Proposer, entry)),
            Some(Key::ReviewedBy) => sign_offs.extend(native.sign_offs(Role::Reviewer, entry)),
            Some(Key::ApprovedBy) => sign_offs.extend(native.sign_offs(Role::Approver, entry)),
            Some(Key::Context) if matches!(entry.value, serde_yaml::Value::Sequence(_)) => context.extend(native.context(entry)),
            Some(Key::Actions) => actions.extend(native.actions(entry)),
            None => note_misspelt_key(entry, path, native.diagnostics),
            _ => {}
        }
    }
    let body = body_range(&text.text, body_start, heading_one);
    let title_anchor = heading_one.map(|heading| heading.anchor.clone());
    let diagrams = if unseen { Vec::new() } else { draw_diagrams(&text, &body, &outline, path, &mut found) };
    let document = Document { diagrams, metadata_lines, ..document(&text, body, outline, title_anchor) };
    if !matches!(nature, Nature::Template | Nature::Guide | Nature::Index { record_content: false, .. }) {
        diagnostics.append(&mut found);
    }
    Draft {
        path: file.path.clone(),
        source: file.source,
        route: file.route.clone(),
        nature,
        id,
        named_as_record: name.marks_a_record(),
        title,
        has_title,
        status,
        status_text,
        status_marks,
        date: dates.date,
        created: dates.created,
        date_order: dates.order,
        sign_offs,
        people,
        relations,
        tags,
        discussion,
        publish,
        review_on: dates.review_on,
        context,
        actions,
        document: Arc::new(document),
    }
}

/// What the name of a file says, or that of its folder.
pub(super) fn names_of(path: &str) -> super::file_name::NameFacts {
    Names::of(path).telling().clone()
}

/// The facts of a file, and what is needed to read them.
struct Facts<'a> {
    path: &'a str,
    text: &'a Text,
    words: &'a StatusWords,
    diagnostics: &'a mut Vec<Diagnostic>,
    facts: Vec<Fact>,
}

impl Facts<'_> {
    fn note(&mut self, code: Code, place: (u32, u32), message: String, hint: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, self.path, place, message).hint(hint));
    }

    fn of(&self, key: Key) -> impl Iterator<Item = &Fact> + Clone {
        self.facts.iter().filter(move |fact| fact.key == key)
    }
}

fn note_bad_front_matter(front_matter: &FrontMatter, path: &str, diagnostics: &mut Vec<Diagnostic>) {
    if front_matter.unclosed {
        diagnostics.push(
            Diagnostic::new(
                Code::FrontMatterUnclosed,
                path,
                (front_matter.first_line.saturating_sub(1).max(1), 1),
                "the front-matter starts with `---` and has no closing `---`",
            )
            .hint("add a line `---` behind its last key"),
        );
    }
    if let Some((line, column, message)) = &front_matter.invalid {
        diagnostics.push(
            Diagnostic::new(Code::FrontMatterInvalid, path, (*line, *column), format!("the front-matter is not valid YAML: {message}"))
                .hint("put the value into quotes; what could be read key by key was"),
        );
    }
}

fn fact_of_entry(entry: &Entry) -> Option<Fact> {
    let key = match entry.known {
        Some(key) => key,
        // `withdrawal-reason: Superseded by EIP-3860` and the like.
        None => {
            let text = entry.text()?;
            (!super::relations::stated(&text).is_empty()).then_some(Key::Ignored)?
        }
    };
    let mut lines: Vec<Line> = entry.texts().into_iter().map(|text| Line::new(entry.line_of(&text), text)).collect();
    if key == Key::Title {
        // `title: |`, and what goes on in a line that is no YAML.
        lines.iter_mut().for_each(|line| line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    if let serde_yaml::Value::Sequence(items) = &entry.value {
        // People as mappings: `- { name: Ana, github: ana }`; records: `- { id: ADR-0007, title: Queue }`.
        let keys: &[&str] = match key {
            Key::Relation(_) => &["id", "adr", "number", "path", "file", "ref", "target"],
            _ => &["name", "github", "handle", "login", "email"],
        };
        for mapping in items.iter().filter_map(serde_yaml::Value::as_mapping) {
            let name = keys.iter().find_map(|key| mapping.get(*key).and_then(front_matter::scalar));
            lines.extend(name.map(|text| Line::new(entry.line_of(&text), text)));
        }
    }
    Some(Fact { key, name: entry.key.clone(), lines, place: Place::FrontMatter })
}

fn note_misspelt_key(entry: &Entry, path: &str, diagnostics: &mut Vec<Diagnostic>) {
    let name = entry.key.replace('-', "_").to_lowercase();
    let nearest = NATIVE_KEYS.iter().filter(|key| key.len() >= 5).find(|key| strsim::damerau_levenshtein(key, &name) <= 2);
    if let Some(nearest) = nearest {
        diagnostics.push(
            Diagnostic::new(Code::UnknownKey, path, (entry.line, 1), format!("unknown key `{}`", entry.key))
                .hint(format!("did you mean `{nearest}`?")),
        );
    }
}

/// What is shown: everything behind the front-matter, without the title where it comes first.
fn body_range(text: &str, start: usize, title: Option<&HeadingAt>) -> Range<usize> {
    match title {
        Some(title) if super::is_only_comments(&text[start..title.range.start]) => title.range.end..text.len(),
        _ => start..text.len(),
    }
}

/// The drawings of the body's diagrams, in order.
fn draw_diagrams(
    text: &Text,
    body: &Range<usize>,
    outline: &Outline<'_>,
    path: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Arc<str>>> {
    let inside = outline.diagrams.iter().filter(|(_, offset)| *offset >= body.start);
    let drawings =
        inside.take(diagrams::MAX_DIAGRAMS).enumerate().map(|(number, (source, offset))| match diagrams::draw(source, number)? {
            Ok(svg) => Some(Arc::from(svg)),
            Err(reason) => {
                let message = format!("the diagram cannot be drawn: {reason}");
                let finding = Diagnostic::new(Code::DiagramNotDrawn, path, text.place(*offset), message);
                diagnostics.push(finding.hint("its source is shown; see mermaid.js.org for the syntax"));
                None
            }
        });
    drawings.collect()
}

fn document(text: &Text, body: Range<usize>, outline: Outline<'_>, title_anchor: Option<String>) -> Document {
    let link = |(target, offset): (String, usize)| {
        let (line, column) = text.place(offset);
        Link { target, line, column }
    };
    // What stands before the body is its title.
    let titles = outline.headings.partition_point(|heading| heading.range.start < body.start);
    let mut before = outline.headings[..titles].last().map_or(0, |title| title.in_plain.end);
    // Its line ends with it.
    before += usize::from(before > 0 && before < outline.plain.length());
    // As large as it has to be: there is one for each record of the log.
    let mut headings = Vec::with_capacity(outline.headings.len() - titles);
    headings.extend(outline.headings.into_iter().skip(titles).map(|heading| Heading {
        level: heading.level,
        text: heading.text,
        anchor: heading.anchor,
        in_text: heading.in_plain.start.saturating_sub(before)..heading.in_plain.end.saturating_sub(before),
    }));
    let (plain_text, lead) = outline.plain.finish(before);
    Document {
        text: plain_text,
        lead,
        first_line: text.line(body.start),
        title_anchor,
        headings,
        links: outline.links.into_iter().map(link).collect(),
        images: outline.images.into_iter().map(link).collect(),
        html_ids: outline.html_ids,
        has_html: outline.has_html,
        diagrams: Vec::new(),
        words: outline.words,
        metadata_lines: Vec::new(),
        body,
        source: text.text.clone(),
    }
}
