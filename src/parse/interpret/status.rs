//! The status: which place wins, and which entry of a history.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::date::{self, DateReading, WrittenDate};
use super::super::draft::StatusMark;
use super::super::metadata::{Fact, Line, Place};
use super::super::people;
use super::super::vocabulary::{Key, normalise};
use super::{Facts, plain};
use crate::config::DateOrder;
use crate::diagnostic::{Code, nearest};
use crate::model::Status;

/// A status with the words that gave it.
pub(super) struct FoundStatus {
    pub(super) status: Option<Status>,
    pub(super) text: String,
    /// The date beside it, or that of the last entry of its history.
    pub(super) date: Option<WrittenDate>,
    place: Place,
    line: u32,
    /// All places that declare one, this one first.
    pub(super) marks: Vec<StatusMark>,
}

impl Facts<'_> {
    /// The status that counts. Says where two places disagree, and where the words map to nothing.
    pub(super) fn status(&mut self) -> Option<FoundStatus> {
        let mut facts: Vec<&Fact> = self.of(Key::Status).collect();
        // `stage` and `state` speak only where no `status` does.
        let is_substitute = |fact: &Fact| matches!(normalise(&fact.name).as_str(), "stage" | "state");
        if facts.iter().any(|fact| !is_substitute(fact)) {
            facts.retain(|fact| !is_substitute(fact));
        }
        let found = facts.into_iter().filter_map(|fact| self.status_of(fact)).collect::<Vec<_>>();
        let mut marks: Vec<StatusMark> = found.iter().flat_map(|found| found.marks.iter().cloned()).collect();
        let mut found = found.into_iter();
        let mut first = found.next()?;
        for other in found {
            if let (Some(one), Some(two)) = (first.status, other.status)
                && one != two
            {
                let message = format!("the status is `{}` here and `{}` on line {}, which counts", other.text, first.text, first.line);
                self.note(Code::StatusConflict, self.text.place_of(other.line, &other.text), message, "delete or correct one of them");
            }
            let better = first.status.is_none() && other.status.is_some() && first.place != Place::FrontMatter;
            let date = first.date.or(other.date);
            if better {
                first = other;
            }
            first.date = date;
        }
        if first.status.is_none() {
            let word = first.text.to_lowercase().replace(['"', '\\'], "");
            let hint = match nearest(&word, ["draft", "proposed", "accepted", "rejected", "deprecated", "superseded"]) {
                Some(nearest) => format!("did you mean `{nearest}`? Otherwise map the word under `statuses` in adrsite.yaml"),
                None if word.split(' ').count() > 3 => {
                    "begin it with one of them, or map one of its words under `statuses` in adrsite.yaml".to_owned()
                }
                None => {
                    format!("map the word to one of them under `statuses` in adrsite.yaml, as in `statuses: {{ \"{word}\": deprecated }}`")
                }
            };
            self.note(
                Code::UnknownStatus,
                self.text.place_of(first.line, &first.text),
                format!("the status `{}` is none of draft, proposed, accepted, rejected, deprecated, superseded", first.text),
                hint,
            );
        }
        marks.sort_by_key(|mark| mark.line != first.line);
        Some(FoundStatus { marks, ..first })
    }

    fn status_of(&self, fact: &Fact) -> Option<FoundStatus> {
        let all_quoted = fact.lines.iter().all(|line| line.quoted);
        let sentences = fact.sentences();
        let lines: Vec<(&Line, Cow<'_, str>)> = sentences
            .iter()
            .filter(|line| (all_quoted || !line.quoted) && !line.header)
            .map(|line| (line, self.words.chosen(&line.text)))
            .filter(|(_, text)| !people::is_placeholder(text) && !self.words.is_choice(text))
            .collect();
        let (first, _) = lines.first()?;
        // Prose in a section says nothing certain, unless it starts with the status.
        let few_words = |text: &str| text.split_whitespace().count() <= 12;
        let mut entries: Vec<(&Line, &str, Status)> = Vec::new();
        for (index, (line, text)) in lines.iter().enumerate() {
            let status = match index {
                0 if fact.place != Place::Section || few_words(text) => self.words.find(text),
                0 => self.words.at_start(text),
                // Links of a later line are relations; `Amended by` is no status, and `Open questions: …` is prose.
                _ => self.words.entry(text, date_beside(text).is_some()),
            };
            entries.extend(status.map(|status| (*line, text.as_ref(), status)));
        }
        // A list of many statuses, none of them dated, is what a template offers.
        let distinct: HashSet<Status> = entries.iter().map(|(_, _, status)| *status).collect();
        let offered = entries.len() >= 4 && distinct.len() >= 3 && entries.iter().all(|(_, text, _)| date_beside(text).is_none());
        if offered {
            return None;
        }
        let descending = entries.len() > 1
            && entries.windows(2).all(|pair| {
                let (Some(a), Some(b)) = (date_beside(pair[0].1), date_beside(pair[1].1)) else { return false };
                a.settle(DateOrder::Dmy) > b.settle(DateOrder::Dmy)
            });
        let chosen = if descending { entries.first() } else { entries.last() };
        let (line, text, status) = match chosen {
            Some((line, text, status)) => (*line, *text, Some(*status)),
            None => (*first, lines[0].1.as_ref(), None),
        };
        let shown = plain::text(text);
        // `> Keep this up to date in the review`, and nothing else.
        let is_remark = fact.place == Place::Section && all_quoted && self.words.at_start(text).is_none();
        if is_remark || status.is_none() && (shown.is_empty() || (fact.place == Place::Section && !few_words(&shown))) {
            return None;
        }
        let date = date_beside(text).or_else(|| lines.iter().filter_map(|(_, text)| date_beside(text)).next_back());
        let dated = entries.iter().filter(|(_, text, _)| date_beside(text).is_some()).count();
        let mark = StatusMark {
            line: line.number,
            text: line.text.clone(),
            status,
            in_front_matter: fact.place == Place::FrontMatter,
            in_section: fact.place == Place::Section,
            history: if entries.len() > 1 && !descending { dated } else { 0 },
        };
        Some(FoundStatus { status, text: shown, date, place: fact.place, line: line.number, marks: vec![mark] })
    }

    /// Whether the only status is what a template offers to choose from.
    pub(super) fn status_is_untouched(&self) -> bool {
        let mut lines = self.of(Key::Status).flat_map(|fact| &fact.lines).peekable();
        lines.peek().is_some()
            && lines.all(|line| self.words.is_choice(&self.words.chosen(&line.text)) || people::is_placeholder(&line.text))
    }
}

/// Whether the day in a text is one to come: that of the next review, or up to which something holds.
pub(super) fn is_ahead(text: &str) -> bool {
    const AHEAD: &[&str] = &[
        "next review", "review by", "review on", "review again", "review due", "due by", "revisit", "valid until", "expires", "rfc by",
        "until ", "nächste", "próxima", "prochaine",
    ];
    let lower = text.to_lowercase();
    AHEAD.iter().any(|phrase| lower.contains(phrase))
}

/// The date beside a status, unless it is the day of the next review.
fn date_beside(text: &str) -> Option<WrittenDate> {
    if !text.contains(|ch: char| ch.is_ascii_digit()) || is_ahead(text) {
        return None;
    }
    match date::read(text) {
        DateReading::Date(date, _) => Some(date),
        _ => None,
    }
}
