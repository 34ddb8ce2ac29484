//! The same figure is the same on every page, in `stats.json`, in `stats.csv` and on the command line.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

const TODAY: &str = "2026-11-20";

fn adrsite(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_adrsite")).args(arguments).args(["--today", TODAY]).output().expect("adrsite runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A share: how many of how many.
type Counted = (u64, u64);

const SHARES: [&str; 7] =
    ["both_side", "cross_review", "cross_approval", "self_approved", "approved_without_review", "recorded", "was_accepted"];

fn from_json(text: &str) -> BTreeMap<String, Counted> {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let share = |value: &Value| (value["count"].as_u64().expect("a count"), value["of"].as_u64().expect("of"));
    let mut found: BTreeMap<String, Counted> = SHARES.iter().map(|key| ((*key).to_owned(), share(&value[*key]))).collect();
    found.insert("follow_through".to_owned(), share(&value["follow_through"]));
    for team in value["teams"].as_array().expect("teams") {
        for role in ["proposed", "reviewed", "approved", "touched"] {
            let key = format!("{} {role}", team["id"].as_str().expect("an id"));
            found.insert(key, (team[role].as_u64().expect("a number"), value["decisions"].as_u64().expect("a number")));
        }
    }
    for period in value["periods"].as_array().expect("periods").iter().filter(|period| period["step"] == "quarter") {
        let label = period["label"].as_str().expect("a label");
        for key in ["both_side", "cross_review"] {
            found.insert(format!("{label} {key}"), share(&period[key]));
        }
    }
    found
}

fn from_csv(text: &str) -> BTreeMap<String, Counted> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let mut found = BTreeMap::new();
    for row in &rows {
        let [period, label, .., scope, name, figure, count, of, _] = row.iter().collect::<Vec<_>>()[..] else { panic!("{row:?}") };
        let key = match (period, scope) {
            ("all", "all") => figure.to_owned(),
            ("all", "team") if ["proposed", "reviewed", "approved", "touched"].contains(&figure) => format!("{name} {figure}"),
            ("quarter", "all") if ["both_side", "cross_review"].contains(&figure) => format!("{label} {figure}"),
            _ => continue,
        };
        if let (Ok(count), Ok(of)) = (count.parse(), of.parse()) {
            found.insert(key, (count, of));
        }
    }
    found
}

/// Every `n of m` that a page shows between two marks of its text.
fn counted_after(html: &str, from: &str) -> Vec<Counted> {
    let start = html.find(from).unwrap_or_else(|| panic!("`{from}` is not on the page"));
    let rest = &html[start..];
    let end = rest[1..].find("</section>").unwrap_or(rest.len() - 1);
    let text = rest[..end].split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).filter(|three| three[1] == "of").filter_map(|three| Some((three[0].parse().ok()?, number(three[2])?))).collect()
}

fn number(text: &str) -> Option<u64> {
    text.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// The rows that an audit leaves where the address names this figure.
fn counted_in_audit(html: &str, key: &str) -> u64 {
    let before = html.split(&format!("\" id=\"{key}\"></span>")).next().filter(|before| before.len() < html.len());
    let column = before.and_then(|before| before.rsplit("filter-").next()).unwrap_or_else(|| panic!("the audit has no `{key}`"));
    let class = format!("c{column}");
    let rows = html.split("<tr class=\"").skip(1).filter_map(|rest| rest.split('"').next());
    rows.filter(|classes| classes.split_whitespace().any(|name| name == class)).count() as u64
}

fn page(site: &Path, name: &str) -> String {
    std::fs::read_to_string(site.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn a_figure_is_the_same_on_the_pages_in_json_in_csv_and_on_the_command_line() {
    let log = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("example-adrs");
    let log = log.to_str().expect("UTF-8");
    let site = tempfile::tempdir().expect("a folder");
    let site = site.path().join("site");
    adrsite(&["build", log, "--quiet", "--output", site.to_str().expect("UTF-8")]);

    let (json, csv) = (page(&site, "stats.json"), page(&site, "stats.csv"));
    assert_eq!(adrsite(&["stats", log, "--format", "json"]), json, "the command line prints stats.json");
    assert_eq!(adrsite(&["stats", log, "--format", "csv"]), csv, "the command line prints stats.csv");

    let (json, csv) = (from_json(&json), from_csv(&csv));
    for (key, counted) in &json {
        assert_eq!(csv.get(key), Some(counted), "{key} in stats.csv");
    }

    let statistics = page(&site, "statistics/index.html");
    let headline = counted_after(&statistics, "id=\"statisticsFigures\"");
    for key in ["both_side", "cross_review", "cross_approval", "self_approved", "approved_without_review", "follow_through"] {
        assert!(headline.contains(&json[key]), "{key} is {:?}, the page says {headline:?}", json[key]);
    }
    let teams = counted_after(&statistics, "id=\"statisticsTeams\"");
    for team in ["platform", "payments", "halcyon", "halcyon-mobile"] {
        for role in ["proposed", "reviewed", "approved", "touched"] {
            let counted = json[&format!("{team} {role}")];
            assert!(teams.contains(&counted), "{team} {role} is {counted:?}, the page says {teams:?}");
        }
    }
    let quarters = counted_after(&page(&site, "statistics/quarters.html"), "<table");
    for (key, counted) in json.iter().filter(|(key, counted)| key.contains("-Q") && counted.1 > 0) {
        assert!(quarters.contains(counted), "{key} is {counted:?}, the page says {quarters:?}");
    }

    let table = adrsite(&["stats", log]);
    for (key, label) in [("both_side", "Both-side share"), ("cross_review", "Cross-review share"), ("follow_through", "Follow-through")] {
        let line = table.lines().find(|line| line.starts_with(label)).unwrap_or_else(|| panic!("{label} is not in the table"));
        let (count, of) = json[key];
        assert!(line.contains(&format!(" {count} of {of} (")), "{key}: {line}");
    }

    // What a figure counts is what its list shows.
    let list = page(&site, "figures/both-side.html");
    assert_eq!(list.matches("<li class=\"row\">").count() as u64, json["both_side"].0);
    for (label, step) in [("2026-Q2", "quarters"), ("2026-Q1", "quarters")] {
        let quarter = page(&site, &format!("statistics/{step}/{}.html", label.to_lowercase()));
        for key in ["both_side", "cross_review"] {
            assert_eq!(counted_in_audit(&quarter, key), json[&format!("{label} {key}")].0, "{label} {key}");
        }
    }
    for team in ["platform", "payments", "halcyon", "halcyon-mobile"] {
        let audit = page(&site, &format!("teams/{team}--decisions.html"));
        for role in ["proposed", "reviewed", "approved", "touched"] {
            assert_eq!(counted_in_audit(&audit, role), json[&format!("{team} {role}")].0, "{team} {role}");
        }
    }
}

#[test]
fn filters_leave_what_they_name() {
    let log = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("example-adrs");
    let log = log.to_str().expect("UTF-8");
    let csv = adrsite(&[
        "stats", log, "--format", "csv", "--period", "quarter", "--team", "halcyon", "--since", "2026-01-01", "--until", "2026-06-30",
    ]);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| &row[0] == "quarter" && ["2026-Q1", "2026-Q2"].contains(&&row[1]) && row[6].contains("halcyon")));
    let json: Value = serde_json::from_str(&adrsite(&["stats", log, "--format", "json", "--tag", "security"])).expect("JSON");
    let decisions = json["decisions"].as_u64().expect("a number");
    assert!(decisions > 0 && decisions < 46, "{decisions}");
}
