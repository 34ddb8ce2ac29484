//! A digest: what a fortnight brought, for the talk at its end.
//!
//! One model for every format: headings and lists of sentences, in the interface's language, with the addresses of the
//! site's pages where the config says where the site is.

mod sections;

use serde::Serialize;

use crate::render::Language;
use crate::statistics::{SignKind, Step};
use crate::workspace::Snapshot;
use sections::Writer;

/// A digest as headings and lists of sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Digest {
    /// The language of its texts, a BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// The log's title; leads to the site.
    pub title: Link,
    /// Of which days.
    pub period: String,
    /// What there is to say.
    pub sections: Vec<Section>,
}

/// A part of a digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// What it is about; leads to the page that shows all of it.
    pub heading: Link,
    /// What to say where there is nothing.
    pub empty: String,
    /// What there is.
    pub items: Vec<Item>,
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// In one sentence.
    pub line: Line,
    /// What belongs to it.
    pub more: Vec<Line>,
}

/// A sentence. What it is about stands first, and leads to its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// What it is about.
    pub about: Option<Link>,
    /// What is said.
    pub text: String,
}

/// Words that lead somewhere, where it is known where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// The words.
    pub text: String,
    /// An absolute address; `None` where the config does not say where the site is.
    pub url: Option<String>,
}

/// The digest of the last finished fortnight before the snapshot's day.
#[must_use]
pub(crate) fn digest(snapshot: &Snapshot, language: &Language) -> Digest {
    let writer = Writer { snapshot, language };
    let fortnights = snapshot.statistics.periods(Step::Fortnight);
    let last = fortnights.periods.iter().rev().find(|period| period.finished);
    let today = language.day(&snapshot.today.to_string());
    let period = match last {
        Some(period) => {
            let (first, last) = (language.day(&period.span.first.to_string()), language.day(&period.span.last.to_string()));
            language.fill("digest_period", &[("first", &first), ("last", &last), ("today", &today)])
        }
        None => language.fill("digest_no_period", &[("today", &today)]),
    };
    let mut sections = Vec::new();
    if let Some(period) = last {
        sections.push(writer.decided(period));
        sections.push(writer.proposed(period));
    }
    sections.push(writer.waiting());
    sections.push(writer.overdue());
    if let Some(period) = last {
        sections.push(writer.kept(period));
    }
    sections.push(writer.changes(snapshot.statistics.trend(Step::Fortnight)));
    sections.push(writer.signs(SignKind::Talk));
    sections.push(writer.signs(SignKind::Well));
    let title = snapshot.config.title.clone().unwrap_or_else(|| language.text("default_title").to_owned());
    Digest { language: language.tag.clone(), direction: language.direction(), title: writer.link(title, "index.html"), period, sections }
}
