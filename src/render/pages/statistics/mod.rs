//! The page of statistics: what a lead of either side reads before the fortnightly talk.

mod by_period;
mod days;
pub(super) mod over_time;
mod parties;
pub(in crate::render) mod period;
pub(in crate::render) mod periods;
pub(in crate::render) mod weeks;

use serde::Serialize;

use super::statuses::{self, StatusCount};
use crate::error::Result;
use crate::model::{AdrIndex, Status};
use crate::render::evidence::{self, EvidenceRow};
use crate::render::figures::{self, FigureView, SignView, WaitingView};
use crate::render::lists::{List, figure_base, newest_first, status_base};
use crate::render::pairs::{self, PairMatrix};
use crate::render::{Page, SafeHtml, Site, trends};
use crate::statistics::{FEW, Step};
use parties::{SideRow, TeamRow, WaitsFor};
use periods::{PeriodRow, StepLink};

/// Decisions that the page itself shows of each list.
const SHOWN: usize = 10;

/// Waiting proposals that the page shows, the oldest.
const WAITING: usize = 20;

/// Teams whose evidence the page shows.
const EVIDENCE_TEAMS: usize = 50;

/// Quarters that the page itself shows.
const QUARTERS: usize = 5;

/// What is in no figure, and where to see it.
#[derive(Serialize)]
pub(super) struct LeftOut {
    text: String,
    count: usize,
    url: Option<String>,
}

#[derive(Serialize)]
struct Data<'a> {
    lead: String,
    left_out: Vec<LeftOut>,
    compares_sides: bool,
    /// Figures over fewer decisions than this are too few to compare.
    few: usize,
    figures: Vec<FigureView>,
    talk: Vec<SignView>,
    well: Vec<SignView>,
    signs_say_nothing: bool,
    quarters: Vec<PeriodRow>,
    steps: Vec<StepLink<'a>>,
    trends: Vec<SafeHtml>,
    voice: Vec<SafeHtml>,
    years: SafeHtml,
    statuses: Vec<StatusCount<'a>>,
    /// Whether there is anything to count; drafts are not.
    has_decisions: bool,
    sides: Vec<SideRow<'a>>,
    teams: Vec<TeamRow<'a>>,
    other_teams: usize,
    /// How evenly it is spread, in words: over sides, and over teams.
    side_balance: Option<String>,
    team_balance: Option<String>,
    evidence: Vec<EvidenceRow<'a>>,
    history: &'static str,
    pairs: Option<PairMatrix<'a>>,
    /// The lists beside the times.
    time_lists: Vec<TimeList<'a>>,
    times: Vec<SafeHtml>,
    lists: Vec<ListPart<'a>>,
    waits_for: Vec<WaitsFor>,
    waiting: Vec<WaitingView<'a>>,
    waiting_in_all: usize,
    waiting_url: Option<String>,
    oldest: i64,
    answer_within: Option<u32>,
    actions: Option<FigureView>,
}

/// The first decisions of a list, and the way to all of them.
#[derive(Serialize)]
struct ListPart<'a> {
    key: &'static str,
    label: &'a str,
    definition: Option<&'a str>,
    count: usize,
    empty: &'a str,
    /// As HTML, one behind the other.
    rows: SafeHtml,
    url: Option<String>,
}

/// Decisions with a time, or without one.
#[derive(Serialize)]
struct TimeList<'a> {
    label: &'a str,
    count: usize,
    url: String,
}

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let snapshot = &site.snapshot;
    let statistics = &snapshot.statistics;
    let language = &site.theme.language;
    let compares_sides = snapshot.log.teams.sides().count() >= 2;
    let has_teams = !snapshot.log.teams.is_empty();
    let (well, talk): (Vec<SignView>, Vec<SignView>) = figures::signs(site).into_iter().partition(|sign| sign.kind == "well");
    let waiting = figures::waiting(site, statistics.open.asking());
    let (teams, other_teams) = parties::teams(site);
    let balance = &statistics.overall.balance;
    let data = Data {
        lead: lead(site),
        left_out: left_out(site),
        compares_sides,
        few: FEW,
        figures: trends::headlines(site),
        signs_say_nothing: talk.is_empty() && well.is_empty(),
        talk,
        well,
        quarters: periods::latest(site, Step::Quarter, QUARTERS),
        steps: periods::links(site, None),
        trends: over_time::trends(site),
        voice: if has_teams { by_period::voice(site) } else { Vec::new() },
        years: by_period::years(site),
        statuses: statuses::counts(site),
        has_decisions: !statistics.overall.decisions.is_empty(),
        sides: if compares_sides { parties::sides(site) } else { Vec::new() },
        teams,
        other_teams,
        side_balance: parties::balance(site, "balance_of_sides", &balance.side_proposals, &balance.side_sign_offs)
            .filter(|_| compares_sides),
        team_balance: parties::balance(site, "balance_of_teams", &balance.team_proposals, &balance.team_sign_offs),
        evidence: evidence::rows(site, snapshot.log.teams.iter().map(|(index, _)| index).take(EVIDENCE_TEAMS)),
        history: snapshot.history.extent.key(),
        pairs: pairs::matrix(site),
        time_lists: time_lists(site),
        times: days::distributions(site),
        lists: lists(site)?,
        waits_for: parties::waits_for(site),
        waiting_in_all: waiting.len(),
        waiting_url: trends::list_url(site, "waiting_on"),
        oldest: statistics.open.proposals.iter().filter_map(|open| open.age).max().unwrap_or(0).max(1),
        waiting: waiting.into_iter().take(WAITING).collect(),
        answer_within: snapshot.config.policy.proposed.answer_within_days,
        actions: (statistics.overall.follow_through.actions() > 0).then(|| trends::follow_through(site)),
    };
    site.page("statistics", &site.route(Page::Statistics), language.text("nav_statistics"), Some(&data.lead), "statistics.html", &data)
}

/// What the figures are over.
fn lead(site: &Site) -> String {
    let overall = &site.snapshot.statistics.overall;
    let language = &site.theme.language;
    let took = &overall.participation;
    let (recorded, all) = (took.recorded.count(), took.recorded.of());
    if all == 0 {
        return language.text("statistics_nothing").to_owned();
    }
    let number = |n: usize| language.number(n as i64);
    let mut text = language.count("statistics_lead", all as i64);
    text.push(' ');
    if recorded == 0 {
        return text + language.text("statistics_none_recorded");
    }
    if recorded == all {
        return text + language.text("statistics_recorded_all");
    }
    text += &language.fill("statistics_recorded", &[("n", &number(recorded)), ("total", &number(all))]);
    text
}

/// What is in no figure, or in some of them only.
fn left_out(site: &Site) -> Vec<LeftOut> {
    let snapshot = &site.snapshot;
    let statistics = &snapshot.statistics;
    let years = statistics.periods(Step::Year);
    let counts = [
        ("left_out_drafts", statistics.drafts.len(), status_base(Some(Status::Draft))),
        ("left_out_unpublished", snapshot.log.unpublished, String::new()),
        ("left_out_before", statistics.overall.participation.before_second_side.len(), figure_base("before_second_side")),
        ("left_out_unsettled_day", years.undated.decisions.len(), figure_base("no_settling_day")),
        ("left_out_proposal_day", years.undated.proposals.len(), figure_base("no_proposal_day")),
    ];
    counts.into_iter().filter(|(_, count, _)| *count > 0).map(|(key, count, base)| left_out_as(site, key, count, &base)).collect()
}

/// A sentence about what is left out, with the way to its list.
fn left_out_as(site: &Site, key: &str, count: usize, list: &str) -> LeftOut {
    LeftOut { text: site.theme.language.count(key, count as i64), count, url: site.lists().at(list).map(List::url) }
}

/// What the times are over, and what has none.
fn time_lists(site: &Site) -> Vec<TimeList<'_>> {
    let keys = ["response_days", "waiting", "never_reviewed", "response_unknown", "decision_days", "decision_unknown"];
    let list = |key| {
        let list = site.lists().at(&figure_base(key)).filter(|list| !list.decisions.is_empty())?;
        Some(TimeList { label: site.theme.language.figure(key), count: list.decisions.len(), url: list.url() })
    };
    keys.into_iter().filter_map(list).collect()
}

fn lists(site: &Site) -> Result<Vec<ListPart<'_>>> {
    let overall = &site.snapshot.statistics.overall;
    let language = &site.theme.language;
    let took = &overall.participation;
    let lists: [(&'static str, &[AdrIndex]); 5] = [
        ("one_sided", &took.one_sided),
        ("self_approved", &took.self_approved.counted),
        ("past_review", &overall.living.past_review),
        ("changed_after_approval", &overall.living.changed_after_approval),
        ("not_recorded", &took.not_recorded),
    ];
    let compares_sides = site.snapshot.log.teams.sides().count() >= 2;
    lists
        .into_iter()
        // Without a second side everything is of one side; what is recorded in full needs no list.
        .filter(|(key, decisions)| match *key {
            "one_sided" | "self_approved" => compares_sides,
            "not_recorded" => !decisions.is_empty() && took.recorded.count() > 0,
            // Only a repository's history knows of these.
            "changed_after_approval" => !decisions.is_empty(),
            _ => true,
        })
        .map(|(key, decisions)| {
            let mut newest = decisions.to_vec();
            newest_first(&site.snapshot.log, &mut newest);
            let definition = crate::statistics::definitions().find(|definition| definition.key == key);
            Ok(ListPart {
                key,
                label: language.figure(key),
                definition: definition.map(|definition| language.definition(definition.key)),
                count: decisions.len(),
                empty: language.text(match key {
                    "one_sided" => "none_one_sided",
                    "self_approved" => "none_self_approved",
                    _ => "none_past_review",
                }),
                rows: newest.into_iter().take(SHOWN).map(|decision| site.row(decision)).collect::<Result<_>>()?,
                url: trends::list_url(site, key),
            })
        })
        .collect()
}
