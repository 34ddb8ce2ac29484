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

/// All signs, in the order of [`Rule::ALL`], then of the sides.
pub(super) fn signs(evidence: &Evidence<'_>) -> Vec<Sign> {
    let all: [fn(&Evidence<'_>) -> Vec<Sign>; 11] = [
        rules::silent_sides,
        rules::both_side_falling,
        rules::cross_review_falling,
        rules::scrutiny_gap,
        rules::response_gap,
        rules::unreviewed_approvals_rising,
        rules::waiting_past_policy,
        rules::actions_overdue,
        rules::first_proposals,
        rules::best_response,
        rules::promises_kept,
    ];
    all.iter().flat_map(|rule| rule(evidence)).collect()
}

#[cfg(test)]
mod tests;
