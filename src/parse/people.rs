//! Lists of people as other formats write them.

use super::date;
use super::vocabulary::is_nothing;

/// In characters; what follows is not read.
const LONGEST: usize = 20_000;

/// The names in one value: separated by commas, `and`, `;`, `/`, `+`, line breaks, or spaces between @handles.
///
/// E-mail addresses stay: the config may know a person by them. Placeholders give nothing.
#[must_use]
pub(super) fn split(text: &str) -> Vec<String> {
    // A list of people has no megabytes.
    let text = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]);
    let text = text.trim().trim_matches('`');
    if is_placeholder(text) {
        return Vec::new();
    }
    if is_remark(text) || is_pending(text) {
        return Vec::new();
    }
    // `{Stephen Toub, Ben Thomas}`: braces left over from a template around real names.
    let text = without_brackets(text);
    let broken = text.contains("<br");
    let text = if broken { &["<br>", "<br/>", "<br />"].iter().fold(text.to_owned(), |text, tag| text.replace(tag, "\n")) } else { text };
    let mut names = Vec::new();
    let mut depth = 0_u32;
    let mut start = 0;
    for (at, ch) in text.char_indices() {
        match ch {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            ',' | ';' | '+' | '\n' | '、' | '，' | '；' | '•' | '·' if depth == 0 => {
                push(&mut names, &text[start..at]);
                start = at + ch.len_utf8();
            }
            // A slash separates people only with spaces around it or between handles; `Sales/Ops` is one team.
            '/' if depth == 0 && (text[..at].ends_with(' ') || text[at + 1..].starts_with([' ', '@'])) => {
                push(&mut names, &text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    push(&mut names, &text[start..]);
    let mut seen = Vec::with_capacity(names.len());
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

/// `(leave blank)`, `(names, to be nominated)`: a remark in the place of a value.
pub(super) fn is_remark(text: &str) -> bool {
    text.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).is_some_and(|inner| !inner.contains(')'))
}

/// `_pending_ — @ana decides`: nobody yet, whoever is named behind.
fn is_pending(text: &str) -> bool {
    let first = text.split([' ', ',', ':', '—', '(']).next().unwrap_or_default().trim_matches(['*', '_', '.']).to_lowercase();
    matches!(first.as_str(), "pending" | "tbd" | "tba" | "tbc" | "todo")
}

/// What stands between the braces or square brackets around all of a text; the text itself where they are around a part.
pub(super) fn without_brackets(text: &str) -> &str {
    let inner = |open, close| text.strip_prefix(open)?.strip_suffix(close).filter(|inner| !inner.contains([open, close]));
    inner('{', '}').or_else(|| inner('[', ']')).unwrap_or(text)
}

fn push(names: &mut Vec<String>, piece: &str) {
    const AND: &[&str] = &[" and ", " und ", " et ", " y ", " e ", " и ", " та ", " & ", " och ", " og ", " oraz "];
    let mut rest = piece;
    // The first word that joins two people; a loop, since a line of megabytes may be full of them.
    while let Some((first, second)) = AND
        .iter()
        .filter_map(|word| rest.split_once(word))
        .filter(|(first, second)| {
            !first.ends_with('-') && !is_office(first) && !is_office(second.split(" and ").next().unwrap_or_default())
        })
        .min_by_key(|(first, _)| first.len())
    {
        push_one(names, first);
        rest = second;
    }
    push_one(names, rest);
}

fn push_one(names: &mut Vec<String>, piece: &str) {
    let piece = clean(piece);
    if piece.is_empty()
        || is_nothing(&piece)
        || is_placeholder(&piece)
        || matches!(piece.to_lowercase().as_str(), "pending" | "et al" | "et al." | "al" | "others" | "…" | "...")
    {
        return;
    }
    // `@ana @bo`: handles separated by spaces only.
    let words: Vec<&str> = piece.split_whitespace().collect();
    if words.len() > 1 && words.iter().all(|word| word.starts_with('@') && word.len() > 1) {
        names.extend(words.into_iter().map(str::to_owned));
    } else {
        names.push(piece);
    }
}

/// Whether a half of `Documentation & Knowledge Curator` or `Research and Development` is no person.
fn is_office(name: &str) -> bool {
    const OFFICES: &[&str] = &[
        "architecture", "board", "committee", "council", "curator", "data", "delivery", "design", "development", "documentation",
        "engineering", "governance", "group", "infrastructure", "management", "office", "operations", "platform", "product", "quality",
        "research", "review", "security", "support", "technology",
    ];
    name.trim().split(' ').next_back().is_some_and(|last| OFFICES.contains(&last.to_lowercase().as_str()))
}

/// Without markup, link targets, list markers, and the words that end an enumeration.
fn clean(piece: &str) -> String {
    let mut text = String::new();
    let mut rest = piece;
    // `[Ana](https://…)` is Ana.
    while let Some(open) = rest.find('[') {
        let Some(middle) = rest[open..].find("](").map(|at| open + at) else { break };
        let Some(close) = rest[middle..].find(')').map(|at| middle + at) else { break };
        text.push_str(&rest[..open]);
        text.push_str(&rest[open + 1..middle]);
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    // `[Ana][gh-ana]`, and `[[Ana Ruiz|Ana]]`.
    let text = match text.trim().split_once("][") {
        Some((name, _)) if name.starts_with('[') => name[1..].to_owned(),
        _ => text,
    };
    let text = match text.trim().strip_prefix("[[").and_then(|inner| inner.split_once('|')) {
        Some((_, shown)) => shown.to_owned(),
        None => text,
    };
    let text = text.replace(['*', '`', '"'], "");
    let text = without_day(&text)
        .trim()
        .trim_start_matches("[[")
        .trim_end_matches("]]")
        .trim_start_matches(['-', '–', '_', '•'])
        .trim_matches([' ', '_', '.', ':', '\'']);
    let text = text.strip_prefix("and ").or_else(|| text.strip_prefix("und ")).unwrap_or(text);
    text.trim().to_owned()
}

/// `Ana Ruiz on 2024-02-03`, `Ana Ruiz (2024-02-03)`: the day on which somebody signed is no part of the name.
fn without_day(text: &str) -> &str {
    let behind = text.trim_end().strip_suffix(')').and_then(|inner| inner.rsplit_once(" (")).or_else(|| text.rsplit_once(" on "));
    behind.filter(|(name, day)| !name.trim().is_empty() && date::only(day).is_some()).map_or(text, |(name, _)| name)
}

/// Words that only a template has between its brackets.
const TELLING: &[&str] = &[
    "list", "liste", "lista", "insert", "name", "names", "date", "yyyy", "everyone", "who", "person", "people", "short", "title", "when",
    "your", "optional", "aaaa", "jjjj", "titre", "titel", "título", "enter", "describe", "todo", "tbd", "e g", "deciders", "authors",
    "author", "username", "github", "description", "beschreibung", "nome", "nombre", "number", "nummer", "número", "numéro", "titolo",
    "kurztitel", "summary", "problem", "заголовок", "название", "назва", "标题", "タイトル", "제목",
];

/// Whether the text is what a template says there: `{list everyone involved}`, `[Insert names]`, `TODO`.
#[must_use]
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim().trim_matches(['`', '"', '\'', '*', '_']).trim();
    if is_nothing(text) {
        return true;
    }
    let bracketed =
        |open, close| text.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close)).filter(|inner: &&str| !inner.contains(open));
    let Some(inner) = bracketed('{', '}').or_else(|| bracketed('[', ']')).or_else(|| bracketed('<', '>')) else {
        return false;
    };
    let inner = inner.trim();
    let normal = super::vocabulary::normalise(inner);
    inner.is_empty()
        || inner.contains('|')
        || inner.contains('…')
        || TELLING.iter().any(|word| format!(" {normal} ").contains(&format!(" {word} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_separated_as_people_separate_them() {
        for (text, names) in [
            ("John Doe, Foo bar", vec!["John Doe", "Foo bar"]),
            ("@ana @bo", vec!["@ana", "@bo"]),
            ("@ana and @bo; Kim Lee", vec!["@ana", "@bo", "Kim Lee"]),
            ("Ana / Bo", vec!["Ana", "Bo"]),
            ("Ana + Bo", vec!["Ana", "Bo"]),
            ("UCS@school team", vec!["UCS@school team"]),
            ("{Stephen Toub, Ben Thomas}", vec!["Stephen Toub", "Ben Thomas"]),
            ("Martin Becze <mb@x.example>, Hudson <h@x.example>, et al.", vec!["Martin Becze <mb@x.example>", "Hudson <h@x.example>"]),
            ("Vitalik (@vb, see [x](y)), Nick", vec!["Vitalik (@vb, see x)", "Nick"]),
            ("[[Ana Ruiz]], [[Bo]]", vec!["Ana Ruiz", "Bo"]),
            ("_pending_", vec![]),
            ("[Ana](https://x.example), **Bo**", vec!["Ana", "Bo"]),
            ("`Engineering`", vec!["Engineering"]),
            ("[@ana][gh-ana], [@bo][gh-bo]", vec!["@ana", "@bo"]),
            ("[[Ana Ruiz|Ana]]", vec!["Ana"]),
            ("Ana Ruiz on 2024-02-03, Bo Lind (2024-02-04)", vec!["Ana Ruiz", "Bo Lind"]),
            ("_pending_ — @ana decides. Drafted by an agent", vec![]),
            ("Teamet som forvalter grunn- og hjelpestønad", vec!["Teamet som forvalter grunn- og hjelpestønad"]),
            ("Ana<br>Bo<br/>Kim", vec!["Ana", "Bo", "Kim"]),
            ("Documentation & Knowledge Curator", vec!["Documentation & Knowledge Curator"]),
            ("-", vec![]),
            ("N/A", vec![]),
            ("{list everyone involved in the decision}", vec![]),
            ("[Insert Names]", vec![]),
            ("TODO", vec![]),
            ("{}", vec![]),
            ("[Ana Ruiz, Bo Lind]", vec!["Ana Ruiz", "Bo Lind"]),
            ("(to be named by the board)", vec![]),
        ] {
            assert_eq!(split(text), names, "{text}");
        }
    }
}
