//! What a repository's history says of each record: when it came, who recorded its sign-offs, what changed since.
//!
//! Pure: [`Repository`] is what one pass over git gave, [`replay`] follows every record through it, and [`compare`] sets what
//! is committed against what the files say now.
//!
//! # How a record is followed
//!
//! Each commit names the files that it changed with the content before and after. A *version* is a file with a content; it
//! builds on the version that the commit names as before, under whatever name that had. So a rename, a swap of two files and
//! a merge are the same thing, and a branch is followed with its own commits: who wrote a line there wrote it, and not who
//! merged it. Where a content occurred twice (a revert), the last one that comes before counts.
//!
//! A sign-off is *recorded* by the commit that brought it, as it now stands, into a version none of whose predecessors had
//! it. Whoever changes what it says (its team, people, date, outcome, note) records it anew; whoever only writes it
//! differently does not.

mod author;
mod event;
mod evidence;
mod mailmap;
mod mapping;
mod replay;
mod repository;
mod story;
mod text;
mod version;

use std::sync::Arc;

use foldhash::HashMap;
use jiff::civil::Date as Day;

pub use event::{Deed, Event, EventKind, Signed};
pub use evidence::{Prints, Texts, approved_contents, compare};
pub use mailmap::Mailmap;
pub(crate) use mapping::MAILMAP;
pub use mapping::{Contents, MappingChange, Move, mapping_changes};
pub use replay::{Replay, Replayed, Wanted};
pub use repository::{Blob, Change, Commit, CommitIndex, Identity, Repository};
pub use story::Past;
pub use text::{Fingerprint, Print};
pub use version::{Reader, Version, Versions};

use crate::model::{AdrIndex, CalendarDate, DecisionLog, Role, TeamIndex};
use crate::statistics::{Backed, Backing, History, RecordDays};

/// Everything that history says of a log.
#[derive(Debug, Clone, Default)]
pub struct LogHistory {
    /// How much of it there is.
    pub extent: Extent,
    /// One for each decision, in the order of the log; empty where there is no history.
    records: Vec<RecordHistory>,
    /// Who changed who may speak for whom, the latest first.
    pub mapping: Vec<MappingChange>,
}

/// How much history there is to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Extent {
    /// The config turns it off.
    Off,
    /// None, for a reason.
    #[default]
    None,
    /// All of it.
    Whole,
    /// A shallow clone: older commits are missing.
    Shallow,
    /// A partial clone: contents are missing.
    Partial,
}

impl Extent {
    /// The stable name.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::None => "none",
            Self::Whole => "whole",
            Self::Shallow => "shallow",
            Self::Partial => "partial",
        }
    }

    /// Whether there is anything to show.
    #[must_use]
    pub fn is_some(&self) -> bool {
        matches!(self, Self::Whole | Self::Shallow | Self::Partial)
    }
}

/// What history says of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecordHistory {
    /// What happened to it, in the order of the commits.
    pub events: Vec<Event>,
    /// One for each of its sign-offs, in their order.
    pub evidence: Vec<Evidence>,
    /// The day git first knows it, where that says when it was proposed.
    pub first_known: Option<Day>,
    /// The day of the commit that settled it.
    pub settled: Option<Day>,
    /// Whether its text changed after its last approval.
    pub changed_after_approval: bool,
    /// What changed in its text since the earliest approval that is stale, where it is known.
    pub changed_text: Option<ChangedText>,
}

/// A text when it was approved, and now, line by line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedText {
    /// When it was approved.
    pub before: Arc<str>,
    /// Now.
    pub after: Arc<str>,
}

/// What stands behind a sign-off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The role of the sign-off.
    pub role: Role,
    /// Its team.
    pub team: TeamIndex,
    /// Who recorded it.
    pub grade: Grade,
    /// The commit that recorded it; `None` where it is not known.
    pub deed: Option<Arc<Deed>>,
    /// For an approval: whether the text changed after it.
    pub is_stale: bool,
    /// Days from its own date to its commit, where that is more than [`BACKDATED_DAYS`].
    pub backdated: Option<i64>,
    /// The day of its commit, where that says when it was given.
    pub day: Option<Day>,
}

/// A sign-off whose commit comes more than so many days after its date is marked.
pub const BACKDATED_DAYS: i64 = 3;

/// Who recorded a sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// The team itself.
    Own,
    /// Somebody else, in a commit whose trailers name somebody of the team.
    Trailer,
    /// Another team.
    Other,
    /// Nobody can say.
    Unverifiable(Reason),
}

/// Why nobody can say who recorded a sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There is no history.
    NoHistory,
    /// It is in the file and not committed yet.
    NotCommitted,
    /// A shallow clone hides its commit.
    Shallow,
    /// A partial clone hides what its commit says.
    Partial,
    /// The author is in no team, or in several.
    UnknownAuthor,
    /// A program wrote the commit.
    Bot,
}

impl Grade {
    /// The stable name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Trailer => "trailer",
            Self::Other => "other",
            Self::Unverifiable(_) => "unverifiable",
        }
    }

    /// Whether a commit shows that the team took part.
    #[must_use]
    pub fn is_verified(self) -> bool {
        matches!(self, Self::Own | Self::Trailer)
    }
}

impl Reason {
    /// The stable name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::NoHistory => "no_history",
            Self::NotCommitted => "not_committed",
            Self::Shallow => "shallow",
            Self::Partial => "partial",
            Self::UnknownAuthor => "unknown_author",
            Self::Bot => "bot",
        }
    }
}

impl LogHistory {
    /// A log without history, for a reason.
    #[must_use]
    pub fn without(extent: Extent) -> Self {
        Self { extent, ..Self::default() }
    }

    /// Takes one entry for each decision, in the order of the log.
    #[must_use]
    pub fn new(extent: Extent, records: Vec<RecordHistory>, mapping: Vec<MappingChange>) -> Self {
        Self { extent, records, mapping }
    }

    /// Forgets the records that a list, in the order of the log, says not to keep.
    pub fn retain(&mut self, keeps: &[bool]) {
        let mut keeps = keeps.iter().copied();
        self.records.retain(|_| keeps.next().unwrap_or(false));
    }

    /// What is known of one record; `None` where there is no history.
    #[must_use]
    pub fn of(&self, adr: AdrIndex) -> Option<&RecordHistory> {
        self.records.get(adr.0 as usize)
    }

    /// What stands behind a sign-off, by its position in its record; `None` where there is no history.
    #[must_use]
    pub fn evidence(&self, adr: AdrIndex, position: usize) -> Option<&Evidence> {
        self.of(adr)?.evidence.get(position)
    }

    /// Gives sign-offs that have no day that of the commit which recorded them.
    pub fn fill_days(&self, log: &mut DecisionLog) {
        for (adr, record) in log.adrs.iter_mut().zip(&self.records) {
            for (sign_off, evidence) in adr.sign_offs.iter_mut().zip(&record.evidence) {
                if sign_off.date.is_none() {
                    sign_off.date = evidence.day.map(CalendarDate::from);
                    sign_off.date_from_history = sign_off.date.is_some();
                }
            }
        }
    }

    /// What the figures take from it.
    #[must_use]
    pub fn days(&self) -> History {
        let days = |record: &RecordHistory| RecordDays {
            first_known: record.first_known,
            settled: record.settled,
            changed_after_approval: record.changed_after_approval,
        };
        History::new(self.records.iter().map(days).collect(), self.records.iter().map(RecordHistory::backed).collect())
    }
}

impl RecordHistory {
    /// What stands behind each of its sign-offs, for the figures.
    fn backed(&self) -> Vec<Backed> {
        let backed = |evidence: &Evidence| Backed {
            team: evidence.team,
            backing: match evidence.grade {
                Grade::Own => Backing::Own,
                Grade::Trailer => Backing::Trailer,
                Grade::Other => Backing::Other,
                Grade::Unverifiable(_) => Backing::Unverifiable,
            },
            is_approval: evidence.role == Role::Approver,
            is_stale: evidence.is_stale,
            is_backdated: evidence.backdated.is_some(),
        };
        self.evidence.iter().map(backed).collect()
    }
}

/// Records of the past by their paths relative to the log's folder.
pub type Pasts = HashMap<String, Past>;
