//! Who signed a decision, in which roles, and how fast.

use jiff::civil::Date as Day;

use crate::model::{Adr, CalendarDate, Role, SideIndex, SignOff, TeamIndex, Teams};

/// A team or side that signed, and in which roles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::statistics) struct Signed<Who> {
    pub(in crate::statistics) who: Who,
    pub(in crate::statistics) roles: Roles,
    /// Its sign-offs: one for each role of each of its teams.
    pub(in crate::statistics) sign_offs: usize,
    pub(in crate::statistics) answer: Answer,
}

/// The roles that somebody had in a decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::statistics) struct Roles(u8);

impl Roles {
    pub(super) fn of(role: Role) -> Self {
        Self(1 << role as u8)
    }

    fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(in crate::statistics) fn has(self, role: Role) -> bool {
        self.0 & Self::of(role).0 != 0
    }

    fn count(self) -> usize {
        self.0.count_ones() as usize
    }
}

/// How fast somebody reviewed another side's proposal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::statistics) enum Answer {
    /// It did not, or it was its own.
    #[default]
    None,
    /// It did, on a day that is not known, or counted from one.
    Undated,
    /// So many calendar days after the proposal day, 0 or more.
    After(i64),
}

impl Answer {
    /// The faster of two; one with a day before one without.
    pub(super) fn faster(self, other: Self) -> Self {
        match (self, other) {
            (Self::After(a), Self::After(b)) => Self::After(a.min(b)),
            (Self::After(days), _) | (_, Self::After(days)) => Self::After(days),
            (Self::Undated, _) | (_, Self::Undated) => Self::Undated,
            (Self::None, Self::None) => Self::None,
        }
    }
}

/// Every team that signed, with its roles and its own answer.
pub(super) fn signed_teams(adr: &Adr, teams: &Teams, days_until: impl Fn(Day) -> Option<i64>) -> Vec<Signed<TeamIndex>> {
    let proposing: Vec<SideIndex> = in_role(adr, Role::Proposer).map(|sign_off| teams.side_of(sign_off.team)).collect();
    let mut signed: Vec<Signed<TeamIndex>> = Vec::with_capacity(adr.sign_offs.len());
    for sign_off in &adr.sign_offs {
        let answers = sign_off.role == Role::Reviewer && !proposing.is_empty() && !proposing.contains(&teams.side_of(sign_off.team));
        let day = || sign_off.date.and_then(CalendarDate::day).and_then(&days_until);
        let answer = if answers { day().map_or(Answer::Undated, Answer::After) } else { Answer::None };
        signed.push(Signed { who: sign_off.team, roles: Roles::of(sign_off.role), sign_offs: 0, answer });
    }
    let mut signed = merged(signed);
    signed.iter_mut().for_each(|team| team.sign_offs = team.roles.count());
    signed
}

pub(super) fn signed_sides(signed: &[Signed<TeamIndex>], teams: &Teams) -> Vec<Signed<SideIndex>> {
    merged(
        signed
            .iter()
            .map(|team| Signed { who: teams.side_of(team.who), roles: team.roles, sign_offs: team.sign_offs, answer: team.answer })
            .collect(),
    )
}

/// One entry for each, in their order.
fn merged<Who: Copy + Ord>(mut signed: Vec<Signed<Who>>) -> Vec<Signed<Who>> {
    signed.sort_by_key(|signed| signed.who);
    signed.dedup_by(|next, kept| {
        let same = next.who == kept.who;
        if same {
            kept.roles.add(next.roles);
            kept.sign_offs += next.sign_offs;
            kept.answer = kept.answer.faster(next.answer);
        }
        same
    });
    signed
}

pub(super) fn in_role(adr: &Adr, role: Role) -> impl Iterator<Item = &SignOff> {
    adr.sign_offs.iter().filter(move |sign_off| sign_off.role == role)
}
