//! Titles without what does not belong to them: genre, number, status.

use super::people;
use super::reference::{leading_digits, number_in, value_of};
use super::status::StatusWords;
use super::vocabulary::normalise;
use crate::model::Status;

/// A title, and what stood in front of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) text: String,
    /// The number, as digits.
    pub(super) number: Option<String>,
    pub(super) status: Option<Status>,
    /// The status's own words.
    pub(super) status_text: Option<String>,
}

const GENRES: &[&str] = &[
    "architecture decision records", "architectural decision records", "architecture decision record", "architectural decision record",
    "architecture decision", "architectural decision", "any decision record", "decision record", "design decision",
    "technical decision record", "adr", "madr", "mdr", "rfc", "eip", "erc", "kep", "pep", "tdr", "ddr", "decision", "proposal",
    "architekturentscheidung", "entscheidung", "decisión", "decisão", "décision", "decisione", "decyzja", "besluit", "beslutning",
    "решение", "рішення", "request for comments", "technical decision", "technology decision record", "architecture decision record adr",
    "architectural decision record adr",
];

/// Cleans a title; `number` is the record's own, by which a bare number in front is known to be one.
pub(super) fn clean(raw: &str, number: Option<u64>, words: &StatusWords) -> Title {
    // `[Use a queue]`: brackets left over from a template.
    let mut text = people::without_brackets(without_anchor(raw.trim())).trim();
    let mut found = Title { text: String::new(), number: None, status: None, status_text: None };
    loop {
        let before = text;
        if found.number.is_none()
            && let Some((digits, rest)) = take_number(text, number)
        {
            found.number = digits;
            text = rest;
        }
        if found.number.is_none()
            && let Some((digits, rest)) = take_own_number(text, number)
        {
            found.number = Some(digits.to_owned());
            text = rest;
        }
        if let Some(rest) = take_genre(text) {
            text = rest;
        }
        if found.status.is_none()
            && let Some((status, words, rest)) = take_status(text, words)
        {
            found.status = Some(status);
            found.status_text = Some(words.to_owned());
            text = rest;
        }
        if text == before || text.is_empty() {
            break;
        }
    }
    let text = if text.is_empty() { raw.trim() } else { people::without_brackets(without_own_number(text, number)) };
    text.clone_into(&mut found.text);
    found
}

/// `Use X {#adr_0012}`: the anchor that some tools read there.
fn without_anchor(text: &str) -> &str {
    let anchored = text.strip_suffix('}').and_then(|inner| inner.rsplit_once("{#"));
    anchored.filter(|(_, anchor)| !anchor.contains(char::is_whitespace)).map_or(text, |(title, _)| title.trim_end())
}

/// `Use X (ADR-0109)`: the record's own number behind the title.
fn without_own_number(text: &str, own: Option<u64>) -> &str {
    let behind = text.strip_suffix(')').and_then(|inner| inner.rsplit_once(" ("));
    let is_own = |id: &str| own.is_some() && number_in(id) == own && id.starts_with(|ch: char| ch.is_alphabetic() || ch == '#');
    behind.filter(|(title, id)| is_own(id) && !title.trim().is_empty()).map_or(text, |(title, _)| title.trim_end())
}

/// What follows a prefix: a separator, then the title.
fn after_separator(rest: &str) -> Option<&str> {
    let trimmed = rest.trim_start();
    let title = trimmed.strip_prefix([':', '：', '.', ')', ']', '-', '–', '—', '|', '/', '·', '•'])?;
    let title = title.trim_start_matches([':', ']', '-', ' ', '–', '—', '.']).trim_start();
    // `-` joins words where no space is around it.
    let joins = trimmed.starts_with(['-', '/']) && rest.len() == trimmed.len() && !trimmed[1..].starts_with(' ');
    (!joins).then_some(title)
}

/// `Aries RFC 0031: T`, `Architecture Decision Record 31 - T`: a genre of several words with the record's own number.
fn take_own_number(text: &str, own: Option<u64>) -> Option<(&str, &str)> {
    let own = own?;
    let head = text.split([':', '：', '–', '—']).next().and_then(|head| head.split(" - ").next()).unwrap_or_default().trim_end();
    // `ADR-0012b: T`
    let core =
        head.strip_suffix(|ch| matches!(ch, 'a'..='f')).filter(|core| core.ends_with(|ch: char| ch.is_ascii_digit())).unwrap_or(head);
    let digits = &core[core.trim_end_matches(|ch: char| ch.is_ascii_digit()).len()..];
    let before = core[..core.len() - digits.len()].trim_end_matches(['-', '_', ' ', '#', '.']);
    let last = before.rsplit(' ').next().unwrap_or_default();
    let is_genre = |words: &str| GENRES.contains(&normalise(words).as_str());
    let names_it = last.split('-').all(is_abbreviation) || is_genre(last) || is_genre(before);
    if digits.is_empty() || head.split(' ').count() > 5 || !names_it || value_of(digits) != Some(own) {
        return None;
    }
    after_separator(&text[head.len()..]).filter(|rest| !rest.is_empty()).map(|rest| (digits, rest))
}

/// `DR`, `KIP`: letters with which somebody numbers records.
fn is_abbreviation(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.chars().all(|ch| ch.is_ascii_uppercase())
}

/// `12. T`, `ADR-012: T`, `[ADR 12] T`, `026 T`, `ADR-XXX: T`: the digits and the rest.
fn take_number(text: &str, own: Option<u64>) -> Option<(Option<String>, &str)> {
    let inner = text.trim_start_matches(['[', '#', '(']);
    let opened = inner.len() < text.len();
    let letters = inner.len() - inner.trim_start_matches(|ch: char| ch.is_alphabetic()).len();
    let mut genre = letters > 0 && GENRES.contains(&inner[..letters].to_lowercase().as_str());
    if letters > 0 && !genre {
        // `DR025 T` in the record of that number; `ISO 27001` in another is no numbering.
        let in_letters = is_abbreviation(&inner[..letters]) || (letters == 1 && inner[1..].starts_with('-'));
        genre = in_letters && own.is_some() && number_in(inner) == own;
        if !genre {
            return None;
        }
    }
    let rest = inner[letters..].trim_start_matches(|ch: char| letters > 0 && matches!(ch, '-' | '_' | ' ' | '#' | '\u{2011}' | ':'));
    let Some(digits) = leading_digits(rest) else {
        // `ADR-XXX: T`, `ADR-nnn: T`
        let placeholder = rest.len() - rest.trim_start_matches(['X', 'x', 'N', 'n', '?', '#']).len();
        let rest = (genre && placeholder >= 2).then(|| after_separator(&rest[placeholder..])).flatten()?;
        return Some((None, rest));
    };
    if digits.len() > 6 && !digits.contains(['-', '_', '.']) {
        return None;
    }
    let tail = &rest[digits.len()..];
    // `1.5 times` is no number with a title behind it.
    if tail.starts_with('.') && tail[1..].starts_with(|ch: char| ch.is_ascii_digit()) {
        return None;
    }
    let title = match after_separator(tail) {
        Some(title) => title,
        None => {
            let title = tail.strip_prefix(' ')?.trim_start();
            let value: Option<u64> = digits.parse().ok();
            // Records are copied from the one before, and its number is easily forgotten in the heading.
            let is_own = value.is_some() && (value == own || digits.len() > 1 && value.map(|value| value + 1) == own);
            let certain = genre || opened || digits.starts_with('0') || is_own;
            certain.then_some(title)?
        }
    };
    Some((Some(digits.to_owned()), title))
}

/// Whether a title is nothing but a genre and a number: `ADR-0007`, `Architecture Decision Record`, `# 7`.
pub(super) fn is_bare(title: &str) -> bool {
    let normal = normalise(title);
    let words: Vec<&str> = normal.split(' ').filter(|word| !word.chars().all(|ch| ch.is_ascii_digit())).collect();
    let words = words.join(" ");
    // `adr0007`
    let words = words.trim_end_matches(|ch: char| ch.is_ascii_digit());
    // The plural is the title of a whole log.
    words.is_empty()
        || (!words.ends_with('s') && GENRES.contains(&words))
        || matches!(words, "architecture decision record adr" | "adr nnnn" | "adr xxx")
}

/// Whether a heading names a record by its genre and number: `ADR-2: Use X`.
pub(super) fn names_record(title: &str) -> bool {
    let rest = title.trim_start_matches(['[', '#', '(']);
    let letters = rest.len() - rest.trim_start_matches(|ch: char| ch.is_ascii_alphabetic()).len();
    matches!(rest[..letters].to_lowercase().as_str(), "adr" | "madr" | "rfc" | "mdr" | "kep") && number_in(title).is_some()
}

/// `ADR: T`, `Architecture Decision Record: T`.
fn take_genre(text: &str) -> Option<&str> {
    // `[ADR] T`
    if let Some((genre, rest)) = text.strip_prefix('[').and_then(|inner| inner.split_once(']'))
        && GENRES.contains(&normalise(genre).as_str())
        && rest.starts_with(' ')
    {
        return Some(rest.trim_start()).filter(|rest| !rest.is_empty());
    }
    let (genre, rest) = text
        .split_once([':', '：'])
        .or_else(|| text.split_once(" - "))
        .or_else(|| text.split_once(" – "))
        .or_else(|| text.split_once(" — "))?;
    let rest = rest.trim_start();
    (GENRES.contains(&normalise(genre).as_str()) && !rest.is_empty()).then_some(rest)
}

/// `Draft: T`, `[WIP] T`.
fn take_status<'a>(text: &'a str, words: &StatusWords) -> Option<(Status, &'a str, &'a str)> {
    let (word, rest) = match text.strip_prefix('[').or_else(|| text.strip_prefix('(')) {
        Some(inner) => inner.split_once([']', ')'])?,
        None => text.split_once(':')?,
    };
    let rest = rest.trim_start_matches([':', ' ', '-']);
    if rest.is_empty() || !words.is_exactly(word) {
        return None;
    }
    Some((words.find(word)?, word.trim(), rest))
}

/// Whether a front-matter title is a mere slug, such as `use-postgres`.
pub(super) fn is_slug(title: &str) -> bool {
    let is_numbered = title.starts_with(|ch: char| ch.is_ascii_digit()) && title.matches(['-', '_']).count() > 1;
    !title.contains(' ')
        && title.contains(['-', '_'])
        && (is_numbered || title.chars().all(|ch| ch.is_lowercase() || ch.is_numeric() || matches!(ch, '-' | '_' | '.')))
}

/// The number that a heading of a second record in the same file starts with.
pub(super) fn leading_number(title: &str) -> Option<u64> {
    let rest = title.trim_start_matches(['[', '#', '(']);
    let starts_with_genre = GENRES.iter().any(|genre| rest.to_lowercase().starts_with(genre));
    if !starts_with_genre && !rest.starts_with(|ch: char| ch.is_ascii_digit()) {
        return None;
    }
    number_in(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn cleans(raw: &str, own: Option<u64>, text: &str, number: Option<&str>) -> Title {
        let title = clean(raw, own, &StatusWords::new(&[]));
        assert_eq!((title.text.as_str(), title.number.as_deref()), (text, number), "{raw}");
        title
    }

    #[test]
    fn numbers_and_genres_in_front_are_taken_off() {
        cleans("12. Use X", None, "Use X", Some("12"));
        cleans("ADR-012: Use X", None, "Use X", Some("012"));
        cleans("ADR 001: Coin", None, "Coin", Some("001"));
        cleans("026 Managed Prometheus", None, "Managed Prometheus", Some("026"));
        cleans("26 Managed Prometheus", Some(26), "Managed Prometheus", Some("26"));
        cleans("[ADR-0007] Use X", None, "Use X", Some("0007"));
        cleans("ADR-0007 - Use X", None, "Use X", Some("0007"));
        cleans("0010 · Use X", None, "Use X", Some("0010"));
        cleans("ADR 0002 — Use X", None, "Use X", Some("0002"));
        cleans("ADR: Use X", None, "Use X", None);
        cleans("Architecture Decision Record: Use X", None, "Use X", None);
        cleans("ADR-XXX: Agree", None, "Agree", None);
        cleans("ADR-2025-001: Use X", None, "Use X", Some("2025-001"));
        cleans("29 Managed Prometheus", Some(30), "Managed Prometheus", Some("29"));
        cleans("Architecture Decision Record 5: Use X", None, "Architecture Decision Record 5: Use X", None);
        cleans("Architecture Decision Record 5: Use X", Some(5), "Use X", Some("5"));
        cleans("Aries RFC 0031: Use X", Some(31), "Use X", Some("0031"));
        cleans("RFC 137 – Use X", Some(137), "Use X", Some("137"));
        cleans("DR025 Use X", Some(25), "Use X", Some("025"));
        cleans("12) Use X {#adr_0012}", Some(12), "Use X", Some("12"));
        cleans("[ADR] Use X", None, "Use X", None);
        cleans("Use X (ADR-0109)", Some(109), "Use X", None);
        cleans("Use X (ADR-0109)", Some(110), "Use X (ADR-0109)", None);
        cleans("[002]: [Use X]", Some(2), "Use X", Some("002"));
        cleans("D-002 Use X", Some(2), "Use X", Some("002"));
        cleans("Decisione 0016: usare X", Some(16), "usare X", Some("0016"));
        cleans("[Use X]", None, "Use X", None);
        cleans("ADR-BE-004: Use X", Some(4), "Use X", Some("004"));
        cleans("ADR-0012b: Use X", Some(12), "Use X", Some("0012"));
    }

    #[test]
    fn numbers_that_belong_to_the_title_stay() {
        cleans("3 ways to fail", Some(12), "3 ways to fail", None);
        cleans("1.5 times faster", None, "1.5 times faster", None);
        cleans("Use HTTP/2: why", None, "Use HTTP/2: why", None);
        cleans("2-phase commit", None, "2-phase commit", None);
        cleans("ADR", None, "ADR", None);
        cleans("Adopt ISO 27001: why", Some(7), "Adopt ISO 27001: why", None);
        cleans("Phase 7: build", Some(7), "Phase 7: build", None);
        cleans("A 2 step plan", Some(2), "A 2 step plan", None);
    }

    #[test]
    fn a_status_in_front_is_taken_off_and_kept() {
        let title = cleans("Draft: Use X", None, "Use X", None);
        assert_eq!(title.status, Some(Status::Draft));
        let title = cleans("12. [WIP] Use X", None, "Use X", Some("12"));
        assert_eq!(title.status, Some(Status::Draft));
        cleans("Active directory: use it", None, "Active directory: use it", None);
    }

    #[test]
    fn titles_that_only_number_the_record_are_bare() {
        for title in ["ADR-0007", "ADR 7", "Architecture Decision Record", "0007", "ADR"] {
            assert!(is_bare(title), "{title}");
        }
        assert!(!is_bare("ADR-0007: Queue") && !is_bare("Decision on queues"));
    }

    #[test]
    fn slugs_are_told_from_titles() {
        assert!(is_slug("use-postgres") && !is_slug("Use postgres") && !is_slug("postgres"));
    }
}
