//! How the decisions of the log relate to each other, drawn and as a list.

use std::ops::Range;

use serde::Serialize;

use crate::error::Result;
use crate::model::RelationKind;
use crate::render::graph::{Component, Drawing, components, legend};
use crate::render::views::{Paging, Ref};
use crate::render::{Page, SafeHtml, Site};
use crate::routes::page_of;

/// The pages' route, without the ending.
const BASE: &str = "relations/index";

/// Decisions on a page, unless a single group has more.
const PER_PAGE: usize = 150;

/// Decisions that a drawing can hold and still be read.
const MOST: usize = 600;

/// Relations of a group that a page lists; the rest of them goes on on the next page.
const LISTED: usize = 500;

/// What a page shows of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// Its position.
    group: usize,
    /// Which of its relations are listed.
    edges: Range<usize>,
}

#[derive(Serialize)]
struct Data {
    decisions: usize,
    relations: usize,
    alone: usize,
    legend_html: SafeHtml,
    groups: Vec<Group>,
    paging: Paging,
}

#[derive(Serialize)]
struct Group {
    decisions: usize,
    relations: usize,
    /// The decision with most relations.
    around: Ref,
    /// On the first page that shows the group.
    drawing_html: Option<SafeHtml>,
    /// Whether there is too much for one drawing.
    too_many: bool,
    /// Which of its relations are listed, in words, where it is not all of them.
    part: Option<String>,
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
    split(groups(site)).len()
}

/// The route of a page; `number` is 1-based.
pub(in crate::render) fn route(number: usize) -> String {
    page_of(BASE, number)
}

pub(in crate::render) fn render(site: &Site, number: usize) -> Result<String> {
    let all = groups(site);
    let split = split(all);
    let shown = split.get(number - 1).map(Vec::as_slice).unwrap_or_default();
    let decisions = all.iter().map(|group| group.nodes.len()).sum();
    let kinds: Vec<RelationKind> =
        shown.iter().flat_map(|part| all[part.group].edges[part.edges.clone()].iter().map(|edge| edge.kind)).collect();
    let data = Data {
        decisions,
        relations: all.iter().map(|group| group.edges.len()).sum(),
        alone: site.snapshot.log.adrs.len() - decisions,
        legend_html: legend(site, &kinds).into(),
        groups: shown.iter().map(|part| group(site, &all[part.group], part.edges.clone())).collect(),
        paging: Paging::new(BASE, number, split.len()),
    };
    let title = site.theme.language.text("nav_relations");
    site.page("relations", &site.route(Page::Relations(number)), title, None, "relations.html", &data)
}

fn group(site: &Site, component: &Component, edges: Range<usize>) -> Group {
    let snapshot = &site.snapshot;
    let language = &site.theme.language;
    let label = language.text("graph_of").replace("{title}", &snapshot.log.adr(component.around).title);
    let drawing = Drawing { site, component, root: "../", label: &label, own: None };
    let reference = |index| site.views.reference(snapshot, index);
    let is_whole = edges.len() == component.edges.len();
    let number = |count: usize| language.number(count as i64);
    let part = || {
        let (from, to, of) = (number(edges.start + 1), number(edges.end), number(component.edges.len()));
        language.fill("relations_part", &[("from", &from), ("to", &to), ("of", &of)])
    };
    Group {
        decisions: component.nodes.len(),
        relations: component.edges.len(),
        around: reference(component.around),
        drawing_html: (component.nodes.len() <= MOST && edges.start == 0).then(|| drawing.html().into()),
        too_many: component.nodes.len() > MOST,
        part: (!is_whole).then(part),
        list: component.edges[edges.clone()]
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

/// What each page shows: some groups, or some relations of one that has too many for a page.
fn split(groups: &[Component]) -> Vec<Vec<Part>> {
    let mut pages: Vec<Vec<Part>> = Vec::new();
    let mut on_page = PER_PAGE;
    for (group, component) in groups.iter().enumerate() {
        let (decisions, relations) = (component.nodes.len(), component.edges.len());
        if relations > LISTED {
            let starts = (0..relations).step_by(LISTED);
            pages.extend(starts.map(|start| vec![Part { group, edges: start..relations.min(start + LISTED) }]));
            on_page = PER_PAGE;
            continue;
        }
        let part = Part { group, edges: 0..relations };
        match pages.last_mut() {
            Some(page) if on_page + decisions <= PER_PAGE => page.push(part),
            _ => {
                pages.push(vec![part]);
                on_page = 0;
            }
        }
        on_page += decisions;
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AdrIndex;
    use crate::render::graph::Edge;

    fn chain(relations: u32) -> Component {
        let edge = |at| Edge { from: AdrIndex(at + 1), to: AdrIndex(at), kind: RelationKind::RelatesTo };
        Component::new((0..=relations).map(AdrIndex).collect(), (0..relations).map(edge).collect())
    }

    #[test]
    fn large_groups_go_on_over_pages_and_small_ones_share_one() {
        let found = split(&[chain(1200), chain(100), chain(40), chain(40)]);
        let shown: Vec<Vec<_>> = found.iter().map(|parts| parts.iter().map(|part| (part.group, part.edges.clone())).collect()).collect();
        assert_eq!(
            shown,
            [vec![(0, 0..500)], vec![(0, 500..1000)], vec![(0, 1000..1200)], vec![(1, 0..100), (2, 0..40)], vec![(3, 0..40)]]
        );
    }
}
