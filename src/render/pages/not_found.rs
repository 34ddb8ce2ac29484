//! The page for addresses that lead nowhere.

use serde::Serialize;

use crate::error::Result;
use crate::render::{Page, Site};

#[derive(Serialize)]
struct Data {}

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let title = site.theme.language.text("not_found");
    site.page("not_found", &site.route(Page::NotFound), title, None, "not_found.html", &Data {})
}
