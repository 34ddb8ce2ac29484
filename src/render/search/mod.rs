//! The search index: what the theme's `search.js` loads, piece by piece, when somebody searches.
//!
//! Every file is a script that hands its content to one function, since a page that was opened from disk may load scripts but
//! no data. A search loads the part of the dictionary that begins like its words (`words-*`), the lists of documents that
//! mention them (`terms-*`), and for the documents that are shown their titles (`cards-*`) and texts (`texts-*`); a filter
//! loads what it filters by (`facts`). `index` says which file has what. That and `facts` grow with the log; of the others only
//! the lists of words that nearly every record mentions.
//!
//! How many files there are follows from the sizes of the records, so that a site knows its pages without reading a word. The
//! words are read once, when the first of these files is made.

mod cards;
mod facts;
mod fields;
mod inverted;
mod manifest;
mod postings;
mod stems;
mod words;

use std::hash::Hasher;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Serialize;

use super::Site;
use crate::model::AdrIndex;
use crate::workspace::Snapshot;
use inverted::{Group, Inverted, start};
use postings::Bounds;

/// Documents whose cards share a file.
const CARDS: usize = 50;

/// Bytes of markdown whose texts share a file, unless one record has more. Smaller files would load less and take longer to write.
const TEXTS: usize = 20_000;

/// Bytes that a file of the dictionary is meant to have.
const WORDS: f64 = 24_000.0;

/// Bytes of markdown whose lists of documents make a file, of about a sixth of that.
const TERMS: usize = 180_000;

/// A file of the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What all the others are for.
    Manifest,
    /// What decisions can be filtered by.
    Facts,
    /// A part of the dictionary.
    Words(usize),
    /// Which documents mention the words of a part of the dictionary.
    Terms(usize),
    /// Titles, statuses and the like of some documents.
    Cards(usize),
    /// The texts of some documents.
    Texts(usize),
}

/// The index of a site.
#[derive(Debug)]
pub(super) struct Search {
    /// The oldest first, so that a new decision renumbers no other.
    documents: Vec<AdrIndex>,
    /// The first document of each file of texts.
    texts: Vec<usize>,
    word_files: usize,
    term_files: usize,
    dictionary: OnceLock<Dictionary>,
}

/// The words, and how they are cut into files.
#[derive(Debug)]
struct Dictionary {
    inverted: Inverted,
    /// The first group of each file, and the end.
    word_files: Vec<usize>,
    term_files: Vec<usize>,
    /// Changes with the numbers of the groups and documents: parts of two versions do not belong together.
    version: String,
}

/// FNV-1a, since those of libraries may change from one release to the next.
#[derive(Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Search {
    /// Plans the index of a log; `newest_first` are all of its decisions.
    pub(super) fn new(snapshot: &Snapshot, newest_first: &[AdrIndex]) -> Self {
        let documents: Vec<AdrIndex> = newest_first.iter().rev().copied().collect();
        let (mut texts, mut room, mut total) = (Vec::new(), 0, 0);
        for (document, index) in documents.iter().enumerate() {
            let bytes = snapshot.log.adr(*index).document.body.len();
            if bytes > room || texts.is_empty() {
                texts.push(document);
                room = TEXTS;
            }
            room = room.saturating_sub(bytes);
            total += bytes;
        }
        // A text of n words has about as many different ones as a multiple of the root of n.
        let word_files = ((total as f64).sqrt() * 90.0 / WORDS).ceil().max(1.0) as usize;
        Self { documents, texts, word_files, term_files: total.div_ceil(TERMS).max(1), dictionary: OnceLock::new() }
    }

    /// All files, in a fixed order.
    pub(super) fn parts(&self) -> Vec<Part> {
        let mut parts = vec![Part::Manifest, Part::Facts];
        parts.extend((0..self.word_files).map(Part::Words));
        parts.extend((0..self.term_files).map(Part::Terms));
        parts.extend((0..self.documents.len().div_ceil(CARDS)).map(Part::Cards));
        parts.extend((0..self.texts.len()).map(Part::Texts));
        parts
    }

    /// Reads all words, on every core. A worker of the pool that is asked for a file before this reads them alone.
    pub(super) fn prepare(&self, snapshot: &Snapshot) {
        self.dictionary(snapshot);
    }

    fn dictionary(&self, snapshot: &Snapshot) -> &Dictionary {
        self.dictionary.get_or_init(|| {
            let inverted = Inverted::new(snapshot, &self.documents);
            // A file starts where the first two letters change: a word, its completions and its misspellings are in one.
            let groups = &inverted.groups;
            let bytes = |group: &Group| group.head.len() + group.tails.iter().map(|tail| tail.len() + 1).sum::<usize>();
            let word_files = cut(groups, self.word_files, bytes, |at| start(&groups[at - 1].head) != start(&groups[at].head));
            let term_files = cut(groups, self.term_files, |group| 1 + group.mentions * 5 / 2, |_| true);
            let version = self.version(snapshot, groups);
            Dictionary { inverted, word_files, term_files, version }
        })
    }

    fn version(&self, snapshot: &Snapshot, groups: &[Group]) -> String {
        let routes = self.documents.iter().map(|index| snapshot.log.adr(*index).route.as_str());
        let words = groups.iter().flat_map(|group| std::iter::once(&*group.head).chain(group.tails.iter().map(|tail| &**tail)));
        let mut hash = Fnv::default();
        for text in routes.chain(words) {
            hash.write(text.as_bytes());
            hash.write(&[0]);
        }
        format!("{:016x}", hash.finish())
    }

    fn texts(&self, file: usize) -> Range<usize> {
        self.texts[file]..self.texts.get(file + 1).copied().unwrap_or(self.documents.len())
    }
}

/// Cuts groups into `files` of about the same size, where `may` allows; gives the first group of each file, and the end.
fn cut(groups: &[Group], files: usize, size: impl Fn(&Group) -> usize, may: impl Fn(usize) -> bool) -> Vec<usize> {
    let total: usize = groups.iter().map(&size).sum();
    let mut cuts = vec![0];
    let mut before = 0;
    for (at, group) in groups.iter().enumerate() {
        if before >= total * cuts.len() / files && cuts.len() < files && at > 0 && may(at) {
            cuts.push(at);
        }
        before += size(group);
    }
    cuts.resize(files, groups.len());
    cuts.push(groups.len());
    cuts
}

impl Part {
    /// Where it goes, relative to the site's root.
    pub(super) fn route(self) -> String {
        match self {
            Self::Manifest => "search/index.js".to_owned(),
            Self::Facts => "search/facts.js".to_owned(),
            Self::Words(file) => format!("search/words-{file}.js"),
            Self::Terms(file) => format!("search/terms-{file}.js"),
            Self::Cards(file) => format!("search/cards-{file}.js"),
            Self::Texts(file) => format!("search/texts-{file}.js"),
        }
    }

    /// Its script.
    pub(super) fn render(self, site: &Site, search: &Search) -> Vec<u8> {
        let snapshot = &*site.snapshot;
        let dictionary = || search.dictionary(snapshot);
        match self {
            Self::Manifest => script("index", 0, &manifest::of(site, search, dictionary())),
            Self::Facts => script("facts", 0, &facts::of(site, search, dictionary())),
            Self::Words(file) => {
                let dictionary = dictionary();
                let groups = &dictionary.inverted.groups[dictionary.word_files[file]..dictionary.word_files[file + 1]];
                let lines: Vec<String> = groups.iter().map(entry).collect();
                script("words", file, &(&dictionary.version, lines.join(" ")))
            }
            Self::Terms(file) => {
                let dictionary = dictionary();
                let groups = &dictionary.inverted.groups[dictionary.term_files[file]..dictionary.term_files[file + 1]];
                let (bounds, mut lists) = (Bounds::new(), String::new());
                for group in groups {
                    postings::encode(&dictionary.inverted.postings(group), &bounds, &mut lists);
                    lists.push(' ');
                }
                script("terms", file, &(&dictionary.version, lists))
            }
            Self::Cards(file) => {
                let cards: Vec<_> =
                    search.documents.chunks(CARDS).nth(file).unwrap_or_default().iter().map(|index| cards::card(site, *index)).collect();
                script("cards", file, &cards)
            }
            Self::Texts(file) => {
                let documents = search.documents[search.texts(file)].iter();
                let texts: Vec<_> = documents.map(|index| cards::text(&snapshot.log.adr(*index).document)).collect();
                script("texts", file, &texts)
            }
        }
    }
}

/// A group in the dictionary: its head, and its tails where it is more than its head.
fn entry(group: &Group) -> String {
    match &*group.tails {
        [tail] if tail.is_empty() => group.head.to_string(),
        tails => std::iter::once(&group.head).chain(tails).map(|text| &**text).collect::<Vec<_>>().join(","),
    }
}

fn script(part: &str, number: usize, data: &impl Serialize) -> Vec<u8> {
    let mut script = format!("adrsiteSearch({part:?},{number},").into_bytes();
    // Lists of strings and numbers always serialise.
    script.extend(serde_json::to_vec(data).unwrap_or_default());
    script.extend(b")\n");
    script
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::render::{Page, Theme};

    #[test]
    fn no_word_is_read_before_the_index_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("0001-a.md"), "# A\n\nWords.\n").unwrap();
        let snapshot = crate::workspace::load(folder.path(), None, jiff::civil::date(2026, 3, 8)).unwrap();
        let theme = Theme::load(folder.path(), &snapshot.config).unwrap();
        let site = Site::new(Arc::new(snapshot), Arc::new(theme));
        for page in site.pages().into_iter().filter(|page| !matches!(page, Page::SearchPart(_))) {
            site.render(page).unwrap();
        }
        let search = site.search.as_ref().unwrap();
        assert!(search.dictionary.get().is_none());
        site.render(Page::SearchPart(Part::Manifest)).unwrap();
        assert!(search.dictionary.get().is_some());
    }

    #[test]
    fn files_are_cut_only_where_they_may_be_and_none_is_lost() {
        let group = |head: &str| Group::of_one(head);
        let groups: Vec<Group> = ["aa", "ab", "ab", "ab", "b", "c"].map(group).into();
        assert_eq!(cut(&groups, 3, |_| 1, |_| true), [0, 2, 4, 6]);
        assert_eq!(cut(&groups, 3, |_| 1, |at| groups[at - 1].head != groups[at].head), [0, 4, 5, 6]);
        assert_eq!(cut(&groups, 8, |_| 1, |at| groups[at - 1].head != groups[at].head).len(), 9);
        assert_eq!(cut(&[], 2, |_| 1, |_| true), [0, 0, 0]);
    }
}
