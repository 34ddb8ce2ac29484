//! From a snapshot to pages: the only user of tera.
//!
//! A [`Site`] is a function: it lists its pages, and makes the bytes of any one of them. `build` asks for all, `serve` for
//! the one that the browser wants. What pages share is made once, in [`Site::new`]; no page's context holds the whole log.

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
mod pages;
mod pairs;
mod search;
mod stats_csv;
mod stats_data;
mod theme;
mod trends;
mod views;
mod words;

use std::sync::{Arc, OnceLock};

use serde::Serialize;
use tera::{Context, Value};

pub(crate) use language::Language;
pub(crate) use pages::statistics::period::route as period_route;
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
use frame::Frames;
use lists::Lists;
pub use pages::party::Party;
use search::Search;
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
    /// What the figures of a period count: its position, and the 1-based page number.
    Period(Step, usize, usize),
    /// What the figures of a team, a side, a pair or a person count; the page number is 1-based.
    Party(Party, usize),
    /// All people; only where the config asks for them.
    People,
    /// How the figures are counted.
    Methodology,
    /// A page of what was promised; 1-based.
    Actions(usize),
    /// A page of the decisions by month; 1-based.
    Timeline(usize),
    /// A page of the relations; 1-based.
    Relations(usize),
    /// A page of what there is to watch and read; 1-based.
    Context(usize),
    /// The teams' own measurements.
    Scorecard,
    /// A page of what `check` found; 1-based.
    Problems(usize),
    /// Where one searches.
    Search,
    /// A file of the search index.
    SearchPart(search::Part),
    /// For addresses that lead nowhere.
    NotFound,
    /// All decisions for programs.
    DecisionsJson,
    /// All figures for programs.
    StatsJson,
    /// All figures as a table.
    StatsCsv,
    /// What happened last in the log, or in the decisions of one team, as an Atom feed.
    Feed(Option<TeamIndex>),
    /// A file of the sitemap; the first is the whole or its index.
    Sitemap(usize),
    /// The log's table of contents for language models.
    LlmsTxt,
    /// A decision as markdown.
    MarkdownCopy(AdrIndex),
    /// The log in a few words, as an image for other pages.
    Badge,
    /// An image of a record.
    Asset(usize),
    /// A file of the theme; its position.
    ThemeAsset(usize),
}

/// What most pages are shorter than.
const PAGE_BYTES: usize = 32 << 10;

/// Findings on one page of the problems.
const PROBLEMS_PER_PAGE: usize = 250;

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
    rows: Vec<[OnceLock<String>; 2]>,
    /// What relations tie together, found when first needed.
    components: OnceLock<Vec<graph::Component>>,
    /// What the feeds have, found when first needed.
    newest: OnceLock<feeds::atom::Newest>,
    /// What every template sees as `site`; cloning it clones a handle.
    shared: Value,
    frames: Frames,
}

/// What every template sees as `site`.
#[derive(Serialize)]
struct SiteInfo<'a> {
    title: &'a str,
    description: Option<&'a str>,
    /// Of the interface, a BCP 47 tag.
    language: &'a str,
    direction: &'a str,
    /// Of the records, where it is not the interface's.
    records_language: Option<&'a str>,
    /// `ltr`, `rtl`, or `auto` where only the text itself can say.
    records_direction: &'a str,
    generator: &'a str,
    generated_for: String,
    base_url: Option<&'a str>,
    csp: String,
    nav: Vec<NavItem<'a>>,
    /// The less used ones, which share an entry.
    nav_more: Vec<NavItem<'a>>,
    /// Their kinds.
    nav_more_kinds: Vec<&'static str>,
    decisions: usize,
    problems: usize,
    errors: usize,
    has_teams: bool,
    has_people: bool,
    has_tags: bool,
    has_scorecard: bool,
    has_actions: bool,
    has_search: bool,
    several_sources: bool,
    feed: &'a str,
}

/// A way from every page to one of the site's main pages.
#[derive(Serialize)]
struct NavItem<'a> {
    kind: &'static str,
    label: &'a str,
    count: usize,
    /// Other kinds of pages that belong there.
    also: &'static [&'static str],
    /// Whether it is one of the less used ones, which share an entry.
    #[serde(skip)]
    more: bool,
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
        let shared = Value::from_serializable(&site_info(&snapshot, &theme, &views));
        let rows = std::iter::repeat_with(Default::default).take(snapshot.log.adrs.len()).collect();
        Self {
            snapshot,
            theme,
            views,
            lists: OnceLock::new(),
            search,
            rows,
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

    /// All pages of the site, in a fixed order.
    #[must_use]
    pub fn pages(&self) -> Vec<Page> {
        let mut pages = self.early_pages();
        pages.extend(self.late_pages());
        pages
    }

    /// The pages of lists and of periods: which there are says only the work that goes into them.
    pub(crate) fn late_pages(&self) -> Vec<Page> {
        let mut pages = Vec::new();
        for step in Step::ALL {
            pages.extend((1..=pages::statistics::periods::pages(self, step)).map(|number| Page::Periods(step, number)));
            pages.extend(pages::statistics::period::pages(self, step));
        }
        let lists = self.lists().iter().enumerate();
        pages.extend(lists.flat_map(|(index, list)| (1..=list.pages()).map(move |number| Page::List(index, number))));
        pages
    }

    /// All other pages, which are known at once.
    pub(crate) fn early_pages(&self) -> Vec<Page> {
        let log = &self.snapshot.log;
        let mut pages = vec![Page::Home, Page::Statuses, Page::NotFound, Page::DecisionsJson, Page::StatsJson, Page::StatsCsv];
        pages.extend([Page::Feed(None), Page::LlmsTxt, Page::Badge]);
        pages.extend(log.teams.iter().map(|(index, _)| Page::Feed(Some(index))));
        pages.extend((0..feeds::sitemap::files(self)).map(Page::Sitemap));
        if self.snapshot.config.markdown_copies {
            pages.extend(log.iter().map(|(index, _)| Page::MarkdownCopy(index)));
        }
        pages.extend((1..=self.problem_pages()).map(Page::Problems));
        pages.extend([Page::Statistics, Page::Methodology]);
        if !log.teams.is_empty() {
            pages.extend(pages::party::pages(self));
            if !self.snapshot.statistics.people.is_empty() {
                pages.push(Page::People);
            }
            pages.push(Page::Teams);
            pages.extend(log.teams.iter().map(|(index, _)| Page::Team(index)));
        }
        pages.extend((1..=pages::actions::pages(self)).map(Page::Actions));
        pages.extend((1..=pages::timeline::pages(self)).map(Page::Timeline));
        pages.extend((1..=pages::relations::pages(self)).map(Page::Relations));
        pages.extend((1..=pages::context::pages(self)).map(Page::Context));
        if !self.snapshot.scorecard.is_empty() {
            pages.push(Page::Scorecard);
        }
        if !self.views.tags.is_empty() {
            pages.push(Page::Tags);
        }
        pages.extend(log.iter().map(|(index, _)| Page::Decision(index)));
        pages.extend((0..log.notes.len()).map(Page::Note));
        if let Some(search) = &self.search {
            pages.push(Page::Search);
            pages.extend(search.parts().into_iter().map(Page::SearchPart));
        }
        pages.extend((0..log.assets.len()).map(Page::Asset));
        pages.extend((0..self.theme.assets.len()).map(Page::ThemeAsset));
        pages
    }

    /// The pages that the site's own navigation leads to.
    fn main_pages(&self) -> Vec<Page> {
        let mut pages = vec![Page::List(0, 1), Page::Statuses];
        if !self.snapshot.log.teams.is_empty() {
            pages.extend([Page::Teams, Page::Statistics, Page::Methodology]);
        }
        let listed = [
            (pages::actions::pages(self), Page::Actions(1)),
            (pages::timeline::pages(self), Page::Timeline(1)),
            (pages::relations::pages(self), Page::Relations(1)),
            (pages::context::pages(self), Page::Context(1)),
        ];
        pages.extend(listed.into_iter().filter(|(count, _)| *count > 0).map(|(_, page)| page));
        if !self.snapshot.scorecard.is_empty() {
            pages.push(Page::Scorecard);
        }
        if !self.views.tags.is_empty() {
            pages.push(Page::Tags);
        }
        pages
    }

    /// The site's title.
    fn title(&self) -> &str {
        self.snapshot.config.title.as_deref().unwrap_or_else(|| self.theme.language.text("default_title"))
    }

    /// Where a page goes, relative to the site's root, with `/`.
    #[must_use]
    pub fn route(&self, page: Page) -> String {
        let log = &self.snapshot.log;
        match page {
            Page::Home => "index.html".to_owned(),
            Page::List(index, number) => routes::page_of(&self.lists().get(index).base, number),
            Page::Decision(index) => log.adr(index).route.clone(),
            Page::Note(index) => log.notes[index].route.clone(),
            Page::Teams => "teams/index.html".to_owned(),
            Page::Team(index) => format!("teams/{}.html", log.teams.slug(index)),
            Page::Tags => "tags/index.html".to_owned(),
            Page::Statuses => "statuses/index.html".to_owned(),
            Page::Statistics => "statistics/index.html".to_owned(),
            Page::Periods(step, number) => pages::statistics::periods::route(step, number),
            Page::Period(step, position, number) => pages::statistics::period::route_at(self, step, position, number),
            Page::Party(party, number) => pages::party::route(self, party, number),
            Page::People => pages::people::LIST.to_owned(),
            Page::Methodology => "methodology/index.html".to_owned(),
            Page::Actions(number) => pages::actions::route(number),
            Page::Timeline(number) => pages::timeline::route(number),
            Page::Relations(number) => pages::relations::route(number),
            Page::Context(number) => pages::context::route(number),
            Page::Scorecard => "scorecard/index.html".to_owned(),
            Page::Problems(number) => routes::page_of("problems/index", number),
            Page::Search => "search.html".to_owned(),
            Page::SearchPart(part) => part.route(),
            Page::NotFound => "404.html".to_owned(),
            Page::DecisionsJson => "decisions.json".to_owned(),
            Page::StatsJson => "stats.json".to_owned(),
            Page::StatsCsv => "stats.csv".to_owned(),
            Page::Feed(None) => feeds::atom::ROUTE.to_owned(),
            Page::Feed(Some(team)) => feeds::atom::team_route(self, team),
            Page::Sitemap(file) => feeds::sitemap::route(file),
            Page::LlmsTxt => feeds::markdown::ROUTE.to_owned(),
            Page::MarkdownCopy(index) => feeds::markdown::copy_route(log.adr(index)),
            Page::Badge => feeds::badge::ROUTE.to_owned(),
            Page::Asset(index) => log.assets[index].route.clone(),
            Page::ThemeAsset(index) => format!("assets/{}", self.theme_asset(index).0),
        }
    }

    /// Does at once, and on every core, what many pages would else wait for: reads the words of all records for the search.
    /// Asking for pages without this gives the same bytes.
    pub fn prepare(&self) {
        if let Some(search) = &self.search {
            search.prepare(&self.snapshot);
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
            Page::Period(step, position, number) => pages::statistics::period::render(self, step, position, number),
            Page::Party(party, number) => pages::party::render(self, party, number),
            Page::People => pages::people::render(self),
            Page::Methodology => pages::methodology::render(self),
            Page::Actions(number) => pages::actions::render(self, number),
            Page::Timeline(number) => pages::timeline::render(self, number),
            Page::Relations(number) => pages::relations::render(self, number),
            Page::Context(number) => pages::context::render(self, number),
            Page::Scorecard => pages::scorecard::render(self),
            Page::Problems(number) => pages::problems::render(self, number),
            Page::Search => pages::search::render(self),
            Page::SearchPart(part) => return Ok(self.search.as_ref().map(|search| part.render(self, search)).unwrap_or_default()),
            Page::NotFound => pages::not_found::render(self, None),
            Page::DecisionsJson => return Ok(data::decisions(&self.snapshot)),
            Page::StatsJson => return Ok(stats_data::statistics(&self.snapshot)),
            Page::StatsCsv => return Ok(stats_csv::statistics(&self.snapshot)),
            Page::Feed(team) => return Ok(feeds::atom::feed(self, team)),
            Page::Sitemap(file) => return Ok(feeds::sitemap::sitemap(self, file)),
            Page::LlmsTxt => return Ok(feeds::markdown::llms(self)),
            Page::MarkdownCopy(index) => return Ok(feeds::markdown::copy(self, index)),
            Page::Badge => return Ok(feeds::badge::badge(self)),
            Page::Asset(index) => {
                let path = self.snapshot.dir.join(&self.snapshot.log.assets[index].path);
                return std::fs::read(&path).map_err(Error::io("read", path));
            }
            Page::ThemeAsset(index) => return Ok(self.theme_asset(index).1.to_vec()),
        };
        html.map(String::into_bytes)
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
        let frame = self.frames.get(kind, &root, &self.theme, &self.shared)?;
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
        let row = make()?;
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
    let has_timeline = log.adrs.iter().any(|adr| adr.date.is_some());
    let has_relations = log.adrs.iter().any(|adr| !adr.relations.is_empty());
    let has_context = log.adrs.iter().any(|adr| !adr.context.is_empty());
    let item = |kind, label, count, also| NavItem { kind, label: theme.language.text(label), count, also, more: false };
    let more = |kind, label| NavItem { kind, label: theme.language.text(label), count: 0, also: &[], more: true };
    let items: [(bool, NavItem<'_>); 10] = [
        (true, item("decisions", "nav_decisions", 0, &["decision", "statuses"])),
        (has_teams, item("teams", "nav_teams", 0, &["team", "party", "people"])),
        (true, item("statistics", "nav_statistics", 0, &["methodology", "statistics_periods", "statistics_period"])),
        (has_scorecard, item("scorecard", "nav_scorecard", 0, &[])),
        (has_actions, item("actions", "nav_actions", 0, &[])),
        (problems > 0, item("problems", "nav_problems", problems, &[])),
        (has_timeline, more("timeline", "nav_timeline")),
        (has_relations, more("relations", "nav_relations")),
        (has_tags, more("tags", "nav_tags")),
        (has_context, more("context", "context_library")),
    ];
    let shown = items.into_iter().filter(|(shown, _)| *shown).map(|(_, item)| item);
    let (nav_more, nav): (Vec<NavItem<'_>>, Vec<NavItem<'_>>) = shown.partition(|item| item.more);
    SiteInfo {
        nav_more_kinds: nav_more.iter().map(|item| item.kind).collect(),
        nav_more,
        nav,
        title: snapshot.config.title.as_deref().unwrap_or_else(|| theme.language.text("default_title")),
        description: snapshot.config.description.as_deref(),
        language: &theme.language.tag,
        direction: theme.language.direction(),
        records_language: Some(snapshot.config.records_language.as_str()).filter(|tag| *tag != theme.language.tag),
        // Records are often in English whatever the interface speaks; only where the config says so is it known.
        records_direction: if snapshot.config.records_language == snapshot.config.language {
            "auto"
        } else {
            language::direction(&snapshot.config.records_language)
        },
        generator: concat!("adrsite ", env!("CARGO_PKG_VERSION")),
        generated_for: snapshot.today.to_string(),
        base_url: snapshot.config.base_url.as_deref(),
        csp: content_security_policy(&snapshot.config.image_hosts),
        decisions: log.adrs.len(),
        problems,
        errors,
        has_teams,
        has_people: !snapshot.statistics.people.is_empty(),
        has_tags,
        has_scorecard,
        has_actions,
        has_search: snapshot.config.search && !log.adrs.is_empty(),
        several_sources: log.sources.len() > 1,
        feed: feeds::atom::ROUTE,
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
