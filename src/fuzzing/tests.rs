//! Every kind of input, over the example log and damaged copies of it. The same copies each time: a failure can be looked at.

use std::path::Path;

use super::TARGETS;

/// Pieces that mean something to one of the readers.
const PIECES: &[&str] = &[
    "---\n",
    "+++\n",
    "\n\n",
    "\r\n",
    "\u{feff}",
    "\0",
    "# ",
    "## Status\n\n",
    "status: ",
    "date: 2026-02-30\n",
    "proposed_by: [",
    "{ team: ",
    "supersedes: [1]\n",
    "<div>",
    "</div>",
    "<p>",
    "<table><tr><td>",
    "<a href=\"x\">",
    "<svg><style>",
    "<math><mi>",
    "<!--",
    "-->",
    "<details>",
    "```\n",
    "~~~mermaid\nflowchart TD\na-->b\n~~~\n",
    "| a | b |\n|---|---|\n",
    "[x](javascript:y)",
    "[^1]",
    "[^1]: x\n",
    "![](",
    "$$\\frac{",
    "> ",
    "- [ ] ",
    "&#0;",
    "&amp;",
    "\u{1}",
    "\u{2028}",
    "\u{202e}",
    "\u{fffe}",
    "é",
    "日",
    "'",
    "\"",
    "]]>",
    "{{",
    "{%",
    "GET / HTTP/1.1\r\n",
    "Host: evil.example\r\n",
    "Sec-Fetch-Site: cross-site\r\n",
    "Range: bytes=",
    "%00",
    "..%2f",
    "//",
    "1e308",
    "-",
    ",",
    ";",
    "date,metric,team,value\n",
    "teams:\n",
    "  a: { name: ",
    "base_url: https://",
    "*a",
    "&a ",
    "!!",
    "? ",
    "|\n",
];

/// Requests, measurements and configs, of which the example log has none or few.
const REQUESTS: &[&str] = &[
    "GET /decisions/0001-tried.html?x HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \"x\", *\r\nRange: bytes=0-3\r\n\r\n",
    "HEAD /_adrsite/events?page=/&tag=x HTTP/1.0\r\nHost: 127.0.0.1:4000\r\nConnection: keep-alive\r\nOrigin: http://localhost\r\n\r\nGET http://localhost/ HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n\r\n",
];
const SCORECARDS: &[&str] = &[
    "date,metric,team,value\n2026-01-04,trust_pulse,platform,3.5\n2026-01-18,trust_pulse,,-1e300\n2026-02-01,questions,Halcyon Team,0\n",
    "date;metric;team;value\n2026-01-04;trust_pulse;platform;3,5\n",
];
const CONFIGS: &[&str] = &[
    "title: Decisions\ndescription: What we decided\nlanguage: en\nmarkdown_copies: true\n",
    "teams:\n  platform: { name: Platform, side: Northwind, about: \"*We* run it\", contact: a@x.example }\n  halcyon: {}\npolicy:\n  accepted: { reviewed_by_other_side: true }\n",
    "statuses: { ratified: accepted, parked: { means: proposed } }\nbase_url: https://x.example\nedit_url: https://x.example/{path}\nimage_hosts: [x.example]\n",
];

/// Numbers that look random, and are the same each time (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }
}

/// What a kind of input begins from: files of the example log, or some of the above.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let (ending, others) = match name {
        "config" => ("yaml", CONFIGS),
        "request" => ("", REQUESTS),
        "scorecard" => ("csv", SCORECARDS),
        _ => ("md", &[][..]),
    };
    let log = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-adrs");
    let mut paths: Vec<_> = std::fs::read_dir(log).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == ending));
    paths.sort();
    let files = paths.iter().map(|path| std::fs::read(path).unwrap());
    files.chain(others.iter().map(|text| text.as_bytes().to_vec())).collect()
}

/// A seed, cut short so that it is quickly read, with a few places of it damaged.
fn damaged(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let seed = &seeds[numbers.below(seeds.len())];
    let mut bytes = seed[..seed.len().min(200 + numbers.below(2000))].to_vec();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(bytes.len() + 1);
        let end = (at + numbers.below(40)).min(bytes.len());
        let piece = || PIECES.iter().map(|piece| piece.as_bytes());
        let with = match numbers.below(6) {
            0 => Vec::new(),
            1 => bytes[at..end].repeat(2),
            2 => vec![numbers.below(256) as u8],
            3 => piece().nth(numbers.below(PIECES.len())).unwrap_or_default().repeat(1 + numbers.below(20)),
            _ => piece().nth(numbers.below(PIECES.len())).unwrap_or_default().to_vec(),
        };
        bytes.splice(at..if numbers.below(2) == 0 { at } else { end }, with);
    }
    bytes
}

/// Shows the input at which a test failed.
struct Shown<'a>(&'a [u8]);

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the input was b\"{}\"", self.0.escape_ascii());
        }
    }
}

#[track_caller]
fn holds(name: &str, rounds: usize) {
    let (_, target) = TARGETS.iter().find(|(known, _)| *known == name).unwrap();
    let seeds = seeds(name);
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for seed in seeds.iter().step_by(4) {
        let _shown = Shown(seed);
        target(seed);
    }
    for _ in 0..rounds {
        let input = damaged(&seeds, &mut numbers);
        let _shown = Shown(&input);
        target(&input);
    }
}

#[test]
fn every_config_is_refused_with_a_place_or_makes_a_site() {
    holds("config", 100);
}

#[test]
fn every_front_matter_is_read_within_its_file() {
    holds("front_matter", 300);
}

#[test]
fn every_record_makes_pages_that_only_show_it() {
    holds("record", 60);
}

#[test]
fn every_request_is_answered_or_refused() {
    holds("request", 1000);
}

#[test]
fn every_scorecard_makes_a_page() {
    holds("scorecard", 60);
}

#[test]
fn everything_that_sign_writes_is_read_back() {
    holds("sign", 150);
}

#[test]
fn every_file_of_any_style_is_read_within_itself() {
    holds("style", 300);
}

#[test]
fn each_kind_has_a_program_that_fuzzes_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/fuzz_targets");
    // The packaged crate is without them.
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    assert!(names.iter().eq(TARGETS.iter().map(|(name, _)| name)), "{names:?}");
}
