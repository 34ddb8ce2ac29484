//! Who is waiting for whom.

use super::facts::{Fact, Facts};
use super::figure::{Definition, Unit};
use super::policy::{self, Asked, Requirement};
use super::span::{Span, is_active};
use crate::config::Policy;
use crate::model::{AdrIndex, DecisionLog, Role, SideIndex, TeamIndex};

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition::new(
        "waiting_on",
        "Waiting on a team",
        Unit::List,
        "Open proposals that lack what the policy asks of this team or of its side, with their age. Where the policy asks nothing of the sides: a review by every side that did not propose; an approval answers as well.",
    ),
    Definition::new(
        "past_policy",
        "Waiting past the policy",
        Unit::List,
        "Open proposals without a review or approval by another side for more calendar days than the policy's `answer_within_days`. Proposals whose proposal day is unknown are left out.",
    ),
];

/// In a log with more sides than this, a proposal waits for anybody rather than for each of them.
const MOST_ASKED: usize = 100;

/// Something that an open proposal waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The rule that asks for it.
    pub requirement: Requirement,
    /// Whom; empty in a log of more than a hundred sides.
    pub from: Vec<Asked>,
}

/// An open proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenProposal {
    /// The proposal.
    pub adr: AdrIndex,
    /// Calendar days since its proposal day, 0 or more; `None` where that day is unknown.
    pub age: Option<i64>,
    /// Whether another side has reviewed or approved it.
    pub answered: bool,
    /// What it waits for; empty where it lacks nothing but a decision.
    pub asks: Vec<Ask>,
    /// Calendar days past the policy's last day for an answer, at least 1; `None` where it is in time or there is none.
    pub overdue_days: Option<i64>,
}

/// All open proposals, in the order of the log, and whom they wait for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenProposals {
    /// The proposals.
    pub proposals: Vec<OpenProposal>,
    by_side: Vec<Vec<u32>>,
    by_team: Vec<Vec<u32>>,
}

impl OpenProposals {
    /// The proposals that have waited for an answer for longer than agreed.
    pub fn past_policy(&self) -> impl Iterator<Item = &OpenProposal> {
        self.proposals.iter().filter(|open| open.overdue_days.is_some())
    }

    /// The proposals that wait for somebody, and not only for a decision.
    pub fn asking(&self) -> impl Iterator<Item = &OpenProposal> {
        self.proposals.iter().filter(|open| !open.asks.is_empty())
    }

    /// The proposals that wait for a side: for any team of it, or for a certain one.
    pub fn on_side(&self, side: SideIndex) -> impl Iterator<Item = &OpenProposal> {
        self.at(self.by_side.get(side.0 as usize))
    }

    /// The proposals that wait for a team, for itself or as one of its side.
    pub fn on_team(&self, team: TeamIndex) -> impl Iterator<Item = &OpenProposal> {
        self.at(self.by_team.get(team.0 as usize))
    }

    fn at<'a>(&'a self, positions: Option<&'a Vec<u32>>) -> impl Iterator<Item = &'a OpenProposal> {
        positions.into_iter().flatten().filter_map(|position| self.proposals.get(*position as usize))
    }
}

/// Finds whom each open proposal waits for.
pub(super) fn open_proposals(log: &DecisionLog, facts: &Facts, policy: &Policy) -> OpenProposals {
    let teams = &facts.teams;
    let today = Some(Span { first: facts.today, last: facts.today });
    let mut members: Vec<Vec<TeamIndex>> = vec![Vec::new(); facts.sides.len()];
    for (index, _) in teams.iter().filter(|(_, team)| is_active(team, today)) {
        members[teams.side_of(index).0 as usize].push(index);
    }
    let mut open =
        OpenProposals { proposals: Vec::new(), by_side: vec![Vec::new(); facts.sides.len()], by_team: vec![Vec::new(); teams.len()] };
    for fact in facts.iter().filter(|fact| fact.is_open()) {
        let position = open.proposals.len() as u32;
        let asks = asks(log, facts, policy, fact);
        for asked in asks.iter().flat_map(|ask| &ask.from) {
            match *asked {
                Asked::Side(side) => {
                    note(&mut open.by_side[side.0 as usize], position);
                    members[side.0 as usize].iter().for_each(|team| note(&mut open.by_team[team.0 as usize], position));
                }
                Asked::Team(team) => {
                    note(&mut open.by_side[teams.side_of(team).0 as usize], position);
                    note(&mut open.by_team[team.0 as usize], position);
                }
            }
        }
        open.proposals.push(OpenProposal {
            adr: fact.adr,
            age: fact.age,
            answered: !fact.is_waiting,
            asks,
            overdue_days: policy::late_answer(facts, policy, fact).and_then(|missing| missing.overdue_days),
        });
    }
    open
}

/// Positions come in rising order, so a repeat is the last one.
fn note(positions: &mut Vec<u32>, position: u32) {
    if positions.last() != Some(&position) {
        positions.push(position);
    }
}

fn asks(log: &DecisionLog, facts: &Facts, policy: &Policy, fact: &Fact) -> Vec<Ask> {
    let today = Some(facts.today);
    let mut asks = Vec::new();
    let mut ask = |requirement, from: Vec<Asked>| {
        if !from.is_empty() {
            asks.push(Ask { requirement, from: if from.len() > MOST_ASKED { Vec::new() } else { from } });
        }
    };
    let accepted = &policy.accepted;
    if accepted.reviewed_by_other_side && !fact.has_review() {
        ask(Requirement::ReviewedByOtherSide, policy::other_sides(facts, fact, today));
    } else if policy.proposed.answer_within_days.is_some() && fact.is_waiting {
        ask(Requirement::AnswerInTime, policy::other_sides(facts, fact, today));
    }
    if accepted.approved_by_every_side {
        ask(Requirement::ApprovedByEverySide, policy::unapproved_sides(log, facts, fact, today));
    }
    for (rule, from) in policy::tag_rules(log, policy, fact) {
        ask(rule, from);
    }
    let asks_sides = accepted.reviewed_by_other_side || accepted.approved_by_every_side || policy.proposed.answer_within_days.is_some();
    if !asks_sides {
        let silent = |asked: &Asked| match asked {
            Asked::Side(side) => {
                let roles = fact.roles_of(*side);
                !roles.has(Role::Reviewer) && !roles.has(Role::Approver)
            }
            Asked::Team(_) => true,
        };
        let others = policy::other_sides(facts, fact, today);
        ask(Requirement::ReviewedByEveryOtherSide, others.into_iter().filter(silent).collect());
    }
    asks
}

#[cfg(test)]
mod tests {
    use super::super::records::{Log, TWO_SIDES, log};

    /// The numbers of the proposals that wait for a team.
    fn on(log: &Log, team: &str) -> Vec<u32> {
        log.on("2026-03-08").open.on_team(log.team(team)).map(|open| open.adr.0 + 1).collect()
    }

    #[test]
    fn without_a_policy_a_proposal_waits_for_every_other_side() {
        let log = log(
            TWO_SIDES,
            &[
                "status: proposed\nproposed_by: platform\nreviewed_by: payments",
                "status: proposed\nproposed_by: halcyon\napproved_by: platform",
                "status: proposed\nproposed_by: [platform, mobile]",
                "status: accepted\nproposed_by: platform",
            ],
        );
        assert_eq!((on(&log, "halcyon"), on(&log, "mobile")), (vec![1], vec![1]));
        assert_eq!((on(&log, "platform"), on(&log, "payments")), (vec![], vec![]));
        assert_eq!(log.on("2026-03-08").open.proposals.len(), 3);
    }

    #[test]
    fn with_a_policy_it_waits_for_what_that_asks() {
        let config =
            format!("{TWO_SIDES}policy:\n  accepted: {{ approved_by_every_side: true }}\n  tags: {{ api: {{ reviewed_by: [mobile] }} }}\n");
        let log = log(
            &config,
            &[
                "status: proposed\nproposed_by: platform\napproved_by: platform",
                "status: proposed\ntags: [api]\nproposed_by: halcyon\napproved_by: [halcyon, payments]",
            ],
        );
        assert_eq!((on(&log, "halcyon"), on(&log, "mobile"), on(&log, "platform")), (vec![1], vec![1, 2], vec![]));
    }

    #[test]
    fn a_team_that_has_left_is_waited_for_no_more() {
        let config = "teams: { a: {}, b: { until: 2026-01-31 }, c: { side: b, since: 2026-02-01 } }";
        let log = log(config, &["status: proposed\nproposed_by: a"]);
        assert_eq!((on(&log, "b"), on(&log, "c")), (vec![], vec![1]));
    }

    #[test]
    fn forty_sides_are_each_waited_for_and_thousands_are_not() {
        let many = |count: u32| {
            let mut records: Vec<String> = (0..count).map(|team| format!("status: accepted\nproposed_by: team-{team:04}")).collect();
            records.push("status: proposed\nproposed_by: team-0000".to_owned());
            log("", &records.iter().map(String::as_str).collect::<Vec<_>>())
        };
        assert_eq!(on(&many(40), "team-0039"), [41]);
        assert_eq!(on(&many(150), "team-0039"), [0; 0]);
    }
}
