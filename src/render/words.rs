//! Figures, rules and early signs in the words of the interface's language.

use super::language::Language;
use crate::model::Teams;
use crate::statistics::{Asked, Missing, Requirement, Rule, Sign, Thresholds, Value, sentences};

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

    /// What a decision lacks by the policy, and from whom.
    pub(crate) fn gap(&self, gap: &Missing, teams: &Teams) -> String {
        let name = |asked: &Asked| match asked {
            Asked::Side(side) => teams.side(*side).name.as_str(),
            Asked::Team(team) => teams.team(*team).name.as_str(),
        };
        let names = self.list(&gap.from.iter().map(name).collect::<Vec<_>>());
        let (key, tag) = match &gap.requirement {
            Requirement::ReviewedByOtherSide => ("missing_reviewed_by_other_side", ""),
            Requirement::ApprovedByEverySide => ("missing_approved_by_every_side", ""),
            Requirement::ReviewOn => ("missing_review_on_required", ""),
            Requirement::AnswerInTime => ("missing_answer_within_days", ""),
            Requirement::TagReview(tag) => ("missing_tag_reviewed_by", tag.as_str()),
            Requirement::TagApproval(tag) => ("missing_tag_approved_by", tag.as_str()),
            Requirement::ReviewedByEveryOtherSide => ("missing_reviewed_by_every_other_side", ""),
        };
        // Names may hold braces; `fill` does not read again what it has put in.
        let text = self.count(key, gap.overdue_days.unwrap_or(0));
        sentences::fill(&text, |name| match name {
            "teams" => Some(names.clone()),
            "tag" => Some(tag.to_owned()),
            _ => None,
        })
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
        let language = english();
        let mut german = Language::new("de");
        let thresholds = Thresholds { steps: 4, scrutiny_ratio: 2.5, ..Thresholds::default() };
        assert!(language.rule(Rule::BothSideFalling, &thresholds).contains("fell over 4 fortnights in a row"));
        assert!(language.rule(Rule::ScrutinyGap, &thresholds).contains("more than 2.5 times"));
        german.add("de.yaml", "rule_scrutiny_gap: mehr als {scrutiny_ratio} mal").unwrap();
        assert_eq!(german.rule(Rule::ScrutinyGap, &thresholds), "mehr als 2,5 mal");
    }
}
