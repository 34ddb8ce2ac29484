//! What `build` promises about the output folder.

use std::process::Stdio;
use std::time::Duration;

use crate::log::{TODAY, TestLog, adrsite, files, record};

fn small_log() -> TestLog {
    TestLog::new()
        .file("0001-first.md", record("status: accepted\ndate: 2026-01-02", "# First\n\nSee [the second](0002-second.md).\n"))
        .file("0002-second.md", record("status: proposed\nproposed_by: platform", "# Second\n\n## Context\n\nText.\n"))
}

#[test]
fn a_log_becomes_a_site() {
    let built = small_log().build();
    let page = built.page("decisions/0001-first.html");
    assert!(page.contains("<a href=\"../decisions/0002-second.html\">the second</a>"), "{page}");
    assert!(built.page("index.html").contains("First"));
    for route in ["404.html", "decisions/index.html", "statuses/index.html", "teams/platform.html", "problems/index.html", "stats.json"] {
        built.page(route);
    }
    assert!(built.printed.contains("built 2 decisions"), "{}", built.printed);
}

#[test]
fn building_twice_gives_the_same_bytes_and_rewrites_nothing() {
    let log = small_log();
    let first = log.build();
    let before = first.files();
    let second = log.build();
    assert_eq!(before, second.files());
    assert!(second.printed.contains("(0 changed, 0 removed)"), "{}", second.printed);
}

#[test]
fn the_order_in_which_files_are_found_does_not_matter() {
    let log = TestLog::new();
    for number in (1..=40).rev() {
        log.write(&format!("{number:04}-x.md"), record("status: accepted", &format!("# Title {number}\n")));
    }
    let other = TestLog::new();
    for number in 1..=40 {
        other.write(&format!("{number:04}-x.md"), record("status: accepted", &format!("# Title {number}\n")));
    }
    assert_eq!(log.build().files(), other.build().files());
}

#[test]
fn a_renamed_record_leaves_no_stale_page() {
    let log = small_log();
    log.build();
    std::fs::rename(log.dir().join("0001-first.md"), log.dir().join("0001-renamed.md")).unwrap();
    let built = log.build();
    assert!(!built.files().contains_key("decisions/0001-first.html"));
    built.page("decisions/0001-renamed.html");
}

#[test]
fn files_that_adrsite_did_not_make_are_kept() {
    let log = small_log();
    log.build();
    std::fs::write(log.site().join("CNAME"), "decisions.example").unwrap();
    assert_eq!(log.build().page("CNAME"), "decisions.example");
}

#[test]
fn a_foreign_file_in_the_way_is_an_error_and_nothing_is_written() {
    let log = small_log();
    std::fs::create_dir(log.site()).unwrap();
    std::fs::write(log.site().join("index.html"), "mine").unwrap();
    let output = log.run(&["build", "log", "--output", "site"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("was not made by adrsite"));
    assert_eq!(std::fs::read_to_string(log.site().join("index.html")).unwrap(), "mine");
    assert!(!log.site().join("decisions").exists());
}

#[test]
fn the_output_may_lie_in_the_log_but_not_hold_it() {
    let log = small_log();
    for _ in 0..2 {
        let output = log.run(&["build", "log", "--today", TODAY]);
        assert!(output.status.success());
    }
    let decisions = std::fs::read_to_string(log.dir().join("site/decisions.json")).unwrap();
    assert_eq!(decisions.matches("\"path\"").count(), 2, "the site itself is never read");
    for output in ["log", "."] {
        let refused = log.run(&["build", "log", "--output", output]);
        assert_eq!(refused.status.code(), Some(2), "{output}");
        assert!(String::from_utf8(refused.stderr).unwrap().contains("holds the records"));
    }
}

#[test]
fn strict_builds_fail_on_errors_and_write_nothing() {
    let log = small_log().file("0003-broken.md", record("status: accepted", "# Third\n\n[gone](0099-gone.md)\n"));
    let output = log.run(&["build", "log", "--output", "site", "--strict"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!log.site().exists());
    assert!(log.run(&["build", "log", "--output", "site"]).status.success());
}

#[test]
fn strict_builds_fail_on_warnings_only_when_told_so() {
    let log = small_log().file("0003-odd.md", record("status: pondering", "# Third\n"));
    assert!(log.run(&["build", "log", "--output", "site", "--strict"]).status.success());
    assert_eq!(log.run(&["build", "log", "--output", "site", "--strict=warnings"]).status.code(), Some(1));
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_every_page_whole() {
    let log = TestLog::new();
    let body = |round: usize, number: usize| {
        record("status: accepted", &format!("# Title {number}\n\nround {round} {}\n\nend of {number}\n", "text ".repeat(200)))
    };
    for number in 1..=150 {
        log.write(&format!("{number:04}-x.md"), body(0, number));
    }
    log.build();
    for round in 1..=20_usize {
        for number in 1..=150 {
            log.write(&format!("{number:04}-x.md"), body(round, number));
        }
        let mut child = adrsite()
            .args(["build", "log", "--output", "site", "--today", TODAY])
            .current_dir(log.dir().parent().unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(round as u64 * 4));
        let _ = child.kill();
        child.wait().unwrap();
        for (route, bytes) in files(&log.site()).iter().filter(|(route, _)| route.starts_with("decisions/0")) {
            let page = String::from_utf8_lossy(bytes);
            assert!(page.trim_end().ends_with("</html>") && page.contains("end of"), "{route} is torn in round {round}");
        }
    }
    let healed = log.build();
    let fresh = log.run(&["build", "log", "--output", "fresh", "--today", TODAY]);
    assert!(fresh.status.success());
    assert_eq!(*healed.files(), files(&log.dir().parent().unwrap().join("fresh")));
}

#[test]
fn an_output_that_cannot_be_written_is_an_error_of_the_environment() {
    let log = small_log();
    std::fs::write(log.site(), "a file").unwrap();
    let output = log.run(&["build", "log", "--output", "site"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("site"));
}

#[test]
fn the_day_comes_from_the_argument_or_the_environment() {
    let log = small_log();
    let output = adrsite()
        .args(["build", "log", "--output", "site"])
        .env("SOURCE_DATE_EPOCH", "1772928000")
        .current_dir(log.dir().parent().unwrap())
        .output()
        .unwrap();
    assert!(output.status.success());
    let json = std::fs::read_to_string(log.site().join("decisions.json")).unwrap();
    assert!(json.contains("\"generated_for\":\"2026-03-08\""), "{json}");
}

#[test]
fn a_project_theme_overrides_single_files() {
    let log = small_log()
        .file("theme/templates/not_found.html", "{% extends \"base.html\" %}{% block main %}<h1>Lost</h1>{% endblock %}")
        .file("theme/assets/extra.css", "body { color: red }")
        .file("theme/languages/en.yaml", "nav_decisions: Choices\n");
    let built = log.build();
    assert!(built.page("404.html").contains("<h1>Lost</h1>"));
    assert!(built.page("index.html").contains(">Choices</a>"));
    assert_eq!(built.page("assets/extra.css"), "body { color: red }");
    built.page("assets/site.css");
}

#[test]
fn a_broken_template_is_an_error_with_its_file_and_line() {
    let log = small_log().file("theme/templates/home.html", "{% extends \"base.html\" %}\n{% block main %}\n{{ oops | }}\n{% endblock %}");
    let output = log.run(&["build", "log", "--output", "site"]);
    let printed = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(printed.contains("home.html") && printed.contains(":3"), "{printed}");
}
