//! What kind of file it is: a record, a template, an index, a guide, or none of these.

use super::super::date;
use super::super::draft::Nature;
use super::super::file_name;
use super::super::metadata::{Fact, Place};
use super::super::outline::Outline;
use super::super::people;
use super::super::reference;
use super::super::special_name::SpecialName;
use super::super::title;
use super::super::vocabulary::{self, Key};
use super::Facts;
use super::identity::{Names, is_placeholder_title};
use crate::model::{RelationKind, Status};

impl Facts<'_> {
    pub(super) fn nature(
        &self,
        has_id: bool,
        several: bool,
        name: &Names,
        outline: &Outline<'_>,
        titles: [Option<&str>; 2],
        status: Option<Status>,
    ) -> Nature {
        if self.is_template(name, outline, titles) {
            return Nature::Template;
        }
        let metadata = self.facts.iter().any(states_a_decision);
        let sections = outline.headings.iter().filter(|heading| heading.top_level && vocabulary::is_telling_section(&heading.text)).count();
        match name.special {
            Some(SpecialName::Index) if !several => Nature::Index {
                record_content: status.is_some() || (metadata && sections > 0) || sections > 1 || names_folder(name, titles[0]),
                declares_status: status.is_some(),
            },
            Some(SpecialName::Guide) if status.is_none() => Nature::Guide,
            _ if !has_id && !several && status.is_none() && lists_records(outline) => {
                Nature::Index { record_content: false, declares_status: false }
            }
            _ if has_id || metadata || sections > 0 || name.own.date.is_some() || several => Nature::Record,
            _ => Nature::Plain,
        }
    }

    /// `titles`: the heading, and the title that was found.
    fn is_template(&self, name: &Names, outline: &Outline<'_>, titles: [Option<&str>; 2]) -> bool {
        let numbered = name.own.id.as_ref().and_then(|id| id.number).is_some_and(|number| number > 0);
        let mut lines = self.of(Key::Status).flat_map(|fact| &fact.lines).map(|line| (line, self.words.chosen(&line.text)));
        let choice = lines.clone().any(|(_, text)| self.words.is_choice(&text) || people::is_placeholder(&text));
        let has_status = lines.any(|(_, text)| !self.words.is_choice(&text) && self.words.find(&text).is_some());
        let placeholder_title = titles.into_iter().flatten().any(is_placeholder_title)
            || self.of(Key::Title).any(|fact| fact.place == Place::FrontMatter && is_placeholder_title(&fact.text()));
        let special = match name.special {
            None if name.among_templates && name.own.id.is_none() => Some(SpecialName::Template { only: true }),
            special => special,
        };
        match special {
            // A file that is called only `template` is one, unless it was filled in all through.
            Some(SpecialName::Template { only: true }) if !numbered => {
                let real_title = titles[0].is_some_and(|title| !title.to_lowercase().contains("template")) && !placeholder_title;
                let dated = self.of(Key::Date).any(|fact| date::find(&fact.text()).is_some());
                let empty_sections = outline.headings.len() > 3 && outline.words < 60;
                !(real_title && has_status && !choice && dated && !empty_sections)
            }
            Some(SpecialName::Template { .. }) => placeholder_title || (choice && !has_status && !numbered),
            // A numbered file is somebody's record, however little of the template was filled in.
            _ => placeholder_title && (choice || !(has_status || numbered)),
        }
    }
}

/// Whether a text links to three numbered files or more, as an index does by whatever name.
fn lists_records(outline: &Outline<'_>) -> bool {
    let is_numbered = |target: &str| {
        let file = target.split('#').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let stem = file.strip_suffix(".md").filter(|_| !target.contains("://"));
        stem.is_some_and(|stem| file_name::read(stem).id.is_some())
    };
    outline.links.iter().filter(|(target, _)| is_numbered(target)).take(3).count() == 3
}

/// Whether a README is headed `KEP-0042: …` in the folder of that number.
fn names_folder(name: &Names, title: Option<&str>) -> bool {
    let number = name.telling().id.as_ref().and_then(|id| id.number);
    number.is_some() && title.is_some_and(|title| title::names_record(title) && reference::number_in(title) == number)
}

fn states_a_decision(fact: &Fact) -> bool {
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
    // A section that is only called so (`## Data`) says nothing by its name alone.
    let by_content = fact.place != Place::Section || fact.key != Key::Date || date::find(&fact.text()).is_some();
    states && by_content && fact.lines.iter().any(|line| !line.text.trim().is_empty())
}
