//! A page of a list of decisions.

use serde::Serialize;

use super::party::team_link;
use super::search::{self, Filter};
use super::statuses;
use crate::error::Result;
use crate::model::AdrIndex;
use crate::render::lists::List;
use crate::render::views::Paging;
use crate::render::{Page, SafeHtml, Site};
use crate::routes::url;

/// Tags that the list of all decisions offers.
const TAGS_SHOWN: usize = 20;

#[derive(Serialize)]
struct Data<'a> {
    heading: &'a str,
    intro: Option<&'a str>,
    definition: Option<&'a str>,
    count: usize,
    /// As HTML, one behind the other.
    rows: SafeHtml,
    paging: Paging,
    crumbs: Vec<Crumb<'a>>,
    facets: Vec<Facet>,
    filters: Vec<Filter<'a>>,
}

#[derive(Serialize)]
pub(super) struct Crumb<'a> {
    pub(super) label: &'a str,
    pub(super) url: Option<&'a str>,
}

#[derive(Serialize)]
struct Facet {
    label: String,
    items: Vec<FacetItem>,
}

#[derive(Serialize)]
struct FacetItem {
    label: String,
    count: usize,
    url: String,
    name: Option<&'static str>,
}

pub(in crate::render) fn render(site: &Site, index: usize, number: usize) -> Result<String> {
    let list = site.lists().get(index);
    let row = |decision: &AdrIndex| if list.is_long() { site.short_row(*decision) } else { site.row(*decision) };
    let rows = list.page(number).iter().map(row).collect::<Result<_>>()?;
    let is_all = index == 0;
    let mut crumbs: Vec<Crumb<'_>> = list.crumbs.iter().map(|(label, url)| Crumb { label, url: Some(url) }).collect();
    if !crumbs.is_empty() {
        crumbs.push(Crumb { label: &list.heading, url: None });
    }
    let data = Data {
        heading: &list.heading,
        intro: list.intro.as_deref(),
        definition: list.definition.as_deref(),
        count: list.decisions.len(),
        rows,
        paging: Paging::new(&list.base, number, list.pages()),
        crumbs,
        filters: if is_all { search::filters(site) } else { Vec::new() },
        facets: if is_all && number == 1 { facets(site, list) } else { Vec::new() },
    };
    let route = site.route(Page::List(index, number));
    let title = if number == 1 { list.heading.clone() } else { format!("{} ({number})", list.heading) };
    site.page(if is_all { "decisions" } else { "list" }, &route, &title, None, "list.html", &data)
}

/// The ways into the log: statuses, teams, tags. Years follow from the order of the list itself.
fn facets(site: &Site, list: &List) -> Vec<Facet> {
    let language = &site.theme.language;
    if list.decisions.is_empty() {
        return Vec::new();
    }
    let statuses = statuses::counts(site).into_iter().map(|status| FacetItem {
        label: status.label.to_owned(),
        count: status.count,
        url: status.url,
        name: Some(status.name),
    });
    let teams = site.snapshot.log.teams.iter().map(|(index, team)| FacetItem {
        label: team.name.clone(),
        count: site.snapshot.statistics.overall.team(index).map_or(0, |part| part.touched.count()),
        url: team_link(site, index, "touched"),
        name: None,
    });
    let mut tags: Vec<_> = site.views.tags.iter().collect();
    tags.sort_by_key(|tag| std::cmp::Reverse(tag.decisions.len()));
    let tags = tags.into_iter().take(TAGS_SHOWN).map(|tag| FacetItem {
        label: tag.name.clone(),
        count: tag.decisions.len(),
        url: url(&tag.base) + ".html",
        name: None,
    });
    let facets =
        [("facet_status", statuses.collect::<Vec<_>>()), ("facet_team", teams.take(TAGS_SHOWN).collect()), ("facet_tag", tags.collect())];
    facets
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(key, items)| Facet { label: language.text(key).to_owned(), items })
        .collect()
}
