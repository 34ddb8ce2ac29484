//! The YAML between `---` lines at the start of a file, as entries that know their lines.
//!
//! Real logs hold front-matter that strict YAML refuses (`deciders: @ana`, `status: [ADR-5](x.md)`); then each key
//! is parsed for itself, and what even so is no YAML is taken as its text. Nothing is lost.

mod entry;
mod toml;

use std::ops::Range;

use serde_yaml::Value;

use super::source_file::to_u32;
use entry::without_comment;
pub(super) use entry::{Entry, scalar};

/// What stands at the start of a file.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    pub(super) entries: Vec<Entry>,
    /// Where the body starts, in bytes.
    pub(super) end: usize,
    /// The line and reason, where it is not YAML.
    pub(super) invalid: Option<(u32, u32, String)>,
    /// Whether the closing line is missing.
    pub(super) unclosed: bool,
    /// The line of its first key.
    pub(super) first_line: u32,
}

/// Reads the front-matter of a text; none where the text does not start with a `---` line, or `+++` for TOML.
pub(super) fn read(text: &str) -> FrontMatter {
    if let Some(front_matter) = toml::read(text) {
        return front_matter;
    }
    let Some(Cut { yaml, first_line, end, closed }) = cut(text) else {
        return FrontMatter::default();
    };
    let yaml = &text[yaml];
    let chunks = chunks(yaml, first_line);
    if chunks.is_empty() && yaml.lines().any(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        // Two thematic breaks with prose between them.
        return FrontMatter::default();
    }
    let mut front_matter = FrontMatter { end, unclosed: !closed, first_line, ..FrontMatter::default() };
    if is_endless(yaml) {
        let message = "it is nested too deeply or too long".to_owned();
        front_matter.invalid = Some((first_line, 1, message));
        front_matter.entries = chunks.into_iter().map(Chunk::into_text).collect();
        return front_matter;
    }
    match serde_yaml::from_str::<Value>(yaml) {
        Ok(Value::Mapping(mapping)) => {
            let keys_match = mapping.len() == chunks.len();
            for (index, (key, value)) in mapping.into_iter().enumerate() {
                let key = scalar(&key).unwrap_or_default();
                // Chunks come in the order of the text, and so do the keys of the mapping.
                let chunk = chunks.get(index).filter(|chunk| keys_match && chunk.key == key);
                let chunk = chunk.or_else(|| chunks.iter().find(|chunk| chunk.key == key));
                let (raw, line) = chunk.map_or((String::new(), first_line), |chunk| (chunk.raw.to_owned(), chunk.line));
                push_entry(&mut front_matter.entries, Entry::new(key, value, raw, line));
            }
        }
        Ok(_) => {}
        Err(error) => {
            let (line, column) = error.location().map_or((first_line, 1), |at| {
                // What is missing at the end is found behind it.
                let line = at.line().min(yaml.split('\n').count());
                (first_line - 1 + to_u32(line), to_u32(at.column()))
            });
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or_default().to_owned();
            front_matter.invalid = Some((line, column.max(1), message));
            front_matter.entries = chunks.into_iter().map(Chunk::parse).collect();
        }
    }
    front_matter
}

/// Below these keys other tools keep what is ours at the top: `dct: { title: … }`, Hugo's `params`, `last_update: { date: … }`.
const WRAPPERS: &[&str] =
    &["dct", "dc", "params", "extra", "meta", "metadata", "adr", "decision", "record", "custom", "last_update", "lastupdate", "taxonomies"];

/// Adds an entry, and what it wraps where it is a wrapper.
fn push_entry(entries: &mut Vec<Entry>, entry: Entry) {
    let wraps = || WRAPPERS.contains(&entry.key.replace('-', "_").to_lowercase().as_str());
    match &entry.value {
        Value::Mapping(mapping) if wraps() && !entry.raw.trim_start().starts_with('{') => {
            for (key, value) in mapping {
                let Some(key) = scalar(key) else { continue };
                let key = if entry.key.to_lowercase().starts_with("last") { format!("last update {key}") } else { key };
                // A key at the top wins over one that is wrapped.
                if !entries.iter().any(|known| known.key == key) {
                    let text = scalar(value);
                    let line = text.as_ref().map_or(entry.line, |text| entry.place_of(text).0);
                    entries.push(Entry::new(key, value.clone(), text.unwrap_or_default(), line));
                }
            }
        }
        _ => entries.push(entry),
    }
}

/// Where front-matter stands in a text.
pub(super) struct Cut {
    /// What is between the `---` lines.
    pub(super) yaml: Range<usize>,
    /// The line on which that starts.
    first_line: u32,
    /// Where the body starts.
    pub(super) end: usize,
    /// Whether the closing line is there.
    closed: bool,
}

/// Finds the front-matter of a text.
pub(super) fn cut(text: &str) -> Option<Cut> {
    let mut start = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\u{feff}']).len();
    // A licence may stand before it, as a comment.
    while text[start..].starts_with("<!--") {
        let close = start + text[start..].find("-->")? + 3;
        start = text.len() - text[close..].trim_start_matches(['\n', '\r']).len();
    }
    let first_newline = start + text[start..].find('\n')?;
    if text[start..first_newline].trim_end() != "---" || text[..start].ends_with(' ') {
        return None;
    }
    let yaml_start = first_newline + 1;
    let first_line = 1 + to_u32(text[..yaml_start].matches('\n').count());
    let mut at = yaml_start;
    for line in text[yaml_start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(Cut { yaml: yaml_start..at, first_line, end: at + line.len(), closed: true });
        }
        at += line.len();
    }
    // Unclosed: what looks like keys up to the first blank line or heading; otherwise it was a thematic break.
    let mut end = yaml_start;
    for line in text[yaml_start..].split_inclusive('\n') {
        if line.trim().is_empty() || line.starts_with("# ") || line.starts_with("##") {
            break;
        }
        end += line.len();
    }
    let starts_with_key = text[yaml_start..end].lines().next().is_some_and(|line| key_of(line).is_some());
    starts_with_key.then_some(Cut { yaml: yaml_start..end, first_line, end, closed: false })
}

/// The text of one top-level key.
pub(super) struct Chunk<'a> {
    pub(super) key: &'a str,
    /// Behind the colon.
    pub(super) raw: &'a str,
    pub(super) whole: &'a str,
    line: u32,
}

/// Whether parsing could take forever: the time of the YAML parser grows with the square of the depth.
fn is_endless(yaml: &str) -> bool {
    const DEEPEST: i32 = 60;
    const LONGEST: usize = 1 << 20;
    let mut depth = 0_i32;
    let mut deepest = 0;
    let mut dashes = 0;
    let mut before = b'\n';
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth -= 1,
            // `- - - …`, but not the `-----` of a comment.
            b'-' | b'?' if matches!(before, b' ' | b'\n') => dashes += 1,
            b' ' => {}
            _ => dashes = 0,
        }
        before = byte;
        deepest = deepest.max(depth).max(dashes);
    }
    let indented = yaml.lines().any(|line| line.len() > 400 && line.starts_with(&" ".repeat(400)));
    deepest > DEEPEST || indented || yaml.len() > LONGEST
}

impl Chunk<'_> {
    /// The entry with its value as it is written.
    fn into_text(self) -> Entry {
        let value = Value::String(without_comment(self.raw).trim_matches(['"', '\'']).to_owned());
        Entry::new(self.key.to_owned(), value, self.raw.to_owned(), self.line)
    }

    fn parse(self) -> Entry {
        let value = serde_yaml::from_str::<Value>(self.whole).ok().and_then(|value| match value {
            Value::Mapping(mapping) => mapping.into_iter().next().map(|(_, value)| value),
            _ => None,
        });
        // `- @ana` below a key is no YAML either; the items are still items.
        let value = value.unwrap_or_else(|| {
            let items: Vec<Value> = self
                .raw
                .lines()
                .filter_map(|line| line.trim_start().strip_prefix("- "))
                .map(|item| Value::String(item.trim().trim_matches(['"', '\'']).to_owned()))
                .collect();
            match items.is_empty() {
                false => Value::Sequence(items),
                true => Value::String(without_comment(self.raw).trim_matches(['"', '\'']).to_owned()),
            }
        });
        Entry::new(self.key.to_owned(), value, self.raw.to_owned(), self.line)
    }
}

pub(super) fn chunks(yaml: &str, first_line: u32) -> Vec<Chunk<'_>> {
    let mut starts = Vec::new();
    let mut at = 0;
    for (number, line) in (first_line..).zip(yaml.split_inclusive('\n')) {
        if let Some(key) = key_of(line) {
            starts.push((at, number, key));
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).map(|(at, ..)| *at).chain([yaml.len()]).collect::<Vec<_>>();
    starts
        .into_iter()
        .zip(ends)
        .map(|((start, line, key), end)| {
            let whole = &yaml[start..end];
            let colon = whole.find(':').map_or(whole.len(), |at| at + 1);
            Chunk { key: key.trim_matches(['"', '\'']), raw: &whole[colon..], whole, line }
        })
        .collect()
}

/// The key with which an unindented line starts.
fn key_of(line: &str) -> Option<&str> {
    let line = line.trim_end();
    if line.starts_with([' ', '\t', '#', '-', '[', '{', '|', '>', '*', '`']) {
        return None;
    }
    let (key, rest) = line.split_once(':')?;
    let plausible = !key.is_empty() && key.chars().count() <= 60 && (rest.is_empty() || rest.starts_with([' ', '\t']));
    plausible.then_some(key.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(front_matter: &FrontMatter) -> Vec<(&str, Option<String>)> {
        front_matter.entries.iter().map(|entry| (entry.key.as_str(), entry.text())).collect()
    }

    #[test]
    fn entries_keep_their_text_and_line() {
        let front_matter = read("---\nid: 0012 # the twelfth\n# a comment\ntags: [a, b]\nstatus: { accepted }\n---\nBody\n");
        assert_eq!(texts(&front_matter), [("id", Some("0012".into())), ("tags", None), ("status", Some("{ accepted }".into()))]);
        assert_eq!(front_matter.entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [2, 4, 5]);
        assert_eq!(front_matter.entries[1].place_of("b"), (4, 11));
    }

    #[test]
    fn what_is_no_yaml_is_read_key_by_key() {
        let front_matter = read("---\nstatus: accepted\ndeciders: @ana, @bo\nconsulted:\n  - @kim\ndate: 2024-01-02\n---\n");
        assert_eq!(front_matter.invalid.as_ref().map(|(line, ..)| *line), Some(3));
        assert_eq!(texts(&front_matter)[1], ("deciders", Some("@ana, @bo".into())));
        assert_eq!(front_matter.entries[2].texts(), ["@kim"]);
        assert_eq!(texts(&front_matter)[3], ("date", Some("2024-01-02".into())));
    }

    #[test]
    fn a_thematic_break_at_the_top_is_no_front_matter() {
        assert_eq!(read("---\n\nSome prose.\n\n---\nMore\n").end, 0);
        assert_eq!(read("---\nSome prose without an end\n").end, 0);
    }

    #[test]
    fn unclosed_front_matter_is_read_up_to_the_first_blank_line() {
        let front_matter = read("---\nstatus: accepted\n\n# Title\n");
        assert!(front_matter.unclosed);
        assert_eq!(texts(&front_matter), [("status", Some("accepted".into()))]);
    }

    #[test]
    fn nul_bytes_are_left_out_however_they_are_written() {
        let front_matter = read("---\ntitle: \"a\\0b\"\ntags: [\"c\\x00\"]\n---\n");
        assert_eq!(texts(&front_matter)[0], ("title", Some("ab".into())));
        assert_eq!(front_matter.entries[1].texts(), ["c"]);
    }

    #[test]
    fn what_is_missing_at_the_end_is_reported_in_the_last_line() {
        let front_matter = read("---\nstatus: accepted\ncontex");
        assert!(front_matter.unclosed);
        assert_eq!(front_matter.invalid.map(|(line, ..)| line), Some(3));
    }

    #[test]
    fn an_anchor_bomb_ends_in_a_diagnostic() {
        let mut yaml = "---\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..12 {
            yaml += &format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", "));
        }
        let front_matter = read(&(yaml + "---\n"));
        assert!(front_matter.invalid.is_some());
    }
}
