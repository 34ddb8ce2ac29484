//! All teams, by side.

use serde::Serialize;

use crate::error::Result;
use crate::model::{Role, TeamIndex};
use crate::render::views::TeamRef;
use crate::render::{Page, Site};

#[derive(Serialize)]
struct Data<'a> {
    sides: Vec<SideView<'a>>,
    pairs: Option<PairMatrix<'a>>,
}

#[derive(Serialize)]
struct SideView<'a> {
    name: &'a str,
    index: u32,
    teams: Vec<TeamSummary<'a>>,
}

/// A team and how much it did.
#[derive(Serialize)]
pub(super) struct TeamSummary<'a> {
    team: &'a TeamRef,
    about: Option<String>,
    proposed: usize,
    reviewed: usize,
    approved: usize,
    touched: usize,
    of: usize,
}

/// Who answers whom.
#[derive(Serialize)]
struct PairMatrix<'a> {
    teams: Vec<&'a TeamRef>,
    rows: Vec<PairRow<'a>>,
}

/// Proposals of one team, by who signed them.
#[derive(Serialize)]
struct PairRow<'a> {
    from: &'a TeamRef,
    cells: Vec<PairCell>,
}

#[derive(Serialize)]
struct PairCell {
    reviewed: usize,
    approved: usize,
    same_side: bool,
    #[serde(rename = "self")]
    same_team: bool,
}

/// Beyond this a matrix is a wall of numbers.
const MOST_TEAMS: usize = 24;

fn pair_matrix(site: &Site) -> Option<PairMatrix<'_>> {
    let teams = &site.snapshot.log.teams;
    if !(2..=MOST_TEAMS).contains(&teams.len()) {
        return None;
    }
    let pairs = &site.snapshot.statistics.overall.pairs;
    let rows = teams.iter().map(|(from, _)| PairRow {
        from: site.views.team(from),
        cells: teams
            .iter()
            .map(|(to, _)| {
                let pair = pairs.get(from, to);
                PairCell {
                    reviewed: pair.map_or(0, |pair| pair.reviewed.len()),
                    approved: pair.map_or(0, |pair| pair.approved.len()),
                    same_side: teams.side_of(from) == teams.side_of(to),
                    same_team: from == to,
                }
            })
            .collect(),
    });
    Some(PairMatrix { teams: site.views.teams.iter().collect(), rows: rows.collect() })
}

/// The first paragraph of a markdown text, without marks.
fn first_paragraph(markdown: &str) -> String {
    let paragraph = markdown.trim().split("\n\n").next().unwrap_or_default();
    paragraph.replace(['*', '`', '_'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn summary(site: &Site, index: TeamIndex) -> TeamSummary<'_> {
    let participation = super::team::Participation::of(site, index);
    TeamSummary {
        team: site.views.team(index),
        about: site.snapshot.log.teams.team(index).about.as_deref().map(first_paragraph),
        proposed: participation.count(Role::Proposer),
        reviewed: participation.count(Role::Reviewer),
        approved: participation.count(Role::Approver),
        touched: participation.touched,
        of: participation.of,
    }
}

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let teams = &site.snapshot.log.teams;
    let sides = teams.sides().map(|(side_index, side)| SideView {
        name: &side.name,
        index: side_index.0,
        teams: teams.iter().filter(|(_, team)| team.side == side_index).map(|(index, _)| summary(site, index)).collect(),
    });
    let data = Data { sides: sides.collect(), pairs: pair_matrix(site) };
    site.page("teams", &site.route(Page::Teams), site.theme.language.text("nav_teams"), None, "teams.html", &data)
}
