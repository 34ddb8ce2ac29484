//! The rules themselves: one function each, which gives its signs or none.

use jiff::civil::Date as Day;

use super::{Evidence, Rule, Sign, Value};
use crate::model::{AdrIndex, Role, SideIndex, days_between};
use crate::statistics::figure::Share;
use crate::statistics::figures::Figures;
use crate::statistics::follow_through::{ActionRef, PastDue};
use crate::statistics::periods::TrendPoint;
use crate::statistics::span::last_day;
use crate::statistics::times::Times;

impl Evidence<'_> {
    /// The thirteen weeks that end with the last finished fortnight.
    fn now(&self) -> Option<&TrendPoint> {
        self.last.last()
    }

    fn compares_sides(&self) -> bool {
        self.facts.sides.len() >= 2
    }

    /// The last steps of a share, oldest first: one more than `steps`, none of them over too few decisions, without a gap
    /// between them.
    fn steps<'s>(&'s self, share: impl Fn(&'s Figures) -> &'s Share) -> Option<Vec<&'s Share>> {
        let points = self.last.get(self.last.len().checked_sub(self.thresholds.steps + 1)?..)?;
        let touch = |pair: &[TrendPoint]| days_between(pair[0].period.last, pair[1].period.first) == 1;
        let shares: Vec<&Share> = points.iter().map(|point| share(&point.figures)).collect();
        let enough = shares.iter().all(|share| share.of() >= self.thresholds.few.max(1));
        (points.windows(2).all(touch) && enough).then_some(shares)
    }

    fn moving<'s>(&'s self, rule: Rule, share: impl Fn(&'s Figures) -> &'s Share, falls: bool) -> Vec<Sign> {
        let Some(steps) = self.steps(share).filter(|_| self.compares_sides()) else { return Vec::new() };
        let moves = |pair: &[&Share]| {
            // Counts are compared crosswise, so that no rounding can turn an equal share into a fall.
            let (before, after) = (pair[0].count() * pair[1].of(), pair[1].count() * pair[0].of());
            if falls { after < before } else { after > before }
        };
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Vec::new() };
        if !steps.windows(2).all(moves) {
            return Vec::new();
        }
        let values = vec![
            ("steps", Value::Count(self.thresholds.steps)),
            ("from", Value::Share(first.count(), first.of())),
            ("to", Value::Share(last.count(), last.of())),
        ];
        // Behind a fall are the decisions that lack it, behind a rise those that have it.
        let decisions = last.among.iter().copied().filter(|adr| last.counted.binary_search(adr).is_ok() != falls).collect();
        vec![Sign { rule, sides: Vec::new(), values, decisions }]
    }
}

pub(super) fn silent_sides(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some(now) = evidence.now().filter(|_| evidence.compares_sides()) else { return Vec::new() };
    let facts = evidence.facts;
    let silent = |side: &SideIndex| {
        // A proposal without a day may have been made in these weeks, unless it was settled before them.
        let may_be_undated = facts
            .iter()
            .filter(|fact| fact.roles_of(*side).has(Role::Proposer) && fact.proposed.is_none())
            .any(|fact| fact.settled.is_none_or(|settled| last_day(settled) >= now.window.first));
        let was_there = [now.window.first, now.window.last].into_iter().all(|day| facts.sides.exists_on(*side, Some(day)));
        was_there && !may_be_undated && now.figures.side(*side).is_none_or(|side| side.part.proposed.count() == 0)
    };
    if now.figures.proposals.len() < evidence.thresholds.few.max(1) {
        return Vec::new();
    }
    let sign = |side| Sign {
        rule: Rule::SilentSide,
        sides: vec![side],
        values: vec![("side", Value::Side(side)), ("proposals", Value::Count(now.figures.proposals.len()))],
        decisions: now.figures.proposals.to_vec(),
    };
    facts.sides.on(Some(facts.today)).filter(silent).map(sign).collect()
}

pub(super) fn both_side_falling(evidence: &Evidence<'_>) -> Vec<Sign> {
    evidence.moving(Rule::BothSideFalling, |figures| &figures.participation.both_side, true)
}

pub(super) fn cross_review_falling(evidence: &Evidence<'_>) -> Vec<Sign> {
    evidence.moving(Rule::CrossReviewFalling, |figures| &figures.participation.cross_review, true)
}

pub(super) fn unreviewed_approvals_rising(evidence: &Evidence<'_>) -> Vec<Sign> {
    evidence.moving(Rule::UnreviewedApprovalsRising, |figures| &figures.participation.approved_without_review, false)
}

/// The sides with the highest and the lowest of a number; the first ones where several have it.
fn extremes(numbers: impl Iterator<Item = (SideIndex, f64)>) -> Option<[(SideIndex, f64); 2]> {
    let numbers: Vec<(SideIndex, f64)> = numbers.collect();
    let high = numbers.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let low = numbers.iter().copied().reduce(|best, next| if next.1 < best.1 { next } else { best })?;
    Some([high, low])
}

pub(super) fn scrutiny_gap(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some(now) = evidence.now() else { return Vec::new() };
    let few = evidence.thresholds.few;
    let rates = now.figures.sides.iter().filter(|(_, side)| side.scrutiny.of() >= few);
    let rates = rates.filter_map(|(index, side)| Some((*index, side.scrutiny.rate()?)));
    let Some([(more, high), (less, low)]) = extremes(rates) else { return Vec::new() };
    if high <= low * evidence.thresholds.scrutiny_ratio {
        return Vec::new();
    }
    let proposals = |side| now.figures.side(side).map(|side| side.scrutiny.proposals().collect()).unwrap_or_default();
    vec![Sign {
        rule: Rule::ScrutinyGap,
        sides: vec![more, less],
        values: vec![
            ("more", Value::Side(more)),
            ("more_rate", Value::Rate(high)),
            ("less", Value::Side(less)),
            ("less_rate", Value::Rate(low)),
        ],
        decisions: union(proposals(more), proposals(less)),
    }]
}

pub(super) fn response_gap(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some(now) = evidence.now() else { return Vec::new() };
    let thresholds = evidence.thresholds;
    let medians = now.figures.sides.iter().filter(|(_, side)| side.response_received.answered.len() >= thresholds.few);
    let medians = medians.filter_map(|(index, side)| Some((*index, side.response_received.median?)));
    let Some([(longer, high), (shorter, low)]) = extremes(medians) else { return Vec::new() };
    if high < low * thresholds.response_ratio || high - low < thresholds.response_days.max(f64::MIN_POSITIVE) {
        return Vec::new();
    }
    let answered = |side| -> Vec<AdrIndex> {
        let times = now.figures.side(side).map(|side| side.response_received.answered.iter());
        times.into_iter().flatten().map(|timed| timed.adr).collect()
    };
    vec![Sign {
        rule: Rule::ResponseGap,
        sides: vec![longer, shorter],
        values: vec![
            ("longer", Value::Side(longer)),
            ("longer_days", Value::Days(high)),
            ("shorter", Value::Side(shorter)),
            ("shorter_days", Value::Days(low)),
        ],
        decisions: union(answered(longer), answered(shorter)),
    }]
}

pub(super) fn waiting_past_policy(evidence: &Evidence<'_>) -> Vec<Sign> {
    let overdue: Vec<_> = evidence.open.past_policy().collect();
    if overdue.is_empty() {
        return Vec::new();
    }
    let oldest = overdue.iter().filter_map(|proposal| proposal.age).max().unwrap_or(0);
    vec![Sign {
        rule: Rule::WaitingPastPolicy,
        sides: Vec::new(),
        values: vec![("waiting", Value::Share(overdue.len(), evidence.open.proposals.len())), ("oldest", Value::Days(oldest as f64))],
        decisions: overdue.iter().map(|proposal| proposal.adr).collect(),
    }]
}

pub(super) fn actions_overdue(evidence: &Evidence<'_>) -> Vec<Sign> {
    let sign = |(side, overdue): (&SideIndex, &Vec<PastDue>)| {
        let mut decisions: Vec<AdrIndex> = overdue.iter().map(|past| past.action.adr).collect();
        decisions.dedup();
        let values = vec![("side", Value::Side(*side)), ("actions", Value::Count(overdue.len()))];
        Sign { rule: Rule::ActionsOverdue, sides: vec![*side], values, decisions }
    };
    let overdue = evidence.overall.sides.iter().map(|(side, part)| (side, &part.part.follow_through.overdue));
    overdue.filter(|(_, overdue)| !overdue.is_empty()).map(sign).collect()
}

/// Silent where a proposal of the side has no day: it may have been the first.
pub(super) fn first_proposals(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some(now) = evidence.now().filter(|_| evidence.compares_sides()) else { return Vec::new() };
    let facts = evidence.facts;
    let first_of = |side: SideIndex| -> Option<(Day, AdrIndex)> {
        let days = facts.iter().filter(|fact| fact.roles_of(side).has(Role::Proposer)).map(|fact| Some((fact.proposed?.day()?, fact.adr)));
        days.collect::<Option<Vec<_>>>()?.into_iter().min()
    };
    let is_news = |side: SideIndex| {
        let (day, adr) = first_of(side)?;
        // In a log that has only begun, everything is a first.
        let begun = facts.iter().any(|fact| fact.proposed.is_some_and(|other| other.first_day() < now.window.first));
        (begun && now.window.first <= day && day <= facts.today).then_some((side, adr))
    };
    let sign = |(side, adr)| Sign {
        rule: Rule::FirstProposal,
        sides: vec![side],
        values: vec![("side", Value::Side(side))],
        decisions: vec![adr],
    };
    facts.sides.on(Some(facts.today)).filter_map(is_news).map(sign).collect()
}

pub(super) fn best_response(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some(now) = evidence.now() else { return Vec::new() };
    let few = evidence.thresholds.few.max(1);
    let median = |times: &Times| times.median.filter(|_| times.answered.len() >= few);
    let earlier: Vec<f64> = evidence.responses_before.iter().filter_map(median).collect();
    match median(&now.figures.response) {
        Some(best) if earlier.len() >= evidence.thresholds.steps.max(1) && earlier.iter().all(|days| best < *days) => vec![Sign {
            rule: Rule::BestResponse,
            sides: Vec::new(),
            values: vec![("days", Value::Days(best))],
            decisions: now.figures.response.answered.iter().map(|timed| timed.adr).collect(),
        }],
        _ => Vec::new(),
    }
}

pub(super) fn promises_kept(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some(now) = evidence.now() else { return Vec::new() };
    let all = &evidence.overall.follow_through;
    let fell_due = |action: &&ActionRef| {
        let promise = evidence.facts.of(std::slice::from_ref(&action.adr)).next().and_then(|fact| fact.promises.get(action.position));
        promise.and_then(|promise| promise.due).is_some_and(|due| now.window.first <= due)
    };
    let due = all.kept.among.iter().filter(fell_due).count();
    let kept: Vec<AdrIndex> = all.kept.counted.iter().filter(fell_due).map(|action| action.adr).collect();
    if !all.overdue.is_empty() || kept.len() < due || due < evidence.thresholds.promises.max(1) {
        return Vec::new();
    }
    let mut decisions = kept;
    decisions.dedup();
    vec![Sign { rule: Rule::PromisesKept, sides: Vec::new(), values: vec![("actions", Value::Count(due))], decisions }]
}

fn union(mut left: Vec<AdrIndex>, right: Vec<AdrIndex>) -> Vec<AdrIndex> {
    left.extend(right);
    left.sort_unstable();
    left.dedup();
    left
}
