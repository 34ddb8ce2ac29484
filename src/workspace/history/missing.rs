//! What of the history is missing, and how to get it.

use super::read::Read;
use super::tell::Told;
use crate::config;
use crate::diagnostic::{Code, Diagnostic};
use crate::git::Missing;
use crate::model::DecisionLog;

/// What is missing, each once, and how to get it.
pub(super) fn missing(read: &Read, told: &Told, log: &DecisionLog) -> Vec<Diagnostic> {
    // Without sign-offs there is nothing to have evidence for.
    if log.teams.is_empty() {
        return Vec::new();
    }
    let note = |code, message: String, hint: &str| Diagnostic::new(code, config::FILE_NAME, (1, 1), message).hint(hint);
    let mut found: Vec<Diagnostic> = read
        .missing
        .iter()
        .map(|missing| {
            let (message, hint) = match missing {
                Missing::Git => ("git is not installed".to_owned(), "install git"),
                Missing::Repository => (
                    "the log lies in no git repository".to_owned(),
                    "build it from a clone of its repository, or set `history: false` in adrsite.yaml",
                ),
                Missing::Commits => ("nothing of the log is committed yet".to_owned(), "commit it"),
                Missing::Owner(root) => (
                    format!("git does not trust the repository `{root}`, which another user owns"),
                    "run `git config --global --add safe.directory` with that folder, as the user who builds the site",
                ),
                Missing::Unreadable(said) => {
                    (format!("git cannot read the repository: `{said}`"), "mend the repository, or set `history: false` in adrsite.yaml")
                }
            };
            note(Code::NoHistory, format!("no sign-off can be verified: {message}"), hint)
        })
        .collect();
    if read.repositories.iter().any(|it| it.repository.is_shallow) {
        found.push(note(
            Code::HistoryIncomplete,
            "the clone is shallow: sign-offs and days from before it cannot be verified".to_owned(),
            "fetch everything: `git fetch --unshallow`; in CI `fetch-depth: 0` (GitHub, Forgejo), `GIT_DEPTH: 0` (GitLab), `fetchDepth: 0` (Azure), `clone: { depth: full }` (Bitbucket)",
        ));
    }
    if told.is_partial {
        found.push(note(
            Code::HistoryIncomplete,
            "the clone is partial: some older versions of the records are not in it".to_owned(),
            "fetch everything: `git fetch --refetch --no-filter`, or clone without `--filter`",
        ));
    }
    if read.missing.is_empty() && told.pasts.is_empty() && !log.adrs.is_empty() {
        found.push(note(
            Code::NoHistory,
            "no sign-off can be verified: the records lie in a git repository that does not track them".to_owned(),
            "commit them, or set `history: false` in adrsite.yaml",
        ));
    }
    found
}
