//! `adrsite.yaml` as it is written.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::FILE_NAME;
use super::early_signs::Thresholds;
use crate::diagnostic::nearest;
use crate::model::{self, Status};

/// The whole file. Every key is optional.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Config {
    /// The site's title.
    pub title: Option<String>,
    /// A sentence under the title.
    pub description: Option<String>,
    /// The interface's language, a BCP 47 tag such as `en` or `pt-BR`.
    pub language: Option<String>,
    /// The language that the records are written in, a BCP 47 tag, where it is not the interface's.
    pub records_language: Option<String>,
    /// The site's theme: `default`, or another one of adrsite's own.
    pub theme: Option<String>,
    /// Where the site will be published; needed for the sitemap and feeds, and good for the 404 page.
    pub base_url: Option<String>,
    /// The folders of records, relative to this file.
    pub sources: Vec<Source>,
    /// Where the forge edits a file; `{path}` stands for its path.
    pub edit_url: Option<String>,
    /// Where the forge shows a file's history; `{path}` stands for its path.
    pub history_url: Option<String>,
    /// Where the forge shows a file; `{path}` stands for its path.
    pub file_url: Option<String>,
    /// Where the forge shows a commit; `{commit}` stands for its id.
    pub commit_url: Option<String>,
    /// Whether the repository's history is read for evidence and dates; it is, where this is left out.
    pub history: Option<bool>,
    /// Who is who. Without this key every name in a sign-off is a team and its own side.
    pub teams: Option<IndexMap<String, Team>>,
    /// Status words beyond the built-in ones, and what they mean.
    pub statuses: IndexMap<String, StatusEntry>,
    /// How `04/09/2023` is read where the log itself does not show it: `dmy` (the default) or `mdy`.
    pub date_order: Option<DateOrder>,
    /// Whether people of other formats (deciders, consulted, author) count for the team they are in.
    pub count_people: Option<bool>,
    /// Hosts whose images pages may load; none by default.
    pub image_hosts: Vec<String>,
    /// Whether each decision is published as markdown too, beside its page.
    pub markdown_copies: bool,
    /// Whether the site has a search and filters: `true` (the default) or `false`.
    pub search: Option<bool>,
    /// The teams' own rules, which `adrsite check` holds decisions to.
    pub policy: Policy,
    /// When the early signs speak.
    pub early_signs: Thresholds,
    /// The teams' own measurements.
    pub scorecard: Scorecard,
    /// Whether people have pages and figures of their own; `false` by default: teams are measured, people are not.
    pub people: Option<bool>,
}

/// A folder of records: its path, or its path and name.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a folder, or a mapping with `path` and `name`")]
pub enum Source {
    /// Only the path.
    Path(String),
    /// Path and name.
    Named {
        /// The folder, relative to this file.
        path: String,
        /// What pages call it.
        name: String,
    },
}

impl Source {
    pub(super) fn resolve(self) -> model::Source {
        let (path, name) = match self {
            Self::Path(path) => (path, None),
            Self::Named { path, name } => (path, Some(name)),
        };
        let path = path.replace('\\', "/");
        let path = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>().join("/");
        let name = name.unwrap_or_else(|| path.clone());
        model::Source { path, name }
    }
}

/// A team.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Team {
    /// What pages call it; its id where it is left out.
    pub name: Option<String>,
    /// The company or group it belongs to; a team without one is its own side.
    pub side: Option<String>,
    /// The people in it.
    pub members: Vec<Member>,
    /// Domains of its members' e-mail addresses.
    pub domains: Vec<String>,
    /// Other names that records use for it.
    pub aliases: Vec<String>,
    /// The first day on which it takes part, `YYYY-MM-DD`.
    pub since: Option<String>,
    /// The last day on which it takes part, `YYYY-MM-DD`.
    pub until: Option<String>,
    /// Introduces the team on its page; markdown.
    pub about: Option<String>,
    /// Its time zone.
    pub timezone: Option<String>,
    /// How to reach it: a channel or a link.
    pub contact: Option<String>,
}

/// A member: `Ana Ruiz <ana@example.org>`, `@ana`, an e-mail address, or a mapping.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "expected a person, or a mapping with `name`, `email`, `handle`, `from`, `until`")]
pub enum Member {
    /// `Ana Ruiz <ana@example.org>`, `@ana` or an e-mail address.
    Text(String),
    /// In full.
    Full {
        /// The person's name as records write it.
        name: Option<String>,
        /// The address with which the person commits.
        email: Option<String>,
        /// The person's handle on the forge.
        handle: Option<String>,
        /// The first day in the team, `YYYY-MM-DD`.
        from: Option<String>,
        /// The last day in the team, `YYYY-MM-DD`.
        until: Option<String>,
    },
}

/// What a status word means: one of the six statuses, or that and its other spellings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "expected draft, proposed, accepted, rejected, deprecated, superseded, or a mapping with `means` and `aliases`"
)]
pub enum StatusEntry {
    /// Only the meaning.
    Means(#[schemars(with = "String")] Status),
    /// Meaning and other spellings.
    Full {
        /// One of the six statuses.
        #[schemars(with = "String")]
        means: Status,
        /// Other spellings.
        #[serde(default)]
        aliases: Vec<String>,
    },
}

impl StatusEntry {
    pub(super) fn means(&self) -> Status {
        match self {
            Self::Means(means) | Self::Full { means, .. } => *means,
        }
    }

    pub(super) fn aliases(self) -> Vec<String> {
        match self {
            Self::Means(_) => Vec::new(),
            Self::Full { aliases, .. } => aliases,
        }
    }
}

/// The order of day and month in `04/09/2023`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// Day first.
    Dmy,
    /// Month first.
    Mdy,
}

/// The rules that decisions are held to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Policy {
    /// What an accepted decision needs.
    pub accepted: AcceptedPolicy,
    /// What a proposal can expect.
    pub proposed: ProposedPolicy,
    /// Whom decisions with a tag need besides.
    pub tags: IndexMap<String, TagPolicy>,
    /// What `adrsite check` says of sign-offs that history does not bear out.
    pub evidence: EvidencePolicy,
}

/// What `adrsite check` says of sign-offs that history does not bear out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct EvidencePolicy {
    /// An accepted decision claims sign-offs of several sides, and one side alone recorded them; a warning by default.
    pub one_sided: Level,
    /// The text changed after an approval; off by default.
    pub stale: Level,
    /// A sign-off was recorded by another team; off by default.
    pub by_other_team: Level,
}

impl Default for EvidencePolicy {
    fn default() -> Self {
        Self { one_sided: Level::Warning, stale: Level::Off, by_other_team: Level::Off }
    }
}

/// How grave something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
pub enum Level {
    /// Nothing is said.
    Off,
    /// It is a warning.
    Warning,
    /// It is an error.
    Error,
}

// Written by hand, as YAML reads a bare `off` as `false`.
impl<'de> Deserialize<'de> for Level {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected `off`, `warning` or `error`")]
        enum Written {
            Switch(bool),
            Word(Word),
        }
        #[derive(Deserialize)]
        #[serde(rename_all = "lowercase")]
        enum Word {
            Off,
            Warning,
            Error,
        }
        match Written::deserialize(deserializer)? {
            Written::Switch(false) | Written::Word(Word::Off) => Ok(Self::Off),
            Written::Switch(true) | Written::Word(Word::Warning) => Ok(Self::Warning),
            Written::Word(Word::Error) => Ok(Self::Error),
        }
    }
}

/// What an accepted decision needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct AcceptedPolicy {
    /// A review by a side other than the proposer's.
    pub reviewed_by_other_side: bool,
    /// An approval by a team of every side.
    pub approved_by_every_side: bool,
    /// A day on which it is looked at again.
    pub review_on_required: bool,
}

/// What a proposal can expect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ProposedPolicy {
    /// A review by another side within so many calendar days.
    pub answer_within_days: Option<u32>,
}

/// Whom decisions with a tag need.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct TagPolicy {
    /// Teams that must have reviewed it.
    pub reviewed_by: Vec<String>,
    /// Teams that must have approved it.
    pub approved_by: Vec<String>,
}

/// The teams' own measurements.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Scorecard {
    /// The file with the values, `date,metric,team,value`; `scorecard.csv` where it is left out.
    pub file: Option<String>,
    /// What is measured.
    pub metrics: IndexMap<String, Metric>,
}

/// Something that the teams measure.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Metric {
    /// What pages call it; its id where it is left out.
    pub name: Option<String>,
    /// The unit of its values.
    pub unit: Option<String>,
    /// Which way is better.
    pub direction: Option<Direction>,
    /// The value to reach.
    pub target: Option<f64>,
}

/// Which way a metric gets better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The lower the better.
    Lower,
    /// The higher the better.
    Higher,
}

/// Reads the file; `None` where a value has the wrong type. Unknown keys are all reported.
pub(super) fn read(text: &str, problems: &mut Vec<String>) -> Option<Config> {
    if text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Some(Config::default());
    }
    let mut unknown = Vec::new();
    let parsed = serde_ignored::deserialize(serde_yaml::Deserializer::from_str(text), |path| {
        unknown.push(path.to_string().split('.').filter(|part| *part != "?").map(str::to_owned).collect::<Vec<_>>());
    });
    for path in unknown {
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        let mut problem = format!("{FILE_NAME}:{}: unknown key `{}`", crate::yaml::line_of_key(text, &keys), path.join("."));
        if let Some(name) = keys.split_last().and_then(|(key, parents)| nearest_key(parents, key)) {
            problem += &format!("\n  hint: did you mean `{name}`?");
        }
        problems.push(problem);
    }
    parsed
        .map_err(|error: serde_yaml::Error| {
            // What is missing at the end is found behind it.
            let line = error.location().map_or(1, |at| at.line().min(text.lines().count()));
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default();
            let hint = nearest_variant(message).map_or_else(String::new, |near| format!("\n  hint: did you mean `{near}`?"));
            problems.push(format!("{FILE_NAME}:{line}: {message}{hint}"));
        })
        .ok()
}

/// The value that stands in ``unknown variant `x`, expected one of `a`, `b` `` and is spelt nearly like what was found.
fn nearest_variant(message: &str) -> Option<&str> {
    let mut names = message.split_once("unknown variant")?.1.split('`').skip(1).step_by(2);
    nearest(names.next()?, names)
}

/// The key that the schema has where `key` was found, and that is spelt nearly like it.
fn nearest_key(parents: &[&str], key: &str) -> Option<String> {
    let schema = schemars::schema_for!(Config).to_value();
    let mut names = Vec::new();
    property_names(&schema, &schema, parents, &mut names);
    nearest(key, names.iter().map(String::as_str)).map(str::to_owned)
}

fn property_names(root: &serde_json::Value, at: &serde_json::Value, path: &[&str], names: &mut Vec<String>) {
    if let Some(target) = at.get("$ref").and_then(|r| r.as_str())
        && let Some(target) = root.pointer(target.trim_start_matches('#'))
    {
        return property_names(root, target, path, names);
    }
    for any in ["anyOf", "oneOf"].iter().filter_map(|key| at.get(key)).filter_map(|any| any.as_array()) {
        any.iter().for_each(|schema| property_names(root, schema, path, names));
    }
    let properties = at.get("properties").and_then(|properties| properties.as_object());
    match path.split_first() {
        None => names.extend(properties.into_iter().flat_map(|map| map.keys().cloned())),
        Some((first, rest)) => {
            let child = properties.and_then(|map| map.get(*first)).or_else(|| at.get("additionalProperties")).or_else(|| at.get("items"));
            if let Some(child) = child {
                property_names(root, child, rest, names);
            }
        }
    }
}
