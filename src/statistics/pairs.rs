//! Who signs whose proposals: the pair matrix.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::facts::Facts;
use super::figure::{Definition, Unit};
use crate::model::{AdrIndex, Role, TeamIndex};

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition::new(
        "pairs",
        "Pair matrix",
        Unit::List,
        "For each ordered pair of different teams: the proposals of the first that the second reviewed, and that it approved. A decision that several teams propose counts for each of them.",
    ),
    Definition::new(
        "together",
        "Decided together",
        Unit::Share,
        "Decisions that both teams signed, each in any role ÷ decisions that the team signed.",
    ),
];

/// A decision with more pairs than this, which nobody wrote by hand, is left out.
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

/// With whom each team decides.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Together(Vec<Vec<(TeamIndex, usize)>>);

impl Together {
    /// The other teams that signed decisions of `team`, and how many of them: most first, then in the order of the config.
    #[must_use]
    pub fn with(&self, team: TeamIndex) -> &[(TeamIndex, usize)] {
        self.0.get(team.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Every pair of teams that decided together, once, with the number of decisions.
    pub fn iter(&self) -> impl Iterator<Item = (TeamIndex, TeamIndex, usize)> + '_ {
        let pairs = (0..).map(TeamIndex).zip(&self.0);
        pairs.flat_map(|(team, with)| with.iter().map(move |(other, count)| (team, *other, *count))).filter(|(team, other, _)| team < other)
    }
}

/// With whom each team decided, over the whole log.
pub(super) fn together(facts: &Facts) -> Together {
    let mut counts: BTreeMap<(TeamIndex, TeamIndex), usize> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.teams.len() * fact.teams.len() <= MOST_PAIRS) {
        for (position, team) in fact.teams.iter().enumerate() {
            for other in &fact.teams[position + 1..] {
                *counts.entry((team.who, other.who)).or_default() += 1;
            }
        }
    }
    let mut with = vec![Vec::new(); facts.teams.len()];
    for ((team, other), count) in counts {
        with[team.0 as usize].push((other, count));
        with[other.0 as usize].push((team, count));
    }
    with.iter_mut().for_each(|with| with.sort_unstable_by_key(|(team, count)| (Reverse(*count), *team)));
    Together(with)
}

/// The matrix of `decisions`.
pub(super) fn pairs(facts: &Facts, decisions: &[AdrIndex]) -> Pairs {
    let mut pairs: BTreeMap<(TeamIndex, TeamIndex), Pair> = BTreeMap::new();
    for fact in facts.of(decisions) {
        let proposers = || fact.teams.iter().filter(|team| team.roles.has(Role::Proposer)).map(|team| team.who);
        if proposers().count() * fact.teams.len() > MOST_PAIRS {
            continue;
        }
        for from in proposers() {
            for to in fact.teams.iter().filter(|to| to.who != from) {
                let (reviewed, approved) = (to.roles.has(Role::Reviewer), to.roles.has(Role::Approver));
                if reviewed || approved {
                    let empty = || Pair { from, to: to.who, reviewed: Vec::new(), approved: Vec::new() };
                    let pair = pairs.entry((from, to.who)).or_insert_with(empty);
                    pair.reviewed.extend(reviewed.then_some(fact.adr));
                    pair.approved.extend(approved.then_some(fact.adr));
                }
            }
        }
    }
    Pairs(pairs.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::super::records::{TWO_SIDES, log, numbers};

    #[test]
    fn a_pair_holds_the_proposals_of_one_team_that_another_signed() {
        let log = log(
            TWO_SIDES,
            &[
                "proposed_by: platform\nreviewed_by: [payments, halcyon]\napproved_by: [platform, halcyon]",
                "proposed_by: [platform, halcyon]\napproved_by: halcyon",
            ],
        );
        let pairs = log.on("2026-03-08").overall.pairs;
        let (platform, payments, halcyon) = (log.team("platform"), log.team("payments"), log.team("halcyon"));
        let pair = pairs.get(platform, halcyon).unwrap();
        assert_eq!((numbers(&pair.reviewed), numbers(&pair.approved)), (vec![1], vec![1, 2]));
        assert_eq!(numbers(&pairs.get(platform, payments).unwrap().reviewed), [1]);
        assert_eq!((pairs.get(halcyon, platform), pairs.get(platform, platform)), (None, None));
        assert_eq!(pairs.iter().len(), 2);
    }

    #[test]
    fn teams_decide_together_where_both_signed_in_any_role() {
        let log = log(
            TWO_SIDES,
            &["reviewed_by: [payments, halcyon]", "proposed_by: platform\napproved_by: [platform, halcyon]", "proposed_by: mobile"],
        );
        let together = log.on("2026-03-08").together;
        let (platform, payments, halcyon) = (log.team("platform"), log.team("payments"), log.team("halcyon"));
        assert_eq!(together.with(halcyon), [(platform, 1), (payments, 1)]);
        assert_eq!(together.with(log.team("mobile")), []);
        assert_eq!(together.iter().collect::<Vec<_>>(), [(platform, halcyon, 1), (payments, halcyon, 1)]);
    }

    #[test]
    fn thirty_sign_offs_of_one_team_are_one() {
        let names = vec!["{ team: halcyon, by: Kim }"; 30].join(", ");
        let log = log(TWO_SIDES, &[&format!("status: accepted\nproposed_by: platform\nreviewed_by: [{names}]")]);
        let found = log.on("2026-03-08");
        assert_eq!(found.overall.team(log.team("halcyon")).unwrap().sign_offs, 1);
        assert_eq!(found.overall.side(log.side("Northwind")).unwrap().scrutiny.rate(), Some(1.0));
    }
}
