//! All decisions by year and month, the newest first.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::model::{AdrIndex, CalendarDate};
use crate::render::views::Paging;
use crate::render::{Page, SafeHtml, Site};
use crate::routes::{page_of, url};

/// The pages' route, without the ending.
const BASE: &str = "timeline/index";

/// Decisions on a page.
const PER_PAGE: usize = 200;

/// Shades that the theme has for a month's cell.
const SHADES: usize = 4;

#[derive(Serialize)]
struct Data {
    years: Vec<Year>,
    sections: Vec<Section>,
    undated: usize,
    paging: Paging,
}

/// A year's row in the overview.
#[derive(Serialize)]
struct Year {
    year: i16,
    count: usize,
    url: String,
    months: Vec<Month>,
}

#[derive(Serialize, Clone)]
struct Month {
    count: usize,
    /// Where the month starts in the timeline.
    url: String,
    shade: usize,
}

/// A run of decisions of one month, of a year where no month is known, or without a date.
#[derive(Serialize)]
struct Section {
    /// Unique on its page.
    id: String,
    /// The year, where it is the first of its year on the page.
    year: Option<String>,
    /// `None` where there is no date.
    heading: Option<String>,
    /// As HTML, one behind the other.
    rows: SafeHtml,
}

/// How many pages there are; none without a dated decision.
pub(in crate::render) fn pages(site: &Site) -> usize {
    // Said without the list of all decisions, which a preview need not make for a single page.
    let adrs = &site.snapshot.log.adrs;
    if adrs.iter().any(|adr| adr.date.is_some()) { adrs.len().div_ceil(PER_PAGE) } else { 0 }
}

/// The route of a page; `number` is 1-based.
pub(in crate::render) fn route(number: usize) -> String {
    page_of(BASE, number)
}

pub(in crate::render) fn render(site: &Site, number: usize) -> Result<String> {
    let log = &site.snapshot.log;
    let decisions = decisions(site);
    let month = |index: &AdrIndex| log.adr(*index).date.map(month_of);
    let shown = decisions.chunks(PER_PAGE).nth(number - 1).unwrap_or_default();
    let mut year = None;
    let section = |decisions: &[AdrIndex]| {
        let month = decisions.first().and_then(month);
        let own = month.map(CalendarDate::year);
        let is_first = std::mem::replace(&mut year, own) != own;
        Ok(Section {
            id: anchor(month),
            year: own.filter(|_| is_first).map(|year| year.to_string()),
            heading: month.map(|month| site.theme.language.day(&month.to_string())),
            rows: decisions.iter().map(|index| site.row(*index)).collect::<Result<_>>()?,
        })
    };
    let sections = shown.chunk_by(|one, other| month(one) == month(other)).map(section).collect::<Result<_>>()?;
    let data = Data {
        years: if number == 1 { overview(site, decisions) } else { Vec::new() },
        sections,
        undated: decisions.iter().filter(|index| log.adr(**index).date.is_none()).count(),
        paging: Paging::new(BASE, number, pages(site)),
    };
    let title = site.theme.language.text("nav_timeline");
    let title = if number == 1 { title.to_owned() } else { format!("{title} ({number})") };
    site.page("timeline", &site.route(Page::Timeline(number)), &title, None, "timeline.html", &data)
}

/// Newest first: the list of all decisions.
fn decisions(site: &Site) -> &[AdrIndex] {
    &site.lists().get(0).decisions
}

/// Years with the decisions of each month, the newest first.
fn overview(site: &Site, decisions: &[AdrIndex]) -> Vec<Year> {
    // By year: how many, the first of the year, and by month the same.
    let mut years: BTreeMap<i16, (usize, usize, BTreeMap<i8, (usize, usize)>)> = BTreeMap::new();
    for (position, index) in decisions.iter().enumerate() {
        let Some(date) = site.snapshot.log.adr(*index).date else { continue };
        let year = years.entry(date.year()).or_insert((0, position, BTreeMap::new()));
        year.0 += 1;
        if let Some(month) = date.month() {
            year.2.entry(month).or_insert((0, position)).0 += 1;
        }
    }
    let most = years.values().flat_map(|year| year.2.values()).map(|month| month.0).max().unwrap_or(1);
    let link = |position: usize| {
        let month = site.snapshot.log.adr(decisions[position]).date.map(month_of);
        format!("{}#{}", url(&route(position / PER_PAGE + 1)), anchor(month))
    };
    let none = Month { count: 0, url: String::new(), shade: 0 };
    years
        .into_iter()
        .rev()
        .map(|(year, (count, first, months))| Year {
            year,
            count,
            url: link(first),
            months: (1..=12)
                .map(|month| {
                    months.get(&month).map_or_else(
                        || none.clone(),
                        |(count, first)| Month { count: *count, url: link(*first), shade: (count * SHADES).div_ceil(most) },
                    )
                })
                .collect(),
        })
        .collect()
}

/// A date without its day.
fn month_of(date: CalendarDate) -> CalendarDate {
    let month = date.month().and_then(|month| CalendarDate::from_month(date.year(), month));
    month.or_else(|| CalendarDate::from_year(date.year())).unwrap_or(date)
}

/// The anchor of a month; what has no date is last.
fn anchor(month: Option<CalendarDate>) -> String {
    month.map_or_else(|| "undated".to_owned(), |month| format!("in-{month}"))
}
