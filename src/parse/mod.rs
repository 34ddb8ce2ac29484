//! From a file to a [`Draft`]: one file at a time, without input or output, and without ever failing.
//!
//! All styles of records are read the same way. A style is a set of places where facts stand: front-matter
//! ([`front_matter`]), lines, lists and tables under the title, and sections such as `## Status` ([`metadata`]).
//! Every place gives facts, a key and its words; [`interpret`] then reads each kind of fact, whichever place it came
//! from. So logs that mix styles need no detection, and a new style is a new place or a new word in [`vocabulary`].

mod date;
mod draft;
mod file_name;
mod front_matter;
mod interpret;
mod layout;
mod metadata;
mod native;
mod outline;
mod people;
mod plain_text;
mod reference;
mod relations;
mod schema;
mod source_file;
mod special_name;
mod status;
#[cfg(test)]
mod tests;
mod title;
mod vocabulary;

pub use date::WrittenDate;
pub use draft::{ActionClaim, Claim, ContextClaim, Draft, Nature, PersonClaim, Place, RelationClaim, StatusMark};
pub(crate) use file_name::NameFacts;
pub use layout::{Field, KeySpan, Layout, Syntax};
pub use outline::{is_only_comments, options as markdown_options};
pub use reference::Reference;
pub use schema::FrontMatterSchema;
pub use source_file::{Content, MAX_FILE_BYTES, SourceFile};
use special_name::SpecialName;
pub use status::StatusWords;

use crate::diagnostic::{Code, Diagnostic};

/// Whether a value is one of those that people write for nothing: `-`, `n/a`, `none`.
pub(crate) fn says_nothing(text: &str) -> bool {
    vocabulary::is_nothing(text)
}

/// The decision that a text names, if it is one reference.
#[must_use]
pub fn reference(text: &str) -> Option<Reference> {
    reference::one(text)
}

/// What the name of a file says, or that of its folder where the file is its README or index.
pub(crate) fn name_facts(path: &str) -> NameFacts {
    interpret::names_of(path)
}

/// Whether a file's name is that of a template, and of nothing else.
pub(crate) fn is_template_name(path: &str) -> bool {
    matches!(special(path), Some(SpecialName::Template { only: true }))
}

/// Whether a file's name does not say that it is something else than a record.
pub(crate) fn is_record_name(path: &str) -> bool {
    matches!(special(path), None | Some(SpecialName::Template { only: false }))
}

fn special(path: &str) -> Option<SpecialName> {
    let file = path.rsplit('/').next().unwrap_or_default();
    SpecialName::of(file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

/// The names in a bare value that lists people: separated by commas, `and`, `;` and the like.
#[must_use]
pub fn people(text: &str) -> Vec<String> {
    people::split(text)
}

/// What parsing one file gave.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The file as far as it could be read.
    pub draft: Draft,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads one file.
#[must_use]
pub fn parse(file: &SourceFile, words: &StatusWords) -> Parsed {
    read(file, words, false)
}

/// Reads a file that is not shown, as an older version of one: its diagrams are not drawn, and nothing is made of
/// its words.
#[must_use]
pub fn parse_unseen(file: &SourceFile, words: &StatusWords) -> Parsed {
    read(file, words, true)
}

fn read(file: &SourceFile, words: &StatusWords, unseen: bool) -> Parsed {
    let mut diagnostics = Vec::new();
    let draft = match &file.content {
        Content::Bytes(bytes) => interpret::interpret(file, bytes, words, unseen, &mut diagnostics),
        Content::TooLarge(bytes) => {
            let mib = bytes / (1 << 20);
            diagnostics.push(
                Diagnostic::new(Code::FileTooLarge, &file.path, (1, 1), format!("the file has {mib} MiB, expected at most 16"))
                    .hint("move large data out of the record, and link to it"),
            );
            let notice = format!("This file has {mib} MiB. Files over 16 MiB are not shown.\n");
            interpret::interpret(file, notice.as_bytes(), words, unseen, &mut Vec::new())
        }
        Content::Unreadable(reason) => {
            diagnostics.push(
                Diagnostic::new(Code::FileUnreadable, &file.path, (1, 1), format!("the file cannot be read: {reason}"))
                    .hint("check its permissions"),
            );
            interpret::interpret(file, b"This file could not be read when the site was built.\n", words, unseen, &mut Vec::new())
        }
    };
    Parsed { draft, diagnostics }
}
