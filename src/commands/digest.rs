//! `adrsite digest`

use std::process::ExitCode;

use super::print::{plain, raw_data};
use super::tables::markdown;
use super::today;
use crate::cli::{Digest as Arguments, DigestFormat};
use crate::digest::{Digest, Line, Link, digest};
use crate::error::Result;
use crate::render::Theme;
use crate::workspace;

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let dir = &arguments.log.dir;
    let snapshot = workspace::load(dir, None, today(&arguments.log)?)?;
    let theme = Theme::load(dir, &snapshot.config)?;
    let digest = digest(&snapshot, theme.language());
    let text = match arguments.format {
        DigestFormat::Text => text(&digest),
        DigestFormat::Markdown => as_markdown(&digest),
        DigestFormat::Html => theme.document("digest.html", &digest)?,
    };
    raw_data(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn text(digest: &Digest) -> String {
    let line = |line: &Line| plain(&format!("{}{}", line.about.as_ref().map_or("", |about| about.text.as_str()), line.text));
    let mut out = format!("{}\n{}\n", plain(&digest.title.text), plain(&digest.period));
    for section in &digest.sections {
        out += &format!("\n{}\n", plain(&section.heading.text).to_uppercase());
        if section.items.is_empty() {
            out += &format!("  {}\n", plain(&section.empty));
        }
        for item in &section.items {
            out += &format!("  - {}\n", line(&item.line));
            item.more.iter().for_each(|more| out += &format!("      {}\n", line(more)));
        }
    }
    if let Some(url) = &digest.title.url {
        out += &format!("\n{}\n", plain(url));
    }
    out
}

fn as_markdown(digest: &Digest) -> String {
    let link = |link: &Link| match &link.url {
        Some(url) => format!("[{}](<{}>)", markdown(&link.text), plain(url).replace(['<', '>'], "")),
        None => markdown(&link.text),
    };
    let line = |line: &Line| line.about.as_ref().map(link).unwrap_or_default() + &markdown(&line.text);
    let mut out = format!("# {}\n\n{}\n", link(&digest.title), markdown(&digest.period));
    for section in &digest.sections {
        out += &format!("\n## {}\n\n", link(&section.heading));
        if section.items.is_empty() {
            out += &format!("{}\n", markdown(&section.empty));
        }
        for item in &section.items {
            out += &format!("- {}\n", line(&item.line));
            item.more.iter().for_each(|more| out += &format!("  - {}\n", line(more)));
        }
    }
    out
}
