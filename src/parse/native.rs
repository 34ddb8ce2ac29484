//! adrsite's own front-matter: sign-offs, context drops, actions.

use serde_yaml::{Mapping, Value};

use super::date::{self, DateReading, WrittenDate};
use super::draft::{ActionClaim, Claim, ContextClaim, Place};
use super::front_matter::{Entry, scalar};
use super::people;
use super::vocabulary::is_nothing;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::{Outcome, Role};

/// Reads entries, and notes what is wrong with them.
pub(super) struct Reader<'a> {
    pub(super) path: &'a str,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn note(&mut self, code: Code, place: Place, message: String, hint: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(code, self.path, place, message).hint(hint));
    }

    /// A sign-off, or a list of them.
    pub(super) fn sign_offs(&mut self, role: Role, entry: &Entry) -> Vec<Claim> {
        let items: &[Value] = match &entry.value {
            Value::Sequence(items) => items,
            Value::Null => &[],
            single => std::slice::from_ref(single),
        };
        let mut claims = Vec::new();
        for item in items {
            match item {
                Value::Mapping(mapping) => claims.extend(self.sign_off(role, entry, mapping)),
                Value::Null => {}
                other => match scalar(other) {
                    // A list item is one name; a bare value may hold several.
                    Some(text) if matches!(entry.value, Value::Sequence(_)) => {
                        if !people::is_placeholder(&text) {
                            claims.push(bare(role, &text, entry.place_of(&text)));
                        }
                    }
                    Some(text) => claims.extend(people::split(&text).into_iter().map(|name| bare(role, &name, entry.place_of(&name)))),
                    None => self.wrong_type(entry, other, "a team, a person or a mapping with `team`, `by`, `date`, `outcome`, `note`"),
                },
            }
        }
        claims
    }

    fn sign_off(&mut self, role: Role, entry: &Entry, mapping: &Mapping) -> Option<Claim> {
        let fields = self.fields(entry, mapping, &["team", "by", "date", "outcome", "note"]);
        let place = fields.place;
        let team = fields.text("team");
        let by = match fields.get("by") {
            Some(Value::Sequence(people)) => people.iter().filter_map(scalar).collect(),
            Some(value) => scalar(value).map(|text| people::split(&text)).unwrap_or_default(),
            None => Vec::new(),
        };
        let outcome = match fields.text("outcome").map(|text| text.to_lowercase()).as_deref() {
            None | Some("agrees" | "agree" | "agreed") => Outcome::Agrees,
            Some("objects" | "object" | "objected") => Outcome::Objects,
            Some("abstains" | "abstain" | "abstained") => Outcome::Abstains,
            Some(other) => {
                self.note(
                    Code::WrongType,
                    entry.place_of(other),
                    format!("`outcome` is `{other}`, expected `agrees`, `objects` or `abstains`"),
                    "it counts as `agrees` until it is corrected",
                );
                Outcome::Agrees
            }
        };
        if team.is_none() && by.is_empty() {
            self.note(
                Code::WrongType,
                place,
                format!("a sign-off under `{}` has neither `team` nor `by`", entry.key),
                "name the team that signed",
            );
            return None;
        }
        let date = self.date(entry, &fields, "date");
        Some(Claim { role, name: None, team, by, date, outcome, note: fields.text("note"), place })
    }

    /// The list under `context`, where it is adrsite's and not a section's text.
    pub(super) fn context(&mut self, entry: &Entry) -> Vec<ContextClaim> {
        let mut claims = Vec::new();
        for item in self.items(entry) {
            let Value::Mapping(mapping) = item else {
                if let Some(text) = scalar(item) {
                    let url = text.contains("://").then(|| text.clone());
                    claims.push(ContextClaim { place: entry.place_of(&text), title: text, url, kind: None, minutes: None, team: None });
                }
                continue;
            };
            let fields = self.fields(entry, mapping, &["title", "url", "kind", "minutes", "team"]);
            let url = fields.text("url");
            let Some(title) = fields.text("title").or_else(|| url.clone()) else {
                self.note(
                    Code::WrongType,
                    fields.place,
                    "an entry under `context` has neither `title` nor `url`".to_owned(),
                    "say what it is and where",
                );
                continue;
            };
            let minutes = fields.text("minutes").and_then(|text| match text.parse::<u32>() {
                Ok(minutes) => Some(minutes),
                Err(_) => {
                    self.note(
                        Code::WrongType,
                        entry.place_of(&text),
                        format!("`minutes` is `{text}`, expected a whole number"),
                        "leave it out where it is unknown",
                    );
                    None
                }
            });
            claims.push(ContextClaim { title, url, kind: fields.text("kind"), minutes, team: fields.text("team"), place: fields.place });
        }
        claims
    }

    /// The list under `actions`.
    pub(super) fn actions(&mut self, entry: &Entry) -> Vec<ActionClaim> {
        let mut claims = Vec::new();
        for item in self.items(entry) {
            let Value::Mapping(mapping) = item else {
                if let Some(what) = scalar(item) {
                    claims.push(ActionClaim { place: entry.place_of(&what), what, team: None, due: None, done: None });
                }
                continue;
            };
            let fields = self.fields(entry, mapping, &["what", "team", "due", "done"]);
            let Some(what) = fields.text("what") else {
                self.note(Code::WrongType, fields.place, "an entry under `actions` has no `what`".to_owned(), "say what was promised");
                continue;
            };
            let due = self.date(entry, &fields, "due");
            let done = self.date(entry, &fields, "done");
            claims.push(ActionClaim { what, team: fields.text("team"), due, done, place: fields.place });
        }
        claims
    }

    fn items<'e>(&mut self, entry: &'e Entry) -> &'e [Value] {
        match &entry.value {
            Value::Sequence(items) => items,
            Value::Null => &[],
            single @ Value::Mapping(_) => std::slice::from_ref(single),
            other => {
                self.wrong_type(entry, other, "a list of mappings");
                &[]
            }
        }
    }

    fn wrong_type(&mut self, entry: &Entry, value: &Value, expected: &str) {
        let found = match value {
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
            _ => "a single value",
        };
        self.note(
            Code::WrongType,
            (entry.line, 1),
            format!("`{}` holds {found}, expected {expected}", entry.key),
            "see the list of keys in the README",
        );
    }

    fn date(&mut self, entry: &Entry, fields: &Fields, key: &str) -> Option<WrittenDate> {
        let text = fields.text(key)?;
        let found = match date::read(&text) {
            DateReading::Date(date, _) => return Some(date),
            DateReading::Impossible => "is no day of the calendar",
            DateReading::None => "is no date",
        };
        self.note(
            Code::InvalidDate,
            entry.place_of(&text),
            format!("`{key}` is `{text}`, which {found}; expected YYYY-MM-DD"),
            "correct it, or leave it out where it is unknown",
        );
        None
    }

    fn fields(&mut self, entry: &Entry, mapping: &Mapping, known: &[&str]) -> Fields {
        let mut fields = Fields { values: Vec::new(), place: (entry.line, 1) };
        for (key, value) in mapping {
            let Some(name) = scalar(key) else { continue };
            if fields.values.is_empty() {
                fields.place = scalar(value).map_or((entry.line, 1), |text| entry.place_of(&text));
            }
            let name = name.replace('-', "_").to_lowercase();
            if !known.contains(&name.as_str()) {
                let hint = match nearest(&name, known.iter().copied()) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => format!("the keys are {}", known.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")),
                };
                self.note(Code::UnknownKey, entry.place_of(&name), format!("unknown key `{name}` under `{}`", entry.key), hint);
            }
            fields.values.push((name, value.clone()));
        }
        fields
    }
}

struct Fields {
    values: Vec<(String, Value)>,
    place: Place,
}

impl Fields {
    fn get(&self, key: &str) -> Option<&Value> {
        self.values.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    fn text(&self, key: &str) -> Option<String> {
        self.get(key).and_then(scalar).filter(|text| !is_nothing(text))
    }
}

fn bare(role: Role, name: &str, place: Place) -> Claim {
    Claim { role, name: Some(name.trim().to_owned()), team: None, by: Vec::new(), date: None, outcome: Outcome::Agrees, note: None, place }
}
