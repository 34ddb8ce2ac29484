//! Names in a form that URLs, files and CSS can hold.

use std::collections::HashSet;

/// `text` with letters (of any script), digits, `_` and `.` kept and every run of anything else as one `-`.
///
/// Never empty, never starts with a dot, and at most 120 bytes long, so that it fits any file system.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for ch in text.chars() {
        if ch.is_alphanumeric() || matches!(ch, '_' | '.') || is_mark(ch) {
            if slug.len() + ch.len_utf8() > 120 {
                break;
            }
            slug.push(ch);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches(['-', '.']);
    if slug.is_empty() { "untitled".to_owned() } else { slug.to_owned() }
}

/// Combining marks belong to the letter before them: without them, words of Indic scripts change their meaning.
fn is_mark(ch: char) -> bool {
    matches!(ch, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}' | '\u{3099}' | '\u{309a}')
}

/// Hands out slugs that differ, also where letter case does not count.
#[derive(Debug, Default)]
pub struct Slugs {
    taken: HashSet<String>,
}

impl Slugs {
    /// Keeps some names free.
    #[must_use]
    pub fn with_reserved(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// The slug of `text`, with `-2`, `-3`, … behind it where it is taken.
    pub fn unique(&mut self, text: &str) -> String {
        self.unique_of(&slug(&text.to_lowercase()))
    }

    /// `name` itself, with `-2`, `-3`, … behind it where it is taken.
    pub fn unique_of(&mut self, name: &str) -> String {
        let mut candidate = name.to_owned();
        let mut count = 1;
        while !self.taken.insert(candidate.to_lowercase()) {
            count += 1;
            candidate = format!("{name}-{count}");
        }
        candidate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_of_every_script_and_nothing_that_a_url_or_file_system_minds() {
        assert_eq!(slug("use # as <script> \"x\"?"), "use-as-script-x");
        assert_eq!(slug("0003-图形生成功能"), "0003-图形生成功能");
        assert_eq!(slug("../.hidden"), "hidden");
        assert_eq!(slug("///"), "untitled");
        assert!(slug(&"ж".repeat(300)).len() <= 120);
    }

    #[test]
    fn names_that_differ_in_case_only_get_different_slugs() {
        let mut slugs = Slugs::with_reserved(&["index"]);
        assert_eq!(slugs.unique_of("Ledger"), "Ledger");
        assert_eq!(slugs.unique_of("ledger"), "ledger-2");
        assert_eq!(slugs.unique_of("index"), "index-2");
    }
}
