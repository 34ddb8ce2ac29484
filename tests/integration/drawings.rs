//! What is drawn of the decisions' relations and days, and the context library.

use crate::log::{TestLog, record};

fn related() -> TestLog {
    TestLog::new()
        .file("0001-old.md", record("status: superseded\ndate: 2025-03-01", "# Old & way\n"))
        .file("0002-new.md", record("status: accepted\ndate: 2026-01-02\nsupersedes: [1]", "# New way\n"))
        .file("0003-detail.md", record("status: accepted\ndate: 2026-02\namends: [2]\ndepends_on: [4]", "# Detail\n"))
        .file("0004-ground.md", record("status: accepted", "# Ground\n"))
        .file("0005-alone.md", record("status: accepted\ndate: 2026-02-03", "# Alone\n"))
}

#[test]
fn a_decision_shows_where_it_comes_from_and_what_followed() {
    let built = related().build();
    let page = built.page("decisions/0002-new.html");
    let drawing = page.split("<div class=\"graph\"").nth(1).unwrap().split("</svg>").next().unwrap();
    assert!(
        drawing.contains("href=\"../decisions/0001-old.html\"") && drawing.contains("ADR-0001 Old &amp; way (Superseded)"),
        "{drawing}"
    );
    assert!(drawing.contains("href=\"../decisions/0003-detail.html\"") && drawing.contains("aria-current=\"page\""), "{drawing}");
    // What the detail needs is no part of this decision's line.
    assert!(!drawing.contains("0004-ground"), "{drawing}");
    assert_eq!(drawing.matches("class=\"edge ").count(), 2);
    assert!(!built.page("decisions/0005-alone.html").contains("class=\"graph\""));
}

#[test]
fn the_graph_draws_what_is_tied_together_and_lists_it() {
    let built = related().build();
    let page = built.page("relations/index.html");
    assert_eq!(page.matches("class=\"node ").count(), 4, "{page}");
    assert_eq!(page.matches("<div class=\"graph\"").count(), 1);
    assert!(page.contains("1 decision stands alone."), "{page}");
    let list = page.split("relation-list").nth(1).unwrap();
    assert!(list.contains("supersedes") && list.contains("amends") && list.contains("depends on"), "{list}");
    assert!(!TestLog::new().file("0001-x.md", record("status: accepted", "# X\n")).build().files().contains_key("relations/index.html"));
}

#[test]
fn the_timeline_goes_by_month_and_says_what_has_no_date() {
    let page = related().build().page("timeline/index.html");
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} in {page}"));
    assert!(at("id=\"in-2026-02\"") < at("id=\"in-2026-01\"") && at("id=\"in-2026-01\"") < at("id=\"in-2025-03\""));
    assert!(at("id=\"in-2025-03\"") < at("id=\"undated\"") && page.contains("1 has no date and comes last."), "{page}");
    assert!(page.contains("<a href=\"../timeline/index.html#in-2026-02\">2</a>"), "{page}");
}

#[test]
fn the_context_library_names_what_several_decisions_share_once() {
    let drop = "context:\n  - { title: \"Why <ledgers>\", url: \"https://v.example/1\", kind: video, minutes: 9 }";
    let built = TestLog::new()
        .file("0001-a.md", record(&format!("status: accepted\n{drop}"), "# A\n"))
        .file("0002-b.md", record(&format!("status: accepted\n{drop}\n  - {{ title: Notes, minutes: 4 }}"), "# B\n"))
        .build();
    let page = built.page("context/index.html");
    assert_eq!(page.matches("Why &lt;ledgers&gt;").count(), 1, "{page}");
    assert!(page.contains("0001-a.html") && page.contains("0002-b.html") && page.contains("13 minutes in all."), "{page}");
    assert!(built.page("index.html").contains("href=\"context/index.html\""));
}

#[cfg(feature = "mermaid")]
#[test]
fn a_mermaid_diagram_is_drawn_with_its_source_and_what_is_none_is_said() {
    let log = TestLog::new()
        .file(
            "0001-a.md",
            record("status: accepted", "# A\n\n## Flow\n\n```mermaid\nflowchart LR\n  Orders --> Ledger\n```\n\n<b>html</b>\n"),
        )
        .file("0002-b.md", record("status: accepted", "# B\n\n```mermaid\nflowchart LR\n  Orders -> Ledger\n```\n"));
    let built = log.build();
    let page = built.page("decisions/0001-a.html");
    assert!(page.contains("<svg class=\"mermaid mermaid-flowchart-v2\"") && page.contains(">Ledger<"), "{page}");
    assert!(page.contains("<summary>Source of the diagram</summary><pre class=\"code\"") && !page.contains(" style="), "{page}");
    let page = built.page("decisions/0002-b.html");
    assert!(!page.contains("class=\"mermaid") && page.contains("data-lang=\"mermaid\""), "{page}");
    assert!(built.printed.contains("0002-b.md:7:1: warning[diagram-not-drawn]"), "{}", built.printed);
}

#[test]
fn formulas_are_set_and_prices_are_not() {
    let log = TestLog::new()
        .file("0001-a.md", record("status: accepted", "# A\n\nCosts $5 and $6 in $HOME/bin:$PATH, but $E = mc^2$.\n\n$$x^2$$\n"));
    let page = log.build().page("decisions/0001-a.html");
    assert!(page.contains("Costs $5 and $6 in $HOME/bin:$PATH, but <math"), "{page}");
    assert!(page.contains("display=\"block\""), "{page}");
}

#[test]
fn the_log_becomes_one_document_whose_links_stay_inside() {
    let log = related().file(
        "0006-reading.md",
        record("status: accepted\ntags: [Storage]", "# Reading the log\n\n## Context\n\nSee [new](0002-new.md) and [here](#context).\n"),
    );
    let run = |arguments: &[&str]| {
        let all = [&["build", "log", "--output", "single", "--single-page"], arguments].concat();
        let output = log.run(&all);
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(run(&[]).0, Some(0));
    let page = std::fs::read_to_string(log.dir().parent().unwrap().join("single/index.html")).unwrap();
    assert_eq!(page.matches("<article ").count(), 6);
    assert!(page.contains("<a href=\"#decision2\">new</a>") && page.contains("href=\"#decision6-context\""), "{page}");
    assert!(page.contains("<h3 id=\"decision6-context\">"), "{page}");
    assert_eq!(run(&["--tag", "storage"]).0, Some(0));
    let page = std::fs::read_to_string(log.dir().parent().unwrap().join("single/index.html")).unwrap();
    // What is not in the document cannot be linked to.
    assert!(page.matches("<article ").count() == 1 && page.contains("<a >new</a>"), "{page}");
    let (code, printed) = run(&["--status", "acepted"]);
    assert!(code == Some(2) && printed.contains("the statuses are"), "{printed}");
}
