//! Front-matter between `+++` lines.

use serde_yaml::Value;

use super::{Entry, FrontMatter};

/// TOML between `+++` lines, as Hugo and Zola have it. Its values are written as those of YAML are.
pub(super) fn read(text: &str) -> Option<FrontMatter> {
    let rest = text.strip_prefix("+++")?;
    let open = 3 + rest.find('\n')? + 1;
    if !text[3..open].trim().is_empty() {
        return None;
    }
    let mut front_matter = FrontMatter { first_line: 2, ..FrontMatter::default() };
    let mut at = open;
    let mut pending: Option<(String, u32)> = None;
    for (line, number) in text[open..].split_inclusive('\n').zip(2..) {
        at += line.len();
        let trimmed = line.trim();
        if trimmed == "+++" {
            front_matter.end = at;
            return Some(front_matter);
        }
        let (statement, first) = match pending.take() {
            Some((begun, first)) => (begun + " " + trimmed, first),
            None => (trimmed.to_owned(), number),
        };
        let opened = statement.matches('[').count();
        if statement.contains('=') && opened > statement.matches(']').count() {
            pending = Some((statement, first));
            continue;
        }
        // `[taxonomies]` and comments are no statements.
        if statement.starts_with(['[', '#']) || statement.is_empty() {
            continue;
        }
        let Some((key, raw)) = statement.split_once('=') else { continue };
        let raw = raw.trim().to_owned();
        let value = serde_yaml::from_str(&toml_value_as_yaml(&raw)).unwrap_or_else(|_| Value::String(raw.clone()));
        front_matter.entries.push(Entry::new(key.trim().trim_matches(['"', '\'']).to_owned(), value, raw, first));
    }
    None
}

/// `[{ team = "platform" }]` as `[{ team : "platform" }]`; what stands in quotes stays.
fn toml_value_as_yaml(raw: &str) -> String {
    let mut quote = None;
    let colon = |ch| {
        match quote {
            Some(open) if ch == open => quote = None,
            None if matches!(ch, '"' | '\'') => quote = Some(ch),
            None if ch == '=' => return ':',
            _ => {}
        }
        ch
    };
    raw.chars().map(colon).collect()
}
