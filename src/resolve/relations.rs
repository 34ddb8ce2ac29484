//! Relations between decisions, effective from either end.

use std::cell::OnceCell;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AdrId, AdrIndex, Relation, RelationKind};
use crate::parse::{Draft, Reference, RelationClaim};

/// The effective relations of each record, in the order of the records; and what is wrong with the declared ones.
pub(super) fn effective(records: &[Arc<Draft>], diagnostics: &mut Vec<Diagnostic>) -> Vec<Vec<Relation>> {
    let index = Index::new(records);
    let mut found: Vec<Vec<Relation>> = vec![Vec::new(); records.len()];
    for (at, record) in records.iter().enumerate() {
        for claim in &record.relations {
            let this = AdrIndex(at as u32);
            match index.find(record, &claim.reference) {
                Found::One(other) if other == this => {
                    if claim.declared {
                        diagnostics.push(
                            Diagnostic::new(
                                Code::ContradictoryRelation,
                                &record.path,
                                claim.place,
                                format!("`{}` names the record itself", claim.kind.name()),
                            )
                            .hint("name the other decision, or delete the relation"),
                        );
                    }
                }
                Found::One(other) => {
                    found[at].push(Relation { kind: claim.kind, other });
                    found[other.0 as usize].push(Relation { kind: claim.kind.inverse(), other: this });
                }
                Found::Several(paths) if claim.declared => diagnostics.push(ambiguous(record, claim, &paths)),
                Found::None if claim.declared => diagnostics.push(unknown(record, claim)),
                Found::Several(_) | Found::None => {}
            }
        }
    }
    duplicates(records, diagnostics);
    for relations in &mut found {
        relations.sort_unstable();
        relations.dedup();
    }
    found
}

fn unknown(record: &Draft, claim: &RelationClaim) -> Diagnostic {
    let RelationClaim { kind, reference, .. } = claim;
    // Decisions are replaced and changed by decisions; they relate to anything.
    let relates = matches!(kind, RelationKind::RelatesTo | RelationKind::DependsOn | RelationKind::RequiredBy);
    let is_elsewhere = relates && (reference.number.is_none() || reference.word().is_some());
    let code = if is_elsewhere { Code::RelatedElsewhere } else { Code::UnknownReference };
    let message = format!("`{}` names `{}`, which is no decision of this log", kind.name(), reference.text);
    Diagnostic::new(code, &record.path, claim.place, message).hint(match is_elsewhere {
        true => "nothing, where a page, a component or a ticket is meant; else correct the number, id or file name",
        false => "correct the number, id or file name",
    })
}

fn ambiguous(record: &Draft, claim: &RelationClaim, paths: &[&str]) -> Diagnostic {
    let list = paths.iter().take(4).map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
    Diagnostic::new(
        Code::AmbiguousReference,
        &record.path,
        claim.place,
        format!("`{}` names `{}`, which is the number of {list}", claim.kind.name(), claim.reference.text),
    )
    .hint("name the file instead of the number")
}

/// The same number twice in one folder.
fn duplicates(records: &[Arc<Draft>], diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(&str, &str, u64), &str> = HashMap::new();
    let number_of = |at: usize| records.get(at).and_then(|record| record.id.as_ref()?.number);
    for (at, record) in records.iter().enumerate() {
        let Some(id) = &record.id else { continue };
        let Some(number) = id.number else { continue };
        // Records are in the order of their numbers.
        if number_of(at + 1) != Some(number) && at.checked_sub(1).and_then(number_of) != Some(number) {
            continue;
        }
        match first.entry((folder(&record.path), id.prefix.as_str(), number)) {
            std::collections::hash_map::Entry::Occupied(known) => diagnostics.push(
                Diagnostic::new(Code::DuplicateId, &record.path, (1, 1), format!("the number {number} is also that of `{}`", known.get()))
                    .hint(renumbering(records, &record.path, id)),
            ),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(&record.path);
            }
        }
    }
}

/// How to give a record another number.
fn renumbering(records: &[Arc<Draft>], path: &str, id: &AdrId) -> String {
    let beside = records.iter().filter(|record| folder(&record.path) == folder(path)).filter_map(|record| record.id.as_ref());
    let highest = beside.filter(|other| other.prefix == id.prefix).filter_map(|other| other.number).max();
    let plain = id.text.bytes().all(|byte| byte.is_ascii_digit());
    let file = path.rsplit('/').next().unwrap_or_default();
    match highest.filter(|_| plain) {
        Some(highest) => {
            let free = format!("{:0width$}", highest + 1, width = id.text.len());
            match file.contains(&id.text) {
                true => format!(
                    "give the newer of the two the next free number: rename it, here to `{}`, and correct its title",
                    file.replacen(&id.text, &free, 1)
                ),
                false => format!("give the newer of the two the next free number, {free}"),
            }
        }
        None => "give the newer of the two the next free number".to_owned(),
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

enum Found<'a> {
    One(AdrIndex),
    Several(Vec<&'a str>),
    None,
}

/// Finds records by path, file name, number and id.
struct Index<'a> {
    records: &'a [Arc<Draft>],
    paths: HashMap<&'a str, usize>,
    stems: OnceCell<HashMap<String, Vec<usize>>>,
    /// Records are in the order of their numbers.
    numbers: Vec<(u64, usize)>,
    ids: HashMap<String, Vec<usize>>,
}

impl<'a> Index<'a> {
    fn new(records: &'a [Arc<Draft>]) -> Self {
        // `BE-001` and `FE-001` in one log: there the letters tell as much as the number.
        let mut prefixes = records.iter().filter_map(|record| record.id.as_ref()).map(|id| id.prefix.as_str());
        let first = prefixes.next();
        let several = prefixes.any(|prefix| Some(prefix) != first);
        let mut index = Self { records, paths: HashMap::new(), stems: OnceCell::new(), numbers: Vec::new(), ids: HashMap::new() };
        for (at, record) in records.iter().enumerate() {
            index.paths.insert(&record.path, at);
            if let Some(id) = &record.id {
                if several && id.number.is_some() {
                    index.ids.entry(id.to_string().to_lowercase()).or_default().push(at);
                }
                match id.number {
                    Some(number) => index.numbers.push((number, at)),
                    None => index.ids.entry(id.text.to_lowercase()).or_default().push(at),
                }
            }
        }
        index
    }

    /// In the record's own folder first, then in its source, then in the whole log.
    fn find(&self, from: &Draft, reference: &Reference) -> Found<'a> {
        if let Some(path) = &reference.path {
            let path = percent_encoding::percent_decode_str(path.split('#').next().unwrap_or_default()).decode_utf8_lossy();
            let joined = join(folder(&from.path), &path);
            // Most references name the file itself; the guesses cost an allocation each.
            let guess = |path: &str| [".md", "/README.md", "/index.md"].iter().find_map(|end| self.paths.get(&*format!("{path}{end}")));
            if let Some(at) = joined.as_deref().and_then(|path| self.paths.get(path).or_else(|| guess(path))) {
                return Found::One(AdrIndex(*at as u32));
            }
            if let Some(candidates) = self.stems().get(&stem(&path)) {
                return self.choose(from, candidates);
            }
        }
        if !self.ids.is_empty()
            && let Some(candidates) = self.ids.get(&reference.text.to_lowercase())
        {
            return self.choose(from, candidates);
        }
        let Some(number) = reference.number else { return Found::None };
        let first = self.numbers.partition_point(|(known, _)| *known < number);
        let candidates = self.numbers[first..].iter().take_while(|(known, _)| *known == number).map(|(_, at)| *at);
        let may_be =
            |at: &usize| reference.word().is_none_or(|word| self.records[*at].id.as_ref().is_some_and(|id| id.may_be_called(word)));
        self.choose(from, &candidates.filter(may_be).collect::<Vec<_>>())
    }

    /// Records by the names of their files. Few references name one that is not where they say.
    fn stems(&self) -> &HashMap<String, Vec<usize>> {
        self.stems.get_or_init(|| {
            let mut stems: HashMap<String, Vec<usize>> = HashMap::new();
            for (at, record) in self.records.iter().enumerate() {
                stems.entry(stem(&record.path)).or_default().push(at);
            }
            stems
        })
    }

    fn choose(&self, from: &Draft, candidates: &[usize]) -> Found<'a> {
        let records = self.records;
        let nearer: [&dyn Fn(&Draft) -> bool; 3] =
            [&|other| folder(&other.path) == folder(&from.path), &|other| other.source == from.source, &|_| true];
        for is_near in nearer {
            let near: Vec<usize> = candidates.iter().copied().filter(|at| is_near(&records[*at])).collect();
            match near[..] {
                [] => {}
                [only] => return Found::One(AdrIndex(only as u32)),
                _ => return Found::Several(near.into_iter().map(|at| records[at].path.as_str()).collect()),
            }
        }
        Found::None
    }
}

fn stem(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or_default();
    let mut lower = file.to_lowercase();
    let stem = [".md", ".html", ".mdx", ".markdown"].iter().find_map(|end| lower.strip_suffix(end)).map_or(lower.len(), str::len);
    lower.truncate(stem);
    lower
}

fn join(base: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty() && !path.starts_with('/')).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
