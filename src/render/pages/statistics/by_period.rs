//! Columns by period: how many decisions, whose proposals, and who takes part.

use std::cmp::Reverse;

use super::over_time::{empty, look, sides, snake};
use super::period;
use crate::model::TeamIndex;
use crate::render::charts::columns::{Columns, Row};
use crate::render::charts::{Frame, SERIES, Table, TableRow};
use crate::render::lists::by_year_key;
use crate::render::trends;
use crate::render::{SafeHtml, Site};
use crate::statistics::{Period, Periods, Share, Step};

/// Columns that a chart has at most.
const COLUMNS: usize = 20;

/// Teams that have columns of their own.
const TEAMS: usize = 8;

/// The series of a row that is about no side.
const NEUTRAL: usize = 4;

/// How many decisions each year has, by their dates.
pub(super) fn years(site: &Site) -> SafeHtml {
    let language = &site.theme.language;
    let by_year = &site.snapshot.statistics.by_year;
    let title = language.text("chart_years_title").to_owned();
    let (Some((first, _)), Some((last, _))) = (by_year.first_key_value(), by_year.last_key_value()) else {
        return empty(&title, language.text("chart_nothing_dated")).into();
    };
    // A mistyped year makes a gap of centuries; only years that occur are shown then.
    let spread = usize::try_from(i32::from(*last) - i32::from(*first) + 1).unwrap_or(usize::MAX);
    let all: Vec<i16> = if spread <= COLUMNS { (*first..=*last).collect() } else { by_year.keys().copied().collect() };
    let shown = &all[all.len().saturating_sub(COLUMNS)..];
    let values: Vec<usize> = shown.iter().map(|year| by_year.get(year).map_or(0, Vec::len)).collect();
    let total = language.fill("columns_in_all", &[("n", &language.number(values.iter().sum::<usize>() as i64))]);
    let periods: Vec<String> = shown.iter().map(ToString::to_string).collect();
    let label = language.text("nav_decisions").to_owned();
    let head = vec![language.text("period_year").to_owned(), label.clone()];
    // A year without a decision has no list.
    let list = |year: &str| trends::list_url(site, &by_year_key(year));
    let rows = periods.iter().zip(&values).rev();
    let row = |(year, count): (&String, &usize)| [year.clone(), count.to_string()].into_iter().collect::<TableRow>().to(list(year));
    let rows = rows.map(row).collect();
    let columns = Columns { periods, rows: vec![Row { label, series: NEUTRAL, values, total: total.clone() }] };
    let undated = site.snapshot.statistics.overall.decisions.len().saturating_sub(by_year.values().map(Vec::len).sum());
    let frame = Frame {
        id: "chartYears",
        title,
        subtitle: language.text("chart_years_unit").to_owned(),
        description: total,
        note: (undated > 0).then(|| language.count("chart_undated", undated as i64)),
        table: Table { head, rows },
    };
    frame.html(language, |canvas| columns.draw(canvas)).into()
}

/// Who proposes and who takes part, period by period; the shortest periods that fit into one chart.
pub(super) fn voice(site: &Site) -> Vec<SafeHtml> {
    let statistics = &site.snapshot.statistics;
    let steps = [Step::Month, Step::Quarter, Step::Year];
    let periods = steps.into_iter().map(|step| statistics.periods(step)).find(|periods| periods.periods.len() <= COLUMNS);
    let periods = periods.unwrap_or_else(|| statistics.periods(Step::Year));
    let shown: Vec<&Period> = periods.periods[periods.periods.len().saturating_sub(COLUMNS)..].iter().collect();
    if shown.is_empty() {
        return Vec::new();
    }
    vec![proposals(site, periods, &shown), participation(site, periods, &shown)]
}

fn names(site: &Site, periods: &Periods, shown: &[&Period]) -> Vec<String> {
    let name = |period: &&Period| {
        let name = site.theme.language.period(periods.step, period.span.first);
        if period.finished { name } else { format!("{name}*") }
    };
    shown.iter().map(name).collect()
}

/// Proposals by each side.
fn proposals(site: &Site, periods: &Periods, shown: &[&Period]) -> SafeHtml {
    let language = &site.theme.language;
    let rows = sides(site).into_iter().map(|side| {
        let values: Vec<usize> =
            shown.iter().map(|period| period.figures.side(side).map_or(0, |side| side.part.proposed.count())).collect();
        let total = language.number(values.iter().sum::<usize>() as i64);
        Row {
            label: site.snapshot.log.teams.side(side).name.clone(),
            series: look(site, side),
            values,
            total: language.fill("columns_in_all", &[("n", &total)]),
        }
    });
    let columns = Columns { periods: names(site, periods, shown), rows: rows.collect() };
    columns_chart(site, "chartVoice", periods.step, &columns, shown, usize::to_string)
}

/// The share of each period's decisions that each team took part in.
fn participation(site: &Site, periods: &Periods, shown: &[&Period]) -> SafeHtml {
    let overall = &site.snapshot.statistics.overall;
    let all = &site.snapshot.log.teams;
    let language = &site.theme.language;
    let mut teams: Vec<TeamIndex> = all.iter().map(|(index, _)| index).collect();
    if teams.len() > TEAMS {
        teams.sort_by_key(|team| Reverse(overall.team(*team).map_or(0, |part| part.touched.count())));
        teams.truncate(TEAMS);
    }
    let rows = teams.into_iter().map(|team| {
        let touched = |period: &&Period| {
            let share = period.figures.team(team).map(|part| &part.touched);
            share.and_then(Share::ratio).map_or(0, |ratio| (ratio * 100.0).round() as usize)
        };
        let share = overall.team(team).map(|part| &part.touched);
        Row {
            label: all.team(team).name.clone(),
            series: all.side_of(team).0 as usize % SERIES,
            values: shown.iter().map(touched).collect(),
            total: share.map_or_else(String::new, |share| {
                language.fill("columns_overall", &[("share", &language.share(share.count(), share.of()))])
            }),
        }
    });
    let columns = Columns { periods: names(site, periods, shown), rows: rows.collect() };
    columns_chart(site, "chartTeams", periods.step, &columns, shown, |percent| language.percent_of(*percent as i64))
}

fn columns_chart(site: &Site, id: &str, step: Step, columns: &Columns, shown: &[&Period], words: impl Fn(&usize) -> String) -> SafeHtml {
    let language = &site.theme.language;
    let key = snake(id);
    let title = language.text(&format!("{key}_title")).to_owned();
    if columns.rows.iter().all(|row| row.values.iter().all(|value| *value == 0)) {
        return empty(&title, language.text("chart_nothing_dated")).into();
    }
    let mut head = vec![language.text(&format!("period_{}", step.name())).to_owned()];
    head.extend(columns.rows.iter().map(|row| row.label.clone()));
    head.push(language.text("decisions_settled").to_owned());
    let row = |(index, name): (usize, &String)| {
        let values = columns.rows.iter().map(|row| words(&row.values[index]));
        let decisions = shown[index].figures.decisions.len().to_string();
        let cells = std::iter::once(name.clone()).chain(values).chain([decisions]);
        cells.collect::<TableRow>().to(period::link(step, shown[index], ""))
    };
    let unfinished = shown.iter().any(|period| !period.finished);
    let all = if key == "chart_teams" { site.snapshot.log.teams.len() } else { site.snapshot.log.teams.sides().count() };
    let others = all.saturating_sub(columns.rows.len());
    let mut notes = Vec::new();
    if unfinished {
        notes.push(language.text("chart_unfinished").to_owned());
    }
    if others > 0 {
        notes.push(language.count(if key == "chart_teams" { "chart_other_teams" } else { "chart_other_sides" }, others as i64));
    }
    let description = columns.rows.iter().map(|row| format!("{}: {}.", row.label, row.total)).collect::<Vec<_>>().join(" ");
    let frame = Frame {
        id,
        title,
        subtitle: language.text(&format!("{key}_{}", step.name())).to_owned(),
        description,
        note: (!notes.is_empty()).then(|| notes.join(" ")),
        table: Table { head, rows: columns.periods.iter().enumerate().rev().map(row).collect() },
    };
    frame.html(language, |canvas| columns.draw(canvas)).into()
}
