//! What others make of a piece of text: highlighted code, drawings, formulas.

use std::fmt::Write as _;

use pulldown_cmark::CodeBlockKind;

use super::escape::escaped;
use super::writer::Writer;
use crate::diagrams::is_diagram;
use crate::render::highlight::highlight;
use crate::render::math::mathml;

impl Writer<'_> {
    /// A block of code, with its drawing where it is a diagram that could be drawn.
    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>, code: &str) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let language = info.split([' ', ',', '{', '\t']).next().unwrap_or_default();
        let drawing = if is_diagram(info) { self.diagrams.next().and_then(Option::as_deref) } else { None };
        let mut html = String::with_capacity(code.len() * 2 + drawing.map_or(0, str::len));
        if let Some(svg) = drawing {
            let label = escaped(self.around.language.text("diagram"));
            let _ = write!(
                html,
                "<figure class=\"diagram\"><div class=\"diagram-frame\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">{svg}</div><details><summary>{}</summary>",
                escaped(self.around.language.text("diagram_source"))
            );
        }
        html.push_str("<pre class=\"code\" tabindex=\"0\"");
        if !language.is_empty() {
            let _ = write!(html, " data-lang=\"{}\"", escaped(language));
        }
        html.push_str("><code>");
        highlight(language, code, &mut html);
        html.push_str("</code></pre>\n");
        if drawing.is_some() {
            html.push_str("</details></figure>\n");
        }
        self.piece(if drawing.is_some() { "figure" } else { "pre" }, &html);
    }

    /// A formula, or what stands there where it is none.
    pub(super) fn formula(&mut self, tex: &str, is_block: bool) {
        match mathml(tex, is_block) {
            Some(math) if is_block => {
                let label = escaped(self.around.language.text("formula"));
                self.piece("span", &format!("<span class=\"formula\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">{math}</span>"));
            }
            Some(math) => self.piece("span", &math),
            None => {
                let dollars = if is_block { "$$" } else { "$" };
                self.out.push_str(dollars);
                self.text_with_links(tex);
                self.out.push_str(dollars);
            }
        }
    }
}
