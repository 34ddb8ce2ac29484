//! Where ticks go: few, at round numbers.

use jiff::civil::Date as Day;

use crate::model::days_between;
use crate::render::language::Language;

/// A run of days on a horizontal axis.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    pub(super) first: Day,
    pub(super) last: Day,
    /// Where the first and the last day are.
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Days {
    /// Where a day is. Where there is only one day it is the last: a log grows to the right.
    pub(super) fn x(self, day: Day) -> f64 {
        let all = days_between(self.first, self.last);
        if all == 0 { self.to } else { self.from + (self.to - self.from) * days_between(self.first, day) as f64 / all as f64 }
    }

    /// At most `most` ticks with their labels: months, quarters or years, whichever fit.
    pub(super) fn ticks(self, most: usize, language: &Language) -> Vec<(Day, String)> {
        const MONTHS: [i32; 10] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600];
        let starts = |step: i32| {
            let mut found = Vec::new();
            let (year, month) = (i32::from(self.first.year()), i32::from(self.first.month()));
            let mut at = (year * 12 + month - 1) / step * step;
            loop {
                let start = i16::try_from(at / 12).ok().and_then(|year| Day::new(year, (at % 12 + 1) as i8, 1).ok());
                match start {
                    Some(day) if day > self.last => break found,
                    Some(day) if day >= self.first => found.push(day),
                    Some(_) => {}
                    None => break found,
                }
                at += step;
            }
        };
        // Centuries apart, where somebody mistyped a year, counting months would take long.
        let least = days_between(self.first, self.last) / 31 / most.max(1) as i64;
        for step in MONTHS.into_iter().filter(|step| i64::from(*step) * 2 > least) {
            let days = starts(step);
            if days.len() <= most && !days.is_empty() {
                return days.into_iter().map(|day| (day, label(day, step, language))).collect();
            }
        }
        vec![(self.last, language.short_day(self.last))]
    }
}

fn label(day: Day, step: i32, language: &Language) -> String {
    if step >= 12 { day.year().to_string() } else { language.short_month(day) }
}

/// At most `most` steps of a round size from 0 to at least `top`.
pub(super) fn round_steps(top: f64, most: usize) -> (f64, usize) {
    let top = if top > 0.0 { top } else { 1.0 };
    let mut size = 10_f64.powf((top / most.max(1) as f64).log10().floor());
    for factor in [1.0, 2.0, 2.5, 2.0] {
        // 1, 2, 5, 10 of the power of ten.
        size *= factor;
        let count = (top / size - 1e-9).ceil();
        if count <= most as f64 {
            return (size, count.max(1.0) as usize);
        }
    }
    (size, most.max(1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn ticks(first: Day, last: Day, most: usize) -> Vec<String> {
        let mut language = Language::new("en");
        language
            .add(
                "en.yaml",
                "date_short_month: \"{month} {year}\"\nmonths_short: [Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec]",
            )
            .unwrap();
        Days { first, last, from: 0.0, to: 100.0 }.ticks(most, &language).into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_stand_at_months_quarters_or_years_and_are_few() {
        assert_eq!(ticks(date(2026, 1, 5), date(2026, 4, 20), 4), ["Feb 2026", "Mar 2026", "Apr 2026"]);
        assert_eq!(ticks(date(2025, 3, 1), date(2026, 4, 20), 4), ["Jul 2025", "Jan 2026"]);
        assert_eq!(ticks(date(2015, 1, 1), date(2025, 12, 31), 6), ["2016", "2018", "2020", "2022", "2024"]);
        assert_eq!(ticks(date(1926, 1, 1), date(2926, 12, 31), 6).len(), 1);
        assert_eq!(ticks(date(2026, 4, 2), date(2026, 4, 20), 6).len(), 1);
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(round_steps(7.0, 4), (2.0, 4));
        assert_eq!(round_steps(100.0, 4), (50.0, 2));
        assert_eq!(round_steps(0.0, 4), (0.5, 2));
        assert_eq!(round_steps(23.0, 5), (5.0, 5));
    }

    #[test]
    fn a_single_day_stands_at_the_end() {
        let days = Days { first: date(2026, 1, 1), last: date(2026, 1, 1), from: 10.0, to: 90.0 };
        assert!((days.x(date(2026, 1, 1)) - 90.0).abs() < 1e-9);
    }
}
