//! What carries the log to other programs than browsers: Atom feeds, a sitemap, `llms.txt`, markdown copies, a badge.
//!
//! All of it says only what the pages say, so an e-mail address never gets into it. What these formats cannot hold
//! (control characters in XML, line ends in a title) is left out.

pub(super) mod atom;
pub(super) mod badge;
pub(super) mod markdown;
pub(super) mod sitemap;

use crate::model::{Adr, CalendarDate, Role};
use crate::render::Site;
use crate::render::views::{id, status_name};
use jiff::civil::Date as Day;

use super::html::escape;

/// Escapes text for XML, inside and outside of attributes, without the characters that XML 1.0 forbids.
fn xml(text: &str, out: &mut String) {
    let allowed = |ch: char| matches!(ch, '\t' | '\n' | '\r') || !ch.is_control() && !matches!(ch, '\u{fffe}' | '\u{ffff}');
    if text.chars().all(allowed) {
        escape(text, out);
    } else {
        escape(&text.chars().filter(|ch| allowed(*ch)).collect::<String>(), out);
    }
}

/// Its id and title: `ADR-0007 Keep the ledger`.
fn name(adr: &Adr) -> String {
    id(adr).map_or_else(|| adr.title.clone(), |id| format!("{id} {}", adr.title))
}

/// The last day up to `today` on which the record says that something happened.
fn changed(adr: &Adr, today: Day) -> Option<Day> {
    let signed = adr.sign_offs.iter().filter_map(|sign_off| sign_off.date);
    let done = adr.actions.iter().filter_map(|action| action.done);
    let days = adr.date.into_iter().chain(adr.created).chain(signed).chain(done).map(CalendarDate::first_day);
    days.filter(|day| *day <= today).max()
}

/// The names of the teams that signed in a role, without repeats.
fn signed<'a>(site: &'a Site, adr: &Adr, role: Role) -> Vec<&'a str> {
    let mut names = Vec::new();
    for sign_off in adr.sign_offs.iter().filter(|sign_off| sign_off.role == role) {
        let name = site.views.team(sign_off.team).name.as_str();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Who did what, a sentence for each role: `Proposed: Platform. Reviewed: Halcyon, Payments.`
fn who(site: &Site, adr: &Adr) -> String {
    let mut out = String::new();
    for role in Role::ALL {
        let names = signed(site, adr, role);
        if !names.is_empty() {
            let gap = if out.is_empty() { "" } else { " " };
            out += &format!("{gap}{}: {}.", site.theme.language.text(role.verb()), names.join(", "));
        }
    }
    out
}

/// The status in the site's language.
fn status_label<'a>(site: &'a Site, adr: &Adr) -> &'a str {
    site.views.status_label(status_name(adr.status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_left_out_and_the_rest_escaped() {
        let mut out = String::new();
        xml("a\u{1}\u{b}<b attr='\"'>&\u{ffff}\tü", &mut out);
        assert_eq!(out, "a&lt;b attr=&#39;&quot;&#39;&gt;&amp;\tü");
    }
}
