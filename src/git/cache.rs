//! What was learned from a history, to be kept for the next time.
//!
//! A commit never changes, so what it changed never does, and neither does a blob; only commits that are reachable now are
//! looked up and kept, so nothing survives of a history that was rewritten. There are no names of people and no addresses in
//! it, as it may lie beside a published site.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use foldhash::HashMap;
use serde::{Deserialize, Serialize};

use super::RawChange;
use crate::history::{Commit, Version};

/// What commits changed, and what the versions of records said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Known {
    kept: Kept,
    learned: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// By the ids of the commits.
    #[serde(serialize_with = "ordered")]
    changes: HashMap<String, Fact<Vec<RawChange>>>,
    /// By the ids of the blobs, each with what stands for how it was read: with another config it would say something else.
    #[serde(serialize_with = "ordered")]
    versions: HashMap<String, Fact<(u64, Version)>>,
}

/// Something that was learned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Fact<T> {
    value: T,
    /// Whether the history has its commit or blob now: nothing else is kept, and neither are the ends of a shallow clone.
    #[serde(skip)]
    is_current: bool,
}

impl Known {
    /// Reads what [`Known::into_bytes`] gave; nothing of what is broken, or of another version of the program.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let read = || {
            let at = bytes.iter().position(|byte| *byte == b'\n')?;
            let (head, body) = (&bytes[..at], &bytes[at + 1..]);
            (head == self::head(body).as_bytes()).then(|| postcard::from_bytes(body).ok()).flatten()
        };
        Self { kept: read().unwrap_or_default(), ..Self::default() }
    }

    /// What is to be kept, in the order of the ids; `None` where that is what was read, or no history was.
    pub(crate) fn into_bytes(mut self) -> Option<Vec<u8>> {
        let size = |kept: &Kept| kept.changes.len() + kept.versions.len();
        let before = size(&self.kept);
        self.kept.changes.retain(|_, fact| fact.is_current);
        self.kept.versions.retain(|_, fact| fact.is_current && fact.value.1.names_nobody());
        // Nothing is current where no history was read.
        if size(&self.kept) == 0 || !self.learned && size(&self.kept) == before {
            return None;
        }
        let body = postcard::to_allocvec(&self.kept).ok()?;
        Some([head(&body).as_bytes(), b"\n", &body].concat())
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.kept.changes.contains_key(id)
    }

    pub(super) fn learn(&mut self, commit: &Commit, changes: Vec<RawChange>) {
        // What a shallow clone ends with is read again each time, which is nothing new.
        self.learned |= !commit.is_cut;
        self.kept.changes.insert(commit.id.clone(), Fact { value: changes, is_current: !commit.is_cut });
    }

    /// Says which commits there are now.
    pub(super) fn see_commits(&mut self, commits: &[Commit]) {
        for commit in commits.iter().filter(|commit| !commit.is_cut) {
            if let Some(fact) = self.kept.changes.get_mut(&commit.id) {
                fact.is_current = true;
            }
        }
    }

    /// Says which blobs there are now.
    pub(crate) fn see_blobs<'a>(&mut self, ids: impl Iterator<Item = &'a str>) {
        for id in ids {
            if let Some(fact) = self.kept.versions.get_mut(id) {
                fact.is_current = true;
            }
        }
    }

    pub(super) fn changes(&self, id: &str) -> impl Iterator<Item = &RawChange> {
        self.kept.changes.get(id).into_iter().flat_map(|fact| &fact.value)
    }

    /// What a blob says, if it was read in the way that `key` stands for.
    pub(crate) fn version(&self, blob: &str, key: u64) -> Option<&Version> {
        self.kept.versions.get(blob).filter(|fact| fact.value.0 == key).map(|fact| &fact.value.1)
    }

    /// Keeps what a blob says, read in the way that `key` stands for.
    pub(crate) fn learn_version(&mut self, blob: &str, key: u64, version: Version) {
        self.learned = true;
        self.kept.versions.insert(blob.to_owned(), Fact { value: (key, version), is_current: true });
    }
}

fn ordered<V: Serialize, S: serde::Serializer>(map: &HashMap<String, V>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(map.iter().collect::<BTreeMap<_, _>>())
}

/// To be raised with every change of what is kept: nothing in it says what it is.
const FORMAT: u32 = 1;

/// The first line: the program's version, that of the format, and a sum over the rest that tells whether it was cut off or changed.
fn head(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("adrsite {} history {FORMAT} {:016x}", env!("CARGO_PKG_VERSION"), hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::Identity;

    fn commit(id: &str, is_cut: bool) -> Commit {
        let day = jiff::civil::Date::constant(2026, 1, 1);
        let author = Identity { name: "Ana".into(), email: "ana@x.example".into() };
        Commit { id: id.into(), parents: Vec::new(), author, day, trailers: Vec::new(), is_cut }
    }

    #[test]
    fn what_was_learned_is_known_again_without_people_and_without_the_ends_of_a_shallow_clone() {
        let mut known = Known::default();
        assert_eq!(known.clone().into_bytes(), None);
        known.see_commits(&[commit("aa", false), commit("cc", true)]);
        known.learn(&commit("aa", false), vec![RawChange { path: "a.md".into(), blob: Some("bb".into()), before: Vec::new() }]);
        known.learn(&commit("cc", true), Vec::new());
        let bytes = known.into_bytes().unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("example"));
        let again = Known::from_bytes(&bytes);
        assert!(again.contains("aa") && !again.contains("cc"));
        assert_eq!(again.changes("aa").next().unwrap().path, "a.md");
    }

    #[test]
    fn nothing_is_kept_of_a_history_that_was_rewritten() {
        let mut known = Known::default();
        known.see_commits(&[commit("aa", false), commit("bb", false)]);
        known.learn(&commit("aa", false), Vec::new());
        known.learn(&commit("bb", false), Vec::new());
        let bytes = known.into_bytes().unwrap();
        let mut same = Known::from_bytes(&bytes);
        same.see_commits(&[commit("aa", false), commit("bb", false)]);
        assert_eq!(same.into_bytes(), None);
        let mut rewritten = Known::from_bytes(&bytes);
        rewritten.see_commits(&[commit("aa", false)]);
        let again = Known::from_bytes(&rewritten.into_bytes().unwrap());
        assert!(again.contains("aa") && !again.contains("bb"));
        assert_eq!(Known::from_bytes(&bytes).into_bytes(), None, "no history was read");
    }

    #[test]
    fn what_is_broken_is_not_believed() {
        let mut known = Known::default();
        known.see_commits(&[commit("aa", false)]);
        known.learn(&commit("aa", false), Vec::new());
        let bytes = known.into_bytes().unwrap();
        for broken in [&bytes[..bytes.len() - 1], b"", b"adrsite\n{}", &bytes.to_ascii_uppercase()] {
            assert!(!Known::from_bytes(broken).contains("aa"));
        }
    }
}
