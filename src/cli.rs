//! Arguments and exit statuses.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date as Day;

/// The site of a shared decision log: who proposed, reviewed and approved what, figure by figure.
#[derive(Debug, Parser)]
#[command(name = "adrsite", version, about, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What adrsite can do.
#[derive(Debug, Subcommand)]
pub enum Command {
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
    #[command(after_help = "Example:\n  adrsite check docs/adr --format json\n\nExit status: 0 fine, 1 problems found, 2 could not run.")]
    Check(Check),
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
    /// Exits with 1 where there are errors (the default), or also where there are warnings.
    #[arg(long, value_name = "LEVEL", num_args = 0..=1, require_equals = true, default_missing_value = "errors")]
    pub strict: Option<Strict>,
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
}
