//! The dates: which place wins.

use super::super::date::{self, DateReading, WrittenDate};
use super::super::metadata::{Fact, Place};
use super::super::people;
use super::super::vocabulary::{Key, is_nothing};
use super::identity::Names;
use super::status::{FoundStatus, is_ahead};
use super::{Facts, plain};
use crate::config::DateOrder;
use crate::diagnostic::Code;

pub(super) struct FoundDates {
    pub(super) date: Option<WrittenDate>,
    pub(super) created: Option<WrittenDate>,
    pub(super) review_on: Option<WrittenDate>,
    /// What unambiguous slashed dates show.
    pub(super) order: Option<DateOrder>,
}

impl Facts<'_> {
    pub(super) fn dates(&mut self, status: Option<&FoundStatus>, name: &Names) -> FoundDates {
        let mut order = None;
        let mut problems = Vec::new();
        let mut read = |facts: &[&Fact], must_be_date: bool| {
            let mut found = None;
            for fact in facts {
                let written = fact.text();
                let text = plain::text(&written);
                if people::is_placeholder(&written) || is_nothing(&text) || is_date_pattern(&text) {
                    continue;
                }
                let what = match date::read(&text) {
                    DateReading::Date(date, shown) => {
                        order = order.or(shown);
                        found = found.or(Some(date));
                        continue;
                    }
                    DateReading::Impossible => "is no day of the calendar",
                    DateReading::None if fact.place != Place::Section => "cannot be read as a date",
                    DateReading::None => continue,
                };
                if must_be_date {
                    problems.push((self.text.place_of(fact.line(), &text), fact.name.clone(), text, what));
                }
            }
            found
        };
        let of = |key: Key| -> Vec<&Fact> {
            let (sections, others): (Vec<&Fact>, Vec<&Fact>) = self.of(key).partition(|fact| fact.place == Place::Section);
            others.into_iter().chain(sections).collect()
        };
        let date = read(&of(Key::Date), true);
        let updated = read(&of(Key::Updated), false);
        let created = read(&of(Key::Created), true);
        let review_on = read(&of(Key::NextReview), false);
        let mut changelog = None;
        for line in self.of(Key::Changelog).flat_map(|fact| &fact.lines) {
            if let DateReading::Date(date, shown) = date::read(&line.text)
                && !is_ahead(&line.text)
            {
                order = order.or(shown);
                // It may run either way; the latest entry counts.
                changelog = changelog.max_by_day(date);
            }
        }
        let in_name = [Some(&name.own), name.folder.as_ref()].into_iter().flatten().find_map(|facts| facts.date).map(WrittenDate::Certain);
        for (place, key, text, what) in problems {
            self.note(
                Code::InvalidDate,
                place,
                format!("`{key}` is `{text}`, which {what}; expected YYYY-MM-DD"),
                "correct it, or leave it out where it is unknown",
            );
        }
        let date = date.or(status.and_then(|status| status.date)).or(updated).or(created).or(changelog).or(in_name);
        FoundDates { date, created, review_on, order }
    }
}

trait Latest {
    fn max_by_day(self, other: WrittenDate) -> Self;
}

impl Latest for Option<WrittenDate> {
    fn max_by_day(self, other: WrittenDate) -> Self {
        match self {
            Some(known) if known.settle(DateOrder::Dmy) >= other.settle(DateOrder::Dmy) => Some(known),
            _ => Some(other),
        }
    }
}

/// `YYYY-MM-DD when the decision was last updated`, `{DATE_YESTERDAY}`.
fn is_date_pattern(text: &str) -> bool {
    let lower = text.to_lowercase();
    let letters_only = !lower.chars().any(|ch| ch.is_ascii_digit());
    letters_only && (["yyyy", "dd/mm", "mm/dd", "aaaa", "jjjj", "date"].iter().any(|pattern| lower.contains(pattern)))
}
