//! Columns by period: a row for each series, all on one scale, so that they compare without colour.

use super::svg::{Anchor, Svg, width_of, wrap};
use super::{Canvas, Drawing, SERIES};

/// A row of columns.
#[derive(Debug, Clone)]
pub(in crate::render) struct Row {
    pub(in crate::render) label: String,
    /// Its colour and shape.
    pub(in crate::render) series: usize,
    /// One for each period.
    pub(in crate::render) values: Vec<usize>,
    /// What they come to, in words.
    pub(in crate::render) total: String,
}

/// Rows of columns over common periods.
#[derive(Debug, Clone)]
pub(in crate::render) struct Columns {
    /// The names of the periods, earliest first.
    pub(in crate::render) periods: Vec<String>,
    pub(in crate::render) rows: Vec<Row>,
}

/// The height of the tallest column.
const TALLEST: f64 = 46.0;
const HEAD: f64 = 27.0;

impl Columns {
    /// Draws them; without a period, or where all is zero, there is nothing to draw.
    pub(in crate::render) fn draw(&self, canvas: Canvas) -> Drawing {
        let most = self.rows.iter().flat_map(|row| &row.values).copied().max().unwrap_or(0);
        if most == 0 {
            return Drawing { body: String::new(), height: 0.0 };
        }
        let mut svg = canvas.svg();
        let slot = canvas.width / self.periods.len() as f64;
        // A lone column is no wall.
        let width = (slot * 0.72).min(46.0);
        let numbered = slot >= width_of(&most.to_string()) + 3.0;
        let mut y = 4.0;
        for row in &self.rows {
            svg.mark(row.series, (6.0, y + 7.0), 4.5, "");
            let class = format!("series-{} label", row.series % SERIES);
            let label = wrap(&row.label, if canvas.is_narrow() { 34 } else { 60 }).swap_remove(0);
            svg.text((16.0, y + 11.0), Anchor::Start, &class, &label);
            svg.text((canvas.width, y + 11.0), Anchor::End, "tick", &row.total);
            let base = y + HEAD + TALLEST + 6.0;
            for (index, value) in row.values.iter().enumerate() {
                let x = slot * index as f64 + (slot - width) / 2.0;
                let height = TALLEST * *value as f64 / most as f64;
                if *value > 0 {
                    let note = format!("{}: {value}", self.periods[index]);
                    svg.rect(&format!("series-{}", row.series % SERIES), (x, base - height), (width, height), &note);
                }
                if numbered {
                    svg.text((x + width / 2.0, base - height - 4.0), Anchor::Middle, "tick", &value.to_string());
                }
            }
            svg.line("axis", (0.0, base), (canvas.width, base));
            y = base + 10.0;
        }
        self.names(&mut svg, canvas, slot, y + 4.0);
        Drawing { body: svg.out, height: y + 12.0 }
    }

    /// As many names below the columns as fit.
    fn names(&self, svg: &mut Svg, canvas: Canvas, slot: f64, y: f64) {
        let widest = self.periods.iter().map(|name| width_of(name)).fold(0.0, f64::max) + 12.0;
        let every = (widest / slot).ceil().max(1.0) as usize;
        // Counted from the end: the latest is the one that people look for.
        for (back, name) in self.periods.iter().rev().enumerate().filter(|(back, _)| back % every == 0) {
            let middle = canvas.width - slot * (back as f64 + 0.5);
            let half = width_of(name) / 2.0;
            if middle - half >= -2.0 || self.periods.len() == 1 {
                svg.text((middle.min(canvas.width - half), y), Anchor::Middle, "tick", name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(values: &[usize]) -> Columns {
        let periods = (0..values.len()).map(|index| format!("Q{index} 2026")).collect();
        Columns { periods, rows: vec![Row { label: "Northwind".to_owned(), series: 0, values: values.to_vec(), total: String::new() }] }
    }

    #[test]
    fn every_column_says_its_number_where_there_is_room() {
        let body = columns(&[3, 0, 12]).draw(Canvas::NARROW).body;
        assert_eq!(body.matches("<rect").count(), 2);
        assert!(body.contains(">12</text>") && body.contains(">0</text>"), "{body}");
    }

    #[test]
    fn hundreds_of_periods_have_few_names_and_nothing_has_no_drawing() {
        let body = columns(&vec![1; 300]).draw(Canvas::NARROW).body;
        assert!(body.matches("2026</text>").count() < 8);
        assert!(!body.contains("NaN"));
        assert_eq!(columns(&[0, 0]).draw(Canvas::WIDE).body, "");
        assert_eq!(columns(&[]).draw(Canvas::WIDE).body, "");
    }
}
