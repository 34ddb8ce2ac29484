//! The whole log, or a part of it, as one document to hand over or to print.

use std::collections::HashMap;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::model::{AdrIndex, Role};
use crate::render::views::{StatusView, id};
use crate::render::{SafeHtml, Site, html};
use crate::routes::url;

#[derive(Serialize)]
struct Data<'a> {
    /// What was chosen, in words; none where it is the whole log.
    chosen: Option<&'a str>,
    decisions: Vec<Decision<'a>>,
}

#[derive(Serialize)]
struct Decision<'a> {
    anchor: String,
    id: Option<String>,
    title: &'a str,
    status: StatusView,
    date: Option<String>,
    /// Roles with the teams that signed in them.
    signed: Vec<Signed<'a>>,
    tags: &'a [String],
    body_html: SafeHtml,
}

#[derive(Serialize)]
struct Signed<'a> {
    label: &'a str,
    teams: String,
}

/// The document at `index.html`; `chosen` says in words what of the log it holds.
pub(in crate::render) fn render(site: &Site, decisions: &[AdrIndex], chosen: Option<&str>) -> Result<String> {
    let log = &site.snapshot.log;
    let inside: HashMap<String, AdrIndex> = decisions.iter().map(|index| (url(&log.adr(*index).route), *index)).collect();
    let decisions = decisions.iter().map(|index| {
        let adr = log.adr(*index);
        let (body, _) = html::body(&adr.document, &adr.path, "index.html", site.surroundings());
        let signed = Role::ALL.into_iter().filter_map(|role| {
            let mut teams: Vec<&str> = Vec::new();
            for sign_off in adr.sign_offs.iter().filter(|sign_off| sign_off.role == role) {
                let name = site.views.team(sign_off.team).name.as_str();
                if !teams.contains(&name) {
                    teams.push(name);
                }
            }
            (!teams.is_empty()).then(|| Signed { label: site.theme.language.text(role.verb()), teams: site.theme.language.list(&teams) })
        });
        Decision {
            anchor: anchor(*index),
            id: id(adr),
            title: &adr.title,
            status: site.views.status(adr),
            date: adr.date.map(|date| date.to_string()),
            signed: signed.collect(),
            tags: &adr.tags,
            body_html: embed(&body, &anchor(*index), |address| elsewhere(site, &inside, address)).into(),
        }
    });
    let data = Data { chosen, decisions: decisions.collect() };
    let mut context = tera::Context::from_serialize(&data).map_err(|error| Error::Theme(error.to_string()))?;
    context.insert_value("site", site.shared.clone());
    site.theme.render("single.html", &context, 1 << 20)
}

/// The anchor of a decision; those of its text follow behind a hyphen.
fn anchor(index: AdrIndex) -> String {
    format!("decision{}", index.0 + 1)
}

/// Where a relative address of a page leads from within the document; `None` where it leads nowhere.
fn elsewhere(site: &Site, inside: &HashMap<String, AdrIndex>, address: &str) -> Option<String> {
    let (page, fragment) = address.split_once('#').unwrap_or((address, ""));
    match (inside.get(page), &site.snapshot.config.base_url) {
        (Some(index), _) if fragment.is_empty() || fragment == "decisionTitle" => Some(format!("#{}", anchor(*index))),
        (Some(index), _) => Some(format!("#{}-{fragment}", anchor(*index))),
        (None, Some(base)) => Some(format!("{base}{address}")),
        (None, None) => None,
    }
}

/// The HTML of one page among others: its ids behind a prefix, its headings a level lower, its links as `relative` says.
///
/// The HTML is the writer's own, so a tag is what stands between angle brackets, and its attributes are quoted.
fn embed(html: &str, prefix: &str, relative: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len() * 9 / 8);
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let close = rest[open..].find('>').map_or(rest.len(), |close| open + close + 1);
        out.push_str(&rest[..open]);
        tag(&rest[open..close], prefix, &relative, &mut out);
        rest = &rest[close..];
    }
    out.push_str(rest);
    out
}

fn tag(tag: &str, prefix: &str, relative: &impl Fn(&str) -> Option<String>, out: &mut String) {
    let lower = |name: &str| match name {
        "h2" => "h3",
        "h3" => "h4",
        "h4" => "h5",
        _ => "h6",
    };
    let start = if tag.starts_with("</") { 2 } else { 1 };
    let name_end = tag[start..].find(|ch: char| !ch.is_ascii_alphanumeric()).map_or(tag.len(), |end| start + end);
    let name = &tag[start..name_end];
    out.push_str(&tag[..start]);
    out.push_str(if matches!(name, "h2" | "h3" | "h4" | "h5") { lower(name) } else { name });
    let mut rest = &tag[name_end..];
    while let Some(equals) = rest.find("=\"") {
        let key = rest[..equals].rsplit([' ', '\n']).next().unwrap_or_default();
        let before = &rest[..equals - key.len()];
        let after = &rest[equals + 2..];
        let end = after.find('"').unwrap_or(after.len());
        let value = &after[..end];
        out.push_str(before);
        let kept = match (key, value.strip_prefix('#')) {
            ("id", _) => Some(format!("{prefix}-{value}")),
            ("href", Some("")) => Some(format!("#{prefix}")),
            ("href", Some(fragment)) => Some(format!("#{prefix}-{fragment}")),
            ("marker-end" | "marker-start" | "marker-mid", _) => Some(value.replace("url(#", &format!("url(#{prefix}-"))),
            ("href", None) if name == "a" && !value.contains(':') => relative(value),
            _ => Some(value.to_owned()),
        };
        if let Some(value) = kept {
            *out += &format!("{key}=\"{value}\"");
        }
        rest = after.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_headings_and_links_of_a_page_fit_into_the_document() {
        let html = "<h2 id=\"context\">A <a class=\"anchor\" href=\"#context\">#</a></h2><p title=\"x\">see <a href=\"decisions/b.html#c\">b</a>, <a href=\"https://x.example/\">x</a>, <a href=\"decisions/gone.html\">y</a> &lt;h2&gt;</p><path marker-end=\"url(#m)\"/>";
        let embedded = embed(html, "d1", |address| address.strip_prefix("decisions/b.html#").map(|fragment| format!("#d2-{fragment}")));
        assert_eq!(
            embedded,
            "<h3 id=\"d1-context\">A <a class=\"anchor\" href=\"#d1-context\">#</a></h3><p title=\"x\">see <a href=\"#d2-c\">b</a>, <a href=\"https://x.example/\">x</a>, <a >y</a> &lt;h2&gt;</p><path marker-end=\"url(#d1-m)\"/>"
        );
    }
}
