//! `stats.json`: every figure for other programs. Fields may be added, none renamed.

mod figures;

use std::collections::BTreeMap;

use serde::Serialize;

use super::data::json;
use crate::statistics::{Ask, Asked, OpenProposal, Person, Step};
use crate::workspace::Snapshot;
use figures::{FiguresData, figures};

#[derive(Serialize)]
struct Stats<'a> {
    generated_for: String,
    drafts: usize,
    unpublished: usize,
    by_year: BTreeMap<String, usize>,
    #[serde(flatten)]
    figures: FiguresData<'a>,
    /// Open proposals that waited for an answer for longer than agreed.
    past_policy: usize,
    open_proposals: Vec<OpenData<'a>>,
    together: Vec<TogetherData<'a>>,
    periods: Vec<PeriodData<'a>>,
    undated: FiguresData<'a>,
    early_signs: Vec<SignData>,
    /// Empty unless the config asks for people.
    people: Vec<PersonData<'a>>,
}

#[derive(Serialize)]
struct PeriodData<'a> {
    step: &'static str,
    label: &'a str,
    first: String,
    last: String,
    finished: bool,
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

/// How many decisions two teams both signed.
#[derive(Serialize)]
struct TogetherData<'a> {
    teams: [&'a str; 2],
    decisions: usize,
}

/// An open proposal, and whom it waits for.
#[derive(Serialize)]
struct OpenData<'a> {
    path: &'a str,
    /// Calendar days.
    age: Option<i64>,
    answered: bool,
    overdue_days: Option<i64>,
    waits_for: Vec<AskData<'a>>,
}

#[derive(Serialize)]
struct AskData<'a> {
    requirement: &'static str,
    from_sides: Vec<&'a str>,
    from_teams: Vec<&'a str>,
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
        drafts: statistics.drafts.len(),
        unpublished: snapshot.log.unpublished,
        by_year: statistics.by_year.iter().map(|(year, decisions)| (year.to_string(), decisions.len())).collect(),
        figures: figures(snapshot, overall, Some(&statistics.open)),
        past_policy: statistics.open.past_policy().count(),
        open_proposals: statistics.open.proposals.iter().map(|open| open_proposal(snapshot, open)).collect(),
        together: statistics
            .together
            .iter()
            .map(|(team, other, decisions)| TogetherData {
                teams: [team, other].map(|team| snapshot.log.teams.team(team).id.as_str()),
                decisions,
            })
            .collect(),
        periods: periods
            .map(|(step, period)| PeriodData {
                step: step.name(),
                label: &period.label,
                first: period.span.first.to_string(),
                last: period.span.last.to_string(),
                finished: period.finished,
                figures: figures(snapshot, &period.figures, None),
            })
            .collect(),
        undated: figures(snapshot, &statistics.periods(Step::Fortnight).undated, None),
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

fn open_proposal<'a>(snapshot: &'a Snapshot, open: &'a OpenProposal) -> OpenData<'a> {
    let teams = &snapshot.log.teams;
    let side = |asked: &Asked| if let Asked::Side(side) = *asked { Some(teams.side(side).name.as_str()) } else { None };
    let team = |asked: &Asked| if let Asked::Team(team) = *asked { Some(teams.team(team).id.as_str()) } else { None };
    let ask = |ask: &'a Ask| AskData {
        requirement: ask.requirement.key(),
        from_sides: ask.from.iter().filter_map(side).collect(),
        from_teams: ask.from.iter().filter_map(team).collect(),
    };
    OpenData {
        path: &snapshot.log.adr(open.adr).path,
        age: open.age,
        answered: open.answered,
        overdue_days: open.overdue_days,
        waits_for: open.asks.iter().map(ask).collect(),
    }
}

/// Four decimals: enough to compare, and the same on every machine; with no minus in front of nothing.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0 + 0.0
}
