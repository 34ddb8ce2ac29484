//! `adrsite.yaml`, resolved: nothing later asks whether an option was given.
//!
//! [`raw`] is the file as it is written, [`Config`] what it means.

mod directory;
mod early_signs;
mod raw;

use std::hash::{Hash, Hasher};
use std::path::Path;

pub(crate) use directory::identities;
pub use directory::{Directory, Membership};
pub use early_signs::{Rule, Thresholds};
pub use raw::{
    AcceptedPolicy, Config as RawConfig, DateOrder, Direction, EvidencePolicy, Level, Member as RawMember, Metric, Policy, ProposedPolicy,
    Scorecard, TagPolicy,
};

use crate::diagnostic::nearest;
use crate::error::{Error, Result};
use crate::model::{Source, Status};
use crate::themes;

/// The file's name, in the folder that adrsite is given.
pub const FILE_NAME: &str = "adrsite.yaml";

/// The teams' own measurements, where the config names no other file.
pub const SCORECARD_FILE: &str = "scorecard.csv";

/// What a log's owners have decided about its site.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The site's title.
    pub title: Option<String>,
    /// A sentence under the title.
    pub description: Option<String>,
    /// A BCP 47 tag; the interface speaks it where the theme has a language file for it.
    pub language: String,
    /// The language that the records are written in, a BCP 47 tag.
    pub records_language: String,
    /// The theme's name.
    pub theme: String,
    /// Where the site will be, with a final `/`.
    pub base_url: Option<String>,
    /// The folders of records; empty where they are to be discovered.
    pub sources: Vec<Source>,
    /// Links into the repository's forge.
    pub forge: Forge,
    /// Whether history is left alone.
    pub without_history: bool,
    /// Who is who; `None` where every name in the sign-offs is a team.
    pub directory: Option<Directory>,
    /// Status words beyond the built-in ones.
    pub statuses: Vec<StatusWord>,
    /// How `04/09/2023` is read where the log itself does not show it.
    pub date_order: Option<DateOrder>,
    /// Whether people of other formats (deciders, consulted, author) count for their team.
    pub count_people: bool,
    /// Hosts whose images pages may load.
    pub image_hosts: Vec<String>,
    /// Whether each decision is published as markdown too, for programs that read text.
    pub markdown_copies: bool,
    /// Whether the site has a search and filters.
    pub search: bool,
    /// The teams' own rules.
    pub policy: Policy,
    /// When the early signs speak.
    pub early_signs: Thresholds,
    /// The teams' own measurements.
    pub scorecard: Scorecard,
    /// Whether people have pages and figures of their own.
    pub people: bool,
}

/// Link patterns in which `{path}` stands for a file's path; `None` where there is no such page.
#[derive(Debug, Clone, Default)]
pub struct Forge {
    /// Edits a record.
    pub edit: Option<String>,
    /// Shows a record's history.
    pub history: Option<String>,
    /// Shows any file of the repository.
    pub file: Option<String>,
    /// Shows a commit; `{commit}` stands for its id.
    pub commit: Option<String>,
}

/// A word that the config maps to a status.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StatusWord {
    /// The word, as the config writes it.
    pub word: String,
    /// What it means.
    pub status: Status,
}

impl Config {
    /// Whether two configs read records and people in the same way, whatever else they say of the site.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.directory == other.directory
            && self.statuses == other.statuses
            && self.date_order == other.date_order
            && self.count_people == other.count_people
    }

    /// Hashes what [`Config::says_the_same`] compares.
    pub(crate) fn hash_what_is_said(&self, hasher: &mut impl Hasher) {
        if let Some(directory) = &self.directory {
            directory.hash(hasher);
        }
        (&self.statuses, self.date_order, self.count_people).hash(hasher);
    }

    /// Reads `adrsite.yaml` in `dir`; the defaults where there is none.
    ///
    /// # Errors
    /// Every problem of the file, with its line and a hint; or that it cannot be read.
    pub fn load(dir: &Path) -> Result<Self> {
        Self::parse(&Self::text(dir)?)
    }

    /// The text of `adrsite.yaml` in `dir`; empty where there is none.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn text(dir: &Path) -> Result<String> {
        let path = dir.join(FILE_NAME);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
            Err(error) => Err(Error::io("read", path)(error)),
        }
    }

    /// Reads the text of an `adrsite.yaml`.
    ///
    /// # Errors
    /// Every problem of the text, with its line and a hint.
    pub fn parse(text: &str) -> Result<Self> {
        let mut problems = Vec::new();
        let raw = raw::read(text, &mut problems);
        let config = raw.map(|raw| resolve(raw, text, &mut problems));
        match config {
            Some(config) if problems.is_empty() => Ok(config),
            _ => Err(Error::Config(problems)),
        }
    }
}

fn resolve(raw: RawConfig, text: &str, problems: &mut Vec<String>) -> Config {
    let mut problem = |key: &str, message: String| {
        problems.push(format!("{FILE_NAME}:{}: {message}", crate::yaml::line_of_key(text, &[key])));
    };
    for (key, url) in [
        ("base_url", &raw.base_url),
        ("edit_url", &raw.edit_url),
        ("history_url", &raw.history_url),
        ("file_url", &raw.file_url),
        ("commit_url", &raw.commit_url),
    ] {
        if let Some(url) = url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            problem(key, format!("`{key}` is `{url}`, expected a link that starts with `https://` or `http://`"));
        }
        if let Some(url) = url
            && !matches!(key, "base_url" | "commit_url")
            && !url.contains("{path}")
        {
            problem(key, format!("`{key}` is `{url}`, expected `{{path}}` in it, where the file's path goes"));
        }
    }
    if let Some(url) = &raw.commit_url
        && !url.contains("{commit}")
    {
        problem("commit_url", format!("`commit_url` is `{url}`, expected `{{commit}}` in it, where the commit's id goes"));
    }
    let theme = raw.theme.unwrap_or_else(|| themes::DEFAULT.to_owned());
    let names = themes::names();
    if !names.contains(&theme) {
        let suggestion = match nearest(&theme, names.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "files of the folder `theme` lie over any of these".to_owned(),
        };
        problem("theme", format!("`theme` is `{theme}`, expected one of `{}`\n  hint: {suggestion}", names.join("`, `")));
    }
    let sources: Vec<Source> = raw.sources.into_iter().map(raw::Source::resolve).collect();
    for source in &sources {
        let leaves = source.path.split('/').any(|part| part == "..") || Path::new(&source.path).is_absolute();
        if leaves {
            problem(
                "sources",
                format!(
                    "source `{}` lies outside this folder\n  hint: sources lie below the folder of {FILE_NAME}; check other repositories out into it",
                    source.path
                ),
            );
        }
    }
    let statuses = raw
        .statuses
        .into_iter()
        .flat_map(|(word, entry)| {
            let status = entry.means();
            let aliases = entry.aliases();
            std::iter::once(word).chain(aliases).map(move |word| StatusWord { word, status })
        })
        .collect();
    let directory = raw.teams.map(|teams| Directory::new(teams, &mut problem));
    let mut policy = raw.policy;
    if let Some(directory) = &directory {
        for (tag, rule) in &mut policy.tags {
            for team in rule.reviewed_by.iter_mut().chain(&mut rule.approved_by) {
                match name_by_id(directory, team) {
                    Ok(id) => *team = id,
                    Err(hint) => {
                        let message = format!("the policy for tag `{tag}` names `{team}`, expected a team of this config{hint}");
                        problems.push(format!("{FILE_NAME}:{}: {message}", crate::yaml::line_of_key(text, &["policy", "tags", tag])));
                    }
                }
            }
        }
    }
    for (key, message) in raw.early_signs.problems() {
        problems.push(format!("{FILE_NAME}:{}: {message}", crate::yaml::line_of_key(text, &["early_signs", key])));
    }
    let language = raw.language.map_or_else(|| "en".to_owned(), |tag| tag.replace('_', "-"));
    Config {
        title: raw.title,
        description: raw.description,
        records_language: raw.records_language.map_or_else(|| language.clone(), |tag| tag.replace('_', "-")),
        language,
        theme,
        base_url: raw.base_url.map(|url| if url.ends_with('/') { url } else { url + "/" }),
        sources,
        forge: Forge { edit: raw.edit_url, history: raw.history_url, file: raw.file_url, commit: raw.commit_url },
        without_history: raw.history == Some(false),
        directory,
        statuses,
        date_order: raw.date_order,
        count_people: raw.count_people.unwrap_or(true),
        image_hosts: raw.image_hosts.into_iter().map(|host| host.to_lowercase()).collect(),
        markdown_copies: raw.markdown_copies,
        search: raw.search.unwrap_or(true),
        policy,
        early_signs: raw.early_signs,
        scorecard: raw.scorecard,
        people: raw.people.unwrap_or(false),
    }
}

/// The id of the team that the config calls so, by its id, name or an alias; else a hint.
fn name_by_id(directory: &Directory, name: &str) -> std::result::Result<String, String> {
    if let Some(team) = directory.team(name) {
        return Ok(directory.teams().team(team).id.clone());
    }
    let near = nearest(name, directory.team_names());
    Err(near.map_or_else(String::new, |near| format!("\n  hint: did you mean `{near}`?")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        match Config::parse(text) {
            Err(Error::Config(problems)) => problems,
            other => panic!("expected problems, got {other:?}"),
        }
    }

    #[test]
    fn an_empty_file_is_the_default_config() {
        let config = Config::parse("").unwrap();
        assert_eq!(config.language, "en");
        assert!(config.directory.is_none() && config.count_people);
    }

    #[test]
    fn every_unknown_key_is_reported_with_its_line_and_the_nearest_known_one() {
        let found = problems("titel: Log\nteams:\n  platform:\n    nmae: Platform\n    side: Northwind\n");
        assert_eq!(
            found,
            [
                "adrsite.yaml:1: unknown key `titel`\n  hint: did you mean `title`?",
                "adrsite.yaml:4: unknown key `teams.platform.nmae`\n  hint: did you mean `name`?",
            ]
        );
    }

    #[test]
    fn a_value_of_the_wrong_type_is_reported_with_its_line() {
        let found = problems("title: Log\nsources: 7\n");
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("adrsite.yaml:2: "), "{found:?}");
    }

    #[test]
    fn what_is_missing_at_the_end_is_reported_in_the_last_line() {
        let found = problems("teams:\n  a: [");
        assert!(found[0].starts_with("adrsite.yaml:2: "), "{found:?}");
    }

    #[test]
    fn links_must_be_web_links_and_patterns_name_the_path() {
        let found = problems("base_url: javascript:alert(1)\nedit_url: https://forge.example/edit\n");
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("expected a link") && found[1].contains("`{path}`"), "{found:?}");
    }

    #[test]
    fn sources_cannot_leave_the_folder() {
        assert!(problems("sources: [../other]\n")[0].contains("outside this folder"));
    }

    #[test]
    fn a_tag_policy_names_teams_by_id_name_or_alias() {
        let teams = "teams:\n  sec: { name: Security, aliases: [SecOps] }\n";
        let config = Config::parse(&format!("{teams}policy:\n  tags:\n    api: {{ reviewed_by: [secops, Security, sec] }}\n")).unwrap();
        assert_eq!(config.policy.tags["api"].reviewed_by, ["sec", "sec", "sec"]);
        let found = problems(&format!("{teams}policy:\n  tags:\n    web: {{ approved_by: [sec] }}\n    api: {{ reviewed_by: [secop] }}\n"));
        assert_eq!(
            found,
            ["adrsite.yaml:6: the policy for tag `api` names `secop`, expected a team of this config\n  hint: did you mean `SecOps`?"]
        );
    }

    #[test]
    fn statuses_map_a_word_and_its_aliases() {
        let config = Config::parse("statuses:\n  ratified: accepted\n  parked: { means: proposed, aliases: [icebox] }\n");
        let words: Vec<_> = config.unwrap().statuses.into_iter().map(|s| (s.word, s.status)).collect();
        assert_eq!(
            words,
            [("ratified".to_owned(), Status::Accepted), ("parked".to_owned(), Status::Proposed), ("icebox".to_owned(), Status::Proposed),]
        );
    }
}
