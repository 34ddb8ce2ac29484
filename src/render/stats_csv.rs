//! `stats.csv`: every figure as a table, one row for each figure, period and party.

use crate::statistics::Step;
use crate::statistics::rows::{self, Cell, Party, Row};
use crate::workspace::Snapshot;

/// The columns.
const COLUMNS: [&str; 11] = ["period", "label", "first", "last", "finished", "scope", "name", "figure", "count", "of", "value"];

/// The bytes of `stats.csv`.
pub(super) fn statistics(snapshot: &Snapshot) -> Vec<u8> {
    let teams = &snapshot.log.teams;
    let mut all = rows::overall(&snapshot.statistics, teams);
    for step in Step::ALL {
        all.append(&mut rows::of_step(&snapshot.statistics, teams, step));
    }
    rows_as_csv(&all, snapshot)
}

/// Rows as CSV, with a head; safe to open in a spreadsheet.
#[must_use]
pub fn rows_as_csv(rows: &[Row<'_>], snapshot: &Snapshot) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::with_capacity(64 * (rows.len() + 1)));
    // Writing into memory does not fail.
    let _ = writer.write_record(COLUMNS);
    for row in rows {
        let _ = writer.write_record(cells(row, snapshot).map(|cell| harmless(&cell)));
    }
    writer.into_inner().unwrap_or_default()
}

/// A row as texts, in the order of [`COLUMNS`].
fn cells(row: &Row<'_>, snapshot: &Snapshot) -> [String; 11] {
    let (step, label, first, last, finished) = match row.period {
        None => ("all".to_owned(), String::new(), String::new(), String::new(), String::new()),
        Some((step, period)) => (
            step.name().to_owned(),
            period.label.clone(),
            period.span.first.to_string(),
            period.span.last.to_string(),
            period.finished.to_string(),
        ),
    };
    let (scope, name) = party(row.party, snapshot);
    let (count, of, value) = values(row.cell);
    [step, label, first, last, finished, scope.to_owned(), name, row.figure.to_owned(), count, of, value]
}

/// The kind and the name of a party: teams by their ids, sides by their names, pairs as `from → to`.
fn party(party: Party, snapshot: &Snapshot) -> (&'static str, String) {
    let teams = &snapshot.log.teams;
    match party {
        Party::Person(person) => ("person", snapshot.statistics.people[person.0 as usize].name.clone()),
        Party::All => ("all", String::new()),
        Party::Side(side) => ("side", teams.side(side).name.clone()),
        Party::Team(team) => ("team", teams.team(team).id.clone()),
        Party::Pair(from, to) => ("pair", format!("{} → {}", teams.team(from).id, teams.team(to).id)),
    }
}

/// Count, of, and value of a cell; empty where there is none.
fn values(cell: Cell) -> (String, String, String) {
    match cell {
        Cell::Count(count) => (count.to_string(), String::new(), String::new()),
        Cell::Share(count, of) => {
            let share = if of == 0 { String::new() } else { rounded(count as f64 / of as f64) };
            (count.to_string(), of.to_string(), share)
        }
        Cell::Days(value, of) | Cell::Number(value, of) => (String::new(), of.to_string(), value.map(rounded).unwrap_or_default()),
    }
}

/// Four decimals at most, as in `stats.json`.
fn rounded(value: f64) -> String {
    ((value * 10_000.0).round() / 10_000.0).to_string()
}

/// A spreadsheet takes a cell that begins with one of these for a formula; with an apostrophe in front it is text.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert!(harmless(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(harmless("Halcyon"), "Halcyon");
    }

    #[test]
    fn a_share_of_nothing_has_no_value() {
        assert_eq!(values(Cell::Share(0, 0)), ("0".to_owned(), "0".to_owned(), String::new()));
        assert_eq!(values(Cell::Share(1, 3)).2, "0.3333");
        assert_eq!(values(Cell::Days(Some(4.5), 2)), (String::new(), "2".to_owned(), "4.5".to_owned()));
    }
}
