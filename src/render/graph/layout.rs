//! Where the nodes of a directed graph stand: in layers from left to right, with few crossings and short edges.
//!
//! The usual four steps of layered drawing: circles are broken, each node gets a layer, each layer an order (barycentres),
//! each node a height. An edge over several layers passes through points of its own, so that it goes around the nodes
//! between. Everything is decided by the order of the input, so the same graph is always drawn the same way.

/// Where everything stands. Layers count from 0 on; heights are in the caller's units, the topmost box at 0.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The layer of each node.
    pub(super) layers: Vec<usize>,
    /// The middle of each node.
    pub(super) middles: Vec<f64>,
    /// For each edge the heights at which it passes the layers between its ends, from the lower layer on.
    pub(super) bends: Vec<Vec<f64>>,
    /// The height of the whole.
    pub(super) height: f64,
}

/// How much room things need.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// The height of a node.
    pub(super) node: f64,
    /// Between two things in a layer.
    pub(super) gap: f64,
}

/// Sweeps over all layers; more change next to nothing.
const SWEEPS: usize = 8;

/// Lays out `nodes` nodes and edges that lead from a lower layer to a higher one where no circle forbids it. No edge may
/// lead from a node to itself.
pub(super) fn layout(nodes: usize, edges: &[(usize, usize)], room: Room) -> Layout {
    let edges = without_circles(nodes, edges);
    let layers = layers(nodes, &edges);
    let mut net = Net::new(nodes, &edges, &layers);
    net.order();
    let middles = net.middles(room);
    let top = (0..nodes).map(|node| middles[node] - room.node / 2.0).fold(f64::INFINITY, f64::min).min(
        // An edge may pass above all nodes.
        middles[nodes..].iter().copied().fold(f64::INFINITY, f64::min),
    );
    let bottom = (0..nodes).map(|node| middles[node] + room.node / 2.0).fold(f64::NEG_INFINITY, f64::max);
    let bottom = middles[nodes..].iter().copied().fold(bottom, f64::max);
    let height = if nodes == 0 { 0.0 } else { bottom - top };
    Layout {
        bends: net.paths.iter().map(|path| path.iter().map(|point| middles[*point] - top).collect()).collect(),
        middles: middles[..nodes].iter().map(|middle| middle - top).collect(),
        layers,
        height,
    }
}

/// The edges with those turned around that close a circle.
fn without_circles(nodes: usize, edges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut out = vec![Vec::new(); nodes];
    for (position, (from, to)) in edges.iter().enumerate() {
        out[*from].push((position, *to));
    }
    let mut edges = edges.to_vec();
    // 0: not seen; 1: on the way; 2: done.
    let mut state = vec![0_u8; nodes];
    for start in 0..nodes {
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        let mut way = vec![(start, 0)];
        while let Some((node, next)) = way.last_mut() {
            if let Some((position, to)) = out[*node].get(*next).copied() {
                *next += 1;
                match state[to] {
                    0 => {
                        state[to] = 1;
                        way.push((to, 0));
                    }
                    1 => edges[position] = (to, *node),
                    _ => {}
                }
            } else {
                state[*node] = 2;
                way.pop();
            }
        }
    }
    edges
}

/// The longest way to each node from the left; what nothing leads to stands right before what it leads to.
fn layers(nodes: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut incoming = vec![0_usize; nodes];
    let mut out = vec![Vec::new(); nodes];
    for (from, to) in edges {
        incoming[*to] += 1;
        out[*from].push(*to);
    }
    let mut layers = vec![0_usize; nodes];
    let sources: Vec<usize> = (0..nodes).filter(|node| incoming[*node] == 0).collect();
    let mut ready = sources.clone();
    while let Some(node) = ready.pop() {
        for to in &out[node] {
            layers[*to] = layers[*to].max(layers[node] + 1);
            incoming[*to] -= 1;
            if incoming[*to] == 0 {
                ready.push(*to);
            }
        }
    }
    for node in sources {
        if let Some(nearest) = out[node].iter().map(|to| layers[*to]).min() {
            layers[node] = nearest - 1;
        }
    }
    layers
}

/// Nodes, and behind them the points through which edges pass, by layer and in order.
struct Net {
    layers: Vec<Vec<usize>>,
    /// The neighbours in the layer before and after.
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    nodes: usize,
    /// The points of each edge.
    paths: Vec<Vec<usize>>,
}

impl Net {
    fn new(nodes: usize, edges: &[(usize, usize)], layer_of: &[usize]) -> Self {
        let depth = layer_of.iter().max().map_or(0, |deepest| deepest + 1);
        let mut net = Self {
            layers: vec![Vec::new(); depth],
            before: vec![Vec::new(); nodes],
            after: vec![Vec::new(); nodes],
            nodes,
            paths: Vec::with_capacity(edges.len()),
        };
        for (node, layer) in layer_of.iter().enumerate() {
            net.layers[*layer].push(node);
        }
        for (from, to) in edges {
            let mut path = Vec::new();
            let mut last = *from;
            for layer in &mut net.layers[layer_of[*from] + 1..layer_of[*to]] {
                let point = net.before.len();
                layer.push(point);
                net.before.push(vec![last]);
                net.after.push(Vec::new());
                net.after[last].push(point);
                path.push(point);
                last = point;
            }
            net.after[last].push(*to);
            net.before[*to].push(last);
            net.paths.push(path);
        }
        net
    }

    /// Orders each layer by the middle of its neighbours' places, to and fro.
    fn order(&mut self) {
        let mut place = vec![0.0; self.before.len()];
        let note = |layer: &[usize], place: &mut [f64]| {
            for (position, point) in layer.iter().enumerate() {
                place[*point] = position as f64 - layer.len() as f64 / 2.0;
            }
        };
        self.layers.iter().for_each(|layer| note(layer, &mut place));
        for sweep in 0..SWEEPS {
            let neighbours = if sweep % 2 == 0 { &self.before } else { &self.after };
            let depth = self.layers.len();
            for step in 0..depth {
                let layer = &mut self.layers[if sweep % 2 == 0 { step } else { depth - 1 - step }];
                layer.sort_by(|a, b| {
                    let wish = |point: usize| mean(&neighbours[point], &place).unwrap_or(place[point]);
                    wish(*a).total_cmp(&wish(*b))
                });
                note(layer, &mut place);
            }
        }
    }

    /// The heights: as near to the neighbours as the order and the room allow.
    fn middles(&self, room: Room) -> Vec<f64> {
        let height = |point: usize| if point < self.nodes { room.node } else { 0.0 };
        let mut middles = vec![0.0; self.before.len()];
        for layer in &self.layers {
            spread(layer, &vec![0.0; layer.len()], height, room.gap, &mut middles);
        }
        for sweep in 0..SWEEPS {
            let depth = self.layers.len();
            for step in 0..depth {
                let layer = &self.layers[if sweep % 2 == 0 { step } else { depth - 1 - step }];
                let wishes: Vec<f64> = layer
                    .iter()
                    .map(|point| {
                        let sides = [mean(&self.before[*point], &middles), mean(&self.after[*point], &middles)];
                        let known: Vec<f64> = sides.into_iter().flatten().collect();
                        if known.is_empty() { middles[*point] } else { known.iter().sum::<f64>() / known.len() as f64 }
                    })
                    .collect();
                spread(layer, &wishes, height, room.gap, &mut middles);
            }
        }
        middles
    }
}

fn mean(points: &[usize], places: &[f64]) -> Option<f64> {
    (!points.is_empty()).then(|| points.iter().map(|point| places[*point]).sum::<f64>() / points.len() as f64)
}

/// Puts a layer's points, in their order and without overlap, as near to their wishes as can be: the least squares under
/// an order, found by pooling neighbours that violate it.
fn spread(layer: &[usize], wishes: &[f64], height: impl Fn(usize) -> f64, gap: f64, middles: &mut [f64]) {
    // How far below the first point each must be at least.
    let mut offsets = Vec::with_capacity(layer.len());
    let mut offset = 0.0;
    for (position, point) in layer.iter().enumerate() {
        if position > 0 {
            offset += f64::midpoint(height(layer[position - 1]), height(*point)) + gap;
        }
        offsets.push(offset);
    }
    // Pools of neighbours: the sum of what they wish, and how many they are.
    let mut pools: Vec<(f64, usize)> = Vec::with_capacity(layer.len());
    for (wish, offset) in wishes.iter().zip(&offsets) {
        pools.push((wish - offset, 1));
        while let [.., (above, above_count), (below, below_count)] = pools[..]
            && above / above_count as f64 > below / below_count as f64
        {
            pools.truncate(pools.len() - 2);
            pools.push((above + below, above_count + below_count));
        }
    }
    let mut position = 0;
    for (sum, count) in pools {
        for _ in 0..count {
            middles[layer[position]] = sum / count as f64 + offsets[position];
            position += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { node: 40.0, gap: 10.0 };

    #[track_caller]
    fn check(nodes: usize, edges: &[(usize, usize)]) -> Layout {
        let layout = layout(nodes, edges, ROOM);
        for a in 0..nodes {
            assert!(layout.middles[a] >= ROOM.node / 2.0 - 0.01 && layout.middles[a] <= layout.height - ROOM.node / 2.0 + 0.01);
            for b in 0..a {
                let apart = (layout.middles[a] - layout.middles[b]).abs();
                assert!(layout.layers[a] != layout.layers[b] || apart >= ROOM.node + ROOM.gap - 0.01, "{a} and {b} overlap");
            }
        }
        layout
    }

    #[test]
    fn a_chain_is_a_straight_line() {
        let layout = check(4, &[(0, 1), (1, 2), (2, 3)]);
        assert_eq!(layout.layers, [0, 1, 2, 3]);
        assert!(layout.middles.iter().all(|middle| (middle - 20.0).abs() < 0.01), "{layout:?}");
    }

    #[test]
    fn circles_are_drawn_and_end() {
        let layout = check(3, &[(0, 1), (1, 2), (2, 0)]);
        assert_eq!(layout.layers, [0, 1, 2]);
    }

    #[test]
    fn what_has_no_predecessor_stands_before_what_it_leads_to() {
        assert_eq!(check(5, &[(0, 1), (1, 2), (2, 3), (4, 3)]).layers, [0, 1, 2, 3, 2]);
    }

    #[test]
    fn a_long_edge_passes_the_nodes_between() {
        let layout = check(3, &[(0, 1), (1, 2), (0, 2)]);
        let passes = layout.bends[2][0];
        assert!((passes - layout.middles[1]).abs() >= ROOM.node / 2.0 + ROOM.gap - 0.01, "{layout:?}");
    }

    #[test]
    fn hundreds_of_relations_do_not_overlap() {
        let edges: Vec<(usize, usize)> = (0..500).map(|edge| (edge * 7 % 200, edge * 13 % 300)).filter(|(from, to)| from != to).collect();
        check(300, &edges);
    }

    #[test]
    fn nothing_is_nothing() {
        assert!(check(0, &[]).height.abs() < 0.01);
    }
}
