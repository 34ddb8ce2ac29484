//! References to other decisions: numbers, ids, file names, links.

/// A reference as it is written, in the forms that may find its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The text as the record has it; for messages.
    pub text: String,
    /// The path or file name that it names, not yet resolved.
    pub path: Option<String>,
    /// The number that it names.
    pub number: Option<u64>,
}

impl Reference {
    /// The letters before its number, where they tell that it may be something else: `JIRA-105`, `issue 7`, `Python 3`.
    #[must_use]
    pub(crate) fn word(&self) -> Option<&str> {
        let text = self.text.trim_start_matches(['[', '#', '*', '`', '(', '"', ' ']);
        let word = &text[..text.len() - text.trim_start_matches(char::is_alphabetic).len()];
        let is_decision = word.is_empty() || super::file_name::is_prefix(word) || DECISIONS.contains(&word.to_lowercase().as_str());
        (!is_decision).then_some(word)
    }
}

/// What a decision is called before its number, besides the letters that file names have.
const DECISIONS: &[&str] = &[
    "adrs", "decisions", "records", "rfcs", "eips", "keps", "no", "nr", "number", "nummer", "entscheidung", "décision", "decisión",
    "decisão", "decisione", "besluit", "beslutning", "beslut", "decyzja", "решение", "рішення", "決定", "决策", "결정",
];

/// All references in one value: `7`, `ADR-0007`, `0007-queue.md`, `[7. Queue](0007-queue.md)`, and lists of these.
#[must_use]
pub(super) fn all(text: &str) -> Vec<Reference> {
    let links = links(text);
    if !links.is_empty() {
        return links;
    }
    text.split([',', ';', '&', '\n']).flat_map(|piece| piece.split(" and ")).filter_map(one).collect()
}

/// The markdown links in a text.
fn links(text: &str) -> Vec<Reference> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let open = rest[..middle].rfind('[').map_or(0, |at| at + 1);
        let Some(close) = rest[middle..].find(')').map(|at| middle + at) else { break };
        let label = rest[open..middle].trim();
        let target = rest[middle + 2..close].trim().trim_matches(['<', '>']);
        let target = target.split_whitespace().next().unwrap_or_default();
        found.push(Reference {
            text: label.to_owned(),
            path: (!target.is_empty() && !target.starts_with('#')).then(|| target.to_owned()),
            number: number_in(label),
        });
        rest = &rest[close + 1..];
    }
    // `[[0007-queue]]` and `[[0007-queue|Queue]]`, as note-taking tools write them.
    let mut rest = text;
    while let Some(open) = rest.find("[[") {
        let Some(close) = rest[open..].find("]]").map(|at| open + at) else { break };
        found.extend(one(rest[open + 2..close].split('|').next().unwrap_or_default()));
        rest = &rest[close + 2..];
    }
    found
}

/// The one reference that `text` is; `None` where it is none.
#[must_use]
pub(super) fn one(text: &str) -> Option<Reference> {
    let text = text.trim().trim_start_matches("[[").split('|').next().unwrap_or_default();
    let text = text.trim().trim_matches(['"', '\'', '`', '*', '_', '<', '>', '[', ']', '(', ')', ' ']).trim_end_matches('.');
    if text.is_empty() || super::people::is_placeholder(text) {
        return None;
    }
    let is_path = text.contains('/')
        || text.to_lowercase().ends_with(".md")
        || text.contains('-') && !text.contains(' ') && number_in(text).is_none();
    let is_slug = text.contains('-') && !text.contains(' ');
    Some(Reference { text: text.to_owned(), path: (is_path || is_slug).then(|| text.to_owned()), number: number_in(text) })
}

/// The number with which a reference starts, after at most one word: `ADR-0007 Queue`, `7. Queue`, `#7`, `RFC 1574`.
#[must_use]
pub(super) fn number_in(text: &str) -> Option<u64> {
    let text = text.trim_start_matches(['[', '#', '*', '`', '(', ' ']);
    let letters: usize = text.chars().take_while(|ch| ch.is_alphabetic()).map(char::len_utf8).sum();
    let rest = text[letters..].trim_start_matches(['-', '_', ' ', '#', ':']);
    // `ACME-ADR-0012`
    let of_company = rest.get(..3).filter(|genre| letters > 0 && genre.eq_ignore_ascii_case("adr") && rest[3..].starts_with(['-', '_']));
    let rest = of_company.map_or(rest, |genre| &rest[genre.len() + 1..]);
    let digits = leading_digits(rest)?;
    if digits.len() > 9 || letters > 12 {
        return None;
    }
    // `3rd`, `2fa`: part of a word.
    if rest[digits.len()..].starts_with(|ch: char| ch.is_alphanumeric()) {
        return None;
    }
    value_of(digits)
}

/// The digits of the number with which `text` starts: `0012`, or a year and a number in it, `2025-001`.
pub(super) fn leading_digits(text: &str) -> Option<&str> {
    let count = |text: &str| text.len() - text.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
    let first = count(text);
    if first == 0 {
        return None;
    }
    if first == 4 && (text.starts_with("19") || text.starts_with("20")) && text[4..].starts_with(['-', '_', '.']) {
        let second = count(&text[5..]);
        let ends = !text[5 + second..].starts_with(|ch: char| ch.is_alphanumeric());
        // Two digits could be a month as well as a number.
        if (3..=4).contains(&second) && ends {
            return Some(&text[..5 + second]);
        }
    }
    (first <= 7).then_some(&text[..first])
}

/// The value by which numbers are sorted and compared; a year and a number sort as the two of them.
pub(super) fn value_of(digits: &str) -> Option<u64> {
    match digits.split_once(['-', '_', '.']) {
        Some((year, number)) => Some(year.parse::<u64>().ok()? * 10_000 + number.parse::<u64>().ok()?),
        None => digits.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_come_as_numbers_ids_file_names_and_links() {
        let numbers = |text| all(text).into_iter().map(|r| r.number).collect::<Vec<_>>();
        assert_eq!(numbers("7"), [Some(7)]);
        assert_eq!(numbers("145, 609, 1014"), [Some(145), Some(609), Some(1014)]);
        assert_eq!(numbers("ADR-0007 and ADR-8"), [Some(7), Some(8)]);
        assert_eq!(numbers("RFC 1574"), [Some(1574)]);
        let link = &all("Superseded by [036. Multi-cluster](036-multi-cluster.md)")[0];
        assert_eq!((link.path.as_deref(), link.number), (Some("036-multi-cluster.md"), Some(36)));
        let file = &all("0007-queue.md")[0];
        assert_eq!((file.path.as_deref(), file.number), (Some("0007-queue.md"), Some(7)));
    }
}
