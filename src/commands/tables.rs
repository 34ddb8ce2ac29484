//! Figures as tables for people: aligned text, or markdown.

use super::print::plain;
use crate::cli::{PeriodOption, Stats};
use crate::model::TeamIndex;
use crate::render::percent;
use crate::statistics::{FEW, Figures, Part, Period, Share, Step, Times, definitions};
use crate::workspace::Snapshot;

/// A table with a title.
pub(super) struct Table {
    title: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    note: Option<String>,
}

/// The tables that the arguments ask for.
pub(super) fn of(snapshot: &Snapshot, arguments: &Stats, team: Option<TeamIndex>) -> Vec<Table> {
    match (arguments.period.and_then(PeriodOption::step), team) {
        (Some(step), team) => vec![periods(snapshot, arguments, step, team)],
        (None, Some(team)) => vec![teams(snapshot, Some(team))],
        (None, None) => vec![figures(snapshot), sides(snapshot), teams(snapshot, None)],
    }
}

fn few(of: usize) -> &'static str {
    if of < FEW { "*" } else { "" }
}

fn share<T>(share: &Share<T>) -> String {
    if share.of() == 0 {
        return "-".to_owned();
    }
    format!("{} of {} ({}){}", share.count(), share.of(), percent(share.count() as i64, share.of() as i64), few(share.of()))
}

fn days(times: &Times) -> String {
    times
        .median
        .map_or_else(|| "-".to_owned(), |days| format!("{} (of {}){}", number(days), times.answered.len(), few(times.answered.len())))
}

fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

fn note() -> String {
    format!("* over fewer than {FEW}: too few to compare")
}

fn head(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn figures(snapshot: &Snapshot) -> Table {
    let figures = &snapshot.statistics.overall;
    let label = |key: &str| definitions().find(|definition| definition.key == key).map_or_else(String::new, |found| found.label.to_owned());
    let mut rows: Vec<Vec<String>> =
        figures.participation.shares().into_iter().map(|(definition, value)| vec![definition.label.to_owned(), share(value)]).collect();
    rows.push(vec![label("one_sided"), figures.participation.one_sided.len().to_string()]);
    rows.push(vec!["Not recorded".to_owned(), figures.participation.not_recorded.len().to_string()]);
    for (key, times) in [("response_days", &figures.response), ("decision_days", &figures.decision)] {
        rows.push(vec![format!("{}, median days", label(key)), days(times)]);
        let p90 = times.p90.map_or_else(|| "-".to_owned(), |days| format!("{days}{}", few(times.answered.len())));
        rows.push(vec![format!("{}, p90 days", label(key)), p90]);
    }
    rows.push(vec!["Waiting for another side".to_owned(), figures.response.waiting.len().to_string()]);
    let follow = &figures.follow_through;
    if follow.actions() > 0 {
        rows.push(vec![label("follow_through"), share(&follow.kept)]);
        rows.push(vec![label("overdue"), follow.overdue.len().to_string()]);
    }
    rows.push(vec![label("past_review"), figures.living.past_review.len().to_string()]);
    let (count, day) = (figures.decisions.len(), snapshot.today);
    Table { title: format!("{count} decisions, as of {day}"), head: head(&["Figure", "Value"]), rows, note: Some(note()) }
}

fn part(part: &Part) -> Vec<String> {
    [&part.proposed, &part.reviewed, &part.approved, &part.touched, &part.acceptance].map(share).to_vec()
}

fn sides(snapshot: &Snapshot) -> Table {
    let figures = &snapshot.statistics.overall;
    let row = |(index, side): (crate::model::SideIndex, &crate::model::Side)| {
        let found = figures.side(index)?;
        let mut row = vec![side.name.clone()];
        row.extend(part(&found.part));
        let (rate, of) = (found.scrutiny.rate(), found.scrutiny.of());
        row.push(rate.map_or_else(|| "-".to_owned(), |rate| format!("{rate:.1}{}", few(of))));
        row.push(days(&found.response_received));
        Some(row)
    };
    let names = ["Side", "Proposed", "Reviewed", "Approved", "Took part", "Was accepted", "Scrutiny", "First answer, median days"];
    Table { title: "Sides".to_owned(), head: head(&names), rows: snapshot.log.teams.sides().filter_map(row).collect(), note: None }
}

fn teams(snapshot: &Snapshot, only: Option<TeamIndex>) -> Table {
    let statistics = &snapshot.statistics;
    let row = |(index, team): (TeamIndex, &crate::model::Team)| {
        let found = statistics.overall.team(index).filter(|_| only.is_none_or(|only| only == index))?;
        let mut row = vec![team.id.clone()];
        row.extend(part(found));
        row.push(days(&found.response_given));
        row.push(statistics.open.on_team(index).count().to_string());
        Some(row)
    };
    let names = ["Team", "Proposed", "Reviewed", "Approved", "Took part", "Was accepted", "Own first review, median days", "Waits for it"];
    Table { title: "Teams".to_owned(), head: head(&names), rows: snapshot.log.teams.iter().filter_map(row).collect(), note: None }
}

fn periods(snapshot: &Snapshot, arguments: &Stats, step: Step, team: Option<TeamIndex>) -> Table {
    let row = |period: &Period| {
        let figures: &Figures = &period.figures;
        let mut row = vec![if period.finished { period.label.clone() } else { format!("{} (so far)", period.label) }];
        if let Some(team) = team {
            row.extend(figures.team(team).map_or_else(|| vec!["-".to_owned(); 5], part));
            return row;
        }
        row.extend([figures.proposals.len().to_string(), figures.decisions.len().to_string()]);
        let took = &figures.participation;
        row.extend([&took.both_side, &took.cross_review, &took.cross_approval, &took.self_approved].map(share));
        row.push(took.one_sided.len().to_string());
        row.extend([days(&figures.response), days(&figures.decision)]);
        row
    };
    let shown = snapshot.statistics.periods(step).periods.iter().rev().filter(|period| arguments.lets_in(period.span));
    let names: &[&str] = match team {
        Some(_) => &["Period", "Proposed", "Reviewed", "Approved", "Took part", "Was accepted"],
        None => &[
            "Period", "Proposals", "Settled", "Both sides", "Reviewed across", "Approved across", "Self-approved", "One side only",
            "First answer, median days", "Decision, median days",
        ],
    };
    let title =
        team.map_or_else(|| format!("By {}", step.name()), |team| format!("{}, by {}", snapshot.log.teams.team(team).name, step.name()));
    Table { title, head: head(names), rows: shown.map(row).collect(), note: Some(note()) }
}

impl Table {
    /// Columns aligned with spaces; numbers to the right.
    pub(super) fn text(&self) -> String {
        let cells: Vec<Vec<String>> =
            std::iter::once(&self.head).chain(&self.rows).map(|row| row.iter().map(|cell| plain(cell)).collect()).collect();
        let width = |column: usize| cells.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let mut out = format!("{}\n\n", plain(&self.title));
        for (index, row) in cells.iter().enumerate() {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                let pad = " ".repeat(widths[column].saturating_sub(cell.chars().count()));
                if column == 0 {
                    line += &format!("{cell}{pad}");
                } else {
                    line += &format!("  {pad}{cell}");
                }
            }
            out += line.trim_end();
            out.push('\n');
            if index == 0 {
                out += &"-".repeat(widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1));
                out.push('\n');
            }
        }
        if let Some(note) = &self.note {
            out += &format!("\n{note}\n");
        }
        out
    }

    /// A GFM table under a heading.
    pub(super) fn markdown(&self) -> String {
        let line = |row: &[String]| format!("| {} |\n", row.iter().map(|cell| markdown(cell)).collect::<Vec<_>>().join(" | "));
        let mut out = format!("## {}\n\n{}|---|{}\n", markdown(&self.title), line(&self.head), "--:|".repeat(self.head.len() - 1));
        self.rows.iter().for_each(|row| out += &line(row));
        if let Some(note) = &self.note {
            out += &format!("\n{}\n", markdown(note));
        }
        out
    }
}

/// Text that means nothing to markdown.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in plain(text).chars() {
        match ch {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '@' | '~' => out.extend(['\\', ch]),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            ch => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table {
            title: "Teams".to_owned(),
            head: head(&["Team", "Proposed"]),
            rows: vec![vec!["a|b\x1b".to_owned(), "3".to_owned()], vec!["longer".to_owned(), "12".to_owned()]],
            note: None,
        }
    }

    #[test]
    fn text_is_aligned_and_cannot_command_the_terminal() {
        let text = table().text();
        assert!(text.contains("longer        12\n") && !text.contains('\x1b'), "{text}");
    }

    #[test]
    fn a_name_cannot_break_out_of_a_markdown_table() {
        assert!(table().markdown().contains("| a\\|b\u{fffd} | 3 |"), "{}", table().markdown());
    }
}
