//! What each team and each side did.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::{Fact, Facts};
use super::figure::{Definition, FEW, Share, Unit};
use super::figures::Population;
use super::follow_through::{FollowThrough, actions};
use super::times::{self, Times};
use crate::model::{AdrIndex, SideIndex, Status, TeamIndex};

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition::new(
        "proposed",
        "Proposed",
        Unit::Share,
        "Decisions that the team (or side) proposed, alone or with others ÷ all decisions. For sides, decisions settled before a second side existed are left out.",
    ),
    Definition::new(
        "reviewed",
        "Reviewed",
        Unit::Share,
        "Decisions that the team (or side) reviewed ÷ all decisions. For sides, decisions settled before a second side existed are left out.",
    ),
    Definition::new(
        "approved",
        "Approved",
        Unit::Share,
        "Decisions that the team (or side) approved ÷ all decisions. For sides, decisions settled before a second side existed are left out.",
    ),
    Definition::new(
        "touched",
        "Took part",
        Unit::Share,
        "Decisions that the team (or side) signed in any role ÷ all decisions. For sides, decisions settled before a second side existed are left out.",
    ),
    Definition::new(
        "acceptance",
        "Acceptance rate",
        Unit::Share,
        "Of the team's (or side's) proposals: was accepted ÷ was accepted or rejected. Open proposals and those without a status are left out.",
    ),
    Definition::new(
        "scrutiny",
        "Scrutiny",
        Unit::Rate,
        "Reviews and approvals by teams of other sides ÷ proposals, by the proposer's side. A team counts once in each role of a decision, however many people signed; decisions settled before a second side existed are left out.",
    ),
];

/// What a team or side did, in each role. Lists are in the order of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Proposed ÷ all proposals of the time.
    pub proposed: Share,
    /// Reviewed ÷ all decisions.
    pub reviewed: Share,
    /// Approved ÷ all decisions.
    pub approved: Share,
    /// Signed in any role ÷ all decisions.
    pub touched: Share,
    /// Of its proposals: was accepted ÷ was accepted or rejected.
    pub acceptance: Share,
    /// Its sign-offs: one for each team, decision and role, however many people signed.
    pub sign_offs: usize,
    /// How fast it answers: days from the proposal day to its own first review of other sides' proposals.
    pub response_given: Times,
    /// Its promises.
    pub follow_through: FollowThrough,
}

/// What a side did, and what it met with.
#[derive(Debug, Clone, PartialEq)]
pub struct SidePart {
    /// What its teams did together. `proposed` is its voice.
    pub part: Part,
    /// How closely other sides read its proposals.
    pub scrutiny: Scrutiny,
    /// How long its proposals waited for another side.
    pub response_received: Times,
}

/// Sign-offs by other sides, and the proposals that they are for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scrutiny {
    /// Reviews and approvals by teams of other sides; a team counts once in each role of a decision.
    pub sign_offs: usize,
    /// The proposals, in the order of the log.
    pub proposals: Vec<AdrIndex>,
}

impl Scrutiny {
    /// Sign-offs per proposal, 0 or more; `None` where there is no proposal.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (!self.proposals.is_empty()).then(|| self.sign_offs as f64 / self.proposals.len() as f64)
    }

    /// Whether it is over too few proposals to be compared with another.
    #[must_use]
    pub fn too_few(&self) -> bool {
        self.proposals.len() < FEW
    }
}

/// Lists that grow while decisions are read.
#[derive(Debug, Default)]
struct Tally {
    proposed: Vec<AdrIndex>,
    /// Its proposals among the decisions of the time, whenever they were proposed.
    authored: Vec<AdrIndex>,
    reviewed: Vec<AdrIndex>,
    approved: Vec<AdrIndex>,
    touched: Vec<AdrIndex>,
    accepted: Vec<AdrIndex>,
    decided: Vec<AdrIndex>,
    sign_offs: usize,
    follow_through: FollowThrough,
}

impl Tally {
    fn count_author(&mut self, fact: &Fact) {
        self.authored.push(fact.adr);
        if fact.was_accepted() {
            self.accepted.push(fact.adr);
        }
        if fact.was_accepted() || fact.status == Some(Status::Rejected) {
            self.decided.push(fact.adr);
        }
    }

    fn part(self, proposals: &Arc<[AdrIndex]>, decisions: &Arc<[AdrIndex]>, response_given: Times) -> Part {
        let share = |counted, among: &Arc<[AdrIndex]>| Share { decisions: counted, among: Arc::clone(among) };
        Part {
            proposed: share(self.proposed, proposals),
            reviewed: share(self.reviewed, decisions),
            approved: share(self.approved, decisions),
            touched: share(self.touched, decisions),
            acceptance: share(self.accepted, &self.decided.into()),
            sign_offs: self.sign_offs,
            response_given,
            follow_through: self.follow_through,
        }
    }
}

/// What each team did. Only teams that did something, except over all time, where every team is listed.
pub(super) fn teams(facts: &Facts<'_>, population: &Population) -> BTreeMap<TeamIndex, Part> {
    let mut tallies: BTreeMap<TeamIndex, Tally> = BTreeMap::new();
    if population.whole {
        tallies.extend(facts.log.teams.iter().map(|(team, _)| (team, Tally::default())));
    }
    for fact in facts.of(&population.proposals) {
        for team in &fact.proposers.teams {
            tallies.entry(*team).or_default().proposed.push(fact.adr);
        }
    }
    for fact in facts.of(&population.decisions) {
        for team in &fact.proposers.teams {
            tallies.entry(*team).or_default().count_author(fact);
        }
        for team in &fact.everyone.teams {
            let tally = tallies.entry(*team).or_default();
            tally.touched.push(fact.adr);
            let roles = [fact.proposers.has_team(*team), fact.reviewers.has_team(*team), fact.approvers.has_team(*team)];
            tally.sign_offs += roles.iter().filter(|has| **has).count();
            tally.reviewed.extend(roles[1].then_some(fact.adr));
            tally.approved.extend(roles[2].then_some(fact.adr));
        }
        for (reference, action) in actions(facts, fact) {
            if let Some(team) = action.team {
                tallies.entry(team).or_default().follow_through.add(reference, action, facts.today);
            }
        }
    }
    let part = |(team, tally): (TeamIndex, Tally)| {
        let side = facts.log.teams.side_of(team);
        let of_others = facts.of(&tally.reviewed).filter(|fact| fact.has_proposer() && !fact.proposers.has_side(side));
        let given = times::given(of_others, |fact| {
            let at = fact.review_days.binary_search_by_key(&team, |(team, _)| *team).ok()?;
            fact.review_days.get(at).map(|(_, day)| *day)
        });
        (team, tally.part(&population.proposals, &population.decisions, given))
    };
    tallies.into_iter().map(part).collect()
}

/// What each side did, over the decisions that were not settled before a second side existed. Every side is listed over
/// all time, else those that did something.
pub(super) fn sides(facts: &Facts<'_>, population: &Population) -> BTreeMap<SideIndex, SidePart> {
    let teams = &facts.log.teams;
    let comparable =
        |list: &[AdrIndex]| -> Arc<[AdrIndex]> { facts.of(list).filter(|fact| fact.compares_sides).map(|fact| fact.adr).collect() };
    let (proposals, decisions) = (comparable(&population.proposals), comparable(&population.decisions));
    let mut tallies: BTreeMap<SideIndex, Tally> = BTreeMap::new();
    let mut scrutiny: BTreeMap<SideIndex, usize> = BTreeMap::new();
    if population.whole {
        tallies.extend(teams.sides().map(|(side, _)| (side, Tally::default())));
    }
    for fact in facts.of(&proposals) {
        for side in &fact.proposers.sides {
            tallies.entry(*side).or_default().proposed.push(fact.adr);
        }
    }
    for fact in facts.of(&decisions) {
        for side in &fact.proposers.sides {
            tallies.entry(*side).or_default().count_author(fact);
            *scrutiny.entry(*side).or_default() += sign_offs_by_others(facts, fact);
        }
        for side in &fact.everyone.sides {
            let tally = tallies.entry(*side).or_default();
            tally.touched.push(fact.adr);
            tally.reviewed.extend(fact.reviewers.has_side(*side).then_some(fact.adr));
            tally.approved.extend(fact.approvers.has_side(*side).then_some(fact.adr));
        }
        for team in fact.proposers.teams.iter().chain(&fact.reviewers.teams).chain(&fact.approvers.teams) {
            tallies.entry(teams.side_of(*team)).or_default().sign_offs += 1;
        }
    }
    // A promise is one whenever it was given.
    for fact in facts.of(&population.decisions) {
        for (reference, action) in actions(facts, fact) {
            if let Some(team) = action.team {
                tallies.entry(teams.side_of(team)).or_default().follow_through.add(reference, action, facts.today);
            }
        }
    }
    let part = |(side, mut tally): (SideIndex, Tally)| {
        let of_others = facts.of(&tally.reviewed).filter(|fact| fact.has_proposer() && !fact.proposers.has_side(side));
        let given = times::given(of_others, |fact| {
            fact.review_days.iter().filter(|(team, _)| teams.side_of(*team) == side).map(|(_, day)| *day).min()
        });
        let response_received = times::response(facts, &tally.proposed, &tally.authored, |_| true);
        let sign_offs = scrutiny.get(&side).copied().unwrap_or(0);
        let scrutiny = Scrutiny { sign_offs, proposals: std::mem::take(&mut tally.authored) };
        (side, SidePart { part: tally.part(&proposals, &decisions, given), scrutiny, response_received })
    };
    tallies.into_iter().map(part).collect()
}

fn sign_offs_by_others(facts: &Facts<'_>, fact: &Fact) -> usize {
    let signed = fact.reviewers.teams.iter().chain(&fact.approvers.teams);
    signed.filter(|team| !fact.proposers.has_side(facts.log.teams.side_of(**team))).count()
}

#[cfg(test)]
mod tests {
    use super::super::records::{TWO_SIDES, log, numbers};

    #[test]
    fn every_team_is_listed_over_all_time_also_a_silent_one() {
        let log =
            log(TWO_SIDES, &["status: rejected\nproposed_by: platform\nreviewed_by: halcyon", "status: accepted\nproposed_by: platform"]);
        let found = log.on("2026-03-08").overall;
        let platform = found.team(log.team("platform")).unwrap();
        assert_eq!((platform.proposed.count(), platform.proposed.of()), (2, 2));
        assert_eq!((numbers(&platform.acceptance.decisions), numbers(&platform.acceptance.among)), (vec![2], vec![1, 2]));
        assert_eq!(numbers(&found.team(log.team("halcyon")).unwrap().touched.decisions), [1]);
        assert_eq!(found.team(log.team("mobile")).unwrap().touched.count(), 0);
    }

    #[test]
    fn scrutiny_counts_reviews_and_approvals_by_other_sides_per_proposal() {
        let log = log(
            TWO_SIDES,
            &[
                "proposed_by: platform\nreviewed_by: [payments, halcyon, mobile]\napproved_by: [platform, halcyon]",
                "proposed_by: payments",
                "proposed_by: mobile",
            ],
        );
        let found = log.on("2026-03-08").overall;
        assert_eq!(found.side(log.side("Northwind")).unwrap().scrutiny.rate(), Some(1.5));
        assert_eq!(found.side(log.side("Halcyon")).unwrap().scrutiny.rate(), Some(0.0));
    }

    #[test]
    fn a_team_answers_as_fast_as_its_own_first_review_of_other_sides_proposals() {
        let proposed = "status: accepted\nproposed_by: [{ team: platform, date: 2026-02-01 }]";
        let records = [
            format!(
                "{proposed}\nreviewed_by: [{{ team: mobile, date: 2026-02-03 }}, {{ team: halcyon, date: 2026-02-08 }}, {{ team: halcyon, date: 2026-02-06 }}]"
            ),
            format!("{proposed}\nreviewed_by: [halcyon, {{ team: payments, date: 2026-02-02 }}]"),
        ];
        let log = log(TWO_SIDES, &records.each_ref().map(String::as_str));
        let found = log.on("2026-03-08").overall;
        let halcyon = &found.team(log.team("halcyon")).unwrap().response_given;
        assert_eq!((halcyon.median, numbers(&halcyon.unknown)), (Some(5.0), vec![2]));
        assert_eq!(found.team(log.team("payments")).unwrap().response_given.median, None);
        assert_eq!(found.side(log.side("Halcyon")).unwrap().part.response_given.median, Some(2.0));
        assert_eq!(found.side(log.side("Northwind")).unwrap().response_received.median, Some(2.0));
    }
}
