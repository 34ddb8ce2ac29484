//! What each side and each team did, and who is waited for.

use serde::Serialize;

use crate::model::{SideIndex, TeamIndex};
use crate::render::pages::party::{side_link, team_link};
use crate::render::views::TeamRef;
use crate::render::{Site, figures};
use crate::statistics::{Asked, Evenness, OpenProposal, Share, Times};

/// Teams that the page shows; the others are on the page of all teams.
const TEAMS: usize = 15;

/// A share as a table shows it.
#[derive(Serialize)]
struct Cell {
    n: usize,
    of: usize,
    few: bool,
    url: Option<String>,
}

/// A side and what it did.
#[derive(Serialize)]
pub(super) struct SideRow<'a> {
    name: &'a str,
    side_index: u32,
    proposed: Cell,
    touched: Cell,
    acceptance: Cell,
    /// Sign-offs by other sides per proposal.
    scrutiny: Option<String>,
    scrutiny_of: usize,
    scrutiny_url: String,
    response: Option<String>,
    answered: usize,
    response_url: String,
}

/// A team and what it did.
#[derive(Serialize)]
pub(super) struct TeamRow<'a> {
    team: &'a TeamRef,
    proposed: Cell,
    reviewed: Cell,
    approved: Cell,
    touched: Cell,
    response: Option<String>,
    answered: usize,
    response_url: String,
}

/// A side that open proposals wait for.
#[derive(Serialize)]
pub(super) struct WaitsFor {
    team: TeamRef,
    count: usize,
    /// The proposals that wait.
    url: String,
    oldest: Option<i64>,
    overdue: usize,
    overdue_url: String,
}

fn cell(share: &Share, url: String) -> Cell {
    Cell { n: share.count(), of: share.of(), few: share.too_few(), url: Some(url) }
}

fn median(site: &Site, times: &Times) -> Option<String> {
    times.median.map(|median| site.theme.language.days(median))
}

/// All sides, in the config's order.
pub(super) fn sides(site: &Site) -> Vec<SideRow<'_>> {
    let overall = &site.snapshot.statistics.overall;
    let row = |index: SideIndex| {
        let side = overall.side(index)?;
        let part = &side.part;
        Some(SideRow {
            name: &site.snapshot.log.teams.side(index).name,
            side_index: index.0,
            proposed: cell(&part.proposed, side_link(site, index, "proposed")),
            touched: cell(&part.touched, side_link(site, index, "touched")),
            acceptance: cell(&part.acceptance, side_link(site, index, "acceptance")),
            scrutiny: side.scrutiny.rate().map(|rate| site.theme.language.decimal_always(rate)),
            scrutiny_of: side.scrutiny.of(),
            scrutiny_url: side_link(site, index, "scrutiny"),
            response: median(site, &side.response_received),
            answered: side.response_received.answered.len(),
            response_url: side_link(site, index, "response_days"),
        })
    };
    site.snapshot.log.teams.sides().filter_map(|(index, _)| row(index)).collect()
}

/// The teams that took part most, and how many others there are.
pub(super) fn teams(site: &Site) -> (Vec<TeamRow<'_>>, usize) {
    let overall = &site.snapshot.statistics.overall;
    let teams = &site.snapshot.log.teams;
    let mut indexes: Vec<TeamIndex> = teams.iter().map(|(index, _)| index).collect();
    let others = indexes.len().saturating_sub(TEAMS);
    if others > 0 {
        indexes.sort_by_key(|team| std::cmp::Reverse(overall.team(*team).map_or(0, |part| part.touched.count())));
        indexes.truncate(TEAMS);
    }
    let row = |index: TeamIndex| {
        let part = overall.team(index)?;
        let listed = |share: &Share, figure: &str| cell(share, team_link(site, index, figure));
        Some(TeamRow {
            team: site.views.team(index),
            proposed: listed(&part.proposed, "proposed"),
            reviewed: listed(&part.reviewed, "reviewed"),
            approved: listed(&part.approved, "approved"),
            touched: listed(&part.touched, "touched"),
            response: median(site, &part.response_given),
            answered: part.response_given.answered.len(),
            response_url: team_link(site, index, "response_given"),
        })
    };
    (indexes.into_iter().filter_map(row).collect(), others)
}

/// How evenly proposals and sign-offs are spread over sides, or over teams: never alone, but beside the shares that they
/// sum up. `None` where there is nothing to spread.
pub(super) fn balance(site: &Site, key: &str, proposals: &Evenness, sign_offs: &Evenness) -> Option<String> {
    let language = &site.theme.language;
    let words = |evenness: &Evenness| evenness.value.map_or_else(|| "–".to_owned(), |value| language.written(&format!("{value:.2}")));
    let known = proposals.value.is_some() || sign_offs.value.is_some();
    known.then(|| language.fill(key, &[("proposals", &words(proposals)), ("sign_offs", &words(sign_offs))]))
}

/// The sides that are waited for, the most asked first. What a single team is asked counts for its side.
pub(super) fn waits_for(site: &Site) -> Vec<WaitsFor> {
    let open = &site.snapshot.statistics.open;
    let of = |side: SideIndex| {
        let waiting: Vec<&OpenProposal> = open.on_side(side).collect();
        (!waiting.is_empty()).then(|| WaitsFor {
            team: figures::asked_ref(site, Asked::Side(side)),
            count: waiting.len(),
            url: side_link(site, side, "waiting_on"),
            oldest: waiting.iter().filter_map(|proposal| proposal.age).max(),
            overdue_url: side_link(site, side, "past_policy"),
            overdue: waiting.iter().filter(|proposal| proposal.overdue_days.is_some()).count(),
        })
    };
    let mut found: Vec<WaitsFor> = site.snapshot.log.teams.sides().filter_map(|(side, _)| of(side)).collect();
    found.sort_by_key(|waits| (std::cmp::Reverse(waits.count), std::cmp::Reverse(waits.oldest)));
    found.truncate(TEAMS);
    found
}
