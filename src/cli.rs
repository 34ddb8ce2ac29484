//! Arguments and exit statuses.

mod author;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date as Day;

pub(crate) use author::{Ci, Init, New, Sign, Template};

use crate::statistics::{Span, Step};

/// The site of a shared decision log: who proposed, reviewed and approved what, figure by figure.
#[derive(Debug, Parser)]
#[command(name = "adrsite", version = env!("ADRSITE_VERSION"), about, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What adrsite can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Starts a log, or makes an existing one ready.
    #[command(
        after_help = "Examples:\n  adrsite init\n  adrsite init --ci github\n\nWrites only files that are not there yet.\n\nExit status: 0 fine, 2 could not run."
    )]
    Init(Init),
    /// Writes a new record with the next free number.
    #[command(
        after_help = "Examples:\n  adrsite new \"Keep the order ledger in PostgreSQL\"\n  adrsite new \"Route order events by topic\" docs/adr --supersedes 7 --team halcyon --edit\n\nPrints the path of the record.\n\nExit status: 0 fine, 2 could not run."
    )]
    New(New),
    /// Adds a sign-off to a record, or changes its status; nothing else of the file changes.
    #[command(
        after_help = "Examples:\n  adrsite sign 12 --as reviewer --team halcyon --note \"load test attached\"\n  adrsite sign ADR-0012 docs/adr --as approver --status accepted\n\nExit status: 0 fine, 2 could not run, or refused."
    )]
    Sign(Sign),
    /// Builds the site.
    #[command(
        after_help = "Example:\n  adrsite build docs/adr --output site\n\nExit status: 0 fine, 1 problems found with --strict, 2 could not run."
    )]
    Build(Build),
    /// Shows the site in a browser, and each change as it is saved.
    #[command(
        after_help = "Example:\n  adrsite serve docs/adr --open\n\nNothing is written to disk. Ctrl-C ends it.\n\nExit status: 0 ended, 2 could not run."
    )]
    Serve(Serve),
    /// Lists what is wrong in the records.
    #[command(
        after_help = "Examples:\n  adrsite check docs/adr --format json\n  adrsite check --format github --changed-since origin/main --config-from origin/main\n\nExit status: 0 fine, 1 problems found, 2 could not run."
    )]
    Check(Check),
    /// Tells what a finding of `check` means, and how to mend it.
    #[command(after_help = "Examples:\n  adrsite explain broken-link\n  adrsite explain\n\nExit status: 0 fine, 2 could not run.")]
    Explain(Explain),
    /// Prints the JSON Schema of the front-matter, or of adrsite.yaml, for editors.
    #[command(
        after_help = "Examples:\n  adrsite schema front-matter > .vscode/adr.schema.json\n  adrsite schema config > .vscode/adrsite.schema.json\n\nExit status: 0 fine, 2 could not run."
    )]
    Schema(Schema),
    /// Prints the completions for a shell.
    #[command(
        after_help = "Examples:\n  adrsite completions bash > ~/.local/share/bash-completion/completions/adrsite\n  adrsite completions fish > ~/.config/fish/completions/adrsite.fish\n\nExit status: 0 fine, 2 could not run."
    )]
    Completions(Completions),
    /// Writes the manual pages into a folder.
    #[command(after_help = "Example:\n  adrsite man ~/.local/share/man/man1\n\nExit status: 0 fine, 2 could not run.")]
    Man(Man),
    /// Prints the figures: who takes part, how fast, how evenly, what is kept.
    #[command(
        after_help = "Examples:\n  adrsite stats docs/adr\n  adrsite stats docs/adr --period quarter --format markdown\n  adrsite stats docs/adr --team platform --period month --format csv\n\nExit status: 0 fine, 2 could not run."
    )]
    Stats(Stats),
    /// Prints what the last finished fortnight brought, for the talk at its end.
    #[command(
        after_help = "Examples:\n  adrsite digest docs/adr --format markdown > digest.md\n  adrsite digest docs/adr --format html > digest.html\n\nExit status: 0 fine, 2 could not run."
    )]
    Digest(Digest),
    /// Shows where the files of the theme come from, or copies some to be changed.
    #[command(
        after_help = "Examples:\n  adrsite theme list docs/adr\n  adrsite theme eject templates/row.html --dir docs/adr\n\nExit status: 0 fine, 2 could not run."
    )]
    Theme(Theme),
}

/// Where the log is, and for which day it is read.
#[derive(Debug, Args)]
pub struct Log {
    /// The folder with the records, or the repository that holds them.
    #[arg(value_name = "DIR", default_value = ".")]
    pub dir: PathBuf,
    /// The day for which ages and due dates are computed [default: $`SOURCE_DATE_EPOCH`, else today].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub today: Option<Day>,
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// The log.
    #[command(flatten)]
    pub log: Log,
    /// The folder to write the site to [default: site below DIR].
    #[arg(short, long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Writes nothing and exits with 1 where there are errors (or, with `=warnings`, warnings).
    #[arg(long, value_name = "LEVEL", num_args = 0..=1, require_equals = true, default_missing_value = "errors")]
    pub strict: Option<Strict>,
    /// Prints no problems, only the last line.
    #[arg(short, long)]
    pub quiet: bool,
    /// Writes one document with the decisions themselves, to hand over or to print.
    #[arg(long)]
    pub single_page: bool,
    /// Only decisions with this tag.
    #[arg(long, value_name = "TAG", requires = "single_page")]
    pub tag: Option<String>,
    /// Only decisions with this status.
    #[arg(long, value_name = "STATUS", requires = "single_page")]
    pub status: Option<String>,
    /// Only decisions that this team signed.
    #[arg(long, value_name = "TEAM", requires = "single_page")]
    pub team: Option<String>,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The log.
    #[command(flatten)]
    pub log: Log,
    /// The port; the next free one where it is taken.
    #[arg(short, long, value_name = "PORT", default_value_t = 4000)]
    pub port: u16,
    /// The address to listen on. Any other than of this machine itself lets everybody in the network read the log.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub host: String,
    /// Opens the site in the browser.
    #[arg(long)]
    pub open: bool,
    /// Stands for the `base_url` of the config; its host may be asked for, and its path may come first, as behind a proxy.
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The log.
    #[command(flatten)]
    pub log: Log,
    /// How to print what was found.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Only findings in files that differ from where this branch left that commit, committed or not, and those about such files.
    #[arg(long, value_name = "REF")]
    pub changed_since: Option<String>,
    /// Takes `adrsite.yaml` (and `.adr-dir`, `.log4brains.yml`) from that commit: a pull request cannot weaken its own gate.
    #[arg(long, value_name = "REF")]
    pub config_from: Option<String>,
    /// Exits with 1 where there are errors (the default), or also where there are warnings.
    #[arg(long, value_name = "LEVEL", num_args = 0..=1, require_equals = true, default_missing_value = "errors")]
    pub strict: Option<Strict>,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The code, as in `error[broken-link]`; without it all codes are listed.
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Of what.
    #[arg(value_name = "FILE", value_enum)]
    pub of: SchemaOf,
}

/// What has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// The front-matter of a record.
    FrontMatter,
    /// adrsite.yaml.
    Config,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// For which shell.
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct Man {
    /// The folder.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

/// What counts as a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Strict {
    /// Errors only.
    Errors,
    /// Errors and warnings.
    Warnings,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// Annotations of GitHub Actions.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit's XML, for test reports.
    Junit,
}

/// Arguments of `stats`.
#[derive(Debug, Args)]
pub struct Stats {
    /// The log.
    #[command(flatten)]
    pub log: Log,
    /// How to print the figures.
    #[arg(long, value_enum, default_value_t = StatsFormat::Table)]
    pub format: StatsFormat,
    /// Only these periods, or only all time [default: all time; in JSON and CSV also all periods].
    #[arg(long, value_enum)]
    pub period: Option<PeriodOption>,
    /// Only periods that begin on this day or later.
    #[arg(long, value_name = "YYYY-MM-DD", requires = "period")]
    pub since: Option<Day>,
    /// Only periods that end on this day or earlier.
    #[arg(long, value_name = "YYYY-MM-DD", requires = "period")]
    pub until: Option<Day>,
    /// Only what one team did.
    #[arg(long, value_name = "TEAM")]
    pub team: Option<String>,
    /// Only decisions with this tag.
    #[arg(long, value_name = "TAG")]
    pub tag: Option<String>,
}

impl Stats {
    /// Whether only some days are asked for.
    pub(crate) fn cuts_days(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// Whether a period lies within the days that are asked for.
    pub(crate) fn lets_in(&self, span: Span) -> bool {
        self.since.is_none_or(|since| since <= span.first) && self.until.is_none_or(|until| span.last <= until)
    }
}

/// Arguments of `digest`.
#[derive(Debug, Args)]
pub struct Digest {
    /// The log.
    #[command(flatten)]
    pub log: Log,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = DigestFormat::Text)]
    pub format: DigestFormat,
}

/// Arguments of `theme`.
#[derive(Debug, Args)]
pub struct Theme {
    /// What to do with it.
    #[command(subcommand)]
    pub action: ThemeAction,
}

/// What `theme` can do.
#[derive(Debug, Subcommand)]
pub enum ThemeAction {
    /// Lists the themes, and every file of the one in use with where it comes from.
    #[command(after_help = "Example:\n  adrsite theme list docs/adr")]
    List {
        /// The folder with `adrsite.yaml` and the project's own `theme` folder.
        #[arg(value_name = "DIR", default_value = ".")]
        dir: PathBuf,
    },
    /// Copies files of the theme in use into the project's own `theme` folder, never over a file.
    #[command(
        after_help = "Examples:\n  adrsite theme eject templates/row.html\n  adrsite theme eject assets/site.css languages/en.yaml --dir docs/adr"
    )]
    Eject {
        /// Files by their names in the list.
        #[arg(value_name = "FILE", required = true)]
        files: Vec<String>,
        /// The folder with `adrsite.yaml`.
        #[arg(long, value_name = "DIR", default_value = ".")]
        dir: PathBuf,
    },
}

/// How figures are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StatsFormat {
    /// Aligned columns, for people.
    Table,
    /// As stats.json.
    Json,
    /// As stats.csv, one row for each figure.
    Csv,
    /// Tables for a page or a chat.
    Markdown,
}

/// How a digest is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DigestFormat {
    /// For a terminal or a mail.
    Text,
    /// For a page or a chat.
    Markdown,
    /// A page of its own, for a mail or a wiki: nothing is loaded and nothing runs.
    Html,
}

/// Over which days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PeriodOption {
    /// All time.
    All,
    /// Two weeks from a Monday.
    Fortnight,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

impl PeriodOption {
    /// The step; `None` for all time.
    pub(crate) fn step(self) -> Option<Step> {
        match self {
            Self::All => None,
            Self::Fortnight => Some(Step::Fortnight),
            Self::Month => Some(Step::Month),
            Self::Quarter => Some(Step::Quarter),
            Self::Year => Some(Step::Year),
        }
    }
}
