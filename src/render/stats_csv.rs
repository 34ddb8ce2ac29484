//! `stats.csv`: every figure as a table, one row for each figure, period and party.

use std::io::Write as _;

use super::stats_data::rounded;
use crate::model::Status;
use crate::statistics::rows::{self, Cell, Party, Row};
use crate::statistics::{Span, Step};
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
    let mut csv = Vec::with_capacity(96 * (rows.len() + 1));
    csv.extend(cells(&COLUMNS));
    csv.push(b'\n');
    // Dozens of rows one behind the other share a period and a party, whose cells are made once for all of them.
    let mut last: Option<&Row<'_>> = None;
    let (mut period, mut whose) = (Vec::new(), Vec::new());
    for row in rows {
        if last.is_none_or(|last| span(last) != span(row)) {
            period = cells(&period_cells(row).map(harmless));
        }
        if last.is_none_or(|last| last.party != row.party) {
            let (scope, name) = party(row.party, snapshot);
            whose = cells(&[scope.to_owned(), harmless(name)]);
        }
        last = Some(row);
        // Keys are words, and numbers are not negative: neither needs quotes.
        for part in [&period, &b","[..], &whose, b",", row.figure.as_bytes(), b","] {
            csv.extend_from_slice(part);
        }
        write_values(row.cell, &mut csv);
        csv.push(b'\n');
    }
    csv
}

/// Texts as cells of CSV, in quotes where they need them.
fn cells<T: AsRef<[u8]>>(texts: &[T]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).buffer_capacity(256).from_writer(Vec::new());
    // Writing into memory does not fail.
    let mut cells = writer.write_record(texts).ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    cells.pop();
    cells
}

/// What tells periods apart: a quarter and a year may start on the same day.
fn span(row: &Row<'_>) -> Option<(Step, Span)> {
    row.period.map(|(step, period)| (step, period.span))
}

/// `period` to `finished`.
fn period_cells(row: &Row<'_>) -> [String; 5] {
    match row.period {
        None => ["all".to_owned(), String::new(), String::new(), String::new(), String::new()],
        Some((step, period)) => [
            step.name().to_owned(),
            period.label.clone(),
            period.span.first.to_string(),
            period.span.last.to_string(),
            period.finished.to_string(),
        ],
    }
}

/// The kind and the name of a party: teams by their ids, sides by their names, pairs as `from → to`.
fn party(party: Party, snapshot: &Snapshot) -> (&'static str, String) {
    let teams = &snapshot.log.teams;
    match party {
        Party::Person(person) => ("person", snapshot.statistics.people[person.0 as usize].name.clone()),
        Party::All => ("all", String::new()),
        Party::Status(status) => ("status", status.map_or("none", Status::name).to_owned()),
        Party::Year(year) => ("year", year.to_string()),
        Party::Side(side) => ("side", teams.side(side).name.clone()),
        Party::Team(team) => ("team", teams.team(team).id.clone()),
        Party::Pair(from, to) => ("pair", format!("{} → {}", teams.team(from).id, teams.team(to).id)),
    }
}

/// Count, of, and value of a cell; empty where there is none.
fn write_values(cell: Cell, csv: &mut Vec<u8>) {
    // Writing into memory does not fail.
    let _ = match cell {
        Cell::Count(count) => write!(csv, "{count},,"),
        Cell::Share(count, 0) => write!(csv, "{count},0,"),
        Cell::Share(count, of) => write!(csv, "{count},{of},{}", rounded(count as f64 / of as f64)),
        Cell::Days(Some(value), of) | Cell::Number(Some(value), of) => write!(csv, ",{of},{}", rounded(value)),
        Cell::Days(None, of) | Cell::Number(None, of) => write!(csv, ",{of},"),
    };
}

/// A spreadsheet takes a cell that begins with one of these for a formula; with an apostrophe in front it is text.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"] {
            assert!(harmless(cell.to_owned()).starts_with('\''), "{cell}");
        }
        assert_eq!(harmless("Halcyon".to_owned()), "Halcyon");
    }

    #[test]
    fn a_share_of_nothing_has_no_value() {
        for (cell, written) in [
            (Cell::Count(3), "3,,"),
            (Cell::Share(0, 0), "0,0,"),
            (Cell::Share(1, 3), "1,3,0.3333"),
            (Cell::Number(Some(-0.0), 2), ",2,0"),
            (Cell::Days(Some(4.5), 2), ",2,4.5"),
            (Cell::Days(None, 0), ",0,"),
        ] {
            let mut csv = Vec::new();
            write_values(cell, &mut csv);
            assert_eq!(String::from_utf8(csv).unwrap(), written, "{cell:?}");
        }
    }

    #[test]
    fn texts_with_commas_are_in_quotes() {
        assert_eq!(cells(&["a", "b, c", ""]), b"a,\"b, c\",");
    }
}
