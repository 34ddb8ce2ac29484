//! A repository's history as one pass over git gave it: commits and what they changed, oldest first.

use std::sync::{Mutex, PoisonError};

use foldhash::{HashMap, HashSet};
use jiff::civil::Date as Day;

/// A commit's position in [`Repository::commits`]: smaller is older.
pub type CommitIndex = u32;

/// A blob's position in [`Repository::blobs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blob(pub u32);

/// Who somebody is in git: never published as it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Identity {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// A commit that is reachable from the one that is checked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full id, in hexadecimal.
    pub id: String,
    /// Those that it builds on, the one that was checked out first.
    pub parents: Vec<CommitIndex>,
    /// Who wrote it, as recorded; see [`Mailmap`](super::Mailmap).
    pub author: Identity,
    /// The author's calendar day.
    pub day: Day,
    /// The people whom its trailers name.
    pub trailers: Vec<Identity>,
    /// A shallow clone ends here: what came before is unknown, so what it seems to bring may be older.
    pub is_cut: bool,
}

/// What a commit did to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The commit.
    pub commit: CommitIndex,
    /// The file, relative to the repository's root; for a deletion the file that is gone.
    pub path: String,
    /// What it says now; `None` where it is gone.
    pub blob: Option<Blob>,
    /// What it was in each parent, under the name it had there; empty where it is new.
    pub before: Vec<(String, Blob)>,
}

/// The history of one repository, as far as it touches markdown files, the config and `.mailmap`.
#[derive(Debug, Clone, Default)]
pub struct Repository {
    /// Parents before children.
    pub commits: Vec<Commit>,
    /// In the order of their commits.
    pub changes: Vec<Change>,
    /// The ids of all blobs, in hexadecimal.
    pub blobs: Vec<String>,
    /// The files of the commit that is checked out, by their paths relative to the repository's root.
    pub head: HashMap<String, Blob>,
    /// Whether the clone leaves out older commits.
    pub is_shallow: bool,
    /// Whether the clone leaves out contents of files.
    pub is_partial: bool,
}

/// Steps of one search for an ancestor; then it is given up, and taken for none. Only files that had the same content twice
/// are searched for.
const STEPS: usize = 200_000;

/// Answers whether one commit comes before another, on any path through merges.
pub(super) struct Ancestry<'a> {
    commits: &'a [Commit],
    /// For each commit, the first one of the unbroken line of first parents that it lies on. Each line is a path.
    lines: Vec<CommitIndex>,
    known: Mutex<HashMap<(CommitIndex, CommitIndex), bool>>,
}

impl<'a> Ancestry<'a> {
    pub(super) fn new(commits: &'a [Commit]) -> Self {
        let mut lines: Vec<CommitIndex> = Vec::with_capacity(commits.len());
        let mut goes_on = vec![false; commits.len()];
        for (index, commit) in (0..).zip(commits) {
            let line = match commit.parents.first() {
                Some(parent) if !std::mem::replace(&mut goes_on[*parent as usize], true) => lines[*parent as usize],
                _ => index,
            };
            lines.push(line);
        }
        Self { commits, lines, known: Mutex::default() }
    }

    /// Whether `older` is `newer` or one that it builds on.
    pub(super) fn comes_before(&self, older: CommitIndex, newer: CommitIndex) -> bool {
        if older >= newer {
            return older == newer;
        }
        if self.lies_on_first_way(older, newer) {
            return true;
        }
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&(older, newer)).copied() {
            return found;
        }
        let found = self.search(older, newer);
        known().insert((older, newer), found);
        found
    }

    /// Whether following first parents from `newer` meets `older`: whole lines at a step.
    fn lies_on_first_way(&self, older: CommitIndex, newer: CommitIndex) -> bool {
        let mut at = newer;
        for _ in 0..64 {
            let start = self.lines[at as usize];
            if self.lines[older as usize] == start {
                return older <= at;
            }
            match self.commits[start as usize].parents.first() {
                Some(parent) if *parent >= older => at = *parent,
                _ => return false,
            }
        }
        false
    }

    fn search(&self, older: CommitIndex, newer: CommitIndex) -> bool {
        let mut seen = HashSet::from_iter([newer]);
        let mut open = vec![newer];
        for _ in 0..STEPS {
            let Some(at) = open.pop() else { return false };
            if at == older {
                return true;
            }
            let parents = self.commits[at as usize].parents.iter().copied();
            open.extend(parents.filter(|parent| *parent >= older && seen.insert(*parent)));
        }
        false
    }
}
