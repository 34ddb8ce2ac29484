//! A period: its figures, and the decisions that each of them counts.

use serde::Serialize;

use super::periods;
use crate::error::Result;
use crate::render::audit::{self, Audit, AuditView, Column};
use crate::render::{Page, Site};
use crate::routes::{page_of, url};
use crate::statistics::{Figures, Period, Span, Step};

#[derive(Serialize)]
struct Data<'a> {
    heading: &'a str,
    /// From when until when.
    days: String,
    finished: bool,
    intro: &'a str,
    crumb: &'a str,
    step: Crumb<'a>,
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    audit: AuditView<'a>,
}

#[derive(Serialize)]
struct Crumb<'a> {
    label: &'a str,
    url: String,
}

/// A period before or after.
#[derive(Serialize)]
struct Neighbour {
    label: String,
    url: String,
}

/// The route of a period's page without number and ending.
fn base(step: Step, label: &str) -> String {
    format!("statistics/{}s/{}", step.name(), label.to_lowercase())
}

/// The route of the first page of a period.
pub(crate) fn route(step: Step, label: &str) -> String {
    page_of(&base(step, label), 1)
}

/// The route of a page of the period at a position; `number` is 1-based.
pub(in crate::render) fn route_at(site: &Site, step: Step, position: usize, number: usize) -> String {
    site.snapshot
        .statistics
        .spans(step)
        .get(position)
        .map_or_else(String::new, |(span, _)| page_of(&base(step, &step.label(*span)), number))
}

/// All pages of the periods of a step; those into which nothing falls have none.
pub(in crate::render) fn pages(site: &Site, step: Step) -> impl Iterator<Item = Page> + '_ {
    let occupied = site.snapshot.statistics.spans(step).iter().enumerate().filter(|(_, (_, decisions))| *decisions > 0);
    occupied
        .flat_map(move |(position, (_, decisions))| (1..=audit::pages(*decisions)).map(move |number| Page::Period(step, position, number)))
}

/// The address of what a figure counts in a period; `None` where nothing falls into it.
pub(super) fn link(step: Step, period: &Period, figure: &str) -> Option<String> {
    let occupied = !period.figures.decisions.is_empty() || !period.figures.proposals.is_empty();
    occupied.then(|| format!("{}#{figure}", url(&route(step, &period.label))))
}

pub(in crate::render) fn render(site: &Site, step: Step, position: usize, number: usize) -> Result<String> {
    let language = &site.theme.language;
    let statistics = &site.snapshot.statistics;
    let period = &statistics.periods(step).periods[position];
    let name = language.period(step, period.span.first);
    let heading = if step == Step::Fortnight { language.fill("period_fortnight_from", &[("date", &name)]) } else { name };
    let spans = statistics.spans(step);
    let neighbour =
        |(span, _): &(Span, usize)| Neighbour { label: language.period(step, span.first), url: url(&route(step, &step.label(*span))) };
    let occupied = |span: &&(Span, usize)| span.1 > 0;
    let base = base(step, &period.label);
    let audit = Audit::new(site, columns(site, &period.figures));
    let (first, last) = (language.day(&period.span.first.to_string()), language.day(&period.span.last.to_string()));
    let data = Data {
        heading: &heading,
        days: language.fill("period_days", &[("first", &first), ("last", &last)]),
        finished: period.finished,
        intro: language.text("period_intro"),
        crumb: language.text("nav_statistics"),
        step: Crumb { label: periods::heading(site, step), url: url(&periods::route(step, 1)) },
        previous: spans[..position].iter().rev().find(occupied).map(neighbour),
        next: spans[position + 1..].iter().find(occupied).map(neighbour),
        audit: audit.view(site, &base, number),
    };
    let title = if number == 1 { heading.clone() } else { format!("{heading} ({number})") };
    site.page("statistics_period", &site.route(Page::Period(step, position, number)), &title, Some(data.intro), "period.html", &data)
}

/// The figures of a period; those about sides only where there are some to compare.
fn columns<'a>(site: &Site, figures: &'a Figures) -> Vec<Column<'a>> {
    let language = &site.theme.language;
    let took = &figures.participation;
    let mut columns = vec![
        Column::list(site, "proposals", language.text("proposals"), &figures.proposals),
        Column::list(site, "decisions", language.text("decisions_settled"), &figures.decisions),
    ];
    if site.snapshot.log.teams.sides().count() >= 2 {
        columns.push(Column::share(site, "both_side", &took.both_side));
        columns.extend(took.every_side.as_ref().map(|every| Column::share(site, "every_side", every)));
        columns.push(Column::part(site, "one_sided", &took.one_sided, &took.both_side.among));
        columns.push(Column::share(site, "cross_review", &took.cross_review));
        columns.push(Column::share(site, "cross_approval", &took.cross_approval));
        columns.push(Column::share(site, "self_approved", &took.self_approved));
        columns.push(Column::share(site, "approved_without_review", &took.approved_without_review));
        columns.push(Column::days(site, "response_days", &figures.response));
    } else {
        columns.push(Column::share(site, "was_accepted", &took.was_accepted));
    }
    columns.push(Column::days(site, "decision_days", &figures.decision));
    columns
}
