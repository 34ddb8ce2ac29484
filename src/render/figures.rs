//! Figures as pages show them: a value, what it is of, how it is counted, and the way to the decisions behind it.

use serde::Serialize;

use super::lists::{figure_base, sign_key};
use super::views::{Ref, Row, TeamRef};
use super::{SafeHtml, Site};
use crate::model::AdrIndex;
use crate::statistics::{Asked, OpenProposal, Share, Sign, SignKind, Times};

/// A headline figure.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FigureView {
    pub(super) key: String,
    pub(super) label: String,
    /// The value with its unit, or a dash where there is none.
    pub(super) value: String,
    pub(super) count: Option<usize>,
    pub(super) of: Option<usize>,
    pub(super) note: Option<String>,
    /// The list of the decisions that it counts.
    pub(super) url: Option<String>,
    pub(super) definition: Option<String>,
    pub(super) trend: Option<Trend>,
    pub(super) spark_html: Option<SafeHtml>,
}

/// Which way a figure goes.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Trend {
    pub(super) direction: &'static str,
    /// What it says, one piece behind the other.
    pub(super) pieces: Vec<Piece>,
    pub(super) better: Option<bool>,
}

/// A part of a sentence; one that is a figure leads to what it counts.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Piece {
    text: String,
    url: Option<String>,
    n: usize,
}

impl Piece {
    /// Words, the list of the decisions behind them, and how many these are.
    pub(super) fn new(text: String, url: Option<String>, n: usize) -> Self {
        Self { text, url, n }
    }
}

/// A proposal that waits, and for whom.
#[derive(Serialize)]
pub(super) struct WaitingView<'a> {
    row: Row<'a>,
    /// Calendar days since the proposal.
    days: Option<i64>,
    by: Vec<TeamRef>,
    overdue: bool,
}

/// An early sign in words.
#[derive(Serialize)]
pub(super) struct SignView {
    pub(super) kind: &'static str,
    text: String,
    url: Option<String>,
    decisions: Vec<Ref>,
    /// The list of all of them, where there are too many to show.
    list: Option<String>,
    count: usize,
    /// The others of its rule, behind the last one that is shown at once.
    more: Vec<SignView>,
}

/// Signs of one rule that are shown at once: of forty silent sides nobody reads forty sentences.
const OF_A_RULE: usize = 3;

/// Decisions behind a sign that a page links; more have a list of their own.
pub(super) const MOST_BEHIND: usize = 50;

/// A share as a headline figure; its list is that of `key`.
pub(super) fn share<T>(site: &Site, key: &str, share: &Share<T>, list: Option<String>) -> FigureView {
    let language = &site.theme.language;
    let (count, of) = (share.count(), share.of());
    FigureView {
        key: key.to_owned(),
        label: language.figure(key).to_owned(),
        value: language.percent(count as i64, of as i64),
        count: Some(count),
        of: Some(of),
        note: share.too_few().then(|| language.text("too_few").to_owned()),
        url: list.or_else(|| site.lists().at(&figure_base(key)).map(super::lists::List::url)),
        definition: Some(language.definition(key).to_owned()),
        trend: None,
        spark_html: None,
    }
}

/// A time as a headline figure: its median.
pub(super) fn days(site: &Site, key: &str, times: &Times, list: Option<String>) -> FigureView {
    let language = &site.theme.language;
    let value = times.median.map_or_else(|| "–".to_owned(), |median| language.days(median));
    FigureView {
        key: key.to_owned(),
        label: language.figure(key).to_owned(),
        value,
        count: Some(times.answered.len()),
        of: Some(times.answered.len() + times.waiting.len() + times.never.len() + times.unknown.len()),
        note: (times.too_few() && times.median.is_some()).then(|| language.text("too_few").to_owned()),
        url: list.or_else(|| site.lists().at(&figure_base(key)).map(super::lists::List::url)),
        definition: Some(language.definition(key).to_owned()),
        trend: None,
        spark_html: None,
    }
}

/// Open proposals that wait for somebody, the longest first.
pub(super) fn waiting<'a>(site: &'a Site, proposals: impl Iterator<Item = &'a OpenProposal>) -> Vec<WaitingView<'a>> {
    let mut proposals: Vec<&OpenProposal> = proposals.collect();
    proposals.sort_by_key(|proposal| (std::cmp::Reverse(proposal.age), proposal.adr));
    let view = |proposal: &OpenProposal| {
        let mut asked: Vec<Asked> = proposal.asks.iter().flat_map(|ask| ask.from.iter().copied()).collect();
        asked.sort_unstable();
        asked.dedup();
        WaitingView {
            row: site.views.row(&site.snapshot, proposal.adr),
            days: proposal.age,
            by: asked.into_iter().map(|asked| asked_ref(site, asked)).collect(),
            overdue: proposal.overdue_days.is_some(),
        }
    };
    proposals.into_iter().map(view).collect()
}

/// Who is asked, as a link: the team, or its side on the page of all teams.
pub(super) fn asked_ref(site: &Site, asked: Asked) -> TeamRef {
    let teams = &site.snapshot.log.teams;
    match asked {
        Asked::Team(team) => site.views.team(team).clone(),
        Asked::Side(side) => {
            let mut own = teams.iter().filter(|(_, team)| team.side == side);
            match (own.next(), own.next()) {
                (Some((only, _)), None) => site.views.team(only).clone(),
                _ => {
                    let name = teams.side(side).name.clone();
                    TeamRef { id: name.clone(), side: name.clone(), name, url: "teams/index.html".to_owned(), side_index: side.0 }
                }
            }
        }
    }
}

/// Early signs, what to talk about first.
pub(super) fn signs(site: &Site) -> Vec<SignView> {
    let snapshot = &site.snapshot;
    let mut signs: Vec<(usize, &Sign)> = snapshot.statistics.signs.iter().enumerate().collect();
    signs.sort_by_key(|(_, sign)| sign.rule.kind() == SignKind::Well);
    let view = |(position, sign): &(usize, &Sign)| SignView {
        kind: if sign.rule.kind() == SignKind::Well { "well" } else { "talk" },
        text: site.theme.language.sign(sign, &snapshot.log.teams),
        url: Some(format!("statistics/index.html#{}", super::trends::shown_at(sign.rule))),
        decisions: site.views.references(snapshot, sign.decisions.iter().copied().take(MOST_BEHIND)),
        list: super::trends::list_url(site, &sign_key(*position)),
        count: sign.decisions.len(),
        more: Vec::new(),
    };
    let mut views = Vec::new();
    for of_rule in signs.chunk_by(|(_, a), (_, b)| a.rule == b.rule) {
        let (shown, more) = of_rule.split_at(of_rule.len().min(OF_A_RULE));
        views.extend(shown.iter().map(view));
        if let Some(last) = views.last_mut() {
            last.more = more.iter().map(view).collect();
        }
    }
    views
}

/// What the policy still asks of a decision, in words.
pub(super) fn missing(site: &Site, index: AdrIndex) -> Vec<String> {
    let teams = &site.snapshot.log.teams;
    site.snapshot.statistics.missing(index).iter().map(|gap| site.theme.language.gap(gap, teams)).collect()
}
