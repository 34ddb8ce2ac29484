//! When the early signs speak: `early_signs` in the config.

use schemars::JsonSchema;
use serde::Deserialize;

/// The rules of the early signs, in the order in which their signs are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
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

    /// The stable name, by which the config turns it off and `stats.json` calls it.
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
}

/// From which numbers on a rule speaks.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(default)]
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
    /// Rules that say nothing.
    pub off: Vec<Rule>,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { few: 5, steps: 3, scrutiny_ratio: 2.0, response_ratio: 2.0, response_days: 2.0, promises: 3, off: Vec::new() }
    }
}

/// Two years of fortnights: no share falls for longer.
const MOST_STEPS: usize = 52;

impl Thresholds {
    /// Values under which a rule would always speak, or never could: the key, and what is wrong with it.
    pub(super) fn problems(&self) -> Vec<(&'static str, String)> {
        let mut problems = Vec::new();
        for (key, value, most) in
            [("few", self.few, usize::MAX), ("steps", self.steps, MOST_STEPS), ("promises", self.promises, usize::MAX)]
        {
            if value == 0 {
                problems.push((key, format!("`early_signs.{key}` is `0`, expected 1 or more")));
            } else if value > most {
                problems.push((key, format!("`early_signs.{key}` is `{value}`, expected {most} or less")));
            }
        }
        for (key, value) in [("scrutiny_ratio", self.scrutiny_ratio), ("response_ratio", self.response_ratio)] {
            if !value.is_finite() || value < 1.0 {
                problems.push((key, format!("`early_signs.{key}` is `{value}`, expected how many times as much, 1 or more")));
            }
        }
        if !self.response_days.is_finite() || self.response_days < 0.0 {
            problems.push(("response_days", format!("`early_signs.response_days` is `{}`, expected 0 days or more", self.response_days)));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn rules_are_called_by_their_keys() {
        for rule in Rule::ALL {
            let config = Config::parse(&format!("early_signs:\n  off: [{}]\n", rule.key())).unwrap();
            assert_eq!(config.early_signs.off, [rule]);
        }
    }

    #[test]
    fn what_is_not_set_keeps_its_default() {
        let config = Config::parse("early_signs: { steps: 4, scrutiny_ratio: 3 }").unwrap();
        assert_eq!(config.early_signs, Thresholds { steps: 4, scrutiny_ratio: 3.0, ..Thresholds::default() });
    }

    #[test]
    fn thresholds_that_make_no_sense_and_unknown_rules_are_problems_with_their_line() {
        let problems = |text: &str| Config::parse(text).unwrap_err().to_string();
        let found = problems("title: T\nearly_signs:\n  few: 0\n  steps: 900\n  response_ratio: 0.5\n  response_days: -1\n");
        for (line, key) in [(3, "few"), (4, "steps"), (5, "response_ratio"), (6, "response_days")] {
            assert!(found.contains(&format!("adrsite.yaml:{line}: `early_signs.{key}` is")), "{found}");
        }
        let found = problems("early_signs:\n  off: [silent_sid]\n");
        assert!(found.contains("unknown variant `silent_sid`") && found.contains("did you mean `silent_side`?"), "{found}");
        assert!(problems("early_signs:\n  stepz: 3\n").contains("did you mean `steps`?"));
    }
}
