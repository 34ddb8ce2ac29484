//! How it is counted: every definition, every rule, and what is left out.

use serde::Serialize;

use super::party::{self, Party};
use crate::config::Level;
use crate::error::Result;
use crate::render::evidence::{self, MappingView};
use crate::render::html::escape;
use crate::render::{Page, SafeHtml, Site, trends};
use crate::statistics::{Definition, FEW, Rule, SignKind, TREND_DAYS, Unit, definitions};

#[derive(Serialize)]
struct Data<'a> {
    groups: Vec<Group<'a>>,
    rules: Vec<RuleView>,
    policy: Vec<String>,
    teams: Vec<TeamView<'a>>,
    maps_people: bool,
    counts_people: bool,
    configured: bool,
    few: usize,
    weeks: i64,
    second_side_since: Option<String>,
    today: String,
    /// How much history there is.
    history: &'static str,
    mapping: Vec<MappingView<'a>>,
    mapping_file: bool,
}

/// Figures that belong together.
#[derive(Serialize)]
struct Group<'a> {
    label: &'a str,
    figures: Vec<Figure<'a>>,
}

#[derive(Serialize)]
struct Figure<'a> {
    key: &'static str,
    label: &'a str,
    definition_html: SafeHtml,
    /// The list of the decisions that it counts.
    url: Option<String>,
}

#[derive(Serialize)]
struct RuleView {
    key: &'static str,
    kind: &'static str,
    explanation_html: SafeHtml,
    /// Whether the config has turned it off.
    off: bool,
    fires: bool,
    url: String,
}

#[derive(Serialize)]
struct TeamView<'a> {
    team: &'a crate::render::views::TeamRef,
    since: Option<String>,
    until: Option<String>,
}

/// Which figures stand together, by the unit that they are read in.
const GROUPS: [(&str, &[&str]); 7] = [
    ("method_counts", &["decisions", "by_status", "by_year", "recorded", "was_accepted"]),
    (
        "method_together",
        &["both_side", "every_side", "one_sided", "cross_review", "cross_approval", "self_approved", "approved_without_review"],
    ),
    ("method_parties", &["proposed", "reviewed", "approved", "touched", "acceptance", "scrutiny", "pairs", "together"]),
    ("method_times", &["response_days", "decision_days", "response_given", "waiting_on", "past_policy"]),
    ("method_balance", &["balance_proposals", "balance_sign_offs"]),
    (
        "method_evidence_figures",
        &["evidence_own", "evidence_trailer", "evidence_other", "evidence_unverifiable", "evidence_stale", "evidence_backdated"],
    ),
    ("method_promises", &["follow_through", "overdue", "past_review", "changed_after_approval"]),
];

pub(in crate::render) fn render(site: &Site) -> Result<String> {
    let snapshot = &site.snapshot;
    let language = &site.theme.language;
    let thresholds = &snapshot.config.early_signs;
    let rule = |rule: Rule| RuleView {
        key: rule.key(),
        kind: if rule.kind() == SignKind::Well { "well" } else { "talk" },
        explanation_html: code(&language.rule(rule, thresholds)).into(),
        off: thresholds.off.contains(&rule),
        fires: snapshot.statistics.signs.iter().any(|sign| sign.rule == rule),
        url: format!("statistics/index.html#{}", trends::shown_at(rule)),
    };
    let team = |(index, team): (crate::model::TeamIndex, &crate::model::Team)| TeamView {
        team: site.views.team(index),
        since: team.since.map(|day| day.to_string()),
        until: team.until.map(|day| day.to_string()),
    };
    let data = Data {
        groups: groups(site),
        rules: Rule::ALL.into_iter().map(rule).collect(),
        policy: policy(site),
        teams: snapshot.log.teams.iter().filter(|(_, team)| team.since.is_some() || team.until.is_some()).map(team).collect(),
        maps_people: snapshot.config.count_people,
        counts_people: !snapshot.statistics.people.is_empty(),
        configured: snapshot.config.directory.is_some(),
        few: FEW,
        weeks: TREND_DAYS / 7,
        second_side_since: snapshot.statistics.second_side_since.map(|day| day.to_string()),
        today: snapshot.today.to_string(),
        history: snapshot.history.extent.key(),
        mapping: evidence::mapping(site),
        mapping_file: snapshot.config.directory.is_some(),
    };
    site.page(
        "methodology",
        &site.route(Page::Methodology),
        language.text("nav_methodology"),
        Some(language.text("methodology_lead")),
        "methodology.html",
        &data,
    )
}

/// Every definition stands in one group; one that is in none comes last, so that nothing is left unexplained.
fn groups(site: &Site) -> Vec<Group<'_>> {
    let language = &site.theme.language;
    let has_history = site.snapshot.statistics.overall.evidence.all > 0;
    let of_sign_offs = |key: &str| (has_history && key.starts_with("evidence_")).then(|| party::link(site, Party::All, key));
    let list = |key| trends::list_url(site, key).or_else(|| of_sign_offs(key));
    let figure = |definition: &'static Definition| Figure {
        url: list(definition.key).filter(|_| definition.unit != Unit::Evenness),
        key: definition.key,
        label: language.figure(definition.key),
        definition_html: code(language.definition(definition.key)).into(),
    };
    let mut left: Vec<&'static Definition> = definitions().collect();
    let mut groups = Vec::new();
    for (label, keys) in GROUPS {
        let mut figures = Vec::new();
        for key in keys {
            if let Some(at) = left.iter().position(|definition| definition.key == *key) {
                figures.push(figure(left.remove(at)));
            }
        }
        groups.push(Group { label: site.theme.language.text(label), figures });
    }
    if let Some(last) = groups.last_mut() {
        last.figures.extend(left.into_iter().map(figure));
    }
    groups
}

/// A text with what stands between backticks as code.
fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            out.push_str(if index % 2 == 1 { "<code>" } else { "</code>" });
        }
        escape(part, &mut out);
    }
    out
}

/// The teams' own policy in words.
fn policy(site: &Site) -> Vec<String> {
    let policy = &site.snapshot.config.policy;
    let language = &site.theme.language;
    let mut rules = Vec::new();
    for (asked, key) in [
        (policy.accepted.reviewed_by_other_side, "policy_reviewed_by_other_side"),
        (policy.accepted.approved_by_every_side, "policy_approved_by_every_side"),
        (policy.accepted.review_on_required, "policy_review_on"),
    ] {
        if asked {
            rules.push(language.text(key).to_owned());
        }
    }
    if let Some(days) = policy.proposed.answer_within_days {
        rules.push(language.fill("policy_answer", &[("days", &language.days(f64::from(days)))]));
    }
    let levels = [
        (policy.evidence.one_sided, "policy_evidence_one_sided"),
        (policy.evidence.stale, "policy_evidence_stale"),
        (policy.evidence.by_other_team, "policy_evidence_other"),
    ];
    let levels = levels.into_iter().filter(|(level, _)| *level != Level::Off && site.snapshot.history.extent.is_some());
    rules.extend(levels.map(|(_, key)| language.text(key).to_owned()));
    for (tag, rule) in &policy.tags {
        for (teams, key) in [(&rule.reviewed_by, "policy_tag_review"), (&rule.approved_by, "policy_tag_approval")] {
            if !teams.is_empty() {
                let names: Vec<&str> = teams.iter().map(|id| name_of(site, id)).collect();
                rules.push(language.fill(key, &[("tag", tag), ("teams", &language.list(&names))]));
            }
        }
    }
    rules
}

/// The name of the team with this id; the id itself where the log has no such team.
fn name_of<'a>(site: &'a Site, id: &'a str) -> &'a str {
    let team = site.snapshot.log.teams.iter().find(|(_, team)| team.id == id);
    team.map_or(id, |(_, team)| team.name.as_str())
}
