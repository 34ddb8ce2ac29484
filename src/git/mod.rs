//! Reads a repository, its history and what is checked out: the only room that runs git, and nothing of what the repository
//! configures. [`command`] says how each process is kept from running anything.
//!
//! The history takes five kinds of processes, however long it is: where the repository is, who committed when, which files
//! there are now, what changed, and what the files said (the last two on every core). [`checkout`] has the rest,
//! which commands ask about the work tree.
//!
//! Why git itself, and no library: it is there wherever a log lies in a repository, it reads every kind of repository
//! (worktrees, partial clones, new object formats), and its rename detection is the one that people know.

mod cache;
mod checkout;
mod command;
mod contents;
mod log;
mod place;

pub(crate) use cache::Known;
pub(crate) use checkout::Checkout;
pub(crate) use contents::{contents, is_blob};
pub use place::Missing;
pub(crate) use place::{Place, locate, signs};

use serde::{Deserialize, Serialize};

use crate::history::{Commit, CommitIndex, Repository};

/// Reads the history that ends at what is checked out; what `known` knows is not asked for again, and what it does not, it
/// learns.
///
/// # Errors
/// Why there is no history.
pub(crate) fn read(place: &Place, known: &mut Known) -> Result<Repository, Missing> {
    let (log, head) = rayon::join(|| log::commits(place), || log::head(place));
    let (log, head) = (log?, head?);
    // What a shallow clone ends with seems to bring everything, and looks otherwise once the clone is deepened.
    let is_new = |commit: &Commit| commit.is_cut || !known.contains(&commit.id);
    let new: Vec<CommitIndex> = (0..).zip(&log.commits).filter(|(_, commit)| is_new(commit)).map(|(index, _)| index).collect();
    let changes = log::changes(place, &log, &new, log::is_all_text(&head))?;
    for (index, changes) in new.into_iter().zip(changes) {
        known.learn(&log.commits[index as usize], changes);
    }
    known.see_commits(&log.commits);
    Ok(log.into_repository(place, known, &head))
}

/// What git says that one commit did to files, with ids in hexadecimal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct RawChange {
    path: String,
    blob: Option<String>,
    before: Vec<(String, String)>,
}
