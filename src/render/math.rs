//! Formulas as MathML, which browsers set themselves.

use std::fmt::Write as _;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};
use roxmltree::{Document, Node};

use super::html::escape;

/// Longer formulas, and formulas nested more deeply than this, are shown as their source.
const MAX_BYTES: usize = 8 << 10;
const DEEPEST: usize = 50;

/// The presentation elements of MathML Core.
const ELEMENTS: &[&str] = &[
    "math", "merror", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts", "mroot", "mrow", "ms",
    "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none",
];

/// Attributes that set a formula and can do nothing else; their values hold words and numbers only.
const ATTRIBUTES: &[&str] = &[
    "accent", "accentunder", "columnalign", "columnlines", "columnspan", "depth", "display", "displaystyle", "fence", "form", "height",
    "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "rowlines", "rowspacing", "rowspan",
    "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width",
];

/// A formula as a `<math>` element; `None` where it is none, or cannot be read: then its source is shown.
pub(super) fn mathml(tex: &str, is_block: bool) -> Option<String> {
    if tex.len() > MAX_BYTES || depth(tex) > DEEPEST || !(is_block || is_formula(tex)) {
        return None;
    }
    let storage = Storage::new();
    let events = Parser::new(tex, &storage).collect::<Result<Vec<_>, _>>().ok()?;
    let mode = if is_block { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode: mode, ..RenderConfig::default() };
    let mut mathml = String::new();
    push_mathml(&mut mathml, events.into_iter().map(Ok::<_, std::convert::Infallible>), config).ok()?;
    // The crate writes these two operators as they are.
    let mathml = mathml.replace("><</mo>", ">&lt;</mo>").replace(">&</m", ">&amp;</m");
    let document = Document::parse(&mathml).ok()?;
    let mut out = String::with_capacity(mathml.len());
    clean(document.root_element(), &mut out);
    Some(out)
}

/// Whether text between dollars is meant as a formula. `$HOME/bin:$PATH` and prices have dollars too; what is set as a
/// formula has an operator, an index or a command, or is a single letter, which may have an index of one more.
fn is_formula(tex: &str) -> bool {
    let mut chars = tex.chars();
    let is_letter = match (chars.next(), chars.next(), chars.next(), chars.next()) {
        (Some(letter), None, ..) => letter.is_alphabetic(),
        (Some(letter), Some('_'), Some(index), None) => letter.is_alphabetic() && index.is_alphanumeric(),
        _ => false,
    };
    let is_shell = tex.contains('/') && !tex.contains(['\\', '^', '=']) || tex.starts_with(['{', '(']) && !tex.contains('\\');
    is_letter || !is_shell && tex.contains(['\\', '^', '=', '<', '>', '+', '*']) || tex.contains("_{")
}

/// How deeply the parts of a formula are nested at most: braces, brackets, and commands that follow each other directly,
/// since each may be the argument of the one before.
fn depth(tex: &str) -> usize {
    let (mut open, mut run, mut deepest) = (0_usize, 0, 0);
    let mut in_command = false;
    for ch in tex.chars() {
        match ch {
            '\\' => run += 1,
            '{' | '(' | '[' => open += 1,
            '}' | ')' | ']' => {
                open = open.saturating_sub(1);
                run = 0;
            }
            '^' | '_' => {}
            ch if ch.is_whitespace() || in_command && ch.is_ascii_alphabetic() => {}
            _ => run = 0,
        }
        in_command = ch == '\\' || in_command && ch.is_ascii_alphabetic();
        deepest = deepest.max(open + run);
    }
    deepest
}

fn clean(node: Node<'_, '_>, out: &mut String) {
    if node.is_text() {
        return escape(node.text().unwrap_or_default(), out);
    }
    let name = node.tag_name().name();
    if !node.is_element() || !ELEMENTS.contains(&name) {
        return;
    }
    let _ = write!(out, "<{name}");
    for key in ATTRIBUTES {
        let plain = |value: &&str| value.chars().all(|ch| ch.is_ascii_alphanumeric() || " .-+%".contains(ch));
        if let Some(value) = node.attribute(*key).filter(plain) {
            let _ = write!(out, " {key}=\"{value}\"");
        }
    }
    out.push('>');
    node.children().for_each(|child| clean(child, out));
    let _ = write!(out, "</{name}>");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml() {
        for tex in [
            "E = mc^2",
            "\\frac{a}{b}",
            "\\sum_{i=1}^n x_i",
            "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
            "x",
            "r_k",
            "O(n \\log n)",
            "\\sqrt{2}",
            "a \\le b < c",
            "\\text{p}_{99}",
            "\\color{red} x + 1",
        ] {
            let out = mathml(tex, false).unwrap_or_else(|| panic!("{tex}"));
            assert!(out.starts_with("<math") && out.ends_with("</math>") && !out.contains("style"), "{tex}: {out}");
        }
        assert!(mathml("x", true).unwrap().contains("display=\"block\""));
    }

    #[test]
    fn prices_and_variables_of_a_shell_are_no_formulas() {
        for text in ["5 and ", "HOME/bin:", "HOME", "{HOME}/x", "(pwd)", "PATH:", "MY_X", "10k per month, then "] {
            assert_eq!(mathml(text, false), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_none_and_text_is_text() {
        assert_eq!(mathml("\\frac{a}{", false), None);
        assert_eq!(mathml("\\unknowncommand x", false), None);
        let out = mathml("\\text{<script>alert(1)</script>} = 1", false);
        assert!(out.is_none_or(|out| !out.contains("<script")));
    }

    #[test]
    fn deep_and_long_formulas_end() {
        for tex in [
            "{".repeat(4_000) + "x^2",
            "\\sqrt".repeat(1_000) + "x",
            "x^".repeat(2_000) + "2",
            "\\frac".repeat(1_000),
            "\\hat".repeat(2_000) + "x",
            "\\left(".repeat(1_000),
            "x'".repeat(3_000),
        ] {
            let _ = mathml(&tex, true);
        }
    }
}
