//! The teams' own measurements, beside what the log says.

use serde::Serialize;

use super::statistics::over_time;
use crate::config::Direction;
use crate::error::Result;
use crate::model::TeamIndex;
use crate::render::charts::lines::{Line, Lines, Point, Scale};
use crate::render::charts::{Frame, SERIES, Table, TableRow};
use crate::render::figures::FigureView;
use crate::render::language::Language;
use crate::render::{Page, SafeHtml, Site, trends};
use crate::scorecard::{Measured, Measurement};

/// Measurements further apart than this are not joined by a line, in days: a quarter was skipped.
const GAP: i64 = 100;

#[derive(Serialize)]
struct Data {
    own: Vec<SafeHtml>,
    figures: Vec<FigureView>,
    trends: Vec<SafeHtml>,
}

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let metrics = site.snapshot.scorecard.metrics.iter().enumerate();
    let mut figures = Vec::new();
    if site.snapshot.log.teams.sides().count() >= 2 {
        figures = vec![trends::both_side(site), trends::cross_review(site), trends::response(site)];
    }
    if site.snapshot.statistics.overall.follow_through.actions() > 0 {
        figures.push(trends::follow_through(site));
    }
    let data = Data { own: metrics.map(|(index, metric)| chart(site, index, metric)).collect(), figures, trends: over_time::trends(site) };
    let title = site.theme.language.text("nav_scorecard");
    site.page("scorecard", &site.route(Page::Scorecard), title, Some(site.theme.language.text("scorecard_lead")), "scorecard.html", &data)
}

fn chart(site: &Site, index: usize, measured: &Measured) -> SafeHtml {
    let language = &site.theme.language;
    let metric = &measured.metric;
    let title = metric.name.clone().unwrap_or_else(|| measured.id.clone());
    if measured.values.is_empty() {
        return over_time::empty(&title, language.text("scorecard_none")).into();
    }
    let better = metric.direction.map(|direction| {
        language.text(match direction {
            Direction::Lower => "scorecard_lower",
            Direction::Higher => "scorecard_higher",
        })
    });
    let unit = metric.unit.as_deref();
    let lines = lines(site, measured);
    let all = parties(measured).len();
    let others = all - lines.lines.len();
    let describe = |line: &Line| {
        let (first, last) = (line.points.first()?, line.points.last()?);
        Some(language.fill("chart_from_to", &[("first", &first.note), ("last", &last.note)]))
    };
    let frame = Frame {
        id: &format!("chartMetric{}", index + 1),
        title,
        subtitle: unit.into_iter().chain(better).collect::<Vec<_>>().join(", "),
        description: lines.lines.iter().filter_map(describe).collect::<Vec<_>>().join(" "),
        note: (others > 0).then(|| language.count("scorecard_other_teams", others as i64)),
        table: table(site, measured),
    };
    frame.html(language, |canvas| lines.draw(canvas, language)).into()
}

/// Who was measured: the teams, and all together.
fn parties(measured: &Measured) -> Vec<Option<TeamIndex>> {
    let mut parties: Vec<Option<TeamIndex>> = measured.values.iter().map(|value| value.team).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

fn name(site: &Site, team: Option<TeamIndex>) -> String {
    team.map_or_else(|| site.theme.language.text("scorecard_all").to_owned(), |team| site.snapshot.log.teams.team(team).name.clone())
}

/// A line for each team, in the colour of its side and with a dash of its own; those that are measured most often where
/// there are many.
fn lines(site: &Site, measured: &Measured) -> Lines {
    let teams = &site.snapshot.log.teams;
    let language = &site.theme.language;
    let mut shown = parties(measured);
    let count = |team: Option<TeamIndex>| measured.values.iter().filter(|value| value.team == team).count();
    if shown.len() > SERIES {
        shown.sort_by_key(|team| std::cmp::Reverse(count(*team)));
        shown.truncate(SERIES);
        shown.sort_unstable();
    }
    let mut seen = [0; SERIES];
    let mut line = |team: Option<TeamIndex>| {
        let label = name(site, team);
        let series = team.map_or(SERIES - 2, |team| teams.side_of(team).0 as usize % SERIES);
        let variant = seen[series];
        seen[series] += 1;
        let point = |value: &Measurement| Point {
            day: value.day,
            value: value.value,
            note: format!("{label}, {}: {}", language.short_day(value.day), number(language, value.value)),
        };
        let points: Vec<Point> = measured.values.iter().filter(|value| value.team == team).map(point).collect();
        let last = points.last().map_or_else(String::new, |point| number(language, point.value));
        Line { label, last, series, variant, points }
    };
    let lines = shown.into_iter().map(&mut line).collect();
    let target = measured.metric.target;
    let low = measured.values.iter().map(|value| value.value).chain(target).fold(f64::INFINITY, f64::min);
    let high = measured.values.iter().map(|value| value.value).chain(target).fold(f64::NEG_INFINITY, f64::max);
    // What starts near nothing starts at nothing; what moves between 3 and 4 would be a flat line there.
    let scale = if low >= 0.0 && low <= high * 0.25 { Scale::Amount } else { Scale::Between(low, high) };
    let target = target.map(|value| (value, language.fill("scorecard_target", &[("value", &number(language, value))])));
    Lines { lines, scale, target, gap: GAP }
}

fn table(site: &Site, measured: &Measured) -> Table {
    let language = &site.theme.language;
    let parties = parties(measured);
    let mut head = vec![language.text("scorecard_day").to_owned()];
    head.extend(parties.iter().map(|team| name(site, *team)));
    let mut rows: Vec<TableRow> = Vec::new();
    for day in measured.values.chunk_by(|a, b| a.day == b.day) {
        let value = |team: &Option<TeamIndex>| {
            day.iter().find(|value| value.team == *team).map_or_else(|| "–".to_owned(), |value| number(language, value.value))
        };
        rows.push(std::iter::once(language.short_day(day[0].day)).chain(parties.iter().map(value)).collect());
    }
    rows.reverse();
    Table { head, rows }
}

/// A number as the teams measured it, without rounding beyond what a float holds.
fn number(language: &Language, value: f64) -> String {
    language.written(&value.to_string())
}
