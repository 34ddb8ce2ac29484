//! Loads a log: the only place that reads source text, each file once.

use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::civil::Date as Day;
use rayon::prelude::*;

use crate::check;
use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic};
use crate::discover::{self, FoundFile};
use crate::error::Result;
use crate::links::{ImageState, Links, Target, documents};
use crate::model::{Asset, DecisionLog};
use crate::parse::{self, Content, MAX_FILE_BYTES, Parsed, SourceFile, StatusWords};
use crate::resolve::{self, Resolved};
use crate::scorecard::{self, Scorecard};
use crate::statistics::{self, Statistics};
use crate::{images, routes};

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
    let config = Config::load(dir)?;
    let discovery = discover::discover(dir, &config, output)?;
    let routes = routes::assign(&discovery);
    let words = StatusWords::new(&config.statuses);
    let parsed: Vec<Parsed> =
        discovery.files.par_iter().zip(routes).map(|(file, route)| parse::parse(&read(file, route), &words)).collect();
    let mut diagnostics = discovery.diagnostics;
    let mut drafts = Vec::with_capacity(parsed.len());
    for Parsed { draft, diagnostics: found } in parsed {
        drafts.push(draft);
        diagnostics.extend(found);
    }
    let Resolved { mut log, mut links, diagnostics: found } = resolve::resolve(drafts, discovery.sources, &config);
    diagnostics.extend(found);
    look_at_targets(dir, &mut log, &mut links);
    let statistics = statistics::statistics(&log, &config.policy, today);
    diagnostics.extend(check::check(&check::Context { config: &config, log: &log, links: &links, statistics: &statistics }));
    let (scorecard, found) = scorecard::load(dir, &config, &log.teams);
    diagnostics.extend(found);
    if log.adrs.is_empty() && log.unpublished == 0 {
        diagnostics.push(no_records(dir));
    }
    diagnostics.sort();
    diagnostics.dedup();
    count_problems(&mut log, &diagnostics);
    Ok(Snapshot { dir: dir.to_owned(), config, log, links, statistics, scorecard, diagnostics, today })
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

fn read(file: &FoundFile, route: String) -> SourceFile {
    let content = match read_bounded(&file.absolute) {
        Ok(content) => content,
        Err(error) => Content::Unreadable(error.to_string()),
    };
    SourceFile { path: file.path.clone(), source: file.source, route, content }
}

/// Reads at most [`MAX_FILE_BYTES`], however much the file grows meanwhile.
fn read_bounded(path: &Path) -> std::io::Result<Content> {
    let file = std::fs::File::open(path)?;
    let size = file.metadata()?.len();
    let mut bytes = Vec::with_capacity(size.min(MAX_FILE_BYTES) as usize + 1);
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    Ok(if length > MAX_FILE_BYTES { Content::TooLarge(size.max(length)) } else { Content::Bytes(bytes) })
}

/// Looks which files and images behind links are there; only those that a record names are touched.
fn look_at_targets(dir: &Path, log: &mut DecisionLog, links: &mut Links) {
    let mut files: HashSet<String> = HashSet::new();
    let mut images: HashSet<String> = HashSet::new();
    for (path, document) in documents(log) {
        for link in &document.links {
            if let Target::File(file, _) = links.target(path, &link.target) {
                files.insert(file);
            }
        }
        for image in &document.images {
            if let Target::File(file, _) = links.target(path, &image.target) {
                images.insert(file);
            }
        }
    }
    let root = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let existing = files.into_par_iter().filter(|file| inside(&root, file).is_some()).collect();
    links.set_existing(existing);
    let mut images: Vec<String> = images.into_iter().collect();
    images.sort_unstable();
    let mut taken = crate::slug::Slugs::default();
    let states: Vec<(String, ImageState)> = images
        .into_par_iter()
        .map(|file| {
            let state = match inside(&root, &file) {
                Some(path) => images::inspect(&path),
                None => ImageState::Missing,
            };
            (file, state)
        })
        .collect();
    let mut by_path = HashMap::with_capacity(states.len());
    for (file, state) in states {
        let state = match state {
            ImageState::Image(_) => {
                let route = taken.unique_of(&images::route(&file));
                log.assets.push(Asset { path: file.clone(), route: route.clone() });
                ImageState::Image(route)
            }
            other => other,
        };
        by_path.insert(file, state);
    }
    links.set_images(by_path);
}

/// The real path of a file below `root`, if it is there; links that lead out of it do not count.
fn inside(root: &Path, path: &str) -> Option<PathBuf> {
    let real = root.join(path).canonicalize().ok()?;
    real.starts_with(root).then_some(real)
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
