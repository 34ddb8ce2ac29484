//! What is wrong with a resolved log. One function a finding; [`CHECKS`] is the list of them.

mod evidence;
mod links;
mod policy;
mod relations;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::history::LogHistory;
use crate::links::Links;
use crate::model::DecisionLog;
use crate::statistics::Statistics;

/// What a check may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The config.
    pub config: &'a Config,
    /// The log.
    pub log: &'a DecisionLog,
    /// Where its links lead, with what is there.
    pub links: &'a Links,
    /// What the repository's history says of it.
    pub history: &'a LogHistory,
    /// Its figures.
    pub statistics: &'a Statistics,
}

pub(crate) use policy::describe;

type Check = fn(&Context<'_>, &mut Vec<Diagnostic>);

/// All checks of a resolved log.
const CHECKS: &[Check] = &[
    links::links_lead_somewhere,
    links::images_are_there,
    relations::relations_do_not_contradict,
    relations::supersession_has_no_cycle,
    relations::superseded_decisions_say_so,
    policy::decisions_meet_the_policy,
    evidence::accepted_decisions_are_borne_out_by_both_sides,
    evidence::approvals_are_of_this_text,
    evidence::teams_record_their_own_sign_offs,
];

/// Runs all checks.
#[must_use]
pub fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for check in CHECKS {
        check(context, &mut diagnostics);
    }
    diagnostics
}
