//! What the config says about statistics: people, early signs; and the digest's three formats.

use crate::log::{TODAY, TestLog, record};

const TEAMS: &str = "
title: Decisions <of> both
teams:
  platform: { side: Northwind, members: ['Ana Ruiz <ana.ruiz@northwind.example>', { name: Bo Chen, email: bo@northwind.example, handle: bo }] }
  halcyon: { side: Halcyon, members: [kim@halcyon.example], domains: [halcyon.example] }
";

fn log(config: &str) -> TestLog {
    TestLog::new()
        .file("adrsite.yaml", format!("{TEAMS}{config}"))
        .file(
            "0001-ledger.md",
            record(
                "status: accepted\nproposed_by: [{ by: [ana.ruiz@northwind.example], date: 2026-02-16 }]\nreviewed_by: [{ by: '@bo', date: 2026-02-17 }, { by: kim@halcyon.example, date: 2026-02-18 }]\napproved_by: [{ by: Ana Ruiz, date: 2026-02-20 }, { by: kim@halcyon.example, date: 2026-02-20 }]\nactions: [{ what: 'Write <b>it</b> down', team: halcyon, due: 2026-03-01 }]",
                "# Keep the ledger <script>alert(1)</script>",
            ),
        )
        .file("0002-queue.md", record("status: proposed\ndate: 2026-02-16\nproposed_by: halcyon", "# Use [a](javascript:x) queue"))
}

#[test]
fn people_have_no_pages_and_no_figures_unless_the_config_turns_them_on() {
    let site = log("").build();
    assert!(!site.files().keys().any(|route| route.starts_with("people")), "{:?}", site.files().keys());
    assert_eq!(site.statistics()["people"].as_array().unwrap().len(), 0);
    assert!(!site.page("stats.csv").contains("person"));
    assert!(site.page("methodology/index.html").contains("People have no pages and no figures here"));
}

#[test]
fn where_the_config_asks_for_people_each_has_a_page_with_counts_and_what_they_are_of() {
    let site = log("people: true\n").build();
    let list = site.page("people/index.html");
    assert!(list.contains(">Ana Ruiz</a>") && list.contains(">Bo Chen</a>"), "{list}");
    assert!(list.contains("href=\"../people/ana-ruiz.html#proposed\" data-n=\"1\">1 <span class=\"of\">of 2</span>"), "{list}");
    let ana = site.page("people/ana-ruiz.html");
    assert!(ana.contains("Keep the ledger") && !ana.contains("Decisions that the team"), "{ana}");
    assert!(site.page("teams/index.html").contains("people/index.html"));
    assert!(site.page("methodology/index.html").contains("The teams have turned on pages for people"));
    let people = site.statistics()["people"].clone();
    assert_eq!((people[0]["name"].as_str(), people[0]["approved"].as_u64()), (Some("Ana Ruiz"), Some(1)));
    assert!(site.page("stats.csv").contains("all,,,,,person,Ana Ruiz,approved,1,2,0.5"));
}

#[test]
fn no_address_is_published_with_people_or_without() {
    for config in ["", "people: true\n"] {
        let site = log(config).build();
        for (route, bytes) in site.files() {
            let text = String::from_utf8_lossy(bytes);
            for address in ["@northwind.example", "@halcyon.example"] {
                assert!(!text.contains(address), "{route} has an address with `{address}`");
            }
        }
    }
}

#[test]
fn a_rule_that_is_turned_off_says_nothing_and_the_methodology_says_so() {
    let fires = |config: &str| log(config).build().page("stats.json").contains("actions_overdue");
    assert!(fires(""));
    assert!(!fires("early_signs:\n  off: [actions_overdue]\n"));
    let page = log("early_signs:\n  steps: 4\n  off: [actions_overdue]\n").build().page("methodology/index.html");
    assert!(page.contains("fell over 4 fortnights in a row") && page.contains("The teams have turned this one off."), "{page}");
    let output = log("early_signs:\n  off: [silent_sid]\n").run(&["build", "log", "--output", "site"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("did you mean `silent_side`?"));
}

fn digest(config: &str, format: &str) -> String {
    let output = log(config).run(&["digest", "log", "--format", format, "--today", TODAY]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_digest_is_the_same_in_text_markdown_and_html() {
    let words = [
        "The fortnight from 16 February 2026 to 1 March 2026",
        "ADR-0001 Keep the ledger",
        "proposed by platform; reviewed by platform, halcyon",
        "ADR-0002",
        "waits for 20 days",
        "1 of 1 with both sides",
        "7 days late",
    ];
    for format in ["text", "markdown", "html"] {
        let digest = digest("", format).to_lowercase();
        for words in words {
            assert!(digest.contains(&words.to_lowercase()), "{format} lacks `{words}`:\n{digest}");
        }
    }
}

#[test]
fn a_digest_in_html_is_one_page_that_loads_nothing_and_runs_nothing() {
    let page = digest("", "html");
    assert!(!page.contains("<script") && !page.contains("<b>it") && !page.contains("src=") && !page.contains("<link"), "{page}");
    assert!(page.contains("Decisions &lt;of&gt; both") && page.contains("default-src 'none'"), "{page}");
    assert!(!page.contains("<a "), "without a base URL there is nowhere to lead:\n{page}");
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
}

#[test]
fn a_digest_leads_into_the_site_where_the_config_says_where_that_is() {
    let config = "base_url: https://decisions.example/orders\n";
    let html = digest(config, "html");
    assert!(html.contains("<a href=\"https://decisions.example/orders/decisions/0001-ledger.html\">ADR-0001 Keep the ledger"), "{html}");
    let markdown = digest(config, "markdown");
    assert!(markdown.contains("](<https://decisions.example/orders/decisions/0001-ledger.html>)"), "{markdown}");
    // What a link leads to is there.
    let site = log(config).build();
    for address in html.split("href=\"https://decisions.example/orders/").skip(1).filter_map(|rest| rest.split('"').next()) {
        let route = address.split('#').next().unwrap_or_default();
        let route = if route.is_empty() || route.ends_with('/') { format!("{route}index.html") } else { route.to_owned() };
        assert!(site.files().contains_key(&route), "{address}");
    }
}
