//! `stats.json`: every figure for other programs. Fields may be added, none renamed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::data::json;
use crate::statistics::{Backings, Balance, Evenness, Figures, Person, Share, Step, Times};
use crate::workspace::Snapshot;

#[derive(Serialize)]
struct Stats<'a> {
    generated_for: String,
    decisions: usize,
    drafts: usize,
    unpublished: usize,
    by_status: BTreeMap<&'a str, usize>,
    by_year: BTreeMap<String, usize>,
    #[serde(flatten)]
    figures: FiguresData<'a>,
    periods: Vec<PeriodData<'a>>,
    undated: FiguresData<'a>,
    early_signs: Vec<SignData>,
    /// Empty unless the config asks for people.
    people: Vec<PersonData<'a>>,
}

/// The figures of a log or of a period.
#[derive(Serialize)]
struct FiguresData<'a> {
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
    follow_through: Follow,
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
struct Follow {
    count: usize,
    of: usize,
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
    proposed: usize,
    reviewed: usize,
    approved: usize,
    touched: usize,
    acceptance: Option<&'a Share>,
    sign_offs: usize,
    response_given_days: Option<Days>,
    evidence: Option<EvidenceData>,
}

#[derive(Serialize)]
struct SideData<'a> {
    name: &'a str,
    proposed: usize,
    reviewed: usize,
    approved: usize,
    touched: usize,
    acceptance: Option<&'a Share>,
    /// Sign-offs by other sides per proposal.
    scrutiny: Option<f64>,
    response_received_days: Option<Days>,
    evidence: Option<EvidenceData>,
}

#[derive(Serialize)]
struct PairData<'a> {
    from: &'a str,
    to: &'a str,
    reviewed: usize,
    approved: usize,
}

#[derive(Serialize)]
struct PeriodData<'a> {
    step: &'static str,
    label: &'a str,
    first: String,
    last: String,
    finished: bool,
    decisions: usize,
    proposals: usize,
    by_status: BTreeMap<&'a str, usize>,
    #[serde(flatten)]
    figures: FiguresData<'a>,
}

#[derive(Serialize)]
struct PersonData<'a> {
    name: &'a str,
    teams: Vec<&'a str>,
    proposed: usize,
    reviewed: usize,
    approved: usize,
    touched: usize,
}

#[derive(Serialize)]
struct SignData {
    rule: &'static str,
    text: String,
    decisions: Vec<String>,
}

/// The bytes of `stats.json`.
#[must_use]
pub fn statistics(snapshot: &Snapshot) -> Vec<u8> {
    let statistics = &snapshot.statistics;
    let overall = &statistics.overall;
    let periods = Step::ALL.into_iter().flat_map(|step| statistics.periods(step).periods.iter().map(move |period| (step, period)));
    let data = Stats {
        generated_for: statistics.today.to_string(),
        decisions: overall.decisions.len(),
        drafts: statistics.drafts.len(),
        unpublished: snapshot.log.unpublished,
        by_status: by_status(overall),
        by_year: statistics.by_year.iter().map(|(year, decisions)| (year.to_string(), decisions.len())).collect(),
        figures: figures(snapshot, overall),
        periods: periods
            .map(|(step, period)| PeriodData {
                step: step.name(),
                label: &period.label,
                first: period.span.first.to_string(),
                last: period.span.last.to_string(),
                finished: period.finished,
                decisions: period.figures.decisions.len(),
                proposals: period.figures.proposals.len(),
                by_status: by_status(&period.figures),
                figures: figures(snapshot, &period.figures),
            })
            .collect(),
        undated: figures(snapshot, &statistics.periods(Step::Fortnight).undated),
        early_signs: statistics
            .signs
            .iter()
            .map(|sign| SignData {
                rule: sign.rule.key(),
                text: crate::statistics::sentences::sentence(sign, &snapshot.log.teams),
                decisions: sign.decisions.iter().map(|index| snapshot.log.adr(*index).path.clone()).collect(),
            })
            .collect(),
        people: people(snapshot),
    };
    json(&data)
}

fn people(snapshot: &Snapshot) -> Vec<PersonData<'_>> {
    fn data<'a>(snapshot: &'a Snapshot, person: &'a Person) -> PersonData<'a> {
        PersonData {
            name: &person.name,
            teams: person.teams.iter().map(|team| snapshot.log.teams.team(*team).id.as_str()).collect(),
            proposed: person.proposed.count(),
            reviewed: person.reviewed.count(),
            approved: person.approved.count(),
            touched: person.touched.count(),
        }
    }
    snapshot.statistics.people.iter().map(|person| data(snapshot, person)).collect()
}

fn by_status(figures: &Figures) -> BTreeMap<&'static str, usize> {
    figures.by_status.iter().map(|status| (status.name(), status.decisions.len())).collect()
}

fn figures<'a>(snapshot: &'a Snapshot, figures: &'a Figures) -> FiguresData<'a> {
    let teams = &snapshot.log.teams;
    let took = &figures.participation;
    let follow = &figures.follow_through;
    FiguresData {
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
        follow_through: Follow {
            count: follow.count(),
            of: follow.of(),
            late: follow.late.len(),
            overdue: follow.overdue.len(),
            open: follow.open.len(),
        },
        past_review: figures.living.past_review.len(),
        changed_after_approval: figures.living.changed_after_approval.len(),
        evidence: evidence(&figures.evidence),
        teams: teams
            .iter()
            .map(|(index, team)| {
                let part = figures.team(index);
                let count = |share: fn(&crate::statistics::Part) -> &Share| part.map_or(0, |part| share(part).count());
                TeamData {
                    id: &team.id,
                    name: &team.name,
                    side: &teams.side(team.side).name,
                    proposed: count(|part| &part.proposed),
                    reviewed: count(|part| &part.reviewed),
                    approved: count(|part| &part.approved),
                    touched: count(|part| &part.touched),
                    acceptance: part.map(|part| &part.acceptance),
                    sign_offs: part.map_or(0, |part| part.sign_offs),
                    response_given_days: part.map(|part| days(&part.response_given)),
                    evidence: part.and_then(|part| evidence(&part.evidence)),
                }
            })
            .collect(),
        sides: teams
            .sides()
            .map(|(index, side)| {
                let found = figures.side(index);
                let count = |share: fn(&crate::statistics::Part) -> &Share| found.map_or(0, |side| share(&side.part).count());
                SideData {
                    name: &side.name,
                    proposed: count(|part| &part.proposed),
                    reviewed: count(|part| &part.reviewed),
                    approved: count(|part| &part.approved),
                    touched: count(|part| &part.touched),
                    acceptance: found.map(|side| &side.part.acceptance),
                    scrutiny: found.and_then(|side| side.scrutiny.rate()).map(rounded),
                    response_received_days: found.map(|side| days(&side.response_received)),
                    evidence: found.and_then(|side| evidence(&side.part.evidence)),
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

/// Four decimals: enough to compare, and the same on every machine.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
