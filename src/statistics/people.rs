//! What each person signed: worked out only where the config asks for it.
//!
//! Teams are measured, people are not. Where a log's owners want it otherwise, a person's figures are counts of what was
//! signed in that name, each with what it is of, and nothing else: no times, no shares of others, no order of merit.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::figure::Share;
use crate::model::{AdrIndex, DecisionLog, Role, TeamIndex};
use crate::slug::Slugs;

/// A person's position in [`Statistics::people`](super::Statistics::people).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonIndex(pub u32);

/// A person who signed, and what. Lists are in the order of the log, shares are of all decisions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name as the config or, where that has none, the first record gives it; never an address.
    pub name: String,
    /// The name in a form that URLs can hold, unique among the people.
    pub slug: String,
    /// The teams for which the person signed, in the order of the teams.
    pub teams: Vec<TeamIndex>,
    /// Proposed.
    pub proposed: Share,
    /// Reviewed.
    pub reviewed: Share,
    /// Approved.
    pub approved: Share,
    /// Signed in any role.
    pub touched: Share,
}

/// What a person signed, while decisions are read.
#[derive(Default)]
struct Tally {
    name: String,
    teams: Vec<TeamIndex>,
    by_role: [Vec<AdrIndex>; 3],
    touched: Vec<AdrIndex>,
}

/// Everybody who signed one of `decisions`, by name; spellings that differ in letter case only are one person.
pub(super) fn people(log: &DecisionLog, decisions: &Arc<[AdrIndex]>) -> Vec<Person> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for index in decisions.iter().copied() {
        for sign_off in &log.adr(index).sign_offs {
            for name in sign_off.people.iter().filter(|name| !name.trim().is_empty()) {
                let tally = tallies.entry(name.trim().to_lowercase()).or_default();
                if tally.name.is_empty() {
                    name.trim().clone_into(&mut tally.name);
                }
                tally.teams.push(sign_off.team);
                for list in [&mut tally.by_role[sign_off.role as usize], &mut tally.touched] {
                    if list.last() != Some(&index) {
                        list.push(index);
                    }
                }
            }
        }
    }
    let mut slugs = Slugs::with_reserved(&["index"]);
    let share = |counted| Share { counted, among: Arc::clone(decisions) };
    let person = |mut tally: Tally| {
        tally.teams.sort_unstable();
        tally.teams.dedup();
        let [proposed, reviewed, approved] = tally.by_role.map(share);
        Person {
            slug: slugs.unique(&tally.name),
            name: tally.name,
            teams: tally.teams,
            proposed,
            reviewed,
            approved,
            touched: share(tally.touched),
        }
    };
    tallies.into_values().map(person).collect()
}

impl Person {
    /// What the person signed in a role.
    #[must_use]
    pub fn in_role(&self, role: Role) -> &Share {
        match role {
            Role::Proposer => &self.proposed,
            Role::Reviewer => &self.reviewed,
            Role::Approver => &self.approved,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::records::{log, numbers};
    use super::people;

    const TEAMS: &str = "
teams:
  platform: { side: N, members: [{ name: Ana Ruiz, email: ana@n.example, handle: ana }, { name: Bo Chen, until: 2026-01-31 }] }
  halcyon: { side: H, members: [{ name: Bo Chen, from: 2026-02-01 }] }
";

    #[test]
    fn a_person_is_one_whatever_the_record_calls_them_and_counts_once_for_each_role_of_a_decision() {
        let log = log(
            TEAMS,
            &[
                "status: accepted\nproposed_by: Ana Ruiz\nreviewed_by: '@ana'\napproved_by: [{ by: ana@n.example }, { by: [ana ruiz] }]",
                "status: draft\nproposed_by: Ana Ruiz",
                "status: accepted\nproposed_by: platform",
            ],
        );
        let found = people(&log.log, &log.on("2026-03-08").overall.decisions);
        assert_eq!(found.len(), 1, "{found:?}");
        let ana = &found[0];
        assert_eq!((ana.name.as_str(), ana.slug.as_str()), ("Ana Ruiz", "ana-ruiz"));
        assert_eq!([&ana.proposed, &ana.reviewed, &ana.approved, &ana.touched].map(|share| numbers(&share.counted)), [[1]; 4]);
        assert_eq!(ana.touched.of(), 2);
    }

    #[test]
    fn a_person_who_changed_team_is_one_person_of_two_teams() {
        let review = |day: &str| format!("status: accepted\nreviewed_by: [{{ by: Bo Chen, date: {day} }}]");
        let log = log(TEAMS, &[&review("2026-01-31"), &review("2026-02-01")]);
        let found = people(&log.log, &log.on("2026-03-08").overall.decisions);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].teams, [log.team("platform"), log.team("halcyon")]);
        assert_eq!(found[0].reviewed.count(), 2);
    }

    #[test]
    fn nobody_is_counted_unless_asked_for() {
        assert!(log(TEAMS, &["proposed_by: Ana Ruiz"]).on("2026-03-08").people.is_empty());
    }
}
