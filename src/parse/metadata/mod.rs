//! Metadata that stands in the text: lines under the title, lists, tables, and sections such as `## Status`.
//!
//! Works on lines, not on markdown events: what people write there is only loosely markdown, and the words of a
//! line are what counts.

mod lines;
mod pairs;
mod table;

use lines::{for_lines, is_bold, is_rule, is_unticked, row, unlist, unquote};
use pairs::pairs;
use table::Table;

use super::outline::Outline;
use super::source_file::Text;
use super::status::StatusWords;
use super::vocabulary::{self, Key, is_section, normalise};

/// Where a fact stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Between `---` lines at the start.
    FrontMatter,
    /// A line, list item or table row under the title, or near the end.
    Line,
    /// The text below a heading that names it.
    Section,
}

/// A key and what is said about it.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub(super) key: Key,
    /// The key as written.
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
    pub(super) place: Place,
}

/// One line of a fact, without list marker and quote marker; markup inside is kept.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) number: u32,
    /// Whether it stood in a block quote.
    pub(super) quoted: bool,
    /// The cells of a table row.
    pub(super) cells: Vec<String>,
    /// Whether it is the header of a table with rows.
    pub(super) header: bool,
}

impl Line {
    pub(super) fn new(number: u32, text: String) -> Self {
        Self { text, number, quoted: false, cells: Vec::new(), header: false }
    }
}

impl Fact {
    /// All lines as one text.
    pub(super) fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n").trim().to_owned()
    }

    pub(super) fn line(&self) -> u32 {
        self.lines.first().map_or(1, |line| line.number)
    }
}

/// The lines of the text that state metadata, in order.
pub(super) fn lines_of(facts: &[Fact]) -> Vec<u32> {
    // What a heading `Context` names is the text itself.
    let is_metadata = |fact: &&Fact| fact.place != Place::FrontMatter && !matches!(fact.key, Key::Title | Key::Context);
    let mut lines: Vec<u32> = facts.iter().filter(is_metadata).flat_map(|fact| &fact.lines).map(|line| line.number).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Headings below which metadata lines stand as they stand under the title.
const METADATA_SECTIONS: &[&str] = &[
    "metadata",
    "meta",
    "meta data",
    "information",
    "document information",
    "details",
    "header",
    "adr metadata",
    "record",
    "metadaten",
    "métadonnées",
    "metadatos",
    "metadados",
    "metadati",
    "metadane",
    "метаданные",
    "метадані",
    "元数据",
    "メタデータ",
    "メタ情報",
    "メタ",
    "메타",
    "메타데이터",
    "preamble",
    "identification",
    "document identification",
    "document control",
    "dokumentinformation",
];

/// All facts that the text between `start` and `end` states, in the order of the text.
pub(super) fn facts(text: &Text, start: usize, end: usize, outline: &Outline) -> Vec<Fact> {
    let headings: Vec<_> = outline.headings.iter().filter(|heading| heading.top_level && heading.range.start < end).collect();
    let mut facts = Vec::new();
    // The lines under the title: up to the first heading that is not the title.
    let first_is_title = headings.first().is_some_and(|first| section_key(&first.text).is_none() && !is_section(&first.text));
    let preamble_end = headings.get(usize::from(first_is_title)).map_or(end, |heading| heading.range.start);
    let mut scan_top = |from: usize, until: usize| {
        let behind = header_block(text, from, until, &mut facts).unwrap_or(from);
        scan(text, behind, until, &mut facts);
    };
    if first_is_title {
        scan_top(start, headings[0].range.start);
        scan_top(headings[0].range.end, preamble_end);
    } else {
        scan_top(start, preamble_end);
    }
    for (index, heading) in headings.iter().enumerate().skip(usize::from(first_is_title)) {
        let section_end = headings[index + 1..].iter().find(|next| next.level <= heading.level).map_or(end, |next| next.range.start);
        let own_end = headings.get(index + 1).map_or(end, |next| next.range.start);
        if METADATA_SECTIONS.contains(&vocabulary::without_number(&normalise(&heading.text))) {
            scan(text, heading.range.end, own_end, &mut facts);
            facts.extend(name(text, heading.range.end, own_end));
        } else if let Some((key, inline)) = section_key(&heading.text) {
            let mut lines: Vec<Line> =
                inline.map(|inline| Line::new(text.line(heading.range.start), inline.to_owned())).into_iter().collect();
            lines.extend(content(text, heading.range.end, section_end));
            if key == Key::Status {
                take_pairs(&mut lines, &mut facts);
            }
            facts.push(Fact { key, name: heading.text.clone(), lines, place: Place::Section });
        }
    }
    facts
}

/// Adds what stands neither under the title nor in a section of its own: a `Status:` line anywhere, where no status was
/// found, and the lines with which a text ends (`*Date: 2024-01-02*`, `*Authors: Ana*`).
pub(super) fn add_facts_elsewhere(facts: &mut Vec<Fact>, text: &Text, start: usize, end: usize, words: &StatusWords) {
    let has = |facts: &[Fact], key: Key| facts.iter().any(|fact| fact.key == key && !fact.lines.is_empty());
    let has_status = has(facts, Key::Status);
    let has_date = [Key::Date, Key::Updated, Key::Created].into_iter().any(|key| has(facts, key));
    if has_status && has_date {
        return;
    }
    let mut elsewhere = Vec::new();
    scan(text, start, end, &mut elsewhere);
    let last_lines = text.line(first_of_last_lines(&text.text, start, end));
    elsewhere.retain(|fact| {
        let at_end = fact.line() >= last_lines;
        match fact.key {
            Key::Status => !has_status && words.at_start(&fact.text()).is_some(),
            Key::Date | Key::Updated | Key::Created => at_end && !has_date,
            Key::Author
            | Key::Consulted
            | Key::Decider
            | Key::Informed
            | Key::ReviewedBy
            | Key::ApprovedBy
            | Key::ProposedBy
            | Key::Tags => at_end && !has(facts, fact.key),
            _ => false,
        }
    });
    // Facts under the title come first in the text and were found already.
    elsewhere.retain(|fact| !facts.iter().any(|known| known.key == fact.key && known.line() == fact.line()));
    facts.extend(elsewhere);
}

/// Where the `Key: value` lines begin with which a text ends; its end, where it ends with something else.
fn first_of_last_lines(text: &str, start: usize, end: usize) -> usize {
    let mut first = end;
    let mut at = end;
    for line in text[start..end].rsplit('\n') {
        let begin = at - line.len();
        at = begin.saturating_sub(1);
        let (_, inner) = unquote(line);
        let (_, inner) = unlist(inner);
        if inner.is_empty() || is_rule(inner) {
            continue;
        }
        if inner.len() > 400 || pairs(inner).is_empty() {
            break;
        }
        first = begin;
    }
    first
}

/// The code block with which a proposal of the BIP family starts, `Title: …` and `Status: …` in it; where it ends.
fn header_block(text: &Text, start: usize, end: usize, facts: &mut Vec<Fact>) -> Option<usize> {
    let whole = text.text.get(start..end)?;
    let open = start + (whole.len() - whole.trim_start().len());
    let close = ["```", "<pre>"].into_iter().zip(["\n```", "</pre>"]).find_map(|(mark, close)| {
        text.text[open..end].starts_with(mark).then(|| text.text[open..end].find(close).map(|at| open + at + 1))?
    })?;
    let first_line = text.line(open);
    let mut found: Vec<Fact> = Vec::new();
    for (line, number) in text.text[open..close].lines().zip(first_line..).skip(1) {
        match (pairs(line.trim()).pop(), found.last_mut()) {
            (Some((key, name, value)), _) if !value.is_empty() => {
                let lines = vec![Line::new(number, value.to_owned())];
                found.push(Fact { key, name: name.to_owned(), lines, place: Place::Line });
            }
            // `Author: Ana`, and below it, further in, `Bo`.
            (None, Some(above)) if line.starts_with("   ") && !line.contains(": ") => {
                above.lines.push(Line::new(number, line.trim().to_owned()));
            }
            _ => {}
        }
    }
    let is_header = found.len() >= 3 && found.iter().any(|fact| matches!(fact.key, Key::Title | Key::Status));
    is_header.then(|| {
        facts.append(&mut found);
        close
    })
}

/// `- Name: Use a queue`, which is a title only in a section of metadata: elsewhere a name is somebody's.
fn name(text: &Text, start: usize, end: usize) -> Option<Fact> {
    let mut found = None;
    for_lines(text, start, end, |raw, number| {
        let line = unlist(unquote(raw).1).1;
        if let Some((name, value)) = line.split_once(':')
            && normalise(name) == "name"
            && found.is_none()
        {
            let lines = vec![Line::new(number, value.trim_matches(['*', ' ']).to_owned())];
            found = Some(Fact { key: Key::Title, name: "Name".to_owned(), lines, place: Place::Line });
        }
    });
    found
}

/// Takes the `Date: …` and `Deciders: …` lines out of a status section, and the `Status:` off its own.
fn take_pairs(lines: &mut Vec<Line>, facts: &mut Vec<Fact>) {
    lines.retain_mut(|line| {
        let pairs = if line.cells.is_empty() && !line.quoted && line.text.len() < 400 { pairs(&line.text) } else { Vec::new() };
        let status = match pairs[..] {
            [(Key::Status, _, value)] if !value.is_empty() => value.trim_start_matches(['*', '_', ' ']).to_owned(),
            [(Key::Date | Key::Author | Key::Decider | Key::Consulted | Key::Informed | Key::Discussion, name, value)]
                if !value.is_empty() =>
            {
                let key = pairs[0].0;
                let value = value.trim_start_matches(['*', '_', ' ']).to_owned();
                facts.push(Fact { key, name: name.to_owned(), lines: vec![Line::new(line.number, value)], place: Place::Line });
                return false;
            }
            _ => return true,
        };
        line.text = status;
        true
    });
}

/// The key that a heading names, and the value that follows it in the heading itself (`## Status: Accepted`).
fn section_key(heading: &str) -> Option<(Key, Option<&str>)> {
    let key = |name: &str| {
        let unnumbered = name.trim_start_matches(|ch: char| ch.is_ascii_digit() || matches!(ch, '.' | ')' | ' '));
        // `📋 1. Status`: a number behind something else in front.
        let behind = || vocabulary::key(vocabulary::without_number(&normalise(name)));
        let key = vocabulary::key(unnumbered).or_else(|| if unnumbered.starts_with(char::is_alphabetic) { None } else { behind() })?;
        let useful = matches!(
            key,
            Key::Id
                | Key::Title
                | Key::Status
                | Key::Date
                | Key::Updated
                | Key::Created
                | Key::Changelog
                | Key::Author
                | Key::Consulted
                | Key::Decider
                | Key::Informed
                | Key::Tags
                | Key::ReviewedBy
                | Key::ApprovedBy
                | Key::ProposedBy
                | Key::Relation(_)
        );
        useful.then_some(key)
    };
    if let Some(key) = key(heading) {
        return Some((key, None));
    }
    let (name, value) = heading.split_once([':', '：'])?;
    // `## RFC: Use X` is a title and not the number of one.
    let key = key(name).filter(|key| *key != Key::Id)?;
    (!value.trim().is_empty()).then_some((key, Some(value.trim())))
}

/// The lines of a section, without fences, comments, markers, and boxes that nobody ticked.
fn content(text: &Text, start: usize, end: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for_lines(text, start, end, |raw, number| {
        let (quoted, line) = unquote(raw);
        let line = unlist(line).1;
        if line.starts_with('#') || is_rule(line) || is_unticked(line) {
            return;
        }
        match row(line) {
            Some(cells) if cells.iter().all(|cell| is_rule(cell) || cell.is_empty()) => {
                if let Some(header) = lines.last_mut().filter(|above| above.cells.len() == cells.len() && above.number + 1 == number) {
                    header.header = true;
                }
            }
            Some(cells) => lines.push(Line { text: cells.join(" ").trim().to_owned(), number, quoted, cells, header: false }),
            None if !line.is_empty() => lines.push(Line { quoted, ..Line::new(number, line.to_owned()) }),
            None => {}
        }
    });
    // A header without rows is itself what the table says.
    let rows = lines.iter().filter(|line| !line.cells.is_empty() && !line.header).count();
    if rows == 0 {
        lines.iter_mut().for_each(|line| line.header = false);
    }
    lines
}

/// Finds `Key: value` lines, list items and table rows.
fn scan(text: &Text, start: usize, end: usize, facts: &mut Vec<Fact>) {
    let mut open = Open::default();
    let mut table = Table::default();
    for_lines(text, start, end, |raw, number| {
        let (quoted, line) = unquote(raw);
        let indent = line.len() - line.trim_start().len();
        let (listed, line) = unlist(line);
        let cells = row(line);
        if cells.is_none() {
            table.close(facts);
        }
        if line.is_empty() || is_unticked(line) {
            open.blank |= line.is_empty();
            return;
        }
        let mut push = |key, name: &str, value: &str| {
            let value = value.trim().trim_start_matches("**").trim_start_matches("__").trim();
            let lines = if value.is_empty() { Vec::new() } else { vec![Line::new(number, value.to_owned())] };
            facts.push(Fact { key, name: name.to_owned(), lines, place: Place::Line });
        };
        if let Some(cells) = cells {
            open.fact = None;
            if cells.iter().all(|cell| cell.is_empty() || is_rule(cell)) {
                return;
            }
            if table.is_open() {
                table.rows.push((number, cells));
                return;
            }
            let keys: Vec<_> = cells.iter().map(|cell| vocabulary::key(cell).map(|key| (key, cell.clone()))).collect();
            let known = keys.iter().flatten().count();
            // `| Status | Accepted |` is a row of two cells, `| Status | Date |` a header.
            let is_header = known >= 2 && known * 2 >= cells.len() && (cells.len() > 2 || !vocabulary::is_status(&cells[1]));
            if is_header {
                table.keys = keys;
            } else if let Some((key, name)) =
                cells.first().and_then(|cell| vocabulary::key(cell.trim_end_matches(':')).map(|key| (key, cell)))
            {
                push(key, name, &cells[1..].iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(", "));
            }
            return;
        }
        let pairs = pairs(line);
        if !pairs.is_empty() {
            for (key, name, value) in pairs {
                push(key, name, value);
            }
            open = Open { fact: Some(facts.len() - 1), indent, listed, blank: false };
            return;
        }
        // `**Status**` alone; its value is in the next line.
        if is_bold(line)
            && let Some(key @ (Key::Status | Key::Date | Key::Decider | Key::Author | Key::Tags)) = vocabulary::key(line)
        {
            push(key, line, "");
            open = Open { fact: Some(facts.len() - 1), indent, listed: false, blank: false };
            return;
        }
        // What belongs to the fact above: its first value, deeper list items, the rest of a wrapped line.
        if let Some(at) = open.fact {
            let fact = &mut facts[at];
            let first = fact.lines.is_empty();
            let deeper = indent > open.indent;
            let is_item = listed && (deeper || (first && !open.listed) || (!open.listed && fact.lines.iter().all(|line| line.quoted)));
            if first || (deeper && !open.blank) || is_item {
                fact.lines.push(Line { quoted: quoted || listed, ..Line::new(number, line.to_owned()) });
                if first && !listed {
                    open.fact = None;
                }
                open.blank = false;
                return;
            }
        }
        open.fact = None;
    });
    table.close(facts);
    // Marked list items above only to tell them from prose.
    for line in facts.iter_mut().flat_map(|fact| &mut fact.lines) {
        line.quoted = false;
    }
}

/// The fact whose value may go on in the next line.
#[derive(Default)]
struct Open {
    fact: Option<usize>,
    indent: usize,
    listed: bool,
    blank: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(markdown: &str) -> Vec<(Key, String)> {
        let text = Text::decode("x.md", markdown.as_bytes(), &mut Vec::new());
        let outline = super::super::outline::outline(markdown);
        facts(&text, 0, markdown.len(), &outline).into_iter().map(|fact| (fact.key, fact.text())).collect()
    }

    #[test]
    fn lines_lists_and_bold_keys_under_the_title_are_facts() {
        for markdown in [
            "# T\n\nStatus: Accepted\nDate: 2020-01-02\n",
            "# T\n\n- Status: Accepted\n- Date: 2020-01-02\n\n## Context\n\nStatus: no\n",
            "# T\n\n* **Status:** Accepted\n* **Date**: 2020-01-02\n",
            "**Status:** Accepted\n**Date:** 2020-01-02\n\nText.\n",
            "# T\n\n1. Status: Accepted\n2. Date: 2020-01-02\n",
            "# T\n\nStatus: Accepted | Date: 2020-01-02\n",
            "# T\n\n| Status | Accepted |\n|---|---|\n| Date | 2020-01-02 |\n",
            "# T\n\n>|    |   |\n>| --- | --- |\n>| Status | Accepted |\n>| Date | 2020-01-02 |\n",
            "# T\n\n| Status | Date | Who |\n|---|---|---|\n| Accepted | 2020-01-02 | me |\n",
        ] {
            assert_eq!(found(markdown), [(Key::Status, "Accepted".into()), (Key::Date, "2020-01-02".into())], "{markdown}");
        }
    }

    #[test]
    fn sections_named_by_a_key_are_facts() {
        assert_eq!(
            found("# T\n\n## Status\n\nAccepted\n\nAmended by [9. X](0009-x.md)\n\n## Context\n\nText\n"),
            [(Key::Status, "Accepted\nAmended by [9. X](0009-x.md)".into())]
        );
        assert_eq!(found("# T\n\n## 1. Status: Accepted\n\n## Context\n"), [(Key::Status, "Accepted".into())]);
        assert_eq!(found("# T\n\n## 状态\n\n2017-11-23 提议\n"), [(Key::Status, "2017-11-23 提议".into())]);
    }

    #[test]
    fn values_may_go_on_in_deeper_items() {
        assert_eq!(
            found("# T\n\n- Deciders:\n  - Ana\n  - Bo\n- Date: 2020-01-02\n"),
            [(Key::Decider, "Ana\nBo".into()), (Key::Date, "2020-01-02".into())]
        );
        assert_eq!(found("# T\n\n**Status**\n\nAccepted\n\nProse.\n"), [(Key::Status, "Accepted".into())]);
    }

    #[test]
    fn comments_and_code_state_nothing() {
        assert_eq!(
            found("# T\n\n<!-- Status: Accepted -->\n```\nStatus: Accepted\n```\n- Date: 2020-01-02 <!-- optional -->\n"),
            [(Key::Date, "2020-01-02".into())]
        );
    }
}
