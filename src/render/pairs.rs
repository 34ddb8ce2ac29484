//! Who answers whom, as pages show it.

use serde::Serialize;

use super::Site;
use super::pages::party::{self, Party};
use super::views::TeamRef;
use crate::model::TeamIndex;
use crate::routes::url;

/// Teams that a matrix shows; beyond this it is a wall of numbers.
const MOST_TEAMS: usize = 12;

/// Shades of a cell.
const SHADES: usize = 5;

/// Who answers whom.
#[derive(Debug, Serialize)]
pub(super) struct PairMatrix<'a> {
    teams: Vec<&'a TeamRef>,
    rows: Vec<PairRow<'a>>,
    /// Teams that are left out, those that took part least.
    others: usize,
}

/// Proposals of one team, by who signed them.
#[derive(Debug, Serialize)]
struct PairRow<'a> {
    from: &'a TeamRef,
    proposed: usize,
    cells: Vec<PairCell>,
}

#[derive(Debug, Serialize)]
struct PairCell {
    reviewed: usize,
    approved: usize,
    /// The page of the pair; `None` where it has no decision.
    url: Option<String>,
    /// From 0 (none) to [`SHADES`] (the most of all pairs).
    shade: usize,
    same_side: bool,
    #[serde(rename = "self")]
    same_team: bool,
}

/// The teams that a matrix shows, side by side: those that took part most.
pub(super) fn teams(site: &Site) -> Vec<TeamIndex> {
    let all = &site.snapshot.log.teams;
    let overall = &site.snapshot.statistics.overall;
    let mut teams: Vec<TeamIndex> = all.iter().map(|(index, _)| index).collect();
    teams.sort_by_key(|team| std::cmp::Reverse(overall.team(*team).map_or(0, |part| part.touched.count())));
    teams.truncate(MOST_TEAMS);
    teams.sort_unstable_by_key(|team| (all.side_of(*team), *team));
    teams
}

/// The matrix of the teams that took part most; `None` below two teams.
pub(super) fn matrix(site: &Site) -> Option<PairMatrix<'_>> {
    let all = &site.snapshot.log.teams;
    let overall = &site.snapshot.statistics.overall;
    if all.len() < 2 {
        return None;
    }
    let teams = teams(site);
    let others = all.len() - teams.len();
    let most = overall.pairs.iter().map(|pair| pair.reviewed.len()).max().unwrap_or(0).max(1);
    let cell = |from: TeamIndex, to: TeamIndex| {
        let pair = overall.pairs.get(from, to);
        let reviewed = pair.map_or(0, |pair| pair.reviewed.len());
        PairCell {
            reviewed,
            approved: pair.map_or(0, |pair| pair.approved.len()),
            url: pair.map(|_| url(&party::route(site, Party::Pair(from, to), 1))),
            shade: (reviewed * SHADES).div_ceil(most),
            same_side: all.side_of(from) == all.side_of(to),
            same_team: from == to,
        }
    };
    let row = |from: &TeamIndex| PairRow {
        from: site.views.team(*from),
        proposed: overall.team(*from).map_or(0, |part| part.proposed.count()),
        cells: teams.iter().map(|to| cell(*from, *to)).collect(),
    };
    Some(PairMatrix { teams: teams.iter().map(|team| site.views.team(*team)).collect(), rows: teams.iter().map(row).collect(), others })
}
