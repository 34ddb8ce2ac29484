//! A group of decisions as SVG.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::layout::{Room, layout};
use super::{Component, KINDS};
use crate::model::{Adr, AdrIndex, RelationKind};
use crate::render::Site;
use crate::render::charts::svg::{short, wrap};
use crate::render::html::escape;
use crate::render::views::{id, status_name};
use crate::routes::url;

/// The size of a node, and the way between two layers.
const WIDTH: f64 = 176.0;
const HEIGHT: f64 = 62.0;
const WAY: f64 = 56.0;
/// Letters of a title on a line.
const LETTERS: usize = 25;

/// What is to be drawn, and from where it is seen.
pub(in crate::render) struct Drawing<'a> {
    pub(in crate::render) site: &'a Site,
    pub(in crate::render) component: &'a Component,
    /// The way from the page to the site's root.
    pub(in crate::render) root: &'a str,
    /// What it shows, for those who do not see it.
    pub(in crate::render) label: &'a str,
    /// The decision that the drawing is about.
    pub(in crate::render) own: Option<AdrIndex>,
}

impl Drawing<'_> {
    /// The drawing in a frame in which it scrolls where it is wider than the page.
    pub(in crate::render) fn html(&self) -> String {
        let log = &self.site.snapshot.log;
        let Component { nodes, edges, .. } = self.component;
        let position: HashMap<AdrIndex, usize> = nodes.iter().enumerate().map(|(position, index)| (*index, position)).collect();
        // Time runs the way of the language, so the layout's edges lead from the earlier to the later end.
        let ends: Vec<(usize, usize)> = edges.iter().map(|edge| (position[&edge.to], position[&edge.from])).collect();
        let placed = layout(nodes.len(), &ends, Room { node: HEIGHT, gap: 18.0 });
        let depth = placed.layers.iter().max().map_or(0, |deepest| deepest + 1) as f64;
        let (width, height) = (depth * (WIDTH + WAY) - WAY + 4.0, placed.height + 4.0);
        let left = |layer: usize| layer as f64 * (WIDTH + WAY) + 2.0;
        let language = &self.site.theme.language;
        let mirrored = language.is_right_to_left();
        let mut out = String::with_capacity(1024 * nodes.len());
        out.push_str("<div class=\"graph\" tabindex=\"0\" role=\"region\" aria-label=\"");
        escape(self.label, &mut out);
        let (w, h) = (short(width), short(height));
        let _ = write!(
            out,
            "\"><svg width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" direction=\"{}\" role=\"group\" aria-label=\"",
            language.direction()
        );
        escape(self.label, &mut out);
        out.push_str("\">");
        if mirrored {
            let _ = write!(out, "<g transform=\"translate({w} 0) scale(-1 1)\">");
        }
        for ((edge, (earlier, later)), bends) in edges.iter().zip(&ends).zip(&placed.bends) {
            let (mut first, mut last) = (*earlier, *later);
            // In a circle one edge runs against time.
            let against = placed.layers[first] > placed.layers[last];
            if against {
                std::mem::swap(&mut first, &mut last);
            }
            let start = (left(placed.layers[first]) + WIDTH, placed.middles[first] + 2.0);
            let end = (left(placed.layers[last]), placed.middles[last] + 2.0);
            let bends = bends.iter().zip(placed.layers[first] + 1..).map(|(y, layer)| (left(layer), *y + 2.0));
            line(edge.kind, start, bends, end, against, &mut out);
        }
        if mirrored {
            out.push_str("</g>");
        }
        for (node, index) in nodes.iter().enumerate() {
            let x = left(placed.layers[node]);
            let corner = (if mirrored { width - x - WIDTH } else { x }, placed.middles[node] - HEIGHT / 2.0 + 2.0);
            self.node(*index, log.adr(*index), corner, &mut out);
        }
        out.push_str("</svg></div>");
        out
    }

    fn node(&self, index: AdrIndex, adr: &Adr, (x, y): (f64, f64), out: &mut String) {
        let status = status_name(adr.status);
        let name = id(adr).unwrap_or_default();
        let own = self.own == Some(index);
        let _ = write!(out, "<a class=\"node status-{status}{}\" href=\"{}{}\"", if own { " own" } else { "" }, self.root, url(&adr.route));
        out.push_str(if own { " aria-current=\"page\"><title>" } else { "><title>" });
        escape(&format!("{name} {} ({})", adr.title, self.site.views.status_label(status)), out);
        let (sx, sy) = (short(x), short(y));
        // Where a line of text begins that is so far from the edge.
        let mirrored = self.site.theme.language.is_right_to_left();
        let inner = |from: f64| short(if mirrored { x + WIDTH - from } else { x + from });
        let mark = short(if mirrored { x + WIDTH - 20.0 } else { x + 10.0 });
        let _ = write!(out, "</title><rect class=\"box\" x=\"{sx}\" y=\"{sy}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"5\"/>");
        let _ = write!(out, "<rect class=\"mark\" x=\"{}\" y=\"{}\" width=\"10\" height=\"10\"/>", mark, short(y + 9.0));
        let _ = write!(out, "<text class=\"name\" x=\"{}\" y=\"{}\">", inner(26.0), short(y + 18.0));
        // Names of decisions may be as long as their authors like.
        escape(&wrap(&name, 20).into_iter().next().unwrap_or_default(), out);
        out.push_str("</text>");
        for (line, text) in wrap(&adr.title, LETTERS).iter().enumerate() {
            let _ = write!(out, "<text x=\"{}\" y=\"{}\">", inner(10.0), short(y + 36.0 + 16.0 * line as f64));
            escape(text, out);
            out.push_str("</text>");
        }
        out.push_str("</a>");
    }
}

/// A relation as a curve through its bends, with a head at the end that it speaks of: `end` is the later decision, which
/// supersedes what stands at `start`, unless the edge runs `against` time.
fn line(kind: RelationKind, start: (f64, f64), bends: impl Iterator<Item = (f64, f64)>, end: (f64, f64), against: bool, out: &mut String) {
    let name = kind.name();
    let _ = write!(out, "<path class=\"edge {name}\" d=\"M{} {}", short(start.0), short(start.1));
    let mut at = start;
    let curve = |from: (f64, f64), to: (f64, f64), out: &mut String| {
        let half = (to.0 - from.0) / 2.0;
        let control = [short(from.0 + half), short(from.1), short(to.0 - half), short(to.1), short(to.0), short(to.1)];
        let _ = write!(out, "C{}", control.join(" "));
    };
    for bend in bends {
        curve(at, bend, out);
        at = (bend.0 + WIDTH, bend.1);
        let _ = write!(out, "H{}", short(at.0));
    }
    curve(at, end, out);
    out.push_str("\"/>");
    if kind != RelationKind::RelatesTo {
        let (tip, back) = if against { (end, -8.0) } else { (start, 8.0) };
        let points: Vec<String> =
            [(0.0, 0.0), (back, -4.0), (back, 4.0)].iter().map(|(dx, dy)| format!("{},{}", short(tip.0 + dx), short(tip.1 + dy))).collect();
        let _ = write!(out, "<polygon class=\"head {name}\" points=\"{}\"/>", points.join(" "));
    }
}

/// What the lines mean, each beside a piece of it.
pub(in crate::render) fn legend(site: &Site, kinds: &[RelationKind]) -> String {
    let mut out = String::from("<ul class=\"graph-legend\">");
    for kind in KINDS.into_iter().filter(|kind| kinds.contains(kind)) {
        out.push_str("<li><svg class=\"graph-sample\" width=\"44\" height=\"12\" viewBox=\"0 0 44 12\" aria-hidden=\"true\">");
        line(kind, (2.0, 6.0), std::iter::empty(), (42.0, 6.0), false, &mut out);
        out.push_str("</svg> ");
        escape(site.theme.language.text(&format!("relation_{}", kind.name())), &mut out);
        out.push_str("</li>");
    }
    out.push_str("</ul>");
    out
}
