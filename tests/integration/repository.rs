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
