//! What the figures need to know of each decision, worked out once. Figures over periods then only count.

mod signed;

use jiff::civil::Date as Day;

use super::history::{Backed, History, RecordDays};
use super::span::last_day;
use crate::model::{Adr, AdrIndex, CalendarDate, DecisionLog, Role, SideIndex, Status, TeamIndex, Teams, days_between};
pub(super) use signed::{Answer, Roles, Signed};
use signed::{in_role, signed_sides, signed_teams};

/// The facts of all decisions of a log.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    pub(super) teams: Teams,
    pub(super) sides: Sides,
    pub(super) today: Day,
    /// One for each decision of the log; `None` for drafts, which do not count.
    facts: Vec<Option<Fact>>,
}

/// One decision as the figures see it.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each of them is a fact of its own")]
pub(super) struct Fact {
    pub(super) adr: AdrIndex,
    pub(super) status: Option<Status>,
    pub(super) date: Option<CalendarDate>,
    /// T(d) with everybody's roles, in the order of the teams, without repeats.
    pub(super) teams: Vec<Signed<TeamIndex>>,
    /// S(T(d)) with the roles of their teams, in the order of the sides, without repeats.
    pub(super) sides: Vec<Signed<SideIndex>>,
    /// The proposal day.
    pub(super) proposed: Option<CalendarDate>,
    /// The settling day.
    pub(super) settled: Option<CalendarDate>,
    /// Whether a second side existed when it was settled, or it is not known to be settled before.
    pub(super) compares_sides: bool,
    /// Whether a proposer is known: without one, nobody can say who the other side is.
    pub(super) has_proposer: bool,
    /// Whether a side that did not propose, of a known proposer, reviewed.
    pub(super) reviewed_by_other_side: bool,
    /// Whether a side that did not propose, of a known proposer, approved.
    pub(super) approved_by_other_side: bool,
    /// Whether one of those sides neither reviewed nor left a note.
    pub(super) approved_without_review: bool,
    /// Whether every side that existed on the settling day signed, and at least two.
    pub(super) signed_by_every_side: bool,
    /// Whether it waits for an answer: open, and no review or approval by another side, dated or not.
    pub(super) is_waiting: bool,
    /// Days from the proposal day to the first answer by another side, …
    pub(super) days_to_answer: Option<i64>,
    /// … to the settling day, …
    pub(super) days_to_settle: Option<i64>,
    /// … and until today.
    pub(super) age: Option<i64>,
    /// Reviews and approvals by teams of sides that did not propose.
    pub(super) sign_offs_by_others: usize,
    pub(super) promises: Vec<Promise>,
    pub(super) review_on: Option<CalendarDate>,
    pub(super) history: RecordDays,
    /// What stands behind its sign-offs; empty where there is no history.
    pub(super) backed: Vec<Backed>,
}

/// An action, as far as figures look at it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Promise {
    pub(super) team: Option<TeamIndex>,
    /// The last day of what the record names.
    pub(super) due: Option<Day>,
    /// The day on which it was done, if that is not in the future.
    pub(super) done: Option<Day>,
}

/// When each side takes part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sides {
    spans: Vec<(Day, Day)>,
    /// The day from which there are two sides; `None` where there always were, or never are.
    pub(super) second_since: Option<Day>,
}

impl Sides {
    fn new(teams: &Teams) -> Self {
        let mut spans = vec![(Day::MAX, Day::MIN); teams.sides().count()];
        for (_, team) in teams.iter() {
            let (since, until) = &mut spans[team.side.0 as usize];
            *since = (*since).min(team.since.unwrap_or(Day::MIN));
            *until = (*until).max(team.until.unwrap_or(Day::MAX));
        }
        let mut starts: Vec<Day> = spans.iter().map(|(since, _)| *since).collect();
        starts.sort_unstable();
        let second_since = starts.get(1).copied().filter(|day| *day != Day::MIN);
        Self { spans, second_since }
    }

    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether a side takes part on `day`; where the day is unknown, every side does.
    pub(super) fn exists_on(&self, side: SideIndex, day: Option<Day>) -> bool {
        day.is_none_or(|day| self.spans.get(side.0 as usize).is_some_and(|(since, until)| *since <= day && day <= *until))
    }

    /// The sides that take part on `day`.
    pub(super) fn on(&self, day: Option<Day>) -> impl Iterator<Item = SideIndex> + '_ {
        (0..self.spans.len() as u32).map(SideIndex).filter(move |side| self.exists_on(*side, day))
    }
}

impl Facts {
    pub(super) fn new(log: &DecisionLog, history: &History, today: Day) -> Self {
        let sides = Sides::new(&log.teams);
        let counts = |adr: &Adr| adr.status != Some(Status::Draft);
        let facts = log.iter().map(|(index, adr)| counts(adr).then(|| Fact::new(index, adr, &log.teams, &sides, history, today))).collect();
        Self { teams: log.teams.clone(), sides, today, facts }
    }

    /// All decisions that count, in the order of the log.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.facts.iter().flatten()
    }

    /// The facts of some decisions, in their order.
    pub(super) fn of<'s>(&'s self, decisions: &'s [AdrIndex]) -> impl Iterator<Item = &'s Fact> {
        decisions.iter().filter_map(|adr| self.facts.get(adr.0 as usize)?.as_ref())
    }
}

impl Fact {
    fn new(index: AdrIndex, adr: &Adr, teams: &Teams, sides: &Sides, history: &History, today: Day) -> Self {
        let (backed, history) = (history.backed(index).to_vec(), history.of(index));
        let proposed = proposal_day(adr, history);
        let settled = settling_day(adr, history);
        let start = proposed.and_then(CalendarDate::day);
        // Dates that run backwards are no days: a review that was given before the formal proposal kept nobody waiting.
        let days_until = |day: Day| Some(days_between(start?, day).max(0));
        let signed_teams = signed_teams(adr, teams, days_until);
        let signed_sides = signed_sides(&signed_teams, teams);
        let has_proposer = signed_sides.iter().any(|side| side.roles.has(Role::Proposer));
        let others = || signed_sides.iter().filter(|side| !side.roles.has(Role::Proposer));
        let is_waiting =
            adr.status == Some(Status::Proposed) && !others().any(|side| side.roles.has(Role::Reviewer) || side.roles.has(Role::Approver));
        let first = others().map(|side| side.answer).fold(Answer::None, Answer::faster);
        let existing = settled.map(last_day);
        let is_in = |side: SideIndex| signed_sides.binary_search_by_key(&side, |signed| signed.who).is_ok();
        Self {
            adr: index,
            status: adr.status,
            date: adr.date,
            compares_sides: existing.zip(sides.second_since).is_none_or(|(settled, second)| settled >= second),
            has_proposer,
            reviewed_by_other_side: has_proposer && others().any(|side| side.roles.has(Role::Reviewer)),
            approved_by_other_side: has_proposer && others().any(|side| side.roles.has(Role::Approver)),
            approved_without_review: has_proposer && others().any(|side| approved_unread(adr, teams, side)),
            signed_by_every_side: signed_sides.len() >= 2 && sides.on(existing).all(is_in),
            is_waiting,
            days_to_answer: if let Answer::After(days) = first { Some(days) } else { None },
            days_to_settle: settled.and_then(CalendarDate::day).and_then(days_until),
            age: days_until(today),
            sign_offs_by_others: if has_proposer { others().map(|side| side.sign_offs).sum() } else { 0 },
            promises: adr.actions.iter().map(|action| Promise::new(action, today)).collect(),
            review_on: adr.review_on,
            teams: signed_teams,
            sides: signed_sides,
            proposed,
            settled,
            history,
            backed,
        }
    }

    /// The roles of a side; none where it did not sign.
    pub(super) fn roles_of(&self, side: SideIndex) -> Roles {
        let found = self.sides.binary_search_by_key(&side, |signed| signed.who).ok().and_then(|at| self.sides.get(at));
        found.map_or(Roles::default(), |signed| signed.roles)
    }

    /// Whether a team signed in a role.
    pub(super) fn has_team(&self, team: TeamIndex, role: Role) -> bool {
        let found = self.teams.binary_search_by_key(&team, |signed| signed.who).ok().and_then(|at| self.teams.get(at));
        found.is_some_and(|signed| signed.roles.has(role))
    }

    /// Whether a side that did not propose reviewed, or any side where the proposer is unknown.
    pub(super) fn has_review(&self) -> bool {
        self.sides.iter().any(|side| side.roles.has(Role::Reviewer) && !side.roles.has(Role::Proposer))
    }

    pub(super) fn is_open(&self) -> bool {
        self.status == Some(Status::Proposed)
    }

    pub(super) fn was_accepted(&self) -> bool {
        self.status.is_some_and(Status::was_accepted)
    }
}

impl Promise {
    fn new(action: &crate::model::Action, today: Day) -> Self {
        let done = action.done.map(CalendarDate::first_day).filter(|done| *done <= today);
        Self { team: action.team, due: action.due.map(last_day), done }
    }
}

/// Whether a side approved without having reviewed or left a note.
fn approved_unread(adr: &Adr, teams: &Teams, side: &Signed<SideIndex>) -> bool {
    let noted = || in_role(adr, Role::Approver).any(|approval| approval.note.is_some() && teams.side_of(approval.team) == side.who);
    side.roles.has(Role::Approver) && !side.roles.has(Role::Reviewer) && !noted()
}

/// The earliest dated proposer sign-off; else the day git first knows the record; else, for a record still proposed,
/// its `date`. Full days come before months: only they can be counted from.
fn proposal_day(adr: &Adr, history: RecordDays) -> Option<CalendarDate> {
    let dates = || in_role(adr, Role::Proposer).filter_map(|sign_off| sign_off.date);
    dates()
        .filter(|date| date.day().is_some())
        .min()
        .or_else(|| dates().min())
        .or_else(|| history.first_known.map(CalendarDate::from))
        .or_else(|| adr.date.filter(|_| adr.status == Some(Status::Proposed)))
}

/// The last dated approval; else what git says; else `date` if the status is accepted or rejected. An open proposal is
/// not settled, however many have approved it.
fn settling_day(adr: &Adr, history: RecordDays) -> Option<CalendarDate> {
    if adr.status == Some(Status::Proposed) {
        return None;
    }
    let dates = || in_role(adr, Role::Approver).filter_map(|sign_off| sign_off.date);
    dates()
        .filter(|date| date.day().is_some())
        .max()
        .or_else(|| dates().max())
        .or_else(|| history.settled.map(CalendarDate::from))
        .or_else(|| adr.date.filter(|_| matches!(adr.status, Some(Status::Accepted | Status::Rejected))))
}
