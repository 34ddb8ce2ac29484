//! A log that a test writes, and what the command makes of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// The day on which all tests take place.
pub const TODAY: &str = "2026-03-08";

/// A log in a folder of its own.
#[must_use]
pub struct TestLog {
    folder: TempDir,
}

impl TestLog {
    /// An empty log.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("log")).unwrap();
        Self { folder }
    }

    /// Adds a file.
    pub fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    /// Writes a file into a log that exists.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.dir().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// The folder with the records.
    pub fn dir(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// The folder that `build` writes to.
    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Runs the command in the folder above the log.
    pub fn run(&self, arguments: &[&str]) -> Output {
        adrsite().args(arguments).current_dir(self.folder.path()).output().unwrap()
    }

    /// Builds the site, which must work.
    #[track_caller]
    pub fn build(&self) -> Built {
        let output = self.run(&["build", "log", "--output", "site", "--today", TODAY]);
        let printed = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{printed}");
        assert!(output.stdout.is_empty(), "build prints no data");
        Built { files: files(&self.site()), printed }
    }
}

/// The command, without the machine's settings.
pub fn adrsite() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_adrsite"));
    command.env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR");
    command
}

/// A site that was built, as it was then.
pub struct Built {
    files: BTreeMap<String, Vec<u8>>,
    /// What the command printed.
    pub printed: String,
}

impl Built {
    /// The text of a file of the site.
    #[track_caller]
    pub fn page(&self, route: &str) -> String {
        let bytes = self.files.get(route).unwrap_or_else(|| panic!("{route} is not in {:?}", self.files.keys()));
        String::from_utf8(bytes.clone()).unwrap()
    }

    /// `decisions.json`'s entry of the record at `path`.
    #[track_caller]
    pub fn decision(&self, path: &str) -> Value {
        let decisions = self.decisions();
        decisions.iter().find(|decision| decision["path"] == path).unwrap_or_else(|| panic!("{path} is not in {decisions:#?}")).clone()
    }

    /// All entries of `decisions.json`.
    pub fn decisions(&self) -> Vec<Value> {
        let json: Value = serde_json::from_str(&self.page("decisions.json")).unwrap();
        json["decisions"].as_array().unwrap().clone()
    }

    /// `stats.json`.
    pub fn statistics(&self) -> Value {
        serde_json::from_str(&self.page("stats.json")).unwrap()
    }

    /// All files of the site.
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }
}

/// All files below a folder, by their paths with `/`.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(&at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let route = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(route, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A native record.
pub fn record(front_matter: &str, body: &str) -> String {
    format!("---\n{}\n---\n\n{body}\n", front_matter.trim())
}
