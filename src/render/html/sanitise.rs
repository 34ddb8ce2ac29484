//! What keeps raw HTML of a record harmless, and the writer's own markup whole.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use crate::links::HTML_ID_PREFIX;

/// What stands behind unguessable marks until the sanitiser is done.
pub(super) struct Marks {
    nonce: String,
    kept: Vec<Kept>,
}

/// What an element of the writer's own stands for that has a mark, and no other attribute.
pub(super) enum Kept {
    /// The same element with these attributes.
    Attributes(String),
    /// This, instead of an empty element.
    Element(String),
}

impl Marks {
    /// No marks yet, for the text at `path`.
    pub(super) fn new(path: &str) -> Self {
        let random = || RandomState::new().hash_one(path);
        Self { nonce: format!("m{:016x}{:016x}", random(), random()), kept: Vec::new() }
    }

    /// Keeps something of the writer's own, and gives the mark that stands for it.
    pub(super) fn keep(&mut self, kept: Kept) -> String {
        self.kept.push(kept);
        format!("{}-{}", self.nonce, self.kept.len() - 1)
    }

    /// What the writer put out, sanitised, with everything back that was kept; links and images of raw HTML have the
    /// attributes that `attributes` finds. Ids of raw HTML that are in `ids`, or come twice, are left out.
    pub(super) fn sanitise<'i>(
        &self,
        html: &str,
        ids: impl Iterator<Item = &'i str>,
        attributes: impl Fn(&str, &str) -> Option<String>,
    ) -> String {
        let ids = Arc::new(Mutex::new(ids.map(str::to_owned).collect::<HashSet<_>>()));
        let clean = sanitise(html, &self.nonce, Arc::clone(&ids));
        let mut ids = ids.lock().unwrap_or_else(PoisonError::into_inner);
        self.restore(&clean, &mut ids, attributes)
    }

    fn restore(&self, html: &str, ids: &mut HashSet<String>, attributes: impl Fn(&str, &str) -> Option<String>) -> String {
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
                let value = unescape(&after[..end]);
                rest = after.get(end + 1..).unwrap_or_default();
                // An old name of an anchor becomes its id, unless it has one. No value holds a bare quotation mark.
                let tag = [start.rsplit('<').next().unwrap_or_default(), rest.split("\">").next().unwrap_or_default()];
                let mut is_free = || !tag.iter().any(|half| half.contains(" id=\"")) && ids.insert(format!("{HTML_ID_PREFIX}{value}"));
                if (name != "name" || is_free())
                    && let Some(attributes) = attributes(name, &value)
                {
                    out.push(' ');
                    out.push_str(&attributes);
                }
                continue;
            }
            // `<h2 data-mark="<mark>-7">`; where raw HTML made text of the element, it stays text, without the mark.
            let (number, behind) = after.strip_prefix('-').and_then(|after| after.split_once('"')).unwrap_or_default();
            let start = before.strip_suffix(" data-mark=\"").unwrap_or(before);
            out.push_str(start);
            rest = behind;
            let name = start.rsplit_once('<').map(|(_, name)| name).filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            match (name, number.parse().ok().and_then(|index: usize| self.kept.get(index))) {
                (Some(_), Some(Kept::Attributes(attributes))) => {
                    out.push(' ');
                    out.push_str(attributes);
                }
                (Some(name), Some(Kept::Element(html))) => {
                    out.truncate(out.len() - name.len() - 1);
                    out.push_str(html);
                    rest = behind.strip_prefix('>').unwrap_or(behind);
                    let close = format!("</{name}>");
                    rest = rest.strip_prefix(close.as_str()).unwrap_or(rest);
                }
                _ => {}
            }
        }
        out.push_str(rest);
        out
    }
}

fn unescape(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// How often sanitised HTML is read again at most.
const READINGS: usize = 8;

/// Raw HTML without anything that could run, load, or pass for a part of the site. Addresses of links and images come out
/// behind the mark and a tilde; `ids` are taken, and gets those that are used.
fn sanitise(html: &str, nonce: &str, ids: Arc<Mutex<HashSet<String>>>) -> String {
    let own = nonce.to_owned();
    let mut first = builder();
    first.id_prefix(Some(HTML_ID_PREFIX)).attribute_filter(move |element, attribute, value| match (element, attribute) {
        (_, "data-mark") => value.starts_with(&own).then(|| value.into()),
        ("a", "href" | "name") | ("img", "src") => Some(format!("{own}~{value}").into()),
        (_, "id") => ids.lock().unwrap_or_else(PoisonError::into_inner).insert(value.to_owned()).then(|| value.into()),
        (_, "cite" | "longdesc" | "background" | "action" | "srcset") => None,
        _ => Some(value.into()),
    });
    let mut clean = first.clean(html).to_string();
    // Elements that lie where they do not belong, as text between the rows of a table, make a tree that is not the one that
    // its own HTML stands for: it is read until it is.
    let again = builder();
    for _ in 0..READINGS {
        let next = again.clean(&clean).to_string();
        if next == clean {
            break;
        }
        clean = next;
    }
    clean
}

/// What raw HTML may hold.
fn builder() -> ammonia::Builder<'static> {
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
        .link_rel(None)
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .url_relative(ammonia::UrlRelative::PassThrough);
    builder
}
