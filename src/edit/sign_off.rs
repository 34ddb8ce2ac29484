//! The forms in which a sign-off can be added.

use std::ops::Range;

use super::NewSignOff;
use super::patch::{Patch, Script};
use super::value::{self, flow, item, scalar_range};
use crate::model::Role;
use crate::parse::{Draft, Field, KeySpan, Layout, Syntax};

/// All forms that may fit, the best first.
pub(super) fn attempts(script: &Script, draft: &Draft, new: &NewSignOff) -> Vec<Vec<Patch>> {
    let text = script.text.as_str();
    let Some(layout) = Layout::of(text) else {
        let item = item(new, Syntax::Yaml);
        return vec![vec![Patch::insert(0, format!("---\n{}:\n  - {item}\n---\n\n", new.role.key()))]];
    };
    let item = item(new, layout.syntax);
    let keys: Vec<&KeySpan> = layout.keys.iter().filter(|key| key.field == Some(Field::Role(new.role))).collect();
    if keys.is_empty() {
        return vec![vec![new_key(text, &layout, new.role, &item)]];
    }
    // A key that stands there twice is no YAML, and read all the same; the last one comes last.
    keys.iter().rev().flat_map(|key| to_key(text, key, &item, layout.syntax, &names(text, key, draft, new.role))).collect()
}

/// The teams and people that a bare value names.
fn names(text: &str, key: &KeySpan, draft: &Draft, role: Role) -> Vec<String> {
    match serde_yaml::from_str::<serde_yaml::Value>(&text[key.value.clone()]) {
        Ok(serde_yaml::Value::String(names)) => crate::parse::people(&names),
        Ok(serde_yaml::Value::Null) => Vec::new(),
        // What is no YAML is read as it stands.
        _ => draft.sign_offs.iter().filter(|claim| claim.role == role).filter_map(|claim| claim.name.clone()).collect(),
    }
}

/// Adds an item to a key that is there, whatever its value looks like.
fn to_key(text: &str, key: &KeySpan, item: &str, syntax: Syntax, names: &[String]) -> Vec<Vec<Patch>> {
    let first = start_of_value(text, key.value.clone());
    let line_end = text[key.value.start..key.value.end].find('\n').map_or(key.value.end, |at| key.value.start + at);
    match text[first..key.value.end].chars().next() {
        Some('[') => flow(text, first).map(|found| to_flow_list(text, first, &found, item)).into_iter().collect(),
        Some('{') => flow(text, first)
            .map(|found| vec![Patch::insert(first, "["), Patch::insert(found.close + 1, format!(", {item}]"))])
            .into_iter()
            .collect(),
        Some('-') if first > line_end => to_block_list(text, first, key.value.end, item),
        Some(_) if first > line_end && is_mapping(text, first) => vec![to_block_mapping(text, first, key.value.end, item)],
        Some(_) => {
            let range = scalar_range(text, first..key.value.end);
            let raw = &text[range.clone()];
            let mut items: Vec<String> = match (names, syntax) {
                ([name], Syntax::Yaml) if is_flow_safe(raw) && reads_as(raw, name) => vec![raw.to_owned()],
                (_, Syntax::Yaml) => names.iter().map(|name| value::scalar(name)).collect(),
                (_, Syntax::Toml) => names.iter().map(|name| value::quoted(name)).collect(),
            };
            items.push(item.to_owned());
            vec![vec![Patch::replace(range, format!("[{}]", items.join(", ")))]]
        }
        None if syntax == Syntax::Toml => Vec::new(),
        None => {
            let indent = "  ";
            let end = text[..line_end].trim_end_matches('\r').len();
            vec![vec![Patch::insert(end, format!("\n{indent}- {item}"))]]
        }
    }
}

/// Behind spaces, comments, an anchor and a tag.
fn start_of_value(text: &str, value: Range<usize>) -> usize {
    let mut at = value.start;
    loop {
        let rest = &text[at..value.end];
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        let word = trimmed.split_whitespace().next().unwrap_or_default();
        if trimmed.starts_with('#') {
            at += trimmed.find('\n').unwrap_or(trimmed.len());
        } else if word.len() > 1 && word.starts_with(['&', '!']) {
            at += word.len();
        } else {
            return at;
        }
    }
}

/// Whether a scalar stays what it is between the brackets of a list.
fn is_flow_safe(raw: &str) -> bool {
    let in_quotes = raw.len() > 1 && (raw.starts_with('"') && raw.ends_with('"') || raw.starts_with('\'') && raw.ends_with('\''));
    !raw.contains('\n')
        && (in_quotes
            || !raw.contains([',', '[', ']', '{', '}', '#', ':', '"', '\'']) && !raw.starts_with(['|', '>', '@', '`', '%', '-', '?']))
}

/// Whether a scalar is a name as it stands: a bare value may hold several, and more than names.
fn reads_as(raw: &str, name: &str) -> bool {
    serde_yaml::from_str::<String>(raw).is_ok_and(|text| text == name)
}

fn to_flow_list(text: &str, open: usize, found: &value::Flow, item: &str) -> Vec<Patch> {
    if found.is_empty {
        return vec![Patch::insert(open + 1, item)];
    }
    let line_start = text[..found.last].rfind('\n').map_or(0, |at| at + 1);
    let own_line = line_start > open;
    let comma = if found.has_comma { "" } else { "," };
    let indent: String = text[line_start..].chars().take_while(|ch| matches!(ch, ' ' | '\t')).collect();
    let with = if own_line { format!("{comma}\n{indent}{item}") } else { format!("{comma} {item}") };
    vec![Patch::insert(found.last, with)]
}

/// A list with a line per item: behind its last line, once without the comments at its end, once with them.
fn to_block_list(text: &str, first: usize, end: usize, item: &str) -> Vec<Vec<Patch>> {
    let indent = indent_of(text, first);
    let with = format!("\n{indent}- {item}");
    [last_line(text, first..end, false), last_line(text, first..end, true)]
        .into_iter()
        .map(|at| vec![Patch::insert(at, with.clone())])
        .collect()
}

/// One sign-off over several lines becomes the first item of a list.
fn to_block_mapping(text: &str, first: usize, end: usize, item: &str) -> Vec<Patch> {
    let indent = indent_of(text, first);
    let last = last_line(text, first..end, true);
    let mut patches = vec![Patch::insert(first, "- ")];
    let mut at = first;
    while let Some(next) = text[at..last].find('\n').map(|found| at + found + 1) {
        if !text[next..].lines().next().unwrap_or_default().trim().is_empty() {
            patches.push(Patch::insert(next, "  "));
        }
        at = next;
    }
    patches.push(Patch::insert(last, format!("\n{indent}- {item}")));
    patches
}

fn is_mapping(text: &str, first: usize) -> bool {
    let line = text[first..].lines().next().unwrap_or_default();
    line.split_once(':').is_some_and(|(key, rest)| !key.contains(' ') && (rest.is_empty() || rest.starts_with(' ')))
}

fn indent_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    &text[start..at]
}

/// The end of the last line with text, without its line end; lines that are only a comment count where asked for.
fn last_line(text: &str, range: Range<usize>, comments: bool) -> usize {
    let mut end = range.start;
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() && (comments || !words.starts_with('#')) {
            end = at + line.trim_end_matches(['\n', '\r']).len();
        }
        at += line.len();
    }
    end
}

/// A new key behind the one that it belongs to: an earlier role, else the date, else the status, else the last key.
fn new_key(text: &str, layout: &Layout, role: Role, item: &str) -> Patch {
    let dashes = layout.keys.iter().any(|key| key.field.is_some() && key.name.contains('-') || key.name.ends_with("-by"));
    let name = if dashes { role.key().replace('_', "-") } else { role.key().to_owned() };
    let mut before = Role::ALL.into_iter().filter(|other| *other < role).rev().map(Field::Role).chain([Field::Date, Field::Status]);
    let behind = before.find_map(|field| layout.key(field)).or_else(|| layout.keys.last());
    let line = match layout.syntax {
        Syntax::Yaml => format!("{name}:\n{}- {item}", list_indent(text, layout)),
        Syntax::Toml => format!("{} = [{item}]", role.key()),
    };
    match behind {
        Some(key) => Patch::insert(last_line(text, key.value.clone(), false).max(first_line_end(text, key)), format!("\n{line}")),
        None => Patch::insert(layout.inner.start, format!("{line}\n")),
    }
}

fn first_line_end(text: &str, key: &KeySpan) -> usize {
    let value = &text[key.value.clone()];
    key.value.start + value.find('\n').map_or(value.len(), |at| value[..at].trim_end_matches('\r').len())
}

/// How far the record's own lists are indented; two spaces where it has none.
fn list_indent<'t>(text: &'t str, layout: &Layout) -> &'t str {
    let first_item = layout.keys.iter().find_map(|key| {
        let value = &text[key.value.clone()];
        let line = value.lines().skip(1).find(|line| !line.trim().is_empty())?;
        let dash = line.find("- ").filter(|at| line[..*at].trim().is_empty())?;
        value.lines().next().is_some_and(|first| first.trim().is_empty()).then_some(&line[..dash])
    });
    first_item.unwrap_or("  ")
}
