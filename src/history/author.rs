//! For which team the author of a commit spoke.

use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

use super::repository::{Commit, CommitIndex, Identity, Repository};
use super::{Deed, Mailmap};
use crate::config::Directory;
use crate::model::{TeamIndex, Teams};
use crate::resolve::display_name;

/// Knows the authors of a repository.
pub(super) struct Authors<'a> {
    repository: &'a Repository,
    mailmap: &'a Mailmap,
    directory: Option<&'a Directory>,
    /// Where the config names no teams: teams by name, in lower case.
    names: HashMap<String, TeamIndex>,
    /// One for each commit that somebody has asked for.
    deeds: Vec<OnceLock<Arc<Deed>>>,
}

impl<'a> Authors<'a> {
    pub(super) fn new(repository: &'a Repository, mailmap: &'a Mailmap, directory: Option<&'a Directory>, teams: &Teams) -> Self {
        let names = teams.iter().map(|(index, team)| (team.name.to_lowercase(), index)).collect();
        let deeds = vec![OnceLock::new(); repository.commits.len()];
        Self { repository, mailmap, directory, names, deeds }
    }

    /// A commit as pages show it.
    pub(super) fn deed(&self, index: CommitIndex) -> Arc<Deed> {
        let deed = self.deeds[index as usize].get_or_init(|| {
            let commit = &self.repository.commits[index as usize];
            let author = self.mailmap.map(&commit.author);
            Arc::new(Deed {
                commit: Some(commit.id.clone()),
                day: Some(commit.day),
                author: Some(display_name(&author.name)).filter(|name| !name.is_empty()),
                teams: self.teams(&author, commit),
            })
        });
        Arc::clone(deed)
    }

    /// Whether a trailer of a commit names somebody of a team.
    pub(super) fn trailers_name(&self, index: CommitIndex, team: TeamIndex) -> bool {
        let commit = &self.repository.commits[index as usize];
        commit.trailers.iter().any(|person| self.teams(&self.mailmap.map(person), commit) == [team])
    }

    /// Whether a program wrote a commit that no team owns up to.
    pub(super) fn is_bot(&self, index: CommitIndex) -> bool {
        is_bot(&self.mailmap.map(&self.repository.commits[index as usize].author))
    }

    fn teams(&self, person: &Identity, commit: &Commit) -> Vec<TeamIndex> {
        match self.directory {
            Some(directory) => teams_of(directory, person, Some(commit.day)),
            None => self.names.get(&person.name.to_lowercase()).copied().into_iter().collect(),
        }
    }
}

/// The teams of an identity on a day: by its address, else its handle on a forge, else its name and its address's domain.
/// Name and domain that disagree are two teams: anybody can write any name.
pub(super) fn teams_of(directory: &Directory, person: &Identity, day: Option<jiff::civil::Date>) -> Vec<TeamIndex> {
    for key in [Some(person.email.as_str()), handle(&person.email)].into_iter().flatten() {
        let teams = directory.teams_of_member(key, day);
        if !teams.is_empty() {
            return teams;
        }
    }
    let mut teams = directory.teams_of_member(&person.name, day);
    if !is_bot(person) {
        teams.extend(directory.team_of_domain(&person.email));
    }
    teams.sort_unstable();
    teams.dedup();
    teams
}

/// `41898282+ana@users.noreply.github.com` is `@ana`.
fn handle(email: &str) -> Option<&str> {
    let (local, domain) = email.split_once('@')?;
    let domain = domain.to_lowercase();
    (domain.starts_with("users.noreply.")).then(|| local.split_once('+').map_or(local, |(_, handle)| handle))
}

/// Whether an identity is a program's.
fn is_bot(person: &Identity) -> bool {
    let name = person.name.to_lowercase();
    let local = person.email.split('@').next().unwrap_or_default().to_lowercase();
    let says_so = |text: &str| text.ends_with("[bot]") || text.ends_with("-bot") || text.ends_with(" bot") || text == "bot";
    says_so(&name) || says_so(&local) || local.starts_with("project_") && local.contains("_bot")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn id(name: &str, email: &str) -> Identity {
        Identity { name: name.to_owned(), email: email.to_owned() }
    }

    #[test]
    fn an_author_is_known_by_address_handle_name_and_domain_and_not_where_they_disagree() {
        let config =
            "teams: { a: { members: ['Ana Ruiz', '@bo', '<kim@x.example>'] , domains: [a.example] }, b: { domains: [b.example] } }";
        let directory = Config::parse(config).unwrap().directory.unwrap();
        let of = |name, email| teams_of(&directory, &id(name, email), None).iter().map(|team| team.0).collect::<Vec<_>>();
        assert_eq!(of("ana ruiz", "ana@home.example"), [0]);
        assert_eq!(of("B", "123+bo@users.noreply.github.com"), [0]);
        assert_eq!(of("Anybody", "kim@x.example"), [0]);
        assert_eq!(of("Li", "li@b.example"), [1]);
        assert_eq!(of("Ana Ruiz", "li@b.example"), [0, 1], "the name says one team, the address another");
        assert_eq!(of("Nobody", "n@elsewhere.example"), [0; 0]);
        assert_eq!(of("merge-bot", "merge-bot@b.example"), [0; 0], "a program speaks for nobody");
    }

    #[test]
    fn programs_are_known_by_their_names() {
        assert!(is_bot(&id("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")));
        assert!(is_bot(&id("****", "project_7_bot_x@noreply.gitlab.example")));
        assert!(!is_bot(&id("Abbot", "abbot@x.example")));
    }
}
