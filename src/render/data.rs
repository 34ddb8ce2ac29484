//! `decisions.json`: the contract with other programs. Fields may be added, none renamed.

use rayon::prelude::*;
use serde::Serialize;

use crate::history::{Event, EventKind, Evidence, Grade};
use crate::model::{Adr, AdrIndex, CalendarDate, RelationKind, Role, Status};
use crate::routes::url;
use crate::workspace::Snapshot;

#[derive(Serialize)]
struct Decisions<'a> {
    title: Option<&'a str>,
    generated_for: String,
    /// The last field, and put in afterwards.
    decisions: [DecisionData<'a>; 0],
}

/// Decisions that one core writes in one go.
const CHUNK: usize = 256;

#[derive(Serialize)]
struct DecisionData<'a> {
    id: Option<&'a str>,
    number: Option<u64>,
    title: &'a str,
    status: Option<Status>,
    status_text: Option<&'a str>,
    date: Option<CalendarDate>,
    path: &'a str,
    source: &'a str,
    url: String,
    tags: &'a [String],
    proposed_by: Vec<&'a str>,
    reviewed_by: Vec<&'a str>,
    approved_by: Vec<&'a str>,
    supersedes: Vec<&'a str>,
    superseded_by: Vec<&'a str>,
    amends: Vec<&'a str>,
    amended_by: Vec<&'a str>,
    depends_on: Vec<&'a str>,
    relates_to: Vec<&'a str>,
    problems: usize,
    /// One for each sign-off; empty where there is no history.
    evidence: Vec<EvidenceData<'a>>,
    timeline: Vec<EventData<'a>>,
}

/// What stands behind a sign-off.
#[derive(Serialize)]
struct EvidenceData<'a> {
    role: &'static str,
    team: &'a str,
    grade: &'static str,
    /// Why it is not verifiable.
    reason: Option<&'static str>,
    commit: Option<&'a str>,
    day: Option<String>,
    author: Option<&'a str>,
    /// The team that recorded it, where that is another one.
    by_team: Option<&'a str>,
    stale: bool,
    backdated_days: Option<i64>,
}

/// Something that happened to a record.
#[derive(Serialize)]
struct EventData<'a> {
    event: &'static str,
    day: Option<String>,
    /// `null` for what is not committed yet.
    commit: Option<&'a str>,
    author: Option<&'a str>,
    teams: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<&'a str>,
}

/// `decisions.json`: all published decisions, drafts too, by number, then by path.
pub(super) fn decisions(snapshot: &Snapshot) -> Vec<u8> {
    let log = &snapshot.log;
    let one = |index: AdrIndex| {
        let adr = log.adr(index);
        let history = snapshot.history.of(index);
        let related = |kind| -> Vec<&str> { adr.related(kind).map(|other| log.adr(other).path.as_str()).collect() };
        DecisionData {
            id: adr.id.as_ref().map(|id| id.text.as_str()),
            number: adr.id.as_ref().and_then(|id| id.number),
            title: &adr.title,
            status: adr.status,
            status_text: adr.status_text.as_deref(),
            date: adr.date,
            path: &adr.path,
            source: &log.sources[adr.source].name,
            url: url(&adr.route),
            tags: &adr.tags,
            proposed_by: teams(snapshot, adr, Role::Proposer),
            reviewed_by: teams(snapshot, adr, Role::Reviewer),
            approved_by: teams(snapshot, adr, Role::Approver),
            supersedes: related(RelationKind::Supersedes),
            superseded_by: related(RelationKind::SupersededBy),
            amends: related(RelationKind::Amends),
            amended_by: related(RelationKind::AmendedBy),
            depends_on: related(RelationKind::DependsOn),
            relates_to: related(RelationKind::RelatesTo),
            problems: adr.problems,
            evidence: history.map_or_else(Vec::new, |history| history.evidence.iter().map(|it| evidence(snapshot, it)).collect()),
            timeline: history.map_or_else(Vec::new, |history| history.events.iter().map(|it| event(snapshot, it)).collect()),
        }
    };
    let indices: Vec<AdrIndex> = log.iter().map(|(index, _)| index).collect();
    let chunks: Vec<Vec<u8>> =
        indices.par_chunks(CHUNK).map(|chunk| json(&chunk.iter().map(|index| one(*index)).collect::<Vec<_>>())).collect();
    let frame = Decisions { title: snapshot.config.title.as_deref(), generated_for: snapshot.today.to_string(), decisions: [] };
    let mut file = json(&frame);
    let end = file.split_off(file.len().saturating_sub("]}\n".len()));
    file.reserve_exact(chunks.iter().map(Vec::len).sum::<usize>() + end.len());
    // Each chunk is given back as soon as it is part of the file.
    for (number, chunk) in chunks.into_iter().enumerate() {
        if number > 0 {
            file.push(b',');
        }
        let inner = chunk.strip_prefix(b"[").and_then(|chunk| chunk.strip_suffix(b"]\n"));
        file.extend_from_slice(inner.unwrap_or_default());
    }
    file.extend(end);
    file
}

fn evidence<'a>(snapshot: &'a Snapshot, evidence: &'a Evidence) -> EvidenceData<'a> {
    let id = |team| snapshot.log.teams.team(team).id.as_str();
    let deed = evidence.deed.as_deref();
    EvidenceData {
        role: evidence.role.verb(),
        team: id(evidence.team),
        grade: evidence.grade.key(),
        reason: if let Grade::Unverifiable(reason) = evidence.grade { Some(reason.key()) } else { None },
        commit: deed.and_then(|deed| deed.commit.as_deref()),
        day: deed.and_then(|deed| deed.day).map(|day| day.to_string()),
        author: deed.and_then(|deed| deed.author.as_deref()),
        by_team: deed.filter(|_| evidence.grade == Grade::Other).and_then(|deed| deed.teams.first()).map(|team| id(*team)),
        stale: evidence.is_stale,
        backdated_days: evidence.backdated,
    }
}

fn event<'a>(snapshot: &'a Snapshot, event: &'a Event) -> EventData<'a> {
    let id = |team| snapshot.log.teams.team(team).id.as_str();
    let deed = &*event.deed;
    let signed = event.kind.signed();
    let (from, to) = match &event.kind {
        EventKind::Renamed(from) => (Some(from.as_str()), None),
        EventKind::Status(from, to) => (from.as_deref(), to.as_deref()),
        _ => (None, None),
    };
    EventData {
        event: event.kind.key(),
        day: deed.day.map(|day| day.to_string()),
        commit: deed.commit.as_deref(),
        author: deed.author.as_deref(),
        teams: deed.teams.iter().map(|team| id(*team)).collect(),
        role: signed.map(|signed| signed.role.verb()),
        team: signed.map(|signed| id(signed.team)),
        from,
        to,
    }
}

/// Team ids without repeats, in first-seen order.
fn teams<'a>(snapshot: &'a Snapshot, adr: &Adr, role: Role) -> Vec<&'a str> {
    let mut ids = Vec::new();
    for sign_off in adr.sign_offs.iter().filter(|sign_off| sign_off.role == role) {
        let id = snapshot.log.teams.team(sign_off.team).id.as_str();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

pub(super) fn json(data: &impl Serialize) -> Vec<u8> {
    // Plain structs of strings and numbers always serialise; an empty file would be noticed at once.
    let mut bytes = serde_json::to_vec(data).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
