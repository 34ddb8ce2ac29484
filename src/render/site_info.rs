//! What every template sees as `site`.

use serde::Serialize;

use super::{Theme, feeds, language, views::Views};
use crate::diagnostic::Severity;
use crate::workspace::Snapshot;

/// What every template sees as `site`.
#[derive(Serialize)]
pub(super) struct SiteInfo<'a> {
    title: &'a str,
    description: Option<&'a str>,
    /// Of the interface, a BCP 47 tag.
    language: &'a str,
    direction: &'a str,
    /// Of the records, where it is not the interface's.
    records_language: Option<&'a str>,
    /// `ltr`, `rtl`, or `auto` where only the text itself can say.
    records_direction: &'a str,
    generator: &'a str,
    generated_for: String,
    base_url: Option<&'a str>,
    csp: String,
    nav: Vec<NavItem<'a>>,
    /// The less used ones, which share an entry.
    nav_more: Vec<NavItem<'a>>,
    /// Their kinds.
    nav_more_kinds: Vec<&'static str>,
    decisions: usize,
    problems: usize,
    errors: usize,
    has_teams: bool,
    has_people: bool,
    has_tags: bool,
    has_scorecard: bool,
    has_actions: bool,
    has_search: bool,
    several_sources: bool,
    feed: &'a str,
}

/// A way from every page to one of the site's main pages.
#[derive(Serialize)]
struct NavItem<'a> {
    kind: &'static str,
    label: &'a str,
    count: usize,
    /// Other kinds of pages that belong there.
    also: &'static [&'static str],
    /// Whether it is one of the less used ones, which share an entry.
    #[serde(skip)]
    more: bool,
}

impl<'a> SiteInfo<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, theme: &'a Theme, views: &Views) -> Self {
        let log = &snapshot.log;
        let count = |least| snapshot.diagnostics.iter().filter(|diagnostic| diagnostic.severity >= least).count();
        let (problems, errors) = (count(Severity::Warning), count(Severity::Error));
        let has_teams = !log.teams.is_empty();
        let has_tags = !views.tags.is_empty();
        let has_scorecard = !snapshot.scorecard.is_empty();
        let has_actions = snapshot.statistics.overall.follow_through.actions() > 0;
        let has_timeline = log.adrs.iter().any(|adr| adr.date.is_some());
        let has_relations = log.adrs.iter().any(|adr| !adr.relations.is_empty());
        let has_context = log.adrs.iter().any(|adr| !adr.context.is_empty());
        let item = |kind, label, count, also| NavItem { kind, label: theme.language.text(label), count, also, more: false };
        let more = |kind, label| NavItem { kind, label: theme.language.text(label), count: 0, also: &[], more: true };
        let items: [(bool, NavItem<'_>); 10] = [
            (true, item("decisions", "nav_decisions", 0, &["decision", "statuses"])),
            (has_teams, item("teams", "nav_teams", 0, &["team", "party", "people"])),
            (true, item("statistics", "nav_statistics", 0, &["methodology", "statistics_periods", "statistics_period"])),
            (has_scorecard, item("scorecard", "nav_scorecard", 0, &[])),
            (has_actions, item("actions", "nav_actions", 0, &[])),
            (problems > 0, item("problems", "nav_problems", problems, &[])),
            (has_timeline, more("timeline", "nav_timeline")),
            (has_relations, more("relations", "nav_relations")),
            (has_tags, more("tags", "nav_tags")),
            (has_context, more("context", "context_library")),
        ];
        let shown = items.into_iter().filter(|(shown, _)| *shown).map(|(_, item)| item);
        let (nav_more, nav): (Vec<NavItem<'_>>, Vec<NavItem<'_>>) = shown.partition(|item| item.more);
        Self {
            nav_more_kinds: nav_more.iter().map(|item| item.kind).collect(),
            nav_more,
            nav,
            title: snapshot.config.title.as_deref().unwrap_or_else(|| theme.language.text("default_title")),
            description: snapshot.config.description.as_deref(),
            language: &theme.language.tag,
            direction: theme.language.direction(),
            records_language: Some(snapshot.config.records_language.as_str()).filter(|tag| *tag != theme.language.tag),
            // Records are often in English whatever the interface speaks; only where the config says so is it known.
            records_direction: if snapshot.config.records_language == snapshot.config.language {
                "auto"
            } else {
                language::direction(&snapshot.config.records_language)
            },
            generator: concat!("adrsite ", env!("CARGO_PKG_VERSION")),
            generated_for: snapshot.today.to_string(),
            base_url: snapshot.config.base_url.as_deref(),
            csp: content_security_policy(&snapshot.config.image_hosts),
            decisions: log.adrs.len(),
            problems,
            errors,
            has_teams,
            has_people: !snapshot.statistics.people.is_empty(),
            has_tags,
            has_scorecard,
            has_actions,
            has_search: snapshot.config.search && !log.adrs.is_empty(),
            several_sources: log.sources.len() > 1,
            feed: feeds::atom::ROUTE,
        }
    }
}

/// No inline script, no inline style, nothing from elsewhere but images of the hosts that the config allows.
fn content_security_policy(image_hosts: &[String]) -> String {
    let is_host = |host: &&String| host.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '.' | '-' | ':' | '*'));
    let hosts: String = image_hosts.iter().filter(is_host).map(|host| format!(" https://{host}")).collect();
    format!(
        "default-src 'none'; img-src 'self'{hosts}; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_no_inline_code_and_only_listed_image_hosts() {
        let policy = content_security_policy(&["img.example".to_owned(), "x; script-src *".to_owned()]);
        assert!(policy.contains("img-src 'self' https://img.example;"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("script-src *"), "{policy}");
    }
}
