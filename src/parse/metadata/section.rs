//! Metadata below a heading that names it (`## Status`), or that says that it is metadata.

use super::lines::{for_lines, is_rule, is_unticked, row, unlist, unquote};
use super::pairs::pairs;
use super::{Fact, Line, Place};
use crate::parse::source_file::Text;
use crate::parse::vocabulary::{self, Key, normalise};

/// The key that a heading names, and the value that follows it in the heading itself (`## Status: Accepted`).
pub(super) fn section_key(heading: &str) -> Option<(Key, Option<&str>)> {
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
pub(super) fn content(text: &Text, start: usize, end: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for_lines(text, start, end, |raw, number| {
        let (quoted, line) = unquote(raw);
        let (item, line) = unlist(line);
        if line.starts_with('#') || is_rule(line) || is_unticked(line) {
            return;
        }
        match row(line) {
            Some(cells) if cells.iter().all(|cell| is_rule(cell) || cell.is_empty()) => {
                if let Some(header) = lines.last_mut().filter(|above| above.cells.len() == cells.len() && above.number + 1 == number) {
                    header.header = true;
                }
            }
            Some(cells) => lines.push(Line { text: cells.join(" ").trim().to_owned(), number, quoted, cells, header: false, item }),
            None if !line.is_empty() => lines.push(Line { quoted, item, ..Line::new(number, line.to_owned()) }),
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

/// Takes the `Date: …` and `Deciders: …` lines out of a status section, and the `Status:` off its own.
pub(super) fn take_pairs(lines: &mut Vec<Line>, facts: &mut Vec<Fact>) {
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

/// `- Name: Use a queue`, which is a title only in a section of metadata: elsewhere a name is somebody's.
pub(super) fn name(text: &Text, start: usize, end: usize) -> Option<Fact> {
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
