//! Early signs in words: prompts for a conversation, without blame and without guesses about motives.
//!
//! A language file has a sentence for each [`Rule::key`], with the same placeholders; these are the English ones.

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

/// What a rule looks for, with its thresholds, as the methodology page prints it.
#[must_use]
pub fn explanation(rule: Rule, thresholds: &Thresholds) -> String {
    let Thresholds { few, steps, scrutiny_ratio, response_ratio, response_days, promises } = thresholds;
    match rule {
        Rule::SilentSide => format!("A side that took part for all of the last 13 weeks proposed nothing in them, while there were at least {few} proposals. Silent where the side has undated proposals that may fall into these weeks."),
        Rule::BothSideFalling => format!("The both-side share over 13 weeks fell over {steps} fortnights in a row, each time over at least {few} decisions."),
        Rule::CrossReviewFalling => format!("The cross-review share over 13 weeks fell over {steps} fortnights in a row, each time over at least {few} decisions."),
        Rule::ScrutinyGap => format!("In the last 13 weeks, scrutiny of one side's proposals was more than {scrutiny_ratio} times that of another's, each over at least {few} proposals. Of several sides, the highest and the lowest are named."),
        Rule::ResponseGap => format!("In the last 13 weeks, the median response time to one side's proposals was at least {response_ratio} times that to another's, and at least {response_days} days longer, each over at least {few} answered proposals. Of several sides, the longest and the shortest are named."),
        Rule::UnreviewedApprovalsRising => format!("The share of approvals by another side without review over 13 weeks rose over {steps} fortnights in a row, each time over at least {few} decisions."),
        Rule::WaitingPastPolicy => "At least one open proposal waits for an answer by another side for longer than the policy's `answer_within_days`.".to_owned(),
        Rule::ActionsOverdue => "At least one action of a team of the side is past its due day and not done.".to_owned(),
        Rule::FirstProposal => "A side's earliest proposal was made since the start of the last 13 weeks, in a log that is older than that. Silent where a proposal of the side has no day.".to_owned(),
        Rule::BestResponse => format!("The median response time over the last 13 weeks is below that of every earlier 13 weeks, of which there are at least {steps}, each over at least {few} answered proposals."),
        Rule::PromisesKept => format!("At least {promises} actions fell due since the start of the last 13 weeks, all of them were done by their day, and none is overdue from before."),
    }
}

/// A sign in English.
#[must_use]
pub fn sentence(sign: &Sign, teams: &Teams) -> String {
    fill(template(sign.rule), sign, |value| in_english(value, teams))
}

/// Puts a sign's values into a template of any language; `words` says how that language writes a value.
#[must_use]
pub fn fill(template: &str, sign: &Sign, words: impl Fn(Value) -> String) -> String {
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
        if let Some((_, value)) = sign.values.iter().find(|(key, _)| *key == name) {
            text.push_str(&words(*value));
        }
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
    use crate::model::AdrIndex;

    #[test]
    fn every_rule_has_a_key_of_its_own_a_sentence_and_an_explanation() {
        let mut keys = Rule::ALL.map(Rule::key);
        keys.sort_unstable();
        assert!(keys.windows(2).all(|pair| pair[0] != pair[1]));
        for rule in Rule::ALL {
            assert!(template(rule).ends_with(['.', '?']), "{}", rule.key());
            assert!(explanation(rule, &Thresholds::default()).ends_with('.'), "{}", rule.key());
        }
    }

    #[test]
    fn a_name_with_braces_is_not_read_as_a_placeholder() {
        let sign =
            Sign { rule: Rule::FirstProposal, sides: Vec::new(), values: vec![("side", Value::Count(1))], decisions: vec![AdrIndex(0)] };
        assert_eq!(fill("{side}: {side} {", &sign, |_| "{side}".to_owned()), "{side}: {side} {");
    }
}
