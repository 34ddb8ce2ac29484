//! The text of a document without its markup, for those who search it or see its beginning.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::outline::is_only_comments;
use crate::model::{Gap, Piece, PlainText};

/// Words that a paragraph must have to tell what a document is about.
const LEAST_WORDS: usize = 8;

/// Bytes within which a document says what it is about; further down stands no introduction.
const INTRODUCTION: usize = 4000;

/// Reads the text of a document, a line for each of its blocks.
#[derive(Debug)]
pub(super) struct PlainTextReader<'a> {
    /// The whole file.
    source: &'a str,
    pieces: Vec<Piece>,
    added: String,
    length: usize,
    ends_line: bool,
    /// The first paragraph that says something.
    lead: Range<usize>,
    /// Before the paragraph that is being read: the number of pieces, and of bytes.
    paragraph: Option<(usize, usize)>,
}

impl<'a> PlainTextReader<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let (pieces, added) = (Vec::new(), String::new());
        Self { source, pieces, added, length: 0, ends_line: false, lead: 0..0, paragraph: None }
    }

    /// How many bytes there are so far.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// The text without its first bytes, which end with a piece; and its first paragraph that says something.
    pub(super) fn finish(self, without: usize) -> (PlainText, Range<usize>) {
        let mut left = without;
        let first = self.pieces.iter().position(|piece| match left.checked_sub(piece.whole_length()) {
            Some(rest) if left > 0 => {
                left = rest;
                false
            }
            _ => true,
        });
        let pieces = self.pieces.get(first.unwrap_or(self.pieces.len())..).unwrap_or_default().into();
        let lead = self.lead.start.saturating_sub(without)..self.lead.end.saturating_sub(without);
        (PlainText { pieces, added: self.added.into() }, lead)
    }

    /// Takes the next event; `is_inside` says whether it is part of a list, a quote or a footnote.
    pub(super) fn take(&mut self, event: &Event<'_>, is_inside: bool) {
        match event {
            Event::Text(text) | Event::Code(text) => self.push(text),
            Event::SoftBreak => self.gap(Gap::Space),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html),
            Event::Start(Tag::Paragraph) if !is_inside && self.lead.is_empty() && self.length < INTRODUCTION => {
                self.paragraph = Some((self.pieces.len(), self.length));
            }
            Event::End(TagEnd::Paragraph) => {
                if let Some((first, start)) = self.paragraph.take() {
                    let paragraph = PlainText { pieces: self.pieces[first..].into(), added: self.added.as_str().into() }.of(self.source);
                    if is_telling(&paragraph) {
                        self.lead = start..self.length;
                    }
                }
                self.end_block();
            }
            Event::HardBreak | Event::Rule | Event::End(TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item | TagEnd::CodeBlock) => {
                self.end_block();
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        // Most texts are parts of the file; where one lies in memory tells where it stands.
        let at = (text.as_ptr() as usize).wrapping_sub(self.source.as_ptr() as usize);
        let start = if self.source.get(at..at.saturating_add(text.len())).is_some() {
            at
        } else {
            self.added.push_str(text);
            self.source.len() + self.added.len() - text.len()
        };
        self.length += text.len();
        self.ends_line = text.ends_with('\n');
        match self.pieces.last_mut() {
            Some(last) if last.gap() == Gap::None && last.start() + last.length() == start && start != self.source.len() => {
                *last = Piece::new(last.start(), last.length() + text.len(), Gap::None);
            }
            _ => self.pieces.push(Piece::new(start, text.len(), Gap::None)),
        }
    }

    fn gap(&mut self, gap: Gap) {
        self.length += gap.as_str().len();
        self.ends_line = gap == Gap::Line;
        match self.pieces.last_mut() {
            Some(last) if last.gap() == Gap::None => *last = Piece::new(last.start(), last.length(), gap),
            _ => self.pieces.push(Piece::new(0, 0, gap)),
        }
    }

    fn end_block(&mut self) {
        if self.length > 0 && !self.ends_line {
            self.gap(Gap::Line);
        }
    }

    /// What raw HTML says between its tags.
    fn html(&mut self, html: &str) {
        if is_only_comments(html) {
            return;
        }
        let mut rest = html;
        while let Some(open) = rest.find('<') {
            self.push(&rest[..open]);
            self.gap(Gap::Space);
            let Some(close) = rest[open..].find('>') else { return };
            rest = &rest[open + close + 1..];
        }
        self.push(rest);
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
        let text =
            "## The *why*\n\nA [link](x.md) and\n`code`.\n\n| a | b |\n|---|---|\n| c | d |\n\n<p title=\"no\">html</p>\n<!-- no -->\n";
        let found = outline(text, 0, false);
        assert_eq!(found.headings[0].in_plain, 0..7);
        assert_eq!(found.plain.finish(0).0.of(text), "The why\nA link and code.\na\nb\nc\nd\n html \n");
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
            let (plain, found) = outline(markdown, 0, false).plain.finish(0);
            assert_eq!(&plain.of(markdown)[found], lead, "{markdown}");
        }
    }
    #[test]
    fn what_is_written_as_something_else_is_part_of_the_text() {
        let text = "---\nid: 1\n---\n# A &amp; B\n\nOne\\*two &lt;b&gt; `c` [d](x.md)\ne\n";
        let plain = outline(text, 14, false).plain;
        assert_eq!(plain.length(), 24);
        assert_eq!(plain.finish("A & B\n".len()).0.of(text), "One*two <b> c d e\n");
    }
}
