//! From the teams' own measurements to their page.

use super::log::{CONFIG, check_pages, site, snapshot, turn};
use crate::config::Config;
use crate::scorecard::{Known, parse};

/// A scorecard, with and without metrics in the config.
pub fn scorecard(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for metrics in ["", "scorecard: { metrics: { trust_pulse: { name: Trust, direction: higher, target: 4 }, questions: {} } }\n"] {
        let config = Config::parse(&format!("{CONFIG}{metrics}")).expect("the config is one");
        let directory = config.directory.clone().expect("the config has teams");
        let known = Known { settings: &config.scorecard, team: &|name| directory.team(name), teams: &["platform", "halcyon"] };
        let (scorecard, diagnostics) = parse("scorecard.csv", &text, &known);
        let lines = u32::try_from(text.split(['\n', '\r']).count()).expect("inputs are small");
        for found in diagnostics {
            assert!((1..=lines).contains(&found.line) && found.column > 0, "{found:?} lies outside of {lines} lines");
        }
        for metric in &scorecard.metrics {
            assert!(metric.values.iter().all(|value| value.value.abs() <= 1e12));
            assert!(metric.values.is_sorted_by_key(|value| (value.day, value.team)));
        }
        let mut snapshot = snapshot(b"# It\n", config);
        snapshot.scorecard = scorecard;
        check_pages(&site(snapshot), turn(data));
    }
}
