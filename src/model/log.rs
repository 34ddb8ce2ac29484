//! The log: all decisions of all sources, resolved against each other.

use std::sync::Arc;

use super::{Adr, Document, Source, Teams};

/// A decision's position in [`DecisionLog::adrs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AdrIndex(pub u32);

/// A markdown file of the log that is no record: an attachment, a guide, an index that somebody wrote.
#[derive(Debug, Clone)]
pub struct Note {
    /// The file, relative to the folder that adrsite was given, with `/`.
    pub path: String,
    /// Its page, relative to the site's root, with `/`.
    pub route: String,
    /// Its first heading, or its name in words.
    pub title: String,
    /// The record whose folder it lies in.
    pub belongs_to: Option<AdrIndex>,
    /// Its text.
    pub document: Arc<Document>,
}

/// A file that is copied beside the pages: an image that a record shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asset {
    /// The file, relative to the folder that adrsite was given, with `/`.
    pub path: String,
    /// Where it goes, relative to the site's root, with `/`.
    pub route: String,
}

/// All decisions, in the order of their numbers, then of their paths; unnumbered ones last.
#[derive(Debug, Clone, Default)]
pub struct DecisionLog {
    /// The sources, in the config's order.
    pub sources: Vec<Source>,
    /// The published decisions.
    pub adrs: Vec<Adr>,
    /// How many records say `publish: false`. Nothing else of them is kept.
    pub unpublished: usize,
    /// Markdown files that are no records, in the order of their paths.
    pub notes: Vec<Note>,
    /// Images that records show, in the order of their paths.
    pub assets: Vec<Asset>,
    /// The teams.
    pub teams: Teams,
}

impl DecisionLog {
    /// The decision at `index`.
    #[must_use]
    pub fn adr(&self, index: AdrIndex) -> &Adr {
        &self.adrs[index.0 as usize]
    }

    /// All decisions with their indexes.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (AdrIndex, &Adr)> + ExactSizeIterator {
        // A log holds fewer than 2^32 records: each of them is a file that was read into memory.
        self.adrs.iter().enumerate().map(|(index, adr)| (AdrIndex(index as u32), adr))
    }
}
