//! All teams, by side.

use serde::Serialize;

use crate::error::Result;
use crate::model::{Role, TeamIndex};
use crate::render::views::TeamRef;
use crate::render::{Page, Site};

#[derive(Serialize)]
struct Data<'a> {
    sides: Vec<SideView<'a>>,
    pairs: Option<()>,
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
    about: Option<&'a str>,
    proposed: usize,
    reviewed: usize,
    approved: usize,
    touched: usize,
    of: usize,
}

pub(super) fn summary(site: &Site, index: TeamIndex) -> TeamSummary<'_> {
    let participation = super::team::Participation::of(site, index);
    TeamSummary {
        team: site.views.team(index),
        about: site.snapshot.log.teams.team(index).about.as_deref(),
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
    let data = Data { sides: sides.collect(), pairs: None };
    site.page("teams", &site.route(Page::Teams), site.theme.language.text("nav_teams"), None, "teams.html", &data)
}
