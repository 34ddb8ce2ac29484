//! The nouns: what a decision log is made of.

mod adr;
mod date;
mod document;
mod log;
mod relation;
mod sign_off;
mod status;
mod team;

pub use adr::{Action, Adr, AdrId, ContextDrop, People, PeopleRole, Relation, Source};
pub use date::{CalendarDate, day_number, days_between};
pub use document::{Document, Gap, Heading, Link, Piece, PlainText};
pub use log::{AdrIndex, Asset, DecisionLog, Note};
pub use relation::RelationKind;
pub use sign_off::{Outcome, Role, SignOff, SignOffSource};
pub use status::Status;
pub use team::{Side, SideIndex, Team, TeamIndex, Teams};
