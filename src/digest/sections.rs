//! The parts of a digest.

use std::cmp::Reverse;

use super::{Item, Line, Link, Section};
use crate::model::{Adr, AdrIndex, CalendarDate, Role, Status, TeamIndex};
use crate::render::{Language, period_route};
use crate::routes::url;
use crate::statistics::{
    ActionRef, Asked, FEW, Figures, OpenProposal, Period, Requirement, Share, Sign, SignKind, Step, Times, TrendPoint,
};
use crate::workspace::Snapshot;

/// Entries of one list; more are counted.
const MOST: usize = 25;

/// Decisions behind a sign that are named.
const BEHIND: usize = 5;

/// A figure of all figures.
type Of<T> = fn(&Figures) -> &T;

/// Writes sections about a snapshot in a language.
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) language: &'a Language,
}

impl Writer<'_> {
    /// Words that lead to a page of the site; `to` is its address from the root.
    pub(super) fn link(self, text: String, to: &str) -> Link {
        let url = self.snapshot.config.base_url.as_ref().map(|base| format!("{base}{}", to.strip_suffix("index.html").unwrap_or(to)));
        Link { text, url }
    }

    pub(super) fn decided(self, period: &Period) -> Section {
        let language = self.language;
        let figures = &period.figures;
        let item = |index: &AdrIndex| {
            let adr = self.snapshot.log.adr(*index);
            let status = language.text(&format!("status_{}", adr.status.map_or("none", Status::name))).to_lowercase();
            let one_sided = figures.participation.one_sided.contains(index).then(|| language.text("one_sided"));
            let words: Vec<&str> = [status.as_str()].into_iter().chain(one_sided).collect();
            Item {
                line: self.about(adr, format!(" ({})", language.list(&words.iter().map(|word| &**word).collect::<Vec<_>>()))),
                more: vec![said(self.signed(adr))],
            }
        };
        let both = &figures.participation.both_side;
        let n = language.number(figures.decisions.len() as i64);
        let heading = if both.of() > 0 && self.snapshot.log.teams.sides().count() > 1 {
            let (count, total) = (language.number(both.count() as i64), language.number(both.of() as i64));
            language.fill("digest_decided_both", &[("n", &n), ("count", &count), ("total", &total)])
        } else {
            language.fill("digest_decided", &[("n", &n)])
        };
        let to = url(&period_route(Step::Fortnight, &period.label));
        self.section(heading, &to, "digest_nothing_decided", figures.decisions.iter().map(item).collect())
    }

    pub(super) fn proposed(self, period: &Period) -> Section {
        let proposals = &period.figures.proposals;
        let item = |index: &AdrIndex| {
            let adr = self.snapshot.log.adr(*index);
            Item { line: self.about(adr, String::new()), more: vec![said(self.signed(adr))] }
        };
        let heading = self.language.fill("digest_proposed", &[("n", &self.language.number(proposals.len() as i64))]);
        let to = url(&period_route(Step::Fortnight, &period.label)) + "#proposals";
        self.section(heading, &to, "digest_nothing_proposed", proposals.iter().map(item).collect())
    }

    pub(super) fn waiting(self) -> Section {
        let language = self.language;
        let mut open: Vec<&OpenProposal> = self.snapshot.statistics.open.asking().collect();
        open.sort_by_key(|open| (Reverse(open.age), open.adr));
        let item = |open: &&OpenProposal| {
            let waits = match open.age {
                Some(age) => language.fill("digest_waits", &[("days", &language.count("days", age))]),
                None => language.text("digest_waits_unknown").to_owned(),
            };
            let late = open.overdue_days.map(|late| language.fill("digest_past", &[("days", &language.count("days", late))]));
            let words: Vec<String> = std::iter::once(waits).chain(late).collect();
            let asks = open.asks.iter().map(|ask| {
                let key = match ask.requirement {
                    Requirement::ApprovedByEverySide | Requirement::TagApproval(_) => "digest_for_approval",
                    _ => "digest_for_review",
                };
                said(language.fill(key, &[("who", &self.whom(&ask.from))]))
            });
            Item {
                line: self.about(
                    self.snapshot.log.adr(open.adr),
                    format!(": {}", language.list(&words.iter().map(|word| &**word).collect::<Vec<_>>())),
                ),
                more: asks.collect(),
            }
        };
        let heading = language.fill("digest_waiting", &[("n", &language.number(open.len() as i64))]);
        self.section(heading, "statistics/index.html#statisticsWaiting", "digest_nothing_waits", open.iter().map(item).collect())
    }

    pub(super) fn overdue(self) -> Section {
        let language = self.language;
        let overall = &self.snapshot.statistics.overall;
        let mut past = overall.follow_through.overdue.clone();
        past.sort_by_key(|past| (Reverse(past.days), past.action));
        let action = |past: &crate::statistics::PastDue| {
            let late = language.count("action_days_late", past.days);
            self.action(past.action, &late)
        };
        let mut items: Vec<Item> = past.iter().map(action).collect();
        items.extend(overall.living.past_review.iter().map(|index| {
            let adr = self.snapshot.log.adr(*index);
            let day = adr.review_on.map_or_else(String::new, |day| language.day(&day.to_string()));
            let text = format!(": {}", language.fill("digest_review_past", &[("date", &day)]));
            Item { line: self.about(adr, text), more: Vec::new() }
        }));
        let heading = language.fill("digest_overdue", &[("n", &language.number(items.len() as i64))]);
        let to = if past.is_empty() { "figures/past-review.html" } else { "actions/index.html" };
        self.section(heading, to, "digest_nothing_overdue", items)
    }

    /// Promises that were kept, or kept late, in the fortnight.
    pub(super) fn kept(self, period: &Period) -> Section {
        let follow = &self.snapshot.statistics.overall.follow_through;
        let late = follow.late.iter().map(|past| (past.action, Some(past.days)));
        let mut done: Vec<(ActionRef, Option<i64>)> =
            follow.kept.counted.iter().chain(&follow.ahead).map(|action| (*action, None)).chain(late).collect();
        done.sort_by_key(|(action, _)| *action);
        let in_period = |(action, _): &(ActionRef, Option<i64>)| {
            let promise = &self.snapshot.log.adr(action.adr).actions[action.position];
            promise.done.and_then(CalendarDate::day).is_some_and(|day| period.span.contains(day))
        };
        let item = |(action, late): (ActionRef, Option<i64>)| {
            let late = late.map(|days| self.language.count("action_days_late", days)).unwrap_or_default();
            self.action(action, &late)
        };
        let items: Vec<Item> = done.into_iter().filter(in_period).map(item).collect();
        let heading = self.language.fill("digest_done", &[("n", &self.language.number(items.len() as i64))]);
        self.section(heading, "actions/index.html", "digest_nothing_done", items)
    }

    /// The key figures over 13 weeks, now and a fortnight ago.
    pub(super) fn changes(self, trend: &[TrendPoint]) -> Section {
        let mut items = Vec::new();
        if let Some((now, before)) = trend.split_last() {
            let before = before.last();
            let shares: [(&str, Of<Share>); 4] = [
                ("both_side", |figures| &figures.participation.both_side),
                ("cross_review", |figures| &figures.participation.cross_review),
                ("self_approved", |figures| &figures.participation.self_approved),
                ("approved_without_review", |figures| &figures.participation.approved_without_review),
            ];
            if self.snapshot.log.teams.sides().count() > 1 {
                for (key, share) in shares {
                    let words = |point: &TrendPoint| self.share(share(&point.figures));
                    items.push(self.change(key, &words(now), before.map(words).as_deref()));
                }
            }
            let times: [(&str, Of<Times>); 2] =
                [("response_days", |figures| &figures.response), ("decision_days", |figures| &figures.decision)];
            for (key, times) in times {
                let words = |point: &TrendPoint| self.times(times(&point.figures));
                items.push(self.change(key, &words(now), before.map(words).as_deref()));
            }
        }
        let heading = self.language.text("digest_figures").to_owned();
        self.section(heading, "statistics/index.html", "digest_no_figures", items)
    }

    pub(super) fn signs(self, kind: SignKind) -> Section {
        let (heading, empty) = match kind {
            SignKind::Talk => ("statistics_talk", "statistics_no_talk"),
            SignKind::Well => ("statistics_well", "statistics_no_well"),
        };
        let signs = self.snapshot.statistics.signs.iter().filter(|sign| sign.rule.kind() == kind);
        let item = |sign: &Sign| {
            let behind = sign.decisions.iter().take(BEHIND).map(|index| self.about(self.snapshot.log.adr(*index), String::new()));
            Item { line: said(self.language.sign(sign, &self.snapshot.log.teams)), more: behind.collect() }
        };
        self.section(self.language.text(heading).to_owned(), "statistics/index.html#statisticsSigns", empty, signs.map(item).collect())
    }

    fn section(self, heading: String, to: &str, empty: &str, mut items: Vec<Item>) -> Section {
        if items.len() > MOST {
            let more = items.len() - MOST;
            items.truncate(MOST);
            items.push(Item { line: said(self.language.count("digest_more", more as i64)), more: Vec::new() });
        }
        // A page that shows nothing of it may not be there.
        let heading = if items.is_empty() { Link { text: heading, url: None } } else { self.link(heading, to) };
        Section { heading, empty: self.language.text(empty).to_owned(), items }
    }

    fn about(self, adr: &Adr, text: String) -> Line {
        let name = adr.id.as_ref().map_or_else(|| adr.title.clone(), |id| format!("{id} {}", adr.title));
        Line { about: Some(self.link(name, &url(&adr.route))), text }
    }

    /// A promise, who gave it, and what became of it.
    fn action(self, action: ActionRef, late: &str) -> Item {
        let adr = self.snapshot.log.adr(action.adr);
        let promise = &adr.actions[action.position];
        let team = promise.team.map_or_else(|| self.language.text("digest_nobody_in_particular"), |team| self.team(team));
        let late = if late.is_empty() { String::new() } else { format!(": {late}") };
        Item { line: said(format!("{} ({team}){late}", promise.what)), more: vec![self.about(adr, String::new())] }
    }

    fn team(&self, team: TeamIndex) -> &str {
        &self.snapshot.log.teams.team(team).name
    }

    fn whom(self, from: &[Asked]) -> String {
        let teams = &self.snapshot.log.teams;
        let name = |asked: &Asked| match asked {
            Asked::Side(side) => teams.side(*side).name.as_str(),
            Asked::Team(team) => teams.team(*team).name.as_str(),
        };
        if from.is_empty() {
            self.language.text("digest_any_side").to_owned()
        } else {
            self.language.list(&from.iter().map(name).collect::<Vec<_>>())
        }
    }

    /// Who signed in which role: `proposed by A; reviewed by B`.
    fn signed(self, adr: &Adr) -> String {
        let by = |role: Role| {
            let mut teams: Vec<&str> = Vec::new();
            for sign_off in adr.sign_offs.iter().filter(|sign_off| sign_off.role == role) {
                let name = self.snapshot.log.teams.team(sign_off.team).name.as_str();
                if !teams.contains(&name) {
                    teams.push(name);
                }
            }
            (!teams.is_empty()).then(|| self.language.fill(&format!("digest_{}", role.key()), &[("teams", &self.language.list(&teams))]))
        };
        let roles: Vec<String> = Role::ALL.into_iter().filter_map(by).collect();
        if roles.is_empty() { self.language.text("nobody_yet").to_owned() } else { roles.join("; ") }
    }

    fn share(self, share: &Share) -> String {
        if share.of() == 0 { "–".to_owned() } else { self.or_few(self.language.share(share.count(), share.of()), share.of()) }
    }

    fn times(self, times: &Times) -> String {
        let Some(median) = times.median else { return "–".to_owned() };
        let n = self.language.number(times.answered.len() as i64);
        self.or_few(self.language.fill("trend_days", &[("days", &self.language.days(median)), ("n", &n)]), times.answered.len())
    }

    fn or_few(self, text: String, of: usize) -> String {
        if of < FEW { format!("{text}, {}", self.language.text("too_few")) } else { text }
    }

    fn change(self, key: &str, now: &str, before: Option<&str>) -> Item {
        let change = match before {
            Some(before) if before == now => self.language.text("digest_as_before").to_owned(),
            Some(before) => self.language.fill("digest_before", &[("before", before)]),
            None => String::new(),
        };
        let name = Link { text: self.language.figure(key).to_owned(), url: None };
        Item { line: Line { about: Some(name), text: format!(": {now}{change}") }, more: Vec::new() }
    }
}

fn said(text: String) -> Line {
    Line { about: None, text }
}
