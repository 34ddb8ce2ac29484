//! Markdown for programs that read text: `llms.txt`, and a copy of each decision where the config asks for it.

use std::fmt::Write as _;

use super::{name, signed, status_label, who};
use crate::model::{Adr, AdrIndex, RelationKind, Role, Status};
use crate::render::{Page, Site};
use crate::routes::{root_of, url};

/// The route of the log's table of contents for language models.
pub(in crate::render) const ROUTE: &str = "llms.txt";

/// All decisions with their addresses, what is in force first (see llmstxt.org).
pub(in crate::render) fn llms(site: &Site) -> Vec<u8> {
    let language = &site.theme.language;
    let log = &site.snapshot.log;
    let base = site.snapshot.config.base_url.as_deref().unwrap_or_default();
    let mut out = format!("# {}\n", line(site.title()));
    if let Some(description) = &site.snapshot.config.description {
        let _ = write!(out, "\n> {}\n", line(description));
    }
    let _ = write!(out, "\n{}\n", language.text("llms_about"));
    let groups: [(&str, &[Option<Status>]); 3] = [
        ("llms_in_force", &[Some(Status::Accepted)]),
        ("llms_open", &[Some(Status::Proposed), Some(Status::Draft), None]),
        ("llms_past", &[Some(Status::Superseded), Some(Status::Deprecated), Some(Status::Rejected)]),
    ];
    for (heading, statuses) in groups {
        let mut decisions = log.iter().filter(|(_, adr)| statuses.contains(&adr.status)).peekable();
        if decisions.peek().is_none() {
            continue;
        }
        let _ = write!(out, "\n## {}\n\n", language.text(heading));
        for (index, adr) in decisions {
            let page = if site.snapshot.config.markdown_copies { Page::MarkdownCopy(index) } else { Page::Decision(index) };
            let _ = write!(out, "- {}: {}", link(&name(adr), &format!("{base}{}", url(&site.route(page)))), status_label(site, adr));
            if let Some(date) = adr.date {
                let _ = write!(out, ", {date}");
            }
            let who = who(site, adr);
            if !who.is_empty() {
                let _ = write!(out, ". {}", line(&who));
            }
            out.push('\n');
        }
    }
    let _ = write!(out, "\n## {}\n\n", language.text("llms_optional"));
    for (label, route) in [("llms_decisions_json", "decisions.json"), ("llms_stats_json", "stats.json")] {
        let _ = writeln!(out, "- {}", link(language.text(label), &format!("{base}{route}")));
    }
    out.into_bytes()
}

/// The route of a decision's copy: that of its page with another ending.
pub(in crate::render) fn copy_route(adr: &Adr) -> String {
    format!("{}.md", adr.route.trim_end_matches(".html"))
}

/// A decision as markdown: what its page says above the text, and the text as it was written.
pub(in crate::render) fn copy(site: &Site, index: AdrIndex) -> Vec<u8> {
    let log = &site.snapshot.log;
    let adr = log.adr(index);
    let language = &site.theme.language;
    let root = root_of(&adr.route);
    let mut out = format!("# {}\n\n", line(&name(adr)));
    let mut fact = |label: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "- {label}: {value}");
        }
    };
    fact(language.text("facet_status"), status_label(site, adr));
    fact(language.text("copy_date"), &adr.date.map(|date| date.to_string()).unwrap_or_default());
    for role in Role::ALL {
        fact(language.text(role.verb()), &line(&signed(site, adr, role).join(", ")));
    }
    fact(language.text("nav_tags"), &line(&adr.tags.join(", ")));
    for kind in RelationKind::ALL {
        let others: Vec<String> =
            adr.related(kind).map(|other| link(&name(log.adr(other)), &format!("{root}{}", url(&copy_route(log.adr(other)))))).collect();
        fact(language.text(&format!("relation_{}", kind.name())), &others.join(", "));
    }
    out.push('\n');
    out.push_str(adr.document.body().trim());
    out.push('\n');
    out.into_bytes()
}

/// A text that ends no line and no paragraph, without control characters.
fn line(text: &str) -> String {
    text.split(char::is_whitespace)
        .flat_map(|word| word.split(char::is_control))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn link(text: &str, address: &str) -> String {
    let text = line(text).replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    format!("[{text}]({})", address.replace('(', "%28").replace(')', "%29"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_leave_its_link_or_its_line() {
        assert_eq!(link("a](x)\n\n# b\u{1b}[2J", "d/(1).html"), "[a\\](x) # b \\[2J](d/%281%29.html)");
    }
}
