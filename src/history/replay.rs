//! Follows every record from version to version, under whatever names it had.

use std::collections::BTreeSet;

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::Mailmap;
use super::author::Authors;
use super::repository::{Ancestry, Blob, Change, Repository};
use super::story::{Past, Story};
use super::text::Fingerprint;
use super::version::Versions;
use crate::config::Directory;
use crate::model::Teams;

/// Which versions there are, and which of them the log's records come from.
pub struct Replay<'a> {
    pub(super) repository: &'a Repository,
    ancestry: Ancestry<'a>,
    /// Changes that gave a file this content, oldest first.
    by_content: HashMap<(&'a str, Blob), Vec<usize>>,
    deletions: HashMap<&'a str, Vec<usize>>,
}

/// The pasts of the records that were asked for, by their paths in the repository, and what they approved.
pub type Replayed = HashMap<String, Past>;

/// A content that a record had.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The content.
    pub blob: Blob,
    /// The record's path then.
    pub path: &'a str,
    /// Which of the records that were asked for.
    pub record: usize,
}

/// Where a version comes from.
#[derive(Debug, Clone, Default)]
pub(super) struct Before {
    pub(super) versions: Vec<usize>,
    /// It was deleted in between, by these changes.
    pub(super) deleted: Option<usize>,
}

impl<'a> Replay<'a> {
    /// Looks at a repository.
    #[must_use]
    pub fn new(repository: &'a Repository) -> Self {
        let mut by_content: HashMap<(&str, Blob), Vec<usize>> = HashMap::new();
        let mut deletions: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, change) in repository.changes.iter().enumerate() {
            match change.blob {
                Some(blob) => by_content.entry((&change.path, blob)).or_default().push(index),
                None => deletions.entry(&change.path).or_default().push(index),
            }
        }
        Self { repository, ancestry: Ancestry::new(&repository.commits), by_content, deletions }
    }

    /// All contents that the records at these paths ever had, the newest first, as packs have them.
    #[must_use]
    pub fn contents(&self, paths: &[String]) -> Vec<Wanted<'a>> {
        let mut wanted: HashMap<Blob, Wanted<'a>> = HashMap::new();
        let mut seen = vec![false; self.repository.changes.len()];
        let mut open = Vec::new();
        for (record, path) in paths.iter().enumerate() {
            open.extend(self.newest(path));
            while let Some(index) = open.pop() {
                if std::mem::replace(&mut seen[index], true) {
                    continue;
                }
                let change = &self.repository.changes[index];
                if let Some(blob) = change.blob {
                    wanted.entry(blob).or_insert(Wanted { blob, path: &change.path, record });
                }
                open.extend(self.before(change).versions);
            }
        }
        let mut wanted: Vec<Wanted<'a>> = wanted.into_values().collect();
        wanted.sort_unstable_by_key(|it| std::cmp::Reverse(it.blob));
        wanted
    }

    /// The change that gave a file the content that is checked out.
    fn newest(&self, path: &str) -> Option<usize> {
        let blob = *self.repository.head.get(path)?;
        self.by_content.get(&(path, blob))?.last().copied()
    }

    /// The versions that a change builds on.
    fn before(&self, change: &Change) -> Before {
        let nearest = |candidates: Option<&Vec<usize>>| {
            let candidates = candidates?.iter().rev().copied();
            candidates
                .filter(|index| self.repository.changes[*index].commit < change.commit)
                .find(|index| self.ancestry.comes_before(self.repository.changes[*index].commit, change.commit))
        };
        let version = |path: &str, blob: Blob| nearest(self.by_content.get(&(path, blob)));
        if !change.before.is_empty() {
            let mut versions: Vec<usize> = change.before.iter().filter_map(|(path, blob)| version(path, *blob)).collect();
            versions.dedup();
            return Before { versions, deleted: None };
        }
        // A file of the same name that was there before, and was deleted.
        let deleted = nearest(self.deletions.get(change.path.as_str()));
        let gone = deleted.and_then(|index| self.repository.changes[index].before.first());
        let versions: Vec<usize> = gone.and_then(|(path, blob)| version(path, *blob)).into_iter().collect();
        Before { deleted: deleted.filter(|_| !versions.is_empty()), versions }
    }

    /// Follows the records at `paths`.
    #[must_use]
    pub fn replay(
        &self,
        paths: &[String],
        versions: &Versions<'_>,
        mailmap: &Mailmap,
        directory: Option<&Directory>,
        teams: &Teams,
    ) -> Replayed {
        let authors = Authors::new(self.repository, mailmap, directory, teams);
        let swapped = self.swapped(versions);
        let one = |path: &String| {
            let newest = self.newest(path)?;
            Some((path.clone(), self.past(newest, versions, &swapped, &authors)))
        };
        paths.par_iter().filter_map(one).collect()
    }

    /// Changes whose content comes from another file of the same commit: two records that swapped their names, with or
    /// without other front-matter and titles.
    fn swapped(&self, versions: &Versions<'_>) -> HashMap<usize, (&'a str, Blob)> {
        let mut found = HashMap::new();
        let changes = &self.repository.changes;
        let body = |blob: Blob| versions.get(blob).map(|version| version.body);
        let mut start = 0;
        for chunk in changes.chunk_by(|a, b| a.commit == b.commit) {
            // (position, what it was, what it is), of files that kept their name.
            let kept = chunk.iter().enumerate().filter_map(|(at, change)| match (&change.before[..], change.blob) {
                ([(path, before)], Some(after)) if *path == change.path => Some((start + at, body(*before)?, body(after)?, *before)),
                _ => None,
            });
            let moved: Vec<_> = kept.filter(|(_, before, after, _)| before != after).collect();
            start += chunk.len();
            // A commit that rewrites the whole log swaps nothing.
            if moved.len() < 2 {
                continue;
            }
            let by_body: HashMap<Fingerprint, (usize, Blob)> = moved.iter().map(|(at, before, _, blob)| (*before, (*at, *blob))).collect();
            for (at, _, after, _) in &moved {
                if let Some((from, blob)) = by_body.get(after) {
                    found.insert(*at, (changes[*from].path.as_str(), *blob));
                }
            }
        }
        found
    }

    fn before_unless_swapped(&self, index: usize, swapped: &HashMap<usize, (&'a str, Blob)>) -> Before {
        let change = &self.repository.changes[index];
        match swapped.get(&index) {
            Some((path, blob)) => self.before(&Change { before: vec![((*path).to_owned(), *blob)], ..change.clone() }),
            None => self.before(change),
        }
    }

    fn past(&self, newest: usize, versions: &Versions<'_>, swapped: &HashMap<usize, (&'a str, Blob)>, authors: &Authors<'_>) -> Past {
        let mut line: BTreeSet<usize> = BTreeSet::new();
        let mut befores: HashMap<usize, Before> = HashMap::new();
        let mut open = vec![newest];
        while let Some(index) = open.pop() {
            if line.insert(index) {
                let before = self.before_unless_swapped(index, swapped);
                open.extend(&before.versions);
                befores.insert(index, before);
            }
        }
        let mut story = Story::new(self.repository, versions, authors);
        for index in line {
            let before = befores.remove(&index).unwrap_or_default();
            story.tell(index, &before);
        }
        story.end(newest)
    }
}
