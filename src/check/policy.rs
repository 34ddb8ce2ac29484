//! The teams' own rules.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Teams;
use crate::statistics::{Asked, Missing, Requirement};

pub(super) fn decisions_meet_the_policy(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (index, gaps) in &context.statistics.policy_gaps {
        let adr = context.log.adr(*index);
        for gap in gaps {
            let text = describe(gap, &context.log.teams);
            let (code, hint) = match gap.requirement {
                Requirement::AnswerInTime => (Code::AnswerOverdue, "review it: `reviewed_by` in its front-matter"),
                Requirement::ReviewOn => (Code::PolicyNotMet, "add `review_on: YYYY-MM-DD` to its front-matter"),
                _ => (Code::PolicyNotMet, "add the sign-off to its front-matter, once it is given"),
            };
            found.push(Diagnostic::new(code, &adr.path, (1, 1), text).hint(hint));
        }
    }
}

/// What is missing, and from whom, in English.
pub(crate) fn describe(gap: &Missing, teams: &Teams) -> String {
    let name = |asked: &Asked| match asked {
        Asked::Side(side) => teams.side(*side).name.clone(),
        Asked::Team(team) => teams.team(*team).name.clone(),
    };
    let names: Vec<String> = gap.from.iter().map(name).collect();
    let (any, all) = (names.join(" or "), names.join(" and "));
    match &gap.requirement {
        Requirement::ReviewedByOtherSide => format!("a review by another side is missing: by {any}"),
        Requirement::ApprovedByEverySide => format!("an approval is missing: by {all}"),
        Requirement::ReviewOn => "a day on which the decision is looked at again is missing".to_owned(),
        Requirement::AnswerInTime => {
            let days = gap.overdue_days.unwrap_or(0);
            let plural = if days == 1 { "day" } else { "days" };
            format!("an answer by {any} is {days} {plural} past the agreed time")
        }
        Requirement::TagReview(tag) => format!("a review is missing: by {all}, as for everything tagged `{tag}`"),
        Requirement::TagApproval(tag) => format!("an approval is missing: by {all}, as for everything tagged `{tag}`"),
        Requirement::ReviewedByEveryOtherSide => format!("a review is missing: by {all}"),
    }
}
