//! The history of a log's repositories: read once for each commit that is checked out, and set against the files after
//! each change.

mod missing;
mod read;
mod tell;

use std::path::{Path, PathBuf};

use crate::config::{Config, DateOrder};
use crate::diagnostic::Diagnostic;
use crate::discover::Discovery;
use crate::git::Known;
use crate::history::{Extent, LogHistory, Prints, compare};
use crate::model::DecisionLog;
use missing::missing;
use read::{Read, read};
use tell::{Told, tell};

/// The repositories that a log's sources lie in, as they were last read.
#[derive(Debug, Default)]
pub(super) struct Histories {
    known: Known,
    read: Option<Read>,
    told: Option<Told>,
    prints: Prints,
}

impl Histories {
    /// With what was learned in an earlier run.
    pub(super) fn with(known: Known) -> Self {
        Self { known, ..Self::default() }
    }

    /// What was learned.
    pub(super) fn into_learned(self) -> super::Learned {
        super::Learned(self.known)
    }

    /// Reads what is checked out, unless that was read before. Says whether it is something else now.
    pub(super) fn look(&mut self, dir: &Path, config: &Config, discovery: &Discovery) -> bool {
        let folders: Vec<PathBuf> = if config.without_history {
            Vec::new()
        } else {
            let sources = discovery.sources.iter().map(|source| dir.join(&source.path));
            sources.chain([dir.to_owned()]).collect()
        };
        if self.read.as_ref().is_some_and(|read| read.is_current(&folders)) {
            return false;
        }
        self.told = None;
        self.read = Some(read(dir, folders, discovery, &mut self.known));
        true
    }

    /// Files that change when something else is checked out.
    pub(super) fn signs(&self) -> impl Iterator<Item = &Path> {
        self.read.iter().flat_map(|read| &read.signs).map(|(path, _)| path.as_path())
    }

    /// What history says of a log, and what is missing of it.
    pub(super) fn of(
        &mut self,
        log: &DecisionLog,
        date_orders: &[DateOrder],
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> LogHistory {
        let Some(read) = self.read.as_ref().filter(|read| !read.folders.is_empty()) else {
            return LogHistory::without(Extent::Off);
        };
        let paths: Vec<String> = log.adrs.iter().map(|adr| adr.path.clone()).collect();
        let told = self.told.take().filter(|told| told.is_of(&paths, &log.teams, date_orders, config));
        if !read.repositories.is_empty() {
            self.prints.look(log);
        }
        let told = told.unwrap_or_else(|| tell(read, &mut self.known, paths, log, date_orders, config, &self.prints));
        let is_tracked = !told.pasts.is_empty();
        diagnostics.extend(missing(read, &told, log));
        let is_shallow = read.repositories.iter().any(|it| it.repository.is_shallow);
        let extent = match (is_tracked, told.is_partial, is_shallow) {
            (false, ..) => Extent::None,
            (_, true, _) => Extent::Partial,
            (_, _, true) => Extent::Shallow,
            _ => Extent::Whole,
        };
        let history = match extent {
            Extent::None => LogHistory::without(extent),
            extent => LogHistory::new(extent, compare(log, &told.pasts, &told.texts, &self.prints), told.mapping.clone()),
        };
        self.told = Some(told);
        history
    }
}
