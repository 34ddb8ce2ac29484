//! Where the links of a record lead: one answer for the check that verifies them and the page that rewrites them.

mod anchor;
mod pages;

use std::borrow::Cow;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet};
use percent_encoding::percent_decode_str;

use crate::model::{DecisionLog, Document, Note};
pub use anchor::{Anchor, HTML_ID_PREFIX, find_anchor};
pub use pages::PageOf;
use pages::Pages;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A heading of the same page, without `#`.
    Anchor(String),
    /// Another page of the site, and the heading there.
    Page(PageOf, Option<String>),
    /// Another site; only schemes that run no code.
    External(String),
    /// A file below the folder that adrsite was given, which has no page; with the anchor as written.
    File(String, Option<String>),
    /// A path that leaves that folder.
    Outside(String),
    /// A link that could run code, or whose scheme is unknown.
    Unsafe(String),
}

/// What a file that a record shows as an image is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImageState {
    /// An image of any web format; its place in the site.
    Image(String),
    /// It must not be copied; why.
    Unsafe(&'static str),
    /// It is not there.
    Missing,
}

/// Finds the targets of links.
#[derive(Debug, Clone, Default)]
pub struct Links {
    pages: Arc<Pages>,
    /// Paths that links lead to and that are there, though they have no page.
    existing: HashSet<String>,
    images: HashMap<String, ImageState>,
    /// Where the links of each document lead, in the order of [`documents`].
    followed: Vec<Arc<[Target]>>,
}

/// Remembers where the links of a document lead, for as long as the document and the site's pages stay the same.
#[derive(Debug, Default)]
pub struct Memo {
    pages: Arc<Pages>,
    documents: HashMap<String, (Arc<Document>, Arc<[Target]>)>,
}

impl Links {
    /// Prepares for the pages of a log, and follows all links of it.
    #[must_use]
    pub fn new(log: &DecisionLog, memo: &mut Memo) -> Self {
        if !memo.pages.are_of(log) {
            *memo = Memo { pages: Arc::new(Pages::new(log)), documents: HashMap::new() };
        }
        let mut links = Self { pages: Arc::clone(&memo.pages), ..Self::default() };
        links.follow(log, memo);
        links
    }

    fn follow(&mut self, log: &DecisionLog, memo: &mut Memo) {
        let adrs = log.adrs.iter().map(|adr| (&adr.path, &adr.document));
        let all = adrs.chain(log.notes.iter().map(|note| (&note.path, &note.document)));
        self.followed = all
            .map(|(path, document)| match memo.documents.get(path) {
                Some((known, targets)) if Arc::ptr_eq(known, document) => Arc::clone(targets),
                _ => {
                    let targets: Arc<[Target]> = document.links.iter().map(|link| self.target(path, &link.target)).collect();
                    memo.documents.insert(path.clone(), (Arc::clone(document), Arc::clone(&targets)));
                    targets
                }
            })
            .collect();
    }

    /// Where each link of each document leads, in the order of [`documents`] and of [`Document::links`].
    pub fn followed(&self) -> impl Iterator<Item = &[Target]> {
        self.followed.iter().map(|targets| &**targets)
    }

    /// The page of the file at `path`, if it has one.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<PageOf> {
        self.pages.by_path.get(path).copied()
    }

    /// Where `target` leads, written in the file at `from`.
    #[must_use]
    pub fn target(&self, from: &str, target: &str) -> Target {
        // Browsers ignore tabs, line breaks and leading white space in URLs; so must the look at the scheme.
        let trimmed = target.trim_matches(|ch: char| ch <= ' ');
        let target: Cow<'_, str> = if trimmed.contains(['\t', '\n', '\r']) {
            trimmed.chars().filter(|ch| !matches!(ch, '\t' | '\n' | '\r')).collect()
        } else {
            trimmed.into()
        };
        if let Some(anchor) = target.strip_prefix('#') {
            return Target::Anchor(decode(anchor));
        }
        if target.starts_with("//") || target.starts_with("\\\\") || target.starts_with("/\\") || target.starts_with("\\/") {
            return Target::External(target.into_owned());
        }
        if let Some(scheme) = scheme(&target) {
            return match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" | "mailto" | "tel" | "ftp" | "xmpp" | "irc" | "ircs" | "sip" | "news" => {
                    Target::External(target.into_owned())
                }
                _ => Target::Unsafe(target.into_owned()),
            };
        }
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, (!anchor.is_empty()).then(|| decode(anchor))),
            None => (&*target, None),
        };
        let path = percent_decode_str(path.split('?').next().unwrap_or_default()).decode_utf8_lossy();
        let path = if path.contains('\\') { path.replace('\\', "/").into() } else { path };
        let absolute = path.starts_with('/');
        let base = if absolute { "" } else { from.rsplit_once('/').map_or("", |(folder, _)| folder) };
        let Some(joined) = join(base, &path) else {
            return Target::Outside(path.into_owned());
        };
        // Most links name the file itself; the guesses cost an allocation each.
        let guessed = || [".md", "/README.md", "/index.md"].iter().find_map(|ending| self.page(&format!("{joined}{ending}")));
        if let Some(page) = self.page(&joined).or_else(guessed) {
            return Target::Page(page, anchor);
        }
        // `/adr/ADR-45`, `0012-ledger.html`: written for another site, which named its pages after the files.
        let name = joined.rsplit('/').next().unwrap_or_default();
        let stem = name.strip_suffix(".html").or((absolute || !name.contains('.')).then_some(name));
        if let Some(stem) = stem.filter(|_| !self.existing.contains(&joined)) {
            let stem = stem.to_lowercase();
            let page =
                self.pages.stems.get(&stem).copied().flatten().or_else(|| if absolute { self.pages.unique_prefix(&stem) } else { None });
            if let Some(page) = page {
                return Target::Page(page, anchor);
            }
        }
        Target::File(joined, anchor)
    }

    /// Notes which of the files that links lead to are there.
    pub fn set_existing(&mut self, existing: HashSet<String>) {
        self.existing = existing;
    }

    /// Whether a file without a page is there.
    #[must_use]
    pub fn exists(&self, path: &str) -> bool {
        self.existing.contains(path)
    }

    /// Notes what the images are.
    pub fn set_images(&mut self, images: HashMap<String, ImageState>) {
        self.images = images;
    }

    /// What the image at `path` is; `None` where it was not looked at.
    #[must_use]
    pub fn image(&self, path: &str) -> Option<&ImageState> {
        self.images.get(path)
    }
}

/// The texts of a log with their paths: decisions, then other pages.
pub fn documents(log: &DecisionLog) -> impl Iterator<Item = (&str, &Document)> {
    let adrs = log.adrs.iter().map(|adr| (adr.path.as_str(), &*adr.document));
    adrs.chain(log.notes.iter().map(|Note { path, document, .. }| (path.as_str(), &**document)))
}

/// The document behind a page.
#[must_use]
pub fn document(log: &DecisionLog, page: PageOf) -> &Document {
    match page {
        PageOf::Adr(index) => &log.adr(index).document,
        PageOf::Note(index) => &log.notes[index].document,
    }
}

/// The route of a page.
#[must_use]
pub fn route(log: &DecisionLog, page: PageOf) -> &str {
    match page {
        PageOf::Adr(index) => &log.adr(index).route,
        PageOf::Note(index) => &log.notes[index].route,
    }
}

/// Whether the config allows images of this host.
pub(crate) fn allowed_host(url: &str, hosts: &[String]) -> bool {
    let rest = url.split_once("//").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':', '\\', '@']).next().unwrap_or_default().to_lowercase();
    // A name before `@` could pass for the host.
    let has_user = rest.split(['/', '?', '#']).next().unwrap_or_default().contains('@');
    !has_user && url.starts_with("https://") && hosts.contains(&host)
}

fn scheme(target: &str) -> Option<&str> {
    let colon = target.find(':')?;
    let scheme = &target[..colon];
    let valid = scheme.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && scheme.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '+' | '.' | '-'));
    valid.then_some(scheme)
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// `path` seen from `base`, without `.` and `..`; `None` where it leaves the root.
fn join(base: &str, path: &str) -> Option<String> {
    let mut joined = String::with_capacity(base.len() + path.len() + 1);
    let outer = base.split('/').filter(|part| !part.is_empty());
    for part in outer.chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if joined.is_empty() => return None,
            ".." => joined.truncate(joined.rfind('/').unwrap_or(0)),
            part => {
                if !joined.is_empty() {
                    joined.push('/');
                }
                joined.push_str(part);
            }
        }
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_could_run_code_are_unsafe_however_they_are_written() {
        let links = Links::default();
        for target in [
            "javascript:alert(1)", " JaVaScript:x", "java\nscript:x", "\u{1}javascript:x", "vbscript:x", "data:text/html,x",
            "file:///etc/passwd",
        ] {
            assert!(matches!(links.target("a.md", target), Target::Unsafe(_)), "{target}");
        }
        assert!(matches!(links.target("a.md", "https://x.example"), Target::External(_)));
        assert!(matches!(links.target("a.md", "//x.example"), Target::External(_)));
    }

    #[test]
    fn paths_are_resolved_from_the_file_and_cannot_leave_the_folder() {
        let links = Links::default();
        assert_eq!(links.target("docs/adr/1.md", "../img/x%20y.png"), Target::File("docs/img/x y.png".into(), None));
        assert_eq!(links.target("docs/adr/1.md", "/README.txt"), Target::File("README.txt".into(), None));
        assert_eq!(links.target("1.md", "../../etc/passwd"), Target::Outside("../../etc/passwd".into()));
        assert_eq!(links.target("1.md", "#Über"), Target::Anchor("Über".into()));
    }

    #[test]
    fn only_listed_hosts_are_allowed_and_no_disguise_works() {
        let hosts = ["img.example".to_owned()];
        assert!(allowed_host("https://IMG.example/a.png", &hosts));
        for url in [
            "http://img.example/a.png",
            "https://img.example@evil.example/a.png",
            "https://img.example.evil.example/",
            "//img.example/a.png",
        ] {
            assert!(!allowed_host(url, &hosts), "{url}");
        }
    }
}
