//! From facts to a [`Draft`]: which place wins, and what is said where places disagree.

use std::ops::Range;
use std::sync::Arc;

use super::date::{self, DateReading, WrittenDate};
use super::draft::{Draft, Nature, PersonClaim, RelationClaim};
use super::file_name::{self, SpecialName};
use super::front_matter::{self, Entry};
use super::metadata::{self, Fact, Line, Place};
use super::native::Reader;
use super::outline::{HeadingAt, Outline, outline};
use super::source_file::{SourceFile, Text};
use super::status::StatusWords;
use super::title::{self, Title};
use super::vocabulary::{self, Key, is_nothing, normalise};
use super::{people, reference, relations};
use crate::config::DateOrder;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AdrId, Document, Heading, Link, PeopleRole, RelationKind, Role, Status};

/// Keys of adrsite's own front-matter, for suggestions.
const NATIVE_KEYS: &[&str] = &[
    "id",
    "title",
    "status",
    "date",
    "proposed_by",
    "reviewed_by",
    "approved_by",
    "supersedes",
    "superseded_by",
    "amends",
    "amended_by",
    "depends_on",
    "relates_to",
    "tags",
    "discussion",
    "publish",
    "review_on",
    "context",
    "actions",
];

/// Reads a file's bytes.
pub(super) fn interpret(file: &SourceFile, bytes: &[u8], words: &StatusWords, diagnostics: &mut Vec<Diagnostic>) -> Draft {
    let path = file.path.as_str();
    let text = Text::decode(path, bytes, diagnostics);
    if text.text.trim().is_empty() {
        diagnostics.push(Diagnostic::new(Code::EmptyFile, path, (1, 1), "the file is empty").hint("write the record, or delete the file"));
    }
    let front_matter = front_matter::read(&text.text);
    if front_matter.unclosed {
        diagnostics.push(
            Diagnostic::new(Code::FrontMatterUnclosed, path, (1, 1), "the front-matter starts with `---` and has no closing `---`")
                .hint("add a line `---` behind its last key"),
        );
    }
    if let Some((line, column, message)) = &front_matter.invalid {
        diagnostics.push(
            Diagnostic::new(Code::FrontMatterInvalid, path, (*line, *column), format!("the front-matter is not valid YAML: {message}"))
                .hint("put the value into quotes; what could be read key by key was"),
        );
    }
    let body_start = front_matter.end;
    let markdown = &text.text[body_start..];
    let outline = outline(markdown);
    let outline = shifted(outline, body_start);
    let end = second_record(&outline, &text, path, diagnostics).unwrap_or(text.text.len());

    let mut reader = Facts { path, text: &text, words, diagnostics, facts: Vec::new() };
    reader.facts = front_matter.entries.iter().filter_map(fact_of_entry).collect();
    reader.facts.extend(metadata::facts(&text, body_start, end, &outline));
    if !reader.facts.iter().any(|fact| fact.key == Key::Status) {
        let stray = metadata::stray_status(&text, body_start, end);
        reader.facts.extend(stray.into_iter().filter(|fact| words.at_start(&fact.text()).is_some()));
    }

    let name = names(path);
    let (id, numbered_name) = reader.id(&front_matter.entries, &name);
    let heading_one = outline.headings.iter().find(|heading| heading.level == 1 && heading.top_level);
    let heading_one = heading_one.filter(|heading| !vocabulary::is_section(&heading.text) && !heading.text.is_empty());
    let number = id.as_ref().and_then(|id| id.number);
    let written_title = reader.title(&front_matter.entries, heading_one);
    let clean = written_title.as_ref().map(|(raw, _)| title::clean(raw, number, words));
    let id = id.or_else(|| id_of_title(clean.as_ref()));
    reader.compare_numbers(id.as_ref(), numbered_name, clean.as_ref(), heading_one);

    let found_status = reader.status();
    let title_status = clean.as_ref().and_then(|title| Some((title.status, title.status_text.clone()?)));
    let (status, status_text) = match &found_status {
        Some(found) => (found.status, Some(found.text.clone())),
        None => title_status.map_or((None, None), |(status, text)| (status, Some(text))),
    };
    let dates = reader.dates(found_status.as_ref(), &name);
    let is_template = reader.is_template(&name, written_title.as_ref().map(|(raw, _)| raw.as_str()));
    let nature = reader.nature(id.is_some(), &name, &outline, is_template, status);

    if written_title.is_none() && matches!(nature, Nature::Record) {
        reader.note(
            Code::NoTitle,
            (1, 1),
            format!("the record has no title; its name gives `{}`", name.own.words),
            "write a first heading, `# Title`",
        );
    }
    let title = clean.map_or_else(|| name.title_words(), |title| title.text);

    let mut native = Reader { path, diagnostics: reader.diagnostics };
    let mut sign_offs = Vec::new();
    let mut context = Vec::new();
    let mut actions = Vec::new();
    for entry in &front_matter.entries {
        match vocabulary::key(&entry.key) {
            Some(Key::ProposedBy) => sign_offs.extend(native.sign_offs(Role::Proposer, entry)),
            Some(Key::ReviewedBy) => sign_offs.extend(native.sign_offs(Role::Reviewer, entry)),
            Some(Key::ApprovedBy) => sign_offs.extend(native.sign_offs(Role::Approver, entry)),
            Some(Key::Context) if matches!(entry.value, serde_yaml::Value::Sequence(_)) => context.extend(native.context(entry)),
            Some(Key::Actions) => actions.extend(native.actions(entry)),
            None => note_misspelt_key(entry, path, native.diagnostics),
            _ => {}
        }
    }
    let people = reader.people();
    let mut relations = reader.declared_relations();
    relations.extend(relations_of_links(&text, &outline, end, &relations));
    let body = body_range(&text.text, body_start, heading_one);
    let document = document(&text, body, &outline, heading_one);
    Draft {
        path: file.path.clone(),
        source: file.source,
        route: file.route.clone(),
        nature,
        id,
        numbered_name,
        title,
        status,
        status_text,
        date: dates.date,
        created: dates.created,
        date_order: dates.order,
        sign_offs,
        people,
        relations,
        tags: reader.tags(),
        discussion: reader.discussion(),
        publish: !reader.facts.iter().any(|fact| fact.key == Key::Publish && matches!(normalise(&fact.text()).as_str(), "false" | "no")),
        review_on: dates.review_on,
        context,
        actions,
        document: Arc::new(document),
    }
}

fn shifted(mut outline: Outline, by: usize) -> Outline {
    for heading in &mut outline.headings {
        heading.range = heading.range.start + by..heading.range.end + by;
    }
    for (_, offset) in outline.links.iter_mut().chain(&mut outline.images) {
        *offset += by;
    }
    outline
}

/// Where a second record starts in the same file, which is said.
fn second_record(outline: &Outline, text: &Text, path: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<usize> {
    let top: Vec<&HeadingAt> = outline.headings.iter().filter(|heading| heading.top_level).collect();
    let titles: Vec<usize> = (0..top.len()).filter(|at| top[*at].level == 1 && !vocabulary::is_section(&top[*at].text)).collect();
    let own_status = |at: usize| {
        let end = titles.iter().find(|next| **next > at).copied().unwrap_or(top.len());
        top[at + 1..end].iter().any(|heading| vocabulary::key(&heading.text) == Some(Key::Status))
    };
    let numbered = |at: usize| title::leading_number(&top[at].text);
    let second = titles.iter().skip(1).copied().find(|at| {
        let first = titles[0];
        (own_status(*at) && own_status(first)) || (numbered(*at).is_some() && numbered(first).is_some() && numbered(*at) != numbered(first))
    })?;
    let start = top[second].range.start;
    diagnostics.push(
        Diagnostic::new(
            Code::SeveralRecords,
            path,
            text.place(start),
            format!("a second record starts here, `{}`; the file is published as one record", top[second].text),
        )
        .hint("split the file, one decision a file"),
    );
    Some(start)
}

/// What the names of the file and its folder say.
struct Names {
    own: file_name::NameFacts,
    folder: Option<file_name::NameFacts>,
    /// Of the file, without its ending.
    stem: String,
}

impl Names {
    fn title_words(&self) -> String {
        match (&self.folder, file_name::special(&self.stem)) {
            (Some(folder), Some(SpecialName::Index)) => folder.words.clone(),
            _ => self.own.words.clone(),
        }
    }

    /// The facts that number and date the record: of the folder, where the file is its README or index.
    fn telling(&self) -> &file_name::NameFacts {
        match (&self.folder, file_name::special(&self.stem)) {
            (Some(folder), Some(SpecialName::Index)) => folder,
            _ => &self.own,
        }
    }
}

fn names(path: &str) -> Names {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
    let folder = parts.next().map(file_name::read);
    Names { own: file_name::read(&stem), folder, stem }
}

fn fact_of_entry(entry: &Entry) -> Option<Fact> {
    let key = match vocabulary::key(&entry.key) {
        Some(key) => key,
        // `withdrawal-reason: Superseded by EIP-3860` and the like.
        None => {
            let text = entry.text()?;
            (!relations::stated(&text).is_empty()).then_some(Key::Ignored)?
        }
    };
    let lines = entry.texts().into_iter().map(|text| {
        let number = entry.place_of(&text).0;
        Line { text, number, quoted: false }
    });
    let mut lines: Vec<Line> = lines.collect();
    if let serde_yaml::Value::Sequence(items) = &entry.value {
        // People as mappings: `- { name: Ana, github: ana }`.
        for mapping in items.iter().filter_map(serde_yaml::Value::as_mapping) {
            let name =
                ["name", "github", "handle", "login", "email"].iter().find_map(|key| mapping.get(*key).and_then(front_matter::scalar));
            lines.extend(name.map(|text| Line { number: entry.place_of(&text).0, text, quoted: false }));
        }
    }
    Some(Fact { key, name: entry.key.clone(), lines, place: Place::FrontMatter })
}

fn note_misspelt_key(entry: &Entry, path: &str, diagnostics: &mut Vec<Diagnostic>) {
    let name = entry.key.replace('-', "_").to_lowercase();
    let nearest = NATIVE_KEYS.iter().filter(|key| key.len() >= 5).find(|key| strsim::damerau_levenshtein(key, &name) <= 2);
    if let Some(nearest) = nearest {
        diagnostics.push(
            Diagnostic::new(Code::UnknownKey, path, (entry.line, 1), format!("unknown key `{}`", entry.key))
                .hint(format!("did you mean `{nearest}`?")),
        );
    }
}

fn id_of_title(title: Option<&Title>) -> Option<AdrId> {
    let digits = title?.number.clone()?;
    Some(AdrId { prefix: "ADR".to_owned(), number: digits.parse().ok(), text: digits })
}

/// The facts of a file, and what is needed to read them.
struct Facts<'a> {
    path: &'a str,
    text: &'a Text,
    words: &'a StatusWords,
    diagnostics: &'a mut Vec<Diagnostic>,
    facts: Vec<Fact>,
}

/// A status with the words that gave it.
struct FoundStatus {
    status: Option<Status>,
    text: String,
    /// The date beside it.
    date: Option<WrittenDate>,
    /// Whether the date comes from a history of several entries.
    place: Place,
    line: u32,
}

struct FoundDates {
    date: Option<WrittenDate>,
    created: Option<WrittenDate>,
    review_on: Option<WrittenDate>,
    order: Option<DateOrder>,
}

impl Facts<'_> {
    fn note(&mut self, code: Code, place: (u32, u32), message: String, hint: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, self.path, place, message).hint(hint));
    }

    fn of(&self, key: Key) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.key == key)
    }

    /// The id, and whether the file's or folder's own name has its number.
    fn id(&self, entries: &[Entry], name: &Names) -> (Option<AdrId>, bool) {
        let from_name = name.telling().id.clone();
        let numbered_name = from_name.is_some();
        let entry = entries
            .iter()
            .find(|entry| vocabulary::key(&entry.key) == Some(Key::Id) && entry.text().is_some_and(|text| !people::is_placeholder(&text)));
        let Some((entry, text)) = entry.and_then(|entry| Some((entry, entry.text()?))) else {
            return (from_name, numbered_name);
        };
        let key = normalise(&entry.key);
        let facts = file_name::read(&text);
        let declared = match facts.id {
            Some(mut id) if text.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | ' ' | '#' | '.')) => {
                if id.text.len() == text.len() {
                    id.prefix = match key.as_str() {
                        "eip" | "erc" | "rfc" | "kep" | "pep" => key.to_uppercase(),
                        _ => from_name.as_ref().map_or_else(|| "ADR".to_owned(), |own| own.prefix.clone()),
                    };
                }
                id
            }
            _ => AdrId { prefix: String::new(), text: text.clone(), number: None },
        };
        // The same number with the leading zeros that the file name has.
        let id = match &from_name {
            Some(own) if own.number == declared.number && own.text.len() > declared.text.len() => {
                AdrId { prefix: declared.prefix, ..own.clone() }
            }
            _ => declared,
        };
        (Some(id), numbered_name)
    }

    /// The title as written, and the heading that gave it.
    fn title<'h>(&self, entries: &[Entry], heading_one: Option<&'h HeadingAt>) -> Option<(String, Option<&'h HeadingAt>)> {
        let declared = entries
            .iter()
            .find(|entry| vocabulary::key(&entry.key) == Some(Key::Title))
            .and_then(Entry::text)
            .filter(|title| !title.is_empty());
        match (declared, heading_one) {
            (Some(slug), Some(heading)) if title::is_slug(&slug) => Some((heading.text.clone(), Some(heading))),
            (Some(title), _) => Some((title, None)),
            (None, Some(heading)) => Some((heading.text.clone(), Some(heading))),
            (None, None) => None,
        }
    }

    fn compare_numbers(&mut self, id: Option<&AdrId>, numbered_name: bool, title: Option<&Title>, heading: Option<&HeadingAt>) {
        let own = id.and_then(|id| id.number);
        let in_title = title.and_then(|title| title.number.as_ref()).and_then(|digits| digits.parse::<u64>().ok());
        if let (Some(own), Some(in_title)) = (own, in_title)
            && own != in_title
        {
            let place = heading.map_or((1, 1), |heading| self.text.place(heading.range.start));
            let from = if numbered_name { "file name" } else { "front-matter" };
            self.note(
                Code::TitleNumberMismatch,
                place,
                format!("the title has the number {in_title}, expected {own} as in the {from}"),
                "correct the title",
            );
        }
    }

    fn status(&mut self) -> Option<FoundStatus> {
        let mut found: Vec<FoundStatus> = Vec::new();
        let mut facts: Vec<&Fact> = self.of(Key::Status).collect();
        // `stage` and `state` speak only where no `status` does.
        facts.sort_by_key(|fact| matches!(normalise(&fact.name).as_str(), "stage" | "state"));
        if facts.iter().any(|fact| !matches!(normalise(&fact.name).as_str(), "stage" | "state")) {
            facts.retain(|fact| !matches!(normalise(&fact.name).as_str(), "stage" | "state"));
        }
        found.extend(facts.into_iter().filter_map(|fact| self.status_of(fact)));
        let mut found = found.into_iter();
        let mut first = found.next()?;
        for other in found {
            if let (Some(one), Some(two)) = (first.status, other.status)
                && one != two
            {
                let message = format!("the status is `{}` here and `{}` on line {}, which counts", other.text, first.text, first.line);
                self.note(Code::StatusConflict, (other.line, 1), message, "delete or correct one of them");
            }
            let better = first.status.is_none() && other.status.is_some() && first.place != Place::FrontMatter;
            let date = first.date.or(other.date);
            if better {
                first = other;
            }
            first.date = date;
        }
        if first.status.is_none() {
            self.note(
                Code::UnknownStatus,
                (first.line, 1),
                format!("the status `{}` is none of draft, proposed, accepted, rejected, deprecated, superseded", first.text),
                "map the word under `statuses` in adrsite.yaml, for instance `statuses: { \"…\": accepted }`",
            );
        }
        Some(first)
    }

    fn status_of(&self, fact: &Fact) -> Option<FoundStatus> {
        let all_quoted = fact.lines.iter().all(|line| line.quoted);
        let lines: Vec<&Line> = fact
            .lines
            .iter()
            .filter(|line| all_quoted || !line.quoted)
            .filter(|line| !people::is_placeholder(&line.text) && !self.words.is_choice(&line.text))
            .collect();
        let first = lines.first()?;
        // Prose in a section says nothing certain, unless it starts with the status.
        let few_words = |text: &str| text.split_whitespace().count() <= 12;
        let mut entries: Vec<(&Line, Status)> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let status = match index {
                0 if fact.place != Place::Section || few_words(&line.text) => self.words.find(&line.text),
                _ => self.words.at_start(&line.text),
            };
            // Links of a later line are relations; `Amended by` is no status.
            entries.extend(status.map(|status| (*line, status)));
        }
        let date_of = |line: &Line| status_date(&line.text);
        let descending = entries.len() > 1
            && entries.windows(2).all(|pair| {
                let (Some(a), Some(b)) = (date_of(pair[0].0), date_of(pair[1].0)) else { return false };
                a.settle(DateOrder::Dmy) > b.settle(DateOrder::Dmy)
            });
        let chosen = if descending { entries.first() } else { entries.last() };
        let (line, status) = match chosen {
            Some((line, status)) => (*line, Some(*status)),
            None => (*first, None),
        };
        let text = plain(&line.text);
        if status.is_none() && (text.is_empty() || (fact.place == Place::Section && !few_words(&text))) {
            return None;
        }
        let date = date_of(line).or_else(|| lines.iter().filter_map(|line| date_of(line)).next_back());
        Some(FoundStatus { status, text, date, place: fact.place, line: line.number })
    }

    fn dates(&mut self, status: Option<&FoundStatus>, name: &Names) -> FoundDates {
        let mut order = None;
        let mut problems = Vec::new();
        let mut read = |facts: &[&Fact], strict: bool| {
            let mut found = None;
            for fact in facts {
                let text = plain(&fact.text());
                if people::is_placeholder(&fact.text()) || is_nothing(&text) || is_date_pattern(&text) {
                    continue;
                }
                match date::read(&text) {
                    DateReading::Date(date, shown) => {
                        order = order.or(shown);
                        found = found.or(Some(date));
                    }
                    DateReading::Impossible if strict => problems.push((fact.line(), fact.name.clone(), text, "is no day of the calendar")),
                    DateReading::None if strict && fact.place != Place::Section => {
                        problems.push((fact.line(), fact.name.clone(), text, "cannot be read as a date"))
                    }
                    _ => {}
                }
            }
            found
        };
        let of = |key: Key| -> Vec<&Fact> {
            let mut facts: Vec<&Fact> = self.facts.iter().filter(|fact| fact.key == key && fact.place != Place::Section).collect();
            facts.extend(self.facts.iter().filter(|fact| fact.key == key && fact.place == Place::Section));
            facts
        };
        let date = read(&of(Key::Date), true);
        let updated = read(&of(Key::Updated), false);
        let created = read(&of(Key::Created), true);
        let review_on = read(&of(Key::NextReview), false);
        let changelog = of(Key::Changelog)
            .iter()
            .flat_map(|fact| &fact.lines)
            .filter_map(|line| date::find(&line.text))
            .max_by_key(|date| date.settle(DateOrder::Dmy));
        for fact in of(Key::Changelog) {
            for line in &fact.lines {
                if let DateReading::Date(_, shown) = date::read(&line.text) {
                    order = order.or(shown);
                }
            }
        }
        let in_name = [Some(&name.own), name.folder.as_ref()].into_iter().flatten().find_map(|facts| facts.date).map(WrittenDate::Certain);
        for (line, key, text, what) in problems {
            self.note(
                Code::InvalidDate,
                (line, 1),
                format!("`{key}` is `{text}`, which {what}; expected YYYY-MM-DD"),
                "correct it, or leave it out where it is unknown",
            );
        }
        let date = date.or(status.and_then(|status| status.date)).or(updated).or(created).or(changelog).or(in_name);
        FoundDates { date, created, review_on, order }
    }

    fn is_template(&self, name: &Names, title: Option<&str>) -> bool {
        let named = file_name::special(&name.stem);
        let numbered = name.own.id.as_ref().and_then(|id| id.number).is_some_and(|number| number > 0);
        let choice = self
            .of(Key::Status)
            .any(|fact| fact.lines.iter().any(|line| self.words.is_choice(&line.text) || people::is_placeholder(&line.text)));
        let has_status = self
            .of(Key::Status)
            .any(|fact| fact.lines.iter().any(|line| !self.words.is_choice(&line.text) && self.words.find(&line.text).is_some()));
        let placeholder_title = title.is_some_and(is_placeholder_title);
        match named {
            Some(SpecialName::Template { only: true }) if !numbered => true,
            Some(SpecialName::Template { .. }) => placeholder_title || (choice && !has_status && !numbered),
            _ => placeholder_title && (choice || !has_status),
        }
    }

    fn nature(&self, has_id: bool, name: &Names, outline: &Outline, is_template: bool, status: Option<Status>) -> Nature {
        if is_template {
            return Nature::Template;
        }
        let metadata = self.facts.iter().any(|fact| {
            let states = matches!(
                fact.key,
                Key::Status
                    | Key::Date
                    | Key::Created
                    | Key::ProposedBy
                    | Key::ReviewedBy
                    | Key::ApprovedBy
                    | Key::Decider
                    | Key::Relation(RelationKind::Supersedes | RelationKind::SupersededBy)
            );
            states && fact.lines.iter().any(|line| !line.text.trim().is_empty())
        });
        let sections = outline.headings.iter().filter(|heading| heading.top_level && is_telling_section(&heading.text)).count();
        match file_name::special(&name.stem) {
            Some(SpecialName::Index) => Nature::Index { record_content: status.is_some() || (metadata && sections > 0) || sections > 1 },
            Some(SpecialName::Guide) if status.is_none() => Nature::Guide,
            _ if has_id || metadata || sections > 0 || name.own.date.is_some() => Nature::Record,
            _ => Nature::Plain,
        }
    }

    fn people(&self) -> Vec<PersonClaim> {
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
            for line in &fact.lines {
                // A sentence below `## Author` is no list of names.
                if fact.place == Place::Section && line.text.split_whitespace().count() > 12 && !line.text.contains(',') {
                    continue;
                }
                for name in people::split(&line.text) {
                    if name.chars().count() <= 120 && !claims.iter().any(|claim| claim.role == role && claim.name == name) {
                        claims.push(PersonClaim { role, name, line: line.number });
                    }
                }
            }
        }
        claims
    }

    fn declared_relations(&self) -> Vec<RelationClaim> {
        let mut claims: Vec<RelationClaim> = Vec::new();
        let mut push = |kind, reference: reference::Reference, line: &Line, declared| {
            if !claims.iter().any(|claim| claim.kind == kind && claim.reference == reference) {
                claims.push(RelationClaim { kind, reference, place: (line.number, 1), declared });
            }
        };
        for fact in &self.facts {
            for line in &fact.lines {
                match fact.key {
                    Key::Relation(kind) if !people::is_placeholder(&line.text) => {
                        let declared = fact.place != Place::Section;
                        let stated = relations::stated(&line.text);
                        if !declared && !stated.is_empty() {
                            stated.into_iter().for_each(|(kind, reference)| push(kind, reference, line, declared));
                            continue;
                        }
                        for reference in reference::all(&line.text) {
                            let is_web = reference.path.as_deref().is_some_and(|path| path.contains("://"));
                            // Prose in a section names nothing; links and ids do.
                            if !is_web && (declared || line.text.contains("](")) {
                                push(kind, reference, line, declared && fact.place == Place::FrontMatter);
                            }
                        }
                    }
                    Key::Status | Key::Ignored if !self.words.is_choice(&line.text) => {
                        for (kind, reference) in relations::stated(&line.text) {
                            push(kind, reference, line, fact.place == Place::FrontMatter && fact.key == Key::Status);
                        }
                    }
                    _ => {}
                }
            }
        }
        claims
    }

    fn tags(&self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for line in self.of(Key::Tags).flat_map(|fact| {
            let only = fact.lines.len() == 1;
            fact.lines.iter().map(move |line| (line, only))
        }) {
            let (line, only) = line;
            let text = plain(&line.text);
            if people::is_placeholder(&line.text) || text.len() > 400 {
                continue;
            }
            let by_comma = text.contains([',', ';', '、']) || !only;
            let pieces: Vec<&str> = if by_comma { text.split([',', ';', '、']).collect() } else { text.split_whitespace().collect() };
            for piece in pieces {
                let tag = piece.trim().trim_matches(['#', '[', ']', '"', '\'', '`']).trim();
                if !is_nothing(tag) && !tags.iter().any(|known| known.eq_ignore_ascii_case(tag)) {
                    tags.push(tag.to_owned());
                }
            }
        }
        tags
    }

    fn discussion(&self) -> Option<String> {
        let text = self.of(Key::Discussion).find_map(|fact| {
            let text = fact.text();
            let at = text.find("https://").or_else(|| text.find("http://"))?;
            let end =
                text[at..].find(|ch: char| ch.is_whitespace() || matches!(ch, ')' | '>' | '"' | ']')).map_or(text.len(), |end| at + end);
            Some(text[at..end].to_owned())
        });
        text.filter(|url| url.len() <= 2000)
    }
}

/// The date beside a status, unless it is the day of the next review.
fn status_date(text: &str) -> Option<WrittenDate> {
    let lower = text.to_lowercase();
    let ahead = [
        "next review",
        "review by",
        "review on",
        "review due",
        "revisit",
        "valid until",
        "expires",
        "rfc by",
        "until ",
        "nächste",
        "próxima",
        "prochaine",
    ];
    if ahead.iter().any(|phrase| lower.contains(phrase)) {
        return None;
    }
    date::find(text)
}

/// `YYYY-MM-DD when the decision was last updated`, `{DATE_YESTERDAY}`.
fn is_date_pattern(text: &str) -> bool {
    let lower = text.to_lowercase();
    let letters_only = !lower.chars().any(|ch| ch.is_ascii_digit());
    letters_only && (["yyyy", "dd/mm", "mm/dd", "aaaa", "jjjj", "date"].iter().any(|pattern| lower.contains(pattern)))
}

fn is_placeholder_title(title: &str) -> bool {
    let title = title.trim();
    let cleaned = title.trim_start_matches(|ch: char| ch.is_ascii_digit() || matches!(ch, '.' | ' ' | '#'));
    if people::is_placeholder(cleaned) && !cleaned.is_empty() {
        return true;
    }
    let bracketed = |open, close| cleaned.starts_with(open) && cleaned.ends_with(close);
    if bracketed('{', '}') || bracketed('[', ']') || bracketed('<', '>') {
        return true;
    }
    // `ADR-NNN: [Title]`, `ADR-000: {title}`, `NUMBER. TITLE`
    if let Some((_, rest)) = title.split_once([':', '-', '.'])
        && people::is_placeholder(rest)
        && !rest.trim().is_empty()
        && !is_nothing(rest)
    {
        return true;
    }
    matches!(
        normalise(title).as_str(),
        "title"
            | "adr title"
            | "short title"
            | "decision title"
            | "number title"
            | "your title here"
            | "titel"
            | "titre"
            | "título"
            | "title of the decision"
            | "adr n title"
            | "adr template"
    )
}

/// Sections that only records have: generic ones such as a summary are in every document.
fn is_telling_section(heading: &str) -> bool {
    const GENERIC: &[&str] = &[
        "summary",
        "abstract",
        "background",
        "introduction",
        "overview",
        "notes",
        "references",
        "links",
        "content",
        "table of contents",
        "goals",
        "non goals",
        "proposal",
        "issue",
        "question",
        "need",
        "date",
        "metadata",
        "changelog",
        "problem",
        "approach",
        "solution",
        "specification",
        "motivation",
        "more information",
        "validation",
        "概要",
        "背景",
        "问题",
        "方案",
        "理由",
        "课题",
        "課題",
        "影響",
        "影响",
        "배경",
        "문제",
        "요약",
        "hintergrund",
        "résultat",
        "resumen",
        "resumo",
        "options",
        "assumptions",
        "constraints",
        "outcome",
        "problème",
        "problema",
        "tl dr",
        "tldr",
        "simple summary",
        "alternatives",
        "alternativen",
        "alternativas",
        "status",
        "bakgrunn",
        "baggrund",
        "bakgrund",
        "tausta",
    ];
    let normal = normalise(heading);
    vocabulary::is_section(heading) && !GENERIC.contains(&vocabulary::without_number(&normal))
}

/// Without markdown: links as their text, no emphasis, no code marks, no braces left over from a template.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let Some(open) = rest[..middle].rfind('[') else { break };
        let Some(close) = rest[middle..].find(')').map(|at| middle + at) else { break };
        plain.push_str(&rest[..open]);
        plain.push_str(&rest[open + 1..middle]);
        rest = &rest[close + 1..];
    }
    plain.push_str(rest);
    let plain = plain.replace("**", "").replace("__", "").replace(['`', '*'], "");
    let trimmed = plain.trim();
    let trimmed = trimmed.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).unwrap_or(trimmed);
    let trimmed = trimmed.trim().trim_matches('_').trim_end_matches('\\').trim();
    let short: String = trimmed.chars().take(300).collect();
    short.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Relations that list items and sentences before a link to another record state.
fn relations_of_links(text: &Text, outline: &Outline, end: usize, declared: &[RelationClaim]) -> Vec<RelationClaim> {
    let mut claims: Vec<RelationClaim> = Vec::new();
    for (target, offset) in outline.links.iter().filter(|(_, offset)| *offset < end) {
        let path = target.split('#').next().unwrap_or_default();
        let is_record_link = !path.is_empty()
            && !path.contains("://")
            && !path.starts_with("mailto:")
            && (path.to_lowercase().ends_with(".md") || !path.contains('.'));
        if !is_record_link {
            continue;
        }
        let from = text.text[..*offset].rfind('\n').map_or(0, |at| at + 1);
        let Some(kind) = text
            .text
            .get(from..*offset)
            .and_then(|prefix| relations::before_link(prefix.trim_start_matches([' ', '>', '-', '*', '+', '_'])))
        else {
            continue;
        };
        let known = |claim: &RelationClaim| claim.kind == kind && claim.reference.path.as_deref() == Some(target.as_str());
        if declared.iter().any(known) || claims.iter().any(known) {
            continue;
        }
        let reference = reference::Reference { text: target.clone(), path: Some(path.to_owned()), number: None };
        claims.push(RelationClaim { kind, reference, place: text.place(*offset), declared: false });
    }
    claims
}

/// What is shown: everything behind the front-matter, without the title where it comes first.
fn body_range(text: &str, start: usize, title: Option<&HeadingAt>) -> Range<usize> {
    match title {
        Some(title) if super::is_only_comments(&text[start..title.range.start]) => title.range.end..text.len(),
        _ => start..text.len(),
    }
}

fn document(text: &Text, body: Range<usize>, outline: &Outline, title: Option<&HeadingAt>) -> Document {
    let link = |(target, offset): &(String, usize)| {
        let (line, column) = text.place(*offset);
        Link { target: target.clone(), line, column }
    };
    let headings = outline
        .headings
        .iter()
        .filter(|heading| heading.range.start >= body.start)
        .map(|heading| Heading { level: heading.level, text: heading.text.clone(), anchor: heading.anchor.clone() })
        .collect();
    Document {
        first_line: text.line(body.start),
        title_anchor: title.map(|title| title.anchor.clone()),
        headings,
        links: outline.links.iter().map(link).collect(),
        images: outline.images.iter().map(link).collect(),
        html_ids: outline.html_ids.clone(),
        has_html: outline.has_html,
        words: outline.words,
        body,
        source: text.text.clone(),
    }
}
