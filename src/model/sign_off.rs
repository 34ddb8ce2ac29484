//! Who took part in a decision: sign-offs, and the roles in which they are given.

use serde::{Deserialize, Serialize};

use super::{CalendarDate, TeamIndex};

/// In which role a team took part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Brought the decision up.
    Proposer,
    /// Read it and answered.
    Reviewer,
    /// Has the say, and said it.
    Approver,
}

impl Role {
    /// All roles, in the order of a decision's life.
    pub const ALL: [Self; 3] = [Self::Proposer, Self::Reviewer, Self::Approver];

    /// The stable name: the front-matter key that holds its sign-offs.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Proposer => "proposed_by",
            Self::Reviewer => "reviewed_by",
            Self::Approver => "approved_by",
        }
    }

    /// What a team in this role did, as in list names and `stats.json`.
    #[must_use]
    pub fn verb(self) -> &'static str {
        match self {
            Self::Proposer => "proposed",
            Self::Reviewer => "reviewed",
            Self::Approver => "approved",
        }
    }
}

/// What a sign-off says. All three are participation; objections are shown as such.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The default.
    #[default]
    Agrees,
    /// Took part and disagrees.
    Objects,
    /// Took part and leaves it to the others.
    Abstains,
}

/// How a sign-off came to be in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SignOffSource {
    /// Written under `proposed_by`, `reviewed_by` or `approved_by`.
    Declared,
    /// A person of another format (deciders, consulted, author, …) whom the config assigns to a team.
    Mapped,
}

/// One team's part in one decision, in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// The role.
    pub role: Role,
    /// The team.
    pub team: TeamIndex,
    /// The people who signed, by name as the record gives it, without e-mail addresses; often empty.
    pub people: Vec<String>,
    /// The day of the sign-off.
    pub date: Option<CalendarDate>,
    /// Whether the record leaves the day out, and it is that of the commit which recorded the sign-off.
    pub date_from_history: bool,
    /// What it says.
    pub outcome: Outcome,
    /// A word beside it.
    pub note: Option<String>,
    /// Whether it was declared, or mapped from another format's people.
    pub source: SignOffSource,
    /// Where it stands in its file, 1-based.
    pub line: u32,
}
