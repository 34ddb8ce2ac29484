//! The text of a markdown file, with its headings, links and images as data.

use std::ops::Range;
use std::sync::Arc;

/// A markdown text and its outline. The HTML is made only when a page asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The whole file, decoded; line ends as in the file.
    pub source: Arc<str>,
    /// The part of `source` that is shown: without front-matter and without the title.
    pub body: Range<usize>,
    /// The 1-based line on which the body starts.
    pub first_line: u32,
    /// The anchor of the title, where a heading gave it: links to it lead to the top of the page.
    pub title_anchor: Option<String>,
    /// Headings of the body in order.
    pub headings: Vec<Heading>,
    /// Links of the body in order, images apart.
    pub links: Vec<Link>,
    /// Images of the body in order.
    pub images: Vec<Link>,
    /// Ids that raw HTML of the body defines, as written.
    pub html_ids: Vec<String>,
    /// Mermaid diagrams of the body in order: their drawings, or nothing where they cannot be drawn.
    pub diagrams: Vec<Option<Arc<str>>>,
    /// Whether the body contains raw HTML, which has to be sanitised.
    pub has_html: bool,
    /// Lines of the file that state metadata in the text (a status, a date, who decided), 1-based and in order; they are no
    /// part of what was decided.
    pub metadata_lines: Vec<u32>,
    /// The body's text without its markup, a line for each block.
    pub text: PlainText,
    /// The first paragraph of `text` that says something; empty where there is none.
    pub lead: Range<usize>,
    /// Words of the body, for the reading time.
    pub words: u32,
}

impl Document {
    /// The markdown that is shown.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.source[self.body.clone()]
    }

    /// The body's text without its markup, a line for each block.
    #[must_use]
    pub fn plain_text(&self) -> String {
        self.text.of(&self.source)
    }

    /// The headings of its plain text and what stands between them, each with whether it is a heading.
    pub fn parts<'t>(&self, plain_text: &'t str) -> impl Iterator<Item = (bool, &'t str)> {
        let mut at = 0;
        let headings = self.headings.iter().flat_map(move |heading| {
            let before = &plain_text[at..heading.in_text.start];
            at = heading.in_text.end;
            [(false, before), (true, &plain_text[heading.in_text.clone()])]
        });
        let rest = self.headings.last().map_or(0, |last| last.in_text.end);
        headings.chain([(false, &plain_text[rest..])])
    }
}

/// A text without its markup. Nearly all of it stands in a file as it is, so only the places are kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlainText {
    /// In order.
    pub pieces: Box<[Piece]>,
    /// What does not stand in the file, such as characters that are written as entities.
    pub added: Box<str>,
}

/// A piece of a text. A text has one for each of its lines or more, so it is small: a file of 16 MiB stays far below 2³⁰ bytes
/// however it is decoded, which leaves two bits of the start for the gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    start_and_gap: u32,
    length: u32,
}

/// What stands between two pieces of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing.
    None,
    /// A space.
    Space,
    /// The end of a line.
    Line,
}

impl Gap {
    /// The text of it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Space => " ",
            Self::Line => "\n",
        }
    }
}

const GAP_BITS: u32 = 2;

impl Piece {
    /// A piece of `length` bytes that begins at `start`: in the file, or behind its end in what is added.
    #[must_use]
    pub fn new(start: usize, length: usize, gap: Gap) -> Self {
        Self { start_and_gap: (start as u32) << GAP_BITS | gap as u32, length: length as u32 }
    }

    /// Where it begins.
    #[must_use]
    pub fn start(self) -> usize {
        (self.start_and_gap >> GAP_BITS) as usize
    }

    /// How many bytes it has.
    #[must_use]
    pub fn length(self) -> usize {
        self.length as usize
    }

    /// What stands between it and the next one.
    #[must_use]
    pub fn gap(self) -> Gap {
        match self.start_and_gap % (1 << GAP_BITS) {
            0 => Gap::None,
            1 => Gap::Space,
            _ => Gap::Line,
        }
    }

    /// How many bytes it has with what follows it.
    #[must_use]
    pub fn whole_length(self) -> usize {
        self.length() + self.gap().as_str().len()
    }
}

impl PlainText {
    /// The text, of which `source` is the file.
    #[must_use]
    pub fn of(&self, source: &str) -> String {
        let mut text = String::with_capacity(self.pieces.iter().copied().map(Piece::whole_length).sum());
        for piece in &self.pieces {
            let (start, length) = (piece.start(), piece.length());
            let behind = start.checked_sub(source.len()).filter(|_| length > 0);
            text.push_str(behind.map_or_else(|| &source[start..start + length], |start| &self.added[start..start + length]));
            text.push_str(piece.gap().as_str());
        }
        text
    }
}

/// A heading of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text, plain.
    pub text: String,
    /// Its anchor, unique within the document, without `#`.
    pub anchor: String,
    /// Where it stands in the document's text.
    pub in_text: Range<usize>,
}

/// A link or an image as the text writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The destination, unescaped but not percent-decoded.
    pub target: String,
    /// Where it stands in the file, both 1-based; columns count characters.
    pub line: u32,
    /// See `line`.
    pub column: u32,
}
