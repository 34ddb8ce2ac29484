//! A team's page: what it proposed, reviewed and approved.

use serde::Serialize;

use crate::error::Result;
use crate::model::{AdrIndex, Role, Status, TeamIndex};
use crate::render::evidence::{self, EvidenceRow};
use crate::render::figures::{self, FigureView, WaitingView};
use crate::render::lists::team_base;
use crate::render::views::TeamRef;
use crate::render::{Page, Site, html};

/// Decisions that the page itself shows of each list.
const LATEST: usize = 10;

#[derive(Serialize)]
struct Data<'a> {
    team: &'a TeamRef,
    about_html: Option<String>,
    timezone: Option<&'a str>,
    contact: Option<&'a str>,
    since: Option<String>,
    until: Option<String>,
    figures: Vec<FigureView>,
    lists: Vec<ListView<'a>>,
    waiting: Vec<WaitingView<'a>>,
    with: Vec<With<'a>>,
    evidence: Vec<EvidenceRow<'a>>,
}

#[derive(Serialize)]
struct ListView<'a> {
    key: &'static str,
    label: &'a str,
    count: usize,
    of: usize,
    url: String,
    rows: Vec<&'a str>,
}

/// Another team, and how many decisions both had a part in.
#[derive(Serialize)]
struct With<'a> {
    team: &'a TeamRef,
    decisions: usize,
    of: usize,
}

/// The decisions that a team had a part in, drafts apart.
pub(super) struct Participation<'a> {
    lists: [Option<&'a [AdrIndex]>; 3],
    pub(super) touched: usize,
    /// All decisions.
    pub(super) of: usize,
}

impl<'a> Participation<'a> {
    pub(super) fn of(site: &'a Site, team: TeamIndex) -> Self {
        let log = &site.snapshot.log;
        let overall = &site.snapshot.statistics.overall;
        let lists = Role::ALL.map(|role| site.lists.at(&team_base(log, team, role)).map(|list| list.decisions.as_slice()));
        Self { lists, touched: overall.team(team).map_or(0, |part| part.touched.count()), of: overall.decisions.len() }
    }

    fn decisions(&self, role: Role) -> &'a [AdrIndex] {
        self.lists[role as usize].unwrap_or_default()
    }

    pub(super) fn count(&self, role: Role) -> usize {
        self.decisions(role).len()
    }
}

pub(in crate::render) fn render(site: &Site, index: TeamIndex) -> Result<String> {
    let log = &site.snapshot.log;
    let team = log.teams.team(index);
    let participation = Participation::of(site, index);
    let route = site.route(Page::Team(index));
    let lists = Role::ALL
        .into_iter()
        .map(|role| {
            let decisions = participation.decisions(role);
            let rows = decisions.iter().take(LATEST).map(|decision| site.row(*decision)).collect::<Result<Vec<_>>>()?;
            Ok(ListView {
                key: role.verb(),
                label: site.theme.language.text(role.verb()),
                count: decisions.len(),
                of: participation.of,
                url: figures::team_list(site, index, role),
                rows,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let data = Data {
        team: site.views.team(index),
        about_html: team.about.as_deref().map(|about| html::fragment(about, &route, site.surroundings())),
        timezone: team.timezone.as_deref(),
        contact: team.contact.as_deref(),
        since: team.since.map(|day| day.to_string()),
        until: team.until.map(|day| day.to_string()),
        figures: headline(site, index),
        lists,
        waiting: figures::waiting(site, site.snapshot.statistics.open.on_team(index)),
        with: with(site, index, participation.touched),
        evidence: evidence::rows(site, std::iter::once(index)).into_iter().skip(1).collect(),
    };
    site.page("team", &route, &team.name, None, "team.html", &data)
}

/// What the team did, and how fast it answers.
fn headline(site: &Site, index: TeamIndex) -> Vec<FigureView> {
    let Some(part) = site.snapshot.statistics.overall.team(index) else { return Vec::new() };
    vec![
        figures::share(site, "proposed", &part.proposed, Some(figures::team_list(site, index, Role::Proposer))),
        figures::share(site, "reviewed", &part.reviewed, Some(figures::team_list(site, index, Role::Reviewer))),
        figures::share(site, "approved", &part.approved, Some(figures::team_list(site, index, Role::Approver))),
        figures::share(site, "acceptance", &part.acceptance, Some(figures::team_list(site, index, Role::Proposer))),
        figures::days(site, "response_given", &part.response_given),
    ]
}

/// With whom the team decides, most often first.
fn with(site: &Site, index: TeamIndex, touched: usize) -> Vec<With<'_>> {
    let log = &site.snapshot.log;
    let mut counts = vec![0_usize; log.teams.len()];
    for adr in log.adrs.iter().filter(|adr| adr.status != Some(Status::Draft)) {
        let mut teams: Vec<TeamIndex> = adr.sign_offs.iter().map(|sign_off| sign_off.team).collect();
        teams.sort_unstable();
        teams.dedup();
        if teams.contains(&index) {
            teams.into_iter().filter(|team| *team != index).for_each(|team| counts[team.0 as usize] += 1);
        }
    }
    let mut with: Vec<With<'_>> = site
        .views
        .teams
        .iter()
        .zip(counts)
        .filter(|(_, decisions)| *decisions > 0)
        .map(|(team, decisions)| With { team, decisions, of: touched })
        .collect();
    with.sort_by_key(|with| std::cmp::Reverse(with.decisions));
    with
}
