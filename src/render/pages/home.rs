//! The first page.

use serde::Serialize;

use super::statuses::{self, StatusCount};
use super::teams::{TeamSummary, summary};
use crate::diagnostic::Severity;
use crate::error::Result;
use crate::render::{Page, Site};

/// Decisions that the page shows.
const LATEST: usize = 10;

#[derive(Serialize)]
struct Data<'a> {
    figures: Vec<()>,
    statuses: Vec<StatusCount<'a>>,
    latest: Vec<String>,
    waiting: Vec<()>,
    teams: Vec<TeamSummary<'a>>,
    recent_problems: usize,
    signs: Vec<()>,
    one_sided_count: usize,
}

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let snapshot = &site.snapshot;
    let latest = site.lists.get(0).decisions.iter().take(LATEST);
    let data = Data {
        figures: Vec::new(),
        statuses: statuses::counts(site),
        latest: latest.map(|decision| site.row_at(*decision, "")).collect::<Result<Vec<_>>>()?,
        waiting: Vec::new(),
        teams: snapshot.log.teams.iter().take(12).map(|(index, _)| summary(site, index)).collect(),
        recent_problems: snapshot.diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Info).count(),
        signs: Vec::new(),
        one_sided_count: 0,
    };
    let title = snapshot.config.title.as_deref().unwrap_or_default();
    site.page("home", &site.route(Page::Home), title, snapshot.config.description.as_deref(), "home.html", &data)
}
