//! What one version of a record says, as far as its history needs it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::{Config, DateOrder};
use crate::model::{Adr, CalendarDate, Outcome, Role, SignOff, Status, TeamIndex, Teams};
use crate::parse::{Content, Draft, MAX_FILE_BYTES, SourceFile, StatusWords, parse_unseen};
use crate::resolve::Signers;

use super::Signed;
use super::repository::{Blob, Repository};
use super::text::{Fingerprint, Print, fingerprint, fingerprints};

/// A version of a record. Nothing but the words of its status may name somebody; one in which they may is not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub(super) status: Option<Status>,
    pub(super) status_text: Option<String>,
    /// The day that the record gives for its status.
    pub(super) date: Option<jiff::civil::Date>,
    /// What it says, wherever it says so.
    pub(super) sign_offs: Vec<Mark>,
    /// Of the text with its title, …
    pub(super) text: Fingerprint,
    /// … and without.
    pub(super) body: Fingerprint,
}

impl Version {
    /// What a record says now, with these fingerprints.
    #[must_use]
    pub fn of(adr: &Adr, print: Print) -> Self {
        Self {
            status: adr.status,
            status_text: adr.status_text.clone(),
            date: adr.date.and_then(CalendarDate::day),
            sign_offs: adr.sign_offs.iter().map(Mark::of).collect(),
            text: print.text,
            body: print.body,
        }
    }

    /// Whether it can be kept: the words of its status are the only ones that may name somebody.
    pub(crate) fn names_nobody(&self) -> bool {
        let words = self.status_text.iter().flat_map(|text| text.split_whitespace());
        words.filter(|word| word.contains(char::is_alphanumeric)).count() <= 1
    }
}

/// The versions that were read, by their blobs.
#[derive(Debug)]
pub struct Versions<'a>(Vec<Option<&'a Version>>);

impl<'a> Versions<'a> {
    /// Takes what is known of blobs of a repository.
    #[must_use]
    pub fn new(repository: &Repository, known: Vec<(Blob, Option<&'a Version>)>) -> Self {
        let mut versions = vec![None; repository.blobs.len()];
        for (blob, version) in known {
            versions[blob.0 as usize] = version;
        }
        Self(versions)
    }

    /// What a blob says; `None` where it was not read.
    #[must_use]
    pub fn get(&self, blob: Blob) -> Option<&'a Version> {
        self.0.get(blob.0 as usize).copied().flatten()
    }
}

/// Reads versions, as the log itself is read.
pub struct Reader<'a> {
    words: StatusWords,
    signers: Signers<'a>,
    /// How slashed dates are read in each source.
    orders: &'a [DateOrder],
    /// Of the config and the teams.
    key: DefaultHasher,
}

impl<'a> Reader<'a> {
    /// A reader for the log with these teams, whose sources have these orders of day and month.
    #[must_use]
    pub fn new(config: &'a Config, teams: &'a Teams, orders: &'a [DateOrder]) -> Self {
        let mut key = DefaultHasher::new();
        config.hash_what_is_said(&mut key);
        teams.hash(&mut key);
        Self { words: StatusWords::new(&config.statuses), signers: Signers::new(config, teams), orders, key }
    }

    /// The same where the same would be read from the same bytes.
    #[must_use]
    pub fn key(&self, source: usize, path: &str) -> u64 {
        let mut key = self.key.clone();
        (self.order(source), path).hash(&mut key);
        key.finish()
    }

    /// What a file of a source said when these were its bytes; with its text line by line, where somebody approved one that
    /// is not `now`.
    #[must_use]
    pub fn read(&self, source: usize, path: &str, bytes: Vec<u8>, now: Fingerprint) -> (Version, Option<Arc<str>>) {
        let draft = self.draft(path, bytes);
        let version = self.version(&draft, self.order(source));
        let is_approved = version.sign_offs.iter().any(|it| it.role == Role::Approver);
        let lines = (is_approved && version.text != now).then(|| super::text::lines(&draft.title, &draft.document).into());
        (version, lines)
    }

    fn order(&self, source: usize) -> DateOrder {
        self.orders.get(source).copied().unwrap_or(DateOrder::Dmy)
    }

    /// The text of a file when these were its bytes, line by line.
    #[must_use]
    pub fn lines(&self, path: &str, bytes: Vec<u8>) -> Arc<str> {
        let draft = self.draft(path, bytes);
        super::text::lines(&draft.title, &draft.document).into()
    }

    fn draft(&self, path: &str, bytes: Vec<u8>) -> Draft {
        let length = bytes.len() as u64;
        let content = if length > MAX_FILE_BYTES { Content::TooLarge(length) } else { Content::Bytes(bytes) };
        let file = SourceFile { path: path.to_owned(), source: 0, route: String::new(), content };
        parse_unseen(&file, &self.words).draft
    }

    fn version(&self, draft: &Draft, order: DateOrder) -> Version {
        let Print { text, body } = fingerprints(&draft.title, &draft.document);
        let date = draft.date.map(|date| date.settle(order));
        let sign_offs = self.signers.of(draft, order).iter().map(Mark::of).collect();
        Version {
            status: draft.status,
            status_text: draft.status_text.clone(),
            date: date.and_then(CalendarDate::day),
            sign_offs,
            text,
            body,
        }
    }
}

/// A sign-off of a version, without the people whom it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    pub(super) role: Role,
    pub(super) team: TeamIndex,
    pub(super) outcome: Outcome,
    /// Stands for the rest of what it says: people, day and note.
    rest: Fingerprint,
}

impl Mark {
    /// The same for sign-offs that say the same, wherever and in which style they do.
    pub(super) fn of(sign_off: &SignOff) -> Self {
        let SignOff { role, team, outcome, .. } = *sign_off;
        let mut people: Vec<&str> = sign_off.people.iter().map(String::as_str).collect();
        people.sort_unstable();
        let rest = format!("{people:?} {:?} {:?}", sign_off.date, sign_off.note);
        Self { role, team, outcome, rest: fingerprint(rest.as_bytes()) }
    }

    /// As pages show it.
    pub(super) fn signed(self) -> Signed {
        Signed { role: self.role, team: self.team, outcome: self.outcome }
    }
}
