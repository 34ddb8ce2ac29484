//! A measurement: a number that the teams themselves noted for a metric on a day, in `scorecard.csv`.
//!
//! Reading never fails: it gives the rows that can be used and a diagnostic for each that cannot.

use std::collections::HashMap;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord, Trim};
use indexmap::IndexMap;
use jiff::civil::Date as Day;

use crate::config::{self, Config, Metric, Scorecard as Settings};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{CalendarDate, TeamIndex, Teams};
use crate::parse::MAX_FILE_BYTES;

/// The file's name where the config gives none.
pub const FILE_NAME: &str = "scorecard.csv";

/// The columns, by name, in any order.
const COLUMNS: [&str; 4] = ["date", "metric", "team", "value"];

/// No team measures more of anything, and a chart of more would be all digits.
const LARGEST: f64 = 1e12;

/// A metric and what was measured of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Its id.
    pub id: String,
    /// What the config says of it.
    pub metric: Metric,
    /// What was measured, by day, then by team.
    pub values: Vec<Measurement>,
}

/// A number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measurement {
    /// When it was measured.
    pub day: Day,
    /// Of which team; `None` where it is of all together.
    pub team: Option<TeamIndex>,
    /// The number, finite.
    pub value: f64,
}

/// All measurements, in the config's order of the metrics, or in that of the file where the config names none.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scorecard {
    /// The metrics, also those that nobody has measured yet.
    pub metrics: Vec<Measured>,
}

impl Scorecard {
    /// Whether there is anything to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.metrics.iter().all(|metric| metric.values.is_empty())
    }
}

/// What rows are read against.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "it holds a function")]
pub struct Known<'a> {
    /// The config's scorecard.
    pub settings: &'a Settings,
    /// Finds a team by id, name or alias.
    pub team: &'a dyn Fn(&str) -> Option<TeamIndex>,
    /// The ids of the teams, for suggestions.
    pub teams: &'a [&'a str],
}

/// Reads the scorecard of the log in `dir`. Where the config names neither a file nor a metric, and there is no
/// `scorecard.csv`, there is no scorecard, and that is no problem.
#[must_use]
pub fn load(dir: &Path, config: &Config, teams: &Teams) -> (Scorecard, Vec<Diagnostic>) {
    let settings = &config.scorecard;
    let name = settings.file.as_deref().unwrap_or(FILE_NAME);
    let text = match read(dir, name) {
        Ok(text) => text,
        Err(_) if settings.file.is_none() && settings.metrics.is_empty() => return (Scorecard::default(), Vec::new()),
        Err(why) => {
            let problem = Diagnostic::new(Code::ScorecardUnreadable, config::FILE_NAME, (1, 1), format!("the scorecard `{name}` {why}"));
            return (Scorecard::default(), vec![problem.hint("correct `scorecard.file`, or add the file")]);
        }
    };
    let ids: Vec<&str> = teams.iter().map(|(_, team)| team.id.as_str()).collect();
    let by_name = |name: &str| match &config.directory {
        Some(directory) => directory.team(name),
        None => teams.iter().find(|(_, team)| team.id.eq_ignore_ascii_case(name)).map(|(index, _)| index),
    };
    parse(name, &text, &Known { settings, team: &by_name, teams: &ids })
}

/// The text of a file below `dir`, or why there is none.
fn read(dir: &Path, name: &str) -> Result<String, String> {
    let missing = |error: std::io::Error| format!("cannot be read: {error}");
    let root = dir.canonicalize().map_err(missing)?;
    let path = root.join(name).canonicalize().map_err(missing)?;
    if !path.starts_with(&root) {
        return Err("lies outside this folder".to_owned());
    }
    let size = std::fs::metadata(&path).map_err(missing)?.len();
    if size > MAX_FILE_BYTES {
        return Err("is over 16 MiB".to_owned());
    }
    let bytes = std::fs::read(&path).map_err(missing)?;
    String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())
}

/// Reads the text of a scorecard; `path` names it in diagnostics.
#[must_use]
pub fn parse(path: &str, text: &str, known: &Known<'_>) -> (Scorecard, Vec<Diagnostic>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // No page may hold them.
    let without = text.contains('\0').then(|| text.replace('\0', ""));
    let mut reading = Reading::new(path, without.as_deref().unwrap_or(text), known);
    reading.rows();
    reading.finish()
}

struct Reading<'a> {
    path: &'a str,
    text: &'a str,
    known: &'a Known<'a>,
    metrics: IndexMap<String, Measured>,
    /// Where each measurement stands, to find those that stand there twice.
    lines: HashMap<(usize, Day, Option<TeamIndex>), u32>,
    diagnostics: Vec<Diagnostic>,
}

/// A row and where its fields begin.
struct Row<'a> {
    record: &'a StringRecord,
    line: u32,
    columns: Vec<u32>,
}

impl<'a> Reading<'a> {
    fn new(path: &'a str, text: &'a str, known: &'a Known<'a>) -> Self {
        let metrics = known.settings.metrics.iter().map(|(id, metric)| {
            let key = id.to_lowercase();
            (key, Measured { id: id.clone(), metric: metric.clone(), values: Vec::new() })
        });
        Self { path, text, known, metrics: metrics.collect(), lines: HashMap::new(), diagnostics: Vec::new() }
    }

    fn rows(&mut self) {
        let first = self.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        // Spreadsheets of countries with a decimal comma write semicolons.
        let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
        let mut reader =
            ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).trim(Trim::All).from_reader(self.text.as_bytes());
        let mut order: Option<[usize; 4]> = None;
        for record in reader.records() {
            let Ok(record) = record else { continue };
            let position = record.position().map_or((1, 0), |at| (at.line() as u32, at.byte() as usize));
            let row = Row { line: position.0, columns: starts(self.text, position.1, delimiter), record: &record };
            match order {
                None => match header(&record) {
                    Some(found) => order = Some(found),
                    None => return self.no_header(&row),
                },
                Some(order) => self.row(&row, order, delimiter == b';'),
            }
        }
        if order.is_none() {
            let message = format!("`{}` is empty, expected the columns `date,metric,team,value`", self.path);
            self.diagnostics.push(Diagnostic::new(Code::ScorecardUnreadable, self.path, (1, 1), message));
        }
    }

    fn no_header(&mut self, row: &Row<'_>) {
        let found = row.record.iter().collect::<Vec<_>>().join(",");
        let message = format!("the first row is `{found}`, expected the columns `date,metric,team,value`");
        let problem = Diagnostic::new(Code::ScorecardUnreadable, self.path, (row.line, 1), message);
        self.diagnostics.push(problem.hint("put `date,metric,team,value` into the first row"));
    }

    fn problem(&mut self, code: Code, row: &Row<'_>, field: usize, message: String) -> &mut Diagnostic {
        let column = row.columns.get(field).copied().unwrap_or(1);
        self.diagnostics.push(Diagnostic::new(code, self.path, (row.line, column), message));
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }

    fn row(&mut self, row: &Row<'_>, [date, metric, team, value]: [usize; 4], decimal_comma: bool) {
        let record = row.record;
        if record.iter().all(str::is_empty) {
            return;
        }
        let most = [date, metric, team, value].into_iter().max().unwrap_or(0);
        if record.len() <= most {
            let message = format!("the row has {} columns, expected at least {}", record.len(), most + 1);
            self.problem(Code::ScorecardRow, row, 0, message);
            return;
        }
        let Some(day) = CalendarDate::from_iso(&record[date]).and_then(CalendarDate::day) else {
            let message = format!("the date is `{}`, expected a day as YYYY-MM-DD", &record[date]);
            self.problem(Code::ScorecardRow, row, date, message);
            return;
        };
        let text = if decimal_comma { record[value].replace(',', ".") } else { record[value].to_owned() };
        let Some(number) = text.parse::<f64>().ok().filter(|number| number.abs() <= LARGEST) else {
            let message = format!("the value is `{}`, expected a number such as `3.5`", &record[value]);
            self.problem(Code::ScorecardRow, row, value, message);
            return;
        };
        let Some(metric) = self.metric(row, metric) else { return };
        let team = match &record[team] {
            "" => None,
            name => match (self.known.team)(name) {
                Some(team) => Some(team),
                None => return self.unknown_team(row, team, name),
            },
        };
        if let Some(before) = self.lines.insert((metric, day, team), row.line) {
            let message = format!("`{}` of this team and day stands in line {before} already", self.metrics[metric].id);
            let problem = self.problem(Code::ScorecardRow, row, date, message);
            problem.hint = Some("delete one of the two rows; the first one counts".to_owned());
            return;
        }
        self.metrics[metric].values.push(Measurement { day, team, value: number });
    }

    /// The position of a row's metric; one that the config does not name is new where the config names none.
    fn metric(&mut self, row: &Row<'_>, field: usize) -> Option<usize> {
        let name = &row.record[field];
        if let Some(at) = self.metrics.get_index_of(&name.to_lowercase()) {
            return Some(at);
        }
        if self.known.settings.metrics.is_empty() && !name.is_empty() {
            let measured = Measured { id: name.to_owned(), metric: Metric::default(), values: Vec::new() };
            return Some(self.metrics.insert_full(name.to_lowercase(), measured).0);
        }
        let ids: Vec<String> = self.metrics.values().map(|metric| metric.id.clone()).collect();
        let hint = nearest(name, ids.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        let message = format!("the metric is `{name}`, expected one of adrsite.yaml: `{}`", ids.join("`, `"));
        self.problem(Code::ScorecardUnknown, row, field, message).hint = hint;
        None
    }

    fn unknown_team(&mut self, row: &Row<'_>, field: usize, name: &str) {
        let hint = match nearest(name, self.known.teams.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "name a team of adrsite.yaml, or leave the column empty for a number of all together".to_owned(),
        };
        let message = format!("the team is `{name}`, expected the id, name or alias of a team");
        self.problem(Code::ScorecardUnknown, row, field, message).hint = Some(hint);
    }

    fn finish(self) -> (Scorecard, Vec<Diagnostic>) {
        let mut metrics: Vec<Measured> = self.metrics.into_values().collect();
        for metric in &mut metrics {
            metric.values.sort_by_key(|value| (value.day, value.team));
        }
        (Scorecard { metrics }, self.diagnostics)
    }
}

/// Where each of [`COLUMNS`] stands; `None` where one is missing.
fn header(record: &StringRecord) -> Option<[usize; 4]> {
    let find = |name: &str| record.iter().position(|field| field.eq_ignore_ascii_case(name));
    let [date, metric, team, value] = COLUMNS;
    Some([find(date)?, find(metric)?, find(team)?, find(value)?])
}

/// The columns, in characters from 1, at which the fields of the row at a byte begin.
fn starts(text: &str, byte: usize, delimiter: u8) -> Vec<u32> {
    let row = text.get(byte..).unwrap_or_default().trim_start_matches(['\r', '\n']);
    let mut starts = vec![1];
    let mut quoted = false;
    for (column, ch) in (1..).zip(row.chars()) {
        match ch {
            '"' => quoted = !quoted,
            '\n' | '\r' if !quoted => break,
            ch if ch == char::from(delimiter) && !quoted => starts.push(column + 1),
            _ => {}
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    const CONFIG: &str = "
teams: { platform: { side: Northwind }, halcyon: { name: Halcyon Core } }
scorecard: { metrics: { trust_pulse: { name: Trust, direction: higher, target: 4 }, questions: {} } }
";

    fn read(config: &str, text: &str) -> (Scorecard, Vec<String>) {
        let config = Config::parse(config).unwrap();
        let directory = config.directory.unwrap_or_default();
        let ids: Vec<&str> = directory.teams().iter().map(|(_, team)| team.id.as_str()).collect();
        let known = Known { settings: &config.scorecard, team: &|name| directory.team(name), teams: &ids };
        let (scorecard, diagnostics) = parse("scorecard.csv", text, &known);
        let line = |found: Diagnostic| {
            format!("{}:{} {} {} | {}", found.line, found.column, found.code, found.message, found.hint.unwrap_or_default())
        };
        (scorecard, diagnostics.into_iter().map(line).collect())
    }

    #[test]
    fn rows_are_sorted_by_day_and_belong_to_a_metric_and_a_team() {
        let text = "\u{feff}Date,Metric,Team,Value\r\n2026-02-01,trust_pulse,halcyon core,3.5\r\n\r\n2026-01-04,Trust_Pulse,,4\r\n";
        let (scorecard, problems) = read(CONFIG, text);
        assert_eq!(problems, [""; 0]);
        let values: Vec<_> =
            scorecard.metrics[0].values.iter().map(|value| (value.day.to_string(), value.team.map(|team| team.0), value.value)).collect();
        assert_eq!(values, [("2026-01-04".to_owned(), None, 4.0), ("2026-02-01".to_owned(), Some(1), 3.5)]);
        assert!(scorecard.metrics[1].values.is_empty() && !scorecard.is_empty());
    }

    #[test]
    fn every_bad_row_is_a_diagnostic_with_its_place_and_a_hint() {
        let text = "date,metric,team,value\n2026-02-30,trust_pulse,halcyon,3\n2026-02-01,trust_puls,halcyon,3\n2026-02-01,questions,halcyonn,3\n2026-02-01,questions,halcyon,many\n2026-02-01,questions\n2026-02-01,questions,halcyon,NaN\n2026-02-01,questions,halcyon,-1e300\n2026-02-01,questions,halcyon,1\n2026-02-01,questions,halcyon,2\n";
        let (scorecard, problems) = read(CONFIG, text);
        assert_eq!(
            problems,
            [
                "2:1 scorecard-row the date is `2026-02-30`, expected a day as YYYY-MM-DD | ",
                "3:12 scorecard-unknown the metric is `trust_puls`, expected one of adrsite.yaml: `trust_pulse`, `questions` | did you mean `trust_pulse`?",
                "4:22 scorecard-unknown the team is `halcyonn`, expected the id, name or alias of a team | did you mean `halcyon`?",
                "5:30 scorecard-row the value is `many`, expected a number such as `3.5` | ",
                "6:1 scorecard-row the row has 2 columns, expected at least 4 | ",
                "7:30 scorecard-row the value is `NaN`, expected a number such as `3.5` | ",
                "8:30 scorecard-row the value is `-1e300`, expected a number such as `3.5` | ",
                "10:1 scorecard-row `questions` of this team and day stands in line 9 already | delete one of the two rows; the first one counts",
            ]
        );
        assert_eq!(scorecard.metrics[1].values.len(), 1);
    }

    #[test]
    fn nul_bytes_are_left_out() {
        let (scorecard, problems) = read("", "date,metric,team,value\n2026-01-04,a\0b,,3\n");
        assert_eq!((problems.len(), scorecard.metrics[0].id.as_str()), (0, "ab"));
    }

    #[test]
    fn a_file_without_the_columns_says_which_it_needs() {
        assert!(read(CONFIG, "").1[0].starts_with("1:1 scorecard-unreadable"));
        let (_, problems) = read(CONFIG, "day,what\n2026-01-01,3\n");
        assert_eq!(problems.len(), 1);
        assert!(problems[0].contains("the first row is `day,what`"), "{problems:?}");
    }

    #[test]
    fn without_metrics_in_the_config_every_metric_of_the_file_is_shown_and_semicolons_are_read() {
        let (scorecard, problems) = read("", "date;metric;team;value\n2026-01-04;velocity;;3,5\n");
        assert_eq!(problems, [""; 0]);
        assert_eq!((scorecard.metrics[0].id.as_str(), scorecard.metrics[0].values[0].value), ("velocity", 3.5));
    }
}
