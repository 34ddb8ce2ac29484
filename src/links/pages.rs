//! The files that have a page.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::model::{AdrIndex, DecisionLog};

/// A markdown file that has a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageOf {
    /// A decision.
    Adr(AdrIndex),
    /// A file that is no record; its position in [`DecisionLog::notes`].
    Note(usize),
}

/// The files that have a page.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) by_path: HashMap<String, PageOf>,
    /// Pages by the lower-case name of their file without ending; nothing where several have it.
    pub(super) stems: BTreeMap<String, Option<PageOf>>,
    /// How many files there are; folders can be linked to as well.
    count: usize,
}

impl Pages {
    pub(super) fn new(log: &DecisionLog) -> Self {
        let mut pages = Self::default();
        for (path, page) in paths(log) {
            pages.count += 1;
            pages.by_path.insert(path.to_owned(), page);
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
            if matches!(stem.as_str(), "readme" | "index") && !folder.is_empty() {
                // A link to the folder is a link to what introduces it.
                pages.by_path.entry(folder.to_owned()).or_insert(page);
            }
            pages.stems.entry(stem).and_modify(|known| *known = None).or_insert(Some(page));
        }
        pages
    }

    /// Whether these are the pages of a log: the same files in the same places.
    pub(super) fn are_of(&self, log: &DecisionLog) -> bool {
        self.count == log.adrs.len() + log.notes.len() && paths(log).all(|(path, page)| self.by_path.get(path) == Some(&page))
    }

    /// The one file whose name starts with `stem` and goes on with a word: `adr-45` for `ADR-45-catalyst-…`.
    pub(super) fn unique_prefix(&self, stem: &str) -> Option<PageOf> {
        if !stem.ends_with(|ch: char| ch.is_ascii_digit()) {
            return None;
        }
        let prefix = format!("{stem}-");
        let mut found = self.stems.range(prefix.clone()..).take_while(|(name, _)| name.starts_with(&prefix)).map(|(_, page)| *page);
        match (found.next(), found.next()) {
            (Some(page), None) => page,
            _ => None,
        }
    }
}

/// The files of a log that have a page.
fn paths(log: &DecisionLog) -> impl Iterator<Item = (&str, PageOf)> {
    let adrs = log.iter().map(|(index, adr)| (adr.path.as_str(), PageOf::Adr(index)));
    adrs.chain(log.notes.iter().enumerate().map(|(index, note)| (note.path.as_str(), PageOf::Note(index))))
}
