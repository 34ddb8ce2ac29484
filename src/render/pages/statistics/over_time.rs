//! Which way it goes: the charts over time.

use std::cmp::Reverse;

use super::weeks;
use crate::model::SideIndex;
use crate::render::charts::lines::{Line, Lines, Point, Scale};
use crate::render::charts::{Frame, SERIES, Table, TableRow};
use crate::render::language::Language;
use crate::render::{SafeHtml, Site};
use crate::statistics::{Figures, Share, Step, TrendPoint};

/// Neighbouring fortnights are this far apart; a longer way between two points is a gap.
const FORTNIGHT: i64 = 14;

/// The steps of a trend that are shown.
#[derive(Clone, Copy)]
struct Trend<'a> {
    points: &'a [&'a TrendPoint],
    /// How many fortnights lie between them.
    every: usize,
}

/// The value of a step with its words; `None` where there are too few.
type Value<'a> = Box<dyn Fn(&Figures) -> Option<(f64, String)> + 'a>;

/// The value of a side, and over how many it is.
type OfSide = fn(&Figures, SideIndex) -> Option<(f64, usize)>;

/// A line before it is drawn: its name, its look, and the value of a step with its words.
struct Series<'a> {
    label: String,
    series: usize,
    value: Value<'a>,
    /// The same, also where there are too few to be drawn.
    words: Box<dyn Fn(&Figures) -> String + 'a>,
}

/// What the last 13 weeks say, fortnight by fortnight. Empty where no decision has a day.
pub(in crate::render::pages) fn trends(site: &Site) -> Vec<SafeHtml> {
    let language = &site.theme.language;
    let teams = &site.snapshot.log.teams;
    let trend = site.snapshot.statistics.trend(Step::Fortnight);
    if trend.is_empty() || teams.sides().count() < 2 {
        return Vec::new();
    }
    let every = weeks::every(trend);
    let trend: Vec<&TrendPoint> = weeks::shown(trend).into_iter().map(|position| &trend[position]).collect();
    let trend = Trend { points: &trend, every };
    let share = |label: &'static str, series: usize, get: fn(&Figures) -> &Share| {
        let words = move |figures: &Figures| language.share(get(figures).count(), get(figures).of());
        let value = move |figures: &Figures| {
            let share = get(figures);
            share.ratio().filter(|_| !share.too_few()).map(|ratio| (ratio, words(figures)))
        };
        Series { label: language.text(label).to_owned(), series, value: Box::new(value), words: Box::new(words) }
    };
    let together = vec![
        share("line_both_side", 3, |figures| &figures.participation.both_side),
        share("line_cross_review", 5, |figures| &figures.participation.cross_review),
        share("line_cross_approval", 4, |figures| &figures.participation.cross_approval),
    ];
    let sides = sides(site);
    let of_side = |index: SideIndex, value: OfSide, words: fn(&Language, f64) -> String, few: usize| {
        let shown =
            move |figures: &Figures| value(figures, index).filter(|(_, of)| *of >= few).map(|(value, _)| (value, words(language, value)));
        let all = move |figures: &Figures| {
            value(figures, index).map_or_else(|| "–".to_owned(), |(value, of)| format!("{} ({of})", words(language, value)))
        };
        Series { label: teams.side(index).name.clone(), series: look(site, index), value: Box::new(shown), words: Box::new(all) }
    };
    let touched = sides.iter().map(|side| {
        let side = *side;
        let words = move |figures: &Figures| {
            let touched = figures.side(side).map(|part| &part.part.touched);
            touched.map_or_else(|| "–".to_owned(), |touched| language.share(touched.count(), touched.of()))
        };
        let value = move |figures: &Figures| {
            // A side that did nothing is at zero, not unknown.
            let of = figures.participation.both_side.of();
            let share = figures.side(side).map(|side| &side.part.touched);
            let ratio = share.map_or(Some(0.0), Share::ratio);
            ratio.filter(|_| share.map_or(of, Share::of) >= crate::statistics::FEW).map(|ratio| (ratio, words(figures)))
        };
        Series { label: teams.side(side).name.clone(), series: look(site, side), value: Box::new(value), words: Box::new(words) }
    });
    let few = crate::statistics::FEW;
    let response = |figures: &Figures, side| {
        figures.side(side).and_then(|side| Some((side.response_received.median?, side.response_received.answered.len())))
    };
    let scrutiny = |figures: &Figures, side| figures.side(side).and_then(|side| Some((side.scrutiny.rate()?, side.scrutiny.of())));
    let response: Vec<Series<'_>> = sides.iter().map(|side| of_side(*side, response, Language::decimal, few)).collect();
    let scrutiny: Vec<Series<'_>> = sides.iter().map(|side| of_side(*side, scrutiny, Language::decimal_always, few)).collect();
    vec![
        chart(site, trend, "chartTogether", &together, Scale::Share),
        chart(site, trend, "chartTouched", &touched.collect::<Vec<_>>(), Scale::Share),
        chart(site, trend, "chartResponse", &response, Scale::Amount),
        chart(site, trend, "chartScrutiny", &scrutiny, Scale::Amount),
    ]
}

/// The sides that have lines of their own, those that propose most.
pub(super) fn sides(site: &Site) -> Vec<SideIndex> {
    let overall = &site.snapshot.statistics.overall;
    let mut sides: Vec<SideIndex> = site.snapshot.log.teams.sides().map(|(index, _)| index).collect();
    if sides.len() > SERIES {
        sides.sort_by_key(|side| Reverse(overall.side(*side).map_or(0, |side| side.part.touched.count())));
        sides.truncate(SERIES);
        sides.sort_unstable();
    }
    sides
}

/// The colour and shape of a side: its own, except where there are more sides than colours, and two of the few that are
/// shown could have the same.
pub(super) fn look(site: &Site, side: SideIndex) -> usize {
    if site.snapshot.log.teams.sides().count() <= SERIES {
        return side.0 as usize;
    }
    sides(site).iter().position(|shown| *shown == side).unwrap_or(0)
}

fn chart(site: &Site, trend: Trend<'_>, id: &str, series: &[Series<'_>], scale: Scale) -> SafeHtml {
    let language = &site.theme.language;
    let day = |point: &TrendPoint| language.short_day(point.window.last);
    let lines = series.iter().map(|series| {
        let points: Vec<Point> = trend
            .points
            .iter()
            .filter_map(|point| {
                let (value, words) = (series.value)(&point.figures)?;
                Some(Point { day: point.window.last, value, note: format!("{}, {}: {words}", series.label, day(point)) })
            })
            .collect();
        let last = points.last().map_or(0.0, |point| point.value);
        let last = if scale == Scale::Share { language.percent_of((last * 100.0).round() as i64) } else { language.decimal(last) };
        Line { label: series.label.clone(), last, series: series.series, variant: 0, points }
    });
    let agreed = site.snapshot.config.policy.proposed.answer_within_days.filter(|_| id == "chartResponse");
    let target = agreed.map(|days| (f64::from(days), language.fill("chart_agreed", &[("days", &language.days(f64::from(days)))])));
    let lines = Lines { lines: lines.collect(), scale, target, gap: FORTNIGHT * (trend.every as i64 + 1) };
    let key = snake(id);
    let title = language.text(&format!("{key}_title")).to_owned();
    if lines.is_empty() {
        return empty(&title, language.text("chart_too_few")).into();
    }
    let others = site.snapshot.log.teams.sides().count().saturating_sub(SERIES);
    let mut head = vec![language.text("weeks_to").to_owned()];
    head.extend(series.iter().map(|series| series.label.clone()));
    let row = |point: &&TrendPoint| {
        let cells = std::iter::once(day(point)).chain(series.iter().map(|series| (series.words)(&point.figures)));
        cells.collect::<TableRow>().to(weeks::link(point, ""))
    };
    let frame = Frame {
        id,
        title,
        subtitle: language.text(&format!("{key}_unit")).to_owned(),
        description: describe(site, &lines),
        note: note(site, trend, others),
        // The latest first: that is what people look for.
        table: Table { head, rows: trend.points.iter().rev().map(row).collect() },
    };
    frame.html(language, |canvas| lines.draw(canvas, language)).into()
}

fn note(site: &Site, trend: Trend<'_>, others: usize) -> Option<String> {
    let language = &site.theme.language;
    let thinned = (trend.every > 1).then(|| language.count("chart_thinned", trend.every as i64));
    let others = (others > 0).then(|| language.count("chart_other_sides", others as i64));
    let notes: Vec<String> = thinned.into_iter().chain(others).collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}

/// `chartTogether` in the texts: `chart_together`.
pub(super) fn snake(id: &str) -> String {
    id.chars().flat_map(|ch| if ch.is_uppercase() { vec!['_', ch.to_ascii_lowercase()] } else { vec![ch] }).collect()
}

/// A chart that has nothing to show says why.
pub(in crate::render::pages) fn empty(title: &str, text: &str) -> String {
    let mut out = String::from("<figure class=\"chart\"><figcaption>");
    crate::render::html::escape(title, &mut out);
    out.push_str("</figcaption><p class=\"empty\">");
    crate::render::html::escape(text, &mut out);
    out.push_str("</p></figure>");
    out
}

/// The first and the last point of each line in words.
fn describe(site: &Site, lines: &Lines) -> String {
    let language = &site.theme.language;
    let sentence = |line: &Line| {
        let (first, last) = (line.points.first()?, line.points.last()?);
        Some(language.fill("chart_from_to", &[("first", &first.note), ("last", &last.note)]))
    };
    lines.lines.iter().filter_map(sentence).collect::<Vec<_>>().join(" ")
}
