//! Lines over time, each labelled where it ends.

use jiff::civil::Date as Day;

use super::axis::{Days, round_steps};
use super::labels::spread;
use super::svg::{Anchor, Svg, bold_width_of, width_of, wrap_to};
use super::{Canvas, Drawing, SERIES};
use crate::model::days_between;
use crate::render::language::Language;

/// A value on a day.
#[derive(Debug, Clone)]
pub(in crate::render) struct Point {
    pub(in crate::render) day: Day,
    pub(in crate::render) value: f64,
    /// What a pointer over it shows.
    pub(in crate::render) note: String,
}

/// A line.
#[derive(Debug, Clone)]
pub(in crate::render) struct Line {
    pub(in crate::render) label: String,
    /// The last value in words.
    pub(in crate::render) last: String,
    /// Its colour, dash and shape.
    pub(in crate::render) series: usize,
    /// Its dash among several lines of one colour: 0 for the first.
    pub(in crate::render) variant: usize,
    /// Earliest first.
    pub(in crate::render) points: Vec<Point>,
}

/// What the lines measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::render) enum Scale {
    /// From 0 to 1, shown as per cent.
    Share,
    /// From 0 up.
    Amount,
    /// Between any two numbers.
    Between(f64, f64),
}

/// Lines on common axes.
#[derive(Debug, Clone)]
pub(in crate::render) struct Lines {
    pub(in crate::render) lines: Vec<Line>,
    pub(in crate::render) scale: Scale,
    /// A value to reach, and what it is called.
    pub(in crate::render) target: Option<(f64, String)>,
    /// A line is interrupted where neighbours are further apart, in days.
    pub(in crate::render) gap: i64,
}

const LINE_HEIGHT: f64 = 14.0;

/// Between the last day and the labels: room for a line from one to the other.
const BESIDE: f64 = 24.0;

/// What labels may take of the width.
const LABELS: f64 = 0.36;

/// The height that labels have together, on the narrower canvas.
const ROOM: f64 = 200.0;

impl Lines {
    /// Whether there is anything to draw.
    pub(in crate::render) fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.points.is_empty())
    }

    /// Draws them; a chart without a point is empty.
    pub(in crate::render) fn draw(&self, canvas: Canvas, language: &Language) -> Drawing {
        let points = || self.lines.iter().flat_map(|line| &line.points);
        let (Some(first), Some(last)) = (points().map(|point| point.day).min(), points().map(|point| point.day).max()) else {
            return Drawing { body: String::new(), height: 0.0 };
        };
        let mut svg = canvas.svg();
        let (top, bottom) = (14.0, if canvas.is_narrow() { 200.0 } else { 230.0 });
        let (low, high, ticks) = self.ticks(language);
        let labels = self.labels(canvas);
        let right = labels.iter().flat_map(|label| &label.lines).map(|line| bold_width_of(line)).fold(0.0, f64::max);
        let left = ticks.iter().map(|(_, label)| width_of(label)).fold(0.0, f64::max) + 8.0;
        let days = Days { first, last, from: left + 4.0, to: canvas.width - right - BESIDE };
        let y = |value: f64| bottom - (bottom - top) * ((value - low) / (high - low)).clamp(0.0, 1.0);
        for (index, (value, label)) in ticks.iter().enumerate() {
            svg.line(if index == 0 { "axis" } else { "grid" }, (left, y(*value)), (days.to, y(*value)));
            svg.text((left - 6.0, y(*value) + 4.0), Anchor::End, "tick", label);
        }
        for (day, label) in days.ticks(((days.to - days.from) / 72.0) as usize, language) {
            let x = days.x(day);
            svg.line("axis", (x, bottom), (x, bottom + 4.0));
            let half = width_of(&label) / 2.0;
            svg.text((x.clamp(half.min(days.to), (canvas.width - half).max(0.0)), bottom + 18.0), Anchor::Middle, "tick", &label);
        }
        if let Some((value, _)) = &self.target {
            svg.line("target", (left, y(*value)), (days.to, y(*value)));
        }
        for line in &self.lines {
            self.line(&mut svg, line, &days, y, canvas.is_narrow());
        }
        if let Some((value, label)) = &self.target {
            svg.text((left + 4.0, y(*value) - 5.0), Anchor::Start, "target", label);
        }
        labelled(&mut svg, &labels, &days, &y, (top - 12.0, bottom + 6.0));
        Drawing { body: svg.out, height: bottom + 26.0 }
    }

    fn ticks(&self, language: &Language) -> (f64, f64, Vec<(f64, String)>) {
        let values = self.lines.iter().flat_map(|line| line.points.iter().map(|point| point.value));
        let values = values.chain(self.target.iter().map(|(value, _)| *value));
        let (low, high, size, count) = match self.scale {
            Scale::Share => {
                return (
                    0.0,
                    1.0,
                    [(0.0, 0), (0.5, 50), (1.0, 100)].map(|(value, percent)| (value, language.percent_of(percent))).to_vec(),
                );
            }
            Scale::Amount => {
                let (size, count) = round_steps(values.fold(0.0, f64::max), 5);
                (0.0, size * count as f64, size, count)
            }
            Scale::Between(low, high) => {
                // What differs by less cannot be told apart, nor counted in steps.
                let least = low.abs().max(high.abs()).max(1.0) * 1e-6;
                let (size, _) = round_steps((high - low).max(least), 4);
                let low = (low / size + 1e-9).floor() * size;
                let count = ((high - low) / size - 1e-9).ceil().max(1.0) as usize;
                (low, low + size * count as f64, size, count)
            }
        };
        let label = |step: usize| {
            let value = low + size * step as f64;
            (value, amount(value, size, language))
        };
        (low, high, (0..=count).map(label).collect())
    }

    /// A label for each line: its name on up to two lines of text, and its last value below.
    fn labels(&self, canvas: Canvas) -> Vec<Label> {
        let most = canvas.width * LABELS;
        let label = |line: &Line, lines: Vec<String>| {
            let last = line.points.last()?;
            Some(Label { day: last.day, value: last.value, series: line.series, lines })
        };
        let in_full = |line: &Line| label(line, wrap_to(&line.label, most, 2).into_iter().chain([line.last.clone()]).collect());
        let labels: Vec<Label> = self.lines.iter().filter_map(in_full).collect();
        if labels.iter().map(Label::height).sum::<f64>() <= ROOM {
            return labels;
        }
        // Many long names: a line for each, value first, since that is what cannot be guessed.
        let short = |line: &Line| label(line, wrap_to(&format!("{} {}", line.last, line.label), most, 1));
        self.lines.iter().filter_map(short).collect()
    }

    fn line(&self, svg: &mut Svg, line: &Line, days: &Days, y: impl Fn(f64) -> f64, narrow: bool) {
        let class = match line.variant % 4 {
            0 => format!("series-{}", line.series % SERIES),
            variant => format!("series-{} variant-{variant}", line.series % SERIES),
        };
        let at = |point: &Point| (days.x(point.day), y(point.value));
        let mut run: Vec<(f64, f64)> = Vec::new();
        let mut before: Option<Day> = None;
        for point in &line.points {
            if before.is_some_and(|before| days_between(before, point.day) > self.gap) {
                svg.path(&class, &run);
                run.clear();
            }
            run.push(at(point));
            before = Some(point.day);
        }
        svg.path(&class, &run);
        let far = |a: &Point, b: &Point| days_between(a.day, b.day) > self.gap;
        for (index, point) in line.points.iter().enumerate() {
            let before = index.checked_sub(1).map(|before| &line.points[before]);
            match line.points.get(index + 1) {
                None => svg.mark(line.series, at(point), 4.5, &point.note),
                // A point without neighbours is no line.
                Some(next) if before.is_none_or(|before| far(before, point)) && far(point, next) => {
                    svg.mark(line.series, at(point), 3.0, &point.note);
                }
                // A finger shows no notes.
                Some(_) if !narrow => svg.hit(at(point), &point.note),
                Some(_) => {}
            }
        }
    }
}

/// A number with as many decimals as steps of `size` need.
fn amount(value: f64, size: f64, language: &Language) -> String {
    let decimals = if size >= 1.0 { 0 } else { 1 + usize::from(size < 0.1) };
    language.written(&format!("{value:.decimals$}"))
}

/// What stands beside the end of a line.
struct Label {
    /// The last point.
    day: Day,
    value: f64,
    series: usize,
    lines: Vec<String>,
}

impl Label {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE_HEIGHT + 3.0
    }
}

/// Puts labels beside the ends of their lines, pushed apart where they would lie on each other; one that is not where its
/// line ends is tied to it.
fn labelled(svg: &mut Svg, labels: &[Label], days: &Days, y: &impl Fn(f64) -> f64, room: (f64, f64)) {
    let x = days.to + BESIDE;
    let wanted: Vec<(f64, f64)> = labels.iter().map(|label| (y(label.value), label.height())).collect();
    for (label, middle) in labels.iter().zip(spread(&wanted, room)) {
        let (end, top) = ((days.x(label.day), y(label.value)), middle - label.height() / 2.0);
        let series = label.series % SERIES;
        if (middle - end.1).abs() > 3.0 || days.to - end.0 > 3.0 {
            svg.path(&format!("series-{series} leader"), &[(end.0 + 7.0, end.1), (days.to + 9.0, end.1), (x - 4.0, middle)]);
        }
        for (index, line) in label.lines.iter().enumerate() {
            svg.text((x, top + 12.0 + index as f64 * LINE_HEIGHT), Anchor::Start, &format!("series-{series} label"), line);
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn line(label: &str, series: usize, values: &[f64]) -> Line {
        let point = |(index, value): (usize, &f64)| Point { day: date(2026, 1 + index as i8, 1), value: *value, note: String::new() };
        Line { label: label.to_owned(), last: "5".to_owned(), series, variant: 0, points: values.iter().enumerate().map(point).collect() }
    }

    fn draw(lines: Vec<Line>, scale: Scale) -> String {
        Lines { lines, scale, target: None, gap: 40 }.draw(Canvas::NARROW, &Language::new("en")).body
    }

    #[test]
    fn one_point_and_all_zero_are_drawn_without_nan() {
        for body in [
            draw(vec![line("a", 0, &[0.5])], Scale::Share),
            draw(vec![line("a", 0, &[0.0, 0.0])], Scale::Amount),
            draw(vec![line("a", 0, &[3.0])], Scale::Between(3.0, 3.0)),
        ] {
            assert!(!body.contains("NaN") && !body.contains("inf"), "{body}");
        }
        assert_eq!(draw(vec![line("a", 0, &[])], Scale::Share), "");
    }

    #[test]
    fn large_numbers_that_hardly_differ_have_few_ticks() {
        for (low, high) in [(1e12, 1e12), (-1e12, 1e12), (1e12, 1e12 + 0.001), (-1e12, -1e12 + 1.0)] {
            let body = draw(vec![line("a", 0, &[low, high])], Scale::Between(low, high));
            assert!(body.matches(" tick\"").count() < 12, "{body}");
        }
    }

    #[test]
    fn labels_of_lines_that_end_together_do_not_lie_on_each_other() {
        let body = draw(vec![line("first", 0, &[0.2, 0.5]), line("second", 1, &[0.3, 0.5]), line("third", 2, &[0.5])], Scale::Share);
        let mut tops: Vec<f64> = body
            .split("<text ")
            .filter(|text| text.contains(" label\""))
            .filter_map(|text| text.split("y=\"").nth(1)?.split('"').next()?.parse().ok())
            .collect();
        tops.sort_by(f64::total_cmp);
        assert_eq!(tops.len(), 6);
        assert!(tops.windows(2).all(|pair| pair[1] - pair[0] > 12.0), "{tops:?}");
    }

    #[test]
    fn a_label_that_had_to_move_is_tied_to_its_line_and_one_that_did_not_is_not() {
        let together = draw(vec![line("first", 0, &[0.2, 0.5]), line("second", 1, &[0.3, 0.5])], Scale::Share);
        assert_eq!(together.matches(" leader\"").count(), 2, "{together}");
        let apart = draw(vec![line("first", 0, &[0.2, 0.9]), line("second", 1, &[0.3, 0.1])], Scale::Share);
        assert_eq!(apart.matches(" leader\"").count(), 0, "{apart}");
    }

    #[test]
    fn long_names_leave_the_lines_most_of_the_room_and_are_not_cut_at_the_edge() {
        let names = ["Department of Internal Development Platforms", "WWWWWWWWWWWWWWWWWWWWWW", "mobile"];
        let body = draw(names.iter().enumerate().map(|(at, name)| line(name, at, &[0.2, 0.1 * at as f64])).collect(), Scale::Share);
        for text in body.split("<text x=\"").skip(1).filter(|text| text.contains(" label\"")) {
            let x: f64 = text.split('"').next().unwrap().parse().unwrap();
            let words = text.split('>').nth(1).unwrap().split('<').next().unwrap();
            assert!(x + bold_width_of(words) <= 350.5 && x > 180.0, "{text}");
        }
    }

    #[test]
    fn a_line_is_interrupted_where_nothing_is_known() {
        let mut gapped = line("a", 0, &[0.1, 0.2, 0.3, 0.4]);
        gapped.points.remove(1);
        assert_eq!(draw(vec![gapped], Scale::Share).matches("<polyline").count(), 2);
    }
}
