//! Who is who: teams by id, name and alias, people by name, address and handle.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use foldhash::HashMap;
use indexmap::IndexMap;
use jiff::civil::Date as Day;

use super::raw;
use crate::model::{CalendarDate, Side, SideIndex, Team, TeamIndex, Teams};
use crate::slug::Slugs;

/// The time during which a person is in a team; both ends included, open where `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Membership {
    /// The team.
    pub team: TeamIndex,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub until: Option<Day>,
}

impl Membership {
    /// Whether it holds on `day`; where the day is unknown, any membership does.
    #[must_use]
    pub fn holds_on(&self, day: Option<Day>) -> bool {
        day.is_none_or(|day| self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until))
    }
}

/// The teams of a config, and every name by which records may call them and their members.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    teams: Teams,
    /// Ids, names and aliases as the config writes them.
    team_names: Vec<String>,
    /// Teams that share a name do so at different times.
    names: HashMap<String, Vec<TeamIndex>>,
    people: HashMap<String, Vec<Membership>>,
    domains: HashMap<String, TeamIndex>,
    /// What to call a person, by every name, address and handle that the config has for them.
    names_of_people: HashMap<String, String>,
}

impl Directory {
    pub(super) fn new(raw: IndexMap<String, raw::Team>, problem: &mut impl FnMut(&str, String)) -> Self {
        let mut directory = Self::default();
        let mut sides: Vec<Side> = Vec::new();
        let mut side_slugs = Slugs::default();
        let mut team_slugs = Slugs::with_reserved(&["index"]);
        let mut teams = Vec::new();
        let mut slugs = Vec::new();
        for (id, raw) in raw {
            // A log with more than 2^32 teams cannot be written.
            let index = TeamIndex(teams.len() as u32);
            let mut day = |key: &str, text: &Option<String>| {
                let text = text.as_ref()?;
                let day = CalendarDate::from_iso(text).and_then(CalendarDate::day);
                if day.is_none() {
                    problem("teams", format!("`{key}` of team `{id}` is `{text}`, expected a day as YYYY-MM-DD"));
                }
                day
            };
            let name = raw.name.unwrap_or_else(|| id.clone());
            let (since, until) = (day("since", &raw.since), day("until", &raw.until));
            for member in raw.members {
                let (keys, name, from, until) = match member {
                    raw::Member::Text(text) => (identities(&text), name_in(&text), None, None),
                    raw::Member::Full { name, email, handle, from, until } => (
                        [name.clone(), email, handle].into_iter().flatten().map(|key| normalise(&key)).collect(),
                        name.unwrap_or_default(),
                        day("from", &from),
                        day("until", &until),
                    ),
                };
                for key in keys {
                    if !name.trim().is_empty() {
                        directory.names_of_people.entry(key.clone()).or_insert_with(|| name.trim().to_owned());
                    }
                    directory.people.entry(key).or_default().push(Membership { team: index, from, until });
                }
            }
            for alias in raw.aliases.iter().chain([&id, &name]) {
                directory.team_names.push(alias.clone());
                let named = directory.names.entry(normalise(alias)).or_default();
                if named.contains(&index) {
                    continue;
                }
                // A team that changes side is two teams, one after the other, and keeps its name.
                if let Some(other) = named.iter().find(|other| overlap(&teams[other.0 as usize], since, until)) {
                    problem(
                        "teams",
                        format!(
                            "`{alias}` names two teams, `{}` and `{id}`\n  hint: a name may go from one team to another if `until` of the one lies before `since` of the other",
                            id_of(&teams, *other)
                        ),
                    );
                }
                named.push(index);
            }
            for domain in raw.domains {
                let domain = domain.trim_start_matches('@').to_lowercase();
                if let Some(other) = directory.domains.insert(domain.clone(), index)
                    && other != index
                {
                    problem(
                        "teams",
                        format!(
                            "domain `{domain}` belongs to two teams, `{}` and `{id}`\n  hint: list the members instead",
                            id_of(&teams, other)
                        ),
                    );
                }
            }
            let side_name = raw.side.unwrap_or_else(|| name.clone());
            let side = sides.iter().position(|side| side.name == side_name).unwrap_or_else(|| {
                sides.push(Side { slug: side_slugs.unique(&side_name), name: side_name });
                sides.len() - 1
            });
            slugs.push(team_slugs.unique(&id));
            teams.push(Team {
                id,
                name,
                side: SideIndex(side as u32),
                about: raw.about,
                timezone: raw.timezone,
                contact: raw.contact,
                since,
                until,
            });
        }
        directory.teams = Teams::new(teams, sides, slugs);
        directory
    }

    /// Hashes all of it.
    pub(super) fn hash(&self, hasher: &mut impl Hasher) {
        fn sorted<V>(map: &HashMap<String, V>) -> BTreeMap<&String, &V> {
            map.iter().collect()
        }
        (&self.teams, &self.team_names, sorted(&self.names)).hash(hasher);
        (sorted(&self.people), sorted(&self.domains), sorted(&self.names_of_people)).hash(hasher);
    }

    /// The teams, in the config's order.
    #[must_use]
    pub fn teams(&self) -> &Teams {
        &self.teams
    }

    /// The team with this id, name or alias; letter case does not matter. Where several had it, the last in the config.
    #[must_use]
    pub fn team(&self, name: &str) -> Option<TeamIndex> {
        self.team_on(name, None)
    }

    /// The team that had this id, name or alias on `day`: where several did at different times, the one of that day.
    #[must_use]
    pub fn team_on(&self, name: &str, day: Option<Day>) -> Option<TeamIndex> {
        let named = self.names.get(&normalise(name))?;
        let is_there = |team: &&TeamIndex| {
            let Team { since, until, .. } = self.teams.team(**team);
            Membership { team: **team, from: *since, until: *until }.holds_on(day)
        };
        match named[..] {
            [only] => Some(only),
            _ => named.iter().rev().find(is_there).or(named.last()).copied(),
        }
    }

    /// The teams that the person with this name, address or handle was in on `day`.
    #[must_use]
    pub fn teams_of(&self, person: &str, day: Option<Day>) -> Vec<TeamIndex> {
        let mut teams: Vec<TeamIndex> = identities(person)
            .iter()
            .filter_map(|key| self.people.get(key))
            .flatten()
            .filter(|membership| membership.holds_on(day))
            .map(|membership| membership.team)
            .collect();
        if teams.is_empty()
            && let Some((_, domain)) = person.trim_end_matches('>').rsplit_once('@')
            && let Some(team) = self.domains.get(&domain.trim().to_lowercase())
        {
            teams.push(*team);
        }
        teams.sort_unstable();
        teams.dedup();
        teams
    }

    /// The teams that list somebody by exactly this name, address or handle, and did so for `day`.
    #[must_use]
    pub fn teams_of_member(&self, key: &str, day: Option<Day>) -> Vec<TeamIndex> {
        let memberships = self.people.get(&normalise(key)).map_or(&[][..], Vec::as_slice);
        let mut teams: Vec<TeamIndex> = memberships.iter().filter(|it| it.holds_on(day)).map(|it| it.team).collect();
        teams.sort_unstable();
        teams.dedup();
        teams
    }

    /// The team that an e-mail address belongs to by its domain.
    #[must_use]
    pub fn team_of_domain(&self, email: &str) -> Option<TeamIndex> {
        let (_, domain) = email.rsplit_once('@')?;
        self.domains.get(&domain.trim().to_lowercase()).copied()
    }

    /// What the config calls the person with this name, address or handle; `None` where it has no name for them.
    #[must_use]
    pub fn name_of(&self, person: &str) -> Option<&str> {
        identities(person).iter().find_map(|key| self.names_of_people.get(key)).map(String::as_str)
    }

    /// Whether any team knows this person, on whatever day.
    #[must_use]
    pub fn knows(&self, person: &str) -> bool {
        !self.teams_of(person, None).is_empty()
    }

    /// Every name of a team, for suggestions.
    pub(super) fn team_names(&self) -> impl Iterator<Item = &str> {
        self.team_names.iter().map(String::as_str)
    }

    /// Every name that a sign-off may use, for suggestions.
    pub fn known_names(&self) -> impl Iterator<Item = &str> {
        self.teams.iter().map(|(_, team)| team.id.as_str()).chain(self.people.keys().map(String::as_str))
    }
}

/// Whether a team takes part at some time between two days.
fn overlap(team: &Team, since: Option<Day>, until: Option<Day>) -> bool {
    let before = |end: Option<Day>, start: Option<Day>| end.zip(start).is_some_and(|(end, start)| end < start);
    !before(team.until, since) && !before(until, team.since)
}

fn id_of(teams: &[Team], index: TeamIndex) -> &str {
    teams.get(index.0 as usize).map_or("", |team| &team.id)
}

fn normalise(name: &str) -> String {
    name.trim().trim_start_matches('@').to_lowercase()
}

/// The name of `Ana Ruiz <ana@example.org> (@ana)`; empty where there are only an address and handles.
fn name_in(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| !word.contains('@'));
    words.collect::<Vec<_>>().join(" ")
}

/// The keys by which `Ana Ruiz <ana@example.org> (@ana)` can be found.
pub(crate) fn identities(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut name = String::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(['<', '>', '(', ')', ',']);
        if bare.starts_with('@') || (word.starts_with('<') && bare.contains('@')) {
            keys.push(normalise(bare));
        } else {
            name.push(' ');
            name.push_str(bare);
        }
    }
    let name = normalise(&name);
    if !name.is_empty() {
        keys.push(name);
    }
    keys
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    const TEAMS: &str = "
teams:
  platform:
    side: Northwind
    members: ['Ana Ruiz <ana@northwind.example>', { name: Bo Chen, handle: bo, until: 2026-03-31 }]
  halcyon:
    name: Halcyon
    domains: [halcyon.example]
    aliases: [Halcyon Team]
    members: [{ name: Bo Chen, from: 2026-04-01 }]
";

    #[test]
    fn a_team_is_found_by_id_name_and_alias_whatever_the_case() {
        let directory = Config::parse(TEAMS).unwrap().directory.unwrap();
        let halcyon = directory.team("halcyon").unwrap();
        assert_eq!(directory.team("HALCYON TEAM"), Some(halcyon));
        assert_eq!(directory.team("nobody"), None);
        assert_eq!(directory.teams().side(directory.teams().side_of(halcyon)).name, "Halcyon");
    }

    #[test]
    fn a_person_is_found_by_name_address_handle_and_domain() {
        let directory = Config::parse(TEAMS).unwrap().directory.unwrap();
        let platform = directory.team("platform").unwrap();
        for name in ["Ana Ruiz", "ana@northwind.example", "ana ruiz <ana@northwind.example>", "@bo"] {
            assert_eq!(directory.teams_of(name, None), [platform], "{name}");
        }
        assert_eq!(directory.teams_of("kim@halcyon.example", None), [directory.team("halcyon").unwrap()]);
    }

    #[test]
    fn a_person_is_called_what_the_config_calls_them_and_never_by_an_address() {
        let directory = Config::parse(TEAMS).unwrap().directory.unwrap();
        for name in ["ana@northwind.example", "ANA RUIZ", "Ana <ana@northwind.example>"] {
            assert_eq!(directory.name_of(name), Some("Ana Ruiz"), "{name}");
        }
        assert_eq!(directory.name_of("@bo"), Some("Bo Chen"));
        assert_eq!(directory.name_of("kim@halcyon.example"), None);
    }

    #[test]
    fn membership_counts_on_the_day_of_the_act() {
        let directory = Config::parse(TEAMS).unwrap().directory.unwrap();
        let day = |text| crate::model::CalendarDate::from_iso(text).unwrap().day();
        assert_eq!(directory.teams_of("Bo Chen", day("2026-03-31")), [directory.team("platform").unwrap()]);
        assert_eq!(directory.teams_of("Bo Chen", day("2026-04-01")), [directory.team("halcyon").unwrap()]);
    }

    #[test]
    fn a_team_that_changes_side_keeps_its_name() {
        let config = "teams:\n  mobile: { side: A, until: 2026-01-31 }\n  mobile-b: { name: Mobile, side: B, since: 2026-02-01 }\n";
        let directory = Config::parse(config).unwrap().directory.unwrap();
        let day = |text| crate::model::CalendarDate::from_iso(text).unwrap().day();
        let id = |day| directory.teams().team(directory.team_on("mobile", day).unwrap()).id.as_str();
        assert_eq!([id(day("2026-01-31")), id(day("2026-02-01")), id(None)], ["mobile", "mobile-b", "mobile-b"]);
    }

    #[test]
    fn two_teams_with_one_name_are_a_problem() {
        let error = Config::parse("teams: { a: { aliases: [x] }, b: { aliases: [X] } }").unwrap_err();
        assert!(error.to_string().contains("names two teams, `a` and `b`"), "{error}");
    }
}
