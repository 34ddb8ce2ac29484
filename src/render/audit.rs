//! Audits: tables that show which decisions a figure counts, one row a decision and one column a figure.
//!
//! One page holds all figures of a period, a team, a side or a pair of teams, so that a site of many periods stays small.
//! The address of a column (`#both_side`) leaves only the rows that its figure counts, without a script: the theme
//! hides the others where a filter is the target.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use serde::Serialize;

use super::html::escape;
use super::views::{id, status_name};
use super::{SafeHtml, Site};
use crate::model::AdrIndex;
use crate::routes::{page_of, url};
use crate::statistics::{FEW, Share, Timed, Times};

/// Decisions on one page; no more than a browser lays out at once.
const PER_PAGE: usize = 500;

/// Filters that the theme knows.
pub(super) const COLUMNS: usize = 32;

/// A figure as a column.
pub(super) struct Column<'a> {
    /// The key of its figure.
    key: &'static str,
    /// The address of its filter: the key, unless the figure has several columns.
    id: String,
    /// Whether it shows only where its filter is on.
    is_extra: bool,
    label: String,
    /// What the figure comes to.
    total: String,
    counted: Counted<'a>,
    /// Whether the figure is one that the methodology defines.
    has_definition: bool,
}

enum Counted<'a> {
    /// Decisions counted, out of those that could be.
    Share(&'a [AdrIndex], &'a [AdrIndex]),
    /// Decisions counted.
    List(Cow<'a, [AdrIndex]>),
    /// Decisions with their days.
    Days(&'a [Timed]),
    /// Decisions with a number each.
    Numbers(Cow<'a, [(AdrIndex, usize)]>),
}

/// What a decision is to a figure.
enum Mark {
    Counted,
    Number(i64),
    /// Among those that could be counted, and not counted.
    Not,
    Outside,
}

impl<'a> Column<'a> {
    /// A share: what it counts, and what it could.
    pub(super) fn share(site: &Site, key: &'static str, share: &'a Share) -> Self {
        Self::part(site, key, &share.counted, &share.among)
    }

    /// A share of a person: the definitions are those of teams, and do not hold for people.
    pub(super) fn of_person(site: &Site, key: &'static str, share: &'a Share) -> Self {
        Self { has_definition: false, ..Self::share(site, key, share) }
    }

    /// The same figure of one of several parties; it shows only where somebody asks for it.
    pub(super) fn of_party(self, key: &str, name: &str) -> Self {
        Self { id: format!("{}-{key}", self.key), label: format!("{}: {name}", self.label), is_extra: true, ..self }
    }

    fn new(key: &'static str, label: String, total: String, counted: Counted<'a>) -> Self {
        Self { key, id: key.to_owned(), is_extra: false, label, total, counted, has_definition: true }
    }

    /// A share whose lists stand apart.
    pub(super) fn part(site: &Site, key: &'static str, counted: &'a [AdrIndex], among: &'a [AdrIndex]) -> Self {
        let language = &site.theme.language;
        let total = if among.is_empty() { "–".to_owned() } else { language.share(counted.len(), among.len()) };
        Self::new(key, language.figure(key).to_owned(), total, Counted::Share(counted, among))
    }

    /// A list.
    pub(super) fn list(site: &Site, key: &'static str, label: String, counted: impl Into<Cow<'a, [AdrIndex]>>) -> Self {
        let counted = counted.into();
        let total = site.theme.language.number(counted.len() as i64);
        Self::new(key, label, total, Counted::List(counted))
    }

    /// Times: the days of each, and their median.
    pub(super) fn days(site: &Site, key: &'static str, times: &'a Times) -> Self {
        let language = &site.theme.language;
        let n = language.number(times.answered.len() as i64);
        let total = times
            .median
            .map_or_else(|| "–".to_owned(), |median| language.fill("trend_days", &[("days", &language.days(median)), ("n", &n)]));
        Self::new(key, language.figure(key).to_owned(), total, Counted::Days(&times.answered))
    }

    /// A number of each decision, and what they come to in words.
    pub(super) fn numbers(site: &Site, key: &'static str, numbers: impl Into<Cow<'a, [(AdrIndex, usize)]>>, total: String) -> Self {
        let label = site.theme.language.figure(key).to_owned();
        Self::new(key, label, total, Counted::Numbers(numbers.into()))
    }

    /// A list compares with nothing.
    fn too_few(&self) -> bool {
        let of = match &self.counted {
            Counted::List(_) => return false,
            Counted::Share(_, among) => among.len(),
            Counted::Days(timed) => timed.len(),
            Counted::Numbers(numbers) => numbers.len(),
        };
        (1..FEW).contains(&of)
    }

    fn mark(&self, adr: AdrIndex) -> Mark {
        let has = |list: &[AdrIndex]| list.binary_search(&adr).is_ok();
        match &self.counted {
            Counted::Share(counted, _) if has(counted) => Mark::Counted,
            Counted::List(counted) if has(counted) => Mark::Counted,
            Counted::Share(_, among) if has(among) => Mark::Not,
            Counted::Days(timed) => match timed.binary_search_by_key(&adr, |timed| timed.adr) {
                Ok(at) => Mark::Number(timed[at].days),
                Err(_) => Mark::Outside,
            },
            Counted::Numbers(numbers) => match numbers.binary_search_by_key(&adr, |(adr, _)| *adr) {
                Ok(at) => Mark::Number(numbers[at].1 as i64),
                Err(_) => Mark::Outside,
            },
            _ => Mark::Outside,
        }
    }
}

/// The decisions that at least one of some columns knows.
fn known(columns: &[Column<'_>]) -> Vec<AdrIndex> {
    let mut decisions: Vec<AdrIndex> = Vec::new();
    for column in columns {
        match &column.counted {
            Counted::Share(_, among) => decisions.extend_from_slice(among),
            Counted::List(counted) => decisions.extend_from_slice(counted),
            Counted::Days(timed) => decisions.extend(timed.iter().map(|timed| timed.adr)),
            Counted::Numbers(numbers) => decisions.extend(numbers.iter().map(|(adr, _)| *adr)),
        }
    }
    // Each list is in order, which sorting makes use of.
    decisions.sort();
    decisions.dedup();
    decisions
}

/// A table of decisions and figures.
pub(super) struct Audit<'a> {
    /// The route of its pages without number and ending.
    base: String,
    columns: Vec<Column<'a>>,
    /// Newest first.
    decisions: Arc<[AdrIndex]>,
}

/// A page of an audit, as templates see it.
#[derive(Serialize)]
pub(super) struct AuditView<'a> {
    columns: Vec<ColumnView<'a>>,
    /// How many of them show also where no filter is on: the first ones.
    plain: usize,
    /// All decisions, also those of other pages.
    count: usize,
    rows_html: SafeHtml,
    pages: usize,
    number: usize,
    /// The addresses of all its pages, where there are several.
    links: Vec<String>,
}

#[derive(Serialize)]
struct ColumnView<'a> {
    key: &'a str,
    label: &'a str,
    total: &'a str,
    /// Whether it is over too few to be compared.
    few: bool,
    definition: Option<&'a str>,
}

/// How many pages so many decisions need.
pub(super) fn pages(decisions: usize) -> usize {
    decisions.div_ceil(PER_PAGE).max(1)
}

impl<'a> Audit<'a> {
    /// The decisions that at least one of `columns` knows; `base` is the route of its pages without number and ending.
    pub(super) fn new(site: &Site, base: String, columns: Vec<Column<'a>>) -> Self {
        Self::over(site, base, known, columns)
    }

    /// The decisions that `find` finds, in any order.
    pub(super) fn over(site: &Site, base: String, find: impl FnOnce(&[Column<'a>]) -> Vec<AdrIndex>, columns: Vec<Column<'a>>) -> Self {
        debug_assert!(columns.len() <= COLUMNS);
        let decisions = site.audited(&base, || find(&columns));
        Self { base, columns, decisions }
    }

    /// One page of it; `number` is 1-based.
    pub(super) fn view(&'a self, site: &'a Site, number: usize) -> AuditView<'a> {
        let root = crate::routes::root_of(&self.base);
        let shown = self.decisions.iter().skip((number - 1) * PER_PAGE).take(PER_PAGE);
        let mut rows_html = String::with_capacity(400 * self.decisions.len().min(PER_PAGE));
        shown.for_each(|adr| self.row(site, &root, *adr, &mut rows_html));
        let pages = pages(self.decisions.len());
        let links = if pages > 1 { (1..=pages).map(|number| url(&page_of(&self.base, number))).collect() } else { Vec::new() };
        let language = &site.theme.language;
        let column = |column: &'a Column<'a>| ColumnView {
            key: &column.id,
            label: &column.label,
            total: &column.total,
            few: column.too_few(),
            definition: language.defined(column.key).filter(|_| column.has_definition),
        };
        let plain = self.columns.iter().filter(|column| !column.is_extra).count();
        AuditView {
            plain,
            columns: self.columns.iter().map(column).collect(),
            count: self.decisions.len(),
            rows_html: rows_html.into(),
            pages,
            number,
            links,
        }
    }

    /// Written here and not in a template, and without the end tags that HTML lets one leave out: a site has more of these
    /// rows than of anything else.
    fn row(&self, site: &Site, root: &str, index: AdrIndex, out: &mut String) {
        let adr = site.snapshot.log.adr(index);
        let marks: Vec<Mark> = self.columns.iter().map(|column| column.mark(index)).collect();
        out.push_str("<tr class=\"");
        for (position, _) in marks.iter().enumerate().filter(|(_, mark)| matches!(mark, Mark::Counted | Mark::Number(_))) {
            let _ = write!(out, "c{position} ");
        }
        let _ = write!(out, "\"><th scope=\"row\"><a href=\"{root}{}\">", url(&adr.route));
        if let Some(id) = id(adr) {
            out.push_str("<span class=\"id\">");
            escape(&id, out);
            out.push_str("</span> ");
        }
        escape(&adr.title, out);
        let name = status_name(adr.status);
        let _ = write!(out, "</a> <small>");
        escape(site.views.status_label(name), out);
        out.push_str("</small></th>");
        for mark in marks {
            match mark {
                Mark::Counted => out.push_str("<td>✓"),
                Mark::Number(days) => {
                    let _ = write!(out, "<td>{days}");
                }
                Mark::Not => out.push_str("<td class=not>–"),
                Mark::Outside => out.push_str("<td>"),
            }
        }
        out.push('\n');
    }
}
