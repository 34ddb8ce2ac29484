//! What the `adrsite` command promises, tried from outside as its users do.

#![allow(clippy::unwrap_used, missing_docs, unreachable_pub, reason = "a test that cannot go on fails")]

mod build;
mod check;
mod content;
mod figures;
mod hostile;
mod log;
mod preview;
mod repository;
mod same_everywhere;
mod search;
mod serve;
