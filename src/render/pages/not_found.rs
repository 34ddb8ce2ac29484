//! The page for addresses that lead nowhere.

use serde::Serialize;

use crate::error::Result;
use crate::render::{Page, Site, base_path};

#[derive(Serialize)]
struct Data {}

/// It is shown at any depth, so only a known `root`, or that of the site's base URL, leads home from there.
pub(in crate::render) fn render(site: &Site, root: Option<&str>) -> Result<String> {
    let title = site.theme.language.text("not_found");
    let base = site.snapshot.config.base_url.as_deref().map(base_path);
    let root = root.or(base).unwrap_or_default().to_owned();
    site.page_with_root("not_found", &site.route(Page::NotFound), root, title, None, "not_found.html", &Data {})
}
