//! `adrsite new`

use std::path::Path;
use std::process::{Command, ExitCode};

use super::signer::signer;
use super::{print, sign, today};
use crate::author::{Form, Heading, Naming, Number, Record, own_template, record};
use crate::cli::{New, Template};
use crate::edit::{Change, NewSignOff, NewStatus, Successor, edit};
use crate::error::{Error, Result};
use crate::git::Checkout;
use crate::model::{Adr, AdrIndex, Outcome, RelationKind, Role, Status};
use crate::parse::{self, StatusWords};
use crate::save;
use crate::workspace::{self, Snapshot};

pub(super) fn run(arguments: &New) -> Result<ExitCode> {
    let title = arguments.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if !title.chars().any(char::is_alphanumeric) {
        return Err(Error::Usage("the title is empty\n  hint: say in a few words what is decided".to_owned()));
    }
    let snapshot = workspace::load(&arguments.log.dir, None, today(&arguments.log)?)?;
    let log = OwnLog::new(&snapshot, arguments.source.as_deref())?;
    let number = log.naming.next(log.taken().into_iter(), snapshot.today);
    let path = log.path(&log.naming.path(number.as_ref(), &title, snapshot.today));
    let superseded = arguments.supersedes.iter().map(|name| sign::find(&snapshot, name)).collect::<Result<Vec<_>>>()?;
    let text = log.text(arguments, &title, number.as_ref(), &path, &superseded)?;
    let bytes = with_sign_off(&snapshot, arguments, &path, log.line_ends(text))?;

    // All edits are known to work before the first file is written.
    let successor = successor(number.as_ref(), &title, &path, &log);
    let olds = superseded.iter().map(|index| supersede(&snapshot, *index, &successor, &path)).collect::<Result<Vec<_>>>()?;
    let file = snapshot.dir.join(&path);
    save::create(&file, &bytes)?;
    for (old, bytes) in olds {
        save::replace(&snapshot.dir.join(&old), &bytes)?;
        print::note(&format!("{old}: superseded"));
    }
    print::data(&file.display().to_string())?;
    if arguments.edit {
        open_editor(&file)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The source that gets the record, and how its records look.
struct OwnLog<'s> {
    snapshot: &'s Snapshot,
    /// Its folder relative to DIR.
    folder: String,
    records: Vec<&'s Adr>,
    naming: Naming,
}

impl<'s> OwnLog<'s> {
    fn new(snapshot: &'s Snapshot, name: Option<&str>) -> Result<Self> {
        let sources = &snapshot.log.sources;
        let names = || sources.iter().map(|source| format!("`{}`", source.path)).collect::<Vec<_>>().join(", ");
        let index = match name {
            None if sources.len() <= 1 => 0,
            None => {
                return Err(Error::Usage(format!(
                    "the log has several sources: {}\n  hint: `--source PATH` says which one gets the record",
                    names()
                )));
            }
            Some(name) => sources
                .iter()
                .position(|source| source.path.trim_end_matches('/') == name.trim_end_matches('/') || source.name == name)
                .ok_or_else(|| Error::Usage(format!("`{name}` is no source of this log\n  hint: the sources are {}", names())))?,
        };
        let folder = sources.get(index).map(|source| source.path.clone()).unwrap_or_default();
        let records: Vec<&Adr> = snapshot.log.adrs.iter().filter(|adr| adr.source == index).collect();
        let inside = |adr: &&'s Adr| inside(&folder, &adr.path);
        let naming = Naming::of(records.iter().map(inside));
        Ok(Self { snapshot, folder, records, naming })
    }

    fn path(&self, inner: &str) -> String {
        if self.folder.is_empty() { inner.to_owned() } else { format!("{}/{inner}", self.folder) }
    }

    /// The numbers in use: of the records, of every other markdown file beside them, and of what other branches have.
    fn taken(&self) -> Vec<u64> {
        let folder = self.path(&self.naming.folder);
        let folder = folder.trim_end_matches('/');
        let beside = |path: &str| path.strip_prefix(folder).is_some_and(|rest| folder.is_empty() || rest.starts_with('/'));
        let of_name = |path: &str| parse::name_facts(path).id.and_then(|id| id.number).filter(|_| parse::is_record_name(path));
        let mut taken: Vec<u64> = self.records.iter().filter_map(|adr| adr.id.as_ref()?.number).collect();
        let highest = taken.iter().copied().max();
        if let Some(checkout) = Checkout::of(&self.snapshot.dir) {
            for (path, branch) in checkout.paths_of_branches() {
                let Some(number) = of_name(&path).filter(|_| beside(&path) && crate::discover::is_markdown(Path::new(&path))) else {
                    continue;
                };
                if Some(number) > highest && !taken.contains(&number) {
                    print::note(&format!("number {number} is taken on branch `{branch}`: {path}"));
                }
                taken.push(number);
            }
        }
        if let Ok(discovery) = crate::discover::discover(&self.snapshot.dir, &self.snapshot.config, None) {
            taken.extend(discovery.files.iter().filter(|file| beside(&file.path)).filter_map(|file| of_name(&file.path)));
        }
        taken
    }

    fn text(&self, arguments: &New, title: &str, number: Option<&Number>, path: &str, superseded: &[AdrIndex]) -> Result<String> {
        let newest = self.records.iter().rev().find(|adr| adr.id.is_some()).or(self.records.last());
        let heading = newest.map_or_else(Heading::default, |adr| {
            Heading::of(&adr.document.source, &adr.title, adr.id.as_ref().map_or("", |id| id.text.as_str()))
        });
        let olds: Vec<Successor> = superseded.iter().map(|index| named(self.snapshot.log.adr(*index), path)).collect();
        let record_of = Record {
            title,
            number,
            heading: &heading,
            status: arguments.status.status(),
            date: self.snapshot.today,
            tags: &arguments.tags,
            supersedes: &olds,
        };
        let form = match arguments.template {
            Some(Template::Native) => Form::Native,
            Some(Template::Madr) => Form::Madr,
            Some(Template::Nygard) => Form::Nygard,
            Some(Template::YStatement) => Form::YStatement,
            Some(Template::Own) => {
                let template = self.template().ok_or_else(|| {
                    Error::Usage("the log has no template of its own\n  hint: put one beside the records as `template.md`".to_owned())
                })?;
                return Ok(own_template(&template, &record_of));
            }
            None => match self.template() {
                Some(template) => return Ok(own_template(&template, &record_of)),
                None => Form::of(self.records.iter().rev().map(|adr| &*adr.document.source)),
            },
        };
        Ok(record(form, &record_of))
    }

    /// The log's own template, where it has one: that of adr-tools, else the file that is called so.
    fn template(&self) -> Option<String> {
        let folder = self.snapshot.dir.join(&self.folder);
        let adr_tools = std::fs::read_to_string(folder.join("templates/template.md")).ok();
        adr_tools.or_else(|| {
            let discovery = crate::discover::discover(&self.snapshot.dir, &self.snapshot.config, None).ok()?;
            let own =
                discovery.files.iter().filter(|file| inside(&self.folder, &file.path).len() < file.path.len() || self.folder.is_empty());
            let templates = own.filter(|file| parse::is_template_name(&file.path));
            let best = templates.min_by_key(|file| (file.path.matches('/').count(), file.path.len()))?;
            std::fs::read_to_string(&best.absolute).ok()
        })
    }

    /// With the line ends that the newest record has.
    fn line_ends(&self, text: String) -> String {
        let crlf = self.records.last().is_some_and(|adr| adr.document.source.contains("\r\n"));
        if crlf { text.replace('\n', "\r\n") } else { text }
    }
}

fn inside<'p>(folder: &str, path: &'p str) -> &'p str {
    path.strip_prefix(folder).map_or(path, |rest| rest.trim_start_matches('/'))
}

/// Notes who proposes it, where that is known, and sets the status where a template left it open.
fn with_sign_off(snapshot: &Snapshot, arguments: &New, path: &str, text: String) -> Result<Vec<u8>> {
    let words = StatusWords::new(&snapshot.config.statuses);
    let mut bytes = text.into_bytes();
    let status = arguments.status.status();
    let open = Change::Status(NewStatus { status, date: snapshot.today, successor: None });
    if let Ok(edited) = edit(path, &bytes, &words, &[open]) {
        bytes = edited;
    }
    let asked = arguments.team.is_some() || !arguments.by.is_empty();
    // Without teams in the config, every name is a team, and none can be guessed.
    let signer = match signer(snapshot, arguments.team.as_deref(), &arguments.by, false) {
        Ok(signer) => signer,
        Err(error) if asked => return Err(error),
        Err(_) => {
            if snapshot.config.directory.is_some() {
                print::note("no team is noted as the proposer: `adrsite sign … --as proposer --team TEAM` adds it");
            }
            return Ok(bytes);
        }
    };
    let change = Change::SignOff(NewSignOff {
        role: Role::Proposer,
        team: signer.team,
        by: signer.by,
        date: Some(snapshot.today),
        outcome: Outcome::Agrees,
        note: None,
    });
    edit(path, &bytes, &words, &[change]).map_err(|refusal| Error::Usage(format!("`{path}` is not written: {refusal}")))
}

/// An older record as a new one names it.
fn named(adr: &Adr, from: &str) -> Successor {
    let file = adr.path.rsplit('/').next().unwrap_or_default().to_owned();
    let number = adr.id.as_ref().and_then(|id| id.number);
    Successor {
        id: adr.id.as_ref().map_or_else(|| file.clone(), ToString::to_string),
        reference: number.map_or_else(|| file.clone(), |number| number.to_string()),
        title: number.map_or_else(|| adr.title.clone(), |number| format!("{number}. {}", adr.title)),
        link: link(from, &adr.path),
    }
}

fn successor(number: Option<&Number>, title: &str, path: &str, log: &OwnLog<'_>) -> impl Fn(&str) -> Successor {
    let prefix = log.records.iter().rev().find_map(|adr| adr.id.as_ref()).map_or_else(|| "ADR".to_owned(), |id| id.prefix.clone());
    let file = path.rsplit('/').next().unwrap_or_default().to_owned();
    let id = number.map_or_else(|| file.clone(), |number| format!("{prefix}-{}", number.text));
    let reference = number.map_or_else(|| file.clone(), |number| number.value.to_string());
    let title = number.map_or_else(|| title.to_owned(), |number| format!("{}. {title}", number.value));
    let path = path.to_owned();
    move |from| Successor { id: id.clone(), reference: reference.clone(), title: title.clone(), link: link(from, &path) }
}

/// The relative link from one record to another, percent-encoded where markdown needs it.
fn link(from: &str, to: &str) -> String {
    let from: Vec<&str> = from.split('/').collect();
    let to: Vec<&str> = to.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(from.len() - 1).min(to.len() - 1);
    let up = vec![".."; from.len() - 1 - common];
    let parts: Vec<&str> = up.into_iter().chain(to[common..].iter().copied()).collect();
    parts.join("/").replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

/// The bytes that a superseded record will have.
fn supersede(snapshot: &Snapshot, index: AdrIndex, successor: &impl Fn(&str) -> Successor, new: &str) -> Result<(String, Vec<u8>)> {
    let adr = snapshot.log.adr(index);
    if let Some(other) = adr.related(RelationKind::SupersededBy).next() {
        let other = &snapshot.log.adr(other).path;
        return Err(Error::Usage(format!("`{}` is superseded already, by `{other}`\n  hint: supersede that one", adr.path)));
    }
    let file = snapshot.dir.join(&adr.path);
    let bytes = std::fs::read(&file).map_err(Error::io("read", &file))?;
    let words = StatusWords::new(&snapshot.config.statuses);
    let change = Change::Status(NewStatus { status: Status::Superseded, date: snapshot.today, successor: Some(successor(&adr.path)) });
    let edited = edit(&adr.path, &bytes, &words, &[change]);
    let edited =
        edited.map_err(|refusal| Error::Usage(format!("`{new}` is not written, as `{}` cannot be changed: {refusal}", adr.path)))?;
    Ok((adr.path.clone(), edited))
}

fn open_editor(file: &Path) -> Result<()> {
    let editor = ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let editor = editor.ok_or_else(|| Error::Usage("no editor is set\n  hint: set VISUAL or EDITOR".to_owned()))?;
    // `code --wait` is a program and its arguments, `C:\Program Files\x.exe` a program.
    let words: Vec<&str> = if Path::new(&editor).is_file() { vec![&editor] } else { editor.split_whitespace().collect() };
    let [program, arguments @ ..] = words.as_slice() else { return Ok(()) };
    let status = Command::new(program).args(arguments).arg(file).status().map_err(Error::io("run", program))?;
    if !status.success() {
        print::note(&format!("the editor ended with {status}"));
    }
    Ok(())
}
