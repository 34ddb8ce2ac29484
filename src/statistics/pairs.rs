//! Who signs whose proposals: the pair matrix.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::figure::{Definition, Unit};
use crate::model::{AdrIndex, TeamIndex};

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[Definition::new(
    "pairs",
    "Pair matrix",
    Unit::List,
    "For each ordered pair of different teams: the proposals of the first that the second reviewed, and that it approved. A decision that several teams propose counts for each of them.",
)];

/// A decision with more pairs than this, which nobody wrote by hand, is left out of the matrix.
const MOST_PAIRS: usize = 10_000;

/// What one team signed of another's proposals. Lists in the order of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The team that proposed.
    pub from: TeamIndex,
    /// The team that signed, never the same.
    pub to: TeamIndex,
    /// Proposals of `from` that `to` reviewed.
    pub reviewed: Vec<AdrIndex>,
    /// Proposals of `from` that `to` approved.
    pub approved: Vec<AdrIndex>,
}

/// The pairs that have at least one decision, by `from`, then `to`. All others have none: a matrix of all pairs would
/// grow with the square of the teams.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs(Vec<Pair>);

impl Pairs {
    /// All pairs that have a decision.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Pair> {
        self.0.iter()
    }

    /// What `to` signed of the proposals of `from`; `None` where that is nothing.
    #[must_use]
    pub fn get(&self, from: TeamIndex, to: TeamIndex) -> Option<&Pair> {
        let at = self.0.binary_search_by_key(&(from, to), |pair| (pair.from, pair.to)).ok()?;
        self.0.get(at)
    }
}

/// The matrix of `decisions`.
pub(super) fn pairs(facts: &Facts<'_>, decisions: &[AdrIndex]) -> Pairs {
    let mut pairs: BTreeMap<(TeamIndex, TeamIndex), Pair> = BTreeMap::new();
    for fact in facts.of(decisions) {
        if fact.proposers.teams.len() * fact.everyone.teams.len() > MOST_PAIRS {
            continue;
        }
        for from in &fact.proposers.teams {
            for to in fact.everyone.teams.iter().filter(|to| *to != from) {
                let (reviewed, approved) = (fact.reviewers.has_team(*to), fact.approvers.has_team(*to));
                if reviewed || approved {
                    let empty = || Pair { from: *from, to: *to, reviewed: Vec::new(), approved: Vec::new() };
                    let pair = pairs.entry((*from, *to)).or_insert_with(empty);
                    pair.reviewed.extend(reviewed.then_some(fact.adr));
                    pair.approved.extend(approved.then_some(fact.adr));
                }
            }
        }
    }
    Pairs(pairs.into_values().collect())
}
