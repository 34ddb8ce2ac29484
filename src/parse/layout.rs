//! Where front-matter and its keys stand in a text, for editing them in place.

use std::ops::Range;

use super::front_matter;
use super::vocabulary::{self, Key};
use crate::model::Role;

/// How front-matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

/// The front-matter of a text; all places are offsets in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// How it is written.
    pub syntax: Syntax,
    /// What is between the lines that open and close it.
    pub inner: Range<usize>,
    /// Its top-level keys, in order.
    pub keys: Vec<KeySpan>,
}

/// A top-level key with all that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySpan {
    /// As written.
    pub name: String,
    /// Everything behind its colon, up to the line of the next key: the value, comments, blank lines.
    pub value: Range<usize>,
    /// What it stands for, of the keys that can be edited.
    pub field: Option<Field>,
}

/// What a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Sign-offs in one role.
    Role(Role),
    /// The status.
    Status,
    /// The day of the status.
    Date,
    /// The decisions that take its place.
    SupersededBy,
    /// People of another format, who decided, were asked, or wrote it.
    People,
}

impl Layout {
    /// Finds the front-matter of a text; `None` where it has none. A byte order mark does not belong to the text.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        toml(text).or_else(|| yaml(text))
    }

    /// The first key that stands for `field`.
    #[must_use]
    pub fn key(&self, field: Field) -> Option<&KeySpan> {
        self.keys.iter().find(|key| key.field == Some(field))
    }
}

fn yaml(text: &str) -> Option<Layout> {
    if front_matter::read(text).end == 0 {
        return None;
    }
    let inner = front_matter::cut(text)?.yaml;
    let chunks = front_matter::chunks(&text[inner.clone()], 1);
    // Comments and blank lines may come before the first key; from there on the chunks cover everything.
    let mut at = inner.end - chunks.iter().map(|chunk| chunk.whole.len()).sum::<usize>();
    let keys = chunks.iter().map(|chunk| {
        let end = at + chunk.whole.len();
        at = end;
        KeySpan { name: chunk.key.to_owned(), value: end - chunk.raw.len()..end, field: field(chunk.key) }
    });
    Some(Layout { syntax: Syntax::Yaml, keys: keys.collect(), inner })
}

fn toml(text: &str) -> Option<Layout> {
    let end = front_matter::read(text).end;
    if !text.starts_with("+++") || end == 0 {
        return None;
    }
    let start = text.find('\n')? + 1;
    let close = text[..end].trim_end().rfind('\n')? + 1;
    let mut keys: Vec<KeySpan> = Vec::new();
    let mut at = start;
    for line in text[start..close].split_inclusive('\n') {
        // Keys below `[table]` belong to it.
        if line.trim_start().starts_with('[') && keys.last().is_none_or(|key| is_complete(&text[key.value.clone()])) {
            break;
        }
        let statement = line.split_once('=').filter(|(key, _)| {
            let key = key.trim().trim_matches(['"', '\'']);
            !key.is_empty() && key.chars().all(|ch| ch.is_alphanumeric() || matches!(ch, '-' | '_'))
        });
        let complete = keys.last().is_none_or(|key| is_complete(&text[key.value.clone()]));
        match (statement, keys.last_mut()) {
            (Some((key, value)), _) if complete => {
                let name = key.trim().trim_matches(['"', '\'']).to_owned();
                let end = at + line.len();
                keys.push(KeySpan { field: field(&name), name, value: end - value.len()..end });
            }
            (_, Some(last)) => last.value.end = at + line.len(),
            (_, None) => {}
        }
        at += line.len();
    }
    Some(Layout { syntax: Syntax::Toml, inner: start..at, keys })
}

/// Whether all brackets of a TOML value are closed, so that the next line can start another key.
fn is_complete(value: &str) -> bool {
    value.matches('[').count() <= value.matches(']').count()
}

fn field(name: &str) -> Option<Field> {
    Some(match vocabulary::key(name)? {
        Key::ProposedBy => Field::Role(Role::Proposer),
        Key::ReviewedBy => Field::Role(Role::Reviewer),
        Key::ApprovedBy => Field::Role(Role::Approver),
        Key::Status => Field::Status,
        Key::Date => Field::Date,
        Key::Relation(crate::model::RelationKind::SupersededBy) => Field::SupersededBy,
        Key::Author | Key::Consulted | Key::Decider | Key::Informed => Field::People,
        _ => return None,
    })
}
