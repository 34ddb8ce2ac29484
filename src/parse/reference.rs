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

/// All references in one value: `7`, `ADR-0007`, `0007-queue.md`, `[7. Queue](0007-queue.md)`, and lists of these.
#[must_use]
pub fn all(text: &str) -> Vec<Reference> {
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
    found
}

/// The one reference that `text` is; `None` where it is none.
#[must_use]
pub fn one(text: &str) -> Option<Reference> {
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
pub fn number_in(text: &str) -> Option<u64> {
    let text = text.trim_start_matches(['[', '#', '*', '`', '(', ' ']);
    let letters: usize = text.chars().take_while(|ch| ch.is_alphabetic()).map(char::len_utf8).sum();
    let rest = text[letters..].trim_start_matches(['-', '_', ' ', '#', ':']);
    let digits = rest.len() - rest.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
    if digits == 0 || digits > 7 || letters > 12 {
        return None;
    }
    // `3rd`, `2fa`: part of a word.
    if rest[digits..].starts_with(|ch: char| ch.is_alphanumeric()) {
        return None;
    }
    rest[..digits].parse().ok()
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
