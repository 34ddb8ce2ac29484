//! YAML and TOML values: writing them so that they are read back, and finding where one ends.

use std::fmt::Write as _;
use std::ops::Range;

use serde_yaml::Value;

use super::NewSignOff;
use crate::model::Outcome;
use crate::parse::Syntax;

/// A text as a scalar that YAML reads back as this text, in quotes where it needs them; fit for flow collections too.
pub(crate) fn scalar(text: &str) -> String {
    let plain_char = |ch: char| ch.is_alphanumeric() || matches!(ch, ' ' | '-' | '_' | '.' | '/' | '+' | '(' | ')');
    let starts = text.starts_with(char::is_alphanumeric) && !text.ends_with(' ');
    let is_text = || matches!(serde_yaml::from_str::<Value>(text), Ok(Value::String(read)) if read == text);
    if starts
        && text.chars().all(plain_char)
        && !matches!(text.to_lowercase().as_str(), "y" | "n" | "yes" | "no" | "on" | "off")
        && is_text()
    {
        return text.to_owned();
    }
    quoted(text)
}

/// A text in double quotes, as YAML, TOML and JSON read it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for ch in text.chars() {
        match ch {
            '"' | '\\' => quoted.extend(['\\', ch]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            // What YAML would take for the end of a line, and marks that change how a line looks.
            ch if ch.is_control()
                || matches!(ch, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                let _ = write!(quoted, "\\u{:04x}", u32::from(ch));
            }
            ch => quoted.push(ch),
        }
    }
    quoted + "\""
}

/// A sign-off as one item of a list.
pub(super) fn item(new: &NewSignOff, syntax: Syntax) -> String {
    let (text, is): (fn(&str) -> String, _) = match syntax {
        Syntax::Yaml => (scalar, ": "),
        Syntax::Toml => (quoted, " = "),
    };
    let mut fields = vec![format!("team{is}{}", text(&new.team))];
    match new.by.as_slice() {
        [] => {}
        [one] if crate::parse::people(one) == [one.as_str()] => fields.push(format!("by{is}{}", text(one))),
        several => fields.push(format!("by{is}[{}]", several.iter().map(|name| text(name)).collect::<Vec<_>>().join(", "))),
    }
    fields.extend(new.date.map(|date| format!("date{is}{date}")));
    match new.outcome {
        Outcome::Agrees => {}
        Outcome::Objects => fields.push(format!("outcome{is}{}", text("objects"))),
        Outcome::Abstains => fields.push(format!("outcome{is}{}", text("abstains"))),
    }
    fields.extend(new.note.as_ref().map(|note| format!("note{is}{}", quoted(note))));
    match fields.len() {
        1 => text(&new.team),
        _ => format!("{{ {} }}", fields.join(", ")),
    }
}

/// A flow collection: where it closes, and where its last item ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flow {
    /// Of the closing bracket.
    pub(super) close: usize,
    /// Behind the last character of the last item, or of the comma behind it.
    pub(super) last: usize,
    /// Whether it holds nothing.
    pub(super) is_empty: bool,
    /// Whether a comma stands behind the last item.
    pub(super) has_comma: bool,
}

/// The flow collection that opens at `open`; `None` where it never closes.
pub(super) fn flow(text: &str, open: usize) -> Option<Flow> {
    let mut depth = 0_u32;
    let mut quote: Option<char> = None;
    let mut at_start = true;
    let mut comment = false;
    let mut before = ' ';
    let mut last = open + 1;
    let mut last_char = None;
    let mut escaped = false;
    for (at, ch) in text[open..].char_indices().map(|(at, ch)| (open + at, ch)) {
        if comment {
            comment = ch != '\n';
            before = ch;
            continue;
        }
        if let Some(mark) = quote {
            if escaped {
                escaped = false;
            } else if mark == '"' && ch == '\\' {
                escaped = true;
            } else if ch == mark {
                quote = None;
            }
            last = at + ch.len_utf8();
            last_char = Some(ch);
            before = ch;
            at_start = false;
            continue;
        }
        match ch {
            '#' if before.is_whitespace() => {
                comment = true;
                continue;
            }
            '"' | '\'' if at_start => quote = Some(ch),
            '[' | '{' => depth += 1,
            ']' | '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(Flow { close: at, last, is_empty: last_char.is_none(), has_comma: last_char == Some(',') });
                }
            }
            _ => {}
        }
        if !ch.is_whitespace() {
            at_start = matches!(ch, '[' | '{' | ',' | ':' | '=');
            if at > open {
                last = at + ch.len_utf8();
                last_char = Some(ch);
            }
        }
        before = ch;
    }
    None
}

/// Where the scalar that starts a value ends: before a comment, in quotes behind them; in a value of several lines at the
/// end of the last one that has text.
pub(super) fn scalar_range(text: &str, value: Range<usize>) -> Range<usize> {
    let raw = &text[value.clone()];
    let start = value.start + (raw.len() - raw.trim_start().len());
    let inner = &text[start..value.end];
    let length = match inner.chars().next() {
        Some(mark @ ('"' | '\'')) => closing_quote(inner, mark).map_or(inner.len(), |at| at + 1),
        _ => {
            let mut at = 0;
            let lines = inner.split_inclusive('\n').map(|line| {
                at += line.len();
                (at - line.len(), line.trim_end())
            });
            let with_text = lines.filter(|(begin, line)| *begin == 0 || !line.is_empty() && !line.trim_start().starts_with('#'));
            let ends = with_text.map(|(begin, line)| begin + line.find(" #").or_else(|| line.find("\t#")).unwrap_or(line.len()));
            ends.max().unwrap_or(0)
        }
    };
    let end = start + inner.get(..length).map_or(0, |scalar| scalar.trim_end().len());
    start..end
}

fn closing_quote(text: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices()
        .skip(1)
        .find(|(_, ch)| {
            let closes = *ch == mark && !escaped;
            escaped = mark == '"' && *ch == '\\' && !escaped;
            closes
        })
        .map(|(at, _)| at)
}
