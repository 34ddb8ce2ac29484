//! A decision's page.

use serde::Serialize;

use super::problems::{ProblemView, problem};
use crate::error::Result;
use crate::links::PageOf;
use crate::model::{
    Action, Adr, AdrIndex, CalendarDate, Document, Heading, Outcome, PeopleRole, RelationKind, Role, SideIndex, SignOff, SignOffSource,
    days_between,
};
use crate::render::views::{Ref, StatusView, TeamRef, id, role_name};
use crate::render::{Page, SafeHtml, Site};
use crate::render::{evidence, figures, graph, html};
use crate::routes::{root_of, url};

/// Words that a reader takes in within a minute.
const WORDS_PER_MINUTE: u32 = 220;

#[derive(Serialize)]
struct Data<'a> {
    d: Decision<'a>,
}

#[derive(Serialize)]
struct Decision<'a> {
    id: Option<String>,
    title: &'a str,
    title_anchor: &'static str,
    status: StatusView,
    date: Option<String>,
    created: Option<String>,
    path: &'a str,
    source: Option<&'a str>,
    superseded_by: Vec<Ref>,
    supersedes: Vec<Ref>,
    phases: Vec<Phase<'a>>,
    people: Vec<PeopleView<'a>>,
    relations: Vec<RelationView>,
    /// Where it comes from and what followed, drawn.
    lineage_html: Option<SafeHtml>,
    linked_from: Vec<Ref>,
    tags: Vec<TagView<'a>>,
    discussion: Option<&'a str>,
    review_on: Option<String>,
    review_overdue: bool,
    context: Vec<DropView<'a>>,
    actions: Vec<ActionView<'a>>,
    body_html: SafeHtml,
    headings: Vec<HeadingView>,
    edit_url: Option<String>,
    history_url: Option<String>,
    minutes: u32,
    problems: Vec<ProblemView<'a>>,
    missing: Vec<Missing>,
    previous: Option<Ref>,
    next: Option<Ref>,
    notes: Vec<NoteRef<'a>>,
    timeline: Vec<evidence::Moment<'a>>,
    changes: Option<evidence::ChangesView>,
}

/// The sign-offs in one role.
#[derive(Serialize)]
struct Phase<'a> {
    role: &'static str,
    label: &'a str,
    steps: Vec<Step<'a>>,
}

/// One sign-off, as a step of the decision.
#[derive(Serialize)]
struct Step<'a> {
    team: &'a TeamRef,
    people: &'a [String],
    date: Option<String>,
    /// Whether the record leaves the day out, and it is that of the commit.
    date_from_history: bool,
    /// Days since the proposal.
    elapsed: Option<i64>,
    outcome: Outcome,
    note: Option<&'a str>,
    /// Derived from another format's people.
    mapped: bool,
    /// Of the same side as the proposer.
    same_side: bool,
    /// What history says of it.
    evidence: Vec<evidence::Mark<'a>>,
}

#[derive(Serialize)]
struct PeopleView<'a> {
    role: PeopleRole,
    label: String,
    names: &'a [String],
}

#[derive(Serialize)]
struct RelationView {
    kind: &'static str,
    label: String,
    refs: Vec<Ref>,
}

#[derive(Serialize)]
struct TagView<'a> {
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct DropView<'a> {
    title: &'a str,
    url: Option<&'a str>,
    kind: Option<&'a str>,
    minutes: Option<u32>,
    team: Option<&'a TeamRef>,
}

/// An action with how it stands today.
#[derive(Serialize)]
pub(super) struct ActionView<'a> {
    what: &'a str,
    team: Option<&'a TeamRef>,
    due: Option<String>,
    done: Option<String>,
    state: &'static str,
    /// How many days late, or overdue.
    days: Option<i64>,
}

#[derive(Serialize)]
struct Missing {
    text: String,
}

#[derive(Serialize)]
pub(super) struct HeadingView {
    level: u8,
    text: String,
    /// Percent-encoded.
    anchor: String,
}

#[derive(Serialize)]
struct NoteRef<'a> {
    id: Option<String>,
    title: &'a str,
    url: String,
    status: Option<&'static str>,
}

pub(in crate::render) fn render(site: &Site, index: AdrIndex) -> Result<String> {
    let snapshot = &site.snapshot;
    let log = &snapshot.log;
    let adr = log.adr(index);
    let language = &site.theme.language;
    let (body_html, headings) = html::body(&adr.document, &adr.path, &adr.route, site.surroundings());
    let refs = |kind| site.views.references(snapshot, adr.related(kind));
    let relations = RelationKind::ALL.into_iter().filter_map(|kind| {
        let refs = refs(kind);
        (!refs.is_empty()).then(|| RelationView {
            kind: kind.name(),
            label: language.text(&format!("relation_{}", kind.name())).to_owned(),
            refs,
        })
    });
    let neighbour =
        |at: Option<u32>| at.filter(|at| (*at as usize) < log.adrs.len()).map(|at| site.views.reference(snapshot, AdrIndex(at)));
    let missing: Vec<Missing> = figures::missing(site, index).into_iter().map(|text| Missing { text }).collect();
    let review_day = adr.review_on.map(CalendarDate::first_day);
    let d = Decision {
        id: id(adr),
        title: &adr.title,
        title_anchor: "decisionTitle",
        status: site.views.status(adr),
        date: adr.date.map(|date| date.to_string()),
        created: adr.created.map(|date| date.to_string()),
        path: &adr.path,
        source: Some(log.sources[adr.source].name.as_str()).filter(|name| log.sources.len() > 1 && !name.is_empty()),
        superseded_by: refs(RelationKind::SupersededBy),
        supersedes: refs(RelationKind::Supersedes),
        phases: if adr.sign_offs.is_empty() && missing.is_empty() { Vec::new() } else { phases(site, index, adr).into() },
        people: adr
            .people
            .iter()
            .map(|people| PeopleView { role: people.role, label: language.text(people_key(people.role)).to_owned(), names: &people.names })
            .collect(),
        relations: relations.collect(),
        lineage_html: lineage_html(site, index).map(Into::into),
        linked_from: site.views.references(snapshot, adr.linked_from.iter().copied()),
        tags: adr.tags.iter().map(|tag| TagView { name: tag, url: site.views.tag_url(tag) }).collect(),
        discussion: adr.discussion.as_deref(),
        review_on: adr.review_on.map(|date| date.to_string()),
        review_overdue: review_day.is_some_and(|day| day < snapshot.today),
        context: adr
            .context
            .iter()
            .map(|drop| DropView {
                title: &drop.title,
                url: drop.url.as_deref(),
                kind: drop.kind.as_deref(),
                minutes: drop.minutes,
                team: drop.team.map(|team| site.views.team(team)),
            })
            .collect(),
        actions: adr.actions.iter().map(|action| action_view(site, action)).collect(),
        body_html: body_html.into(),
        headings: headings.into_iter().map(heading_view).collect(),
        edit_url: forge_url(snapshot.config.forge.edit.as_deref(), &adr.path),
        history_url: forge_url(snapshot.config.forge.history.as_deref(), &adr.path),
        minutes: adr.document.words.div_ceil(WORDS_PER_MINUTE).max(1),
        problems: snapshot.problems_of(&adr.path).iter().map(|diagnostic| problem(site, diagnostic, false)).collect(),
        missing,
        previous: neighbour(index.0.checked_sub(1)),
        next: neighbour(Some(index.0 + 1)),
        notes: site
            .views
            .notes_of(index)
            .iter()
            .map(|position| &log.notes[*position])
            .map(|note| NoteRef { id: None, title: &note.title, url: url(&note.route), status: None })
            .collect(),
        timeline: evidence::timeline(site, index),
        changes: snapshot.history.of(index).and_then(|history| history.changed_text.as_ref()).map(evidence::changes),
    };
    let description = description(&adr.document);
    let title = match &d.id {
        Some(id) => format!("{id} {}", adr.title),
        None => adr.title.clone(),
    };
    site.page("decision", &site.route(Page::Decision(index)), &title, description.as_deref(), "decision.html", &Data { d })
}

/// What it supersedes, amends or needs, and what followed from it.
fn lineage_html(site: &Site, index: AdrIndex) -> Option<String> {
    let component = graph::lineage(&site.snapshot.log, index)?;
    let label = site.theme.language.text("lineage");
    let root = root_of(&site.snapshot.log.adr(index).route);
    let drawing = graph::Drawing { site, component: &component, root: &root, label, own: Some(index) };
    let kinds: Vec<RelationKind> = component.edges.iter().map(|edge| edge.kind).collect();
    Some(drawing.html() + &graph::legend(site, &kinds))
}

/// The sign-offs in each role, in the order of days.
fn phases<'a>(site: &'a Site, index: AdrIndex, adr: &'a Adr) -> [Phase<'a>; 3] {
    let teams = &site.snapshot.log.teams;
    let in_role = |role| adr.sign_offs.iter().enumerate().filter(move |(_, sign_off)| sign_off.role == role);
    let proposers: Vec<SideIndex> = in_role(Role::Proposer).map(|(_, sign_off)| teams.side_of(sign_off.team)).collect();
    let proposed = in_role(Role::Proposer).filter_map(|(_, sign_off)| sign_off.date).min().and_then(CalendarDate::day);
    Role::ALL.map(|role| {
        let is_answer = role != Role::Proposer;
        let mut sign_offs: Vec<(usize, &SignOff)> = in_role(role).collect();
        sign_offs.sort_by_key(|(_, sign_off)| (sign_off.date.is_none(), sign_off.date));
        let steps = sign_offs.into_iter().map(|(position, sign_off)| Step {
            team: site.views.team(sign_off.team),
            people: &sign_off.people,
            date: sign_off.date.map(|date| date.to_string()),
            date_from_history: sign_off.date_from_history,
            evidence: evidence::marks(site, index, position),
            elapsed: proposed.zip(sign_off.date.and_then(CalendarDate::day)).map(|(from, to)| days_between(from, to)).filter(|_| is_answer),
            outcome: sign_off.outcome,
            note: sign_off.note.as_deref(),
            mapped: sign_off.source == SignOffSource::Mapped,
            same_side: is_answer && proposers.contains(&teams.side_of(sign_off.team)),
        });
        Phase { role: role_name(role), label: site.theme.language.text(phase_key(role)), steps: steps.collect() }
    })
}

/// How an action stands: kept, late, open or overdue.
pub(super) fn action_view<'a>(site: &'a Site, action: &'a Action) -> ActionView<'a> {
    let today = site.snapshot.today;
    let due = action.due.map(CalendarDate::first_day);
    let done = action.done.map(CalendarDate::first_day);
    let (state, days) = match (due, done) {
        (Some(due), Some(done)) if done > due => ("late", Some(days_between(due, done))),
        (_, Some(_)) => ("kept", None),
        (Some(due), None) if due < today => ("overdue", Some(days_between(due, today))),
        (_, None) => ("open", None),
    };
    ActionView {
        what: &action.what,
        team: action.team.map(|team| site.views.team(team)),
        due: action.due.map(|date| date.to_string()),
        done: action.done.map(|date| date.to_string()),
        state,
        days,
    }
}

pub(super) fn heading_view(heading: Heading) -> HeadingView {
    HeadingView { level: heading.level, text: heading.text, anchor: url(&heading.anchor) }
}

/// A pattern of the config with the record's path in it.
pub(super) fn forge_url(pattern: Option<&str>, path: &str) -> Option<String> {
    pattern.map(|pattern| pattern.replace("{path}", &url(path)))
}

fn phase_key(role: Role) -> &'static str {
    match role {
        Role::Proposer => "step_proposer",
        Role::Reviewer => "step_reviewer",
        Role::Approver => "step_approver",
    }
}

fn people_key(role: PeopleRole) -> &'static str {
    match role {
        PeopleRole::Author => "people_proposer",
        PeopleRole::Consulted => "people_reviewer",
        PeopleRole::Decider => "people_approver",
        PeopleRole::Informed => "people_informed",
    }
}

/// The first words of the text, for search engines and link previews.
pub(in crate::render) fn description(document: &Document) -> Option<String> {
    const LONGEST: usize = 200;
    let plain = document.plain_text();
    let mut text = plain[document.lead.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    (!text.is_empty()).then_some(text)
}

/// The page of a markdown file as a link.
pub(super) fn page_ref(site: &Site, page: PageOf) -> String {
    url(site.route_of(page))
}
