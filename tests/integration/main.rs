//! What the `adrsite` command promises, tried from outside as its users do.

#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "a test that cannot go on fails")]

mod author;
mod build;
mod check;
mod content;
mod drawings;
mod edge_logs;
mod evidence;
mod feeds;
mod figures;
mod gate;
// The guide's commands are written for a POSIX shell.
#[cfg(unix)]
mod guide;
mod hostile;
mod languages;
mod log;
mod preview;
mod repository;
mod same_everywhere;
mod search;
mod serve;
mod statistics;
mod themes;
