//! Metadata that stands in the text: lines under the title, lists, tables, and sections such as `## Status`.
//!
//! Works on lines, not on markdown events: what people write there is only loosely markdown, and the words of a
//! line are what counts.

mod badges;
mod lines;
mod pairs;
mod scan;
mod section;
mod table;

use std::borrow::Cow;

use lines::{is_rule, unlist, unquote};
use pairs::pairs;
use scan::scan;
use section::{content, name, section_key, take_pairs};

use super::date;
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
    /// Whether it stood as an item of a list.
    pub(super) item: bool,
}

impl Line {
    pub(super) fn new(number: u32, text: String) -> Self {
        Self { text, number, quoted: false, cells: Vec::new(), header: false, item: false }
    }

    /// Whether the next line of the file goes on with its sentence: lines are wrapped where they are full.
    fn goes_on_in(&self, next: &Self) -> bool {
        let follows = next.number == self.number + 1 && next.quoted == self.quoted && !next.item;
        follows && self.cells.is_empty() && next.cells.is_empty() && lines::goes_on(&self.text, &next.text)
    }
}

impl Fact {
    /// All lines as one text.
    pub(super) fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n").trim().to_owned()
    }

    /// Its lines, each sentence that was wrapped as one.
    pub(super) fn sentences(&self) -> Cow<'_, [Line]> {
        if !self.lines.windows(2).any(|pair| pair[0].goes_on_in(&pair[1])) {
            return Cow::Borrowed(&self.lines);
        }
        let mut sentences: Vec<Line> = Vec::new();
        let mut above: Option<&Line> = None;
        for line in &self.lines {
            match sentences.last_mut().filter(|_| above.is_some_and(|above| above.goes_on_in(line))) {
                Some(sentence) => sentence.text = format!("{} {}", sentence.text, line.text),
                None => sentences.push(line.clone()),
            }
            above = Some(line);
        }
        Cow::Owned(sentences)
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
    "metadata", "meta", "meta data", "information", "document information", "details", "header", "adr metadata", "record", "metadaten",
    "métadonnées", "metadatos", "metadados", "metadati", "metadane", "метаданные", "метадані", "元数据", "メタデータ", "メタ情報", "メタ",
    "메타", "메타데이터", "document metadata", "document details", "document info", "decision metadata", "record metadata", "adr details",
    "adr information", "informações", "informacoes", "información", "informations", "informationen", "preamble", "identification",
    "document identification", "document control", "dokumentinformation",
];

/// Headings below which tables and lists say who signed.
const SIGN_OFF_SECTIONS: &[&str] = &["reviews", "review", "approvals", "approval", "sign offs", "signoffs", "reviews and approvals"];

/// The first line below the title and its badges, where it is a day and nothing else: `7 December 2021`.
fn bare_date(text: &Text, start: usize, end: usize) -> Option<Fact> {
    let (number, line) = (text.line(start)..)
        .zip(text.text[start..end].lines())
        .find(|(_, line)| !line.trim().is_empty() && !line.starts_with(['!', '[']))?;
    let day = line.trim().trim_matches(['*', '_']);
    let is_day = day.len() <= 40 && date::only(day).is_some();
    is_day.then(|| Fact { key: Key::Date, name: "date".to_owned(), lines: vec![Line::new(number, day.to_owned())], place: Place::Line })
}

/// All facts that the text between `start` and `end` states, in the order of the text.
pub(super) fn facts(text: &Text, start: usize, end: usize, outline: &Outline<'_>) -> Vec<Fact> {
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
        if !facts.iter().any(|fact| fact.key == Key::Date) {
            facts.extend(bare_date(text, headings[0].range.end, preamble_end));
        }
    } else {
        scan_top(start, preamble_end);
    }
    for (index, heading) in headings.iter().enumerate().skip(usize::from(first_is_title)) {
        let section_end = headings[index + 1..].iter().find(|next| next.level <= heading.level).map_or(end, |next| next.range.start);
        let own_end = headings.get(index + 1).map_or(end, |next| next.range.start);
        if METADATA_SECTIONS.contains(&vocabulary::without_number(&normalise(&heading.text))) {
            scan(text, heading.range.end, own_end, &mut facts);
            facts.extend(name(text, heading.range.end, own_end));
        } else if SIGN_OFF_SECTIONS.contains(&vocabulary::without_number(&normalise(&heading.text))) {
            let mut found = Vec::new();
            scan(text, heading.range.end, own_end, &mut found);
            facts.extend(
                found.into_iter().filter(|fact| matches!(fact.key, Key::ReviewedBy | Key::ApprovedBy | Key::Decider | Key::Consulted)),
            );
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
    let first_of_last = first_of_last_lines(&text.text, start, end);
    // Most records end with prose.
    if has_status && first_of_last == end {
        return;
    }
    let last_lines = text.line(first_of_last);
    let mut elsewhere = Vec::new();
    scan(text, start, end, &mut elsewhere);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn found(markdown: &str) -> Vec<(Key, String)> {
        let text = Text::decode("x.md", markdown.as_bytes(), &mut Vec::new());
        let outline = super::super::outline::outline(markdown, 0, false);
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
