//! The figures of a log or of a period, as other programs read them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rounded;
use crate::statistics::{ActionRef, Backings, Balance, Evenness, Figures, FollowThrough, OpenProposals, Part, Share, Times};
use crate::workspace::Snapshot;

/// The figures of a log or of a period.
#[derive(Serialize)]
pub(super) struct FiguresData<'a> {
    decisions: usize,
    proposals: usize,
    by_status: BTreeMap<&'static str, usize>,
    recorded: &'a Share,
    was_accepted: &'a Share,
    both_side: &'a Share,
    every_side: Option<&'a Share>,
    one_sided: usize,
    not_recorded: usize,
    cross_review: &'a Share,
    cross_approval: &'a Share,
    self_approved: &'a Share,
    approved_without_review: &'a Share,
    response_days: Days,
    decision_days: Days,
    balance: BalanceData,
    follow_through: Follow<'a>,
    past_review: usize,
    changed_after_approval: usize,
    /// `null` where there is no history.
    evidence: Option<EvidenceData>,
    teams: Vec<TeamData<'a>>,
    sides: Vec<SideData<'a>>,
    pairs: Vec<PairData<'a>>,
}

#[derive(Serialize)]
struct Days {
    median: Option<f64>,
    p90: Option<i64>,
    answered: usize,
    waiting: usize,
    never: usize,
    unknown: usize,
}

#[derive(Serialize)]
struct BalanceData {
    proposals: Option<f64>,
    sign_offs: Option<f64>,
    side_proposals: Option<f64>,
    side_sign_offs: Option<f64>,
}

#[derive(Serialize)]
struct Follow<'a> {
    #[serde(flatten)]
    kept: &'a Share<ActionRef>,
    late: usize,
    overdue: usize,
    open: usize,
}

/// How many sign-offs history bears out.
#[derive(Serialize)]
struct EvidenceData {
    of: usize,
    own: usize,
    trailer: usize,
    other: usize,
    unverifiable: usize,
    approvals: usize,
    stale: usize,
    backdated: usize,
}

#[derive(Serialize)]
struct TeamData<'a> {
    id: &'a str,
    name: &'a str,
    side: &'a str,
    #[serde(flatten)]
    part: PartData<'a>,
}

#[derive(Serialize)]
struct SideData<'a> {
    name: &'a str,
    #[serde(flatten)]
    part: PartData<'a>,
    /// Sign-offs by other sides per proposal.
    scrutiny: Option<f64>,
    response_received_days: Option<Days>,
}

/// The part that a team or a side took; what a period without it cannot have is `null`.
#[derive(Serialize)]
struct PartData<'a> {
    proposed: usize,
    reviewed: usize,
    approved: usize,
    touched: usize,
    acceptance: Option<&'a Share>,
    sign_offs: usize,
    response_given_days: Option<Days>,
    follow_through: Option<Follow<'a>>,
    /// Open proposals that wait for it; `null` in periods.
    waiting_on: Option<usize>,
    evidence: Option<EvidenceData>,
}

#[derive(Serialize)]
struct PairData<'a> {
    from: &'a str,
    to: &'a str,
    reviewed: usize,
    approved: usize,
}

/// `open` is what waits now, which is in no period.
pub(super) fn figures<'a>(snapshot: &'a Snapshot, figures: &'a Figures, open: Option<&OpenProposals>) -> FiguresData<'a> {
    let teams = &snapshot.log.teams;
    let took = &figures.participation;
    FiguresData {
        decisions: figures.decisions.len(),
        proposals: figures.proposals.len(),
        by_status: figures.by_status.iter().map(|row| (row.name(), row.decisions.len())).collect(),
        recorded: &took.recorded,
        was_accepted: &took.was_accepted,
        both_side: &took.both_side,
        every_side: took.every_side.as_ref(),
        one_sided: took.one_sided.len(),
        not_recorded: took.not_recorded.len(),
        cross_review: &took.cross_review,
        cross_approval: &took.cross_approval,
        self_approved: &took.self_approved,
        approved_without_review: &took.approved_without_review,
        response_days: days(&figures.response),
        decision_days: days(&figures.decision),
        balance: balance(&figures.balance),
        follow_through: follow_through(&figures.follow_through),
        past_review: figures.living.past_review.len(),
        changed_after_approval: figures.living.changed_after_approval.len(),
        evidence: evidence(&figures.evidence),
        teams: teams
            .iter()
            .map(|(index, team)| TeamData {
                id: &team.id,
                name: &team.name,
                side: &teams.side(team.side).name,
                part: part(figures.team(index), open.map(|open| open.on_team(index).count())),
            })
            .collect(),
        sides: teams
            .sides()
            .map(|(index, side)| {
                let found = figures.side(index);
                SideData {
                    name: &side.name,
                    part: part(found.map(|side| &side.part), open.map(|open| open.on_side(index).count())),
                    scrutiny: found.and_then(|side| side.scrutiny.rate()).map(rounded),
                    response_received_days: found.map(|side| days(&side.response_received)),
                }
            })
            .collect(),
        pairs: figures
            .pairs
            .iter()
            .map(|pair| PairData {
                from: &teams.team(pair.from).id,
                to: &teams.team(pair.to).id,
                reviewed: pair.reviewed.len(),
                approved: pair.approved.len(),
            })
            .collect(),
    }
}

fn part(part: Option<&Part>, waiting_on: Option<usize>) -> PartData<'_> {
    let count = |share: fn(&Part) -> &Share| part.map_or(0, |part| share(part).count());
    PartData {
        proposed: count(|part| &part.proposed),
        reviewed: count(|part| &part.reviewed),
        approved: count(|part| &part.approved),
        touched: count(|part| &part.touched),
        acceptance: part.map(|part| &part.acceptance),
        sign_offs: part.map_or(0, |part| part.sign_offs),
        response_given_days: part.map(|part| days(&part.response_given)),
        follow_through: part.map(|part| follow_through(&part.follow_through)),
        waiting_on,
        evidence: part.and_then(|part| evidence(&part.evidence)),
    }
}

fn follow_through(follow: &FollowThrough) -> Follow<'_> {
    Follow { kept: &follow.kept, late: follow.late.len(), overdue: follow.overdue.len(), open: follow.open.len() }
}

fn evidence(backings: &Backings) -> Option<EvidenceData> {
    let Backings { all, own, trailer, other, unverifiable, approvals, stale, backdated } = *backings;
    (all > 0).then_some(EvidenceData { of: all, own, trailer, other, unverifiable, approvals, stale, backdated })
}

fn days(times: &Times) -> Days {
    Days {
        median: times.median,
        p90: times.p90,
        answered: times.answered.len(),
        waiting: times.waiting.len(),
        never: times.never.len(),
        unknown: times.unknown.len(),
    }
}

fn balance(balance: &Balance) -> BalanceData {
    let value = |evenness: &Evenness| evenness.value.map(rounded);
    BalanceData {
        proposals: value(&balance.team_proposals),
        sign_offs: value(&balance.team_sign_offs),
        side_proposals: value(&balance.side_proposals),
        side_sign_offs: value(&balance.side_sign_offs),
    }
}
