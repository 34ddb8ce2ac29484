//! What the figures of a team, a side, a pair of teams or a person count.

use serde::Serialize;

use super::people;
use crate::error::Result;
use crate::model::{AdrIndex, SideIndex, TeamIndex};
use crate::render::audit::{self, Audit, AuditView, Column};
use crate::render::{Page, Site, pairs};
use crate::routes::{page_of, url};
use crate::statistics::{Part, Person, PersonIndex, SidePart};

/// Whose figures an audit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// A team.
    Team(TeamIndex),
    /// A side.
    Side(SideIndex),
    /// What the second team signed of the first one's proposals.
    Pair(TeamIndex, TeamIndex),
    /// A person; only where the config asks for people.
    Person(PersonIndex),
}

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
        Party::Person(index) => format!("people/{}", person(site, index).slug),
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

/// The pages of all teams, of all sides, of the pairs that the matrix shows, and of people where they are asked for.
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
    parties.extend((0..).map(PersonIndex).take(site.snapshot.statistics.people.len()).map(Party::Person));
    let pages = |party: Party| (1..=audit::pages(decisions(site, party).len())).map(move |number| Page::Party(party, number));
    parties.into_iter().flat_map(pages).collect()
}

fn person(site: &Site, index: PersonIndex) -> &Person {
    &site.snapshot.statistics.people[index.0 as usize]
}

/// The decisions that a party has a part in.
fn decisions(site: &Site, party: Party) -> Vec<AdrIndex> {
    let overall = &site.snapshot.statistics.overall;
    match party {
        Party::Person(index) => person(site, index).touched.decisions.clone(),
        Party::Team(team) => {
            let touched = overall.team(team).map(|part| part.touched.decisions.as_slice()).unwrap_or_default();
            union(touched, &waiting(site, party))
        }
        Party::Side(side) => {
            let touched = overall.side(side).map(|side| side.part.touched.decisions.as_slice()).unwrap_or_default();
            union(touched, &waiting(site, party))
        }
        Party::Pair(from, to) => {
            let Some(pair) = overall.pairs.get(from, to) else { return Vec::new() };
            union(&pair.reviewed, &pair.approved)
        }
    }
}

fn union(left: &[AdrIndex], right: &[AdrIndex]) -> Vec<AdrIndex> {
    let mut both: Vec<AdrIndex> = left.iter().chain(right).copied().collect();
    both.sort_unstable();
    both.dedup();
    both
}

/// The open proposals that wait for a team or side, in the order of the log.
fn waiting(site: &Site, party: Party) -> Vec<AdrIndex> {
    let open = &site.snapshot.statistics.open;
    match party {
        Party::Team(team) => open.on_team(team).map(|proposal| proposal.adr).collect(),
        Party::Side(side) => open.on_side(side).map(|proposal| proposal.adr).collect(),
        Party::Pair(..) | Party::Person(_) => Vec::new(),
    }
}

fn columns<'a>(site: &'a Site, party: Party, waiting: &'a [AdrIndex]) -> Vec<Column<'a>> {
    let on = |mut columns: Vec<Column<'a>>| {
        columns.push(Column::list(site, "waiting_on", site.theme.language.figure("waiting_on"), waiting));
        columns
    };
    let overall = &site.snapshot.statistics.overall;
    match party {
        Party::Person(index) => of_person(site, person(site, index)),
        Party::Team(team) => overall.team(team).map(|part| on(of_part(site, part))).unwrap_or_default(),
        Party::Side(side) => overall.side(side).map(|side| on(of_side(site, side))).unwrap_or_default(),
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
    columns.push(Column::numbers(site, "scrutiny", &side.scrutiny.sign_offs_of, &rate));
    columns.push(Column::days(site, "response_days", &side.response_received));
    columns
}

/// Counts alone: the definitions are those of teams, and do not hold for people.
fn of_person<'a>(site: &Site, person: &'a Person) -> Vec<Column<'a>> {
    let shares =
        [("touched", &person.touched), ("proposed", &person.proposed), ("reviewed", &person.reviewed), ("approved", &person.approved)];
    shares.into_iter().map(|(key, share)| Column::of_person(site, key, share)).collect()
}

pub(in crate::render) fn render(site: &Site, party: Party, number: usize) -> Result<String> {
    let language = &site.theme.language;
    let teams = &site.snapshot.log.teams;
    let (heading, intro) = match party {
        Party::Person(index) => (person(site, index).name.clone(), "person_intro"),
        Party::Team(team) => (language.fill("party_heading", &[("party", &teams.team(team).name)]), "party_team_intro"),
        Party::Side(side) => (language.fill("party_heading", &[("party", &teams.side(side).name)]), "party_side_intro"),
        Party::Pair(from, to) => {
            let names = [("from", teams.team(from).name.as_str()), ("to", teams.team(to).name.as_str())];
            (language.fill("party_pair_heading", &names), "party_pair_intro")
        }
    };
    let waiting = waiting(site, party);
    let audit = Audit::over(site, decisions(site, party), columns(site, party, &waiting));
    let all = match party {
        Party::Person(_) => Crumb { label: language.text("people"), url: Some(people::LIST.to_owned()) },
        _ => Crumb { label: language.text("nav_teams"), url: Some("teams/index.html".to_owned()) },
    };
    let of_team = match party {
        Party::Team(team) | Party::Pair(team, _) => Some(site.views.team(team)),
        Party::Side(_) | Party::Person(_) => None,
    };
    let of_team = of_team.map(|team| Crumb { label: &team.name, url: Some(team.url.clone()) });
    let here = Crumb { label: &heading, url: None };
    let data = Data {
        heading: &heading,
        intro: language.text(intro),
        crumbs: std::iter::once(all).chain(of_team).chain([here]).collect(),
        audit: audit.view(site, &base(site, party), number),
    };
    let title = if number == 1 { heading.clone() } else { format!("{heading} ({number})") };
    site.page("party", &route(site, party, number), &title, Some(data.intro), "audit.html", &data)
}

/// The address of a side's page.
pub(in crate::render) fn side_link(site: &Site, side: SideIndex, figure: &str) -> String {
    link(site, Party::Side(side), figure)
}

/// The address of a team's page.
pub(in crate::render) fn team_link(site: &Site, team: TeamIndex, figure: &str) -> String {
    link(site, Party::Team(team), figure)
}
