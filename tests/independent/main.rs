//! Compares the figures with those of `figures.py`, which shares no code with adrsite.
//!
//! Needs python3 with PyYAML, so it is run on demand:
//! `ADRSITE_LOG=example-adrs ADRSITE_TODAY=2026-03-08 cargo test --test independent -- --ignored`

use std::path::{Path, PathBuf};
use std::process::Command;

use adrsite::statistics::{Statistics, Times, sentences, statistics};
use adrsite::workspace::{self, Snapshot};
use serde_json::{Value, json};

#[test]
#[ignore = "needs python3 with PyYAML"]
fn the_figures_are_those_that_an_independent_program_finds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = std::env::var_os("ADRSITE_LOG").map_or_else(|| root.join("example-adrs"), PathBuf::from);
    let today = std::env::var("ADRSITE_TODAY").unwrap_or_else(|_| "2026-11-20".to_owned());
    let output = Command::new("python3")
        .arg(root.join("tests/independent/figures.py"))
        .args([folder.as_os_str(), "--today".as_ref(), today.as_ref()])
        .output()
        .expect("python3 runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let expected: Value = serde_json::from_slice(&output.stdout).expect("figures.py prints JSON");
    let snapshot = workspace::load(&folder, None, today.parse().expect("a day")).expect("the log loads");
    let started = std::time::Instant::now();
    let statistics = statistics(&snapshot.log, &snapshot.config.policy, snapshot.today);
    println!("{} decisions in {:?}", statistics.overall.decisions.len(), started.elapsed());
    let found = as_json(&snapshot, &statistics);
    for (key, value) in expected.as_object().expect("an object") {
        assert_eq!(found[key], *value, "{key}");
    }
    println!("{found:#}");
    for sign in &statistics.signs {
        println!("{:?}: {}", sign.rule.kind(), sentences::sentence(sign, &snapshot.log.teams));
    }
}

fn as_json(snapshot: &Snapshot, statistics: &Statistics) -> Value {
    let (log, overall) = (&snapshot.log, &statistics.overall);
    let id = |team| log.teams.team(team).id.as_str();
    let mut teams: Vec<Value> = log
        .teams
        .iter()
        .map(|(index, team)| {
            let part = overall.team(index).expect("every team is listed over all time");
            json!({
                "id": team.id, "side": log.teams.side(team.side).name, "proposed": part.proposed.count(),
                "reviewed": part.reviewed.count(), "approved": part.approved.count(), "touched": part.touched.count(),
            })
        })
        .collect();
    teams.sort_by_key(|team| team["id"].as_str().map(str::to_owned));
    let mut pairs: Vec<Value> = overall
        .pairs
        .iter()
        .map(|pair| json!({ "from": id(pair.from), "to": id(pair.to), "reviewed": pair.reviewed.len(), "approved": pair.approved.len() }))
        .collect();
    pairs.sort_by_key(|pair| (pair["from"].as_str().map(str::to_owned), pair["to"].as_str().map(str::to_owned)));
    let by_status: serde_json::Map<String, Value> =
        overall.by_status.iter().map(|row| (row.name().to_owned(), json!(row.decisions.len()))).collect();
    let by_year: serde_json::Map<String, Value> =
        statistics.by_year.iter().map(|(year, decisions)| (year.to_string(), json!(decisions.len()))).collect();
    let times = |times: &Times| json!({ "median": times.median, "p90": times.p90, "answered": times.answered.len(), "waiting": times.waiting.len() });
    let mut response = times(&overall.response);
    response["never"] = json!(overall.response.never.len());
    let follow = &overall.follow_through;
    let mut found = json!({
        "decisions": overall.decisions.len(),
        "drafts": statistics.drafts.len(),
        "by_status": by_status,
        "by_year": by_year,
        "teams": teams,
        "pairs": pairs,
        "response_days": response,
        "decision_days": times(&overall.decision),
        "follow_through": { "count": follow.count(), "of": follow.of(), "late": follow.late.len(), "overdue": follow.overdue.len() },
    });
    for (definition, share) in overall.participation.shares() {
        found[definition.key] = json!(share);
    }
    found
}
