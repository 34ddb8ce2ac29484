//! What decisions can be filtered by, a column for each fact.

use std::collections::HashMap;

use serde::Serialize;

use super::{Dictionary, Search};
use crate::model::{Adr, CalendarDate, Status};
use crate::render::Site;

#[derive(Serialize)]
pub(super) struct Facts<'a> {
    version: &'a str,
    /// A digit for each document: its status in the order of `statuses` in the manifest.
    statuses: String,
    /// The years in which documents are dated, and how many follow each other in each.
    years: Vec<(Option<i16>, usize)>,
    /// What teams did: each is three times the team's position plus that of the role.
    signed: Column<u32>,
    tags: Column<u32>,
    /// The tags' names.
    names: Vec<&'a str>,
}

/// Sets that documents have, most of them many times over.
#[derive(Serialize)]
struct Column<T> {
    sets: Vec<Vec<T>>,
    /// For each document, the position of its set.
    of: Vec<usize>,
}

pub(super) fn of<'a>(site: &'a Site, search: &Search, dictionary: &'a Dictionary) -> Facts<'a> {
    let adrs: Vec<&Adr> = search.documents.iter().map(|index| site.snapshot.log.adr(*index)).collect();
    let mut years: Vec<(Option<i16>, usize)> = Vec::new();
    for adr in &adrs {
        let year = adr.date.map(CalendarDate::year);
        match years.last_mut() {
            Some((last, count)) if *last == year => *count += 1,
            _ => years.push((year, 1)),
        }
    }
    let positions: HashMap<String, u32> = site.views.tags.iter().map(|tag| tag.name.to_lowercase()).zip(0..).collect();
    Facts {
        version: &dictionary.version,
        statuses: adrs.iter().map(|adr| status_digit(adr.status)).collect(),
        years,
        signed: column(adrs.iter().map(|adr| adr.sign_offs.iter().map(|sign_off| sign_off.team.0 * 3 + sign_off.role as u32).collect())),
        tags: column(adrs.iter().map(|adr| adr.tags.iter().filter_map(|tag| positions.get(&tag.to_lowercase()).copied()).collect())),
        names: site.views.tags.iter().map(|tag| tag.name.as_str()).collect(),
    }
}

fn status_digit(status: Option<Status>) -> char {
    let position = Status::ALL.iter().position(|known| Some(*known) == status).unwrap_or(Status::ALL.len());
    char::from(b'0' + position as u8)
}

fn column(sets: impl Iterator<Item = Vec<u32>>) -> Column<u32> {
    let mut known: HashMap<Vec<u32>, usize> = HashMap::new();
    let mut column = Column { sets: Vec::new(), of: Vec::new() };
    for mut set in sets {
        set.sort_unstable();
        set.dedup();
        let next = known.len();
        let position = *known.entry(set).or_insert_with_key(|set| {
            column.sets.push(set.clone());
            next
        });
        column.of.push(position);
    }
    column
}
