//! What records become: facts in `decisions.json`, figures in `stats.json`, text on pages.

use serde_json::json;

use crate::log::{TestLog, record};

#[test]
fn native_front_matter_is_read_in_full() {
    let log = TestLog::new()
        .file("adrsite.yaml", "teams:\n  platform: { side: Northwind, members: ['Ana Ruiz <ana@northwind.example>'] }\n  halcyon: { side: Halcyon, members: [Bruno Reis] }\n")
        .file("0007-queue.md", record("status: superseded", "# Queue\n"))
        .file(
            "0012-ledger.md",
            record(
                "id: 12\ntitle: Keep the ledger\nstatus: accepted\ndate: 2026-03-04\nproposed-by: halcyon\nreviewed_by:\n  - platform\n  - { team: halcyon, by: Bruno Reis, date: 2026-02-27, outcome: objects, note: load test attached }\napproved_by: [{ by: [Ana Ruiz], date: 2026-03-04 }]\nsupersedes: [7]\ntags: [storage, ledger]\ndiscussion: https://forge.example/mr/1\nreview_on: 2026-03-01\ncontext:\n  - { title: Why, url: 'https://video.example/1', kind: video, minutes: 9, team: platform }\nactions:\n  - { what: Write the runbook, team: halcyon, due: 2026-03-20, done: 2026-03-18 }\n  - { what: Move the data, team: platform, due: 2026-03-01 }",
                "# Ignored heading\n\nText.\n",
            ),
        );
    let built = log.build();
    let decision = built.decision("0012-ledger.md");
    for (key, value) in [
        ("id", json!("0012")),
        ("number", json!(12)),
        ("title", json!("Keep the ledger")),
        ("status", json!("accepted")),
        ("date", json!("2026-03-04")),
        ("url", json!("decisions/0012-ledger.html")),
        ("tags", json!(["storage", "ledger"])),
        ("proposed_by", json!(["halcyon"])),
        ("reviewed_by", json!(["platform", "halcyon"])),
        ("approved_by", json!(["platform"])),
        ("supersedes", json!(["0007-queue.md"])),
        ("superseded_by", json!([])),
        ("problems", json!(0)),
    ] {
        assert_eq!(decision[key], value, "{key}");
    }
    assert_eq!(built.decision("0007-queue.md")["superseded_by"], json!(["0012-ledger.md"]));
    let page = built.page("decisions/0012-ledger.html");
    for text in [
        "Bruno Reis", "load test attached", "objects", "https://video.example/1", "Write the runbook", "Overdue",
        "https://forge.example/mr/1",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("ana@northwind.example"), "no address is ever published");
}

#[test]
fn unpublished_records_are_counted_and_nothing_else_of_them_is_kept() {
    let log = TestLog::new()
        .file("0001-x.md", record("status: accepted", "# X\n"))
        .file("0002-secret.md", record("status: accepted\npublish: false\ntags: [hidden]", "# Secret plan\n"));
    let built = log.build();
    assert_eq!(built.decisions().len(), 1);
    assert_eq!(built.statistics()["unpublished"], 1);
    for (route, bytes) in built.files() {
        assert!(!String::from_utf8_lossy(bytes).contains("Secret plan"), "{route}");
    }
}

#[test]
fn drafts_are_listed_and_not_counted() {
    let built = TestLog::new()
        .file("0001-x.md", record("status: draft\nproposed_by: a", "# X\n"))
        .file("0002-y.md", record("status: accepted\nproposed_by: a", "# Y\n"))
        .build();
    assert_eq!(built.decisions().len(), 2);
    let statistics = built.statistics();
    assert_eq!((&statistics["decisions"], &statistics["teams"][0]["proposed"]), (&json!(1), &json!(1)));
}

#[test]
fn older_styles_are_read_unchanged_side_by_side() {
    let log = TestLog::new()
        .file("0001-nygard.md", "# 1. Record decisions\n\nDate: 2016-02-12\n\n## Status\n\nAccepted\n\nAmended by [2. More](0002-madr.md)\n\n## Context\n\nText.\n")
        .file("0002-madr.md", "# More\n\n* Status: superseded by [0003](0003-new.md)\n* Deciders: Ana, Bo\n* Date: 2020-01-02\n\n## Context and Problem Statement\n")
        .file("0003-new.md", "---\nstatus: { accepted }\ndate: {2023-11-10}\ndeciders: @ana, @bo\n---\n# New\n")
        .file("0004-table.md", "# ADR-0004: Table\n\n| Status | `RFC` |\n|---|---|\n| Date | `26/07/2023` |\n")
        .file("0005-zh.md", "# 5. 使用队列\n\n日期: 2017/11/22\n\n## 状态\n\n2017-11-22 提议\n\n2017-11-24 完成\n")
        .file("20200101-l4b.md", "# Log4brains\n\n- Status: draft\n- Tags: foo, bar\n");
    let built = log.build();
    let facts = |path: &str| {
        let decision = built.decision(path);
        (
            decision["title"].as_str().unwrap().to_owned(),
            decision["status"].as_str().unwrap().to_owned(),
            decision["date"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(facts("0001-nygard.md"), ("Record decisions".into(), "accepted".into(), "2016-02-12".into()));
    assert_eq!(facts("0002-madr.md"), ("More".into(), "superseded".into(), "2020-01-02".into()));
    assert_eq!(facts("0003-new.md"), ("New".into(), "accepted".into(), "2023-11-10".into()));
    assert_eq!(facts("0004-table.md"), ("Table".into(), "proposed".into(), "2023-07-26".into()));
    assert_eq!(facts("0005-zh.md"), ("使用队列".into(), "accepted".into(), "2017-11-22".into()));
    assert_eq!(facts("20200101-l4b.md"), ("Log4brains".into(), "draft".into(), "2020-01-01".into()));
    assert_eq!(built.decision("0001-nygard.md")["amended_by"], json!(["0002-madr.md"]));
    assert_eq!(built.decision("0002-madr.md")["superseded_by"], json!(["0003-new.md"]));
    assert_eq!(built.decision("20200101-l4b.md")["number"], json!(null));
}

#[test]
fn readmes_templates_and_attachments_are_no_decisions_and_none_is_lost_in_silence() {
    let log = TestLog::new()
        .file("README.md", "# Decisions\n\nHow we decide.\n")
        .file("adr-template.md", "# {short title}\n\n## Status\n\n{proposed | rejected | accepted}\n")
        .file("0001-x.md", record("status: accepted", "# X\n"))
        .file("0002-folder/README.md", record("status: accepted", "# Folder record\n\n[measured](results.md)\n"))
        .file("0002-folder/results.md", "# Results\n\nNumbers.\n")
        .file("0023-handlebars-template-engine.md", "# Use the Handlebars template engine\n\n## Status\n\nAccepted\n");
    let built = log.build();
    let paths: Vec<String> = built.decisions().iter().map(|decision| decision["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(paths, ["0001-x.md", "0002-folder/README.md", "0023-handlebars-template-engine.md"]);
    for path in ["README.md", "adr-template.md", "0002-folder/results.md"] {
        assert!(built.printed.contains(&format!("{path}:1:1: info[not-a-record]")), "{path}: {}", built.printed);
    }
    assert!(built.page("decisions/0002-folder/README.html").contains("href=\"../../decisions/0002-folder/results.html\""));
}

#[test]
fn markdown_is_rendered_with_githubs_additions() {
    let body = "# T\n\n## Table\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n~~gone~~ note[^1] https://x.example/a_b_c.\n\n> [!WARNING]\n> Careful\n\n```rust\nlet x = 1; // c\n```\n\n[^1]: The note.\n\n[up](#table)\n";
    let page = TestLog::new().file("0001-x.md", record("status: accepted", body)).build().page("decisions/0001-x.html");
    for html in [
        "<h2 id=\"table\">Table",
        "<th scope=\"col\" class=\"end\">b</th>",
        "<input type=\"checkbox\" disabled checked aria-label=\"Done\">",
        "<del>gone</del>",
        "<sup class=\"footnote-ref\"><a href=\"#fnNote1\" id=\"fnRef1\">1</a></sup>",
        "<a href=\"https://x.example/a_b_c\" class=\"external\" rel=\"noopener noreferrer\">https://x.example/a_b_c</a>.",
        "<blockquote class=\"alert alert-warning\">",
        "<span class=\"hl-k\">let</span>",
        "<a href=\"#table\">up</a>",
    ] {
        assert!(page.contains(html), "{html}\n{page}");
    }
}

#[test]
fn links_to_files_of_the_repository_go_to_the_forge_where_it_is_known() {
    let files = |log: TestLog| log.file("src/main.txt", "x").file("0001-x.md", record("status: accepted", "# X\n\n[code](src/main.txt)\n"));
    let page = files(TestLog::new()).build().page("decisions/0001-x.html");
    assert!(page.contains("<span class=\"file\" title=\"src/main.txt\">code</span>"), "{page}");
    let config = "file_url: https://forge.example/blob/{path}\n";
    let page = files(TestLog::new().file("adrsite.yaml", config)).build().page("decisions/0001-x.html");
    assert!(page.contains("href=\"https://forge.example/blob/src/main.txt\""), "{page}");
}

#[test]
fn local_images_are_copied_and_shown() {
    let png = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0];
    let built = TestLog::new()
        .file("img/a b.png", png)
        .file("img/fake.png", "<script>alert(1)</script>")
        .file("img/evil.svg", "<svg onload=\"alert(1)\"></svg>")
        .file("0001-x.md", record("status: accepted", "# X\n\n![one](<img/a b.png>) ![two](img/fake.png) ![three](img/evil.svg)\n"))
        .build();
    let page = built.page("decisions/0001-x.html");
    assert!(page.contains("<img src=\"../files/img/a-b.png\" alt=\"one\""), "{page}");
    assert!(built.files().contains_key("files/img/a-b.png"));
    assert!(!built.files().keys().any(|route| route.contains("fake") || route.contains("evil")));
    assert!(built.printed.contains("unsafe-image"));
}

#[test]
fn long_lists_are_paged() {
    let log = TestLog::new();
    for number in 1..=450 {
        log.write(&format!("{number:04}-x.md"), record("status: accepted", &format!("# Title {number}\n")));
    }
    let built = log.build();
    assert!(built.page("decisions/index.html").contains("href=\"../decisions/page-3.html\""));
    assert!(built.page("decisions/page-3.html").contains("Title 1<"));
    assert!(built.page("statuses/accepted-page-2.html").contains("Title "));
}
