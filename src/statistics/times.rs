//! How long decisions take: until another side answers, and until they are settled.

use super::facts::{Answer, Fact, Facts};
use super::figure::{Definition, FEW, Unit};
use crate::model::AdrIndex;

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition::new(
        "response_days",
        "Response time",
        Unit::Days,
        "Calendar days from the proposal day to the earliest dated review by a side that did not propose: median (the middle two averaged) and p90 (nearest rank). Proposals still waiting are shown beside with their age; settled ones without such a review are “never reviewed”; decisions without a proposer, and those without both days, are left out.",
    ),
    Definition::new(
        "decision_days",
        "Decision time",
        Unit::Days,
        "Calendar days from the proposal day to the settling day: median and p90. Open proposals are shown beside with their age; decisions without both days are left out.",
    ),
    Definition::new(
        "response_given",
        "Response given",
        Unit::Days,
        "Calendar days from the proposal day to the team's (or side's) own earliest dated review, over the proposals of other sides that it reviewed. Reviews without both days are left out; what still waits for it is listed apart.",
    ),
];

/// A proposal that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// The proposal.
    pub adr: AdrIndex,
    /// Calendar days since its proposal day, 0 or more; `None` where that day is unknown.
    pub age: Option<i64>,
}

/// A decision with the time it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timed {
    /// The decision.
    pub adr: AdrIndex,
    /// Calendar days, 0 or more.
    pub days: i64,
}

/// Times, and what has none. No decision is in two of its lists; each is in the order of the log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Times {
    /// Decisions that have an end, with the days until then.
    pub answered: Vec<Timed>,
    /// Those that wait for it.
    pub waiting: Vec<Waiting>,
    /// Those that were settled without it.
    pub never: Vec<AdrIndex>,
    /// Those whose days are unknown: left out of the times.
    pub unknown: Vec<AdrIndex>,
    /// The middle of the days, the middle two averaged; `None` where nothing is answered.
    pub median: Option<f64>,
    /// The days within which nine of ten were answered, nearest rank.
    pub p90: Option<i64>,
}

impl Times {
    /// Whether they are over too few decisions to be compared with others.
    #[must_use]
    pub fn too_few(&self) -> bool {
        self.answered.len() < FEW
    }

    /// Adds how one party answered a decision.
    pub(super) fn add(&mut self, adr: AdrIndex, answer: Answer) {
        match answer {
            Answer::After(days) => self.answered.push(Timed { adr, days }),
            Answer::Undated => self.unknown.push(adr),
            Answer::None => {}
        }
    }

    /// Works out median and p90, once all times are in.
    pub(super) fn finish(mut self) -> Self {
        let mut days: Vec<i64> = self.answered.iter().map(|timed| timed.days).collect();
        days.sort_unstable();
        let count = days.len();
        if count > 0 {
            self.median = Some((days[(count - 1) / 2] + days[count / 2]) as f64 / 2.0);
            // Nearest rank: the smallest value that at least 90 % of the values do not exceed.
            self.p90 = Some(days[(count * 9).div_ceil(10) - 1]);
        }
        self
    }
}

/// Response times: what waits is taken from `proposals`, everything else from `decisions`.
pub(super) fn response(facts: &Facts, proposals: &[AdrIndex], decisions: &[AdrIndex]) -> Times {
    let mut times = Times { waiting: waiting(facts, proposals, |fact| fact.is_waiting), ..Times::default() };
    for fact in facts.of(decisions).filter(|fact| fact.has_proposer && fact.compares_sides) {
        match fact.days_to_answer {
            Some(days) => times.answered.push(Timed { adr: fact.adr, days }),
            None if fact.is_waiting => {}
            None if fact.reviewed_by_other_side || fact.is_open() || fact.status.is_none() => times.unknown.push(fact.adr),
            None => times.never.push(fact.adr),
        }
    }
    times.finish()
}

/// Decision times: what is open is taken from `proposals`, everything else from `decisions`.
pub(super) fn decision(facts: &Facts, proposals: &[AdrIndex], decisions: &[AdrIndex]) -> Times {
    let mut times = Times { waiting: waiting(facts, proposals, Fact::is_open), ..Times::default() };
    for fact in facts.of(decisions).filter(|fact| !fact.is_open()) {
        match fact.days_to_settle {
            Some(days) => times.answered.push(Timed { adr: fact.adr, days }),
            None => times.unknown.push(fact.adr),
        }
    }
    times.finish()
}

fn waiting(facts: &Facts, proposals: &[AdrIndex], wanted: impl Fn(&Fact) -> bool) -> Vec<Waiting> {
    let waits = facts.of(proposals).filter(|fact| wanted(fact));
    waits.map(|fact| Waiting { adr: fact.adr, age: fact.age }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::records::{TWO_SIDES, log, numbers};
    use super::{Timed, Times};
    use crate::model::AdrIndex;

    fn times(days: &[i64]) -> Times {
        let answered = days.iter().map(|days| Timed { adr: AdrIndex(0), days: *days }).collect();
        Times { answered, ..Times::default() }.finish()
    }

    #[test]
    fn the_median_averages_the_middle_two_and_p90_is_the_nearest_rank() {
        let found = |days: &[i64]| (times(days).median, times(days).p90);
        assert_eq!(found(&[]), (None, None));
        assert_eq!(found(&[4]), (Some(4.0), Some(4)));
        assert_eq!(found(&[9, 2]), (Some(5.5), Some(9)));
        assert_eq!(found(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), (Some(5.5), Some(9)));
        assert_eq!(found(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), (Some(6.0), Some(10)));
    }

    fn proposal(status: &str, rest: &str) -> String {
        format!("status: {status}\nproposed_by: [{{ team: platform, date: 2026-02-01 }}]\n{rest}")
    }

    #[test]
    fn each_proposal_is_answered_waiting_never_reviewed_or_unknown() {
        let records = [
            proposal(
                "accepted",
                "reviewed_by: [{ team: mobile, date: 2026-02-09 }, { team: halcyon, date: 2026-02-05 }, { team: payments, date: 2026-02-02 }]",
            ),
            proposal("proposed", "reviewed_by: [{ team: payments, date: 2026-02-02 }]"),
            proposal("accepted", "approved_by: [{ team: halcyon, date: 2026-02-03 }]"),
            proposal("proposed", "reviewed_by: halcyon"),
            proposal("proposed", "approved_by: halcyon"),
            proposal("rejected", ""),
            "status: accepted\nproposed_by: platform\nreviewed_by: [{ team: halcyon, date: 2026-02-03 }]".to_owned(),
        ];
        let found = log(TWO_SIDES, &records.each_ref().map(String::as_str)).on("2026-03-08");
        let response = &found.overall.response;
        assert_eq!(response.answered, [Timed { adr: AdrIndex(0), days: 4 }]);
        assert_eq!(response.waiting.iter().map(|waiting| (waiting.adr.0 + 1, waiting.age)).collect::<Vec<_>>(), [(2, Some(35))]);
        assert_eq!(numbers(&response.never), [3, 6]);
        assert_eq!(numbers(&response.unknown), [4, 5, 7]);
    }

    #[test]
    fn a_review_before_the_formal_proposal_kept_nobody_waiting() {
        let record = proposal("accepted", "reviewed_by: [{ team: halcyon, date: 2026-01-20 }]");
        assert_eq!(log(TWO_SIDES, &[&record]).on("2026-03-08").overall.response.median, Some(0.0));
    }

    #[test]
    fn an_open_proposal_takes_its_date_for_its_proposal_day_and_a_settled_one_does_not() {
        let found = log(
            TWO_SIDES,
            &["status: proposed\ndate: 2026-03-01\nproposed_by: platform", "status: accepted\ndate: 2026-03-01\nproposed_by: platform"],
        )
        .on("2026-03-08");
        assert_eq!(found.overall.response.waiting[0].age, Some(7));
        assert_eq!(numbers(&found.overall.decision.unknown), [2]);
    }

    #[test]
    fn the_last_dated_approval_settles_then_the_date() {
        let records = [
            proposal(
                "superseded",
                "date: 2026-03-01\napproved_by: [{ team: platform, date: 2026-02-03 }, { team: halcyon, date: 2026-02-11 }]",
            ),
            proposal("accepted", "date: 2026-02-21\napproved_by: halcyon"),
            proposal("deprecated", "date: 2026-02-21"),
            proposal("proposed", "approved_by: [{ team: platform, date: 2026-02-03 }]"),
        ];
        let found = log(TWO_SIDES, &records.each_ref().map(String::as_str)).on("2026-03-08");
        let decision = &found.overall.decision;
        assert_eq!(decision.answered.iter().map(|timed| timed.days).collect::<Vec<_>>(), [10, 20]);
        assert_eq!(numbers(&decision.unknown), [3]);
        assert_eq!(decision.waiting.iter().map(|waiting| waiting.adr.0 + 1).collect::<Vec<_>>(), [4]);
    }

    #[test]
    fn a_month_is_no_day_to_count_from() {
        let record =
            "status: accepted\nproposed_by: [{ team: platform, date: 2026-02 }]\nreviewed_by: [{ team: halcyon, date: 2026-02-05 }]";
        let found = log(TWO_SIDES, &[record]).on("2026-03-08");
        assert_eq!(numbers(&found.overall.response.unknown), [1]);
    }

    #[test]
    fn a_proposal_from_the_future_has_waited_for_no_days() {
        let found = log(TWO_SIDES, &["status: proposed\ndate: 2027-01-01\nproposed_by: platform"]).on("2026-03-08");
        assert_eq!(found.overall.response.waiting[0].age, Some(0));
    }

    #[test]
    fn history_fills_the_days_that_the_record_leaves_out() {
        use super::super::records::day;
        use super::super::{History, RecordDays, Thresholds, statistics_with};
        let log = log(TWO_SIDES, &["status: deprecated\nproposed_by: platform\nreviewed_by: [{ team: halcyon, date: 2026-02-05 }]"]);
        let known = RecordDays { first_known: Some(day("2026-02-01")), settled: Some(day("2026-02-08")), changed_after_approval: true };
        let history = History::new(vec![known], Vec::new());
        let found = statistics_with(&log.log, &log.config.policy, day("2026-03-08"), &history, &Thresholds::default());
        assert_eq!((found.overall.response.median, found.overall.decision.median), (Some(4.0), Some(7.0)));
        assert_eq!(numbers(&found.overall.living.changed_after_approval), [1]);
    }
}
