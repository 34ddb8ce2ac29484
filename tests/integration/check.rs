//! What `check` prints.

use serde_json::Value;

use crate::log::{TestLog, record};

fn problems(log: &TestLog) -> Vec<(String, String, u64)> {
    let output = log.run(&["check", "log", "--format", "json"]);
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let field = |problem: &Value, key: &str| problem[key].as_str().unwrap().to_owned();
    found.iter().map(|problem| (field(problem, "code"), field(problem, "path"), problem["line"].as_u64().unwrap())).collect()
}

#[track_caller]
fn finds(log: &TestLog, code: &str, path: &str, line: u64) {
    let found = problems(log);
    assert!(found.contains(&(code.to_owned(), path.to_owned(), line)), "{code} at {path}:{line} is not in {found:#?}");
}

const TEAMS: &str = "
teams:
  platform: { side: Northwind, members: [Ana Ruiz] }
  halcyon: { side: Halcyon Software, members: [Bruno Reis] }
";

#[test]
fn a_healthy_log_has_no_problems_and_exits_with_0() {
    let log = TestLog::new().file("0001-x.md", record("status: accepted\ndate: 2026-01-02", "# Use X\n\n## Context\n\nText.\n"));
    let output = log.run(&["check", "log"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty());
}

#[test]
fn problems_are_printed_with_place_code_and_hint_and_exit_with_1() {
    let log = TestLog::new().file("0001-x.md", record("status: accepted", "# X\n\nSee [y](0002-y.md).\n"));
    let output = log.run(&["check", "log"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(
        printed.contains("0001-x.md:7:5: error[broken-link]: the link leads to `0002-y.md`, which is not there\n  hint: "),
        "{printed}"
    );
}

#[test]
fn relations_that_cannot_be_true_are_found() {
    let log = TestLog::new()
        .file("0001-a.md", record("status: accepted\nsupersedes: 2", "# A\n"))
        .file("0002-b.md", record("status: superseded\nsupersedes: 3", "# B\n"))
        .file("0003-c.md", record("status: superseded\nsupersedes: 1", "# C\n"))
        .file("0004-d.md", record("status: accepted\nsupersedes: [4, 99, 5]", "# D\n"))
        .file("0005-e.md", record("status: accepted\nsupersedes: 4", "# E\n"))
        .file("0006-f.md", record("status: accepted\nsuperseded_by: 1", "# F\n"));
    finds(&log, "supersession-cycle", "0001-a.md", 1);
    finds(&log, "contradictory-relation", "0004-d.md", 3);
    finds(&log, "unknown-reference", "0004-d.md", 3);
    finds(&log, "contradictory-relation", "0004-d.md", 1);
    finds(&log, "status-not-superseded", "0006-f.md", 1);
}

#[test]
fn names_that_the_config_does_not_know_are_found_with_the_nearest_one() {
    let log = TestLog::new().file("adrsite.yaml", TEAMS).file(
        "0001-x.md",
        record(
            "status: proposed\nproposed_by: platfrom\nreviewed_by:\n  - { team: halcyon, by: Ana Ruiz, date: 2026-13-01 }\n  - Bruno Reis",
            "# X\n",
        ),
    );
    finds(&log, "unknown-team", "0001-x.md", 3);
    finds(&log, "team-contradiction", "0001-x.md", 5);
    finds(&log, "invalid-date", "0001-x.md", 5);
    let text = String::from_utf8(log.run(&["check", "log"]).stdout).unwrap();
    assert!(text.contains("hint: did you mean `platform`?"), "{text}");
}

#[test]
fn links_anchors_and_images_are_followed() {
    let log = TestLog::new()
        .file(
            "0001-x.md",
            record(
                "status: accepted",
                "# X\n\n[b](0002-y.md#nothing)\n![gone](img/gone.png)\n[js](javascript:alert(1))\n![far](https://far.example/a.png)\n",
            ),
        )
        .file("0002-y.md", record("status: accepted", "# Y\n\n## Something\n"));
    finds(&log, "broken-anchor", "0001-x.md", 7);
    finds(&log, "missing-image", "0001-x.md", 8);
    finds(&log, "unsafe-link", "0001-x.md", 9);
    finds(&log, "remote-image", "0001-x.md", 10);
}

#[test]
fn the_same_number_twice_in_one_folder_is_found_and_both_are_published() {
    let log = TestLog::new().file("0007-a.md", record("status: accepted", "# A\n")).file("0007-b.md", record("status: accepted", "# B\n"));
    finds(&log, "duplicate-id", "0007-b.md", 1);
    assert_eq!(log.build().decisions().len(), 2);
}

#[test]
fn the_policy_is_checked() {
    let policy = format!(
        "{TEAMS}\npolicy:\n  accepted: {{ reviewed_by_other_side: true, approved_by_every_side: true }}\n  proposed: {{ answer_within_days: 10 }}\n"
    );
    let log = TestLog::new()
        .file("adrsite.yaml", policy)
        .file("0001-x.md", record("status: accepted\ndate: 2026-01-05\nproposed_by: platform\napproved_by: platform", "# X\n"))
        .file("0002-y.md", record("status: proposed\nproposed_by: { team: halcyon, date: 2026-01-01 }", "# Y\n"));
    finds(&log, "policy-not-met", "0001-x.md", 1);
    finds(&log, "answer-overdue", "0002-y.md", 1);
    let page = log.build().page("decisions/0001-x.html");
    assert!(page.contains("an approval is missing: by Halcyon Software"), "{page}");
}

#[test]
fn every_problem_of_the_config_is_reported_at_once_and_exits_with_2() {
    let log = TestLog::new().file("adrsite.yaml", "titel: x\nteams:\n  a: { nmae: y }\n").file("0001-x.md", "# X\n");
    let output = log.run(&["check", "log"]);
    assert_eq!(output.status.code(), Some(2));
    let printed = String::from_utf8(output.stderr).unwrap();
    assert!(
        printed.contains("adrsite.yaml:1: unknown key `titel`") && printed.contains("adrsite.yaml:3: unknown key `teams.a.nmae`"),
        "{printed}"
    );
}
