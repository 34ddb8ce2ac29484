//! A small line beside a headline figure.

use std::fmt::Write;

use super::svg::short;

const WIDTH: f64 = 88.0;
const HEIGHT: f64 = 26.0;
const MARGIN: f64 = 4.0;

/// Draws values from 0 up, evenly spaced; gaps stay gaps. `None` where fewer than two are known: a dot shows no way.
///
/// It repeats what words say beside it, so it is hidden from screen readers.
pub(in crate::render) fn spark(values: &[Option<f64>]) -> Option<String> {
    let first = values.iter().position(Option::is_some)?;
    let values = &values[first..];
    if values.iter().flatten().count() < 2 {
        return None;
    }
    let most = values.iter().flatten().copied().fold(0.0, f64::max);
    let step = (WIDTH - 2.0 * MARGIN) / (values.len() - 1) as f64;
    let y = |value: f64| if most > 0.0 { HEIGHT - MARGIN - (HEIGHT - 2.0 * MARGIN) * value / most } else { HEIGHT - MARGIN };
    let mut out = format!(
        "<svg class=\"spark\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" aria-hidden=\"true\" focusable=\"false\">"
    );
    let mut last = (0.0, 0.0);
    let mut open = false;
    for (index, value) in values.iter().enumerate() {
        match value {
            Some(value) => {
                last = (MARGIN + step * index as f64, y(*value));
                out.push_str(if open { " " } else { "<polyline points=\"" });
                let _ = write!(out, "{},{}", short(last.0), short(last.1));
                open = true;
            }
            None if open => {
                out.push_str("\"/>");
                open = false;
            }
            None => {}
        }
    }
    if open {
        out.push_str("\"/>");
    }
    let _ = write!(out, "<circle cx=\"{}\" cy=\"{}\" r=\"3\"/></svg>", short(last.0), short(last.1));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::spark;

    #[test]
    fn a_spark_needs_two_values_and_keeps_gaps() {
        assert_eq!(spark(&[]), None);
        assert_eq!(spark(&[None, Some(1.0)]), None);
        let drawn = spark(&[None, Some(0.0), Some(0.0), None, Some(0.0)]).unwrap();
        assert_eq!(drawn.matches("<polyline").count(), 2);
        assert!(!drawn.contains("NaN"), "{drawn}");
    }
}
