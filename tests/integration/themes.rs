//! Themes: the second one, the project's own files, and the contract that `themes/README.md` writes down.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::log::{TestLog, record};

/// Templates that are no pages: their data is in the text.
const PIECES: [&str; 7] =
    ["base.html", "components.html", "digest.html", "row.html", "row_short.html", "site_footer.html", "site_header.html"];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn log(config: &str) -> TestLog {
    let signed = "title: Keep the ledger\nstatus: accepted\ndate: 2026-03-04\nproposed_by: platform\nreviewed_by: halcyon";
    TestLog::new().file("adrsite.yaml", config).file("0001-ledger.md", record(signed, "## Context\n\nText."))
}

/// The templates of the default theme.
fn templates() -> BTreeSet<String> {
    let entries = std::fs::read_dir(repository().join("themes/default/templates")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The words between backticks of a text.
fn words(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What `themes/README.md` says that a page template gets, and what `site` and `page` have.
fn documented() -> BTreeMap<String, BTreeSet<String>> {
    let text = std::fs::read_to_string(repository().join("themes/README.md")).unwrap();
    let mut found = BTreeMap::new();
    for line in text.lines() {
        if let Some((name, rest)) = line.strip_prefix("| `").and_then(|line| line.split_once("` |"))
            && let Some((_, data)) = rest.trim_end_matches('|').rsplit_once('|')
            && name.ends_with(".html")
        {
            found.insert(name.to_owned(), words(data));
        }
        for of in ["site", "page"] {
            if line.starts_with(&format!("`{of}` is ")) {
                found.insert(of.to_owned(), words(line).into_iter().filter(|word| word != of).collect());
            }
        }
    }
    found
}

/// What templates really get: each page of a log that has all kinds of pages tells its names instead of its contents.
fn given() -> BTreeMap<String, BTreeSet<String>> {
    let mut log = TestLog::new();
    for entry in walkdir(&repository().join("example-adrs")) {
        let name = entry.strip_prefix(repository().join("example-adrs")).unwrap().to_string_lossy().replace('\\', "/");
        let mut bytes = std::fs::read(&entry).unwrap();
        if name == "adrsite.yaml" {
            bytes.extend_from_slice(b"\npeople: true\n");
        }
        log = log.file(&name, bytes);
    }
    let names = "{% for name, value in __tera_context %}{{ name }}\n{% endfor %}";
    let inner = "{% for name, value in site %}site {{ name }}\n{% endfor %}{% if page is defined %}{% for name, value in page %}page {{ name }}\n{% endfor %}{% endif %}";
    for template in templates().iter().filter(|name| !PIECES.contains(&name.as_str())) {
        log = log.file(&format!("theme/templates/{template}"), format!("template {template}\n{names}{inner}"));
    }
    let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let built = log.build();
    let single = log.run(&["build", "log", "--single-page", "--output", "single", "--today", crate::log::TODAY]);
    assert!(single.status.success(), "{}", String::from_utf8_lossy(&single.stderr));
    let singles = crate::log::files(&log.site().with_file_name("single"));
    for bytes in built.files().values().chain(singles.values()) {
        let Some(text) = std::str::from_utf8(bytes).ok().and_then(|text| text.strip_prefix("template ")) else { continue };
        let mut lines = text.lines();
        let template = lines.next().unwrap().to_owned();
        for line in lines.filter(|line| !matches!(*line, "site" | "page" | "t" | "frame")) {
            let (of, name) = line.split_once(' ').unwrap_or((&template, line));
            given.entry(of.to_owned()).or_default().insert(name.to_owned());
        }
        given.entry(template).or_default();
    }
    given
}

fn walkdir(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(walkdir(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn the_documented_contract_is_what_templates_get() {
    let (documented, given) = (documented(), given());
    for template in templates().iter().filter(|name| !PIECES.contains(&name.as_str())) {
        assert!(given.contains_key(template), "no page of the example is made from {template}");
    }
    let row = |(name, data): (&String, &BTreeSet<String>)| {
        format!("{name}: {}", data.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" "))
    };
    let list = |all: &BTreeMap<String, BTreeSet<String>>| all.iter().map(row).collect::<Vec<_>>().join("\n");
    assert_eq!(list(&documented), list(&given), "themes/README.md should say:\n{}", list(&given));
}

#[test]
fn the_ledger_shows_the_same_log_in_another_layout_and_loads_no_script() {
    let built = log("theme: ledger").build();
    for (route, bytes) in built.files().iter().filter(|(route, _)| route.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        assert!(page.contains("assets/ledger.css"), "{route}");
        assert!(!page.contains("<script"), "{route} loads a script");
    }
    let list = built.page("decisions/index.html");
    assert!(list.contains("<table class=\"register\">") && list.contains(">Keep the ledger</a>"), "{list}");
    assert!(!list.contains("class=\"rows\""), "{list}");
}

#[test]
fn a_project_lays_single_files_over_any_theme() {
    let own = "{% extends \"default/base.html\" %}{% block head %}<meta name=\"own\" content=\"1\">{% endblock %}";
    let built = log("theme: ledger").file("theme/templates/base.html", own).build();
    let page = built.page("index.html");
    assert!(page.contains("<meta name=\"own\" content=\"1\">") && page.contains("assets/site.js"), "{page}");
    assert!(built.page("decisions/index.html").contains("class=\"register\""));
}

#[test]
fn an_unknown_theme_is_an_error_with_its_line_and_a_suggestion() {
    let output = log("title: T\ntheme: legder").run(&["build", "log", "--output", "site"]);
    let printed = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{printed}");
    assert!(printed.contains("adrsite.yaml:2: `theme` is `legder`") && printed.contains("did you mean `ledger`?"), "{printed}");
}

#[test]
fn a_list_says_where_each_file_comes_from() {
    let output = log("theme: ledger").file("theme/templates/home.html", "x").run(&["theme", "list", "log"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let line = |file: &str| {
        let found = printed.lines().find(|line| line.starts_with(&format!("{file} "))).unwrap_or_else(|| panic!("{file}: {printed}"));
        found.split_once("  ").unwrap().1.trim().to_owned()
    };
    assert_eq!(line("templates/home.html"), "this project over default");
    assert_eq!(line("templates/row.html"), "ledger over default");
    assert_eq!(line("assets/ledger.css"), "ledger");
    assert!(printed.contains("* ledger: ") && printed.contains("  default: "), "{printed}");
}

#[test]
fn ejecting_copies_the_file_in_use_and_never_writes_over_one() {
    let log = log("theme: ledger");
    let eject = |files: &[&str]| log.run(&[&["theme", "eject", "--dir", "log"], files].concat());
    let output = eject(&["templates/row.html"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let copy = log.dir().join("theme/templates/row.html");
    assert_eq!(std::fs::read(&copy).unwrap(), std::fs::read(repository().join("themes/ledger/templates/row.html")).unwrap());

    std::fs::write(&copy, "mine").unwrap();
    let again = eject(&["templates/home.html", "templates/row.html"]);
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(&copy).unwrap(), "mine");
    assert!(!log.dir().join("theme/templates/home.html").exists(), "all or none");

    let unknown = eject(&["templates/hom.html"]);
    let printed = String::from_utf8(unknown.stderr).unwrap();
    assert!(unknown.status.code() == Some(2) && printed.contains("did you mean `templates/home.html`?"), "{printed}");
    let outside = eject(&["../adrsite.yaml"]);
    assert_eq!(outside.status.code(), Some(2));
}
