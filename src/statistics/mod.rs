//! The figures: what a decision log says about who decides with whom, how fast, and what is kept.
//!
//! [`statistics`] is a pure function of the log, the policy and the day. Each group of figures has a file of its own,
//! with the definitions that the methodology page prints beside the code that computes them; [`definitions`] is the
//! table of all. Every figure holds the list of the decisions that it counts.
//!
//! How the rules of the site are read here:
//! - Drafts are in no figure; templates and unpublished records do not get this far.
//! - A *sign-off* that is counted is a team's part in one role of one decision: three people of a team who review are
//!   one review, however the record lists them.
//! - *Figures about sides* are those that set one side against another: the shares of both-side, every-side, one-sided,
//!   cross-review, cross-approval, self-approved and approved without review, response times, scrutiny, and what each
//!   side did. Decisions that were settled before a second side existed (`since` of the teams) are left out of them;
//!   decisions whose settling day is unknown stay in. Figures about teams count all decisions.
//! - Where a proposer is unknown, nobody can say who another side is: such decisions are in no share that needs it.
//!   One that is open and that nobody has signed waits all the same.
//! - Days are counted from full dates only; a month places a decision in a period, at the month's start.

mod backing;
mod balance;
mod facts;
mod figure;
mod figures;
mod follow_through;
mod history;
mod pairs;
mod participation;
mod parties;
mod people;
mod periods;
mod policy;
pub mod rows;
mod signs;
mod span;
mod times;
mod waiting;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod records;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date as Day;

pub use crate::config::{Rule, Thresholds};
pub use backing::Backings;
pub use balance::{Balance, Evenness};
pub use figure::{Definition, FEW, Share, Unit};
pub use figures::{ByStatus, Figures};
pub use follow_through::{ActionRef, FollowThrough, Living, PastDue};
pub use history::{Backed, Backing, History, RecordDays};
pub use pairs::{Pair, Pairs, Together};
pub use participation::Participation;
pub use parties::{Part, Scrutiny, SidePart};
pub use people::{Person, PersonIndex};
pub use periods::{Period, Periods, Step, TREND_DAYS, TrendPoint};
pub use policy::{Asked, Missing, Requirement};
pub use signs::{Sign, SignKind, Value, sentences};
pub use span::Span;
pub use times::{Timed, Times, Waiting};
pub use waiting::{Ask, OpenProposal, OpenProposals};

use crate::config::Policy;
use crate::model::{AdrIndex, DecisionLog, Status};
use facts::Facts;
use figures::Population;
use periods::Calendar;
use signs::Evidence;

/// All figures of a log.
#[derive(Debug, Clone)]
pub struct Statistics {
    /// The day for which ages and due dates are computed.
    pub today: Day,
    /// Over all time.
    pub overall: Figures,
    /// Decisions by year, earliest first; undated ones are left out.
    pub by_year: BTreeMap<i16, Vec<AdrIndex>>,
    /// Drafts, which are in no figure.
    pub drafts: Vec<AdrIndex>,
    /// The day from which there are two sides; `None` where there always were, or where there are not.
    pub second_side_since: Option<Day>,
    /// Open proposals, and whom they wait for.
    pub open: OpenProposals,
    /// With whom each team decides.
    pub together: Together,
    /// Decisions that do not meet the policy, in the order of the log, each with what it lacks.
    pub policy_gaps: Vec<(AdrIndex, Vec<Missing>)>,
    /// What to talk about next, and what went well.
    pub signs: Vec<Sign>,
    /// What each person signed, by name. Empty unless [`Self::count_people`] was asked for.
    pub people: Vec<Person>,
    facts: Facts,
    /// Filled on demand; a function of `facts` alone.
    spans: [OnceLock<Vec<(Span, usize)>>; 4],
    periods: [OnceLock<Periods>; 4],
    trends: [OnceLock<Vec<TrendPoint>>; 4],
}

impl Statistics {
    /// The log period by period. Worked out when it is first asked for: it costs more than all other figures together,
    /// and few pages show more than one step.
    #[must_use]
    pub fn periods(&self, step: Step) -> &Periods {
        self.periods[step as usize].get_or_init(|| Calendar::new(&self.facts, step).periods())
    }

    /// The days of each period, and how many decisions were proposed or settled in them: enough to know which pages
    /// there are, without working their figures out.
    #[must_use]
    pub fn spans(&self, step: Step) -> &[(Span, usize)] {
        self.spans[step as usize].get_or_init(|| Calendar::new(&self.facts, step).spans())
    }

    /// A point for each finished period, earliest first. Worked out when it is first asked for.
    #[must_use]
    pub fn trend(&self, step: Step) -> &[TrendPoint] {
        self.trends[step as usize].get_or_init(|| Calendar::new(&self.facts, step).trend())
    }

    /// Counts what each person signed, for logs whose owners want that.
    pub fn count_people(&mut self, log: &DecisionLog) {
        self.people = people::people(log, &self.overall.decisions);
    }

    /// What a decision lacks of the policy; empty for drafts and for what is rejected, deprecated or superseded.
    #[must_use]
    pub fn missing(&self, adr: AdrIndex) -> &[Missing] {
        match self.policy_gaps.binary_search_by_key(&adr, |(adr, _)| *adr) {
            Ok(at) => &self.policy_gaps[at].1,
            Err(_) => &[],
        }
    }
}

/// Works out all figures from what the records say.
#[must_use]
pub fn statistics(log: &DecisionLog, policy: &Policy, today: Day) -> Statistics {
    statistics_with(log, policy, today, &History::default(), &Thresholds::default())
}

/// Works out all figures, with what history adds to the records, and with thresholds for the early signs.
#[must_use]
pub fn statistics_with(log: &DecisionLog, policy: &Policy, today: Day, history: &History, thresholds: &Thresholds) -> Statistics {
    let facts = Facts::new(log, history, today);
    let overall = Figures::new(&facts, &Population::whole(&facts));
    let open = waiting::open_proposals(log, &facts, policy);
    let evidence = Evidence::new(&facts, &overall, &open, thresholds);
    let signs = signs::signs(&evidence);
    Statistics {
        today,
        by_year: figures::by_year(&facts),
        drafts: log.iter().filter(|(_, adr)| adr.status == Some(Status::Draft)).map(|(index, _)| index).collect(),
        second_side_since: facts.sides.second_since,
        policy_gaps: policy::gaps(log, &facts, policy),
        together: pairs::together(&facts),
        overall,
        open,
        signs,
        people: Vec::new(),
        facts,
        spans: [const { OnceLock::new() }; 4],
        periods: [const { OnceLock::new() }; 4],
        trends: [const { OnceLock::new() }; 4],
    }
}

/// The definitions of all figures, in the order in which the methodology page prints them.
pub fn definitions() -> impl Iterator<Item = &'static Definition> {
    [
        figures::DEFINITIONS,
        participation::DEFINITIONS,
        parties::DEFINITIONS,
        times::DEFINITIONS,
        waiting::DEFINITIONS,
        pairs::DEFINITIONS,
        balance::DEFINITIONS,
        follow_through::DEFINITIONS,
        backing::DEFINITIONS,
    ]
    .into_iter()
    .flatten()
}

/// The English texts of figures and early signs, by the keys under which a language file may have its own: `figure_` and
/// `define_` with a figure's key, `sign_` and `rule_` with a rule's.
pub fn texts() -> impl Iterator<Item = (String, &'static str)> {
    let figures = definitions().flat_map(|of| [(format!("figure_{}", of.key), of.label), (format!("define_{}", of.key), of.definition)]);
    let rules = Rule::ALL.into_iter().flat_map(|rule| {
        [(format!("sign_{}", rule.key()), sentences::template(rule)), (format!("rule_{}", rule.key()), sentences::explanation(rule))]
    });
    figures.chain(rules)
}

#[cfg(test)]
mod tests {
    use super::definitions;

    #[test]
    fn every_figure_has_a_key_of_its_own_and_is_defined_in_full_sentences() {
        let mut keys: Vec<_> = definitions().map(|definition| definition.key).collect();
        keys.sort_unstable();
        assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "{keys:?}");
        for definition in definitions() {
            assert!(definition.definition.ends_with('.') && definition.definition.len() > 40, "{}", definition.key);
            let divides = definition.definition.contains('÷');
            assert!(divides || !matches!(definition.unit, super::Unit::Share | super::Unit::Rate), "{}", definition.key);
        }
    }
}
