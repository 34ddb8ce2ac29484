//! Links and images of a text, and where they lead.

use std::fmt::Write as _;

use pulldown_cmark::{CowStr, LinkType};

use super::Surroundings;
use super::escape::{escape, escaped};
use super::writer::Writer;
use crate::links::{HTML_ID_PREFIX, ImageState, Target, allowed_host, document, find_anchor, route};
use crate::model::Document;
use crate::routes::url;

impl Writer<'_> {
    pub(super) fn open_link(&mut self, link_type: LinkType, target: &str, title: &str) {
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
    pub(super) fn text_with_links(&mut self, text: &str) {
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

    pub(super) fn image(&mut self, target: &str, alt: &str) {
        let alt = escaped(alt);
        let file = match self.around.links.target(self.path, target) {
            Target::External(address) if allowed_host(&address, &self.around.config.image_hosts) => {
                return self.piece(
                    "img",
                    &format!("<img src=\"{}\" alt=\"{alt}\" loading=\"lazy\" referrerpolicy=\"no-referrer\">", escaped(&address)),
                );
            }
            Target::External(address) => {
                let shown = if alt.is_empty() { escaped(&address) } else { alt };
                let link =
                    format!("<a class=\"remote-image external\" rel=\"noopener noreferrer\" href=\"{}\">{shown}</a>", escaped(&address));
                // A link inside a link is no HTML.
                return if self.open_links.is_empty() { self.piece("a", &link) } else { self.out.push_str(&shown) };
            }
            Target::File(file, _) => file,
            _ => String::new(),
        };
        if let Some(ImageState::Image(route)) = self.around.links.image(&file) {
            let src = format!("{}{}", self.root, url(route));
            self.piece("img", &format!("<img src=\"{src}\" alt=\"{alt}\" loading=\"lazy\">"));
        } else {
            let shown = if alt.is_empty() { escaped(target) } else { alt };
            let title = escaped(self.around.language.text("missing_image"));
            self.piece("span", &format!("<span class=\"dead\" title=\"{title}\">{shown}</span>"));
        }
    }

    /// The attributes of a link or image of raw HTML on this page; none where it must not have an address.
    pub(super) fn raw_attributes(&self, attribute: &str, value: &str) -> Option<String> {
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
