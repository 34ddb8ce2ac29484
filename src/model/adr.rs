//! One decision record, and what it is made of.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::{AdrIndex, CalendarDate, RelationKind, SignOff, Status, TeamIndex};
use crate::model::Document;

/// A folder of records: the log itself, a package of a monorepo, a checkout of another repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The folder relative to the folder that adrsite was given; empty for that folder itself.
    pub path: String,
    /// What pages call it; empty where there is only one source and the config gives no name.
    pub name: String,
}

/// The number of a decision as its log writes it: `ADR-0007` prints as such, with its leading zeros.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AdrId {
    /// What stands before the number: `ADR`, `RFC`, `EIP`, …
    pub prefix: String,
    /// The digits, leading zeros kept, or a textual id from the front-matter.
    pub text: String,
    /// Their value, where they are digits.
    pub number: Option<u64>,
}

impl AdrId {
    /// Whether these letters may stand before its number: `BE` for `ADR-BE-004`.
    #[must_use]
    pub fn may_be_called(&self, letters: &str) -> bool {
        self.prefix.split('-').any(|part| part.eq_ignore_ascii_case(letters))
    }
}

impl fmt::Display for AdrId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Some(_) => write!(f, "{}-{}", self.prefix, self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// Something to watch or read to understand a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContextDrop {
    /// What it is called.
    pub title: String,
    /// Where it is; only `http`, `https` and `mailto` links get here.
    pub url: Option<String>,
    /// `video`, `article`, `recording`, …; free text.
    pub kind: Option<String>,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// Who made it.
    pub team: Option<TeamIndex>,
}

/// Something a team promised in a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// The promise.
    pub what: String,
    /// Who promised.
    pub team: Option<TeamIndex>,
    /// The day by which it was promised.
    pub due: Option<CalendarDate>,
    /// The day on which it was kept.
    pub done: Option<CalendarDate>,
    /// Where it stands in its file, 1-based.
    pub line: u32,
}

/// Which part people of another format's metadata had in a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PeopleRole {
    /// `author`, `submitter`, `contact`: they proposed.
    Author,
    /// `consulted`, `reviewers`: they reviewed.
    Consulted,
    /// `deciders`, `decision-makers`, `approvers`: they approved.
    Decider,
    /// `informed`: they took no part.
    Informed,
}

/// People whom a record names outside the sign-offs; shown, and counted only for a team that the config gives them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct People {
    /// Their part.
    pub role: PeopleRole,
    /// Their names as written, without e-mail addresses.
    pub names: Vec<String>,
}

/// An effective relation, seen from one of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Relation {
    /// How this decision relates to the other.
    pub kind: RelationKind,
    /// The other decision.
    pub other: AdrIndex,
}

/// One decision record, with every name resolved.
#[derive(Debug, Clone)]
pub struct Adr {
    /// Position of its source in [`DecisionLog::sources`](super::DecisionLog::sources).
    pub source: usize,
    /// The file, relative to the folder that adrsite was given, with `/`.
    pub path: String,
    /// Its page, relative to the site's root, with `/`; not percent-encoded.
    pub route: String,
    /// The number or textual id; `None` where nothing numbers it.
    pub id: Option<AdrId>,
    /// The title, plain text.
    pub title: String,
    /// The mapped status; `None` where there is none, or no known one.
    pub status: Option<Status>,
    /// The status in the record's own words.
    pub status_text: Option<String>,
    /// The day on which it got this status, as the record says.
    pub date: Option<CalendarDate>,
    /// The day on which it was first written, where the record says both.
    pub created: Option<CalendarDate>,
    /// Who took part.
    pub sign_offs: Vec<SignOff>,
    /// Who else is named.
    pub people: Vec<People>,
    /// Effective relations, derived from either end, in the order of [`RelationKind`], then of the log.
    pub relations: Vec<Relation>,
    /// Decisions whose text links to this one, in the order of the log.
    pub linked_from: Vec<AdrIndex>,
    /// Tags in the record's order, without repeats.
    pub tags: Vec<String>,
    /// The pull request, thread or ticket; a safe link.
    pub discussion: Option<String>,
    /// A living decision: look at it again by this day.
    pub review_on: Option<CalendarDate>,
    /// What to watch or read.
    pub context: Vec<ContextDrop>,
    /// What was promised.
    pub actions: Vec<Action>,
    /// The text.
    pub document: Arc<Document>,
    /// How many diagnostics this file has.
    pub problems: usize,
}

impl Adr {
    /// The other ends of its relations of one kind.
    pub fn related(&self, kind: RelationKind) -> impl Iterator<Item = AdrIndex> + '_ {
        self.relations.iter().filter(move |relation| relation.kind == kind).map(|relation| relation.other)
    }
}
