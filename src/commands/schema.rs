//! `adrsite schema`

use std::process::ExitCode;

use super::print;
use crate::cli::{Schema, SchemaOf};
use crate::config::RawConfig;
use crate::error::{Error, Result};
use crate::parse::FrontMatterSchema;

pub(super) fn run(arguments: &Schema) -> Result<ExitCode> {
    let schema = match arguments.of {
        SchemaOf::FrontMatter => schemars::schema_for!(FrontMatterSchema),
        SchemaOf::Config => schemars::schema_for!(RawConfig),
    };
    print::data(&serde_json::to_string_pretty(&schema).map_err(|error| Error::Usage(error.to_string()))?)?;
    Ok(ExitCode::SUCCESS)
}
