//! The people that other formats name, with their part.

use super::super::draft::PersonClaim;
use super::super::metadata::{Fact, Line, Place};
use super::super::people;
use super::super::vocabulary::{Key, normalise};
use super::Facts;
use crate::model::PeopleRole;

impl Facts<'_> {
    pub(super) fn people(&self) -> Vec<PersonClaim> {
        let untouched = self.status_is_untouched();
        let mut claims: Vec<PersonClaim> = Vec::new();
        for fact in &self.facts {
            let role = match fact.key {
                Key::Author => PeopleRole::Author,
                Key::Consulted => PeopleRole::Consulted,
                Key::Decider => PeopleRole::Decider,
                Key::Informed => PeopleRole::Informed,
                Key::ProposedBy if fact.place != Place::FrontMatter => PeopleRole::Author,
                Key::ReviewedBy if fact.place != Place::FrontMatter => PeopleRole::Consulted,
                Key::ApprovedBy if fact.place != Place::FrontMatter => PeopleRole::Decider,
                _ => continue,
            };
            let column = name_column(fact);
            for line in fact.lines.iter().filter(|line| !line.header) {
                let text = line.cells.get(column).unwrap_or(&line.text);
                // `Engineering, Architecture, ...`: what a template offers, beside a status that nobody touched.
                if (untouched && text.trim_end().ends_with("...")) || is_prose(fact, line, text) {
                    continue;
                }
                for name in people::split(text) {
                    if name.chars().count() <= 120 && !claims.iter().any(|claim| claim.role == role && claim.name == name) {
                        claims.push(PersonClaim { role, name, line: line.number });
                    }
                }
            }
        }
        claims
    }
}

/// A sentence below `## Author` is no list of names.
fn is_prose(fact: &Fact, line: &Line, text: &str) -> bool {
    fact.place == Place::Section && line.cells.is_empty() && text.split_whitespace().count() > 12 && !text.contains(',')
}

/// The column of a table that holds names: the one that says so, else the first.
fn name_column(fact: &Fact) -> usize {
    let header = fact.lines.iter().find(|line| line.header);
    let is_name = |cell: &String| {
        matches!(
            normalise(cell).as_str(),
            "name"
                | "names"
                | "who"
                | "person"
                | "people"
                | "reviewer"
                | "reviewers"
                | "approver"
                | "approvers"
                | "author"
                | "nom"
                | "nombre"
                | "nome"
                | "имя"
                | "姓名"
                | "名前"
                | "이름"
        )
    };
    header.and_then(|line| line.cells.iter().position(is_name)).unwrap_or(0)
}
