//! What keeps a preview from being right: a config or theme that cannot be used, or a record whose front-matter broke.

use std::collections::HashSet;

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;

/// Something broken, as the overlay shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Problem {
    /// The file, where it is known.
    pub(crate) path: Option<String>,
    /// `file:line:column`, as far as it is known.
    pub(crate) place: String,
    /// What was found and what was expected; may have several lines.
    pub(crate) message: String,
    /// How to mend it.
    pub(crate) hint: Option<String>,
}

/// An error of the environment as problems, one for each of its messages.
pub(super) fn of_error(error: &Error) -> Vec<Problem> {
    match error {
        Error::Config(problems) => problems.iter().map(|text| of_text(text)).collect(),
        Error::Theme(text) => vec![of_theme(text)],
        other => vec![of_text(&other.to_string())],
    }
}

/// `adrsite.yaml:3: unknown key …`, with `hint:` on a line of its own.
pub(super) fn of_text(text: &str) -> Problem {
    let (text, hint) = match text.split_once("\n  hint: ") {
        Some((text, hint)) => (text, Some(hint.to_owned())),
        None => (text, None),
    };
    let place = text.split_once(": ").filter(|(place, _)| is_place(place));
    let (place, message) = place.unwrap_or(("", text));
    let path = place.split(':').next().filter(|path| !path.is_empty()).map(str::to_owned);
    Problem { path, place: place.to_owned(), message: message.to_owned(), hint }
}

/// tera's messages: an explanation, then ` --> decision.html:3:7` and the lines there.
fn of_theme(text: &str) -> Problem {
    let place = text.lines().find_map(|line| line.trim_start().strip_prefix("--> "));
    let place = place.map(|place| match place.strip_prefix("default/") {
        Some(own) => format!("default theme, {own}"),
        None => format!("theme/templates/{place}"),
    });
    let path = place.as_deref().and_then(|place| place.split(':').next()).map(str::to_owned);
    Problem { path, place: place.unwrap_or_else(|| "theme".to_owned()), message: text.to_owned(), hint: None }
}

/// Whether a text is a file's name with a line.
fn is_place(text: &str) -> bool {
    text.split_once(':').is_some_and(|(path, line)| {
        !path.contains([' ', '`']) && line.split(':').all(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Findings that break a record itself rather than what it says about others: its page is not what its author wrote.
fn breaks_record(code: Code) -> bool {
    matches!(
        code,
        Code::FrontMatterInvalid
            | Code::FrontMatterUnclosed
            | Code::WrongType
            | Code::FileUnreadable
            | Code::FileTooLarge
            | Code::InvalidUtf8
    )
}

/// Knows which records broke while the preview ran: those of an old log that were never right have their place on the
/// problems page, and must not lie over every page of it.
#[derive(Debug, Default)]
pub(super) struct Broken {
    from_before: HashSet<Diagnostic>,
}

impl Broken {
    /// Takes what is broken now for what always was.
    pub(super) fn new(diagnostics: &[Diagnostic]) -> Self {
        Self { from_before: diagnostics.iter().filter(|diagnostic| breaks_record(diagnostic.code)).cloned().collect() }
    }

    /// What broke since then.
    pub(super) fn since(&mut self, diagnostics: &[Diagnostic]) -> Vec<Problem> {
        let broken = diagnostics.iter().filter(|diagnostic| breaks_record(diagnostic.code));
        let (old, new): (Vec<&Diagnostic>, Vec<&Diagnostic>) = broken.partition(|diagnostic| self.from_before.contains(*diagnostic));
        // What was mended and breaks again is news.
        self.from_before = old.into_iter().cloned().collect();
        new.into_iter().map(of_diagnostic).collect()
    }
}

fn of_diagnostic(diagnostic: &Diagnostic) -> Problem {
    let Diagnostic { path, line, column, message, hint, .. } = diagnostic;
    Problem { path: Some(path.clone()), place: format!("{path}:{line}:{column}"), message: message.clone(), hint: hint.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_config_gives_a_problem_for_each_message() {
        let error =
            Error::Config(vec!["adrsite.yaml:1: unknown key `titel`\n  hint: did you mean `title`?".into(), "no place: here".into()]);
        let problems = of_error(&error);
        assert_eq!(problems[0].place, "adrsite.yaml:1");
        assert_eq!(problems[0].message, "unknown key `titel`");
        assert_eq!(problems[0].hint.as_deref(), Some("did you mean `title`?"));
        assert_eq!((problems[1].place.as_str(), problems[1].message.as_str()), ("", "no place: here"));
    }

    #[test]
    fn only_what_broke_since_the_start_is_news_and_what_breaks_again_is() {
        let broken = |line| Diagnostic::new(Code::FrontMatterInvalid, "a.md", (line, 1), "broken");
        let mut known = Broken::new(&[broken(1)]);
        assert!(known.since(&[broken(1)]).is_empty());
        assert_eq!(known.since(&[broken(1), broken(2)])[0].place, "a.md:2:1");
        assert!(known.since(&[]).is_empty());
        assert_eq!(known.since(&[broken(1)]).len(), 1);
    }
}
