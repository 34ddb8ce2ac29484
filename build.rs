//! Notes the commit for `--version`, where the sources are a clone.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-env-changed=ADRSITE_COMMIT");
    println!("cargo::rerun-if-changed=build.rs");
    let version = env!("CARGO_PKG_VERSION");
    let commit = std::env::var("ADRSITE_COMMIT").ok().or_else(commit).filter(|commit| !commit.is_empty());
    let version = commit.map_or_else(|| version.to_owned(), |commit| format!("{version} ({commit})"));
    println!("cargo::rustc-env=ADRSITE_VERSION={version}");
}

/// The commit that is checked out; `None` without git, and in a package, which may lie inside another project's repository.
fn commit() -> Option<String> {
    let git = |arguments: &[&str]| {
        let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
        String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
    };
    let folder = std::env::var("CARGO_MANIFEST_DIR").ok()?;
    let same = |a: &str, b: &str| std::fs::canonicalize(a).ok().zip(std::fs::canonicalize(b).ok()).is_some_and(|(a, b)| a == b);
    if !same(&git(&["-C", &folder, "rev-parse", "--show-toplevel"])?, &folder) {
        return None;
    }
    // The commit changes with what HEAD points at.
    let path = |name: &str| git(&["-C", &folder, "rev-parse", "--path-format=absolute", "--git-path", name]);
    for name in ["HEAD", "logs/HEAD"] {
        if let Some(path) = path(name).filter(|path| std::path::Path::new(path).exists()) {
            println!("cargo::rerun-if-changed={path}");
        }
    }
    git(&["-C", &folder, "rev-parse", "--short=10", "HEAD"])
}
