//! The interface's texts in one language.

#[cfg(test)]
mod files;

use std::borrow::Cow;
use std::collections::BTreeMap;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::GroupingStrategy;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralOperands, PluralRules};
use jiff::civil::Date as Day;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::statistics::Step;

/// A text, or one for each form that a number can ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Text {
    One(String),
    List(Vec<String>),
    /// By CLDR category: `one`, `two`, `few`, `many`, `other`, and `zero`.
    Plural(BTreeMap<String, String>),
}

/// All texts of a language; what it lacks is English.
#[derive(Debug)]
pub(crate) struct Language {
    /// A BCP 47 tag.
    pub(crate) tag: String,
    texts: BTreeMap<String, Text>,
    plurals: Option<PluralRules>,
    decimals: Option<DecimalFormatter>,
}

impl Language {
    /// A language without texts, which knows how numbers are written and which forms they ask for.
    pub(crate) fn new(tag: &str) -> Self {
        let tag = tag.replace('_', "-");
        // Digits are those of the records, the CSV and the JSON, which readers compare with the pages; ids and days of the
        // records have them anyway. So `ar` is written with 0 to 9, as in most technical Arabic.
        let locale = Locale::try_from_str(&format!("{tag}-u-nu-latn")).or_else(|_| Locale::try_from_str("en")).unwrap_or(Locale::UNKNOWN);
        // Four digits are read at a glance.
        let decimals = DecimalFormatter::try_new((&locale).into(), GroupingStrategy::Min2.into()).ok();
        Self { tag, texts: BTreeMap::new(), plurals: PluralRules::try_new_cardinal((&locale).into()).ok(), decimals }
    }

    /// Puts the texts of `yaml`, the file called `name`, over what is there.
    pub(crate) fn add(&mut self, name: &str, yaml: &str) -> Result<()> {
        self.texts.extend(texts(name, yaml)?);
        Ok(())
    }

    /// Puts the texts of another language under this one's. Their plural forms go by other rules, so only the general one
    /// is kept: “1 decisions” is odd, “the only decision” for 21 would be wrong.
    pub(crate) fn add_foreign(&mut self, name: &str, yaml: &str) -> Result<()> {
        for (key, mut text) in texts(name, yaml)? {
            if let Text::Plural(forms) = &mut text {
                forms.retain(|category, _| category == "other");
            }
            self.texts.insert(key, text);
        }
        Ok(())
    }

    /// Puts texts over what is there.
    pub(crate) fn add_texts<'t>(&mut self, texts: impl Iterator<Item = (String, &'t str)>) {
        self.texts.extend(texts.map(|(key, text)| (key, Text::One(text.to_owned()))));
    }

    /// The text of a key that was put together, else `fallback`.
    pub(super) fn text_or_key<'a>(&'a self, key: &str, fallback: &'a str) -> &'a str {
        match self.texts.get(key) {
            Some(Text::One(text)) => text,
            _ => fallback,
        }
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
        filled(self.form(key, self.category(n)), |name| (name == "n").then(|| self.number(n).into()))
    }

    /// The form of a key's text; the general one where the language has no other.
    fn form<'a>(&'a self, key: &'a str, category: &str) -> &'a str {
        match self.texts.get(key) {
            Some(Text::Plural(forms)) => forms.get(category).or_else(|| forms.get("other")).map_or(key, String::as_str),
            _ => self.text(key),
        }
    }

    /// Calendar days, which may be halves: `4.5 days`.
    pub(crate) fn days(&self, days: f64) -> String {
        if days.fract() == 0.0 {
            // A number of days between two dates that have four digits for the year.
            return self.count("days", days as i64);
        }
        let decimal = Decimal::try_from_str(&format!("{days:.1}")).unwrap_or_default();
        self.form("days", self.category_of(&decimal)).replace("{n}", &self.decimal(days))
    }

    /// The form of a plural text that `n` asks for.
    pub(crate) fn category(&self, n: i64) -> &'static str {
        self.category_of(n.unsigned_abs())
    }

    fn category_of(&self, number: impl Into<PluralOperands>) -> &'static str {
        match self.plurals.as_ref().map(|rules| rules.category_for(number)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        }
    }

    /// A whole number with the language's thousands separator.
    pub(crate) fn number(&self, n: i64) -> String {
        if (0..10_000).contains(&n) { n.to_string() } else { self.written(&n.to_string()) }
    }

    /// A number with one decimal where it has one.
    pub(crate) fn decimal(&self, value: f64) -> String {
        if value.fract() == 0.0 { self.written(&format!("{value:.0}")) } else { self.decimal_always(value) }
    }

    /// A number with one decimal.
    pub(crate) fn decimal_always(&self, value: f64) -> String {
        self.written(&format!("{value:.1}"))
    }

    /// A number that is written with `.` and `-`, as the language writes it.
    pub(crate) fn written(&self, number: &str) -> String {
        match (&self.decimals, Decimal::try_from_str(number)) {
            (Some(decimals), Ok(decimal)) => decimals.format(&decimal).to_string().replace('-', "−"),
            _ => number.replace('-', "−"),
        }
    }

    /// A share in whole per cent, halves up; a dash where it is a share of nothing.
    pub(crate) fn percent(&self, count: i64, of: i64) -> String {
        match super::theme::whole_percent(count, of) {
            Some(percent) => self.percent_of(percent),
            None => "–".to_owned(),
        }
    }

    /// A share with what it is of: `83 % (10 of 12)`.
    pub(crate) fn share(&self, count: usize, of: usize) -> String {
        let (count, of) = (count as i64, of as i64);
        self.fill("trend_share", &[("percent", &self.percent(count, of)), ("n", &self.number(count)), ("total", &self.number(of))])
    }

    /// A number of per cent.
    pub(crate) fn percent_of(&self, percent: i64) -> String {
        self.text("percent").replace("{n}", &self.number(percent))
    }

    /// Names one after the other.
    pub(crate) fn list(&self, names: &[&str]) -> String {
        names.join(self.text("list_separator"))
    }

    /// A date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY` in the language's words.
    pub(crate) fn day(&self, iso: &str) -> String {
        let mut parts = iso.split('-');
        let (year, month, day) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        let month = month.and_then(|month| month.parse().ok()).unwrap_or(0);
        let day = day.map(|day| day.trim_start_matches('0')).unwrap_or_default();
        match (self.month(&["months"], month), day) {
            (None, _) => self.text("date_year").replace("{year}", year),
            (Some(_), "") => self.dated("date_month", "", self.month(&["months_alone", "months"], month), year),
            (name, day) => self.dated("date_day", day, name, year),
        }
    }

    /// A day with a short name of its month, for axes and tables: `2 Mar 2026`.
    pub(crate) fn short_day(&self, day: Day) -> String {
        let month = self.month(&["months_short", "months"], day.month() as usize);
        self.dated("date_short_day", &day.day().to_string(), month, &day.year().to_string())
    }

    /// A month with its short name: `Mar 2026`.
    pub(crate) fn short_month(&self, day: Day) -> String {
        let month = self.month(&["months_short_alone", "months_short", "months"], day.month() as usize);
        self.dated("date_short_month", "", month, &day.year().to_string())
    }

    fn dated(&self, pattern: &str, day: &str, month: Option<&str>, year: &str) -> String {
        filled(self.text(pattern), |name| match name {
            "day" => Some(day.into()),
            "month" => Some(month.unwrap_or_default().into()),
            "year" => Some(year.into()),
            _ => None,
        })
    }

    /// The name of a month, 1 to 12, from the first of these lists that the language has.
    fn month(&self, lists: &[&str], month: usize) -> Option<&str> {
        let names = lists.iter().find_map(|key| match self.texts.get(*key) {
            Some(Text::List(names)) => Some(names),
            _ => None,
        })?;
        names.get(month.checked_sub(1)?).map(String::as_str)
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

    /// A text in parts: what stands before each placeholder, with its name; the last part has none.
    pub(crate) fn parts(&self, key: &str) -> Vec<(&str, Option<&str>)> {
        let mut parts = Vec::new();
        let mut rest = self.text_or_key(key, "");
        while let Some((before, (name, after))) = rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?))) {
            parts.push((before, Some(name)));
            rest = after;
        }
        parts.push((rest, None));
        parts
    }

    /// A word for the middle of a text: where that runs from right to left, Latin words keep their own direction and do not
    /// draw the punctuation beside them along.
    pub(super) fn isolated(&self, word: String) -> String {
        if self.is_right_to_left() && word.contains(|ch: char| ch.is_ascii_alphabetic()) { format!("\u{2068}{word}\u{2069}") } else { word }
    }

    /// Whether lines run from right to left.
    pub(crate) fn is_right_to_left(&self) -> bool {
        direction(&self.tag) == "rtl"
    }

    /// Right to left or left to right.
    pub(crate) fn direction(&self) -> &'static str {
        direction(&self.tag)
    }

    /// The texts whose keys start with `prefix`.
    pub(crate) fn starting_with(&self, prefix: &str) -> BTreeMap<&str, &Text> {
        let texts = self.texts.iter().filter(|(key, _)| key.starts_with(prefix));
        texts.map(|(key, text)| (key.as_str(), text)).collect()
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

/// Right to left or left to right, by a BCP 47 tag.
pub(crate) fn direction(tag: &str) -> &'static str {
    match tag.split(['-', '_']).next().unwrap_or_default() {
        "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi" => "rtl",
        _ => "ltr",
    }
}

fn texts(name: &str, yaml: &str) -> Result<BTreeMap<String, Text>> {
    serde_yaml::from_str(yaml).map_err(|error| Error::Theme(format!("`{name}`: {error}, expected a text for each key")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "days: { one: \"{n} day\", other: \"{n} days\" }\nmonths: [January, February, March]\ndate_day: \"{day} {month} {year}\"\ndate_month: \"{month} {year}\"\ndate_year: \"{year}\"\npercent: \"{n} %\"\n";

    fn english() -> Language {
        let mut language = Language::new("en");
        language.add("en.yaml", ENGLISH).unwrap();
        language
    }

    #[test]
    fn numbers_choose_their_form_and_large_ones_are_grouped() {
        assert_eq!(english().count("days", 1), "1 day");
        assert_eq!(english().count("days", 0), "0 days");
        assert_eq!(english().count("days", 1234), "1234 days");
        assert_eq!(english().count("days", 1_234_567), "1,234,567 days");
        let forms = |tag: &str, numbers: [i64; 5]| numbers.map(|n| Language::new(tag).category(n));
        assert_eq!(forms("uk", [1, 3, 12, 21, 5]), ["one", "few", "many", "one", "many"]);
        assert_eq!(forms("ar", [0, 2, 5, 11, 100]), ["zero", "two", "few", "many", "other"]);
        assert_eq!(forms("pt-BR", [0, 1, 2, 21, 5]), ["one", "one", "other", "other", "other"]);
        assert_eq!(forms("no such language", [0, 1, 2, 21, 5]), ["other", "one", "other", "other", "other"]);
    }

    #[test]
    fn numbers_have_the_separators_of_the_language_and_the_digits_of_the_records() {
        assert_eq!(Language::new("de").number(1_234_567), "1.234.567");
        assert_eq!(Language::new("de").decimal(4.5), "4,5");
        assert_eq!(Language::new("uk").number(12_345), "12\u{a0}345");
        assert_eq!(Language::new("ar").decimal_always(4.0), "4.0");
        assert_eq!(Language::new("en").written("-3.25"), "−3.25");
        assert_eq!(english().percent(1, 3), "33 %");
        assert_eq!(english().percent(0, 0), "–");
    }

    #[test]
    fn half_days_ask_for_the_form_of_fractions() {
        assert_eq!(english().days(1.5), "1.5 days");
        let mut ukrainian = Language::new("uk");
        ukrainian.add("uk.yaml", "days: { one: \"{n} день\", few: \"{n} дні\", many: \"{n} днів\", other: \"{n} дня\" }").unwrap();
        assert_eq!([1.0, 2.0, 5.0, 2.5].map(|days| ukrainian.days(days)), ["1 день", "2 дні", "5 днів", "2,5 дня"]);
    }

    #[test]
    fn what_falls_back_to_english_does_not_take_an_english_form_for_a_number_of_another() {
        let mut ukrainian = Language::new("uk");
        ukrainian.add_foreign("en.yaml", "all: { one: The only decision, other: \"All {n} decisions\" }").unwrap();
        assert_eq!(ukrainian.count("all", 21), "All 21 decisions");
    }

    #[test]
    fn latin_words_are_set_apart_in_texts_that_run_from_right_to_left() {
        assert_eq!(Language::new("ar").isolated("Halcyon".to_owned()), "\u{2068}Halcyon\u{2069}");
        assert_eq!(Language::new("ar").isolated("هالسيون".to_owned()), "هالسيون");
        assert_eq!(english().isolated("Halcyon".to_owned()), "Halcyon");
    }

    #[test]
    fn dates_are_written_in_words_as_far_as_they_are_known() {
        assert_eq!(english().day("2026-03-04"), "4 March 2026");
        assert_eq!(english().day("2026-03"), "March 2026");
        assert_eq!(english().day("2026"), "2026");
        let mut ukrainian = english();
        ukrainian.add("uk.yaml", "months: [січня, лютого, березня]\nmonths_alone: [січень, лютий, березень]").unwrap();
        assert_eq!(ukrainian.day("2026-03-04"), "4 березня 2026");
        assert_eq!(ukrainian.day("2026-03"), "березень 2026");
    }
}
