//! The page where one searches, and the filters that it has in common with the list of all decisions.

use std::borrow::Cow;

use serde::Serialize;

use super::statuses;
use crate::error::Result;
use crate::model::Role;
use crate::render::{Page, Site};

/// Tags that a filter offers; a log with more has a page of tags, and a search.
const TAGS: usize = 300;

#[derive(Serialize)]
struct Data<'a> {
    filters: Vec<Filter<'a>>,
}

/// What decisions can be filtered by, in one respect.
#[derive(Serialize)]
pub(super) struct Filter<'a> {
    /// Its name in the page's address.
    name: &'static str,
    label: &'a str,
    /// What stands for no filter.
    any: &'a str,
    options: Vec<Choice<'a>>,
}

#[derive(Serialize)]
struct Choice<'a> {
    value: Cow<'a, str>,
    label: Cow<'a, str>,
}

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let title = site.theme.language.text("search_title");
    site.page("search", &site.route(Page::Search), title, None, "search.html", &Data { filters: filters(site) })
}

/// The filters that a log has a use for; none where the site has no search.
pub(super) fn filters(site: &Site) -> Vec<Filter<'_>> {
    if site.search.is_none() {
        return Vec::new();
    }
    let language = &*site.theme.language;
    let teams = &site.snapshot.log.teams;
    let filter = |name, label, any, options| Filter { name, label: language.text(label), any: language.text(any), options };
    let statuses = statuses::counts(site).into_iter().map(|status| choice(status.name, status.label)).collect();
    let by_team = site.views.teams.iter().map(|team| choice(&team.id, &team.name)).collect();
    let sides: Vec<_> = teams.sides().map(|(_, side)| choice(&side.slug, &side.name)).collect();
    let roles = [(Role::Proposer, "step_proposer"), (Role::Reviewer, "step_reviewer"), (Role::Approver, "step_approver")];
    let roles = roles.map(|(role, label)| choice(role.verb(), language.text(label)));
    let mut tags: Vec<_> = site.views.tags.iter().collect();
    tags.sort_by_key(|tag| std::cmp::Reverse(tag.decisions.len()));
    tags.truncate(TAGS);
    tags.sort_by_cached_key(|tag| tag.name.to_lowercase());
    let all = [
        (true, filter("status", "search_status", "search_any_status", statuses)),
        (teams.len() > 1, filter("team", "search_team", "search_any_team", by_team)),
        // Where every team is its own side, sides say nothing new.
        (sides.len() > 1 && sides.len() < teams.len(), filter("side", "search_side", "search_any_side", sides)),
        (!teams.is_empty(), filter("role", "search_role", "search_any_role", roles.into())),
        (
            !tags.is_empty(),
            filter("tag", "search_tag", "search_any_tag", tags.into_iter().map(|tag| choice(&tag.name, &tag.name)).collect()),
        ),
    ];
    let mut filters: Vec<Filter<'_>> = all.into_iter().filter(|(useful, _)| *useful).map(|(_, filter)| filter).collect();
    if site.views.years.len() > 1 {
        filters.push(filter(
            "year",
            "search_year",
            "search_any_year",
            site.views.years.iter().rev().map(|year| Choice { value: year.to_string().into(), label: year.to_string().into() }).collect(),
        ));
    }
    filters
}

fn choice<'a>(value: &'a str, label: &'a str) -> Choice<'a> {
    Choice { value: value.into(), label: label.into() }
}
