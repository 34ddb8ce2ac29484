//! What the figures of a team, a side, a pair of teams or a person count.

use serde::Serialize;

use super::people;
use crate::error::Result;
use crate::model::{AdrIndex, SideIndex, TeamIndex};
use crate::render::audit::{self, Audit, AuditView, Column};
use crate::render::{Page, Site, evidence, pairs};
use crate::routes::{page_of, url};
use crate::statistics::{OpenProposal, Pair, Part, Person, PersonIndex, SidePart};

/// Whose figures an audit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// A team.
    Team(TeamIndex),
    /// A side.
    Side(SideIndex),
    /// What two teams decided together; the one that the config names first comes first.
    Pair(TeamIndex, TeamIndex),
    /// Everybody: what stands behind all sign-offs; only where there is history.
    All,
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
        Party::All => "figures/sign-offs".to_owned(),
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

/// The pages of all teams, of all sides, of the pairs that other pages show, and of people where they are asked for.
pub(in crate::render) fn pages(site: &Site) -> Vec<Page> {
    let teams = &site.snapshot.log.teams;
    let mut parties: Vec<Party> = teams.iter().map(|(team, _)| Party::Team(team)).collect();
    if teams.sides().count() >= 2 {
        parties.extend(teams.sides().map(|(side, _)| Party::Side(side)));
    }
    parties.extend(pairs::with_pages(site).into_iter().map(|(first, second)| Party::Pair(first, second)));
    parties.extend((site.snapshot.statistics.overall.evidence.all > 0).then_some(Party::All));
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
        Party::Person(index) => person(site, index).touched.counted.clone(),
        Party::Team(team) => {
            let touched = overall.team(team).map(|part| part.touched.counted.as_slice()).unwrap_or_default();
            union(touched, &waiting(site, party))
        }
        Party::Side(side) => {
            let touched = overall.side(side).map(|side| side.part.touched.counted.as_slice()).unwrap_or_default();
            union(touched, &waiting(site, party))
        }
        Party::Pair(first, second) => together(site, first, second),
        Party::All => overall.participation.recorded.counted.clone(),
    }
}

/// The decisions that two teams both signed, in the order of the log.
fn together(site: &Site, first: TeamIndex, second: TeamIndex) -> Vec<AdrIndex> {
    let touched = |team| site.snapshot.statistics.overall.team(team).map(|part| part.touched.counted.as_slice()).unwrap_or_default();
    let of_second = touched(second);
    touched(first).iter().copied().filter(|adr| of_second.binary_search(adr).is_ok()).collect()
}

fn union(left: &[AdrIndex], right: &[AdrIndex]) -> Vec<AdrIndex> {
    let mut both: Vec<AdrIndex> = left.iter().chain(right).copied().collect();
    both.sort_unstable();
    both.dedup();
    both
}

/// The open proposals that wait for a team or side, in the order of the log.
fn open(site: &Site, party: Party) -> Vec<&OpenProposal> {
    let open = &site.snapshot.statistics.open;
    match party {
        Party::Team(team) => open.on_team(team).collect(),
        Party::Side(side) => open.on_side(side).collect(),
        Party::Pair(..) | Party::Person(_) | Party::All => Vec::new(),
    }
}

fn waiting(site: &Site, party: Party) -> Vec<AdrIndex> {
    open(site, party).into_iter().map(|proposal| proposal.adr).collect()
}

/// What waits for a party, and what waits longer than agreed where something was agreed.
fn of_waiting(site: &Site, party: Party) -> Vec<Column<'_>> {
    let list = |key, decisions: Vec<AdrIndex>| Column::list(site, key, site.theme.language.figure(key).to_owned(), decisions);
    let mut columns = vec![list("waiting_on", waiting(site, party))];
    if site.snapshot.config.policy.proposed.answer_within_days.is_some() {
        let late = open(site, party).into_iter().filter(|proposal| proposal.overdue_days.is_some());
        columns.push(list("past_policy", late.map(|proposal| proposal.adr).collect()));
    }
    columns
}

fn columns(site: &Site, party: Party) -> Vec<Column<'_>> {
    let overall = &site.snapshot.statistics.overall;
    let mut columns = match party {
        Party::Person(index) => of_person(site, person(site, index)),
        Party::Team(team) => overall.team(team).map(|part| of_part(site, part)).unwrap_or_default(),
        Party::Side(side) => overall.side(side).map(|side| of_side(site, side)).unwrap_or_default(),
        Party::Pair(first, second) => return of_pair(site, first, second),
        Party::All => return of_evidence(site, None),
    };
    match party {
        Party::Team(team) => {
            columns.extend(of_waiting(site, party));
            columns.extend(of_evidence(site, Some(team)));
        }
        Party::Side(_) => columns.extend(of_waiting(site, party)),
        Party::Pair(..) | Party::Person(_) | Party::All => {}
    }
    columns
}

/// What each of two teams signed of the other's proposals.
fn of_pair(site: &Site, first: TeamIndex, second: TeamIndex) -> Vec<Column<'_>> {
    let language = &site.theme.language;
    let teams = &site.snapshot.log.teams;
    let overall = &site.snapshot.statistics.overall;
    let mut columns = vec![Column::list(site, "together", language.figure("together").to_owned(), together(site, first, second))];
    for (from, to, [reviewed, approved]) in [(first, second, SECOND_SIGNED), (second, first, FIRST_SIGNED)] {
        let names = [("from", teams.team(from).name.as_str()), ("to", teams.team(to).name.as_str())];
        let signed = |list: fn(&Pair) -> &Vec<AdrIndex>| overall.pairs.get(from, to).map(|pair| list(pair).as_slice()).unwrap_or_default();
        columns.push(Column::list(site, reviewed, language.fill("pair_reviewed", &names), signed(|pair| &pair.reviewed)));
        columns.push(Column::list(site, approved, language.fill("pair_approved", &names), signed(|pair| &pair.approved)));
    }
    columns
}

/// The columns of a pair's page: what the second team reviewed and approved of the first one's proposals, and the other
/// way round.
const SECOND_SIGNED: [&str; 2] = ["second_reviewed", "second_approved"];
const FIRST_SIGNED: [&str; 2] = ["first_reviewed", "first_approved"];

/// The addresses of what `to` reviewed and approved of the proposals of `from`.
pub(in crate::render) fn pair_links(site: &Site, from: TeamIndex, to: TeamIndex) -> [String; 2] {
    let (pair, keys) = if from < to { (Party::Pair(from, to), SECOND_SIGNED) } else { (Party::Pair(to, from), FIRST_SIGNED) };
    keys.map(|key| link(site, pair, key))
}

/// How many sign-offs of a team, or of all, have evidence of each kind; nothing where there is no history.
fn of_evidence(site: &Site, team: Option<TeamIndex>) -> Vec<Column<'_>> {
    let overall = &site.snapshot.statistics.overall;
    let backings = team.map_or(Some(&overall.evidence), |team| overall.team(team).map(|part| &part.evidence));
    let Some(backings) = backings.filter(|backings| backings.all > 0) else { return Vec::new() };
    let counted = evidence::by_decision(site, team);
    let share = |(key, count, of): (&'static str, usize, usize)| {
        let numbers = counted.get(key).cloned().unwrap_or_default();
        let total = if of == 0 { "–".to_owned() } else { site.theme.language.share(count, of) };
        Column::numbers(site, key, numbers, total)
    };
    backings.shares().into_iter().map(share).collect()
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
    let n = language.number(side.scrutiny.of() as i64);
    let total = format!("{rate} {}", language.fill("over_n", &[("n", &n)]));
    columns.push(Column::numbers(site, "scrutiny", &side.scrutiny.sign_offs_of, total));
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
        Party::Pair(first, second) => {
            let names = [("first", teams.team(first).name.as_str()), ("second", teams.team(second).name.as_str())];
            (language.fill("party_pair_heading", &names), "party_pair_intro")
        }
        Party::All => (language.text("evidence_heading").to_owned(), "evidence_intro"),
    };
    let audit = Audit::over(site, base(site, party), |_| decisions(site, party), columns(site, party));
    let all = match party {
        Party::Person(_) => Crumb { label: language.text("people"), url: Some(people::LIST.to_owned()) },
        Party::All => Crumb { label: language.text("nav_statistics"), url: Some("statistics/index.html".to_owned()) },
        _ => Crumb { label: language.text("nav_teams"), url: Some("teams/index.html".to_owned()) },
    };
    let of_team = match party {
        Party::Team(team) | Party::Pair(team, _) => Some(site.views.team(team)),
        Party::Side(_) | Party::Person(_) | Party::All => None,
    };
    let of_team = of_team.map(|team| Crumb { label: &team.name, url: Some(team.url.clone()) });
    let here = Crumb { label: &heading, url: None };
    let data = Data {
        heading: &heading,
        intro: language.text(intro),
        crumbs: std::iter::once(all).chain(of_team).chain([here]).collect(),
        audit: audit.view(site, number),
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
