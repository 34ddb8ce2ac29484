//! Which files are records, which are pages beside them, and which are neither.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{Draft, Nature};

/// The files of a log by what they are.
pub(super) struct Classified {
    pub(super) records: Vec<Arc<Draft>>,
    /// Other pages, each with the path of the record whose folder it lies in.
    pub(super) notes: Vec<(Arc<Draft>, Option<String>)>,
}

/// Sorts the files of a log. Templates are left out, and said to be.
pub(super) fn classify(drafts: &[Arc<Draft>], diagnostics: &mut Vec<Diagnostic>) -> Classified {
    let folders = record_folders(drafts);
    // A log in which no file has anything of a record is one of plain texts: each of them is a decision.
    let sources_with_records: HashSet<usize> =
        drafts.iter().filter(|draft| draft.nature == Nature::Record).map(|draft| draft.source).collect();
    let mut classified = Classified { records: Vec::new(), notes: Vec::new() };
    for draft in drafts {
        let owner = owner(&draft.path, &folders).map(str::to_owned);
        let draft = Arc::clone(draft);
        let is_owner = owner.as_deref() == Some(draft.path.as_str());
        let stands_alone = draft.named_as_record && draft.status.is_some();
        match draft.nature {
            Nature::Template => diagnostics.push(
                Diagnostic::new(Code::NotARecord, &draft.path, (1, 1), "the file is a template and is not published")
                    .hint("nothing has to be done"),
            ),
            Nature::Record | Nature::Plain if owner.is_some() && !is_owner && !stands_alone => classified.notes.push((draft, owner)),
            Nature::Record => classified.records.push(draft),
            Nature::Index { .. } if is_owner => classified.records.push(draft),
            Nature::Plain if !sources_with_records.contains(&draft.source) => classified.records.push(draft),
            Nature::Plain | Nature::Guide | Nature::Index { .. } => {
                let owner = owner.filter(|_| !is_owner);
                classified.notes.push((draft, owner));
            }
        }
    }
    for record in classified.records.iter().filter(|record| !record.has_title) {
        let message = format!("the record has no title; its name gives `{}`", record.title);
        diagnostics.push(Diagnostic::new(Code::NoTitle, &record.path, (1, 1), message).hint("write a first heading, `# Title`"));
    }
    for (draft, owner) in &classified.notes {
        let message = match owner {
            Some(owner) => format!("the file belongs to `{owner}` and is published as a page of it"),
            None => "the file has nothing of a record (no status, date, number or section of a template) and is published as a page beside the log".to_owned(),
        };
        diagnostics.push(
            Diagnostic::new(Code::NotARecord, &draft.path, (1, 1), message)
                .hint("give it a `status` in its front-matter if it is a decision"),
        );
    }
    classified
}

/// Folders that are records, each with the file that is the record itself: a README or index with a record's content
/// in a folder that is numbered, dated or holds no other record; or a file beside the folder with the same name.
fn record_folders(drafts: &[Arc<Draft>]) -> HashMap<&str, &str> {
    let mut folders: HashMap<&str, &str> = HashMap::new();
    // A file is a folder's record only where there is such a folder.
    let there = outer_folders(drafts.iter().filter_map(|draft| folder(&draft.path)));
    let holding = folders_with_records(drafts);
    for draft in drafts {
        match draft.nature {
            Nature::Index { record_content: true, declares_status } => {
                let Some((folder, file)) = draft.path.rsplit_once('/') else { continue };
                let is_numbered = draft.named_as_record && !is_year(&draft.path);
                if is_numbered || (declares_status && !holding.contains(folder)) {
                    let known = folders.entry(folder).or_insert(&draft.path);
                    // README before index, where both have a record's content.
                    if file.to_lowercase().starts_with("readme") {
                        *known = &draft.path;
                    }
                }
            }
            Nature::Record => {
                let stem = draft.path.rsplit_once('.').map_or(draft.path.as_str(), |(stem, _)| stem);
                if there.contains(stem) {
                    folders.insert(stem, &draft.path);
                }
            }
            _ => {}
        }
    }
    folders
}

/// Folders that hold records, at whatever depth, and those that hold folders of records.
fn folders_with_records(drafts: &[Arc<Draft>]) -> HashSet<&str> {
    let holding = drafts.iter().filter_map(|draft| match draft.nature {
        Nature::Record => folder(&draft.path),
        // What holds the folder of a README that is a record holds a record.
        Nature::Index { declares_status: true, .. } => folder(folder(&draft.path)?),
        _ => None,
    });
    outer_folders(holding)
}

fn folder(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

/// Folders and all those that they lie in.
fn outer_folders<'a>(folders: impl Iterator<Item = &'a str>) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    let mut last = None;
    for folder in folders {
        // One file after the other is of the same folder.
        if last.replace(folder) == Some(folder) {
            continue;
        }
        for folder in ancestors(folder) {
            if !found.insert(folder) {
                break;
            }
        }
    }
    found
}

/// A folder and those that it lies in.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| folder.rsplit_once('/').map(|(outer, _)| outer))
}

/// `2023/README.md` introduces a year and is no record.
fn is_year(path: &str) -> bool {
    let folder = path.rsplit('/').nth(1).unwrap_or_default();
    folder.len() == 4 && folder.starts_with(['1', '2']) && folder.chars().all(|ch| ch.is_ascii_digit())
}

/// The record in whose folder `path` lies, at whatever depth.
fn owner<'a>(path: &str, folders: &HashMap<&str, &'a str>) -> Option<&'a str> {
    if folders.is_empty() {
        return None;
    }
    let mut rest = path;
    while let Some((folder, _)) = rest.rsplit_once('/') {
        if let Some(record) = folders.get(folder) {
            return Some(*record);
        }
        rest = folder;
    }
    None
}
