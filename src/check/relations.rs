//! Relations that cannot all be true.

use super::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Adr, AdrIndex, Relation, RelationKind, Status};

pub(super) fn relations_do_not_contradict(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let log = context.log;
    for (index, adr) in log.iter() {
        for relation in &adr.relations {
            let one_way = matches!(relation.kind, RelationKind::Supersedes | RelationKind::Amends | RelationKind::DependsOn);
            let back = Relation { kind: relation.kind.inverse(), other: relation.other };
            // Each pair is said once, at the record that comes first.
            if one_way && index < relation.other && adr.relations.contains(&back) {
                let other = &log.adr(relation.other).path;
                found.push(
                    Diagnostic::new(
                        Code::ContradictoryRelation,
                        &adr.path,
                        (1, 1),
                        format!("this record and `{other}` each claim `{}` of the other", relation.kind.name()),
                    )
                    .hint("delete one of the claims"),
                );
            }
        }
    }
}

/// Circles of three and more; two that supersede each other are a contradiction.
pub(super) fn supersession_has_no_cycle(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let log = context.log;
    let mut state = vec![Visit::New; log.adrs.len()];
    for (start, _) in log.iter() {
        // An explicit stack: chains can be as long as the log.
        let mut stack = vec![(start, log.adr(start).related(RelationKind::Supersedes))];
        if state[start.0 as usize] != Visit::New {
            continue;
        }
        state[start.0 as usize] = Visit::Open;
        while let Some((at, next)) = stack.last_mut() {
            let at = *at;
            match next.next() {
                None => {
                    state[at.0 as usize] = Visit::Done;
                    stack.pop();
                }
                Some(older) => match state[older.0 as usize] {
                    Visit::New => {
                        state[older.0 as usize] = Visit::Open;
                        stack.push((older, log.adr(older).related(RelationKind::Supersedes)));
                    }
                    Visit::Open => {
                        let from = stack.iter().position(|(index, _)| *index == older).unwrap_or(0);
                        let circle: Vec<AdrIndex> = stack[from..].iter().map(|(index, _)| *index).collect();
                        if circle.len() > 2 {
                            let names: Vec<String> =
                                circle.iter().chain([&circle[0]]).map(|index| format!("`{}`", log.adr(*index).path)).collect();
                            found.push(
                                Diagnostic::new(
                                    Code::SupersessionCycle,
                                    &log.adr(circle[0]).path,
                                    (1, 1),
                                    format!("decisions supersede each other in a circle: {}", names.join(" → ")),
                                )
                                .hint("delete one of the relations"),
                            );
                        }
                    }
                    Visit::Done => {}
                },
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

pub(super) fn superseded_decisions_say_so(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for adr in &context.log.adrs {
        let in_force = matches!(adr.status, Some(Status::Accepted | Status::Proposed));
        let successor = adr
            .related(RelationKind::SupersededBy)
            .map(|index| context.log.adr(index))
            .find(|other| other.status == Some(Status::Accepted));
        if let Some(successor) = successor
            && in_force
            && !is_partly(adr)
        {
            let text = adr.status_text.as_deref().unwrap_or_default();
            found.push(
                Diagnostic::new(
                    Code::StatusNotSuperseded,
                    &adr.path,
                    (1, 1),
                    format!("`{}` supersedes this record, whose status is `{text}`", successor.path),
                )
                .hint("set the status to `superseded`, or say `amends` where only a part is replaced"),
            );
        }
    }
}

fn is_partly(adr: &Adr) -> bool {
    let text = adr.status_text.as_deref().unwrap_or_default().to_lowercase();
    ["part", "teilweise", "parcial", "部分"].iter().any(|word| text.contains(word))
}
