//! What a result shows: a decision in short, and its text.

use serde::Serialize;

use crate::model::{AdrIndex, Document};
use crate::render::Site;
use crate::render::views::{id, status_name};
use crate::routes::url;

/// Bytes of a text that are kept to show words in their surroundings.
const SHOWN: usize = 48 << 10;

/// A decision in short. It becomes a list; the order of the fields is known to the theme's script.
#[derive(Serialize)]
pub(super) struct Card<'a>(
    Option<String>,
    &'a str,
    String,
    &'static str,
    /// The date, and the date in words.
    Option<(String, String)>,
    /// Each team by its position, with the positions of its roles.
    Vec<(u32, Vec<usize>)>,
    &'a [String],
    /// The source's name, where there are several.
    Option<&'a str>,
    bool,
    usize,
);

pub(super) fn card(site: &Site, index: AdrIndex) -> Card<'_> {
    let log = &site.snapshot.log;
    let adr = log.adr(index);
    let mut teams: Vec<(u32, Vec<usize>)> = Vec::new();
    for sign_off in &adr.sign_offs {
        let role = sign_off.role as usize;
        match teams.iter_mut().find(|(team, _)| *team == sign_off.team.0) {
            Some((_, roles)) if roles.contains(&role) => {}
            Some((_, roles)) => roles.push(role),
            None => teams.push((sign_off.team.0, vec![role])),
        }
    }
    let row = site.views.row(&site.snapshot, index);
    Card(
        id(adr),
        &adr.title,
        url(&adr.route),
        status_name(adr.status),
        adr.date.map(|date| date.to_string()).map(|date| (date.clone(), site.theme.language.day(&date))),
        teams,
        &adr.tags,
        (log.sources.len() > 1).then(|| log.sources[adr.source].name.as_str()),
        row.one_sided,
        adr.problems,
    )
}

/// The text of a decision, as far as results show it.
pub(super) fn text(document: &Document) -> String {
    let mut text = document.plain_text();
    text.truncate(text.floor_char_boundary(SHOWN));
    text
}
