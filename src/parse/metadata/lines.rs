//! Lines of markdown, and what marks them as quotes, list items, rows and rules.

use std::borrow::Cow;

use crate::parse::source_file::Text;
use crate::parse::vocabulary::AND;

/// Visits the lines that are neither code nor comment, each with its number.
pub(super) fn for_lines(text: &Text, start: usize, end: usize, mut visit: impl FnMut(&str, u32)) {
    // The mark that opened a code block; only its like closes it.
    let mut fence: Option<(char, usize)> = None;
    let mut in_comment = false;
    for (line, here) in text.text[start..end.max(start)].split_inclusive('\n').zip(text.line(start)..) {
        let trimmed = line.trim();
        let mark = trimmed.chars().next().filter(|mark| matches!(mark, '`' | '~') && !in_comment);
        let length = mark.map_or(0, |mark| trimmed.chars().take_while(|ch| *ch == mark).count());
        match (fence, mark) {
            (Some((open, least)), Some(mark)) if mark == open && length >= least && trimmed.len() == length => {
                fence = None;
                continue;
            }
            (Some(_), _) => continue,
            (None, Some(mark)) if length >= 3 && !trimmed[length..].contains('`') => {
                fence = Some((mark, length));
                continue;
            }
            (None, _) => {}
        }
        let visible = without_comments(line.trim_end(), &mut in_comment);
        if visible.trim().is_empty() && !trimmed.is_empty() {
            continue;
        }
        // A line of megabytes is no metadata.
        if visible.len() > 4096 {
            continue;
        }
        visit(&visible, here);
    }
}

fn without_comments<'a>(line: &'a str, in_comment: &mut bool) -> Cow<'a, str> {
    if !*in_comment && (!line.contains('<') || !line.contains("<!--")) {
        return Cow::Borrowed(line);
    }
    let mut visible = String::new();
    let mut rest = line;
    loop {
        if *in_comment {
            match rest.find("-->") {
                Some(end) => {
                    rest = &rest[end + 3..];
                    *in_comment = false;
                }
                None => return Cow::Owned(visible),
            }
        } else {
            match rest.find("<!--") {
                Some(start) => {
                    visible.push_str(&rest[..start]);
                    rest = &rest[start + 4..];
                    *in_comment = true;
                }
                None => {
                    visible.push_str(rest);
                    return Cow::Owned(visible);
                }
            }
        }
    }
}

/// Words that something has to follow, besides [`AND`].
const NEEDS_MORE: &[&str] =
    &["by", "with", "durch", "par", "por", "da", "door", "przez", "av", "af", "or", "the", "of", "to", "supersedes", "amends", "see"];

/// Whether a line stops in the middle of a sentence that the next one goes on with: in brackets, behind a word or a mark that
/// something has to follow, or where it is full and nothing ends it.
pub(super) fn goes_on(line: &str, next: &str) -> bool {
    const FULL: usize = 66;
    let line = line.trim_end_matches(['*', '_', ' ']);
    let is_open = |open, close| line.matches(open).count() > line.matches(close).count();
    let last = line.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_joined = [AND, NEEDS_MORE].iter().any(|words| words.contains(&last.as_str()));
    let ends = line.ends_with(['.', '!', '?', ':', ';', '。', '|', '>', '\\']);
    is_open('(', ')')
        || is_open('[', ']')
        || is_joined
        || line.ends_with([',', '—', '–'])
        || (!ends && next.starts_with(|ch: char| ch.is_lowercase() || ch == '[') && line.chars().count() >= FULL)
}

/// Whether the line stands in a block quote, and its text.
pub(super) fn unquote(line: &str) -> (bool, &str) {
    let mut rest = line;
    let mut quoted = false;
    while let Some(inner) = rest.trim_start().strip_prefix('>') {
        quoted = true;
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    (quoted, rest)
}

/// Whether the line is a list item, and its text.
pub(super) fn unlist(line: &str) -> (bool, &str) {
    let line = line.trim();
    for marker in ["- ", "* ", "+ ", "• "] {
        if let Some(item) = line.strip_prefix(marker) {
            let item = item.trim_start();
            let item = item.strip_prefix("[x] ").or_else(|| item.strip_prefix("[X] ")).unwrap_or(item);
            return (true, item.trim_start());
        }
    }
    let digits = line.len() - line.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
    if (1..=2).contains(&digits)
        && let Some(item) = line[digits..].strip_prefix(['.', ')']).and_then(|rest| rest.strip_prefix(' '))
    {
        return (true, item.trim_start());
    }
    (false, line)
}

/// The cells of a table row.
pub(super) fn row(line: &str) -> Option<Vec<String>> {
    if line.starts_with("<tr") {
        return html_row(line);
    }
    let inner = line.strip_prefix('|')?;
    let inner = inner.trim_end().strip_suffix('|').unwrap_or(inner);
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut chars = inner.chars();
    let mut in_code = false;
    while let Some(ch) = chars.next() {
        match ch {
            '\\' => cell.extend(chars.next()),
            '`' => {
                in_code = !in_code;
                cell.push(ch);
            }
            '|' if !in_code => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(ch),
        }
    }
    cells.push(cell);
    Some(cells.into_iter().map(|cell| cell.trim().to_owned()).collect())
}

/// `<tr><td>Status</td><td>Accepted</td></tr>`
fn html_row(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_suffix("</tr>")?;
    let cells = inner.split("</t").filter_map(|cell| {
        let open = cell.rfind("<td").or_else(|| cell.rfind("<th"))?;
        let (_, text) = cell[open..].split_once('>')?;
        Some(text.trim().to_owned())
    });
    let cells: Vec<String> = cells.collect();
    (cells.len() > 1).then_some(cells)
}

pub(super) fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|ch| matches!(ch, '-' | ':' | '=' | '*' | '_' | ' '))
}

pub(super) fn is_bold(line: &str) -> bool {
    (line.starts_with("**") && line.trim_end_matches(':').ends_with("**")) || (line.starts_with("__") && line.ends_with("__"))
}

/// `- [ ] Rejected`: an option that nobody chose.
pub(super) fn is_unticked(line: &str) -> bool {
    line.starts_with("[ ] ") || line.starts_with("[] ") || line.starts_with('☐')
}
