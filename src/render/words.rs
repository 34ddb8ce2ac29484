//! Figures, rules and early signs in the words of the interface's language.

use super::language::Language;
use crate::model::Teams;
use crate::statistics::{Rule, Sign, Thresholds, Value, sentences};

impl Language {
    /// The short name of a figure.
    pub(crate) fn figure<'a>(&'a self, key: &'a str) -> &'a str {
        self.text_or_key(&format!("figure_{key}"), key)
    }

    /// How a figure is counted.
    pub(crate) fn definition<'a>(&'a self, key: &'a str) -> &'a str {
        self.text_or_key(&format!("define_{key}"), key)
    }

    /// How a figure is counted; `None` for what is no figure.
    pub(crate) fn defined(&self, key: &str) -> Option<&str> {
        Some(self.text_or_key(&format!("define_{key}"), "")).filter(|text| !text.is_empty())
    }

    /// A sign in one or two sentences.
    pub(crate) fn sign(&self, sign: &Sign, teams: &Teams) -> String {
        let word = |value: Value| match value {
            Value::Side(side) => teams.side(side).name.clone(),
            Value::Count(count) => self.number(count as i64),
            Value::Share(count, of) => self.fill("n_of_total", &[("n", &self.number(count as i64)), ("total", &self.number(of as i64))]),
            Value::Days(days) => self.decimal(days),
            Value::Rate(rate) => self.decimal_always(rate),
        };
        let template = self.text_or_key(&format!("sign_{}", sign.rule.key()), sign.rule.key());
        sentences::fill(template, |name| sign.value(name).map(word))
    }

    /// What a rule looks for, with the thresholds in force.
    pub(crate) fn rule(&self, rule: Rule, thresholds: &Thresholds) -> String {
        let template = self.text_or_key(&format!("rule_{}", rule.key()), rule.key());
        sentences::fill(template, |name| thresholds.value(name).map(|value| self.decimal(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{definitions, texts};

    fn english() -> Language {
        let mut language = Language::new("en");
        language.add_texts(texts());
        language
    }

    #[test]
    fn every_figure_and_every_rule_has_its_words() {
        let language = english();
        for definition in definitions() {
            assert_eq!(language.figure(definition.key), definition.label);
            assert_eq!(language.definition(definition.key), definition.definition);
        }
        for rule in Rule::ALL {
            assert_ne!(language.rule(rule, &Thresholds::default()), rule.key());
        }
    }

    #[test]
    fn a_rule_is_explained_with_the_thresholds_in_force_and_in_the_words_of_a_language_file() {
        let mut language = english();
        let thresholds = Thresholds { steps: 4, scrutiny_ratio: 2.5, ..Thresholds::default() };
        assert!(language.rule(Rule::BothSideFalling, &thresholds).contains("fell over 4 fortnights in a row"));
        assert!(language.rule(Rule::ScrutinyGap, &thresholds).contains("more than 2.5 times"));
        language.add("de.yaml", "rule_scrutiny_gap: mehr als {scrutiny_ratio} mal\ndecimal: \",\"\n").unwrap();
        assert_eq!(language.rule(Rule::ScrutinyGap, &thresholds), "mehr als 2,5 mal");
    }
}
