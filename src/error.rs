//! What can keep adrsite from running at all: disk, config, theme, usage. Content never does.

use std::path::PathBuf;

/// An error of the environment; the exit status is 2.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk said no.
    #[error("cannot {action} `{}`: {source}", path.display())]
    Io {
        /// What was tried: "read", "write", …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The config cannot be used; every problem of it is in the list.
    #[error("{}", .0.join("\n"))]
    Config(Vec<String>),
    /// A template or another file of the theme cannot be used.
    #[error("theme: {0}")]
    Theme(String),
    /// The command was asked for something impossible.
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// For `map_err` on an operation of the file system.
    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

/// The result of everything that touches the environment.
pub type Result<T, E = Error> = std::result::Result<T, E>;
