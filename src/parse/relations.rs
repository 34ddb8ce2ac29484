//! Relations that a text states in words: `Superseded by [9. X](0009-x.md)`, `accepted; supersedes ADR-0045`.

use std::borrow::Cow;

use super::reference::{self, Reference};
use super::vocabulary::{AND, FILLERS, Key, PARTLY, PARTS, key, normalise, phrases_at};
use crate::model::RelationKind;

/// All relations stated in a status or a line of metadata.
pub(super) fn stated(text: &str) -> Vec<(RelationKind, Reference)> {
    let text = affirmed(text);
    let marks = marks(text);
    let mut found = Vec::new();
    for (index, (start, end, kind)) in marks.iter().enumerate() {
        let until = marks.get(index + 1).map_or(text.len(), |next| next.0);
        let said = first_sentence(&text[*end..until]);
        let from = index.checked_sub(1).map_or(0, |before| marks[before].1);
        // `Partly supersedes`, `supersedes parts of`; up to the mark only what is still of this sentence.
        let before = text[from..*start].rsplit(['.', ',', ';', ')']).next().unwrap_or_default();
        let kind = in_part(*kind, before, said);
        found.extend(references(said).into_iter().map(|reference| (kind, reference)));
    }
    found
}

/// The relations that the value of a key names, and those that its further words state: `ADR-7; amends ADR-3`.
pub(super) fn valued(kind: RelationKind, value: &str) -> Vec<(RelationKind, Reference)> {
    // What stands in brackets behind a reference is said about it.
    let value = without_remarks(value);
    let value = affirmed(&value);
    let until = marks(value).first().map_or(value.len(), |first| first.0);
    let (own, further) = value.split_at(until);
    // `Supersedes: partially supersedes ADR-7` says what it is in its own words.
    let own = if until < value.len() && !own.contains(|ch: char| ch.is_ascii_digit() || ch == '[') { "" } else { own };
    let kind = in_part(kind, "", own);
    let references = reference::all(own).into_iter().flat_map(|reference| {
        // `parts of ADR-0003 (the cache)` begins with other words.
        let named = if reference.path.is_some() || reference.number.is_some() { Vec::new() } else { named(&reference.text) };
        if named.is_empty() { vec![reference] } else { named }
    });
    references.map(|reference| (kind, reference)).chain(stated(further)).collect()
}

/// `ADR-3 (the cache, since 2024), ADR-7` without what stands in brackets; targets of links stay.
fn without_remarks(text: &str) -> Cow<'_, str> {
    if !text.contains(" (") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(" (") {
        let Some(close) = rest[open..].find(')').map(|at| open + at) else { break };
        let remark = &rest[open + 2..close];
        kept.push_str(&rest[..open]);
        // `(in part)` says how much of it, and `(ADR-7)` is the reference itself.
        if remark.contains("part") || remark.contains(|ch: char| ch.is_ascii_digit()) && remark.len() <= 12 || remark.contains("](") {
            kept.push_str(&rest[open..=close]);
        }
        rest = &rest[close + 1..];
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}

/// Whoever replaces a part of a decision changes it: the decision stays in force. `before` is what stands in front of the
/// phrase, `said` what follows it.
fn in_part(kind: RelationKind, before: &str, said: &str) -> RelationKind {
    let has = |text: &str, words: &[&str]| {
        let normal = format!(" {} ", normalise(&without_links(text)));
        words.iter().any(|word| normal.contains(&format!(" {word} ")))
    };
    let lead = said.split(|ch: char| ch.is_ascii_digit() || ch == '[').next().unwrap_or_default();
    let is_part = || {
        [before, said].iter().any(|text| has(text, PARTLY) || text.contains("部分") || text.contains("一部"))
            || has(before, PARTS)
            || has(lead, PARTS)
    };
    if kind == RelationKind::Supersedes && is_part() { RelationKind::Amends } else { kind }
}

/// The text up to a sentence that denies a relation: `Does NOT supersede ADR 1`.
fn affirmed(text: &str) -> &str {
    let Some(at) = ["not supersede", "not replace", "not amend", "nicht ersetz", "ne remplace pas"]
        .iter()
        .filter_map(|no| find_caseless(text, no))
        .min()
    else {
        return text;
    };
    text[..at].rfind(['.', ';', '\n']).map_or("", |end| &text[..end])
}

/// Where ASCII words stand in a text, in upper or lower case.
fn find_caseless(text: &str, words: &str) -> Option<usize> {
    text.as_bytes().windows(words.len()).position(|window| window.eq_ignore_ascii_case(words.as_bytes()))
}

/// The first sentence of a text; dots in brackets, links and numbers end none.
fn first_sentence(text: &str) -> &str {
    let mut depth = 0_i32;
    for (at, ch) in text.char_indices() {
        match ch {
            '(' | '[' => depth += 1,
            // `(replaces the rest), see [1](…)`: the brackets in which it was said end it.
            ')' if depth == 0 => return &text[..at],
            ')' | ']' => depth -= 1,
            '.' if depth <= 0
                && text[at + 1..].starts_with([' ', '\n'])
                && text[at + 1..].trim_start().starts_with(|ch: char| ch.is_uppercase()) =>
            {
                return &text[..at];
            }
            _ => {}
        }
    }
    text
}

/// The phrases in a text that state a relation: from where, up to where, and which.
fn marks(text: &str) -> Vec<(usize, usize, RelationKind)> {
    let lower = text.to_lowercase();
    // Lower-casing can change lengths in a few scripts; offsets then no longer fit, and the text is read as it is.
    let haystack = if lower.len() == text.len() { lower.as_str() } else { text };
    let mut marks: Vec<(usize, usize, RelationKind)> = Vec::new();
    // `remplacement` is no `remplace`, and `0007-extends-the-cache.md` extends nothing.
    let joins = |ch: char| ch.is_alphabetic() || matches!(ch, '-' | '_' | '/');
    let mut depth = 0_usize;
    for at in 0..haystack.len() {
        match haystack.as_bytes()[at] {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        for (phrase, kind) in phrases_at(haystack, at) {
            let before = haystack[..at].chars().next_back();
            let after = haystack[at + phrase.len()..].chars().next();
            // What a link is called says it only where it begins with it.
            let is_title = depth > 0 && before != Some('[');
            if !is_title && !before.is_some_and(joins) && !after.is_some_and(joins) {
                marks.push((at, at + phrase.len(), kind));
            }
        }
    }
    // Of phrases that start or overlap at one place the longest counts: `ersetzt durch` is not `ersetzt`.
    marks.sort_unstable_by_key(|mark| (mark.0, std::cmp::Reverse(mark.1)));
    marks.dedup_by(|next, kept| next.0 < kept.1);
    marks
}

/// All records that a status names, wherever they stand in it: `Superseded: see ADR-5`, `ADR-5 に置き換え`.
pub(super) fn named(text: &str) -> Vec<Reference> {
    if text.contains("](") || text.contains("[[") {
        return reference::all(text);
    }
    let words = text.split(|ch: char| !(ch.is_ascii_alphanumeric() || matches!(ch, '-' | '#' | '_' | '.'))).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let is_id = |text: &str| {
            let letters: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
            let marked = text.starts_with('#') || matches!(letters.to_lowercase().as_str(), "adr" | "rfc" | "eip" | "kep" | "madr");
            marked && reference::number_in(text).is_some()
        };
        if is_id(word) || word.ends_with(".md") {
            found.extend(reference::one(word));
        } else if let Some(pair) = words.get(index + 1).map(|next| format!("{word} {next}"))
            && is_id(&pair)
            && word.chars().all(|ch| ch.is_ascii_alphabetic())
        {
            found.extend(reference::one(&pair));
        }
    }
    found
}

/// Whether a verb that ends the sentence says that the record is superseded: `被 ADR-5 取代`, `ADR-5로 대체됨`.
pub(super) fn is_framed(text: &str) -> bool {
    ["取代", "替代", "代替", "替换", "替換", "置き換え", "置換", "대체"].iter().any(|verb| text.contains(verb))
        && ["被", "由", "に", "により", "로", "으로"].iter().any(|mark| text.contains(mark))
}

/// Links, or else ids such as `ADR-0057`, `#7`, `RFC 1574`, and bare numbers at the start.
fn references(segment: &str) -> Vec<Reference> {
    if segment.contains("](") || segment.contains("[[") {
        return reference::all(segment);
    }
    let segment = segment.split(['.', '\n']).next().unwrap_or_default();
    let words: Vec<&str> = segment.split([' ', ',', ';', '(', ')', '/', ':']).filter(|word| !word.is_empty()).collect();
    let mut found: Vec<Reference> = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let word = words[index];
        // `ADR-103 (2026-08-25, …)`: the day on which it was.
        if is_day(word) {
            break;
        }
        let pair = words.get(index + 1).map(|next| format!("{word} {next}"));
        let is_id = |text: &str| {
            let letters: String = text.trim_start_matches(['[', '#', '*', '`', '"']).chars().take_while(|ch| ch.is_alphabetic()).collect();
            reference::number_in(text).is_some()
                && (letters.chars().all(char::is_uppercase)
                    || matches!(letters.to_lowercase().as_str(), "adr" | "rfc" | "decision" | "eip" | "record"))
        };
        // log4brains names records by date and words: `20201029-superseder`.
        let is_slug = word.len() > 9 && word.as_bytes()[8] == b'-' && word.bytes().take(8).all(|byte| byte.is_ascii_digit());
        if is_slug || is_id(word) || word.trim_matches(['`', '*', '"']).ends_with(".md") {
            found.extend(reference::one(word));
        } else if let Some(pair) = pair.filter(|pair| word.chars().all(char::is_alphabetic) && is_id(pair)) {
            found.extend(reference::one(&pair));
            index += 1;
        } else if ![AND, FILLERS].iter().any(|words| words.contains(&word.to_lowercase().as_str())) {
            break;
        }
        index += 1;
    }
    found
}

/// The ids with which a line of a list begins: `ADR-0005: Root scope`, `ADR 0278, 0287 et 0288`; prose begins otherwise.
pub(super) fn listed(line: &str) -> Vec<Reference> {
    let mut words = line.split([' ', ':', ',']);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let genre: String = first.trim_start_matches(['*', '`', '[']).chars().take_while(char::is_ascii_alphabetic).collect();
    let is_genre = matches!(genre.to_lowercase().as_str(), "adr" | "adrs" | "madr" | "rfc" | "eip" | "kep" | "decision");
    let is_number = |word: &str| reference::number_in(word).is_some();
    if is_genre && (is_number(first) || is_number(second)) { references(line) } else { Vec::new() }
}

fn is_day(word: &str) -> bool {
    word.len() >= 8
        && word.matches(['-', '.']).count() == 2
        && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'))
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
    // `**SUPERSEDED** — replaced by [..]`
    let said = |word: &&str| {
        normal.strip_prefix(*word).filter(|rest| !["by ", "with ", "in "].iter().any(|next| format!("{rest} ").starts_with(next)))
    };
    let lead = ["note ", "nb ", "important ", "update ", "superseded ", "deprecated ", "obsolete ", "veraltet ", "warning "];
    let normal = lead.iter().find_map(said).unwrap_or(&normal);
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
    // The last one; of those that start there, the longest.
    let (at, phrase, kind) = (0..normal.len())
        .rev()
        .find_map(|at| phrases_at(normal, at).max_by_key(|(phrase, _)| phrase.len()).map(|(phrase, kind)| (at, phrase, kind)))?;
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
        assert_eq!(read("Ersetzt durch ADR-5"), [(RelationKind::SupersededBy, Some(5))]);
        assert_eq!(read("ersetzt ADR-5"), [(RelationKind::Supersedes, Some(5))]);
        assert_eq!(read("Superseded by ADR-103 (2026-08-25, ticket 7)"), [(RelationKind::SupersededBy, Some(103))]);
        assert!(read("Rejected, replaced by a library with 3 users").is_empty());
    }

    #[test]
    fn a_sentence_relates_this_record_only_where_it_speaks_of_itself() {
        assert_eq!(before_link("* Superseded by "), Some(RelationKind::SupersededBy));
        assert_eq!(before_link("- Supersedes [a](a.md) and "), Some(RelationKind::Supersedes));
        assert_eq!(before_link("Thus this ADR supersedes some aspects of "), None);
        assert_eq!(before_link("this ADR supersedes some aspects of "), Some(RelationKind::Amends));
        assert_eq!(before_link("Note: this ADR supersedes some aspects of [a](a.md) and "), Some(RelationKind::Amends));
        assert_eq!(before_link("This decision is **superseded by "), Some(RelationKind::SupersededBy));
        assert_eq!(before_link("As [ADR-2](2.md) was superseded by "), None);
        assert_eq!(before_link("See "), None);
        assert_eq!(before_link("We use "), None);
        assert_eq!(before_link("**SUPERSEDED** — Ersetzt durch "), Some(RelationKind::SupersededBy));
    }
}
