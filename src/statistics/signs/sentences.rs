//! Early signs in words: prompts for a conversation, without blame and without guesses about motives.
//!
//! These are the English texts. A language file may have its own under `sign_` and `rule_` with the rule's key, with the
//! same placeholders.

use super::{Rule, Sign, Thresholds, Value};
use crate::model::Teams;

/// The English sentence of a rule; `{…}` are the names of [`Sign::values`].
#[must_use]
pub fn template(rule: Rule) -> &'static str {
    match rule {
        Rule::SilentSide => {
            "No proposal came from {side} in the last 13 weeks; there were {proposals} in all. What would {side} like to bring up next?"
        }
        Rule::BothSideFalling => {
            "The share of decisions that involved more than one side fell {steps} times in a row, from {from} to {to}. Which of these would another side have liked to join?"
        }
        Rule::CrossReviewFalling => {
            "The share of decisions that another side reviewed fell {steps} times in a row, from {from} to {to}. What would make reviewing easier?"
        }
        Rule::ScrutinyGap => {
            "Proposals of {more} got {more_rate} sign-offs by other sides each, those of {less} {less_rate}. Do both get the reading that they need?"
        }
        Rule::ResponseGap => {
            "Proposals of {longer} had their first answer after {longer_days} days (median), those of {shorter} after {shorter_days}. What would bring the two closer together?"
        }
        Rule::UnreviewedApprovalsRising => {
            "The share of approvals without a review or a note rose {steps} times in a row, from {from} to {to}. Is there enough time to read?"
        }
        Rule::WaitingPastPolicy => {
            "Waiting for an answer longer than agreed: {waiting} open proposals, the oldest for {oldest} days. Who can pick them up, or does the agreed time need changing?"
        }
        Rule::ActionsOverdue => "Actions of {side} past their due day: {actions}. Which of them need help, and which a new day?",
        Rule::FirstProposal => "{side} proposed its first decision.",
        Rule::BestResponse => "Proposals had their first answer after {days} days (median of the last 13 weeks): the best so far.",
        Rule::PromisesKept => "All {actions} actions that fell due since 13 weeks were done in time.",
    }
}

/// What a rule looks for, in English, as the methodology page prints it; `{…}` are the names of [`Thresholds::value`].
#[must_use]
pub fn explanation(rule: Rule) -> &'static str {
    match rule {
        Rule::SilentSide => {
            "A side that took part for all of the last 13 weeks proposed nothing in them, while there were at least {few} proposals. Silent where the side has undated proposals that may fall into these weeks."
        }
        Rule::BothSideFalling => {
            "The both-side share over 13 weeks fell over {steps} fortnights in a row, each time over at least {few} decisions."
        }
        Rule::CrossReviewFalling => {
            "The cross-review share over 13 weeks fell over {steps} fortnights in a row, each time over at least {few} decisions."
        }
        Rule::ScrutinyGap => {
            "In the last 13 weeks, scrutiny of one side's proposals was more than {scrutiny_ratio} times that of another's, each over at least {few} proposals. Of several sides, the highest and the lowest are named."
        }
        Rule::ResponseGap => {
            "In the last 13 weeks, the median response time to one side's proposals was at least {response_ratio} times that to another's, and at least {response_days} days longer, each over at least {few} answered proposals. Of several sides, the longest and the shortest are named."
        }
        Rule::UnreviewedApprovalsRising => {
            "The share of approvals by another side without review over 13 weeks rose over {steps} fortnights in a row, each time over at least {few} decisions."
        }
        Rule::WaitingPastPolicy => {
            "At least one open proposal waits for an answer by another side for longer than the policy's `answer_within_days`."
        }
        Rule::ActionsOverdue => "At least one action of a team of the side is past its due day and not done.",
        Rule::FirstProposal => {
            "A side's earliest proposal was made since the start of the last 13 weeks, in a log that is older than that. Silent where a proposal of the side has no day."
        }
        Rule::BestResponse => {
            "The median response time over the last 13 weeks is below that of every earlier 13 weeks, of which there are at least {steps}, each over at least {few} answered proposals."
        }
        Rule::PromisesKept => {
            "At least {promises} actions fell due since the start of the last 13 weeks, all of them were done by their day, and none is overdue from before."
        }
    }
}

impl Thresholds {
    /// A threshold by the name that the config gives it.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<f64> {
        Some(match name {
            "few" => self.few as f64,
            "steps" => self.steps as f64,
            "scrutiny_ratio" => self.scrutiny_ratio,
            "response_ratio" => self.response_ratio,
            "response_days" => self.response_days,
            "promises" => self.promises as f64,
            _ => return None,
        })
    }
}

/// A sign in English.
#[must_use]
pub fn sentence(sign: &Sign, teams: &Teams) -> String {
    fill(template(sign.rule), |name| sign.value(name).map(|value| in_english(value, teams)))
}

/// Puts values into the placeholders of a template; those without a value are left out.
#[must_use]
pub fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        // Names come from the config and may hold braces; they are not read again.
        text.push_str(&value(name).unwrap_or_default());
        rest = after;
    }
    text.push_str(rest);
    text
}

fn in_english(value: Value, teams: &Teams) -> String {
    match value {
        Value::Side(side) => teams.side(side).name.clone(),
        Value::Count(count) => count.to_string(),
        Value::Share(count, of) => format!("{count} of {of}"),
        Value::Days(days) if days.fract() == 0.0 => format!("{days:.0}"),
        Value::Days(days) => format!("{days:.1}"),
        Value::Rate(rate) => format!("{rate:.1}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_sentence_and_an_explanation_that_names_thresholds_by_their_keys() {
        for rule in Rule::ALL {
            assert!(template(rule).ends_with(['.', '?']), "{}", rule.key());
            let thresholds = Thresholds::default();
            let explained = fill(explanation(rule), |name| {
                Some(thresholds.value(name).unwrap_or_else(|| panic!("{}: `{name}` is no threshold", rule.key())).to_string())
            });
            assert!(explained.ends_with('.'), "{explained}");
        }
    }

    #[test]
    fn a_name_with_braces_is_not_read_as_a_placeholder() {
        let words = |name: &str| (name == "side").then(|| "{side}".to_owned());
        assert_eq!(fill("{side}: {side} {unknown}{", words), "{side}: {side} {");
    }
}
