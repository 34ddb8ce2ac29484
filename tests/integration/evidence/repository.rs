//! A repository that a test scripts, commit by commit.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use crate::log::{Built, TestLog};

/// Who is who in all scripts.
pub const TEAMS: &str = "teams:
  platform: { name: Platform, side: Northwind, members: ['Ana Ruiz <ana@northwind.example>'], domains: [northwind.example] }
  halcyon: { name: Halcyon, side: Halcyon Software, members: ['Bruno Reis <bruno@halcyon.example>'], domains: [halcyon.example] }
";

/// The setting for a log that is the root of its repository.
pub const ROOT: &str = "sources: ['.']\n";

pub const ANA: &str = "Ana Ruiz <ana@northwind.example>";
pub const BRUNO: &str = "Bruno Reis <bruno@halcyon.example>";

/// A log in a repository of its own.
#[must_use]
pub struct Script {
    pub log: TestLog,
}

impl Script {
    /// An empty repository whose log has these settings; they are committed.
    pub fn new(config: &str) -> Self {
        let script = Self { log: TestLog::new() };
        script.git(&["init", "-q", "-b", "main"]);
        // The log is the root of the repository, where adrsite would look for folders called like one.
        let sources = if config.contains("sources:") { "" } else { ROOT };
        script.write("adrsite.yaml", format!("{config}{sources}")).commit(ANA, "2025-12-01", "Settings")
    }

    /// Writes a file.
    pub fn write(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.log.write(path, content);
        self
    }

    /// Removes a file.
    pub fn remove(self, path: &str) -> Self {
        std::fs::remove_file(self.dir().join(path)).unwrap();
        self
    }

    /// Gives a file another name.
    pub fn rename(self, from: &str, to: &str) -> Self {
        let target = self.dir().join(to);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        std::fs::rename(self.dir().join(from), target).unwrap();
        self
    }

    /// Commits everything, as `person` and on `day`, with a message.
    #[track_caller]
    pub fn commit(self, person: &str, day: &str, message: &str) -> Self {
        self.commit_by(person, person, day, message)
    }

    /// As `commit`, with another committer than author.
    #[track_caller]
    pub fn commit_by(self, author: &str, committer: &str, day: &str, message: &str) -> Self {
        self.git(&["add", "-A"]);
        self.git_as(author, committer, day, &["commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", message]);
        self
    }

    /// Runs git, which must work.
    #[track_caller]
    pub fn run(self, arguments: &[&str]) -> Self {
        self.git(arguments);
        self
    }

    /// Runs git as a person on a day.
    #[track_caller]
    pub fn run_as(self, person: &str, day: &str, arguments: &[&str]) -> Self {
        self.git_as(person, person, day, arguments);
        self
    }

    pub fn dir(&self) -> PathBuf {
        self.log.dir()
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> Output {
        self.git_as(ANA, ANA, "2025-12-01", arguments)
    }

    #[track_caller]
    fn git_as(&self, author: &str, committer: &str, day: &str, arguments: &[&str]) -> Output {
        let person = |text: &str| {
            let (name, email) = text.split_once(" <").unwrap();
            (name.to_owned(), email.trim_end_matches('>').to_owned())
        };
        let (author, committer) = (person(author), person(committer));
        let date = format!("{day}T12:00:00+00:00");
        let output = git()
            .args(["-c", "core.autocrlf=false"])
            .args(arguments)
            .current_dir(self.dir())
            .envs([("GIT_AUTHOR_NAME", &author.0), ("GIT_AUTHOR_EMAIL", &author.1), ("GIT_AUTHOR_DATE", &date)])
            .envs([("GIT_COMMITTER_NAME", &committer.0), ("GIT_COMMITTER_EMAIL", &committer.1), ("GIT_COMMITTER_DATE", &date)])
            .output()
            .unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output
    }

    /// Builds the site.
    #[track_caller]
    pub fn build(&self) -> Told {
        Told { built: self.log.build() }
    }
}

/// git without the machine's settings.
pub fn git() -> Command {
    let mut command = Command::new("git");
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    command
}

/// What a site says of the history.
pub struct Told {
    pub built: Built,
}

impl Told {
    /// Each sign-off of a record in a line: `approved halcyon own 2026-01-03 stale`.
    #[track_caller]
    pub fn evidence(&self, path: &str) -> Vec<String> {
        let decision = self.built.decision(path);
        let line = |it: &Value| {
            let mut words: Vec<String> = ["role", "team", "grade"].iter().map(|key| text(&it[*key])).collect();
            words.extend(["reason", "by_team", "day"].iter().map(|key| text(&it[*key])).filter(|text| !text.is_empty()));
            words.extend(["stale"].iter().filter(|key| it[**key] == true).map(|key| (*key).to_owned()));
            words.extend(it["backdated_days"].as_i64().map(|days| format!("backdated {days}")));
            words.join(" ")
        };
        decision["evidence"].as_array().unwrap_or_else(|| panic!("no evidence in {decision:#}")).iter().map(line).collect()
    }

    /// Each event of a record in a line: `2026-01-02 platform created`.
    #[track_caller]
    pub fn timeline(&self, path: &str) -> Vec<String> {
        let decision = self.built.decision(path);
        let line = |it: &Value| {
            let who = it["teams"].as_array().unwrap().iter().map(text).collect::<Vec<_>>().join("+");
            let day = text(&it["day"]);
            let mut words = vec![if day.is_empty() { "-".to_owned() } else { day }, if who.is_empty() { "?".to_owned() } else { who }];
            words.push(text(&it["event"]));
            words.extend(["role", "team", "from", "to"].iter().map(|key| text(&it[*key])).filter(|text| !text.is_empty()));
            words.join(" ")
        };
        decision["timeline"].as_array().unwrap_or_else(|| panic!("no timeline in {decision:#}")).iter().map(line).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
