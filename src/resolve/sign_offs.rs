//! From names in records to teams.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use jiff::civil::Date as Day;

use super::day_of;
use crate::config::{Config, DateOrder, Directory};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{CalendarDate, Outcome, PeopleRole, Role, Side, SideIndex, SignOff, SignOffSource, Team, TeamIndex, Teams};
use crate::parse::{Claim, Draft};
use crate::slug::Slugs;

/// Knows the teams: from the config, or, where it names none, from the sign-offs themselves.
pub(super) enum Who<'a> {
    Directory { directory: &'a Directory, count_people: bool },
    Names { teams: Teams, by_name: HashMap<String, TeamIndex> },
}

impl<'a> Who<'a> {
    pub(super) fn new(config: &'a Config, records: &[Arc<Draft>]) -> Self {
        if let Some(directory) = &config.directory {
            return Self::Directory { directory, count_people: config.count_people };
        }
        let actions = records.iter().flat_map(|record| record.actions.iter().filter_map(|action| action.team.as_deref()));
        let drops = records.iter().flat_map(|record| record.context.iter().filter_map(|drop| drop.team.as_deref()));
        let names = records.iter().flat_map(|record| record.sign_offs.iter().flat_map(team_names));
        // Few names, said often: hashing them is much cheaper than sorting all of what is said.
        // A team that the policy names is one, also before it has signed anything.
        let rules = config.policy.tags.values().flat_map(|rule| rule.reviewed_by.iter().chain(&rule.approved_by)).map(String::as_str);
        let names: HashSet<&str> = names.chain(actions).chain(drops).chain(rules).map(str::trim).filter(|name| !name.is_empty()).collect();
        let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        names.sort_unstable();
        let mut slugs = Slugs::with_reserved(&["index"]);
        let mut side_slugs = Slugs::default();
        let by_name = names.iter().cloned().zip((0..).map(TeamIndex)).collect();
        let sides = names.iter().map(|name| Side { name: display_name(name), slug: side_slugs.unique(name) }).collect();
        let team_slugs = names.iter().map(|name| slugs.unique(name)).collect();
        let teams = (0..).zip(&names).map(|(index, name)| Team {
            id: display_name(name),
            name: display_name(name),
            side: SideIndex(index),
            about: None,
            timezone: None,
            contact: None,
            since: None,
            until: None,
        });
        Self::Names { teams: Teams::new(teams.collect(), sides, team_slugs), by_name }
    }

    pub(super) fn into_teams(self) -> Teams {
        match self {
            Self::Directory { directory, .. } => directory.teams().clone(),
            Self::Names { teams, .. } => teams,
        }
    }

    /// The team of this name.
    pub(super) fn team(&self, name: &str) -> Option<TeamIndex> {
        match self {
            Self::Directory { directory, .. } => directory.team(name),
            Self::Names { by_name, .. } => by_name.get(name.trim()).or_else(|| by_name.get(&display_name(name))).copied(),
        }
    }

    /// Says that a name is unknown, with the nearest known one.
    pub(super) fn unknown(&self, path: &str, place: (u32, u32), name: &str, what: &str) -> Diagnostic {
        let nearest = match self {
            Self::Directory { directory, .. } => nearest(name, directory.known_names()),
            Self::Names { .. } => None,
        };
        let hint = match nearest {
            Some(nearest) => format!("did you mean `{nearest}`? Otherwise add it under `teams` in adrsite.yaml"),
            None => "add it under `teams` in adrsite.yaml, as a team, an alias or a member".to_owned(),
        };
        Diagnostic::new(Code::UnknownTeam, path, place, format!("{what} `{name}`, expected a team or a member of one")).hint(hint)
    }

    /// The sign-offs of a record, those that are declared first.
    pub(super) fn sign_offs(
        &self,
        draft: &Draft,
        order: DateOrder,
        date: Option<CalendarDate>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<SignOff> {
        let mut sign_offs: Vec<SignOff> = Vec::new();
        for claim in &draft.sign_offs {
            let claim_date = claim.date.map(|date| date.settle(order));
            // Membership counts on the day of the act; without one, on the day of the record.
            let day = day_of(claim_date).or(day_of(date));
            for (team, people) in self.resolve(claim, day, &draft.path, diagnostics) {
                sign_offs.push(SignOff {
                    role: claim.role,
                    team,
                    people,
                    date: claim_date,
                    date_from_history: false,
                    outcome: claim.outcome,
                    note: claim.note.clone(),
                    source: SignOffSource::Declared,
                    line: claim.place.0,
                });
            }
        }
        self.add_mapped(draft, day_of(date), &mut sign_offs);
        sign_offs.sort_by_key(|sign_off| sign_off.role);
        sign_offs
    }

    /// The teams that a claim speaks for, each with its people.
    fn resolve(&self, claim: &Claim, day: Option<Day>, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<(TeamIndex, Vec<String>)> {
        let Self::Directory { directory, .. } = self else {
            let people = if claim.team.is_some() { claim.by.iter().map(|name| display_name(name)).collect() } else { Vec::new() };
            return team_names(claim).filter_map(|name| self.team(name)).map(|team| (team, Vec::clone(&people))).collect();
        };
        let what = format!("`{}` names", claim.role.key());
        if let Some(name) = &claim.name {
            if let Some(team) = directory.team_on(name, day) {
                return vec![(team, Vec::new())];
            }
            return self
                .team_of_person(directory, name, day, claim, path, &what, diagnostics)
                .map(|team| (team, vec![known_as(directory, name)]))
                .into_iter()
                .collect();
        }
        let people: Vec<String> = claim.by.iter().map(|name| known_as(directory, name)).collect();
        if let Some(name) = &claim.team {
            let Some(team) = directory.team_on(name, day) else {
                diagnostics.push(self.unknown(path, claim.place, name, &what));
                return Vec::new();
            };
            for person in &claim.by {
                let teams = directory.teams_of(person, day);
                if !teams.is_empty() && !teams.contains(&team) {
                    let other = &directory.teams().team(teams[0]).id;
                    diagnostics.push(
                        Diagnostic::new(
                            Code::TeamContradiction,
                            path,
                            claim.place,
                            format!("the sign-off is for team `{name}`, but `{}` is in `{other}`", display_name(person)),
                        )
                        .hint("correct `team` or `by`, or the members in adrsite.yaml"),
                    );
                }
            }
            return vec![(team, people)];
        }
        let mut found: Vec<(TeamIndex, Vec<String>)> = Vec::new();
        for person in &claim.by {
            if let Some(team) = self.team_of_person(directory, person, day, claim, path, &what, diagnostics) {
                match found.iter_mut().find(|(known, _)| *known == team) {
                    Some((_, people)) => people.push(known_as(directory, person)),
                    None => found.push((team, vec![known_as(directory, person)])),
                }
            }
        }
        found
    }

    #[allow(clippy::too_many_arguments, reason = "all of it goes into the message")]
    fn team_of_person(
        &self,
        directory: &Directory,
        name: &str,
        day: Option<Day>,
        claim: &Claim,
        path: &str,
        what: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<TeamIndex> {
        let teams = directory.teams_of(name, day);
        match teams[..] {
            [team] => Some(team),
            [] if directory.knows(name) => {
                let on = day.map_or_else(String::new, |day| format!(" on {day}"));
                diagnostics.push(
                    Diagnostic::new(
                        Code::UnknownTeam,
                        path,
                        claim.place,
                        format!("{what} `{}`, who was in no team{on}", display_name(name)),
                    )
                    .hint("correct `from` and `until` of the member in adrsite.yaml, or the date of the sign-off"),
                );
                None
            }
            [] => {
                diagnostics.push(self.unknown(path, claim.place, name, what));
                None
            }
            _ => {
                let list = teams.iter().map(|team| format!("`{}`", directory.teams().team(*team).id)).collect::<Vec<_>>().join(", ");
                diagnostics.push(
                    Diagnostic::new(Code::UnknownTeam, path, claim.place, format!("{what} `{}`, who is in {list}", display_name(name)))
                        .hint("say for which team: `{ team: …, by: … }`"),
                );
                None
            }
        }
    }

    /// Adds people of other formats for the team that the config gives them.
    fn add_mapped(&self, draft: &Draft, day: Option<Day>, sign_offs: &mut Vec<SignOff>) {
        let Self::Directory { directory, count_people: true } = self else { return };
        let declared: Vec<(Role, TeamIndex)> = sign_offs.iter().map(|sign_off| (sign_off.role, sign_off.team)).collect();
        for claim in &draft.people {
            let role = match claim.role {
                PeopleRole::Author => Role::Proposer,
                PeopleRole::Consulted => Role::Reviewer,
                PeopleRole::Decider => Role::Approver,
                PeopleRole::Informed => continue,
            };
            let (team, person) = match directory.team_on(&claim.name, day) {
                Some(team) => (team, None),
                None => match directory.teams_of(&claim.name, day)[..] {
                    [team] => (team, Some(known_as(directory, &claim.name))),
                    _ => continue,
                },
            };
            if declared.contains(&(role, team)) {
                continue;
            }
            match sign_offs.iter_mut().find(|known| known.role == role && known.team == team) {
                Some(known) => known.people.extend(person),
                None => sign_offs.push(SignOff {
                    role,
                    team,
                    people: person.into_iter().collect(),
                    date: None,
                    date_from_history: false,
                    outcome: Outcome::Agrees,
                    note: None,
                    source: SignOffSource::Mapped,
                    line: claim.line,
                }),
            }
        }
    }
}

/// Reads the sign-offs of single drafts with the teams of a resolved log: those of versions that are no part of it.
pub(crate) struct Signers<'a> {
    who: Who<'a>,
}

impl<'a> Signers<'a> {
    pub(crate) fn new(config: &'a Config, teams: &'a Teams) -> Self {
        let who = match &config.directory {
            Some(directory) => Who::Directory { directory, count_people: config.count_people },
            None => {
                let by_name = teams.iter().map(|(index, team)| (team.id.clone(), index)).collect();
                Who::Names { teams: teams.clone(), by_name }
            }
        };
        Self { who }
    }

    /// The sign-offs of a draft. Names that are in no team any more are left out.
    pub(crate) fn of(&self, draft: &Draft, order: DateOrder) -> Vec<SignOff> {
        self.who.sign_offs(draft, order, draft.date.map(|date| date.settle(order)), &mut Vec::new())
    }
}

/// The team names of a claim where every name is a team.
fn team_names(claim: &Claim) -> impl Iterator<Item = &str> {
    let name = claim.name.as_ref().or(claim.team.as_ref());
    let people = if name.is_none() { claim.by.as_slice() } else { &[] };
    name.into_iter().chain(people).map(|name| name.trim()).filter(|name| !name.is_empty())
}

/// What the config calls a person; a handle or an address says less than a name.
fn known_as(directory: &Directory, name: &str) -> String {
    display_name(directory.name_of(name).unwrap_or(name))
}

/// A name without its e-mail address: no address is ever published.
pub(crate) fn display_name(name: &str) -> String {
    // Almost all names are plain, and there are a few for each record.
    let is_plain = |ch: char| ch != '@' && (ch == ' ' || !ch.is_whitespace());
    if name.chars().all(is_plain) && !name.contains("  ") {
        return name.trim().to_owned();
    }
    let outside = match (name.find('<'), name.rfind('>')) {
        (Some(open), Some(close)) if open < close && name[open..close].contains('@') => format!("{} {}", &name[..open], &name[close + 1..]),
        _ => name.to_owned(),
    };
    let words: Vec<String> = outside
        .split_whitespace()
        .map(|word| {
            let bare = word.trim_matches(['(', ')', '<', '>', ',', ';']);
            match bare.split_once('@') {
                // `ana@x.example` is an address, `@ana` a handle, `UCS@school` a name.
                Some((local, domain)) if !local.is_empty() && domain.contains('.') => local.to_owned(),
                _ => word.to_owned(),
            }
        })
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::display_name;

    #[test]
    fn no_address_is_in_a_displayed_name() {
        assert_eq!(display_name("Ana Ruiz <ana@x.example>"), "Ana Ruiz");
        assert_eq!(display_name("ana@x.example"), "ana");
        assert_eq!(display_name("@ana"), "@ana");
        assert_eq!(display_name("UCS@school team"), "UCS@school team");
        assert_eq!(display_name("Kim (kim@x.example)"), "Kim kim");
    }
}
