//! The text of a document without its markup.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::model::Document;
use crate::parse::{is_only_comments, markdown_options};

/// The text of a document, a line for each of its blocks.
#[derive(Debug, Default)]
pub(super) struct PlainText {
    pub(super) text: String,
    /// Which parts of it are headings.
    pub(super) headings: Vec<Range<usize>>,
}

impl PlainText {
    pub(super) fn of(document: &Document) -> Self {
        let mut plain = Self { text: String::with_capacity(document.body.len()), headings: Vec::new() };
        let mut heading = None;
        for event in Parser::new_ext(document.body(), markdown_options()) {
            match event {
                Event::Text(text) | Event::Code(text) => plain.text.push_str(&text),
                Event::SoftBreak => plain.text.push(' '),
                Event::Html(html) | Event::InlineHtml(html) => plain.html(&html),
                Event::Start(Tag::Heading { .. }) => heading = Some(plain.text.len()),
                Event::End(TagEnd::Heading(_)) => {
                    plain.headings.extend(heading.take().map(|start| start..plain.text.len()));
                    plain.end_block();
                }
                Event::HardBreak | Event::Rule | Event::End(TagEnd::TableCell | TagEnd::Item | TagEnd::Paragraph | TagEnd::CodeBlock) => {
                    plain.end_block();
                }
                _ => {}
            }
        }
        plain
    }

    /// Its headings and what stands between them, with whether each is a heading.
    pub(super) fn parts(&self) -> impl Iterator<Item = (bool, &str)> {
        let mut at = 0;
        let last = (self.text.len()..self.text.len(), &self.text[self.headings.last().map_or(0, |last| last.end)..]);
        let headings = self.headings.iter().flat_map(move |heading| {
            let before = &self.text[at..heading.start];
            at = heading.end;
            [(false, before), (true, &self.text[heading.clone()])]
        });
        headings.chain([(false, last.1)])
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

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(markdown: &str) -> PlainText {
        PlainText::of(&Document { source: markdown.into(), body: 0..markdown.len(), ..Document::default() })
    }

    #[test]
    fn markup_is_left_out_and_blocks_are_lines() {
        let text = plain(
            "## The *why*\n\nA [link](x.md) and\n`code`.\n\n| a | b |\n|---|---|\n| c | d |\n\n<p title=\"no\">html</p>\n<!-- no -->\n",
        );
        assert_eq!(text.text, "The why\nA link and code.\na\nb\nc\nd\n html \n");
        assert_eq!((text.headings.len(), text.headings[0].end), (1, 7));
        assert_eq!(text.parts().map(|(heading, text)| (heading, text.len())).collect::<Vec<_>>(), [(false, 0), (true, 7), (false, 33)]);
    }
}
