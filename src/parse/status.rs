//! From a status's words to one of the six.

use std::borrow::Cow;
use std::collections::HashMap;

use super::date;
use super::interpret::plain;
use super::vocabulary::{self, normalise};
use crate::config::{DateOrder, StatusWord};
use crate::model::Status;

/// Status words that sentences start with as well: `Open questions`, `Review in May`. Below another status they count
/// only where they stand alone or beside a date.
const WEAK: &[&str] = &[
    "open", "review", "discussion", "proposal", "proposition", "idea", "concept", "final", "active", "effective", "living", "done",
    "moved", "removed", "confirmed", "completed", "pending", "decided", "draft", "accept", "reject", "offen", "vorschlag", "aktiv",
    "prüfung", "propuesta", "proposta",
];

/// What is said of the work and not of the decision, though a status word is in it.
const OF_THE_WORK: &[&str] = &[
    "not implemented", "not yet implemented", "to be implemented", "implementation pending", "implementation in progress",
    "implementation done", "implementation completed", "pending implementation", "not started", "not merged", "not released",
    "not yet released", "not shipped",
];

/// Finds status words and phrases in a text.
#[derive(Debug)]
pub struct StatusWords {
    /// By their first word; longest first.
    phrases: HashMap<String, Vec<(Vec<String>, Option<Status>)>>,
    /// Phrases of scripts that put no spaces between words, longest first.
    unspaced: Vec<(String, Status)>,
}

impl StatusWords {
    /// The built-in words, and those of the config, which win.
    #[must_use]
    pub fn new(config: &[StatusWord]) -> Self {
        let mut words = Self { phrases: HashMap::new(), unspaced: Vec::new() };
        for entry in config {
            words.insert(&normalise(&entry.word), Some(entry.status));
        }
        for (phrase, status) in vocabulary::statuses() {
            words.insert(phrase, Some(status));
        }
        for phrase in OF_THE_WORK {
            words.insert(phrase, None);
        }
        for phrases in words.phrases.values_mut() {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        words.unspaced.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        words
    }

    fn insert(&mut self, phrase: &str, status: Option<Status>) {
        if let Some(status) = status
            && phrase.chars().any(is_unspaced)
        {
            if !self.unspaced.iter().any(|(known, _)| known == phrase) {
                self.unspaced.push((phrase.to_owned(), status));
            }
            return;
        }
        let parts: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        let known = self.phrases.entry(parts[0].clone()).or_default();
        if !known.iter().any(|(phrase, _)| *phrase == parts) {
            known.push((parts, status));
        }
    }

    /// The status of the longest phrase that stands anywhere in `text`; the first one among equals.
    ///
    /// What was settled is not opened again in the same breath: `Accepted, in progress` is accepted.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Status> {
        let found = self.matches(text);
        let first = found.first()?;
        let is_open = |status: Status| matches!(status, Status::Draft | Status::Proposed);
        let stays = first.at_start && !first.is_weak && first.status == Status::Accepted;
        let longest = found.iter().filter(|later| !(stays && is_open(later.status))).reduce(|best, found| {
            // The first one among equals.
            if found.length > best.length { found } else { best }
        });
        longest.map(|found| found.status)
    }

    /// The status of the phrase with which `text` starts, after numbers, dates, emoji and markup.
    #[must_use]
    pub fn at_start(&self, text: &str) -> Option<Status> {
        let found = self.matches(text);
        let first = found.iter().filter(|found| found.at_start).max_by_key(|found| found.length)?;
        Some(first.status)
    }

    /// The status that a later line of a status section gives, where it is an entry of its history and no prose.
    #[must_use]
    pub fn entry(&self, text: &str, is_dated: bool) -> Option<Status> {
        let found = self.matches(text);
        let first = found.iter().filter(|found| found.at_start).max_by_key(|found| found.length)?;
        let stands_alone = || self.is_exactly(&normalise(text).chars().filter(|ch| !ch.is_ascii_digit()).collect::<String>());
        (is_dated || !first.is_weak || stands_alone()).then_some(first.status)
    }

    /// The part of `text` that its author chose: the ticked option, the bold one of several, what is not struck out,
    /// the last of `proposed → accepted`.
    #[must_use]
    pub fn chosen<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut chosen = Cow::Borrowed(start_of(text));
        // Of one word there is nothing to choose.
        if chosen.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return chosen;
        }
        if text.contains("~~") || text.contains("<s>") || text.contains("<del>") {
            chosen = Cow::Owned(plain::without_struck(text));
        }
        if let Some(last) = self.last_of_history(&chosen) {
            return Cow::Owned(last.to_owned());
        }
        for tick in ["[x]", "[X]", "☑", "🗹"] {
            if let Some((_, ticked)) = chosen.split_once(tick) {
                let option = ticked.split(['[', '☐', '☑']).next().unwrap_or_default();
                if self.find(option).is_some() {
                    return Cow::Owned(option.trim().to_owned());
                }
            }
        }
        let is_several = |text: &str| text.split(['|', '/']).filter(|piece| self.is_exactly(piece)).count() >= 2;
        if is_several(&chosen) {
            for mark in ["**", "__", "=="] {
                let spans: Vec<&str> = chosen.split(mark).skip(1).step_by(2).collect();
                if let [only] = spans[..]
                    && self.is_exactly(only)
                {
                    return Cow::Owned(only.to_owned());
                }
            }
        }
        for arrow in ["→", "->", "=>", "➔", "⇒"] {
            if let Some((before, last)) = chosen.rsplit_once(arrow)
                && self.find(before).is_some()
                && self.find(last).is_some()
            {
                return Cow::Owned(last.trim().to_owned());
            }
        }
        chosen
    }

    /// The last entry of a history in one line: `Proposed 2020-01-01, Accepted 2020-02-01`, `Proposed, then accepted`.
    fn last_of_history<'a>(&self, text: &'a str) -> Option<&'a str> {
        let entry = |piece: &'a str| {
            let piece = piece.trim();
            let then = ["then ", "now "].iter().find_map(|word| piece.strip_prefix(word));
            let entry = then.unwrap_or(piece);
            self.at_start(entry).map(|_| (entry, then.is_some(), date::find(entry).map(|date| date.settle(DateOrder::Dmy))))
        };
        let entries: Vec<_> = text.split([',', ';']).map(entry).collect::<Option<_>>()?;
        let (last, is_then, _) = *entries.last().filter(|_| entries.len() > 1)?;
        if is_then {
            return Some(last);
        }
        // It may run either way; the latest entry counts.
        let dated: Vec<_> = entries.iter().map(|(entry, _, day)| Some(((*day)?, *entry))).collect::<Option<_>>()?;
        dated.into_iter().max_by_key(|(day, _)| *day).map(|(_, entry)| entry)
    }

    /// Whether `text` is one status phrase and nothing else.
    #[must_use]
    pub fn is_exactly(&self, text: &str) -> bool {
        let normal = normalise(text);
        let first = normal.split(' ').next().unwrap_or_default();
        self.unspaced.iter().any(|(phrase, _)| *phrase == normal)
            || self.phrases.get(first).is_some_and(|phrases| phrases.iter().any(|(phrase, _)| phrase.join(" ") == normal))
    }

    /// Whether `text` is the choice that a template offers: three statuses or more, side by side, or two with a bar.
    #[must_use]
    pub fn is_choice(&self, text: &str) -> bool {
        let text = start_of(text);
        // Every choice has one of these; most texts are a single word.
        if !text.contains(['|', '/', ',', '、', '／', '｜', '\\']) {
            return false;
        }
        let mut options = text
            .trim_matches(['[', ']', '{', '}', '(', ')', ' ', '`', '*', '_', '"'])
            .split('|')
            .map(|option| if self.is_exactly(option) { self.find(option) } else { None });
        if let (Some(Some(first)), Some(Some(second))) = (options.next(), options.next())
            && first != second
            && options.all(|option| option.is_some())
        {
            return true;
        }
        // `accepted, supersedes ADR-7`: a status, and what is said of it.
        if let Some((first, behind)) = text.split_once(',')
            && self.is_exactly(first)
            && self.at_start(behind).is_none()
        {
            return false;
        }
        let mut seen: Vec<Status> = Vec::new();
        for piece in text.split(['|', '/', ',', '、', '／', '｜', '\\']) {
            if let Some(status) = self.find(piece)
                && !seen.contains(&status)
            {
                seen.push(status);
            }
        }
        seen.len() >= 3
    }

    fn matches(&self, text: &str) -> Vec<Match> {
        let normal = normalise(start_of(text));
        let mut found = Vec::new();
        let words: Vec<&str> = normal.split(' ').collect();
        // Dates and numbers in front do not count as words: `2017-11-23 accepted`.
        let first_word = words.iter().position(|word| !word.chars().all(|ch| ch.is_ascii_digit())).unwrap_or(0);
        let mut at = 0;
        while at < words.len() {
            let phrase = self.phrases.get(words[at]).and_then(|phrases| {
                phrases.iter().find(|(phrase, _)| words[at..].len() >= phrase.len() && phrase.iter().zip(&words[at..]).all(|(a, b)| a == b))
            });
            match phrase {
                Some((phrase, None)) => at += phrase.len(),
                Some((phrase, Some(status))) => {
                    let length = phrase.iter().map(|word| word.chars().count() + 1).sum();
                    let is_weak = phrase.len() == 1 && WEAK.contains(&phrase[0].as_str());
                    found.push(Match { status: *status, length, at_start: at == first_word, is_weak });
                    at += phrase.len();
                }
                None => at += 1,
            }
        }
        if normal.chars().any(is_unspaced) {
            let rest = normal.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == ' ');
            let mut unspaced = Vec::new();
            for (phrase, status) in &self.unspaced {
                if let Some(at) = rest.find(phrase.as_str()) {
                    let length = 2 * phrase.chars().count();
                    unspaced.push((at, Match { status: *status, length, at_start: at == 0, is_weak: false }));
                }
            }
            // Of two as long, the one that stands first counts, and not the one of the table.
            unspaced.sort_by_key(|(at, found)| (*at, std::cmp::Reverse(found.length)));
            found.extend(unspaced.into_iter().map(|(_, found)| found));
        }
        found
    }
}

/// A status stands at the start; a line of megabytes is not read to its end.
fn start_of(text: &str) -> &str {
    text.char_indices().nth(2_000).map_or(text, |(end, _)| &text[..end])
}

struct Match {
    status: Status,
    /// In characters; ideographs count twice, as they say more.
    length: usize,
    at_start: bool,
    is_weak: bool,
}

fn is_unspaced(ch: char) -> bool {
    matches!(ch, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_without_case_emoji_markup_links_and_punctuation() {
        let words = StatusWords::new(&[]);
        for (text, status) in [
            ("✅ Accepted", Status::Accepted),
            ("*Accepted and applied in v7*", Status::Accepted),
            ("PROPOSED", Status::Proposed),
            ("⌛️ Superseded by [036. Multi-cluster](036-multi-cluster.md)", Status::Superseded),
            ("❌ Rejected (see [..](..))", Status::Rejected),
            ("Partly superseded", Status::Accepted),
            ("superceded by ADR 7", Status::Superseded),
            ("🤔 Incomplete", Status::Draft),
            ("accepted; supersedes ADR-0045", Status::Accepted),
            ("`RFC`", Status::Proposed),
            ("Last Call", Status::Proposed),
            ("Not yet approved", Status::Proposed),
            ("accepté", Status::Accepted),
            ("Angenommen", Status::Accepted),
            ("принято", Status::Accepted),
            ("2017-11-24 完成", Status::Accepted),
            ("已被取代", Status::Superseded),
            ("승인됨", Status::Accepted),
            ("提案中", Status::Proposed),
            ("Ersetzt durch ADR-5", Status::Superseded),
            ("PROPOSED Not Implemented", Status::Proposed),
            ("Accepted, in progress", Status::Accepted),
            ("Accepted (implementation pending)", Status::Accepted),
            ("Accepted, superseded by ADR-5", Status::Superseded),
            ("Final draft", Status::Draft),
            ("採用（2024-01-02 提案）", Status::Accepted),
            ("提案（承認は次回）", Status::Proposed),
            ("未決定", Status::Proposed),
        ] {
            assert_eq!(words.find(text), Some(status), "{text}");
        }
        for (text, status) in [
            ("~~Proposed~~ Accepted", Status::Accepted),
            ("Vorgeschlagen | **Akzeptiert** | Abgelehnt", Status::Accepted),
            ("[ ] Proposed [x] Accepted [ ] Rejected", Status::Accepted),
            ("Proposed → Accepted", Status::Accepted),
            ("~~Accepted~~", Status::Accepted),
            ("<s>Proposed</s> Accepted", Status::Accepted),
            ("Proposed 2020-01-01, Accepted 2020-02-01", Status::Accepted),
            ("Proposed (2020-01-01), Accepted (2020-02-01)", Status::Accepted),
            ("Superseded 2022-03-01; Accepted 2020-02-01", Status::Superseded),
            ("Proposed, then accepted", Status::Accepted),
        ] {
            assert_eq!(words.find(&words.chosen(text)), Some(status), "{text}");
        }
        for text in ["", "Stagnant", "experimental", "actively considered", "unaccepted"] {
            assert_eq!(words.find(text), None, "{text}");
        }
    }

    #[test]
    fn the_config_adds_words_and_wins() {
        let config = [
            StatusWord { word: "Stagnant".to_owned(), status: Status::Deprecated },
            StatusWord { word: "final".to_owned(), status: Status::Deprecated },
        ];
        let words = StatusWords::new(&config);
        assert_eq!(words.find("stagnant"), Some(Status::Deprecated));
        assert_eq!(words.find("Final"), Some(Status::Deprecated));
    }

    #[test]
    fn a_templates_choice_is_told_from_a_status() {
        let words = StatusWords::new(&[]);
        assert!(words.is_choice("{proposed | rejected | accepted | deprecated | … | superseded by [ADR-0005](x.md)}"));
        assert!(words.is_choice("列表：提议/通过/完成/已弃用/已取代"));
        assert!(words.is_choice("[Vorgeschlagen | Akzeptiert | Veraltet | Ersetzt]"));
        assert!(words.is_choice("[Proposed | Accepted]"));
        assert!(!words.is_choice("Accepted, Implemented"));
        let sentence = "accepted, supersedes ADR-0100 and the still-open half of ADR-0102 (the patch, never implemented, is superseded)";
        assert!(!words.is_choice(sentence));
        assert!(!words.is_choice("Idea, Draft"));
    }
}
