//! Drawings of how decisions relate to each other: a decision's lineage, and the graph of the whole log.
//!
//! Time runs from left to right: what was decided earlier stands left of what supersedes, amends or needs it. Where the
//! interface runs from right to left, so does time. The drawings are laid out while the site is built; their nodes are links.

mod draw;
mod layout;
mod lineage;

use std::collections::{BTreeSet, VecDeque};

use foldhash::{HashMap, HashMapExt};

use crate::model::{AdrIndex, DecisionLog, RelationKind};

pub(super) use draw::{Drawing, legend};
pub(super) use lineage::lineage;

/// The kinds as drawn, each from the end that declares it.
pub(super) const KINDS: [RelationKind; 4] =
    [RelationKind::Supersedes, RelationKind::Amends, RelationKind::DependsOn, RelationKind::RelatesTo];

/// A relation, from the later decision to the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) from: AdrIndex,
    pub(super) to: AdrIndex,
    pub(super) kind: RelationKind,
}

/// Decisions that relations tie together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Component {
    /// In the order of the log.
    pub(super) nodes: Vec<AdrIndex>,
    /// By their later ends, then by their earlier ones.
    pub(super) edges: Vec<Edge>,
    /// The decision with most relations, the first of several.
    pub(super) around: AdrIndex,
}

impl Component {
    pub(super) fn new(nodes: Vec<AdrIndex>, edges: Vec<Edge>) -> Self {
        let mut ends: HashMap<AdrIndex, usize> = HashMap::new();
        for end in edges.iter().flat_map(|edge| [edge.from, edge.to]) {
            *ends.entry(end).or_default() += 1;
        }
        let around = nodes.iter().rev().max_by_key(|index| ends.get(index)).copied().unwrap_or(AdrIndex(0));
        Self { nodes, edges, around }
    }
}

/// The relations of a log in groups that nothing ties together, the largest first.
pub(super) fn components(log: &DecisionLog) -> Vec<Component> {
    let mut seen = vec![false; log.adrs.len()];
    let mut components = Vec::new();
    for (start, adr) in log.iter() {
        if seen[start.0 as usize] || adr.relations.is_empty() {
            continue;
        }
        seen[start.0 as usize] = true;
        let mut nodes = BTreeSet::new();
        let mut edges = BTreeSet::new();
        let mut queue = VecDeque::from([start]);
        while let Some(index) = queue.pop_front() {
            nodes.insert(index);
            for relation in &log.adr(index).relations {
                edges.extend(edge(index, relation.kind, relation.other));
                if !std::mem::replace(&mut seen[relation.other.0 as usize], true) {
                    queue.push_back(relation.other);
                }
            }
        }
        if nodes.len() > 1 {
            components.push(Component::new(nodes.into_iter().collect(), edges.into_iter().collect()));
        }
    }
    components.sort_by_key(|component| std::cmp::Reverse(component.nodes.len()));
    components
}

/// A relation as it is drawn; none from a decision to itself.
fn edge(index: AdrIndex, kind: RelationKind, other: AdrIndex) -> Option<Edge> {
    let (from, to, kind) = match kind {
        RelationKind::SupersededBy | RelationKind::AmendedBy | RelationKind::RequiredBy => (other, index, kind.inverse()),
        // The same from both ends: the later one tells.
        RelationKind::RelatesTo => (index.max(other), index.min(other), kind),
        _ => (index, other, kind),
    };
    (from != to).then_some(Edge { from, to, kind })
}
