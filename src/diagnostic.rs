//! What is wrong in a log, as data: a mistake in content is a diagnostic, never an error.

mod example;

use std::fmt;

pub use example::Example;
use serde::{Serialize, Serializer};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing is wrong.
    Info,
    /// Something is doubtful; a reader may be misled.
    Warning,
    /// Something is wrong: a fact was lost, a link is dead, a figure may be too low.
    Error,
}

impl Severity {
    /// The name in output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Declares every code once: its name, its severity, and what it means.
macro_rules! codes {
    ($($variant:ident = $name:literal, $severity:ident, $meaning:literal;)*) => {
        /// The stable code of a diagnostic.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        impl Code {
            /// All codes, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in output: lower case, words joined by `-`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The severity that every diagnostic of this code has.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What it means and how to mend it.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    FileUnreadable = "file-unreadable", Error,
        "The file could not be read. Its page says so; mend the permissions or restore the file.";
    FileTooLarge = "file-too-large", Error,
        "The file is over 16 MiB. Its page says so instead of showing it; move large data out of the record.";
    InvalidUtf8 = "invalid-utf8", Error,
        "The file is not UTF-8. What could not be read is shown as a replacement character; save the file as UTF-8.";
    ControlCharacters = "control-characters", Warning,
        "The file contains NUL bytes, which are left out; remove them.";
    EmptyFile = "empty-file", Warning,
        "The file is empty. It is published with its name as the title; write it or delete it.";
    OutsideLog = "outside-log", Warning,
        "A symbolic link leads out of the log or around in a circle. It is not followed; copy what it points at into the log.";
    NoRecords = "no-records", Warning,
        "No decision record was found. The site is built all the same; check which folder adrsite was given.";
    UnknownLanguage = "unknown-language", Warning,
        "The interface has no texts in the language of the config, so it is in English. Name another language, or add a file of texts.";
    NotARecord = "not-a-record", Info,
        "The file is a template or an index and is no decision. Nothing is wrong; it is listed so that no file is left out in silence.";
    FrontMatterUnclosed = "front-matter-unclosed", Error,
        "The front-matter starts with `---` and never ends. Close it with a line `---`.";
    FrontMatterInvalid = "front-matter-invalid", Error,
        "The front-matter is not valid YAML. What could be read line by line was; quote the value that the message names.";
    UnknownKey = "unknown-key", Warning,
        "A front-matter key looks like a misspelt one of adrsite's. It is ignored; correct its spelling.";
    WrongType = "wrong-type", Error,
        "A front-matter value is not of the kind that its key takes. It is ignored; see the list of keys in the README.";
    UnknownStatus = "unknown-status", Warning,
        "The status maps to none of the six. The record counts as having no status; map the word under `statuses` in adrsite.yaml.";
    StatusConflict = "status-conflict", Warning,
        "Two places of the record give different statuses. The first one named counts; delete or correct the other.";
    StatusNotSuperseded = "status-not-superseded", Warning,
        "Another decision supersedes this one, whose own status says otherwise. Relations never change a declared status; correct it or the relation.";
    InvalidDate = "invalid-date", Error,
        "A date does not exist or cannot be read. It is left out; write it as YYYY-MM-DD.";
    UnknownTeam = "unknown-team", Error,
        "A sign-off names a team or a person that the config does not know. It is not counted; correct the name or add it to adrsite.yaml.";
    TeamContradiction = "team-contradiction", Error,
        "A sign-off names a team, and a person who on that day belongs to another. It counts for the named team; correct one of them.";
    UnknownReference = "unknown-reference", Error,
        "A relation names a decision that is not in the log. It is left out; correct the number, id or file name.";
    RelatedElsewhere = "related-elsewhere", Info,
        "A record relates to something that is no decision of this log: a page, a component, a ticket. Nothing is wrong where that is meant; else correct the number, id or file name.";
    AmbiguousReference = "ambiguous-reference", Warning,
        "A relation names a number that several decisions have. It is left out; name the file instead.";
    ContradictoryRelation = "contradictory-relation", Error,
        "Two decisions each claim to supersede, amend or need the other, or one relates to itself. Delete one of the claims.";
    SupersessionCycle = "supersession-cycle", Error,
        "Decisions supersede each other in a circle, so none is in force. Delete one of the relations.";
    DuplicateId = "duplicate-id", Error,
        "Several records of one folder have the same number. All are published; give the newer one the next free number.";
    TitleNumberMismatch = "title-number-mismatch", Warning,
        "The number in the title differs from the one in the file name or front-matter, which counts. Correct the title.";
    NoTitle = "no-title", Info,
        "The record has neither a title nor a first heading. Its file name serves; write a heading.";
    SeveralRecords = "several-records", Warning,
        "The file holds several records. It is published as one; split it, one decision a file.";
    UnsafeLink = "unsafe-link", Warning,
        "A link could run code (`javascript:`, `vbscript:`, `data:`). It was dropped.";
    BrokenLink = "broken-link", Error,
        "A link leads to a file that is neither in the log nor beside it. It is shown as text; correct the path.";
    BrokenAnchor = "broken-anchor", Error,
        "A link leads to a heading that its target does not have. It leads to the page instead; correct the part after `#`.";
    RepositoryLink = "repository-link", Info,
        "A link leads to something outside the log, and the config does not say where the repository is shown. It is shown as text; set `file_url` in adrsite.yaml.";
    MissingImage = "missing-image", Error,
        "An image is not there. Its description is shown; add the file or correct the path.";
    UnsafeImage = "unsafe-image", Warning,
        "A file that is shown as an image is none, or is an SVG with scripts or foreign references. It was not copied.";
    DiagramNotDrawn = "diagram-not-drawn", Warning,
        "A Mermaid diagram cannot be drawn. Its source is shown; correct it where the message says.";
    PolicyNotMet = "policy-not-met", Error,
        "A decision lacks what the teams' own policy asks for: a review, an approval, or a day on which it is looked at again. Add the sign-off, or change the policy in adrsite.yaml.";
    AnswerOverdue = "answer-overdue", Warning,
        "A proposal has waited for an answer by another side for longer than the policy allows. Review it, or agree on another time.";
    ScorecardUnreadable = "scorecard-unreadable", Error,
        "The file of the teams' own measurements is not there, or is no table with the columns date, metric, team and value. No measurement is shown; correct the file or `scorecard.file` in adrsite.yaml.";
    ScorecardRow = "scorecard-row", Error,
        "A row of the scorecard cannot be used: its date, its number or its columns are wrong, or the same measurement stands there twice. It is left out; correct it.";
    ScorecardUnknown = "scorecard-unknown", Error,
        "A row of the scorecard names a metric or a team that the config does not know. It is left out; correct the name or add it to adrsite.yaml.";
    NoHistory = "no-history", Info,
        "The repository's history cannot be read, so no sign-off can be verified and no day can be taken from it. Build from a whole clone, or turn it off with `history: false` in adrsite.yaml.";
    HistoryIncomplete = "history-incomplete", Warning,
        "The clone leaves out a part of the history: what it hides cannot be verified. Fetch all of it; in CI, ask for the whole depth.";
    EvidenceOneSided = "evidence-one-sided", Warning,
        "The decision claims sign-offs of several sides, and one side alone recorded them. Let each team commit its own sign-offs, or set `policy.evidence.one_sided` in adrsite.yaml.";
    EvidenceStale = "evidence-stale", Warning,
        "The text changed after an approval. Let the team approve it again, or set `policy.evidence.stale` in adrsite.yaml.";
    EvidenceByOtherTeam = "evidence-by-other-team", Warning,
        "A sign-off was recorded by another team than its own. Let the team commit it itself, or set `policy.evidence.by_other_team` in adrsite.yaml.";
    RemoteImage = "remote-image", Warning,
        "An image lies on another host. It is shown as a link, since no page loads anything from elsewhere; allow the host under `image_hosts` or copy the image into the log.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One finding, with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Diagnostic {
    /// The file, relative to the folder that adrsite was given, with `/`.
    pub path: String,
    /// 1-based.
    pub line: u32,
    /// 1-based, in characters.
    pub column: u32,
    /// See [`Code::severity`].
    pub severity: Severity,
    /// What kind of finding it is.
    pub code: Code,
    /// What was found and what was expected.
    pub message: String,
    /// How to mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A finding at a place; lines and columns are 1-based.
    #[must_use]
    pub fn new(code: Code, path: &str, (line, column): (u32, u32), message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, column, severity: code.severity(), code, message: message.into(), hint: None }
    }

    /// As grave as the teams' own policy has it.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Says how to mend it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// `candidate` names that are spelt nearly like `name`, the nearest one.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&name, &candidate.to_lowercase()), candidate))
        .filter(|(similarity, _)| *similarity > 0.84)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_explained() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(Code::ALL.iter().all(|code| code.meaning().ends_with('.')));
    }

    #[test]
    fn a_slip_of_the_finger_has_a_suggestion_and_another_word_has_none() {
        assert_eq!(nearest("platfrom", ["halcyon", "platform"]), Some("platform"));
        assert_eq!(nearest("warehouse", ["halcyon", "platform"]), None);
    }
}
