//! A log in memory, and its site.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::parse::StatusWords;
use crate::render::{Page, Site, Theme};
use crate::workspace::{self, Snapshot};

/// A folder that is not there, whatever the machine.
pub(super) const NOWHERE: &str = "/dev/null/log";

/// Two teams of two sides, and whatever else a page shows only where the config says so.
pub(super) const CONFIG: &str = "
title: Decisions
base_url: https://log.example/adr/
edit_url: https://forge.example/edit/{path}
file_url: https://forge.example/file/{path}
image_hosts: [images.example]
markdown_copies: true
people: true
teams:
  platform: { name: Platform, side: Northwind, members: [\"Ana Ruiz <ana@northwind.example>\"] }
  halcyon: { name: Halcyon, side: Halcyon Software, domains: [halcyon.example], aliases: [Halcyon Team] }
policy:
  accepted: { reviewed_by_other_side: true, approved_by_every_side: true }
";

/// The words for statuses, which take longer to prepare than most inputs to read.
pub(super) fn words() -> &'static StatusWords {
    static WORDS: OnceLock<StatusWords> = OnceLock::new();
    WORDS.get_or_init(|| StatusWords::new(&[]))
}

/// Records that point at the one that is tried out.
const OTHERS: [(&str, &str); 2] = [
    (
        "0002-replace-it.md",
        "---\nstatus: accepted\ndate: 2026-02-03\nproposed_by: platform\nreviewed_by: { team: halcyon, date: 2026-02-02 }\nsupersedes: [1]\ntags: [storage]\n---\n# Replace it\n\nSee [the first](0001-tried.md#context).\n",
    ),
    ("0003-amend-it.md", "# 3. Amend it\n\nDate: 2026-02-04\n\n## Status\n\nProposed\n\nAmends [1. It](0001-tried.md)\n"),
];

/// The log of a record among others.
pub(super) fn snapshot(record: &[u8], config: Config) -> Snapshot {
    let others = OTHERS.map(|(path, text)| (path, text.as_bytes()));
    let files: Vec<(&str, &[u8])> = std::iter::once(("0001-tried.md", record)).chain(others).collect();
    let today = jiff::civil::date(2026, 3, 8);
    let own = (!config.statuses.is_empty()).then(|| StatusWords::new(&config.statuses));
    workspace::in_memory(Path::new(NOWHERE), &files, own.as_ref().unwrap_or_else(|| words()), config, today)
}

/// The site of a log, in the default theme.
pub(super) fn site(snapshot: Snapshot) -> Site {
    static THEME: OnceLock<Arc<Theme>> = OnceLock::new();
    let theme = THEME.get_or_init(|| {
        let config = Config::parse("").expect("an empty config is one");
        Arc::new(Theme::load(Path::new(NOWHERE), &config).expect("the default theme is there"))
    });
    Site::new(Arc::new(snapshot), Arc::clone(theme))
}

/// Makes the pages of a site, and looks at each: those of records always, of the others those whose turn it is.
pub(super) fn check_pages(site: &Site, turn: usize) {
    for (number, page) in site.pages().into_iter().enumerate() {
        let is_of_record = matches!(page, Page::Decision(_) | Page::Note(_) | Page::Scorecard);
        // The same for every log; and the index of the search, which is read by its own script alone.
        if matches!(page, Page::ThemeAsset(_) | Page::SearchPart(_)) || !is_of_record && number % TURNS != turn % TURNS {
            continue;
        }
        let route = site.route(page);
        let bytes = site.render(page).unwrap_or_else(|error| panic!("{route}: {error}"));
        super::page::check(&route, &bytes);
    }
}

/// Most pages differ little from one input to the next, and take most of the time.
const TURNS: usize = 16;

/// A number of an input that says which pages are looked at.
pub(super) fn turn(data: &[u8]) -> usize {
    data.iter().map(|byte| usize::from(*byte)).sum()
}
