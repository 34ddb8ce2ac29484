//! Follows every record from version to version, and notes what happened and who did it.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use jiff::civil::Date as Day;

use super::author::Authors;
use super::repository::{Ancestry, Blob, Change, CommitIndex, Repository};
use super::text::Fingerprint;
use super::version::Version;
use super::{Deed, Event, EventKind, Mailmap, Signed};
use crate::config::Directory;
use crate::model::{Role, SignOff, Status, Teams};

/// What history says of a record as it is committed.
#[derive(Debug, Clone)]
pub struct Past {
    pub(super) events: Vec<Event>,
    /// Its sign-offs, each with where it comes from.
    pub(super) recorded: Vec<Recorded>,
    pub(super) status_text: Option<String>,
    pub(super) text: Fingerprint,
    /// The commit that brought it, unless that is hidden.
    pub(super) created: Option<Day>,
    /// Whether it was settled before it came: then git knows neither when it was proposed nor when it was settled.
    pub(super) came_settled: bool,
    /// The day of the commit that gave it the status it was settled with.
    pub(super) settled: Option<Day>,
    /// Some of its contents are not in the clone.
    pub(super) is_partial: bool,
}

/// A sign-off and the commit that recorded it.
#[derive(Debug, Clone)]
pub(super) struct Recorded {
    pub(super) sign_off: SignOff,
    pub(super) deed: Arc<Deed>,
    /// Later ones come after earlier ones.
    pub(super) commit: CommitIndex,
    pub(super) is_cut: bool,
    pub(super) is_bot: bool,
    pub(super) trailer: bool,
    /// In the commit that brought the record into the log.
    pub(super) with_record: bool,
    /// The text that it was given for.
    pub(super) text: Fingerprint,
    pub(super) blob: Blob,
}

/// Which versions there are, and which of them the log's records come from.
pub struct Replay<'a> {
    repository: &'a Repository,
    ancestry: Ancestry<'a>,
    /// Changes that gave a file this content, oldest first.
    by_content: HashMap<(&'a str, Blob), Vec<usize>>,
    deletions: HashMap<&'a str, Vec<usize>>,
}

/// The pasts of the records that were asked for, by their paths in the repository, and what they approved.
pub type Replayed = HashMap<String, Past>;

/// Where a version comes from.
#[derive(Debug, Clone, Default)]
struct Before {
    versions: Vec<usize>,
    /// It was deleted in between, by these changes.
    deleted: Option<usize>,
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

    /// All contents that the records at these paths ever had, with the paths under which they had them.
    #[must_use]
    pub fn contents(&self, paths: &[String]) -> Vec<(Blob, &'a str)> {
        let mut wanted: HashMap<Blob, &'a str> = HashMap::new();
        let mut seen = vec![false; self.repository.changes.len()];
        let mut open: Vec<usize> = paths.iter().filter_map(|path| self.newest(path)).collect();
        while let Some(index) = open.pop() {
            if std::mem::replace(&mut seen[index], true) {
                continue;
            }
            let change = &self.repository.changes[index];
            if let Some(blob) = change.blob {
                wanted.entry(blob).or_insert(&change.path);
            }
            open.extend(self.before(change).versions);
        }
        let mut wanted: Vec<(Blob, &str)> = wanted.into_iter().collect();
        wanted.sort_unstable();
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
        versions: &HashMap<Blob, Version>,
        mailmap: &Mailmap,
        directory: Option<&Directory>,
        teams: &Teams,
    ) -> Replayed {
        let mut authors = Authors::new(self.repository, mailmap, directory, teams);
        let swapped = self.swapped(versions);
        let one = |path: &String| {
            let newest = self.newest(path)?;
            Some((path.clone(), self.past(newest, versions, &swapped, &mut authors)))
        };
        paths.iter().filter_map(one).collect()
    }

    /// Changes whose content comes from another file of the same commit: two records that swapped their names, with or
    /// without other front-matter and titles.
    fn swapped(&self, versions: &HashMap<Blob, Version>) -> HashMap<usize, (&'a str, Blob)> {
        let mut found = HashMap::new();
        let changes = &self.repository.changes;
        let body = |blob: Blob| versions.get(&blob).map(|version| version.body);
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

    fn past(
        &self,
        newest: usize,
        versions: &HashMap<Blob, Version>,
        swapped: &HashMap<usize, (&'a str, Blob)>,
        authors: &mut Authors<'_>,
    ) -> Past {
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
        let mut story = Story { replay: self, versions, authors, events: Vec::new(), states: HashMap::new(), is_partial: false };
        for index in line {
            let before = befores.remove(&index).unwrap_or_default();
            story.tell(index, &before);
        }
        story.end(newest)
    }
}

/// A record's history while it is being told.
struct Story<'s, 'a, 'w> {
    replay: &'s Replay<'a>,
    versions: &'s HashMap<Blob, Version>,
    authors: &'s mut Authors<'w>,
    events: Vec<Event>,
    states: HashMap<usize, Rc<State>>,
    is_partial: bool,
}

/// What is known of a record at one of its versions.
#[derive(Debug, Clone, Default)]
struct State {
    path: String,
    status: Option<Status>,
    status_text: Option<String>,
    text: Fingerprint,
    recorded: Vec<Recorded>,
    created: Option<Day>,
    came_settled: bool,
    settled: Option<Day>,
    /// The version itself is not at hand, so nothing can be told from comparing with it.
    is_unknown: bool,
}

impl Story<'_, '_, '_> {
    fn note(&mut self, deed: &Arc<Deed>, kind: EventKind) {
        self.events.push(Event { deed: Arc::clone(deed), kind });
    }

    fn tell(&mut self, index: usize, before: &Before) {
        let repository = self.replay.repository;
        let change = &repository.changes[index];
        let commit = &repository.commits[change.commit as usize];
        let deed = self.authors.deed(change.commit);
        let deed = if commit.is_cut { Arc::new(Deed { day: None, author: None, teams: Vec::new(), ..(*deed).clone() }) } else { deed };
        let parents: Vec<Rc<State>> = before.versions.iter().filter_map(|version| self.states.get(version).cloned()).collect();
        let Some(blob) = change.blob else { return };
        let Some(version) = self.versions.get(&blob) else {
            self.is_partial = true;
            let state = State { path: change.path.clone(), is_unknown: true, ..parents.first().map(|p| (**p).clone()).unwrap_or_default() };
            self.states.insert(index, Rc::new(state));
            return;
        };
        self.note_name(&deed, change, &parents, before, commit.is_cut);
        let first = parents.first();
        let mut state = State {
            path: change.path.clone(),
            status: version.status,
            status_text: version.status_text.clone(),
            text: version.text,
            created: first.map_or((!commit.is_cut).then_some(commit.day), |first| first.created),
            came_settled: first.map_or_else(|| came_settled(version, commit.day), |first| first.came_settled),
            settled: first.and_then(|first| first.settled),
            ..State::default()
        };
        let known: Vec<&State> = parents.iter().map(Rc::as_ref).filter(|state| !state.is_unknown).collect();
        if known.iter().all(|parent| parent.status != version.status) {
            if let Some(parent) = known.first() {
                self.note(&deed, EventKind::Status(parent.status_text.clone(), version.status_text.clone()));
            }
            match version.status {
                // Superseded or deprecated later: what settled it stays what it was.
                Some(Status::Accepted | Status::Rejected) => state.settled = (!commit.is_cut).then_some(commit.day),
                Some(Status::Draft | Status::Proposed) => state.settled = None,
                _ => {}
            }
        }
        if !known.is_empty() && known.iter().all(|parent| parent.text != version.text) {
            let approved = known.iter().any(|parent| parent.recorded.iter().any(|it| it.sign_off.role == Role::Approver));
            self.note(&deed, EventKind::Edited(approved));
        }
        state.recorded = self.recorded(change, blob, version, &known, parents.is_empty(), &deed);
        self.states.insert(index, Rc::new(state));
    }

    fn note_name(&mut self, deed: &Arc<Deed>, change: &Change, parents: &[Rc<State>], before: &Before, is_cut: bool) {
        if let Some(deleted) = before.deleted {
            let deleted = self.authors.deed(self.replay.repository.changes[deleted].commit);
            self.note(&deleted, EventKind::Deleted);
            self.note(deed, EventKind::Restored);
        } else if parents.is_empty() {
            self.note(deed, if is_cut { EventKind::Cut } else { EventKind::Created });
        } else if parents.iter().all(|parent| parent.path != change.path) {
            self.note(deed, EventKind::Renamed(parents[0].path.clone()));
        }
    }

    /// The sign-offs of a version, each with where it comes from; notes what appeared, changed and went.
    fn recorded(
        &mut self,
        change: &Change,
        blob: Blob,
        version: &Version,
        parents: &[&State],
        with_record: bool,
        deed: &Arc<Deed>,
    ) -> Vec<Recorded> {
        let mut left: Vec<Vec<&Recorded>> = parents.iter().map(|parent| parent.recorded.iter().collect()).collect();
        let mut recorded = Vec::with_capacity(version.sign_offs.len());
        let mut new = Vec::new();
        for sign_off in &version.sign_offs {
            let mut known: Option<&Recorded> = None;
            for side in &mut left {
                if let Some(at) = side.iter().position(|it| it.sign_off == *sign_off) {
                    let found = side.remove(at);
                    // Of two branches that both have it, the one that had it first.
                    known = Some(known.filter(|known| known.commit <= found.commit).unwrap_or(found));
                }
            }
            match known {
                Some(known) => recorded.push(known.clone()),
                None => new.push(sign_off),
            }
        }
        // Gone is what every branch had; what one branch took out before is told there.
        let mut gone: Vec<&SignOff> = left.first().into_iter().flatten().map(|it| &it.sign_off).collect();
        gone.retain(|sign_off| left.iter().all(|side| side.iter().any(|it| it.sign_off == **sign_off)));
        for sign_off in new {
            let replaced = gone.iter().position(|it| it.role == sign_off.role && it.team == sign_off.team);
            let signed = Signed { role: sign_off.role, team: sign_off.team, outcome: sign_off.outcome };
            let kind = match replaced {
                Some(at) => {
                    gone.remove(at);
                    EventKind::SignOffChanged(signed)
                }
                None => EventKind::Signed(signed),
            };
            self.note(deed, kind);
            recorded.push(Recorded {
                sign_off: sign_off.clone(),
                deed: Arc::clone(deed),
                commit: change.commit,
                is_cut: self.replay.repository.commits[change.commit as usize].is_cut,
                is_bot: self.authors.is_bot(change.commit),
                trailer: self.authors.trailers_name(change.commit, sign_off.team),
                with_record,
                text: version.text,
                blob,
            });
        }
        for sign_off in gone {
            self.note(deed, EventKind::Withdrawn(Signed { role: sign_off.role, team: sign_off.team, outcome: sign_off.outcome }));
        }
        recorded
    }

    fn end(mut self, newest: usize) -> Past {
        let state = self.states.remove(&newest).map(|state| (*state).clone()).unwrap_or_default();
        Past {
            events: self.events,
            recorded: state.recorded,
            status_text: state.status_text,
            text: state.text,
            created: state.created,
            came_settled: state.came_settled,
            settled: state.settled,
            is_partial: self.is_partial,
        }
    }
}

/// Whether a record that comes into the log says that it was settled on an earlier day: an older log that is brought over.
fn came_settled(version: &Version, day: Day) -> bool {
    let open = matches!(version.status, None | Some(Status::Draft | Status::Proposed));
    !open && version.date.is_some_and(|date| date < day)
}
