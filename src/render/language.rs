//! The interface's texts in one language.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiff::civil::Date as Day;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::statistics::Step;

/// A text, or one for each form that a number can ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Text {
    One(String),
    List(Vec<String>),
    /// By CLDR category: `one`, `two`, `few`, `many`, `other`, and `zero`.
    Plural(BTreeMap<String, String>),
}

/// All texts of a language; what it lacks is English.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Language {
    /// A BCP 47 tag.
    pub(crate) tag: String,
    texts: BTreeMap<String, Text>,
}

impl Language {
    /// A language without texts.
    pub(crate) fn new(tag: &str) -> Self {
        Self { tag: tag.to_owned(), texts: BTreeMap::new() }
    }

    /// Puts the texts of `yaml`, the file called `name`, over what is there.
    pub(crate) fn add(&mut self, name: &str, yaml: &str) -> Result<()> {
        let texts: BTreeMap<String, Text> =
            serde_yaml::from_str(yaml).map_err(|error| Error::Theme(format!("`{name}`: {error}, expected a text for each key")))?;
        self.texts.extend(texts);
        Ok(())
    }

    /// The text of a key; the key itself where there is none, so that a gap is seen and nothing breaks.
    pub(crate) fn text<'a>(&'a self, key: &'a str) -> &'a str {
        match self.texts.get(key) {
            Some(Text::One(text)) => text,
            Some(Text::Plural(forms)) => forms.get("other").map_or(key, String::as_str),
            _ => key,
        }
    }

    /// The text of a key with its numbers filled in; `n` chooses the form.
    pub(crate) fn count(&self, key: &str, n: i64) -> String {
        let text = match self.texts.get(key) {
            Some(Text::Plural(forms)) => forms.get(self.category(n)).or_else(|| forms.get("other")).map_or(key, String::as_str),
            _ => self.text(key),
        };
        filled(text, |name| (name == "n").then(|| self.number(n).into()))
    }

    /// Calendar days, which may be halves: `4.5 days`.
    pub(crate) fn days(&self, days: f64) -> String {
        if days.fract() == 0.0 {
            // A number of days between two dates that have four digits for the year.
            return self.count("days", days as i64);
        }
        filled(self.text("days"), |name| (name == "n").then(|| format!("{days:.1}").into()))
    }

    /// The form of a plural text that `n` asks for.
    pub(crate) fn category(&self, n: i64) -> &'static str {
        category(&self.tag, n)
    }

    /// A whole number with the language's thousands separator.
    pub(crate) fn number(&self, n: i64) -> String {
        let separator = match self.texts.get("thousands") {
            Some(Text::One(separator)) => separator.as_str(),
            _ => ",",
        };
        let digits = n.unsigned_abs().to_string();
        // Four digits are read at a glance.
        if digits.len() <= 4 {
            return n.to_string();
        }
        let mut out = String::from(if n < 0 { "−" } else { "" });
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push_str(separator);
            }
            out.push(digit);
        }
        out
    }

    /// A date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY` in the language's words.
    pub(crate) fn day(&self, iso: &str) -> String {
        let mut parts = iso.split('-');
        let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let month_name = month.and_then(|month| {
            let Some(Text::List(names)) = self.texts.get("months") else { return None };
            names.get(month.parse::<usize>().ok()?.checked_sub(1)?).map(String::as_str)
        });
        let pattern = match (month_name, day) {
            (Some(_), Some(_)) => self.text("date_day"),
            (Some(_), None) => self.text("date_month"),
            (None, _) => self.text("date_year"),
        };
        let day = day.map(|day| day.trim_start_matches('0')).unwrap_or_default();
        filled(pattern, |name| match name {
            "day" => Some(day.into()),
            "month" => Some(month_name.unwrap_or_default().into()),
            "year" => Some(year.into()),
            _ => None,
        })
    }

    /// A day with a short name of its month, for axes and tables: `2 Mar 2026`.
    pub(crate) fn short_day(&self, day: Day) -> String {
        let month = self.month_short(day);
        self.text("date_day").replace("{day}", &day.day().to_string()).replace("{month}", month).replace("{year}", &day.year().to_string())
    }

    /// A month with its short name: `Mar 2026`.
    pub(crate) fn short_month(&self, day: Day) -> String {
        self.text("date_month").replace("{month}", self.month_short(day)).replace("{year}", &day.year().to_string())
    }

    fn month_short(&self, day: Day) -> &str {
        let names = [self.texts.get("months_short"), self.texts.get("months")].into_iter().flatten().find_map(|text| match text {
            Text::List(names) => names.get(day.month() as usize - 1),
            _ => None,
        });
        names.map_or("", String::as_str)
    }

    /// The name of a period: `2 Mar 2026` for the fortnight that starts then, `Mar 2026`, `Q1 2026`, `2026`.
    pub(crate) fn period(&self, step: Step, first: Day) -> String {
        match step {
            Step::Fortnight => self.short_day(first),
            Step::Month => self.short_month(first),
            Step::Quarter => {
                let quarter = (first.month() + 2) / 3;
                self.text("date_quarter").replace("{quarter}", &quarter.to_string()).replace("{year}", &first.year().to_string())
            }
            Step::Year => first.year().to_string(),
        }
    }

    /// The text of a key with words put into its placeholders.
    pub(crate) fn fill(&self, key: &str, words: &[(&str, &str)]) -> String {
        filled(self.text(key), |name| words.iter().find(|(known, _)| *known == name).map(|(_, word)| (*word).into()))
    }

    /// Right to left or left to right.
    pub(crate) fn direction(&self) -> &'static str {
        match self.tag.split('-').next().unwrap_or_default() {
            "ar" | "fa" | "he" | "ur" => "rtl",
            _ => "ltr",
        }
    }

    /// The texts as templates see them.
    pub(crate) fn value(&self) -> tera::Value {
        tera::Value::from_serializable(&self.texts)
    }
}

/// A text with words in its placeholders, `{like}` `{these}`; those for which there is no word stay.
pub(crate) fn filled<'w>(text: &str, word: impl Fn(&str) -> Option<Cow<'w, str>>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}').map(|at| open + at) else { break };
        match word(&rest[open + 1..close]) {
            Some(word) => {
                out.push_str(&rest[..open]);
                out.push_str(&word);
                rest = &rest[close + 1..];
            }
            None => {
                out.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The CLDR plural category of a whole number.
fn category(tag: &str, n: i64) -> &'static str {
    let n = n.unsigned_abs();
    let (ten, hundred) = (n % 10, n % 100);
    match tag.split('-').next().unwrap_or_default() {
        "ar" => match n {
            0 => "zero",
            1 => "one",
            2 => "two",
            _ if (3..=10).contains(&hundred) => "few",
            _ if hundred >= 11 => "many",
            _ => "other",
        },
        "uk" | "ru" | "be" => match (ten, hundred) {
            (1, hundred) if hundred != 11 => "one",
            (2..=4, hundred) if !(12..=14).contains(&hundred) => "few",
            _ => "many",
        },
        "fr" | "pt" if n <= 1 => "one",
        "zh" | "ja" | "ko" | "vi" | "th" | "id" => "other",
        _ if n == 1 => "one",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Language {
        let mut language = Language::new("en");
        language
            .add("en.yaml", "days: { one: \"{n} day\", other: \"{n} days\" }\nmonths: [January, February, March]\ndate_day: \"{day} {month} {year}\"\ndate_month: \"{month} {year}\"\ndate_year: \"{year}\"\n")
            .unwrap();
        language
    }

    #[test]
    fn numbers_choose_their_form_and_large_ones_are_grouped() {
        assert_eq!(english().count("days", 1), "1 day");
        assert_eq!(english().count("days", 0), "0 days");
        assert_eq!(english().count("days", 1_234_567), "1,234,567 days");
        assert_eq!([category("uk", 1), category("uk", 3), category("uk", 12), category("uk", 21)], ["one", "few", "many", "one"]);
        assert_eq!(
            [category("ar", 0), category("ar", 2), category("ar", 5), category("ar", 11), category("ar", 100)],
            ["zero", "two", "few", "many", "other"]
        );
    }

    #[test]
    fn dates_are_written_in_words_as_far_as_they_are_known() {
        assert_eq!(english().day("2026-03-04"), "4 March 2026");
        assert_eq!(english().day("2026-03"), "March 2026");
        assert_eq!(english().day("2026"), "2026");
    }
}
