//! Who took part in decisions: the shares that say whether sides decide together.

use std::sync::Arc;

use super::facts::{Fact, Facts};
use super::figure::{Definition, Share, Unit};
use crate::model::{AdrIndex, Role};

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition::new(
        "recorded",
        "Recorded",
        Unit::Share,
        "Decisions with at least one sign-off ÷ all decisions. The others are listed as “not recorded” and are in no share.",
    ),
    Definition::new(
        "was_accepted",
        "Was accepted",
        Unit::Share,
        "Decisions with the status accepted, deprecated or superseded ÷ all decisions: what came later does not rewrite what was agreed.",
    ),
    Definition::new(
        "both_side",
        "Both-side share",
        Unit::Share,
        "Decisions in which teams of at least two sides signed, in any role ÷ recorded decisions. Decisions settled before a second side existed are left out.",
    ),
    Definition::new(
        "every_side",
        "Every-side share",
        Unit::Share,
        "Decisions in which every side that existed on the settling day signed, in any role, and at least two ÷ recorded decisions. Only where a log has more than two sides; decisions settled before a second side existed are left out.",
    ),
    Definition::new(
        "one_sided",
        "One-sided",
        Unit::List,
        "Decisions in which teams of exactly one side signed. Decisions settled before a second side existed are left out.",
    ),
    Definition::new(
        "cross_review",
        "Cross-review share",
        Unit::Share,
        "Decisions with a reviewer from a side that did not propose them ÷ decisions with a known proposer. Decisions settled before a second side existed are left out.",
    ),
    Definition::new(
        "cross_approval",
        "Cross-approval share",
        Unit::Share,
        "Was-accepted decisions with an approver from a side that did not propose them ÷ was-accepted decisions with a known proposer. Decisions settled before a second side existed are left out.",
    ),
    Definition::new(
        "self_approved",
        "Self-approved",
        Unit::Share,
        "Was-accepted decisions whose approvers all belong to the proposing side or sides ÷ was-accepted decisions with a known proposer and at least one approver. Decisions settled before a second side existed are left out.",
    ),
    Definition::new(
        "approved_without_review",
        "Approved without review",
        Unit::Share,
        "Decisions that a side other than the proposer's approved without having reviewed them or left a note ÷ decisions with an approval by another side. Decisions settled before a second side existed are left out.",
    ),
];

/// Who took part. Every list is in the order of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participation {
    /// Decisions with at least one sign-off ÷ all.
    pub recorded: Share,
    /// Decisions without a sign-off, in no share.
    pub not_recorded: Vec<AdrIndex>,
    /// Accepted, deprecated or superseded ÷ all.
    pub was_accepted: Share,
    /// At least two sides signed ÷ recorded.
    pub both_side: Share,
    /// Every side signed ÷ recorded; `None` where the log has two sides or fewer.
    pub every_side: Option<Share>,
    /// Exactly one side signed.
    pub one_sided: Vec<AdrIndex>,
    /// A reviewer of another side ÷ known proposer.
    pub cross_review: Share,
    /// Was accepted with an approver of another side ÷ was accepted with a known proposer.
    pub cross_approval: Share,
    /// Approvers of the proposing side only ÷ was accepted with a known proposer and an approver.
    pub self_approved: Share,
    /// Approved by another side that neither reviewed nor left a note ÷ approved by another side.
    pub approved_without_review: Share,
    /// Decisions that the figures about sides leave out: settled before a second side existed.
    pub before_second_side: Vec<AdrIndex>,
}

impl Participation {
    /// Its shares, each with its definition.
    #[must_use]
    pub fn shares(&self) -> Vec<(&'static Definition, &Share)> {
        let shares = [
            ("recorded", Some(&self.recorded)),
            ("was_accepted", Some(&self.was_accepted)),
            ("both_side", Some(&self.both_side)),
            ("every_side", self.every_side.as_ref()),
            ("cross_review", Some(&self.cross_review)),
            ("cross_approval", Some(&self.cross_approval)),
            ("self_approved", Some(&self.self_approved)),
            ("approved_without_review", Some(&self.approved_without_review)),
        ];
        let defined = |key| DEFINITIONS.iter().find(|definition| definition.key == key);
        shares.into_iter().filter_map(|(key, share)| Some((defined(key)?, share?))).collect()
    }
}

/// Works the group out for `decisions`.
pub(super) fn participation(facts: &Facts, decisions: &Arc<[AdrIndex]>) -> Participation {
    let mut not_recorded = Vec::new();
    let mut one_sided = Vec::new();
    let mut before_second_side = Vec::new();
    let [mut recorded, mut was_accepted, mut both_side, mut every_side] = [const { Counter::new() }; 4];
    let [mut cross_review, mut cross_approval, mut self_approved, mut unread] = [const { Counter::new() }; 4];
    for fact in facts.of(decisions) {
        let is_recorded = !fact.teams.is_empty();
        recorded.add(fact, is_recorded);
        was_accepted.add(fact, fact.was_accepted());
        if !is_recorded {
            not_recorded.push(fact.adr);
        }
        if !fact.compares_sides {
            before_second_side.push(fact.adr);
            continue;
        }
        if is_recorded {
            both_side.add(fact, fact.sides.len() >= 2);
            every_side.add(fact, fact.signed_by_every_side);
        }
        if fact.sides.len() == 1 {
            one_sided.push(fact.adr);
        }
        if fact.has_proposer {
            cross_review.add(fact, fact.reviewed_by_other_side);
        }
        if fact.has_proposer && fact.was_accepted() {
            cross_approval.add(fact, fact.approved_by_other_side);
            if fact.sides.iter().any(|side| side.roles.has(Role::Approver)) {
                self_approved.add(fact, !fact.approved_by_other_side);
            }
        }
        if fact.approved_by_other_side {
            unread.add(fact, fact.approved_without_review);
        }
    }
    Participation {
        recorded: recorded.share(),
        not_recorded,
        was_accepted: was_accepted.share(),
        both_side: both_side.share(),
        every_side: (facts.sides.len() > 2).then(|| every_side.share()),
        one_sided,
        cross_review: cross_review.share(),
        cross_approval: cross_approval.share(),
        self_approved: self_approved.share(),
        approved_without_review: unread.share(),
        before_second_side,
    }
}

/// A share that grows while decisions are read.
struct Counter {
    counted: Vec<AdrIndex>,
    among: Vec<AdrIndex>,
}

impl Counter {
    const fn new() -> Self {
        Self { counted: Vec::new(), among: Vec::new() }
    }

    fn add(&mut self, fact: &Fact, counts: bool) {
        self.among.push(fact.adr);
        if counts {
            self.counted.push(fact.adr);
        }
    }

    fn share(self) -> Share {
        Share { counted: self.counted, among: self.among.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::records::{TWO_SIDES, log, numbers};
    use super::super::{Share, Statistics};

    fn counted(share: &Share) -> (Vec<u32>, Vec<u32>) {
        (numbers(&share.counted), numbers(&share.among))
    }

    fn of(config: &str, records: &[&str]) -> Statistics {
        log(config, records).on("2026-03-08")
    }

    #[test]
    fn decisions_without_sign_offs_are_listed_apart_and_in_no_share() {
        let found = of(TWO_SIDES, &["status: accepted", "status: accepted\nproposed_by: platform\nreviewed_by: halcyon"]);
        let part = &found.overall.participation;
        assert_eq!(numbers(&part.not_recorded), [1]);
        assert_eq!(counted(&part.recorded), (vec![2], vec![1, 2]));
        assert_eq!(counted(&part.both_side), (vec![2], vec![2]));
    }

    #[test]
    fn two_teams_of_one_side_are_one_sided() {
        let found = of(
            TWO_SIDES,
            &["status: accepted\nproposed_by: platform\napproved_by: payments", "proposed_by: platform\napproved_by: mobile"],
        );
        let part = &found.overall.participation;
        assert_eq!(numbers(&part.one_sided), [1]);
        assert_eq!(counted(&part.both_side), (vec![2], vec![1, 2]));
    }

    #[test]
    fn a_review_crosses_only_where_the_side_did_not_propose() {
        let found = of(
            TWO_SIDES,
            &[
                "status: accepted\nproposed_by: platform\nreviewed_by: payments",
                "status: proposed\nproposed_by: platform\nreviewed_by: [payments, mobile]",
                "status: accepted\nreviewed_by: mobile",
                "status: accepted\nproposed_by: [platform, halcyon]\nreviewed_by: mobile",
            ],
        );
        assert_eq!(counted(&found.overall.participation.cross_review), (vec![2], vec![1, 2, 4]));
    }

    #[test]
    fn what_came_later_does_not_rewrite_what_was_agreed() {
        let signed = "proposed_by: platform\napproved_by: halcyon";
        let records: Vec<String> = ["accepted", "deprecated", "superseded by 1", "rejected", "proposed", "draft"]
            .iter()
            .map(|status| format!("status: {status}\n{signed}"))
            .collect();
        let found = of(TWO_SIDES, &records.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(counted(&found.overall.participation.was_accepted), (vec![1, 2, 3], vec![1, 2, 3, 4, 5]));
        assert_eq!(counted(&found.overall.participation.cross_approval), (vec![1, 2, 3], vec![1, 2, 3]));
    }

    #[test]
    fn self_approval_needs_an_approver_and_a_proposer() {
        let found = of(
            TWO_SIDES,
            &[
                "status: accepted\nproposed_by: platform\napproved_by: payments",
                "status: accepted\nproposed_by: platform\napproved_by: [payments, mobile]",
                "status: accepted\nproposed_by: platform",
                "status: accepted\napproved_by: platform",
            ],
        );
        assert_eq!(counted(&found.overall.participation.self_approved), (vec![1], vec![1, 2]));
    }

    #[test]
    fn an_approval_by_another_side_counts_as_read_with_a_review_by_any_of_its_teams_or_a_note() {
        let found = of(
            TWO_SIDES,
            &[
                "status: accepted\nproposed_by: platform\napproved_by: halcyon",
                "status: accepted\nproposed_by: platform\nreviewed_by: mobile\napproved_by: halcyon",
                "status: accepted\nproposed_by: platform\napproved_by: [{ team: halcyon, note: read it twice }]",
                "status: accepted\nproposed_by: platform\nreviewed_by: payments\napproved_by: [payments, halcyon]",
                "status: accepted\nproposed_by: platform\napproved_by: payments",
            ],
        );
        assert_eq!(counted(&found.overall.participation.approved_without_review), (vec![1, 4], vec![1, 2, 3, 4]));
    }

    #[test]
    fn objections_and_abstentions_are_participation() {
        let found = of(TWO_SIDES, &["proposed_by: platform\nreviewed_by: [{ team: halcyon, outcome: objects }]"]);
        assert_eq!(found.overall.participation.cross_review.count(), 1);
    }

    const LATER_SIDE: &str = "teams: { platform: { side: N }, payments: { side: N }, halcyon: { side: H, since: 2025-11-03 } }";

    #[test]
    fn decisions_settled_before_a_second_side_existed_are_left_out_of_the_figures_about_sides_only() {
        let accepted = |day: &str| format!("status: accepted\ndate: {day}\nproposed_by: platform\napproved_by: platform");
        let (before, after) = (accepted("2025-11-02"), accepted("2025-11-03"));
        let found = of(LATER_SIDE, &[&before, &after, "status: superseded\nproposed_by: platform\napproved_by: platform"]);
        let overall = &found.overall;
        assert_eq!(numbers(&overall.participation.before_second_side), [1]);
        assert_eq!(counted(&overall.participation.self_approved), (vec![2, 3], vec![2, 3]));
        assert_eq!(overall.participation.both_side.of(), 2);
        assert_eq!(overall.participation.recorded.of(), 3);
        let platform = overall.teams.values().next().unwrap();
        assert_eq!((platform.proposed.count(), platform.proposed.of()), (3, 3));
        let side = overall.sides.values().next().unwrap();
        assert_eq!((side.part.proposed.count(), side.scrutiny.of()), (2, 2));
    }

    #[test]
    fn every_side_is_asked_for_only_where_there_are_more_than_two_and_they_were_there() {
        let three = "teams: { a: {}, b: {}, c: { since: 2026-01-01 } }";
        let found = of(
            three,
            &[
                "status: accepted\ndate: 2025-06-01\nproposed_by: a\napproved_by: b",
                "status: accepted\ndate: 2026-02-01\nproposed_by: a\napproved_by: b",
                "status: accepted\ndate: 2026-02-01\nproposed_by: a\nreviewed_by: c\napproved_by: b",
            ],
        );
        assert_eq!(counted(found.overall.participation.every_side.as_ref().unwrap()), (vec![1, 3], vec![1, 2, 3]));
        assert!(of(TWO_SIDES, &["proposed_by: platform"]).overall.participation.every_side.is_none());
    }

    #[test]
    fn one_team_alone_has_shares_of_none_crossing_and_no_balance() {
        let found = of("", &["status: accepted\nproposed_by: solo\napproved_by: solo", "status: proposed\nproposed_by: solo"]);
        let part = &found.overall.participation;
        assert_eq!((part.both_side.count(), part.both_side.of()), (0, 2));
        assert_eq!((part.self_approved.count(), part.self_approved.of()), (1, 1));
        assert_eq!(found.overall.balance.team_proposals.value, None);
        assert!(found.signs.is_empty());
    }

    #[test]
    fn a_person_who_changed_team_counts_for_the_team_of_the_day() {
        let config = "
teams:
  platform: { side: N, members: [{ name: Bo Chen, until: 2026-01-31 }] }
  halcyon: { side: H, members: [{ name: Bo Chen, from: 2026-02-01 }] }
";
        let review = |day: &str| format!("status: accepted\nproposed_by: platform\nreviewed_by: [{{ by: Bo Chen, date: {day} }}]");
        let found = of(config, &[&review("2026-01-31"), &review("2026-02-01")]);
        assert_eq!(numbers(&found.overall.participation.cross_review.counted), [2]);
    }
}
