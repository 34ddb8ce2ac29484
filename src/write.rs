//! Puts the pages on disk, so that whoever reads the site meanwhile never meets half a page.
//!
//! Every changed file is first written below `.adrsite/staging` in the output folder. Only when all of them are there are they
//! moved to their places, each by one rename, whole folders at once where they are new. A build that fails or is killed
//! before that leaves the previous site untouched; one that fails or is killed while moving leaves every page whole, old or new.
//!
//! `.adrsite/manifest` lists what adrsite made. Nothing else is ever overwritten or removed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::discover::STATE_DIR;
use crate::error::{Error, Result};

/// Pages that are made in one go.
const PORTION: usize = 16;

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Relative to the site's root, with `/`.
    pub route: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// What writing a site did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Those that were new or had changed.
    pub changed: usize,
    /// Files of the previous site that were removed.
    pub removed: usize,
}

/// An output folder that this process alone writes into.
#[derive(Debug)]
pub struct Output {
    root: PathBuf,
    /// What adrsite made there before.
    manifest: BTreeSet<String>,
    /// Held until the output is dropped; the system lets go of it even if the process is killed.
    _lock: File,
}

impl Output {
    /// Takes hold of the output folder `root` for the log in `dir`, and makes it where it is missing.
    ///
    /// # Errors
    /// The folder holds the sources, another build is writing into it, or the disk says no.
    pub fn open(root: &Path, dir: &Path) -> Result<Self> {
        refuse_sources(root, dir)?;
        let state = root.join(STATE_DIR);
        fs::create_dir_all(&state).map_err(Error::io("create", &state))?;
        let lock_path = state.join("lock");
        let lock = File::create(&lock_path).map_err(Error::io("write", &lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(Error::Usage(format!("another build is writing into `{}`\n  hint: wait for it to end", root.display())));
            }
            Err(fs::TryLockError::Error(source)) => return Err(Error::Io { action: "lock", path: lock_path, source }),
        }
        let manifest_path = state.join("manifest");
        let manifest = match fs::read_to_string(&manifest_path) {
            Ok(text) => text.lines().map(str::to_owned).collect(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => BTreeSet::new(),
            Err(source) => return Err(Error::Io { action: "read", path: manifest_path, source }),
        };
        Ok(Self { root: root.to_owned(), manifest, _lock: lock })
    }

    /// Writes the site: `routes` names its files, and `render` makes the one at a position.
    ///
    /// # Errors
    /// A file that adrsite did not make is in the way, a page cannot be rendered, or the disk says no. Nothing of the previous
    /// site has changed then, unless it was a move or a removal that failed: then every page is whole, old or new.
    pub fn write(&self, routes: &[String], render: impl Fn(usize) -> Result<Vec<u8>> + Sync) -> Result<Written> {
        self.refuse_foreign(routes)?;
        let staging = self.root.join(STATE_DIR).join("staging");
        remove_dir(&staging)?;
        fs::create_dir_all(&staging).map_err(Error::io("create", &staging))?;
        let result = self.stage_and_move(&staging, routes, render);
        // What is left of a build that failed would only waste space; its error matters more than one of cleaning up.
        let cleaned = remove_dir(&staging);
        result.and_then(|written| cleaned.map(|()| written))
    }

    fn stage_and_move(&self, staging: &Path, routes: &[String], render: impl Fn(usize) -> Result<Vec<u8>> + Sync) -> Result<Written> {
        let folders: BTreeSet<&str> = routes.iter().filter_map(|route| route.rsplit_once('/')).map(|(folder, _)| folder).collect();
        for folder in folders {
            let folder = staging.join(folder);
            fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
        }
        let changed = AtomicUsize::new(0);
        let fresh = self.manifest.is_empty();
        // In small portions, so that a core that is done with its own finds some of another's.
        (0..routes.len()).into_par_iter().with_max_len(PORTION).try_for_each(|index| {
            let bytes = render(index)?;
            let route = &routes[index];
            if !fresh && self.manifest.contains(route) && is_same(&self.root.join(route), &bytes) {
                return Ok(());
            }
            changed.fetch_add(1, Ordering::Relaxed);
            let path = staging.join(route);
            fs::write(&path, bytes).map_err(Error::io("write", &path))
        })?;
        // From here on both the old and the new files are adrsite's, whenever the process may end.
        let old: BTreeSet<&str> = self.manifest.iter().map(String::as_str).collect();
        let new: BTreeSet<&str> = routes.iter().map(String::as_str).collect();
        self.write_manifest(old.union(&new))?;
        move_into(staging, &self.root)?;
        let mut removed = 0;
        for stale in old.difference(&new) {
            removed += usize::from(self.remove(stale)?);
        }
        self.write_manifest(new.iter())?;
        Ok(Written { files: routes.len(), changed: changed.into_inner(), removed })
    }

    /// Keeps something for the next build. It only saves time, so it is no error where that fails.
    pub fn remember(&self, name: &str, bytes: &[u8]) {
        let state = self.root.join(STATE_DIR);
        let draft = state.join(format!("{name}.new"));
        let _ = fs::write(&draft, bytes).and_then(|()| fs::rename(&draft, state.join(name)));
    }

    /// Refuses to overwrite a file that adrsite did not make.
    fn refuse_foreign(&self, routes: &[String]) -> Result<()> {
        if !fs::read_dir(&self.root).is_ok_and(|mut entries| entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() != STATE_DIR))) {
            return Ok(());
        }
        let foreign: Vec<&str> = routes
            .par_iter()
            .filter(|route| !self.manifest.contains(*route) && fs::symlink_metadata(self.root.join(route)).is_ok())
            .map(String::as_str)
            .collect();
        match foreign.as_slice() {
            [] => Ok(()),
            [first, rest @ ..] => {
                let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
                Err(Error::Usage(format!(
                    "`{}`{more} in the output folder was not made by adrsite, and would be overwritten\n  hint: give an empty folder with `--output`, or remove the file",
                    self.root.join(first).display()
                )))
            }
        }
    }

    fn write_manifest<'a>(&self, routes: impl Iterator<Item = &'a &'a str>) -> Result<()> {
        let state = self.root.join(STATE_DIR);
        let mut text = String::new();
        for route in routes {
            text += route;
            text.push('\n');
        }
        let manifest = state.join("manifest");
        if is_same(&manifest, text.as_bytes()) {
            return Ok(());
        }
        let draft = state.join("manifest.new");
        fs::write(&draft, text).map_err(Error::io("write", &draft))?;
        fs::rename(&draft, &manifest).map_err(Error::io("write", &manifest))
    }

    /// Removes a file of the previous site, and its folders where they are empty then.
    fn remove(&self, route: &str) -> Result<bool> {
        // The manifest is a file like any other; a line of it must not lead out of the output.
        if route.split('/').any(|part| matches!(part, "" | "." | "..")) || Path::new(route).is_absolute() {
            return Ok(false);
        }
        let path = self.root.join(route);
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
            Err(source) => return Err(Error::Io { action: "remove", path, source }),
        }
        let mut folder = path.parent();
        while let Some(parent) = folder.filter(|parent| **parent != *self.root) {
            if fs::remove_dir(parent).is_err() {
                break;
            }
            folder = parent.parent();
        }
        Ok(true)
    }
}

/// What an earlier build kept under this name in the output folder `root`; empty where there is nothing.
#[must_use]
pub fn remembered(root: &Path, name: &str) -> Vec<u8> {
    fs::read(root.join(STATE_DIR).join(name)).unwrap_or_default()
}

/// The output may lie inside the log's folder, where it is not read, but not hold the log itself.
fn refuse_sources(root: &Path, dir: &Path) -> Result<()> {
    let real = |path: &Path| -> PathBuf {
        // What does not exist yet has a parent that does, at last the root.
        let mut missing = Vec::new();
        let mut at = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        loop {
            if let Ok(found) = at.canonicalize() {
                return missing.iter().rev().fold(found, |path: PathBuf, name| path.join(name));
            }
            match (at.file_name().map(ToOwned::to_owned), at.parent().map(Path::to_owned)) {
                (Some(name), Some(parent)) => {
                    missing.push(name);
                    at = parent;
                }
                _ => return at,
            }
        }
    };
    let (root_path, dir_path) = (real(root), real(dir));
    if dir_path.starts_with(&root_path) {
        return Err(Error::Usage(format!(
            "the output folder `{}` holds the records in `{}`\n  hint: give another folder with `--output`, for instance `--output site`",
            root.display(),
            dir.display()
        )));
    }
    if root_path.is_file() {
        return Err(Error::Usage(format!("the output `{}` is a file, expected a folder", root.display())));
    }
    Ok(())
}

fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    if !file.metadata().is_ok_and(|metadata| metadata.len() == bytes.len() as u64) {
        return false;
    }
    let mut old = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut old).is_ok() && old == bytes
}

/// Moves everything below `from` to the same place below `to`; a folder that is new there moves as a whole.
fn move_into(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).map_err(Error::io("read", from))? {
        let entry = entry.map_err(Error::io("read", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let is_folder = entry.file_type().map_err(Error::io("read", &source))?.is_dir();
        if is_folder && target.is_dir() {
            move_into(&source, &target)?;
        } else {
            fs::rename(&source, &target).map_err(Error::io("write", &target))?;
        }
    }
    Ok(())
}

fn remove_dir(path: &Path) -> Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::Io { action: "remove", path: path.to_owned(), source: error })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(root: &Path, files: &[(&str, &str)]) -> Result<Written> {
        let dir = tempfile::tempdir().unwrap();
        let routes: Vec<String> = files.iter().map(|(route, _)| (*route).to_owned()).collect();
        Output::open(root, dir.path())?.write(&routes, |index| Ok(files[index].1.as_bytes().to_vec()))
    }

    #[test]
    fn a_second_build_rewrites_what_changed_and_removes_what_is_gone() {
        let root = tempfile::tempdir().unwrap();
        let first = site(root.path(), &[("index.html", "1"), ("a/x.html", "x"), ("b/y.html", "y")]).unwrap();
        assert_eq!(first, Written { files: 3, changed: 3, removed: 0 });
        let second = site(root.path(), &[("index.html", "2"), ("a/x.html", "x")]).unwrap();
        assert_eq!(second, Written { files: 2, changed: 1, removed: 1 });
        assert_eq!(fs::read_to_string(root.path().join("index.html")).unwrap(), "2");
        assert!(!root.path().join("b").exists());
    }

    #[test]
    fn files_of_others_are_neither_overwritten_nor_removed() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("CNAME"), "x").unwrap();
        site(root.path(), &[("index.html", "1")]).unwrap();
        site(root.path(), &[("other.html", "1")]).unwrap();
        assert!(root.path().join("CNAME").exists());
        let error = site(root.path(), &[("CNAME", "mine")]).unwrap_err();
        assert!(error.to_string().contains("was not made by adrsite"), "{error}");
        assert_eq!(fs::read_to_string(root.path().join("CNAME")).unwrap(), "x");
        assert!(root.path().join("other.html").exists());
    }

    #[test]
    fn a_build_that_fails_changes_nothing() {
        let root = tempfile::tempdir().unwrap();
        site(root.path(), &[("index.html", "1"), ("a.html", "a")]).unwrap();
        let dir = tempfile::tempdir().unwrap();
        let routes = ["index.html".to_owned(), "b.html".to_owned()];
        let failed = Output::open(root.path(), dir.path()).unwrap().write(&routes, |index| match index {
            0 => Ok(b"2".to_vec()),
            _ => Err(Error::Theme("broken".to_owned())),
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(root.path().join("index.html")).unwrap(), "1");
        assert!(root.path().join("a.html").exists() && !root.path().join("b.html").exists());
        assert!(!root.path().join(STATE_DIR).join("staging").exists());
    }

    #[test]
    fn one_build_at_a_time() {
        let root = tempfile::tempdir().unwrap();
        let dir = tempfile::tempdir().unwrap();
        let first = Output::open(root.path(), dir.path()).unwrap();
        let second = Output::open(root.path(), dir.path()).unwrap_err();
        assert!(second.to_string().contains("another build"), "{second}");
        drop(first);
        Output::open(root.path(), dir.path()).unwrap();
    }

    #[test]
    fn the_output_may_not_hold_the_sources() {
        let dir = tempfile::tempdir().unwrap();
        assert!(Output::open(dir.path(), dir.path()).is_err());
        assert!(Output::open(dir.path(), &dir.path().join("docs")).is_err());
        Output::open(&dir.path().join("site"), dir.path()).unwrap();
    }

    #[test]
    fn a_manifest_cannot_reach_out_of_the_output() {
        let root = tempfile::tempdir().unwrap();
        let outside = root.path().join("precious");
        fs::write(&outside, "x").unwrap();
        let site_dir = root.path().join("site");
        site(&site_dir, &[("index.html", "1")]).unwrap();
        fs::write(site_dir.join(STATE_DIR).join("manifest"), "index.html\n../precious\n").unwrap();
        site(&site_dir, &[("index.html", "2")]).unwrap();
        assert!(outside.exists());
    }
}
