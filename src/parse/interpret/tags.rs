//! Tags, and where the decision is discussed.

use super::super::people;
use super::super::vocabulary::{Key, is_nothing};
use super::{Facts, plain};

const SEPARATORS: [char; 5] = [',', ';', '、', '，', '·'];

/// A longer one is a sentence, such as those below `## Keywords`.
const LONGEST_TAG: usize = 5;

impl Facts<'_> {
    pub(super) fn tags(&self) -> Vec<String> {
        let untouched = self.status_is_untouched();
        let mut tags: Vec<String> = Vec::new();
        for fact in self.of(Key::Tags) {
            let only = fact.lines.len() == 1;
            for line in &fact.lines {
                let text = plain::text(&line.text);
                if people::is_placeholder(&line.text) || text.len() > 400 || (untouched && text.contains('|')) {
                    continue;
                }
                let by_comma = text.contains(SEPARATORS) || !only;
                let pieces: Vec<&str> = if by_comma { text.split(SEPARATORS).collect() } else { text.split_whitespace().collect() };
                if pieces.iter().any(|piece| piece.split_whitespace().count() > LONGEST_TAG || piece.trim_end().ends_with('.')) {
                    continue;
                }
                for piece in pieces {
                    let tag = piece.trim().trim_matches(['#', '[', ']', '"', '\'', '`']).trim();
                    if !is_nothing(tag) && !tags.iter().any(|known| known.eq_ignore_ascii_case(tag)) {
                        tags.push(tag.to_owned());
                    }
                }
            }
        }
        tags
    }

    pub(super) fn discussion(&self) -> Option<String> {
        let text = self.of(Key::Discussion).find_map(|fact| {
            let text = fact.text();
            let at = text.find("https://").or_else(|| text.find("http://"))?;
            let end =
                text[at..].find(|ch: char| ch.is_whitespace() || matches!(ch, ')' | '>' | '"' | ']')).map_or(text.len(), |end| at + end);
            Some(text[at..end].to_owned())
        });
        text.filter(|url| url.len() <= 2000)
    }
}
