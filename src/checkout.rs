//! Asks git what only git knows: who works here, which files other branches have, what a branch changed.
//!
//! A repository is as little trusted as a record: git is run without hooks, pager, prompts, network, and without what a
//! repository's own settings could have it run on files (external diffs, text filters, file-system monitors).

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::error::{Error, Result};

/// A folder in the work tree of a repository.
#[derive(Debug, Clone)]
pub(crate) struct Repository<'a> {
    dir: &'a Path,
    /// The folder relative to the top of the work tree, with `/` and a final one; empty for the top itself.
    pub(crate) prefix: String,
}

/// Who commits on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) name: String,
    pub(crate) email: String,
}

impl<'a> Repository<'a> {
    /// The repository that `dir` lies in; `None` where it lies in none, or git is not there.
    pub(crate) fn of(dir: &'a Path) -> Option<Self> {
        let prefix = run(dir, ["rev-parse", "--is-inside-work-tree", "--show-prefix"])?;
        let mut lines = prefix.lines();
        (lines.next() == Some("true")).then(|| Self { dir, prefix: lines.next().unwrap_or_default().to_owned() })
    }

    /// Who commits here, as git's settings say.
    pub(crate) fn user(&self) -> Option<Identity> {
        let get = |key| run(self.dir, ["config", "--get", key]).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        Some(Identity { name: get("user.name")?, email: get("user.email").unwrap_or_default() })
    }

    /// The paths below the folder in every local branch and every remote one, each with a branch that has it.
    pub(crate) fn paths_of_branches(&self) -> Vec<(String, String)> {
        let Some(refs) = run(self.dir, ["for-each-ref", "--format=%(refname:short)%09%(objectname)", "refs/heads", "refs/remotes"]) else {
            return Vec::new();
        };
        let mut seen = BTreeSet::new();
        let mut paths = Vec::new();
        for (branch, commit) in refs.lines().filter_map(|line| line.split_once('\t')) {
            if !seen.insert(commit.to_owned()) {
                continue;
            }
            // From within the folder git lists what is below it, relative to it.
            let listed = run(self.dir, ["ls-tree", "-r", "-z", "--name-only", commit]).unwrap_or_default();
            paths.extend(listed.split('\0').filter(|path| !path.is_empty()).map(|path| (path.to_owned(), branch.to_owned())));
        }
        paths
    }

    /// The commit that a name stands for.
    fn commit(&self, name: &str) -> Result<String> {
        let found = run(self.dir, ["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")]);
        found.map(|commit| commit.trim().to_owned()).ok_or_else(|| {
            Error::Usage(format!(
                "git knows no commit `{name}`\n  hint: fetch it first; in CI, check out with the full history (`fetch-depth: 0`)"
            ))
        })
    }

    /// What differs from where this branch left `name`, committed or not: the paths below the folder, relative to it.
    pub(crate) fn changed_since(&self, name: &str) -> Result<BTreeSet<String>> {
        let commit = self.commit(name)?;
        let base = run(self.dir, ["merge-base", &commit, "HEAD"]).map(|base| base.trim().to_owned()).ok_or_else(|| {
            Error::Usage(format!(
                "`{name}` and this branch have no commit in common\n  hint: in CI, check out with the full history (`fetch-depth: 0`)"
            ))
        })?;
        let plumbing: [&[&str]; 4] = [
            &["diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative", &base, "HEAD"],
            &["diff-index", "-z", "--name-only", "--no-renames", "--relative", "--ignore-submodules=all", "--cached", "HEAD"],
            // Of the work tree only what git's own notes say has changed: comparing contents would run the repository's filters.
            &["diff-files", "-z", "--name-only", "--relative", "--ignore-submodules=all"],
            &["ls-files", "-z", "--others", "--exclude-standard"],
        ];
        let mut changed = BTreeSet::new();
        for arguments in plumbing {
            let listed =
                run(self.dir, arguments).ok_or_else(|| Error::Usage(format!("git could not say what has changed since `{name}`")))?;
            changed.extend(listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned));
        }
        Ok(changed)
    }

    /// The text of a file of the folder as it is in the commit `name`; `None` where that has no such file.
    pub(crate) fn text_in(&self, name: &str, path: &str) -> Result<Option<String>> {
        let commit = self.commit(name)?;
        let listed = run(self.dir, ["ls-tree", "-z", "--name-only", &commit, "--", path]).unwrap_or_default();
        if listed.is_empty() {
            return Ok(None);
        }
        let text = run(self.dir, ["cat-file", "blob", &format!("{commit}:./{path}")]);
        text.map(Some).ok_or_else(|| Error::Usage(format!("git cannot show `{path}` of `{name}`")))
    }

    /// Who committed below the folder, as `.mailmap` has them, with how often.
    pub(crate) fn authors(&self) -> Vec<(usize, Identity)> {
        let Some(log) = run(self.dir, ["log", "--no-show-signature", "--max-count=2000", "--format=%aN%x09%aE", "--", "."]) else {
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
        run(self.dir, ["config", "--get", "remote.origin.url"]).map(|url| url.trim().to_owned())
    }

    /// The branch that is checked out.
    pub(crate) fn branch(&self) -> Option<String> {
        run(self.dir, ["symbolic-ref", "--quiet", "--short", "HEAD"]).map(|branch| branch.trim().to_owned())
    }
}

/// Settings that would start another program, ask somebody, reach out, or change what git says. Given on the command line
/// they win over the repository's own.
const SETTINGS: &[&str] = &[
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.attributesFile=/dev/null",
    "core.alternateRefsCommand=false",
    "core.sshCommand=false",
    "core.quotePath=false",
    "credential.helper=",
    "diff.external=",
    "log.showSignature=false",
    "protocol.allow=never",
    // A folder of records may hold files that look like a repository of their own; only a `.git` is one.
    "safe.bareRepository=explicit",
];

/// What a git command prints; `None` where it fails, or prints what is no UTF-8.
fn run<S: AsRef<OsStr>>(dir: &Path, arguments: impl IntoIterator<Item = S>) -> Option<String> {
    let mut command = Command::new("git");
    // What a hook has set is about its own repository; whom to trust and who commits are in the user's settings.
    for (key, _) in std::env::vars_os() {
        let name = key.to_string_lossy();
        if name.starts_with("GIT_") && !name.starts_with("GIT_CONFIG_") {
            command.env_remove(&key);
        }
    }
    command.arg("-C").arg(dir).args(["--no-pager", "--literal-pathspecs"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    let output = command
        .args(arguments)
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten()
}
