//! The words of decision logs, in the languages in which they are written: keys, section names, statuses, months.
//!
//! The tables hold words in lower case, without punctuation and with single spaces, as [`normalise`] gives them,
//! separated by commas and line ends. A new word, or a new language, is a change in one of them and nowhere else.

mod keys;
mod months;
mod relations;
mod sections;
mod statuses;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

pub(super) use keys::Key;
pub(super) use relations::{AND, FILLERS, PARTLY, PARTS, phrases_at};

use crate::model::Status;

/// Words that stand for nothing.
const NOTHING: &str = "
    na, n a, none, nobody, no one, nil, null, tbd, tba, tbc, todo, unknown, unspecified, keine, kein, keiner
    aucun, aucune, ninguno, ninguna, nenhum, nenhuma, nessuno, geen, brak, нет, немає, 无, 無, なし, 없음, x, xx, xxx
    ikke bestemt, ikke avklart, ikke besluttet, nog niet bekend, noch offen, à définir, por definir, a definir, da definire
    yyyy mm dd, dd mm yyyy, mm dd yyyy
";

/// Lower case, with every run of punctuation, markup, emoji and white space as one space, and none at the ends.
#[must_use]
pub(super) fn normalise(text: &str) -> String {
    // Most text is ASCII, and Unicode's tables are slow to ask.
    if text.is_ascii() {
        return normalise_ascii(text);
    }
    let mut normal = String::with_capacity(text.len());
    for ch in text.chars() {
        if ch.is_ascii_alphanumeric() {
            normal.push(ch.to_ascii_lowercase());
        } else if !ch.is_ascii() && (ch.is_alphanumeric() || is_mark(ch)) {
            normal.extend(ch.to_lowercase());
        } else if !normal.ends_with(' ') && !normal.is_empty() && !is_invisible(ch) {
            normal.push(' ');
        }
    }
    normal.truncate(normal.trim_end().len());
    normal
}

fn normalise_ascii(text: &str) -> String {
    let mut normal = Vec::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            normal.push(byte.to_ascii_lowercase());
        } else if normal.last().is_some_and(|last| *last != b' ') {
            normal.push(b' ');
        }
    }
    if normal.last() == Some(&b' ') {
        normal.pop();
    }
    String::from_utf8(normal).unwrap_or_default()
}

fn is_mark(ch: char) -> bool {
    matches!(ch, '\u{300}'..='\u{36f}')
}

/// Variation selectors, joiners and marks of direction stand inside words.
fn is_invisible(ch: char) -> bool {
    matches!(ch, '\u{fe0f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// The key that `text` names, whatever its case, punctuation and markup.
///
/// Where two languages stand side by side, either may name it: `ステータス (Status)`, `背景 / Context`.
#[must_use]
pub(super) fn key(text: &str) -> Option<Key> {
    either_language(text, |normal| KEYS.get(normal).copied())
}

/// Whether `text` is the heading of a section that record templates have.
#[must_use]
pub(super) fn is_section(text: &str) -> bool {
    let known = |normal: &str| TELLING.contains(without_number(normal)) || GENERIC.contains(without_number(normal));
    either_language(text, |normal| known(normal).then_some(())).is_some()
}

/// Whether `text` is the heading of a section that only records have: one of them makes a file a record.
#[must_use]
pub(super) fn is_telling_section(text: &str) -> bool {
    either_language(text, |normal| TELLING.contains(without_number(normal)).then_some(())).is_some()
}

/// `text` without the outline number in front: `1 context` is `context`.
pub(super) fn without_number(normal: &str) -> &str {
    normal.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == ' ')
}

/// The month, 1 to 12, that `word` names; `word` is normalised.
#[must_use]
pub(super) fn month(word: &str) -> Option<i8> {
    MONTHS.get(word).copied()
}

/// Whether `text` says that there is nothing: empty, `-`, `N/A`, `TBD`.
#[must_use]
pub(super) fn is_nothing(text: &str) -> bool {
    // The longest of these words is far shorter; most texts need no second look.
    if text.len() > 80 {
        return false;
    }
    let normal = normalise(text);
    normal.is_empty() || NOTHING_WORDS.contains(normal.as_str())
}

/// Whether `text` is a built-in status phrase and nothing else.
pub(super) fn is_status(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    STATUS_WORDS.contains(normalise(text).as_str())
}

/// All built-in status phrases.
pub(super) fn statuses() -> impl Iterator<Item = (&'static str, Status)> {
    statuses::STATUSES.iter().flat_map(|(status, table)| words(table).map(|word| (word, *status)))
}

static KEYS: LazyLock<HashMap<&str, Key>> =
    LazyLock::new(|| keys::KEYS.iter().flat_map(|(key, table)| words(table).map(|word| (word, *key))).collect());
static TELLING: LazyLock<HashSet<&str>> = LazyLock::new(|| words(sections::TELLING).collect());
static GENERIC: LazyLock<HashSet<&str>> = LazyLock::new(|| words(sections::GENERIC).collect());
static STATUS_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| statuses().map(|(word, _)| word).collect());
static NOTHING_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| words(NOTHING).collect());
static MONTHS: LazyLock<HashMap<&str, i8>> =
    LazyLock::new(|| (1..).zip(months::MONTHS).flat_map(|(number, table)| words(table).map(move |word| (word, number))).collect());

/// The words of a table.
fn words(table: &str) -> impl Iterator<Item = &str> {
    table.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty())
}

/// What `find` knows of a text, or else of one of its two halves.
fn either_language<T>(text: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    // A longer text is a sentence; it is looked at no further.
    if text.len() > 80 {
        return None;
    }
    if let Some(found) = find(&normalise(text)) {
        return Some(found);
    }
    let (first, second) = text.split_once(['(', '（', '/', '／', '|'])?;
    let second = second.trim_end_matches([')', '）']);
    let found = find(&normalise(first)).or_else(|| find(&normalise(second)))?;
    (is_label(first) && is_label(second)).then_some(found)
}

/// Whether the other half is a name as well, and no value: `Status (Accepted)` and `Date / 2024` name no key.
fn is_label(text: &str) -> bool {
    let normal = normalise(text);
    !normal.is_empty()
        && normal.split(' ').count() <= 3
        && !normal.chars().any(|ch| ch.is_ascii_digit())
        && !STATUS_WORDS.contains(normal.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RelationKind;

    #[test]
    fn keys_are_found_whatever_their_case_separator_and_markup() {
        for text in ["decision-makers", "Decision Makers", "**Deciders**", "décideurs", "决策者", "決定者 (Deciders)"] {
            assert_eq!(key(text), Some(Key::Decider), "{text}");
        }
        assert_eq!(key("superseded_by"), Some(Key::Relation(RelationKind::SupersededBy)));
        assert_eq!(key("Status / Estado"), Some(Key::Status));
        assert_eq!(key("We chose"), None);
        assert_eq!(key("Status (Accepted)"), None);
    }

    #[test]
    fn every_word_of_the_tables_is_in_normal_form_and_means_one_thing() {
        let mut seen = HashMap::new();
        for (key, table) in keys::KEYS {
            for word in words(table) {
                assert_eq!(normalise(word), word);
                assert!(seen.insert(word, *key).is_none(), "`{word}` twice");
            }
        }
        let mut seen = HashMap::new();
        for (word, status) in statuses() {
            assert_eq!(normalise(word), word);
            if let Some(other) = seen.insert(word, status) {
                assert_eq!(other, status, "`{word}` twice");
            }
        }
        for section in TELLING.iter().chain(GENERIC.iter()) {
            assert_eq!(without_number(&normalise(section)), *section);
        }
        let mut seen = HashMap::new();
        for (number, table) in (1..).zip(months::MONTHS) {
            for word in words(table) {
                assert_eq!(normalise(word), word);
                assert_eq!(*seen.entry(word).or_insert(number), number, "`{word}` twice");
            }
        }
    }

    #[test]
    fn placeholders_for_nothing_are_nothing() {
        assert!(["", "-", "N/A", "TBD", " – ", "None."].into_iter().all(is_nothing));
        assert!(!is_nothing("Ana"));
    }
}
