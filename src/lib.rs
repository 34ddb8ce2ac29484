//! adrsite makes a site of a shared decision log, in which two or more teams write down what they decided and who took
//! part, and counts who took part, so that each side can check every number of the other.
//!
//! # How it works
//!
//! A site is a function of its sources, its config and a day. `build` asks for all of its pages, `serve` for the one that a
//! browser wants; there is no second renderer.
//!
//! ```text
//! discover → read → parse → resolve → history → statistics → check → pages → render → write
//! ```
//!
//! | stage | module | from, to |
//! |---|---|---|
//! | discover | [`discover`], [`routes`] | a folder → the files of the log, and where each page goes |
//! | read, parse | [`workspace`], [`parse`] | a file → a [`Draft`](parse::Draft) and its [`Diagnostic`](diagnostic::Diagnostic)s |
//! | resolve | [`resolve`], [`links`] | all drafts → the [`DecisionLog`](model::DecisionLog) |
//! | history | [`git`], [`history`] | the repository → who recorded each sign-off, and the life of each record |
//! | statistics | [`statistics`] | the log → every figure, each with the decisions that it counts |
//! | check | [`check`] | the log → what is wrong in it |
//! | pages, render | [`render`] | a [`Snapshot`](workspace::Snapshot) → [`Page`](render::Page)s, files of the search index among them → bytes |
//! | write | [`mod@write`] | bytes → files, so that no reader meets half a page |
//!
//! # Floors
//!
//! A module uses only those of its own floor and of floors below, and never in a circle.
//!
//! | floor | rooms |
//! |---|---|
//! | 7 | `main`; `commands`: one file each, reading like a table of contents; `fuzzing`: what must hold of any input, in no build of the program |
//! | 6 | `serve`: the live preview, the only user of notify and tiny_http; [`digest`] |
//! | 5 | [`render`]: the only user of tera |
//! | 4 | [`workspace`]: reads the log |
//! | 3 | [`git`]: the only room that runs git; [`report`]: findings for other programs; [`mod@write`], `save`: bytes on disk; `images`: what may be copied; `cli`: the arguments |
//! | 2 | [`resolve`], [`statistics`], [`history`], [`check`], [`links`]; [`edit`]: changes a record's text in place; [`author`]: new records in a log's own style |
//! | 1 | [`discover`], [`routes`], [`parse`], [`scorecard`] |
//! | 0 | the nouns: [`model`], [`config`], [`diagnostic`], [`error`], [`slug`]; `themes`: the files of themes; `yaml`; [`diagrams`]: the only user of merman |
//!
//! # What always holds
//!
//! - A mistake in content is a [`Diagnostic`](diagnostic::Diagnostic) and never an [`Error`](error::Error); errors are for the
//!   disk, the config, the theme, and what a command was asked for. After discovery, floors 1 and 2 do no input or output (but
//!   for `scorecard.csv`) and cannot fail.
//! - The output depends on the input alone: sorted, without a clock (the day is passed in), a locale, or the order of a hash map.
//! - Text of a record is never code: see `render::html` for what is done with markup, and [`links`] for addresses.
//! - No page's context holds the whole log (that of `--single-page` apart), so a build's cost grows with the log and not with
//!   its square.
//! - Work is shared out among all cores where there is one piece for each file, record, commit, period or page; what comes out
//!   is in the order of the input, however many cores there are.
//! - The library never prints. Commands print.

pub mod author;
pub mod check;
mod cli;
mod commands;
pub mod config;
pub mod diagnostic;
mod diagrams;
pub mod digest;
pub mod discover;
pub mod edit;
pub mod error;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
#[allow(clippy::missing_panics_doc, reason = "to panic is what they are for")]
pub mod fuzzing;
pub mod git;
pub mod history;
mod images;
pub mod links;
pub mod model;
pub mod parse;
pub mod render;
pub mod report;
pub mod resolve;
pub mod routes;
mod save;
pub mod scorecard;
mod serve;
pub mod slug;
pub mod statistics;
mod themes;
pub mod workspace;
pub mod write;
mod yaml;

pub use cli::Cli;
pub use commands::run;
