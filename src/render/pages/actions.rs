//! What was promised, by whom, and what became of it: for all teams, and for each.

use std::cmp::Reverse;

use serde::Serialize;

use crate::error::Result;
use crate::model::TeamIndex;
use crate::render::figures::FigureView;
use crate::render::views::{Ref, TeamRef};
use crate::render::{Page, Site, trends};
use crate::routes::{page_of, url};
use crate::statistics::{ActionRef, FollowThrough};

/// Actions on one page.
const PER_PAGE: usize = 500;

/// What can have become of a promise: the keys of its filters, and their texts.
const STATES: [(&str, &str); 5] = [
    ("kept", "actions_kept"),
    ("late", "actions_late"),
    ("overdue", "actions_overdue"),
    ("open", "actions_open"),
    ("ahead", "actions_ahead"),
];

#[derive(Serialize)]
struct Data<'a> {
    heading: &'a str,
    /// The team whose promises they are.
    team: Option<&'a TeamRef>,
    count: usize,
    figures: Vec<FigureView>,
    states: Vec<State<'a>>,
    teams: Vec<TeamRow<'a>>,
    nobody: usize,
    actions: Vec<ActionView<'a>>,
    number: usize,
    /// The addresses of all pages, where there are several.
    links: Vec<String>,
}

/// A filter.
#[derive(Serialize)]
struct State<'a> {
    key: &'static str,
    label: &'a str,
    count: usize,
}

/// A team's promises.
#[derive(Serialize)]
struct TeamRow<'a> {
    team: &'a TeamRef,
    url: String,
    due: usize,
    few: bool,
    /// How many of each state.
    counts: [Count; STATES.len()],
}

#[derive(Serialize)]
struct Count {
    key: &'static str,
    n: usize,
}

#[derive(Serialize)]
struct ActionView<'a> {
    what: &'a str,
    decision: Ref,
    team: Option<&'a TeamRef>,
    due: Option<String>,
    done: Option<String>,
    state: &'static str,
    /// The position of its filter.
    filter: usize,
    days: Option<i64>,
}

/// An action, the position of its state, and the days that it is or was late.
type Sorted = (ActionRef, usize, Option<i64>);

/// The pages of all promises, and of those of each team that made some.
pub(in crate::render) fn pages(site: &Site) -> Vec<Page> {
    let whose = std::iter::once(None).chain(site.snapshot.log.teams.iter().map(|(team, _)| Some(team)));
    let of = |team| (1..=count(site, team)).map(move |number| Page::Actions(team, number));
    whose.flat_map(of).collect()
}

/// How many pages there are; none without an action.
fn count(site: &Site, team: Option<TeamIndex>) -> usize {
    follow_through(site, team).map_or(0, FollowThrough::actions).div_ceil(PER_PAGE)
}

fn follow_through(site: &Site, team: Option<TeamIndex>) -> Option<&FollowThrough> {
    let overall = &site.snapshot.statistics.overall;
    team.map_or(Some(&overall.follow_through), |team| overall.team(team).map(|part| &part.follow_through))
}

/// The route without number and ending. No slug holds two hyphens in a row.
fn base(site: &Site, team: Option<TeamIndex>) -> String {
    team.map_or_else(|| "actions/index".to_owned(), |team| format!("teams/{}--promises", site.snapshot.log.teams.slug(team)))
}

/// The route of a page; `number` is 1-based.
pub(in crate::render) fn route(site: &Site, team: Option<TeamIndex>, number: usize) -> String {
    page_of(&base(site, team), number)
}

/// The address of the promises of a team, or of all, that were kept in time.
pub(in crate::render) fn kept(site: &Site, team: Option<TeamIndex>) -> String {
    format!("{}#kept", url(&route(site, team, 1)))
}

pub(in crate::render) fn render(site: &Site, team: Option<TeamIndex>, number: usize) -> Result<String> {
    let language = &site.theme.language;
    let Some(follow) = follow_through(site, team) else { return Ok(String::new()) };
    let row = |index: TeamIndex| {
        let follow = follow_through(site, Some(index)).filter(|follow| follow.actions() > 0)?;
        Some(TeamRow {
            team: site.views.team(index),
            url: url(&route(site, Some(index), 1)),
            due: follow.kept.of(),
            few: follow.kept.too_few(),
            counts: counts(follow),
        })
    };
    let is_first = number == 1;
    let teams: Vec<TeamRow<'_>> = site.snapshot.log.teams.iter().filter_map(|(index, _)| row(index)).collect();
    let by_teams: usize = teams.iter().flat_map(|row| &row.counts).map(|count| count.n).sum();
    let states = STATES.iter().zip(counts(follow)).map(|((key, text), count)| State { key, label: language.text(text), count: count.n });
    let sorted = sorted(site, follow);
    let shown = sorted.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE);
    let name = team.map(|team| site.views.team(team));
    let heading = match name {
        Some(team) => language.fill("actions_of", &[("team", &team.name)]),
        None => language.text("nav_actions").to_owned(),
    };
    let (pages, base) = (count(site, team), base(site, team));
    let data = Data {
        heading: &heading,
        team: name,
        count: follow.actions(),
        figures: if is_first { vec![trends::follow_through_of(site, team, follow)] } else { Vec::new() },
        states: states.collect(),
        nobody: if team.is_none() { follow.actions().saturating_sub(by_teams) } else { 0 },
        teams: if is_first && team.is_none() { teams } else { Vec::new() },
        actions: shown.map(|action| view(site, *action)).collect(),
        number,
        links: if pages > 1 { (1..=pages).map(|number| url(&page_of(&base, number))).collect() } else { Vec::new() },
    };
    let title = if is_first { heading.clone() } else { format!("{heading} ({number})") };
    site.page("actions", &site.route(Page::Actions(team, number)), &title, None, "actions.html", &data)
}

fn counts(follow: &FollowThrough) -> [Count; STATES.len()] {
    let numbers = [follow.kept.count(), follow.late.len(), follow.overdue.len(), follow.open.len(), follow.ahead.len()];
    std::array::from_fn(|at| Count { key: STATES[at].0, n: numbers[at] })
}

/// All actions: what is overdue, the longest first; what is open, the next due first; what is done, the latest due first.
fn sorted(site: &Site, follow: &FollowThrough) -> Vec<Sorted> {
    let due = |action: &ActionRef| site.snapshot.log.adr(action.adr).actions[action.position].due;
    let [kept, late, overdue, open, ahead] = [0, 1, 2, 3, 4];
    let mut overdue: Vec<Sorted> = follow.overdue.iter().map(|past| (past.action, overdue, Some(past.days))).collect();
    overdue.sort_by_key(|(action, _, days)| (Reverse(*days), *action));
    let mut open: Vec<Sorted> = follow.open.iter().map(|action| (*action, open, None)).collect();
    open.sort_by_key(|(action, ..)| (due(action).is_none(), due(action), *action));
    let mut done: Vec<Sorted> = follow.late.iter().map(|past| (past.action, late, Some(past.days))).collect();
    done.extend(follow.kept.counted.iter().map(|action| (*action, kept, None)));
    done.extend(follow.ahead.iter().map(|action| (*action, ahead, None)));
    done.sort_by_key(|(action, ..)| (Reverse(due(action)), *action));
    overdue.into_iter().chain(open).chain(done).collect()
}

fn view(site: &Site, (action, filter, days): Sorted) -> ActionView<'_> {
    let snapshot = &site.snapshot;
    let promise = &snapshot.log.adr(action.adr).actions[action.position];
    // What was done ahead of its day was kept as well.
    let state = if STATES[filter].0 == "ahead" { "kept" } else { STATES[filter].0 };
    ActionView {
        what: &promise.what,
        decision: site.views.reference(snapshot, action.adr),
        team: promise.team.map(|team| site.views.team(team)),
        due: promise.due.map(|day| day.to_string()),
        done: promise.done.map(|day| day.to_string()).filter(|_| state != "open" && state != "overdue"),
        state,
        filter,
        days,
    }
}
