//! Relations that a text states in words: `Superseded by [9. X](0009-x.md)`, `accepted; supersedes ADR-0045`.

use super::reference::{self, Reference};
use super::vocabulary::{Key, key, normalise};
use crate::model::RelationKind;

/// Phrases that state a relation wherever they stand, longest first within a kind.
const PHRASES: &[(&str, RelationKind)] = &[
    ("superseded by", RelationKind::SupersededBy),
    ("superceded by", RelationKind::SupersededBy),
    ("superseeded by", RelationKind::SupersededBy),
    ("replaced by", RelationKind::SupersededBy),
    ("replaced with", RelationKind::SupersededBy),
    ("obsoleted by", RelationKind::SupersededBy),
    ("moved to", RelationKind::SupersededBy),
    ("supersedes", RelationKind::Supersedes),
    ("supercedes", RelationKind::Supersedes),
    ("superseeds", RelationKind::Supersedes),
    ("replaces", RelationKind::Supersedes),
    ("obsoletes", RelationKind::Supersedes),
    ("amended by", RelationKind::AmendedBy),
    ("amends", RelationKind::Amends),
    ("extended by", RelationKind::AmendedBy),
    ("extends", RelationKind::Amends),
    ("clarified by", RelationKind::AmendedBy),
    ("clarifies", RelationKind::Amends),
    ("depends on", RelationKind::DependsOn),
    ("relates to", RelationKind::RelatesTo),
    ("related to", RelationKind::RelatesTo),
    ("ersetzt durch", RelationKind::SupersededBy),
    ("abgelöst durch", RelationKind::SupersededBy),
    ("remplacé par", RelationKind::SupersededBy),
    ("remplacée par", RelationKind::SupersededBy),
    ("reemplazado por", RelationKind::SupersededBy),
    ("reemplazada por", RelationKind::SupersededBy),
    ("sustituido por", RelationKind::SupersededBy),
    ("sustituida por", RelationKind::SupersededBy),
    ("substituído por", RelationKind::SupersededBy),
    ("substituída por", RelationKind::SupersededBy),
    ("sostituito da", RelationKind::SupersededBy),
    ("заменено на", RelationKind::SupersededBy),
    ("замінено на", RelationKind::SupersededBy),
    ("заменяет", RelationKind::Supersedes),
    ("замінює", RelationKind::Supersedes),
];

/// All relations stated in a status or a line of metadata.
pub(super) fn stated(text: &str) -> Vec<(RelationKind, Reference)> {
    let lower = text.to_lowercase();
    // Lower-casing can change lengths in a few scripts; offsets then no longer fit, and the text is read as it is.
    let haystack = if lower.len() == text.len() { lower.as_str() } else { text };
    let mut marks: Vec<(usize, usize, RelationKind)> = Vec::new();
    for (phrase, kind) in PHRASES {
        for (at, _) in haystack.match_indices(phrase) {
            let before = haystack[..at].chars().next_back();
            if !before.is_some_and(char::is_alphabetic) {
                marks.push((at, at + phrase.len(), *kind));
            }
        }
    }
    marks.sort_unstable_by_key(|mark| mark.0);
    let mut found = Vec::new();
    for (index, (_, end, kind)) in marks.iter().enumerate() {
        let until = marks.get(index + 1).map_or(text.len(), |next| next.0);
        for reference in references(&text[*end..until]) {
            found.push((*kind, reference));
        }
    }
    found
}

/// Links, or else ids such as `ADR-0057`, `#7`, `RFC 1574`, and bare numbers at the start.
fn references(segment: &str) -> Vec<Reference> {
    if segment.contains("](") {
        return reference::all(segment);
    }
    let segment = segment.split(['.', '\n']).next().unwrap_or_default();
    let words: Vec<&str> = segment.split([' ', ',', ';', '(', ')', '/', ':']).filter(|word| !word.is_empty()).collect();
    let mut found: Vec<Reference> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let word = words[index];
        let pair = words.get(index + 1).map(|next| format!("{word} {next}"));
        let is_id = |text: &str| {
            let letters: String = text.trim_start_matches(['[', '#', '*', '`', '"']).chars().take_while(|ch| ch.is_alphabetic()).collect();
            reference::number_in(text).is_some()
                && (letters.chars().all(char::is_uppercase)
                    || matches!(letters.to_lowercase().as_str(), "adr" | "rfc" | "decision" | "eip" | "record"))
        };
        if is_id(word) || word.trim_matches(['`', '*', '"']).ends_with(".md") {
            found.extend(reference::one(word));
        } else if let Some(pair) = pair.filter(|pair| word.chars().all(char::is_alphabetic) && is_id(pair)) {
            found.extend(reference::one(&pair));
            index += 1;
        } else if !matches!(
            word.to_lowercase().as_str(),
            "and" | "und" | "et" | "y" | "e" | "&" | "the" | "by" | "adr" | "adrs" | "decision" | "decisions"
        ) {
            break;
        }
        index += 1;
    }
    found
}

/// The relation that the words before a link state: `Superseded by [..]`, `- Amends [..]`, `This ADR supersedes some
/// aspects of [..] and [..]`. Sentences about other records state none.
pub(super) fn before_link(prefix: &str) -> Option<RelationKind> {
    if prefix.len() > 300 {
        return None;
    }
    let plain = without_links(prefix);
    let normal = normalise(&plain);
    if let Some(Key::Relation(kind)) = key(&normal) {
        // `See [..]` and `Links: [..]` are everywhere and mean nothing certain.
        return (kind != RelationKind::RelatesTo || normal.starts_with("relat")).then_some(kind);
    }
    // A list after the first link: `Supersedes [..] and [..]`.
    let mut words = normal.split(' ');
    let subject = (words.next()?, words.next()?);
    let about_itself = matches!(
        subject,
        ("this", "adr" | "decision" | "record" | "rfc" | "document" | "proposal" | "eip")
            | ("diese", "adr" | "entscheidung")
            | ("cette", "décision")
            | ("esta", "decisión" | "decisão")
    );
    let (at, phrase, kind) = PHRASES
        .iter()
        .filter_map(|(phrase, kind)| normal.rfind(phrase).map(|at| (at, *phrase, *kind)))
        .max_by_key(|(at, phrase, _)| (*at, phrase.len()))?;
    let rest = normal[at + phrase.len()..].trim();
    let short = rest.split(' ').count() <= 6;
    let starts_with_phrase = at == 0 && rest.split(' ').all(|word| matches!(word, "" | "and" | "und" | "et" | "adr" | "by"));
    if starts_with_phrase {
        return (kind != RelationKind::RelatesTo || phrase == "relates to").then_some(kind);
    }
    if !about_itself || !short {
        return None;
    }
    let partly = ["aspects", "parts", "part", "partially", "partly", "portions", "sections"]
        .iter()
        .any(|word| normal.split(' ').any(|w| w == *word));
    Some(match (kind, partly) {
        (RelationKind::Supersedes, true) => RelationKind::Amends,
        (RelationKind::SupersededBy, true) => RelationKind::AmendedBy,
        _ => kind,
    })
}

fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let Some(middle) = rest[open..].find("](").map(|at| open + at) else { break };
        let Some(close) = rest[middle..].find(')').map(|at| middle + at) else { break };
        plain.push_str(&rest[..open]);
        rest = &rest[close + 1..];
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_read_from_a_status() {
        let read = |text| stated(text).into_iter().map(|(kind, r)| (kind, r.number)).collect::<Vec<_>>();
        assert_eq!(read("accepted; supersedes ADR-0045"), [(RelationKind::Supersedes, Some(45))]);
        assert_eq!(read("superseded by [ADR-0042](0042-x.md)"), [(RelationKind::SupersededBy, Some(42))]);
        assert_eq!(
            read("Superseded by ADR 7 and ADR 8, see there"),
            [(RelationKind::SupersededBy, Some(7)), (RelationKind::SupersededBy, Some(8))]
        );
        assert_eq!(
            read("Accepted. Amends [3. X](0003-x.md), amended by [9. Y](0009-y.md)"),
            [(RelationKind::Amends, Some(3)), (RelationKind::AmendedBy, Some(9))]
        );
        assert!(read("Rejected, replaced by a library with 3 users").is_empty());
    }

    #[test]
    fn a_sentence_relates_this_record_only_where_it_speaks_of_itself() {
        assert_eq!(before_link("* Superseded by "), Some(RelationKind::SupersededBy));
        assert_eq!(before_link("- Supersedes [a](a.md) and "), Some(RelationKind::Supersedes));
        assert_eq!(before_link("Thus this ADR supersedes some aspects of "), None);
        assert_eq!(before_link("this ADR supersedes some aspects of "), Some(RelationKind::Amends));
        assert_eq!(before_link("This decision is **superseded by "), Some(RelationKind::SupersededBy));
        assert_eq!(before_link("As [ADR-2](2.md) was superseded by "), None);
        assert_eq!(before_link("See "), None);
        assert_eq!(before_link("We use "), None);
    }
}
