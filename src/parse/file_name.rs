//! What a file's name says: number, date, words; and whether it is one that records do not have.

use super::date;
use super::reference;
use super::vocabulary::normalise;
use crate::model::{AdrId, CalendarDate};

/// Words that stand before a record's number.
const PREFIXES: &[&str] = &[
    "adr", "rfc", "eip", "erc", "kep", "pep", "dr", "ad", "madr", "mdr", "tdr", "edr", "ddr", "pdr", "dec", "decision", "tep", "lep",
    "sep", "cip", "bip", "aip", "tip", "oep", "mip", "lip", "sip", "jep", "nep", "rec", "prop", "proposal", "record", "hep", "vip", "gip",
    "dip", "uip", "kip", "flip", "scp", "pip", "xip", "blip", "slip", "nip", "otep", "rfd", "msc", "fip", "caip", "swip", "simd", "gep",
    "dep", "qep", "zip", "hip", "dacip",
];

/// What a name says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct NameFacts {
    pub(crate) id: Option<AdrId>,
    pub(crate) date: Option<CalendarDate>,
    /// The rest, in words, first letter in upper case; the whole name where there is no rest.
    pub(super) words: String,
    /// Whether there is a rest.
    pub(super) has_words: bool,
}

/// Reads a file's or folder's name without its ending.
pub(super) fn read(stem: &str) -> NameFacts {
    let (mut date, mut rest) = take_date(stem);
    let mut id = None;
    if date.is_none() {
        let (prefix, after) = take_prefix(stem);
        // `ADR-2024-01-15-x` has a date and no number, `0012-2024-01-15-x` has both.
        (date, rest) = if prefix.is_empty() { (None, stem) } else { take_date(after) };
        if date.is_none() {
            (id, rest) = take_id(stem);
            if id.is_some() {
                let (date_behind, behind) = take_date(rest.trim_start_matches(SEPARATORS));
                if date_behind.is_some() {
                    (date, rest) = (date_behind, behind);
                }
            }
        }
    }
    if date.is_none() {
        (date, rest) = take_date_at_end(rest);
    }
    let words = in_words(rest);
    let has_words = words.chars().any(char::is_alphabetic);
    let words = match (&id, words.is_empty()) {
        (_, false) => words,
        (Some(id), true) if !stem.starts_with(|ch: char| ch.is_ascii_digit()) => format!("{}-{}", id.prefix, id.text),
        _ => stem.to_owned(),
    };
    let mut chars = words.chars();
    let words = chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect());
    NameFacts { id, date, words, has_words }
}

const SEPARATORS: [char; 4] = ['-', '_', ' ', '.'];

/// `io-fs-2.1` is `io fs 2.1`: a dot between digits belongs to a version.
fn in_words(rest: &str) -> String {
    let chars: Vec<char> = rest.chars().collect();
    let is_digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
    let separates = |at: usize| match chars[at] {
        '.' => !(at > 0 && is_digit(chars.get(at - 1)) && is_digit(chars.get(at + 1))),
        ch => SEPARATORS.contains(&ch),
    };
    let spaced: String = chars.iter().enumerate().map(|(at, ch)| if separates(at) { ' ' } else { *ch }).collect();
    spaced.trim_start_matches(['—', '–', ' ']).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `20200924-x`, `2020-09-24-x`, `20240516132303-x`, `24-09-2020-x`, `2020-09-x`.
fn take_date(stem: &str) -> (Option<CalendarDate>, &str) {
    let shape: String = stem.chars().take(14).map(|ch| if ch.is_ascii_digit() { '0' } else { ch }).collect();
    let shape = shape.replace(['_', '.'], "-");
    let digits = stem.len() - stem.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
    let length = match digits {
        8 | 12 | 14 => digits,
        4 if shape.starts_with("0000-00-00") => 10,
        2 if shape.starts_with("00-00-0000") => 10,
        4 if shape.starts_with("0000-00") => 7,
        _ => return (None, stem),
    };
    let tail = &stem[length..];
    // `2133-11-x` is a number; decision logs are not that new.
    if digits == 4 && !(stem.starts_with("19") || stem.starts_with("20")) {
        return (None, stem);
    }
    if tail.starts_with(|ch: char| ch.is_alphanumeric()) {
        return (None, stem);
    }
    match date::find(&stem[..length].replace('_', "-")) {
        Some(date::WrittenDate::Certain(date)) => (Some(date), tail),
        Some(date::WrittenDate::Either { day_first, .. }) => (Some(day_first), tail),
        None => (None, stem),
    }
}

/// `use-x-2020-09-24`.
fn take_date_at_end(rest: &str) -> (Option<CalendarDate>, &str) {
    for length in [10, 8] {
        let Some(at) = rest.len().checked_sub(length).filter(|at| *at > 1 && rest.is_char_boundary(*at)) else { continue };
        if rest[..at].ends_with(SEPARATORS)
            && let (Some(date), "") = take_date(&rest[at..])
        {
            return (Some(date), &rest[..at]);
        }
    }
    (None, rest)
}

/// The letters before a record's number, where they are such, and what follows them.
fn take_prefix(stem: &str) -> (&str, &str) {
    let letters = stem.len() - stem.trim_start_matches(|ch: char| ch.is_ascii_alphabetic()).len();
    match is_prefix(&stem[..letters]) {
        true => (&stem[..letters], stem[letters..].trim_start_matches(SEPARATORS)),
        false => ("", stem),
    }
}

/// `0012-x`, `ADR-012_x`, `adr0012`, `eip-1`, `ADR-2025-001`.
fn take_id(stem: &str) -> (Option<AdrId>, &str) {
    let stem_inner = stem.trim_start_matches(['[', '(', '#']);
    let letters = stem_inner.len() - stem_inner.trim_start_matches(|ch: char| ch.is_ascii_alphabetic()).len();
    let prefix = &stem_inner[..letters];
    let rest = &stem_inner[letters..];
    let after_separator = if letters == 0 { rest } else { rest.trim_start_matches(['-', '_', ' ', '.', '#']) };
    let Some(text) = reference::leading_digits(after_separator) else {
        return take_id_of_company(stem_inner, prefix).or_else(|| take_id_of_area(stem_inner, prefix)).unwrap_or((None, stem));
    };
    let (text, tail) = with_letter(after_separator, text);
    let ends = tail.is_empty() || tail.starts_with(['-', '_', ' ', '.', ')', ',', ']', ':']) || !tail.starts_with(|ch: char| ch.is_ascii());
    let known = letters == 0 || is_prefix(prefix);
    // `DEC-001`, `WG-0042`: two to five capitals and three digits are a numbering as well.
    let in_capitals = prefix.chars().all(|ch| ch.is_ascii_uppercase());
    let looks_numbered = text.len() >= 3 && in_capitals && ((2..=5).contains(&letters) || (letters == 1 && rest.starts_with(['-', '_'])));
    let too_long = text.len() > 6 && !text.contains(['-', '_', '.']);
    if too_long || !ends || !(known || looks_numbered) {
        return (None, stem);
    }
    let prefix = if letters == 0 { "ADR".to_owned() } else { prefix.to_uppercase() };
    let id = reference::value_of(text.trim_end_matches(|ch: char| ch.is_ascii_alphabetic())).map(|number| AdrId {
        prefix,
        text: text.to_owned(),
        number: Some(number),
    });
    (id, tail.trim_start_matches([')', ']', ',', ':']))
}

/// `0012b` is a record put in behind the twelfth: the digits with their letter, and what follows.
fn with_letter<'a>(text: &'a str, digits: &'a str) -> (&'a str, &'a str) {
    let tail = &text[digits.len()..];
    let has_letter = digits.len() >= 3 && tail.starts_with(|ch| matches!(ch, 'a'..='f' | 'A'..='F'));
    let ends = has_letter && (tail.len() == 1 || tail[1..].starts_with(['-', '_', ' ', '.', ':']));
    text.split_at(digits.len() + usize::from(ends))
}

/// `ACME-ADR-0012`, `acme_adr_014`: whose record it is stands in front.
fn take_id_of_company<'a>(stem: &'a str, company: &str) -> Option<(Option<AdrId>, &'a str)> {
    let behind = stem[company.len()..].strip_prefix(['-', '_'])?;
    let genre = behind.get(..3).filter(|genre| genre.eq_ignore_ascii_case("adr") && !company.is_empty())?;
    let rest = &behind[genre.len()..];
    let (id, tail) = match reference::leading_digits(rest.strip_prefix(['-', '_'])?) {
        Some(_) => take_id(behind),
        None => take_id_of_area(behind, genre)?,
    };
    let id = id?;
    Some((Some(AdrId { prefix: format!("{}-{}", company.to_uppercase(), id.prefix), ..id }), tail))
}

/// `ADR-BE-004`: each area of the log counts for itself.
fn take_id_of_area<'a>(stem: &'a str, prefix: &str) -> Option<(Option<AdrId>, &'a str)> {
    if !is_prefix(prefix) {
        return None;
    }
    let behind = stem[prefix.len()..].strip_prefix(['-', '_'])?;
    let letters = behind.len() - behind.trim_start_matches(|ch: char| ch.is_ascii_alphabetic()).len();
    let rest = behind[letters..].strip_prefix(['-', '_'])?;
    let text = reference::leading_digits(rest).filter(|digits| (2..=4).contains(&digits.len()) && (1..=8).contains(&letters))?;
    let tail = &rest[text.len()..];
    // `adr-handle-404-pages` is about pages; areas in small letters show by the zeros of their numbers.
    let is_area = text.starts_with('0') || behind[..letters].bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_area || !(tail.is_empty() || tail.starts_with(['-', '_', ' ', '.', ':'])) {
        return None;
    }
    let prefix = format!("{}-{}", prefix.to_uppercase(), behind[..letters].to_uppercase());
    Some((Some(AdrId { prefix, text: text.to_owned(), number: reference::value_of(text) }), tail))
}

/// Whether these letters stand before the numbers of records; `LADR` and `PADR` are somebody's ADRs.
pub(super) fn is_prefix(letters: &str) -> bool {
    let lower = letters.to_lowercase();
    PREFIXES.contains(&lower.as_str()) || (lower.ends_with("adr") && lower.len() <= 5)
}

/// Names of files that are called like what they are, in a folder called like the record.
pub(super) fn is_genre(stem: &str) -> bool {
    let normal = normalise(stem);
    PREFIXES.contains(&normal.as_str()) || matches!(normal.as_str(), "document" | "entscheidung" | "architecture decision record")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn says(stem: &str, number: Option<u64>, text: &str, words: &str) {
        let facts = read(stem);
        assert_eq!(facts.id.as_ref().and_then(|id| id.number), number, "{stem}");
        assert_eq!(facts.id.map(|id| id.to_string()).unwrap_or_default(), text, "{stem}");
        assert_eq!(facts.words, words, "{stem}");
    }

    #[test]
    fn numbers_keep_their_zeros_and_their_prefix() {
        says("0012-use-postgres", Some(12), "ADR-0012", "Use postgres");
        says("ADR-001_Use_git_hook", Some(1), "ADR-001", "Use git hook");
        says("eip-1559", Some(1559), "EIP-1559", "EIP-1559");
        says("adr-025-ibc-passive", Some(25), "ADR-025", "Ibc passive");
        says("026 Managed Prometheus", Some(26), "ADR-026", "Managed Prometheus");
        says("0024-use-#-as-x", Some(24), "ADR-0024", "Use # as x");
        says("0003-图形生成功能", Some(3), "ADR-0003", "图形生成功能");
        says("0012b-use-x", Some(12), "ADR-0012b", "Use x");
        says("ADR-BE-004-use-x", Some(4), "ADR-BE-004", "Use x");
        says("D-002-use-x", Some(2), "D-002", "Use x");
        says("ACME-ADR-0012-use-x", Some(12), "ACME-ADR-0012", "Use x");
        says("acme_adr_014_use_x", Some(14), "ACME-ADR-014", "Use x");
        says("adr-sec-016-use-x", Some(16), "ADR-SEC-016", "Use x");
        says("ODH-ADR-Operator-0002-scope", Some(2), "ODH-ADR-OPERATOR-0002", "Scope");
        says("qep-410-layers", Some(410), "QEP-410", "Layers");
        says("PADR-9-x", Some(9), "PADR-9", "X");
    }

    #[test]
    fn dates_and_other_numbers_are_no_ids() {
        says("20200924-use-markdown", None, "", "Use markdown");
        says("2020-09-24-use-markdown", None, "", "Use markdown");
        says("20240516132303-use-x", None, "", "Use x");
        says("http2-support", None, "", "Http2 support");
        says("fix-pr235-now", None, "", "Fix pr235 now");
        says("adr-use-3-replicas", None, "", "Adr use 3 replicas");
        says("adr-handle-404-pages", None, "", "Adr handle 404 pages");
        says("v2-api", None, "", "V2 api");
        says("128k-context", None, "", "128k context");
        says("ADR-XXX_Agree_pipeline", None, "", "ADR XXX Agree pipeline");
        assert_eq!(read("20240516132303-x").date.unwrap().to_string(), "2024-05-16");
        assert_eq!(read("2020-09-24-x").date.unwrap().to_string(), "2020-09-24");
    }
}
