//! What the teams' own rules ask of a decision, and what it lacks.

use jiff::civil::Date as Day;

use super::facts::{Fact, Facts};
use super::span::{day_at, last_day};
use crate::config::{Policy, TagPolicy};
use crate::model::{AdrIndex, DecisionLog, Outcome, Role, SideIndex, Status, TeamIndex, day_number, days_between};

/// A rule of the policy.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Requirement {
    /// `accepted.reviewed_by_other_side`.
    ReviewedByOtherSide,
    /// `accepted.approved_by_every_side`. An approval that objects is none.
    ApprovedByEverySide,
    /// `accepted.review_on_required`.
    ReviewOn,
    /// `proposed.answer_within_days`.
    AnswerInTime,
    /// `tags.….reviewed_by`, with the tag.
    TagReview(String),
    /// `tags.….approved_by`, with the tag. An approval that objects is none.
    TagApproval(String),
    /// What an open proposal waits for where the policy asks nothing of the sides: a review by every other side.
    ReviewedByEveryOtherSide,
}

impl Requirement {
    /// The stable name.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::ReviewedByOtherSide => "reviewed_by_other_side",
            Self::ApprovedByEverySide => "approved_by_every_side",
            Self::ReviewOn => "review_on_required",
            Self::AnswerInTime => "answer_within_days",
            Self::TagReview(_) => "tag_reviewed_by",
            Self::TagApproval(_) => "tag_approved_by",
            Self::ReviewedByEveryOtherSide => "reviewed_by_every_other_side",
        }
    }
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// Any team of a side.
    Side(SideIndex),
    /// One team.
    Team(TeamIndex),
}

/// A rule that a decision does not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The rule.
    pub requirement: Requirement,
    /// Who could meet it: for a review by another side any one of them, else all of them. Empty where nobody in
    /// particular is asked.
    pub from: Vec<Asked>,
    /// The day since which it is missing: the settling day, or the last day for an answer; `None` where unknown.
    pub since: Option<Day>,
    /// Calendar days past the last day for an answer, at least 1; `None` for the other rules.
    pub overdue_days: Option<i64>,
}

impl Missing {
    fn new(requirement: Requirement, from: Vec<Asked>, since: Option<Day>) -> Self {
        Self { requirement, from, since, overdue_days: None }
    }
}

/// What every decision lacks, in the order of the log; decisions that lack nothing are left out.
pub(super) fn gaps(log: &DecisionLog, facts: &Facts, policy: &Policy) -> Vec<(AdrIndex, Vec<Missing>)> {
    let missing = facts.iter().map(|fact| (fact.adr, missing(log, facts, policy, fact)));
    missing.filter(|(_, missing)| !missing.is_empty()).collect()
}

fn missing(log: &DecisionLog, facts: &Facts, policy: &Policy, fact: &Fact) -> Vec<Missing> {
    match fact.status {
        Some(Status::Accepted) => of_accepted(log, facts, policy, fact),
        Some(Status::Proposed) => late_answer(facts, policy, fact).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Only sides that took part on the settling day are asked: nobody can sign before being there, or after leaving. Where
/// all of them proposed together, there is no other side, and a review by one is not missing.
fn of_accepted(log: &DecisionLog, facts: &Facts, policy: &Policy, fact: &Fact) -> Vec<Missing> {
    let settled = fact.settled.map(last_day);
    let mut found = Vec::new();
    if policy.accepted.reviewed_by_other_side {
        let others = other_sides(facts, fact, settled);
        let answerable = facts.sides.on(settled).nth(1).is_some() && !others.is_empty();
        if answerable && !fact.has_review() {
            found.push(Missing::new(Requirement::ReviewedByOtherSide, others, settled));
        }
    }
    if policy.accepted.approved_by_every_side {
        let lacking = unapproved_sides(log, facts, fact, settled);
        if !lacking.is_empty() {
            found.push(Missing::new(Requirement::ApprovedByEverySide, lacking, settled));
        }
    }
    if policy.accepted.review_on_required && fact.review_on.is_none() {
        found.push(Missing::new(Requirement::ReviewOn, Vec::new(), settled));
    }
    found.extend(tag_rules(log, policy, fact).into_iter().map(|(rule, from)| Missing::new(rule, from, settled)));
    found
}

/// The answer that an open proposal should have had by now.
pub(super) fn late_answer(facts: &Facts, policy: &Policy, fact: &Fact) -> Option<Missing> {
    let within = policy.proposed.answer_within_days?;
    let others = other_sides(facts, fact, Some(facts.today));
    if !fact.is_waiting || others.is_empty() {
        return None;
    }
    let last = day_at(day_number(fact.proposed?.day()?) + i64::from(within));
    let overdue = days_between(last, facts.today);
    let missing = Missing::new(Requirement::AnswerInTime, others, Some(last));
    (overdue > 0).then_some(Missing { overdue_days: Some(overdue), ..missing })
}

/// The sides of `day` that did not propose.
pub(super) fn other_sides(facts: &Facts, fact: &Fact, day: Option<Day>) -> Vec<Asked> {
    facts.sides.on(day).filter(|side| !fact.roles_of(*side).has(Role::Proposer)).map(Asked::Side).collect()
}

/// The sides of `day` that have not approved.
pub(super) fn unapproved_sides(log: &DecisionLog, facts: &Facts, fact: &Fact, day: Option<Day>) -> Vec<Asked> {
    let approved = |side: SideIndex| approvals(log, fact).any(|team| log.teams.side_of(team) == side);
    facts.sides.on(day).filter(|side| !approved(*side)).map(Asked::Side).collect()
}

/// The tag rules that a decision does not meet, with the teams that could meet them.
pub(super) fn tag_rules(log: &DecisionLog, policy: &Policy, fact: &Fact) -> Vec<(Requirement, Vec<Asked>)> {
    let adr = log.adr(fact.adr);
    let mut found = Vec::new();
    for (tag, TagPolicy { reviewed_by, approved_by }) in &policy.tags {
        if !adr.tags.contains(tag) {
            continue;
        }
        let reviews = lacking(log, reviewed_by, |team| fact.has_team(team, Role::Reviewer));
        let approved = lacking(log, approved_by, |team| approvals(log, fact).any(|approver| approver == team));
        found.extend((!reviews.is_empty()).then(|| (Requirement::TagReview(tag.clone()), reviews)));
        found.extend((!approved.is_empty()).then(|| (Requirement::TagApproval(tag.clone()), approved)));
    }
    found
}

/// The teams of a tag rule that have not signed. The config has refused names that are no team's.
fn lacking(log: &DecisionLog, names: &[String], signed: impl Fn(TeamIndex) -> bool) -> Vec<Asked> {
    let team = |name: &String| {
        let is_named = |text: &str| text.trim().to_lowercase() == name.trim().to_lowercase();
        log.teams.iter().find(|(_, team)| is_named(&team.id) || is_named(&team.name)).map(|(index, _)| index)
    };
    names.iter().filter_map(team).filter(|team| !signed(*team)).map(Asked::Team).collect()
}

/// Teams that approved and do not object. For the figures every sign-off is participation; a rule that asks for an
/// approval asks for a yes, or at least for no no.
fn approvals<'a>(log: &'a DecisionLog, fact: &Fact) -> impl Iterator<Item = TeamIndex> + use<'a> {
    let sign_offs = log.adr(fact.adr).sign_offs.iter();
    sign_offs.filter(|sign_off| sign_off.role == Role::Approver && sign_off.outcome != Outcome::Objects).map(|sign_off| sign_off.team)
}

#[cfg(test)]
mod tests {
    use super::super::records::{Log, TWO_SIDES, log};
    use super::Asked;
    use crate::model::AdrIndex;

    fn with(policy: &str) -> String {
        format!("{TWO_SIDES}policy:\n{policy}")
    }

    /// What record 1 lacks, as `rule: who`.
    fn lacks(log: &Log) -> Vec<String> {
        let name = |asked: &Asked| match *asked {
            Asked::Side(side) => log.log.teams.side(side).name.clone(),
            Asked::Team(team) => log.log.teams.team(team).id.clone(),
        };
        let found = log.on("2026-03-08");
        let lines = found.missing(AdrIndex(0)).iter().map(|missing| {
            let from = missing.from.iter().map(name).collect::<Vec<_>>().join(", ");
            let overdue = missing.overdue_days.map(|days| format!(" {days} days late")).unwrap_or_default();
            format!("{}: {from}{overdue}", missing.requirement.key())
        });
        lines.collect()
    }

    const BOTH: &str = "  accepted: { reviewed_by_other_side: true, approved_by_every_side: true }\n";

    #[test]
    fn an_accepted_decision_names_the_sides_that_have_not_signed() {
        let log = log(&with(BOTH), &["status: accepted\nproposed_by: platform\nreviewed_by: payments\napproved_by: platform"]);
        assert_eq!(lacks(&log), ["reviewed_by_other_side: Halcyon", "approved_by_every_side: Halcyon"]);
    }

    #[test]
    fn a_decision_that_every_side_proposed_has_no_other_side_to_review_it() {
        let log = log(&with(BOTH), &["status: accepted\nproposed_by: [platform, halcyon]\napproved_by: [payments, mobile]"]);
        assert_eq!(lacks(&log), [""; 0]);
    }

    #[test]
    fn an_approval_that_objects_is_no_approval() {
        let log = log(
            &with(BOTH),
            &[
                "status: accepted\nproposed_by: platform\nreviewed_by: halcyon\napproved_by: [platform, { team: halcyon, outcome: objects }]",
            ],
        );
        assert_eq!(lacks(&log), ["approved_by_every_side: Halcyon"]);
    }

    #[test]
    fn a_side_that_was_not_there_is_not_asked() {
        let config = format!("teams: {{ a: {{}}, b: {{ since: 2026-01-01 }} }}\npolicy:\n{BOTH}");
        let settled = |day: &str| format!("status: accepted\ndate: {day}\nproposed_by: a\napproved_by: a");
        assert_eq!(lacks(&log(&config, &[&settled("2025-12-31")])), [""; 0]);
        assert_eq!(lacks(&log(&config, &[&settled("2026-01-01")])).len(), 2);
    }

    #[test]
    fn a_proposal_is_late_after_the_last_day_for_an_answer_and_until_another_side_answers() {
        let config = with("  proposed: { answer_within_days: 10 }\n");
        let proposed = |day: &str, rest: &str| format!("status: proposed\ndate: {day}\nproposed_by: platform\n{rest}");
        assert_eq!(lacks(&log(&config, &[&proposed("2026-02-26", "")])), [""; 0]);
        assert_eq!(lacks(&log(&config, &[&proposed("2026-02-25", "reviewed_by: payments")])), ["answer_within_days: Halcyon 1 days late"]);
        assert_eq!(lacks(&log(&config, &[&proposed("2026-02-01", "approved_by: mobile")])), [""; 0]);
    }

    #[test]
    fn tags_ask_their_own_teams_and_a_living_decision_its_day() {
        let config =
            with("  accepted: { review_on_required: true }\n  tags: { security: { reviewed_by: [mobile], approved_by: [platform] } }\n");
        let log = log(&config, &["status: accepted\ntags: [security]\nproposed_by: platform\nreviewed_by: halcyon"]);
        assert_eq!(lacks(&log), ["review_on_required: ", "tag_reviewed_by: mobile", "tag_approved_by: platform"]);
    }

    #[test]
    fn what_is_no_longer_in_force_lacks_nothing() {
        let log = log(&with(BOTH), &["status: superseded\nproposed_by: platform"]);
        assert_eq!(lacks(&log), [""; 0]);
    }
}
