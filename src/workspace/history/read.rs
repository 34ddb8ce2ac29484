//! Reads the repositories that a log's sources lie in.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config;
use crate::discover::Discovery;
use crate::git::{self, Known, Missing, Place};
use crate::history::Repository;
use crate::workspace::Stamp;

/// What reading gave.
#[derive(Debug)]
pub(super) struct Read {
    /// By which it shows that something else is checked out, without running anything.
    pub(super) signs: Vec<(PathBuf, Option<Stamp>)>,
    pub(super) folders: Vec<PathBuf>,
    pub(super) repositories: Vec<LogRepository>,
    pub(super) missing: Vec<Missing>,
}

/// A repository, and which folders of the log lie in it.
#[derive(Debug)]
pub(super) struct LogRepository {
    pub(super) place: Place,
    pub(super) repository: Repository,
    /// Folders of the log, and where the repository has them; each with a `/` at its end, or empty for the root.
    folders: Vec<(String, String)>,
    /// Where the repository has the log's config, if it does.
    pub(super) config: Option<String>,
}

impl Read {
    /// Whether these folders were read, and nothing else is checked out since.
    pub(super) fn is_current(&self, folders: &[PathBuf]) -> bool {
        self.folders == folders && self.signs.iter().all(|(path, stamp)| Stamp::of(path) == *stamp)
    }
}

/// Reads the repositories of these folders: those of the sources, and that of the log in `dir`.
pub(super) fn read(dir: &Path, folders: Vec<PathBuf>, discovery: &Discovery, known: &mut Known) -> Read {
    let mut repositories: BTreeMap<PathBuf, LogRepository> = BTreeMap::new();
    let mut missing = Vec::new();
    let mut signs = Vec::new();
    for folder in &folders {
        let is_log = folder == dir;
        let of_source = discovery.sources.iter().find(|source| dir.join(&source.path) == *folder);
        let place = match git::locate(folder) {
            Ok(place) => place,
            // The config alone may lie outside of what the sources lie in.
            Err(_) if of_source.is_none() => continue,
            Err(reason) => {
                missing.push(reason);
                continue;
            }
        };
        signs.extend(git::signs(&place).into_iter().map(|path| (path.clone(), Stamp::of(&path))));
        if let Some(log_repository) = repositories.get_mut(&place.root) {
            log_repository.add(is_log, of_source.map(|source| source.path.as_str()), &place);
            continue;
        }
        if of_source.is_none() {
            continue;
        }
        match git::read(&place, known) {
            Ok(repository) => {
                let mut log_repository = LogRepository { place: place.clone(), repository, folders: Vec::new(), config: None };
                log_repository.add(is_log, of_source.map(|source| source.path.as_str()), &place);
                repositories.insert(place.root, log_repository);
            }
            Err(reason) => missing.push(reason),
        }
    }
    missing.sort();
    missing.dedup();
    Read { signs, folders, repositories: repositories.into_values().collect(), missing }
}

impl LogRepository {
    fn add(&mut self, is_log: bool, source: Option<&str>, place: &Place) {
        if let Some(source) = source {
            let folder = if source.is_empty() { String::new() } else { format!("{source}/") };
            self.folders.push((folder, place.prefix.clone()));
        }
        if is_log {
            self.config = Some(format!("{}{}", place.prefix, config::FILE_NAME));
        }
    }

    /// Where the repository has a file of the log.
    pub(super) fn path_of(&self, path: &str) -> Option<String> {
        let inside = self.folders.iter().filter_map(|(folder, prefix)| Some((folder.len(), prefix, path.strip_prefix(folder.as_str())?)));
        let (_, prefix, rest) = inside.max_by_key(|(length, ..)| *length)?;
        Some(format!("{prefix}{rest}"))
    }
}
