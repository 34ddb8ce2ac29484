//! What stands behind each sign-off of the log as it is now.

use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::repository::Blob;
use super::story::{Past, Recorded};
use super::text::{Fingerprint, Print, fingerprints, lines};
use super::version::Mark;
use super::{BACKDATED_DAYS, ChangedText, Deed, Event, EventKind, Evidence, Grade, Pasts, Reason, RecordHistory, Signed};
use crate::model::{Adr, CalendarDate, DecisionLog, Document, Role, SignOff, days_between};

/// Texts as they were approved, by the paths of their records and their blobs, where they are at hand.
#[derive(Debug, Default)]
pub struct Texts(HashMap<String, HashMap<Blob, Arc<str>>>);

impl Texts {
    /// Adds the text that a record had in a blob, line by line.
    pub fn add(&mut self, path: &str, blob: Blob, lines: Arc<str>) {
        self.0.entry(path.to_owned()).or_default().insert(blob, lines);
    }
}

/// Fingerprints of texts that were looked at before: a text is the same as long as its document is.
#[derive(Debug, Default)]
pub struct Prints(Vec<(Arc<Document>, Print)>);

impl Prints {
    /// Looks at the texts of a log.
    pub fn look(&mut self, log: &DecisionLog) {
        let print = |(at, adr): (usize, &Adr)| match self.0.get(at) {
            Some((document, print)) if Arc::ptr_eq(document, &adr.document) => (Arc::clone(document), *print),
            _ => (Arc::clone(&adr.document), fingerprints(&adr.title, &adr.document)),
        };
        self.0 = log.adrs.par_iter().enumerate().map(print).collect();
    }

    /// The fingerprints of the text of the record at a position in the log.
    #[must_use]
    pub fn of(&self, position: usize) -> Print {
        self.0.get(position).map(|(_, print)| *print).unwrap_or_default()
    }
}

/// Sets the past of every record against what its file says now.
#[must_use]
pub fn compare(log: &DecisionLog, pasts: &Pasts, texts: &Texts, prints: &Prints) -> Vec<RecordHistory> {
    let pairs = log.adrs.par_iter().zip(&prints.0);
    pairs.map(|(adr, (_, print))| record(adr, print.text, pasts.get(&adr.path), texts.0.get(&adr.path))).collect()
}

fn record(adr: &Adr, text: Fingerprint, past: Option<&Past>, texts: Option<&HashMap<Blob, Arc<str>>>) -> RecordHistory {
    let uncommitted = Arc::new(Deed { commit: None, day: None, author: None, teams: Vec::new() });
    let Some(past) = past else {
        let event = Event { deed: Arc::clone(&uncommitted), kind: EventKind::Created };
        let evidence = adr.sign_offs.iter().map(|sign_off| not_committed(sign_off, &uncommitted)).collect();
        return RecordHistory { events: vec![event], evidence, ..RecordHistory::default() };
    };
    let mut events = past.events.clone();
    let mut note = |kind| events.push(Event { deed: Arc::clone(&uncommitted), kind });
    if adr.status_text != past.status_text {
        note(EventKind::Status(past.status_text.clone(), adr.status_text.clone()));
    }
    if text != past.text {
        note(EventKind::Edited(past.recorded.iter().any(|it| it.sign_off.role == Role::Approver)));
    }
    let mut left: Vec<&Recorded> = past.recorded.iter().collect();
    let found: Vec<Option<&Recorded>> = adr
        .sign_offs
        .iter()
        .map(|sign_off| {
            let now = Mark::of(sign_off);
            let at = left.iter().position(|it| it.sign_off == now)?;
            Some(left.remove(at))
        })
        .collect();
    let mut evidence = Vec::with_capacity(found.len());
    for (sign_off, found) in adr.sign_offs.iter().zip(&found) {
        evidence.push(match found {
            Some(recorded) => of(sign_off, recorded, past, text),
            None => {
                let signed = Signed { role: sign_off.role, team: sign_off.team, outcome: sign_off.outcome };
                let replaced = left.iter().position(|it| it.sign_off.role == sign_off.role && it.sign_off.team == sign_off.team);
                match replaced {
                    Some(at) => {
                        left.remove(at);
                        note(EventKind::SignOffChanged(signed));
                    }
                    None => note(EventKind::Signed(signed)),
                }
                not_committed(sign_off, &uncommitted)
            }
        });
    }
    for gone in left {
        note(EventKind::Withdrawn(gone.sign_off.signed()));
    }
    let approvals = || found.iter().flatten().filter(|it| it.sign_off.role == Role::Approver);
    let last = approvals().max_by_key(|it| it.commit);
    let earliest_stale = approvals().filter(|it| it.text != text).min_by_key(|it| it.commit);
    let before = earliest_stale.and_then(|it| texts?.get(&it.blob));
    RecordHistory {
        events,
        evidence,
        first_known: past.created.filter(|_| !past.came_settled),
        settled: past.settled.filter(|_| !past.came_settled || past.settled != past.created),
        changed_after_approval: last.is_some_and(|last| last.text != text),
        changed_text: before.map(|before| ChangedText { before: Arc::clone(before), after: lines(&adr.title, &adr.document).into() }),
    }
}

fn not_committed(sign_off: &SignOff, uncommitted: &Arc<Deed>) -> Evidence {
    let deed = Some(Arc::clone(uncommitted));
    let SignOff { role, team, .. } = *sign_off;
    Evidence { role, team, grade: Grade::Unverifiable(Reason::NotCommitted), deed, is_stale: false, backdated: None, day: None }
}

fn of(sign_off: &SignOff, recorded: &Recorded, past: &Past, text: Fingerprint) -> Evidence {
    let deed = &recorded.deed;
    let grade = match deed.teams[..] {
        _ if recorded.is_cut => Grade::Unverifiable(Reason::Shallow),
        _ if past.is_partial => Grade::Unverifiable(Reason::Partial),
        [team] if team == sign_off.team => Grade::Own,
        _ if recorded.trailer => Grade::Trailer,
        [_] => Grade::Other,
        _ if recorded.is_bot => Grade::Unverifiable(Reason::Bot),
        _ => Grade::Unverifiable(Reason::UnknownAuthor),
    };
    let late = sign_off.date.and_then(CalendarDate::day).zip(deed.day).map(|(date, day)| days_between(date, day));
    Evidence {
        role: sign_off.role,
        team: sign_off.team,
        grade,
        deed: Some(Arc::clone(deed)),
        is_stale: sign_off.role == Role::Approver && recorded.text != text,
        backdated: late.filter(|days| *days > BACKDATED_DAYS),
        // What came with an older log that was brought over was signed on some day before.
        day: deed.day.filter(|_| !(recorded.with_record && past.came_settled)),
    }
}

/// The contents that were approved and differ from what is committed or in the file now, for the record with this past.
pub fn approved_contents(past: &Past) -> impl Iterator<Item = Blob> + '_ {
    past.recorded.iter().filter(|it| it.sign_off.role == Role::Approver && it.text != past.text).map(|it| it.blob)
}
