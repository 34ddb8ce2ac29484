//! What is checked out: who works here, which files other branches have, what a branch changed.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use super::command::{git, with_own_settings};
use super::place::trusted;
use crate::error::{Error, Result};
use crate::history::Identity;

/// A folder in the work tree of a repository, with a commit or without one yet.
#[derive(Debug, Clone)]
pub(crate) struct Checkout<'a> {
    dir: &'a Path,
    /// The folder relative to the top of the work tree, with `/` and a final one; empty for the top itself.
    pub(crate) prefix: String,
    /// Further settings that git needs to read it.
    settings: Vec<String>,
}

impl<'a> Checkout<'a> {
    /// The work tree that `dir` lies in; `None` where it lies in none, or git is not there.
    pub(crate) fn of(dir: &'a Path) -> Option<Self> {
        let ask = |settings: Vec<String>| {
            let said = text_of(&mut git(dir, &settings, ["rev-parse", "--is-inside-work-tree", "--show-prefix"]))?;
            let mut lines = said.lines();
            (lines.next() == Some("true")).then(|| Self { dir, prefix: lines.next().unwrap_or_default().to_owned(), settings })
        };
        // A repository of another user, which this one may trust.
        ask(Vec::new()).or_else(|| ask(trusted()))
    }

    /// What a git command prints here.
    fn run(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Option<String> {
        text_of(&mut git(self.dir, &self.settings, arguments))
    }

    /// Who commits here, as git's settings say, those of the user first of all.
    pub(crate) fn user(&self) -> Option<Identity> {
        let get = |key| {
            let said = text_of(with_own_settings(&mut git(self.dir, &self.settings, ["config", "--get", key])));
            said.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        Some(Identity { name: get("user.name")?, email: get("user.email").unwrap_or_default() })
    }

    /// The paths below the folder in every local branch and every remote one, each with a branch that has it.
    pub(crate) fn paths_of_branches(&self) -> Vec<(String, String)> {
        let Some(refs) = self.run(["for-each-ref", "--format=%(refname:short)%09%(objectname)", "refs/heads", "refs/remotes"]) else {
            return Vec::new();
        };
        let mut seen = BTreeSet::new();
        let mut paths = Vec::new();
        for (branch, commit) in refs.lines().filter_map(|line| line.split_once('\t')) {
            if !seen.insert(commit.to_owned()) {
                continue;
            }
            // From within the folder git lists what is below it, relative to it.
            let listed = self.run(["ls-tree", "-r", "-z", "--name-only", commit]).unwrap_or_default();
            paths.extend(listed.split('\0').filter(|path| !path.is_empty()).map(|path| (path.to_owned(), branch.to_owned())));
        }
        paths
    }

    /// The commit that a name stands for.
    fn commit(&self, name: &str) -> Result<String> {
        let found = self.run(["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")]);
        found.map(|commit| commit.trim().to_owned()).ok_or_else(|| {
            Error::Usage(format!(
                "git knows no commit `{name}`\n  hint: fetch it first; in CI, check out with the full history (`fetch-depth: 0`)"
            ))
        })
    }

    /// What differs from where this branch left `name`, committed or not: the paths below the folder, relative to it.
    pub(crate) fn changed_since(&self, name: &str) -> Result<BTreeSet<String>> {
        let commit = self.commit(name)?;
        let base = self.run(["merge-base", &commit, "HEAD"]).map(|base| base.trim().to_owned()).ok_or_else(|| {
            Error::Usage(format!(
                "`{name}` and this branch have no commit in common\n  hint: in CI, check out with the full history (`fetch-depth: 0`)"
            ))
        })?;
        let plumbing: [&[&str]; 4] = [
            &["diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative", &base, "HEAD"],
            &["diff-index", "-z", "--name-only", "--no-renames", "--relative", "--ignore-submodules=all", "--cached", "HEAD"],
            &["diff-files", "-z", "--name-only", "--relative", "--ignore-submodules=all"],
            &["ls-files", "-z", "--others", "--exclude-standard"],
        ];
        let mut changed = BTreeSet::new();
        let without_filters = self.without_filters();
        for arguments in plumbing {
            let listed = text_of(git(self.dir, &self.settings, arguments).envs(without_filters.iter().cloned()));
            let listed = listed.ok_or_else(|| Error::Usage(format!("git could not say what has changed since `{name}`")))?;
            changed.extend(listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned));
        }
        Ok(changed)
    }

    /// An environment in which git runs none of the filters that the repository configures. Where its own notes do not show
    /// whether a file has changed, git compares contents, and would do so through them.
    fn without_filters(&self) -> Vec<(String, String)> {
        let keys = self.run(["config", "--null", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$"]);
        let keys: BTreeSet<String> =
            keys.iter().flat_map(|keys| keys.split('\0')).filter(|key| !key.is_empty()).map(str::to_owned).collect();
        let count = ("GIT_CONFIG_COUNT".to_owned(), keys.len().to_string());
        let settings = keys.into_iter().enumerate();
        let settings =
            settings.flat_map(|(at, key)| [(format!("GIT_CONFIG_KEY_{at}"), key), (format!("GIT_CONFIG_VALUE_{at}"), String::new())]);
        std::iter::once(count).chain(settings).collect()
    }

    /// The text of a file of the folder as it is in the commit `name`; `None` where that has no such file.
    pub(crate) fn text_in(&self, name: &str, path: &str) -> Result<Option<String>> {
        let commit = self.commit(name)?;
        let listed = self.run(["ls-tree", "-z", "--name-only", &commit, "--", path]).unwrap_or_default();
        if listed.is_empty() {
            return Ok(None);
        }
        let text = self.run(["cat-file", "blob", &format!("{commit}:./{path}")]);
        text.map(Some).ok_or_else(|| Error::Usage(format!("git cannot show `{path}` of `{name}`")))
    }

    /// Who committed below the folder, as `.mailmap` has them, with how often.
    pub(crate) fn authors(&self) -> Vec<(usize, Identity)> {
        let Some(log) = self.run(["log", "--no-show-signature", "--max-count=2000", "--format=%aN%x09%aE", "--", "."]) else {
            return Vec::new();
        };
        let mut counts: Vec<(usize, Identity)> = Vec::new();
        for (name, email) in log.lines().filter_map(|line| line.split_once('\t')) {
            match counts.iter_mut().find(|(_, known)| known.email.eq_ignore_ascii_case(email)) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, Identity { name: name.to_owned(), email: email.to_owned() })),
            }
        }
        counts
    }

    /// The address of the remote that this repository is pushed to.
    pub(crate) fn remote(&self) -> Option<String> {
        self.run(["config", "--get", "remote.origin.url"]).map(|url| url.trim().to_owned())
    }

    /// The branch that is checked out.
    pub(crate) fn branch(&self) -> Option<String> {
        self.run(["symbolic-ref", "--quiet", "--short", "HEAD"]).map(|branch| branch.trim().to_owned())
    }
}

/// What a git command prints; `None` where it fails, or prints what is no UTF-8.
fn text_of(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten()
}
