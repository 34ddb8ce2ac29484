//! Footnotes: numbered by their first mention, and written at the end.

use std::collections::HashMap;

use super::escape::escaped;
use super::writer::Writer;

/// Footnotes in the order of their first mention.
#[derive(Default)]
pub(super) struct Footnotes {
    numbers: HashMap<String, usize>,
    /// How often each is mentioned, and its text.
    pub(super) notes: Vec<(usize, String)>,
    /// The numbers of the definitions being written.
    pub(super) open: Vec<usize>,
}

impl Footnotes {
    pub(super) fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.notes.push((0, String::new()));
        self.numbers.insert(name.to_owned(), self.notes.len());
        self.notes.len()
    }
}

impl Writer<'_> {
    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.notes.is_empty() {
            return;
        }
        let label = escaped(self.around.language.text("footnotes"));
        let back = escaped(self.around.language.text("footnote_back"));
        self.open("section", &format!("class=\"footnotes\" aria-label=\"{label}\""));
        self.out.push_str("<ol>\n");
        for (index, (mentions, text)) in std::mem::take(&mut self.footnotes.notes).into_iter().enumerate() {
            let number = index + 1;
            self.open("li", &format!("id=\"fnNote{number}\""));
            let inner = text.trim_end();
            let (inner, close) = inner.strip_suffix("</p>").map_or((inner, ""), |inner| (inner, "</p>"));
            self.out.push_str(inner);
            if mentions > 0 {
                self.out.push(' ');
                self.piece("a", &format!("<a class=\"footnote-back\" href=\"#fnRef{number}\" aria-label=\"{back}\">↩</a>"));
            }
            self.out.push_str(close);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></section>\n");
    }
}
