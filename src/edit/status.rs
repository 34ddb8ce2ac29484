//! The forms in which a status can be changed, where it is declared.

use super::patch::{Patch, Script};
use super::value::{self, scalar_range};
use super::{NewStatus, Successor};
use crate::model::{Role, Status};
use crate::parse::{Draft, Field, Layout, StatusMark, Syntax};

/// All forms that may fit, the best first.
pub(super) fn attempts(script: &Script, draft: &Draft, new: &NewStatus) -> Vec<Vec<Patch>> {
    let text = script.text.as_str();
    let layout = Layout::of(text);
    if draft.status_marks.is_empty() {
        return vec![without_marks(text, layout.as_ref(), new)];
    }
    let agreeing = |mark: &&StatusMark| mark.status == draft.status;
    let all: Option<Vec<Vec<Patch>>> =
        draft.status_marks.iter().filter(agreeing).map(|mark| at_mark(script, layout.as_ref(), draft, mark, new)).collect();
    let first = draft.status_marks.first().and_then(|mark| at_mark(script, layout.as_ref(), draft, mark, new));
    all.map(|patches| patches.concat()).into_iter().chain(first).collect()
}

/// The record declares no status: its front-matter gets one.
fn without_marks(text: &str, layout: Option<&Layout>, new: &NewStatus) -> Vec<Patch> {
    let successor =
        |indent: &str| new.successor.as_ref().map_or_else(String::new, |next| format!("{indent}superseded_by: [{}]\n", next.reference));
    let Some(layout) = layout else {
        return vec![Patch::insert(0, format!("---\nstatus: {}\n{}---\n\n", new.status.name(), successor("")))];
    };
    if let Some(key) = layout.key(Field::Status) {
        // There, and empty or an untouched template.
        let range = scalar_range(text, key.value.clone());
        let space = if text[..range.start].ends_with(':') { " " } else { "" };
        let word = word(new.status, &text[range.clone()], layout.syntax);
        return vec![Patch::replace(range, format!("{space}{word}"))];
    }
    let line = match layout.syntax {
        Syntax::Yaml => format!("status: {}\n{}", new.status.name(), successor("")),
        Syntax::Toml => format!("status = \"{}\"\n", new.status.name()),
    };
    vec![Patch::insert(layout.inner.start, line)]
}

fn at_mark(script: &Script, layout: Option<&Layout>, draft: &Draft, mark: &StatusMark, new: &NewStatus) -> Option<Vec<Patch>> {
    match layout {
        Some(layout) if mark.in_front_matter => Some(in_front_matter(&script.text, layout, draft, new)),
        _ => in_text(script, mark, new),
    }
}

fn in_front_matter(text: &str, layout: &Layout, draft: &Draft, new: &NewStatus) -> Vec<Patch> {
    let mut patches = Vec::new();
    let Some(key) = layout.keys.iter().find(|key| key.field == Some(Field::Status)) else { return patches };
    let range = scalar_range(text, key.value.clone());
    // MADR names the successor in the status, which is what its readers look at.
    let is_madr = layout.key(Field::People).is_some() && Role::ALL.into_iter().all(|role| layout.key(Field::Role(role)).is_none());
    let phrase = match &new.successor {
        Some(Successor { id, link, .. }) if is_madr => value::quoted(&format!("superseded by [{id}]({link})")),
        _ => word(new.status, &text[range.clone()], layout.syntax),
    };
    let end = range.end;
    patches.push(Patch::replace(range, phrase));
    if let Some(next) = new.successor.as_ref().filter(|_| !is_madr) {
        let behind = text[end..key.value.end].find('\n').map_or(key.value.end, |at| end + at + 1);
        let line = match layout.syntax {
            Syntax::Yaml => format!("superseded_by: [{}]\n", next.reference),
            Syntax::Toml => format!("superseded_by = [{}]\n", value::quoted(&next.reference)),
        };
        if layout.key(Field::SupersededBy).is_none() {
            patches.push(Patch::insert(behind, line));
        }
    }
    patches.extend(date(text, layout, draft, new));
    patches
}

/// `date` says since when the decision has its status.
fn date(text: &str, layout: &Layout, draft: &Draft, new: &NewStatus) -> Option<Patch> {
    draft.date?;
    let key = layout.key(Field::Date)?;
    let range = scalar_range(text, key.value.clone());
    let quote = text[range.clone()].chars().next().filter(|ch| matches!(ch, '"' | '\''));
    let quote = quote.map(String::from).unwrap_or_default();
    Some(Patch::replace(range, format!("{quote}{}{quote}", new.date)))
}

/// The status's name, in the quotes and the letter case of what stood there.
fn word(status: Status, old: &str, syntax: Syntax) -> String {
    let quote = old.chars().next().filter(|ch| matches!(ch, '"' | '\'')).or_else(|| (syntax == Syntax::Toml).then_some('"'));
    let word = cased(status.name(), old);
    match quote {
        Some(quote) => format!("{quote}{word}{quote}"),
        None => word,
    }
}

fn cased(word: &str, old: &str) -> String {
    let letters: Vec<char> = old.chars().filter(|ch| ch.is_alphabetic()).collect();
    let capitals = letters.iter().take_while(|ch| ch.is_uppercase()).count();
    match capitals {
        0 => word.to_owned(),
        count if count == letters.len() && count > 3 => word.to_uppercase(),
        _ => word[..1].to_uppercase() + &word[1..],
    }
}

/// In a line, a list item, a table or a section of the text.
fn in_text(script: &Script, mark: &StatusMark, new: &NewStatus) -> Option<Vec<Patch>> {
    let line = script.line(mark.line);
    let text = &script.text[line.clone()];
    // `Status: status quo`: the value is what comes last.
    let at = text.rfind(mark.text.as_str())?;
    let value = mark.text.trim_end_matches('\\').trim_end();
    let value = ["<br>", "<br/>", "<br />"].iter().fold(value, |value, tag| value.trim_end_matches(tag)).trim_end();
    let start = line.start + at;
    let phrase = phrase(value, mark, new);
    if mark.history > 0 {
        // A history gets another entry, marked as the last one is.
        let marker = &text[..at];
        return Some(vec![Patch::insert(line.end, format!("\n{marker}{phrase}"))]);
    }
    Some(vec![Patch::replace(start..start + value.len(), phrase)])
}

/// What the line says from now on; a date beside the status is that of the status, and moves with it.
fn phrase(old: &str, mark: &StatusMark, new: &NewStatus) -> String {
    let word = cased(new.status.name(), old);
    let word = match &new.successor {
        Some(Successor { title, link, .. }) if mark.in_section => format!("{} by [{title}]({link})", cased("superseded", old)),
        Some(Successor { id, link, .. }) => format!("{word} by [{id}]({link})"),
        None => word,
    };
    let Some(day) = iso_day(old) else { return word };
    let (before, after) = (old[..day].trim(), old[day + 10..].trim());
    match before.is_empty() {
        true => format!("{} {word}", new.date),
        // `Accepted (2020-01-02)`, `Accepted on 2020-01-02`
        false if before.ends_with('(') && after.starts_with(')') => format!("{word} ({})", new.date),
        false => format!("{word} {}", new.date),
    }
}

/// Where `2020-01-02` stands in a text.
fn iso_day(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(9)).find(|at| {
        bytes[*at..at + 10]
            .iter()
            .enumerate()
            .all(|(index, byte)| if matches!(index, 4 | 7) { *byte == b'-' } else { byte.is_ascii_digit() })
    })
}
