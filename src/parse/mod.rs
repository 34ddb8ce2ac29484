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
mod metadata;
mod native;
mod outline;
mod people;
mod reference;
mod relations;
mod source_file;
mod status;
#[cfg(test)]
mod tests;
mod title;
mod vocabulary;

pub use date::WrittenDate;
pub use draft::{ActionClaim, Claim, ContextClaim, Draft, Nature, PersonClaim, Place, RelationClaim};
pub use outline::{is_only_comments, options as markdown_options};
pub use reference::Reference;
pub use source_file::{Content, MAX_FILE_BYTES, SourceFile};
pub use status::StatusWords;

use crate::diagnostic::{Code, Diagnostic};

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
    let mut diagnostics = Vec::new();
    let draft = match &file.content {
        Content::Bytes(bytes) => interpret::interpret(file, bytes, words, &mut diagnostics),
        Content::TooLarge(bytes) => {
            let mib = bytes / (1 << 20);
            diagnostics.push(
                Diagnostic::new(Code::FileTooLarge, &file.path, (1, 1), format!("the file has {mib} MiB, expected at most 16"))
                    .hint("move large data out of the record, and link to it"),
            );
            let notice = format!("This file has {mib} MiB. Files over 16 MiB are not shown.\n");
            interpret::interpret(file, notice.as_bytes(), words, &mut Vec::new())
        }
        Content::Unreadable(reason) => {
            diagnostics.push(
                Diagnostic::new(Code::FileUnreadable, &file.path, (1, 1), format!("the file cannot be read: {reason}"))
                    .hint("check its permissions"),
            );
            interpret::interpret(file, b"This file could not be read when the site was built.\n", words, &mut Vec::new())
        }
    };
    Parsed { draft, diagnostics }
}
