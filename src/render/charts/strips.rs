//! Days as distributions: a strip for each group, with its median and the day by which nine of ten are there.

use super::axis::round_steps;
use super::svg::{Anchor, Svg, width_of};
use super::{Canvas, Drawing, SERIES};

/// A group of times.
#[derive(Debug, Clone)]
pub(in crate::render) struct Strip {
    pub(in crate::render) label: String,
    /// Its colour; `None` for what is not over yet, which is drawn hollow.
    pub(in crate::render) series: Option<usize>,
    /// Calendar days, 0 or more.
    pub(in crate::render) days: Vec<i64>,
    /// The median and its label.
    pub(in crate::render) median: Option<(f64, String)>,
    /// The 90th percentile and its label.
    pub(in crate::render) p90: Option<(f64, String)>,
}

/// Strips on a common axis.
#[derive(Debug, Clone)]
pub(in crate::render) struct Strips {
    pub(in crate::render) strips: Vec<Strip>,
    /// The axis's name.
    pub(in crate::render) unit: String,
}

/// How many bins a strip has at most.
const BINS: i64 = 30;
const DOT: f64 = 4.0;
const TALLEST: f64 = 54.0;

/// Days cut into bins of one width; the last takes everything longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Bins {
    /// Days in a bin.
    pub(in crate::render) width: i64,
    /// How many bins there are, the open one included.
    pub(in crate::render) count: usize,
    /// Whether the last one is open.
    pub(in crate::render) open: bool,
}

impl Bins {
    /// The bin of a number of days.
    pub(in crate::render) fn of(self, days: i64) -> usize {
        ((days / self.width).max(0) as usize).min(self.count - 1)
    }

    /// What a bin is called: `0–4`, `60+`.
    pub(in crate::render) fn name(self, bin: usize) -> String {
        let first = bin as i64 * self.width;
        match (self.open && bin + 1 == self.count, self.width) {
            (true, _) => format!("{first}+"),
            (false, 1) => first.to_string(),
            _ => format!("{first}–{}", first + self.width - 1),
        }
    }
}

impl Strips {
    /// The bins that suit all strips; `None` where there is nothing.
    pub(in crate::render) fn bins(&self) -> Option<Bins> {
        let mut days: Vec<i64> = self.strips.iter().flat_map(|strip| strip.days.iter().copied()).collect();
        days.sort_unstable();
        let longest = *days.last()?;
        let p95 = days[(days.len() * 19).div_ceil(20) - 1];
        // A few that took ten times as long would press all others into a corner.
        let open = longest > 60 && longest > p95 * 3;
        let shown = if open { p95 * 3 / 2 } else { longest };
        let width =
            [1, 2, 5, 7, 10, 14, 30, 60, 90, 180].into_iter().find(|width| shown / width < BINS).unwrap_or(365 * (1 + shown / 10_000));
        Some(Bins { width, count: (shown / width + 1) as usize + usize::from(open), open })
    }

    /// How many of a strip's days fall into each bin.
    pub(in crate::render) fn counts(strip: &Strip, bins: Bins) -> Vec<usize> {
        let mut counts = vec![0; bins.count];
        strip.days.iter().for_each(|days| counts[bins.of(*days)] += 1);
        counts
    }

    /// Draws them; without a day there is nothing to draw.
    pub(in crate::render) fn draw(&self, canvas: Canvas) -> Drawing {
        let Some(bins) = self.bins() else { return Drawing { body: String::new(), height: 0.0 } };
        let mut svg = canvas.svg();
        let (left, right) = (4.0, canvas.width - 8.0);
        let slot = ((right - left) / bins.count as f64).min(40.0);
        let x = |days: f64| left + (days / bins.width as f64).min(bins.count as f64 - 0.5) * slot;
        let counted: Vec<(&Strip, Vec<usize>)> = self.strips.iter().map(|strip| (strip, Self::counts(strip, bins))).collect();
        let most = counted.iter().flat_map(|(_, counts)| counts).copied().max().unwrap_or(1).max(1);
        let dots = most as f64 * DOT * 2.2 <= TALLEST && slot >= DOT * 2.0;
        let mut y = 4.0;
        for (strip, counts) in &counted {
            let marked = strip.median.is_some() || strip.p90.is_some();
            let class = strip.series.map_or_else(|| "waits".to_owned(), |series| format!("series-{}", series % SERIES));
            if let Some(series) = strip.series {
                svg.mark(series, (8.0, y + 7.0), 4.5, "");
            } else {
                svg.ring("waits", (8.0, y + 7.0), 4.0);
            }
            svg.text((18.0, y + 11.0), Anchor::Start, if strip.series.is_some() { "strip label" } else { "label" }, &strip.label);
            let tallest = counts.iter().copied().max().unwrap_or(0) as f64 * if dots { DOT * 2.2 } else { TALLEST / most as f64 };
            let top = y + 18.0 + if marked { 30.0 } else { 4.0 };
            let base = top + tallest.max(12.0);
            for (bin, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let middle = left + slot * (bin as f64 + 0.5);
                if dots {
                    for level in 0..*count {
                        svg.ring(&class, (middle, base - DOT - 1.0 - level as f64 * DOT * 2.2), DOT);
                    }
                } else {
                    let height = TALLEST * *count as f64 / most as f64;
                    svg.rect(&class, (middle - slot * 0.42, base - height), (slot * 0.84, height), &format!("{}: {count}", bins.name(bin)));
                }
            }
            svg.line("axis", (left, base), (left + slot * bins.count as f64, base));
            // A bin of one day stands for that day: its middle is the day itself.
            let middle = if bins.width == 1 { 0.5 } else { 0.0 };
            for ((days, label), class, line) in [(&strip.median, "median", 0.0), (&strip.p90, "p90", 13.0)]
                .into_iter()
                .filter_map(|(mark, class, line)| Some((mark.as_ref()?, class, line)))
            {
                let at = x(days + middle);
                let text = y + 29.0 + line;
                svg.line(class, (at, text - 8.0), (at, base + 4.0));
                let fits = at + 5.0 + width_of(label) <= canvas.width;
                let (anchor, dx) = if fits { (Anchor::Start, 5.0) } else { (Anchor::End, -5.0) };
                svg.text((at + dx, text + 2.0), anchor, class, label);
            }
            y = base + 12.0;
        }
        self.ticks(&mut svg, bins, (left, slot), y, canvas);
        Drawing { body: svg.out, height: y + 22.0 }
    }

    fn ticks(&self, svg: &mut Svg, bins: Bins, (left, slot): (f64, f64), y: f64, canvas: Canvas) {
        let end = bins.count as i64 * bins.width;
        let (size, _) = round_steps(end as f64, if canvas.is_narrow() { 5 } else { 8 });
        let size = (size as i64).max(1);
        let size = if size < bins.width { bins.width } else { size / bins.width * bins.width };
        let middle = if bins.width == 1 { 0.5 } else { 0.0 };
        let mut days = 0;
        let last = if bins.open { end - bins.width } else { end };
        while days < last {
            let at = left + (days as f64 / bins.width as f64 + middle) * slot;
            svg.text((at.max(4.0), y + 4.0), if days == 0 { Anchor::Start } else { Anchor::Middle }, "tick", &days.to_string());
            days += size;
        }
        if bins.open {
            let at = left + (bins.count as f64 - 0.5) * slot;
            svg.text((at, y + 4.0), Anchor::End, "tick", &bins.name(bins.count - 1));
        }
        svg.text((canvas.width - 8.0, y + 18.0), Anchor::End, "tick", &self.unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strips(days: &[i64]) -> Strips {
        let strip = Strip {
            label: "All".to_owned(),
            series: Some(0),
            days: days.to_vec(),
            median: Some((4.0, "median 4".to_owned())),
            p90: Some((9.0, "p90 9".to_owned())),
        };
        Strips { strips: vec![strip], unit: "days".to_owned() }
    }

    #[test]
    fn each_day_is_in_one_bin_and_outliers_share_an_open_one() {
        assert_eq!(strips(&[]).bins(), None);
        assert_eq!(strips(&[0]).bins(), Some(Bins { width: 1, count: 1, open: false }));
        let mut days = vec![3; 99];
        days.push(4000);
        let bins = strips(&days).bins().unwrap();
        assert!(bins.open && bins.name(bins.count - 1).ends_with('+'), "{bins:?}");
        assert_eq!(Strips::counts(&strips(&days).strips[0], bins).iter().sum::<usize>(), 100);
    }

    #[test]
    fn few_are_drawn_as_dots_and_many_as_bars() {
        assert_eq!(strips(&[1, 1, 4, 9]).draw(Canvas::NARROW).body.matches("<circle").count(), 1 + 4);
        let many: Vec<i64> = (0..900).map(|day| day % 30).collect();
        assert_eq!(strips(&many).draw(Canvas::NARROW).body.matches("<rect").count(), 30);
        assert_eq!(strips(&[]).draw(Canvas::WIDE).body, "");
    }
}
