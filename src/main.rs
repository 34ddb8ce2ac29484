//! The `adrsite` command.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    adrsite::run(adrsite::Cli::parse())
}
