//! Tables whose first row names the keys.

use super::{Fact, Line, Place};
use crate::parse::vocabulary::Key;

/// A table with its keys in the first row.
#[derive(Default)]
pub(super) struct Table {
    pub(super) keys: Vec<Option<(Key, String)>>,
    pub(super) rows: Vec<(u32, Vec<String>)>,
}

impl Table {
    pub(super) fn is_open(&self) -> bool {
        !self.keys.is_empty()
    }

    /// Gives what the rows say: one row the facts themselves, several a history.
    pub(super) fn close(&mut self, facts: &mut Vec<Fact>) {
        if !self.is_open() {
            return;
        }
        let keys = std::mem::take(&mut self.keys);
        let rows = std::mem::take(&mut self.rows);
        let column = |wanted: Key| keys.iter().position(|key| matches!(key, Some((key, _)) if *key == wanted));
        let is_history = rows.len() > 1;
        // A list of records with their titles is an index and says nothing of this one.
        if is_history && (column(Key::Title).is_some() || column(Key::Id).is_some()) {
            return;
        }
        let (status, date) = (column(Key::Status), column(Key::Date));
        for (at, key) in keys.iter().enumerate() {
            let Some((key, name)) = key else { continue };
            let key = match key {
                Key::Date if is_history && status.is_some() => continue,
                Key::Date if is_history => Key::Changelog,
                key => *key,
            };
            let lines = rows.iter().filter_map(|(number, cells)| {
                let text = cells.get(at).filter(|cell| !cell.is_empty())?;
                let text = match date.and_then(|date| cells.get(date)) {
                    Some(date) if is_history && key == Key::Status => format!("{date} {text}"),
                    _ => text.clone(),
                };
                Some(Line::new(*number, text))
            });
            facts.push(Fact { key, name: name.clone(), lines: lines.collect(), place: Place::Line });
        }
    }
}
