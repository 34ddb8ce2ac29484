//! The text of a document without its markup, for those who search it or see its beginning.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::outline::is_only_comments;

/// Words that a paragraph must have to tell what a document is about.
const LEAST_WORDS: usize = 8;

/// Bytes within which a document says what it is about; further down stands no introduction.
const INTRODUCTION: usize = 4000;

/// The text of a document, a line for each of its blocks.
#[derive(Debug, Default)]
pub(super) struct PlainText {
    pub(super) text: String,
    /// The first paragraph that says something.
    pub(super) lead: Range<usize>,
    /// Where the paragraph started that is being read.
    paragraph: Option<usize>,
}

impl PlainText {
    /// Of a markdown text with so many bytes.
    pub(super) fn of(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Takes the next event; `is_inside` says whether it is part of a list, a quote or a footnote.
    pub(super) fn take(&mut self, event: &Event<'_>, is_inside: bool) {
        match event {
            Event::Text(text) | Event::Code(text) => self.text.push_str(text),
            Event::SoftBreak => self.text.push(' '),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html),
            Event::Start(Tag::Paragraph) if !is_inside && self.lead.is_empty() => self.paragraph = Some(self.text.len()),
            Event::End(TagEnd::Paragraph) => {
                if let Some(start) = self.paragraph.take().filter(|start| *start < INTRODUCTION && is_telling(&self.text[*start..])) {
                    self.lead = start..self.text.len();
                }
                self.end_block();
            }
            Event::HardBreak | Event::Rule | Event::End(TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item | TagEnd::CodeBlock) => {
                self.end_block();
            }
            _ => {}
        }
    }

    fn end_block(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// What raw HTML says between its tags.
    fn html(&mut self, html: &str) {
        if is_only_comments(html) {
            return;
        }
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            self.text.push_str(&rest[..open]);
            self.text.push(' ');
            let Some(close) = rest[open..].find('>') else { return };
            rest = &rest[open + close + 1..];
        }
        self.text.push_str(rest);
    }
}

/// Whether a paragraph is a sentence, and not a badge or a line of metadata.
fn is_telling(paragraph: &str) -> bool {
    let first = paragraph.chars().next().unwrap_or('#');
    (first.is_alphanumeric() || matches!(first, '\'' | '"' | '«' | '“' | '('))
        && paragraph.split_whitespace().nth(LEAST_WORDS - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::outline::outline;

    #[test]
    fn markup_is_left_out_and_blocks_are_lines() {
        let found = outline(
            "## The *why*\n\nA [link](x.md) and\n`code`.\n\n| a | b |\n|---|---|\n| c | d |\n\n<p title=\"no\">html</p>\n<!-- no -->\n",
            false,
        );
        assert_eq!(found.plain.text, "The why\nA link and code.\na\nb\nc\nd\n html \n");
        assert_eq!(found.headings[0].in_plain, 0..7);
    }

    #[test]
    fn the_lead_is_the_first_paragraph_that_says_something() {
        for (markdown, lead) in [
            (
                "# T\n\n- short\n\nWe met the *objectives*, see [the\nplan](x.md), with `q` alone.\n\nMore.\n",
                "We met the objectives, see the plan, with q alone.",
            ),
            ("> Of eight words and more, but only a quotation.\n\nStatus: accepted\n", ""),
            ("| Of eight words and more, but only a | cell |\n|---|---|\n", ""),
        ] {
            let plain = outline(markdown, false).plain;
            assert_eq!(&plain.text[plain.lead], lead, "{markdown}");
        }
    }
}
