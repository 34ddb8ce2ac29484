//! The figures period by period, as tables.

use serde::Serialize;

use super::{LeftOut, left_out_as, period};
use crate::error::Result;
use crate::render::lists::figure_base;
use crate::render::views::Paging;
use crate::render::{Page, Site};
use crate::routes::page_of;
use crate::statistics::{FEW, Period, Share, Step, Times};

/// Periods on one page: two years of fortnights.
const PER_PAGE: usize = 52;

#[derive(Serialize)]
struct Data<'a> {
    heading: &'a str,
    intro: &'a str,
    rows: Vec<PeriodRow>,
    undated: Option<LeftOut>,
    steps: Vec<StepLink<'a>>,
    paging: Paging,
    compares_sides: bool,
    crumb: &'a str,
}

/// A period and its key figures.
#[derive(Serialize)]
pub(super) struct PeriodRow {
    name: String,
    first: String,
    last: String,
    finished: bool,
    proposals: Counted,
    decisions: Counted,
    both_side: Cell,
    cross_review: Cell,
    cross_approval: Cell,
    self_approved: Cell,
    one_sided: Cell,
    response: DaysCell,
    decision: DaysCell,
    few: bool,
}

/// A share, and the list of what it counts where there is one.
#[derive(Serialize)]
struct Cell {
    n: usize,
    of: usize,
    few: bool,
    url: Option<String>,
}

/// A number, and the list of what it counts.
#[derive(Serialize)]
struct Counted {
    n: usize,
    url: Option<String>,
}

/// A median and how many it is of.
#[derive(Serialize)]
struct DaysCell {
    median: Option<String>,
    n: usize,
    few: bool,
    url: Option<String>,
}

/// Another length of periods.
#[derive(Serialize)]
pub(super) struct StepLink<'a> {
    label: &'a str,
    url: String,
    current: bool,
}

/// The route of a step's pages without number and ending.
fn base(step: Step) -> String {
    format!("statistics/{}s", step.name())
}

/// How many pages a step has.
pub(in crate::render) fn pages(site: &Site, step: Step) -> usize {
    site.snapshot.statistics.spans(step).len().div_ceil(PER_PAGE).max(1)
}

/// The route of a page of a step; `number` is 1-based.
pub(in crate::render) fn route(step: Step, number: usize) -> String {
    page_of(&base(step), number)
}

/// What the table of a step is called.
pub(super) fn heading(site: &Site, step: Step) -> &str {
    site.theme.language.text(match step {
        Step::Fortnight => "periods_fortnight",
        Step::Month => "periods_month",
        Step::Quarter => "periods_quarter",
        Step::Year => "periods_year",
    })
}

/// The ways to all steps.
pub(super) fn links(site: &Site, current: Option<Step>) -> Vec<StepLink<'_>> {
    let link = |step: Step| StepLink { label: heading(site, step), url: route(step, 1), current: current == Some(step) };
    Step::ALL.into_iter().map(link).collect()
}

/// The latest periods of a step, the latest first.
pub(super) fn latest(site: &Site, step: Step, most: usize) -> Vec<PeriodRow> {
    let periods = &site.snapshot.statistics.periods(step).periods;
    // What lies in the future is a mistyped year more often than a plan.
    let begun = periods.iter().rev().filter(|period| period.span.first <= site.snapshot.today);
    begun.take(most).map(|period| row(site, step, period)).collect()
}

pub(in crate::render) fn render(site: &Site, step: Step, number: usize) -> Result<String> {
    let language = &site.theme.language;
    let periods = site.snapshot.statistics.periods(step);
    let shown = periods.periods.iter().rev().skip((number - 1) * PER_PAGE).take(PER_PAGE);
    let heading = heading(site, step);
    let undated = periods.undated.decisions.len();
    let data = Data {
        heading,
        intro: language.text("periods_intro"),
        rows: shown.map(|period| row(site, step, period)).collect(),
        undated: (undated > 0).then(|| left_out_as(site, "left_out_unsettled_day", undated, &figure_base("no_settling_day"))),
        steps: links(site, Some(step)),
        paging: Paging::new(&base(step), number, pages(site, step)),
        compares_sides: site.snapshot.log.teams.sides().count() >= 2,
        crumb: language.text("nav_statistics"),
    };
    let title = if number == 1 { heading.to_owned() } else { format!("{heading} ({number})") };
    site.page("statistics_periods", &site.route(Page::Periods(step, number)), &title, None, "periods.html", &data)
}

fn row(site: &Site, step: Step, period: &Period) -> PeriodRow {
    let took = &period.figures.participation;
    let list = |key: &str| period::link(step, period, key);
    let share = |share: &Share, key: &str| Cell { n: share.count(), of: share.of(), few: share.too_few(), url: list(key) };
    let days = |times: &Times, key: &str| DaysCell {
        median: times.median.map(|median| site.theme.language.days(median)),
        n: times.answered.len(),
        few: times.too_few(),
        url: list(key),
    };
    PeriodRow {
        name: site.theme.language.period(step, period.span.first),
        first: period.span.first.to_string(),
        last: period.span.last.to_string(),
        finished: period.finished,
        proposals: Counted { n: period.figures.proposals.len(), url: list("proposals") },
        decisions: Counted { n: period.figures.decisions.len(), url: list("decisions") },
        both_side: share(&took.both_side, "both_side"),
        cross_review: share(&took.cross_review, "cross_review"),
        cross_approval: share(&took.cross_approval, "cross_approval"),
        self_approved: share(&took.self_approved, "self_approved"),
        one_sided: Cell { n: took.one_sided.len(), of: took.both_side.of(), few: took.both_side.too_few(), url: list("one_sided") },
        response: days(&period.figures.response, "response_days"),
        decision: days(&period.figures.decision, "decision_days"),
        few: period.figures.decisions.len() < FEW,
    }
}
