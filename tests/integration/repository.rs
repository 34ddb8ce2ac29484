//! Finding the log in a repository.

use crate::log::{TestLog, record};

fn repository() -> TestLog {
    TestLog::new().file(".git/HEAD", "ref: refs/heads/main\n").file("README.md", "# A project\n")
}

#[test]
fn folders_called_like_a_log_are_its_sources() {
    let built = repository()
        .file("docs/adr/0001-x.md", record("status: accepted", "# X\n"))
        .file("packages/web/docs/decisions/0001-y.md", record("status: accepted", "# Y\n"))
        .file("node_modules/lib/docs/adr/0001-z.md", record("status: accepted", "# Z\n"))
        .file("docs/guide.md", "# No decision\n")
        .build();
    let found: Vec<_> = built
        .decisions()
        .iter()
        .map(|decision| (decision["path"].as_str().unwrap().to_owned(), decision["url"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0].0, "docs/adr/0001-x.md");
    assert_eq!(found[1].0, "packages/web/docs/decisions/0001-y.md");
}

#[test]
fn logs_have_names_of_many_languages_and_endings_and_none_is_taken_from_vendored_code() {
    let built = repository()
        .file("docs/Entscheidungen/0001-x.md", record("status: accepted", "# X\n"))
        .file("web/decisões/0002-y.mdx", record("status: accepted", "# Y\n"))
        .file("api/rfc/0003-z.markdown", record("status: accepted\nsupersedes: 0004-w", "# Z\n"))
        .file("api/rfc/0004-w.MD", record("status: superseded", "# W\n"))
        .file("vendor/lib/docs/adr/0005-v.md", record("status: accepted", "# V\n"))
        .file("proposals/pricing.md", "# Prices\n")
        .build();
    let found: Vec<_> = built.decisions().iter().map(|decision| decision["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(found, ["docs/Entscheidungen/0001-x.md", "web/decisões/0002-y.mdx", "api/rfc/0003-z.markdown", "api/rfc/0004-w.MD"]);
    assert_eq!(built.decision("api/rfc/0004-w.MD")["superseded_by"][0], "api/rfc/0003-z.markdown");
}

#[test]
fn a_repository_that_is_a_log_itself_is_read_as_one() {
    let built = repository()
        .file("adr-001-x.md", record("status: accepted", "# X\n"))
        .file("adr-002-y.md", record("status: accepted", "# Y\n"))
        .file("CONTRIBUTING.md", "# How to\n")
        .build();
    assert_eq!(built.decisions().len(), 2);
}

#[test]
fn in_a_log_of_several_prefixes_the_letters_tell_which_record_is_meant() {
    let built = TestLog::new()
        .file("BE-001-x.md", record("status: accepted", "# BE-001: X\n"))
        .file("FE-001-y.md", record("status: accepted\ndepends_on: BE-001", "# FE-001: Y\n"))
        .build();
    assert_eq!(built.decision("FE-001-y.md")["depends_on"][0], "BE-001-x.md");
    assert!(!built.printed.contains("ambiguous"), "{}", built.printed);
}

#[test]
fn adr_tools_and_log4brains_say_where_their_log_is() {
    let built = repository().file(".adr-dir", "notes/log\n").file("notes/log/0001-x.md", record("status: accepted", "# X\n")).build();
    assert_eq!(built.decision("notes/log/0001-x.md")["url"], "decisions/0001-x.html");
    let settings = "project:\n  name: Whole\n  adrFolder: ./log\n  packages:\n    - { name: web, path: web, adrFolder: ./web/log }\n";
    let built = repository()
        .file(".log4brains.yml", settings)
        .file("log/20200101-x.md", record("status: accepted", "# X\n"))
        .file("web/log/20200101-x.md", record("status: accepted", "# X\n"))
        .build();
    assert_eq!(built.decision("web/log/20200101-x.md")["source"], "web");
    assert_eq!(built.decisions().len(), 2);
}

#[test]
fn a_repository_without_a_log_is_an_error_that_says_where_it_looked() {
    let log = repository().file("docs/guide.md", "# Guide\n");
    let output = log.run(&["build", "log", "--output", "site"]);
    assert_eq!(output.status.code(), Some(2));
    let printed = String::from_utf8(output.stderr).unwrap();
    assert!(printed.contains(".adr-dir") && printed.contains("hint:"), "{printed}");
}

#[test]
fn sources_of_the_config_win() {
    let config = "sources: [{ path: one, name: One }, two]\n";
    let built = repository()
        .file("adrsite.yaml", config)
        .file("one/0001-x.md", record("status: accepted", "# X\n"))
        .file("two/0001-x.md", record("status: accepted", "# X\n"))
        .file("docs/adr/0001-x.md", record("status: accepted", "# X\n"))
        .build();
    assert_eq!(built.decisions().len(), 2);
    assert_eq!(built.decision("one/0001-x.md")["url"], "decisions/one/0001-x.html");
}

#[test]
fn a_log_without_records_says_so() {
    let built = TestLog::new().file("notes.txt", "x").build();
    assert!(built.printed.contains("warning[no-records]"), "{}", built.printed);
    assert!(built.page("index.html").contains("<h1>"));
}
