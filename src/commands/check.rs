//! `adrsite check`

use std::io::Write;
use std::process::ExitCode;

use super::{fails, print, today};
use crate::cli::{Check, Format, Strict};
use crate::error::{Error, Result};
use crate::workspace;

pub(super) fn run(arguments: &Check) -> Result<ExitCode> {
    let snapshot = workspace::load(&arguments.log.dir, None, today(&arguments.log)?)?;
    let mut out = std::io::stdout().lock();
    match arguments.format {
        Format::Text => {
            print::diagnostics(&mut out, &snapshot.diagnostics);
            print::checked(&snapshot);
        }
        Format::Json => {
            let json = serde_json::to_string_pretty(&snapshot.diagnostics).map_err(|error| Error::Usage(error.to_string()))?;
            // A reader that closes the pipe has read enough.
            let _ = writeln!(out, "{json}");
        }
    }
    let failed = fails(&snapshot.diagnostics, Some(arguments.strict.unwrap_or(Strict::Errors)));
    Ok(ExitCode::from(u8::from(failed)))
}
