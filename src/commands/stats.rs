//! `adrsite stats`

use std::process::ExitCode;

use serde_json::Value;

use super::print::raw_data;
use super::tables::{self, Table};
use super::today;
use crate::cli::{PeriodOption, Stats, StatsFormat};
use crate::diagnostic::nearest;
use crate::error::{Error, Result};
use crate::model::TeamIndex;
use crate::render::{rows_as_csv, stats_json};
use crate::statistics::rows::{self, Party, Row};
use crate::statistics::{Step, statistics_with};
use crate::workspace::{self, Snapshot};

pub(super) fn run(arguments: &Stats) -> Result<ExitCode> {
    let mut snapshot = workspace::load(&arguments.log.dir, None, today(&arguments.log)?)?;
    if let Some(tag) = &arguments.tag {
        keep_tag(&mut snapshot, tag)?;
    }
    let team = arguments.team.as_deref().map(|name| team(&snapshot, name)).transpose()?;
    let steps = steps(arguments);
    let text = match arguments.format {
        StatsFormat::Json => json(&snapshot, arguments, team)?,
        StatsFormat::Csv => {
            let rows = rows(&snapshot, arguments, &steps, team);
            String::from_utf8(rows_as_csv(&rows, &snapshot)).unwrap_or_default()
        }
        StatsFormat::Table => print(&tables::of(&snapshot, arguments, team), Table::text),
        StatsFormat::Markdown => print(&tables::of(&snapshot, arguments, team), Table::markdown),
    };
    raw_data(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn print(tables: &[Table], how: fn(&Table) -> String) -> String {
    tables.iter().map(how).collect::<Vec<_>>().join("\n")
}

/// The steps that are asked for; all of them where nothing is said, as in `stats.csv`.
fn steps(arguments: &Stats) -> Vec<Step> {
    match arguments.period {
        None => Step::ALL.to_vec(),
        Some(PeriodOption::All) => Vec::new(),
        Some(period) => period.step().into_iter().collect(),
    }
}

fn rows<'a>(snapshot: &'a Snapshot, arguments: &Stats, steps: &[Step], team: Option<TeamIndex>) -> Vec<Row<'a>> {
    let teams = &snapshot.log.teams;
    let overall = matches!(arguments.period, None | Some(PeriodOption::All));
    let mut found = if overall && !arguments.cuts_days() { rows::overall(&snapshot.statistics, teams) } else { Vec::new() };
    for step in steps {
        for period in snapshot.statistics.periods(*step).periods.iter().filter(|period| arguments.lets_in(period.span)) {
            found.append(&mut rows::of_period(*step, period, teams));
        }
    }
    if let Some(team) = team {
        found.retain(|row| match row.party {
            Party::Team(of) => of == team,
            Party::Pair(from, to) => from == team || to == team,
            _ => false,
        });
    }
    found
}

/// `stats.json`, cut down to what is asked for.
fn json(snapshot: &Snapshot, arguments: &Stats, team: Option<TeamIndex>) -> Result<String> {
    let bytes = stats_json(snapshot);
    let whole = arguments.period.is_none() && team.is_none() && !arguments.cuts_days();
    if whole {
        return String::from_utf8(bytes).map_err(|error| Error::Usage(error.to_string()));
    }
    let mut value: Value = serde_json::from_slice(&bytes).map_err(|error| Error::Usage(error.to_string()))?;
    if let Some(periods) = value.get_mut("periods").and_then(Value::as_array_mut) {
        periods.retain(|period| {
            let step = arguments.period.is_none_or(|wanted| wanted.step().is_some_and(|step| period["step"] == step.name()));
            let day = |key: &str| period[key].as_str().and_then(|day| day.parse().ok());
            step && day("first").zip(day("last")).is_none_or(|(first, last)| arguments.lets_in(crate::statistics::Span { first, last }))
        });
    }
    if let Some(team) = team {
        keep_team(&mut value, &snapshot.log.teams.team(team).id);
    }
    serde_json::to_string_pretty(&value).map(|text| text + "\n").map_err(|error| Error::Usage(error.to_string()))
}

/// Leaves of every list of teams and pairs what is about one team.
fn keep_team(value: &mut Value, id: &str) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value.as_array_mut()) {
                    ("teams", Some(teams)) => teams.retain(|team| team["id"] == id),
                    ("together", Some(pairs)) => pairs.retain(|pair| pair["teams"][0] == id || pair["teams"][1] == id),
                    ("pairs", Some(pairs)) => pairs.retain(|pair| pair["from"] == id || pair["to"] == id),
                    _ => keep_team(value, id),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| keep_team(value, id)),
        _ => {}
    }
}

/// Leaves the decisions with a tag, and works their figures out.
fn keep_tag(snapshot: &mut Snapshot, tag: &str) -> Result<()> {
    let has = |tags: &[String]| tags.iter().any(|own| own.eq_ignore_ascii_case(tag));
    if !snapshot.log.adrs.iter().any(|adr| has(&adr.tags)) {
        let tags = snapshot.log.adrs.iter().flat_map(|adr| adr.tags.iter().map(String::as_str));
        let hint = nearest(tag, tags).map_or_else(String::new, |near| format!("\n  hint: did you mean `{near}`?"));
        return Err(Error::Usage(format!("no decision has the tag `{tag}`{hint}")));
    }
    let keeps: Vec<bool> = snapshot.log.adrs.iter().map(|adr| has(&adr.tags)).collect();
    let mut kept = keeps.iter().copied();
    snapshot.log.adrs.retain(|_| kept.next().unwrap_or(false));
    snapshot.history.retain(&keeps);
    // What they pointed at is gone; no figure looks at it.
    for adr in &mut snapshot.log.adrs {
        adr.relations.clear();
        adr.linked_from.clear();
    }
    let config = &snapshot.config;
    snapshot.statistics = statistics_with(&snapshot.log, &config.policy, snapshot.today, &snapshot.history.days(), &config.early_signs);
    if config.people {
        snapshot.statistics.count_people(&snapshot.log);
    }
    Ok(())
}

pub(super) fn team(snapshot: &Snapshot, name: &str) -> Result<TeamIndex> {
    let teams = &snapshot.log.teams;
    let configured = snapshot.config.directory.as_ref().and_then(|directory| directory.team(name));
    let written = || teams.iter().find(|(_, team)| team.id.eq_ignore_ascii_case(name) || team.name.eq_ignore_ascii_case(name));
    configured.or_else(|| written().map(|(index, _)| index)).ok_or_else(|| {
        let hint = nearest(name, teams.iter().map(|(_, team)| team.id.as_str()));
        let hint = hint.map_or_else(String::new, |near| format!("\n  hint: did you mean `{near}`?"));
        Error::Usage(format!("`{name}` is no team of this log{hint}"))
    })
}
