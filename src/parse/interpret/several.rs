//! Files that hold more than one record.

use super::super::outline::{HeadingAt, Outline};
use super::super::source_file::Text;
use super::super::title;
use super::super::vocabulary::{self, Key};
use crate::diagnostic::{Code, Diagnostic};

/// Where a second record starts in the same file, which is said.
///
/// Numbered chapters (`# 1. Client`, `# 2. Network`) are no records: each record has a status or a section of its own.
pub(super) fn second_record(outline: &Outline<'_>, text: &Text, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<usize> {
    let top: Vec<&HeadingAt> = outline.headings.iter().filter(|heading| heading.top_level).collect();
    let second = (1..=3).find_map(|level| second_at_level(&top, level))?;
    let start = top[second].range.start;
    diagnostics.push(
        Diagnostic::new(
            Code::SeveralRecords,
            path,
            text.place(start),
            format!("a second record starts here, `{}`; the file is published as one record", top[second].text),
        )
        .hint("split the file, one decision a file"),
    );
    Some(start)
}

fn second_at_level(top: &[&HeadingAt], level: u8) -> Option<usize> {
    // A chapter of one record may well be called `2. Network`; below the first level only `ADR-2: …` is a record.
    let is_title = |heading: &HeadingAt| {
        heading.level == level
            && (level == 1 || title::names_record(&heading.text))
            && !vocabulary::is_section(&heading.text)
            && vocabulary::key(&heading.text).is_none()
    };
    let titles: Vec<usize> = (0..top.len()).filter(|at| is_title(top[*at])).collect();
    let below = |at: usize| {
        let end = titles.iter().find(|next| **next > at).copied().unwrap_or(top.len());
        &top[at + 1..end]
    };
    let has_status = |at: usize| below(at).iter().any(|heading| vocabulary::key(&heading.text) == Some(Key::Status));
    let has_sections = |at: usize| has_status(at) || below(at).iter().any(|heading| vocabulary::is_telling_section(&heading.text));
    let number = |at: usize| title::leading_number(&top[at].text);
    let first = *titles.first()?;
    titles.iter().copied().filter(|at| *at > first).find(|at| {
        let both_have_status = level == 1 && has_status(*at) && has_status(first);
        let both_are_numbered = match (number(*at), number(first)) {
            (Some(second), Some(first_number)) => second != first_number && has_sections(*at) && has_sections(first),
            _ => false,
        };
        both_have_status || both_are_numbered
    })
}
