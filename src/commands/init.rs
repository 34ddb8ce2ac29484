//! `adrsite init`

mod ci;
mod teams;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use super::{print, today_of};
use crate::author::record_folder;
use crate::cli::Init;
use crate::config::{Config, FILE_NAME};
use crate::discover;
use crate::edit::scalar;
use crate::error::{Error, Result};
use crate::git::Checkout;
use crate::model::Source;
use crate::parse;
use crate::save;
use crate::workspace::{self, Snapshot};

/// Where a log begins that has no place yet.
const NEW_LOG: &str = "docs/adr";

/// The first record of a new log.
const FIRST_RECORD: &str = include_str!("init/first_record.md");

pub(super) fn run(arguments: &Init) -> Result<ExitCode> {
    let dir = arguments.dir.as_path();
    if !dir.is_dir() {
        std::fs::create_dir_all(dir).map_err(Error::io("create", dir))?;
    }
    let today = today_of(arguments.today)?;
    let checkout = Checkout::of(dir);
    let found = find(dir)?;
    let snapshot = found.as_ref().map(|sources| {
        let config = Config { sources: sources.clone(), ..Config::load(dir).unwrap_or_default() };
        workspace::load_with(dir, config, None, today)
    });
    let snapshot = snapshot.transpose()?.filter(|snapshot| !snapshot.log.adrs.is_empty());
    let sources = match (&snapshot, found) {
        (Some(snapshot), _) => snapshot.log.sources.clone(),
        // Folders that are there without a record in them are where the first one goes.
        (None, Some(sources)) if sources.len() == 1 && (!sources[0].path.is_empty() || is_called_like_a_log(dir)) => sources,
        _ => vec![Source { path: NEW_LOG.to_owned(), name: String::new() }],
    };
    match &snapshot {
        Some(snapshot) => print::found_log(snapshot),
        None => first_record(dir, &sources[0].path, today)?,
    }
    write(dir, FILE_NAME, &settings(dir, &sources, snapshot.as_ref(), checkout.as_ref()))?;
    if let Some(system) = arguments.ci {
        let top = checkout.as_ref().map_or(0, |checkout| checkout.prefix.matches('/').count());
        let root = (0..top).fold(dir.to_owned(), |path, _| path.join(".."));
        let prefix = checkout.as_ref().map_or("", |checkout| checkout.prefix.trim_end_matches('/'));
        let branch = checkout.as_ref().and_then(Checkout::branch).unwrap_or_else(|| "main".to_owned());
        write(&root, ci::path(system), &ci::text(system, prefix, &branch))?;
        print::warning(ci::warning(system));
    }
    print::next_steps(dir, snapshot.as_ref(), arguments.ci.is_some());
    Ok(ExitCode::SUCCESS)
}

/// The sources that the config names, or that are found without one; `None` where there is nothing yet.
fn find(dir: &Path) -> Result<Option<Vec<Source>>> {
    let config = Config::load(dir)?;
    let named: Vec<Source> = config.sources.clone();
    if !named.is_empty() && named.iter().any(|source| !dir.join(&source.path).is_dir()) {
        return Ok(Some(named).filter(|named| named.iter().all(|source| dir.join(&source.path).is_dir())));
    }
    match discover::discover(dir, &config, None) {
        Ok(discovery) => Ok(Some(discovery.sources)),
        // A repository without a log is what this command is for; or the log has a name of its own.
        Err(Error::Usage(_)) => numbered_files(dir),
        Err(error) => Err(error),
    }
}

/// The folder with the most files that are numbered like records, where there are at least two of them.
fn numbered_files(dir: &Path) -> Result<Option<Vec<Source>>> {
    let whole = Config { sources: vec![Source { path: String::new(), name: String::new() }], ..Config::default() };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for file in discover::discover(dir, &whole, None)?.files {
        if parse::name_facts(&file.path).id.is_some() && parse::is_record_name(record_name(&file.path)) {
            *counts.entry(record_folder(&file.path).to_owned()).or_default() += 1;
        }
    }
    let most = counts.into_iter().filter(|(_, count)| *count > 1).max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    Ok(most.map(|(path, _)| vec![Source { path, name: String::new() }]))
}

/// Without the README or index that a folder's record is called.
fn record_name(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    if record_folder(path) == folder { path } else { folder }
}

fn is_called_like_a_log(dir: &Path) -> bool {
    let name = dir.canonicalize().ok().and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
    name.is_some_and(|name| discover::is_log_folder(&name))
}

fn first_record(dir: &Path, folder: &str, today: jiff::civil::Date) -> Result<()> {
    let text = FIRST_RECORD.replace("\r\n", "\n").replace("{date}", &today.to_string());
    let path = if folder.is_empty() { String::new() } else { format!("{folder}/") } + "0001-keep-one-shared-decision-log.md";
    write(dir, &path, &text)
}

/// Writes a file that is not there yet; one that is stays as it is.
fn write(dir: &Path, path: &str, text: &str) -> Result<()> {
    let file = dir.join(path);
    if file.exists() {
        print::note(&format!("`{path}` is there already and stays as it is"));
        return Ok(());
    }
    save::create(&file, text.as_bytes())?;
    print::data(&file.display().to_string())?;
    Ok(())
}

/// The text of `adrsite.yaml`.
fn settings(dir: &Path, sources: &[Source], snapshot: Option<&Snapshot>, checkout: Option<&Checkout<'_>>) -> String {
    let remote = checkout.and_then(Checkout::remote);
    let forge = remote.as_deref().and_then(forge);
    let name = forge.as_ref().and_then(|(_, path)| path.rsplit('/').next().map(str::to_owned));
    let folder = || dir.canonicalize().ok().and_then(|path| path.file_name().map(|name| name.to_string_lossy().into_owned()));
    let name = name.or_else(folder).unwrap_or_else(|| "our system".to_owned());
    let mut text = String::from(
        "# Settings of this decision log. Every key is optional; unknown keys are errors, so a typo shows.\n\
         # Whoever may change this file decides what counts: protect it with the forge's code owners.\n\n",
    );
    text += &format!("title: {}\n", scalar(&format!("Decisions of {name}")));
    let paths: Vec<String> = sources.iter().map(|source| scalar(if source.path.is_empty() { "." } else { &source.path })).collect();
    let paths: Vec<String> = paths.into_iter().map(|path| if path == "\".\"" { ".".to_owned() } else { path }).collect();
    text += &format!("sources: [{}]\n", paths.join(", "));
    if let (Some((host, path)), Some(checkout)) = (&forge, checkout) {
        text += &links(host, path, checkout);
    }
    text += &teams::section(snapshot, checkout, dir);
    text + "\n# What `adrsite check` holds decisions to; agree on it together, then take the marks away.\n\
            # policy:\n\
            #   accepted: { reviewed_by_other_side: true, approved_by_every_side: true }\n\
            #   proposed: { answer_within_days: 10 }\n"
}

/// The host and path of a repository's address: `git@github.com:o/r.git`, `https://gitlab.com/g/s/r.git`.
fn forge(remote: &str) -> Option<(String, String)> {
    let rest = remote.split_once("://").map_or(remote, |(_, rest)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    let (host, path) = rest.split_once([':', '/'])?;
    // A port, as in `ssh://git@host:22/o/r.git`.
    let path =
        path.trim_start_matches(|ch: char| ch.is_ascii_digit()).trim_start_matches('/').trim_end_matches('/').trim_end_matches(".git");
    let plain = |text: &str| text.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '-' | '.' | '_' | '/' | '~'));
    (host.contains('.') && !path.is_empty() && plain(host) && plain(path)).then(|| (host.to_owned(), path.to_owned()))
}

fn links(host: &str, path: &str, checkout: &Checkout<'_>) -> String {
    let branch = checkout.branch().unwrap_or_else(|| "main".to_owned());
    let (edit, history, file) = match host {
        _ if host.contains("github") => ("edit", "commits", "blob"),
        _ if host.contains("gitlab") => ("-/edit", "-/commits", "-/blob"),
        _ => return String::new(),
    };
    let link = |kind: &str| format!("https://{host}/{path}/{kind}/{branch}/{}{{path}}", checkout.prefix);
    format!("edit_url: \"{}\"\nhistory_url: \"{}\"\nfile_url: \"{}\"\n", link(edit), link(history), link(file))
}

#[cfg(test)]
mod tests {
    use super::forge;

    #[test]
    fn the_forge_is_read_off_the_remote() {
        let found = |remote| forge(remote).map(|(host, path)| format!("{host} {path}"));
        assert_eq!(found("git@github.com:o/r.git").as_deref(), Some("github.com o/r"));
        assert_eq!(found("https://user:token@gitlab.com/g/s/r.git").as_deref(), Some("gitlab.com g/s/r"));
        assert_eq!(found("ssh://git@git.example.org:2222/o/r").as_deref(), Some("git.example.org o/r"));
        assert_eq!(found("/srv/git/r.git"), None);
        assert_eq!(found("https://x.example/\"; rm -rf /"), None);
    }
}
