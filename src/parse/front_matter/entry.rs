//! A key of the front-matter and what it says.

use serde_yaml::Value;

use crate::parse::source_file::to_u32;
use crate::parse::vocabulary::{self, Key};

/// A top-level key and its value.
#[derive(Debug, Clone)]
pub(in crate::parse) struct Entry {
    /// As written.
    pub(in crate::parse) key: String,
    /// What it means.
    pub(in crate::parse) known: Option<Key>,
    pub(in crate::parse) value: Value,
    /// Everything behind the colon, up to the next key, as written.
    pub(in crate::parse) raw: String,
    /// 1-based line of the key.
    pub(in crate::parse) line: u32,
}

impl Entry {
    pub(super) fn new(key: String, value: Value, raw: String, line: u32) -> Self {
        Self { known: vocabulary::key(&key), key, value, raw, line }
    }

    /// The value as one line of text: a scalar as it is written, a mapping left over from a template's braces as
    /// what is in them. `None` for nothing and for lists.
    pub(in crate::parse) fn text(&self) -> Option<String> {
        match &self.value {
            Value::String(text) => Some(written(text)),
            Value::Null | Value::Sequence(_) => None,
            Value::Mapping(_) => {
                let raw = without_comment(&self.raw);
                raw.starts_with('{').then(|| raw.to_owned())
            }
            Value::Bool(_) | Value::Number(_) => Some(without_comment(&self.raw).trim_matches(['"', '\'']).to_owned()),
            Value::Tagged(tagged) => scalar(&tagged.value),
        }
    }

    /// The values of a list, or the one value, as texts; mappings in a list as what is in their braces.
    pub(in crate::parse) fn texts(&self) -> Vec<String> {
        match &self.value {
            Value::Sequence(items) => items.iter().flat_map(texts_of_item).collect(),
            _ => self.text().into_iter().collect(),
        }
    }

    /// The line of `needle` in the value; that of the key where it cannot be found.
    pub(in crate::parse) fn line_of(&self, needle: &str) -> u32 {
        // Most values stand beside their key.
        if self.raw.trim_ascii_end().contains('\n') { self.place_of(needle).0 } else { self.line }
    }

    /// The place of `needle` in the value, both 1-based; that of the key where it cannot be found.
    pub(in crate::parse) fn place_of(&self, needle: &str) -> (u32, u32) {
        let first = needle.lines().next().unwrap_or_default();
        let Some(at) = (!first.is_empty()).then(|| self.raw.find(first)).flatten() else {
            return (self.line, 1);
        };
        let before = &self.raw[..at];
        let newlines = before.matches('\n').count();
        let column = match before.rfind('\n') {
            Some(newline) => before[newline + 1..].chars().count() + 1,
            None => self.key.chars().count() + 1 + before.chars().count() + 1,
        };
        (self.line + to_u32(newlines), to_u32(column))
    }
}

/// `[[0007-queue]]` without quotes is a list in a list for YAML.
fn texts_of_item(item: &Value) -> Vec<String> {
    match item {
        Value::Sequence(inner) => inner.iter().filter_map(scalar).collect(),
        item => scalar(item).into_iter().collect(),
    }
}

/// A scalar's text.
pub(in crate::parse) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(written(text)),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Tagged(tagged) => scalar(&tagged.value),
        Value::Null | Value::Sequence(_) | Value::Mapping(_) => None,
    }
}

/// A text of YAML. In quotes `\0` stands for a NUL byte, which is left out as it is everywhere else.
fn written(text: &str) -> String {
    text.trim().replace('\0', "")
}

pub(super) fn without_comment(raw: &str) -> &str {
    let line = raw.trim();
    line.split(" #").next().unwrap_or_default().trim()
}
