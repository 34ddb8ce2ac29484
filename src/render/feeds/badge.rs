//! A badge for a README: how many decisions the log has, and how many are open.

use std::fmt::Write as _;

use super::xml;
use crate::model::Status;
use crate::render::Site;

/// The badge's route.
pub(in crate::render) const ROUTE: &str = "badge.svg";

/// About how wide a letter of the badge is, in pixels.
const LETTER: f64 = 6.6;

/// The badge, as an image that needs no font and no style of elsewhere.
pub(in crate::render) fn badge(site: &Site) -> Vec<u8> {
    let language = &site.theme.language;
    let count = |statuses: &[Status]| site.snapshot.log.adrs.iter().filter(|adr| adr.status.is_some_and(|s| statuses.contains(&s))).count();
    let open = count(&[Status::Proposed]) as i64;
    let label = language.text("nav_decisions");
    let mut value = language.number(site.snapshot.log.adrs.len() as i64);
    if open > 0 {
        value += &format!(" · {}", language.count("badge_open", open));
    }
    draw(label, &value)
}

fn draw(label: &str, value: &str) -> Vec<u8> {
    let width = |text: &str| (text.chars().count() as f64 * LETTER + 12.0).round();
    let (left, right) = (width(label), width(value));
    let total = left + right;
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{total}\" height=\"20\" viewBox=\"0 0 {total} 20\" role=\"img\" aria-label=\""
    );
    xml(&format!("{label}: {value}"), &mut out);
    let _ = write!(
        out,
        "\"><clipPath id=\"r\"><rect width=\"{total}\" height=\"20\" rx=\"3\"/></clipPath><g clip-path=\"url(#r)\"><rect width=\"{left}\" height=\"20\" fill=\"#3b444f\"/><rect x=\"{left}\" width=\"{right}\" height=\"20\" fill=\"#0b57a4\"/></g><g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\" text-anchor=\"middle\">"
    );
    for (text, middle) in [(label, left / 2.0), (value, left + right / 2.0)] {
        // The length keeps the text in its half, whichever font is there.
        let length = text.chars().count() as f64 * LETTER;
        let _ = write!(out, "<text x=\"{middle}\" y=\"14\" textLength=\"{length:.0}\" lengthAdjust=\"spacingAndGlyphs\">");
        xml(text, &mut out);
        out.push_str("</text>");
    }
    out.push_str("</g></svg>\n");
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_names_itself_and_escapes_its_words() {
        let svg = String::from_utf8(draw("Decisions <&>", "12")).unwrap();
        assert!(svg.contains("aria-label=\"Decisions &lt;&amp;&gt;: 12\""), "{svg}");
        assert!(!svg.contains("style") && !svg.contains("http://") || svg.matches("http://").count() == 1, "{svg}");
    }
}
