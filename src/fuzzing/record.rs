//! From a file to a draft.

use std::collections::HashSet;

use super::log::words;
use crate::parse::{Content, Layout, Parsed, SourceFile, parse};

/// File names, each of which makes the reading look for other things.
const PATHS: [&str; 10] = [
    "0007-tried.md", "doc/adr/0007-tried.md", "20260108-tried.md", "EIPS/eip-7.md", "text/0007-tried.md", "adr/0007-tried/README.md",
    "adr/README.md", "decisions/ADR-007_Tried.markdown", "docs/adr-template.md", "tried.md",
];

/// A file of any style. Its last byte says what it is called, so that a file as it lies in a log is an input as it is.
pub fn style(data: &[u8]) {
    let path = PATHS[usize::from(*data.last().unwrap_or(&0)) % PATHS.len()];
    check(path, data);
}

/// What stands between the lines that open and close front-matter.
pub fn front_matter(data: &[u8]) {
    for fence in [&b"---\n"[..], b"+++\n"] {
        check(PATHS[0], &[fence, data, b"\n", fence, b"# Tried\n\nText.\n"].concat());
    }
}

fn check(path: &str, bytes: &[u8]) {
    let Parsed { draft, diagnostics } = read(path, bytes);
    let document = &draft.document;
    let lines = u32::try_from(document.source.split('\n').count()).expect("inputs are small");
    for found in &diagnostics {
        assert!((1..=lines).contains(&found.line) && found.column > 0, "{found:?} lies outside of {lines} lines");
        assert_eq!(found.path, path);
    }
    assert!(document.source.get(document.body.clone()).is_some(), "the body is {:?}", document.body);
    assert!((1..=lines).contains(&document.first_line), "the body starts on line {} of {lines}", document.first_line);
    let places = document.metadata_lines.iter().chain(draft.status_marks.iter().map(|mark| &mark.line));
    places.for_each(|line| assert!((1..=lines).contains(line), "line {line} of {lines}"));
    assert!(!draft.title.is_empty() && !draft.title.contains('\n'), "the title is {:?}", draft.title);
    let mut anchors = HashSet::new();
    assert!(document.headings.iter().all(|heading| anchors.insert(&heading.anchor)), "an anchor twice: {:?}", document.headings);
    let mut tags = HashSet::new();
    assert!(draft.tags.iter().all(|tag| tags.insert(tag)), "a tag twice: {:?}", draft.tags);
    if let Some(layout) = Layout::of(&document.source) {
        let inside = |range: &std::ops::Range<usize>| layout.inner.start <= range.start && range.end <= layout.inner.end;
        for key in &layout.keys {
            assert!(inside(&key.value) && document.source.get(key.value.clone()).is_some(), "{key:?} of {layout:?}");
        }
    }
    let again = read(path, bytes);
    assert!(again.draft == draft && again.diagnostics == diagnostics, "the same file says something else the second time");
}

fn read(path: &str, bytes: &[u8]) -> Parsed {
    let content = Content::Bytes(bytes.to_vec());
    let route = "decisions/tried.html".to_owned();
    parse(&SourceFile { path: path.to_owned(), source: 0, route, content }, words())
}
