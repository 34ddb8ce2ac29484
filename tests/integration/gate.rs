//! `check` as the gate of a pull request, and what else reads its findings.

use std::path::Path;

use serde_json::Value;

use crate::author::git;
use crate::log::{TestLog, record};

/// A repository whose main branch has a record with a problem, and a branch that adds another.
fn repository() -> TestLog {
    let log = TestLog::new()
        .file("adrsite.yaml", "sources: [docs/adr]\npolicy: { accepted: { review_on_required: true } }\n")
        .file("docs/adr/0001-old.md", record("status: accepted\nreview_on: 2027-01-01", "# Old\n\n[gone](gone.md)\n"));
    let dir = log.dir();
    git(&dir, &["init", "--quiet"]);
    git(&dir, &["add", "."]);
    git(&dir, &["commit", "--quiet", "-m", "old"]);
    git(&dir, &["checkout", "--quiet", "-b", "change"]);
    log
}

fn commit(dir: &Path) {
    git(dir, &["add", "."]);
    git(dir, &["commit", "--quiet", "-m", "change"]);
}

fn codes(log: &TestLog, arguments: &[&str]) -> Vec<String> {
    let output = log.run(&[&["check", "log", "--format", "json"], arguments].concat());
    let found: Vec<Value> =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    found.iter().map(|problem| format!("{} {}", problem["path"].as_str().unwrap(), problem["code"].as_str().unwrap())).collect()
}

#[test]
fn a_pull_request_answers_for_what_it_touches() {
    let log = repository();
    assert_eq!(codes(&log, &["--changed-since", "main"]), [""; 0]);
    log.write("docs/adr/0002-new.md", record("status: accepted\nreview_on: 2027-01-01", "# New\n\n[also gone](also-gone.md)\n"));
    assert_eq!(codes(&log, &["--changed-since", "main"]), ["docs/adr/0002-new.md broken-link"], "not yet committed");
    commit(&log.dir());
    assert_eq!(codes(&log, &["--changed-since", "main"]), ["docs/adr/0002-new.md broken-link"]);
    assert_eq!(codes(&log, &[]).len(), 2);
}

#[test]
fn what_a_pull_request_breaks_elsewhere_is_its_own_too() {
    let log = repository();
    log.write("docs/adr/0002-b.md", record("status: accepted\nreview_on: 2027-01-01", "# B\n\n[old](0003-c.md)\n"));
    log.write("docs/adr/0003-c.md", record("status: accepted\nreview_on: 2027-01-01", "# C\n"));
    commit(&log.dir());
    git(&log.dir(), &["checkout", "--quiet", "-b", "removal"]);
    std::fs::remove_file(log.dir().join("docs/adr/0003-c.md")).unwrap();
    commit(&log.dir());
    assert_eq!(codes(&log, &["--changed-since", "change"]), ["docs/adr/0002-b.md broken-link"]);
    log.write("docs/adr/0000-a.md", record("id: 2\nstatus: accepted\nreview_on: 2027-01-01", "# A\n"));
    assert!(codes(&log, &["--changed-since", "change"]).contains(&"docs/adr/0002-b.md duplicate-id".to_owned()));
}

#[test]
fn a_pull_request_cannot_weaken_its_own_gate() {
    let log = repository();
    log.write("docs/adr/0002-new.md", record("status: accepted", "# New\n"));
    log.write("adrsite.yaml", "sources: [elsewhere]\n");
    log.write("elsewhere/0001-fine.md", "# Fine\n");
    log.write(".adr-dir", "elsewhere\n");
    commit(&log.dir());
    assert_eq!(codes(&log, &["--changed-since", "main"]), [""; 0], "its own config would let it pass");
    let found = codes(&log, &["--changed-since", "main", "--config-from", "main"]);
    assert_eq!(found, ["docs/adr/0002-new.md policy-not-met"]);
}

#[test]
fn settings_of_other_tools_come_from_the_base_too() {
    let log = TestLog::new().file(".adr-dir", "notes\n").file("notes/0001-x.md", record("status: quokka", "# Use X\n"));
    git(&log.dir(), &["init", "--quiet"]);
    commit(&log.dir());
    log.write(".adr-dir", "empty\n");
    log.write("empty/0001-fine.md", record("status: accepted", "# Fine\n"));
    assert_eq!(codes(&log, &["--config-from", "HEAD"]), ["notes/0001-x.md unknown-status"]);
}

#[test]
fn a_commit_that_is_not_there_is_an_error_with_the_fix() {
    let log = repository();
    for option in ["--changed-since", "--config-from"] {
        for name in ["nowhere", "--output=x", "main..change", "$(id)"] {
            let output = log.run(&["check", "log", &format!("{option}={name}")]);
            assert_eq!(output.status.code(), Some(2), "{option} {name}");
            assert!(String::from_utf8_lossy(&output.stderr).contains("fetch-depth"), "{option} {name}");
        }
    }
}

#[test]
fn paths_of_findings_start_at_the_root_of_the_repository() {
    let log = TestLog::new().file("sub/0001-x.md", record("status: quokka", "# Use X\n"));
    git(&log.dir(), &["init", "--quiet"]);
    let print = |format: &str| String::from_utf8(log.run(&["check", "log/sub", "--format", format]).stdout).unwrap();
    assert!(print("github").starts_with("::warning file=sub/0001-x.md,line=2,col=9,title=unknown-status::"), "{}", print("github"));
    let sarif: Value = serde_json::from_str(&print("sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "sub/0001-x.md");
    assert!(print("junit").contains("file=\"sub/0001-x.md\""));
}

#[test]
fn no_line_of_a_record_is_a_command_of_a_ci_system() {
    let hostile = "::error::owned%0A::set-output name=x::y ##vso[task.complete] \u{1b}]0;x\u{7}";
    let log = TestLog::new().file(
        "0001-x.md",
        record(
            &format!("status: \"{}\"\nreveiwed_by: a", hostile.replace('\u{1b}', "\\e").replace('\u{7}', "\\a")),
            &format!("# Use X\n\n[x](<{}>)\n", hostile.replace(['\u{1b}', '\u{7}'], "")),
        ),
    );
    for format in ["text", "github", "sarif", "junit", "json"] {
        let printed = String::from_utf8(log.run(&["check", "log", "--format", format]).stdout).unwrap();
        assert!(printed.contains("owned"), "{format}: the finding is there: {printed}");
        assert!(!printed.contains(['\u{1b}', '\u{7}', '\r']), "{format}");
        for line in printed.lines() {
            let line = line.trim_start();
            let own =
                format == "github" && ["::error file=0001-x.md,", "::warning file=0001-x.md,"].iter().any(|start| line.starts_with(start));
            assert!(own || !line.starts_with("::") && !line.starts_with("##"), "{format}: {line}");
        }
    }
}

#[test]
fn every_code_is_explained_on_the_command_line_and_in_the_site() {
    let log = TestLog::new().file("0001-x.md", record("status: quokka", "# Use X\n"));
    let print = |arguments: &[&str]| String::from_utf8(log.run(arguments).stdout).unwrap();
    let listed = print(&["explain"]);
    let page = log.build().page("problems/index.html");
    assert!(page.contains("href=\"../problems/index.html#explain:unknown-status\""), "{page}");
    for line in listed.lines() {
        let code = line.split_whitespace().next().unwrap();
        assert!(print(&["explain", code]).starts_with(&format!("{code} (")), "{code}");
        assert!(page.contains(&format!("id=\"explain:{code}\"")), "{code}");
    }
    assert_eq!(print(&["explain", "error[broken-link]:"]), print(&["explain", "broken-link"]));
    let output = log.run(&["explain", "borken-link"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `broken-link`?"));
}

#[test]
fn schemas_shells_and_manuals_come_from_the_command_itself() {
    let log = TestLog::new();
    let print = |arguments: &[&str]| String::from_utf8(log.run(arguments).stdout).unwrap();
    for (of, key) in [("front-matter", "reviewed_by"), ("config", "teams")] {
        let schema: Value = serde_json::from_str(&print(&["schema", of])).unwrap();
        assert!(schema["properties"][key].is_object(), "{schema:#}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(print(&["completions", shell]).contains("config-from"), "{shell}");
    }
    print(&["man", "man"]);
    let page = std::fs::read_to_string(log.dir().parent().unwrap().join("man/adrsite-sign.1")).unwrap();
    assert!(page.starts_with(".ie") && page.contains("approver"), "{page}");
    assert!(print(&["--version"]).starts_with(concat!("adrsite ", env!("CARGO_PKG_VERSION"))));
}
