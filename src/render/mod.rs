//! From a snapshot to pages: the only user of tera.
//!
//! A [`Site`] is a function: it lists its pages, and makes the bytes of any one of them. `build` asks for all, `serve` for
//! the one that the browser wants. What pages share is made once, in [`Site::new`]; no page's context holds the whole log, but
//! for that of `--single-page`.

mod audit;
mod charts;
mod data;
mod evidence;
mod feeds;
mod figures;
mod frame;
mod graph;
mod highlight;
mod html;
mod language;
mod lists;
mod math;
mod page;
mod pages;
mod pairs;
mod search;
mod site_info;
mod stats_csv;
mod stats_data;
mod theme;
mod trends;
mod views;
mod words;

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use foldhash::HashMap;
use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Value};

pub(crate) use language::Language;
pub use page::Page;
pub(crate) use pages::statistics::period::route as period_route;
pub use stats_csv::rows_as_csv;
pub use stats_data::statistics as stats_json;
use theme::SafeHtml;
pub use theme::Theme;
pub(crate) use theme::percent;

use crate::error::{Error, Result};
use crate::links::PageOf;
use crate::model::AdrIndex;
use crate::routes;
use crate::statistics::Step;
use crate::workspace::Snapshot;
use frame::Frames;
use lists::Lists;
pub use pages::party::Party;
use search::Search;
use views::Views;

/// What most pages are shorter than.
const PAGE_BYTES: usize = 32 << 10;

/// A site that can be asked for its pages.
#[derive(Debug)]
pub struct Site {
    snapshot: Arc<Snapshot>,
    theme: Arc<Theme>,
    views: Views,
    /// Made when first asked for: neither a decision nor `decisions.json` needs them.
    lists: OnceLock<Lists>,
    /// None where the config wants none, or there is nothing to find.
    search: Option<Search>,
    /// Each decision as a row of a list one folder below the root, long and short, made when first needed.
    rows: Vec<[OnceLock<Box<str>>; 2]>,
    /// The decisions of each audit, the newest first, by its route: most have several pages.
    audited: RwLock<HashMap<String, Arc<[AdrIndex]>>>,
    /// What relations tie together, found when first needed.
    components: OnceLock<Vec<graph::Component>>,
    /// What the feeds have, found when first needed.
    newest: OnceLock<feeds::atom::Newest>,
    /// What every template sees as `site`; cloning it clones a handle.
    shared: Value,
    frames: Frames,
}

/// What every template sees as `page`.
#[derive(Serialize)]
struct PageInfo<'a> {
    kind: &'static str,
    url: &'a str,
    root: String,
    title: &'a str,
    description: Option<&'a str>,
    canonical: Option<String>,
}

impl Site {
    /// Prepares a snapshot for rendering with a theme.
    #[must_use]
    pub fn new(snapshot: Arc<Snapshot>, theme: Arc<Theme>) -> Self {
        let views = Views::new(&snapshot, &theme.language);
        let search = (snapshot.config.search && !snapshot.log.adrs.is_empty()).then(|| Search::new(&snapshot, &lists::all(&snapshot.log)));
        let shared = Value::from_serializable(&site_info::SiteInfo::new(&snapshot, &theme, &views));
        let rows = std::iter::repeat_with(Default::default).take(snapshot.log.adrs.len()).collect();
        Self {
            snapshot,
            theme,
            views,
            lists: OnceLock::new(),
            search,
            rows,
            audited: RwLock::default(),
            components: OnceLock::new(),
            newest: OnceLock::new(),
            shared,
            frames: Frames::default(),
        }
    }

    /// What the site shows.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The same, to be kept.
    #[must_use]
    pub fn shared_snapshot(&self) -> &Arc<Snapshot> {
        &self.snapshot
    }

    /// The site's title.
    fn title(&self) -> &str {
        self.snapshot.config.title.as_deref().unwrap_or_else(|| self.theme.language.text("default_title"))
    }

    /// Does at once, and on every core, what many pages would else wait for: computes the figures of all periods, and reads the
    /// words of all records for the search. Asking for pages without this gives the same bytes.
    pub fn prepare(&self) {
        let statistics = &self.snapshot.statistics;
        let periods = || {
            Step::ALL.into_par_iter().for_each(|step| {
                let _ = statistics.periods(step);
            });
        };
        rayon::join(periods, || statistics.trend(Step::Fortnight));
        if let Some(search) = &self.search {
            search.prepare(&self.snapshot);
        }
    }

    /// The text of a decision as its page shows it: sanitised HTML with links relative to that page.
    #[must_use]
    pub fn body_html(&self, index: AdrIndex) -> String {
        let adr = self.snapshot.log.adr(index);
        html::body(&adr.document, &adr.path, &adr.route, self.surroundings()).0
    }

    /// The page for addresses that lead nowhere, with `root` as the way to the site's root from wherever it is shown.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub fn render_not_found(&self, root: &str) -> Result<Vec<u8>> {
        pages::not_found::render(self, Some(root)).map(String::into_bytes)
    }

    /// Some decisions as one document, which stands for a whole site: its files, each with its route. `chosen` says in words
    /// what they are; `None` where they are all.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub fn single_page(&self, decisions: &[AdrIndex], chosen: Option<&str>) -> Result<Vec<(String, Vec<u8>)>> {
        let html = pages::single::render(self, decisions, chosen)?;
        let mut files = Vec::new();
        let shown = |route: &str| html.contains(&format!("\"{}\"", routes::url(route)));
        let assets = (0..self.theme.assets.len()).map(Page::ThemeAsset).chain((0..self.snapshot.log.assets.len()).map(Page::Asset));
        for page in assets {
            let route = self.route(page);
            if shown(&route) {
                files.push((route, self.render(page)?));
            }
        }
        files.push(("index.html".to_owned(), html.into_bytes()));
        Ok(files)
    }

    fn theme_asset(&self, index: usize) -> (&str, &[u8]) {
        let asset = self.theme.assets.iter().nth(index);
        asset.map_or(("", &[]), |(name, bytes)| (name.as_str(), bytes.as_ref()))
    }

    fn lists(&self) -> &Lists {
        self.lists.get_or_init(|| Lists::new(&self.snapshot, &self.theme.language, &self.views))
    }

    /// Renders `template` for a page of this kind.
    fn page(
        &self,
        kind: &'static str,
        route: &str,
        title: &str,
        description: Option<&str>,
        template: &str,
        data: &impl Serialize,
    ) -> Result<String> {
        self.page_with_root(kind, route, routes::root_of(route), title, description, template, data)
    }

    #[allow(clippy::too_many_arguments, reason = "one more than `page`, for the one page that is shown at any depth")]
    fn page_with_root(
        &self,
        kind: &'static str,
        route: &str,
        root: String,
        title: &str,
        description: Option<&str>,
        template: &str,
        data: &impl Serialize,
    ) -> Result<String> {
        let base = self.snapshot.config.base_url.as_deref();
        let url = routes::url(route);
        let canonical = base.map(|base| format!("{base}{}", url.strip_suffix("index.html").unwrap_or(&url)));
        let frame = self.frames.get(kind, &root, &self.theme, &self.shared)?;
        // What has no words of its own is at least part of this log.
        let description = description.or(self.snapshot.config.description.as_deref());
        let info = PageInfo { kind, url: &url, root, title, description, canonical };
        let mut context = Context::from_serialize(data).map_err(|error| Error::Theme(error.to_string()))?;
        context.insert("page", &info);
        context.insert_value("site", self.shared.clone());
        context.insert_value("frame", frame);
        self.theme.render(template, &context, PAGE_BYTES)
    }

    /// A decision as a short row, for lists that are very long.
    fn short_row(&self, index: AdrIndex) -> Result<&str> {
        self.kept_row(index, 1, || self.render_row("row_short.html", &self.views.short_row(&self.snapshot, index), "../"))
    }

    /// A decision as a row of a list one folder below the root.
    fn row(&self, index: AdrIndex) -> Result<&str> {
        self.kept_row(index, 0, || self.row_at(index, "../"))
    }

    /// A row from its place in [`Self::rows`], where it is made once: a decision is in a dozen lists.
    fn kept_row(&self, index: AdrIndex, length: usize, make: impl FnOnce() -> Result<String>) -> Result<&str> {
        let cell = &self.rows[index.0 as usize][length];
        if let Some(row) = cell.get() {
            return Ok(row);
        }
        // Rendered rows have room to spare, which nobody needs who keeps them all.
        let row: Box<str> = make()?.as_str().into();
        Ok(cell.get_or_init(|| row))
    }

    /// A decision as a row of a list from which `root` leads to the root.
    fn row_at(&self, index: AdrIndex, root: &str) -> Result<String> {
        self.render_row("row.html", &self.views.row(&self.snapshot, index), root)
    }

    fn render_row(&self, template: &str, row: &impl Serialize, root: &str) -> Result<String> {
        let mut context = Context::new();
        context.insert("row", row);
        context.insert("root", root);
        self.theme.render(template, &context, 1 << 10)
    }

    /// The decisions of the audit at a route, the newest first; `find` is asked for them once.
    fn audited(&self, base: &str, find: impl FnOnce() -> Vec<AdrIndex>) -> Arc<[AdrIndex]> {
        let known = self.audited.read().unwrap_or_else(PoisonError::into_inner).get(base).map(Arc::clone);
        known.unwrap_or_else(|| {
            let mut decisions = find();
            lists::newest_first(&self.snapshot.log, &mut decisions);
            let decisions: Arc<[AdrIndex]> = decisions.into();
            self.audited.write().unwrap_or_else(PoisonError::into_inner).insert(base.to_owned(), Arc::clone(&decisions));
            decisions
        })
    }

    fn surroundings(&self) -> html::Surroundings<'_> {
        html::Surroundings {
            config: &self.snapshot.config,
            log: &self.snapshot.log,
            links: &self.snapshot.links,
            language: &self.theme.language,
        }
    }

    /// A route of the page of a markdown file.
    fn route_of(&self, page: PageOf) -> &str {
        crate::links::route(&self.snapshot.log, page)
    }
}

/// The path of a base URL: `/orders/` of `https://x.example/orders/`.
pub(crate) fn base_path(base: &str) -> &str {
    let after_scheme = base.find("://").map_or(0, |at| at + 3);
    base[after_scheme..].find('/').map_or("/", |at| &base[after_scheme + at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_path_is_what_follows_the_host() {
        assert_eq!(base_path("https://x.example/"), "/");
        assert_eq!(base_path("https://x.example/orders/"), "/orders/");
    }
}
