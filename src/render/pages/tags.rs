//! All tags.

use serde::Serialize;

use crate::error::Result;
use crate::render::{Page, Site};
use crate::routes::url;

#[derive(Serialize)]
struct Data<'a> {
    tags: Vec<TagLink<'a>>,
}

#[derive(Serialize)]
struct TagLink<'a> {
    name: &'a str,
    url: String,
    count: usize,
}

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let tags = site.views.tags.iter().map(|tag| TagLink { name: &tag.name, url: url(&tag.base) + ".html", count: tag.decisions.len() });
    let title = site.theme.language.text("nav_tags");
    site.page("tags", &site.route(Page::Tags), title, None, "tags.html", &Data { tags: tags.collect() })
}
