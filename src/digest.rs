//! A digest: what a fortnight brought, for the talk at its end.

use crate::model::{Adr, AdrIndex, Role, Status};
use crate::statistics::{
    Asked, FEW, Figures, OpenProposal, Period, Requirement, Share, SignKind, Step, Times, TrendPoint, definitions, sentences,
};
use crate::workspace::Snapshot;

/// A digest as headings and lists of sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The log's title.
    pub title: String,
    /// Of which days.
    pub period: String,
    /// What there is to say.
    pub sections: Vec<Section>,
}

/// A part of a digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub heading: String,
    /// What to say where there is nothing.
    pub empty: String,
    /// What there is.
    pub items: Vec<Item>,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// In one sentence.
    pub text: String,
    /// What belongs to it.
    pub more: Vec<String>,
}

/// Entries of one list; more are counted.
const MOST: usize = 25;

/// The digest of the last finished fortnight before the snapshot's day.
#[must_use]
pub fn digest(snapshot: &Snapshot) -> Digest {
    let fortnights = snapshot.statistics.periods(Step::Fortnight);
    let last = fortnights.periods.iter().rev().find(|period| period.finished);
    let period = match last {
        Some(period) => format!("The fortnight from {} to {}, as of {}", period.span.first, period.span.last, snapshot.today),
        None => format!("No fortnight of this log is over yet, as of {}", snapshot.today),
    };
    let mut sections = Vec::new();
    if let Some(period) = last {
        sections.push(decided(snapshot, period));
        sections.push(proposed(snapshot, period));
    }
    sections.push(waiting(snapshot));
    sections.push(overdue(snapshot));
    if let Some(period) = last {
        sections.push(kept(snapshot, period));
    }
    sections.push(changes(snapshot.statistics.trend(Step::Fortnight)));
    sections.push(signs(snapshot, SignKind::Talk, "Worth talking about", "Nothing stands out."));
    sections.push(signs(snapshot, SignKind::Well, "Went well", "Nothing new to name in the last 13 weeks."));
    Digest { title: snapshot.config.title.clone().unwrap_or_else(|| "Decision log".to_owned()), period, sections }
}

fn section(heading: &str, empty: &str, mut items: Vec<Item>) -> Section {
    if items.len() > MOST {
        let more = items.len() - MOST;
        items.truncate(MOST);
        items.push(Item { text: format!("and {more} more"), more: Vec::new() });
    }
    Section { heading: heading.to_owned(), empty: empty.to_owned(), items }
}

fn name(adr: &Adr) -> String {
    adr.id.as_ref().map_or_else(|| adr.title.clone(), |id| format!("{id} {}", adr.title))
}

/// Who signed in which role: `proposed by A; reviewed by B`.
fn signed(snapshot: &Snapshot, adr: &Adr) -> String {
    let by = |role: Role| {
        let mut teams: Vec<&str> = Vec::new();
        for sign_off in adr.sign_offs.iter().filter(|sign_off| sign_off.role == role) {
            let name = snapshot.log.teams.team(sign_off.team).name.as_str();
            if !teams.contains(&name) {
                teams.push(name);
            }
        }
        (!teams.is_empty()).then(|| format!("{} by {}", role.verb(), teams.join(", ")))
    };
    let roles: Vec<String> = Role::ALL.into_iter().filter_map(by).collect();
    if roles.is_empty() { "nobody is recorded".to_owned() } else { roles.join("; ") }
}

fn decided(snapshot: &Snapshot, period: &Period) -> Section {
    let figures = &period.figures;
    let item = |index: &AdrIndex| {
        let adr = snapshot.log.adr(*index);
        let status = adr.status.map_or("no status", Status::name);
        let one_sided = if figures.participation.one_sided.contains(index) { ", by one side only" } else { "" };
        Item { text: format!("{} ({status}{one_sided})", name(adr)), more: vec![signed(snapshot, adr)] }
    };
    let both = &figures.participation.both_side;
    let heading = if both.of() > 0 && snapshot.log.teams.sides().count() > 1 {
        format!("Decided: {}, {} of {} with both sides", figures.decisions.len(), both.count(), both.of())
    } else {
        format!("Decided: {}", figures.decisions.len())
    };
    section(&heading, "Nothing was decided.", figures.decisions.iter().map(item).collect())
}

fn proposed(snapshot: &Snapshot, period: &Period) -> Section {
    let proposals = &period.figures.proposals;
    let item = |index: &AdrIndex| {
        let adr = snapshot.log.adr(*index);
        Item { text: name(adr), more: vec![signed(snapshot, adr)] }
    };
    section(&format!("Proposed: {}", proposals.len()), "Nothing was proposed.", proposals.iter().map(item).collect())
}

fn days(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn waiting(snapshot: &Snapshot) -> Section {
    let teams = &snapshot.log.teams;
    let mut open: Vec<&OpenProposal> = snapshot.statistics.open.proposals.iter().filter(|open| !open.asks.is_empty()).collect();
    open.sort_by_key(|open| (std::cmp::Reverse(open.age), open.adr));
    let item = |open: &&OpenProposal| {
        let age = open.age.map_or_else(|| "since an unknown day".to_owned(), |age| format!("for {}", days(age)));
        let late = open.overdue_days.map_or_else(String::new, |late| format!(", {} past the agreed time", days(late)));
        let asks = open.asks.iter().map(|ask| {
            let from: Vec<&str> = ask
                .from
                .iter()
                .map(|asked| match asked {
                    Asked::Side(side) => teams.side(*side).name.as_str(),
                    Asked::Team(team) => teams.team(*team).name.as_str(),
                })
                .collect();
            let whom = if from.is_empty() { "any other side".to_owned() } else { from.join(", ") };
            match ask.requirement {
                Requirement::ApprovedByEverySide | Requirement::TagApproval(_) => format!("an approval by {whom}"),
                _ => format!("a review by {whom}"),
            }
        });
        let asks: Vec<String> = asks.collect();
        Item {
            text: format!("{}: waits {age}{late}", name(snapshot.log.adr(open.adr))),
            more: vec![format!("for {}", asks.join(" and for "))],
        }
    };
    section(&format!("Waiting: {}", open.len()), "Nothing is waiting.", open.iter().map(item).collect())
}

fn overdue(snapshot: &Snapshot) -> Section {
    let overall = &snapshot.statistics.overall;
    let mut past = overall.follow_through.overdue.clone();
    past.sort_by_key(|past| (std::cmp::Reverse(past.days), past.action));
    let mut items: Vec<Item> = past
        .iter()
        .map(|past| {
            let adr = snapshot.log.adr(past.action.adr);
            let action = &adr.actions[past.action.position];
            let team = action.team.map_or("nobody in particular", |team| snapshot.log.teams.team(team).name.as_str());
            Item { text: format!("{} ({team}): {} late", action.what, days(past.days)), more: vec![name(adr)] }
        })
        .collect();
    items.extend(overall.living.past_review.iter().map(|index| {
        let adr = snapshot.log.adr(*index);
        let day = adr.review_on.map_or_else(String::new, |day| day.to_string());
        Item { text: format!("{}: was to be looked at again by {day}", name(adr)), more: Vec::new() }
    }));
    section(&format!("Overdue: {}", items.len()), "Nothing is overdue.", items)
}

/// Promises that were kept, or kept late, in the fortnight.
fn kept(snapshot: &Snapshot, period: &Period) -> Section {
    let follow = &snapshot.statistics.overall.follow_through;
    let late = follow.late.iter().map(|past| (past.action, Some(past.days)));
    let mut done: Vec<_> = follow.kept.iter().chain(&follow.ahead).map(|action| (*action, None)).chain(late).collect();
    done.sort_by_key(|(action, _)| *action);
    let item = |(action, late): (crate::statistics::ActionRef, Option<i64>)| {
        let adr = snapshot.log.adr(action.adr);
        let promise = &adr.actions[action.position];
        promise.done.and_then(crate::model::CalendarDate::day).filter(|day| period.span.contains(*day))?;
        let team = promise.team.map_or("nobody in particular", |team| snapshot.log.teams.team(team).name.as_str());
        let late = late.map_or_else(String::new, |late| format!(", {} late", days(late)));
        Some(Item { text: format!("{} ({team}{late})", promise.what), more: vec![name(adr)] })
    };
    let items: Vec<Item> = done.into_iter().filter_map(item).collect();
    section(&format!("Promised and done: {}", items.len()), "No promise was kept in this fortnight.", items)
}

/// A figure of all figures.
type Of<T> = fn(&Figures) -> &T;

/// The key figures over 13 weeks, now and a fortnight ago.
fn changes(trend: &[TrendPoint]) -> Section {
    let label = |key: &str| definitions().find(|definition| definition.key == key).map_or_else(String::new, |found| found.label.to_owned());
    let mut items = Vec::new();
    if let Some((now, before)) = trend.split_last() {
        let before = before.last();
        let shares: [(&str, Of<Share>); 4] = [
            ("both_side", |figures| &figures.participation.both_side),
            ("cross_review", |figures| &figures.participation.cross_review),
            ("self_approved", |figures| &figures.participation.self_approved),
            ("approved_without_review", |figures| &figures.participation.approved_without_review),
        ];
        for (key, share) in shares {
            let words = |share: &Share| {
                let few = if share.too_few() { ", too few to compare" } else { "" };
                let percent = crate::render::percent(share.count() as i64, share.of() as i64);
                format!("{percent} ({} of {}{few})", share.count(), share.of())
            };
            push(&mut items, &label(key), &words(share(&now.figures)), before.map(|before| words(share(&before.figures))).as_ref());
        }
        let times: [(&str, Of<Times>); 2] =
            [("response_days", |figures| &figures.response), ("decision_days", |figures| &figures.decision)];
        for (key, times) in times {
            let words = |times: &Times| match times.median {
                Some(median) => {
                    let few = if times.answered.len() < FEW { ", too few to compare" } else { "" };
                    format!("{median} days (of {}{few})", times.answered.len())
                }
                None => "none".to_owned(),
            };
            push(&mut items, &label(key), &words(times(&now.figures)), before.map(|before| words(times(&before.figures))).as_ref());
        }
    }
    section("Figures over the last 13 weeks", "No decision has a day, so there are no figures over time.", items)
}

fn push(items: &mut Vec<Item>, label: &str, now: &str, before: Option<&String>) {
    let change = match before {
        Some(before) if before == now => ", as a fortnight ago".to_owned(),
        Some(before) => format!("; a fortnight ago {before}"),
        None => String::new(),
    };
    items.push(Item { text: format!("{label}: {now}{change}"), more: Vec::new() });
}

fn signs(snapshot: &Snapshot, kind: SignKind, heading: &str, empty: &str) -> Section {
    let signs = snapshot.statistics.signs.iter().filter(|sign| sign.rule.kind() == kind);
    let item = |sign: &crate::statistics::Sign| Item {
        text: sentences::sentence(sign, &snapshot.log.teams),
        more: sign.decisions.iter().take(5).map(|index| name(snapshot.log.adr(*index))).collect(),
    };
    section(heading, empty, signs.map(item).collect())
}
