//! One command each, reading like a table of contents. Data goes to standard output, everything else to standard error.

mod build;
mod check;
mod digest;
mod explain;
mod init;
mod new;
mod print;
mod schema;
mod serve;
mod shell;
mod sign;
mod signer;
mod stats;
mod tables;
mod theme;

use std::process::ExitCode;

use jiff::civil::Date as Day;

use crate::cli::{Cli, Command, Log, Strict};
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, Result};

/// Runs a command and gives its exit status: 0 fine, 1 problems found, 2 could not run.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let result = match cli.command {
        Command::Init(arguments) => init::run(&arguments),
        Command::New(arguments) => new::run(&arguments),
        Command::Sign(arguments) => sign::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => shell::completions(&arguments),
        Command::Man(arguments) => shell::man(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Digest(arguments) => digest::run(&arguments),
        Command::Theme(arguments) => theme::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            print::error(&error);
            ExitCode::from(2)
        }
    }
}

/// How the day is found, for a command that asks for it more than once.
fn todays(log: &Log) -> impl Fn() -> Result<Day> + Send + use<> {
    let given = log.today;
    move || today_of(given)
}

/// The day given, else that of `SOURCE_DATE_EPOCH`, else today in UTC.
fn today(log: &Log) -> Result<Day> {
    today_of(log.today)
}

fn today_of(given: Option<Day>) -> Result<Day> {
    given.map_or_else(today_by_clock, Ok)
}

fn today_by_clock() -> Result<Day> {
    let seconds = if let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") {
        text.trim()
            .parse::<i64>()
            .map_err(|_| Error::Usage(format!("SOURCE_DATE_EPOCH is `{text}`, expected the seconds since 1970-01-01 as a whole number")))?
    } else {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    };
    let days = seconds.div_euclid(86_400);
    let day = i32::try_from(days).ok().and_then(|days| Day::constant(1970, 1, 1).checked_add(jiff::Span::new().days(days)).ok());
    day.ok_or_else(|| Error::Usage(format!("the time `{seconds}` is outside the calendar")))
}

/// Whether a command that was told to be strict has to fail.
fn fails(diagnostics: &[Diagnostic], strict: Option<Strict>) -> bool {
    let least = match strict {
        None => return false,
        Some(Strict::Errors) => Severity::Error,
        Some(Strict::Warnings) => Severity::Warning,
    };
    diagnostics.iter().any(|diagnostic| diagnostic.severity >= least)
}
