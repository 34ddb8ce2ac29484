//! Every command of the README and the guide, run in the order of its page in a repository with a log.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::author::git;
use crate::log::{TestLog, record};

/// A clone on a branch, with two teams and three decisions.
fn repository() -> TestLog {
    let decision = |title: &str, status: &str| {
        record(
            &format!("status: {status}\ndate: 2026-01-05\nproposed_by: {{ team: halcyon, date: 2026-01-02 }}"),
            &format!("# {title}\n\n## Context\n\nText.\n"),
        )
    };
    let log = TestLog::new()
        .file("docs/adr/0001-one-log.md", decision("One log", "accepted"))
        .file("docs/adr/0007-poll-the-outbox.md", decision("Poll the outbox", "accepted"))
        .file("docs/adr/0012-cache-offers.md", decision("Cache offers", "proposed"));
    let dir = log.dir();
    git(&dir, &["init", "--quiet"]);
    git(&dir, &["add", "."]);
    git(&dir, &["commit", "--quiet", "-m", "start"]);
    git(&dir, &["update-ref", "refs/remotes/origin/main", "HEAD"]);
    log
}

/// The lines of all blocks that are marked as commands.
fn commands(markdown: &str) -> Vec<String> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in markdown.lines() {
        match line.trim_end() {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside && !line.trim().is_empty() => commands.push(line.to_owned()),
            _ => {}
        }
    }
    commands
}

/// Runs a line in the shell, with this build as `adrsite`.
fn shell(dir: &Path, line: &str) -> Command {
    let mut command = Command::new("sh");
    let own = Path::new(env!("CARGO_BIN_EXE_adrsite")).parent().unwrap();
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(own.to_owned()).chain(std::env::split_paths(&others))).unwrap();
    command.args(["-e", "-c", line]).current_dir(dir).env("PATH", path);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").env_remove("SOURCE_DATE_EPOCH");
    command
}

/// A preview has no end: it is right when it says where it is.
#[track_caller]
fn serves(dir: &Path, line: &str) {
    use std::io::{BufRead, BufReader};
    let mut child = shell(dir, &format!("exec {line} --port 0")).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let said = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok).any(|line| line.contains("serving at http://"));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(said, "{line}");
}

#[track_caller]
fn every_command_runs(page: &str) -> usize {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let markdown = std::fs::read_to_string(root.join(page)).unwrap();
    let log = repository();
    let dir = log.dir();
    let mut count = 0;
    for line in commands(&markdown) {
        count += 1;
        // Cargo runs this very test, and installing would build everything again.
        if matches!(line.as_str(), "cargo test" | "cargo install --path .") {
            continue;
        }
        let line = match line.strip_prefix("cargo run --release -- ") {
            Some(arguments) => format!(
                "cd '{}' && adrsite {}",
                root.display(),
                arguments.replace("--output site", &format!("--output '{}'", log.site().display()))
            ),
            None => line,
        };
        if line.starts_with("adrsite serve") {
            serves(&dir, &line);
            continue;
        }
        let output = shell(&dir, &line).output().unwrap();
        assert!(
            output.status.success(),
            "{page}: {line}\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
    count
}

#[test]
fn the_commands_of_the_readme_run() {
    assert!(every_command_runs("README.md") >= 8);
}

#[test]
fn the_commands_of_the_guide_run() {
    let pages = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")).unwrap();
    let mut names: Vec<String> =
        pages.map(|page| page.unwrap().file_name().into_string().unwrap()).filter(|name| name.ends_with(".md")).collect();
    names.sort();
    assert_eq!(names.len(), 7, "{names:?}");
    let count: usize = names.iter().map(|name| every_command_runs(&format!("docs/{name}"))).sum();
    assert!(count >= 20, "{count}");
}

#[test]
fn the_configs_of_the_guide_are_configs() {
    for page in ["README.md", "docs/policy.md", "docs/adopt.md", "docs/records.md"] {
        let markdown = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        for block in
            markdown.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).filter(|block| !block.starts_with("---"))
        {
            let log = TestLog::new().file("adrsite.yaml", block);
            for folder in ["docs/adr", "packages/web/docs/adr"] {
                log.write(&format!("{folder}/0001-x.md"), record("status: accepted", "# X\n"));
            }
            let output = log.run(&["check", "log"]);
            assert_ne!(output.status.code(), Some(2), "{page}: {block}\n{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}
