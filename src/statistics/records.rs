//! Logs for tests, written as records.

use jiff::civil::Date as Day;

use super::{Statistics, statistics};
use crate::config::Config;
use crate::model::{AdrIndex, CalendarDate, DecisionLog, SideIndex, Source, TeamIndex};
use crate::parse::{Content, SourceFile, StatusWords, parse};
use crate::resolve::resolve;

/// Two companies with two teams each.
pub(super) const TWO_SIDES: &str = "
teams:
  platform: { side: Northwind }
  payments: { side: Northwind }
  halcyon: { side: Halcyon }
  mobile: { side: Halcyon }
";

/// A log, its config, and its statistics on a day.
pub(super) struct Log {
    pub(super) log: DecisionLog,
    pub(super) config: Config,
}

/// Reads records, each the front-matter of a file, numbered from 1.
#[track_caller]
pub(super) fn log(config: &str, records: &[&str]) -> Log {
    let files: Vec<(String, String)> =
        (1..).zip(records).map(|(number, record)| (format!("{number:04}-decision.md"), (*record).to_owned())).collect();
    log_of_files(config, &files)
}

/// Reads records with their file names.
#[track_caller]
pub(super) fn log_of_files(config: &str, files: &[(String, String)]) -> Log {
    let config = Config::parse(config).expect("a config");
    let words = StatusWords::new(&config.statuses);
    let drafts = files.iter().map(|(path, record)| {
        let text = format!("---\n{}\n---\n# A decision\n", record.trim());
        let content = Content::Bytes(text.into_bytes());
        parse(&SourceFile { path: path.clone(), source: 0, route: format!("{path}.html"), content }, &words).draft
    });
    let sources = vec![Source { path: String::new(), name: String::new() }];
    let log = resolve(&drafts.map(std::sync::Arc::new).collect::<Vec<_>>(), sources, &config, &mut crate::links::Memo::default()).log;
    Log { log, config }
}

impl Log {
    #[track_caller]
    pub(super) fn on(&self, today: &str) -> Statistics {
        statistics(&self.log, &self.config.policy, day(today))
    }

    #[track_caller]
    pub(super) fn team(&self, id: &str) -> TeamIndex {
        self.log.teams.iter().find(|(_, team)| team.id == id).map(|(index, _)| index).expect("a team of the log")
    }

    #[track_caller]
    pub(super) fn side(&self, name: &str) -> SideIndex {
        self.log.teams.sides().find(|(_, side)| side.name == name).map(|(index, _)| index).expect("a side of the log")
    }
}

#[track_caller]
pub(super) fn day(text: &str) -> Day {
    CalendarDate::from_iso(text).and_then(CalendarDate::day).expect("a day")
}

/// Numbers of records, which start at 1.
pub(super) fn numbers(adrs: &[AdrIndex]) -> Vec<u32> {
    adrs.iter().map(|adr| adr.0 + 1).collect()
}
