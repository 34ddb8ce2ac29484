//! Writing records: `init`, `new`, `sign`.

use std::path::Path;
use std::process::{Command, Output};

use crate::log::{TODAY, TestLog, adrsite, record};

const TEAMS: &str = "
sources: [docs/adr]
teams:
  platform: { side: Northwind, members: [Ana Ruiz] }
  halcyon: { side: Halcyon Software, members: [Bruno Reis] }
policy: { accepted: { reviewed_by_other_side: true, approved_by_every_side: true } }
";

/// Runs the command in a folder, on the day of the tests, without anybody's git settings.
fn run(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = adrsite();
    command.args(arguments).current_dir(dir).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    command.env("SOURCE_DATE_EPOCH", "1772928000").output().unwrap()
}

#[track_caller]
fn runs(dir: &Path, arguments: &[&str]) -> String {
    let output = run(dir, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().replace('\\', "/")
}

#[track_caller]
fn refuses(dir: &Path, arguments: &[&str], because: &str) {
    let output = run(dir, arguments);
    let printed = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{printed}");
    assert!(printed.contains(because), "{because:?} is not in {printed}");
}

#[track_caller]
pub fn git(dir: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=Ana Ruiz", "-c", "user.email=ana@northwind.example", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(dir)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn from_an_empty_folder_to_a_site() {
    let log = TestLog::new();
    let dir = log.dir();
    assert_eq!(runs(&dir, &["init"]), "./docs/adr/0001-keep-one-shared-decision-log.md\n./adrsite.yaml");
    let path = runs(&dir, &["new", "Keep the ledger in PostgreSQL", "--team", "halcyon", "--by", "Bruno Reis", "--tag", "storage"]);
    assert_eq!(path, "./docs/adr/0002-keep-the-ledger-in-postgresql.md");
    runs(&dir, &["sign", "2", "--as", "reviewer,approver", "--team", "platform", "--by", "Ana Ruiz", "--status", "accepted"]);
    // A folder without a repository has nothing that its sign-offs could be verified with; nothing else is found.
    let found = runs(&dir, &["check"]);
    assert!(found.lines().all(|line| line.contains("info[no-history]") || line.starts_with("  hint:")), "{found}");
    runs(&dir, &["build"]);
    let decisions = std::fs::read_to_string(dir.join("site/decisions.json")).unwrap();
    let decisions: serde_json::Value = serde_json::from_str(&decisions).unwrap();
    let second = &decisions["decisions"][1];
    assert_eq!((&second["status"], &second["date"]), (&"accepted".into(), &TODAY.into()));
    assert_eq!(second["proposed_by"][0], "halcyon");
    assert_eq!((&second["reviewed_by"][0], &second["approved_by"][0]), (&"platform".into(), &"platform".into()));
}

#[test]
fn init_overwrites_nothing_and_says_what_is_there() {
    let log = TestLog::new().file("adrsite.yaml", "title: Ours\n").file("0001-x.md", record("status: accepted", "# X\n"));
    let before = crate::log::files(&log.dir());
    let output = run(&log.dir(), &["init"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("`adrsite.yaml` is there already"));
    assert_eq!(crate::log::files(&log.dir()), before);
}

#[test]
fn init_finds_a_log_wherever_it_is_and_its_teams() {
    for (files, sources) in [
        (vec!["docs/decisions/0001-a.md"], "sources: [docs/decisions]"),
        (vec!["content/ADR-1-a.md", "content/ADR-2-b.md", "content/readme.md"], "sources: [content]"),
        (vec!["0001-a.md", "0002-b.md"], "sources: [.]"),
        (vec!["proposals/0001-a/README.md", "proposals/0002-b/README.md"], "sources: [proposals]"),
    ] {
        let log =
            TestLog::new().file("CODEOWNERS", "* @northwind/platform @halcyon/orders ana@x.example\n").file("README.md", "# A project\n");
        for path in &files {
            log.write(path, "# A\n\n## Status\n\nAccepted\n");
        }
        git(&log.dir(), &["init", "--quiet"]);
        assert_eq!(runs(&log.dir(), &["init"]), "./adrsite.yaml", "{files:?}");
        let settings = std::fs::read_to_string(log.dir().join("adrsite.yaml")).unwrap();
        assert!(settings.contains(sources), "{files:?}: {settings}");
        assert!(settings.contains("platform: { name: platform, aliases: [\"@northwind/platform\"] }"), "{settings}");
        assert_eq!(run(&log.dir(), &["check"]).status.code(), Some(0));
    }
}

#[test]
fn init_writes_what_checks_pull_requests() {
    for (system, path) in [
        ("github", ".github/workflows/decisions.yml"),
        ("gitlab", ".gitlab-ci.yml"),
        ("azure", "azure-pipelines.yml"),
        ("bitbucket", "bitbucket-pipelines.yml"),
    ] {
        let log = TestLog::new();
        git(&log.dir(), &["init", "--quiet"]);
        let output = run(&log.dir(), &["init", "--ci", system]);
        assert!(String::from_utf8_lossy(&output.stderr).contains("warning: "), "who can read the site is said");
        let text = std::fs::read_to_string(log.dir().join(path)).unwrap();
        assert!(text.contains("--config-from"), "{text}");
    }
}

#[test]
fn a_new_record_continues_the_log_in_its_own_form() {
    let own = "# NUMBER. TITLE\n\nDate: DATE\n\n## Status\n\nSTATUS\n\n## Context\n\nOurs.\n";
    let madr = "---\n# a comment\nstatus: \"{proposed | rejected | accepted}\"\ndate: {YYYY-MM-DD when it was last updated}\n---\n\n# {short title}\n\n## Context and Problem Statement\n";
    for (files, path, lines) in [
        (
            vec![("0009-a.md", "# 9. A\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n")],
            "0010-use-x-y.md",
            vec!["# 10. Use X & Y", "Date: 2026-03-08", "Proposed"],
        ),
        (
            vec![("adr_003_a.md", "# ADR-003: A\n\n* Status: accepted\n* Deciders: Ana\n")],
            "adr_004_use_x_y.md",
            vec!["# ADR-004: Use X & Y", "* Status: proposed"],
        ),
        (
            vec![("0001-a.md", "---\nstatus: accepted\ndecision-makers: Ana\n---\n\n# A\n")],
            "0002-use-x-y.md",
            vec!["decision-makers:", "# Use X & Y"],
        ),
        (vec![("20200102-a.md", "# A\n\n- Status: accepted\n")], "20260308-use-x-y.md", vec!["# Use X & Y", "* Status: proposed"]),
        (vec![("0001-a/README.md", "# A\n\n## Status\n\nAccepted\n")], "0002-use-x-y/README.md", vec!["Use X & Y"]),
        (
            vec![("0001-a.md", "# 1. A\n\n## Status\n\nAccepted\n"), ("templates/template.md", own)],
            "0002-use-x-y.md",
            vec!["# 2. Use X & Y", "Ours.", "Date: 2026-03-08"],
        ),
        (
            vec![("0001-a.md", "# A\n\n## Status\n\nAccepted\n"), ("adr-template.md", madr)],
            "0002-use-x-y.md",
            vec!["# Use X & Y", "date: 2026-03-08", "status: \"proposed\"", "# a comment"],
        ),
        (vec![("0001-a.md", "# A\r\n\r\n## Status\r\n\r\nAccepted\r\n")], "0002-use-x-y.md", vec!["# 2. Use X & Y\r"]),
    ] {
        let mut log = TestLog::new();
        for (name, text) in &files {
            log = log.file(name, text);
        }
        assert_eq!(runs(&log.dir(), &["new", "Use X & Y"]), format!("./{path}"));
        let text = std::fs::read_to_string(log.dir().join(path)).unwrap();
        for line in lines {
            assert!(text.split('\n').any(|other| other.contains(line)), "{path}: {line:?} is not in {text}");
        }
        let built = log.build();
        let decision = built.decision(path);
        assert_eq!(
            (&decision["title"], &decision["status"], &decision["problems"]),
            (&"Use X & Y".into(), &"proposed".into(), &0.into()),
            "{path}: {text}"
        );
    }
}

#[test]
fn each_template_gives_a_record_without_problems() {
    for template in ["native", "madr", "nygard", "y-statement"] {
        let log = TestLog::new().file("0001-a.md", record("status: accepted", "# A\n"));
        runs(
            &log.dir(),
            &["new", "Use: [X]", "--template", template, "--team", "halcyon", "--tag", "storage", "--status", "draft", "--supersedes", "1"],
        );
        let built = log.build();
        let new = built.decision("0002-use-x.md");
        assert_eq!(
            (&new["status"], &new["tags"][0], &new["supersedes"][0]),
            (&"draft".into(), &"storage".into(), &"0001-a.md".into()),
            "{template}"
        );
        assert_eq!((&new["proposed_by"][0], &new["problems"]), (&"halcyon".into(), &0.into()), "{template}");
        assert_eq!(built.decision("0001-a.md")["status"], "superseded", "{template}");
    }
}

#[test]
fn a_number_that_another_branch_has_is_not_given_again() {
    let log = TestLog::new().file("docs/adr/0001-a.md", record("status: accepted", "# A\n")).file("adrsite.yaml", "sources: [docs/adr]\n");
    let dir = log.dir();
    git(&dir, &["init", "--quiet"]);
    git(&dir, &["add", "."]);
    git(&dir, &["commit", "--quiet", "-m", "one"]);
    git(&dir, &["checkout", "--quiet", "-b", "theirs"]);
    assert_eq!(runs(&dir, &["new", "Theirs"]), "./docs/adr/0002-theirs.md");
    git(&dir, &["add", "."]);
    git(&dir, &["commit", "--quiet", "-m", "two"]);
    git(&dir, &["checkout", "--quiet", "main"]);
    let output = run(&dir, &["new", "Ours"]);
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim().replace('\\', "/"), "./docs/adr/0003-ours.md");
    assert!(String::from_utf8_lossy(&output.stderr).contains("number 2 is taken on branch `theirs`: docs/adr/0002-theirs.md"));
}

#[test]
fn a_number_given_twice_is_found_with_the_way_out() {
    let log = TestLog::new()
        .file("0007-a.md", record("status: accepted", "# A\n"))
        .file("0007-b.md", record("status: accepted", "# B\n"))
        .file("0009-c.md", record("status: accepted", "# C\n"));
    let printed = String::from_utf8(run(&log.dir(), &["check"]).stdout).unwrap();
    assert!(printed.contains("the next free number: rename it, here to `0010-b.md`"), "{printed}");
}

#[test]
fn a_sign_off_changes_its_lines_only() {
    let before = "---\r\nstatus: proposed # not yet\r\nproposed_by: halcyon\r\n---\r\n\r\n# X\r\n\r\nText  \r\n";
    let log = TestLog::new().file("adrsite.yaml", TEAMS).file("docs/adr/0001-x.md", before);
    runs(&log.dir(), &["sign", "ADR-0001", "--as", "reviewer", "--by", "Ana Ruiz", "--outcome", "objects", "--note", "too: early"]);
    let after = std::fs::read_to_string(log.dir().join("docs/adr/0001-x.md")).unwrap();
    let added = "reviewed_by:\r\n  - { team: platform, by: Ana Ruiz, date: 2026-03-08, outcome: objects, note: \"too: early\" }\r\n";
    assert_eq!(after, before.replace("proposed_by: halcyon\r\n", &format!("proposed_by: halcyon\r\n{added}")));
}

#[test]
fn what_the_policy_or_the_config_forbids_is_refused_unless_told_otherwise() {
    let text = record("status: proposed\nproposed_by: halcyon", "# X\n");
    let log = TestLog::new().file("adrsite.yaml", TEAMS).file("docs/adr/0001-x.md", &text);
    let dir = log.dir();
    refuses(
        &dir,
        &["sign", "1", "--as", "approver", "--team", "halcyon", "--status", "accepted"],
        "a review by another side is missing: by Northwind",
    );
    refuses(&dir, &["sign", "1", "--as", "reviewer", "--team", "platfrom"], "did you mean `platform`?");
    refuses(&dir, &["sign", "1", "--as", "reviewer", "--team", "platform", "--by", "Bruno Reis"], "`Bruno Reis` is in `halcyon`");
    refuses(&dir, &["sign", "9", "--as", "reviewer", "--team", "platform"], "`9` is no decision of this log");
    refuses(&dir, &["sign", "1", "--status", "proposed"], "its status is `proposed` already");
    refuses(&dir, &["sign", "1"], "nothing to write");
    assert_eq!(std::fs::read_to_string(dir.join("docs/adr/0001-x.md")).unwrap(), text, "nothing was written");
    runs(&dir, &["sign", "1", "--as", "reviewer", "--team", "platform"]);
    runs(&dir, &["sign", "1", "--as", "approver", "--team", "platform"]);
    runs(&dir, &["sign", "1", "--as", "approver", "--team", "halcyon", "--status", "accepted"]);
    let other = TestLog::new().file("adrsite.yaml", TEAMS).file("docs/adr/0001-x.md", &text);
    runs(&other.dir(), &["sign", "1", "--status", "accepted", "--anyway"]);
}

#[test]
fn git_says_who_signs_where_the_config_knows_them() {
    let log = TestLog::new().file("adrsite.yaml", TEAMS).file("docs/adr/0001-x.md", record("status: proposed", "# X\n"));
    let dir = log.dir();
    git(&dir, &["init", "--quiet"]);
    git(&dir, &["config", "user.name", "Ana Ruiz"]);
    runs(&dir, &["sign", "1", "--as", "reviewer"]);
    let text = std::fs::read_to_string(dir.join("docs/adr/0001-x.md")).unwrap();
    assert!(text.contains("{ team: platform, by: Ana Ruiz, date: 2026-03-08 }"), "{text}");
    // Ana notes what Halcyon said: it is Halcyon's sign-off, and not hers.
    runs(&dir, &["sign", "1", "--as", "approver", "--team", "halcyon"]);
    let text = std::fs::read_to_string(dir.join("docs/adr/0001-x.md")).unwrap();
    assert!(text.contains("approved_by:\n  - { team: halcyon, date: 2026-03-08 }"), "{text}");
}

// Windows has no such names.
#[cfg(unix)]
#[test]
fn what_a_record_says_does_not_reach_the_terminal_raw() {
    let log = TestLog::new().file("0001-::error::x\u{1b}[31m.md", record("status: proposed", "# X\n"));
    let output = run(&log.dir(), &["sign", "1", "--as", "reviewer", "--team", "::warning::a\u{1b}"]);
    let printed = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!printed.contains('\u{1b}') && !printed.contains("::"), "{printed}");
}
