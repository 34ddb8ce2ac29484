//! A value as plain text.

/// Longer values are prose.
const LONGEST: usize = 300;

/// Without markdown: links and images as their text, no emphasis, no code marks, no tags, no struck words, no braces
/// left over from a template.
pub(super) fn text(text: &str) -> String {
    // Nothing behind it would be shown.
    let text = text.char_indices().nth(8 * LONGEST).map_or(text, |(end, _)| &text[..end]);
    let plain = without_tags(&without_links(&without_struck(text)));
    let plain = plain.replace("**", "").replace("__", "").replace(['`', '*'], "");
    // `Accepted _(since May)_`
    let plain = plain.replace(" _(", " (").replace(")_", ")");
    // `~~Proposed~~ | Accepted |`
    let trimmed = plain.trim_matches(['|', ' ', '\n', '\t']);
    let trimmed =
        trimmed.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).filter(|inner| !inner.contains(['{', '}'])).unwrap_or(trimmed);
    let trimmed = trimmed.trim().trim_matches('_').trim_end_matches('\\').trim();
    let short: String = trimmed.chars().take(LONGEST).collect();
    short.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without what is struck out: `~~proposed~~ accepted`.
pub(in super::super) fn without_struck(text: &str) -> String {
    let mut kept = text.to_owned();
    for (start, end) in [("~~", "~~"), ("<s>", "</s>"), ("<del>", "</del>")] {
        while let Some(open) = kept.find(start) {
            let inner = open + start.len();
            let Some(close) = kept[inner..].find(end).map(|at| inner + at + end.len()) else { break };
            kept.replace_range(open..close, "");
        }
    }
    // Everything struck out is a mistake rather than nothing.
    if kept.trim().is_empty() { text.to_owned() } else { kept }
}

/// `[Ana](…)`, `![Accepted](badge.svg)` and `[[0007-queue|Queue]]` as their text.
fn without_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(middle) = rest.find("](") {
        let Some(open) = rest[..middle].rfind('[') else { break };
        let Some(close) = rest[middle..].find(')').map(|at| middle + at) else { break };
        plain.push_str(rest[..open].trim_end_matches('!'));
        plain.push_str(&rest[open + 1..middle]);
        rest = &rest[close + 1..];
    }
    plain.push_str(rest);
    let mut wiki = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while let Some(open) = rest.find("[[") {
        let Some(close) = rest[open..].find("]]").map(|at| open + at) else { break };
        wiki.push_str(&rest[..open]);
        wiki.push_str(rest[open + 2..close].rsplit('|').next().unwrap_or_default());
        rest = &rest[close + 2..];
    }
    wiki.push_str(rest);
    wiki
}

/// Without HTML tags; `a < b` and `<ana@x.example>` stay.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let inner = &rest[open + 1..];
        let Some(close) = inner.find('>') else { break };
        let name = inner[..close].trim_start_matches('/');
        let word = name.split([' ', '/']).next().unwrap_or_default();
        let is_tag = !word.is_empty() && word.len() <= 10 && word.chars().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit());
        plain.push_str(&rest[..open]);
        if is_tag {
            plain.push(' ');
        } else {
            plain.push_str(&rest[open..=(open + 1 + close)]);
        }
        rest = &inner[close + 1..];
    }
    plain.push_str(rest);
    plain
}
