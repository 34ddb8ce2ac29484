//! The text of a record as approvals see it: without front-matter, metadata lines and the way it is typed.

use sha2::{Digest, Sha256};

use crate::model::Document;

/// Stands for a text: half of its SHA-256. Whoever wants to change an approved text unseen must find another one that says
/// something else and has the same, which the hashes of the standard library would not make hard.
pub type Fingerprint = u128;

/// The fingerprint of these bytes.
pub(super) fn fingerprint(bytes: &[u8]) -> Fingerprint {
    let digest = Sha256::digest(bytes);
    digest.iter().take(16).fold(0, |print, byte| print << 8 | Fingerprint::from(*byte))
}

/// The words of a record's text, a line for each of its lines; one without words is left out.
///
/// Neither white space nor line ends matter, and of a link to another file only its words: files are renamed for reasons
/// that have nothing to do with what was decided.
pub(super) fn lines(title: &str, document: &Document) -> String {
    let mut text = String::with_capacity(title.len() + document.body.len());
    add_words(title, &mut text);
    for_each_line(document, |line| {
        let start = text.len();
        text.push('\n');
        add_words(line, &mut text);
        if text.len() == start + 1 {
            text.truncate(start);
        }
    });
    text
}

/// The fingerprints of a record's text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Print {
    /// With its title.
    pub text: Fingerprint,
    /// Without.
    pub body: Fingerprint,
}

/// The fingerprints of a record's text.
pub(super) fn fingerprints(title: &str, document: &Document) -> Print {
    let mut words = String::with_capacity(document.body.len());
    for_each_line(document, |line| {
        words.push(' ');
        add_words(line, &mut words);
        words.truncate(words.trim_ascii_end().len());
    });
    let body = fingerprint(words.as_bytes());
    words.clear();
    add_words(title, &mut words);
    words.push('\n');
    let whole: Vec<u8> = words.bytes().chain(body.to_be_bytes()).collect();
    Print { text: fingerprint(&whole), body }
}

/// Adds the words of a line with a space between them.
fn add_words(line: &str, text: &mut String) {
    let line = line.trim();
    // Nearly every line is typed like that.
    if is_spaced_once(line) {
        text.push_str(line);
        return;
    }
    for (at, word) in line.split_whitespace().enumerate() {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(word);
    }
}

/// Whether a trimmed line is ASCII with single spaces between its words. Looks at all of it, which is faster than to stop.
fn is_spaced_once(line: &str) -> bool {
    let mut before = 0;
    let mut is_other = false;
    for byte in line.bytes() {
        is_other |= !(b' '..=b'~').contains(&byte) || (byte == b' ' && before == b' ');
        before = byte;
    }
    !is_other
}

fn for_each_line(document: &Document, mut take: impl FnMut(&str)) {
    let mut metadata = document.metadata_lines.as_slice();
    let has_links = document.body().contains("](");
    for (number, line) in (document.first_line..).zip(document.body().lines()) {
        while metadata.first().is_some_and(|first| *first < number) {
            metadata = &metadata[1..];
        }
        if metadata.first() == Some(&number) {
            continue;
        }
        if has_links && line.contains("](") { take(&without_targets(line)) } else { take(line) }
    }
}

/// A line without the targets of links to files; those of web links stay.
fn without_targets(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find("](") {
        let (before, after) = rest.split_at(at + 1);
        out.push_str(before);
        let end = after.find(')').map_or(after.len(), |end| end + 1);
        if after[..end].contains("://") {
            out.push_str(&after[..end]);
        }
        rest = &after[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::parse::{Content, SourceFile, StatusWords, parse};

    fn of(text: &str) -> Fingerprint {
        let file = SourceFile { path: "0001-x.md".into(), source: 0, route: String::new(), content: Content::Bytes(text.into()) };
        let draft = parse(&file, &StatusWords::new(&[])).draft;
        let document: Arc<Document> = draft.document;
        fingerprints(&draft.title, &document).text
    }

    #[test]
    fn words_have_one_space_between_them_however_they_are_typed() {
        for line in [
            "", " ", "one", "one two", "one  two", "  one", "one  ", "one\ttwo", "\u{a0}one\u{a0}two", "one \u{2003}two",
            "o\u{b}ne \u{7f}", "één  twee",
        ] {
            let mut text = String::from("before ");
            add_words(line, &mut text);
            assert_eq!(text, format!("before {}", line.split_whitespace().collect::<Vec<_>>().join(" ")), "{line:?}");
        }
    }

    #[test]
    fn how_a_text_is_typed_does_not_matter_and_what_it_says_does() {
        let text = "# 1. Ledger\n\nDate: 2026-01-01\n\n## Status\n\nProposed\n\n## Decision\n\nKeep it, see [2](0002-x.md).\n";
        let same = of(text);
        assert_eq!(of(&text.replace('\n', "\r\n")), same, "line ends");
        assert_eq!(of(&format!("---\nstatus: accepted\n---\n\n{text}")), same, "front-matter");
        assert_eq!(of(&text.replace("Proposed", "Accepted")), same, "a status in the text");
        assert_eq!(of(&text.replace("2026-01-01", "2026-01-09")), same, "a date in the text");
        assert_eq!(of(&text.replace("Keep it, see", "Keep it,\nsee")), same, "other line breaks");
        assert_eq!(of(&text.replace("0002-x.md", "0002-y.md")), same, "a file that was renamed");
        assert_ne!(of(&text.replace("Keep it", "Drop it")), same);
        assert_ne!(of(&text.replace("# 1. Ledger", "# 1. Queue")), same, "another title");
        assert_ne!(of(&text.replace("0002-x.md", "https://x.example/a")), same, "a web link");
    }
}
