//! All figures over one set of decisions: the whole log, a period, or the thirteen weeks of a trend.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::backing::{self, Backings};
use super::balance::{self, Balance};
use super::facts::Facts;
use super::figure::{Definition, Unit};
use super::follow_through::{self, FollowThrough, Living};
use super::pairs::{self, Pairs};
use super::participation::{self, Participation};
use super::parties::{self, Part, SidePart};
use super::span::Span;
use super::times::{self, Times};
use crate::model::{AdrIndex, CalendarDate, SideIndex, Status, TeamIndex};

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition::new(
        "decisions",
        "Decisions",
        Unit::List,
        "All decisions of the log. Drafts, templates and unpublished records are in no figure.",
    ),
    Definition::new(
        "by_status",
        "By status",
        Unit::List,
        "Decisions by the status that they declare; those with none, or with a word that maps to none, are under “none”.",
    ),
    Definition::new(
        "by_year",
        "By year",
        Unit::List,
        "Decisions by the year of their date; where a record gives none, by the day on which the repository's history saw it settled or first knew it. Undated ones are left out.",
    ),
];

/// Decisions with one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByStatus {
    /// The status; `None` for decisions without one.
    pub status: Option<Status>,
    /// The decisions, in the order of the log.
    pub decisions: Vec<AdrIndex>,
}

impl ByStatus {
    /// The stable name of the status, or `none`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.status.map_or("none", Status::name)
    }
}

/// Every figure over one set of decisions.
///
/// In a period, proposals are those with their proposal day in it, and decisions those with their settling day in it;
/// over all time both are all decisions. What is counted as proposed, and what waits, comes from the proposals,
/// everything else from the decisions.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The decisions, in the order of the log.
    pub decisions: Arc<[AdrIndex]>,
    /// The proposals, in the order of the log.
    pub proposals: Arc<[AdrIndex]>,
    /// The statuses that occur, in the order of a decision's life, `none` last.
    pub by_status: Vec<ByStatus>,
    /// Who took part.
    pub participation: Participation,
    /// What each team did; in a period, only those that did something. See [`Figures::team`].
    pub teams: BTreeMap<TeamIndex, Part>,
    /// What each side did; in a period, only those that did something. See [`Figures::side`].
    pub sides: BTreeMap<SideIndex, SidePart>,
    /// Who signs whose proposals.
    pub pairs: Pairs,
    /// Days until another side answers.
    pub response: Times,
    /// Days until it is settled.
    pub decision: Times,
    /// How evenly it is spread.
    pub balance: Balance,
    /// What was promised and kept.
    pub follow_through: FollowThrough,
    /// What asks to be looked at again.
    pub living: Living,
    /// What stands behind the sign-offs.
    pub evidence: Backings,
}

impl Figures {
    /// Whether nothing was proposed or settled.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.decisions.is_empty() && self.proposals.is_empty()
    }

    /// What a team did; `None` where that is nothing.
    #[must_use]
    pub fn team(&self, team: TeamIndex) -> Option<&Part> {
        self.teams.get(&team)
    }

    /// What a side did; `None` where that is nothing.
    #[must_use]
    pub fn side(&self, side: SideIndex) -> Option<&SidePart> {
        self.sides.get(&side)
    }
}

/// A set of decisions to work figures out for. Both lists are in the order of the log.
#[derive(Debug, Clone)]
pub(super) struct Population {
    pub(super) proposals: Arc<[AdrIndex]>,
    pub(super) decisions: Arc<[AdrIndex]>,
    /// The days it covers; `None` for all time, and for what has no day.
    pub(super) span: Option<Span>,
    /// Whether it is the whole log.
    pub(super) whole: bool,
}

impl Population {
    /// The whole log.
    pub(super) fn whole(facts: &Facts) -> Self {
        let all: Arc<[AdrIndex]> = facts.iter().map(|fact| fact.adr).collect();
        Self { proposals: Arc::clone(&all), decisions: all, span: None, whole: true }
    }
}

impl Figures {
    pub(super) fn new(facts: &Facts, population: &Population) -> Self {
        let Population { proposals, decisions, span, .. } = population;
        let teams = parties::teams(facts, population);
        let sides = parties::sides(facts, population);
        Self {
            by_status: by_status(facts, decisions),
            participation: participation::participation(facts, decisions),
            pairs: pairs::pairs(facts, decisions),
            response: times::response(facts, proposals, decisions),
            decision: times::decision(facts, proposals, decisions),
            balance: balance::balance(facts, *span, &teams, &sides),
            follow_through: follow_through::follow_through(facts, decisions),
            living: follow_through::living(facts, decisions),
            evidence: backing::backings(facts.of(decisions)),
            decisions: Arc::clone(decisions),
            proposals: Arc::clone(proposals),
            teams,
            sides,
        }
    }
}

fn by_status(facts: &Facts, decisions: &[AdrIndex]) -> Vec<ByStatus> {
    let statuses = Status::ALL.into_iter().map(Some).chain([None]);
    let mut rows: Vec<ByStatus> = statuses.map(|status| ByStatus { status, decisions: Vec::new() }).collect();
    for fact in facts.of(decisions) {
        if let Some(row) = rows.iter_mut().find(|row| row.status == fact.status) {
            row.decisions.push(fact.adr);
        }
    }
    rows.retain(|row| !row.decisions.is_empty());
    rows
}

/// Decisions by year, earliest first.
pub(super) fn by_year(facts: &Facts) -> BTreeMap<i16, Vec<AdrIndex>> {
    let mut years: BTreeMap<i16, Vec<AdrIndex>> = BTreeMap::new();
    for fact in facts.iter() {
        let seen = fact.history.settled.or(fact.history.first_known);
        if let Some(date) = fact.date.or(seen.map(CalendarDate::from)) {
            years.entry(date.year()).or_default().push(fact.adr);
        }
    }
    years
}

#[cfg(test)]
mod tests {
    use super::super::records::{log, numbers};

    #[test]
    fn statuses_are_listed_as_declared_without_drafts_and_with_none_last() {
        let found =
            log("", &["proposed_by: a", "status: draft", "status: rejected", "status: accepted", "status: mumble"]).on("2026-03-08");
        let rows: Vec<_> = found.overall.by_status.iter().map(|row| (row.name(), numbers(&row.decisions))).collect();
        assert_eq!(rows, [("accepted", vec![4]), ("rejected", vec![3]), ("none", vec![1, 5])]);
        assert_eq!(numbers(&found.drafts), [2]);
        assert_eq!(found.overall.decisions.len(), 4);
    }

    #[test]
    fn years_leave_out_what_has_no_date() {
        let found = log("", &["date: 2024-05-01", "status: accepted", "date: 2025-03", "date: 2024-12"]).on("2026-03-08");
        assert_eq!(
            found.by_year.into_iter().map(|(year, adrs)| (year, numbers(&adrs))).collect::<Vec<_>>(),
            [(2024, vec![1, 4]), (2025, vec![3])]
        );
    }

    #[test]
    fn an_empty_log_has_figures_of_nothing() {
        let found = log("", &[]).on("2026-03-08");
        assert_eq!(found.overall.participation.both_side.ratio(), None);
        assert_eq!(found.overall.response.median, None);
        assert!(super::super::Step::ALL.iter().all(|step| found.periods(*step).periods.is_empty()));
    }
}
