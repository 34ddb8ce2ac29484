//! A run of days.

use jiff::civil::Date as Day;

use crate::model::{CalendarDate, Team, day_number};

/// From a first to a last day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
}

impl Span {
    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The run of `days` days (at least one) that ends on `last`.
    #[must_use]
    pub fn ending(last: Day, days: i64) -> Self {
        Self { first: day_at(day_number(last) - days.max(1) + 1), last }
    }
}

/// The day with this [`day_number`]; far beyond any log, the first or last day of the calendar.
pub(super) fn day_at(number: i64) -> Day {
    let days = i32::try_from(number).unwrap_or(if number < 0 { i32::MIN } else { i32::MAX });
    // Seven million days are 20,000 years: more than the calendar has, and few enough for a span.
    let span = jiff::Span::new().days(days.clamp(-7_000_000, 7_000_000));
    Day::constant(1970, 1, 1).saturating_add(span)
}

/// The last day of what a date names: a promise for `2026-03` is kept on the 31st.
pub(super) fn last_day(date: CalendarDate) -> Day {
    match date.day() {
        Some(day) => day,
        None if CalendarDate::from_year(date.year()) == Some(date) => date.first_day().last_of_year(),
        None => date.first_day().last_of_month(),
    }
}

/// Whether a team takes part on at least one day of `span`; any team does where there is no span.
pub(super) fn is_active(team: &Team, span: Option<Span>) -> bool {
    span.is_none_or(|span| team.since.is_none_or(|since| since <= span.last) && team.until.is_none_or(|until| span.first <= until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_number_leads_back_to_its_day() {
        for number in [-700_000, -1, 0, 4, 20_000, 300_000] {
            assert_eq!(day_number(day_at(number)), number);
        }
        assert_eq!(day_at(i64::MAX), Day::MAX);
    }

    #[test]
    fn a_month_and_a_year_end_on_their_last_day() {
        assert_eq!(last_day(CalendarDate::from_month(2024, 2).unwrap()).to_string(), "2024-02-29");
        assert_eq!(last_day(CalendarDate::from_year(2024).unwrap()).to_string(), "2024-12-31");
    }

    #[test]
    fn thirteen_weeks_are_ninety_one_days() {
        let span = Span::ending(jiff::civil::date(2026, 4, 1), 91);
        assert_eq!((span.first.to_string().as_str(), day_number(span.last) - day_number(span.first)), ("2026-01-01", 90));
    }
}
