//! The context library: everything that decisions name to watch or read, in one place.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::Result;
use crate::model::{AdrIndex, ContextDrop};
use crate::render::views::{Paging, Ref, TeamRef};
use crate::render::{Page, Site};
use crate::routes::page_of;

/// The pages' route, without the ending.
const BASE: &str = "context/index";

/// Drops on a page.
const PER_PAGE: usize = 120;

#[derive(Serialize)]
struct Data<'a> {
    count: usize,
    /// How long all of it takes, where anything says so.
    minutes: u32,
    kinds: Vec<Kind<'a>>,
    paging: Paging,
}

/// Drops of one kind.
#[derive(Serialize)]
struct Kind<'a> {
    /// `None` where the records name no kind.
    name: Option<&'a str>,
    /// Of all pages.
    count: usize,
    drops: Vec<DropView<'a>>,
}

#[derive(Serialize)]
struct DropView<'a> {
    title: &'a str,
    url: Option<&'a str>,
    minutes: Option<u32>,
    team: Option<&'a TeamRef>,
    decisions: Vec<Ref>,
}

/// A drop and the decisions that name it.
struct Shared<'a> {
    drop: &'a ContextDrop,
    decisions: Vec<AdrIndex>,
}

/// How many pages there are; none without a drop.
pub(in crate::render) fn pages(site: &Site) -> usize {
    let drops: usize = site.snapshot.log.adrs.iter().map(|adr| adr.context.len()).sum();
    if drops == 0 { 0 } else { library(site).len().div_ceil(PER_PAGE) }
}

/// The route of a page; `number` is 1-based.
pub(in crate::render) fn route(number: usize) -> String {
    page_of(BASE, number)
}

pub(in crate::render) fn render(site: &Site, number: usize) -> Result<String> {
    let library = library(site);
    let mut kinds: Vec<Kind<'_>> = Vec::new();
    for shared in library.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE) {
        let name = shared.drop.kind.as_deref();
        if kinds.last().is_none_or(|kind| kind.name != name) {
            let count = library.iter().filter(|other| other.drop.kind.as_deref() == name).count();
            kinds.push(Kind { name, count, drops: Vec::new() });
        }
        if let Some(kind) = kinds.last_mut() {
            kind.drops.push(DropView {
                title: &shared.drop.title,
                url: shared.drop.url.as_deref(),
                minutes: shared.drop.minutes,
                team: shared.drop.team.map(|team| site.views.team(team)),
                decisions: site.views.references(&site.snapshot, shared.decisions.iter().copied()),
            });
        }
    }
    let data = Data {
        count: library.len(),
        minutes: library.iter().filter_map(|shared| shared.drop.minutes).fold(0, u32::saturating_add),
        kinds,
        paging: Paging::new(BASE, number, library.len().div_ceil(PER_PAGE)),
    };
    let title = site.theme.language.text("context_library");
    site.page("context", &site.route(Page::Context(number)), title, Some(site.theme.language.text("context_lead")), "context.html", &data)
}

/// All drops by kind, those without one last, then by title; what several decisions name stands there once.
fn library(site: &Site) -> Vec<Shared<'_>> {
    let mut found: BTreeMap<_, Shared<'_>> = BTreeMap::new();
    for (index, adr) in site.snapshot.log.iter() {
        for drop in &adr.context {
            let kind = drop.kind.as_deref();
            let key = (kind.is_none(), kind, drop.title.to_lowercase(), drop.url.as_deref());
            let shared = found.entry(key).or_insert_with(|| Shared { drop, decisions: Vec::new() });
            if shared.decisions.last() != Some(&index) {
                shared.decisions.push(index);
            }
        }
    }
    found.into_values().collect()
}
