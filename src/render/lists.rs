//! Lists of decisions: all, by status, tag and year, and those behind the figures over all time and the early signs. Figures
//! of periods, teams and sides lead to an audit ([`super::audit`]).

use foldhash::HashMap;

use crate::model::{AdrIndex, DecisionLog, Status};
use crate::routes::url;
use crate::statistics::{self, Step};
use crate::workspace::Snapshot;

use super::figures::MOST_BEHIND;
use super::language::Language;
use super::views::{Views, status_name};

/// The route of the list of all decisions, without the ending.
const ALL: &str = "decisions/index";

/// Decisions on one page of a list.
const PER_PAGE: usize = 200;

/// A list with a page of its own.
#[derive(Debug, Clone)]
pub(super) struct List {
    /// Its route without the ending.
    pub(super) base: String,
    pub(super) heading: String,
    /// What the list is a part of.
    pub(super) intro: Option<String>,
    pub(super) definition: Option<String>,
    /// The way here: label and address.
    pub(super) crumbs: Vec<(String, String)>,
    /// Newest first.
    pub(super) decisions: Vec<AdrIndex>,
}

/// Lists of more decisions than this, the list of all apart, have short rows: they are there to be checked, not browsed.
const LONG: usize = 1000;

impl List {
    /// Whether its rows are short.
    pub(super) fn is_long(&self) -> bool {
        self.decisions.len() > LONG && self.base != ALL
    }

    pub(super) fn pages(&self) -> usize {
        self.decisions.len().div_ceil(PER_PAGE).max(1)
    }

    /// The decisions on a page; `number` is 1-based.
    pub(super) fn page(&self, number: usize) -> &[AdrIndex] {
        let start = ((number - 1) * PER_PAGE).min(self.decisions.len());
        &self.decisions[start..(start + PER_PAGE).min(self.decisions.len())]
    }

    /// The address of its first page.
    pub(super) fn url(&self) -> String {
        url(&self.base) + ".html"
    }
}

/// All lists of a site.
#[derive(Debug)]
pub(super) struct Lists {
    lists: Vec<List>,
    by_base: HashMap<String, usize>,
}

impl Lists {
    pub(super) fn new(snapshot: &Snapshot, language: &Language, views: &Views) -> Self {
        let log = &snapshot.log;
        let newest = all(log);
        let mut lists = vec![List {
            base: ALL.to_owned(),
            heading: language.text("nav_decisions").to_owned(),
            intro: None,
            definition: None,
            crumbs: Vec::new(),
            decisions: newest.clone(),
        }];
        let statuses = vec![(language.text("statuses").to_owned(), "statuses/index.html".to_owned())];
        for status in Status::ALL.map(Some).into_iter().chain([None]) {
            let decisions: Vec<AdrIndex> = newest.iter().copied().filter(|index| log.adr(*index).status == status).collect();
            if decisions.is_empty() {
                continue;
            }
            let name = status_name(status);
            lists.push(List {
                base: status_base(status),
                heading: views.status_label(name).to_owned(),
                intro: None,
                definition: None,
                crumbs: statuses.clone(),
                decisions,
            });
        }
        let tags = vec![(language.text("nav_tags").to_owned(), "tags/index.html".to_owned())];
        for tag in &views.tags {
            let mut decisions = tag.decisions.clone();
            newest_first(log, &mut decisions);
            lists.push(List {
                base: tag.base.clone(),
                heading: tag.name.clone(),
                intro: None,
                definition: None,
                crumbs: tags.clone(),
                decisions,
            });
        }
        lists.extend(figure_lists(snapshot, language));
        let by_base = lists.iter().enumerate().map(|(index, list)| (list.base.clone(), index)).collect();
        Self { lists, by_base }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &List> {
        self.lists.iter()
    }

    pub(super) fn get(&self, index: usize) -> &List {
        &self.lists[index]
    }

    /// The list at a route without its ending.
    pub(super) fn at(&self, base: &str) -> Option<&List> {
        self.by_base.get(base).map(|index| &self.lists[*index])
    }
}

/// The lists behind the figures: exactly the decisions that each counts.
fn figure_lists(snapshot: &Snapshot, language: &Language) -> Vec<List> {
    let statistics = &snapshot.statistics;
    let overall = &statistics.overall;
    let took = &overall.participation;
    let mut counted: Vec<(&str, Vec<AdrIndex>)> =
        took.shares().into_iter().map(|(definition, share)| (definition.key, share.counted.clone())).collect();
    counted.push(("one_sided", took.one_sided.clone()));
    counted.push(("not_recorded", took.not_recorded.clone()));
    counted.push(("response_days", overall.response.answered.iter().map(|timed| timed.adr).collect()));
    counted.push(("waiting", overall.response.waiting.iter().map(|waiting| waiting.adr).collect()));
    counted.push(("waiting_on", statistics.open.asking().map(|open| open.adr).collect()));
    counted.push(("past_policy", statistics.open.past_policy().map(|open| open.adr).collect()));
    counted.push(("never_reviewed", overall.response.never.clone()));
    counted.push(("decision_days", overall.decision.answered.iter().map(|timed| timed.adr).collect()));
    counted.push(("response_unknown", overall.response.unknown.clone()));
    counted.push(("decision_unknown", overall.decision.unknown.clone()));
    let undated = &statistics.periods(Step::Year).undated;
    counted.push(("no_settling_day", undated.decisions.to_vec()));
    counted.push(("no_proposal_day", undated.proposals.to_vec()));
    counted.push(("before_second_side", took.before_second_side.clone()));
    counted.push(("past_review", overall.living.past_review.clone()));
    counted.push(("changed_after_approval", overall.living.changed_after_approval.clone()));
    let crumbs = vec![(language.text("nav_statistics").to_owned(), "statistics/index.html".to_owned())];
    let without_teams = ["was_accepted", "decision_days", "past_review", "decision_unknown", "no_settling_day", "no_proposal_day"];
    // Nothing leads to these where they are empty; every other figure shows its list, empty or not.
    let if_any =
        ["response_unknown", "decision_unknown", "no_settling_day", "no_proposal_day", "before_second_side", "changed_after_approval"];
    let counted = counted
        .into_iter()
        .filter(|(key, _)| !snapshot.log.teams.is_empty() || without_teams.contains(key))
        .filter(|(key, decisions)| !decisions.is_empty() || !if_any.contains(key))
        .map(|(key, mut decisions)| {
            newest_first(&snapshot.log, &mut decisions);
            let definition = statistics::definitions().find(|definition| definition.key == key);
            List {
                base: figure_base(key),
                heading: language.figure(key).to_owned(),
                intro: None,
                definition: definition.map(|definition| language.definition(definition.key).to_owned()),
                crumbs: crumbs.clone(),
                decisions,
            }
        });
    counted.chain(years(snapshot, language, &crumbs)).chain(signs(snapshot, language, &crumbs)).collect()
}

/// The decisions of each year.
fn years<'a>(snapshot: &'a Snapshot, language: &'a Language, crumbs: &'a [(String, String)]) -> impl Iterator<Item = List> + 'a {
    snapshot.statistics.by_year.iter().map(|(year, decisions)| {
        let mut decisions = decisions.clone();
        newest_first(&snapshot.log, &mut decisions);
        let year = year.to_string();
        List {
            base: figure_base(&by_year_key(&year)),
            heading: year,
            intro: None,
            definition: Some(language.definition("by_year").to_owned()),
            crumbs: crumbs.to_vec(),
            decisions,
        }
    })
}

/// The decisions behind each early sign that has more of them than a page shows.
fn signs<'a>(snapshot: &'a Snapshot, language: &'a Language, crumbs: &'a [(String, String)]) -> impl Iterator<Item = List> + 'a {
    let long = snapshot.statistics.signs.iter().enumerate().filter(|(_, sign)| sign.decisions.len() > MOST_BEHIND);
    long.map(|(position, sign)| {
        let mut decisions = sign.decisions.clone();
        newest_first(&snapshot.log, &mut decisions);
        List {
            base: figure_base(&sign_key(position)),
            heading: language.count("behind_it", decisions.len() as i64),
            intro: Some(language.sign(sign, &snapshot.log.teams)),
            definition: None,
            crumbs: crumbs.to_vec(),
            decisions,
        }
    })
}

/// What the list of the decisions behind the early sign at a position is called by.
pub(super) fn sign_key(position: usize) -> String {
    format!("sign_{}", position + 1)
}

/// What the list of a year's decisions is called by.
pub(super) fn by_year_key(year: &str) -> String {
    format!("by_year_{year}")
}

/// The route of the list of the decisions that a figure counts, without the ending.
pub(super) fn figure_base(key: &str) -> String {
    format!("figures/{}", key.replace('_', "-"))
}

/// The route of a status's list, without the ending.
pub(super) fn status_base(status: Option<Status>) -> String {
    format!("statuses/{}", status_name(status))
}

/// All decisions, newest first.
pub(super) fn all(log: &DecisionLog) -> Vec<AdrIndex> {
    let mut newest: Vec<AdrIndex> = log.iter().map(|(index, _)| index).collect();
    newest_first(log, &mut newest);
    newest
}

/// By date, then by place in the log, the newest first; undated decisions last.
pub(super) fn newest_first(log: &DecisionLog, decisions: &mut [AdrIndex]) {
    decisions.sort_by_key(|index| std::cmp::Reverse((log.adr(*index).date, *index)));
}
