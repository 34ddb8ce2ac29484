//! Markdown events as HTML.

use std::fmt::Write as _;
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CowStr, Event, Parser, Tag, TagEnd};

use super::Surroundings;
use super::escape::{escape, escaped};
use super::footnotes::Footnotes;
use super::raw::contained;
use super::sanitise::{Kept, Marks};
use crate::model::{Document, Heading};
use crate::parse::{is_only_comments, markdown_options};
use crate::routes::{root_of, url};

/// Writes the HTML of one text.
pub(super) struct Writer<'a> {
    pub(super) document: &'a Document,
    pub(super) path: &'a str,
    pub(super) root: String,
    pub(super) around: Surroundings<'a>,
    headings: std::slice::Iter<'a, Heading>,
    pub(super) diagrams: std::slice::Iter<'a, Option<Arc<str>>>,
    pub(super) out: String,
    /// Present where the result will be sanitised.
    marks: Option<Marks>,
    /// How to close the links that are open.
    pub(super) open_links: Vec<&'static str>,
    /// What has come in of a text.
    text: CowStr<'a>,
    /// Whether a list item has begun that is not written yet: what follows tells whether it is a task.
    opens_item: bool,
    /// What screen readers say of the link to a heading.
    anchor_label: String,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    pub(super) footnotes: Footnotes,
    /// The parts of `out` that are set aside while a footnote's text is written.
    outer: Vec<String>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(document: &'a Document, path: &'a str, own_route: &str, around: Surroundings<'a>, headings: &'a [Heading]) -> Self {
        let marks = document.has_html.then(|| Marks::new(path));
        Self {
            document,
            path,
            root: root_of(own_route),
            around,
            headings: headings.iter(),
            diagrams: document.diagrams.iter(),
            out: String::with_capacity(document.body.len() * 3 / 2),
            marks,
            open_links: Vec::new(),
            text: CowStr::Borrowed(""),
            opens_item: false,
            anchor_label: escaped(around.language.text("anchor")),
            alignments: Vec::new(),
            cell: 0,
            in_head: false,
            footnotes: Footnotes::default(),
            outer: Vec::new(),
        }
    }

    /// Opens an element with attributes of the writer's own.
    pub(super) fn open(&mut self, name: &str, attributes: &str) {
        let _ = match &mut self.marks {
            None => write!(self.out, "<{name} {attributes}>"),
            Some(marks) => write!(self.out, "<{name} data-mark=\"{}\">", marks.keep(Kept::Attributes(attributes.to_owned()))),
        };
    }

    /// Puts out finished HTML of the writer's own, balanced in itself, that stands wherever an element of this name may:
    /// until the sanitiser is done there is an empty one, since raw HTML around it decides what it is inside of.
    pub(super) fn piece(&mut self, like: &str, html: &str) {
        let _ = match &mut self.marks {
            None => self.out.write_str(html),
            Some(marks) => write!(self.out, "<{like} data-mark=\"{}\"></{like}>", marks.keep(Kept::Element(html.to_owned()))),
        };
    }

    pub(super) fn run(&mut self, markdown: &'a str) {
        let mut events = Parser::new_ext(markdown, markdown_options());
        while let Some(event) = events.next() {
            // A text may come in several pieces, and a web address in more than one of them.
            if let Event::Text(piece) = event {
                match &mut self.text {
                    text if text.is_empty() => *text = piece,
                    text => *text = format!("{text}{piece}").into(),
                }
                continue;
            }
            self.finish_text();
            let opens_item = std::mem::take(&mut self.opens_item);
            match event {
                Event::TaskListMarker(_) if opens_item => self.open("li", "class=\"task\""),
                _ if opens_item => self.out.push_str("<li>"),
                _ => {}
            }
            match event {
                Event::Start(Tag::Item) => self.opens_item = true,
                Event::Start(Tag::CodeBlock(kind)) => {
                    let code = text_until(&mut events, TagEnd::CodeBlock);
                    self.code_block(&kind, &code);
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let alt = text_until(&mut events, TagEnd::Image);
                    self.image(&dest_url, &alt);
                }
                Event::Start(Tag::HtmlBlock) => {
                    let html = text_until(&mut events, TagEnd::HtmlBlock);
                    self.raw(&html);
                }
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag),
                event => self.inline(event),
            }
        }
        self.finish_text();
    }

    /// Writes the text that has come in so far.
    fn finish_text(&mut self) {
        if self.text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.opens_item) {
            self.out.push_str("<li>");
        }
        let text = std::mem::replace(&mut self.text, CowStr::Borrowed(""));
        if self.open_links.is_empty() {
            self.text_with_links(&text);
        } else {
            escape(&text, &mut self.out);
        }
    }

    fn inline(&mut self, event: Event<'_>) {
        match event {
            Event::Code(code) => {
                self.out.push_str("<code>");
                escape(&code, &mut self.out);
                self.out.push_str("</code>");
            }
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::InlineHtml(html) | Event::Html(html) => self.raw(&html),
            Event::InlineMath(tex) => self.formula(&tex, false),
            Event::DisplayMath(tex) => self.formula(&tex, true),
            Event::FootnoteReference(name) => {
                let number = self.footnotes.number(&name);
                self.footnotes.notes[number - 1].0 += 1;
                let count = self.footnotes.notes[number - 1].0;
                let id = if count == 1 { format!("fnRef{number}") } else { format!("fnRef{number}x{count}") };
                self.open("sup", "class=\"footnote-ref\"");
                self.piece("a", &format!("<a href=\"#fnNote{number}\" id=\"{id}\">{number}</a>"));
                self.out.push_str("</sup>");
            }
            Event::TaskListMarker(done) => {
                let (key, checked) = if done { ("task_done", " checked") } else { ("task_open", "") };
                let label = escaped(self.around.language.text(key));
                self.piece("span", &format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "));
            }
            _ => {}
        }
    }

    /// Raw HTML waits for the sanitiser; comments are dropped at once.
    fn raw(&mut self, html: &str) {
        if is_only_comments(html) {
            return;
        }
        match &self.marks {
            Some(_) => self.out.push_str(&contained(html)),
            // The outline has seen all raw HTML of the text; should one be missed, it is shown and not run.
            None => escape(html, &mut self.out),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.out.push_str("<p>"),
            Tag::Heading { .. } => match self.headings.as_slice().first() {
                Some(heading) => {
                    let attributes = format!("id=\"{}\"", escaped(&heading.anchor));
                    self.open(heading_name(heading.level), &attributes);
                }
                None => self.out.push_str("<h2>"),
            },
            Tag::BlockQuote(None) => self.out.push_str("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => {
                let (class, key) = match kind {
                    BlockQuoteKind::Note => ("note", "alert_note"),
                    BlockQuoteKind::Tip => ("tip", "alert_tip"),
                    BlockQuoteKind::Important => ("important", "alert_important"),
                    BlockQuoteKind::Warning => ("warning", "alert_warning"),
                    BlockQuoteKind::Caution => ("caution", "alert_caution"),
                };
                self.open("blockquote", &format!("class=\"alert alert-{class}\""));
                self.open("p", "class=\"alert-title\"");
                escape(self.around.language.text(key), &mut self.out);
                self.out.push_str("</p>\n");
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => {
                let _ = writeln!(self.out, "<ol start=\"{start}\">");
            }
            Tag::FootnoteDefinition(name) => {
                let number = self.footnotes.number(&name);
                self.footnotes.open.push(number);
                self.outer.push(std::mem::take(&mut self.out));
            }
            Tag::Table(alignments) => {
                self.alignments = alignments;
                let label = escaped(self.around.language.text("table"));
                self.open("div", &format!("class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\""));
                self.out.push_str("<table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.cell = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => {
                let class = match self.alignments.get(self.cell) {
                    Some(Alignment::Center) => "class=\"center\"",
                    Some(Alignment::Right) => "class=\"end\"",
                    _ => "",
                };
                let attributes = if self.in_head { format!("scope=\"col\" {class}") } else { class.to_owned() };
                let name = if self.in_head { "th" } else { "td" };
                match attributes.trim() {
                    "" => self.out.push_str("<td>"),
                    attributes => self.open(name, attributes),
                }
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.open_link(link_type, &dest_url, &title),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => match self.headings.next() {
                Some(heading) => {
                    let label = &self.anchor_label;
                    let link = format!(" <a class=\"anchor\" href=\"#{}\" aria-label=\"{label}\">#</a>", url(&heading.anchor));
                    self.piece("a", &link);
                    let _ = writeln!(self.out, "</{}>", heading_name(heading.level));
                }
                None => self.out.push_str("</h2>\n"),
            },
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                let text = std::mem::replace(&mut self.out, self.outer.pop().unwrap_or_default());
                if let Some(number) = self.footnotes.open.pop() {
                    self.footnotes.notes[number - 1].1 = text;
                }
            }
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            TagEnd::TableCell => {
                self.cell += 1;
                self.out.push_str(if self.in_head { "</th>" } else { "</td>" });
            }
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link => self.out.push_str(self.open_links.pop().unwrap_or_default()),
            _ => {}
        }
    }

    pub(super) fn finish(mut self) -> String {
        self.write_footnotes();
        match self.marks.take() {
            None => self.out,
            Some(marks) => {
                let anchors = self.document.headings.iter().map(|heading| heading.anchor.as_str());
                marks.sanitise(&self.out, anchors, |attribute, value| self.raw_attributes(attribute, value))
            }
        }
    }
}

/// All text up to where the element ends that just began, those of its own kind inside it included.
fn text_until<'a>(events: &mut impl Iterator<Item = Event<'a>>, end: TagEnd) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for event in events {
        match event {
            Event::End(tag) if tag == end && depth == 0 => break,
            Event::End(tag) if tag == end => depth -= 1,
            Event::Start(tag) if tag.to_end() == end => depth += 1,
            Event::Text(piece) | Event::Code(piece) | Event::Html(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

fn heading_name(level: u8) -> &'static str {
    match level {
        0..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}
