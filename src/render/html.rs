//! A document's markdown as HTML: links rewritten, raw HTML sanitised, code highlighted.
//!
//! Text of a record is never code. Markdown itself cannot produce markup beyond what this writer puts out. Where a
//! record contains raw HTML, the whole result goes through ammonia. So that the writer's own classes, ids and links
//! survive that, and nobody else's do, it marks its elements with an attribute that holds a number nobody can guess;
//! behind the sanitiser, marks become attributes.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd, TextMergeStream};

use super::highlight::highlight;
use super::language::Language;
use super::math::mathml;
use crate::config::Config;
use crate::diagrams::is_diagram;
use crate::links::{HTML_ID_PREFIX, ImageState, Links, Target, allowed_host, document, find_anchor, route};
use crate::model::{DecisionLog, Document, Heading};
use crate::parse::{is_only_comments, markdown_options};
use crate::routes::{root_of, url};

/// What the text of a page needs to know about its surroundings.
#[derive(Clone, Copy)]
pub(crate) struct Surroundings<'a> {
    pub(crate) config: &'a Config,
    pub(crate) log: &'a DecisionLog,
    pub(crate) links: &'a Links,
    pub(crate) language: &'a Language,
}

/// The body of a document as HTML, for the page at `own_route`, and its headings at the levels that they have there.
pub(crate) fn body(document: &Document, path: &str, own_route: &str, around: Surroundings<'_>) -> (String, Vec<Heading>) {
    // The page's title is its first heading, so those of the text start at the second level.
    let shift = u8::from(document.headings.iter().any(|heading| heading.level == 1));
    let headings: Vec<Heading> =
        document.headings.iter().map(|heading| Heading { level: (heading.level + shift).min(6), ..heading.clone() }).collect();
    let mut writer = Writer::new(document, path, own_route, around, &headings);
    writer.run(document.body());
    (writer.finish(), headings)
}

/// A short markdown text of the config, such as a team's introduction.
pub(crate) fn fragment(markdown: &str, own_route: &str, around: Surroundings<'_>) -> String {
    let document = Document { source: markdown.into(), body: 0..markdown.len(), has_html: markdown.contains('<'), ..Document::default() };
    let mut writer = Writer::new(&document, "", own_route, around, &[]);
    writer.run(document.body());
    writer.finish()
}

/// Escapes text for HTML, inside and outside of attributes.
pub(crate) fn escape(text: &str, out: &mut String) {
    let mut written = 0;
    // All of these are ASCII, so each is a byte, and the places between bytes are places between characters.
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.push_str(&text[written..at]);
        out.push_str(entity);
        written = at + 1;
    }
    out.push_str(&text[written..]);
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

struct Writer<'a> {
    document: &'a Document,
    path: &'a str,
    root: String,
    around: Surroundings<'a>,
    headings: std::slice::Iter<'a, Heading>,
    diagrams: std::slice::Iter<'a, Option<Arc<str>>>,
    out: String,
    /// Present where the result will be sanitised.
    marks: Option<Marks>,
    /// How to close the links that are open.
    open_links: Vec<&'static str>,
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    footnotes: Footnotes,
    /// The parts of `out` that are set aside while a footnote's text is written.
    outer: Vec<String>,
}

/// Footnotes in the order of their first mention.
#[derive(Default)]
struct Footnotes {
    numbers: HashMap<String, usize>,
    /// How often each is mentioned, and its text.
    notes: Vec<(usize, String)>,
    /// The numbers of the definitions being written.
    open: Vec<usize>,
}

impl Footnotes {
    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.notes.push((0, String::new()));
        self.numbers.insert(name.to_owned(), self.notes.len());
        self.notes.len()
    }
}

/// Attributes and content that stand behind unguessable marks until the sanitiser is done.
struct Marks {
    nonce: String,
    kept: Vec<String>,
}

impl<'a> Writer<'a> {
    fn new(document: &'a Document, path: &'a str, own_route: &str, around: Surroundings<'a>, headings: &'a [Heading]) -> Self {
        let marks = document.has_html.then(|| Marks {
            nonce: format!("m{:016x}{:016x}", RandomState::new().hash_one(path), RandomState::new().hash_one(document.body.len())),
            kept: Vec::new(),
        });
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
            alignments: Vec::new(),
            cell: 0,
            in_head: false,
            footnotes: Footnotes::default(),
            outer: Vec::new(),
        }
    }

    /// Opens an element with attributes of the writer's own.
    fn open(&mut self, name: &str, attributes: &str) {
        let _ = match &mut self.marks {
            None => write!(self.out, "<{name} {attributes}>"),
            Some(marks) => {
                marks.kept.push(format!(" {attributes}"));
                write!(self.out, "<{name} data-mark=\"{}-{}-\">", marks.nonce, marks.kept.len() - 1)
            }
        };
    }

    /// Puts out finished HTML of the writer's own, balanced in itself.
    fn piece(&mut self, html: &str) {
        match &mut self.marks {
            None => self.out.push_str(html),
            Some(marks) => {
                marks.kept.push(html.to_owned());
                let _ = write!(self.out, "{}-{}-", marks.nonce, marks.kept.len() - 1);
            }
        }
    }

    fn run(&mut self, markdown: &str) {
        let parser = TextMergeStream::new(Parser::new_ext(markdown, markdown_options()));
        let mut events = parser.peekable();
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let mut code = String::new();
                    for event in events.by_ref() {
                        match event {
                            Event::End(TagEnd::CodeBlock) => break,
                            Event::Text(text) => code.push_str(&text),
                            _ => {}
                        }
                    }
                    self.code_block(&kind, &code);
                }
                Event::Start(Tag::Image { dest_url, .. }) => {
                    let mut alt = String::new();
                    let mut depth = 0;
                    for event in events.by_ref() {
                        match event {
                            Event::Start(Tag::Image { .. }) => depth += 1,
                            Event::End(TagEnd::Image) if depth == 0 => break,
                            Event::End(TagEnd::Image) => depth -= 1,
                            Event::Text(text) | Event::Code(text) => alt.push_str(&text),
                            Event::SoftBreak | Event::HardBreak => alt.push(' '),
                            _ => {}
                        }
                    }
                    self.image(&dest_url, &alt);
                }
                Event::Start(Tag::HtmlBlock) => {
                    let mut html = String::new();
                    for event in events.by_ref() {
                        match event {
                            Event::End(TagEnd::HtmlBlock) => break,
                            Event::Html(text) | Event::Text(text) => html.push_str(&text),
                            _ => {}
                        }
                    }
                    self.raw(&html);
                }
                Event::Start(Tag::Item) => match events.peek() {
                    Some(Event::TaskListMarker(_)) => self.open("li", "class=\"task\""),
                    _ => self.out.push_str("<li>"),
                },
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag),
                event => self.inline(event),
            }
        }
    }

    fn inline(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) if self.open_links.is_empty() => self.text_with_links(&text),
            Event::Text(text) => escape(&text, &mut self.out),
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
                self.piece(&format!("<sup class=\"footnote-ref\"><a href=\"#fnNote{number}\" id=\"{id}\">{number}</a></sup>"));
            }
            Event::TaskListMarker(done) => {
                self.piece(&format!("<input type=\"checkbox\" disabled{}> ", if done { " checked" } else { "" }));
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
            Some(_) => self.out.push_str(html),
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
                    let label = escaped(self.around.language.text("anchor"));
                    self.piece(&format!(" <a class=\"anchor\" href=\"#{}\" aria-label=\"{label}\">#</a>", url(&heading.anchor)));
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

    fn open_link(&mut self, link_type: LinkType, target: &str, title: &str) {
        let target: CowStr<'_> = if link_type == LinkType::Email { format!("mailto:{target}").into() } else { CowStr::from(target) };
        match self.href(&target) {
            Href::To(href, class) => {
                let mut attributes = format!("href=\"{}\"", escaped(&href));
                if let Some(class) = class {
                    let _ = write!(attributes, " class=\"{class}\" rel=\"noopener noreferrer\"");
                }
                if !title.is_empty() {
                    let _ = write!(attributes, " title=\"{}\"", escaped(title));
                }
                self.open("a", &attributes);
                self.open_links.push("</a>");
            }
            Href::Text(class, title) => {
                self.open("span", &format!("class=\"{class}\" title=\"{}\"", escaped(&title)));
                self.open_links.push("</span>");
            }
        }
    }

    fn href(&self, target: &str) -> Href {
        href(target, self.path, &self.root, self.document, self.around)
    }

    /// Text in which bare web addresses become links, as on GitHub.
    fn text_with_links(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.contains(':').then(|| rest.find("://")).flatten() {
            let before = &rest[..at];
            let scheme = if before.ends_with("https") { 5 } else { 4 };
            let starts = before.ends_with("http") || before.ends_with("https");
            let free = starts && !before[..at - scheme].ends_with(|ch: char| ch.is_alphanumeric());
            if !free {
                escape(&rest[..at + 3], &mut self.out);
                rest = &rest[at + 3..];
                continue;
            }
            let start = at - scheme;
            let end = rest[start..]
                .find(|ch: char| ch.is_whitespace() || matches!(ch, '<' | '>' | '"' | '`'))
                .map_or(rest.len(), |end| start + end);
            let address = trim_address(&rest[start..end]);
            escape(&rest[..start], &mut self.out);
            if address.len() > scheme + 3 {
                self.open_link(LinkType::Autolink, address, "");
                escape(address, &mut self.out);
                self.out.push_str(self.open_links.pop().unwrap_or_default());
            } else {
                escape(address, &mut self.out);
            }
            rest = &rest[start + address.len()..];
        }
        escape(rest, &mut self.out);
    }

    fn image(&mut self, target: &str, alt: &str) {
        let alt = escaped(alt);
        let file = match self.around.links.target(self.path, target) {
            Target::External(address) if allowed_host(&address, &self.around.config.image_hosts) => {
                return self
                    .piece(&format!("<img src=\"{}\" alt=\"{alt}\" loading=\"lazy\" referrerpolicy=\"no-referrer\">", escaped(&address)));
            }
            Target::External(address) => {
                let shown = if alt.is_empty() { escaped(&address) } else { alt };
                let link =
                    format!("<a class=\"remote-image external\" rel=\"noopener noreferrer\" href=\"{}\">{shown}</a>", escaped(&address));
                // A link inside a link is no HTML.
                return self.piece(if self.open_links.is_empty() { &link } else { &shown });
            }
            Target::File(file, _) => file,
            _ => String::new(),
        };
        if let Some(ImageState::Image(route)) = self.around.links.image(&file) {
            let src = format!("{}{}", self.root, url(route));
            self.piece(&format!("<img src=\"{src}\" alt=\"{alt}\" loading=\"lazy\">"));
        } else {
            let shown = if alt.is_empty() { escaped(target) } else { alt };
            let title = escaped(self.around.language.text("missing_image"));
            self.piece(&format!("<span class=\"dead\" title=\"{title}\">{shown}</span>"));
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>, code: &str) {
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
        self.piece(&html);
    }

    /// A formula, or what stands there where it is none.
    fn formula(&mut self, tex: &str, is_block: bool) {
        match mathml(tex, is_block) {
            Some(math) if is_block => {
                let label = escaped(self.around.language.text("formula"));
                self.piece(&format!("<span class=\"formula\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">{math}</span>"));
            }
            Some(math) => self.piece(&math),
            None => {
                let dollars = if is_block { "$$" } else { "$" };
                self.out.push_str(dollars);
                self.text_with_links(tex);
                self.out.push_str(dollars);
            }
        }
    }

    fn finish(mut self) -> String {
        self.write_footnotes();
        match self.marks.take() {
            None => self.out,
            Some(marks) => {
                let clean = sanitise(&self.out, &marks.nonce);
                marks.restore(&clean, |attribute, value| self.raw_attributes(attribute, value))
            }
        }
    }

    /// The attributes of a link or image of raw HTML on this page; none where it must not have an address.
    fn raw_attributes(&self, attribute: &str, value: &str) -> Option<String> {
        if attribute == "href" {
            return match self.href(value) {
                Href::To(href, None) => Some(format!("href=\"{}\"", escaped(&href))),
                Href::To(href, Some(class)) => Some(format!("href=\"{}\" class=\"{class}\" rel=\"noopener noreferrer\"", escaped(&href))),
                Href::Text(..) => None,
            };
        }
        if attribute == "name" {
            return Some(format!("id=\"{HTML_ID_PREFIX}{}\"", escaped(value)));
        }
        let src = match self.around.links.target(self.path, value) {
            Target::External(address) if allowed_host(&address, &self.around.config.image_hosts) => address,
            Target::File(file, _) => match self.around.links.image(&file) {
                Some(ImageState::Image(route)) => format!("{}{}", self.root, url(route)),
                _ => return None,
            },
            _ => return None,
        };
        Some(format!("src=\"{}\"", escaped(&src)))
    }

    fn write_footnotes(&mut self) {
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
                self.piece(&format!(" <a class=\"footnote-back\" href=\"#fnRef{number}\" aria-label=\"{back}\">↩</a>"));
            }
            self.out.push_str(close);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></section>\n");
    }
}

impl Marks {
    /// Puts back what stood behind the marks, and gives links and images of raw HTML the attributes that `attributes` finds.
    fn restore(&self, html: &str, attributes: impl Fn(&str, &str) -> Option<String>) -> String {
        let mut out = String::with_capacity(html.len() * 3 / 2);
        let mut rest = html;
        while let Some(at) = rest.find(&self.nonce) {
            let before = &rest[..at];
            let after = &rest[at + self.nonce.len()..];
            if let Some(after) = after.strip_prefix('~') {
                // `href="<mark>~<address>"`
                let end = after.find('"').unwrap_or(after.len());
                let (start, attribute) = before.rsplit_once(' ').unwrap_or((before, ""));
                out.push_str(start);
                let name = attribute.trim_end_matches("=\"");
                if let Some(attributes) = attributes(name, &unescape(&after[..end])) {
                    out.push(' ');
                    out.push_str(&attributes);
                }
                rest = after.get(end + 1..).unwrap_or_default();
                continue;
            }
            let after = after.get(1..).unwrap_or_default();
            let digits = after.len() - after.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
            let kept = after[..digits].parse::<usize>().ok().and_then(|index| self.kept.get(index)).map_or("", String::as_str);
            let behind = after.get(digits + 1..).unwrap_or_default();
            if let Some(before) = before.strip_suffix(" data-mark=\"") {
                out.push_str(before);
                out.push_str(kept);
                rest = behind.strip_prefix('"').unwrap_or(behind);
            } else {
                out.push_str(before);
                out.push_str(kept);
                rest = behind;
            }
        }
        out.push_str(rest);
        out
    }
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// Raw HTML without anything that could run, load, or pass for a part of the site. Addresses of links and images come out
/// behind the mark and a tilde.
fn sanitise(html: &str, nonce: &str) -> String {
    let own = nonce.to_owned();
    let mut builder = ammonia::Builder::default();
    builder
        .add_tags(["section"])
        // Landmarks and forms belong to the site.
        .rm_tags(["nav", "header", "footer", "article", "aside", "area", "map", "hgroup", "center"])
        .generic_attributes(["title", "lang", "dir", "id", "data-mark"].into())
        .rm_tag_attributes("img", ["align", "height", "width"])
        .rm_tag_attributes("td", ["align", "char", "charoff", "valign", "bgcolor", "width"])
        .rm_tag_attributes("th", ["align", "char", "charoff", "valign", "bgcolor", "width"])
        .rm_tag_attributes("table", ["align", "char", "charoff", "summary", "bgcolor", "border", "cellpadding", "cellspacing", "width"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("a", ["name"])
        .id_prefix(Some(HTML_ID_PREFIX))
        .link_rel(None)
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .attribute_filter(move |element, attribute, value| match (element, attribute) {
            (_, "data-mark") => value.starts_with(&own).then(|| value.into()),
            ("a", "href" | "name") | ("img", "src") => Some(format!("{own}~{value}").into()),
            (_, "cite" | "longdesc" | "background" | "action" | "srcset") => None,
            _ => Some(value.into()),
        });
    builder.clean(html).to_string()
}

enum Href {
    /// A link; the class says that it leaves the site.
    To(String, Option<&'static str>),
    /// No link: the class of the text, and why.
    Text(&'static str, String),
}

fn href(target: &str, path: &str, root: &str, own: &Document, around: Surroundings<'_>) -> Href {
    match around.links.target(path, target) {
        Target::Anchor(anchor) if anchor.is_empty() || anchor.eq_ignore_ascii_case("top") => Href::To("#".to_owned(), None),
        Target::Anchor(anchor) => match find_anchor(own, &anchor) {
            Some(found) => Href::To(format!("#{}", url(&found.id())), None),
            None => Href::Text("dead", around.language.text("dead_link").to_owned()),
        },
        Target::Page(page, anchor) => {
            let mut href = format!("{root}{}", url(route(around.log, page)));
            if let Some(found) = anchor.and_then(|anchor| find_anchor(document(around.log, page), &anchor)) {
                href += &format!("#{}", url(&found.id()));
            }
            Href::To(href, None)
        }
        Target::External(address) => Href::To(address, Some("external")),
        Target::File(file, anchor) => match &around.config.forge.file {
            Some(pattern) if around.links.exists(&file) => {
                let mut address = pattern.replace("{path}", &url(&file));
                if let Some(anchor) = anchor {
                    address += &format!("#{}", url(&anchor));
                }
                Href::To(address, Some("external"))
            }
            _ if around.links.exists(&file) => Href::Text("file", file),
            _ => Href::Text("dead", around.language.text("dead_link").to_owned()),
        },
        Target::Outside(file) => Href::Text("file", file),
        Target::Unsafe(_) => Href::Text("dead", around.language.text("unsafe_link").to_owned()),
    }
}

/// An address without the punctuation that ends the sentence around it.
fn trim_address(address: &str) -> &str {
    let mut end = address;
    loop {
        let shorter = end.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '~', '\'']);
        // A closing bracket belongs to the address only where it was opened in it.
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if inner.matches('(').count() <= inner.matches(')').count() => inner,
            _ => shorter.strip_suffix(']').unwrap_or(shorter),
        };
        if shorter.len() == end.len() {
            return end;
        }
        end = shorter;
    }
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
