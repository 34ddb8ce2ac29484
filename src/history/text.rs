//! The text of a record as approvals see it: without front-matter, metadata lines and the way it is typed.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::Document;

/// Stands for a text; the same in every run of one build of the program.
pub type Fingerprint = u64;

/// The words of a record's text, line by line; a line without words is left out.
///
/// Neither white space nor line ends matter, and of a link to another file only its words: files are renamed for reasons
/// that have nothing to do with what was decided.
pub(super) fn lines(title: &str, document: &Document) -> Vec<String> {
    let mut lines = vec![title.split_whitespace().collect::<Vec<_>>().join(" ")];
    for_each_line(document, |line| {
        let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            lines.push(words);
        }
    });
    lines
}

/// The fingerprints of a record's text with its title, and without.
pub(super) fn fingerprints(title: &str, document: &Document) -> (Fingerprint, Fingerprint) {
    // One text is hashed much faster than its words one by one.
    let mut words = String::with_capacity(document.body.len());
    for_each_line(document, |line| {
        line.split_whitespace().for_each(|word| {
            words.push_str(word);
            words.push(' ');
        });
    });
    let mut body = DefaultHasher::new();
    words.hash(&mut body);
    let body = body.finish();
    let mut whole = DefaultHasher::new();
    title.split_whitespace().for_each(|word| word.hash(&mut whole));
    body.hash(&mut whole);
    (whole.finish(), body)
}

fn for_each_line(document: &Document, mut take: impl FnMut(&str)) {
    let mut metadata = document.metadata_lines.as_slice();
    for (number, line) in (document.first_line..).zip(document.body().lines()) {
        while metadata.first().is_some_and(|first| *first < number) {
            metadata = &metadata[1..];
        }
        if metadata.first() == Some(&number) {
            continue;
        }
        if line.contains("](") { take(&without_targets(line)) } else { take(line) }
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

    fn fingerprint(text: &str) -> Fingerprint {
        let file = SourceFile { path: "0001-x.md".into(), source: 0, route: String::new(), content: Content::Bytes(text.into()) };
        let draft = parse(&file, &StatusWords::new(&[])).draft;
        let document: Arc<Document> = draft.document;
        fingerprints(&draft.title, &document).0
    }

    #[test]
    fn how_a_text_is_typed_does_not_matter_and_what_it_says_does() {
        let text = "# 1. Ledger\n\nDate: 2026-01-01\n\n## Status\n\nProposed\n\n## Decision\n\nKeep it, see [2](0002-x.md).\n";
        let same = fingerprint(text);
        assert_eq!(fingerprint(&text.replace('\n', "\r\n")), same, "line ends");
        assert_eq!(fingerprint(&format!("---\nstatus: accepted\n---\n\n{text}")), same, "front-matter");
        assert_eq!(fingerprint(&text.replace("Proposed", "Accepted")), same, "a status in the text");
        assert_eq!(fingerprint(&text.replace("2026-01-01", "2026-01-09")), same, "a date in the text");
        assert_eq!(fingerprint(&text.replace("Keep it, see", "Keep it,\nsee")), same, "other line breaks");
        assert_eq!(fingerprint(&text.replace("0002-x.md", "0002-y.md")), same, "a file that was renamed");
        assert_ne!(fingerprint(&text.replace("Keep it", "Drop it")), same);
        assert_ne!(fingerprint(&text.replace("# 1. Ledger", "# 1. Queue")), same, "another title");
        assert_ne!(fingerprint(&text.replace("0002-x.md", "https://x.example/a")), same, "a web link");
    }
}
