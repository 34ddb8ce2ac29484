//! How many sign-offs history bears out. A sign-off here is one line of a record, as evidence looks at each of them.

use super::facts::Fact;
use super::figure::{Definition, Unit};
use super::history::{Backed, Backing};

/// The definitions of this group.
pub(super) const DEFINITIONS: &[Definition] = &[
    Definition::new(
        "evidence_own",
        "Recorded by the team itself",
        Unit::Share,
        "Sign-offs whose commit was written by somebody who belonged to their team on its day ÷ sign-offs. Empty where there is no history.",
    ),
    Definition::new(
        "evidence_trailer",
        "Named in a trailer",
        Unit::Share,
        "Sign-offs whose commit was written by somebody else, and names somebody of their team in a trailer such as `Co-authored-by` ÷ sign-offs.",
    ),
    Definition::new(
        "evidence_other",
        "Recorded by another team",
        Unit::Share,
        "Sign-offs whose commit was written by another team ÷ sign-offs.",
    ),
    Definition::new(
        "evidence_unverifiable",
        "Not verifiable",
        Unit::Share,
        "Sign-offs of which nobody can say who recorded them ÷ sign-offs: not committed, by an author in no team, by a program, or hidden by a clone that is not whole.",
    ),
    Definition::new(
        "evidence_stale",
        "Stale approvals",
        Unit::Share,
        "Approvals after which the text changed, front-matter, white space and links to files apart ÷ approvals.",
    ),
    Definition::new(
        "evidence_backdated",
        "Backdated",
        Unit::Share,
        "Sign-offs whose commit comes more than three days after the date that they give ÷ sign-offs.",
    ),
];

/// Sign-offs by what stands behind them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backings {
    /// All of which history says anything.
    pub all: usize,
    /// Recorded by the team itself.
    pub own: usize,
    /// Named in a trailer only.
    pub trailer: usize,
    /// Recorded by another team.
    pub other: usize,
    /// Nobody can say.
    pub unverifiable: usize,
    /// Approvals among them.
    pub approvals: usize,
    /// Approvals after which the text changed.
    pub stale: usize,
    /// Dated more than three days before their commit.
    pub backdated: usize,
}

impl Backings {
    /// Each figure of the group: its key, how many, and of how many.
    #[must_use]
    pub fn shares(&self) -> [(&'static str, usize, usize); 6] {
        [
            ("evidence_own", self.own, self.all),
            ("evidence_trailer", self.trailer, self.all),
            ("evidence_other", self.other, self.all),
            ("evidence_unverifiable", self.unverifiable, self.all),
            ("evidence_stale", self.stale, self.approvals),
            ("evidence_backdated", self.backdated, self.all),
        ]
    }

    pub(super) fn add(&mut self, backed: Backed) {
        self.all += 1;
        *match backed.backing {
            Backing::Own => &mut self.own,
            Backing::Trailer => &mut self.trailer,
            Backing::Other => &mut self.other,
            Backing::Unverifiable => &mut self.unverifiable,
        } += 1;
        self.approvals += usize::from(backed.is_approval);
        self.stale += usize::from(backed.is_stale);
        self.backdated += usize::from(backed.is_backdated);
    }
}

/// What stands behind all sign-offs of some decisions.
pub(super) fn backings<'f>(facts: impl Iterator<Item = &'f Fact>) -> Backings {
    let mut sum = Backings::default();
    facts.flat_map(|fact| &fact.backed).for_each(|backed| sum.add(*backed));
    sum
}
