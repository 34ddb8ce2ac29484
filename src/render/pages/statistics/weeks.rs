//! Thirteen weeks of a trend: their figures, and the decisions that each of them counts.

use std::collections::BTreeSet;

use super::period::{Crumb, Data, Neighbour, columns, link_to, sides, teams};
use crate::error::Result;
use crate::render::audit::{self, Audit};
use crate::render::{Page, Site};
use crate::routes::{page_of, url};
use crate::statistics::{Step, TrendPoint};

/// Points that a line has at most; a longer trend shows every second fortnight, or every third. Each looks back over
/// six fortnights, so nothing is lost before the seventh.
const POINTS: usize = 80;

/// How many fortnights lie between two points that are shown.
pub(super) fn every(trend: &[TrendPoint]) -> usize {
    trend.len().div_ceil(POINTS).max(1)
}

/// The positions of the points that lines show, counted from the end, so that the latest is always there.
pub(super) fn shown(trend: &[TrendPoint]) -> BTreeSet<usize> {
    (0..trend.len()).rev().step_by(every(trend)).collect()
}

/// The latest weeks, and the latest ones that were over before they began: what headline figures compare.
pub(in crate::render) fn compared(trend: &[TrendPoint]) -> Option<(usize, Option<usize>)> {
    let now = trend.last()?;
    Some((trend.len() - 1, trend.iter().rposition(|point| point.window.last < now.window.first)))
}

/// The positions of the weeks that have pages: those that lines show and those that figures compare, if anything falls
/// into them.
fn with_pages(site: &Site) -> BTreeSet<usize> {
    let trend = site.snapshot.statistics.trend(Step::Fortnight);
    let mut positions = shown(trend);
    positions.extend(compared(trend).and_then(|(_, before)| before));
    positions.retain(|position| !trend[*position].figures.is_empty());
    positions
}

/// How many decisions were proposed or settled in the weeks.
fn decisions(point: &TrendPoint) -> usize {
    let proposals = point.figures.proposals.iter();
    point.figures.decisions.len() + proposals.filter(|adr| point.figures.decisions.binary_search(adr).is_err()).count()
}

/// The route of a page of weeks without number and ending.
fn base(point: &TrendPoint) -> String {
    format!("statistics/weeks/{}", point.window.last)
}

/// The route of a page of the weeks at a position of the trend; `number` is 1-based.
pub(in crate::render) fn route_at(site: &Site, position: usize, number: usize) -> String {
    site.snapshot.statistics.trend(Step::Fortnight).get(position).map_or_else(String::new, |point| page_of(&base(point), number))
}

/// The address of what a figure counts in weeks that have a page; `None` where nothing falls into them.
pub(in crate::render) fn link(point: &TrendPoint, figure: &str) -> Option<String> {
    link_to(&page_of(&base(point), 1), &point.figures, figure)
}

/// All pages of weeks.
pub(in crate::render) fn pages(site: &Site) -> Vec<Page> {
    let trend = site.snapshot.statistics.trend(Step::Fortnight);
    let pages = |position: usize| (1..=audit::pages(decisions(&trend[position]))).map(move |number| Page::Weeks(position, number));
    with_pages(site).into_iter().flat_map(pages).collect()
}

pub(in crate::render) fn render(site: &Site, position: usize, number: usize) -> Result<String> {
    let language = &site.theme.language;
    let trend = site.snapshot.statistics.trend(Step::Fortnight);
    let point = &trend[position];
    let day = |day: jiff::civil::Date| language.day(&day.to_string());
    let name = |point: &TrendPoint| language.fill("weeks_heading", &[("date", &day(point.window.last))]);
    let heading = name(point);
    let positions = with_pages(site);
    let neighbour = |position: &usize| {
        let point = &trend[*position];
        Neighbour { label: day(point.window.last), url: url(&page_of(&base(point), 1)) }
    };
    let base = base(point);
    // Without teams the statistics have no such section.
    let has_teams = !site.snapshot.log.teams.is_empty();
    let trends = if has_teams { "statistics/index.html#statisticsTrends" } else { "statistics/index.html" };
    let audit = Audit::new(site, base, columns(site, &point.figures));
    let data = Data {
        heading: &heading,
        days: language.fill("period_days", &[("first", &day(point.window.first)), ("last", &day(point.window.last))]),
        finished: true,
        intro: language.text("period_intro"),
        crumb: language.text("nav_statistics"),
        step: Crumb { label: language.text("statistics_trends"), url: trends.to_owned() },
        previous: positions.range(..position).next_back().map(neighbour),
        next: positions.range(position + 1..).next().map(neighbour),
        sides: sides(site, &point.figures, number),
        teams: teams(site, &point.figures, number),
        audit: audit.view(site, number),
    };
    let title = if number == 1 { heading.clone() } else { format!("{heading} ({number})") };
    site.page("statistics_weeks", &site.route(Page::Weeks(position, number)), &title, Some(data.intro), "period.html", &data)
}
