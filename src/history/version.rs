//! What one version of a record says, as far as its history needs it.

use crate::config::{Config, DateOrder};
use crate::model::{SignOff, SignOffSource, Status, Teams};
use crate::parse::{Content, Draft, MAX_FILE_BYTES, SourceFile, StatusWords, parse_unseen};
use crate::resolve::Signers;

use super::text::{Fingerprint, fingerprints};

/// A version of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub(super) status: Option<Status>,
    pub(super) status_text: Option<String>,
    /// The day that the record gives for its status.
    pub(super) date: Option<jiff::civil::Date>,
    /// What it says, wherever it says so.
    pub(super) sign_offs: Vec<SignOff>,
    /// Of the text with its title, …
    pub(super) text: Fingerprint,
    /// … and without.
    pub(super) body: Fingerprint,
}

/// Reads versions, as the log itself is read.
pub struct Reader<'a> {
    words: StatusWords,
    signers: Signers<'a>,
    order: DateOrder,
}

impl<'a> Reader<'a> {
    /// A reader for the log with these teams.
    #[must_use]
    pub fn new(config: &'a Config, teams: &'a Teams) -> Self {
        let order = config.date_order.unwrap_or(DateOrder::Dmy);
        Self { words: StatusWords::new(&config.statuses), signers: Signers::new(config, teams), order }
    }

    /// What a file said when these were its bytes.
    #[must_use]
    pub fn read(&self, path: &str, bytes: Vec<u8>) -> Version {
        self.version(&self.draft(path, bytes))
    }

    /// The text of a file when these were its bytes, line by line.
    #[must_use]
    pub fn lines(&self, path: &str, bytes: Vec<u8>) -> Vec<String> {
        let draft = self.draft(path, bytes);
        super::text::lines(&draft.title, &draft.document)
    }

    fn draft(&self, path: &str, bytes: Vec<u8>) -> Draft {
        let length = bytes.len() as u64;
        let content = if length > MAX_FILE_BYTES { Content::TooLarge(length) } else { Content::Bytes(bytes) };
        let file = SourceFile { path: path.to_owned(), source: 0, route: String::new(), content };
        parse_unseen(&file, &self.words).draft
    }

    fn version(&self, draft: &Draft) -> Version {
        let (text, body) = fingerprints(&draft.title, &draft.document);
        let date = draft.date.map(|date| date.settle(self.order));
        let sign_offs = self.signers.of(draft, self.order).into_iter().map(bare).collect();
        Version {
            status: draft.status,
            status_text: draft.status_text.clone(),
            date: date.and_then(crate::model::CalendarDate::day),
            sign_offs,
            text,
            body,
        }
    }
}

/// A sign-off without where and in which style it is written.
pub(super) fn bare(mut sign_off: SignOff) -> SignOff {
    sign_off.line = 0;
    sign_off.source = SignOffSource::Declared;
    sign_off.people.sort_unstable();
    sign_off
}
