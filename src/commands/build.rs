//! `adrsite build`

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use super::{fails, print, stats, today};
use crate::cli::Build;
use crate::error::{Error, Result};
use crate::model::{AdrIndex, Status};
use crate::render::{Site, Theme};
use crate::workspace::{self, Snapshot};
use crate::write::{self, Output, Written};

/// What was learned from the repository's history. It may be deleted at any time.
const HISTORY: &str = "history";

pub(super) fn run(arguments: &Build) -> Result<ExitCode> {
    let start = Instant::now();
    let dir = &arguments.log.dir;
    let root = arguments.output.clone().unwrap_or_else(|| dir.join("site"));
    let learned = write::remembered(&root, HISTORY);
    let (snapshot, learned) = workspace::load_and_learn(dir, Some(&root), today(&arguments.log)?, &learned)?;
    let theme = Theme::load(dir, &snapshot.config)?;
    if !arguments.quiet {
        // The site is what was asked for, whether or not anybody hears of it.
        let _ = print::diagnostics(&mut std::io::stderr().lock(), &snapshot.diagnostics);
    }
    if fails(&snapshot.diagnostics, arguments.strict) {
        print::failed(&snapshot.diagnostics);
        return Ok(ExitCode::from(1));
    }
    let output = Output::open(&root, dir)?;
    let site = Site::new(Arc::new(snapshot), Arc::new(theme));
    if !arguments.single_page {
        // Here, as a worker of the pool would do it alone.
        site.prepare();
    }
    let (written, learned) = rayon::join(|| write(&site, &output, arguments), || learned.into_bytes());
    let written = written?;
    if let Some(learned) = learned {
        output.remember(HISTORY, &learned);
    }
    print::built(site.snapshot(), &root, written, start.elapsed());
    // The process ends here; giving back memory piece by piece would only take time.
    std::mem::forget(site);
    Ok(ExitCode::SUCCESS)
}

fn write(site: &Site, output: &Output, arguments: &Build) -> Result<Written> {
    if !arguments.single_page {
        let pages = site.pages();
        let routes: Vec<String> = pages.iter().map(|page| site.route(*page)).collect();
        return output.write(&routes, |index| site.render(pages[index]));
    }
    let (decisions, chosen) = chosen(site.snapshot(), arguments)?;
    let files = site.single_page(&decisions, chosen.as_deref())?;
    let routes: Vec<String> = files.iter().map(|(route, _)| route.clone()).collect();
    output.write(&routes, |index| Ok(files[index].1.clone()))
}

/// The decisions that the arguments ask for, in the order of the log, and in words what they are.
fn chosen(snapshot: &Snapshot, arguments: &Build) -> Result<(Vec<AdrIndex>, Option<String>)> {
    let team = arguments.team.as_deref().map(|name| stats::team(snapshot, name)).transpose()?;
    let status = arguments.status.as_deref().map(status).transpose()?;
    let tag = arguments.tag.as_deref().map(str::to_lowercase);
    let decisions: Vec<AdrIndex> = snapshot
        .log
        .iter()
        .filter(|(_, adr)| status.is_none_or(|status| adr.status == Some(status)))
        .filter(|(_, adr)| tag.as_ref().is_none_or(|tag| adr.tags.iter().any(|own| own.to_lowercase() == *tag)))
        .filter(|(_, adr)| team.is_none_or(|team| adr.sign_offs.iter().any(|sign_off| sign_off.team == team)))
        .map(|(index, _)| index)
        .collect();
    if decisions.is_empty() {
        return Err(Error::Usage("no decision is left\n  hint: give fewer of `--tag`, `--status` and `--team`".to_owned()));
    }
    let words =
        [status.map(|status| status.name().to_owned()), arguments.tag.clone(), team.map(|team| snapshot.log.teams.team(team).name.clone())];
    let words: Vec<String> = words.into_iter().flatten().collect();
    Ok((decisions, (!words.is_empty()).then(|| format!("({})", words.join(", ")))))
}

fn status(name: &str) -> Result<Status> {
    let known = Status::ALL.into_iter().find(|status| status.name().eq_ignore_ascii_case(name));
    known.ok_or_else(|| {
        let names = Status::ALL.map(Status::name).join(", ");
        Error::Usage(format!("`{name}` is no status\n  hint: the statuses are {names}"))
    })
}
