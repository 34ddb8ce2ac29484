//! Commits and what they changed.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use foldhash::{HashMap, HashMapExt, HashSet};
use jiff::civil::Date as Day;
use rayon::prelude::*;

use super::command::git;
use super::place::{Missing, Place, unreadable};
use super::{Known, RawChange};
use crate::config;
use crate::discover::is_markdown;
use crate::history::{Blob, Change, Commit, CommitIndex, Identity, MAILMAP, Repository};

/// Commits, oldest first, without what they changed.
pub(super) struct Log {
    pub(super) commits: Vec<Commit>,
}

/// Fields of a commit end with this: no line of a message holds one.
const FIELD: char = '\0';

/// Reads who committed what and when. Nothing is left out, so that merges can be followed.
pub(super) fn commits(place: &Place) -> Result<Log, Missing> {
    let format = "--format=%H%x00%P%x00%an%x00%ae%x00%ad%x00%B%x00";
    let arguments = ["log", "--date-order", "--reverse", "--no-patch", "--no-mailmap", "--no-color", "--date=raw", format, &place.head];
    let output = git(&place.root, &place.settings, arguments).output().map_err(|_| Missing::Git)?;
    if !output.status.success() {
        return Err(unreadable(&output.stderr));
    }
    let shallow = std::fs::read_to_string(place.common.join("shallow")).unwrap_or_default();
    let cut: HashSet<&str> = shallow.lines().collect();
    let text = String::from_utf8_lossy(&output.stdout);
    let mut fields = text.split(FIELD);
    let mut commits: Vec<Commit> = Vec::new();
    let mut known: HashMap<String, CommitIndex> = HashMap::new();
    while let (Some(id), Some(parents), Some(name), Some(email), Some(date), Some(message)) =
        (fields.next(), fields.next(), fields.next(), fields.next(), fields.next(), fields.next())
    {
        let id = id.trim_start();
        known.insert(id.to_owned(), commits.len() as CommitIndex);
        let parents: Vec<CommitIndex> = parents.split(' ').filter_map(|parent| known.get(parent).copied()).collect();
        commits.push(Commit {
            is_cut: cut.contains(id),
            id: id.to_owned(),
            parents,
            author: Identity { name: name.to_owned(), email: email.to_owned() },
            day: day(date),
            trailers: trailers(message),
        });
    }
    Ok(Log { commits })
}

/// The author's own calendar day of a date as git writes it raw: `1772617800 +0100`.
fn day(raw: &str) -> Day {
    let (seconds, zone) = raw.split_once(' ').unwrap_or((raw, "+0000"));
    let seconds: i64 = seconds.parse().unwrap_or(0);
    let zone: i64 = zone.parse().unwrap_or(0);
    let local = seconds.saturating_add((zone / 100 * 60 + zone % 100) * 60);
    let days = i32::try_from(local.div_euclid(86_400)).unwrap_or(0);
    Day::constant(1970, 1, 1).checked_add(jiff::Span::new().days(days.clamp(-700_000, 2_900_000))).unwrap_or(Day::constant(1970, 1, 1))
}

/// Trailers that say who had a part in a commit.
const TRAILERS: [&str; 4] = ["co-authored-by", "signed-off-by", "reviewed-by", "acked-by"];

/// The people whom the trailers of a message name, wherever in it they stand: a squash keeps those of all its commits.
fn trailers(message: &str) -> Vec<Identity> {
    let lines = message.lines().filter_map(|line| line.split_once(':'));
    let named = lines.filter(|(key, _)| TRAILERS.iter().any(|trailer| key.eq_ignore_ascii_case(trailer)));
    named
        .filter_map(|(_, person)| {
            let (name, rest) = person.split_once('<')?;
            let (email, _) = rest.split_once('>')?;
            Some(Identity { name: name.trim().to_owned(), email: email.trim().to_owned() })
        })
        .collect()
}

/// What some commits changed in markdown files, configs and the `.mailmap`; in their order. Works on every core.
pub(super) fn changes(place: &Place, log: &Log, which: &[CommitIndex], all: bool) -> Result<Vec<Vec<RawChange>>, Missing> {
    if which.is_empty() {
        return Ok(Vec::new());
    }
    // Neighbours share most of their trees, so each process takes a run of them.
    let parts = rayon::current_num_threads().min(which.len().div_ceil(64)).max(1);
    let parts: Vec<&[CommitIndex]> = which.chunks(which.len().div_ceil(parts)).collect();
    let found: Vec<Result<Vec<Vec<RawChange>>, Missing>> = parts.par_iter().map(|part| changes_of(place, log, part, all)).collect();
    let mut all = Vec::with_capacity(which.len());
    for part in found {
        all.extend(part?);
    }
    Ok(all)
}

fn changes_of(place: &Place, log: &Log, which: &[CommitIndex], all: bool) -> Result<Vec<Vec<RawChange>>, Missing> {
    let output = match diff_tree(place, log, which, "--find-renames", all) {
        // A partial clone lacks what renames with changes are found by.
        Err(Missing::Unreadable(_)) => diff_tree(place, log, which, "--find-renames=100%", all)?,
        output => output?,
    };
    let positions: HashMap<&str, usize> =
        which.iter().enumerate().map(|(at, index)| (log.commits[*index as usize].id.as_str(), at)).collect();
    let mut found: Vec<Vec<RawChange>> = vec![Vec::new(); which.len()];
    let mut at = None;
    let text = String::from_utf8_lossy(&output);
    let mut fields = text.split('\0');
    while let Some(field) = fields.next() {
        match field.strip_prefix(':') {
            None => at = positions.get(field).copied().or(at),
            Some(raw) => {
                let change = change(raw, &mut fields);
                if let (Some(at), Some(change)) = (at, change.filter(|change| is_followed(&change.path))) {
                    found[at].push(change);
                }
            }
        }
    }
    Ok(found)
}

/// Whether a file can be a record, or says who may speak for whom.
fn is_followed(path: &str) -> bool {
    is_markdown(Path::new(path)) || path == MAILMAP || path.rsplit('/').next() == Some(config::FILE_NAME)
}

/// Whether most files of a repository are of interest: then asking for all of them is much faster than naming patterns,
/// while among code the patterns save more than they cost.
pub(super) fn is_all_text(head: &[(String, String)]) -> bool {
    2 * head.iter().filter(|(path, _)| is_followed(path)).count() > head.len()
}

fn diff_tree(place: &Place, log: &Log, which: &[CommitIndex], renames: &str, all: bool) -> Result<Vec<u8>, Missing> {
    let fixed = ["diff-tree", "--stdin", "-r", "--raw", "-z", "--no-abbrev", "--root", "-c", "--combined-all-paths"];
    let safe = [renames, "--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=all", "--"];
    let paths: &[&str] = if all { &[] } else { &[":(icase)*.md", ":(icase)*.markdown", ":(icase)*.mdx", "*adrsite.yaml", ".mailmap"] };
    let mut child = git(&place.root, &place.settings, fixed.into_iter().chain(safe).chain(paths.iter().copied()))
        .stdin(Stdio::piped())
        .spawn()
        .map_err(|_| Missing::Git)?;
    // The newest first, as packs have them: what older trees are stored as changes of is then at hand.
    let ids: String = which.iter().rev().map(|index| log.commits[*index as usize].id.clone() + "\n").collect();
    let stdin = child.stdin.take();
    // git answers while it is asked; asking has to go on meanwhile.
    let asking = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(ids.as_bytes())));
    let output = child.wait_with_output().map_err(|error| Missing::Unreadable(error.to_string()))?;
    // A process that ended early has said why.
    let _ = asking.join();
    if output.status.success() { Ok(output.stdout) } else { Err(unreadable(&output.stderr)) }
}

/// Reads one raw change: `100644 100644 before after M`, then its paths; or that of a merge, which begins with one `:` for
/// each parent and has the path in each of them.
fn change<'a>(raw: &str, fields: &mut impl Iterator<Item = &'a str>) -> Option<RawChange> {
    let more = raw.len() - raw.trim_start_matches(':').len();
    let parents = more + 1;
    let words: Vec<&str> = raw[more..].split(' ').collect();
    let (modes, rest) = words.split_at_checked(parents + 1)?;
    let (ids, status) = rest.split_at_checked(parents + 1)?;
    let status = *status.first()?;
    let (mut paths, path) = if more > 0 {
        let paths: Vec<&str> = fields.by_ref().take(parents).collect();
        (paths, fields.next()?)
    } else if status.starts_with(['R', 'C']) {
        (vec![fields.next()?], fields.next()?)
    } else {
        let path = fields.next()?;
        (vec![path], path)
    };
    // A copy is a new record.
    if more == 0 && status.starts_with('C') {
        paths.clear();
    }
    // A merge names `/dev/null`-like empty ids where a parent lacks the file; a link or a submodule is no file.
    let is_file = |mode: &str| mode.starts_with("100");
    let before = paths.iter().zip(modes).zip(ids).filter(|((_, mode), _)| is_file(mode));
    let before = before.map(|((path, _), id)| ((*path).to_owned(), (*id).to_owned())).collect();
    let blob = is_file(modes.last()?).then(|| ids.last().map(|id| (*id).to_owned())).flatten();
    Some(RawChange { path: path.to_owned(), blob, before })
}

impl Log {
    /// Puts everything together. Only commits that are reachable now count, whatever was known before.
    pub(super) fn into_repository(self, place: &Place, known: &Known, head: &[(String, String)]) -> Repository {
        let mut repository = Repository { is_shallow: place.is_shallow, ..Repository::default() };
        let mut ids: Vec<&str> = Vec::new();
        let mut blobs: HashMap<&str, Blob> = HashMap::new();
        let mut intern = |id| {
            *blobs.entry(id).or_insert_with(|| {
                ids.push(id);
                Blob(ids.len() as u32 - 1)
            })
        };
        for (index, commit) in (0..).zip(&self.commits) {
            for change in known.changes(&commit.id) {
                repository.changes.push(Change {
                    commit: index,
                    path: change.path.clone(),
                    blob: change.blob.as_deref().map(&mut intern),
                    before: change.before.iter().map(|(path, id)| (path.clone(), intern(id))).collect(),
                });
            }
        }
        repository.head = head.iter().map(|(path, id)| (path.clone(), intern(id))).collect();
        repository.blobs = ids.into_iter().map(str::to_owned).collect();
        repository.commits = self.commits;
        repository
    }
}

/// The files of the commit that is checked out.
pub(super) fn head(place: &Place) -> Result<Vec<(String, String)>, Missing> {
    let output =
        git(&place.root, &place.settings, ["ls-tree", "-r", "-z", "--full-tree", &place.head]).output().map_err(|_| Missing::Git)?;
    if !output.status.success() {
        return Err(unreadable(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let file = |line: &str| {
        let (about, path) = line.split_once('\t')?;
        let id = about.strip_prefix("100644 blob ").or_else(|| about.strip_prefix("100755 blob "))?;
        Some((path.to_owned(), id.to_owned()))
    };
    Ok(text.split('\0').filter_map(file).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_authors_own() {
        assert_eq!(day("1772409600 +0000").to_string(), "2026-03-02");
        assert_eq!(day("1772407800 +0000").to_string(), "2026-03-01");
        assert_eq!(day("1772407800 +0100").to_string(), "2026-03-02");
        assert_eq!(day("1772409600 -0230").to_string(), "2026-03-01");
        assert_eq!(day("nonsense").to_string(), "1970-01-01");
        assert_eq!(day("9223372036854775807 +9999").to_string(), "1970-01-01");
    }

    #[test]
    fn trailers_name_people_wherever_they_stand() {
        let message = "Squash\n\nFirst\n\nCo-authored-by: Ana Ruiz <ana@x.example>\n\nSecond: <no@x.example>\n\nsigned-off-by: Bo <bo@x.example>\nFixes: 7\n";
        let names: Vec<_> = trailers(message).into_iter().map(|person| person.name).collect();
        assert_eq!(names, ["Ana Ruiz", "Bo"]);
    }

    #[test]
    fn changes_renames_and_merges_are_read() {
        let mut paths = ["a.md"].into_iter();
        let found = change("100644 100644 aa bb M", &mut paths).unwrap();
        assert_eq!(
            (found.path.as_str(), found.blob.as_deref(), found.before.as_slice()),
            ("a.md", Some("bb"), &[("a.md".into(), "aa".into())][..])
        );
        let mut paths = ["a.md", "b.md"].into_iter();
        let found = change("100644 100644 aa bb R087", &mut paths).unwrap();
        assert_eq!((found.path.as_str(), found.before[0].0.as_str()), ("b.md", "a.md"));
        let mut paths = ["a.md", "b.md", "c.md"].into_iter();
        let found = change(":100644 100644 100644 aa bb cc RM", &mut paths).unwrap();
        assert_eq!((found.path.as_str(), found.blob.as_deref(), found.before.len()), ("c.md", Some("cc"), 2));
        let mut paths = ["a.md"].into_iter();
        let found = change("000000 100644 00 bb A", &mut paths).unwrap();
        assert!(found.before.is_empty());
        let mut paths = ["a.md"].into_iter();
        assert_eq!(change("100644 000000 aa 00 D", &mut paths).unwrap().blob, None);
    }
}
