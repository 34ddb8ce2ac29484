//! What is wrong with a resolved log. One function a finding; [`CHECKS`] is the list of them.

mod links;
mod policy;
mod relations;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
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
