//! The few marks that charts are made of.

use std::fmt::Write;

use super::SERIES;
use crate::render::html::escape;

/// Where a text starts, seen from its point, in the direction of its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The inside of an SVG.
#[derive(Debug)]
pub(super) struct Svg {
    pub(super) out: String,
    /// The width of a drawing that begins at the right.
    mirrored: Option<f64>,
}

impl Svg {
    /// An empty drawing; one of a width begins at its right.
    pub(super) fn new(mirrored: Option<f64>) -> Self {
        Self { out: String::new(), mirrored }
    }

    /// How far from the left something is that is so far from the beginning.
    fn left(&self, x: f64) -> f64 {
        self.mirrored.map_or(x, |width| width - x)
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, class: &str, text: &str) {
        let _ = write!(self.out, "<text x=\"{}\" y=\"{}\"", short(self.left(x)), short(y));
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.out.push_str(" text-anchor=\"middle\""),
            Anchor::End => self.out.push_str(" text-anchor=\"end\""),
        }
        let _ = write!(self.out, " class=\"{class}\">");
        escape(text, &mut self.out);
        self.out.push_str("</text>");
    }

    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let _ = write!(
            self.out,
            "<line class=\"{class}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
            short(self.left(x1)),
            short(y1),
            short(self.left(x2)),
            short(y2)
        );
    }

    /// A bar; `note` is what a pointer over it shows.
    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64), note: &str) {
        let left = self.mirrored.map_or(x, |all| all - x - width);
        let (x, y, width, height) = (short(left), short(y), short(width), short(height));
        let _ = write!(self.out, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\">");
        self.note(note);
        self.out.push_str("</rect>");
    }

    /// A line through points.
    pub(super) fn path(&mut self, class: &str, points: &[(f64, f64)]) {
        let _ = write!(self.out, "<polyline class=\"{class}\" points=\"");
        for (index, (x, y)) in points.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            let _ = write!(self.out, "{gap}{},{}", short(self.left(*x)), short(*y));
        }
        self.out.push_str("\"/>");
    }

    /// The mark of a series: the same shapes as those of the sides. `note` is what a pointer over it shows.
    pub(super) fn mark(&mut self, series: usize, (x, y): (f64, f64), size: f64, note: &str) {
        let x = self.left(x);
        let class = format!("series-{}", series % SERIES);
        let polygon: &[(f64, f64)] = match series % SERIES {
            0 => {
                let _ = write!(self.out, "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\">", short(x), short(y), short(size));
                self.note(note);
                self.out.push_str("</circle>");
                return;
            }
            1 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            2 => &[(0.0, -1.1), (1.1, 0.9), (-1.1, 0.9)],
            3 => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
            4 => &[
                (-0.4, -1.1),
                (0.4, -1.1),
                (0.4, -0.4),
                (1.1, -0.4),
                (1.1, 0.4),
                (0.4, 0.4),
                (0.4, 1.1),
                (-0.4, 1.1),
                (-0.4, 0.4),
                (-1.1, 0.4),
                (-1.1, -0.4),
                (-0.4, -0.4),
            ],
            _ => &[(-0.55, -1.0), (0.55, -1.0), (1.1, 0.0), (0.55, 1.0), (-0.55, 1.0), (-1.1, 0.0)],
        };
        let _ = write!(self.out, "<polygon class=\"{class}\" points=\"");
        for (index, (dx, dy)) in polygon.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            let _ = write!(self.out, "{gap}{},{}", short(x + dx * size), short(y + dy * size));
        }
        self.out.push_str("\">");
        self.note(note);
        self.out.push_str("</polygon>");
    }

    /// A ring, for what is not over.
    pub(super) fn ring(&mut self, class: &str, (x, y): (f64, f64), radius: f64) {
        let _ = write!(self.out, "<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", short(self.left(x)), short(y), short(radius));
    }

    /// Nothing to see, but a pointer over it shows a note.
    pub(super) fn hit(&mut self, (x, y): (f64, f64), note: &str) {
        let _ =
            write!(self.out, "<circle fill=\"none\" pointer-events=\"all\" cx=\"{}\" cy=\"{}\" r=\"7\">", short(self.left(x)), short(y));
        self.note(note);
        self.out.push_str("</circle>");
    }

    fn note(&mut self, note: &str) {
        if !note.is_empty() {
            self.out.push_str("<title>");
            escape(note, &mut self.out);
            self.out.push_str("</title>");
        }
    }
}

/// One decimal at most: finer than a screen shows.
pub(in crate::render) fn short(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// About how wide a text of the charts' size is.
pub(super) fn width_of(text: &str) -> f64 {
    text.chars().map(width_of_char).sum()
}

/// The same of a text in bold.
pub(super) fn bold_width_of(text: &str) -> f64 {
    width_of(text) * 1.08
}

/// In the wider ones of the fonts that browsers take for `system-ui`: a label that is a little shorter than its room does no
/// harm, one that is longer is cut.
fn width_of_char(ch: char) -> f64 {
    match ch {
        'f' | 'i' | 'j' | 'l' | 'r' | 't' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')' | ' ' | '\u{a0}' => 4.3,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '—' | '…' => 11.0,
        'A'..='Z' => 8.3,
        ch if ch.is_ascii() => 7.0,
        // Scripts whose letters are squares.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffef}' => 12.5,
        _ => 8.0,
    }
}

/// A text in at most `lines` lines that are at most `most` wide in bold, cut with an ellipsis where it does not fit.
pub(super) fn wrap_to(text: &str, most: f64, lines: usize) -> Vec<String> {
    let mut wrapped = vec![String::new()];
    for word in text.split_whitespace() {
        let count = wrapped.len();
        let Some(last) = wrapped.last_mut() else { break };
        if last.is_empty() {
            word.clone_into(last);
        } else if count == lines || bold_width_of(&format!("{last} {word}")) <= most {
            *last = format!("{last} {word}");
        } else {
            wrapped.push(word.to_owned());
        }
    }
    for line in &mut wrapped {
        if bold_width_of(line) > most {
            while bold_width_of(line) + bold_width_of("…") > most && line.pop().is_some() {}
            *line = format!("{}…", line.trim_end());
        }
    }
    wrapped
}

/// A text in at most two lines of about `most` characters, cut with an ellipsis where it does not fit.
pub(in crate::render) fn wrap(text: &str, most: usize) -> Vec<String> {
    let length = |text: &str| text.chars().count();
    if length(text) <= most {
        return vec![text.to_owned()];
    }
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        if !lines[last].is_empty() && length(&lines[last]) + 1 + length(word) > most && last == 0 {
            lines.push(word.to_owned());
        } else {
            if !lines[last].is_empty() {
                lines[last].push(' ');
            }
            lines[last].push_str(word);
        }
    }
    for line in &mut lines {
        if length(line) > most {
            *line = line.chars().take(most.saturating_sub(1)).collect::<String>().trim_end().to_owned() + "…";
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_one_decimal_at_most() {
        assert_eq!([short(3.0), short(3.17), short(-0.01)], ["3", "3.2", "0"]);
    }

    #[test]
    fn what_is_wider_than_its_room_takes_more_lines_and_then_an_ellipsis() {
        assert_eq!(wrap_to("Halcyon Software", 200.0, 2), ["Halcyon Software"]);
        assert_eq!(wrap_to("Halcyon Software", 90.0, 2), ["Halcyon", "Software"]);
        assert_eq!(wrap_to("A very long name of some department", 90.0, 2), ["A very long", "name of so…"]);
        assert!(wrap_to("WWWWWWWWWWWWWWWWWW", 60.0, 1).iter().all(|line| bold_width_of(line) <= 60.0));
    }

    #[test]
    fn long_labels_take_two_lines_and_then_an_ellipsis() {
        assert_eq!(wrap("Northwind", 12), ["Northwind"]);
        assert_eq!(wrap("Halcyon Software", 12), ["Halcyon", "Software"]);
        assert_eq!(wrap("A very long name of some department", 10), ["A very", "long name…"]);
    }
}
