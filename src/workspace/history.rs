//! The history of a log's repositories: read once for each commit that is checked out, and set against the files after
//! each change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::files::Stamp;
use crate::config::{self, Config, DateOrder};
use crate::diagnostic::{Code, Diagnostic};
use crate::discover::Discovery;
use crate::git::{self, Known, Missing, Place};
use crate::history::{
    Blob, Contents, Extent, LogHistory, MAILMAP, Mailmap, MappingChange, Pasts, Print, Prints, Reader, Replay, Repository, Texts, Version,
    Wanted, approved_contents, compare, mapping_changes,
};
use crate::model::{Adr, DecisionLog, Teams};

/// The repositories that a log's sources lie in, as they were last read.
#[derive(Debug, Default)]
pub(super) struct Histories {
    known: Known,
    read: Option<Read>,
    told: Option<Told>,
    prints: Prints,
}

/// What reading gave.
#[derive(Debug)]
struct Read {
    /// By which it shows that something else is checked out, without running anything.
    signs: Vec<(PathBuf, Option<Stamp>)>,
    folders: Vec<PathBuf>,
    repositories: Vec<LogRepository>,
    missing: Vec<Missing>,
}

/// A repository, and which folders of the log lie in it.
#[derive(Debug)]
struct LogRepository {
    place: Place,
    repository: Repository,
    /// Folders of the log, and where the repository has them; each with a `/` at its end, or empty for the root.
    folders: Vec<(String, String)>,
    /// Where the repository has the log's config, if it does.
    config: Option<String>,
}

/// What the repositories say of the records, as long as neither they nor the teams change.
#[derive(Debug)]
struct Told {
    config: Config,
    teams: Teams,
    date_orders: Vec<DateOrder>,
    paths: Vec<String>,
    pasts: Pasts,
    texts: Texts,
    mapping: Vec<MappingChange>,
    is_partial: bool,
}

impl Histories {
    /// With what was learned in an earlier run.
    pub(super) fn with(known: Known) -> Self {
        Self { known, ..Self::default() }
    }

    /// What was learned.
    pub(super) fn into_learned(self) -> super::Learned {
        super::Learned(self.known)
    }

    /// Reads what is checked out, unless that was read before. Says whether it is something else now.
    pub(super) fn look(&mut self, dir: &Path, config: &Config, discovery: &Discovery) -> bool {
        let folders: Vec<PathBuf> = if config.without_history {
            Vec::new()
        } else {
            let sources = discovery.sources.iter().map(|source| dir.join(&source.path));
            sources.chain([dir.to_owned()]).collect()
        };
        let same = |read: &Read| read.folders == folders && read.signs.iter().all(|(path, stamp)| Stamp::of(path) == *stamp);
        if self.read.as_ref().is_some_and(same) {
            return false;
        }
        self.told = None;
        self.read = Some(read(dir, folders, discovery, &mut self.known));
        true
    }

    /// Files that change when something else is checked out.
    pub(super) fn signs(&self) -> impl Iterator<Item = &Path> {
        self.read.iter().flat_map(|read| &read.signs).map(|(path, _)| path.as_path())
    }

    /// What history says of a log, and what is missing of it.
    pub(super) fn of(
        &mut self,
        log: &DecisionLog,
        date_orders: &[DateOrder],
        config: &Config,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> LogHistory {
        let Some(read) = self.read.as_ref().filter(|read| !read.folders.is_empty()) else {
            return LogHistory::without(Extent::Off);
        };
        let paths: Vec<String> = log.adrs.iter().map(|adr| adr.path.clone()).collect();
        let same = |told: &Told| {
            told.paths == paths && told.teams == log.teams && told.date_orders == date_orders && told.config.says_the_same(config)
        };
        let told = self.told.take().filter(same);
        if !read.repositories.is_empty() {
            self.prints.look(log);
        }
        let told = told.unwrap_or_else(|| tell(read, &mut self.known, paths, log, date_orders, config, &self.prints));
        let is_tracked = !told.pasts.is_empty();
        diagnostics.extend(missing(read, &told, log));
        let is_shallow = read.repositories.iter().any(|it| it.repository.is_shallow);
        let extent = match (is_tracked, told.is_partial, is_shallow) {
            (false, ..) => Extent::None,
            (_, true, _) => Extent::Partial,
            (_, _, true) => Extent::Shallow,
            _ => Extent::Whole,
        };
        let history = match extent {
            Extent::None => LogHistory::without(extent),
            extent => LogHistory::new(extent, compare(log, &told.pasts, &told.texts, &self.prints), told.mapping.clone()),
        };
        self.told = Some(told);
        history
    }
}

fn read(dir: &Path, folders: Vec<PathBuf>, discovery: &Discovery, known: &mut Known) -> Read {
    let mut repositories: BTreeMap<PathBuf, LogRepository> = BTreeMap::new();
    let mut missing = Vec::new();
    let mut signs = Vec::new();
    for folder in &folders {
        let is_log = folder == dir;
        let of_source = discovery.sources.iter().find(|source| dir.join(&source.path) == *folder);
        let place = match git::locate(folder) {
            Ok(place) => place,
            // The config alone may lie outside of what the sources lie in.
            Err(_) if of_source.is_none() => continue,
            Err(reason) => {
                missing.push(reason);
                continue;
            }
        };
        signs.extend(git::signs(&place).into_iter().map(|path| (path.clone(), Stamp::of(&path))));
        if let Some(log_repository) = repositories.get_mut(&place.root) {
            log_repository.add(is_log, of_source.map(|source| source.path.as_str()), &place);
            continue;
        }
        if of_source.is_none() {
            continue;
        }
        match git::read(&place, known) {
            Ok(repository) => {
                let mut log_repository = LogRepository { place: place.clone(), repository, folders: Vec::new(), config: None };
                log_repository.add(is_log, of_source.map(|source| source.path.as_str()), &place);
                repositories.insert(place.root, log_repository);
            }
            Err(reason) => missing.push(reason),
        }
    }
    missing.sort();
    missing.dedup();
    Read { signs, folders, repositories: repositories.into_values().collect(), missing }
}

impl LogRepository {
    fn add(&mut self, is_log: bool, source: Option<&str>, place: &Place) {
        if let Some(source) = source {
            let folder = if source.is_empty() { String::new() } else { format!("{source}/") };
            self.folders.push((folder, place.prefix.clone()));
        }
        if is_log {
            self.config = Some(format!("{}{}", place.prefix, config::FILE_NAME));
        }
    }

    /// Where the repository has a file of the log.
    fn path_of(&self, path: &str) -> Option<String> {
        let inside = self.folders.iter().filter_map(|(folder, prefix)| Some((folder.len(), prefix, path.strip_prefix(folder.as_str())?)));
        let (_, prefix, rest) = inside.max_by_key(|(length, ..)| *length)?;
        Some(format!("{prefix}{rest}"))
    }
}

/// Replays all records.
fn tell(
    read: &Read,
    known: &mut Known,
    paths: Vec<String>,
    log: &DecisionLog,
    date_orders: &[DateOrder],
    config: &Config,
    prints: &Prints,
) -> Told {
    let mut told = Told {
        config: config.clone(),
        teams: log.teams.clone(),
        date_orders: date_orders.to_vec(),
        paths,
        pasts: Pasts::new(),
        texts: Texts::default(),
        mapping: Vec::new(),
        is_partial: false,
    };
    let reader = Reader::new(config, &log.teams, date_orders);
    for log_repository in &read.repositories {
        tell_one(log_repository, known, &reader, log, prints, config, &mut told);
    }
    told
}

/// A record that is committed.
struct Tracked<'a> {
    adr: &'a Adr,
    /// Where the repository has it.
    there: String,
    /// Of its text as it is now.
    print: Print,
}

fn tell_one(
    log_repository: &LogRepository,
    known: &mut Known,
    reader: &Reader<'_>,
    log: &DecisionLog,
    prints: &Prints,
    config: &Config,
    told: &mut Told,
) {
    let LogRepository { place, repository, .. } = log_repository;
    let id = |blob: &Blob| repository.blobs[blob.0 as usize].as_str();
    let tracked = log.adrs.iter().enumerate().filter_map(|(at, adr)| {
        let there = log_repository.path_of(&adr.path)?;
        repository.head.contains_key(&there).then(|| Tracked { adr, there, print: prints.of(at) })
    });
    let tracked: Vec<Tracked<'_>> = tracked.collect();
    let there: Vec<String> = tracked.iter().map(|it| it.there.clone()).collect();
    let replay = Replay::new(repository);
    let wanted = replay.contents(&there);
    let (versions, mut lines) = versions(log_repository, known, reader, &wanted, &tracked);
    told.is_partial |= versions.len() < wanted.len();

    let mut files: Vec<Blob> = Vec::new();
    for change in repository.changes.iter().filter(|change| change.path == MAILMAP || Some(&change.path) == log_repository.config.as_ref())
    {
        files.extend(change.blob.into_iter().chain(change.before.iter().map(|(_, blob)| *blob)));
    }
    files.extend(repository.head.get(MAILMAP));
    files.sort_unstable();
    files.dedup();
    let ids: Vec<&str> = files.iter().map(|blob| repository.blobs[blob.0 as usize].as_str()).collect();
    let texts = git::contents(place, &ids, |_, bytes| String::from_utf8_lossy(&bytes).into_owned());
    let texts: Contents = files.into_iter().zip(texts).filter_map(|(blob, text)| Some((blob, text?))).collect();
    let mailmap = repository.head.get(MAILMAP).and_then(|blob| texts.get(blob)).map(|text| Mailmap::parse(text)).unwrap_or_default();
    if let Some(directory) = &config.directory {
        let path = log_repository.config.clone().unwrap_or_default();
        told.mapping.extend(mapping_changes(repository, &path, &texts, directory, &mailmap));
    }

    let mut pasts = replay.replay(&there, &versions, &mailmap, config.directory.as_ref(), &log.teams);
    let approved: HashSet<Blob> = pasts.values().flat_map(approved_contents).collect();
    let unread: Vec<&Wanted<'_>> = wanted.iter().filter(|it| approved.contains(&it.blob) && !lines.contains_key(&it.blob)).collect();
    let ids: Vec<&str> = unread.iter().map(|it| id(&it.blob)).collect();
    let read = git::contents(place, &ids, |at, bytes| reader.lines(unread[at].path, bytes));
    lines.extend(unread.iter().zip(read).filter_map(|(it, lines)| Some((it.blob, lines?))));
    for it in tracked {
        let Some(past) = pasts.remove(&it.there) else { continue };
        for blob in approved_contents(&past) {
            if let Some(lines) = lines.get(&blob) {
                told.texts.add(&it.adr.path, blob, lines.clone());
            }
        }
        told.pasts.insert(it.adr.path.clone(), past);
    }
}

/// What the versions of records say: as it is known, else as it is read; those that a partial clone lacks are left out. With
/// the texts of those that were read and approved, where there is another one now.
fn versions(
    log_repository: &LogRepository,
    known: &mut Known,
    reader: &Reader<'_>,
    wanted: &[Wanted<'_>],
    tracked: &[Tracked<'_>],
) -> (HashMap<Blob, Version>, HashMap<Blob, Arc<str>>) {
    let id = |at: usize| log_repository.repository.blobs[wanted[at].blob.0 as usize].as_str();
    let keys: Vec<u64> = wanted.iter().map(|it| reader.key(tracked[it.record].adr.source, it.path)).collect();
    let mut new: Vec<usize> = (0..wanted.len()).filter(|at| known.version(id(*at), keys[*at]).is_none()).collect();
    // The newest first, as packs have them: what older ones are stored as changes of is then at hand.
    new.sort_unstable_by_key(|at| std::cmp::Reverse(wanted[*at].blob));
    let ids: Vec<&str> = new.iter().map(|at| id(*at)).collect();
    let found = git::contents(&log_repository.place, &ids, |at, bytes| {
        let it = &wanted[new[at]];
        let Tracked { adr, print, .. } = tracked[it.record];
        // Most records are as they were committed, and were read already.
        if *adr.document.source.as_bytes() == *bytes {
            (Version::of(adr, print), None)
        } else {
            reader.read(adr.source, it.path, bytes, print.text)
        }
    });
    known.see_blobs((0..wanted.len()).map(id));
    let mut texts = HashMap::new();
    for (at, (version, lines)) in new.into_iter().zip(found).filter_map(|(at, found)| Some((at, found?))) {
        known.learn_version(id(at), keys[at], version);
        texts.extend(lines.map(|lines| (wanted[at].blob, lines)));
    }
    let version = |at: usize| Some((wanted[at].blob, known.version(id(at), keys[at])?.clone()));
    ((0..wanted.len()).filter_map(version).collect(), texts)
}

/// What is missing, each once, and how to get it.
fn missing(read: &Read, told: &Told, log: &DecisionLog) -> Vec<Diagnostic> {
    // Without sign-offs there is nothing to have evidence for.
    if log.teams.is_empty() {
        return Vec::new();
    }
    let note = |code, message: String, hint: &str| Diagnostic::new(code, config::FILE_NAME, (1, 1), message).hint(hint);
    let mut found: Vec<Diagnostic> = read
        .missing
        .iter()
        .map(|missing| {
            let (message, hint) = match missing {
                Missing::Git => ("git is not installed".to_owned(), "install git"),
                Missing::Repository => (
                    "the log lies in no git repository".to_owned(),
                    "build it from a clone of its repository, or set `history: false` in adrsite.yaml",
                ),
                Missing::Commits => ("nothing of the log is committed yet".to_owned(), "commit it"),
                Missing::Owner(root) => (
                    format!("git does not trust the repository `{root}`, which another user owns"),
                    "run `git config --global --add safe.directory` with that folder, as the user who builds the site",
                ),
                Missing::Unreadable(said) => {
                    (format!("git cannot read the repository: `{said}`"), "mend the repository, or set `history: false` in adrsite.yaml")
                }
            };
            note(Code::NoHistory, format!("no sign-off can be verified: {message}"), hint)
        })
        .collect();
    if read.repositories.iter().any(|it| it.repository.is_shallow) {
        found.push(note(
            Code::HistoryIncomplete,
            "the clone is shallow: sign-offs and days from before it cannot be verified".to_owned(),
            "fetch everything: `git fetch --unshallow`; in CI `fetch-depth: 0` (GitHub, Forgejo), `GIT_DEPTH: 0` (GitLab), `fetchDepth: 0` (Azure), `clone: { depth: full }` (Bitbucket)",
        ));
    }
    if told.is_partial {
        found.push(note(
            Code::HistoryIncomplete,
            "the clone is partial: some older versions of the records are not in it".to_owned(),
            "fetch everything: `git fetch --refetch --no-filter`, or clone without `--filter`",
        ));
    }
    if read.missing.is_empty() && told.pasts.is_empty() && !log.adrs.is_empty() {
        found.push(note(
            Code::NoHistory,
            "no sign-off can be verified: the records lie in a git repository that does not track them".to_owned(),
            "commit them, or set `history: false` in adrsite.yaml",
        ));
    }
    found
}
