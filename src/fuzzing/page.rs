//! What must hold of every file of a site, read as a browser or a feed reader reads it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, local_name, ns, parse_document, parse_fragment};

/// Elements that nothing on a page may be: they run, load, take over the page or pass for another one.
const FORBIDDEN: &[&str] = &[
    "applet", "base", "embed", "fencedframe", "frame", "frameset", "iframe", "noembed", "noscript", "object", "param", "plaintext",
    "portal", "slot", "style", "template", "xmp", "foreignobject", "animate", "set", "animatetransform", "annotation-xml",
];

/// Elements of the theme, and of no record.
const OF_THE_THEME: &[&str] =
    &["script", "link", "meta", "form", "button", "select", "textarea", "nav", "header", "footer", "main", "dialog"];

/// Attributes whose value is an address.
const ADDRESSES: &[&str] = &["href", "src", "action", "cite", "poster", "data", "longdesc", "xlink:href"];

/// Attributes that nothing may have.
const NEVER: &[&str] = &["style", "srcdoc", "formaction", "ping", "background", "srcset", "http-equiv", "is", "slot", "contenteditable"];

/// What a link may lead to beside other pages.
const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "ftp", "xmpp", "irc", "ircs", "sip", "news"];

/// Checks a file of a site.
pub(super) fn check(route: &str, bytes: &[u8]) {
    let text = || std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{route}: {error}"));
    match route.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => check_html(route, &read(text(), false), false),
        "xml" | "svg" => drop(roxmltree::Document::parse(text()).unwrap_or_else(|error| panic!("{route}: {error}\n{}", text()))),
        "json" => drop(serde_json::from_str::<serde_json::Value>(text()).unwrap_or_else(|error| panic!("{route}: {error}"))),
        "csv" => check_csv(route, bytes),
        _ => {}
    }
}

/// Checks the text of a record as its page shows it.
pub(super) fn check_body(html: &str) {
    check_html("the body", &read(html, true), true);
}

/// No cell is a formula for a spreadsheet.
fn check_csv(route: &str, bytes: &[u8]) {
    for record in csv::Reader::from_reader(bytes).byte_records() {
        let record = record.unwrap_or_else(|error| panic!("{route}: {error}"));
        let formula = record.iter().find(|cell| matches!(cell.first(), Some(b'=' | b'+' | b'@' | b'\t' | b'\r')));
        assert!(formula.is_none(), "{route}: {formula:?} is a formula");
    }
}

fn check_html(route: &str, found: &Found, is_body: bool) {
    assert!(found.errors.is_empty(), "{route} is no HTML: {:?}\n{}", found.errors, found.text);
    let mut ids = HashSet::new();
    for (element, attributes) in &found.elements {
        let shown = || format!("<{element} {attributes:?}> of {route}\n{}", found.text);
        assert!(!FORBIDDEN.contains(&element.as_str()), "{}", shown());
        assert!(!is_body || !OF_THE_THEME.contains(&element.as_str()), "{}", shown());
        assert!(element != "input" || !is_body || attributes.iter().any(|(_, value)| value == "checkbox"), "{}", shown());
        for (name, value) in attributes {
            let is_policy = element == "meta" && name == "http-equiv" && value == "Content-Security-Policy";
            assert!(is_policy || !name.starts_with("on") && !NEVER.contains(&name.as_str()), "{name} on {}", shown());
            if name == "id" {
                assert!(ids.insert(value), "`{value}` twice: {}", shown());
            }
            if ADDRESSES.contains(&name.as_str()) {
                let scheme = scheme(value);
                assert!(scheme.as_deref().is_none_or(|scheme| SCHEMES.contains(&scheme)), "{}", shown());
                let loads = name == "src" || element == "link" && !attributes.iter().any(|(_, rel)| rel == "canonical");
                let is_allowed = value.starts_with("https://images.example/");
                assert!(!loads || is_allowed || scheme.is_none() && !value.starts_with("//"), "{}", shown());
            }
        }
        let src = attributes.iter().find(|(name, _)| name == "src");
        assert!(element != "script" || src.is_some_and(|(_, src)| src.contains("assets/")), "{}", shown());
    }
}

/// The scheme of an address, as browsers find it: spaces around it and tabs and line ends in it do not count.
fn scheme(address: &str) -> Option<String> {
    let address: String = address.trim_matches(|ch: char| ch <= ' ').chars().filter(|ch| !matches!(ch, '\t' | '\n' | '\r')).collect();
    let (scheme, _) = address.split_once(':')?;
    let starts = scheme.starts_with(|ch: char| ch.is_ascii_alphabetic());
    (starts && scheme.chars().all(|ch| ch.is_ascii_alphanumeric() || "+-.".contains(ch))).then(|| scheme.to_ascii_lowercase())
}

/// An element's name and its attributes.
type Element = (String, Vec<(String, String)>);

/// What a browser makes of a text.
#[derive(Default)]
struct Found {
    text: String,
    elements: Vec<Element>,
    errors: Vec<String>,
}

fn read(html: &str, is_fragment: bool) -> Found {
    let tokenizer = TokenizerOpts { exact_errors: true, ..TokenizerOpts::default() };
    let tree_builder = TreeBuilderOpts { exact_errors: true, ..TreeBuilderOpts::default() };
    let options = ParseOpts { tokenizer, tree_builder };
    let reader = Reader::default();
    let mut found = if is_fragment {
        let around = QualName::new(None, ns!(html), local_name!("div"));
        parse_fragment(reader, options, around, Vec::new(), false).one(html)
    } else {
        parse_document(reader, options).one(html)
    };
    html.clone_into(&mut found.text);
    found
}

/// Notes elements and errors as the parser comes upon them. It keeps no tree: the parser does not need one.
#[derive(Default)]
struct Reader {
    found: RefCell<Found>,
    count: Cell<usize>,
}

/// An element that the parser holds.
#[derive(Clone)]
struct Handle {
    number: usize,
    name: Rc<QualName>,
}

impl Reader {
    fn handle(&self, name: QualName) -> Handle {
        self.count.set(self.count.get() + 1);
        Handle { number: self.count.get(), name: Rc::new(name) }
    }

    fn nameless(&self) -> Handle {
        self.handle(QualName::new(None, ns!(), local_name!("")))
    }
}

impl TreeSink for Reader {
    type Handle = Handle;
    type Output = Found;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Found {
        self.found.into_inner()
    }

    fn parse_error(&self, message: Cow<'static, str>) {
        // What no text should hold, and browsers show as it stands.
        if !message.starts_with("Bad character") {
            self.found.borrow_mut().errors.push(message.into_owned());
        }
    }

    fn get_document(&self) -> Handle {
        Handle { number: 0, name: Rc::new(QualName::new(None, ns!(), local_name!(""))) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let written = |name: &QualName| match &name.prefix {
            Some(prefix) => format!("{prefix}:{}", name.local),
            None => name.local.to_string(),
        };
        let attributes = attributes.iter().map(|attribute| (written(&attribute.name).to_lowercase(), attribute.value.to_string()));
        self.found.borrow_mut().elements.push((name.local.to_lowercase(), attributes.collect()));
        self.handle(name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.nameless()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.nameless()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.number == other.number
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn append(&self, _: &Handle, _: NodeOrText<Handle>) {}
    fn append_based_on_parent_node(&self, _: &Handle, _: &Handle, _: NodeOrText<Handle>) {}
    fn append_before_sibling(&self, _: &Handle, _: NodeOrText<Handle>) {}
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}
    fn remove_from_parent(&self, _: &Handle) {}
    fn reparent_children(&self, _: &Handle, _: &Handle) {}
    fn set_quirks_mode(&self, _: QuirksMode) {}
}
