//! Early signs: what the teams should talk about next, and what went well.
//!
//! A sign is data: its rule, whom it is about, the numbers of its sentence, and the decisions behind it.
//! [`sentences`](super::sentences) puts it into words.

use jiff::civil::Date as Day;

use super::facts::Facts;
use super::figure::Share;
use super::figures::Figures;
use super::periods::{Periods, TrendPoint};
use super::waiting::OpenProposals;
use crate::model::{AdrIndex, SideIndex};

/// What a sign is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SignKind {
    /// Worth a conversation.
    Talk,
    /// Went well.
    Well,
}

/// The rules, in the order in which their signs are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// A side proposed nothing for a quarter.
    SilentSide,
    /// The both-side share fell step after step.
    BothSideFalling,
    /// The cross-review share fell step after step.
    CrossReviewFalling,
    /// One side's proposals are read far more closely than another's.
    ScrutinyGap,
    /// One side's proposals wait far longer for an answer than another's.
    ResponseGap,
    /// The share of approvals without review rose step after step.
    UnreviewedApprovalsRising,
    /// Proposals wait past the policy.
    WaitingPastPolicy,
    /// Actions of one side are overdue.
    ActionsOverdue,
    /// A side proposed its first decision.
    FirstProposal,
    /// The response time is the best yet.
    BestResponse,
    /// All promises of a quarter were kept.
    PromisesKept,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 11] = [
        Self::SilentSide,
        Self::BothSideFalling,
        Self::CrossReviewFalling,
        Self::ScrutinyGap,
        Self::ResponseGap,
        Self::UnreviewedApprovalsRising,
        Self::WaitingPastPolicy,
        Self::ActionsOverdue,
        Self::FirstProposal,
        Self::BestResponse,
        Self::PromisesKept,
    ];

    /// The stable name, under which a language file has its sentence.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::SilentSide => "silent_side",
            Self::BothSideFalling => "both_side_falling",
            Self::CrossReviewFalling => "cross_review_falling",
            Self::ScrutinyGap => "scrutiny_gap",
            Self::ResponseGap => "response_gap",
            Self::UnreviewedApprovalsRising => "unreviewed_approvals_rising",
            Self::WaitingPastPolicy => "waiting_past_policy",
            Self::ActionsOverdue => "actions_overdue",
            Self::FirstProposal => "first_proposal",
            Self::BestResponse => "best_response",
            Self::PromisesKept => "promises_kept",
        }
    }

    /// What its signs are for.
    #[must_use]
    pub fn kind(self) -> SignKind {
        match self {
            Self::FirstProposal | Self::BestResponse | Self::PromisesKept => SignKind::Well,
            _ => SignKind::Talk,
        }
    }
}

/// From which numbers on a rule speaks. The defaults are those of the methodology page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Nothing is said over fewer decisions than this.
    pub few: usize,
    /// How many steps in a row a share must fall or rise.
    pub steps: usize,
    /// Scrutiny of one side must be more than this many times another's.
    pub scrutiny_ratio: f64,
    /// A median response time must be at least this many times another's …
    pub response_ratio: f64,
    /// … and at least so many days longer.
    pub response_days: f64,
    /// Promises kept are named from this many on.
    pub promises: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { few: 5, steps: 3, scrutiny_ratio: 2.0, response_ratio: 2.0, response_days: 2.0, promises: 3 }
    }
}

/// A number or name in a sign's sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// The name of a side.
    Side(SideIndex),
    /// How many.
    Count(usize),
    /// A count and what it is of.
    Share(usize, usize),
    /// Calendar days; halves where a median lies between two.
    Days(f64),
    /// Sign-offs per proposal.
    Rate(f64),
}

/// An early sign.
#[derive(Debug, Clone, PartialEq)]
pub struct Sign {
    /// The rule that gave it.
    pub rule: Rule,
    /// The sides it is about, in the order of the sentence; empty where it is about all.
    pub sides: Vec<SideIndex>,
    /// What its sentence needs, by the name of the placeholder.
    pub values: Vec<(&'static str, Value)>,
    /// The decisions behind it, in the order of the log.
    pub decisions: Vec<AdrIndex>,
}

/// What the rules look at.
pub(super) struct Evidence<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) overall: &'a Figures,
    pub(super) fortnights: &'a Periods,
    pub(super) open: &'a OpenProposals,
    pub(super) thresholds: &'a Thresholds,
}

/// All signs, in the order of [`Rule::ALL`], then of the sides.
pub(super) fn signs(evidence: &Evidence<'_>) -> Vec<Sign> {
    let rules: [fn(&Evidence<'_>) -> Vec<Sign>; 11] = [
        silent_sides,
        both_side_falling,
        cross_review_falling,
        scrutiny_gap,
        response_gap,
        unreviewed_approvals_rising,
        waiting_past_policy,
        actions_overdue,
        first_proposals,
        best_response,
        promises_kept,
    ];
    rules.iter().flat_map(|rule| rule(evidence)).collect()
}

impl Evidence<'_> {
    /// The thirteen weeks that end with the last finished fortnight.
    fn now(&self) -> Option<&TrendPoint> {
        self.fortnights.trend.last()
    }

    fn compares_sides(&self) -> bool {
        self.facts.sides.len() >= 2
    }

    /// The last steps of a share, oldest first: one more than `steps`, none of them over too few decisions, without a gap
    /// between them.
    fn steps<'s>(&'s self, share: impl Fn(&'s Figures) -> &'s Share) -> Option<Vec<&'s Share>> {
        let trend = &self.fortnights.trend;
        let points = trend.get(trend.len().checked_sub(self.thresholds.steps + 1)?..)?;
        let touch = |pair: &[TrendPoint]| crate::model::days_between(pair[0].period.last, pair[1].period.first) == 1;
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
        let decisions = last.among.iter().copied().filter(|adr| last.decisions.binary_search(adr).is_ok() != falls).collect();
        vec![Sign { rule, sides: Vec::new(), values, decisions }]
    }
}

fn silent_sides(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some(now) = evidence.now().filter(|_| evidence.compares_sides()) else { return Vec::new() };
    let facts = evidence.facts;
    let silent = |side: &SideIndex| {
        // A proposal without a day may have been made in these weeks, unless it was settled before them.
        let may_be_undated = facts
            .iter()
            .filter(|fact| fact.proposers.has_side(*side) && fact.proposed.is_none())
            .any(|fact| fact.settled.is_none_or(|settled| super::span::last_day(settled) >= now.window.first));
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

fn both_side_falling(evidence: &Evidence<'_>) -> Vec<Sign> {
    evidence.moving(Rule::BothSideFalling, |figures| &figures.participation.both_side, true)
}

fn cross_review_falling(evidence: &Evidence<'_>) -> Vec<Sign> {
    evidence.moving(Rule::CrossReviewFalling, |figures| &figures.participation.cross_review, true)
}

fn unreviewed_approvals_rising(evidence: &Evidence<'_>) -> Vec<Sign> {
    evidence.moving(Rule::UnreviewedApprovalsRising, |figures| &figures.participation.approved_without_review, false)
}

/// The sides with the highest and the lowest of a number; the first ones where several have it.
fn extremes(numbers: impl Iterator<Item = (SideIndex, f64)>) -> Option<[(SideIndex, f64); 2]> {
    let numbers: Vec<(SideIndex, f64)> = numbers.collect();
    let high = numbers.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let low = numbers.iter().copied().reduce(|best, next| if next.1 < best.1 { next } else { best })?;
    Some([high, low])
}

fn scrutiny_gap(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some(now) = evidence.now() else { return Vec::new() };
    let few = evidence.thresholds.few;
    let rates = now.figures.sides.iter().filter(|(_, side)| side.scrutiny.proposals.len() >= few);
    let rates = rates.filter_map(|(index, side)| Some((*index, side.scrutiny.rate()?)));
    let Some([(more, high), (less, low)]) = extremes(rates) else { return Vec::new() };
    if high <= low * evidence.thresholds.scrutiny_ratio {
        return Vec::new();
    }
    let proposals = |side| now.figures.side(side).map(|side| side.scrutiny.proposals.clone()).unwrap_or_default();
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

fn response_gap(evidence: &Evidence<'_>) -> Vec<Sign> {
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

fn waiting_past_policy(evidence: &Evidence<'_>) -> Vec<Sign> {
    let open = &evidence.open.proposals;
    let overdue: Vec<_> = open.iter().filter(|proposal| proposal.overdue_days.is_some()).collect();
    if overdue.is_empty() {
        return Vec::new();
    }
    let oldest = overdue.iter().filter_map(|proposal| proposal.age).max().unwrap_or(0);
    vec![Sign {
        rule: Rule::WaitingPastPolicy,
        sides: Vec::new(),
        values: vec![("waiting", Value::Share(overdue.len(), open.len())), ("oldest", Value::Days(oldest as f64))],
        decisions: overdue.iter().map(|proposal| proposal.adr).collect(),
    }]
}

fn actions_overdue(evidence: &Evidence<'_>) -> Vec<Sign> {
    let sign = |(side, overdue): (&SideIndex, &Vec<super::PastDue>)| {
        let mut decisions: Vec<AdrIndex> = overdue.iter().map(|past| past.action.adr).collect();
        decisions.dedup();
        let values = vec![("side", Value::Side(*side)), ("actions", Value::Count(overdue.len()))];
        Sign { rule: Rule::ActionsOverdue, sides: vec![*side], values, decisions }
    };
    let overdue = evidence.overall.sides.iter().map(|(side, part)| (side, &part.part.follow_through.overdue));
    overdue.filter(|(_, overdue)| !overdue.is_empty()).map(sign).collect()
}

/// Silent where a proposal of the side has no day: it may have been the first.
fn first_proposals(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some(now) = evidence.now().filter(|_| evidence.compares_sides()) else { return Vec::new() };
    let facts = evidence.facts;
    let first_of = |side: SideIndex| -> Option<(Day, AdrIndex)> {
        let days = facts.iter().filter(|fact| fact.proposers.has_side(side)).map(|fact| Some((fact.proposed?.day()?, fact.adr)));
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

fn best_response(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some((now, before)) = evidence.fortnights.trend.split_last() else { return Vec::new() };
    let few = evidence.thresholds.few.max(1);
    let median = |point: &TrendPoint| point.figures.response.median.filter(|_| point.figures.response.answered.len() >= few);
    let earlier: Vec<f64> = before.iter().filter_map(median).collect();
    match median(now) {
        Some(best) if earlier.len() >= evidence.thresholds.steps.max(1) && earlier.iter().all(|days| best < *days) => vec![Sign {
            rule: Rule::BestResponse,
            sides: Vec::new(),
            values: vec![("days", Value::Days(best))],
            decisions: now.figures.response.answered.iter().map(|timed| timed.adr).collect(),
        }],
        _ => Vec::new(),
    }
}

fn promises_kept(evidence: &Evidence<'_>) -> Vec<Sign> {
    let Some(now) = evidence.now() else { return Vec::new() };
    let all = &evidence.overall.follow_through;
    let fell_due = |action: &&super::ActionRef| {
        let due = evidence.facts.log.adr(action.adr).actions.get(action.position).and_then(|action| action.due);
        due.is_some_and(|due| now.window.first <= super::span::last_day(due))
    };
    let due = all.due.iter().filter(fell_due).count();
    let kept: Vec<AdrIndex> = all.kept.iter().filter(fell_due).map(|action| action.adr).collect();
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
