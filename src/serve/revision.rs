//! One state of the log as a site: its routes, and the pages that were asked for.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use foldhash::HashMap;

use super::response::content_type;
use crate::error::Result;
use crate::render::{Page, Site};
use crate::routes;

/// Bytes of pages that one revision remembers. A browser asks for a few pages; a crawler must not fill the memory.
const MEMO_BYTES: usize = 64 << 20;

/// The folder of the preview's own files. No page of a site starts with `_`.
pub(super) const OWN: &str = "_adrsite/";

/// A site at one moment. Its pages never change.
#[derive(Debug)]
pub(super) struct Revision {
    /// Counts from 1.
    pub(super) number: u64,
    site: Site,
    routes: HashMap<String, Page>,
    /// Those of lists and periods, made when a path is none of the others: whoever writes a decision looks at it, and need not wait.
    late_routes: OnceLock<HashMap<String, Page>>,
    /// Of all files of the theme that pages load.
    assets: u64,
    memo: Mutex<Memo>,
}

#[derive(Debug, Default)]
struct Memo {
    bytes: usize,
    files: HashMap<String, Arc<File>>,
}

/// What is sent for a route.
#[derive(Debug)]
pub(super) struct File {
    /// The page as `build` writes it, with the live-reload script where it is one of HTML.
    pub(super) bytes: Vec<u8>,
    pub(super) content_type: &'static str,
    /// Changes with the bytes, and for HTML also with the images and the files of the theme that it loads.
    pub(super) tag: String,
}

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// To a file of the site.
    File(String),
    /// To a folder, whose path ends with a `/`.
    Folder(String),
    /// Nowhere.
    Nothing,
}

impl Revision {
    pub(super) fn new(number: u64, site: Site) -> Self {
        let pages = site.early_pages();
        let mut hasher = DefaultHasher::new();
        for page in &pages {
            if let Page::ThemeAsset(_) = page {
                site.render(*page).unwrap_or_default().hash(&mut hasher);
            }
        }
        let routes = pages.into_iter().map(|page| (site.route(page), page)).collect();
        Self { number, site, routes, late_routes: OnceLock::new(), assets: hasher.finish(), memo: Mutex::default() }
    }

    pub(super) fn site(&self) -> &Site {
        &self.site
    }

    /// Renders one page of each kind, so that a template that fails is found before anybody asks for it.
    pub(super) fn try_all_kinds(&self) -> Result<()> {
        let mut seen = Vec::new();
        for page in self.site.pages() {
            let kind = std::mem::discriminant(&page);
            if !seen.contains(&kind) && !matches!(page, Page::Asset(_) | Page::ThemeAsset(_) | Page::SearchPart(_)) {
                seen.push(kind);
                self.site.render(page)?;
            }
        }
        Ok(())
    }

    /// Where a path of a URL leads: decoded, without the first `/`. It is looked up, and never meets the file system.
    pub(super) fn place(&self, path: &str) -> Place {
        let index = |folder: &str| format!("{folder}index.html");
        if path.is_empty() || path.ends_with('/') {
            let route = index(path);
            return if self.page(&route).is_some() { Place::File(route) } else { Place::Nothing };
        }
        if self.page(path).is_some() {
            return Place::File(path.to_owned());
        }
        let folder = format!("{path}/");
        if self.page(&index(&folder)).is_some() { Place::Folder(folder) } else { Place::Nothing }
    }

    /// The file at a route, made when it is first asked for.
    pub(super) fn file(&self, route: &str) -> Option<Result<Arc<File>>> {
        let page = self.page(route)?;
        Some(self.remembered(route, || {
            let bytes = self.site.render(page)?;
            Ok(self.finish(bytes, route, &routes::root_of(route)))
        }))
    }

    /// The page for an address that leads nowhere; `root` leads to the site's root from there.
    pub(super) fn not_found(&self, root: &str) -> Result<Arc<File>> {
        // No route starts with a slash.
        self.remembered(&format!("/404 {root}"), || {
            let bytes = self.site.render_not_found(root)?;
            Ok(self.finish(bytes, "404.html", root))
        })
    }

    /// The tag of what a path shows, which is that of the 404 page where it shows nothing.
    pub(super) fn tag(&self, path: &str) -> Result<String> {
        let file = match self.place(path) {
            Place::File(route) => self.file(&route),
            Place::Folder(folder) => self.file(&format!("{folder}index.html")),
            Place::Nothing => None,
        };
        let file = file.unwrap_or_else(|| self.not_found("/"))?;
        Ok(file.tag.clone())
    }

    /// The record or note that a path shows, by the path of its source.
    pub(super) fn source_of(&self, path: &str) -> Option<&str> {
        let log = &self.site.snapshot().log;
        match self.page(path)? {
            Page::Decision(index) => Some(&log.adr(index).path),
            Page::Note(index) => Some(&log.notes[index].path),
            _ => None,
        }
    }

    /// The page at a route.
    fn page(&self, route: &str) -> Option<Page> {
        let late = || self.site.late_pages().into_iter().map(|page| (self.site.route(page), page)).collect();
        self.routes.get(route).or_else(|| self.late_routes.get_or_init(late).get(route)).copied()
    }

    fn remembered(&self, key: &str, make: impl FnOnce() -> Result<File>) -> Result<Arc<File>> {
        let memo = || self.memo.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = memo().files.get(key) {
            return Ok(Arc::clone(file));
        }
        // Made outside of the lock: two who ask for the same page at once both make it, and nobody waits for another's.
        let file = Arc::new(make()?);
        let mut memo = memo();
        if memo.bytes + file.bytes.len() > MEMO_BYTES {
            *memo = Memo::default();
        }
        if file.bytes.len() <= MEMO_BYTES && memo.files.insert(key.to_owned(), Arc::clone(&file)).is_none() {
            memo.bytes += file.bytes.len();
        }
        Ok(file)
    }

    /// Adds what a browser needs to what `build` would write.
    fn finish(&self, bytes: Vec<u8>, route: &str, root: &str) -> File {
        let content_type = content_type(route);
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        if !content_type.starts_with("text/html") {
            return File { bytes, content_type, tag: format!("{:016x}", hasher.finish()) };
        }
        self.assets.hash(&mut hasher);
        for image in self.images(&bytes, route) {
            image.tag.hash(&mut hasher);
        }
        let tag = format!("{:016x}", hasher.finish());
        File { bytes: with_script(bytes, root, &tag), content_type, tag }
    }

    /// The images of records that a page shows.
    fn images(&self, html: &[u8], route: &str) -> Vec<Arc<File>> {
        let Ok(html) = std::str::from_utf8(html) else { return Vec::new() };
        let folder = route.rsplit_once('/').map_or("", |(folder, _)| folder);
        let sources = html.match_indices(" src=\"").filter_map(|(at, name)| html[at + name.len()..].split('"').next());
        let routes = sources.filter_map(|source| {
            let path = percent_encoding::percent_decode_str(source).decode_utf8().ok()?;
            let up = path.matches("../").count();
            let kept: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            let kept = &kept[..kept.len().checked_sub(up)?];
            let inner = path.trim_start_matches("../");
            Some(kept.iter().copied().chain([inner]).collect::<Vec<_>>().join("/"))
        });
        let images = routes.filter(|route| matches!(self.routes.get(route), Some(Page::Asset(_))));
        images.filter_map(|route| self.file(&route)?.ok()).collect()
    }
}

/// The script that listens for changes, as the last thing in the head: an external file, since the policy of the pages
/// forbids inline scripts. Its address is relative, so that the preview also works behind a proxy that adds a path.
fn script(root: &str, tag: &str) -> String {
    format!("<script src=\"{root}{OWN}live.js\" data-tag=\"{tag}\" defer></script>\n")
}

fn with_script(mut html: Vec<u8>, root: &str, tag: &str) -> Vec<u8> {
    let script = script(root, tag);
    let end_of_head = html.windows(7).position(|window| window.eq_ignore_ascii_case(b"</head>"));
    let at = end_of_head.unwrap_or(html.len());
    html.splice(at..at, script.into_bytes());
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_goes_to_the_end_of_the_head_or_of_a_page_without_one() {
        let page = |html: &str| String::from_utf8(with_script(html.into(), "../", "7")).unwrap();
        let script = "<script src=\"../_adrsite/live.js\" data-tag=\"7\" defer></script>\n";
        assert_eq!(page("<head></head><body>"), format!("<head>{script}</head><body>"));
        assert_eq!(page("x"), format!("x{script}"));
    }
}
