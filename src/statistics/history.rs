//! What a repository's history adds to the dates that the records leave out.

use jiff::civil::Date as Day;

use crate::model::{AdrIndex, TeamIndex};

/// What history knows of one record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RecordDays {
    /// The day of the commit that brought the record into the log.
    pub first_known: Option<Day>,
    /// The day of the commit that gave it the status it was settled with.
    pub settled: Option<Day>,
    /// Whether its text changed after its approvals.
    pub changed_after_approval: bool,
}

/// What stands behind one sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backed {
    /// The team that it is for.
    pub team: TeamIndex,
    /// Who recorded it.
    pub backing: Backing,
    /// Whether it is an approval.
    pub is_approval: bool,
    /// Whether it is an approval after which the text changed.
    pub is_stale: bool,
    /// Whether its date lies more than three days before its commit.
    pub is_backdated: bool,
}

/// Who recorded a sign-off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backing {
    /// The team itself.
    Own,
    /// Somebody else, naming the team in a trailer.
    Trailer,
    /// Another team.
    Other,
    /// Nobody can say.
    Unverifiable,
}

/// What history knows of every record; the default knows nothing.
///
/// It only fills gaps: a date that a record gives always comes first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    records: Vec<RecordDays>,
    backed: Vec<Vec<Backed>>,
}

impl History {
    /// Takes one entry of each kind for each decision, in the order of the log.
    #[must_use]
    pub fn new(records: Vec<RecordDays>, backed: Vec<Vec<Backed>>) -> Self {
        Self { records, backed }
    }

    /// What stands behind each sign-off of one record; empty where there is no history.
    #[must_use]
    pub fn backed(&self, adr: AdrIndex) -> &[Backed] {
        self.backed.get(adr.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// What is known of one record.
    #[must_use]
    pub fn of(&self, adr: AdrIndex) -> RecordDays {
        self.records.get(adr.0 as usize).copied().unwrap_or_default()
    }
}
