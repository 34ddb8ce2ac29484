//! Atom feeds: what happened last in the log, and in the decisions of each team.
//!
//! Written by hand: a feed is twenty elements, and the crates for it bring a second date library and an XML parser.

use std::fmt::Write as _;

use jiff::civil::Date as Day;

use super::{changed, name, status_label, who, xml};
use crate::model::{Adr, AdrIndex, TeamIndex};
use crate::render::pages::decision::description;
use crate::render::{Page, Site};
use crate::routes::{root_of, url};

/// The feed of the whole log.
pub(in crate::render) const ROUTE: &str = "feed.xml";

/// Entries of a feed: readers fetch it whole, again and again.
const ENTRIES: usize = 50;

/// Which decisions each feed has, the last changed first.
#[derive(Debug)]
pub(in crate::render) struct Newest {
    all: Vec<(Day, AdrIndex)>,
    /// By team.
    teams: Vec<Vec<(Day, AdrIndex)>>,
}

impl Newest {
    /// Looks through the log once for all feeds.
    pub(in crate::render) fn new(site: &Site) -> Self {
        let log = &site.snapshot.log;
        // A feed says what happened when; what has no day is in the lists.
        let mut dated: Vec<(Day, AdrIndex)> =
            log.iter().filter_map(|(index, adr)| Some((changed(adr, site.snapshot.today)?, index))).collect();
        dated.sort_unstable_by_key(|entry| std::cmp::Reverse(*entry));
        let mut teams = vec![Vec::new(); log.teams.len()];
        for entry in &dated {
            for sign_off in &log.adr(entry.1).sign_offs {
                let feed: &mut Vec<(Day, AdrIndex)> = &mut teams[sign_off.team.0 as usize];
                if feed.len() < ENTRIES && feed.last() != Some(entry) {
                    feed.push(*entry);
                }
            }
        }
        dated.truncate(ENTRIES);
        Self { all: dated, teams }
    }
}

/// The route of the feed of one team.
pub(in crate::render) fn team_route(site: &Site, team: TeamIndex) -> String {
    format!("teams/{}-feed.xml", site.snapshot.log.teams.slug(team))
}

/// The feed of the log, or of one team's decisions.
pub(in crate::render) fn feed(site: &Site, team: Option<TeamIndex>) -> Vec<u8> {
    let newest = site.newest.get_or_init(|| Newest::new(site));
    let entries = team.map_or(&newest.all, |team| &newest.teams[team.0 as usize]);
    let route = site.route(Page::Feed(team));
    let title = match team {
        None => site.title().to_owned(),
        Some(team) => format!("{}: {}", site.title(), site.views.team(team).name),
    };
    // Without a base URL the links are relative to the feed, which readers resolve.
    let base = site.snapshot.config.base_url.clone();
    let to = |to: &str| format!("{}{}", base.clone().unwrap_or_else(|| root_of(&route)), url(to));
    let page = team.map_or_else(|| site.route(Page::Home), |team| site.route(Page::Team(team)));
    let updated = entries.first().map_or(site.snapshot.today, |(day, _)| *day);

    let mut out = String::with_capacity(1024 * (entries.len() + 1));
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    xml(&site.snapshot.config.language, &mut out);
    out.push_str("\">\n");
    element("title", &title, &mut out);
    if let (None, Some(description)) = (team, &site.snapshot.config.description) {
        element("subtitle", description, &mut out);
    }
    element("id", &stable_id(site, &route), &mut out);
    element("updated", &midnight(updated), &mut out);
    link("alternate", "text/html", &to(&page), &mut out);
    if base.is_some() {
        link("self", "application/atom+xml", &to(&route), &mut out);
    }
    element("generator", concat!("adrsite ", env!("CARGO_PKG_VERSION")), &mut out);
    out.push_str("<author>");
    element("name", site.title(), &mut out);
    out.push_str("</author>\n");
    for (day, index) in entries {
        let adr = site.snapshot.log.adr(*index);
        out.push_str("<entry>\n");
        element("title", &format!("{} ({})", name(adr), status_label(site, adr)), &mut out);
        element("id", &stable_id(site, &adr.route), &mut out);
        element("updated", &midnight(*day), &mut out);
        link("alternate", "text/html", &to(&adr.route), &mut out);
        for team in super::signed(site, adr, crate::model::Role::Proposer) {
            out.push_str("<author>");
            element("name", team, &mut out);
            out.push_str("</author>\n");
        }
        for tag in &adr.tags {
            out.push_str("<category term=\"");
            xml(tag, &mut out);
            out.push_str("\"/>\n");
        }
        element("summary", &summary(site, adr), &mut out);
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out.into_bytes()
}

/// Who took part, and how the text begins.
fn summary(site: &Site, adr: &Adr) -> String {
    let parts = [Some(status_label(site, adr).to_owned() + "."), Some(who(site, adr)), description(&adr.document)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What names this page wherever and whenever it is read: its address where the site has one, else a UUID (version 8 of
/// RFC 9562, which leaves the choice of the hash open) of the log's title and the route.
fn stable_id(site: &Site, route: &str) -> String {
    if let Some(base) = &site.snapshot.config.base_url {
        return format!("{base}{}", url(route));
    }
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    for byte in site.title().bytes().chain([0]).chain(route.bytes()) {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    let hash = hash & !(0xf << 76) | (8 << 76);
    let hash = hash & !(0b11 << 62) | (0b10 << 62);
    let digits = format!("{hash:032x}");
    format!("urn:uuid:{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

fn element(name: &str, text: &str, out: &mut String) {
    let _ = write!(out, "<{name}>");
    xml(text, out);
    let _ = writeln!(out, "</{name}>");
}

fn link(rel: &str, kind: &str, href: &str, out: &mut String) {
    let _ = write!(out, "<link rel=\"{rel}\" type=\"{kind}\" href=\"");
    xml(href, out);
    out.push_str("\"/>\n");
}

/// Records know days; an entry needs a moment.
fn midnight(day: Day) -> String {
    format!("{day}T00:00:00Z")
}
