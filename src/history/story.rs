//! Tells the history of one record: what each of its versions changed, and who did it.

use std::rc::Rc;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use jiff::civil::Date as Day;

use super::author::Authors;
use super::replay::Before;
use super::repository::{Blob, Change, CommitIndex, Repository};
use super::text::Fingerprint;
use super::version::{Mark, Version, Versions};
use super::{Deed, Event, EventKind};
use crate::model::{Role, Status};

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
    pub(super) sign_off: Mark,
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

/// A record's history while it is being told.
pub(super) struct Story<'s, 'w> {
    repository: &'s Repository,
    versions: &'s Versions<'w>,
    authors: &'s Authors<'w>,
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

impl<'s, 'w> Story<'s, 'w> {
    pub(super) fn new(repository: &'s Repository, versions: &'s Versions<'w>, authors: &'s Authors<'w>) -> Self {
        Self { repository, versions, authors, events: Vec::new(), states: HashMap::new(), is_partial: false }
    }

    fn note(&mut self, deed: &Arc<Deed>, kind: EventKind) {
        self.events.push(Event { deed: Arc::clone(deed), kind });
    }

    /// What the version that this change made adds to it; versions that it builds on are told first.
    pub(super) fn tell(&mut self, index: usize, before: &Before) {
        let repository = self.repository;
        let change = &repository.changes[index];
        let commit = &repository.commits[change.commit as usize];
        let deed = self.authors.deed(change.commit);
        let deed = if commit.is_cut { Arc::new(Deed { day: None, author: None, teams: Vec::new(), ..(*deed).clone() }) } else { deed };
        let parents: Vec<Rc<State>> = before.versions.iter().filter_map(|version| self.states.get(version).cloned()).collect();
        let Some(blob) = change.blob else { return };
        let Some(version) = self.versions.get(blob) else {
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
            let deleted = self.authors.deed(self.repository.changes[deleted].commit);
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
        let mut gone: Vec<Mark> = left.first().into_iter().flatten().map(|it| it.sign_off).collect();
        gone.retain(|sign_off| left.iter().all(|side| side.iter().any(|it| it.sign_off == *sign_off)));
        for sign_off in new {
            let replaced = gone.iter().position(|it| it.role == sign_off.role && it.team == sign_off.team);
            let signed = sign_off.signed();
            let kind = match replaced {
                Some(at) => {
                    gone.remove(at);
                    EventKind::SignOffChanged(signed)
                }
                None => EventKind::Signed(signed),
            };
            self.note(deed, kind);
            recorded.push(Recorded {
                sign_off: *sign_off,
                deed: Arc::clone(deed),
                commit: change.commit,
                is_cut: self.repository.commits[change.commit as usize].is_cut,
                is_bot: self.authors.is_bot(change.commit),
                trailer: self.authors.trailers_name(change.commit, sign_off.team),
                with_record,
                text: version.text,
                blob,
            });
        }
        for sign_off in gone {
            self.note(deed, EventKind::Withdrawn(sign_off.signed()));
        }
        recorded
    }

    /// The whole, as of the version that this change made.
    pub(super) fn end(mut self, newest: usize) -> Past {
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
