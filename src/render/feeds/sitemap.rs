//! The sitemap, where the config says where the site will be.

use std::fmt::Write as _;

use super::{changed, xml};
use crate::model::AdrIndex;
use crate::render::{Page, Site};
use crate::routes::url;

/// Addresses that one file may hold, by the protocol of sitemaps.
const PER_FILE: usize = 50_000;

/// How many files there are: none without a base URL, one for most logs, else the index and its parts.
pub(in crate::render) fn files(site: &Site) -> usize {
    if site.snapshot.config.base_url.is_none() {
        return 0;
    }
    match parts(site) {
        1 => 1,
        parts => parts + 1,
    }
}

/// The route of a file: `sitemap.xml`, which is the index where there are several, then `sitemap-1.xml` and on.
pub(in crate::render) fn route(file: usize) -> String {
    if file == 0 { "sitemap.xml".to_owned() } else { format!("sitemap-{file}.xml") }
}

/// A file of the sitemap.
pub(in crate::render) fn sitemap(site: &Site, file: usize) -> Vec<u8> {
    let base = site.snapshot.config.base_url.as_deref().unwrap_or_default();
    let parts = parts(site);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    if file == 0 && parts > 1 {
        out.push_str("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for part in 1..=parts {
            out.push_str("<sitemap><loc>");
            xml(&format!("{base}{}", route(part)), &mut out);
            out.push_str("</loc></sitemap>\n");
        }
        out.push_str("</sitemapindex>\n");
        return out.into_bytes();
    }
    out.push_str("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in pages(site).skip(file.saturating_sub(1) * PER_FILE).take(PER_FILE) {
        let route = site.route(page);
        out.push_str("<url><loc>");
        let address = url(&route);
        xml(&format!("{base}{}", address.strip_suffix("index.html").unwrap_or(&address)), &mut out);
        out.push_str("</loc>");
        if let Page::Decision(index) = page
            && let Some(day) = changed(site.snapshot.log.adr(index), site.snapshot.today)
        {
            let _ = write!(out, "<lastmod>{day}</lastmod>");
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out.into_bytes()
}

fn parts(site: &Site) -> usize {
    pages(site).count().div_ceil(PER_FILE)
}

/// What a search engine should know: the decisions, what belongs to them, and the ways to them. The lists behind figures
/// say nothing else.
fn pages(site: &Site) -> impl Iterator<Item = Page> {
    let log = &site.snapshot.log;
    let main = std::iter::once(Page::Home).chain(site.main_pages());
    let decisions = (0..log.adrs.len() as u32).map(|index| Page::Decision(AdrIndex(index)));
    let teams = log.teams.iter().map(|(index, _)| Page::Team(index));
    main.chain(teams).chain(decisions).chain((0..log.notes.len()).map(Page::Note))
}
