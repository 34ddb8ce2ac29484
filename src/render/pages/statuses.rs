//! All statuses, with their counts.

use serde::Serialize;

use crate::error::Result;
use crate::model::Status;
use crate::render::lists::status_base;
use crate::render::views::status_name;
use crate::render::{Page, Site};

#[derive(Serialize)]
struct Data<'a> {
    statuses: Vec<StatusCount<'a>>,
    total: usize,
}

/// A status and how many decisions have it.
#[derive(Serialize)]
pub(super) struct StatusCount<'a> {
    pub(super) name: &'static str,
    pub(super) label: &'a str,
    pub(super) count: usize,
    pub(super) url: String,
    /// 0 to 1, of all decisions.
    pub(super) share: f64,
}

/// The statuses that occur, in the order of a decision's life.
pub(super) fn counts(site: &Site) -> Vec<StatusCount<'_>> {
    let total = site.snapshot.log.adrs.len();
    let statuses = Status::ALL.map(Some).into_iter().chain([None]);
    statuses
        .filter_map(|status| {
            let name = status_name(status);
            let count = site.views.with_status(status);
            (count > 0).then(|| StatusCount {
                name,
                label: site.views.status_label(name),
                count,
                url: format!("{}.html", status_base(status)),
                share: count as f64 / total as f64,
            })
        })
        .collect()
}

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let title = site.theme.language.text("statuses");
    let data = Data { statuses: counts(site), total: site.snapshot.log.adrs.len() };
    site.page("statuses", &site.route(Page::Statuses), title, None, "statuses.html", &data)
}
