//! `adrsite sign`

use std::path::Path;
use std::process::ExitCode;

use super::signer::{Signer, signer};
use super::{print, today};
use crate::check;
use crate::cli::Sign;
use crate::edit::{Change, NewSignOff, NewStatus, edit};
use crate::error::{Error, Result};
use crate::model::{AdrIndex, CalendarDate, SignOff, SignOffSource, Status};
use crate::parse::{self, StatusWords};
use crate::save;
use crate::statistics::statistics;
use crate::workspace::{self, Snapshot};

pub(super) fn run(arguments: &Sign) -> Result<ExitCode> {
    if arguments.role.is_empty() && arguments.status.is_none() {
        return Err(Error::Usage(
            "nothing to write\n  hint: `--as reviewer --team TEAM` signs, `--status accepted` changes the status".to_owned(),
        ));
    }
    let mut snapshot = workspace::load(&arguments.log.dir, None, today(&arguments.log)?)?;
    let index = find(&snapshot, &arguments.id)?;
    let changes = changes(&snapshot, arguments)?;
    if !arguments.anyway {
        hold_to_policy(&mut snapshot, index, &changes)?;
    }
    let adr = snapshot.log.adr(index);
    let file = snapshot.dir.join(&adr.path);
    write(&snapshot, &file, &adr.path, &changes)?;
    print::signed(&adr.path, &changes);
    print::data(&file.display().to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// The decision that a number, an id, a file name or a path names.
pub(super) fn find(snapshot: &Snapshot, name: &str) -> Result<AdrIndex> {
    let found = snapshot.log.named(name);
    let paths = found.iter().map(|index| format!("`{}`", snapshot.log.adr(*index).path)).collect::<Vec<_>>();
    match found[..] {
        [index] => Ok(index),
        [] => Err(Error::Usage(format!("`{name}` is no decision of this log\n  hint: give its number, its id or its file name"))),
        _ => Err(Error::Usage(format!("`{name}` may be {}\n  hint: give the file name", paths.join(" or ")))),
    }
}

fn changes(snapshot: &Snapshot, arguments: &Sign) -> Result<Vec<Change>> {
    let date = arguments.date.unwrap_or(snapshot.today);
    let mut changes = Vec::new();
    let note = arguments.note.as_deref().map(str::trim).filter(|note| !note.is_empty());
    if let Some(note) = note.filter(|note| parse::says_nothing(note)) {
        return Err(Error::Usage(format!("the note `{note}` says nothing, and would be read so\n  hint: leave it out")));
    }
    if !arguments.role.is_empty() {
        let Signer { team, by } = signer(snapshot, arguments.team.as_deref(), &arguments.by, arguments.anyway)?;
        for role in &arguments.role {
            changes.push(Change::SignOff(NewSignOff {
                role: role.role(),
                team: team.clone(),
                by: by.clone(),
                date: Some(date),
                outcome: arguments.outcome.outcome(),
                note: note.map(str::to_owned),
            }));
        }
    }
    if let Some(status) = arguments.status {
        changes.push(Change::Status(NewStatus { status: status.status(), date, successor: None }));
    }
    Ok(changes)
}

/// Refuses a change after which the decision would lack more of what the teams' own policy asks for than before.
fn hold_to_policy(snapshot: &mut Snapshot, index: AdrIndex, changes: &[Change]) -> Result<()> {
    let before = missing(snapshot, index);
    let original = snapshot.log.adr(index).clone();
    for change in changes {
        let adr = &mut snapshot.log.adrs[index.0 as usize];
        match change {
            Change::Status(new) => {
                adr.status = Some(new.status);
                adr.date = CalendarDate::from_iso(&new.date.to_string());
            }
            Change::SignOff(new) => {
                let teams = &snapshot.log.teams;
                let configured = snapshot.config.directory.as_ref().and_then(|directory| directory.team(&new.team));
                let written = || teams.iter().find(|(_, team)| team.id == new.team).map(|(index, _)| index);
                // A team that signs for the first time, in a log whose teams are in its sign-offs: no policy names it.
                let Some(team) = configured.or_else(written) else { continue };
                adr.sign_offs.push(SignOff {
                    role: new.role,
                    team,
                    people: new.by.clone(),
                    date: new.date.and_then(|day| CalendarDate::from_iso(&day.to_string())),
                    date_from_history: false,
                    outcome: new.outcome,
                    note: new.note.clone(),
                    source: SignOffSource::Declared,
                    line: 0,
                });
            }
        }
    }
    let after = missing(snapshot, index);
    let accepted = snapshot.log.adr(index).status == Some(Status::Accepted);
    snapshot.log.adrs[index.0 as usize] = original;
    let new: Vec<&String> = after.iter().filter(|text| accepted && !before.contains(text)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = new.iter().map(|text| format!("  {text}")).collect();
    Err(Error::Usage(format!(
        "the policy forbids it; the decision would lack\n{}\n  hint: sign first, or write it all the same with `--anyway`",
        list.join("\n")
    )))
}

/// What the policy misses in a decision as it stands in memory.
fn missing(snapshot: &Snapshot, index: AdrIndex) -> Vec<String> {
    let figures = statistics(&snapshot.log, &snapshot.config.policy, snapshot.today);
    let gaps = figures.policy_gaps.iter().find(|(of, _)| *of == index);
    gaps.into_iter().flat_map(|(_, gaps)| gaps).map(|gap| check::describe(gap, &snapshot.log.teams)).collect()
}

/// Edits a record on disk.
pub(super) fn write(snapshot: &Snapshot, file: &Path, path: &str, changes: &[Change]) -> Result<()> {
    let bytes = std::fs::read(file).map_err(Error::io("read", file))?;
    let words = StatusWords::new(&snapshot.config.statuses);
    let edited = edit(path, &bytes, &words, changes).map_err(|refusal| Error::Usage(format!("`{path}` is not changed: {refusal}")))?;
    save::replace(file, &edited)
}
