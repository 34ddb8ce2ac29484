//! Clones and folders of every kind: the site builds, and says once what is missing.

use std::path::Path;

use super::repository::{ANA, BRUNO, ROOT, Script, TEAMS, Told, git};
use crate::log::{TODAY, TestLog, adrsite, record};

const PATH: &str = "0001-x.md";

fn script() -> Script {
    Script::new(TEAMS)
        .write(PATH, record("status: proposed\nproposed_by: platform", "# X\n\nText.\n"))
        .commit(ANA, "2026-01-05", "Propose")
        .write(PATH, record("status: accepted\nproposed_by: platform\napproved_by: halcyon", "# X\n\nText.\n"))
        .commit(BRUNO, "2026-01-09", "Approve")
}

/// Builds the log in `dir`: what is printed, and the grades of the record.
#[track_caller]
fn build(dir: &Path, path: &str) -> (String, Vec<String>) {
    let site = tempfile::tempdir().unwrap();
    let output = adrsite().arg("build").arg(dir).arg("--output").arg(site.path().join("site")).args(["--today", TODAY]).output().unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{printed}");
    let json = std::fs::read(site.path().join("site/decisions.json")).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let decision = json["decisions"].as_array().unwrap().iter().find(|decision| decision["path"] == path).expect("the record").clone();
    let grade = |it: &serde_json::Value| format!("{} {}", it["grade"].as_str().unwrap(), it["reason"].as_str().unwrap_or("-"));
    (printed, decision["evidence"].as_array().unwrap().iter().map(grade).collect())
}

#[track_caller]
fn run(dir: &Path, arguments: &[&str]) {
    let output = git().args(["-c", "protocol.file.allow=always"]).args(arguments).current_dir(dir).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn clone(script: &Script, arguments: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file://{}", script.dir().display());
    let all = [&["clone", "-q"], arguments, &[url.as_str(), "log"]].concat();
    run(&script.dir(), &["config", "uploadpack.allowFilter", "true"]);
    run(folder.path(), &all);
    folder
}

#[test]
fn a_shallow_clone_verifies_what_it_has_and_says_how_to_get_the_rest() {
    let script =
        script().write("0002-y.md", record("status: proposed\nproposed_by: platform", "# Y\n")).commit(ANA, "2026-01-10", "Another");
    let folder = clone(&script, &["--depth", "2"]);
    let dir = folder.path().join("log");
    let (printed, grades) = build(&dir, PATH);
    assert_eq!(grades, ["unverifiable shallow", "unverifiable shallow"]);
    assert_eq!(build(&dir, "0002-y.md").1, ["own -"]);
    assert_eq!(printed.matches("warning[history-incomplete]").count(), 1, "{printed}");
    for fix in ["fetch-depth: 0", "GIT_DEPTH: 0", "fetchDepth: 0", "depth: full"] {
        assert!(printed.contains(fix), "{printed}");
    }
    run(&dir, &["fetch", "-q", "--unshallow"]);
    assert_eq!(build(&dir, PATH).1, ["own -", "own -"], "nothing of the shallow clone is remembered");
}

#[test]
fn a_partial_clone_fetches_nothing() {
    let folder = clone(&script(), &["--filter=blob:none"]);
    let dir = folder.path().join("log");
    let objects = || std::fs::read_dir(dir.join(".git/objects/pack")).unwrap().count();
    let before = objects();
    let (printed, grades) = build(&dir, PATH);
    assert_eq!(grades, ["unverifiable partial", "unverifiable partial"]);
    assert!(printed.contains("--no-filter"), "{printed}");
    assert_eq!(objects(), before);
}

#[test]
fn grafts_and_replacements_do_not_change_what_was_committed() {
    let script = script();
    let id = |name: &str| {
        let output = git().args(["rev-parse", name]).current_dir(script.dir()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let (head, parent) = (id("HEAD"), id("HEAD~1"));
    std::fs::create_dir_all(script.dir().join(".git/info")).unwrap();
    std::fs::write(script.dir().join(".git/info/grafts"), format!("{head}\n")).unwrap();
    run(&script.dir(), &["replace", "--graft", &parent]);
    assert_eq!(build(&script.dir(), PATH).1, ["own -", "own -"]);
}

#[test]
fn worktrees_and_submodules_have_their_history() {
    let script = script();
    let folder = tempfile::tempdir().unwrap();
    let tree = folder.path().join("tree");
    run(&script.dir(), &["worktree", "add", "-q", "--detach", tree.to_str().unwrap()]);
    assert_eq!(build(&tree, PATH).1, ["own -", "own -"]);
    let outer = tempfile::tempdir().unwrap();
    run(outer.path(), &["init", "-q"]);
    run(outer.path(), &["submodule", "--quiet", "add", script.dir().to_str().unwrap(), "docs/adr"]);
    assert_eq!(build(&outer.path().join("docs/adr"), PATH).1, ["own -", "own -"]);
    assert_eq!(build(outer.path(), "docs/adr/0001-x.md").1, ["unverifiable unknown_author"; 2], "the outer config knows no teams");
}

#[test]
fn sources_of_several_repositories_have_each_their_own() {
    let (one, two) = (script(), script());
    let log = TestLog::new().file("adrsite.yaml", format!("{TEAMS}sources: [one, two]\n"));
    for (name, script) in [("one", &one), ("two", &two)] {
        run(&log.dir(), &["clone", "-q", script.dir().to_str().unwrap(), name]);
    }
    let (printed, grades) = build(&log.dir(), "one/0001-x.md");
    assert_eq!(grades, ["own -", "own -"]);
    assert_eq!(build(&log.dir(), "two/0001-x.md").1, ["own -", "own -"]);
    assert!(!printed.contains("history"), "{printed}");
}

#[test]
fn without_history_the_site_builds_and_says_why_once() {
    let text = record("status: accepted\nproposed_by: platform\napproved_by: halcyon", "# X\n");
    let log = TestLog::new().file("adrsite.yaml", format!("{TEAMS}{ROOT}")).file(PATH, &text).file("0002-y.md", &text);
    let (printed, grades) = build(&log.dir(), PATH);
    assert_eq!(grades, [""; 0]);
    assert_eq!(printed.matches("info[no-history]").count(), 1, "{printed}");
    assert!(printed.contains("lies in no git repository"), "{printed}");

    run(&log.dir(), &["init", "-q"]);
    assert!(build(&log.dir(), PATH).0.contains("nothing of the log is committed"));
    log.write("adrsite.yaml", format!("{TEAMS}{ROOT}history: false\n"));
    assert!(!build(&log.dir(), PATH).0.contains("no-history"), "turned off");

    let script = script().write("ignored/adrsite.yaml", TEAMS).write("ignored/0001-x.md", &text);
    let (printed, _) = build(&script.dir().join("ignored"), PATH);
    assert!(printed.contains("does not track them"), "{printed}");
}

#[test]
fn git_that_is_not_installed_is_said() {
    let script = script();
    let site = script.log.site();
    let output = adrsite().arg("build").arg(script.dir()).arg("--output").arg(&site).env("PATH", "").output().unwrap();
    let printed = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && printed.contains("git is not installed"), "{printed}");
}

#[test]
fn a_second_build_reuses_what_the_first_learned_and_believes_nothing_of_a_history_that_was_rewritten() {
    let script = script();
    let first = script.build();
    let kept = script.log.site().join(".adrsite/history");
    let bytes = std::fs::read(&kept).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("@northwind"), "no address lies beside the site");
    assert_eq!(script.build().built.files().get("decisions.json"), first.built.files().get("decisions.json"));

    std::fs::write(&kept, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(script.build().evidence(PATH), first.evidence(PATH), "a broken file is as good as none");

    // With the teams in another order every sign-off of the past is another one.
    let (platform, halcyon) = TEAMS.trim_start_matches("teams:\n").split_once('\n').unwrap();
    let script = script.write("adrsite.yaml", format!("teams:\n{halcyon}{platform}\n{ROOT}"));
    assert_eq!(script.build().evidence(PATH), first.evidence(PATH), "another config reads everything anew");

    let script = script.run_as(ANA, "2026-01-20", &["commit", "-q", "--amend", "--reset-author", "-m", "Approve for them"]);
    assert_eq!(script.build().evidence(PATH), ["proposed platform own 2026-01-05", "approved halcyon other platform 2026-01-20"]);
    std::fs::remove_file(&kept).unwrap();
    assert_eq!(script.build().evidence(PATH).len(), 2);
}

#[test]
fn what_is_kept_names_nobody_and_a_second_build_says_the_same() {
    let named = "approved_by: [{ team: halcyon, by: [Bruno Reis, bruno@halcyon.example], note: Kim agrees }]";
    let script = script()
        .write(PATH, record(&format!("status: accepted by Bruno Reis\nproposed_by: platform\n{named}"), "# X\n\nText.\n"))
        .commit(BRUNO, "2026-01-10", "Approve by name")
        .write(PATH, record(&format!("status: Accepted ✅\nproposed_by: platform\n{named}"), "# X\n\nMore text.\n"))
        .commit(ANA, "2026-01-11", "Edit");
    let first = script.build();
    let kept = std::fs::read(script.log.site().join(".adrsite/history")).unwrap();
    let kept = String::from_utf8_lossy(&kept);
    assert!(kept.contains("Accepted ✅"), "{kept}");
    for secret in ["Bruno", "bruno", "Kim", "Ana", "halcyon.example"] {
        assert!(!kept.contains(secret), "{secret} is in {kept}");
    }
    let second = script.build();
    assert_eq!(second.built.files().get("decisions.json"), first.built.files().get("decisions.json"));
    let page = |told: &Told| told.built.page("decisions/0001-x.html");
    assert!(page(&first).contains("<ins>More text.</ins>"), "{}", page(&first));
    assert_eq!(page(&second), page(&first), "what changed after the approval as well");
    assert_eq!(second.evidence(PATH), ["proposed platform own 2026-01-05", "approved halcyon own 2026-01-10 stale"]);
}
