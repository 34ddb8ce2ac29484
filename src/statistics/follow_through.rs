//! What was promised, and whether it was kept; and decisions that ask to be looked at again.

use jiff::civil::Date as Day;

use super::facts::{Fact, Facts};
use super::figure::{Definition, FEW, Unit};
use super::span::last_day;
use crate::model::{Action, AdrIndex, Status, days_between};

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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowThrough {
    /// Due by today and done by the due day.
    pub kept: Vec<ActionRef>,
    /// Due by today.
    pub due: Vec<ActionRef>,
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
    /// How many were kept.
    #[must_use]
    pub fn count(&self) -> usize {
        self.kept.len()
    }

    /// How many were due.
    #[must_use]
    pub fn of(&self) -> usize {
        self.due.len()
    }

    /// Kept ÷ due, from 0 to 1; `None` where nothing was due.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.of() > 0).then(|| self.count() as f64 / self.of() as f64)
    }

    /// Whether it is over too few actions to be compared with another.
    #[must_use]
    pub fn too_few(&self) -> bool {
        self.of() < FEW
    }

    /// How many actions there are in all.
    #[must_use]
    pub fn actions(&self) -> usize {
        self.kept.len() + self.late.len() + self.overdue.len() + self.open.len() + self.ahead.len()
    }

    pub(super) fn add(&mut self, action: ActionRef, of: &Action, today: Day) {
        let done = of.done.map(|done| done.first_day()).filter(|done| *done <= today);
        let due = of.due.map(last_day);
        if due.is_some_and(|due| due <= today) {
            self.due.push(action);
        }
        match (due, done) {
            (Some(due), Some(done)) if due <= today && done <= due => self.kept.push(action),
            (Some(due), Some(done)) if due <= today => self.late.push(PastDue { action, days: days_between(due, done) }),
            (Some(due), None) if due < today => self.overdue.push(PastDue { action, days: days_between(due, today) }),
            (_, Some(_)) => self.ahead.push(action),
            (_, None) => self.open.push(action),
        }
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

/// All actions of a decision that `wanted` lets in, by position.
pub(super) fn actions<'a>(facts: &'a Facts<'_>, fact: &'a Fact) -> impl Iterator<Item = (ActionRef, &'a Action)> {
    let actions = facts.log.adr(fact.adr).actions.iter().enumerate();
    actions.map(|(position, action)| (ActionRef { adr: fact.adr, position }, action))
}

/// Follow-through over `decisions`, whoever promised.
pub(super) fn follow_through(facts: &Facts<'_>, decisions: &[AdrIndex]) -> FollowThrough {
    let mut sum = FollowThrough::default();
    for fact in facts.of(decisions) {
        actions(facts, fact).for_each(|(reference, action)| sum.add(reference, action, facts.today));
    }
    sum
}

/// Living decisions among `decisions`.
pub(super) fn living(facts: &Facts<'_>, decisions: &[AdrIndex]) -> Living {
    let is_past = |fact: &&Fact| {
        let over = matches!(fact.status, Some(Status::Rejected | Status::Deprecated | Status::Superseded));
        !over && facts.log.adr(fact.adr).review_on.is_some_and(|day| last_day(day) < facts.today)
    };
    Living {
        past_review: facts.of(decisions).filter(is_past).map(|fact| fact.adr).collect(),
        changed_after_approval: facts.of(decisions).filter(|fact| fact.history.changed_after_approval).map(|fact| fact.adr).collect(),
    }
}
