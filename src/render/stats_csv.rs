//! `stats.csv`: every figure as a table, one row for each figure, period and party.

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
    // Writing into memory does not fail.
    as_csv(rows, snapshot).unwrap_or_default()
}

fn as_csv(rows: &[Row<'_>], snapshot: &Snapshot) -> csv::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(64 << 10).from_writer(Vec::with_capacity(96 * (rows.len() + 1)));
    writer.write_record(COLUMNS)?;
    // Dozens of rows one behind the other share a period and a party, whose cells are made once for all of them.
    let mut last: Option<&Row<'_>> = None;
    let (mut period, mut whose) = (<[String; 5]>::default(), <[String; 2]>::default());
    for row in rows {
        if last.is_none_or(|last| span(last) != span(row)) {
            period = period_cells(row).map(harmless);
        }
        if last.is_none_or(|last| last.party != row.party) {
            let (scope, name) = party(row.party, snapshot);
            whose = [scope.to_owned(), harmless(name)];
        }
        last = Some(row);
        for cell in period.iter().chain(&whose) {
            writer.write_field(cell)?;
        }
        // Keys are words, and numbers are not negative.
        writer.write_field(row.figure)?;
        for cell in values(row.cell) {
            writer.write_field(cell)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
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
fn values(cell: Cell) -> [String; 3] {
    match cell {
        Cell::Count(count) => [count.to_string(), String::new(), String::new()],
        Cell::Share(count, of) => {
            let share = if of == 0 { String::new() } else { rounded(count as f64 / of as f64) };
            [count.to_string(), of.to_string(), share]
        }
        Cell::Days(value, of) | Cell::Number(value, of) => [String::new(), of.to_string(), value.map(rounded).unwrap_or_default()],
    }
}

/// Four decimals at most, as in `stats.json`, and no minus in front of nothing.
fn rounded(value: f64) -> String {
    ((value * 10_000.0).round() / 10_000.0 + 0.0).to_string()
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
        assert_eq!(values(Cell::Share(0, 0)), ["0", "0", ""]);
        assert_eq!(values(Cell::Share(1, 3))[2], "0.3333");
        assert_eq!(values(Cell::Number(Some(-0.0), 2))[2], "0");
        assert_eq!(values(Cell::Days(Some(4.5), 2)), ["", "2", "4.5"]);
    }
}
