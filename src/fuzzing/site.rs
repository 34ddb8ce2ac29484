//! From a record or a config to pages.

use super::log::{CONFIG, check_pages, site, snapshot, turn};
use crate::config::{Config, FILE_NAME};
use crate::error::Error;

/// A record, up to the bytes of the pages that show it.
pub fn record(data: &[u8]) {
    let config = Config::parse(CONFIG).expect("the config is one");
    let site = site(snapshot(data, config));
    for (index, _) in site.snapshot().log.iter() {
        super::page::check_body(&site.body_html(index));
    }
    check_pages(&site, turn(data));
}

/// A config: it is refused with places, or there is a site with it.
pub fn config(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match Config::parse(&text) {
        Ok(config) => {
            let record = "---\nstatus: accepted\nproposed_by: platform\nreviewed_by: Ana Ruiz\ntags: [storage]\n---\n# It\n";
            check_pages(&site(snapshot(record.as_bytes(), config)), turn(data));
        }
        Err(Error::Config(problems)) => {
            let lines = text.lines().count().max(1);
            assert!(!problems.is_empty());
            for problem in problems {
                let place =
                    problem.strip_prefix(FILE_NAME).and_then(|rest| rest.strip_prefix(':')?.split(':').next()?.parse::<usize>().ok());
                assert!(place.is_some_and(|line| (1..=lines).contains(&line)), "{problem}");
            }
        }
        Err(error) => panic!("{error}"),
    }
}
