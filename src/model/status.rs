//! Where a decision stands in its life.

use serde::Serialize;

/// The six statuses that every vocabulary is mapped to. Colours and counts use them; the words of the record are
/// kept beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Being written; in the list, in no figure.
    Draft,
    /// Waits for an answer.
    Proposed,
    /// In force.
    Accepted,
    /// Decided against, or taken back.
    Rejected,
    /// Was in force, and is no longer, without a successor.
    Deprecated,
    /// Was in force, and another decision took its place.
    Superseded,
}

impl Status {
    /// All statuses, in the order of a decision's life.
    pub const ALL: [Self; 6] = [Self::Draft, Self::Proposed, Self::Accepted, Self::Rejected, Self::Deprecated, Self::Superseded];

    /// The stable name, as in `decisions.json` and in CSS classes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Deprecated => "deprecated",
            Self::Superseded => "superseded",
        }
    }

    /// Whether the teams once agreed on it: what came later does not rewrite that.
    #[must_use]
    pub fn was_accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::Deprecated | Self::Superseded)
    }
}
