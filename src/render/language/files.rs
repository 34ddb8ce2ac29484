//! What every language file of every theme must hold, so that no page is half in English, no number is lost, and no form
//! of a plural is missing.

use std::collections::{BTreeMap, BTreeSet};

use super::{Language, Text, texts};
use crate::themes;

/// Keys that a language may have beside those of English: the forms of months that stand without a day.
const OPTIONAL: [&str; 2] = ["months_alone", "months_short_alone"];

/// The texts of a theme in a language, over those of the default theme.
fn of(theme: &str, language: &str) -> BTreeMap<String, Text> {
    let dir = tempfile::tempdir().unwrap();
    let name = format!("languages/{language}.yaml");
    let mut all = BTreeMap::new();
    for layer in themes::layers(dir.path(), theme).unwrap() {
        if let Some(bytes) = layer.files.get(&name) {
            all.extend(texts(&name, std::str::from_utf8(bytes).unwrap()).unwrap());
        }
    }
    all
}

fn english(theme: &str) -> BTreeMap<String, Text> {
    let figures = crate::statistics::texts().map(|(key, text)| (key, Text::One(text.to_owned())));
    figures.chain(of(theme, "en")).collect()
}

/// Each language of each theme with its texts, English apart.
fn all() -> Vec<(String, String, BTreeMap<String, Text>)> {
    let nowhere = std::path::Path::new("");
    let mut all = Vec::new();
    for theme in themes::names() {
        for language in themes::languages(nowhere, &theme).into_iter().filter(|language| language != "en") {
            let texts = of(&theme, &language);
            all.push((theme.clone(), language, texts));
        }
    }
    all
}

fn forms(text: &Text) -> Vec<(&str, &str)> {
    match text {
        Text::One(text) => vec![("other", text)],
        Text::List(texts) => texts.iter().map(|text| ("other", text.as_str())).collect(),
        Text::Plural(forms) => forms.iter().map(|(category, text)| (category.as_str(), text.as_str())).collect(),
    }
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[track_caller]
fn none(found: &[String]) {
    assert!(found.is_empty(), "{} to mend:\n{}", found.len(), found.join("\n"));
}

#[test]
fn six_languages_are_spoken() {
    let spoken = themes::languages(std::path::Path::new(""), themes::DEFAULT);
    assert_eq!(spoken, ["ar", "de", "en", "es", "pt", "uk"]);
}

#[test]
fn every_language_has_every_text_and_no_other() {
    let mut found = Vec::new();
    for (theme, language, texts) in all() {
        let english = english(&theme);
        let lacks = english.keys().filter(|key| !texts.contains_key(*key)).map(|key| format!("{theme}/{language}.yaml lacks `{key}`"));
        let extra = texts.keys().filter(|key| !english.contains_key(*key) && !OPTIONAL.contains(&key.as_str()));
        found.extend(lacks);
        found.extend(extra.map(|key| format!("{theme}/{language}.yaml has `{key}`, which English has not")));
    }
    none(&found);
}

#[test]
fn no_key_stands_twice_in_a_file() {
    let mut found = Vec::new();
    for theme in themes::names() {
        for layer in themes::layers(std::path::Path::new("no project"), &theme).unwrap() {
            for (name, bytes) in layer.files.iter().filter(|(name, _)| name.starts_with("languages/")) {
                let mut seen = BTreeSet::new();
                let lines = std::str::from_utf8(bytes).unwrap().lines();
                let keys =
                    lines.filter(|line| line.starts_with(|ch: char| ch.is_ascii_lowercase())).filter_map(|line| line.split_once(':'));
                found.extend(
                    keys.filter(|(key, _)| !seen.insert(*key)).map(|(key, _)| format!("{}/{name} has `{key}` twice", layer.name())),
                );
            }
        }
    }
    none(&found);
}

#[test]
fn every_text_has_the_placeholders_of_the_english_one() {
    let mut found = Vec::new();
    for (theme, language, texts) in all() {
        let english = english(&theme);
        let rules = Language::new(&language);
        for (key, text) in &texts {
            let Some(wanted) = english.get(key) else { continue };
            let wanted: BTreeSet<&str> = forms(wanted).into_iter().flat_map(|(_, text)| placeholders(text)).collect();
            for (category, form) in forms(text) {
                let mut has = placeholders(form);
                // “The only decision” needs no number where the form is that of one number alone.
                if (0..1000).filter(|n| rules.category(*n) == category).count() == 1 && wanted.contains("n") {
                    has.insert("n");
                }
                if has != wanted {
                    found.push(format!("{theme}/{language}.yaml: `{key}` ({category}) has {has:?}, expected {wanted:?}"));
                }
            }
        }
    }
    none(&found);
}

#[test]
fn every_plural_has_the_forms_that_numbers_ask_for() {
    let mut found = Vec::new();
    for (theme, language, texts) in all() {
        let rules = Language::new(&language);
        let numbers = (0..1000).map(|n| rules.category(n));
        // Fractions ask for their own.
        let asked: BTreeSet<&str> = numbers.chain(["other"]).collect();
        let english = english(&theme);
        for (key, text) in &texts {
            if let Text::Plural(forms) = text {
                let has: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
                if has != asked {
                    found.push(format!("{theme}/{language}.yaml: `{key}` has the forms {has:?}, expected {asked:?}"));
                }
            } else if matches!(english.get(key), Some(Text::Plural(_))) {
                found.push(format!("{theme}/{language}.yaml: `{key}` has one form, expected {asked:?}"));
            }
        }
    }
    none(&found);
}

#[test]
fn every_list_of_months_has_twelve() {
    for (theme, language, texts) in all() {
        for (key, text) in texts.iter().filter(|(key, _)| key.starts_with("months")) {
            assert!(matches!(text, Text::List(names) if names.len() == 12), "{theme}/{language}.yaml: `{key}`");
        }
    }
}

#[test]
fn every_text_that_a_template_asks_for_is_there() {
    let mut found = Vec::new();
    for theme in themes::names() {
        let english = english(&theme);
        let nowhere = tempfile::tempdir().unwrap();
        for layer in themes::layers(nowhere.path(), &theme).unwrap() {
            for (name, bytes) in layer.files.iter().filter(|(name, _)| name.starts_with("templates/")) {
                let template = std::str::from_utf8(bytes).unwrap();
                for (at, _) in template.match_indices("t.") {
                    let before = template[..at].chars().next_back().unwrap_or(' ');
                    let key: String =
                        template[at + 2..].chars().take_while(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || *ch == '_').collect();
                    if !before.is_alphanumeric() && !matches!(before, '_' | '.') && !key.is_empty() && !english.contains_key(&key) {
                        found.push(format!("{theme}/{name} asks for `{key}`"));
                    }
                }
            }
        }
    }
    none(&found);
}
