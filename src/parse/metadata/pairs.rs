//! The `Key: value` pairs of one line.

use crate::parse::date::{self, DateReading};
use crate::parse::vocabulary::{self, Key};

/// The `Key: value` pairs of a line; several where they are divided by bars, breaks, commas, or each in bold.
pub(super) fn pairs(line: &str) -> Vec<(Key, &str, &str)> {
    // Every line of every text passes here, and most are prose: they are seen off without looking for what they lack.
    let line = if line.ends_with(['>', '\\']) { without_break(line) } else { line };
    let colons = memchr::memchr_iter(b':', line.as_bytes()).count() + if line.is_ascii() { 0 } else { line.matches('：').count() };
    if colons == 0 {
        return pair_without_colon(line).into_iter().collect();
    }
    if colons > 1 {
        if let Some(pairs) = pairs_between_bars(line) {
            return pairs;
        }
        for divided in [divided_by_bold(line), line.split([',', ';', '\u{2028}']).collect()] {
            let pairs: Vec<_> = divided.into_iter().map(pair).collect();
            if pairs.len() > 1 && pairs.iter().all(Option::is_some) {
                let pairs: Vec<_> = pairs.into_iter().flatten().collect();
                // `Status: Proposed: 2020-01-01, Accepted: 2020-02-01` is the history of one value.
                let is_history = pairs[0].0 == Key::Status && pairs[1..].iter().any(|(_, name, _)| vocabulary::is_status(name));
                return if is_history { pair(line).into_iter().collect() } else { pairs };
            }
        }
    }
    pair(line).or_else(|| pair_without_colon(line)).into_iter().collect()
}

fn without_break(line: &str) -> &str {
    line.trim_end_matches("<br>").trim_end_matches("<br/>").trim_end_matches("<br />").trim_end_matches('\\')
}

/// `Status: Accepted | Squad: Orders | Date: 2024-01-02`: each piece has a key, and not every key has to be known.
fn pairs_between_bars(line: &str) -> Option<Vec<(Key, &str, &str)>> {
    let pieces = divided_by_bars(line);
    let has_key = |piece: &&str| piece.split_once([':', '：']).is_some_and(|(name, _)| name.trim().split(' ').count() <= 4);
    if pieces.len() < 2 || !pieces.iter().all(has_key) {
        return None;
    }
    let pairs: Vec<_> = pieces.into_iter().filter_map(pair).collect();
    (!pairs.is_empty()).then_some(pairs)
}

fn divided_by_bars(line: &str) -> Vec<&str> {
    line.split(['|', '·', '•']).flat_map(|piece| piece.split("<br>")).flat_map(|piece| piece.split("<br/>")).collect()
}

/// `**Status:** Accepted **Date:** 2024-01-02`, cut before each key.
fn divided_by_bold(line: &str) -> Vec<&str> {
    let marks: Vec<usize> = line.match_indices("**").map(|(at, _)| at).collect();
    let starts = marks.chunks_exact(2).filter(|pair| vocabulary::key(&line[pair[0] + 2..pair[1]]).is_some()).map(|pair| pair[0]);
    let starts: Vec<usize> = starts.collect();
    if starts.first() != Some(&0) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    starts.iter().zip(ends).map(|(start, end)| &line[*start..end]).collect()
}

fn pair(text: &str) -> Option<(Key, &str, &str)> {
    // `:Status: accepted` is a field of reStructuredText and of Org.
    let (name, value) = text.trim_start().trim_start_matches(':').split_once([':', '：'])?;
    // `**Status**: x` and `**Status:** x`, but not `See https://…`.
    if value.starts_with("//") {
        return None;
    }
    let key = vocabulary::key(name)?;
    Some((key, name.trim().trim_matches(['*', '_', '`']), value.trim_start_matches(':').trim()))
}

/// `Date 09/04/2018`, `**Status** Accepted`, `Status – Accepted`: only where the value can be nothing else.
fn pair_without_colon(line: &str) -> Option<(Key, &str, &str)> {
    let useful = |name: &str| {
        vocabulary::key(name)
            .filter(|key| matches!(key, Key::Status | Key::Date | Key::Created | Key::Updated | Key::Decider | Key::Author))
    };
    if let Some((name, value)) = line.strip_prefix("**").and_then(|rest| rest.split_once("**"))
        && let Some(key) = useful(name)
        && !value.trim().is_empty()
    {
        return Some((key, name, value.trim().trim_start_matches(['-', '–', '—', '=']).trim()));
    }
    if line.len() > 80 {
        return None;
    }
    // A row of a table that has no bars at its ends.
    if line.contains('|')
        && let Some((name, value)) = line.split_once(" | ").filter(|(_, value)| !value.contains('|'))
        && let Some(key) = useful(name)
    {
        return Some((key, name, value));
    }
    let is_plain = !line.bytes().any(|byte| matches!(byte, b'-' | b'=') || !byte.is_ascii());
    let separated = || [" - ", " – ", " — ", " = "].iter().find_map(|separator| line.split_once(separator));
    let (name, value) = if is_plain { None } else { separated() }.or_else(|| line.split_once(' '))?;
    let key = useful(name)?;
    let says_it = match key {
        Key::Status => vocabulary::is_status(value),
        Key::Date | Key::Created | Key::Updated => {
            value.split(' ').count() <= 4
                && matches!(date::read(value), DateReading::Date(..))
                && value.starts_with(|ch: char| ch.is_ascii_digit())
        }
        _ => false,
    };
    says_it.then_some((key, name, value))
}
