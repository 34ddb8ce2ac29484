//! What each team and each side did.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::backing::Backings;
use super::facts::{Fact, Facts, Promise, Signed};
use super::figure::{Definition, FEW, Share, Unit};
use super::figures::Population;
use super::follow_through::{ActionRef, FollowThrough, promises};
use super::times::{self, Times};
use crate::model::{AdrIndex, Role, SideIndex, Status, TeamIndex};

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
    /// What stands behind its sign-offs.
    pub evidence: Backings,
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
    /// Its proposals, in the order of the log, each with its reviews and approvals by teams of other sides; a team counts
    /// once in each role of a decision.
    pub sign_offs_of: Vec<(AdrIndex, usize)>,
}

impl Scrutiny {
    /// Sign-offs per proposal, 0 or more; `None` where there is no proposal.
    #[must_use]
    pub fn rate(&self) -> Option<f64> {
        (self.of() > 0).then(|| self.sign_offs() as f64 / self.of() as f64)
    }

    /// The sign-offs by other sides.
    #[must_use]
    pub fn sign_offs(&self) -> usize {
        self.sign_offs_of.iter().map(|(_, count)| count).sum()
    }

    /// How many proposals it is over.
    #[must_use]
    pub fn of(&self) -> usize {
        self.sign_offs_of.len()
    }

    /// The proposals that it is over, in the order of the log.
    pub fn proposals(&self) -> impl Iterator<Item = AdrIndex> {
        self.sign_offs_of.iter().map(|(adr, _)| *adr)
    }

    /// Whether it is over too few proposals to be compared with another.
    #[must_use]
    pub fn too_few(&self) -> bool {
        self.of() < FEW
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
    sign_offs_by_others: Vec<(AdrIndex, usize)>,
    given: Times,
    promises: Vec<(ActionRef, Promise)>,
    evidence: Backings,
}

impl Tally {
    fn add<Who>(&mut self, fact: &Fact, signed: &Signed<Who>) {
        self.touched.push(fact.adr);
        self.sign_offs += signed.sign_offs;
        if signed.roles.has(Role::Reviewer) {
            self.reviewed.push(fact.adr);
            self.given.add(fact.adr, signed.answer);
        }
        if signed.roles.has(Role::Approver) {
            self.approved.push(fact.adr);
        }
        if signed.roles.has(Role::Proposer) {
            self.authored.push(fact.adr);
            self.sign_offs_by_others.push((fact.adr, fact.sign_offs_by_others));
            if fact.was_accepted() {
                self.accepted.push(fact.adr);
            }
            if fact.was_accepted() || fact.status == Some(Status::Rejected) {
                self.decided.push(fact.adr);
            }
        }
    }

    fn part(self, facts: &Facts, proposals: &Arc<[AdrIndex]>, decisions: &Arc<[AdrIndex]>) -> Part {
        let share = |counted, among: &Arc<[AdrIndex]>| Share { counted, among: Arc::clone(among) };
        Part {
            proposed: share(self.proposed, proposals),
            reviewed: share(self.reviewed, decisions),
            approved: share(self.approved, decisions),
            touched: share(self.touched, decisions),
            acceptance: share(self.accepted, &self.decided.into()),
            sign_offs: self.sign_offs,
            response_given: self.given.finish(),
            follow_through: FollowThrough::new(self.promises, facts.today),
            evidence: self.evidence,
        }
    }
}

/// What each team did. Only teams that did something, except over all time, where every team is listed.
pub(super) fn teams(facts: &Facts, population: &Population) -> BTreeMap<TeamIndex, Part> {
    let mut tallies: BTreeMap<TeamIndex, Tally> = BTreeMap::new();
    if population.whole {
        tallies.extend(facts.teams.iter().map(|(team, _)| (team, Tally::default())));
    }
    for fact in facts.of(&population.proposals) {
        for team in fact.teams.iter().filter(|team| team.roles.has(Role::Proposer)) {
            tallies.entry(team.who).or_default().proposed.push(fact.adr);
        }
    }
    for fact in facts.of(&population.decisions) {
        for team in &fact.teams {
            tallies.entry(team.who).or_default().add(fact, team);
        }
        for backed in &fact.backed {
            tallies.entry(backed.team).or_default().evidence.add(*backed);
        }
        for (action, promise) in promises(fact) {
            if let Some(team) = promise.team {
                tallies.entry(team).or_default().promises.push((action, promise));
            }
        }
    }
    tallies.into_iter().map(|(team, tally)| (team, tally.part(facts, &population.proposals, &population.decisions))).collect()
}

/// What each side did, over the decisions that were not settled before a second side existed. Every side is listed over
/// all time, else those that did something.
pub(super) fn sides(facts: &Facts, population: &Population) -> BTreeMap<SideIndex, SidePart> {
    let (proposals, decisions) = (comparable(facts, &population.proposals), comparable(facts, &population.decisions));
    let mut tallies: BTreeMap<SideIndex, Tally> = BTreeMap::new();
    if population.whole {
        tallies.extend(facts.teams.sides().map(|(side, _)| (side, Tally::default())));
    }
    for fact in facts.of(&proposals) {
        for side in fact.sides.iter().filter(|side| side.roles.has(Role::Proposer)) {
            tallies.entry(side.who).or_default().proposed.push(fact.adr);
        }
    }
    for fact in facts.of(&decisions) {
        for side in &fact.sides {
            tallies.entry(side.who).or_default().add(fact, side);
        }
        for backed in &fact.backed {
            tallies.entry(facts.teams.side_of(backed.team)).or_default().evidence.add(*backed);
        }
    }
    // A promise is one whenever it was given.
    for (action, promise) in facts.of(&population.decisions).flat_map(promises) {
        if let Some(team) = promise.team {
            tallies.entry(facts.teams.side_of(team)).or_default().promises.push((action, promise));
        }
    }
    let part = |(side, mut tally): (SideIndex, Tally)| {
        let response_received = times::response(facts, &tally.proposed, &tally.authored);
        let scrutiny = Scrutiny { sign_offs_of: std::mem::take(&mut tally.sign_offs_by_others) };
        (side, SidePart { part: tally.part(facts, &proposals, &decisions), scrutiny, response_received })
    };
    tallies.into_iter().map(part).collect()
}

/// Those that were not settled before a second side existed: mostly all, in the list that is there already.
fn comparable(facts: &Facts, list: &Arc<[AdrIndex]>) -> Arc<[AdrIndex]> {
    if facts.sides.second_since.is_none() {
        return Arc::clone(list);
    }
    facts.of(list).filter(|fact| fact.compares_sides).map(|fact| fact.adr).collect()
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
        assert_eq!((numbers(&platform.acceptance.counted), numbers(&platform.acceptance.among)), (vec![2], vec![1, 2]));
        assert_eq!(numbers(&found.team(log.team("halcyon")).unwrap().touched.counted), [1]);
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
