//! Metadata that stands in the text: lines under the title, lists, tables, and sections such as `## Status`.
//!
//! Works on lines, not on markdown events: what people write there is only loosely markdown, and the words of a
//! line are what counts.

use super::outline::Outline;
use super::source_file::Text;
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
    "元数据",
];

/// All facts that the text between `start` and `end` states, in the order of the text.
pub(super) fn facts(text: &Text, start: usize, end: usize, outline: &Outline) -> Vec<Fact> {
    let headings: Vec<_> = outline.headings.iter().filter(|heading| heading.top_level && heading.range.start < end).collect();
    let mut facts = Vec::new();
    // The lines under the title: up to the first heading that is not the title.
    let first_is_title = headings.first().is_some_and(|first| section_key(&first.text).is_none() && !is_section(&first.text));
    let preamble_end = headings.get(usize::from(first_is_title)).map_or(end, |heading| heading.range.start);
    if first_is_title {
        scan(text, start, headings[0].range.start, &mut facts);
        scan(text, headings[0].range.end, preamble_end, &mut facts);
    } else {
        scan(text, start, preamble_end, &mut facts);
    }
    for (index, heading) in headings.iter().enumerate().skip(usize::from(first_is_title)) {
        let section_end = headings[index + 1..].iter().find(|next| next.level <= heading.level).map_or(end, |next| next.range.start);
        let own_end = headings.get(index + 1).map_or(end, |next| next.range.start);
        if METADATA_SECTIONS.contains(&vocabulary::without_number(&normalise(&heading.text))) {
            scan(text, heading.range.end, own_end, &mut facts);
        } else if let Some((key, inline)) = section_key(&heading.text) {
            let mut lines: Vec<Line> = inline
                .map(|inline| Line { text: inline.to_owned(), number: text.line(heading.range.start), quoted: false })
                .into_iter()
                .collect();
            lines.extend(content(text, heading.range.end, section_end));
            facts.push(Fact { key, name: heading.text.clone(), lines, place: Place::Section });
        }
    }
    facts
}

/// A `Status:` line somewhere else in the text: near the end, or below a section's heading.
pub(super) fn stray_status(text: &Text, start: usize, end: usize) -> Vec<Fact> {
    let mut facts = Vec::new();
    scan(text, start, end, &mut facts);
    facts.retain(|fact| fact.key == Key::Status);
    facts
}

/// The key that a heading names, and the value that follows it in the heading itself (`## Status: Accepted`).
fn section_key(heading: &str) -> Option<(Key, Option<&str>)> {
    let key = |name: &str| {
        let key = vocabulary::key(vocabulary::without_number(&normalise(name)))?;
        let useful = matches!(
            key,
            Key::Status
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
    (!value.trim().is_empty()).then(|| key(name).map(|key| (key, Some(value.trim()))))?
}

/// The lines of a section, without fences, comments and markers.
fn content(text: &Text, start: usize, end: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for_lines(text, start, end, |raw, number| {
        let (quoted, line) = unquote(raw);
        let line = unlist(line).1;
        if line.starts_with('#') || is_rule(line) {
            return;
        }
        let line = match row(line) {
            Some(cells) if cells.iter().all(|cell| is_rule(cell) || cell.is_empty()) => return,
            Some(cells) => cells.join(" "),
            None => line.to_owned(),
        };
        if !line.is_empty() {
            lines.push(Line { text: line, number, quoted });
        }
    });
    lines
}

/// Finds `Key: value` lines, list items and table rows.
fn scan(text: &Text, start: usize, end: usize, facts: &mut Vec<Fact>) {
    let mut open = Open::default();
    let mut header: Option<Vec<Option<(Key, String)>>> = None;
    for_lines(text, start, end, |raw, number| {
        let (quoted, line) = unquote(raw);
        let indent = line.len() - line.trim_start().len();
        let (listed, line) = unlist(line);
        if line.is_empty() {
            open.blank = true;
            return;
        }
        let mut push = |key, name: &str, value: &str| {
            let value = value.trim().trim_start_matches("**").trim_start_matches("__").trim();
            let lines = if value.is_empty() { Vec::new() } else { vec![Line { text: value.to_owned(), number, quoted: false }] };
            facts.push(Fact { key, name: name.to_owned(), lines, place: Place::Line });
        };
        if let Some(cells) = row(line) {
            open.fact = None;
            if cells.iter().all(|cell| cell.is_empty() || is_rule(cell)) {
                return;
            }
            if let Some(keys) = header.take() {
                for (key, cell) in keys.into_iter().zip(&cells) {
                    if let Some((key, name)) = key {
                        push(key, &name, cell);
                    }
                }
                return;
            }
            let keys: Vec<_> = cells.iter().map(|cell| vocabulary::key(cell).map(|key| (key, cell.clone()))).collect();
            let known = keys.iter().flatten().count();
            if known >= 2 && known * 2 >= cells.len() && cells.len() != 2 {
                header = Some(keys);
            } else if let Some((key, name)) =
                cells.first().and_then(|cell| vocabulary::key(cell.trim_end_matches(':')).map(|key| (key, cell)))
            {
                push(key, name, &cells[1..].iter().filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(", "));
            }
            return;
        }
        header = None;
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
                fact.lines.push(Line { text: line.to_owned(), number, quoted: quoted || listed });
                if first && !listed {
                    open.fact = None;
                }
                open.blank = false;
                return;
            }
        }
        open.fact = None;
    });
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

/// The `Key: value` pairs of a line; several where they are divided by bars or breaks.
fn pairs(line: &str) -> Vec<(Key, &str, &str)> {
    let pieces = line.split(['|', '·', '•']).flat_map(|piece| piece.split("<br>")).flat_map(|piece| piece.split("<br/>"));
    let pairs: Vec<_> = pieces.map(pair).collect();
    if pairs.len() > 1 && pairs.iter().all(Option::is_some) {
        return pairs.into_iter().flatten().collect();
    }
    pair(line.trim_end_matches("<br>").trim_end_matches("<br/>").trim_end_matches("<br />").trim_end_matches('\\')).into_iter().collect()
}

fn pair(text: &str) -> Option<(Key, &str, &str)> {
    let (name, value) = text.split_once([':', '：'])?;
    // `**Status**: x` and `**Status:** x`, but not `See https://…`.
    if value.starts_with("//") {
        return None;
    }
    let key = vocabulary::key(name)?;
    let value = value.trim();
    Some((key, name.trim().trim_matches(['*', '_', '`']), value))
}

fn for_lines(text: &Text, start: usize, end: usize, mut visit: impl FnMut(&str, u32)) {
    let mut in_fence = false;
    let mut in_comment = false;
    let mut at = start;
    let mut number = text.line(start);
    for line in text.text[start..end.max(start)].split_inclusive('\n') {
        let here = number;
        number += 1;
        at += line.len();
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            in_fence = !in_fence;
            continue;
        }
        if in_fence {
            continue;
        }
        let visible = without_comments(line.trim_end(), &mut in_comment);
        if visible.trim().is_empty() && !trimmed.is_empty() {
            continue;
        }
        // A line of megabytes is no metadata.
        if visible.len() > 4096 {
            continue;
        }
        visit(&visible, here);
    }
    debug_assert!(at >= start);
}

fn without_comments(line: &str, in_comment: &mut bool) -> String {
    if !*in_comment && !line.contains("<!--") {
        return line.to_owned();
    }
    let mut visible = String::new();
    let mut rest = line;
    loop {
        if *in_comment {
            match rest.find("-->") {
                Some(end) => {
                    rest = &rest[end + 3..];
                    *in_comment = false;
                }
                None => return visible,
            }
        } else {
            match rest.find("<!--") {
                Some(start) => {
                    visible.push_str(&rest[..start]);
                    rest = &rest[start + 4..];
                    *in_comment = true;
                }
                None => {
                    visible.push_str(rest);
                    return visible;
                }
            }
        }
    }
}

fn unquote(line: &str) -> (bool, &str) {
    let mut rest = line;
    let mut quoted = false;
    while let Some(inner) = rest.trim_start().strip_prefix('>') {
        quoted = true;
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    (quoted, rest)
}

/// Whether the line is a list item, and its text.
fn unlist(line: &str) -> (bool, &str) {
    let line = line.trim();
    for marker in ["- ", "* ", "+ ", "• "] {
        if let Some(item) = line.strip_prefix(marker) {
            let item = item.trim_start();
            let item = item.strip_prefix("[x] ").or_else(|| item.strip_prefix("[X] ")).unwrap_or(item);
            return (true, item.trim_start());
        }
    }
    let digits = line.len() - line.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
    if (1..=2).contains(&digits)
        && let Some(item) = line[digits..].strip_prefix(['.', ')']).and_then(|rest| rest.strip_prefix(' '))
    {
        return (true, item.trim_start());
    }
    (false, line)
}

/// The cells of a table row.
fn row(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?;
    let inner = inner.trim_end().strip_suffix('|').unwrap_or(inner);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut chars = inner.chars();
    let mut in_code = false;
    while let Some(ch) = chars.next() {
        match ch {
            '\\' => cell.extend(chars.next()),
            '`' => {
                in_code = !in_code;
                cell.push(ch);
            }
            '|' if !in_code => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(ch),
        }
    }
    cells.push(cell);
    Some(cells.into_iter().map(|cell| cell.trim().to_owned()).collect())
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|ch| matches!(ch, '-' | ':' | '=' | '*' | '_' | ' '))
}

fn is_bold(line: &str) -> bool {
    (line.starts_with("**") && line.trim_end_matches(':').ends_with("**")) || (line.starts_with("__") && line.ends_with("__"))
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
