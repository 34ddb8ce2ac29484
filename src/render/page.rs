//! The pages of a site: which there are, where each goes, and who makes it.

use super::pages::party::Party;
use super::{Site, data, feeds, pages, search, stats_csv, stats_data};
use crate::error::{Error, Result};
use crate::model::{AdrIndex, TeamIndex};
use crate::routes;
use crate::statistics::Step;

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
    /// What the figures of 13 weeks count: the position of the weeks in the trend, and the 1-based page number.
    Weeks(usize, usize),
    /// What the figures of a team, a side, a pair or a person count; the page number is 1-based.
    Party(Party, usize),
    /// All people; only where the config asks for them.
    People,
    /// How the figures are counted.
    Methodology,
    /// A page of what was promised, by one team or by all; 1-based.
    Actions(Option<TeamIndex>, usize),
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

/// Findings on one page of the problems.
pub(super) const PROBLEMS_PER_PAGE: usize = 250;

impl Site {
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
        pages.extend(pages::statistics::weeks::pages(self));
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
        pages.extend(pages::actions::pages(self));
        pages.extend((1..=pages::timeline::pages(self)).map(Page::Timeline));
        pages.extend((1..=pages::relations::pages(self)).map(Page::Relations));
        pages.extend((1..=pages::context::pages(self)).map(Page::Context));
        if !self.snapshot.scorecard.is_empty() {
            pages.push(Page::Scorecard);
        }
        if !self.views.tags.is_empty() {
            pages.push(Page::Tags);
        }
        if let Some(search) = &self.search {
            pages.push(Page::Search);
            pages.extend(search.parts().into_iter().map(Page::SearchPart));
        }
        pages.extend(log.iter().map(|(index, _)| Page::Decision(index)));
        pages.extend((0..log.notes.len()).map(Page::Note));
        pages.extend((0..log.assets.len()).map(Page::Asset));
        pages.extend((0..self.theme.assets.len()).map(Page::ThemeAsset));
        pages
    }

    /// The pages that the site's own navigation leads to.
    pub(super) fn main_pages(&self) -> Vec<Page> {
        let mut pages = vec![Page::List(0, 1), Page::Statuses];
        if !self.snapshot.log.teams.is_empty() {
            pages.extend([Page::Teams, Page::Statistics, Page::Methodology]);
        }
        let listed = [
            (self.snapshot.statistics.overall.follow_through.actions(), Page::Actions(None, 1)),
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
            Page::Weeks(position, number) => pages::statistics::weeks::route_at(self, position, number),
            Page::Party(party, number) => pages::party::route(self, party, number),
            Page::People => pages::people::LIST.to_owned(),
            Page::Methodology => "methodology/index.html".to_owned(),
            Page::Actions(team, number) => pages::actions::route(self, team, number),
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
            Page::Weeks(position, number) => pages::statistics::weeks::render(self, position, number),
            Page::Party(party, number) => pages::party::render(self, party, number),
            Page::People => pages::people::render(self),
            Page::Methodology => pages::methodology::render(self),
            Page::Actions(team, number) => pages::actions::render(self, team, number),
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

    pub(super) fn problem_pages(&self) -> usize {
        self.snapshot.diagnostics.len().div_ceil(PROBLEMS_PER_PAGE).max(1)
    }
}
