//! `decisions.json`: the contract with other programs. Fields may be added, none renamed.

use serde::Serialize;

use crate::model::{Adr, CalendarDate, RelationKind, Role, Status};
use crate::routes::url;
use crate::workspace::Snapshot;

#[derive(Serialize)]
struct Decisions<'a> {
    title: Option<&'a str>,
    generated_for: String,
    decisions: Vec<DecisionData<'a>>,
}

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
}

/// `decisions.json`: all published decisions, drafts too, by number, then by path.
pub(super) fn decisions(snapshot: &Snapshot) -> Vec<u8> {
    let log = &snapshot.log;
    let decisions = log.adrs.iter().map(|adr| {
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
        }
    });
    let data =
        Decisions { title: snapshot.config.title.as_deref(), generated_for: snapshot.today.to_string(), decisions: decisions.collect() };
    json(&data)
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
