//! Which record it is: its id and its title.

use super::super::file_name::{self, NameFacts};
use super::super::front_matter::Entry;
use super::super::metadata::{Line, Place};
use super::super::outline::{HeadingAt, Outline};
use super::super::people;
use super::super::reference;
use super::super::special_name::SpecialName;
use super::super::title::{self, Title};
use super::super::vocabulary::{self, Key, is_nothing, normalise};
use super::Facts;
use super::plain;
use crate::diagnostic::Code;
use crate::model::AdrId;

/// What the names of the file and its folder say.
pub(super) struct Names {
    pub(super) own: NameFacts,
    pub(super) folder: Option<NameFacts>,
    /// Of the file, without its ending.
    pub(super) stem: String,
    /// Whether the file's is one that records do not have.
    pub(super) special: Option<SpecialName>,
    /// Whether the folder is one of templates.
    pub(super) among_templates: bool,
}

impl Names {
    pub(super) fn of(path: &str) -> Self {
        let mut parts = path.rsplit('/');
        let file = parts.next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_owned();
        let folder = parts.next();
        let among_templates = folder.is_some_and(|folder| SpecialName::of(folder) == Some(SpecialName::Template { only: true }));
        let special = SpecialName::of(&stem);
        Self { own: file_name::read(&stem), folder: folder.map(file_name::read), stem, special, among_templates }
    }

    /// The facts that number and date the record: of the folder, where the file is its README or index.
    pub(super) fn telling(&self) -> &NameFacts {
        match (&self.folder, self.special) {
            (Some(folder), Some(SpecialName::Index)) => folder,
            // `0042-use-x/decision.md`
            (Some(folder), _) if self.own.id.is_none() && folder.id.is_some() && file_name::is_genre(&self.stem) => folder,
            _ => &self.own,
        }
    }

    /// Whether the name itself marks a record: by a number, or by a day.
    pub(super) fn marks_a_record(&self) -> bool {
        let telling = self.telling();
        telling.id.is_some() || telling.date.is_some_and(|date| date.day().is_some())
    }
}

impl Facts<'_> {
    /// The id, as the front-matter, the name or a line of metadata gives it, and whether the name does.
    pub(super) fn id(&self, entries: &[Entry], name: &Names) -> (Option<AdrId>, bool) {
        let from_name = name.telling().id.clone();
        let numbered_name = from_name.is_some();
        let entry = entries.iter().find(|entry| {
            entry.known == Some(Key::Id) && entry.text().is_some_and(|text| !people::is_placeholder(&text) && text.len() <= 60)
        });
        let entry = entry.or_else(|| entries.iter().find(|entry| is_series(entry, &name.stem)));
        let Some((entry, text)) = entry.and_then(|entry| Some((entry, entry.text()?))) else {
            let from_line = || self.of(Key::Id).find_map(|fact| file_name::read(&plain::text(&fact.text())).id);
            return (from_name.or_else(from_line), numbered_name);
        };
        let key = normalise(&entry.key);
        let facts = file_name::read(&text);
        let declared = match facts.id {
            Some(mut id) if text.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | ' ' | '#' | '.')) => {
                if id.text.len() == text.len() {
                    id.prefix = match key.as_str() {
                        "eip" | "erc" | "rfc" | "kep" | "pep" => key.to_uppercase(),
                        key if is_series(entry, &name.stem) => {
                            // `tdp-036`
                            let zeros = name.stem[key.len().min(name.stem.len())..].trim_start_matches(['-', '_', ' ']);
                            if zeros.ends_with(&id.text) && zeros.trim_start_matches('0') == id.text.trim_start_matches('0') {
                                zeros.clone_into(&mut id.text);
                            }
                            key.to_uppercase()
                        }
                        _ => from_name.as_ref().map_or_else(|| "ADR".to_owned(), |own| own.prefix.clone()),
                    };
                }
                id
            }
            _ => AdrId { prefix: String::new(), text: text.clone(), number: None },
        };
        let id = match &from_name {
            // `adrs-adr013`, `governance/decisions/0028-x`: a site's id of the page, which numbers nothing.
            Some(own) if declared.number.is_none() => own.clone(),
            // The same number with the leading zeros that the file name has.
            Some(own) if own.number == declared.number && own.text.len() > declared.text.len() => {
                AdrId { prefix: declared.prefix, ..own.clone() }
            }
            _ => declared,
        };
        (Some(id), numbered_name)
    }

    /// The title as written: in the front-matter, else in the first heading, else in a line or section called title.
    pub(super) fn title(&self, outline: &Outline<'_>, heading_one: Option<&HeadingAt>) -> Option<String> {
        let named = |in_front_matter: bool| {
            let facts = self.of(Key::Title).filter(move |fact| (fact.place == Place::FrontMatter) == in_front_matter);
            // Front-matter is no markdown: its title is taken as it stands.
            let text = |line: &Line| if in_front_matter { line.text.clone() } else { plain::text(&line.text) };
            // `# Title` may be left over above a list of metadata.
            let is_key =
                |line: &&Line| !in_front_matter && line.text.split_once(':').is_some_and(|(name, _)| vocabulary::key(name).is_some());
            let mut texts = facts.filter_map(|fact| fact.lines.first()).filter(|line| !is_key(line)).map(text);
            texts.find(|text| !text.is_empty() && !is_placeholder_title(text))
        };
        // `# ADR-0007`, `# {short title}`: headings that say nothing of the decision.
        let telling = heading_one.filter(|heading| !title::is_bare(&heading.text) && !is_placeholder_title(&heading.text));
        let telling = telling.map(|heading| heading.text.clone());
        match (named(true), telling) {
            (Some(slug), Some(heading)) if title::is_slug(&slug) || title::is_bare(&slug) => Some(heading),
            (Some(title), _) => Some(title),
            (None, Some(heading)) => Some(heading),
            (None, None) => named(false).or_else(|| subtitle(outline, heading_one?).map(|heading| heading.text.clone())),
        }
    }

    /// Says where the number in the title is another than the record's own.
    pub(super) fn compare_numbers(&mut self, id: Option<&AdrId>, numbered_name: bool, title: Option<&Title>, heading: Option<&HeadingAt>) {
        let own = id.and_then(|id| id.number);
        let in_title = title.and_then(|title| title.number.as_ref()).and_then(|digits| reference::value_of(digits));
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
}

/// `rpip: 46`, `SWIP: 20`: a series of proposals numbers them under its own name, which the file often bears as well.
fn is_series(entry: &Entry, stem: &str) -> bool {
    let key = entry.key.to_ascii_lowercase();
    let is_name = (2..=6).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_lowercase());
    let numbers = || entry.text().is_some_and(|text| text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty());
    let bears = || {
        let stem = stem.to_ascii_lowercase();
        stem.strip_prefix(&key).is_some_and(|rest| rest.trim_start_matches(['-', '_', ' ']).starts_with(|ch: char| ch.is_ascii_digit()))
    };
    is_name && numbers() && (key.ends_with("ip") || bears())
}

/// The first heading of the first level, unless it is a template's section.
pub(super) fn title_heading<'o>(outline: &'o Outline<'_>, end: usize) -> Option<&'o HeadingAt> {
    let first = outline.headings.iter().find(|heading| heading.level == 1 && heading.top_level && heading.range.start < end)?;
    (!vocabulary::is_section(&first.text) && !first.text.is_empty()).then_some(first)
}

/// A heading of a lower level with which the text starts, where there is none of the first: `## RFC: Use X`.
pub(super) fn leading_heading<'h>(outline: &'h Outline<'_>, text: &str, start: usize) -> Option<&'h HeadingAt> {
    let first = outline.headings.iter().find(|heading| heading.top_level)?;
    let no_other = !outline.headings.iter().any(|heading| heading.level == 1 && heading.top_level);
    let leads = crate::parse::is_only_comments(&text[start..first.range.start]);
    let name = first.text.split([':', '：']).next().unwrap_or_default();
    let is_key = vocabulary::key(vocabulary::without_number(&normalise(name))).is_some_and(|key| key != Key::Id);
    (no_other && leads && first.level <= 3 && !first.text.is_empty() && !is_key && !vocabulary::is_section(&first.text)).then_some(first)
}

/// The id in a title, where neither front-matter nor name has one.
pub(super) fn id_of_title(title: Option<&Title>, heading_one: Option<&HeadingAt>) -> Option<AdrId> {
    let digits = title.and_then(|title| title.number.clone());
    // `# ADR-0007` with the title below it.
    let digits =
        digits.or_else(|| file_name::read(&heading_one.filter(|heading| title::is_bare(&heading.text))?.text).id.map(|id| id.text))?;
    Some(AdrId { prefix: "ADR".to_owned(), number: reference::value_of(&digits), text: digits })
}

/// `## Use a queue` right below `# ADR-0007`.
fn subtitle<'h>(outline: &'h Outline<'_>, heading_one: &HeadingAt) -> Option<&'h HeadingAt> {
    let next = outline.headings.iter().find(|heading| heading.top_level && heading.range.start > heading_one.range.start)?;
    let is_title = next.level == 2
        && !next.text.is_empty()
        && !vocabulary::is_section(&next.text)
        && next.text.split([':', '：']).next().is_none_or(|name| vocabulary::key(vocabulary::without_number(&normalise(name))).is_none())
        && !is_placeholder_title(&next.text);
    is_title.then_some(next)
}

/// Whether a template's title still stands there.
pub(super) fn is_placeholder_title(title: &str) -> bool {
    let title = title.trim();
    let cleaned = title.trim_start_matches(|ch: char| ch.is_ascii_digit() || matches!(ch, '.' | ' ' | '#'));
    if people::is_placeholder(cleaned) && !cleaned.is_empty() {
        return true;
    }
    // `<script>…</script>` is no placeholder: between the brackets of one stand words.
    let bracketed = |open: char, close: char| {
        let inner = cleaned.strip_prefix(open).and_then(|rest| rest.strip_suffix(close)).filter(|inner| !inner.contains([open, close]));
        // Of several words none of which is a template's, the brackets are all that is left of it.
        inner.is_some_and(|inner| open == '<' || !inner.trim().contains(' '))
    };
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
            | "template"
            | "adr n brief decision title"
            | "short title of solved problem and solution"
            | "adr 000 title"
            | "adr nnnn title"
            | "adr xxxx title"
            | "title here"
            | "insert title here"
    )
}
