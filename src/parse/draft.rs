//! What one file says, before other files and the config's names are known.

use std::sync::Arc;

use super::date::WrittenDate;
use super::reference::Reference;
use crate::config::DateOrder;
use crate::model::{AdrId, Document, Outcome, PeopleRole, RelationKind, Role, Status};

/// A line and a column, both 1-based.
pub type Place = (u32, u32);

/// A file as far as it can be read for itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Relative to the folder that adrsite was given, with `/`.
    pub path: String,
    /// Position of its source in the log.
    pub source: usize,
    /// Its page, relative to the site's root.
    pub route: String,
    /// What kind of file it is.
    pub nature: Nature,
    /// The number or textual id.
    pub id: Option<AdrId>,
    /// Whether the file's or folder's own name has a number or a day.
    pub named_as_record: bool,
    /// The title, plain text.
    pub title: String,
    /// Whether the file itself has a title; otherwise its name gave one.
    pub has_title: bool,
    /// The mapped status.
    pub status: Option<Status>,
    /// The status in the record's own words.
    pub status_text: Option<String>,
    /// Where the status is declared; the place that counts comes first.
    pub status_marks: Vec<StatusMark>,
    /// The date of the status.
    pub date: Option<WrittenDate>,
    /// The date of the first writing.
    pub created: Option<WrittenDate>,
    /// What its unambiguous slashed dates show about the order of day and month.
    pub date_order: Option<DateOrder>,
    /// The native sign-offs.
    pub sign_offs: Vec<Claim>,
    /// People of other formats.
    pub people: Vec<PersonClaim>,
    /// Relations as declared.
    pub relations: Vec<RelationClaim>,
    /// Tags without repeats.
    pub tags: Vec<String>,
    /// Where it is discussed.
    pub discussion: Option<String>,
    /// Whether it is in the site at all.
    pub publish: bool,
    /// When to look at it again.
    pub review_on: Option<WrittenDate>,
    /// What to watch or read.
    pub context: Vec<ContextClaim>,
    /// What was promised.
    pub actions: Vec<ActionClaim>,
    /// The text.
    pub document: Arc<Document>,
}

/// A place of a record that declares its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusMark {
    /// 1-based.
    pub line: u32,
    /// The status and what stands beside it, as the line has it.
    pub text: String,
    /// Which status it is.
    pub status: Option<Status>,
    /// Whether it stands between the `---` lines.
    pub in_front_matter: bool,
    /// Whether it stands in a section of its own.
    pub in_section: bool,
    /// How many dated entries the history has of which it is the last; 0 where it is none.
    pub history: usize,
}

/// What kind of file it is, as far as it shows for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// It has something of a record: a status, a date, a number, a template's section.
    Record,
    /// It has nothing of a record: it is one only in a log where no file has more.
    Plain,
    /// README or index. It is a record only where it has a record's content and its folder is one.
    Index {
        /// Whether it has a record's content.
        record_content: bool,
        /// Whether it has a status, as a record has.
        declares_status: bool,
    },
    /// An untouched template.
    Template,
    /// LICENSE, CONTRIBUTING, …
    Guide,
}

/// A native sign-off as declared.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Under which key it stands.
    pub role: Role,
    /// A team or a person, where only a name is given.
    pub name: Option<String>,
    /// `team` of a mapping.
    pub team: Option<String>,
    /// `by` of a mapping.
    pub by: Vec<String>,
    /// `date` of a mapping.
    pub date: Option<WrittenDate>,
    /// `outcome` of a mapping.
    pub outcome: Outcome,
    /// `note` of a mapping.
    pub note: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// A person of another format's metadata.
#[derive(Debug, Clone, PartialEq)]
pub struct PersonClaim {
    /// Their part.
    pub role: PeopleRole,
    /// The name as written.
    pub name: String,
    /// The line it stands on.
    pub line: u32,
}

/// A relation as declared.
#[derive(Debug, Clone, PartialEq)]
pub struct RelationClaim {
    /// Seen from this record.
    pub kind: RelationKind,
    /// The other record.
    pub reference: Reference,
    /// Where it stands.
    pub place: Place,
    /// Whether it is declared under a key, so that an unknown target is a mistake, or only read from a sentence.
    pub declared: bool,
}

/// A context drop as declared.
#[derive(Debug, Clone, PartialEq)]
pub struct ContextClaim {
    /// Its title, else its link.
    pub title: String,
    /// Its link.
    pub url: Option<String>,
    /// Its kind.
    pub kind: Option<String>,
    /// Its length.
    pub minutes: Option<u32>,
    /// Who made it.
    pub team: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// An action as declared.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionClaim {
    /// The promise.
    pub what: String,
    /// Who promised.
    pub team: Option<String>,
    /// By when.
    pub due: Option<WrittenDate>,
    /// Kept when.
    pub done: Option<WrittenDate>,
    /// Where it stands.
    pub place: Place,
}
