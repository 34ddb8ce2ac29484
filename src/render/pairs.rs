//! Who answers whom and who decides with whom, as pages show it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Site;
use super::pages::party::{self, Party, pair_links};
use super::views::TeamRef;
use crate::model::TeamIndex;
use crate::statistics::{FEW, Pair};

/// Teams that a matrix shows; beyond this it is a wall of numbers.
const MOST_TEAMS: usize = 12;

/// Other teams that a team's page shows, those that it decides with most.
const MOST_WITH: usize = 40;

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
    /// The list of the proposals.
    url: String,
    cells: Vec<PairCell>,
}

#[derive(Debug, Serialize)]
struct PairCell {
    reviewed: usize,
    approved: usize,
    /// The lists of what was reviewed and approved.
    urls: [String; 2],
    /// From 0 (none) to [`SHADES`] (the most of all pairs).
    shade: usize,
    same_side: bool,
    #[serde(rename = "self")]
    same_team: bool,
}

/// Another team, and what both did together.
#[derive(Debug, Serialize)]
pub(super) struct With<'a> {
    team: &'a TeamRef,
    /// Decisions that both signed.
    together: ShareCell,
    /// What the other team reviewed and approved of this team's proposals, and this team of the other's.
    signed: [ShareCell; 4],
}

/// A share in a table, and its list.
#[derive(Debug, Serialize)]
struct ShareCell {
    n: usize,
    of: usize,
    few: bool,
    url: Option<String>,
}

impl ShareCell {
    fn new(n: usize, of: usize, url: &str) -> Self {
        Self { n, of, few: of < FEW, url: (n > 0).then(|| url.to_owned()) }
    }
}

/// The teams that a matrix shows, side by side: those that took part most.
fn teams(site: &Site) -> Vec<TeamIndex> {
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
        let (reviewed, approved) = signed(site, from, to);
        PairCell {
            reviewed,
            approved,
            urls: pair_links(site, from, to),
            shade: (reviewed * SHADES).div_ceil(most),
            same_side: all.side_of(from) == all.side_of(to),
            same_team: from == to,
        }
    };
    let row = |from: &TeamIndex| PairRow {
        from: site.views.team(*from),
        proposed: proposed(site, *from),
        url: party::team_link(site, *from, "proposed"),
        cells: teams.iter().map(|to| cell(*from, *to)).collect(),
    };
    Some(PairMatrix { teams: teams.iter().map(|team| site.views.team(*team)).collect(), rows: teams.iter().map(row).collect(), others })
}

/// The teams that a team decides with most, and how many others there are.
pub(super) fn with(site: &Site, team: TeamIndex) -> (Vec<With<'_>>, usize) {
    let statistics = &site.snapshot.statistics;
    let all = statistics.together.with(team);
    let touched = statistics.overall.team(team).map_or(0, |part| part.touched.count());
    let row = |(other, together): &(TeamIndex, usize)| {
        let cells = |from: TeamIndex, to: TeamIndex| {
            let (reviewed, approved) = signed(site, from, to);
            let [to_reviewed, to_approved] = pair_links(site, from, to);
            let of = proposed(site, from);
            [ShareCell::new(reviewed, of, &to_reviewed), ShareCell::new(approved, of, &to_approved)]
        };
        let ([a, b], [c, d]) = (cells(team, *other), cells(*other, team));
        let pair = Party::Pair(team.min(*other), team.max(*other));
        With {
            team: site.views.team(*other),
            together: ShareCell::new(*together, touched, &party::link(site, pair, "together")),
            signed: [a, b, c, d],
        }
    };
    (all.iter().take(MOST_WITH).map(row).collect(), all.len().saturating_sub(MOST_WITH))
}

/// The pairs of teams that have a page: those of the matrix and of the teams' pages that signed a decision together. The
/// team that the config names first comes first.
pub(super) fn with_pages(site: &Site) -> BTreeSet<(TeamIndex, TeamIndex)> {
    let together = &site.snapshot.statistics.together;
    let shown = teams(site);
    let of = |team: TeamIndex| {
        let shown = &shown;
        let in_matrix = move |other: TeamIndex| shown.contains(&team) && shown.contains(&other);
        let with = together.with(team).iter().enumerate();
        let with = with.filter(move |(position, (other, _))| *position < MOST_WITH || in_matrix(*other));
        with.map(move |(_, (other, _))| (team.min(*other), team.max(*other)))
    };
    site.snapshot.log.teams.iter().flat_map(|(team, _)| of(team)).collect()
}

fn proposed(site: &Site, team: TeamIndex) -> usize {
    site.snapshot.statistics.overall.team(team).map_or(0, |part| part.proposed.count())
}

/// How many proposals of `from` were reviewed and approved by `to`.
fn signed(site: &Site, from: TeamIndex, to: TeamIndex) -> (usize, usize) {
    let count = |pair: &Pair| (pair.reviewed.len(), pair.approved.len());
    site.snapshot.statistics.overall.pairs.get(from, to).map_or((0, 0), count)
}
