use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::parse::Nature;

fn words() -> StatusWords {
    StatusWords::new(&[])
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn signed_by_halcyon() -> NewSignOff {
    NewSignOff {
        role: Role::Reviewer,
        team: "halcyon".to_owned(),
        by: vec!["Bruno Reis".to_owned()],
        date: Some(day("2026-03-08")),
        outcome: Outcome::Agrees,
        note: None,
    }
}

const ITEM: &str = "{ team: halcyon, by: Bruno Reis, date: 2026-03-08 }";

fn status(status: Status) -> Change {
    Change::Status(NewStatus { status, date: day("2026-03-08"), successor: None })
}

fn superseded() -> Change {
    let successor = Successor {
        id: "ADR-0012".to_owned(),
        reference: "12".to_owned(),
        title: "12. Use a queue".to_owned(),
        link: "0012-use-a-queue.md".to_owned(),
    };
    Change::Status(NewStatus { status: Status::Superseded, date: day("2026-03-08"), successor: Some(successor) })
}

#[track_caller]
fn becomes(before: &str, change: &Change, after: &str) {
    let after = after.replace("ITEM", ITEM);
    for (mark, line_end) in [("", "\n"), ("\u{feff}", "\n"), ("", "\r\n"), ("\u{feff}", "\r\n"), ("", "\r")] {
        let write = |text: &str| mark.to_owned() + &text.replace('\n', line_end);
        let edited = edit("0007-x.md", write(before).as_bytes(), &words(), std::slice::from_ref(change));
        let edited = edited.map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(edited.as_deref(), Ok(write(&after).as_str()), "line end {line_end:?}");
    }
}

#[track_caller]
fn is_signed(before: &str, after: &str) {
    let record = |front_matter: &str| format!("---\n{front_matter}---\n\n# X\n\nText.\n");
    becomes(&record(before), &Change::SignOff(signed_by_halcyon()), &record(after));
}

#[test]
fn a_sign_off_joins_those_that_are_there_in_their_own_form() {
    is_signed("reviewed_by: platform # first\n", "reviewed_by: [platform, ITEM] # first\n");
    is_signed("reviewed_by: 'platform'\nid: 7\n", "reviewed_by: ['platform', ITEM]\nid: 7\n");
    is_signed("reviewed_by: a, b\n", "reviewed_by: [a, b, ITEM]\n");
    is_signed("reviewed_by: [a, \"b, c\"] # two\n", "reviewed_by: [a, \"b, c\", ITEM] # two\n");
    is_signed("reviewed_by: []\n", "reviewed_by: [ITEM]\n");
    is_signed("reviewed_by:\n", "reviewed_by:\n  - ITEM\n");
    is_signed("reviewed_by: # nobody yet\nid: 7\n", "reviewed_by: # nobody yet\n  - ITEM\nid: 7\n");
    is_signed("reviewed_by: ~\n", "reviewed_by: [ITEM]\n");
    is_signed("reviewed_by: TBD\n", "reviewed_by: [ITEM]\n");
    is_signed(
        "reviewed_by:\n  - a\n  # - c\n  - b # late\n\n# end\nid: 7\n",
        "reviewed_by:\n  - a\n  # - c\n  - b # late\n  - ITEM\n\n# end\nid: 7\n",
    );
    is_signed("reviewed_by:\n- a\nid: 7\n", "reviewed_by:\n- a\n- ITEM\nid: 7\n");
    is_signed("reviewed_by:\n  - team: a\n    by: Kim\n", "reviewed_by:\n  - team: a\n    by: Kim\n  - ITEM\n");
    is_signed("reviewed_by: { team: a, by: [Kim] } # x\n", "reviewed_by: [{ team: a, by: [Kim] }, ITEM] # x\n");
    is_signed(
        "reviewed_by:\n  team: a\n  note: |\n    # one\n\n    two\nid: 7\n",
        "reviewed_by:\n  - team: a\n    note: |\n      # one\n\n      two\n  - ITEM\nid: 7\n",
    );
    is_signed("reviewed_by: [\n  a,\n  b # late\n]\n", "reviewed_by: [\n  a,\n  b,\n  ITEM # late\n]\n");
    is_signed("reviewed_by: [\n  a,\n  'it''s, b',\n]\n", "reviewed_by: [\n  a,\n  'it''s, b',\n  ITEM\n]\n");
    is_signed("reviewed_by: &r [a]\n", "reviewed_by: &r [a, ITEM]\n");
    is_signed("reviewed_by: >\n  a,\n  b\nid: 7\n", "reviewed_by: [a, b, ITEM]\nid: 7\n");
}

#[test]
fn a_new_key_stands_behind_the_earlier_role_the_date_or_the_status() {
    is_signed("id: 7\nproposed_by: [a]\ntags: [x]\n", "id: 7\nproposed_by: [a]\nreviewed_by:\n  - ITEM\ntags: [x]\n");
    is_signed(
        "status: proposed\ndate: 2026-01-02\n\ntags:\n- x\n",
        "status: proposed\ndate: 2026-01-02\nreviewed_by:\n- ITEM\n\ntags:\n- x\n",
    );
    is_signed("proposed-by: a\n", "proposed-by: a\nreviewed-by:\n  - ITEM\n");
    is_signed("", "reviewed_by:\n  - ITEM\n");
    is_signed("deciders: @ana, @bo\nstatus: accepted # ok\n", "deciders: @ana, @bo\nstatus: accepted # ok\nreviewed_by:\n  - ITEM\n");
}

#[test]
fn a_record_without_front_matter_gets_one() {
    for text in ["# 7. X\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n", "X\n=\n\n* Status: accepted\n* Deciders: Ana, Bo\n\nText\n"] {
        becomes(text, &Change::SignOff(signed_by_halcyon()), &format!("---\nreviewed_by:\n  - ITEM\n---\n\n{text}"));
    }
}

#[test]
fn toml_front_matter_stays_toml() {
    let record = |front_matter: &str| format!("+++\ntitle = \"X\"\n{front_matter}\n[extra]\nx = 1\n+++\n# X\n");
    let item = "{ team = \"halcyon\", by = \"Bruno Reis\", date = 2026-03-08 }";
    let change = Change::SignOff(signed_by_halcyon());
    becomes(&record(""), &change, &record(&format!("reviewed_by = [{item}]\n")));
    becomes(&record("reviewed_by = [\"a\"]\n"), &change, &record(&format!("reviewed_by = [\"a\", {item}]\n")));
    becomes(&record("reviewed_by = \"a\"\n"), &change, &record(&format!("reviewed_by = [\"a\", {item}]\n")));
}

#[test]
fn an_alias_that_another_key_shares_is_not_changed_for_both() {
    let text = "---\nreviewed_by: &r\n  - a\napproved_by: *r\n---\n# X\n";
    let edited = edit("0007-x.md", text.as_bytes(), &words(), &[Change::SignOff(signed_by_halcyon())]);
    assert_eq!(edited, Err(Refusal::NoPlace("sign-off")));
}

#[test]
fn what_is_no_text_and_what_is_there_already_is_refused() {
    let change = [Change::SignOff(signed_by_halcyon())];
    assert_eq!(edit("x.md", b"# X\xff\n", &words(), &change), Err(Refusal::NotText));
    let signed = edit("x.md", b"# X\n", &words(), &change).unwrap();
    assert_eq!(edit("x.md", &signed, &words(), &change), Err(Refusal::SameSignOff));
    let same = edit("x.md", b"# X\n\n## Status\n\nAccepted\n", &words(), &[status(Status::Accepted)]);
    assert_eq!(same, Err(Refusal::SameStatus(Status::Accepted)));
}

#[test]
fn names_and_notes_come_back_as_they_were_given() {
    for name in ["Ana: the \"first\"", "12", "true", "Søren, Kim", "日本", "#7", "a\u{2028}b"] {
        let new = NewSignOff {
            team: name.to_owned(),
            by: vec![name.to_owned()],
            note: Some("it's\n{{ x }} # y".to_owned()),
            ..signed_by_halcyon()
        };
        for text in ["# X\n", "---\nreviewed_by: [a]\n---\n# X\n", "+++\nreviewed_by = [\"a\"]\n+++\n# X\n"] {
            assert!(edit("x.md", text.as_bytes(), &words(), &[Change::SignOff(new.clone())]).is_ok(), "{name} {text}");
        }
    }
}

#[test]
fn a_status_changes_where_it_is_declared() {
    let accepted = status(Status::Accepted);
    for (before, after) in [
        ("---\nstatus: proposed # yet\ndate: 2026-01-02\n---\n# X\n", "---\nstatus: accepted # yet\ndate: 2026-03-08\n---\n# X\n"),
        ("---\nstatus: \"Proposed\"\n---\n# X\n", "---\nstatus: \"Accepted\"\n---\n# X\n"),
        ("---\ntitle: X\n---\nText\n", "---\nstatus: accepted\ntitle: X\n---\nText\n"),
        ("# X\n\nText\n", "---\nstatus: accepted\n---\n\n# X\n\nText\n"),
        (
            "# 7. X\n\nDate: 2020-01-02\n\n## Status\n\nProposed\n\n## Context\n",
            "# 7. X\n\nDate: 2020-01-02\n\n## Status\n\nAccepted\n\n## Context\n",
        ),
        (
            "# X\n\n* Status: proposed <!-- optional -->\n* Date: 2020-01-02\n",
            "# X\n\n* Status: accepted <!-- optional -->\n* Date: 2020-01-02\n",
        ),
        ("# X\n\n- **Status:** PROPOSED  \n- **Date:** 2020-01-02\n", "# X\n\n- **Status:** ACCEPTED  \n- **Date:** 2020-01-02\n"),
        (
            "# X\n\n| Status | Proposed |\n|---|---|\n| Date | 2020-01-02 |\n",
            "# X\n\n| Status | Accepted |\n|---|---|\n| Date | 2020-01-02 |\n",
        ),
        ("# X\n\n## Status\n\nProposed (2020-01-02)\n", "# X\n\n## Status\n\nAccepted (2026-03-08)\n"),
        ("# X\n\n## 状态\n\n2017-11-23 提议\n", "# X\n\n## 状态\n\n2026-03-08 accepted\n"),
        (
            "# X\n\n## Status\n\n- 2020-01-02 draft\n- 2020-02-03 proposed\n",
            "# X\n\n## Status\n\n- 2020-01-02 draft\n- 2020-02-03 proposed\n- 2026-03-08 accepted\n",
        ),
        ("# X\n\n## Status: Proposed\n\nText\n", "# X\n\n## Status: Accepted\n\nText\n"),
        ("---\nstatus: proposed\n---\n# X\n\n## Status\n\nProposed\n", "---\nstatus: accepted\n---\n# X\n\n## Status\n\nAccepted\n"),
        ("+++\nstatus = \"proposed\"\n+++\n# X\n", "+++\nstatus = \"accepted\"\n+++\n# X\n"),
    ] {
        becomes(before, &accepted, after);
    }
}

#[test]
fn a_superseded_record_names_its_successor_in_its_own_style() {
    for (before, after) in [
        ("---\nstatus: accepted\ntags: [x]\n---\n# X\n", "---\nstatus: superseded\nsuperseded_by: [12]\ntags: [x]\n---\n# X\n"),
        (
            "---\nstatus: accepted\ndecision-makers: Ana\n---\n# X\n",
            "---\nstatus: \"superseded by [ADR-0012](0012-use-a-queue.md)\"\ndecision-makers: Ana\n---\n# X\n",
        ),
        (
            "# 7. X\n\n## Status\n\nAccepted\n\n## Context\n",
            "# 7. X\n\n## Status\n\nSuperseded by [12. Use a queue](0012-use-a-queue.md)\n\n## Context\n",
        ),
        ("# X\n\n* Status: accepted\n", "# X\n\n* Status: superseded by [ADR-0012](0012-use-a-queue.md)\n"),
    ] {
        becomes(before, &superseded(), after);
    }
}

/// Whether `edited` is `original` with text put in at one place.
fn keeps_everything(original: &[u8], edited: &[u8]) -> bool {
    let common = original.iter().zip(edited).take_while(|(a, b)| a == b).count();
    let (rest, new) = (&original[common..], &edited[common..]);
    let tail = rest.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    rest.len() == tail
}

// Letters of which no word for nothing (`x`, `n/a`, `tbd`) is made: such a value gives way to the first sign-off.
fn yaml_value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just(" ~".to_owned()),
        "[q-wé]{1,8}( [A-Z][q-w]{1,5})?( # [q-w:,]{0,9})?".prop_map(|text| format!(" {text}")),
        "\"[q-w, #:\\[\\]]{0,12}\"".prop_map(|text| format!(" {text}")),
        "'[q-w, #:{}]{0,12}'( #x)?".prop_map(|text| format!(" {text}")),
        prop::collection::vec("[q-w]{1,6}|\"[q-w,\\] ]{1,6}\"|\\{ team: [q-w]{1,5}, by: \\[[A-Z][q-w]{1,5}\\] \\}", 0..4)
            .prop_map(|items| format!(" [{}]", items.join(", "))),
        prop::collection::vec("[q-w]{1,6}|'[q-w: ]{1,6}'|team: [q-w]{1,6}\n    by: [A-Z][q-w]{1,6}", 1..4)
            .prop_map(|items| items.into_iter().map(|item| format!("\n  - {item}")).collect()),
        "\n  team: [q-w]{1,6}\n  date: 2026-0[1-9]-1[0-9]",
    ]
}

fn record() -> impl Strategy<Value = String> {
    let key = prop_oneof![
        Just("reviewed_by"),
        Just("reviewed-by"),
        Just("approved_by"),
        Just("proposed_by"),
        Just("status"),
        Just("date"),
        Just("tags"),
        Just("deciders"),
        Just("x"),
    ];
    let line = prop_oneof![
        4 => (key, yaml_value()).prop_map(|(key, value)| format!("{key}:{value}\n")),
        1 => Just("# a comment\n".to_owned()),
        1 => Just("\n".to_owned()),
    ];
    let body = prop_oneof![
        Just("# X\n\nText.\n"),
        Just("# 3. X\n\n## Status\n\nAccepted\n\n## Context\n\nText\n"),
        Just("* Status: proposed\n* Deciders: Ana\n\nText"),
        Just("---\n\nText"),
        Just(""),
    ];
    (any::<bool>(), prop::collection::vec(line, 0..6), body, prop_oneof![Just("\n"), Just("\r\n")], any::<bool>()).prop_map(
        |(front_matter, lines, body, line_end, mark)| {
            let front_matter = if front_matter { format!("---\n{}---\n", lines.concat()) } else { String::new() };
            let mark = if mark { "\u{feff}" } else { "" };
            mark.to_owned() + &(front_matter + body).replace('\n', line_end)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn signing_any_record_adds_the_sign_off_and_nothing_else(text in record(), role in 0..3_usize, note in prop::option::of("\\PC{0,20}")) {
        let note = note.map(|note| note.trim().to_owned()).filter(|note| !crate::parse::says_nothing(note));
        let new = NewSignOff { role: Role::ALL[role], note, ..signed_by_halcyon() };
        // `edit` itself holds that the record says the same plus the sign-off; here it is about bytes, and about being able to.
        match edit("0007-x.md", text.as_bytes(), &words(), &[Change::SignOff(new)]) {
            Ok(edited) => {
                let before = sorted_words(&text);
                let after = sorted_words(&String::from_utf8(edited).unwrap());
                prop_assert!(is_contained(&before, &after), "{text}");
            }
            Err(refusal) => prop_assert_eq!(refusal, Refusal::SameSignOff, "{}", text),
        }
    }
}

/// Words without the punctuation of lists, which a bare value gets when it becomes one, and each once: a name that stands
/// there twice is one name.
fn sorted_words(text: &str) -> Vec<String> {
    let words = text.split(|ch: char| !ch.is_alphanumeric());
    let mut words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words
}

fn is_contained(before: &[String], after: &[String]) -> bool {
    let mut after = after.iter();
    before.iter().all(|word| after.any(|other| other == word))
}

/// Real records, from the folder that `ADRSITE_CORPORA` names. Without it there is nothing to read, so it runs only on demand.
#[test]
#[ignore = "needs a folder with real logs: ADRSITE_CORPORA=../logs cargo test -- --ignored real_records"]
fn a_thousand_real_records_are_signed_and_change_nowhere_else() {
    let folder = std::env::var_os("ADRSITE_CORPORA").expect("ADRSITE_CORPORA names a folder with logs");
    let mut paths = Vec::new();
    collect(Path::new(&folder), &mut paths);
    // The same thousand at each run, spread over all logs.
    let spread =
        |path: &PathBuf| path.to_string_lossy().bytes().fold(7_u64, |hash, byte| hash.wrapping_mul(1_099_511_628_211) ^ u64::from(byte));
    paths.sort_by_key(|path| (spread(path), path.clone()));
    let mut records = 0;
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        if !matches!(read(&name, &bytes, &words()).draft.nature, Nature::Record | Nature::Plain) {
            continue;
        }
        for role in Role::ALL {
            let edited = edit(&name, &bytes, &words(), &[Change::SignOff(NewSignOff { role, ..signed_by_halcyon() })]);
            let edited = edited.unwrap_or_else(|refusal| panic!("{name}: {} {refusal:?}", role.key()));
            assert!(keeps_everything(&bytes, &edited), "{name}: more than the sign-off has changed");
        }
        for wanted in [Status::Accepted, Status::Rejected] {
            match edit(&name, &bytes, &words(), &[status(wanted)]) {
                Ok(edited) => {
                    let lines = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
                    let (before, after) = (lines(&bytes), lines(&edited));
                    let changed = before.iter().filter(|line| !after.contains(line)).count();
                    assert!(changed <= 3, "{name}: {changed} lines have changed");
                }
                Err(refusal) => assert_eq!(refusal, Refusal::SameStatus(wanted), "{name}"),
            }
        }
        records += 1;
        if records == 1000 {
            return;
        }
    }
    panic!("{records} records, expected at least 1000");
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            paths.push(path);
        }
    }
}
