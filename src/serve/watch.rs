//! What changes on disk, in batches: one save, one branch switch, one moved folder.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::WalkDir;

use super::relative;
use crate::discover;
use crate::error::{Error, Result};

/// Silence that ends a batch after a file is complete: closed, renamed or removed. Other files of the same save follow at once.
const PAUSE: Duration = Duration::from_millis(4);

/// Silence that ends a batch while a file is being written.
const PAUSE_IN_FILE: Duration = Duration::from_millis(15);

/// Silence that ends a batch of many files, and how many are many.
const PAUSE_IN_FLOOD: Duration = Duration::from_millis(60);
const FLOOD: usize = 32;

/// A batch ends after this time even without silence.
const LONGEST: Duration = Duration::from_millis(150);
const LONGEST_FLOOD: Duration = Duration::from_secs(2);

/// Some editors empty a file before they write it; so long an empty one is waited for.
const PATIENCE: Duration = Duration::from_millis(40);

/// Linux watches single folders, so those that hold no sources (`.git`, `node_modules`, …) cost nothing; elsewhere one watch
/// for everything below is the cheaper way.
const BY_FOLDER: bool = cfg!(target_os = "linux");

/// Watches the folder of a log.
#[derive(Debug)]
pub(super) struct Watch {
    root: PathBuf,
    output: Option<PathBuf>,
    watcher: RecommendedWatcher,
    signals: Receiver<Signal>,
    folders: HashSet<PathBuf>,
    /// Files that tell of commits, wherever the repository keeps them, and the folders that are watched for them.
    beside: Arc<Mutex<HashSet<PathBuf>>>,
    folders_beside: HashSet<PathBuf>,
    /// Why changes may be missed, if so.
    blind: Option<String>,
}

/// What one event of the system means here.
#[derive(Debug)]
struct Signal {
    paths: Vec<String>,
    /// Whether a file is complete.
    complete: bool,
    /// Events were lost.
    lost: bool,
}

/// What changed.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Paths below the log's folder, with `/`.
    pub(super) paths: Vec<String>,
    /// Whether anything else may have changed too.
    pub(super) unsure: bool,
    /// When the system told of the last of it.
    pub(super) at: Option<Instant>,
}

impl Watch {
    /// Watches everything below `dir` that can be a part of the site. `output` is left alone.
    pub(super) fn new(dir: &Path, output: &Path) -> Result<Self> {
        let root = dir.canonicalize().map_err(Error::io("read", dir))?;
        let (sender, signals) = channel();
        let below = root.clone();
        let beside: Arc<Mutex<HashSet<PathBuf>>> = Arc::default();
        let signs = Arc::clone(&beside);
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if let Some(signal) = signal(&below, &signs, event) {
                // Nobody listens any more only when the process ends.
                let _ = sender.send(signal);
            }
        });
        let watcher = watcher.map_err(|error| Error::Usage(format!("cannot watch `{}`: {error}", dir.display())))?;
        let mut watch = Self {
            output: output.canonicalize().ok(),
            root,
            watcher,
            signals,
            folders: HashSet::new(),
            beside,
            folders_beside: HashSet::new(),
            blind: None,
        };
        watch.cover();
        Ok(watch)
    }

    /// Watches single files that lie elsewhere, and no others any more. What cannot be watched is found by looking.
    pub(super) fn look_beside<'f>(&mut self, files: impl Iterator<Item = &'f Path>) {
        let files: HashSet<PathBuf> = files.map(Path::to_owned).collect();
        let mut known = self.beside.lock().unwrap_or_else(PoisonError::into_inner);
        if *known == files {
            return;
        }
        let folders: HashSet<PathBuf> = files.iter().filter_map(|file| file.parent().map(Path::to_owned)).collect();
        *known = files;
        drop(known);
        for gone in self.folders_beside.difference(&folders) {
            let _ = self.watcher.unwatch(gone);
        }
        for new in folders.difference(&self.folders_beside) {
            let _ = self.watcher.watch(new, RecursiveMode::NonRecursive);
        }
        self.folders_beside = folders;
    }

    /// Why changes may be missed, if so; then they have to be looked for.
    pub(super) fn blind(&self) -> Option<&str> {
        self.blind.as_deref()
    }

    /// The next batch; `None` where nothing happens for `wait`.
    pub(super) fn next(&mut self, wait: Duration) -> Option<Batch> {
        let first = self.signals.recv_timeout(wait).ok()?;
        let start = Instant::now();
        let mut paths = BTreeSet::new();
        let mut batch = Batch::default();
        let mut complete = false;
        let mut patient = false;
        let mut take = |signal: Signal, paths: &mut BTreeSet<String>| {
            paths.extend(signal.paths);
            complete = signal.complete;
            batch.unsure |= signal.lost;
            complete
        };
        let mut done = take(first, &mut paths);
        let mut last = start;
        loop {
            let (pause, longest) = match (paths.len() > FLOOD, done) {
                (true, _) => (PAUSE_IN_FLOOD, LONGEST_FLOOD),
                (_, true) => (PAUSE, LONGEST),
                (_, false) => (PAUSE_IN_FILE, LONGEST),
            };
            if start.elapsed() > longest {
                break;
            }
            match self.signals.recv_timeout(pause) {
                Ok(signal) => {
                    done = take(signal, &mut paths);
                    last = Instant::now();
                }
                Err(RecvTimeoutError::Timeout) if !patient && self.any_is_empty(&paths) => {
                    patient = true;
                    match self.signals.recv_timeout(PATIENCE) {
                        Ok(signal) => {
                            done = take(signal, &mut paths);
                            last = Instant::now();
                        }
                        Err(_) => break,
                    }
                }
                Err(_) => break,
            }
        }
        batch.at = Some(last);
        batch.unsure |= self.follow_folders(&paths);
        batch.paths = paths.into_iter().collect();
        Some(batch)
    }

    fn any_is_empty(&self, paths: &BTreeSet<String>) -> bool {
        let is_empty = |path: &String| std::fs::metadata(self.root.join(path)).is_ok_and(|file| file.is_file() && file.len() == 0);
        paths.len() <= FLOOD && paths.iter().any(is_empty)
    }

    /// Watches folders that are new, and no more those that are gone. Says whether there were any.
    fn follow_folders(&mut self, paths: &BTreeSet<String>) -> bool {
        if !BY_FOLDER {
            return false;
        }
        let mut folders = false;
        for path in paths {
            let path = self.root.join(path);
            if path != self.root && self.folders.contains(&path) {
                // A folder that was moved is still watched, under its old name. What is there now is watched below.
                let moved: Vec<PathBuf> = self.folders.iter().filter(|folder| folder.starts_with(&path)).cloned().collect();
                for folder in moved {
                    let _ = self.watcher.unwatch(&folder);
                    self.folders.remove(&folder);
                }
                folders = true;
            }
            folders |= path.is_dir();
        }
        if folders {
            self.cover();
        }
        folders
    }

    /// Watches everything that is not watched yet.
    pub(super) fn cover(&mut self) {
        if !BY_FOLDER {
            if self.folders.insert(self.root.clone()) {
                let watched = self.watcher.watch(&self.root, RecursiveMode::Recursive);
                self.blind = watched.err().map(|error| error.to_string());
            }
            return;
        }
        let output = self.output.clone();
        let walker = WalkDir::new(&self.root).into_iter().filter_entry(|entry| {
            let skipped = entry.depth() > 0 && entry.file_name().to_str().is_some_and(discover::is_skipped);
            let is_output =
                || entry.depth() > 0 && (output.as_deref() == Some(entry.path()) || entry.path().join(crate::discover::STATE_DIR).is_dir());
            entry.file_type().is_dir() && !skipped && !is_output()
        });
        for entry in walker.filter_map(std::result::Result::ok) {
            let folder = entry.into_path();
            if self.folders.contains(&folder) {
                continue;
            }
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => {
                    self.folders.insert(folder);
                }
                // Gone again.
                Err(_) if !folder.is_dir() => {}
                Err(error) => {
                    self.blind = Some(error.to_string());
                    return;
                }
            }
        }
    }
}

/// What an event means, if anything.
fn signal(root: &Path, beside: &Mutex<HashSet<PathBuf>>, event: notify::Result<notify::Event>) -> Option<Signal> {
    let lost = Signal { paths: Vec::new(), complete: true, lost: true };
    let Ok(event) = event else { return Some(lost) };
    if event.need_rescan() {
        return Some(lost);
    }
    let complete = match event.kind {
        // Reading is no change; it would make the preview watch itself.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => true,
        EventKind::Access(_) => return None,
        _ => false,
    };
    let paths: Vec<String> = event.paths.iter().filter_map(|path| relative(root, path)).filter(|path| matters(path)).collect();
    // A commit changes no path of the log: there is nothing to name, and something to look at.
    let is_beside = || {
        let beside = beside.lock().unwrap_or_else(PoisonError::into_inner);
        event.paths.iter().any(|path| beside.contains(path))
    };
    (!paths.is_empty() || is_beside()).then_some(Signal { paths, complete, lost: false })
}

/// Whether a path can be a part of the site: not what is hidden, or made by tools. Two settings of other tools are.
fn matters(path: &str) -> bool {
    matches!(path, ".adr-dir" | ".log4brains.yml") || !path.split('/').any(discover::is_skipped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch(dir: &Path) -> Watch {
        let mut watch = Watch::new(dir, &dir.join("site")).unwrap();
        while watch.next(Duration::from_millis(50)).is_some() {}
        watch
    }

    fn paths(watch: &mut Watch) -> Vec<String> {
        let mut all = BTreeSet::new();
        while let Some(batch) = watch.next(Duration::from_millis(300)) {
            all.extend(batch.paths);
        }
        all.into_iter().collect()
    }

    #[test]
    fn a_save_is_one_batch_and_reading_is_none() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a.md"), "1").unwrap();
        let mut watch = watch(dir.path());
        std::fs::write(dir.path().join("a.md"), "2").unwrap();
        assert_eq!(watch.next(Duration::from_secs(5)).unwrap().paths, ["a.md"]);
        std::fs::read(dir.path().join("a.md")).unwrap();
        assert!(watch.next(Duration::from_millis(200)).is_none());
    }

    #[test]
    fn single_files_elsewhere_tell_of_commits_and_their_neighbours_of_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let head = elsewhere.path().canonicalize().unwrap().join("HEAD");
        let mut watch = watch(dir.path());
        watch.look_beside([head.as_path()].into_iter());
        std::fs::write(head.with_file_name("index"), "1").unwrap();
        assert!(watch.next(Duration::from_millis(200)).is_none());
        std::fs::write(&head, "1").unwrap();
        let batch = watch.next(Duration::from_secs(5)).unwrap();
        assert!(batch.paths.is_empty() && !batch.unsure);
    }

    #[test]
    fn new_and_moved_folders_are_followed_and_hidden_ones_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let at = |path: &str| dir.path().join(path);
        std::fs::create_dir(at(".git")).unwrap();
        let mut watch = watch(dir.path());
        std::fs::create_dir(at("new")).unwrap();
        assert!(watch.next(Duration::from_secs(5)).unwrap().unsure);
        std::fs::write(at("new/a.md"), "1").unwrap();
        assert_eq!(paths(&mut watch), ["new/a.md"]);
        std::fs::rename(at("new"), at("old")).unwrap();
        assert!(watch.next(Duration::from_secs(5)).unwrap().unsure);
        paths(&mut watch);
        std::fs::write(at("old/a.md"), "2").unwrap();
        std::fs::write(at(".git/index"), "2").unwrap();
        assert_eq!(paths(&mut watch), ["old/a.md"]);
    }
}
