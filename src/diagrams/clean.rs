//! Of a drawing only what draws: shapes, text, and the marks at the ends of lines.
//!
//! Everything is left out unless it is listed here. Colours come from the theme, so that a drawing is legible in light and
//! in dark; a colour that the record itself gives to a shape is kept as a tint. Classes get a prefix, so that no record
//! can dress up its drawing as a part of the site; ids are replaced, so that they are unique on the page.

use std::collections::HashMap;
use std::fmt::Write as _;

use roxmltree::{Document, Node};

/// What may stand in a drawing.
const ELEMENTS: &[&str] =
    &["circle", "defs", "desc", "ellipse", "g", "line", "marker", "path", "polygon", "polyline", "rect", "svg", "text", "title", "tspan"];

/// Attributes whose values are numbers, keywords or paths.
const ATTRIBUTES: &[&str] = &[
    "alignment-baseline", "cx", "cy", "d", "dominant-baseline", "dx", "dy", "font-size", "font-style", "font-weight", "height",
    "lengthAdjust", "markerHeight", "markerUnits", "markerWidth", "orient", "points", "preserveAspectRatio", "r", "refX", "refY", "rx",
    "ry", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-width", "text-anchor", "textLength", "transform", "viewBox",
    "width", "x", "x1", "x2", "y", "y1", "y2",
];

/// Those of them that drawings also set by a `style` attribute.
const DECLARED: &[&str] = &[
    "alignment-baseline", "dominant-baseline", "font-size", "font-style", "font-weight", "stroke-dasharray", "stroke-width", "text-anchor",
];

/// Attributes that name another element of the drawing.
const REFERENCES: &[&str] = &["marker-end", "marker-mid", "marker-start"];

/// A drawing that would become longer than this is not kept.
const LONGEST: usize = 2 << 20;

/// Shapes to which a record can give a colour.
const SHAPES: &[&str] = &["circle", "ellipse", "path", "polygon", "rect"];

/// Deeper nesting than any drawing has.
const DEEPEST: usize = 200;

/// An `<svg>` element that can stand in a page; `number` is its place there.
pub(super) fn clean(svg: &str, number: usize) -> Result<String, String> {
    let document = Document::parse(svg).map_err(|error| format!("the drawing is no SVG: {error}"))?;
    let root = document.root_element();
    let mut cleaner = Cleaner { ids: HashMap::new(), out: String::with_capacity(svg.len() / 2) };
    for node in root.descendants() {
        for name in REFERENCES {
            if let Some(target) = node.attribute(*name).and_then(target) {
                let next = cleaner.ids.len();
                cleaner.ids.entry(target.to_owned()).or_insert_with(|| format!("diagram{number}Part{next}"));
            }
        }
    }
    let view: Vec<f64> = root.attribute("viewBox").unwrap_or_default().split_whitespace().filter_map(|part| part.parse().ok()).collect();
    let [_, _, width, height] = view[..] else { return Err("the drawing has no size".to_owned()) };
    if !(width > 0.0 && height > 0.0 && width.is_finite() && height.is_finite()) {
        return Err("the drawing has no size".to_owned());
    }
    let kind = root.attribute("aria-roledescription").unwrap_or_default();
    let kind: String = kind.chars().filter(|ch| ch.is_ascii_alphanumeric() || *ch == '-').collect();
    let _ = write!(
        cleaner.out,
        "<svg class=\"mermaid mermaid-{kind}\" viewBox=\"{}\" width=\"{width:.0}\" height=\"{height:.0}\" direction=\"ltr\">",
        view.iter().map(f64::to_string).collect::<Vec<_>>().join(" ")
    );
    for child in root.children() {
        cleaner.node(child, 0);
    }
    cleaner.out.push_str("</svg>");
    if cleaner.out.len() > LONGEST {
        return Err("it is too large to be read as a drawing".to_owned());
    }
    Ok(cleaner.out)
}

struct Cleaner {
    /// The ids that something in the drawing names, and what stands for them.
    ids: HashMap<String, String>,
    out: String,
}

impl Cleaner {
    fn node(&mut self, node: Node<'_, '_>, depth: usize) {
        if depth > DEEPEST || self.out.len() > LONGEST {
            return;
        }
        if node.is_text() {
            if node.ancestors().any(|parent| matches!(parent.tag_name().name(), "text" | "title" | "desc")) {
                self.text(node.text().unwrap_or_default());
            }
            return;
        }
        if !node.is_element() {
            return;
        }
        let name = node.tag_name().name();
        match name {
            // Links of a diagram are left out, what they are around stays.
            "a" | "switch" => return node.children().for_each(|child| self.node(child, depth + 1)),
            // Stands for a part elsewhere. A copy is what the theme's colours reach.
            "use" => return self.copy(node, depth),
            // What nothing names draws nothing; what is copied is not drawn where it is defined.
            "g" | "svg" if node.parent_element().is_some_and(|parent| parent.tag_name().name() == "defs") => return,
            "marker" if !node.attribute("id").is_some_and(|id| self.ids.contains_key(id)) => return,
            _ if !ELEMENTS.contains(&name) || hidden(node) => return,
            _ => {}
        }
        if node.children().next().is_none() && matches!(name, "g" | "defs") {
            return;
        }
        let start = self.out.len();
        let _ = write!(self.out, "<{name}");
        self.attributes(node, name);
        if node.has_children() {
            self.out.push('>');
            let inner = self.out.len();
            node.children().for_each(|child| self.node(child, depth + 1));
            if self.out.len() == inner && matches!(name, "g" | "defs") {
                self.out.truncate(start);
            } else {
                let _ = write!(self.out, "</{name}>");
            }
        } else {
            self.out.push_str("/>");
        }
    }

    fn copy(&mut self, node: Node<'_, '_>, depth: usize) {
        let Some(id) = attribute(node, "href").and_then(target) else { return };
        let Some(part) = node.document().descendants().find(|part| part.attribute("id") == Some(id)) else { return };
        let place = |name: &str| node.attribute(name).and_then(|value| value.parse::<f64>().ok()).filter(|value| value.is_finite());
        let _ = write!(self.out, "<g transform=\"translate({},{})\">", place("x").unwrap_or(0.0), place("y").unwrap_or(0.0));
        part.children().for_each(|child| self.node(child, depth + 1));
        self.out.push_str("</g>");
    }

    fn text(&mut self, text: &str) {
        for ch in text.chars() {
            match ch {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                ch => self.out.push(ch),
            }
        }
    }

    fn attributes(&mut self, node: Node<'_, '_>, name: &str) {
        for key in ATTRIBUTES {
            // A declaration of a style counts more than an attribute.
            let declared = if DECLARED.contains(key) { declaration(node, key) } else { None };
            if let Some(value) = declared.or_else(|| node.attribute(*key)).filter(|value| is_plain(value)) {
                let _ = write!(self.out, " {key}=\"{value}\"");
            }
        }
        for key in REFERENCES {
            if let Some(id) = node.attribute(*key).and_then(target).and_then(|target| self.ids.get(target)) {
                let _ = write!(self.out, " {key}=\"url(#{id})\"");
            }
        }
        if let Some(id) = node.attribute("id").and_then(|id| self.ids.get(id)) {
            let _ = write!(self.out, " id=\"{id}\"");
        }
        let mut classes: Vec<String> = node
            .attribute("class")
            .unwrap_or_default()
            .split_whitespace()
            .filter(|class| class.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_')))
            .map(|class| format!("mm-{class}"))
            .collect();
        classes.dedup();
        if !classes.is_empty() {
            let _ = write!(self.out, " class=\"{}\"", classes.join(" "));
        }
        if SHAPES.contains(&name) {
            self.tint(node);
        }
    }

    /// The record's own colour of a shape, mixed into the theme's, on which the theme's text stays legible.
    fn tint(&mut self, node: Node<'_, '_>) {
        let own = |property: &str| declaration(node, property).filter(|value| is_colour(value));
        // A line's own attribute may say that it has no stroke: the colour of lines comes from the theme.
        if declaration(node, "fill").or_else(|| node.attribute("fill")) == Some("none") {
            self.out.push_str(" fill=\"none\"");
        }
        if declaration(node, "stroke") == Some("none") {
            self.out.push_str(" stroke=\"none\"");
        }
        if let Some(fill) = own("fill") {
            let _ = write!(self.out, " fill=\"color-mix(in srgb,{fill} 28%,var(--paper))\"");
        }
        if let Some(stroke) = own("stroke") {
            let _ = write!(self.out, " stroke=\"color-mix(in srgb,{stroke} 60%,var(--ink))\"");
        }
    }
}

/// The value that a `style` attribute gives to a property.
fn declaration<'a>(node: Node<'a, '_>, property: &str) -> Option<&'a str> {
    let mut declarations = node.attribute("style")?.rsplit(';').filter_map(|declaration| declaration.split_once(':'));
    let (_, value) = declarations.find(|(name, _)| name.trim() == property)?;
    Some(value.trim().trim_end_matches("!important").trim())
}

/// An attribute by its local name: `href` may have a namespace.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The id that `url(#id)` or `#id` names.
fn target(value: &str) -> Option<&str> {
    let inner = value.trim().strip_prefix("url(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(value.trim());
    inner.trim_matches(['"', '\'']).strip_prefix('#')
}

fn hidden(node: Node<'_, '_>) -> bool {
    let style = node.attribute("style").unwrap_or_default().replace(' ', "");
    node.attribute("display") == Some("none") || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Numbers, keywords, paths, transformations: nothing that could name an address or end the attribute.
fn is_plain(value: &str) -> bool {
    value.chars().all(|ch| ch.is_ascii_alphanumeric() || " \t\n+-.,%()".contains(ch)) && !value.contains("url(")
}

/// `#f96`, `rgb(1, 2, 3)`, `tomato`.
fn is_colour(value: &str) -> bool {
    let is_hex = |digits: &str| matches!(digits.len(), 3 | 6) && digits.chars().all(|ch| ch.is_ascii_hexdigit());
    let arguments = ["rgb(", "rgba(", "hsl(", "hsla("].iter().find_map(|name| value.strip_prefix(name)?.strip_suffix(')'));
    let is_name = |name: &str| {
        name.len() < 30
            && name.chars().all(|ch| ch.is_ascii_alphabetic())
            && !matches!(name, "none" | "transparent" | "inherit" | "currentColor" | "currentcolor" | "initial" | "unset")
    };
    value.strip_prefix('#').is_some_and(is_hex)
        || arguments.is_some_and(|list| list.chars().all(|ch| ch.is_ascii_digit() || " ,.%".contains(ch)))
        || (!value.is_empty() && is_name(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_draws_is_kept() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10 20\" onload=\"x()\"><style>*{}</style><script>x()</script><g class=\"node site-head\"><rect id=\"a\" x=\"1\" y=\"url(#x)\" fill=\"#fff\" style=\"fill:#f96;stroke:url(http://e)\" onclick=\"x()\"/><a href=\"javascript:x()\"><text>A &lt;b&gt;</text></a></g><foreignObject><b>x</b></foreignObject><image href=\"http://e\"/></svg>";
        assert_eq!(
            clean(svg, 3).unwrap(),
            "<svg class=\"mermaid mermaid-\" viewBox=\"0 0 10 20\" width=\"10\" height=\"20\" direction=\"ltr\"><g class=\"mm-node mm-site-head\"><rect x=\"1\" fill=\"color-mix(in srgb,#f96 28%,var(--paper))\"/><text>A &lt;b&gt;</text></g></svg>"
        );
    }

    #[test]
    fn ids_are_replaced_and_what_nothing_names_is_left_out() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><defs><marker id=\"m\"><path d=\"M0 0\"/></marker><marker id=\"n\"><path d=\"M9 9\"/></marker></defs><path d=\"M1 1\" marker-end=\"url(#m)\"/></svg>";
        let clean = clean(svg, 2).unwrap();
        assert!(clean.contains("<marker id=\"diagram2Part0\">") && clean.contains("marker-end=\"url(#diagram2Part0)\""), "{clean}");
        assert!(!clean.contains("M9 9"), "{clean}");
    }
}
