//! Follows every record of a log through its repository.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet};
use rayon::prelude::*;

use super::read::{LogRepository, Read};
use crate::config::{Config, DateOrder};
use crate::git::{self, Known};
use crate::history::{
    Blob, Contents, MAILMAP, Mailmap, MappingChange, Pasts, Print, Prints, Reader, Replay, Texts, Version, Versions, Wanted,
    approved_contents, mapping_changes,
};
use crate::model::{Adr, DecisionLog, Teams};

/// What the repositories say of the records, as long as neither they nor the teams change.
#[derive(Debug)]
pub(super) struct Told {
    config: Config,
    teams: Teams,
    date_orders: Vec<DateOrder>,
    paths: Vec<String>,
    pub(super) pasts: Pasts,
    pub(super) texts: Texts,
    pub(super) mapping: Vec<MappingChange>,
    pub(super) is_partial: bool,
}

impl Told {
    /// Whether it says this of records at these paths, with these teams and under this config.
    pub(super) fn is_of(&self, paths: &[String], teams: &Teams, date_orders: &[DateOrder], config: &Config) -> bool {
        self.paths == paths && self.teams == *teams && self.date_orders == date_orders && self.config.says_the_same(config)
    }
}

/// Replays all records.
pub(super) fn tell(
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
    let id = |blob: Blob| repository.blobs[blob.0 as usize].as_str();
    let tracked = log.adrs.iter().enumerate().filter_map(|(at, adr)| {
        let there = log_repository.path_of(&adr.path)?;
        repository.head.contains_key(&there).then(|| Tracked { adr, there, print: prints.of(at) })
    });
    let tracked: Vec<Tracked<'_>> = tracked.collect();
    let there: Vec<String> = tracked.iter().map(|it| it.there.clone()).collect();
    let replay = Replay::new(repository);
    let wanted = replay.contents(&there).into_par_iter();
    let wanted: Vec<(Wanted<'_>, u64)> = wanted.map(|it| (it, reader.key(tracked[it.record].adr.source, it.path))).collect();
    let mut lines = learn_versions(log_repository, known, reader, &wanted, &tracked);
    // What a partial clone lacks is left out.
    let versions = Versions::new(repository, wanted.par_iter().map(|(it, key)| (it.blob, known.version(id(it.blob), *key))).collect());
    told.is_partial |= wanted.iter().any(|(it, _)| versions.get(it.blob).is_none());

    let mut files: Vec<Blob> = Vec::new();
    for change in repository.changes.iter().filter(|change| change.path == MAILMAP || Some(&change.path) == log_repository.config.as_ref())
    {
        files.extend(change.blob.into_iter().chain(change.before.iter().map(|(_, blob)| *blob)));
    }
    files.extend(repository.head.get(MAILMAP));
    files.sort_unstable();
    files.dedup();
    let ids: Vec<&str> = files.iter().map(|blob| id(*blob)).collect();
    let texts = git::contents(place, &ids, |_, bytes| String::from_utf8_lossy(&bytes).into_owned());
    let texts: Contents = files.into_iter().zip(texts).filter_map(|(blob, text)| Some((blob, text?))).collect();
    let mailmap = repository.head.get(MAILMAP).and_then(|blob| texts.get(blob)).map(|text| Mailmap::parse(text)).unwrap_or_default();
    if let Some(directory) = &config.directory {
        let path = log_repository.config.clone().unwrap_or_default();
        told.mapping.extend(mapping_changes(repository, &path, &texts, directory, &mailmap));
    }

    let mut pasts = replay.replay(&there, &versions, &mailmap, config.directory.as_ref(), &log.teams);
    let approved: HashSet<Blob> = pasts.values().flat_map(approved_contents).collect();
    let unread = wanted.iter().map(|(it, _)| it).filter(|it| approved.contains(&it.blob) && !lines.contains_key(&it.blob));
    let unread: Vec<&Wanted<'_>> = unread.collect();
    let ids: Vec<&str> = unread.iter().map(|it| id(it.blob)).collect();
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

/// Reads what is wanted and not known yet, each with the key of how it is read; gives the texts of what was approved, where
/// there is another one now.
fn learn_versions(
    log_repository: &LogRepository,
    known: &mut Known,
    reader: &Reader<'_>,
    wanted: &[(Wanted<'_>, u64)],
    tracked: &[Tracked<'_>],
) -> HashMap<Blob, Arc<str>> {
    let repository = &log_repository.repository;
    let id = |blob: Blob| repository.blobs[blob.0 as usize].as_str();
    let new: Vec<&(Wanted<'_>, u64)> = wanted.iter().filter(|(it, key)| known.version(id(it.blob), *key).is_none()).collect();
    // Most records are as they were committed, and were read already.
    let is_as_now = |(it, _): &&(Wanted<'_>, u64)| {
        let Tracked { adr, there, .. } = &tracked[it.record];
        it.path == there && repository.head.get(there) == Some(&it.blob) && git::is_blob(id(it.blob), adr.document.source.as_bytes())
    };
    let (as_now, new): (Vec<_>, Vec<_>) = new.into_par_iter().partition(is_as_now);
    for (it, key) in as_now {
        let Tracked { adr, print, .. } = tracked[it.record];
        known.learn_version(id(it.blob), key, Version::of(adr, print));
    }
    let ids: Vec<&str> = new.iter().map(|(it, _)| id(it.blob)).collect();
    let found = git::contents(&log_repository.place, &ids, |at, bytes| {
        let (it, _) = new[at];
        let Tracked { adr, print, .. } = &tracked[it.record];
        reader.read(adr.source, it.path, bytes, print.text)
    });
    known.see_blobs(wanted.iter().map(|(it, _)| id(it.blob)));
    let mut texts = HashMap::new();
    for ((it, key), found) in new.into_iter().zip(found) {
        let Some((version, lines)) = found else { continue };
        known.learn_version(id(it.blob), key, version);
        texts.extend(lines.map(|lines| (it.blob, lines)));
    }
    texts
}
