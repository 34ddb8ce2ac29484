//! What was promised, by whom, and what became of it.

use std::cmp::Reverse;

use serde::Serialize;

use crate::error::Result;
use crate::model::TeamIndex;
use crate::render::figures::FigureView;
use crate::render::views::{Paging, Ref, TeamRef};
use crate::render::{Page, Site, trends};
use crate::routes::page_of;
use crate::statistics::{ActionRef, FollowThrough};

/// Actions on one page.
const PER_PAGE: usize = 200;

/// The route of the pages without number and ending.
const BASE: &str = "actions/index";

#[derive(Serialize)]
struct Data<'a> {
    count: usize,
    figures: Vec<FigureView>,
    teams: Vec<TeamRow<'a>>,
    nobody: usize,
    actions: Vec<ActionView<'a>>,
    paging: Paging,
    number: usize,
}

/// A team's promises.
#[derive(Serialize)]
struct TeamRow<'a> {
    team: &'a TeamRef,
    kept: usize,
    due: usize,
    late: usize,
    overdue: usize,
    open: usize,
    ahead: usize,
    few: bool,
}

#[derive(Serialize)]
struct ActionView<'a> {
    what: &'a str,
    decision: Ref,
    team: Option<&'a TeamRef>,
    due: Option<String>,
    done: Option<String>,
    state: &'static str,
    days: Option<i64>,
}

/// How many pages there are; none without an action.
pub(in crate::render) fn pages(site: &Site) -> usize {
    site.snapshot.statistics.overall.follow_through.actions().div_ceil(PER_PAGE)
}

/// The route of a page; `number` is 1-based.
pub(in crate::render) fn route(number: usize) -> String {
    page_of(BASE, number)
}

pub(in crate::render) fn render(site: &Site, number: usize) -> Result<String> {
    let snapshot = &site.snapshot;
    let language = &site.theme.language;
    let overall = &snapshot.statistics.overall;
    let follow = &overall.follow_through;
    let row = |(index, _): (TeamIndex, &crate::model::Team)| {
        let follow = &overall.team(index)?.follow_through;
        (follow.actions() > 0).then(|| TeamRow {
            team: site.views.team(index),
            kept: follow.count(),
            due: follow.of(),
            late: follow.late.len(),
            overdue: follow.overdue.len(),
            open: follow.open.len(),
            ahead: follow.ahead.len(),
            few: follow.too_few(),
        })
    };
    let teams: Vec<TeamRow<'_>> = snapshot.log.teams.iter().filter_map(row).collect();
    let by_teams: usize = teams.iter().map(|row| row.due + row.open + row.ahead).sum();
    let ordered = ordered(site, follow);
    let shown = ordered.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE);
    let data = Data {
        count: follow.actions(),
        figures: if number == 1 { vec![trends::follow_through(site)] } else { Vec::new() },
        nobody: follow.actions().saturating_sub(by_teams.min(follow.actions())),
        teams: if number == 1 { teams } else { Vec::new() },
        actions: shown.map(|(action, state, days)| view(site, *action, state, *days)).collect(),
        paging: Paging::new(BASE, number, pages(site)),
        number,
    };
    let title = language.text("nav_actions");
    let title = if number == 1 { title.to_owned() } else { format!("{title} ({number})") };
    site.page("actions", &site.route(Page::Actions(number)), &title, Some(language.text("actions_lead")), "actions.html", &data)
}

/// All actions: what is overdue, the longest first; what is open, the next due first; what is done, the latest due first.
fn ordered(site: &Site, follow: &FollowThrough) -> Vec<(ActionRef, &'static str, Option<i64>)> {
    let due = |action: &ActionRef| site.snapshot.log.adr(action.adr).actions[action.position].due;
    let mut overdue: Vec<_> = follow.overdue.iter().map(|past| (past.action, "overdue", Some(past.days))).collect();
    overdue.sort_by_key(|(action, _, days)| (Reverse(*days), *action));
    let mut open: Vec<_> = follow.open.iter().map(|action| (*action, "open", None)).collect();
    open.sort_by_key(|(action, ..)| (due(action).is_none(), due(action), *action));
    let mut done: Vec<_> = follow.late.iter().map(|past| (past.action, "late", Some(past.days))).collect();
    done.extend(follow.kept.iter().chain(&follow.ahead).map(|action| (*action, "kept", None)));
    done.sort_by_key(|(action, ..)| (Reverse(due(action)), *action));
    overdue.into_iter().chain(open).chain(done).collect()
}

fn view<'a>(site: &'a Site, action: ActionRef, state: &'static str, days: Option<i64>) -> ActionView<'a> {
    let snapshot = &site.snapshot;
    let promise = &snapshot.log.adr(action.adr).actions[action.position];
    ActionView {
        what: &promise.what,
        decision: site.views.reference(snapshot, action.adr),
        team: promise.team.map(|team| site.views.team(team)),
        due: promise.due.map(|day| day.to_string()),
        done: promise.done.map(|day| day.to_string()).filter(|_| state != "open" && state != "overdue"),
        state,
        days,
    }
}
