//! What the `adrsite` command promises, tried from outside as its users do.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on fails")]

mod build;
mod check;
mod content;
mod hostile;
mod log;
mod preview;
mod repository;
mod serve;
