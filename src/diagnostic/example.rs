//! For each code a text in which it is found, and the same text mended.

use super::Code;

/// A text with a finding, and without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// In which it is found.
    pub wrong: &'static str,
    /// In which it is not.
    pub right: &'static str,
}

impl Code {
    /// A text in which it is found; `None` where it is not about what a text says.
    #[must_use]
    pub fn example(self) -> Option<Example> {
        let (wrong, right) = match self {
            Self::FrontMatterUnclosed => ("---\nstatus: accepted\n\n# Use a queue", "---\nstatus: accepted\n---\n\n# Use a queue"),
            Self::FrontMatterInvalid => ("---\ndeciders: @ana\n---", "---\ndeciders: \"@ana\"\n---"),
            Self::UnknownKey => ("reveiwed_by: platform", "reviewed_by: platform"),
            Self::WrongType => ("context: a talk of May", "context:\n  - { title: A talk of May, url: \"https://video.example/1\" }"),
            Self::UnknownStatus => ("status: simmering", "status: proposed\n# or, in adrsite.yaml\nstatuses: { simmering: proposed }"),
            Self::StatusConflict => ("---\nstatus: accepted\n---\n\n## Status\n\nProposed", "---\nstatus: accepted\n---"),
            Self::StatusNotSuperseded => (
                "# 0007-queue.md\nstatus: accepted\n\n# 0012-log.md\nsupersedes: 7",
                "# 0007-queue.md\nstatus: superseded\n\n# 0012-log.md\nsupersedes: 7",
            ),
            Self::InvalidDate => ("date: 2026-02-30", "date: 2026-02-28"),
            Self::UnknownTeam => ("reviewed_by: platfrom", "reviewed_by: platform"),
            Self::TeamContradiction => {
                ("# Ana Ruiz is in platform\nreviewed_by: { team: halcyon, by: Ana Ruiz }", "reviewed_by: { team: platform, by: Ana Ruiz }")
            }
            Self::UnknownReference => ("# the log ends with 12\nsupersedes: 70", "supersedes: 7"),
            Self::RelatedElsewhere => ("relates_to: 0007-qeue.md", "relates_to: 0007-queue.md"),
            Self::AmbiguousReference => ("# 0007-queue.md and 0007-cache.md are there\nsupersedes: 7", "supersedes: 0007-queue.md"),
            Self::ContradictoryRelation => (
                "# 0007-queue.md\nsupersedes: 12\n\n# 0012-log.md\nsupersedes: 7",
                "# 0007-queue.md\nsuperseded_by: 12\n\n# 0012-log.md\nsupersedes: 7",
            ),
            Self::SupersessionCycle => (
                "# 0001-a.md\nsupersedes: 2\n\n# 0002-b.md\nsupersedes: 3\n\n# 0003-c.md\nsupersedes: 1",
                "# 0001-a.md\n\n# 0002-b.md\nsupersedes: 1\n\n# 0003-c.md\nsupersedes: 2",
            ),
            Self::DuplicateId => ("0012-log.md\n0012-cache.md", "0012-log.md\n0013-cache.md"),
            Self::TitleNumberMismatch => ("# in 0012-log.md\n# 7. Use a log", "# in 0012-log.md\n# 12. Use a log"),
            Self::NoTitle => ("## Context\n\nOrders get lost.", "# Use a queue\n\n## Context\n\nOrders get lost."),
            Self::SeveralRecords => (
                "# ADR-1: Use a queue\n\n## Status\n\nAccepted\n\n# ADR-2: Use a cache\n\n## Status\n\nAccepted",
                "# ADR-1: Use a queue\n\n## Status\n\nAccepted",
            ),
            Self::UnsafeLink => ("[the report](javascript:alert(1))", "[the report](https://reports.example/1)"),
            Self::BrokenLink => ("See [the queue](0007-qeue.md).", "See [the queue](0007-queue.md)."),
            Self::BrokenAnchor => ("See [why](0007-queue.md#contxt).", "See [why](0007-queue.md#context)."),
            Self::RepositoryLink => {
                ("See [the code](../src/queue.rs).", "# in adrsite.yaml\nfile_url: \"https://forge.example/orders/blob/main/{path}\"")
            }
            Self::DiagramNotDrawn => {
                ("```mermaid\nflowchart LR\n  Orders -> Ledger\n```", "```mermaid\nflowchart LR\n  Orders --> Ledger\n```")
            }
            Self::MissingImage => ("![Flow](flwo.svg)", "![Flow](flow.svg)"),
            Self::RemoteImage => ("![Flow](https://elsewhere.example/flow.png)", "![Flow](images/flow.png)"),
            Self::PolicyNotMet => (
                "# policy: { accepted: { approved_by_every_side: true } }\nstatus: accepted\napproved_by: platform",
                "status: accepted\napproved_by: [platform, halcyon]",
            ),
            Self::AnswerOverdue => (
                "# policy: { proposed: { answer_within_days: 10 } }\nstatus: proposed\nproposed_by: { team: halcyon, date: 2026-01-05 }",
                "status: proposed\nproposed_by: { team: halcyon, date: 2026-01-05 }\nreviewed_by: { team: platform, date: 2026-01-09 }",
            ),
            Self::ScorecardUnreadable => ("when,what,value\n2026-03-02,trust,4", "date,metric,team,value\n2026-03-02,trust,halcyon,4"),
            Self::ScorecardRow => ("2026-03-02,trust,halcyon,four", "2026-03-02,trust,halcyon,4"),
            Self::ScorecardUnknown => ("2026-03-02,trsut,halcyon,4", "2026-03-02,trust,halcyon,4"),
            _ => return None,
        };
        Some(Example { wrong, right })
    }
}
