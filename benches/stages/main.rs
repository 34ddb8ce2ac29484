//! What each stage of the pipeline costs, on generated records: `cargo bench`, or `cargo bench -- parse` for one of them.

mod records;

use std::sync::{Arc, LazyLock};

use adrsite::config::Config;
use adrsite::links::Memo;
use adrsite::parse::{Content, Draft, SourceFile, StatusWords, parse};
use adrsite::render::{Page, Site, Theme};
use adrsite::workspace::{self, Snapshot};
use adrsite::{resolve, statistics};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use jiff::civil::{Date as Day, date};
use records::{Style, name, record};

fn main() {
    divan::main();
}

/// Records of the log of all benchmarks that need a whole one.
const RECORDS: usize = 1000;

const TODAY: Day = date(2026, 3, 8);

fn source(style: Style, number: usize) -> SourceFile {
    SourceFile {
        path: name(style, number),
        source: 0,
        route: format!("decisions/{number}.html"),
        content: Content::Bytes(record(style, number).into_bytes()),
    }
}

/// A log of a thousand records in adrsite's own style, and the site's theme.
static LOG: LazyLock<(Arc<Snapshot>, Arc<Theme>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder for the log");
    for number in 1..=RECORDS {
        std::fs::write(folder.path().join(name(Style::Native, number)), record(Style::Native, number)).expect("room for a record");
    }
    let snapshot = workspace::load(folder.path(), None, TODAY).expect("a log");
    let theme = Theme::load(folder.path(), &Config::default()).expect("the default theme");
    (Arc::new(snapshot), Arc::new(theme))
});

fn site() -> Site {
    Site::new(Arc::clone(&LOG.0), Arc::clone(&LOG.1))
}

#[divan::bench(args = Style::ALL)]
fn parse_a_record(bencher: Bencher<'_, '_>, style: Style) {
    let words = StatusWords::new(&[]);
    let file = source(style, 42);
    let Content::Bytes(bytes) = &file.content else { return };
    bencher.counter(BytesCount::new(bytes.len())).bench(|| parse(black_box(&file), &words));
}

#[divan::bench]
fn resolve_a_log(bencher: Bencher<'_, '_>) {
    let words = StatusWords::new(&[]);
    let drafts: Vec<Arc<Draft>> = (1..=RECORDS).map(|number| Arc::new(parse(&source(Style::Native, number), &words).draft)).collect();
    let config = Config::default();
    let sources = LOG.0.log.sources.clone();
    bencher
        .counter(ItemsCount::new(RECORDS))
        .with_inputs(|| (sources.clone(), Memo::default()))
        .bench_values(|(sources, mut memo)| resolve::resolve(black_box(&drafts), sources, &config, &mut memo));
}

#[divan::bench]
fn all_statistics(bencher: Bencher<'_, '_>) {
    let snapshot = &LOG.0;
    bencher
        .counter(ItemsCount::new(RECORDS))
        .bench(|| statistics::statistics(black_box(&snapshot.log), &snapshot.config.policy, snapshot.today));
}

#[divan::bench]
fn prepare_a_site(bencher: Bencher<'_, '_>) {
    LazyLock::force(&LOG);
    bencher.counter(ItemsCount::new(RECORDS)).bench(site);
}

#[divan::bench]
fn markdown_to_html(bencher: Bencher<'_, '_>) {
    let site = site();
    let (index, adr) = site.snapshot().log.iter().next().expect("a decision");
    bencher.counter(BytesCount::of_str(adr.document.body())).bench(|| site.body_html(black_box(index)));
}

/// The kinds of pages, by the routes of one of each.
const PAGES: [&str; 14] = [
    "index.html", "decisions/0042-use-part-42.html", "decisions/index.html", "figures/recorded.html", "teams/index.html",
    "teams/platform.html", "tags/index.html", "statuses/index.html", "statistics/index.html", "statistics/months.html",
    "methodology/index.html", "decisions.json", "stats.json", "stats.csv",
];

#[divan::bench(args = PAGES)]
fn render_a_page(bencher: Bencher<'_, '_>, route: &str) {
    let find = |site: &Site| site.pages().into_iter().find(|page| site.route(*page) == route);
    let page: Page = find(&site()).unwrap_or_else(|| panic!("no page is at `{route}`"));
    // A site keeps what it has made once for all pages; each round starts with one that has made nothing.
    bencher.with_inputs(site).bench_refs(|site| site.render(black_box(page)));
}
