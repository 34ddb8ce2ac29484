//! `adrsite check`

use std::process::ExitCode;

use super::{fails, print, today};
use crate::cli::{Check, Format, Strict};
use crate::diagnostic::{Diagnostic, Severity};
use crate::discover;
use crate::error::{Error, Result};
use crate::git::Checkout;
use crate::report::{self, Base};
use crate::workspace::{self, Snapshot};

pub(super) fn run(arguments: &Check) -> Result<ExitCode> {
    let dir = &arguments.log.dir;
    let checkout = Checkout::of(dir);
    let today = today(&arguments.log)?;
    let mut snapshot = match &arguments.config_from {
        Some(reference) => workspace::load_with(dir, config_of(checkout.as_ref(), reference)?, None, today)?,
        None => workspace::load(dir, None, today)?,
    };
    if let Some(reference) = &arguments.changed_since {
        let changed = needed(checkout.as_ref(), "--changed-since")?.changed_since(reference)?;
        snapshot.diagnostics.retain(|diagnostic| concerns(diagnostic, &changed));
    }
    let base = Base(checkout.map_or_else(String::new, |checkout| checkout.prefix));
    print(&snapshot, arguments, &base)?;
    let failed = fails(&snapshot.diagnostics, Some(arguments.strict.unwrap_or(Strict::Errors)));
    Ok(ExitCode::from(u8::from(failed)))
}

fn print(snapshot: &Snapshot, arguments: &Check, base: &Base) -> Result<()> {
    let found = &snapshot.diagnostics;
    match arguments.format {
        Format::Text => {
            print::written(print::diagnostics(&mut std::io::stdout().lock(), found))?;
            print::checked(snapshot);
        }
        Format::Json => print::data(&serde_json::to_string_pretty(found).map_err(|error| Error::Usage(error.to_string()))?)?,
        Format::Github => {
            print::data(&report::github(found, base))?;
            print::checked(snapshot);
        }
        Format::Sarif => print::data(&report::sarif(found, base))?,
        Format::Junit => {
            let least = if arguments.strict == Some(Strict::Warnings) { Severity::Warning } else { Severity::Error };
            let checked: Vec<String> = snapshot.log.adrs.iter().map(|adr| adr.path.clone()).collect();
            print::data(&report::junit(found, base, &checked, least))?;
        }
    }
    Ok(())
}

/// The config as it is in a commit, and with it what other tools' settings there say about where the log is.
fn config_of(checkout: Option<&Checkout<'_>>, reference: &str) -> Result<crate::config::Config> {
    let checkout = needed(checkout, "--config-from")?;
    let text = |path: &str| checkout.text_in(reference, path);
    let mut config = crate::config::Config::parse(&text(crate::config::FILE_NAME)?.unwrap_or_default())?;
    if config.sources.is_empty() && checkout.prefix.is_empty() {
        config.sources = discover::sources_of_settings(text(".adr-dir")?.as_deref(), text(".log4brains.yml")?.as_deref());
    }
    Ok(config)
}

fn needed<'r, 'd>(checkout: Option<&'r Checkout<'d>>, option: &str) -> Result<&'r Checkout<'d>> {
    checkout.ok_or_else(|| Error::Usage(format!("`{option}` needs a git repository, and git itself")))
}

/// Whether a finding is one of a change: in a file that changed, or about one.
fn concerns(diagnostic: &Diagnostic, changed: &std::collections::BTreeSet<String>) -> bool {
    // The same number twice is found in either of the two files, and a dead link in the file that is still there.
    let named = |path: &String| {
        let name = path.rsplit('/').next().unwrap_or_default();
        diagnostic.message.split('`').skip(1).step_by(2).any(|quoted| quoted == path || quoted.rsplit('/').next() == Some(name))
    };
    changed.contains(&diagnostic.path) || changed.iter().any(named)
}
