//! What a repository's history adds to the dates that the records leave out.

use jiff::civil::Date as Day;

use crate::model::AdrIndex;

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

/// What history knows of every record; the default knows nothing.
///
/// It only fills gaps: a date that a record gives always comes first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    records: Vec<RecordDays>,
}

impl History {
    /// Takes one entry for each decision, in the order of the log.
    #[must_use]
    pub fn new(records: Vec<RecordDays>) -> Self {
        Self { records }
    }

    /// What is known of one record.
    #[must_use]
    pub fn of(&self, adr: AdrIndex) -> RecordDays {
        self.records.get(adr.0 as usize).copied().unwrap_or_default()
    }
}
