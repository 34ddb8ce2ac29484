//! A team's page: what it proposed, reviewed and approved.

use serde::Serialize;

use crate::error::Result;
use crate::model::TeamIndex;
use crate::render::evidence::{self, EvidenceRow};
use crate::render::figures::{self, FigureView, WaitingView};
use crate::render::lists::newest_first;
use crate::render::pages::party::team_link;
use crate::render::pairs::{self, With};
use crate::render::views::TeamRef;
use crate::render::{Page, SafeHtml, Site, html, trends};
use crate::routes::url;
use crate::statistics::{Part, Share};

/// Decisions that the page itself shows of each list.
const LATEST: usize = 10;

#[derive(Serialize)]
struct Data<'a> {
    team: &'a TeamRef,
    about_html: Option<SafeHtml>,
    timezone: Option<&'a str>,
    contact: Option<&'a str>,
    since: Option<String>,
    until: Option<String>,
    figures: Vec<FigureView>,
    lists: Vec<ListView<'a>>,
    waiting: Vec<WaitingView<'a>>,
    promises: Option<FigureView>,
    with: Vec<With<'a>>,
    /// Teams that it decides with less often.
    with_others: usize,
    evidence: Vec<EvidenceRow<'a>>,
    feed: String,
}

#[derive(Serialize)]
struct ListView<'a> {
    key: &'static str,
    label: &'a str,
    count: usize,
    of: usize,
    url: String,
    /// As HTML, one behind the other.
    rows: SafeHtml,
}

pub(in crate::render) fn render(site: &Site, index: TeamIndex) -> Result<String> {
    let log = &site.snapshot.log;
    let team = log.teams.team(index);
    let part = site.snapshot.statistics.overall.team(index);
    let route = site.route(Page::Team(index));
    let (with, with_others) = pairs::with(site, index);
    let data = Data {
        team: site.views.team(index),
        about_html: team.about.as_deref().map(|about| html::fragment(about, &route, site.surroundings()).into()),
        timezone: team.timezone.as_deref(),
        contact: team.contact.as_deref(),
        since: team.since.map(|day| day.to_string()),
        until: team.until.map(|day| day.to_string()),
        figures: part.map(|part| headline(site, index, part)).unwrap_or_default(),
        lists: part.map_or_else(|| Ok(Vec::new()), |part| lists(site, index, part))?,
        waiting: figures::waiting(site, site.snapshot.statistics.open.on_team(index)),
        promises: part
            .filter(|part| part.follow_through.actions() > 0)
            .map(|part| trends::follow_through_of(site, Some(index), &part.follow_through)),
        with,
        with_others,
        feed: url(&site.route(Page::Feed(Some(index)))),
        evidence: evidence::rows(site, std::iter::once(index)).into_iter().skip(1).collect(),
    };
    site.page("team", &route, &team.name, None, "team.html", &data)
}

/// What the team did, and how fast it answers.
fn headline(site: &Site, index: TeamIndex, part: &Part) -> Vec<FigureView> {
    let share = |key: &str, share: &Share| figures::share(site, key, share, Some(team_link(site, index, key)));
    vec![
        share("proposed", &part.proposed),
        share("reviewed", &part.reviewed),
        share("approved", &part.approved),
        share("acceptance", &part.acceptance),
        figures::days(site, "response_given", &part.response_given, Some(team_link(site, index, "response_given"))),
    ]
}

/// The latest decisions of each role.
fn lists<'a>(site: &'a Site, index: TeamIndex, part: &Part) -> Result<Vec<ListView<'a>>> {
    let roles = [("proposed", &part.proposed), ("reviewed", &part.reviewed), ("approved", &part.approved)];
    roles
        .into_iter()
        .map(|(key, share)| {
            let mut newest = share.counted.clone();
            newest_first(&site.snapshot.log, &mut newest);
            let rows = newest.into_iter().take(LATEST).map(|decision| site.row(decision)).collect::<Result<_>>()?;
            let (count, of) = (share.count(), share.of());
            Ok(ListView { key, label: site.theme.language.text(key), count, of, url: team_link(site, index, key), rows })
        })
        .collect()
}
