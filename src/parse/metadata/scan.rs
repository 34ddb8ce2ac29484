//! `Key: value` lines, list items and table rows, wherever they stand.

use super::badges::badges;
use super::lines::{for_lines, goes_on, is_bold, is_rule, is_unticked, row, unlist, unquote};
use super::pairs::pairs;
use super::table::Table;
use super::{Fact, Line, Place};
use crate::parse::source_file::Text;
use crate::parse::vocabulary::{self, Key};

/// The fact whose value may go on in the next line.
#[derive(Default)]
struct Open {
    fact: Option<usize>,
    indent: usize,
    listed: bool,
    blank: bool,
}

/// Finds `Key: value` lines, list items and table rows.
pub(super) fn scan(text: &Text, start: usize, end: usize, facts: &mut Vec<Fact>) {
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
        // `![Accepted](https://img.shields.io/badge/status-accepted-green)`
        // In a list they are examples.
        let badges = if listed { Vec::new() } else { badges(line) };
        if !badges.is_empty() {
            open.fact = None;
            badges.iter().for_each(|(key, name, value)| push(*key, name, value));
            return;
        }
        let line = line.strip_prefix("![").and_then(|image| image.split_once("](")).map_or(line, |(alt, _)| alt);
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
            let is_wrapped = !listed
                && !open.blank
                && matches!(fact.key, Key::Status | Key::Relation(_))
                && fact.lines.last().is_some_and(|above| above.number + 1 == number && goes_on(&above.text, line));
            if first || (deeper && !open.blank) || is_item || is_wrapped {
                fact.lines.push(Line { quoted: quoted || listed, item: listed, ..Line::new(number, line.to_owned()) });
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
