//! The figures of the example log, as another program worked them out from the raw front-matter.

use std::path::Path;

use serde_json::Value;

use crate::log::adrsite;

#[test]
fn the_figures_of_the_example_are_those_of_an_independent_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for day in ["2026-06-08", "2026-11-20"] {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        let output =
            adrsite().arg("build").arg(root.join("example-adrs")).arg("--output").arg(&site).args(["--today", day]).output().unwrap();
        assert!(output.status.success());
        let mut found: Value = serde_json::from_slice(&std::fs::read(site.join("stats.json")).unwrap()).unwrap();
        // The fixture has the quarters into which something falls; the others would make it very long.
        let periods = found["periods"].as_array_mut().unwrap();
        periods.retain(|period| period["step"] == "quarter" && (period["decisions"] != 0 || period["proposals"] != 0));
        let fixture = root.join(format!("tests/fixtures/figures-{day}.json"));
        let expected: Value = serde_json::from_slice(&std::fs::read(fixture).unwrap()).unwrap();
        compare(&expected, &found, day);
    }
}

/// Everything that the other program knows is in `stats.json`, which may have more beside it.
#[track_caller]
fn compare(expected: &Value, found: &Value, path: &str) {
    match expected {
        Value::Object(fields) => fields.iter().for_each(|(key, value)| compare(value, &found[key], &format!("{path}.{key}"))),
        Value::Array(items) => {
            let found = found.as_array().unwrap_or_else(|| panic!("{path} is no list"));
            assert_eq!(items.len(), found.len(), "{path}");
            for item in items {
                let names = ["id", "name", "from", "to", "step", "label", "rule", "decisions", "path"];
                let same = |other: &&Value| names.iter().all(|key| item.get(key).is_none_or(|value| other.get(key) == Some(value)));
                let other = if item.is_object() { found.iter().find(same) } else { found.iter().find(|other| *other == item) };
                compare(item, other.unwrap_or_else(|| panic!("{path} lacks {item}")), path);
            }
        }
        Value::Number(number) => assert_eq!(number.as_f64(), found.as_f64(), "{path}"),
        value => assert_eq!(value, found, "{path}"),
    }
}
