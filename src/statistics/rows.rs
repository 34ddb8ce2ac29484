//! The figures as a table: one row for each figure of each period and each team or side.
//!
//! `stats.csv` and `adrsite stats` print these rows; they hold the same numbers as the pages and `stats.json`.

use super::figure::Share;
use super::follow_through::FollowThrough;
use super::parties::{Part, SidePart};
use super::times::Times;
use super::{Backings, Evenness, Figures, Period, Person, PersonIndex, Statistics, Step};
use crate::model::{SideIndex, Status, TeamIndex, Teams};

/// Whose figure it is, or over which decisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// All together.
    All,
    /// A side.
    Side(SideIndex),
    /// A team.
    Team(TeamIndex),
    /// A team's sign-offs on another's proposals.
    Pair(TeamIndex, TeamIndex),
    /// A person; only where the config asks for people.
    Person(PersonIndex),
    /// The decisions with a status; `None` for those without one.
    Status(Option<Status>),
    /// The decisions of a year, by their dates.
    Year(i16),
}

/// What a row says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell {
    /// How many.
    Count(usize),
    /// How many of how many.
    Share(usize, usize),
    /// Calendar days, over so many decisions; `None` where there are none.
    Days(Option<f64>, usize),
    /// A number from 0 up, over so many things; `None` where there are none.
    Number(Option<f64>, usize),
}

/// A figure of a party in a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row<'a> {
    /// The period; `None` for all time.
    pub period: Option<(Step, &'a Period)>,
    /// Whose.
    pub party: Party,
    /// Its key; those with several values have a part after a dot: `response_days.median`.
    pub figure: &'static str,
    /// The value.
    pub cell: Cell,
}

/// The rows over all time.
#[must_use]
pub fn overall<'a>(statistics: &'a Statistics, teams: &Teams) -> Vec<Row<'a>> {
    let mut rows = Rows { period: None, rows: Vec::new() };
    rows.figures(&statistics.overall, teams);
    rows.now(statistics, teams);
    for (index, person) in (0..).map(PersonIndex).zip(&statistics.people) {
        rows.person(Party::Person(index), person);
    }
    rows.rows
}

/// The rows of every period of a step, earliest first.
#[must_use]
pub fn of_step<'a>(statistics: &'a Statistics, teams: &Teams, step: Step) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for period in &statistics.periods(step).periods {
        rows.append(&mut of_period(step, period, teams));
    }
    rows
}

/// The rows of one period.
#[must_use]
pub fn of_period<'a>(step: Step, period: &'a Period, teams: &Teams) -> Vec<Row<'a>> {
    let mut rows = Rows { period: Some((step, period)), rows: Vec::new() };
    rows.figures(&period.figures, teams);
    rows.rows
}

struct Rows<'a> {
    period: Option<(Step, &'a Period)>,
    rows: Vec<Row<'a>>,
}

impl Rows<'_> {
    /// In a period, rows of a team, side or pair that say nothing are left out: there would be more of them than others.
    fn push(&mut self, party: Party, figure: &'static str, cell: Cell) {
        let nothing = matches!(cell, Cell::Count(0) | Cell::Share(0, 0) | Cell::Days(None, _) | Cell::Number(None, _));
        if nothing && party != Party::All && self.period.is_some() {
            return;
        }
        self.rows.push(Row { period: self.period, party, figure, cell });
    }

    fn share<T>(&mut self, party: Party, figure: &'static str, share: &Share<T>) {
        self.push(party, figure, Cell::Share(share.count(), share.of()));
    }

    fn times(&mut self, party: Party, [median, p90, waiting, never, unknown]: [&'static str; 5], times: &Times) {
        let answered = times.answered.len();
        self.push(party, median, Cell::Days(times.median, answered));
        self.push(party, p90, Cell::Days(times.p90.map(|days| days as f64), answered));
        for (key, count) in [(waiting, times.waiting.len()), (never, times.never.len()), (unknown, times.unknown.len())] {
            if !key.is_empty() {
                self.push(party, key, Cell::Count(count));
            }
        }
    }

    fn evenness(&mut self, figure: &'static str, evenness: &Evenness) {
        self.push(Party::All, figure, Cell::Number(evenness.value, evenness.total));
    }

    fn follow_through(&mut self, party: Party, follow: &FollowThrough) {
        self.share(party, "follow_through", &follow.kept);
        self.push(party, "follow_through.late", Cell::Count(follow.late.len()));
        self.push(party, "follow_through.overdue", Cell::Count(follow.overdue.len()));
        self.push(party, "follow_through.open", Cell::Count(follow.open.len()));
    }

    fn figures(&mut self, figures: &Figures, teams: &Teams) {
        let all = Party::All;
        self.push(all, "decisions", Cell::Count(figures.decisions.len()));
        self.push(all, "proposals", Cell::Count(figures.proposals.len()));
        for (definition, share) in figures.participation.shares() {
            self.share(all, definition.key, share);
        }
        self.push(all, "one_sided", Cell::Count(figures.participation.one_sided.len()));
        self.push(all, "not_recorded", Cell::Count(figures.participation.not_recorded.len()));
        let response =
            ["response_days.median", "response_days.p90", "response_days.waiting", "response_days.never", "response_days.unknown"];
        self.times(all, response, &figures.response);
        let decision = ["decision_days.median", "decision_days.p90", "decision_days.waiting", "", "decision_days.unknown"];
        self.times(all, decision, &figures.decision);
        self.evenness("balance_proposals", &figures.balance.team_proposals);
        self.evenness("balance_sign_offs", &figures.balance.team_sign_offs);
        self.evenness("balance_proposals.sides", &figures.balance.side_proposals);
        self.evenness("balance_sign_offs.sides", &figures.balance.side_sign_offs);
        self.follow_through(all, &figures.follow_through);
        self.push(all, "past_review", Cell::Count(figures.living.past_review.len()));
        self.push(all, "changed_after_approval", Cell::Count(figures.living.changed_after_approval.len()));
        self.evidence(all, &figures.evidence);
        for row in &figures.by_status {
            self.push(Party::Status(row.status), "by_status", Cell::Count(row.decisions.len()));
        }
        for (index, _) in teams.sides() {
            if let Some(side) = figures.side(index) {
                self.side(index, side);
            }
        }
        for (index, _) in teams.iter() {
            if let Some(part) = figures.team(index) {
                self.part(Party::Team(index), part);
            }
        }
        for pair in figures.pairs.iter() {
            let party = Party::Pair(pair.from, pair.to);
            self.push(party, "pairs.reviewed", Cell::Count(pair.reviewed.len()));
            self.push(party, "pairs.approved", Cell::Count(pair.approved.len()));
        }
    }

    /// What is in no period: what waits now, and the years by the decisions' dates.
    fn now(&mut self, statistics: &Statistics, teams: &Teams) {
        let open = &statistics.open;
        self.push(Party::All, "past_policy", Cell::Count(open.past_policy().count()));
        for (side, _) in teams.sides() {
            self.push(Party::Side(side), "waiting_on", Cell::Count(open.on_side(side).count()));
        }
        for (team, _) in teams.iter() {
            self.push(Party::Team(team), "waiting_on", Cell::Count(open.on_team(team).count()));
        }
        for (team, other, count) in statistics.together.iter() {
            self.push(Party::Pair(team, other), "together", Cell::Count(count));
        }
        for (year, decisions) in &statistics.by_year {
            self.push(Party::Year(*year), "by_year", Cell::Count(decisions.len()));
        }
    }

    fn person(&mut self, party: Party, person: &Person) {
        let shares =
            [("proposed", &person.proposed), ("reviewed", &person.reviewed), ("approved", &person.approved), ("touched", &person.touched)];
        shares.into_iter().for_each(|(key, share)| self.share(party, key, share));
    }

    fn side(&mut self, index: SideIndex, side: &SidePart) {
        let party = Party::Side(index);
        self.part(party, &side.part);
        self.push(party, "scrutiny", Cell::Number(side.scrutiny.rate(), side.scrutiny.of()));
        let received = ["response_received.median", "response_received.p90", "response_received.waiting", "response_received.never", ""];
        self.times(party, received, &side.response_received);
    }

    fn part(&mut self, party: Party, part: &Part) {
        for (key, share) in [
            ("proposed", &part.proposed),
            ("reviewed", &part.reviewed),
            ("approved", &part.approved),
            ("touched", &part.touched),
            ("acceptance", &part.acceptance),
        ] {
            self.share(party, key, share);
        }
        self.push(party, "sign_offs", Cell::Count(part.sign_offs));
        self.times(party, ["response_given.median", "response_given.p90", "", "", ""], &part.response_given);
        self.follow_through(party, &part.follow_through);
        self.evidence(party, &part.evidence);
    }

    /// Without history there is nothing to say, and no row.
    fn evidence(&mut self, party: Party, evidence: &Backings) {
        if evidence.all > 0 {
            for (key, count, of) in evidence.shares() {
                self.push(party, key, Cell::Share(count, of));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Step;
    use super::super::records::{TWO_SIDES, log};
    use super::{Cell, Party, of_step, overall};

    #[test]
    fn every_figure_has_one_row_for_each_party_and_period() {
        let record =
            "status: accepted\nproposed_by: [{ team: platform, date: 2026-01-05 }]\napproved_by: [{ team: halcyon, date: 2026-02-03 }]";
        let log = log(TWO_SIDES, &[record]);
        let found = log.on("2026-03-08");
        let rows = overall(&found, &log.log.teams);
        let mut keys: Vec<String> = rows.iter().map(|row| format!("{:?} {}", row.party, row.figure)).collect();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count);
        let of = |party, figure| rows.iter().find(|row| row.party == party && row.figure == figure).map(|row| row.cell);
        assert_eq!(of(Party::All, "both_side"), Some(Cell::Share(1, 1)));
        assert_eq!(of(Party::All, "decision_days.median"), Some(Cell::Days(Some(29.0), 1)));
        assert_eq!(of(Party::Team(log.team("halcyon")), "approved"), Some(Cell::Share(1, 1)));
        let months = of_step(&found, &log.log.teams, Step::Month);
        assert!(months.iter().any(|row| row.period.is_some_and(|(_, period)| period.label == "2026-02") && row.figure == "both_side"));
    }
}
