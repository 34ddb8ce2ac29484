//! What history says, in words: the marks on sign-offs, the timeline of a record, and what changed in a text.

use std::collections::BTreeMap;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Site;
use super::pages::party::{self, Party};
use super::views::TeamRef;
use crate::history::{ChangedText, Deed, Event, EventKind, Evidence, Grade, MappingChange, Move, Signed};
use crate::model::{AdrIndex, Outcome, TeamIndex};
use crate::statistics::{Backings, FEW};

/// A mark on a sign-off.
#[derive(Debug, Serialize)]
pub(super) struct Mark<'a> {
    mark: &'static str,
    label: &'a str,
    detail: String,
    commit: Option<CommitView>,
}

/// A link to a commit.
#[derive(Debug, Serialize)]
pub(super) struct CommitView {
    short: String,
    url: Option<String>,
}

/// What one commit did to a record.
#[derive(Debug, Serialize)]
pub(super) struct Moment<'a> {
    day: Option<String>,
    author: Option<&'a str>,
    teams: Vec<&'a TeamRef>,
    commit: Option<CommitView>,
    /// Not committed yet.
    open: bool,
    events: Vec<EventView>,
}

#[derive(Debug, Serialize)]
struct EventView {
    key: &'static str,
    text: String,
}

/// What changed in a text.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct ChangesView {
    hunks: Vec<Vec<Piece>>,
    /// There is more than is shown.
    more: bool,
}

/// Words that are the same, deleted or inserted.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Piece {
    kind: &'static str,
    text: String,
}

/// The marks on the sign-off at a position of its record; none where there is no history.
pub(super) fn marks(site: &Site, adr: AdrIndex, position: usize) -> Vec<Mark<'_>> {
    let Some(evidence) = site.snapshot.history.evidence(adr, position) else { return Vec::new() };
    let language = &site.theme.language;
    let (mark, key) = match evidence.grade {
        Grade::Own => ("self", "evidence_own".to_owned()),
        Grade::Trailer => ("trailer", "evidence_trailer".to_owned()),
        Grade::Other => ("other", "evidence_other".to_owned()),
        Grade::Unverifiable(reason) => ("unknown", format!("evidence_{}", reason.key())),
    };
    let detail = format!("{} {}", language.text(&format!("{key}_detail")), who(site, evidence)).trim().to_owned();
    let label = if mark == "unknown" { "evidence_unverifiable" } else { key.as_str() };
    let deed = evidence.deed.as_deref();
    let mut marks = vec![Mark { mark, label: own_text(site, label), detail, commit: deed.and_then(|deed| commit(site, deed)) }];
    if evidence.is_stale {
        let detail = language.text("evidence_stale_detail").to_owned();
        marks.push(Mark { mark: "stale", label: language.text("evidence_stale"), detail, commit: None });
    }
    if let Some(days) = evidence.backdated {
        let detail = language.count("evidence_backdated_detail", days);
        marks.push(Mark { mark: "backdated", label: language.text("evidence_backdated"), detail, commit: None });
    }
    marks
}

/// The text of one of the fixed keys of labels.
fn own_text<'a>(site: &'a Site, key: &str) -> &'a str {
    const LABELS: [&str; 4] = ["evidence_own", "evidence_trailer", "evidence_other", "evidence_unverifiable"];
    LABELS.into_iter().find(|label| *label == key).map_or("", |label| site.theme.language.text(label))
}

/// Who committed a sign-off, and when.
fn who(site: &Site, evidence: &Evidence) -> String {
    let language = &site.theme.language;
    let Some(deed) = evidence.deed.as_deref() else { return String::new() };
    let (Some(day), Some(author)) = (deed.day, deed.author.as_deref()) else { return String::new() };
    let teams: Vec<&str> = deed.teams.iter().map(|team| site.snapshot.log.teams.team(*team).name.as_str()).collect();
    let author = if teams.is_empty() { author.to_owned() } else { format!("{author} ({})", teams.join(", ")) };
    language.fill("evidence_by", &[("author", &author), ("date", &language.day(&day.to_string()))])
}

fn commit(site: &Site, deed: &Deed) -> Option<CommitView> {
    let id = deed.commit.as_deref()?;
    let url = site.snapshot.config.forge.commit.as_deref().map(|pattern| pattern.replace("{commit}", id));
    Some(CommitView { short: id.chars().take(8).collect(), url })
}

/// How many sign-offs of a team, or of all, history bears out.
#[derive(Debug, Serialize)]
pub(super) struct EvidenceRow<'a> {
    /// `None` for all teams together.
    team: Option<&'a TeamRef>,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Cell {
    n: usize,
    of: usize,
    few: bool,
    url: Option<String>,
}

/// The rows of the table of evidence: all, then those of `teams`; none where there is no history.
pub(super) fn rows(site: &Site, teams: impl Iterator<Item = TeamIndex>) -> Vec<EvidenceRow<'_>> {
    let overall = &site.snapshot.statistics.overall;
    if overall.evidence.all == 0 {
        return Vec::new();
    }
    let cells = |backings: &Backings, party: Party| {
        let cell = |(key, n, of): (&str, usize, usize)| {
            let url = (n > 0).then(|| party::link(site, party, key));
            Cell { n, of, few: of < FEW, url }
        };
        backings.shares().into_iter().map(cell).collect()
    };
    let all = EvidenceRow { team: None, cells: cells(&overall.evidence, Party::All) };
    let of = |team| {
        let part = overall.team(team).filter(|part| part.evidence.all > 0)?;
        Some(EvidenceRow { team: Some(site.views.team(team)), cells: cells(&part.evidence, Party::Team(team)) })
    };
    std::iter::once(all).chain(teams.filter_map(of)).collect()
}

/// By the key of its figure, how many sign-offs of each decision have evidence of that kind, in the order of the log; those
/// of one team, or of all.
pub(super) fn by_decision(site: &Site, team: Option<TeamIndex>) -> BTreeMap<&'static str, Vec<(AdrIndex, usize)>> {
    let mut found: BTreeMap<&'static str, Vec<(AdrIndex, usize)>> = BTreeMap::new();
    let overall = &site.snapshot.statistics.overall;
    let touched = team.map_or(Some(&overall.participation.recorded), |team| overall.team(team).map(|part| &part.touched));
    for index in touched.into_iter().flat_map(|share| &share.counted).copied() {
        let sign_offs = site.snapshot.log.adr(index).sign_offs.iter().enumerate();
        for (position, _) in sign_offs.filter(|(_, sign_off)| team.is_none_or(|team| sign_off.team == team)) {
            let Some(evidence) = site.snapshot.history.evidence(index, position) else { continue };
            let grade = match evidence.grade {
                Grade::Own => "evidence_own",
                Grade::Trailer => "evidence_trailer",
                Grade::Other => "evidence_other",
                Grade::Unverifiable(_) => "evidence_unverifiable",
            };
            let beside = [(evidence.is_stale, "evidence_stale"), (evidence.backdated.is_some(), "evidence_backdated")];
            for key in std::iter::once(grade).chain(beside.into_iter().filter(|(is, _)| *is).map(|(_, key)| key)) {
                let counts = found.entry(key).or_default();
                match counts.last_mut().filter(|(adr, _)| *adr == index) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((index, 1)),
                }
            }
        }
    }
    found
}

/// A commit that changed who may speak for whom.
#[derive(Debug, Serialize)]
pub(super) struct MappingView<'a> {
    day: Option<String>,
    author: Option<&'a str>,
    teams: Vec<&'a TeamRef>,
    commit: Option<CommitView>,
    file: &'a str,
    across: bool,
    moves: Vec<MoveView>,
    /// How many more it moved.
    others: usize,
}

#[derive(Debug, Serialize)]
struct MoveView {
    text: String,
    across: bool,
}

/// Moves of one commit that are shown; those from one side to another come first.
const MOVES: usize = 20;

/// Who changed who may speak for whom, the latest first.
pub(super) fn mapping(site: &Site) -> Vec<MappingView<'_>> {
    let language = &site.theme.language;
    let view = |change: &'_ MappingChange| {
        let text = |it: &Move| {
            let (from, to) = (it.from.join(", "), it.to.join(", "));
            let key = match (from.is_empty(), to.is_empty()) {
                (true, _) => "mapping_joined",
                (_, true) => "mapping_left",
                _ => "mapping_moved",
            };
            language.fill(key, &[("who", &it.who), ("from", &from), ("to", &to)])
        };
        let mut ordered: Vec<&Move> = change.moves.iter().collect();
        ordered.sort_by_key(|it| !it.is_across);
        let moves: Vec<MoveView> = ordered.iter().take(MOVES).map(|it| MoveView { text: text(it), across: it.is_across }).collect();
        (change.moves.iter().any(|it| it.is_across), change.moves.len() - moves.len(), moves)
    };
    let all = site.snapshot.history.mapping.iter().take(MAPPINGS);
    all.map(|change| {
        let (across, others, moves) = view(change);
        MappingView {
            day: change.deed.day.map(|day| day.to_string()),
            author: change.deed.author.as_deref(),
            teams: change.deed.teams.iter().map(|team| site.views.team(*team)).collect(),
            commit: commit(site, &change.deed),
            file: &change.file,
            across,
            moves,
            others,
        }
    })
    .collect()
}

/// Commits that are listed.
const MAPPINGS: usize = 200;

/// Everything that happened to a record, commit by commit.
pub(super) fn timeline(site: &Site, adr: AdrIndex) -> Vec<Moment<'_>> {
    let Some(history) = site.snapshot.history.of(adr) else { return Vec::new() };
    let chunks = history.events.chunk_by(|a, b| a.deed == b.deed);
    chunks
        .filter_map(|events| {
            let deed = &*events.first()?.deed;
            Some(Moment {
                day: deed.day.map(|day| day.to_string()),
                author: deed.author.as_deref(),
                teams: deed.teams.iter().map(|team| site.views.team(*team)).collect(),
                commit: commit(site, deed),
                open: deed.commit.is_none(),
                events: events.iter().map(|event| EventView { key: event.kind.key(), text: text(site, event) }).collect(),
            })
        })
        .collect()
}

fn text(site: &Site, event: &Event) -> String {
    let language = &site.theme.language;
    let none = || language.text("status_none").to_owned();
    match &event.kind {
        EventKind::Renamed(from) => language.fill("event_renamed", &[("from", from)]),
        EventKind::Status(from, to) => {
            let (from, to) = (from.clone().unwrap_or_else(none), to.clone().unwrap_or_else(none));
            language.fill("event_status", &[("from", &from), ("to", &to)])
        }
        EventKind::Signed(signed) => signed_text(site, "event_signed", *signed),
        EventKind::SignOffChanged(signed) => signed_text(site, "event_sign_off_changed", *signed),
        EventKind::Withdrawn(signed) => signed_text(site, "event_withdrawn", *signed),
        EventKind::Created => language.text("event_created").to_owned(),
        EventKind::Cut => language.text("event_cut").to_owned(),
        EventKind::Deleted => language.text("event_deleted").to_owned(),
        EventKind::Restored => language.text("event_restored").to_owned(),
        EventKind::Edited(false) => language.text("event_edited").to_owned(),
        EventKind::Edited(true) => language.text("event_edited_after_approval").to_owned(),
    }
}

fn signed_text(site: &Site, key: &str, signed: Signed) -> String {
    let language = &site.theme.language;
    let outcome = match signed.outcome {
        Outcome::Agrees => String::new(),
        Outcome::Objects => format!(" ({})", language.text("outcome_objects")),
        Outcome::Abstains => format!(" ({})", language.text("outcome_abstains")),
    };
    let team = &site.snapshot.log.teams.team(signed.team).name;
    language.fill(key, &[("what", language.text(signed.role.verb())), ("team", team)]) + &outcome
}

/// Lines and words beyond which texts are not compared: the cost grows with what differs, times how long it is.
const MAX_LINES: usize = 4000;
const MAX_WORDS: usize = 4000;

/// Places that are shown.
const HUNKS: usize = 40;

/// What changed in a text, word by word.
pub(super) fn changes(changed: &ChangedText) -> ChangesView {
    let [before, after] = [&changed.before, &changed.after].map(|text| text.lines().collect::<Vec<_>>());
    if before.len() + after.len() > MAX_LINES {
        return ChangesView { hunks: Vec::new(), more: true };
    }
    let mut hunks = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        match op {
            DiffOp::Equal { .. } => {}
            DiffOp::Delete { old_index, old_len, .. } => hunks.push(words(&before[old_index..old_index + old_len], &[])),
            DiffOp::Insert { new_index, new_len, .. } => hunks.push(words(&[], &after[new_index..new_index + new_len])),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                hunks.push(words(&before[old_index..old_index + old_len], &after[new_index..new_index + new_len]));
            }
        }
    }
    let more = hunks.len() > HUNKS;
    hunks.truncate(HUNKS);
    ChangesView { hunks, more }
}

fn words(before: &[&str], after: &[&str]) -> Vec<Piece> {
    let [before, after] = [before, after].map(|lines| lines.iter().flat_map(|line| line.split(' ')).collect::<Vec<_>>());
    let piece = |kind, words: &[&str]| Piece { kind, text: words.join(" ") };
    if before.len() + after.len() > MAX_WORDS {
        return vec![piece("del", &before), piece("ins", &after)];
    }
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &before, &after) {
        let (old, new) = (&before[op.old_range()], &after[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => pieces.push(piece("same", old)),
            DiffOp::Delete { .. } => pieces.push(piece("del", old)),
            DiffOp::Insert { .. } => pieces.push(piece("ins", new)),
            DiffOp::Replace { .. } => pieces.extend([piece("del", old), piece("ins", new)]),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(before: &[&str], after: &[&str]) -> Vec<String> {
        let view = changes(&ChangedText { before: before.join("\n").into(), after: after.join("\n").into() });
        let piece = |piece: &Piece| match piece.kind {
            "ins" => format!("+{}+", piece.text),
            "del" => format!("-{}-", piece.text),
            _ => piece.text.clone(),
        };
        view.hunks.iter().map(|hunk| hunk.iter().map(piece).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn a_change_is_shown_by_its_words_and_what_stays_is_left_out() {
        let found = shown(&["Same line", "one table for each month", "gone"], &["Same line", "one table for every year", "last", "new"]);
        assert_eq!(found, ["one table for -each month gone- +every year last new+"]);
        assert_eq!(shown(&["a", "b"], &["a", "x", "b"]), ["+x+"]);
        assert_eq!(shown(&["a", "b"], &["b"]), ["-a-"]);
    }

    #[test]
    fn texts_too_long_to_compare_are_not_compared() {
        let long: Vec<String> = (0..MAX_LINES).map(|line| line.to_string()).collect();
        let back: Vec<String> = long.iter().rev().cloned().collect();
        let view = changes(&ChangedText { before: long.join("\n").into(), after: back.join("\n").into() });
        assert!(view.hunks.is_empty() && view.more);
    }
}
