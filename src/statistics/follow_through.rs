//! What was promised, and whether it was kept; and decisions that ask to be looked at again.

use jiff::civil::Date as Day;

use super::facts::{Fact, Facts, Promise};
use super::figure::{Definition, Share, Unit};
use super::span::last_day;
use crate::model::{AdrIndex, Status, days_between};

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition::new(
        "follow_through",
        "Follow-through",
        Unit::Share,
        "Actions done by their due day ÷ actions due by today. Actions without a due day, and those due later, are left out.",
    ),
    Definition::new("overdue", "Overdue", Unit::List, "Actions whose due day is past and that are not done."),
    Definition::new("past_review", "Due for another look", Unit::List, "Decisions in force, or open, whose `review_on` day is past."),
    Definition::new(
        "changed_after_approval",
        "Changed after approval",
        Unit::List,
        "Decisions whose text changed after the last approval, as the repository's history shows. Empty where there is no history.",
    ),
];

/// An action: the decision that holds it, and its position there, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActionRef {
    /// The decision.
    pub adr: AdrIndex,
    /// Its position in [`Adr::actions`](crate::model::Adr::actions).
    pub position: usize,
}

/// An action that was not done in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastDue {
    /// The action.
    pub action: ActionRef,
    /// Calendar days past its due day, at least 1: until it was done, or until today.
    pub days: i64,
}

/// Promises and what became of them. All lists are in the order of the log.
///
/// A month as a due day ends on its last day; a `done` day that lies in the future is a plan, not a deed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowThrough {
    /// Done by the due day ÷ due by today.
    pub kept: Share<ActionRef>,
    /// Due by today and done after the due day.
    pub late: Vec<PastDue>,
    /// Not done, and the due day is past.
    pub overdue: Vec<PastDue>,
    /// Not done, and due today, later or on no day.
    pub open: Vec<ActionRef>,
    /// Done, and due later or on no day.
    pub ahead: Vec<ActionRef>,
}

impl FollowThrough {
    /// How many actions there are in all.
    #[must_use]
    pub fn actions(&self) -> usize {
        self.kept.count() + self.late.len() + self.overdue.len() + self.open.len() + self.ahead.len()
    }

    /// Sorts promises, given in the order of the log, by what has become of them.
    pub(super) fn new(promises: impl IntoIterator<Item = (ActionRef, Promise)>, today: Day) -> Self {
        let [mut kept, mut due_now, mut open, mut ahead] = [const { Vec::new() }; 4];
        let [mut late, mut overdue] = [const { Vec::new() }; 2];
        for (action, Promise { due, done, .. }) in promises {
            if due.is_some_and(|due| due <= today) {
                due_now.push(action);
            }
            match (due, done) {
                (Some(due), Some(done)) if due <= today && done <= due => kept.push(action),
                (Some(due), Some(done)) if due <= today => late.push(PastDue { action, days: days_between(due, done) }),
                (Some(due), None) if due < today => overdue.push(PastDue { action, days: days_between(due, today) }),
                (_, Some(_)) => ahead.push(action),
                (_, None) => open.push(action),
            }
        }
        Self { kept: Share { counted: kept, among: due_now.into() }, late, overdue, open, ahead }
    }
}

/// Decisions to look at again. Lists in the order of the log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Living {
    /// Past their `review_on` day, and neither rejected, deprecated nor superseded.
    pub past_review: Vec<AdrIndex>,
    /// Changed after they were approved; known only with history.
    pub changed_after_approval: Vec<AdrIndex>,
}

/// All promises of a decision.
pub(super) fn promises(fact: &Fact) -> impl Iterator<Item = (ActionRef, Promise)> + '_ {
    fact.promises.iter().enumerate().map(|(position, promise)| (ActionRef { adr: fact.adr, position }, *promise))
}

/// Follow-through over `decisions`, whoever promised.
pub(super) fn follow_through(facts: &Facts, decisions: &[AdrIndex]) -> FollowThrough {
    FollowThrough::new(facts.of(decisions).flat_map(promises), facts.today)
}

/// Living decisions among `decisions`.
pub(super) fn living(facts: &Facts, decisions: &[AdrIndex]) -> Living {
    let is_past = |fact: &&Fact| {
        let over = matches!(fact.status, Some(Status::Rejected | Status::Deprecated | Status::Superseded));
        !over && fact.review_on.is_some_and(|day| last_day(day) < facts.today)
    };
    Living {
        past_review: facts.of(decisions).filter(is_past).map(|fact| fact.adr).collect(),
        changed_after_approval: facts.of(decisions).filter(|fact| fact.history.changed_after_approval).map(|fact| fact.adr).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::records::{TWO_SIDES, log, numbers};

    const ACTIONS: &str = "status: accepted
proposed_by: platform
actions:
  - { what: kept on the day, team: platform, due: 2026-03-01, done: 2026-03-01 }
  - { what: late, team: platform, due: 2026-03-01, done: 2026-03-04 }
  - { what: overdue, team: halcyon, due: 2026-03-01 }
  - { what: due today, team: halcyon, due: 2026-03-08 }
  - { what: due this month, due: 2026-03 }
  - { what: done ahead, team: mobile, due: 2026-04-01, done: 2026-03-02 }
  - { what: planned, team: mobile, due: 2026-03-02, done: 2026-12-01 }
  - { what: without days }
";

    #[test]
    fn follow_through_is_what_was_done_in_time_of_what_is_due_by_today() {
        let log = log(TWO_SIDES, &[ACTIONS, "status: draft\nactions: [{ what: no promise yet, due: 2026-01-01 }]"]);
        let found = log.on("2026-03-08");
        let all = &found.overall.follow_through;
        let positions = |actions: &[super::ActionRef]| actions.iter().map(|action| action.position).collect::<Vec<_>>();
        assert_eq!((positions(&all.kept.counted), positions(&all.kept.among)), (vec![0], vec![0, 1, 2, 3, 6]));
        assert_eq!(all.late.iter().map(|past| (past.action.position, past.days)).collect::<Vec<_>>(), [(1, 3)]);
        assert_eq!(all.overdue.iter().map(|past| (past.action.position, past.days)).collect::<Vec<_>>(), [(2, 7), (6, 6)]);
        assert_eq!((positions(&all.open), positions(&all.ahead)), (vec![3, 4, 7], vec![5]));
        assert_eq!(all.actions(), 8);
        assert_eq!(found.overall.team(log.team("halcyon")).unwrap().follow_through.kept.of(), 2);
        assert_eq!(found.overall.side(log.side("Halcyon")).unwrap().part.follow_through.kept.of(), 3);
    }

    #[test]
    fn a_living_decision_is_due_after_its_day_and_while_it_is_in_force() {
        let records = [
            "status: accepted\nreview_on: 2026-03-07",
            "status: accepted\nreview_on: 2026-03-08",
            "status: superseded\nreview_on: 2026-03-01",
        ];
        assert_eq!(numbers(&log("", &records).on("2026-03-08").overall.living.past_review), [1]);
    }
}
