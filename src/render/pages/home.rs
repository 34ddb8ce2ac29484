//! The first page.

use serde::Serialize;

use super::statuses::{self, StatusCount};
use super::teams::{TeamSummary, summary};
use crate::diagnostic::Severity;
use crate::error::Result;
use crate::render::figures::{self, FigureView, SignView, WaitingView};
use crate::render::lists::{List, figure_base};
use crate::render::{Page, SafeHtml, Site, trends};

/// Decisions that the page shows.
const LATEST: usize = 10;

/// Waiting proposals that the page shows; the others are on the page of statistics.
const WAITING: usize = 6;

#[derive(Serialize)]
struct Data<'a> {
    figures: Vec<FigureView>,
    statuses: Vec<StatusCount<'a>>,
    /// Rows as HTML, one behind the other.
    latest: SafeHtml,
    waiting: Vec<WaitingView<'a>>,
    teams: Vec<TeamSummary<'a>>,
    recent_problems: usize,
    signs: Vec<SignView>,
    one_sided_count: usize,
    one_sided_url: Option<String>,
}

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let snapshot = &site.snapshot;
    let latest = site.lists().get(0).decisions.iter().take(LATEST);
    let data = Data {
        figures: headline(site),
        statuses: statuses::counts(site),
        latest: latest.map(|decision| site.row_at(*decision, "")).collect::<Result<String>>()?.into(),
        waiting: figures::waiting(site, snapshot.statistics.open.asking()).into_iter().take(WAITING).collect(),
        teams: snapshot.log.teams.iter().take(12).map(|(index, _)| summary(site, index)).collect(),
        recent_problems: snapshot.diagnostics.iter().filter(|diagnostic| diagnostic.severity > Severity::Info).count(),
        signs: figures::signs(site),
        one_sided_count: snapshot.statistics.overall.participation.one_sided.len(),
        one_sided_url: site.lists().at(&figure_base("one_sided")).map(List::url),
    };
    let title = snapshot.config.title.as_deref().unwrap_or_default();
    site.page("home", &site.route(Page::Home), title, snapshot.config.description.as_deref(), "home.html", &data)
}

/// The figures that say at one look whether the sides decide together; none in a log of one side.
fn headline(site: &Site) -> Vec<FigureView> {
    let overall = &site.snapshot.statistics.overall;
    let took = &overall.participation;
    if took.recorded.count() == 0 || site.snapshot.log.teams.sides().count() < 2 {
        return Vec::new();
    }
    vec![trends::both_side(site), trends::cross_review(site), trends::response(site), trends::approved_without_review(site)]
}
