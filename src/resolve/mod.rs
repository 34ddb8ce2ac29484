//! From drafts to the [`DecisionLog`]: what a file means once all files and the config are known.

mod classify;
mod named;
mod relations;
mod sign_offs;

use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

pub(crate) use sign_offs::{Signers, display_name};

use crate::config::{Config, DateOrder};
use crate::diagnostic::{Code, Diagnostic};
use crate::links::{Links, Memo, PageOf, Target};
use crate::model::{Action, Adr, AdrIndex, CalendarDate, ContextDrop, DecisionLog, Note, People, Source, TeamIndex};
use crate::parse::{Draft, WrittenDate};

/// A resolved log.
#[derive(Debug, Clone, Default)]
pub struct Resolved {
    /// The decisions.
    pub log: DecisionLog,
    /// Where their links lead.
    pub links: Links,
    /// How slashed dates are read in each source.
    pub date_orders: Vec<DateOrder>,
    /// What is wrong across files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Resolves all drafts of a log against each other.
///
/// `memo` saves following the links of documents that were resolved before.
#[must_use]
pub fn resolve(drafts: &[Arc<Draft>], sources: Vec<Source>, config: &Config, memo: &mut Memo) -> Resolved {
    let mut diagnostics = Vec::new();
    let mut classified = classify::classify(drafts, &mut diagnostics);
    classified.records.sort_by(|a, b| order(a).cmp(&order(b)));
    let unpublished = classified.records.iter().filter(|draft| !draft.publish).count();
    classified.records.retain(|draft| draft.publish);

    let people = sign_offs::Who::new(config, &classified.records);
    let orders = date_orders(&classified.records, sources.len(), config.date_order);
    let records = &classified.records;
    let one = |draft: &Arc<Draft>| {
        let mut found = Vec::new();
        (adr(draft, orders[draft.source], &people, &mut found), found)
    };
    let (relations, resolved): (_, Vec<_>) =
        rayon::join(|| relations::effective(records, &mut diagnostics), || records.par_iter().map(one).collect());
    let mut adrs: Vec<Adr> = Vec::with_capacity(resolved.len());
    for ((adr, found), relations) in resolved.into_iter().zip(relations) {
        diagnostics.extend(found);
        adrs.push(Adr { relations, ..adr });
    }
    let mut log = DecisionLog { sources, unpublished, teams: people.into_teams(), adrs, ..DecisionLog::default() };
    let by_path: HashMap<&str, AdrIndex> = log.iter().map(|(index, adr)| (adr.path.as_str(), index)).collect();
    let notes = classified.notes.into_iter().map(|(draft, owner)| Note {
        belongs_to: owner.and_then(|path| by_path.get(path.as_str()).copied()),
        path: draft.path.clone(),
        route: draft.route.clone(),
        title: draft.title.clone(),
        document: Arc::clone(&draft.document),
    });
    log.notes = notes.collect();
    let links = Links::new(&log, memo);
    set_backlinks(&mut log, &links);
    Resolved { log, links, date_orders: orders, diagnostics }
}

/// By number, then path; what has no number comes last.
fn order(draft: &Draft) -> (u64, &str) {
    (draft.id.as_ref().and_then(|id| id.number).unwrap_or(u64::MAX), &draft.path)
}

/// How slashed dates are read in each source: as its own unambiguous ones show, else as the config says, else day first.
fn date_orders(drafts: &[Arc<Draft>], sources: usize, config: Option<DateOrder>) -> Vec<DateOrder> {
    let mut votes = vec![(0_usize, 0_usize); sources.max(1)];
    for draft in drafts {
        match draft.date_order {
            Some(DateOrder::Dmy) => votes[draft.source].0 += 1,
            Some(DateOrder::Mdy) => votes[draft.source].1 += 1,
            None => {}
        }
    }
    let by_votes = |(day_first, month_first): (usize, usize)| match day_first.cmp(&month_first) {
        std::cmp::Ordering::Greater => DateOrder::Dmy,
        std::cmp::Ordering::Less => DateOrder::Mdy,
        std::cmp::Ordering::Equal => config.unwrap_or(DateOrder::Dmy),
    };
    votes.into_iter().map(by_votes).collect()
}

/// A decision, but for its relations.
fn adr(draft: &Draft, order: DateOrder, who: &sign_offs::Who<'_>, diagnostics: &mut Vec<Diagnostic>) -> Adr {
    let settle = |date: Option<WrittenDate>| date.map(|date| date.settle(order));
    let date = settle(draft.date);
    let created = settle(draft.created);
    let sign_offs = who.sign_offs(draft, order, date, diagnostics);
    let mut team = |name: &Option<String>, place, what: &str| -> Option<TeamIndex> {
        let name = name.as_ref()?;
        let team = who.team(name);
        if team.is_none() {
            diagnostics.push(who.unknown(&draft.path, place, name, &format!("{what} names")));
        }
        team
    };
    let actions = draft
        .actions
        .iter()
        .map(|action| Action {
            what: action.what.clone(),
            team: team(&action.team, action.place, "an action"),
            due: settle(action.due),
            done: settle(action.done),
            line: action.place.0,
        })
        .collect();
    let context: Vec<ContextDrop> = draft
        .context
        .iter()
        .map(|drop| ContextDrop {
            title: drop.title.clone(),
            url: drop.url.clone(),
            kind: drop.kind.clone(),
            minutes: drop.minutes,
            team: team(&drop.team, drop.place, "a context drop"),
        })
        .collect();
    let context = context
        .into_iter()
        .zip(&draft.context)
        .map(|(drop, claim)| ContextDrop { url: safe_url(drop.url, &draft.path, claim.place, diagnostics), ..drop })
        .collect();
    Adr {
        source: draft.source,
        route: draft.route.clone(),
        id: draft.id.clone(),
        title: draft.title.clone(),
        status: draft.status,
        status_text: draft.status_text.clone(),
        created: created.filter(|created| Some(*created) != date),
        date,
        sign_offs,
        people: people(&draft.people),
        relations: Vec::new(),
        linked_from: Vec::new(),
        tags: draft.tags.clone(),
        discussion: safe_url(draft.discussion.clone(), &draft.path, (1, 1), diagnostics),
        review_on: settle(draft.review_on),
        context,
        actions,
        document: Arc::clone(&draft.document),
        problems: 0,
        path: draft.path.clone(),
    }
}

fn safe_url(url: Option<String>, path: &str, place: (u32, u32), diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let url = url?;
    match Links::default().target(path, &url) {
        Target::External(url) => Some(url),
        Target::Unsafe(_) => {
            diagnostics.push(
                Diagnostic::new(Code::UnsafeLink, path, place, format!("the link `{url}` could run code, expected `https://…`"))
                    .hint("it was dropped"),
            );
            None
        }
        // A context drop may be a file beside the record; its title is shown.
        _ => None,
    }
}

fn people(claims: &[crate::parse::PersonClaim]) -> Vec<People> {
    let mut people: Vec<People> = Vec::new();
    for claim in claims {
        let name = sign_offs::display_name(&claim.name);
        match people.iter_mut().find(|group| group.role == claim.role) {
            Some(group) => group.names.push(name),
            None => people.push(People { role: claim.role, names: vec![name] }),
        }
    }
    people.sort_by_key(|group| group.role);
    people
}

/// Notes on each decision which others link to it in their text.
fn set_backlinks(log: &mut DecisionLog, links: &Links) {
    let mut backlinks: Vec<Vec<AdrIndex>> = vec![Vec::new(); log.adrs.len()];
    // The decisions come first.
    for ((from, _), targets) in log.iter().zip(links.followed()) {
        for target in targets {
            if let Target::Page(PageOf::Adr(to), _) = *target
                && to != from
                && backlinks[to.0 as usize].last() != Some(&from)
            {
                backlinks[to.0 as usize].push(from);
            }
        }
    }
    for (adr, from) in log.adrs.iter_mut().zip(backlinks) {
        let related: Vec<AdrIndex> = adr.relations.iter().map(|relation| relation.other).collect();
        adr.linked_from = from.into_iter().filter(|index| !related.contains(index)).collect();
    }
}

/// Settles a date that has one reading only as that, for places where the log's order is not known.
pub(crate) fn day_of(date: Option<CalendarDate>) -> Option<jiff::civil::Date> {
    date.and_then(CalendarDate::day)
}
