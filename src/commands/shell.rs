//! `adrsite completions` and `adrsite man`

use std::process::ExitCode;

use clap::CommandFactory;

use super::print;
use crate::cli::{Cli, Completions, Man};
use crate::error::{Error, Result};

pub(super) fn completions(arguments: &Completions) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "adrsite", &mut script);
    print::data(&String::from_utf8_lossy(&script))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man(arguments: &Man) -> Result<ExitCode> {
    let dir = &arguments.dir;
    std::fs::create_dir_all(dir).map_err(Error::io("create", dir))?;
    clap_mangen::generate_to(Cli::command().disable_help_subcommand(true), dir).map_err(Error::io("write", dir))?;
    print::data(&dir.display().to_string())?;
    Ok(ExitCode::SUCCESS)
}
