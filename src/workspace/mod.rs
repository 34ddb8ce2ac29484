//! Loads a log: the only place that reads records for a site, each file once per change. (`sign` and `new` read the one file
//! that they change.)
//!
//! [`load`] reads a log once. A [`Workspace`] reads it again and again: it remembers what each file said ([`Files`]) and what
//! lies behind links ([`Targets`]), so that a save costs the reading of one file. Everything after that (resolving, checks,
//! lists) is done anew over the whole log, by the same code as in `load`; there is no second, partial way to a snapshot.

mod files;
mod history;
mod targets;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date as Day;

use crate::check;
use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic};
use crate::discover::{self, Discovery};
use crate::error::Result;
use crate::git::Known;
use crate::history::LogHistory;
use crate::links::{Links, Memo};
use crate::model::DecisionLog;
use crate::parse::Draft;
use crate::resolve::{self, Resolved};
use crate::scorecard::{self, Scorecard};
use crate::statistics::{self, Statistics};
use crate::themes;
use files::Files;
pub(crate) use files::Stamp;
use history::Histories;
use targets::Targets;

/// Everything that pages are made of. Immutable; a change makes a new one.
#[derive(Debug)]
pub struct Snapshot {
    /// The folder that adrsite was given.
    pub dir: PathBuf,
    /// What its owners decided.
    pub config: Config,
    /// The decisions.
    pub log: DecisionLog,
    /// Where their links lead.
    pub links: Links,
    /// What the repository's history says of it.
    pub history: LogHistory,
    /// The figures.
    pub statistics: Statistics,
    /// The teams' own measurements.
    pub scorecard: Scorecard,
    /// All findings, by path, line and column.
    pub diagnostics: Vec<Diagnostic>,
    /// The day for which ages and due dates are computed.
    pub today: Day,
}

/// Reads and checks the log in `dir`. `output` is never read.
///
/// # Errors
/// `dir` cannot be read, the config cannot be used, or there is no log.
pub fn load(dir: &Path, output: Option<&Path>, today: Day) -> Result<Snapshot> {
    load_with(dir, Config::load(dir)?, output, today)
}

/// Reads and checks the log in `dir` with another config than its own.
///
/// # Errors
/// `dir` cannot be read, or there is no log.
pub fn load_with(dir: &Path, config: Config, output: Option<&Path>, today: Day) -> Result<Snapshot> {
    load_all(dir, config, output, today, &[]).map(|(snapshot, _)| snapshot)
}

/// As [`load`], with what an earlier run learned from the history; gives what there is to learn for the next one.
///
/// # Errors
/// As [`load`].
pub fn load_and_learn(dir: &Path, output: Option<&Path>, today: Day, learned: &[u8]) -> Result<(Snapshot, Learned)> {
    load_all(dir, Config::load(dir)?, output, today, learned)
}

/// What was learned from the repository's history.
#[derive(Debug)]
pub struct Learned(Known);

impl Learned {
    /// What is to be kept for the next run; `None` where there is nothing new.
    #[must_use]
    pub fn into_bytes(self) -> Option<Vec<u8>> {
        self.0.into_bytes()
    }
}

fn load_all(dir: &Path, config: Config, output: Option<&Path>, today: Day, learned: &[u8]) -> Result<(Snapshot, Learned)> {
    let discovery = discover::discover(dir, &config, output)?;
    let history = || {
        let mut histories = Histories::with(Known::from_bytes(learned));
        histories.look(dir, &config, &discovery);
        histories
    };
    let ((drafts, diagnostics), mut histories) = rayon::join(|| files::parse_all(&discovery, &config), history);
    let mut memory = Memory { targets: &mut Targets::new(dir), links: &mut Memo::default(), histories: &mut histories };
    let snapshot = assemble(dir, config, &drafts, &discovery, diagnostics, &mut memory, today);
    // What comes next finds their memory free.
    drop(drafts);
    Ok((snapshot, histories.into_learned()))
}

/// A log of files in memory, as if they lay in `dir`, where nothing is.
#[cfg(any(test, fuzzing))]
pub(crate) fn in_memory(dir: &Path, files: &[(&str, &[u8])], words: &crate::parse::StatusWords, config: Config, today: Day) -> Snapshot {
    let found = files.iter().map(|(path, _)| discover::FoundFile { path: (*path).to_owned(), absolute: dir.join(path), source: 0 });
    let sources = vec![crate::model::Source { path: String::new(), name: String::new() }];
    let discovery = Discovery { sources, files: found.collect(), diagnostics: Vec::new() };
    let mut drafts = Vec::new();
    let mut diagnostics = Vec::new();
    for ((path, bytes), route) in files.iter().zip(crate::routes::assign(&discovery)) {
        let content = crate::parse::Content::Bytes(bytes.to_vec());
        let file = crate::parse::SourceFile { path: (*path).to_owned(), source: 0, route, content };
        let parsed = crate::parse::parse(&file, words);
        drafts.push(Arc::new(parsed.draft));
        diagnostics.extend(parsed.diagnostics);
    }
    let mut memory = Memory { targets: &mut Targets::new(dir), links: &mut Memo::default(), histories: &mut Histories::default() };
    assemble(dir, config, &drafts, &discovery, diagnostics, &mut memory, today)
}

/// What is remembered from one snapshot to the next.
struct Memory<'a> {
    targets: &'a mut Targets,
    links: &'a mut Memo,
    histories: &'a mut Histories,
}

/// From what the files say to a snapshot.
fn assemble(
    dir: &Path,
    config: Config,
    drafts: &[Arc<Draft>],
    discovery: &Discovery,
    mut diagnostics: Vec<Diagnostic>,
    memory: &mut Memory<'_>,
    today: Day,
) -> Snapshot {
    diagnostics.extend_from_slice(&discovery.diagnostics);
    let Resolved { mut log, mut links, date_orders, diagnostics: found } =
        resolve::resolve(drafts, discovery.sources.clone(), &config, memory.links);
    diagnostics.extend(found);
    memory.targets.look(&mut log, &mut links);
    let history = memory.histories.of(&log, &date_orders, &config, &mut diagnostics);
    history.fill_days(&mut log);
    let mut statistics = statistics::statistics_with(&log, &config.policy, today, &history.days(), &config.early_signs);
    if config.people {
        statistics.count_people(&log);
    }
    let context = check::Context { config: &config, log: &log, links: &links, history: &history, statistics: &statistics };
    diagnostics.extend(check::check(&context));
    let (scorecard, found) = scorecard::load(dir, &config, &log.teams);
    diagnostics.extend(found);
    diagnostics.extend(unspoken(dir, &config));
    if log.adrs.is_empty() && log.unpublished == 0 {
        diagnostics.push(no_records(dir));
    }
    diagnostics.sort();
    diagnostics.dedup();
    count_problems(&mut log, &diagnostics);
    Snapshot { dir: dir.to_owned(), config, log, links, history, statistics, scorecard, diagnostics, today }
}

/// Where the teams' own measurements are.
fn scorecard_file(config: &Config) -> &str {
    config.scorecard.file.as_deref().unwrap_or(config::SCORECARD_FILE)
}

/// What there is to say where no theme speaks the config's language.
fn unspoken(dir: &Path, config: &Config) -> Option<Diagnostic> {
    let languages = themes::languages(dir, &config.theme);
    if themes::spoken(&config.language, &languages).is_some() {
        return None;
    }
    let line = Config::text(dir).map_or(1, |text| crate::yaml::line_of_key(&text, &["language"]));
    let text = format!("there are no texts in the language `{}`, expected one of `{}`", config.language, languages.join("`, `"));
    let base = config.language.split('-').next().unwrap_or_default();
    let hint = format!("translate `adrsite theme eject languages/en.yaml` as `theme/languages/{base}.yaml`; what it leaves out is English");
    Some(Diagnostic::new(Code::UnknownLanguage, config::FILE_NAME, (line, 1), text).hint(hint))
}

fn no_records(dir: &Path) -> Diagnostic {
    Diagnostic::new(
        Code::NoRecords,
        config::FILE_NAME,
        (1, 1),
        format!("no decision record was found in `{}`, expected markdown files (`*.md`) below it", dir.display()),
    )
    .hint("give the log's folder, or name it under `sources`")
}

fn count_problems(log: &mut DecisionLog, diagnostics: &[Diagnostic]) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for diagnostic in diagnostics {
        *counts.entry(&diagnostic.path).or_default() += 1;
    }
    for adr in &mut log.adrs {
        adr.problems = counts.get(adr.path.as_str()).copied().unwrap_or(0);
    }
}

impl Snapshot {
    /// The findings in one file.
    #[must_use]
    pub fn problems_of(&self, path: &str) -> &[Diagnostic] {
        let start = self.diagnostics.partition_point(|diagnostic| diagnostic.path.as_str() < path);
        let length = self.diagnostics[start..].partition_point(|diagnostic| diagnostic.path == path);
        &self.diagnostics[start..start + length]
    }
}

/// A log that is read again after each change.
#[derive(Debug)]
pub struct Workspace {
    dir: PathBuf,
    output: Option<PathBuf>,
    base_url: Option<String>,
    files: Files,
    targets: Targets,
    links: Memo,
    histories: Histories,
    /// What the last snapshot was made of, as far as no file's cache knows it.
    last: Option<Last>,
}

/// What a snapshot depends on beside the files' own contents.
#[derive(Debug)]
struct Last {
    config: String,
    discovery: Arc<Discovery>,
    scorecard: Option<Stamp>,
    today: Day,
}

impl Workspace {
    /// A workspace over the log in `dir`. `output` is never read; `base_url` stands for that of the config.
    #[must_use]
    pub fn new(dir: &Path, output: Option<&Path>, base_url: Option<&str>) -> Self {
        Self {
            dir: dir.to_owned(),
            output: output.map(Path::to_owned),
            base_url: base_url.map(str::to_owned),
            files: Files::default(),
            targets: Targets::new(dir),
            links: Memo::default(),
            histories: Histories::default(),
            last: None,
        }
    }

    /// Files outside of the log that change when something is committed or checked out.
    pub(crate) fn history_signs(&self) -> impl Iterator<Item = &Path> {
        self.histories.signs()
    }

    /// Looks at everything again. `None` where nothing has changed since the last snapshot.
    ///
    /// # Errors
    /// As [`load`].
    pub fn reload(&mut self, today: Day) -> Result<Option<Snapshot>> {
        let (text, config) = self.config()?;
        let discovery = discover::discover(&self.dir, &config, self.output.as_deref())?;
        let known = self.last.as_ref().map(|last| &last.discovery).filter(|known| ***known == discovery);
        let discovery = known.map_or_else(|| Arc::new(discovery), Arc::clone);
        let stale = self.files.read(&discovery, &config, None);
        let stale = self.targets.recheck(None) || stale;
        let stale = self.histories.look(&self.dir, &config, &discovery) || stale;
        Ok(self.snapshot(text, config, discovery, stale, today))
    }

    /// Looks only at the files that `changed` names, relative to the log's folder, where that is enough; else at everything.
    ///
    /// # Errors
    /// As [`load`].
    pub fn refresh(&mut self, changed: &[String], today: Day) -> Result<Option<Snapshot>> {
        let (text, config) = self.config()?;
        let walk_again = |last: &Last| last.config != text || changed.iter().any(|path| self.needs_walk(path));
        let Some(discovery) = self.last.as_ref().filter(|last| !walk_again(last)).map(|last| Arc::clone(&last.discovery)) else {
            return self.reload(today);
        };
        let stale = self.files.read(&discovery, &config, Some(changed));
        let stale = self.targets.recheck(Some(changed)) || stale || changed.iter().any(|path| path == scorecard_file(&config));
        // Whether something else is checked out shows in a few files; git itself runs only where it is.
        let stale = self.histories.look(&self.dir, &config, &discovery) || stale;
        Ok(self.snapshot(text, config, discovery, stale, today))
    }

    /// Whether a path that changed may have changed which files there are.
    fn needs_walk(&self, path: &str) -> bool {
        // Settings of other tools say where the log is.
        if matches!(path, "" | ".adr-dir" | ".log4brains.yml") {
            return true;
        }
        let known = self.files.knows(path);
        match std::fs::symlink_metadata(self.dir.join(path)) {
            Ok(metadata) if metadata.is_file() => !known && discover::is_markdown(Path::new(path)),
            Ok(_) => true,
            // Editors' swap and temporary files are gone before anybody looks.
            Err(_) => known || self.files.knows_below(path),
        }
    }

    fn config(&self) -> Result<(String, Config)> {
        let text = Config::text(&self.dir)?;
        let mut config = Config::parse(&text)?;
        if let Some(base_url) = &self.base_url {
            config.base_url = Some(base_url.clone());
        }
        Ok((text, config))
    }

    fn snapshot(&mut self, text: String, config: Config, discovery: Arc<Discovery>, stale: bool, today: Day) -> Option<Snapshot> {
        let scorecard = Stamp::of(&self.dir.join(scorecard_file(&config)));
        let same = self.last.as_ref().is_some_and(|last| {
            last.today == today && last.scorecard == scorecard && last.config == text && Arc::ptr_eq(&last.discovery, &discovery)
        });
        if same && !stale {
            return None;
        }
        let (drafts, diagnostics) = self.files.drafts(&discovery);
        let mut memory = Memory { targets: &mut self.targets, links: &mut self.links, histories: &mut self.histories };
        let snapshot = assemble(&self.dir, config, &drafts, &discovery, diagnostics, &mut memory, today);
        self.last = Some(Last { config: text, discovery, scorecard, today });
        Some(snapshot)
    }
}
