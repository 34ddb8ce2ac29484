//! A period: its figures, and the decisions that each of them counts.

use serde::Serialize;

use super::periods;
use crate::error::Result;
use crate::model::{SideIndex, TeamIndex};
use crate::render::audit::{self, Audit, AuditView, Column};
use crate::render::{Page, Site};
use crate::routes::{page_of, url};
use crate::statistics::{Figures, Period, Share, Span, Step};

/// The page of a run of days.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    pub(super) heading: &'a str,
    /// From when until when.
    pub(super) days: String,
    pub(super) finished: bool,
    pub(super) intro: &'a str,
    pub(super) crumb: &'a str,
    pub(super) step: Crumb<'a>,
    pub(super) previous: Option<Neighbour>,
    pub(super) next: Option<Neighbour>,
    pub(super) sides: Vec<Of>,
    pub(super) teams: Vec<Of>,
    pub(super) audit: AuditView<'a>,
}

/// What a side or a team did in these days.
#[derive(Serialize)]
pub(super) struct Of {
    name: String,
    side_index: u32,
    cells: Vec<Cell>,
}

/// A figure in words, and the column that counts it.
#[derive(Serialize)]
struct Cell {
    text: String,
    n: usize,
    column: String,
}

#[derive(Serialize)]
pub(super) struct Crumb<'a> {
    pub(super) label: &'a str,
    pub(super) url: String,
}

/// A period before or after.
#[derive(Serialize)]
pub(super) struct Neighbour {
    pub(super) label: String,
    pub(super) url: String,
}

/// With more sides or teams than this, the pages of periods have no columns for each.
const SIDES: usize = 3;
const TEAMS: usize = 8;

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
    link_to(&route(step, &period.label), &period.figures, figure)
}

/// The address of what a figure counts on the page of these figures.
pub(super) fn link_to(route: &str, figures: &Figures, figure: &str) -> Option<String> {
    let mark = if figure.is_empty() { "" } else { "#" };
    (!figures.is_empty()).then(|| format!("{}{mark}{figure}", url(route)))
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
    let audit = Audit::new(site, base, columns(site, &period.figures));
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
        sides: sides(site, &period.figures, number),
        teams: teams(site, &period.figures, number),
        audit: audit.view(site, number),
    };
    let title = if number == 1 { heading.clone() } else { format!("{heading} ({number})") };
    site.page("statistics_period", &site.route(Page::Period(step, position, number)), &title, Some(data.intro), "period.html", &data)
}

/// The figures of some days; those about sides only where there are some to compare.
pub(super) fn columns<'a>(site: &Site, figures: &'a Figures) -> Vec<Column<'a>> {
    let language = &site.theme.language;
    let took = &figures.participation;
    let mut columns = vec![
        Column::list(site, "proposals", language.text("proposals").to_owned(), &*figures.proposals),
        Column::list(site, "decisions", language.text("decisions_settled").to_owned(), &*figures.decisions),
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
    columns.extend(of_sides(site).into_iter().filter_map(|side| Some((side, figures.side(side)?))).flat_map(|(side, part)| {
        let rate = part.scrutiny.rate().map_or_else(|| "–".to_owned(), |rate| language.decimal_always(rate));
        let name = &site.snapshot.log.teams.side(side).name;
        let of = [
            Column::share(site, "proposed", &part.part.proposed),
            Column::share(site, "touched", &part.part.touched),
            Column::numbers(site, "scrutiny", &part.scrutiny.sign_offs_of, rate),
            Column::days(site, "response_days", &part.response_received),
        ];
        of.map(|column| column.of_party(&side_key(side), name))
    }));
    columns.extend(of_teams(site).into_iter().filter_map(|team| Some((team, figures.team(team)?))).map(|(team, part)| {
        let name = &site.snapshot.log.teams.team(team).name;
        Column::share(site, "touched", &part.touched).of_party(&team_key(team), name)
    }));
    columns
}

/// Sides with columns of their own, where there are few.
fn of_sides(site: &Site) -> Vec<SideIndex> {
    let sides: Vec<SideIndex> = site.snapshot.log.teams.sides().map(|(side, _)| side).collect();
    if (2..=SIDES).contains(&sides.len()) { sides } else { Vec::new() }
}

/// Teams with columns of their own, where there are few.
fn of_teams(site: &Site) -> Vec<TeamIndex> {
    let teams: Vec<TeamIndex> = site.snapshot.log.teams.iter().map(|(team, _)| team).collect();
    if (2..=TEAMS).contains(&teams.len()) { teams } else { Vec::new() }
}

fn side_key(side: SideIndex) -> String {
    format!("side{}", side.0)
}

fn team_key(team: TeamIndex) -> String {
    format!("team{}", team.0)
}

/// What each side did in some days; those that did nothing are left out. Only the first page says it: a filter leaves rows
/// of its own page.
pub(super) fn sides(site: &Site, figures: &Figures, page: usize) -> Vec<Of> {
    let language = &site.theme.language;
    let over = |n: usize| language.fill("over_n", &[("n", &language.number(n as i64))]);
    let of = |side: SideIndex| {
        let part = figures.side(side)?;
        let share = |key: &str, share: &Share| {
            let (n, of) = (share.count(), share.of());
            Cell { text: if of == 0 { "–".to_owned() } else { language.share(n, of) }, n, column: format!("{key}-{}", side_key(side)) }
        };
        let number = |key: &str, value: Option<String>, n: usize| {
            let text = value.map_or_else(|| "–".to_owned(), |value| format!("{value} {}", over(n)));
            Cell { text, n, column: format!("{key}-{}", side_key(side)) }
        };
        let response = &part.response_received;
        Some(Of {
            name: site.snapshot.log.teams.side(side).name.clone(),
            side_index: side.0,
            cells: vec![
                share("proposed", &part.part.proposed),
                share("touched", &part.part.touched),
                number("scrutiny", part.scrutiny.rate().map(|rate| language.decimal_always(rate)), part.scrutiny.of()),
                number("response_days", response.median.map(|days| language.days(days)), response.answered.len()),
            ],
        })
    };
    if page == 1 { of_sides(site).into_iter().filter_map(of).collect() } else { Vec::new() }
}

/// In how many decisions of some days each team took part; on the first page.
pub(super) fn teams(site: &Site, figures: &Figures, page: usize) -> Vec<Of> {
    let language = &site.theme.language;
    let teams = &site.snapshot.log.teams;
    let of = |team: TeamIndex| {
        let touched = &figures.team(team)?.touched;
        let (n, of) = (touched.count(), touched.of());
        let text = if of == 0 { "–".to_owned() } else { language.share(n, of) };
        let cells = vec![Cell { text, n, column: format!("touched-{}", team_key(team)) }];
        Some(Of { name: teams.team(team).name.clone(), side_index: teams.side_of(team).0, cells })
    };
    if page == 1 { of_teams(site).into_iter().filter_map(of).collect() } else { Vec::new() }
}
