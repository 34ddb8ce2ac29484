//! What templates see of the model: names, labels and addresses instead of indexes.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};
use serde::Serialize;

use super::language::Language;
use crate::model::{Adr, AdrIndex, Role, Status, TeamIndex};
use crate::routes::url;
use crate::slug::Slugs;
use crate::workspace::Snapshot;

/// A link to a decision.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Ref {
    id: Option<String>,
    title: String,
    url: String,
    status: Option<&'static str>,
}

/// A status with its label, and the record's own words where they say more.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StatusView {
    pub(super) name: &'static str,
    pub(super) label: String,
    pub(super) text: Option<String>,
}

/// A link to a team.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TeamRef {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) url: String,
    pub(super) side: String,
    pub(super) side_index: u32,
}

/// A team in a row, with what it did.
#[derive(Debug, Clone, Serialize)]
struct TeamInRow<'a> {
    name: &'a str,
    url: &'a str,
    side_index: u32,
    roles: Vec<&'a RoleMark>,
}

/// A role as a row marks it.
#[derive(Debug, Clone, Serialize)]
struct RoleMark {
    label: String,
    short: String,
}

/// A decision in a list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row<'a> {
    id: Option<String>,
    title: &'a str,
    url: String,
    status: StatusView,
    date: Option<String>,
    teams: Vec<TeamInRow<'a>>,
    tags: &'a [String],
    source: Option<&'a str>,
    problems: usize,
    pub(super) one_sided: bool,
}

/// A decision in a very long list.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ShortRow<'a> {
    id: Option<String>,
    title: &'a str,
    url: String,
    status: StatusView,
    date: Option<String>,
}

/// A tag and its decisions.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) name: String,
    /// Its list's route without the ending.
    pub(super) base: String,
    pub(super) decisions: Vec<AdrIndex>,
}

/// What all pages need again and again.
#[derive(Debug)]
pub(super) struct Views {
    pub(super) teams: Vec<TeamRef>,
    /// By name; spellings that differ in case only are one tag.
    pub(super) tags: Vec<Tag>,
    tag_urls: HashMap<String, String>,
    /// The pages that belong to a decision, by its index.
    notes_of: HashMap<AdrIndex, Vec<usize>>,
    status_labels: HashMap<&'static str, String>,
    /// How many decisions have each status.
    statuses: HashMap<Option<Status>, usize>,
    /// The years of the records' dates.
    pub(super) years: BTreeSet<i16>,
    /// By role.
    role_marks: [RoleMark; 3],
}

/// The name of a status in routes, classes and texts; `none` where there is none.
pub(super) fn status_name(status: Option<Status>) -> &'static str {
    status.map_or("none", Status::name)
}

/// The name of a role in classes and texts.
pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Proposer => "proposer",
        Role::Reviewer => "reviewer",
        Role::Approver => "approver",
    }
}

impl Views {
    pub(super) fn new(snapshot: &Snapshot, language: &Language) -> Self {
        let log = &snapshot.log;
        let teams = log.teams.iter().map(|(index, team)| TeamRef {
            id: team.id.clone(),
            name: team.name.clone(),
            url: format!("teams/{}.html", url(log.teams.slug(index))),
            side: log.teams.side(team.side).name.clone(),
            side_index: team.side.0,
        });
        let mut by_name: BTreeMap<String, (String, Vec<AdrIndex>)> = BTreeMap::new();
        for (index, adr) in log.iter() {
            for tag in &adr.tags {
                by_name.entry(tag.to_lowercase()).or_insert_with(|| (tag.clone(), Vec::new())).1.push(index);
            }
        }
        let mut slugs = Slugs::with_reserved(&["index"]);
        let mut tag_urls = HashMap::new();
        let tags = by_name
            .into_iter()
            .map(|(key, (name, decisions))| {
                let base = format!("tags/{}", slugs.unique(&key));
                tag_urls.insert(key, url(&base) + ".html");
                Tag { name, base, decisions }
            })
            .collect();
        let years = log.adrs.iter().filter_map(|adr| Some(adr.date?.year())).collect();
        let mut statuses = HashMap::new();
        log.adrs.iter().for_each(|adr| *statuses.entry(adr.status).or_default() += 1);
        let names = Status::ALL.map(Some).into_iter().chain([None]).map(status_name);
        let status_labels = names.map(|name| (name, language.text(&format!("status_{name}")).to_owned())).collect();
        let mut notes_of: HashMap<AdrIndex, Vec<usize>> = HashMap::new();
        for (position, note) in log.notes.iter().enumerate() {
            if let Some(owner) = note.belongs_to {
                notes_of.entry(owner).or_default().push(position);
            }
        }
        let role_marks = Role::ALL.map(|role| {
            let text = |end: &str| language.text(&format!("role_{}{end}", role_name(role))).to_owned();
            RoleMark { label: text(""), short: text("_short") }
        });
        Self { teams: teams.collect(), tags, tag_urls, notes_of, status_labels, statuses, years, role_marks }
    }

    pub(super) fn team(&self, index: TeamIndex) -> &TeamRef {
        &self.teams[index.0 as usize]
    }

    /// Positions of the pages that belong to a decision.
    pub(super) fn notes_of(&self, index: AdrIndex) -> &[usize] {
        self.notes_of.get(&index).map_or(&[], Vec::as_slice)
    }

    pub(super) fn tag_url(&self, tag: &str) -> &str {
        self.tag_urls.get(&tag.to_lowercase()).map_or("", String::as_str)
    }

    pub(super) fn status_label(&self, name: &str) -> &str {
        self.status_labels.get(name).map_or("", String::as_str)
    }

    /// How many decisions have a status.
    pub(super) fn with_status(&self, status: Option<Status>) -> usize {
        self.statuses.get(&status).copied().unwrap_or_default()
    }

    pub(super) fn status(&self, adr: &Adr) -> StatusView {
        let name = status_name(adr.status);
        let label = self.status_label(name).to_owned();
        let text = adr.status_text.clone().filter(|text| !text.eq_ignore_ascii_case(&label) && !text.eq_ignore_ascii_case(name));
        StatusView { name, label, text }
    }

    #[allow(clippy::unused_self, reason = "reads like its neighbours")]
    pub(super) fn reference(&self, snapshot: &Snapshot, index: AdrIndex) -> Ref {
        let adr = snapshot.log.adr(index);
        Ref { id: id(adr), title: adr.title.clone(), url: url(&adr.route), status: adr.status.map(Status::name) }
    }

    pub(super) fn references(&self, snapshot: &Snapshot, indexes: impl IntoIterator<Item = AdrIndex>) -> Vec<Ref> {
        indexes.into_iter().map(|index| self.reference(snapshot, index)).collect()
    }

    /// What a row of a very long list shows.
    pub(super) fn short_row<'a>(&self, snapshot: &'a Snapshot, index: AdrIndex) -> ShortRow<'a> {
        let adr = snapshot.log.adr(index);
        let status = self.status(adr);
        ShortRow { id: id(adr), title: &adr.title, url: url(&adr.route), status, date: adr.date.map(|date| date.to_string()) }
    }

    pub(super) fn row<'a>(&'a self, snapshot: &'a Snapshot, index: AdrIndex) -> Row<'a> {
        let log = &snapshot.log;
        let adr = log.adr(index);
        let mut teams: Vec<(TeamIndex, TeamInRow<'_>)> = Vec::new();
        for sign_off in &adr.sign_offs {
            let mark = &self.role_marks[sign_off.role as usize];
            match teams.iter_mut().find(|(team, _)| *team == sign_off.team) {
                Some((_, known)) if known.roles.iter().any(|role| std::ptr::eq(*role, mark)) => {}
                Some((_, known)) => known.roles.push(mark),
                None => {
                    let TeamRef { name, url, side_index, .. } = self.team(sign_off.team);
                    teams.push((sign_off.team, TeamInRow { name, url, side_index: *side_index, roles: vec![mark] }));
                }
            }
        }
        let mut sides: Vec<_> = teams.iter().map(|(team, _)| log.teams.side_of(*team)).collect();
        sides.dedup();
        let one_sided = !sides.is_empty()
            && sides.iter().all(|side| *side == sides[0])
            && adr.status != Some(Status::Draft)
            && log.teams.sides().count() > 1;
        let source = &log.sources[adr.source];
        Row {
            id: id(adr),
            title: &adr.title,
            url: url(&adr.route),
            status: self.status(adr),
            date: adr.date.map(|date| date.to_string()),
            teams: teams.into_iter().map(|(_, team)| team).collect(),
            tags: &adr.tags,
            source: (log.sources.len() > 1).then_some(source.name.as_str()),
            problems: adr.problems,
            one_sided,
        }
    }
}

/// The id as pages show it.
pub(super) fn id(adr: &Adr) -> Option<String> {
    adr.id.as_ref().map(ToString::to_string)
}

/// The neighbours of a page in a list of pages.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Paging {
    current: usize,
    total: usize,
    previous: Option<String>,
    next: Option<String>,
    pages: Vec<PageLink>,
}

#[derive(Debug, Clone, Serialize)]
struct PageLink {
    number: usize,
    url: String,
    current: bool,
    gap: bool,
}

impl Paging {
    /// The paging of page `current` of `total`; the first, the last and the neighbours are linked.
    pub(super) fn new(base: &str, current: usize, total: usize) -> Self {
        let link = |number: usize| url(&crate::routes::page_of(base, number));
        let mut pages: Vec<PageLink> = Vec::new();
        for number in 1..=total {
            let near = number == 1 || number == total || number.abs_diff(current) <= 2;
            if near {
                pages.push(PageLink { number, url: link(number), current: number == current, gap: false });
            } else if pages.last().is_some_and(|page| !page.gap) {
                pages.push(PageLink { number, url: String::new(), current: false, gap: true });
            }
        }
        Self {
            current,
            total,
            previous: (current > 1).then(|| link(current - 1)),
            next: (current < total).then(|| link(current + 1)),
            pages,
        }
    }
}
