//! Early signs: what the teams should talk about next, and what went well.
//!
//! A sign is data: its rule, whom it is about, the numbers of its sentence, and the decisions behind it.
//! [`sentences`] puts it into words.

mod rules;
pub mod sentences;

use super::facts::Facts;
use super::figures::Figures;
use super::periods::{Calendar, Step, TrendPoint};
use super::times::Times;
use super::waiting::OpenProposals;
use crate::config::{Rule, Thresholds};
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

impl Rule {
    /// What its signs are for.
    #[must_use]
    pub fn kind(self) -> SignKind {
        match self {
            Self::FirstProposal | Self::BestResponse | Self::PromisesKept => SignKind::Well,
            _ => SignKind::Talk,
        }
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

impl Sign {
    /// The value of a placeholder of its sentence.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Value> {
        self.values.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }
}

/// What the rules look at.
pub(super) struct Evidence<'a> {
    facts: &'a Facts,
    overall: &'a Figures,
    open: &'a OpenProposals,
    thresholds: &'a Thresholds,
    /// The last steps of the fortnightly trend, oldest first: one more than a share must move.
    last: Vec<TrendPoint>,
    /// The response times of all steps before the last one.
    responses_before: Vec<Times>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(facts: &'a Facts, overall: &'a Figures, open: &'a OpenProposals, thresholds: &'a Thresholds) -> Self {
        let calendar = Calendar::new(facts, Step::Fortnight);
        let mut last: Vec<TrendPoint> =
            calendar.windows().rev().take(thresholds.steps.saturating_add(1)).map(|window| calendar.trend_point(window)).collect();
        last.reverse();
        let responses_before = calendar.windows().rev().skip(1).map(|(_, window)| calendar.response(window)).collect();
        Self { facts, overall, open, thresholds, last, responses_before }
    }
}

/// All signs, in the order of [`Rule::ALL`], then of the sides; none of a rule that is off.
pub(super) fn signs(evidence: &Evidence<'_>) -> Vec<Sign> {
    let speaks = |rule: &Rule| !evidence.thresholds.off.contains(rule);
    Rule::ALL.into_iter().filter(speaks).flat_map(|rule| of_rule(rule, evidence)).collect()
}

fn of_rule(rule: Rule, evidence: &Evidence<'_>) -> Vec<Sign> {
    match rule {
        Rule::SilentSide => rules::silent_sides(evidence),
        Rule::BothSideFalling => rules::both_side_falling(evidence),
        Rule::CrossReviewFalling => rules::cross_review_falling(evidence),
        Rule::ScrutinyGap => rules::scrutiny_gap(evidence),
        Rule::ResponseGap => rules::response_gap(evidence),
        Rule::UnreviewedApprovalsRising => rules::unreviewed_approvals_rising(evidence),
        Rule::WaitingPastPolicy => rules::waiting_past_policy(evidence),
        Rule::ActionsOverdue => rules::actions_overdue(evidence),
        Rule::FirstProposal => rules::first_proposals(evidence),
        Rule::BestResponse => rules::best_response(evidence),
        Rule::PromisesKept => rules::promises_kept(evidence),
    }
}

#[cfg(test)]
mod tests;
