//! `adrsite digest`

use std::io::Write;
use std::process::ExitCode;

use super::print::plain;
use super::tables::markdown;
use super::today;
use crate::cli::{Digest as Arguments, DigestFormat};
use crate::digest::{Digest, digest};
use crate::error::Result;
use crate::workspace;

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let snapshot = workspace::load(&arguments.log.dir, None, today(&arguments.log)?)?;
    let digest = digest(&snapshot);
    let text = match arguments.format {
        DigestFormat::Text => text(&digest),
        DigestFormat::Markdown => as_markdown(&digest),
    };
    // A reader that closes the pipe has read enough.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}

fn text(digest: &Digest) -> String {
    let mut out = format!("{}\n{}\n", plain(&digest.title), plain(&digest.period));
    for section in &digest.sections {
        out += &format!("\n{}\n", plain(&section.heading).to_uppercase());
        if section.items.is_empty() {
            out += &format!("  {}\n", plain(&section.empty));
        }
        for item in &section.items {
            out += &format!("  - {}\n", plain(&item.text));
            item.more.iter().for_each(|more| out += &format!("      {}\n", plain(more)));
        }
    }
    out
}

fn as_markdown(digest: &Digest) -> String {
    let mut out = format!("# {}\n\n{}\n", markdown(&digest.title), markdown(&digest.period));
    for section in &digest.sections {
        out += &format!("\n## {}\n\n", markdown(&section.heading));
        if section.items.is_empty() {
            out += &format!("{}\n", markdown(&section.empty));
        }
        for item in &section.items {
            out += &format!("- {}\n", markdown(&item.text));
            item.more.iter().for_each(|more| out += &format!("  - {}\n", markdown(more)));
        }
    }
    out
}
