//! One pass over the markdown: headings, links, images, diagrams, raw HTML, the plain text and the number of words.

use std::ops::Range;

use foldhash::HashMap;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::plain_text::PlainTextReader;
use crate::diagrams::is_diagram;

/// The markdown that records may use: CommonMark with GitHub's additions. The renderer uses the same.
#[must_use]
pub fn options() -> Options {
    Options::ENABLE_MATH
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

/// What a markdown text is made of. Offsets are into the file.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) headings: Vec<HeadingAt>,
    pub(super) links: Vec<(String, usize)>,
    pub(super) images: Vec<(String, usize)>,
    /// Sources of Mermaid diagrams.
    pub(super) diagrams: Vec<(String, usize)>,
    pub(super) html_ids: Vec<String>,
    pub(super) has_html: bool,
    pub(super) words: u32,
    pub(super) plain: PlainTextReader<'a>,
}

#[derive(Debug)]
pub(super) struct HeadingAt {
    pub(super) level: u8,
    pub(super) text: String,
    pub(super) anchor: String,
    pub(super) range: Range<usize>,
    /// Where it stands in the plain text.
    pub(super) in_plain: Range<usize>,
    /// Not in a quote or list: the others structure nothing.
    pub(super) top_level: bool,
}

/// Reads a file from `start` on; of one that is `unseen` neither its plain text nor anchors nor the number of its words.
pub(super) fn outline(source: &str, start: usize, unseen: bool) -> Outline<'_> {
    let mut outline = Outline {
        headings: Vec::new(),
        links: Vec::new(),
        images: Vec::new(),
        diagrams: Vec::new(),
        html_ids: Vec::new(),
        has_html: false,
        words: 0,
        plain: PlainTextReader::new(source),
    };
    let markdown = &source[start..];
    let mut anchors = Anchors::default();
    let mut heading: Option<HeadingAt> = None;
    let mut depth = 0_u32;
    let mut in_code = false;
    let mut in_diagram = false;
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        let before = outline.plain.length();
        if !unseen {
            outline.plain.take(&event, depth > 0);
        }
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let top_level = depth == 0;
                let (level, in_plain) = (level_number(level), before..before);
                heading = Some(HeadingAt { level, text: String::new(), anchor: String::new(), range, in_plain, top_level });
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some(mut heading) = heading.take() {
                    heading.in_plain.end = before;
                    if !is_single_spaced(&heading.text) {
                        heading.text = heading.text.split_whitespace().collect::<Vec<_>>().join(" ");
                    }
                    if !unseen {
                        heading.anchor = anchors.next(&heading.text);
                    }
                    outline.headings.push(heading);
                }
            }
            Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_)) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition) => depth = depth.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, link_type, .. }) if link_type != pulldown_cmark::LinkType::Email => {
                outline.links.push((dest_url.into_string(), range.start));
            }
            Event::Start(Tag::Image { dest_url, .. }) => outline.images.push((dest_url.into_string(), range.start)),
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                in_diagram = matches!(&kind, CodeBlockKind::Fenced(info) if is_diagram(info));
                if in_diagram {
                    outline.diagrams.push((String::new(), range.start));
                }
            }
            Event::End(TagEnd::CodeBlock) => (in_code, in_diagram) = (false, false),
            Event::Text(text) if in_diagram => {
                if let Some((source, _)) = outline.diagrams.last_mut() {
                    source.push_str(&text);
                }
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                if let Some(heading) = &mut heading {
                    heading.text.push_str(&text);
                }
                if !in_code && !unseen {
                    outline.words += super::source_file::to_u32(words(&text));
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(heading) = &mut heading {
                    heading.text.push(' ');
                }
            }
            Event::Start(Tag::HtmlBlock) => note_html(&markdown[range.clone()], range.start, &mut outline),
            Event::InlineHtml(html) => note_html(&html, range.start, &mut outline),
            _ => {}
        }
    }
    outline.shift(start);
    outline
}

impl Outline<'_> {
    fn shift(&mut self, by: usize) {
        for heading in &mut self.headings {
            heading.range = heading.range.start + by..heading.range.end + by;
        }
        for (_, offset) in self.links.iter_mut().chain(&mut self.images).chain(&mut self.diagrams) {
            *offset += by;
        }
    }
}

/// How many words a text has. All text of a log passes here, and nearly all of it is ASCII.
fn words(text: &str) -> usize {
    if !text.is_ascii() {
        return text.split_whitespace().count();
    }
    let bytes = text.as_bytes();
    let is_space = |byte: u8| (byte == b' ') | (byte.wrapping_sub(b'\t') < 5);
    // A word begins at the start, or behind a space; written so that the compiler takes many bytes at once.
    let behind_spaces =
        bytes.iter().zip(&bytes[bytes.len().min(1)..]).filter(|(before, byte)| is_space(**before) & !is_space(**byte)).count();
    behind_spaces + usize::from(bytes.first().is_some_and(|byte| !is_space(*byte)))
}

/// Whether there is nothing but visible ASCII with single spaces between.
fn is_single_spaced(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !text.contains("  ") && !text.starts_with(' ') && !text.ends_with(' ')
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Whether raw HTML is only comments, which are left out without further ado.
#[must_use]
pub fn is_only_comments(html: &str) -> bool {
    let mut rest = html.trim();
    while let Some(after) = rest.strip_prefix("<!--") {
        let Some(end) = after.find("-->") else { return true };
        rest = after[end + 3..].trim_start();
    }
    rest.is_empty()
}

fn note_html(html: &str, offset: usize, outline: &mut Outline<'_>) {
    if is_only_comments(html) {
        return;
    }
    outline.has_html = true;
    for (tag, name, value, at) in attributes(html) {
        match (tag, name) {
            (_, "id") | ("a", "name") => outline.html_ids.push(value.to_owned()),
            ("a", "href") => outline.links.push((value.to_owned(), offset + at)),
            ("img", "src") => outline.images.push((value.to_owned(), offset + at)),
            _ => {}
        }
    }
}

/// The attributes of all start tags in a piece of HTML: tag, name, value, offset.
///
/// Good enough to check links: what is shown goes through a real HTML parser.
fn attributes(html: &str) -> Vec<(&'static str, &'static str, &str, usize)> {
    let mut found = Vec::new();
    for (open, _) in html.match_indices('<') {
        let rest = &html[open + 1..];
        let name_len = rest.len() - rest.trim_start_matches(|ch: char| ch.is_ascii_alphanumeric()).len();
        let tag = match &rest[..name_len] {
            "" => continue,
            tag if tag.eq_ignore_ascii_case("a") => "a",
            tag if tag.eq_ignore_ascii_case("img") => "img",
            _ => "",
        };
        let end = rest.find('>').unwrap_or(rest.len());
        let body = &rest[..end];
        for attribute in ["id", "name", "href", "src"] {
            for (at, _) in body.match_indices(attribute) {
                let before = body[..at].chars().next_back();
                let after = body[at + attribute.len()..].trim_start();
                let Some(value) = after.strip_prefix('=').map(str::trim_start) else { continue };
                if !before.is_some_and(char::is_whitespace) {
                    continue;
                }
                let value = match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
                    _ => value.split(|ch: char| ch.is_whitespace() || ch == '/').next(),
                };
                found.push((tag, attribute, value.unwrap_or_default(), open));
            }
        }
    }
    found
}

/// Anchors as GitHub makes them, so that links written for its view work here too.
#[derive(Debug, Default)]
struct Anchors {
    seen: HashMap<String, u32>,
}

impl Anchors {
    fn next(&mut self, heading: &str) -> String {
        let mut anchor = String::with_capacity(heading.len());
        for ch in heading.trim().chars() {
            match ch {
                ' ' => anchor.push('-'),
                '-' | '_' => anchor.push(ch),
                ch if ch.is_ascii_alphanumeric() => anchor.push(ch.to_ascii_lowercase()),
                ch if ch.is_ascii() => {}
                ch if ch.is_alphanumeric() || matches!(ch, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}') => {
                    anchor.extend(ch.to_lowercase());
                }
                _ => {}
            }
        }
        if anchor.is_empty() {
            "section".clone_into(&mut anchor);
        }
        let count = self.seen.entry(anchor.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return anchor;
        }
        let mut number = *count - 1;
        loop {
            let candidate = format!("{anchor}-{number}");
            if !self.seen.contains_key(&candidate) {
                self.seen.insert(candidate.clone(), 1);
                return candidate;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_the_anchors_that_github_gives_them() {
        let outline = outline("# 1. Use `--flag` & more\n\n## Context\n\n## Context\n\nSetext\n------\n\n## Ünïcode 决策\n", 0, false);
        let found: Vec<_> = outline.headings.iter().map(|h| (h.level, h.text.as_str(), h.anchor.as_str())).collect();
        assert_eq!(
            found,
            [
                (1, "1. Use --flag & more", "1-use---flag--more"),
                (2, "Context", "context"),
                (2, "Context", "context-1"),
                (2, "Setext", "setext"),
                (2, "Ünïcode 决策", "ünïcode-决策"),
            ]
        );
    }

    #[test]
    fn words_are_what_white_space_separates() {
        for text in ["", " ", "a", " a  b\tc\n", "\u{b}a\u{c}b\r\n", "ä b\u{a0}c", "one-two three"] {
            assert_eq!(words(text), text.split_whitespace().count(), "{text:?}");
        }
    }

    #[test]
    fn code_is_not_structure() {
        let outline = outline("```\n# no heading\n[no](link)\n---\n```\n", 0, false);
        assert!(outline.headings.is_empty() && outline.links.is_empty());
    }

    #[test]
    fn links_and_images_of_markdown_and_html_are_found_and_comments_are_no_html() {
        let found = outline("[a](x.md) ![b](y.png) <https://z.example>\n\n<!-- c -->\n", 0, false);
        assert_eq!(found.links.iter().map(|l| l.0.as_str()).collect::<Vec<_>>(), ["x.md", "https://z.example"]);
        assert_eq!(found.images[0].0, "y.png");
        assert!(!found.has_html);
        let found = outline("<a name='top' href=\"../x.md\">x</a> <img src=y.png>\n", 0, false);
        assert!(found.has_html);
        assert_eq!((found.links[0].0.as_str(), found.images[0].0.as_str(), found.html_ids[0].as_str()), ("../x.md", "y.png", "top"));
    }
}
