//! Who changed who may speak for whom: evidence is worth as much as the lists of members that it rests on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use super::author::{Authors, teams_of};
use super::repository::{Blob, Identity, Repository};
use super::{Deed, Mailmap};
use crate::config::{Directory, RawConfig, RawMember, identities};
use crate::model::Teams;
use crate::resolve::display_name;

/// A commit that changed who is in which team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingChange {
    /// The commit.
    pub deed: Arc<Deed>,
    /// The file that it changed.
    pub file: String,
    /// Whose team changed, in the order of their names.
    pub moves: Vec<Move>,
}

/// Somebody who is in other teams than before.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// A name, a handle, or a domain as `@example.org`; never a whole e-mail address.
    pub who: String,
    /// The names of the teams before; empty for somebody new.
    pub from: Vec<String>,
    /// The names of the teams after; empty for somebody who left.
    pub to: Vec<String>,
    /// Whether that puts somebody who stood for one side on another.
    pub is_across: bool,
}

/// The teams and sides of one identity.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Standing {
    shown: String,
    teams: BTreeSet<String>,
    sides: BTreeSet<String>,
}

/// All commits that changed the members and domains of the config at `config_path`, or the `.mailmap`, the latest first.
///
/// `contents` has the texts of both files in all their versions; a version that is no valid config changes nothing.
#[must_use]
pub fn mapping_changes(
    repository: &Repository,
    config_path: &str,
    contents: &Contents,
    directory: &Directory,
    mailmap: &Mailmap,
) -> Vec<MappingChange> {
    let authors = Authors::new(repository, mailmap, Some(directory), directory.teams());
    let people: HashSet<&Identity> = repository.commits.iter().flat_map(|commit| commit.trailers.iter().chain([&commit.author])).collect();
    let mut found = Vec::new();
    for change in &repository.changes {
        let is_config = change.path == config_path;
        if !is_config && change.path != MAILMAP || repository.commits[change.commit as usize].is_cut {
            continue;
        }
        let text = |blob: Option<Blob>| blob.and_then(|blob| contents.get(&blob)).map_or("", String::as_str);
        let before = change.before.first().map(|(_, blob)| *blob);
        let standing = |blob| match is_config {
            true => of_config(text(blob)),
            false => Some(of_mailmap(&Mailmap::parse(text(blob)), &people, directory)),
        };
        let (Some(before), Some(after)) = (standing(before), standing(change.blob)) else { continue };
        let moves = moves(&before, &after);
        if !moves.is_empty() {
            found.push(MappingChange { deed: authors.deed(change.commit), file: change.path.clone(), moves });
        }
    }
    found.reverse();
    found
}

/// The texts of blobs.
pub type Contents = HashMap<Blob, String>;

/// Where git looks for it.
pub(crate) const MAILMAP: &str = ".mailmap";

fn moves(before: &BTreeMap<String, Standing>, after: &BTreeMap<String, Standing>) -> Vec<Move> {
    let nowhere = Standing::default();
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let moves = keys.into_iter().filter_map(|key| {
        let (old, new) = (before.get(key).unwrap_or(&nowhere), after.get(key).unwrap_or(&nowhere));
        (old.teams != new.teams || old.sides != new.sides).then(|| Move {
            who: if new.shown.is_empty() { old.shown.clone() } else { new.shown.clone() },
            from: old.teams.iter().cloned().collect(),
            to: new.teams.iter().cloned().collect(),
            is_across: !old.sides.is_empty() && !new.sides.is_subset(&old.sides),
        })
    });
    // A member has up to three keys; the move is one.
    let moves: BTreeSet<Move> = moves.collect();
    moves.into_iter().collect()
}

/// Everybody whom a config names, by every key; `None` where it is no config.
fn of_config(text: &str) -> Option<BTreeMap<String, Standing>> {
    if text.trim().is_empty() {
        return Some(BTreeMap::new());
    }
    let config: RawConfig = serde_yaml::from_str(text).ok()?;
    let mut found: BTreeMap<String, Standing> = BTreeMap::new();
    for (id, team) in config.teams.unwrap_or_default() {
        let name = team.name.unwrap_or(id);
        let side = team.side.unwrap_or_else(|| name.clone());
        let mut put = |key: &str, shown: &str| {
            let standing = found.entry(key.to_lowercase()).or_default();
            shown.clone_into(&mut standing.shown);
            standing.teams.insert(name.clone());
            standing.sides.insert(side.clone());
        };
        for member in &team.members {
            let names: Vec<&str> = match member {
                RawMember::Text(text) => vec![text],
                RawMember::Full { name, email, handle, .. } => [name, email, handle].into_iter().flatten().map(String::as_str).collect(),
            };
            let shown = names.first().map(|name| shown(name)).unwrap_or_default();
            // Each key by which commits are known: a name goes to another side with whatever address stands beside it.
            names.iter().flat_map(|name| identities(name)).for_each(|key| put(&key, &shown));
        }
        for domain in &team.domains {
            let domain = format!("@{}", domain.trim_start_matches('@'));
            put(&domain, &domain);
        }
    }
    Some(found)
}

/// A member as pages may show it.
fn shown(key: &str) -> String {
    match key.split_once('@') {
        // A bare address: only where it is.
        Some((local, domain)) if !local.is_empty() && !key.contains(['<', ' ']) => format!("…@{domain}"),
        _ => display_name(key),
    }
}

/// Where a `.mailmap` puts everybody who ever wrote a commit.
fn of_mailmap(mailmap: &Mailmap, people: &HashSet<&Identity>, directory: &Directory) -> BTreeMap<String, Standing> {
    let teams: &Teams = directory.teams();
    let standing = |person: &&Identity| {
        let found = teams_of(directory, &mailmap.map(person), None);
        let standing = Standing {
            shown: display_name(&person.name),
            teams: found.iter().map(|team| teams.team(*team).name.clone()).collect(),
            sides: found.iter().map(|team| teams.side(teams.side_of(*team)).name.clone()).collect(),
        };
        (format!("{} <{}>", person.name, person.email), standing)
    };
    people.iter().map(standing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(before: &str, after: &str) -> Vec<Move> {
        moves(&of_config(before).unwrap(), &of_config(after).unwrap())
    }

    #[test]
    fn who_moves_from_one_side_to_another_is_flagged_and_no_address_is_shown() {
        let before = "teams: { a: { side: N, members: ['Ana Ruiz <ana@n.example>', bo@n.example], domains: [n.example] }, b: { side: H } }";
        let after = "teams: { a: { side: N }, b: { side: H, members: ['Ana Ruiz <ana@n.example>', li@h.example], domains: [n.example] } }";
        let found = moved(before, after);
        let lines: Vec<_> = found.iter().map(|m| format!("{} {:?} {:?} {}", m.who, m.from, m.to, m.is_across)).collect();
        assert_eq!(
            lines,
            [
                r#"@n.example ["a"] ["b"] true"#, r#"Ana Ruiz ["a"] ["b"] true"#, r#"…@h.example [] ["b"] false"#,
                r#"…@n.example ["a"] [] false"#,
            ]
        );
    }

    #[test]
    fn a_name_that_comes_up_on_another_side_with_another_address_is_flagged() {
        let before = "teams: { a: { side: N, members: ['Ana Ruiz <ana@n.example>'] }, b: { side: H } }";
        let after =
            "teams: { a: { side: N, members: ['Ana Ruiz <ana@n.example>'] }, b: { side: H, members: ['Ana Ruiz <ana@home.example>'] } }";
        let found = moved(before, after);
        let lines: Vec<_> = found.iter().map(|m| format!("{} {:?} {:?} {}", m.who, m.from, m.to, m.is_across)).collect();
        assert_eq!(lines, [r#"Ana Ruiz [] ["b"] false"#, r#"Ana Ruiz ["a"] ["a", "b"] true"#]);
    }

    #[test]
    fn a_team_that_changes_its_side_moves_everybody_in_it_and_other_settings_move_nobody() {
        let before = "title: X\nteams: { a: { side: N, members: [Ana] } }";
        assert!(moved(before, "title: Y\nteams: { a: { side: H, members: [Ana] } }")[0].is_across);
        assert_eq!(moved(before, "title: Y\nteams: { a: { side: N, members: [Ana], about: hello } }"), []);
        assert_eq!(of_config("teams: 7"), None);
    }
}
