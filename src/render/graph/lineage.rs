//! Where a decision comes from, and what became of it.

use std::collections::{BTreeSet, VecDeque};

use super::{Component, edge};
use crate::model::{AdrIndex, DecisionLog, RelationKind};

/// Decisions in a lineage, at most.
const MOST: usize = 16;

/// Steps to either side.
const STEPS: usize = 3;

const EARLIER: [RelationKind; 3] = [RelationKind::Supersedes, RelationKind::Amends, RelationKind::DependsOn];
const LATER: [RelationKind; 3] = [RelationKind::SupersededBy, RelationKind::AmendedBy, RelationKind::RequiredBy];

/// A decision with what it supersedes, amends or needs, and with what followed from it; the nearest first where there is
/// much. `None` where there is neither.
pub(in crate::render) fn lineage(log: &DecisionLog, index: AdrIndex) -> Option<Component> {
    let leads = |kind: RelationKind| EARLIER.contains(&kind) || LATER.contains(&kind);
    if !log.adr(index).relations.iter().any(|relation| leads(relation.kind)) {
        return None;
    }
    let mut nodes = BTreeSet::from([index]);
    // What is seen only by turning around on the way (a sibling) is no lineage, so each side is walked for itself.
    let mut queue = VecDeque::from([(index, &EARLIER, 0), (index, &LATER, 0)]);
    while let Some((at, kinds, steps)) = queue.pop_front() {
        for relation in log.adr(at).relations.iter().filter(|relation| kinds.contains(&relation.kind)) {
            // Further away only the line of succession counts: everything depends on something.
            let counts = steps == 0 || !matches!(relation.kind, RelationKind::DependsOn | RelationKind::RequiredBy);
            if counts && nodes.len() < MOST && nodes.insert(relation.other) && steps + 1 < STEPS {
                queue.push_back((relation.other, kinds, steps + 1));
            }
        }
    }
    let edges: BTreeSet<_> = nodes
        .iter()
        .flat_map(|node| log.adr(*node).relations.iter().map(move |relation| (*node, relation)))
        .filter(|(_, relation)| leads(relation.kind) && nodes.contains(&relation.other))
        .filter_map(|(node, relation)| edge(node, relation.kind, relation.other))
        .collect();
    Some(Component::new(nodes.into_iter().collect(), edges.into_iter().collect()))
}
