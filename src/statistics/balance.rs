//! How evenly proposals and sign-offs are spread.

use std::collections::BTreeMap;

use super::facts::Facts;
use super::figure::{Definition, Unit};
use super::parties::{Part, SidePart};
use super::span::{Span, is_active};
use crate::model::{SideIndex, TeamIndex};

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition::new(
        "balance_proposals",
        "Balance of proposals",
        Unit::Evenness,
        "Pielou evenness of the numbers of proposals over all teams (and over all sides) active in the time, silent ones included: the entropy of the shares ÷ the logarithm of the number of teams. 1 is equal, 0 is all by one; none below two teams or without a proposal.",
    ),
    Definition::new(
        "balance_sign_offs",
        "Balance of sign-offs",
        Unit::Evenness,
        "Pielou evenness of the numbers of sign-offs in all roles over all teams (and over all sides) active in the time, silent ones included. A team counts once in each role of a decision; none below two teams or without a sign-off.",
    ),
];

/// Pielou evenness of a number of things over those who did them.
///
/// Source: E. C. Pielou, "The measurement of diversity in different types of biological collections", 1966.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Evenness {
    /// From 0 (all by one) to 1 (equal); `None` below two active, or where nothing was done.
    pub value: Option<f64>,
    /// Over how many teams or sides, silent ones included.
    pub active: usize,
    /// Over how many things.
    pub total: usize,
}

impl Evenness {
    /// Evenness over `active` parties, of which those that are not silent did `counts`.
    pub(super) fn new(mut counts: Vec<usize>, active: usize) -> Self {
        // Sorted, so that the sum of the rounding errors does not depend on what the teams are called.
        counts.sort_unstable();
        let total: usize = counts.iter().sum();
        let entropy: f64 = counts
            .iter()
            .filter(|count| **count > 0)
            .map(|count| {
                let share = *count as f64 / total as f64;
                -share * share.ln()
            })
            .sum();
        // All by one is a sum of minus nothing; plus nothing it is nothing.
        let value = (active >= 2 && total > 0).then(|| (entropy / (active as f64).ln()).clamp(0.0, 1.0) + 0.0);
        Self { value, active, total }
    }
}

/// How evenly things are spread. Shown with the shares, never alone.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Balance {
    /// Proposals over teams.
    pub team_proposals: Evenness,
    /// Sign-offs over teams.
    pub team_sign_offs: Evenness,
    /// Proposals over sides.
    pub side_proposals: Evenness,
    /// Sign-offs over sides, each with those of its teams.
    pub side_sign_offs: Evenness,
}

/// The balance of what `teams` and `sides` did in `span`.
pub(super) fn balance(
    facts: &Facts,
    span: Option<Span>,
    teams: &BTreeMap<TeamIndex, Part>,
    sides: &BTreeMap<SideIndex, SidePart>,
) -> Balance {
    // Who signed outside its own time was active nonetheless.
    let signed = |part: &Part| part.sign_offs > 0 || part.proposed.count() > 0;
    let mut active_sides = vec![false; facts.sides.len()];
    let mut active_teams = 0;
    for (index, team) in facts.teams.iter() {
        if is_active(team, span) || teams.get(&index).is_some_and(signed) {
            active_teams += 1;
            active_sides[team.side.0 as usize] = true;
        }
    }
    let active_sides = active_sides.into_iter().filter(|active| *active).count();
    let of_teams = |count: fn(&Part) -> usize| Evenness::new(teams.values().map(count).collect(), active_teams);
    let of_sides = |count: fn(&Part) -> usize| Evenness::new(sides.values().map(|side| count(&side.part)).collect(), active_sides);
    Balance {
        team_proposals: of_teams(|part| part.proposed.count()),
        team_sign_offs: of_teams(|part| part.sign_offs),
        side_proposals: of_sides(|part| part.proposed.count()),
        side_sign_offs: of_sides(|part| part.sign_offs),
    }
}

#[cfg(test)]
mod tests {
    use super::Evenness;

    #[test]
    fn equal_counts_are_one_and_silent_teams_pull_it_down() {
        assert!((Evenness::new(vec![3, 3], 2).value.unwrap() - 1.0).abs() < 1e-12);
        assert!((Evenness::new(vec![3, 3], 4).value.unwrap() - 0.5).abs() < 1e-12);
        let by_one = Evenness::new(vec![7], 2).value;
        assert!(by_one == Some(0.0) && by_one.is_some_and(f64::is_sign_positive), "{by_one:?}");
    }

    #[test]
    fn one_team_or_nothing_at_all_has_no_evenness() {
        assert_eq!(Evenness::new(vec![7], 1).value, None);
        assert_eq!(Evenness::new(vec![0, 0], 2).value, None);
        assert_eq!(Evenness::new(Vec::new(), 0).value, None);
    }
}
