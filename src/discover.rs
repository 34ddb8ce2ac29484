//! Which files belong to the log.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::{Error, Result};
use crate::model::Source;

/// A markdown file of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Relative to the folder that adrsite was given, with `/`.
    pub path: String,
    /// Where it is on this machine.
    pub absolute: PathBuf,
    /// Position of its source in [`Discovery::sources`].
    pub source: usize,
}

/// The sources of a log and their markdown files, in the order of sources and paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Discovery {
    /// The folders of records.
    pub sources: Vec<Source>,
    /// Their markdown files.
    pub files: Vec<FoundFile>,
    /// Links that were not followed.
    pub diagnostics: Vec<Diagnostic>,
}

/// The folder in an output in which adrsite keeps what it has to remember; whatever holds one is no source.
pub const STATE_DIR: &str = ".adrsite";

/// Folder names that hold decision logs, in lower case with `-` between words.
const LOG_FOLDERS: &[&str] = &[
    "adr", "adrs", "adl", "decisions", "decision", "decision-records", "decision-record", "decision-log", "decision-logs",
    "architecture-decisions", "architecture-decision", "architecture-decision-records", "architecture-decision-record",
    "architecture-decision-log", "architectural-decisions", "architectural-decision-records", "architecture-adrs", "rfcs", "keps", "oteps",
    "eips", "enhancements", "madr", "design-decisions", "technical-decisions", "entscheidungen", "architekturentscheidungen", "décisions",
    "decisiones", "decisoes", "decisões", "decisioni", "besluiten", "decyzje", "beslutninger", "решения", "рішення", "决策", "架构决策",
];

/// Folder names that hold a log where their files are numbered like records.
const NUMBERED_FOLDERS: &[&str] = &["rfc", "proposals", "text"];

/// Folders of other people's work, with logs of their own.
const FOREIGN_FOLDERS: &[&str] = &["vendor", "third_party", "third-party", "bower_components", "site-packages", "venv"];

/// Whether a folder is called like a decision log.
pub(crate) fn is_log_folder(name: &str) -> bool {
    is_called(name, LOG_FOLDERS)
}

fn is_called(name: &str, names: &[&str]) -> bool {
    names.contains(&name.to_lowercase().replace(['_', ' '], "-").as_str())
}

/// Folders that never hold a log.
pub(crate) fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "node_modules" | "target")
}

/// Finds the sources of the log in `dir` and their files. `output` is never read, wherever it is.
///
/// # Errors
/// `dir` is no folder, a source does not exist, or `dir` is the root of a repository in which no log can be found.
pub fn discover(dir: &Path, config: &Config, output: Option<&Path>) -> Result<Discovery> {
    let metadata = std::fs::metadata(dir).map_err(Error::io("read", dir))?;
    if !metadata.is_dir() {
        return Err(Error::Usage(format!(
            "`{}` is a file, expected a folder with decision records\n  hint: give the folder that it lies in",
            dir.display()
        )));
    }
    let root = dir.canonicalize().map_err(Error::io("read", dir))?;
    let sources = if config.sources.is_empty() { sources_of(dir, &root)? } else { config.sources.clone() };
    let output = output.and_then(|output| output.canonicalize().ok());
    let mut discovery = Discovery { sources, ..Discovery::default() };
    let mut seen = std::collections::HashSet::new();
    for (index, source) in discovery.sources.iter().enumerate() {
        let folder = if source.path.is_empty() { dir.to_owned() } else { dir.join(&source.path) };
        let real = folder.canonicalize().map_err(|_| {
            Error::Usage(format!("source `{}` is not there\n  hint: correct `sources` in {}", source.path, config::FILE_NAME))
        })?;
        if !real.starts_with(&root) {
            return Err(Error::Usage(format!(
                "source `{}` lies outside `{}`\n  hint: check other repositories out below it",
                source.path,
                dir.display()
            )));
        }
        walk(dir, &folder, index, output.as_deref(), &mut discovery.files, &mut discovery.diagnostics);
    }
    discovery.files.retain(|file| seen.insert(file.path.clone()));
    Ok(discovery)
}

fn walk(dir: &Path, folder: &Path, source: usize, output: Option<&Path>, files: &mut Vec<FoundFile>, diagnostics: &mut Vec<Diagnostic>) {
    let walker = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| {
        let is_folder = entry.depth() > 0 && entry.file_type().is_dir();
        let skipped = entry.depth() > 0 && entry.file_name().to_str().is_some_and(is_skipped);
        let ours = is_folder && entry.path().join(STATE_DIR).is_dir();
        let theme = is_folder && entry.depth() == 1 && entry.file_name() == "theme" && entry.path().join("templates").is_dir();
        let is_output = is_folder && output.is_some_and(|output| entry.path().canonicalize().is_ok_and(|path| path == output));
        !skipped && !ours && !theme && !is_output
    });
    for entry in walker {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(String::new, |path| relative(dir, path));
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                diagnostics.push(
                    Diagnostic::new(Code::FileUnreadable, &path, (1, 1), format!("the folder cannot be read: {reason}"))
                        .hint("check its permissions"),
                );
                continue;
            }
        };
        let path = relative(dir, entry.path());
        if entry.path_is_symlink() {
            note_link(dir, entry.path(), &path, diagnostics);
            continue;
        }
        if entry.file_type().is_file() && is_markdown(entry.path()) {
            files.push(FoundFile { path, absolute: entry.path().to_owned(), source });
        }
    }
}

/// Says of a symbolic link why it is not followed; one to a file of the log needs no word, as that file is read anyway.
fn note_link(dir: &Path, link: &Path, path: &str, diagnostics: &mut Vec<Diagnostic>) {
    let Ok(root) = dir.canonicalize() else { return };
    let reason = match link.canonicalize() {
        Ok(target)
            if link.starts_with(&target)
                || target.is_dir()
                    && link.parent().and_then(|parent| parent.canonicalize().ok()).is_some_and(|parent| parent.starts_with(&target)) =>
        {
            "the symbolic link leads around in a circle"
        }
        Ok(target) if target.starts_with(&root) && target.is_file() => return,
        Ok(target) if target.starts_with(&root) => "the symbolic link to a folder is not followed",
        Ok(_) => "the symbolic link leads out of the log",
        Err(_) => "the symbolic link leads nowhere",
    };
    if link.is_dir() || is_markdown(link) || !link.exists() {
        diagnostics.push(
            Diagnostic::new(Code::OutsideLog, path, (1, 1), format!("{reason}; it is not followed"))
                .hint("copy what it points at into the log, or name its folder under `sources`"),
        );
    }
}

pub(crate) fn is_markdown(path: &Path) -> bool {
    path.extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| ["md", "markdown", "mdx"].iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// A path below `dir` with `/`; what is no UTF-8 in it is replaced.
pub(crate) fn relative(dir: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(dir).unwrap_or(path);
    inner.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The sources where the config names none: `dir` itself, or what a repository's settings and folder names tell.
fn sources_of(dir: &Path, root: &Path) -> Result<Vec<Source>> {
    let whole = vec![Source { path: String::new(), name: String::new() }];
    if !root.join(".git").exists() {
        return Ok(whole);
    }
    let text = |name: &str| std::fs::read_to_string(root.join(name)).ok();
    let settings = sources_of_settings(text(".adr-dir").as_deref(), text(".log4brains.yml").as_deref());
    let settings: Vec<Source> = settings.into_iter().filter(|source| root.join(&source.path).is_dir()).collect();
    if !settings.is_empty() {
        return Ok(settings);
    }
    let found = log_folders(root);
    if !found.is_empty() {
        return Ok(found);
    }
    if holds_numbered(root, 1) {
        return Ok(whole);
    }
    Err(Error::Usage(format!(
        "no decision log found in the repository `{}`: no `.adr-dir`, no `.log4brains.yml`, and no folder with markdown files called {} or the like\n  hint: start one with `adrsite init`, give the log's folder (`adrsite build path/to/log`), or name it in {} (`sources: [path/to/log]`)",
        dir.display(),
        LOG_FOLDERS[..6].iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        config::FILE_NAME,
    )))
}

/// The sources that the settings of adr-tools, else those of log4brains, name.
pub(crate) fn sources_of_settings(adr_dir: Option<&str>, log4brains: Option<&str>) -> Vec<Source> {
    // adr-tools has one line.
    let own = adr_dir.and_then(|text| inside(text.lines().next().unwrap_or_default(), None));
    if let Some(own) = own {
        return vec![own];
    }
    // log4brains has the log's folder, and one per package.
    let settings = log4brains.and_then(|text| serde_yaml::from_str::<serde_yaml::Value>(text).ok()).unwrap_or_default();
    let project = &settings["project"];
    let folder = |value: &serde_yaml::Value| value["adrFolder"].as_str().map(str::to_owned);
    let main = folder(project).and_then(|path| inside(&path, project["name"].as_str()));
    let packages = project["packages"].as_sequence().into_iter().flatten();
    let packages = packages.filter_map(|package| inside(&folder(package)?, package["name"].as_str()));
    main.into_iter().chain(packages).collect()
}

/// A source, if its path stays inside the repository.
fn inside(path: &str, name: Option<&str>) -> Option<Source> {
    let path = path.trim().split('/').filter(|part| !matches!(*part, "" | ".")).collect::<Vec<_>>().join("/");
    let inside = !path.is_empty() && !path.split('/').any(|part| part == "..");
    inside.then(|| Source { name: name.unwrap_or(&path).to_owned(), path })
}

/// Every folder below the root that is called like a log and holds markdown; of nested ones the outer one.
fn log_folders(root: &Path) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    let skipped = |name: &str| is_skipped(name) || FOREIGN_FOLDERS.contains(&name);
    let walker = WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || (entry.file_type().is_dir() && !entry.file_name().to_str().is_some_and(skipped)));
    for entry in walker.filter_map(Result::ok).filter(|entry| entry.depth() > 0) {
        let path = relative(root, entry.path());
        let inside_another = found.iter().any(|source| path.starts_with(&format!("{}/", source.path)));
        let name = entry.file_name().to_string_lossy();
        let is_log = || is_log_folder(&name) && holds_markdown(entry.path());
        let is_numbered = || is_called(&name, NUMBERED_FOLDERS) && holds_numbered(entry.path(), 3);
        if !inside_another && (is_log() || is_numbered()) {
            found.push(Source { name: path.clone(), path });
        }
    }
    if let [only] = found.as_mut_slice() {
        only.name.clear();
    }
    found
}

fn holds_markdown(folder: &Path) -> bool {
    WalkDir::new(folder)
        .max_depth(3)
        .into_iter()
        .filter_map(Result::ok)
        .any(|entry| entry.file_type().is_file() && is_markdown(entry.path()))
}

/// Whether two files or folders there, down to `depth`, are named like records: `0001-use-x.md`, `ADR-012.md`, `0042-keep-y/`.
fn holds_numbered(folder: &Path, depth: usize) -> bool {
    let numbered = WalkDir::new(folder).min_depth(1).max_depth(depth).into_iter().filter_map(Result::ok).filter(|entry| {
        let name = entry.file_name().to_string_lossy();
        let number = name.trim_start_matches(|ch: char| ch.is_ascii_alphabetic()).trim_start_matches(['-', '_']);
        let letters = name.len() - number.len();
        let digits = number.len() - number.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
        let is_record = entry.file_type().is_dir() || is_markdown(entry.path());
        is_record && letters <= 7 && (3..=8).contains(&digits) && number[digits..].starts_with(['-', '_', '.', ' '])
    });
    numbered.take(2).count() == 2
}
