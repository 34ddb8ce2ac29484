//! `adrsite build`

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use super::{fails, print, today};
use crate::cli::Build;
use crate::error::Result;
use crate::render::{Site, Theme};
use crate::workspace;
use crate::write::{self, Output};

/// What was learned from the repository's history. It may be deleted at any time.
const HISTORY: &str = "history";

pub(super) fn run(arguments: &Build) -> Result<ExitCode> {
    let start = Instant::now();
    let dir = &arguments.log.dir;
    let root = arguments.output.clone().unwrap_or_else(|| dir.join("site"));
    let learned = write::remembered(&root, HISTORY);
    let (snapshot, learned) = workspace::load_with(dir, Some(&root), today(&arguments.log)?, &learned)?;
    let theme = Theme::load(dir, &snapshot.config.language)?;
    if !arguments.quiet {
        print::diagnostics(&mut std::io::stderr().lock(), &snapshot.diagnostics);
    }
    if fails(&snapshot.diagnostics, arguments.strict) {
        print::failed(&snapshot.diagnostics);
        return Ok(ExitCode::from(1));
    }
    let output = Output::open(&root, dir)?;
    let site = Site::new(Arc::new(snapshot), Arc::new(theme));
    let pages = site.pages();
    let routes: Vec<String> = pages.iter().map(|page| site.route(*page)).collect();
    let written = output.write(&routes, |index| site.render(pages[index]))?;
    if let Some(learned) = learned {
        output.remember(HISTORY, &learned);
    }
    print::built(site.snapshot(), &root, written, start.elapsed());
    // The process ends here; giving back memory piece by piece would only take time.
    std::mem::forget(site);
    Ok(ExitCode::SUCCESS)
}
