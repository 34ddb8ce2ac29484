//! All teams, by side.

use serde::Serialize;

use crate::error::Result;
use crate::model::TeamIndex;
use crate::render::pages::party::team_link;
use crate::render::pairs::{self, PairMatrix};
use crate::render::views::TeamRef;
use crate::render::{Page, Site};
use crate::statistics::{Part, Share};

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
    /// The decisions behind the counts; the figure's key follows.
    url: String,
}

/// The first paragraph of a markdown text, without marks.
fn first_paragraph(markdown: &str) -> String {
    let paragraph = markdown.trim().split("\n\n").next().unwrap_or_default();
    paragraph.replace(['*', '`', '_'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(super) fn summary(site: &Site, index: TeamIndex) -> TeamSummary<'_> {
    let overall = &site.snapshot.statistics.overall;
    let count = |share: fn(&Part) -> &Share| overall.team(index).map_or(0, |part| share(part).count());
    TeamSummary {
        team: site.views.team(index),
        about: site.snapshot.log.teams.team(index).about.as_deref().map(first_paragraph),
        proposed: count(|part| &part.proposed),
        reviewed: count(|part| &part.reviewed),
        approved: count(|part| &part.approved),
        touched: count(|part| &part.touched),
        of: overall.decisions.len(),
        url: team_link(site, index, ""),
    }
}

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let teams = &site.snapshot.log.teams;
    let sides = teams.sides().map(|(side_index, side)| SideView {
        name: &side.name,
        index: side_index.0,
        teams: teams.iter().filter(|(_, team)| team.side == side_index).map(|(index, _)| summary(site, index)).collect(),
    });
    let data = Data { sides: sides.collect(), pairs: pairs::matrix(site) };
    site.page(
        "teams",
        &site.route(Page::Teams),
        site.theme.language.text("nav_teams"),
        Some(site.theme.language.text("teams_intro")),
        "teams.html",
        &data,
    )
}
