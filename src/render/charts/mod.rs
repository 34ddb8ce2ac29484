//! Charts, drawn as SVG while the site is built.
//!
//! A chart is drawn twice, for wide and for narrow screens, so that its text keeps its size; the theme shows one of them.
//! In a language that runs from right to left a chart does so too: time, the axis of values and the labels are mirrored, as
//! the tables and bars around it are. Only [`svg::Svg`] knows; everything else counts from where a line of text begins.
//!
//! Colours and dashes come from classes, never from styles. Every series is labelled where it ends rather than in a
//! legend, carries a shape beside its colour, and stands in a table below.

mod axis;
pub(super) mod columns;
mod labels;
pub(super) mod lines;
mod spark;
pub(super) mod strips;
pub(super) mod svg;

use std::fmt::Write;

use super::html::escape;
use super::language::Language;
use svg::Svg;

pub(super) use spark::spark;

/// Colours and shapes that the theme has; more series than this are named in words.
pub(super) const SERIES: usize = 6;

/// The room that a chart has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas {
    /// In units of the drawing, which are close to pixels.
    width: f64,
    /// Whether it begins at the right.
    mirrored: bool,
}

impl Canvas {
    const WIDE: Self = Self { width: 560.0, mirrored: false };
    const NARROW: Self = Self { width: 350.0, mirrored: false };

    fn svg(self) -> Svg {
        Svg::new(self.mirrored.then_some(self.width))
    }

    fn is_narrow(self) -> bool {
        self.width < 450.0
    }
}

/// A drawing and its height.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawing {
    body: String,
    height: f64,
}

/// The numbers of a chart, for those who would rather read them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// The heads of the columns.
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<TableRow>,
}

/// A row of a chart's table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TableRow {
    /// The first is its head.
    pub(super) cells: Vec<String>,
    /// The address of the decisions behind it, seen from the site's root.
    pub(super) url: Option<String>,
}

impl FromIterator<String> for TableRow {
    fn from_iter<I: IntoIterator<Item = String>>(cells: I) -> Self {
        Self { cells: cells.into_iter().collect(), url: None }
    }
}

impl TableRow {
    /// The same row, whose head leads somewhere.
    pub(super) fn to(self, url: Option<String>) -> Self {
        Self { url, ..self }
    }
}

/// What stands around a drawing.
#[derive(Debug, Clone)]
pub(super) struct Frame<'a> {
    /// Unique on its page, in camel case.
    pub(super) id: &'a str,
    /// What it shows.
    pub(super) title: String,
    /// What is measured, and in which unit.
    pub(super) subtitle: String,
    /// What can be seen, in a sentence or two.
    pub(super) description: String,
    /// Something to know before reading it.
    pub(super) note: Option<String>,
    /// The numbers.
    pub(super) table: Table,
}

impl Frame<'_> {
    /// The chart as HTML.
    pub(super) fn html(&self, language: &Language, draw: impl Fn(Canvas) -> Drawing) -> String {
        let mut out = String::with_capacity(8 * 1024);
        let id = self.id;
        let _ = write!(out, "<figure class=\"chart\" id=\"{id}\">\n<figcaption>");
        escape(&self.title, &mut out);
        out.push_str(" <span>");
        escape(&self.subtitle, &mut out);
        out.push_str("</span></figcaption>\n");
        for (class, part, canvas) in [("at-wide", "Wide", Canvas::WIDE), ("at-narrow", "Narrow", Canvas::NARROW)] {
            let Drawing { body, height } = draw(Canvas { mirrored: language.is_right_to_left(), ..canvas });
            let (width, direction) = (canvas.width, language.direction());
            let _ = write!(
                out,
                "<svg class=\"{class}\" viewBox=\"0 0 {width} {height:.0}\" direction=\"{direction}\" role=\"img\" aria-labelledby=\"{id}{part}Title\" aria-describedby=\"{id}{part}Text\"><title id=\"{id}{part}Title\">"
            );
            escape(&self.title, &mut out);
            let _ = write!(out, "</title><desc id=\"{id}{part}Text\">");
            escape(&self.description, &mut out);
            let _ = writeln!(out, "</desc>{body}</svg>");
        }
        if let Some(note) = &self.note {
            out.push_str("<p class=\"chart-note\">");
            escape(note, &mut out);
            out.push_str("</p>\n");
        }
        self.table(language, &mut out);
        out.push_str("</figure>");
        out
    }

    fn table(&self, language: &Language, out: &mut String) {
        out.push_str("<details><summary>");
        escape(language.text("chart_table"), out);
        out.push_str("<span class=\"hide\">: ");
        escape(&self.title, out);
        out.push_str("</span></summary><div class=\"table\"><table class=\"numbers\"><thead><tr>");
        for head in &self.table.head {
            out.push_str("<th scope=\"col\">");
            escape(head, out);
            out.push_str("</th>");
        }
        out.push_str("</tr></thead><tbody>");
        for row in &self.table.rows {
            out.push_str("<tr>");
            for (position, cell) in row.cells.iter().enumerate() {
                out.push_str(if position == 0 { "<th scope=\"row\">" } else { "<td>" });
                let url = row.url.as_ref().filter(|_| position == 0);
                if let Some(url) = url {
                    // Every page with charts lies one folder below the root.
                    let _ = write!(out, "<a href=\"../{url}\">");
                }
                escape(cell, out);
                out.push_str(if url.is_some() { "</a>" } else { "" });
                out.push_str(if position == 0 { "</th>" } else { "</td>" });
            }
            out.push_str("</tr>");
        }
        out.push_str("</tbody></table></div></details>\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_runs_the_way_of_its_language() {
        let html = |tag: &str| {
            let frame = Frame {
                id: "chartX",
                title: String::new(),
                subtitle: String::new(),
                description: String::new(),
                note: None,
                table: Table::default(),
            };
            frame.html(&Language::new(tag), |canvas| {
                let mut svg = canvas.svg();
                svg.line("axis", (10.0, 0.0), (60.0, 0.0));
                svg.rect("bar", (10.0, 0.0), (20.0, 5.0), "");
                Drawing { body: svg.out, height: 10.0 }
            })
        };
        assert!(html("en").contains("direction=\"ltr\"") && html("en").contains("x1=\"10\" y1=\"0\" x2=\"60\""));
        let mirrored = html("ar");
        assert!(mirrored.contains("direction=\"rtl\"") && mirrored.contains("x1=\"340\" y1=\"0\" x2=\"290\""), "{mirrored}");
        assert!(mirrored.contains("<rect class=\"bar\" x=\"320\" y=\"0\" width=\"20\""), "{mirrored}");
    }

    #[test]
    fn a_chart_has_a_name_a_description_a_table_and_ids_of_its_own() {
        let frame = Frame {
            id: "chartX",
            title: "Shares <b>".to_owned(),
            subtitle: "per cent".to_owned(),
            description: "Rises & falls.".to_owned(),
            note: None,
            table: Table {
                head: vec!["Day".to_owned(), "A".to_owned()],
                rows: vec![["1 May", "5"].map(str::to_owned).into_iter().collect()],
            },
        };
        let html = frame.html(&Language::new("en"), |_| Drawing { body: String::new(), height: 10.0 });
        assert!(html.contains("role=\"img\"") && html.contains("Shares &lt;b&gt;") && html.contains("Rises &amp; falls."), "{html}");
        assert!(html.contains("<th scope=\"row\">1 May</th><td>5</td>") && !html.contains("style="), "{html}");
        let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: std::collections::HashSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len());
    }
}
