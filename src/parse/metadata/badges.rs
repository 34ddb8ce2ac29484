//! Metadata that stands in badges: pictures with a label and a value in their address.

use percent_encoding::percent_decode_str;

use crate::parse::vocabulary::{self, Key};

/// Where the best known maker of badges draws one of a label and a value.
const MAKER: &str = "img.shields.io/badge/";

/// The keys that the badges of a line have as their labels, as written, each with its value. None where the line begins with
/// words: those say it then.
pub(super) fn badges(line: &str) -> Vec<(Key, String, String)> {
    if !line.starts_with(['!', '[', '<']) || !line.contains(MAKER) {
        return Vec::new();
    }
    line.split(MAKER).skip(1).filter_map(badge).collect()
}

/// `status-accepted-green.svg)`: label, value and colour; `--` stands for a dash in them, `_` for a space.
fn badge(address: &str) -> Option<(Key, String, String)> {
    let path = address.split([')', '"', '\'', ' ', '>', '?']).next()?;
    let path = percent_decode_str(path).decode_utf8().ok()?.replace("--", "\u{2011}").replace('_', " ");
    let mut parts = path.split('-');
    let (label, value, _colour) = (parts.next()?, parts.next()?, parts.next()?);
    let key = vocabulary::key(label)?;
    let is_plain = matches!(key, Key::Status | Key::Date | Key::Created | Key::Updated);
    is_plain.then(|| (key, label.to_owned(), value.replace('\u{2011}', "-")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_says_what_its_address_says() {
        let line = "![Accepted](https://img.shields.io/badge/Status-In%20review-green.svg) ![](https://img.shields.io/badge/Date-2025--02--18-blue)";
        let found = [(Key::Status, "Status", "In review"), (Key::Date, "Date", "2025-02-18")];
        assert_eq!(badges(line), found.map(|(key, label, value)| (key, label.to_owned(), value.to_owned())));
        assert!(badges("![build](https://img.shields.io/badge/build-passing-green)").is_empty());
        assert!(badges("Status: ![x](https://img.shields.io/badge/status-accepted-green)").is_empty(), "the line says it");
    }
}
