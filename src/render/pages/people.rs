//! All people by name, where the config asks for them.

use serde::Serialize;

use super::party::{self, Party};
use crate::error::Result;
use crate::render::Site;
use crate::render::views::TeamRef;
use crate::statistics::{Person, PersonIndex};

#[derive(Serialize)]
struct List<'a> {
    people: Vec<PersonRow<'a>>,
}

#[derive(Serialize)]
struct PersonRow<'a> {
    name: &'a str,
    teams: Vec<&'a TeamRef>,
    proposed: usize,
    reviewed: usize,
    approved: usize,
    touched: usize,
    of: usize,
    /// The decisions behind the counts; the figure's key follows.
    url: String,
}

/// Where the list of all is.
pub(in crate::render) const LIST: &str = "people/index.html";

/// All people, by name: no order of merit.
pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let people = (0..).map(PersonIndex).zip(&site.snapshot.statistics.people);
    let data = List { people: people.map(|(index, person)| row(site, index, person)).collect() };
    site.page("people", LIST, site.theme.language.text("people"), Some(site.theme.language.text("people_intro")), "people.html", &data)
}

fn row<'a>(site: &'a Site, index: PersonIndex, person: &'a Person) -> PersonRow<'a> {
    PersonRow {
        name: &person.name,
        teams: person.teams.iter().map(|team| site.views.team(*team)).collect(),
        proposed: person.proposed.count(),
        reviewed: person.reviewed.count(),
        approved: person.approved.count(),
        touched: person.touched.count(),
        of: person.touched.of(),
        url: party::link(site, Party::Person(index), ""),
    }
}
