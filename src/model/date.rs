//! A calendar date as records write it: a day, or only a month or a year.

use std::fmt::{self, Write as _};

use jiff::civil::Date as Day;
use serde::{Serialize, Serializer};

/// A day, a month or a year of the proleptic Gregorian calendar, without a time zone.
///
/// Prints as `2026-03-04`, `2026-03` or `2026`, and sorts at the start of what it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarDate {
    year: i16,
    /// 0 where only the year is known.
    month: i8,
    /// 0 where only the month is known.
    day: i8,
}

impl CalendarDate {
    /// A full day, or `None` where there is no such day (`2023-02-30`) or the year is not in 1900 to 2999:
    /// decision logs are younger than that, and what lies outside is a typing mistake.
    #[must_use]
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        Day::new(year, month, day).ok().filter(|_| plausible(year)).map(Self::from)
    }

    /// A month, or `None` where there is no such month.
    #[must_use]
    pub fn from_month(year: i16, month: i8) -> Option<Self> {
        (plausible(year) && (1..=12).contains(&month)).then_some(Self { year, month, day: 0 })
    }

    /// A year, or `None` outside 1900 to 2999.
    #[must_use]
    pub fn from_year(year: i16) -> Option<Self> {
        plausible(year).then_some(Self { year, month: 0, day: 0 })
    }

    /// Reads exactly `YYYY-MM-DD`, the form that adrsite writes itself.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        Self::from_ymd(text.get(..4)?.parse().ok()?, text.get(5..7)?.parse().ok()?, text.get(8..)?.parse().ok()?)
    }

    /// The year, 1900 to 2999.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12, where the date has one.
    #[must_use]
    pub fn month(self) -> Option<i8> {
        (self.month != 0).then_some(self.month)
    }

    /// The day itself, where the date has one.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        (self.day != 0).then(|| Day::new(self.year, self.month, self.day).ok()).flatten()
    }

    /// The first day of what the date names; used to sort and to place a month in a period.
    #[must_use]
    pub fn first_day(self) -> Day {
        Day::constant(self.year, self.month.max(1), self.day.max(1))
    }
}

fn plausible(year: i16) -> bool {
    (1900..=2999).contains(&year)
}

impl From<Day> for CalendarDate {
    fn from(day: Day) -> Self {
        Self { year: day.year(), month: day.month(), day: day.day() }
    }
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        // A build writes a hundred thousand of these, and `{:02}` is slow.
        for part in [self.month, self.day].into_iter().filter(|part| *part != 0) {
            f.write_char('-')?;
            f.write_char(char::from(b'0' + part.unsigned_abs() / 10 % 10))?;
            f.write_char(char::from(b'0' + part.unsigned_abs() % 10))?;
        }
        Ok(())
    }
}

impl Serialize for CalendarDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Whole days from `from` to `to`; negative where `to` is earlier.
#[must_use]
pub fn days_between(from: Day, to: Day) -> i64 {
    day_number(to) - day_number(from)
}

/// Days since 1970-01-01, negative before it.
#[must_use]
pub fn day_number(day: Day) -> i64 {
    i64::from((day - Day::constant(1970, 1, 1)).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_prints_without_a_day_and_sorts_at_its_start() {
        let month = CalendarDate::from_month(2025, 8).unwrap();
        assert_eq!(month.to_string(), "2025-08");
        assert!(month < CalendarDate::from_ymd(2025, 8, 1).unwrap());
        assert!(month > CalendarDate::from_ymd(2025, 7, 31).unwrap());
    }

    #[test]
    fn impossible_days_are_none() {
        assert_eq!(CalendarDate::from_ymd(2023, 2, 30), None);
        assert_eq!(CalendarDate::from_ymd(2023, 13, 7), None);
        assert_eq!(CalendarDate::from_ymd(23, 1, 7), None);
        assert_eq!(CalendarDate::from_iso("2023-1-7"), None);
    }

    #[test]
    fn days_between_counts_calendar_days() {
        let day = |text| CalendarDate::from_iso(text).unwrap().day().unwrap();
        assert_eq!(days_between(day("2026-02-27"), day("2026-03-04")), 5);
        assert_eq!(days_between(day("2026-03-04"), day("2026-02-27")), -5);
        assert_eq!(day_number(day("1970-01-05")), 4);
    }
}
