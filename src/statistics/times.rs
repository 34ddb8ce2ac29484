//! How long decisions take: until another side answers, and until they are settled.

use super::facts::{Fact, Facts};
use super::figure::{Definition, FEW, Unit};
use crate::model::AdrIndex;

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition::new(
        "response_days",
        "Response time",
        Unit::Days,
        "Calendar days from the proposal day to the earliest dated review by a side that did not propose: median (the middle two averaged) and p90 (nearest rank). Proposals still waiting are shown beside with their age; settled ones without such a review are “never reviewed”; decisions without a proposer, and those without both days, are left out.",
    ),
    Definition::new(
        "decision_days",
        "Decision time",
        Unit::Days,
        "Calendar days from the proposal day to the settling day: median and p90. Open proposals are shown beside with their age; decisions without both days are left out.",
    ),
    Definition::new(
        "response_given",
        "Response given",
        Unit::Days,
        "Calendar days from the proposal day to the team's (or side's) own earliest dated review, over the proposals of other sides that it reviewed. Reviews without both days are left out; what still waits for it is listed apart.",
    ),
];

/// A proposal that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// The proposal.
    pub adr: AdrIndex,
    /// Calendar days since its proposal day, 0 or more; `None` where that day is unknown.
    pub age: Option<i64>,
}

/// A decision with the time it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timed {
    /// The decision.
    pub adr: AdrIndex,
    /// Calendar days, 0 or more.
    pub days: i64,
}

/// Times, and what has none. No decision is in two of its lists; each is in the order of the log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Times {
    /// Decisions that have an end, with the days until then.
    pub answered: Vec<Timed>,
    /// Those that wait for it.
    pub waiting: Vec<Waiting>,
    /// Those that were settled without it.
    pub never: Vec<AdrIndex>,
    /// Those whose days are unknown: left out of the times.
    pub unknown: Vec<AdrIndex>,
    /// The middle of the days, the middle two averaged; `None` where nothing is answered.
    pub median: Option<f64>,
    /// The days within which nine of ten were answered, nearest rank.
    pub p90: Option<i64>,
}

impl Times {
    /// Whether they are over too few decisions to be compared with others.
    #[must_use]
    pub fn too_few(&self) -> bool {
        self.answered.len() < FEW
    }

    /// Works out median and p90, once all times are in.
    fn finish(mut self) -> Self {
        let mut days: Vec<i64> = self.answered.iter().map(|timed| timed.days).collect();
        days.sort_unstable();
        let count = days.len();
        if count > 0 {
            self.median = Some((days[(count - 1) / 2] + days[count / 2]) as f64 / 2.0);
            // Nearest rank: the smallest value that at least 90 % of the values do not exceed.
            self.p90 = Some(days[(count * 9).div_ceil(10) - 1]);
        }
        self
    }
}

/// Response times: what waits is taken from `proposals`, everything else from `decisions`; only those that `wanted` lets in.
pub(super) fn response(facts: &Facts<'_>, proposals: &[AdrIndex], decisions: &[AdrIndex], wanted: impl Fn(&Fact) -> bool) -> Times {
    let mut times = Times { waiting: waiting(facts, proposals, |fact| fact.is_waiting() && wanted(fact)), ..Times::default() };
    for fact in facts.of(decisions).filter(|fact| fact.has_proposer() && fact.compares_sides && wanted(fact)) {
        let first =
            fact.review_days.iter().filter(|(team, _)| !fact.proposers.has_side(facts.log.teams.side_of(*team))).map(|(_, day)| *day).min();
        match first.and_then(|day| fact.days_until(day)) {
            Some(days) => times.answered.push(Timed { adr: fact.adr, days }),
            None if fact.is_waiting() => {}
            None if fact.reviewed_by_other_side() || fact.is_open() || fact.status.is_none() => times.unknown.push(fact.adr),
            None => times.never.push(fact.adr),
        }
    }
    times.finish()
}

/// Decision times: what is open is taken from `proposals`, everything else from `decisions`.
pub(super) fn decision(facts: &Facts<'_>, proposals: &[AdrIndex], decisions: &[AdrIndex]) -> Times {
    let mut times = Times { waiting: waiting(facts, proposals, Fact::is_open), ..Times::default() };
    for fact in facts.of(decisions).filter(|fact| !fact.is_open()) {
        match fact.days_to_settle() {
            Some(days) => times.answered.push(Timed { adr: fact.adr, days }),
            None => times.unknown.push(fact.adr),
        }
    }
    times.finish()
}

/// How fast one party answers: `first` gives the day of its own earliest dated review of a decision.
pub(super) fn given<'a>(reviewed: impl Iterator<Item = &'a Fact>, first: impl Fn(&Fact) -> Option<jiff::civil::Date>) -> Times {
    let mut times = Times::default();
    for fact in reviewed {
        match first(fact).and_then(|day| fact.days_until(day)) {
            Some(days) => times.answered.push(Timed { adr: fact.adr, days }),
            None => times.unknown.push(fact.adr),
        }
    }
    times.finish()
}

fn waiting(facts: &Facts<'_>, proposals: &[AdrIndex], wanted: impl Fn(&Fact) -> bool) -> Vec<Waiting> {
    let waits = facts.of(proposals).filter(|fact| wanted(fact));
    waits.map(|fact| Waiting { adr: fact.adr, age: fact.days_until(facts.today) }).collect()
}
