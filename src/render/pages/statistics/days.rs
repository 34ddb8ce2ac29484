//! How long it takes: response and decision times as distributions.

use crate::render::charts::strips::{Strip, Strips};
use crate::render::charts::{Frame, SERIES, Table};
use crate::render::{SafeHtml, Site};
use crate::statistics::Times;

/// The series of a strip that is about no side.
const NEUTRAL: usize = 4;

/// One chart for response times, one for decision times; words where there are no days.
pub(super) fn distributions(site: &Site) -> Vec<SafeHtml> {
    let overall = &site.snapshot.statistics.overall;
    let language = &site.theme.language;
    let teams = &site.snapshot.log.teams;
    let mut charts = Vec::new();
    if teams.sides().count() >= 2 {
        let mut strips: Vec<Strip> = teams
            .sides()
            .filter_map(|(index, side)| {
                let times = &overall.side(index)?.response_received;
                let label = language.fill("strip_side", &[("side", &side.name), ("n", &language.number(times.answered.len() as i64))]);
                (!times.answered.is_empty()).then(|| strip(site, label, index.0 as usize % SERIES, times))
            })
            .collect();
        if strips.len() > SERIES {
            let label = language.fill("strip_all", &[("n", &language.number(overall.response.answered.len() as i64))]);
            strips = vec![strip(site, label, NEUTRAL, &overall.response)];
        }
        strips.extend(waiting(site, "strip_waiting", &overall.response));
        charts.push(chart(site, "chartAnswers", "chart_answers", strips, &overall.response));
    }
    let mut strips = Vec::new();
    if !overall.decision.answered.is_empty() {
        let label = language.fill("strip_settled", &[("n", &language.number(overall.decision.answered.len() as i64))]);
        strips.push(strip(site, label, NEUTRAL, &overall.decision));
    }
    strips.extend(waiting(site, "strip_open", &overall.decision));
    charts.push(chart(site, "chartDecisions", "chart_decisions", strips, &overall.decision));
    charts
}

fn strip(site: &Site, label: String, series: usize, times: &Times) -> Strip {
    let language = &site.theme.language;
    Strip {
        label,
        series: Some(series),
        days: times.answered.iter().map(|timed| timed.days).collect(),
        median: times.median.map(|days| (days, language.fill("strip_median", &[("days", &language.days(days))]))),
        p90: times.p90.map(|days| (days as f64, language.fill("strip_p90", &[("days", &language.days(days as f64))]))),
    }
}

/// What still waits, by its age.
fn waiting(site: &Site, key: &str, times: &Times) -> Option<Strip> {
    let days: Vec<i64> = times.waiting.iter().filter_map(|waiting| waiting.age).collect();
    (!days.is_empty()).then(|| Strip {
        label: site.theme.language.count(key, days.len() as i64),
        series: None,
        days,
        median: None,
        p90: None,
    })
}

fn chart(site: &Site, id: &str, key: &str, strips: Vec<Strip>, times: &Times) -> SafeHtml {
    let language = &site.theme.language;
    let title = language.text(&format!("{key}_title")).to_owned();
    let strips = Strips { strips, unit: language.text("days_axis").to_owned() };
    let Some(bins) = strips.bins() else {
        return super::over_time::empty(&title, language.text("chart_no_days")).into();
    };
    let counts: Vec<Vec<usize>> = strips.strips.iter().map(|strip| Strips::counts(strip, bins)).collect();
    let mut head = vec![language.text("days_axis").to_owned()];
    head.extend(strips.strips.iter().map(|strip| strip.label.clone()));
    let row = |bin: usize| std::iter::once(bins.name(bin)).chain(counts.iter().map(|counts| counts[bin].to_string())).collect();
    let describe = |strip: &Strip| {
        let marks = [&strip.median, &strip.p90].into_iter().flatten().map(|(_, label)| label.as_str());
        std::iter::once(strip.label.as_str()).chain(marks).collect::<Vec<_>>().join(", ") + "."
    };
    let beside = [("never_reviewed_n", times.never.len()), ("days_unknown_n", times.unknown.len())];
    let beside: Vec<String> =
        beside.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| language.count(key, count as i64)).collect();
    let frame = Frame {
        id,
        title,
        subtitle: language.text(&format!("{key}_unit")).to_owned(),
        description: strips.strips.iter().map(describe).collect::<Vec<_>>().join(" "),
        note: (!beside.is_empty()).then(|| beside.join(" ")),
        table: Table { head, rows: (0..bins.count).map(row).collect() },
    };
    frame.html(language, |canvas| strips.draw(canvas)).into()
}
