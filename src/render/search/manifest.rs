//! What the theme's script has to know before it loads anything else.

use std::collections::BTreeMap;

use serde::Serialize;

use super::inverted::start;
use super::{CARDS, Dictionary, Search};
use crate::model::{Role, Status};
use crate::render::Site;
use crate::render::language::{Language, Text};
use crate::render::views::{TeamRef, status_name};

#[derive(Serialize)]
pub(super) struct Manifest<'a> {
    version: &'a str,
    language: &'a str,
    documents: usize,
    cards_per_file: usize,
    /// How many documents each file of texts has.
    texts: Vec<usize>,
    /// For each file of the dictionary that has any: with which two letters it begins, and its first group.
    words: Vec<(&'a str, usize)>,
    /// The first group of each file of lists.
    terms: &'a [usize],
    teams: Vec<Team<'a>>,
    statuses: Vec<(&'static str, &'a str)>,
    roles: Vec<RoleNames<'a>>,
    interface: BTreeMap<&'a str, &'a Text>,
}

#[derive(Serialize)]
struct Team<'a> {
    #[serde(flatten)]
    team: &'a TeamRef,
    side_id: &'a str,
}

#[derive(Serialize)]
struct RoleNames<'a> {
    id: &'static str,
    name: &'a str,
    short: &'a str,
}

pub(super) fn of<'a>(site: &'a Site, search: &'a Search, dictionary: &'a Dictionary) -> Manifest<'a> {
    let language = &*site.theme.language;
    let groups = &dictionary.inverted.groups;
    let teams = &site.snapshot.log.teams;
    Manifest {
        version: &dictionary.version,
        language: &language.tag,
        documents: search.documents.len(),
        cards_per_file: CARDS,
        texts: (0..search.texts.len()).map(|file| search.texts(file).len()).collect(),
        words: dictionary.word_files.iter().filter_map(|at| Some((start(&groups.get(*at)?.head), *at))).collect(),
        terms: &dictionary.term_files,
        teams: teams.iter().map(|(index, team)| Team { team: site.views.team(index), side_id: &teams.side(team.side).slug }).collect(),
        statuses: Status::ALL
            .map(Some)
            .into_iter()
            .chain([None])
            .map(status_name)
            .map(|name| (name, site.views.status_label(name)))
            .collect(),
        roles: Role::ALL.map(|role| role_names(language, role)).into(),
        interface: language.starting_with("search_"),
    }
}

fn role_names(language: &Language, role: Role) -> RoleNames<'_> {
    let (name, short) = match role {
        Role::Proposer => ("role_proposer", "role_proposer_short"),
        Role::Reviewer => ("role_reviewer", "role_reviewer_short"),
        Role::Approver => ("role_approver", "role_approver_short"),
    };
    RoleNames { id: role.verb(), name: language.text(name), short: language.text(short) }
}
