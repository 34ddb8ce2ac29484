//! The relations that a record declares, under a key, in its status, or in a sentence before a link.

use super::super::draft::RelationClaim;
use super::super::metadata::{Line, Place};
use super::super::outline::Outline;
use super::super::source_file::Text;
use super::super::vocabulary::Key;
use super::super::{people, reference, relations};
use super::Facts;
use crate::model::{RelationKind, Status};

impl Facts<'_> {
    pub(super) fn declared_relations(&self) -> Vec<RelationClaim> {
        let mut claims: Vec<RelationClaim> = Vec::new();
        let mut push = |kind, reference: reference::Reference, line: &Line, declared| {
            if !claims.iter().any(|claim| claim.kind == kind && claim.reference == reference) {
                let place = self.text.place_of(line.number, &reference.text);
                claims.push(RelationClaim { kind, reference, place, declared });
            }
        };
        for fact in &self.facts {
            for line in &*fact.sentences() {
                match fact.key {
                    Key::Relation(kind) if !people::is_placeholder(&line.text) && !people::is_remark(&line.text) => {
                        let declared = fact.place != Place::Section;
                        let stated = relations::stated(&line.text);
                        if !declared && !stated.is_empty() {
                            stated.into_iter().for_each(|(kind, reference)| push(kind, reference, line, declared));
                            continue;
                        }
                        if !declared && !line.text.contains("](") && !line.text.contains("[[") {
                            relations::listed(&line.text).into_iter().for_each(|reference| push(kind, reference, line, false));
                            continue;
                        }
                        for (kind, reference) in relations::valued(kind, &line.text) {
                            // The forge's address of a record names its file; other addresses name no record.
                            let is_web = reference.path.as_deref().is_some_and(|path| path.contains("://"));
                            if is_web {
                                let file = reference.path.filter(|path| path.ends_with(".md"));
                                let file = file.map(|path| reference::Reference { path: Some(path), number: None, ..reference });
                                file.into_iter().for_each(|reference| push(kind, reference, line, false));
                            } else {
                                push(kind, reference, line, declared && fact.place == Place::FrontMatter);
                            }
                        }
                    }
                    Key::Status | Key::Ignored if !self.words.is_choice(&line.text) => {
                        let declared = fact.place == Place::FrontMatter && fact.key == Key::Status;
                        let stated = relations::stated(&line.text);
                        // `Superseded: see ADR-5`, `已被 ADR-5 取代`: whoever is superseded names by what.
                        let by_status =
                            stated.is_empty() && fact.key == Key::Status && self.words.at_start(&line.text) == Some(Status::Superseded)
                                || relations::is_framed(&line.text);
                        if by_status && stated.is_empty() {
                            for reference in relations::named(&line.text) {
                                push(RelationKind::SupersededBy, reference, line, declared);
                            }
                        }
                        for (kind, reference) in stated {
                            push(kind, reference, line, declared);
                        }
                    }
                    _ => {}
                }
            }
        }
        claims
    }
}

/// Relations that list items and sentences before a link to another record state.
pub(super) fn of_links(text: &Text, outline: &Outline<'_>, end: usize, declared: &[RelationClaim]) -> Vec<RelationClaim> {
    let mut claims: Vec<RelationClaim> = Vec::new();
    for (target, offset) in outline.links.iter().filter(|(_, offset)| *offset < end) {
        let path = target.split('#').next().unwrap_or_default();
        let is_record_link = !path.is_empty()
            && !path.contains("://")
            && !path.starts_with("mailto:")
            && (!path.contains('.') || [".md", ".mdx", ".markdown"].iter().any(|end| path.to_lowercase().ends_with(end)));
        if !is_record_link {
            continue;
        }
        let from = text.text[..*offset].rfind('\n').map_or(0, |at| at + 1);
        let Some(kind) = text
            .text
            .get(from..*offset)
            .and_then(|prefix| relations::before_link(prefix.trim_start_matches([' ', '>', '-', '*', '+', '_'])))
        else {
            continue;
        };
        let known = |claim: &RelationClaim| claim.kind == kind && claim.reference.path.as_deref() == Some(target.as_str());
        if declared.iter().any(known) || claims.iter().any(known) {
            continue;
        }
        let reference = reference::Reference { text: target.clone(), path: Some(path.to_owned()), number: None };
        claims.push(RelationClaim { kind, reference, place: text.place(*offset), declared: false });
    }
    claims
}
