//! What history does not bear out.

use super::Context;
use crate::config::Level;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::history::{Evidence, Grade};
use crate::model::{Adr, Role, SideIndex, SignOff, Status};

/// How grave a finding is; `None` where the teams want none.
fn severity(level: Level) -> Option<Severity> {
    match level {
        Level::Off => None,
        Level::Warning => Some(Severity::Warning),
        Level::Error => Some(Severity::Error),
    }
}

/// All decisions of which history says something, with the evidence behind each of their sign-offs.
fn with_evidence<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Adr, Vec<(&'a SignOff, &'a Evidence)>)> {
    let (log, history) = (context.log, context.history);
    log.iter().filter_map(move |(index, adr)| Some((adr, adr.sign_offs.iter().zip(&history.of(index)?.evidence).collect())))
}

pub(super) fn accepted_decisions_are_borne_out_by_both_sides(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(severity) = severity(context.config.policy.evidence.one_sided) else { return };
    let teams = &context.log.teams;
    for (adr, signed) in with_evidence(context).filter(|(adr, _)| adr.status == Some(Status::Accepted)) {
        let mut claimed: Vec<SideIndex> = adr.sign_offs.iter().map(|sign_off| teams.side_of(sign_off.team)).collect();
        claimed.sort_unstable();
        claimed.dedup();
        // What nobody can verify speaks for nobody, and against nobody.
        let open = signed.iter().filter(|(_, evidence)| matches!(evidence.grade, Grade::Unverifiable(_)));
        let borne_out = signed.iter().filter(|(_, evidence)| evidence.grade.is_verified());
        let lacking: Vec<&str> = claimed
            .iter()
            .filter(|side| !open.clone().chain(borne_out.clone()).any(|(sign_off, _)| teams.side_of(sign_off.team) == **side))
            .map(|side| teams.side(*side).name.as_str())
            .collect();
        if claimed.len() > 1 && !lacking.is_empty() {
            let names = lacking.join(" and ");
            let message = format!("accepted with sign-offs of {} sides, none of which {names} recorded", claimed.len());
            found.push(
                Diagnostic::new(Code::EvidenceOneSided, &adr.path, (1, 1), message)
                    .severity(severity)
                    .hint(format!("let {names} commit its own sign-off")),
            );
        }
    }
}

pub(super) fn approvals_are_of_this_text(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(severity) = severity(context.config.policy.evidence.stale) else { return };
    for (adr, signed) in with_evidence(context) {
        for (sign_off, _) in signed.into_iter().filter(|(sign_off, evidence)| sign_off.role == Role::Approver && evidence.is_stale) {
            let team = &context.log.teams.team(sign_off.team).id;
            let message = format!("the text changed after the approval by `{team}`");
            found.push(
                Diagnostic::new(Code::EvidenceStale, &adr.path, (sign_off.line, 1), message)
                    .severity(severity)
                    .hint("let the team look at it again, and date its approval anew"),
            );
        }
    }
}

pub(super) fn teams_record_their_own_sign_offs(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(severity) = severity(context.config.policy.evidence.by_other_team) else { return };
    let teams = &context.log.teams;
    for (adr, signed) in with_evidence(context) {
        for (sign_off, evidence) in signed.into_iter().filter(|(_, evidence)| evidence.grade == Grade::Other) {
            let recorder = evidence.deed.as_ref().and_then(|deed| deed.teams.first()).map_or("", |team| &teams.team(*team).id);
            let team = &teams.team(sign_off.team).id;
            let message = format!("`{}` by `{team}` was recorded by `{recorder}`", sign_off.role.key());
            found.push(
                Diagnostic::new(Code::EvidenceByOtherTeam, &adr.path, (sign_off.line, 1), message)
                    .severity(severity)
                    .hint(format!("let `{team}` commit its own sign-off")),
            );
        }
    }
}
