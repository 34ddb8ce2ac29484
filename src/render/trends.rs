//! The headline figures with the way they go: the last 13 weeks against the 13 weeks before them.

use super::Site;
use super::charts::spark;
use super::figures::{self, FigureView, Piece, Trend};
use super::lists::figure_base;
use super::pages::actions;
use super::pages::statistics::weeks;
use crate::model::TeamIndex;
use crate::statistics::{Figures, FollowThrough, Rule, Share, Step, Times, TrendPoint};

/// Which way a figure gets better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Better {
    Higher,
    Lower,
}

/// Steps of the small lines: two years of fortnights.
const SPARK_STEPS: usize = 52;

/// Where a sign's figure is shown on the page of statistics.
pub(super) fn shown_at(rule: Rule) -> &'static str {
    match rule {
        Rule::SilentSide | Rule::FirstProposal => "statisticsVoice",
        Rule::BothSideFalling | Rule::CrossReviewFalling | Rule::UnreviewedApprovalsRising => "statisticsTrends",
        Rule::ScrutinyGap => "statisticsSides",
        Rule::ResponseGap | Rule::BestResponse => "statisticsTimes",
        Rule::WaitingPastPolicy => "statisticsWaiting",
        Rule::ActionsOverdue | Rule::PromisesKept => "statisticsActions",
    }
}

/// All headline figures, in the order in which people ask for them.
pub(super) fn headlines(site: &Site) -> Vec<FigureView> {
    let overall = &site.snapshot.statistics.overall;
    let mut views = Vec::new();
    if site.snapshot.log.teams.sides().count() >= 2 {
        views.push(both_side(site));
        if let Some(every) = &overall.participation.every_side {
            views.push(figures::share(site, "every_side", every, None));
        }
        views.push(cross_review(site));
        views.push(of_share(site, "cross_approval", |figures| &figures.participation.cross_approval, Better::Higher));
        views.push(of_share(site, "self_approved", |figures| &figures.participation.self_approved, Better::Lower));
        views.push(approved_without_review(site));
        views.push(response(site));
    }
    if site.snapshot.log.teams.is_empty() {
        views.push(figures::share(site, "was_accepted", &overall.participation.was_accepted, None));
    }
    views.push(decision(site));
    if overall.follow_through.actions() > 0 {
        views.push(follow_through(site));
    }
    views
}

/// Both-side share with its trend.
pub(super) fn both_side(site: &Site) -> FigureView {
    of_share(site, "both_side", |figures| &figures.participation.both_side, Better::Higher)
}

/// Cross-review share with its trend.
pub(super) fn cross_review(site: &Site) -> FigureView {
    of_share(site, "cross_review", |figures| &figures.participation.cross_review, Better::Higher)
}

/// The share of approvals without review with its trend.
pub(super) fn approved_without_review(site: &Site) -> FigureView {
    of_share(site, "approved_without_review", |figures| &figures.participation.approved_without_review, Better::Lower)
}

/// Response time with its trend.
pub(super) fn response(site: &Site) -> FigureView {
    of_days(site, "response_days", |figures| &figures.response)
}

fn decision(site: &Site) -> FigureView {
    of_days(site, "decision_days", |figures| &figures.decision)
}

/// Follow-through; its list is the page of actions.
pub(super) fn follow_through(site: &Site) -> FigureView {
    follow_through_of(site, None, &site.snapshot.statistics.overall.follow_through)
}

/// The follow-through of a team, or of all.
pub(super) fn follow_through_of(site: &Site, team: Option<TeamIndex>, follow: &FollowThrough) -> FigureView {
    let language = &site.theme.language;
    let late = || (!follow.overdue.is_empty()).then(|| language.count("actions_overdue_now", follow.overdue.len() as i64));
    let view = figures::share(site, "follow_through", &follow.kept, Some(actions::kept(site, team)));
    FigureView { note: view.note.or_else(late), ..view }
}

/// A share over all time, with its trend.
fn of_share(site: &Site, key: &str, share: fn(&Figures) -> &Share, better: Better) -> FigureView {
    let mut view = figures::share(site, key, share(&site.snapshot.statistics.overall), None);
    let trend = site.snapshot.statistics.trend(Step::Fortnight);
    let known = |point: &TrendPoint| Some(share(&point.figures)).filter(|share| !share.too_few()).and_then(Share::ratio);
    view.spark_html = spark_of(trend, known).map(Into::into);
    let Some((now_point, before_point)) = ends(trend) else { return view };
    let now = share(&now_point.figures);
    let language = &site.theme.language;
    let words = |share: &Share| language.share(share.count(), share.of());
    if now.of() == 0 {
        return view;
    }
    let before = before_point.map(|point| share(&point.figures)).filter(|share| !share.too_few());
    let piece = |point: &TrendPoint, share: &Share| Piece::new(words(share), weeks::link(point, key), share.count());
    let now_piece = piece(now_point, now);
    // Whole per cent, as shown: a difference that nobody can see is none.
    let whole = |share: &Share| percent_of(share.ratio().unwrap_or(0.0));
    view.trend = Some(match before_point.zip(before).filter(|_| !now.too_few()) {
        Some((point, before)) => {
            let pieces = pieces(site, "trend_before", &[("now", now_piece), ("before", piece(point, before))]);
            trend_of(whole(now).cmp(&whole(before)), better, pieces)
        }
        None => flat(pieces(site, "trend_alone", &[("now", now_piece)])),
    });
    view
}

/// Times over all time, with the trend of their median.
fn of_days(site: &Site, key: &str, times: fn(&Figures) -> &Times) -> FigureView {
    let mut view = figures::days(site, key, times(&site.snapshot.statistics.overall), None);
    let trend = site.snapshot.statistics.trend(Step::Fortnight);
    let known = |point: &TrendPoint| Some(times(&point.figures)).filter(|times| !times.too_few()).and_then(|times| times.median);
    view.spark_html = spark_of(trend, known).map(Into::into);
    let Some((now_point, before_point)) = ends(trend) else { return view };
    let language = &site.theme.language;
    let now = times(&now_point.figures);
    let Some(median) = now.median else { return view };
    let n = language.number(now.answered.len() as i64);
    let words = language.fill("trend_days", &[("days", &language.days(median)), ("n", &n)]);
    let now_piece = Piece::new(words, weeks::link(now_point, key), now.answered.len());
    let before = before_point.and_then(|point| Some((point, known(point)?)));
    view.trend = Some(match before.filter(|_| !now.too_few()) {
        Some((point, before)) => {
            let piece = Piece::new(language.days(before), weeks::link(point, key), times(&point.figures).answered.len());
            trend_of(median.total_cmp(&before), Better::Lower, pieces(site, "trend_before", &[("now", now_piece), ("before", piece)]))
        }
        None => flat(pieces(site, "trend_alone", &[("now", now_piece)])),
    });
    view
}

fn percent_of(ratio: f64) -> i64 {
    (ratio * 100.0).round() as i64
}

fn spark_of(trend: &[TrendPoint], value: impl Fn(&TrendPoint) -> Option<f64>) -> Option<String> {
    let shown = &trend[trend.len().saturating_sub(SPARK_STEPS)..];
    spark(&shown.iter().map(value).collect::<Vec<_>>())
}

/// The last 13 weeks, and the latest ones that were over before they began.
fn ends(trend: &[TrendPoint]) -> Option<(&TrendPoint, Option<&TrendPoint>)> {
    let (now, before) = weeks::compared(trend)?;
    Some((&trend[now], before.map(|before| &trend[before])))
}

/// A text of the interface in pieces, so that its numbers can be links.
fn pieces(site: &Site, key: &str, words: &[(&str, Piece)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (text, name) in site.theme.language.parts(key) {
        pieces.push(Piece::new(text.to_owned(), None, 0));
        pieces.extend(words.iter().find(|(known, _)| Some(*known) == name).map(|(_, piece)| piece.clone()));
    }
    pieces
}

fn trend_of(change: std::cmp::Ordering, better: Better, pieces: Vec<Piece>) -> Trend {
    match change {
        std::cmp::Ordering::Equal => flat(pieces),
        std::cmp::Ordering::Greater => Trend { direction: "up", pieces, better: Some(better == Better::Higher) },
        std::cmp::Ordering::Less => Trend { direction: "down", pieces, better: Some(better == Better::Lower) },
    }
}

fn flat(pieces: Vec<Piece>) -> Trend {
    Trend { direction: "flat", pieces, better: None }
}

/// The address of the list behind a figure, where it has one.
pub(super) fn list_url(site: &Site, key: &str) -> Option<String> {
    site.lists().at(&figure_base(key)).map(super::lists::List::url)
}
