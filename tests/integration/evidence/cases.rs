//! One case each of what happens to records in repositories.

use super::repository::{ANA, BRUNO, Script, TEAMS};
use crate::log::record;

const BODY: &str = "# Keep the ledger in PostgreSQL\n\n## Context\n\nOrders are paid once, and a retry has to find what the first try did.\n\n## Decision\n\nWe keep the ledger in PostgreSQL, in one table for each month.\n";
const PATH: &str = "0001-ledger.md";

fn script() -> Script {
    Script::new(TEAMS)
}

/// Proposed by Ana, approved by Bruno, each in a commit of their own.
fn approved() -> Script {
    script()
        .write(PATH, record("status: proposed\nproposed_by: platform", BODY))
        .commit(ANA, "2026-01-05", "Propose")
        .write(PATH, record("status: accepted\nproposed_by: platform\napproved_by: halcyon", BODY))
        .commit(BRUNO, "2026-01-09", "Approve")
}

const APPROVED: [&str; 5] = [
    "2026-01-05 platform created",
    "2026-01-05 platform signed proposed platform",
    "2026-01-09 halcyon status proposed accepted",
    "2026-01-09 halcyon signed approved halcyon",
    "",
];

#[track_caller]
fn check(script: &Script, path: &str, evidence: &[&str], timeline: &[&str]) {
    let told = script.build();
    assert_eq!(told.evidence(path), evidence);
    assert_eq!(told.timeline(path), timeline);
}

const OWN: [&str; 2] = ["proposed platform own 2026-01-05", "approved halcyon own 2026-01-09"];

#[test]
fn each_team_that_commits_its_own_sign_off_is_borne_out() {
    check(&approved(), PATH, &OWN, &APPROVED[..4]);
}

#[test]
fn a_sign_off_that_the_other_team_writes_is_recorded_by_it() {
    let script = script()
        .write(PATH, record("status: accepted\nproposed_by: platform\napproved_by: [platform, halcyon]", BODY))
        .commit(ANA, "2026-01-05", "Both agreed in the call");
    let evidence = ["proposed platform own 2026-01-05", "approved platform own 2026-01-05", "approved halcyon other platform 2026-01-05"];
    let timeline = [
        "2026-01-05 platform created",
        "2026-01-05 platform signed proposed platform",
        "2026-01-05 platform signed approved platform",
        "2026-01-05 platform signed approved halcyon",
    ];
    check(&script, PATH, &evidence, &timeline);
    let printed = script.build().built.printed;
    assert!(printed.contains("warning[evidence-one-sided]") && printed.contains("Halcyon Software"), "{printed}");
}

#[test]
fn a_trailer_is_weaker_than_authorship_and_stronger_than_nothing() {
    let message = "Record the review\n\nCo-authored-by: Bruno Reis <bruno@halcyon.example>\n";
    let script = script()
        .write(PATH, record("status: accepted\nproposed_by: platform\nreviewed_by: halcyon", BODY))
        .commit(ANA, "2026-01-05", message);
    let timeline =
        ["2026-01-05 platform created", "2026-01-05 platform signed proposed platform", "2026-01-05 platform signed reviewed halcyon"];
    check(&script, PATH, &["proposed platform own 2026-01-05", "reviewed halcyon trailer 2026-01-05"], &timeline);
}

#[test]
fn a_rename_is_followed_with_and_without_changes() {
    let script = approved().rename(PATH, "storage/0001-ledger.md").commit(ANA, "2026-02-01", "Move");
    let script = script
        .remove("storage/0001-ledger.md")
        .write("storage/0001-größe-台帳.md", record("status: accepted\nproposed_by: platform\napproved_by: halcyon\ntags: [x]", BODY))
        .commit(ANA, "2026-02-02", "Move and tag");
    let mut timeline = APPROVED[..4].to_vec();
    timeline.extend(["2026-02-01 platform renamed 0001-ledger.md", "2026-02-02 platform renamed storage/0001-ledger.md"]);
    check(&script, "storage/0001-größe-台帳.md", &OWN, &timeline);
}

#[test]
fn a_rename_from_outside_of_the_log_is_followed() {
    let script = Script::new(&format!("{TEAMS}sources: [docs/adr]\n"))
        .write("notes/1.md", record("status: proposed\nproposed_by: halcyon", BODY))
        .commit(BRUNO, "2026-01-05", "Propose")
        .rename("notes/1.md", "docs/adr/0001-ledger.md")
        .commit(ANA, "2026-01-06", "Move into the log");
    assert_eq!(script.build().evidence("docs/adr/0001-ledger.md"), ["proposed halcyon own 2026-01-05"]);
}

#[test]
fn a_copy_is_a_new_record_whose_sign_offs_are_recorded_by_whoever_copied_it() {
    let text = record("status: accepted\nproposed_by: platform\napproved_by: halcyon", BODY);
    let script = approved().write("0002-copy.md", text).commit(ANA, "2026-02-01", "Copy");
    let told = script.build();
    assert_eq!(told.evidence(PATH), OWN);
    assert_eq!(told.timeline(PATH), APPROVED[..4]);
    assert_eq!(told.evidence("0002-copy.md"), ["proposed platform own 2026-02-01", "approved halcyon other platform 2026-02-01"]);
    assert_eq!(
        told.timeline("0002-copy.md"),
        ["2026-02-01 platform created", "2026-02-01 platform signed proposed platform", "2026-02-01 platform signed approved halcyon"]
    );
}

#[test]
fn identical_files_keep_apart() {
    let text = record("status: proposed\nproposed_by: platform", BODY);
    let script = script()
        .write(PATH, &text)
        .commit(ANA, "2026-01-05", "One")
        .write("0002-same.md", &text)
        .commit(BRUNO, "2026-01-06", "The same again");
    let told = script.build();
    assert_eq!(told.evidence(PATH), ["proposed platform own 2026-01-05"]);
    assert_eq!(told.timeline(PATH), ["2026-01-05 platform created", "2026-01-05 platform signed proposed platform"]);
    assert_eq!(told.evidence("0002-same.md"), ["proposed platform other halcyon 2026-01-06"]);
    assert_eq!(told.timeline("0002-same.md"), ["2026-01-06 halcyon created", "2026-01-06 halcyon signed proposed platform"]);
}

#[test]
fn two_records_that_swap_their_names_keep_their_histories() {
    let other = BODY.replace("PostgreSQL", "a queue").replace("Orders", "Refunds");
    let script = approved()
        .write("0002-queue.md", record("status: proposed\nproposed_by: halcyon", &other))
        .commit(BRUNO, "2026-01-12", "Propose")
        .write(
            "0002-queue.md",
            record("status: accepted\nproposed_by: platform\napproved_by: halcyon", &BODY.replace("# Keep", "# 2. Keep")),
        )
        .write(PATH, record("status: proposed\nproposed_by: halcyon", &other))
        .commit(ANA, "2026-02-01", "Swap the numbers");
    let told = script.build();
    assert_eq!(told.evidence("0002-queue.md"), OWN);
    assert_eq!(told.evidence(PATH), ["proposed halcyon own 2026-01-12"]);
    let mut timeline = APPROVED[..4].to_vec();
    timeline.push("2026-02-01 platform renamed 0001-ledger.md");
    assert_eq!(told.timeline("0002-queue.md"), timeline);
    assert_eq!(
        told.timeline(PATH),
        ["2026-01-12 halcyon created", "2026-01-12 halcyon signed proposed halcyon", "2026-02-01 platform renamed 0002-queue.md"]
    );
}

#[test]
fn a_merge_leaves_a_sign_off_to_the_one_who_wrote_it_on_the_branch() {
    let script = script()
        .write(PATH, record("status: proposed\nproposed_by: platform", BODY))
        .commit(ANA, "2026-01-05", "Propose")
        .run(&["checkout", "-q", "-b", "review"])
        .write(PATH, record("status: proposed\nproposed_by: platform\nreviewed_by: halcyon", BODY))
        .commit(BRUNO, "2026-01-07", "Review")
        .run(&["checkout", "-q", "main"])
        .write("0002-other.md", record("status: proposed\nproposed_by: platform", "# Other\n"))
        .commit(ANA, "2026-01-08", "Another")
        .run_as(ANA, "2026-01-09", &["merge", "-q", "--no-ff", "-m", "Merge the review", "review"]);
    let timeline =
        ["2026-01-05 platform created", "2026-01-05 platform signed proposed platform", "2026-01-07 halcyon signed reviewed halcyon"];
    check(&script, PATH, &["proposed platform own 2026-01-05", "reviewed halcyon own 2026-01-07"], &timeline);
}

#[test]
fn a_merge_of_both_branches_changes_keeps_each_authors_part_and_what_the_merge_itself_adds_is_the_mergers() {
    let script = script()
        .write(PATH, record("status: proposed\nproposed_by: platform", BODY))
        .commit(ANA, "2026-01-05", "Propose")
        .run(&["checkout", "-q", "-b", "review"])
        .write(PATH, record("status: proposed\nproposed_by: platform\nreviewed_by: halcyon", BODY))
        .commit(BRUNO, "2026-01-07", "Review")
        .run(&["checkout", "-q", "main"])
        .write(PATH, record("status: proposed\nproposed_by: platform", &BODY.replace("month", "year")))
        .commit(ANA, "2026-01-08", "Edit")
        .run_as(ANA, "2026-01-09", &["merge", "-q", "--no-commit", "--no-ff", "-X", "ours", "review"])
        .write(
            PATH,
            record("status: accepted\nproposed_by: platform\nreviewed_by: halcyon\napproved_by: halcyon", &BODY.replace("month", "year")),
        )
        .commit(ANA, "2026-01-09", "Merge, and more than that");
    let evidence = ["proposed platform own 2026-01-05", "reviewed halcyon own 2026-01-07", "approved halcyon other platform 2026-01-09"];
    let timeline = [
        "2026-01-05 platform created",
        "2026-01-05 platform signed proposed platform",
        "2026-01-07 halcyon signed reviewed halcyon",
        "2026-01-08 platform edited",
        "2026-01-09 platform status proposed accepted",
        "2026-01-09 platform signed approved halcyon",
    ];
    check(&script, PATH, &evidence, &timeline);
}

#[test]
fn a_squash_by_a_program_proves_nothing_but_what_its_trailers_say() {
    let bot = "merge-bot[bot] <1+merge-bot[bot]@users.noreply.github.com>";
    let text = record("status: accepted\nproposed_by: platform\napproved_by: halcyon", BODY);
    let script = script().write(PATH, text).commit(bot, "2026-01-05", "Squash\n\nCo-authored-by: Ana Ruiz <ana@northwind.example>\n");
    let timeline = ["2026-01-05 ? created", "2026-01-05 ? signed proposed platform", "2026-01-05 ? signed approved halcyon"];
    check(&script, PATH, &["proposed platform trailer 2026-01-05", "approved halcyon unverifiable bot 2026-01-05"], &timeline);
}

#[test]
fn a_rebase_leaves_the_author_and_a_stranger_is_nobody() {
    let stranger = "Li Wei <li@elsewhere.example>";
    let script = script()
        .write(PATH, record("status: proposed\nproposed_by: halcyon", BODY))
        .commit_by(BRUNO, ANA, "2026-01-05", "Rebased by Ana")
        .write(PATH, record("status: proposed\nproposed_by: halcyon\nreviewed_by: platform", BODY))
        .commit(stranger, "2026-01-06", "Review");
    let timeline = ["2026-01-05 halcyon created", "2026-01-05 halcyon signed proposed halcyon", "2026-01-06 ? signed reviewed platform"];
    check(&script, PATH, &["proposed halcyon own 2026-01-05", "reviewed platform unverifiable unknown_author 2026-01-06"], &timeline);
}

#[test]
fn a_revert_takes_a_sign_off_away_and_whoever_brings_it_back_records_it() {
    let script = approved()
        .write(PATH, record("status: proposed\nproposed_by: platform", BODY))
        .commit(ANA, "2026-01-10", "Revert the approval")
        .write(PATH, record("status: accepted\nproposed_by: platform\napproved_by: halcyon", BODY))
        .commit(ANA, "2026-01-11", "Revert the revert");
    let mut timeline = APPROVED[..4].to_vec();
    timeline.extend([
        "2026-01-10 platform status accepted proposed",
        "2026-01-10 platform withdrawn approved halcyon",
        "2026-01-11 platform status proposed accepted",
        "2026-01-11 platform signed approved halcyon",
    ]);
    check(&script, PATH, &["proposed platform own 2026-01-05", "approved halcyon other platform 2026-01-11"], &timeline);
}

#[test]
fn an_objection_that_another_team_turns_into_an_approval_is_recorded_by_that_team() {
    let objects = "status: proposed\nproposed_by: platform\napproved_by: { team: halcyon, outcome: objects }";
    let script = script()
        .write(PATH, record("status: proposed\nproposed_by: platform", BODY))
        .commit(ANA, "2026-01-05", "Propose")
        .write(PATH, record(objects, BODY))
        .commit(BRUNO, "2026-01-06", "Object")
        .write(PATH, record("status: accepted\nproposed_by: platform\napproved_by: halcyon", BODY))
        .commit(ANA, "2026-01-07", "Resolved");
    let told = script.build();
    assert_eq!(told.evidence(PATH), ["proposed platform own 2026-01-05", "approved halcyon other platform 2026-01-07"]);
    assert_eq!(told.timeline(PATH).last().unwrap(), "2026-01-07 platform sign_off_changed approved halcyon");
}

#[test]
fn writing_a_sign_off_differently_records_nothing() {
    let script = approved()
        .write(PATH, record("approved-by: [{ team: Halcyon }]\nproposed_by:\n  - team: platform\nstatus: accepted", BODY))
        .commit(ANA, "2026-02-01", "Tidy");
    check(&script, PATH, &OWN, &APPROVED[..4]);
}

#[test]
fn a_text_that_changes_after_the_approval_makes_it_stale_and_says_what_changed() {
    let text = record("status: accepted\nproposed_by: platform\napproved_by: halcyon", &BODY.replace("each month", "each <year>"));
    let script = approved().write(PATH, text).commit(ANA, "2026-02-01", "Improve");
    let told = script.build();
    assert_eq!(told.evidence(PATH), ["proposed platform own 2026-01-05", "approved halcyon own 2026-01-09 stale"]);
    assert_eq!(told.timeline(PATH).last().unwrap(), "2026-02-01 platform edited_after_approval");
    let page = told.built.page("decisions/0001-ledger.html");
    assert!(page.contains("<del>month.</del>") && page.contains("<ins>&lt;year&gt;.</ins>"), "{page}");
    assert_eq!(told.built.statistics()["changed_after_approval"], 1);
    assert_eq!(told.built.statistics()["evidence"]["stale"], 1);
}

#[test]
fn line_ends_front_matter_and_a_change_that_is_taken_back_make_nothing_stale() {
    let now = "status: accepted\ntags: [storage]\nproposed_by: platform\napproved_by: halcyon";
    let script = approved()
        .write(PATH, record(now, BODY).replace('\n', "\r\n"))
        .commit(ANA, "2026-02-01", "CRLF and a tag")
        .write(PATH, record(now, &BODY.replace("month", "year")))
        .commit(ANA, "2026-02-02", "Edit")
        .write(PATH, record(now, BODY))
        .commit(ANA, "2026-02-03", "Take it back");
    let mut timeline = APPROVED[..4].to_vec();
    timeline.extend(["2026-02-02 platform edited_after_approval", "2026-02-03 platform edited_after_approval"]);
    check(&script, PATH, &OWN, &timeline);
}

#[test]
fn a_record_that_is_deleted_and_restored_keeps_what_was_recorded() {
    let text = record("status: accepted\nproposed_by: platform\napproved_by: halcyon", BODY);
    let script = approved().remove(PATH).commit(ANA, "2026-02-01", "Delete").write(PATH, text).commit(ANA, "2026-02-05", "Restore");
    let mut timeline = APPROVED[..4].to_vec();
    timeline.extend(["2026-02-01 platform deleted", "2026-02-05 platform restored"]);
    check(&script, PATH, &OWN, &timeline);
}

#[test]
fn a_date_long_before_its_commit_is_backdated() {
    let sign_offs = "reviewed_by: [{ team: halcyon, date: 2026-01-06 }]\napproved_by: [{ team: halcyon, date: 2026-01-05 }]";
    let script =
        script().write(PATH, record(&format!("status: accepted\n{sign_offs}"), BODY)).commit(BRUNO, "2026-01-09", "Review and approve");
    assert_eq!(script.build().evidence(PATH), ["reviewed halcyon own 2026-01-09", "approved halcyon own 2026-01-09 backdated 4"]);
}

#[test]
fn what_is_not_committed_yet_is_said_to_be() {
    let script = approved().write(
        PATH,
        record("status: accepted\nproposed_by: platform\nreviewed_by: halcyon\napproved_by: halcyon", &BODY.replace("month", "year")),
    );
    let script = script.write("0002-new.md", record("status: proposed\nproposed_by: platform", "# New\n"));
    let told = script.build();
    assert_eq!(
        told.evidence(PATH),
        ["proposed platform own 2026-01-05", "reviewed halcyon unverifiable not_committed", "approved halcyon own 2026-01-09 stale"]
    );
    let timeline = told.timeline(PATH);
    assert_eq!(&timeline[4..], ["- ? edited_after_approval", "- ? signed reviewed halcyon"]);
    assert_eq!(told.evidence("0002-new.md"), ["proposed platform unverifiable not_committed"]);
}

#[test]
fn days_that_records_leave_out_come_from_history_and_are_marked() {
    let script = script()
        .write(PATH, record("status: proposed\nproposed_by: platform", BODY))
        .commit(ANA, "2026-01-05", "Propose")
        .write(PATH, record("status: proposed\nproposed_by: platform\nreviewed_by: halcyon", BODY))
        .commit(BRUNO, "2026-01-08", "Review")
        .write(PATH, record("status: accepted\nproposed_by: platform\nreviewed_by: halcyon", BODY))
        .commit(ANA, "2026-01-15", "Accept");
    let built = script.build().built;
    let statistics = built.statistics();
    assert_eq!(statistics["response_days"]["median"], 3.0);
    assert_eq!(statistics["decision_days"]["median"], 10.0);
    assert!(built.page("decisions/0001-ledger.html").contains("from the history"));
    let csv = built.page("stats.csv");
    assert!(csv.lines().any(|line| line.starts_with("all,") && line.contains("evidence_own,2,2,1")), "{csv}");
}

#[test]
fn an_older_log_that_is_brought_over_takes_no_days_from_the_day_of_the_move() {
    let script = script()
        .write(PATH, record("status: accepted\ndate: 2024-05-01\nproposed_by: platform\napproved_by: halcyon", BODY))
        .commit(ANA, "2026-01-05", "Bring over the wiki");
    let statistics = script.build().built.statistics();
    assert_eq!(statistics["decision_days"]["median"], serde_json::Value::Null);
    assert_eq!(statistics["by_year"]["2024"], 1);
}

#[test]
fn people_of_other_formats_have_evidence_too() {
    let text =
        |status: &str, deciders: &str| format!("# 1. Ledger\n\n* Status: {status}\n* Deciders: {deciders}\n\n## Decision\n\nKeep it.\n");
    let script = script()
        .write(PATH, text("proposed", "Ana Ruiz"))
        .commit(ANA, "2026-01-05", "Propose")
        .write(PATH, text("accepted", "Ana Ruiz, Bruno Reis"))
        .commit(ANA, "2026-01-06", "Accept");
    assert_eq!(script.build().evidence(PATH), ["approved platform own 2026-01-05", "approved halcyon other platform 2026-01-06"]);
}

#[test]
fn days_of_older_versions_are_read_as_the_log_reads_its_own() {
    let script = script()
        // Only the month first makes this a day.
        .write("0002-other.md", record("status: accepted\ndate: 12/25/2025", "# Other\n"))
        .write(PATH, record("status: accepted\napproved_by: [{ team: halcyon, date: 01/09/2026 }]", BODY))
        .commit(BRUNO, "2026-01-09", "Approve");
    assert_eq!(script.build().evidence(PATH), ["approved halcyon own 2026-01-09"]);
}

#[test]
fn the_policy_says_how_grave_a_finding_is() {
    let policy = "policy: { evidence: { one_sided: off, stale: error, by_other_team: error } }\n";
    let script = Script::new(&format!("{TEAMS}{policy}"))
        .write(PATH, record("status: accepted\nproposed_by: platform\napproved_by: halcyon", BODY))
        .commit(ANA, "2026-01-05", "Accept")
        .write(PATH, record("status: accepted\nproposed_by: platform\napproved_by: halcyon", &BODY.replace("month", "year")))
        .commit(ANA, "2026-01-06", "Edit");
    let output = script.log.run(&["check", "log"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        printed.contains("0001-ledger.md:4:1: error[evidence-stale]") && printed.contains("error[evidence-by-other-team]"),
        "{printed}"
    );
    assert!(!printed.contains("one-sided"), "{printed}");
}

#[test]
fn records_of_every_ending_are_followed_among_code() {
    const PATHS: [&str; 4] = ["0001-ledger.md", "0002-ledger.mdx", "0003-ledger.MARKDOWN", "0004-ledger.Md"];
    let code = (0..9).fold(script(), |script, number| script.write(&format!("code/{number}.rs"), "fn main() {}\n"));
    let proposed = record("status: proposed\nproposed_by: platform", BODY);
    let told = PATHS.iter().fold(code, |script, path| script.write(path, &proposed)).commit(ANA, "2026-01-05", "Propose").build();
    for path in PATHS {
        assert_eq!(told.evidence(path), ["proposed platform own 2026-01-05"], "{path}");
    }
}
