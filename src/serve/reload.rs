//! From a batch of changes to a revision that is shown.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Date as Day;
use walkdir::WalkDir;

use super::live_reload::Hub;
use super::problems::{self, Broken, Problem};
use super::revision::Revision;
use super::watch::{Batch, Watch};
use super::{Notice, Tell};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::render::{Site, Theme};
use crate::themes::FOLDER;
use crate::workspace::{Snapshot, Stamp, Workspace};

/// After a change that was looked at alone, everything is looked at once: whatever the system did not tell is found then.
const SECOND_LOOK: Duration = Duration::from_secs(3);

/// How often everything is looked at without any event: file systems over a network tell nothing of others' changes.
const ROUND: Duration = Duration::from_secs(30);

/// The same where changes cannot be watched, or where what is broken may be the watched folder itself.
const ROUND_IF_BLIND: Duration = Duration::from_secs(2);

/// Above this many changes, looking at everything is no more work than looking at each.
const MANY: usize = 64;

/// How often event streams are tried.
const BEAT: Duration = Duration::from_secs(15);

/// Makes revisions.
pub(super) struct Reload {
    dir: PathBuf,
    workspace: Workspace,
    today: Box<dyn Fn() -> Result<Day> + Send>,
    tell: Tell,
    /// The newest state, though it may not be shown while the theme is broken.
    newest: State,
    shown: State,
    /// Of what the theme was made.
    theme_files: Vec<(PathBuf, Option<Stamp>)>,
    number: u64,
    broken: Broken,
    /// The last step failed, so the next one has to look at everything.
    failed: bool,
}

/// What a site is made of.
#[derive(Clone)]
struct State {
    snapshot: Arc<Snapshot>,
    theme: Arc<Theme>,
    /// The theme's name, and the language in which it speaks.
    chosen: (String, String),
}

impl Reload {
    /// Reads everything for the first time.
    ///
    /// # Errors
    /// The log, its config or its theme cannot be used.
    pub(super) fn new(
        dir: &Path,
        mut workspace: Workspace,
        today: Box<dyn Fn() -> Result<Day> + Send>,
        tell: Tell,
    ) -> Result<(Self, Revision)> {
        let snapshot = workspace.reload(today()?)?;
        // Nothing is the same as nothing: the first look always gives a snapshot.
        let snapshot = Arc::new(snapshot.ok_or_else(|| Error::Usage("the log could not be read".to_owned()))?);
        let theme_files = stamps(dir);
        let theme = Arc::new(Theme::load(dir, &snapshot.config)?);
        let revision = Revision::new(1, Site::new(Arc::clone(&snapshot), Arc::clone(&theme)));
        let broken = Broken::new(&snapshot.diagnostics);
        let chosen = chosen(&snapshot.config);
        let state = State { snapshot, theme, chosen };
        let newest = state.clone();
        let dir = dir.to_owned();
        Ok((Self { dir, workspace, today, tell, newest, shown: state, theme_files, number: 1, broken, failed: false }, revision))
    }

    /// Follows the changes until the process ends.
    pub(super) fn run(mut self, mut watch: Watch, hub: &Hub) {
        if let Some(reason) = watch.blind() {
            (self.tell)(&Notice::Blind(reason.to_owned()));
        }
        watch.look_beside(self.workspace.history_signs());
        let mut next_beat = Instant::now() + BEAT;
        let mut next_round = Instant::now() + SECOND_LOOK;
        loop {
            let wait = next_beat.min(next_round).saturating_duration_since(Instant::now());
            let batch = watch.next(wait);
            if Instant::now() >= next_beat {
                hub.beat();
                next_beat = Instant::now() + BEAT;
            }
            let batch = match batch {
                Some(batch) => batch,
                None if Instant::now() >= next_round => {
                    watch.cover();
                    Batch { unsure: true, ..Batch::default() }
                }
                None => continue,
            };
            // A record that makes the program panic is a mistake in the program; the preview stays with the last good pages.
            if catch_unwind(AssertUnwindSafe(|| self.step(&batch, hub))).is_err() {
                self.fail(vec![problems::of_text("this change cannot be shown: adrsite itself failed\n  hint: please report it")], hub);
            }
            watch.look_beside(self.workspace.history_signs());
            let blind = watch.blind().is_some() || self.failed;
            let pause = match (blind, batch.unsure) {
                (true, _) => ROUND_IF_BLIND,
                (false, false) => SECOND_LOOK,
                (false, true) => ROUND,
            };
            next_round = Instant::now() + pause;
        }
    }

    /// Shows what a batch changed, if anything, or says what is broken.
    fn step(&mut self, batch: &Batch, hub: &Hub) {
        let start = batch.at.unwrap_or_else(Instant::now);
        match self.revision(batch) {
            Err(error) => self.fail(problems::of_error(&error), hub),
            Ok(None) => {
                self.failed = false;
                let problems = self.broken.since(&self.shown.snapshot.diagnostics);
                self.set_problems(problems, hub);
            }
            Ok(Some((revision, before))) => {
                self.failed = false;
                let old = hub.current().show(revision);
                let problems = self.broken.since(&self.shown.snapshot.diagnostics);
                let (news, mended) = (hub.current().problems().as_slice() != problems, problems.is_empty());
                hub.current().set_problems(problems);
                hub.announce();
                let snapshot = &*self.shown.snapshot;
                let found = found_since(&before.snapshot.diagnostics, &snapshot.diagnostics);
                (self.tell)(&Notice::Reloaded { snapshot, changed: &batch.paths, found, time: start.elapsed() });
                if news && mended {
                    (self.tell)(&Notice::Mended);
                }
                // The old pages are freed after the new ones are shown.
                drop((old, before));
            }
        }
    }

    /// The next revision, with the state before it; `None` where nothing has changed.
    fn revision(&mut self, batch: &Batch) -> Result<Option<(Revision, State)>> {
        let today = (self.today)()?;
        let whole = batch.unsure || self.failed || batch.paths.len() > MANY;
        let snapshot = if whole { self.workspace.reload(today)? } else { self.workspace.refresh(&batch.paths, today)? };
        if let Some(snapshot) = snapshot {
            self.newest.snapshot = Arc::new(snapshot);
        }
        self.look_at_theme(batch, whole)?;
        let same_theme = Arc::ptr_eq(&self.newest.theme, &self.shown.theme);
        if same_theme && Arc::ptr_eq(&self.newest.snapshot, &self.shown.snapshot) {
            return Ok(None);
        }
        let State { snapshot, theme, .. } = self.newest.clone();
        let revision = Revision::new(self.number + 1, Site::new(snapshot, theme));
        if !same_theme {
            revision.try_all_kinds()?;
        }
        self.number += 1;
        let before = std::mem::replace(&mut self.shown, self.newest.clone());
        Ok(Some((revision, before)))
    }

    /// Reads the theme again where its files changed, or the config chose another theme or language.
    fn look_at_theme(&mut self, batch: &Batch, whole: bool) -> Result<()> {
        let config = &self.newest.snapshot.config;
        let chosen = chosen(config);
        let named = batch.paths.iter().any(|path| path == FOLDER || path.strip_prefix(FOLDER).is_some_and(|rest| rest.starts_with('/')));
        if !named && !whole && chosen == self.newest.chosen {
            return Ok(());
        }
        let files = stamps(&self.dir);
        if named || files != self.theme_files || chosen != self.newest.chosen {
            self.newest.theme = Arc::new(Theme::load(&self.dir, config)?);
            self.newest.chosen = chosen;
            self.theme_files = files;
        }
        Ok(())
    }

    fn fail(&mut self, problems: Vec<Problem>, hub: &Hub) {
        self.failed = true;
        self.set_problems(problems, hub);
    }

    fn set_problems(&self, problems: Vec<Problem>, hub: &Hub) {
        if *hub.current().problems() == problems {
            return;
        }
        let notice = if problems.is_empty() { Notice::Mended } else { Notice::Broken(&problems) };
        (self.tell)(&notice);
        hub.current().set_problems(problems);
        hub.announce();
    }
}

/// What the config says of the theme.
fn chosen(config: &Config) -> (String, String) {
    (config.theme.clone(), config.language.clone())
}

/// What shows that the files of the theme have changed.
fn stamps(dir: &Path) -> Vec<(PathBuf, Option<Stamp>)> {
    let files = WalkDir::new(dir.join(FOLDER)).sort_by_file_name().into_iter().filter_map(std::result::Result::ok);
    files.filter(|entry| entry.file_type().is_file()).map(|entry| (entry.path().to_owned(), Stamp::of(entry.path()))).collect()
}

/// Findings that were not there before.
fn found_since<'a>(before: &[Diagnostic], now: &'a [Diagnostic]) -> Vec<&'a Diagnostic> {
    let before: HashSet<&Diagnostic> = before.iter().collect();
    now.iter().filter(|diagnostic| !before.contains(diagnostic)).collect()
}
