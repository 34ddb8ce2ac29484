//! A team's page: what it proposed, reviewed and approved.

use serde::Serialize;

use crate::error::Result;
use crate::model::{AdrIndex, Role, Status, TeamIndex};
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
    figures: Vec<()>,
    lists: Vec<ListView<'a>>,
    waiting: Vec<()>,
    with: Vec<With<'a>>,
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
    /// All decisions with a sign-off.
    pub(super) of: usize,
}

impl<'a> Participation<'a> {
    pub(super) fn of(site: &'a Site, team: TeamIndex) -> Self {
        let log = &site.snapshot.log;
        let recorded = log.adrs.iter().filter(|adr| adr.status != Some(Status::Draft) && !adr.sign_offs.is_empty());
        let (mut touched, mut of) = (0, 0);
        for adr in recorded {
            of += 1;
            touched += usize::from(adr.sign_offs.iter().any(|sign_off| sign_off.team == team));
        }
        let lists = Role::ALL.map(|role| site.lists.at(&team_base(log, team, role)).map(|list| list.decisions.as_slice()));
        Self { lists, touched, of }
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
                url: crate::routes::url(&team_base(log, index, role)) + ".html",
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
        figures: Vec::new(),
        lists,
        waiting: Vec::new(),
        with: with(site, index, participation.touched),
    };
    site.page("team", &route, &team.name, None, "team.html", &data)
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
