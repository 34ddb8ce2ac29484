//! Arguments of the commands that write records.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date as Day;

use super::Log;
use crate::model;

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The repository, or the folder with the records.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// Also writes what checks pull requests and publishes the site there.
    #[arg(long, value_enum)]
    pub ci: Option<Ci>,
    /// The day of the first record [default: $`SOURCE_DATE_EPOCH`, else today].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Day>,
}

/// Where pull requests are checked and the site is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ci {
    /// GitHub Actions and GitHub Pages.
    Github,
    /// GitLab CI and GitLab Pages.
    Gitlab,
    /// Azure Pipelines; the site is kept as an artifact.
    Azure,
    /// Bitbucket Pipelines; the site is kept as an artifact.
    Bitbucket,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// What is decided, in a few words.
    #[arg(value_name = "TITLE")]
    pub title: String,
    /// The log.
    #[command(flatten)]
    pub log: Log,
    /// In which form [default: that of the log, else native].
    #[arg(long, value_enum)]
    pub template: Option<Template>,
    /// A decision whose place it takes: its number, id or file name. That record is changed too.
    #[arg(long, value_name = "ID")]
    pub supersedes: Vec<String>,
    /// The team that proposes it [default: that of who commits here].
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
    /// Who proposes it [default: who commits here, as git's settings say].
    #[arg(long, value_name = "NAME")]
    pub by: Vec<String>,
    /// The status to begin with.
    #[arg(long, value_enum, default_value_t = StatusOption::Proposed)]
    pub status: StatusOption,
    /// A word to find it by.
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// The source to write to, where the log has several: its name or path.
    #[arg(long, value_name = "SOURCE")]
    pub source: Option<String>,
    /// Opens it in $VISUAL or $EDITOR.
    #[arg(long)]
    pub edit: bool,
}

/// The form of a new record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// Front-matter with sign-offs per team, and four sections.
    Native,
    /// MADR 4.
    Madr,
    /// As Michael Nygard and adr-tools have it.
    Nygard,
    /// One sentence: in the context of …, facing …, we decided …
    YStatement,
    /// The log's own template file.
    Own,
}

/// Arguments of `sign`.
#[derive(Debug, Args)]
pub struct Sign {
    /// The decision: its number, its id or its file name.
    #[arg(value_name = "ID")]
    pub id: String,
    /// The log.
    #[command(flatten)]
    pub log: Log,
    /// In which role; several, separated by commas.
    #[arg(long = "as", value_name = "ROLE", value_enum, value_delimiter = ',')]
    pub role: Vec<RoleOption>,
    /// For which team [default: that of who commits here].
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
    /// Who signs [default: who commits here, where that is a member of the team].
    #[arg(long, value_name = "NAME")]
    pub by: Vec<String>,
    /// The day of the sign-off [default: today].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Day>,
    /// What it says.
    #[arg(long, value_enum, default_value_t = OutcomeOption::Agrees)]
    pub outcome: OutcomeOption,
    /// A word beside it.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Changes the status too.
    #[arg(long, value_enum)]
    pub status: Option<StatusOption>,
    /// Writes what the policy forbids, and names that the config does not know.
    #[arg(long)]
    pub anyway: bool,
}

/// In which role a team signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleOption {
    /// Brought it up.
    Proposer,
    /// Read it and answers.
    Reviewer,
    /// Has the say.
    Approver,
}

impl RoleOption {
    /// As records have it.
    pub(crate) fn role(self) -> model::Role {
        match self {
            Self::Proposer => model::Role::Proposer,
            Self::Reviewer => model::Role::Reviewer,
            Self::Approver => model::Role::Approver,
        }
    }
}

/// What a sign-off says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutcomeOption {
    /// Agrees.
    Agrees,
    /// Took part and disagrees.
    Objects,
    /// Took part and leaves it to the others.
    Abstains,
}

impl OutcomeOption {
    /// As records have it.
    pub(crate) fn outcome(self) -> model::Outcome {
        match self {
            Self::Agrees => model::Outcome::Agrees,
            Self::Objects => model::Outcome::Objects,
            Self::Abstains => model::Outcome::Abstains,
        }
    }
}

/// A status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatusOption {
    /// Being written.
    Draft,
    /// Waits for an answer.
    Proposed,
    /// In force.
    Accepted,
    /// Decided against.
    Rejected,
    /// No longer in force.
    Deprecated,
    /// Another decision took its place.
    Superseded,
}

impl StatusOption {
    /// As records have it.
    pub(crate) fn status(self) -> model::Status {
        match self {
            Self::Draft => model::Status::Draft,
            Self::Proposed => model::Status::Proposed,
            Self::Accepted => model::Status::Accepted,
            Self::Rejected => model::Status::Rejected,
            Self::Deprecated => model::Status::Deprecated,
            Self::Superseded => model::Status::Superseded,
        }
    }
}
