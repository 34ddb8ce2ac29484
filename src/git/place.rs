//! Where a folder lies in which repository.

use std::path::{Path, PathBuf};

use super::command::{git, with_own_settings};

/// A folder in a repository with at least one commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The repository's own folder: its root.
    pub(crate) root: PathBuf,
    /// Where its objects are; linked worktrees share it.
    pub(super) common: PathBuf,
    /// Where it says what is checked out.
    own: PathBuf,
    /// The folder that was asked for, relative to the root, with a `/` at its end; empty for the root.
    pub(crate) prefix: String,
    /// The commit that is checked out.
    pub(crate) head: String,
    pub(crate) is_shallow: bool,
    /// Further settings that git needs to read it.
    pub(super) settings: Vec<String>,
}

/// Why there is no history.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// git is not installed.
    Git,
    /// The folder lies in no repository.
    Repository,
    /// Nothing is committed yet.
    Commits,
    /// git does not trust the repository, as another user owns it: its folder.
    Owner(String),
    /// The repository cannot be read: what git said, in one line.
    Unreadable(String),
}

/// Finds the repository that a folder lies in.
pub(crate) fn locate(folder: &Path) -> Result<Place, Missing> {
    match ask(folder, Vec::new()) {
        // What the user trusts is in a config that nothing else is read from.
        Err(Missing::Owner(root)) => match trusted() {
            settings if settings.is_empty() => Err(Missing::Owner(root)),
            settings => ask(folder, settings),
        },
        found => found,
    }
}

fn ask(folder: &Path, settings: Vec<String>) -> Result<Place, Missing> {
    let arguments =
        ["rev-parse", "--show-toplevel", "--absolute-git-dir", "--git-common-dir", "--is-shallow-repository", "--show-prefix", "HEAD"];
    let output = git(folder, &settings, arguments).output().map_err(|_| Missing::Git)?;
    let text = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = text.lines().collect();
    match lines[..] {
        [root, own, common, shallow, prefix, head] if output.status.success() => Ok(Place {
            root: PathBuf::from(root),
            own: PathBuf::from(own),
            // As the system tells of changes in it.
            common: folder.join(common).canonicalize().unwrap_or_else(|_| folder.join(common)),
            prefix: prefix.to_owned(),
            head: head.to_owned(),
            is_shallow: shallow == "true",
            settings,
        }),
        _ if said.contains("dubious ownership") => {
            let root = said.split('\'').nth(1).unwrap_or_default();
            Err(Missing::Owner(root.to_owned()))
        }
        // The rest was answered, so it is a repository without a commit.
        [_, _, _, _, _, ..] => Err(Missing::Commits),
        _ if said.contains("not a git repository")
            || said.contains("must be run in a work tree")
            || said.contains("safe.bareRepository") =>
        {
            Err(Missing::Repository)
        }
        _ => Err(unreadable(&output.stderr)),
    }
}

/// Files that change whenever something else is checked out or the history is another.
pub(crate) fn signs(place: &Place) -> Vec<PathBuf> {
    let head = place.own.join("HEAD");
    let branch = std::fs::read_to_string(&head).ok();
    let branch = branch.as_deref().and_then(|text| text.trim().strip_prefix("ref: ")).map(|name| place.common.join(name));
    let others = ["packed-refs", "shallow"].map(|name| place.common.join(name));
    [head].into_iter().chain(branch).chain(others).collect()
}

/// What the user and the system trust, asked for outside of any repository.
pub(super) fn trusted() -> Vec<String> {
    let mut command = git(Path::new("/"), &[], ["config", "--get-all", "safe.directory"]);
    let Ok(output) = with_own_settings(&mut command).env("GIT_CEILING_DIRECTORIES", "/").output() else { return Vec::new() };
    String::from_utf8_lossy(&output.stdout).lines().map(|line| format!("safe.directory={line}")).collect()
}

/// What git said, in one line.
pub(super) fn unreadable(said: &[u8]) -> Missing {
    let said = String::from_utf8_lossy(said);
    let line = said.lines().find(|line| line.starts_with("fatal:") || line.starts_with("error:")).or_else(|| said.lines().next());
    Missing::Unreadable(line.unwrap_or("git failed").chars().take(300).collect())
}
