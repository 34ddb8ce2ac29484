//! Figures over time: period by period, and as a trend.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date as Day;

use super::facts::Facts;
use super::figures::{Figures, Population};
use super::span::{Span, day_at};
use super::times::{self, Times};
use crate::model::{AdrIndex, CalendarDate, day_number};

/// Trends look back over so many days: 13 weeks, a quarter that always holds the same weekdays.
pub const TREND_DAYS: i64 = 91;

/// So many empty periods in a row are listed; a longer silence, or a mistyped year, is skipped.
const LONGEST_SILENCE: usize = 53;

/// How long a period is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Two weeks from a Monday, counted from 1970-01-05.
    #[default]
    Fortnight,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

impl Step {
    /// All steps, the shortest first.
    pub const ALL: [Self; 4] = [Self::Fortnight, Self::Month, Self::Quarter, Self::Year];

    /// The stable name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fortnight => "fortnight",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The period that holds `day`.
    #[must_use]
    pub fn span(self, day: Day) -> Span {
        let months_before = match self {
            Self::Fortnight => {
                // 1970-01-05 is day 4.
                let number = day_number(day);
                let first = number - (number - 4).rem_euclid(14);
                return Span { first: day_at(first), last: day_at(first + 13) };
            }
            Self::Month => 0,
            Self::Quarter => (day.month() - 1) % 3,
            Self::Year => return Span { first: day.first_of_year(), last: day.last_of_year() },
        };
        let first_month = day.month() - months_before;
        let months = if self == Self::Quarter { 3 } else { 1 };
        // Both days exist: every month has a first day, and the last month of a quarter is at most December.
        let first = Day::new(day.year(), first_month, 1).unwrap_or(day);
        let last = Day::new(day.year(), first_month + months - 1, 1).unwrap_or(day).last_of_month();
        Span { first, last }
    }

    /// The name of a period: its first day for a fortnight (`2026-03-02`), else `2026-03`, `2026-Q1`, `2026`.
    #[must_use]
    pub fn label(self, span: Span) -> String {
        let (year, month) = (span.first.year(), span.first.month());
        match self {
            Self::Fortnight => span.first.to_string(),
            Self::Month => format!("{year:04}-{month:02}"),
            Self::Quarter => format!("{year:04}-Q{}", (month + 2) / 3),
            Self::Year => format!("{year:04}"),
        }
    }
}

/// A period and its figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Period {
    /// Its days.
    pub span: Span,
    /// Its name.
    pub label: String,
    /// Whether it was over before today. An unfinished one is in no trend.
    pub finished: bool,
    /// Its figures, over it alone.
    pub figures: Figures,
}

/// A step of a trend: the figures of the 13 weeks that end with a finished period.
#[derive(Debug, Clone, PartialEq)]
pub struct TrendPoint {
    /// The period with whose last day the weeks end.
    pub period: Span,
    /// The 13 weeks.
    pub window: Span,
    /// The figures over them.
    pub figures: Figures,
}

/// A log over time.
#[derive(Debug, Clone, PartialEq)]
pub struct Periods {
    /// How long each period is.
    pub step: Step,
    /// The periods from the first day of the log until today's, earliest first; later ones too where the log has them.
    /// Silences of more than a year of weeks are skipped, so neighbours need not touch.
    pub periods: Vec<Period>,
    /// Proposals without a proposal day, and decisions without a settling day.
    pub undated: Figures,
}

/// Decisions by a day of theirs, earliest first, then in the order of the log.
struct ByDay {
    dated: Vec<(Day, AdrIndex)>,
    undated: Vec<AdrIndex>,
}

impl ByDay {
    fn new(days: impl Iterator<Item = (AdrIndex, Option<CalendarDate>)>) -> Self {
        let mut by_day = Self { dated: Vec::new(), undated: Vec::new() };
        for (adr, day) in days {
            match day {
                // A month goes to the period of its first day.
                Some(day) => by_day.dated.push((day.first_day(), adr)),
                None => by_day.undated.push(adr),
            }
        }
        by_day.dated.sort_unstable();
        by_day
    }

    /// Those of `span`, in the order of the log.
    fn within(&self, span: Span) -> Arc<[AdrIndex]> {
        let from = self.dated.partition_point(|(day, _)| *day < span.first);
        let to = self.dated.partition_point(|(day, _)| *day <= span.last);
        let mut adrs: Vec<AdrIndex> = self.dated[from..to].iter().map(|(_, adr)| *adr).collect();
        adrs.sort_unstable();
        adrs.into()
    }
}

/// A log cut into periods.
pub(super) struct Calendar<'a> {
    facts: &'a Facts,
    step: Step,
    proposed: ByDay,
    settled: ByDay,
    /// The periods to list, earliest first.
    spans: Vec<Span>,
}

impl<'a> Calendar<'a> {
    pub(super) fn new(facts: &'a Facts, step: Step) -> Self {
        let proposed = ByDay::new(facts.iter().map(|fact| (fact.adr, fact.proposed)));
        let settled = ByDay::new(facts.iter().map(|fact| (fact.adr, fact.settled)));
        let spans = spans(facts, step, proposed.dated.iter().chain(&settled.dated).map(|(day, _)| *day));
        Self { facts, step, proposed, settled, spans }
    }

    /// The finished periods, each with the 13 weeks that end with it.
    pub(super) fn windows(&self) -> impl DoubleEndedIterator<Item = (Span, Span)> + '_ {
        let finished = self.spans.iter().filter(|span| span.last < self.facts.today);
        finished.map(|span| (*span, Span::ending(span.last, TREND_DAYS)))
    }

    /// A step of the trend.
    pub(super) fn trend_point(&self, (period, window): (Span, Span)) -> TrendPoint {
        TrendPoint { period, window, figures: self.figures(window) }
    }

    /// The response times alone of some days, without what waits.
    pub(super) fn response(&self, span: Span) -> Times {
        times::response(self.facts, &[], &self.settled.within(span))
    }

    fn figures(&self, span: Span) -> Figures {
        let (proposals, decisions) = (self.proposed.within(span), self.settled.within(span));
        Figures::new(self.facts, &Population { proposals, decisions, span: Some(span), whole: false })
    }

    /// The figures of every period.
    pub(super) fn periods(&self) -> Periods {
        let (facts, step) = (self.facts, self.step);
        let period =
            |span: &Span| Period { span: *span, label: step.label(*span), finished: span.last < facts.today, figures: self.figures(*span) };
        let (proposals, decisions) = (self.proposed.undated.as_slice().into(), self.settled.undated.as_slice().into());
        let undated = Population { proposals, decisions, span: None, whole: false };
        Periods { step, periods: self.spans.iter().map(period).collect(), undated: Figures::new(facts, &undated) }
    }

    /// The figures of the 13 weeks before the end of each finished period.
    pub(super) fn trend(&self) -> Vec<TrendPoint> {
        self.windows().map(|window| self.trend_point(window)).collect()
    }

    /// The days of every period, and how many decisions fall into it, as a proposal or settled or both.
    pub(super) fn spans(&self) -> Vec<(Span, usize)> {
        let counted = |span: &Span| {
            let (proposed, settled) = (self.proposed.within(*span), self.settled.within(*span));
            let both = settled.iter().filter(|adr| proposed.binary_search(adr).is_ok()).count();
            (*span, proposed.len() + settled.len() - both)
        };
        self.spans.iter().map(counted).collect()
    }
}

/// The periods to list: those with a day of the log, today's and the one before it, and the silences between.
fn spans(facts: &Facts, step: Step, days: impl Iterator<Item = Day>) -> Vec<Span> {
    let mut marks: BTreeMap<Day, Span> = BTreeMap::new();
    for day in days {
        let span = step.span(day);
        marks.insert(span.first, span);
    }
    if marks.is_empty() {
        return Vec::new();
    }
    let current = step.span(facts.today);
    for span in [current, before(step, current)] {
        // A log that begins today has nothing before it.
        if marks.first_key_value().is_some_and(|(first, _)| *first <= span.first) {
            marks.insert(span.first, span);
        }
    }
    let mut spans: Vec<Span> = Vec::new();
    for mark in marks.into_values() {
        let mut silence = Vec::new();
        if let Some(last) = spans.last() {
            let mut next = after(step, *last);
            while next.first < mark.first && silence.len() <= LONGEST_SILENCE {
                silence.push(next);
                next = after(step, next);
            }
        }
        if silence.len() <= LONGEST_SILENCE {
            spans.append(&mut silence);
        }
        spans.push(mark);
    }
    spans
}

fn before(step: Step, span: Span) -> Span {
    step.span(day_at(day_number(span.first) - 1))
}

fn after(step: Step, span: Span) -> Span {
    step.span(day_at(day_number(span.last) + 1))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn fortnights_start_on_mondays_counted_from_the_fifth_of_january_1970() {
        assert_eq!(Step::Fortnight.span(date(1970, 1, 5)).first, date(1970, 1, 5));
        assert_eq!(Step::Fortnight.span(date(1970, 1, 4)).first, date(1969, 12, 22));
        let span = Step::Fortnight.span(date(2026, 3, 8));
        assert_eq!((day_number(span.first) - 4) % 14, 0);
        assert_eq!(span.first.weekday(), jiff::civil::Weekday::Monday);
        assert!(span.contains(date(2026, 3, 8)) && day_number(span.last) - day_number(span.first) == 13);
    }

    #[test]
    fn months_quarters_and_years_are_those_of_the_calendar() {
        let day = date(2024, 2, 29);
        assert_eq!(Step::Month.span(day), Span { first: date(2024, 2, 1), last: day });
        assert_eq!(Step::Quarter.span(day), Span { first: date(2024, 1, 1), last: date(2024, 3, 31) });
        assert_eq!(Step::Year.span(day), Span { first: date(2024, 1, 1), last: date(2024, 12, 31) });
        let labels = Step::ALL.map(|step| step.label(step.span(day)));
        assert_eq!(labels[1..], ["2024-02".to_owned(), "2024-Q1".to_owned(), "2024".to_owned()]);
    }

    use super::super::records::{TWO_SIDES, log, numbers};

    fn settled(day: &str) -> String {
        format!("status: accepted\nproposed_by: [{{ team: platform, date: {day} }}]\napproved_by: [{{ team: halcyon, date: {day} }}]")
    }

    #[test]
    fn proposals_fall_on_their_proposal_day_and_everything_else_on_the_settling_day() {
        let record =
            "status: accepted\nproposed_by: [{ team: platform, date: 2026-01-05 }]\napproved_by: [{ team: halcyon, date: 2026-02-03 }]";
        let log = log(TWO_SIDES, &[record, "status: accepted\nproposed_by: platform"]);
        let found = log.on("2026-03-08");
        let months = found.periods(Step::Month);
        let rows: Vec<_> = months
            .periods
            .iter()
            .map(|period| (period.label.as_str(), period.figures.proposals.len(), period.figures.decisions.len()))
            .collect();
        assert_eq!(rows, [("2026-01", 1, 0), ("2026-02", 0, 1), ("2026-03", 0, 0)]);
        assert_eq!(months.periods[0].figures.team(log.team("platform")).unwrap().proposed.count(), 1);
        assert_eq!(months.periods[1].figures.team(log.team("halcyon")).unwrap().approved.count(), 1);
        assert_eq!(numbers(&months.undated.decisions), [2]);
    }

    #[test]
    fn the_unfinished_period_is_in_no_trend() {
        let found = log(TWO_SIDES, &[&settled("2026-01-12")]).on("2026-03-08");
        let fortnights = found.periods(Step::Fortnight);
        assert_eq!(fortnights.periods.iter().filter(|period| !period.finished).count(), 1);
        let trend = found.trend(Step::Fortnight);
        assert_eq!((trend.len() + 1, fortnights.periods.len()), (fortnights.periods.len(), found.spans(Step::Fortnight).len()));
        assert!(trend.iter().all(|point| point.window.last < date(2026, 3, 8) && point.figures.decisions.len() == 1));
    }

    #[test]
    fn a_mistyped_year_does_not_make_thousands_of_periods() {
        let found = log(TWO_SIDES, &[&settled("1926-01-12"), &settled("2026-01-12"), &settled("2926-01-12")]).on("2026-03-08");
        let fortnights = found.periods(Step::Fortnight);
        assert!(fortnights.periods.len() < 60, "{}", fortnights.periods.len());
        assert!(!fortnights.periods.last().unwrap().finished);
    }

    #[test]
    fn a_month_falls_into_the_period_of_its_first_day() {
        let found = log(TWO_SIDES, &["status: accepted\ndate: 2026-02\nproposed_by: platform"]).on("2026-03-08");
        let first = &found.periods(Step::Fortnight).periods[0];
        assert!(first.span.contains(date(2026, 2, 1)) && first.figures.decisions.len() == 1);
    }
}
