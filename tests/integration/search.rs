//! What the search index holds, and what it must not hold.

use crate::log::{TODAY, TestLog, adrsite, record};

/// All files of the index, as one text.
fn index(log: &TestLog) -> String {
    let built = log.build();
    built.files().iter().filter(|(route, _)| route.starts_with("search/")).map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect()
}

#[test]
fn every_word_of_a_published_record_is_in_the_index_and_none_of_an_unpublished_one() {
    let log = TestLog::new()
        .file(
            "0001-a.md",
            record(
                "status: accepted\ntags: [quicksilver]",
                "# Décision Alpha\n\n## Rationale\n\nBecause of the `zeppelin`.\n\n| cell |\n|---|\n| walrus |\n",
            ),
        )
        .file("0002-b.md", record("status: draft", "# Draughts\n\nA sketch of a marmoset.\n"))
        .file("0003-c.md", record("status: accepted\npublish: false\ntags: [hushtag]", "# Hushtitle\n\nThe hushword.\n"));
    let index = index(&log);
    // As the dictionary has them: what the forms of a word begin with, and what each has after that.
    for word in ["quicksilv,er", "decis,ion", "rational,e", "zeppelin", "walrus", "draught,s", "marmoset"] {
        assert!(index.contains(word), "`{word}` cannot be found in {index}");
    }
    assert!(!index.to_lowercase().contains("hush"), "{index}");
}

#[test]
fn what_is_not_shown_cannot_be_found() {
    let body =
        "# A\n\n<!-- hushcomment -->\n\nText with a [link](https://hushaddress.example) and <b title=\"hushattribute\">markup</b>.\n";
    let index = index(&TestLog::new().file("0001-a.md", record("status: accepted", body)));
    assert!(index.contains("markup") && !index.contains("hush"), "{index}");
}

#[test]
fn text_of_a_record_cannot_end_the_script_that_carries_it() {
    let body = "# \"); alert(1); (\"\n\n`\\\"); alert(2)` </script> \u{2028} end\n";
    let log = TestLog::new().file("0001-a.md", record("status: accepted\ntags: ['\"); alert(3)']", body));
    let built = log.build();
    for (route, bytes) in built.files().iter().filter(|(route, _)| route.starts_with("search/")) {
        let script = std::str::from_utf8(bytes).unwrap();
        let arguments = script.strip_prefix("adrsiteSearch(").and_then(|rest| rest.strip_suffix(")\n")).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&format!("[{arguments}]")).is_ok(), "{route}: {script}");
    }
}

#[test]
fn the_index_can_be_turned_off() {
    let log = TestLog::new().file("adrsite.yaml", "search: false\n").file("0001-a.md", record("status: accepted", "# A\n"));
    let built = log.build();
    assert!(!built.files().keys().any(|route| route.starts_with("search")), "{:?}", built.files().keys());
    for (route, page) in built.files().iter().filter(|(route, _)| route.ends_with(".html")) {
        let page = String::from_utf8_lossy(page);
        assert!(!page.contains("search") && !page.contains("class=\"filters\""), "{route} still offers a search");
    }
}

#[test]
fn the_index_is_the_same_on_one_core_and_renumbers_nothing_for_a_new_decision() {
    let log = TestLog::new();
    for number in 1..=60 {
        log.write(
            &format!("{number:04}-x.md"),
            record(
                &format!("status: accepted\ndate: 2026-01-{:02}", number % 28 + 1),
                &format!("# Title {number}\n\nWords of number {number}.\n"),
            ),
        );
    }
    let before = log.build();
    let output = adrsite()
        .env("RAYON_NUM_THREADS", "1")
        .args(["build", "log", "--output", "alone", "--today", TODAY])
        .current_dir(log.dir().parent().unwrap())
        .output()
        .unwrap();
    assert!(output.status.success());
    assert_eq!(&crate::log::files(&log.dir().parent().unwrap().join("alone")), before.files());
    log.write("0061-x.md", record("status: proposed\ndate: 2026-02-01", "# A new one\n\nOther words.\n"));
    let after = log.build();
    assert_eq!(before.page("search/cards-0.js"), after.page("search/cards-0.js"));
    assert_ne!(before.page("search/words-0.js"), after.page("search/words-0.js"));
}

#[test]
fn forms_of_a_word_share_an_entry_in_the_language_that_the_records_are_written_in() {
    let german = "# Entscheidung\n\nDie Verträge und der Vertrag werden nicht geändert, und das ist für alle gut.\n";
    assert!(index(&TestLog::new().file("0001-a.md", record("status: accepted", german))).contains("vertrag,,e"));
    let english = "# Choice\n\nThe contracts and the contract of this system should stay with the teams.\n";
    assert!(index(&TestLog::new().file("0001-a.md", record("status: accepted", english))).contains("contract,,s"));
}
