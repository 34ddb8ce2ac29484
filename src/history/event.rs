//! What happened to a record, as pages show it.

use std::sync::Arc;

use jiff::civil::Date as Day;

use crate::model::{Outcome, Role, TeamIndex};

/// A commit, as far as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// Its full id; `None` for what is in the files and not committed yet.
    pub commit: Option<String>,
    /// The author's calendar day; `None` where it is not committed, or where a shallow clone hides it.
    pub day: Option<Day>,
    /// The author's name, without any e-mail address.
    pub author: Option<String>,
    /// The teams whom the author spoke for on that day; several where the config leaves it open.
    pub teams: Vec<TeamIndex>,
}

/// Something that happened to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// By which commit.
    pub deed: Arc<Deed>,
    /// What.
    pub kind: EventKind,
}

/// What can happen to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// It came into the log.
    Created,
    /// It is older than the history that is at hand.
    Cut,
    /// It got another name; the old one.
    Renamed(String),
    /// It was deleted.
    Deleted,
    /// It came back as it was.
    Restored,
    /// Its status changed: from, to, in the record's words.
    Status(Option<String>, Option<String>),
    /// A sign-off appeared.
    Signed(Signed),
    /// A sign-off says something else.
    SignOffChanged(Signed),
    /// A sign-off is gone.
    Withdrawn(Signed),
    /// The text changed; whether after an approval.
    Edited(bool),
}

impl EventKind {
    /// The stable name.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Cut => "cut",
            Self::Renamed(_) => "renamed",
            Self::Deleted => "deleted",
            Self::Restored => "restored",
            Self::Status(..) => "status",
            Self::Signed(_) => "signed",
            Self::SignOffChanged(_) => "sign_off_changed",
            Self::Withdrawn(_) => "withdrawn",
            Self::Edited(false) => "edited",
            Self::Edited(true) => "edited_after_approval",
        }
    }

    /// The sign-off that it is about.
    #[must_use]
    pub fn signed(&self) -> Option<Signed> {
        match self {
            Self::Signed(signed) | Self::SignOffChanged(signed) | Self::Withdrawn(signed) => Some(*signed),
            _ => None,
        }
    }
}

/// A sign-off of the past, as far as pages show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// The role.
    pub role: Role,
    /// The team.
    pub team: TeamIndex,
    /// What it said.
    pub outcome: Outcome,
}
