//! Lists of documents in a few characters each.
//!
//! A document is how far it is from the one before, in base 45, and a level for its share. All of them are characters that a
//! JavaScript string holds as they are.

use super::inverted::Posting;

/// Digits of a distance: those below `BASE` end it, those above it go on.
const BASE: u32 = 45;

/// The share of level 0.
const LEAST: f64 = 0.0125;

/// From one level to the next; the script of the theme knows both numbers.
const STEP: f64 = 1.11;

/// The highest level, that of a word which a short record mentions a hundred times.
const LEVELS: u32 = 90;

/// Adds the documents to `out`.
pub(super) fn encode(postings: &[Posting], bounds: &Bounds, out: &mut String) {
    let mut next = 0;
    for posting in postings {
        let mut distance = posting.document - next;
        next = posting.document + 1;
        while distance >= BASE {
            out.push(digit(BASE + distance % BASE));
            distance /= BASE;
        }
        out.push(digit(distance));
        out.push(digit(bounds.level(posting.share)));
    }
}

fn digit(value: u32) -> char {
    // From `#` on, without the backslash: 91 characters that need no escape.
    let code = 35 + value as u8;
    char::from(code + u8::from(code >= b'\\'))
}

/// Where one level ends and the next begins. Made by multiplication alone, which is the same on every machine.
pub(super) struct Bounds(Vec<f64>);

impl Bounds {
    pub(super) fn new() -> Self {
        // Halfway between two levels, near enough.
        let first = LEAST * (1.0 + STEP) / 2.0;
        Self(std::iter::successors(Some(first), |bound| Some(bound * STEP)).take(LEVELS as usize).collect())
    }

    fn level(&self, share: f64) -> u32 {
        self.0.partition_point(|bound| *bound <= share) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the theme's script does it.
    fn decode(text: &str) -> Vec<(u32, f64)> {
        let mut found = Vec::new();
        let mut values = text.bytes().map(|code| u32::from(code) - 35 - u32::from(code > b'\\'));
        let mut document = 0;
        while let Some(mut value) = values.next() {
            let mut unit = 1;
            while value >= BASE {
                document += (value - BASE) * unit;
                unit *= BASE;
                value = values.next().unwrap();
            }
            document += value * unit;
            found.push((document, LEAST * STEP.powi(values.next().unwrap() as i32)));
            document += 1;
        }
        found
    }

    #[test]
    fn documents_and_shares_survive_within_half_a_step() {
        let shares = [0.02, 0.5, 1.0, 7.3, 40.0];
        let postings: Vec<Posting> = [0, 1, 44, 46, 99, 2_124, 2_125, 90_000, 99_999, 4_000_000]
            .into_iter()
            .zip(shares.into_iter().cycle())
            .map(|(document, share)| Posting { document, share })
            .collect();
        let mut text = String::new();
        encode(&postings, &Bounds::new(), &mut text);
        let found = decode(&text);
        assert_eq!(found.iter().map(|one| one.0).collect::<Vec<_>>(), postings.iter().map(|one| one.document).collect::<Vec<_>>());
        for (one, posting) in found.iter().zip(&postings) {
            assert!((one.1 / posting.share - 1.0).abs() < 0.06, "{one:?} for {posting:?}");
        }
    }

    #[test]
    fn every_digit_stands_in_a_string_as_it_is() {
        let digits: String = (0..=LEVELS).map(digit).collect();
        assert!(digits.chars().all(|ch| ch.is_ascii_graphic() && !matches!(ch, '"' | '\\')), "{digits}");
        assert_eq!(digits.len() as u32, LEVELS + 1);
    }
}
