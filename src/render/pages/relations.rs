//! How the decisions of the log relate to each other, drawn and as a list.

use serde::Serialize;

use crate::error::Result;
use crate::model::{AdrIndex, RelationKind};
use crate::render::graph::{Component, Drawing, components, legend};
use crate::render::views::{Paging, Ref};
use crate::render::{Page, Site};
use crate::routes::page_of;

/// The pages' route, without the ending.
const BASE: &str = "relations/index";

/// Decisions on a page, unless a single group has more.
const PER_PAGE: usize = 150;

/// Decisions that a drawing can hold and still be read.
const MOST: usize = 600;

#[derive(Serialize)]
struct Data {
    decisions: usize,
    relations: usize,
    alone: usize,
    legend_html: String,
    groups: Vec<Group>,
    paging: Paging,
}

#[derive(Serialize)]
struct Group {
    decisions: usize,
    relations: usize,
    /// The decision with most relations.
    around: Ref,
    /// `None` where there is too much for one drawing.
    drawing_html: Option<String>,
    list: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    from: Ref,
    label: String,
    to: Ref,
}

/// How many pages there are; none without a relation.
pub(in crate::render) fn pages(site: &Site) -> usize {
    split(site).len()
}

/// The route of a page; `number` is 1-based.
pub(in crate::render) fn route(number: usize) -> String {
    page_of(BASE, number)
}

pub(in crate::render) fn render(site: &Site, number: usize) -> Result<String> {
    let all = groups(site);
    let split = split(site);
    let shown = split.get(number - 1).copied().unwrap_or_default();
    let shown = &all[shown.0..shown.1];
    let decisions = all.iter().map(|group| group.nodes.len()).sum();
    let kinds: Vec<RelationKind> = shown.iter().flat_map(|group| group.edges.iter().map(|edge| edge.kind)).collect();
    let data = Data {
        decisions,
        relations: all.iter().map(|group| group.edges.len()).sum(),
        alone: site.snapshot.log.adrs.len() - decisions,
        legend_html: legend(site, &kinds),
        groups: shown.iter().map(|component| group(site, component)).collect(),
        paging: Paging::new(BASE, number, split.len()),
    };
    let title = site.theme.language.text("nav_relations");
    site.page("relations", &site.route(Page::Relations(number)), title, None, "relations.html", &data)
}

fn group(site: &Site, component: &Component) -> Group {
    let snapshot = &site.snapshot;
    let language = &site.theme.language;
    let ends = |index: &AdrIndex| component.edges.iter().filter(|edge| edge.from == *index || edge.to == *index).count();
    // The first of those with most relations.
    let around = component.nodes.iter().rev().max_by_key(|index| ends(index)).copied().unwrap_or(AdrIndex(0));
    let label = language.text("graph_of").replace("{title}", &snapshot.log.adr(around).title);
    let drawing = Drawing { site, component, root: "../", label: &label, own: None };
    let reference = |index| site.views.reference(snapshot, index);
    Group {
        decisions: component.nodes.len(),
        relations: component.edges.len(),
        around: reference(around),
        drawing_html: (component.nodes.len() <= MOST).then(|| drawing.html()),
        list: component
            .edges
            .iter()
            .map(|edge| Item {
                from: reference(edge.from),
                label: language.text(&format!("relation_{}", edge.kind.name())).to_lowercase(),
                to: reference(edge.to),
            })
            .collect(),
    }
}

fn groups(site: &Site) -> &[Component] {
    site.components.get_or_init(|| components(&site.snapshot.log))
}

/// Which groups each page shows: from, and up to.
fn split(site: &Site) -> Vec<(usize, usize)> {
    let mut pages: Vec<(usize, usize)> = Vec::new();
    let mut on_page = 0;
    for (position, group) in groups(site).iter().enumerate() {
        match pages.last_mut() {
            Some((_, end)) if on_page + group.nodes.len() <= PER_PAGE => *end = position + 1,
            _ => {
                pages.push((position, position + 1));
                on_page = 0;
            }
        }
        on_page += group.nodes.len();
    }
    pages
}
