//! `adrsite theme`

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use super::print;
use crate::cli::{Theme as Arguments, ThemeAction};
use crate::config::Config;
use crate::diagnostic::nearest;
use crate::error::{Error, Result};
use crate::save;
use crate::themes::{self, FOLDER, Layer};

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    match &arguments.action {
        ThemeAction::List { dir } => list(dir)?,
        ThemeAction::Eject { files, dir } => eject(dir, files)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the themes, and where each file of the one in use comes from.
fn list(dir: &Path) -> Result<()> {
    let config = Config::load(dir)?;
    let layers = themes::layers(dir, &config.theme)?;
    let mut out = String::new();
    for name in themes::names() {
        let mark = if name == config.theme { '*' } else { ' ' };
        out += &format!("{mark} {name}: {}\n", themes::description(&name).unwrap_or_default());
    }
    out.push('\n');
    let mut origins: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for layer in layers.iter().rev() {
        layer.files.keys().for_each(|file| origins.entry(file).or_default().push(layer.name()));
    }
    let width = origins.keys().map(|file| file.chars().count()).max().unwrap_or(0);
    for (file, layers) in origins {
        out += &format!("{:width$}  {}\n", print::plain(file), layers.join(" over "));
    }
    print::data(out.trim_end())?;
    Ok(())
}

/// Copies files of the theme in use into the project's folder: all of them, or none.
fn eject(dir: &Path, files: &[String]) -> Result<()> {
    let config = Config::load(dir)?;
    let layers = themes::layers(dir, &config.theme)?;
    let themes: Vec<&Layer> = layers.iter().rev().filter(|layer| layer.theme.is_some()).collect();
    let mut copies = Vec::new();
    for file in files {
        let Some(bytes) = themes.iter().find_map(|layer| layer.files.get(file)) else {
            let names = themes.iter().flat_map(|layer| layer.files.keys()).map(String::as_str);
            let hint = nearest(file, names)
                .map_or_else(|| "`adrsite theme list` shows them all".to_owned(), |name| format!("did you mean `{name}`?"));
            return Err(Error::Usage(format!("the theme `{}` has no file `{file}`\n  hint: {hint}", config.theme)));
        };
        let target = dir.join(FOLDER).join(file);
        if target.exists() {
            return Err(Error::Usage(format!("`{}` is there already, and stays as it is; nothing was written", target.display())));
        }
        copies.push((target, bytes));
    }
    for (target, bytes) in copies {
        save::create(&target, bytes)?;
        print::data(&target.display().to_string())?;
    }
    Ok(())
}
