//! What a new record says before somebody has written it.

use std::fmt::Write as _;

use jiff::civil::Date as Day;

use super::naming::Number;
use crate::edit::Successor;
use crate::model::Status;
use crate::parse::{Field, Layout};

/// The form of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// Front-matter with sign-offs per team.
    #[default]
    Native,
    /// MADR 3 and 4: front-matter with decision-makers.
    Madr,
    /// MADR 1 and 2: a list under the title.
    Bullets,
    /// Michael Nygard's, with a section for the status.
    Nygard,
    /// One sentence.
    YStatement,
}

impl Form {
    /// The form that most of the last records have.
    #[must_use]
    pub fn of<'d>(newest_first: impl Iterator<Item = &'d str>) -> Self {
        let mut counts = [(Self::Native, 0), (Self::Madr, 0), (Self::Bullets, 0), (Self::Nygard, 0)];
        for form in newest_first.take(9).filter_map(form_of) {
            if let Some(known) = counts.iter_mut().find(|(known, _)| *known == form) {
                known.1 += 1;
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
        counts.into_iter().find(|(_, count)| *count == most).map_or(Self::Native, |(form, _)| form)
    }
}

fn form_of(text: &str) -> Option<Form> {
    if let Some(layout) = Layout::of(text) {
        if layout.keys.iter().any(|key| matches!(key.field, Some(Field::Role(_)))) {
            return Some(Form::Native);
        }
        if layout.key(Field::People).is_some() && layout.key(Field::Status).is_some() {
            return Some(Form::Madr);
        }
        if layout.key(Field::Status).is_some() {
            return Some(Form::Native);
        }
    }
    let line = |is: &dyn Fn(&str) -> bool| text.lines().take(60).any(|line| is(&line.trim().to_lowercase().replace('*', "")));
    if line(&|line| line.starts_with('#') && line.trim_start_matches(['#', ' ']) == "status") {
        return Some(Form::Nygard);
    }
    line(&|line| line.trim_start_matches(['-', ' ']).starts_with("status:")).then_some(Form::Bullets)
}

/// What stands before the title in the first heading: `12. `, `ADR-012: `.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading(String);

impl Heading {
    /// How a record writes it, with its own number in it.
    #[must_use]
    pub fn of(text: &str, title: &str, id: &str) -> Self {
        let first = text.lines().map(str::trim).find(|line| line.starts_with("# ")).map(|line| line[2..].trim_start());
        let before = first.and_then(|heading| heading.strip_suffix(title)).filter(|before| before.len() <= 30);
        // Only what the number makes another in the next record; `ADR: ` stays as it is.
        let Some(before) = before else { return Self::default() };
        let unpadded = id.trim_start_matches('0');
        let with_number = match (before.contains(id), before.contains(unpadded) && !unpadded.is_empty()) {
            (true, _) if !id.is_empty() => before.replacen(id, "{text}", 1),
            (false, true) => before.replacen(unpadded, "{value}", 1),
            _ if before.chars().any(|ch| ch.is_ascii_digit()) => return Self::default(),
            _ => before.to_owned(),
        };
        Self(with_number)
    }

    fn line(&self, number: Option<&Number>, title: &str) -> String {
        let (text, value) = number.map_or((String::new(), String::new()), |number| (number.text.clone(), number.value.to_string()));
        format!("# {}{title}", self.0.replace("{text}", &text).replace("{value}", &value))
    }
}

/// What is known of a new record.
#[derive(Debug, Clone)]
pub struct Record<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its number.
    pub number: Option<&'a Number>,
    /// What stands before the title.
    pub heading: &'a Heading,
    /// Its status.
    pub status: Status,
    /// The day on which it is written.
    pub date: Day,
    /// Its tags.
    pub tags: &'a [String],
    /// The decisions whose place it takes: their references, ids or titles, and links.
    pub supersedes: &'a [Successor],
}

/// A record in one of the built-in forms; lines end with `\n`.
#[must_use]
pub fn record(form: Form, record: &Record<'_>) -> String {
    let heading = record.heading.line(record.number, record.title);
    let status = record.status.name();
    let capital = status[..1].to_uppercase() + &status[1..];
    let date = record.date;
    let body = match form {
        Form::Native => format!("---\nstatus: {status}\ndate: {date}\n---\n\n{heading}\n\n{NATIVE}"),
        Form::Madr => format!("---\nstatus: {status}\ndate: {date}\ndecision-makers:\nconsulted:\ninformed:\n---\n\n{heading}\n\n{MADR}"),
        Form::YStatement => format!("---\nstatus: {status}\ndate: {date}\n---\n\n{heading}\n\n{Y_STATEMENT}"),
        Form::Bullets => {
            let mut list = format!("* Status: {status}\n* Deciders:\n* Date: {date}\n");
            for old in record.supersedes {
                let _ = writeln!(list, "* Supersedes: [{}]({})", old.id, old.link);
            }
            format!("{heading}\n\n{list}\n{MADR}")
        }
        Form::Nygard => {
            let number = record.number.filter(|_| record.heading.0.is_empty());
            let heading = number.map_or(heading, |number| format!("# {}. {}", number.value, record.title));
            let mut section = format!("{capital}\n");
            for old in record.supersedes {
                let _ = writeln!(section, "\nSupersedes [{}]({})", old.title, old.link);
            }
            format!("{heading}\n\nDate: {date}\n\n## Status\n\n{section}\n{NYGARD}")
        }
    };
    let in_text = matches!(form, Form::Bullets | Form::Nygard);
    with_keys(body, record, !in_text)
}

/// Adds what front-matter alone can hold.
fn with_keys(text: String, record: &Record<'_>, supersedes: bool) -> String {
    let mut keys = String::new();
    let list = |items: Vec<String>| items.join(", ");
    if supersedes && !record.supersedes.is_empty() {
        let _ = writeln!(keys, "supersedes: [{}]", list(record.supersedes.iter().map(|old| old.reference.clone()).collect()));
    }
    if !record.tags.is_empty() {
        let _ = writeln!(keys, "tags: [{}]", list(record.tags.iter().map(|tag| crate::edit::scalar(tag)).collect()));
    }
    match Layout::of(&text) {
        _ if keys.is_empty() => text,
        Some(layout) => {
            let end = layout.inner.end;
            format!("{}{keys}{}", &text[..end], &text[end..])
        }
        None => format!("---\n{keys}---\n\n{text}"),
    }
}

/// The log's own template with what is known put in for its placeholders; lines end with `\n`.
#[must_use]
pub fn own_template(template: &str, record: &Record<'_>) -> String {
    let mut text = template.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let date = record.date.to_string();
    let number = record.number.map_or(String::new(), |number| number.value.to_string());
    // adr-tools' words, which stand for themselves; the others stand in brackets.
    if text.contains("NUMBER") && text.contains("TITLE") {
        let status = record.status.name();
        let words = [
            ("NUMBER", number.as_str()),
            ("TITLE", record.title),
            ("DATE", &date),
            ("STATUS", &(status[..1].to_uppercase() + &status[1..])),
        ];
        text = words.iter().fold(text, |text, (word, value)| text.replace(word, value));
    } else {
        text = titled(&text, record);
        text = dated(&text, &date);
    }
    with_keys(text, record, true)
}

/// A template's title filled in: its first heading, and the `title` of its front-matter.
fn titled(text: &str, record: &Record<'_>) -> String {
    let heading = record.heading.line(record.number, record.title);
    let layout = Layout::of(text);
    // A comment in front-matter looks like a heading.
    let body = layout.as_ref().map_or(0, |layout| layout.inner.end);
    let mut at = body;
    let line = text[body..].split_inclusive('\n').find_map(|line| {
        let here = at..at + line.trim_end().len();
        at += line.len();
        line.starts_with("# ").then_some(here)
    });
    let mut filled = match line {
        Some(line) => format!("{}{heading}{}", &text[..line.start], &text[line.end..]),
        None => format!("{}\n{heading}\n", text.trim_end()),
    };
    if let Some(key) = layout.and_then(|layout| layout.keys.into_iter().find(|key| key.name.eq_ignore_ascii_case("title"))) {
        let end = key.value.start + filled[key.value.clone()].find('\n').unwrap_or(key.value.len());
        filled.replace_range(key.value.start..end, &format!(" {}", crate::edit::scalar(record.title)));
    }
    filled
}

/// A template's `date:` filled in: `date: {YYYY-MM-DD when …}`, `* Date: [YYYY-MM-DD …]`.
fn dated(text: &str, date: &str) -> String {
    let mut done = false;
    let line = |line: &str| {
        // `| Date | dd/mm/YYYY |`
        let cells: Vec<&str> = line.split('|').collect();
        if let [_, key, value, ..] = cells[..]
            && key.trim().eq_ignore_ascii_case("date")
            && value.to_lowercase().contains("yyyy")
            && !done
        {
            done = true;
            return Some(line.replacen(value, &format!(" {date:width$}", width = value.chars().count().saturating_sub(1)), 1));
        }
        let (key, value) = line.split_once(':')?;
        let is_date = key.trim().trim_start_matches(['*', '-', ' ']).trim_matches('*').eq_ignore_ascii_case("date");
        let open = value.contains("YYYY") || value.contains("yyyy") || value.trim().is_empty() || value.contains(['{', '[', '<']);
        let behind = value.find("<!--").map_or(String::new(), |at| format!(" {}", value[at..].trim_end()));
        (is_date && open && !done).then(|| {
            done = true;
            format!("{key}: {date}{behind}")
        })
    };
    let mut line = line;
    let lines: Vec<String> = text.split('\n').map(|old| line(old).unwrap_or_else(|| old.to_owned())).collect();
    lines.join("\n")
}

const NATIVE: &str = "\
## Context

<!-- What makes a decision necessary? What holds whatever is decided? -->

## Options

<!-- What could be done, and what speaks for and against each? -->

## Decision

<!-- What is done, and why this? -->

## Consequences

<!-- What gets easier, what gets harder, and who has to do what by when? -->
";

const MADR: &str = "\
## Context and Problem Statement

<!-- The problem in two or three sentences, or as a question. -->

## Decision Drivers

<!-- What matters: forces, worries, requirements. -->

## Considered Options

<!-- One a line. -->

## Decision Outcome

<!-- The chosen option, and why. -->

### Consequences

<!-- Good, because …; bad, because … -->

### Confirmation

<!-- How it will show that the decision is followed. -->

## Pros and Cons of the Options

<!-- For each option: good, because …; bad, because … -->

## More Information

<!-- Evidence, agreements, links. -->
";

const NYGARD: &str = "\
## Context

<!-- The forces at play, told without judging them. -->

## Decision

<!-- We will … -->

## Consequences

<!-- What becomes easier, and what harder. -->
";

const Y_STATEMENT: &str = "\
In the context of <!-- the use case or component -->,
facing <!-- the concern -->,
we decided for <!-- the option -->
and against <!-- the other options -->,
to achieve <!-- the quality -->,
accepting that <!-- the downside -->.
";
