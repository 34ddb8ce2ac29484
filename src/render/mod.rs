//! From a snapshot to pages: the only user of tera.
//!
//! A [`Site`] is a function: it lists its pages, and makes the bytes of any one of them. `build` asks for all, `serve` for
//! the one that the browser wants. What pages share is made once, in [`Site::new`]; no page's context holds the whole log.

mod charts;
mod data;
mod evidence;
mod figures;
mod highlight;
mod html;
mod language;
mod lists;
mod pages;
mod pairs;
mod stats_csv;
mod stats_data;
mod theme;
mod trends;
mod views;

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Value};

pub use stats_csv::rows_as_csv;
pub use stats_data::statistics as stats_json;
pub use theme::Theme;
pub(crate) use theme::percent;

use crate::diagnostic::Severity;
use crate::error::{Error, Result};
use crate::links::PageOf;
use crate::model::{AdrIndex, TeamIndex};
use crate::routes;
use crate::statistics::Step;
use crate::workspace::Snapshot;
use lists::Lists;
use views::Views;

/// One file of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The first page.
    Home,
    /// A page of a list of decisions: the list's position, and the 1-based page number.
    List(usize, usize),
    /// A decision.
    Decision(AdrIndex),
    /// A markdown file that is no record.
    Note(usize),
    /// All teams.
    Teams,
    /// One team.
    Team(TeamIndex),
    /// All tags.
    Tags,
    /// All statuses.
    Statuses,
    /// The figures, their trends, and what to talk about.
    Statistics,
    /// The figures period by period; the page number is 1-based.
    Periods(Step, usize),
    /// How the figures are counted.
    Methodology,
    /// A page of what was promised; 1-based.
    Actions(usize),
    /// The teams' own measurements.
    Scorecard,
    /// A page of what `check` found; 1-based.
    Problems(usize),
    /// For addresses that lead nowhere.
    NotFound,
    /// All decisions for programs.
    DecisionsJson,
    /// All figures for programs.
    StatsJson,
    /// All figures as a table.
    StatsCsv,
    /// An image of a record.
    Asset(usize),
    /// A file of the theme; its position.
    ThemeAsset(usize),
}

/// Findings on one page of the problems.
const PROBLEMS_PER_PAGE: usize = 250;

/// A site that can be asked for its pages.
#[derive(Debug)]
pub struct Site {
    snapshot: Arc<Snapshot>,
    theme: Arc<Theme>,
    views: Views,
    lists: Lists,
    /// Each decision as a row of a list one folder below the root, made when first needed.
    rows: Vec<OnceLock<String>>,
    /// What every template sees as `site`; cloning it clones a handle.
    shared: Value,
}

/// What every template sees as `site`.
#[derive(Serialize)]
struct SiteInfo<'a> {
    title: &'a str,
    description: Option<&'a str>,
    language: &'a str,
    direction: &'a str,
    generator: &'a str,
    generated_for: String,
    base_url: Option<&'a str>,
    csp: String,
    nav: Vec<NavItem<'a>>,
    decisions: usize,
    problems: usize,
    errors: usize,
    has_teams: bool,
    has_tags: bool,
    has_statistics: bool,
    has_scorecard: bool,
    has_actions: bool,
    several_sources: bool,
    feed: Option<&'a str>,
}

/// A way from every page to one of the site's main pages.
#[derive(Serialize)]
struct NavItem<'a> {
    kind: &'static str,
    label: &'a str,
    count: usize,
    /// Other kinds of pages that belong there.
    also: &'static [&'static str],
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
        let lists = Lists::new(&snapshot, &theme.language, &views);
        let shared = Value::from_serializable(&site_info(&snapshot, &theme, &views));
        let rows = std::iter::repeat_with(OnceLock::new).take(snapshot.log.adrs.len()).collect();
        Self { snapshot, theme, views, lists, rows, shared }
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

    /// All pages of the site, in a fixed order.
    #[must_use]
    pub fn pages(&self) -> Vec<Page> {
        let log = &self.snapshot.log;
        let mut pages = vec![Page::Home, Page::Statuses, Page::NotFound, Page::DecisionsJson, Page::StatsJson, Page::StatsCsv];
        pages.extend((1..=self.problem_pages()).map(Page::Problems));
        if !log.teams.is_empty() {
            pages.extend([Page::Statistics, Page::Methodology]);
            pages.extend(
                Step::ALL
                    .into_iter()
                    .flat_map(|step| (1..=pages::statistics::periods::pages(self, step)).map(move |number| Page::Periods(step, number))),
            );
            pages.push(Page::Teams);
            pages.extend(log.teams.iter().map(|(index, _)| Page::Team(index)));
        }
        pages.extend((1..=pages::actions::pages(self)).map(Page::Actions));
        if !self.snapshot.scorecard.is_empty() {
            pages.push(Page::Scorecard);
        }
        if !self.views.tags.is_empty() {
            pages.push(Page::Tags);
        }
        pages.extend(log.iter().map(|(index, _)| Page::Decision(index)));
        pages.extend((0..log.notes.len()).map(Page::Note));
        pages.extend(
            self.lists.iter().enumerate().flat_map(|(index, list)| (1..=list.pages()).map(move |number| Page::List(index, number))),
        );
        pages.extend((0..log.assets.len()).map(Page::Asset));
        pages.extend((0..self.theme.assets.len()).map(Page::ThemeAsset));
        pages
    }

    /// Where a page goes, relative to the site's root, with `/`.
    #[must_use]
    pub fn route(&self, page: Page) -> String {
        let log = &self.snapshot.log;
        match page {
            Page::Home => "index.html".to_owned(),
            Page::List(index, number) => routes::page_of(&self.lists.get(index).base, number),
            Page::Decision(index) => log.adr(index).route.clone(),
            Page::Note(index) => log.notes[index].route.clone(),
            Page::Teams => "teams/index.html".to_owned(),
            Page::Team(index) => format!("teams/{}.html", log.teams.slug(index)),
            Page::Tags => "tags/index.html".to_owned(),
            Page::Statuses => "statuses/index.html".to_owned(),
            Page::Statistics => "statistics/index.html".to_owned(),
            Page::Periods(step, number) => pages::statistics::periods::route(step, number),
            Page::Methodology => "methodology/index.html".to_owned(),
            Page::Actions(number) => pages::actions::route(number),
            Page::Scorecard => "scorecard/index.html".to_owned(),
            Page::Problems(number) => routes::page_of("problems/index", number),
            Page::NotFound => "404.html".to_owned(),
            Page::DecisionsJson => "decisions.json".to_owned(),
            Page::StatsJson => "stats.json".to_owned(),
            Page::StatsCsv => "stats.csv".to_owned(),
            Page::Asset(index) => log.assets[index].route.clone(),
            Page::ThemeAsset(index) => format!("assets/{}", self.theme_asset(index).0),
        }
    }

    /// The bytes of a page.
    ///
    /// # Errors
    /// A template fails, with its file and line; or an image cannot be read any more.
    pub fn render(&self, page: Page) -> Result<Vec<u8>> {
        let html = match page {
            Page::Home => pages::home::render(self),
            Page::List(index, number) => pages::list::render(self, index, number),
            Page::Decision(index) => pages::decision::render(self, index),
            Page::Note(index) => pages::note::render(self, index),
            Page::Teams => pages::teams::render(self),
            Page::Team(index) => pages::team::render(self, index),
            Page::Tags => pages::tags::render(self),
            Page::Statuses => pages::statuses::render(self),
            Page::Statistics => pages::statistics::render(self),
            Page::Periods(step, number) => pages::statistics::periods::render(self, step, number),
            Page::Methodology => pages::methodology::render(self),
            Page::Actions(number) => pages::actions::render(self, number),
            Page::Scorecard => pages::scorecard::render(self),
            Page::Problems(number) => pages::problems::render(self, number),
            Page::NotFound => pages::not_found::render(self, None),
            Page::DecisionsJson => return Ok(data::decisions(&self.snapshot)),
            Page::StatsJson => return Ok(stats_data::statistics(&self.snapshot)),
            Page::StatsCsv => return Ok(stats_csv::statistics(&self.snapshot)),
            Page::Asset(index) => {
                let path = self.snapshot.dir.join(&self.snapshot.log.assets[index].path);
                return std::fs::read(&path).map_err(Error::io("read", path));
            }
            Page::ThemeAsset(index) => return Ok(self.theme_asset(index).1.to_vec()),
        };
        html.map(String::into_bytes)
    }

    /// The page for addresses that lead nowhere, with `root` as the way to the site's root from wherever it is shown.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub fn render_not_found(&self, root: &str) -> Result<Vec<u8>> {
        pages::not_found::render(self, Some(root)).map(String::into_bytes)
    }

    fn theme_asset(&self, index: usize) -> (&str, &[u8]) {
        let asset = self.theme.assets.iter().nth(index);
        asset.map_or(("", &[]), |(name, bytes)| (name.as_str(), bytes.as_ref()))
    }

    fn problem_pages(&self) -> usize {
        self.snapshot.diagnostics.len().div_ceil(PROBLEMS_PER_PAGE).max(1)
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
        let info = PageInfo { kind, url: &url, root, title, description, canonical };
        let mut context = Context::from_serialize(data).map_err(|error| Error::Theme(error.to_string()))?;
        context.insert("page", &info);
        context.insert_value("site", self.shared.clone());
        self.theme.render(template, &context)
    }

    /// A decision as a short row, for lists that are very long.
    fn short_row(&self, index: AdrIndex) -> Result<String> {
        let mut context = Context::new();
        context.insert("row", &self.views.short_row(&self.snapshot, index));
        context.insert("root", "../");
        self.theme.render("row_short.html", &context)
    }

    /// A decision as a row of a list one folder below the root.
    fn row(&self, index: AdrIndex) -> Result<&str> {
        let cell = &self.rows[index.0 as usize];
        if let Some(row) = cell.get() {
            return Ok(row);
        }
        let row = self.row_at(index, "../")?;
        Ok(cell.get_or_init(|| row))
    }

    /// A decision as a row of a list from which `root` leads to the root.
    fn row_at(&self, index: AdrIndex, root: &str) -> Result<String> {
        let mut context = Context::new();
        context.insert("row", &self.views.row(&self.snapshot, index));
        context.insert("root", root);
        self.theme.render("row.html", &context)
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

fn site_info<'a>(snapshot: &'a Snapshot, theme: &'a Theme, views: &Views) -> SiteInfo<'a> {
    let log = &snapshot.log;
    let count = |least| snapshot.diagnostics.iter().filter(|diagnostic| diagnostic.severity >= least).count();
    let (problems, errors) = (count(Severity::Warning), count(Severity::Error));
    let has_teams = !log.teams.is_empty();
    let has_tags = !views.tags.is_empty();
    let has_scorecard = !snapshot.scorecard.is_empty();
    let has_actions = snapshot.statistics.overall.follow_through.actions() > 0;
    let item = |kind, label, count, also| NavItem { kind, label: theme.language.text(label), count, also };
    let items: [(bool, NavItem<'_>); 7] = [
        (true, item("decisions", "nav_decisions", 0, &["decision", "statuses"])),
        (has_teams, item("teams", "nav_teams", 0, &["team"])),
        (has_teams, item("statistics", "nav_statistics", 0, &["methodology"])),
        (has_scorecard, item("scorecard", "nav_scorecard", 0, &[])),
        (has_actions, item("actions", "nav_actions", 0, &[])),
        (has_tags, item("tags", "nav_tags", 0, &[])),
        (problems > 0, item("problems", "nav_problems", problems, &[])),
    ];
    SiteInfo {
        nav: items.into_iter().filter(|(shown, _)| *shown).map(|(_, item)| item).collect(),
        title: snapshot.config.title.as_deref().unwrap_or_else(|| theme.language.text("default_title")),
        description: snapshot.config.description.as_deref(),
        language: &snapshot.config.language,
        direction: theme.language.direction(),
        generator: concat!("adrsite ", env!("CARGO_PKG_VERSION")),
        generated_for: snapshot.today.to_string(),
        base_url: snapshot.config.base_url.as_deref(),
        csp: content_security_policy(&snapshot.config.image_hosts),
        decisions: log.adrs.len(),
        problems,
        errors,
        has_teams,
        has_tags,
        has_statistics: has_teams,
        has_scorecard,
        has_actions,
        several_sources: log.sources.len() > 1,
        feed: None,
    }
}

/// No inline script, no inline style, nothing from elsewhere but images of the hosts that the config allows.
fn content_security_policy(image_hosts: &[String]) -> String {
    let is_host = |host: &&String| host.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '.' | '-' | ':' | '*'));
    let hosts: String = image_hosts.iter().filter(is_host).map(|host| format!(" https://{host}")).collect();
    format!(
        "default-src 'none'; img-src 'self'{hosts}; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
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

    #[test]
    fn the_policy_allows_no_inline_code_and_only_listed_image_hosts() {
        let policy = content_security_policy(&["img.example".to_owned(), "x; script-src *".to_owned()]);
        assert!(policy.contains("img-src 'self' https://img.example;"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("script-src *"), "{policy}");
    }
}
