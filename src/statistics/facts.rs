//! What the figures need to know of each decision, worked out once.

use jiff::civil::Date as Day;

use super::history::{History, RecordDays};
use super::span::last_day;
use crate::model::{Adr, AdrIndex, CalendarDate, DecisionLog, Role, SideIndex, SignOff, Status, TeamIndex, Teams, days_between};

/// The facts of all decisions of a log.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) log: &'a DecisionLog,
    pub(super) today: Day,
    pub(super) sides: Sides,
    /// One for each decision of the log; `None` for drafts, which do not count.
    facts: Vec<Option<Fact>>,
}

/// One decision as the figures see it. Teams and sides are sorted and without repeats.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) adr: AdrIndex,
    pub(super) status: Option<Status>,
    /// P(d), S(P(d)), R(d), …
    pub(super) proposers: Signers,
    pub(super) reviewers: Signers,
    pub(super) approvers: Signers,
    /// T(d), S(T(d)).
    pub(super) everyone: Signers,
    /// The earliest dated review of each team that gave one, in the order of the teams.
    pub(super) review_days: Vec<(TeamIndex, Day)>,
    /// The proposal day.
    pub(super) proposed: Option<CalendarDate>,
    /// The settling day.
    pub(super) settled: Option<CalendarDate>,
    /// Whether a second side existed when it was settled, or it is not known to be settled before.
    pub(super) compares_sides: bool,
    pub(super) history: RecordDays,
}

/// Teams in a role, and their sides.
#[derive(Debug, Default)]
pub(super) struct Signers {
    pub(super) teams: Vec<TeamIndex>,
    pub(super) sides: Vec<SideIndex>,
}

impl Signers {
    fn new(mut teams: Vec<TeamIndex>, all: &Teams) -> Self {
        teams.sort_unstable();
        teams.dedup();
        let mut sides: Vec<SideIndex> = teams.iter().map(|team| all.side_of(*team)).collect();
        sides.sort_unstable();
        sides.dedup();
        Self { teams, sides }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.teams.is_empty()
    }

    pub(super) fn has_team(&self, team: TeamIndex) -> bool {
        self.teams.binary_search(&team).is_ok()
    }

    pub(super) fn has_side(&self, side: SideIndex) -> bool {
        self.sides.binary_search(&side).is_ok()
    }

    /// Its sides that are not among `others`.
    pub(super) fn sides_outside<'s>(&'s self, others: &'s Self) -> impl Iterator<Item = SideIndex> + 's {
        self.sides.iter().copied().filter(|side| !others.has_side(*side))
    }
}

/// When each side takes part.
#[derive(Debug)]
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

impl<'a> Facts<'a> {
    pub(super) fn new(log: &'a DecisionLog, history: &History, today: Day) -> Self {
        let sides = Sides::new(&log.teams);
        let facts = log
            .iter()
            .map(|(index, adr)| (adr.status != Some(Status::Draft)).then(|| Fact::new(index, adr, log, &sides, history.of(index))));
        Self { facts: facts.collect(), log, today, sides }
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
    fn new(index: AdrIndex, adr: &Adr, log: &DecisionLog, sides: &Sides, history: RecordDays) -> Self {
        let signers = |wanted: Option<Role>| Signers::new(in_role(adr, wanted).map(|sign_off| sign_off.team).collect(), &log.teams);
        let proposed = proposal_day(adr, history);
        let settled = settling_day(adr, history);
        let mut review_days: Vec<(TeamIndex, Day)> =
            in_role(adr, Some(Role::Reviewer)).filter_map(|review| Some((review.team, review.date?.day()?))).collect();
        review_days.sort_unstable();
        review_days.dedup_by_key(|(team, _)| *team);
        Self {
            adr: index,
            status: adr.status,
            proposers: signers(Some(Role::Proposer)),
            reviewers: signers(Some(Role::Reviewer)),
            approvers: signers(Some(Role::Approver)),
            everyone: signers(None),
            review_days,
            proposed,
            settled,
            compares_sides: match (settled, sides.second_since) {
                (Some(settled), Some(second)) => last_day(settled) >= second,
                _ => true,
            },
            history,
        }
    }

    /// Whether a proposer is known: without one, nobody can say who the other side is.
    pub(super) fn has_proposer(&self) -> bool {
        !self.proposers.is_empty()
    }

    pub(super) fn is_open(&self) -> bool {
        self.status == Some(Status::Proposed)
    }

    pub(super) fn was_accepted(&self) -> bool {
        self.status.is_some_and(Status::was_accepted)
    }

    pub(super) fn reviewed_by_other_side(&self) -> bool {
        self.has_proposer() && self.reviewers.sides_outside(&self.proposers).next().is_some()
    }

    pub(super) fn approved_by_other_side(&self) -> bool {
        self.has_proposer() && self.approvers.sides_outside(&self.proposers).next().is_some()
    }

    /// Whether it waits for an answer: open, and no review or approval by another side, dated or not.
    pub(super) fn is_waiting(&self) -> bool {
        let answers = self.reviewers.sides_outside(&self.proposers).chain(self.approvers.sides_outside(&self.proposers));
        self.is_open() && answers.count() == 0
    }

    /// Days from the proposal day to `day`. Dates that run backwards are no days: a review that was given before the
    /// formal proposal kept nobody waiting.
    pub(super) fn days_until(&self, day: Day) -> Option<i64> {
        Some(days_between(self.proposed?.day()?, day).max(0))
    }

    /// Days from the proposal day to the settling day.
    pub(super) fn days_to_settle(&self) -> Option<i64> {
        self.days_until(self.settled?.day()?)
    }
}

fn in_role(adr: &Adr, role: Option<Role>) -> impl Iterator<Item = &SignOff> {
    adr.sign_offs.iter().filter(move |sign_off| role.is_none_or(|role| sign_off.role == role))
}

/// The earliest dated proposer sign-off; else the day git first knows the record; else, for a record still proposed,
/// its `date`. Full days come before months: only they can be counted from.
fn proposal_day(adr: &Adr, history: RecordDays) -> Option<CalendarDate> {
    let dates = || in_role(adr, Some(Role::Proposer)).filter_map(|sign_off| sign_off.date);
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
    let dates = || in_role(adr, Some(Role::Approver)).filter_map(|sign_off| sign_off.date);
    dates()
        .filter(|date| date.day().is_some())
        .max()
        .or_else(|| dates().max())
        .or_else(|| history.settled.map(CalendarDate::from))
        .or_else(|| adr.date.filter(|_| matches!(adr.status, Some(Status::Accepted | Status::Rejected))))
}
