//! What the figures of a team, a side, or a pair of teams count.

use serde::Serialize;

use crate::error::Result;
use crate::model::{AdrIndex, SideIndex, TeamIndex};
use crate::render::audit::{self, Audit, AuditView, Column};
use crate::render::{Page, Site, pairs};
use crate::routes::{page_of, url};
use crate::statistics::rows::Party;
use crate::statistics::{Part, SidePart};

#[derive(Serialize)]
struct Data<'a> {
    heading: &'a str,
    intro: &'a str,
    crumbs: Vec<Crumb<'a>>,
    audit: AuditView<'a>,
}

#[derive(Serialize)]
struct Crumb<'a> {
    label: &'a str,
    url: Option<String>,
}

/// The route of a party's pages without number and ending. No slug holds two hyphens in a row, so none of these is
/// another's.
fn base(site: &Site, party: Party) -> String {
    let teams = &site.snapshot.log.teams;
    match party {
        Party::Team(team) => format!("teams/{}--decisions", teams.slug(team)),
        Party::Side(side) => format!("sides/{}", teams.side(side).slug),
        Party::Pair(from, to) => format!("pairs/{}--{}", teams.slug(from), teams.slug(to)),
        Party::All => "statistics/all".to_owned(),
    }
}

/// The route of a page; `number` is 1-based.
pub(in crate::render) fn route(site: &Site, party: Party, number: usize) -> String {
    page_of(&base(site, party), number)
}

/// The address of what a figure of a party counts.
pub(in crate::render) fn link(site: &Site, party: Party, figure: &str) -> String {
    format!("{}#{figure}", url(&route(site, party, 1)))
}

/// The pages of all teams, of all sides, and of the pairs that the matrix shows.
pub(in crate::render) fn pages(site: &Site) -> Vec<Page> {
    let teams = &site.snapshot.log.teams;
    let mut parties: Vec<Party> = teams.iter().map(|(team, _)| Party::Team(team)).collect();
    if teams.sides().count() >= 2 {
        parties.extend(teams.sides().map(|(side, _)| Party::Side(side)));
    }
    let shown = pairs::teams(site);
    let overall = &site.snapshot.statistics.overall;
    let is_shown = |team: TeamIndex| shown.contains(&team);
    let pairs = overall.pairs.iter().filter(|pair| is_shown(pair.from) && is_shown(pair.to));
    parties.extend(pairs.map(|pair| Party::Pair(pair.from, pair.to)));
    let pages = |party: Party| (1..=audit::pages(decisions(site, party).len())).map(move |number| Page::Party(party, number));
    parties.into_iter().flat_map(pages).collect()
}

/// The decisions that a party has a part in.
fn decisions(site: &Site, party: Party) -> Vec<AdrIndex> {
    let overall = &site.snapshot.statistics.overall;
    match party {
        Party::All => overall.decisions.to_vec(),
        Party::Team(team) => overall.team(team).map(|part| part.touched.decisions.clone()).unwrap_or_default(),
        Party::Side(side) => overall.side(side).map(|side| side.part.touched.decisions.clone()).unwrap_or_default(),
        Party::Pair(from, to) => {
            let Some(pair) = overall.pairs.get(from, to) else { return Vec::new() };
            let mut both: Vec<AdrIndex> = pair.reviewed.iter().chain(&pair.approved).copied().collect();
            both.sort_unstable();
            both.dedup();
            both
        }
    }
}

fn columns(site: &Site, party: Party) -> Vec<Column<'_>> {
    let overall = &site.snapshot.statistics.overall;
    match party {
        Party::All => Vec::new(),
        Party::Team(team) => overall.team(team).map(|part| of_part(site, part)).unwrap_or_default(),
        Party::Side(side) => overall.side(side).map(|side| of_side(site, side)).unwrap_or_default(),
        Party::Pair(from, to) => {
            let Some(pair) = overall.pairs.get(from, to) else { return Vec::new() };
            vec![
                Column::list(site, "reviewed", site.theme.language.text("reviewed"), &pair.reviewed),
                Column::list(site, "approved", site.theme.language.text("approved"), &pair.approved),
            ]
        }
    }
}

fn of_part<'a>(site: &Site, part: &'a Part) -> Vec<Column<'a>> {
    vec![
        Column::share(site, "touched", &part.touched),
        Column::share(site, "proposed", &part.proposed),
        Column::share(site, "reviewed", &part.reviewed),
        Column::share(site, "approved", &part.approved),
        Column::share(site, "acceptance", &part.acceptance),
        Column::days(site, "response_given", &part.response_given),
    ]
}

fn of_side<'a>(site: &Site, side: &'a SidePart) -> Vec<Column<'a>> {
    let language = &site.theme.language;
    let mut columns = of_part(site, &side.part);
    let rate = side.scrutiny.rate().map_or_else(|| "–".to_owned(), |rate| language.decimal_always(rate));
    columns.push(Column::numbers(site, "scrutiny", &side.scrutiny.sign_offs_of, rate));
    columns.push(Column::days(site, "response_days", &side.response_received));
    columns
}

pub(in crate::render) fn render(site: &Site, party: Party, number: usize) -> Result<String> {
    let language = &site.theme.language;
    let teams = &site.snapshot.log.teams;
    let (heading, intro) = match party {
        Party::All => (String::new(), ""),
        Party::Team(team) => (language.fill("party_heading", &[("party", &teams.team(team).name)]), "party_team_intro"),
        Party::Side(side) => (language.fill("party_heading", &[("party", &teams.side(side).name)]), "party_side_intro"),
        Party::Pair(from, to) => {
            let names = [("from", teams.team(from).name.as_str()), ("to", teams.team(to).name.as_str())];
            (language.fill("party_pair_heading", &names), "party_pair_intro")
        }
    };
    let audit = Audit::over(site, decisions(site, party), columns(site, party));
    let team = match party {
        Party::Team(team) | Party::Pair(team, _) => Some(team),
        Party::Side(_) | Party::All => None,
    };
    let of_team = team.map(|team| Crumb { label: &teams.team(team).name, url: Some(site.views.team(team).url.clone()) });
    let all = Crumb { label: language.text("nav_teams"), url: Some("teams/index.html".to_owned()) };
    let here = Crumb { label: &heading, url: None };
    let data = Data {
        heading: &heading,
        intro: language.text(intro),
        crumbs: std::iter::once(all).chain(of_team).chain([here]).collect(),
        audit: audit.view(site, &base(site, party), number),
    };
    let title = if number == 1 { heading.clone() } else { format!("{heading} ({number})") };
    site.page("party", &route(site, party, number), &title, None, "audit.html", &data)
}

/// The address of a side's page.
pub(in crate::render) fn side_link(site: &Site, side: SideIndex, figure: &str) -> String {
    link(site, Party::Side(side), figure)
}

/// The address of a team's page.
pub(in crate::render) fn team_link(site: &Site, team: TeamIndex, figure: &str) -> String {
    link(site, Party::Team(team), figure)
}
