//! Edits of a record that touch only the lines concerned: everything else stays byte for byte.
//!
//! An edit is tried in the forms that the record's own style suggests ([`sign_off`], [`status`]). Each attempt is read again
//! by the parser that reads all records, and counts only where it says what the record said before plus the change. So an
//! edit is either right or refused; it never damages a record.

mod patch;
mod sign_off;
mod status;
#[cfg(test)]
mod tests;
mod value;

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date as Day;

use crate::model::{CalendarDate, Outcome, Role, Status};
use crate::parse::{Claim, Content, Draft, Nature, Parsed, SourceFile, StatusWords, WrittenDate, parse};
use patch::Script;
pub(crate) use value::scalar;

/// A change of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A team signs.
    SignOff(NewSignOff),
    /// The decision gets another status.
    Status(NewStatus),
}

/// A sign-off to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSignOff {
    /// In which role.
    pub role: Role,
    /// The team's id.
    pub team: String,
    /// Who signs.
    pub by: Vec<String>,
    /// The day of the sign-off.
    pub date: Option<Day>,
    /// What it says.
    pub outcome: Outcome,
    /// A word beside it.
    pub note: Option<String>,
}

/// A status to be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStatus {
    /// The status.
    pub status: Status,
    /// The day on which the decision gets it.
    pub date: Day,
    /// For a superseded decision, what takes its place.
    pub successor: Option<Successor>,
}

/// The decision that takes another one's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// Its id, as `ADR-0012`, or its file name where it has none.
    pub id: String,
    /// What front-matter names it by: its number, else its file name.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Its file, relative to the folder of the decision that it supersedes, with `/`.
    pub link: String,
}

/// Why a record was not edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The file is not UTF-8, or holds NUL bytes.
    NotText,
    /// No form of the edit says what the record said before plus the change.
    NoPlace(&'static str),
    /// The record has the status already.
    SameStatus(Status),
    /// The same sign-off is there already.
    SameSignOff,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => f.write_str("the file is not UTF-8 text\n  hint: save it as UTF-8 first"),
            Self::NoPlace(what) => write!(
                f,
                "the {what} cannot be written without changing what else the record says; the file is as it was\n  hint: correct what `adrsite check` says of its front-matter, or edit it by hand"
            ),
            Self::SameStatus(status) => write!(f, "its status is `{}` already", status.name()),
            Self::SameSignOff => f.write_str("the same sign-off is there already"),
        }
    }
}

/// Edits a record. `bytes` are those of the file at `path`; the result are those that it should have.
///
/// # Errors
/// Why the record cannot be edited; then nothing of it may be written.
pub fn edit(path: &str, bytes: &[u8], words: &StatusWords, changes: &[Change]) -> Result<Vec<u8>, Refusal> {
    let mut edited = bytes.to_vec();
    for change in changes {
        edited = Record::read(path, &edited, words)?.with(change)?;
    }
    Ok(edited)
}

/// A record that is being edited.
struct Record<'a> {
    path: &'a str,
    bytes: &'a [u8],
    words: &'a StatusWords,
    script: Script,
    parsed: Parsed,
}

impl<'a> Record<'a> {
    fn read(path: &'a str, bytes: &'a [u8], words: &'a StatusWords) -> Result<Self, Refusal> {
        let script = Script::of(bytes).ok_or(Refusal::NotText)?;
        Ok(Self { path, bytes, words, script, parsed: read(path, bytes, words) })
    }

    /// The first attempt that says the same plus the change.
    fn with(&self, change: &Change) -> Result<Vec<u8>, Refusal> {
        let (what, attempts) = match change {
            Change::SignOff(new) => {
                let claim = claim(new);
                if self.parsed.draft.sign_offs.iter().any(|known| without_place(known) == claim) {
                    return Err(Refusal::SameSignOff);
                }
                ("sign-off", sign_off::attempts(&self.script, &self.parsed.draft, new))
            }
            Change::Status(new) => {
                if self.parsed.draft.status == Some(new.status) {
                    return Err(Refusal::SameStatus(new.status));
                }
                ("status", status::attempts(&self.script, &self.parsed.draft, new))
            }
        };
        let right = attempts
            .into_iter()
            .filter_map(|patches| patch::apply(self.bytes, &self.script, patches))
            .find(|bytes| self.holds(bytes, change));
        right.ok_or(Refusal::NoPlace(what))
    }

    /// Whether the edited bytes say what the record said before plus the change.
    fn holds(&self, bytes: &[u8], change: &Change) -> bool {
        let after = read(self.path, bytes, self.words);
        let (before, edited) = (&self.parsed.draft, &after.draft);
        let no_new_problem = after.diagnostics.iter().all(|found| {
            let count = |all: &[crate::diagnostic::Diagnostic]| all.iter().filter(|other| other.code == found.code).count();
            count(&after.diagnostics) <= count(&self.parsed.diagnostics)
        });
        let same_text = without_metadata(before) == without_metadata(edited);
        let changed = match change {
            Change::SignOff(new) => {
                let added = claim(new);
                let kept = before.document.body().trim_start() == edited.document.body().trim_start();
                let same = facts(before) == facts(edited);
                kept && same
                    && Role::ALL.into_iter().all(|role| {
                        let added = (role == new.role).then(|| added.clone());
                        signed(before, role).into_iter().chain(added).eq(signed(edited, role))
                    })
            }
            Change::Status(new) => {
                let date = |draft: &Draft| draft.date;
                let dated = date(edited) == date(before) || date(edited) == written(new.date);
                edited.status == Some(new.status)
                    && dated
                    && status_facts(before, before) == status_facts(edited, before)
                    && before.sign_offs.len() == edited.sign_offs.len()
            }
        };
        no_new_problem && same_text && changed
    }
}

fn read(path: &str, bytes: &[u8], words: &StatusWords) -> Parsed {
    let content = Content::Bytes(bytes.to_vec());
    parse(&SourceFile { path: path.to_owned(), source: 0, route: String::new(), content }, words)
}

fn claim(new: &NewSignOff) -> Claim {
    let bare = new.by.is_empty() && new.date.is_none() && new.outcome == Outcome::Agrees && new.note.is_none();
    Claim {
        role: new.role,
        name: bare.then(|| new.team.clone()),
        team: (!bare).then(|| new.team.clone()),
        by: new.by.clone(),
        date: new.date.and_then(written),
        outcome: new.outcome,
        note: new.note.clone(),
        place: (0, 0),
    }
}

fn written(day: Day) -> Option<WrittenDate> {
    CalendarDate::from_iso(&day.to_string()).map(WrittenDate::Certain)
}

fn without_place(claim: &Claim) -> Claim {
    Claim { place: (0, 0), ..claim.clone() }
}

fn signed(draft: &Draft, role: Role) -> Vec<Claim> {
    draft.sign_offs.iter().filter(|claim| claim.role == role).map(without_place).collect()
}

/// Everything that a record says beside its sign-offs, without places.
fn facts(draft: &Draft) -> Draft {
    let mut facts = Draft { document: Arc::default(), sign_offs: Vec::new(), status_marks: Vec::new(), ..draft.clone() };
    facts.people.iter_mut().for_each(|person| person.line = 0);
    facts.relations.iter_mut().for_each(|relation| relation.place = (0, 0));
    facts.context.iter_mut().for_each(|drop| drop.place = (0, 0));
    facts.actions.iter_mut().for_each(|action| action.place = (0, 0));
    facts
}

/// Everything that a record says beside its status, and what goes with it.
fn status_facts(draft: &Draft, before: &Draft) -> Draft {
    let lines: Vec<u32> = draft.status_marks.iter().map(|mark| mark.line).collect();
    // A file with nothing of a record becomes one by its status.
    let nature = if draft.nature == Nature::Plain { Nature::Record } else { draft.nature };
    let mut facts = Draft { nature, status: None, status_text: None, date: None, created: None, ..facts(draft) };
    let kept = draft.relations.iter().map(|relation| {
        use crate::model::RelationKind::SupersededBy;
        relation.kind != SupersededBy && !lines.contains(&relation.place.0)
    });
    let mut kept = kept.collect::<Vec<_>>().into_iter();
    // What a template offers (`Engineering, Architecture, ...`) counts as people once its status is no longer untouched.
    if before.status.is_none() {
        facts.people.clear();
    }
    facts.relations.retain(|_| kept.next().unwrap_or(true));
    facts
}

/// The headings, as a rough outline of the text.
fn without_metadata(draft: &Draft) -> Vec<(u8, &str)> {
    draft.document.headings.iter().filter(|heading| heading.level > 2).map(|heading| (heading.level, heading.text.as_str())).collect()
}
