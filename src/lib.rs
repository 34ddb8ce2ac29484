//! adrsite
pub mod check;
mod cli;
mod commands;
pub mod config;
pub mod diagnostic;
pub mod discover;
pub mod error;
mod images;
pub mod links;
pub mod model;
pub mod parse;
pub mod render;
pub mod resolve;
pub mod routes;
mod serve;
pub mod slug;
pub mod statistics;
pub mod workspace;
pub mod write;
mod yaml;

pub use cli::Cli;
pub use commands::run;
