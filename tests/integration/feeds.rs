//! What the site gives to other programs than browsers.

use crate::log::{TestLog, record};

fn two_teams() -> TestLog {
    TestLog::new()
        .file(
            "0001-first.md",
            record(
                "status: accepted\ndate: 2026-01-02\nproposed_by: platform\napproved_by: [{ team: halcyon, date: 2026-01-05 }]",
                "# First <&>\n\nWe keep the ledger in one place, because two places disagree sooner or later.\n",
            ),
        )
        .file("0002-second.md", record("status: proposed\ndate: 2026-02-01\nproposed_by: platform", "# Second\n"))
        .file("0003-undated.md", record("status: accepted", "# Undated\n"))
}

#[test]
fn the_feed_names_what_changed_last_first_and_never_changes_an_id() {
    let log = two_teams();
    let feed = log.build().page("feed.xml");
    let second = feed.find("<title>ADR-0002 Second (Proposed)</title>").unwrap();
    let first = feed.find("<title>ADR-0001 First &lt;&amp;&gt; (Accepted)</title>").unwrap();
    assert!(second < first && !feed.contains("Undated"), "{feed}");
    assert!(
        feed.contains("<updated>2026-01-05T00:00:00Z</updated>")
            && feed.contains("<link rel=\"alternate\" type=\"text/html\" href=\"decisions/0002-second.html\"/>"),
        "{feed}"
    );
    let id = |feed: &str| feed[feed.find("<entry>").unwrap()..].split("<id>").nth(1).unwrap().split("</id>").next().unwrap().to_owned();
    assert!(id(&feed).starts_with("urn:uuid:"), "{feed}");
    log.write("0002-second.md", record("status: accepted\ndate: 2026-03-01\nproposed_by: platform", "# Another title\n"));
    let changed = log.build().page("feed.xml");
    assert!(changed.contains("Another title") && id(&changed) == id(&feed), "{changed}");
}

#[test]
fn each_team_has_a_feed_of_what_it_signed() {
    let built = two_teams().build();
    let (platform, halcyon) = (built.page("teams/platform-feed.xml"), built.page("teams/halcyon-feed.xml"));
    assert_eq!((platform.matches("<entry>").count(), halcyon.matches("<entry>").count()), (2, 1));
    assert!(halcyon.contains("href=\"../decisions/0001-first.html\""), "{halcyon}");
    assert!(built.page("teams/halcyon.html").contains("href=\"../teams/halcyon-feed.xml\""));
}

#[test]
fn a_base_url_makes_addresses_absolute_and_brings_a_sitemap() {
    let log = two_teams().file("adrsite.yaml", "base_url: https://log.example/orders\n");
    let built = log.build();
    let feed = built.page("feed.xml");
    assert!(feed.contains("<id>https://log.example/orders/decisions/0002-second.html</id>"), "{feed}");
    assert!(feed.contains("<link rel=\"self\" type=\"application/atom+xml\" href=\"https://log.example/orders/feed.xml\"/>"), "{feed}");
    let sitemap = built.page("sitemap.xml");
    assert!(sitemap.contains("<loc>https://log.example/orders/</loc>"), "{sitemap}");
    assert!(sitemap.contains("<loc>https://log.example/orders/decisions/0001-first.html</loc><lastmod>2026-01-05</lastmod>"), "{sitemap}");
    let page = built.page("decisions/0001-first.html");
    assert!(page.contains("<meta property=\"og:url\" content=\"https://log.example/orders/decisions/0001-first.html\">"), "{page}");
    assert!(!two_teams().build().files().contains_key("sitemap.xml"));
}

#[test]
fn llms_txt_lists_every_decision_and_leads_to_the_copies_where_there_are_some() {
    let plain = two_teams().build();
    let text = plain.page("llms.txt");
    assert!(
        text.starts_with("# Decision log\n") && text.contains("- [ADR-0003 Undated](decisions/0003-undated.html): Accepted\n"),
        "{text}"
    );
    assert!(!plain.files().contains_key("decisions/0003-undated.md"));
    let copied = two_teams().file("adrsite.yaml", "markdown_copies: true\n").build();
    assert!(copied.page("llms.txt").contains("(decisions/0003-undated.md)"));
    let copy = copied.page("decisions/0001-first.md");
    assert!(copy.starts_with("# ADR-0001 First <&>\n\n- Status: Accepted\n- Date: 2026-01-02\n- Proposed: platform\n"), "{copy}");
    assert!(copy.ends_with("\n\nWe keep the ledger in one place, because two places disagree sooner or later.\n"), "{copy}");
}

#[test]
fn a_copy_publishes_no_address_of_the_front_matter() {
    let log = TestLog::new()
        .file("adrsite.yaml", "markdown_copies: true\n")
        .file("0001-x.md", record("status: accepted\ndeciders: Ana Ruiz <ana@example.org>", "# X\n\nText.\n"));
    let built = log.build();
    assert!(built.files().iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("ana@example.org")));
}

#[test]
fn the_badge_counts_decisions_and_open_ones() {
    let badge = two_teams().build().page("badge.svg");
    assert!(badge.contains("aria-label=\"Decisions: 3 · 1 open\""), "{badge}");
}
