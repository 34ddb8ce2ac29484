//! What keeps raw HTML of a record harmless, and the writer's own markup whole.

use std::hash::{BuildHasher, RandomState};

use crate::links::HTML_ID_PREFIX;

/// Attributes and content that stand behind unguessable marks until the sanitiser is done.
pub(super) struct Marks {
    nonce: String,
    kept: Vec<String>,
}

impl Marks {
    /// No marks yet, for the text at `path`.
    pub(super) fn new(path: &str) -> Self {
        let random = || RandomState::new().hash_one(path);
        Self { nonce: format!("m{:016x}{:016x}", random(), random()), kept: Vec::new() }
    }

    /// Keeps a piece of the writer's own, and gives the mark that stands for it.
    pub(super) fn keep(&mut self, piece: String) -> String {
        self.kept.push(piece);
        format!("{}-{}-", self.nonce, self.kept.len() - 1)
    }

    /// What the writer put out, sanitised, with everything back that was kept; links and images of raw HTML have the
    /// attributes that `attributes` finds.
    pub(super) fn sanitise(&self, html: &str, attributes: impl Fn(&str, &str) -> Option<String>) -> String {
        self.restore(&sanitise(html, &self.nonce), attributes)
    }

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
