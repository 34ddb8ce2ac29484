//! Relations between decisions, effective from either end.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AdrIndex, Relation};
use crate::parse::{Draft, Reference, RelationClaim};

/// The effective relations of each record, in the order of the records; and what is wrong with the declared ones.
pub(super) fn effective(records: &[Draft], diagnostics: &mut Vec<Diagnostic>) -> Vec<Vec<Relation>> {
    let index = Index::new(records);
    let mut found: Vec<BTreeSet<Relation>> = vec![BTreeSet::new(); records.len()];
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
                    found[at].insert(Relation { kind: claim.kind, other });
                    found[other.0 as usize].insert(Relation { kind: claim.kind.inverse(), other: this });
                }
                Found::Several(paths) if claim.declared => diagnostics.push(ambiguous(record, claim, &paths)),
                Found::None if claim.declared => diagnostics.push(unknown(record, claim)),
                Found::Several(_) | Found::None => {}
            }
        }
    }
    duplicates(records, diagnostics);
    found.into_iter().map(|relations| relations.into_iter().collect()).collect()
}

fn unknown(record: &Draft, claim: &RelationClaim) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownReference,
        &record.path,
        claim.place,
        format!("`{}` names `{}`, which is no decision of this log", claim.kind.name(), claim.reference.text),
    )
    .hint("correct the number, id or file name")
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
fn duplicates(records: &[Draft], diagnostics: &mut Vec<Diagnostic>) {
    let mut first: HashMap<(&str, &str, u64), &str> = HashMap::new();
    for record in records {
        let Some(id) = &record.id else { continue };
        let Some(number) = id.number else { continue };
        match first.entry((folder(&record.path), id.prefix.as_str(), number)) {
            std::collections::hash_map::Entry::Occupied(known) => diagnostics.push(
                Diagnostic::new(Code::DuplicateId, &record.path, (1, 1), format!("the number {number} is also that of `{}`", known.get()))
                    .hint("give the newer record the next free number"),
            ),
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(&record.path);
            }
        }
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
    records: &'a [Draft],
    paths: HashMap<&'a str, usize>,
    stems: HashMap<String, Vec<usize>>,
    numbers: HashMap<u64, Vec<usize>>,
    ids: HashMap<String, Vec<usize>>,
}

impl<'a> Index<'a> {
    fn new(records: &'a [Draft]) -> Self {
        let mut index = Self { records, paths: HashMap::new(), stems: HashMap::new(), numbers: HashMap::new(), ids: HashMap::new() };
        for (at, record) in records.iter().enumerate() {
            index.paths.insert(&record.path, at);
            index.stems.entry(stem(&record.path)).or_default().push(at);
            if let Some(id) = &record.id {
                match id.number {
                    Some(number) => index.numbers.entry(number).or_default().push(at),
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
            let exact = joined
                .iter()
                .flat_map(|path| [path.clone(), format!("{path}.md"), format!("{path}/README.md"), format!("{path}/index.md")]);
            if let Some(at) = exact.into_iter().find_map(|path| self.paths.get(path.as_str())) {
                return Found::One(AdrIndex(*at as u32));
            }
            if let Some(candidates) = self.stems.get(&stem(&path)) {
                return self.choose(from, candidates);
            }
        }
        if let Some(candidates) = self.ids.get(&reference.text.to_lowercase()) {
            return self.choose(from, candidates);
        }
        match reference.number.and_then(|number| self.numbers.get(&number)) {
            Some(candidates) => self.choose(from, candidates),
            None => Found::None,
        }
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
    let lower = file.to_lowercase();
    lower.strip_suffix(".md").or_else(|| lower.strip_suffix(".html")).unwrap_or(&lower).to_owned()
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
