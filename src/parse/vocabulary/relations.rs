//! Words that relate decisions: phrases, and what stands between them and the decisions.

use std::sync::LazyLock;

use super::words;
use crate::model::RelationKind;

/// Phrases that state a relation wherever they stand.
const PHRASES: &[(RelationKind, &str)] = &[
    (
        RelationKind::SupersededBy,
        "
        superseded by, superceded by, superseeded by, replaced by, replaced with, obsoleted by, deprecated by
        deprecated in favour of, deprecated in favor of, superseded in favour of, superseded in favor of, zastąpiony przez
        sostituita da, substituido por, substituida por, supersedido por, moved to, superseeded with, superseded with
        ersetzt durch, ersetzt von, vervangen door, zastąpione przez, zastąpiona przez, ersatt av, erstattet av, erstattet af
        abgelöst durch, remplacé par, remplacée par, reemplazado por, reemplazada por, sustituido por, sustituida por
        substituído por, substituída por, sostituito da, заменено на, замінено на, заменено, заменён, замінено
        supersedida por
        ",
    ),
    (
        RelationKind::Supersedes,
        "
        supersedes, supercedes, superseeds, replaces, obsoletes, ersetzt, löst ab, remplace, reemplaza a, sustituye a
        substitui, sostituisce, vervangt, заменяет, замінює
        ",
    ),
    (
        RelationKind::AmendedBy,
        "
        amended by, extended by, clarified by, modified by, updated by
        ",
    ),
    (
        RelationKind::Amends,
        "
        amends, extends, clarifies
        ",
    ),
    (
        RelationKind::DependsOn,
        "
        depends on
        ",
    ),
    (
        RelationKind::RelatesTo,
        "
        relates to, related to
        ",
    ),
];

/// What says that a decision is replaced in part, wherever it stands.
pub(in crate::parse) const PARTLY: &[&str] = &[
    "partially", "partly", "partial", "in part", "teilweise", "partiellement", "parcialmente", "parzialmente", "gedeeltelijk", "deels",
    "delvis", "częściowo", "частично", "частково",
];

/// What says it in front of the decision. Behind it these are words like others: `as part of the migration`.
pub(in crate::parse) const PARTS: &[&str] = &["part", "parts", "portions", "aspects", "section", "sections", "clause", "teile"];

/// Words between two things of a list.
pub(in crate::parse) const AND: &[&str] = &["and", "und", "et", "y", "e", "og", "och"];

/// Words that may stand between a phrase and the decisions that it is about, besides [`AND`].
pub(in crate::parse) const FILLERS: &[&str] =
    &["en", "i", "и", "та", "&", "the", "by", "adr", "adrs", "decision", "decisions", "partially", "partly", "part", "parts", "in", "of"];

/// The phrases by their first byte: every line of metadata and every link between records is searched for all of them.
static BY_FIRST_BYTE: LazyLock<[Vec<(&str, RelationKind)>; 256]> = LazyLock::new(|| {
    let starting_with = |byte: usize| all().filter(|(phrase, _)| usize::from(phrase.as_bytes()[0]) == byte).collect();
    std::array::from_fn(starting_with)
});

fn all() -> impl Iterator<Item = (&'static str, RelationKind)> {
    PHRASES.iter().flat_map(|(kind, table)| words(table).map(|phrase| (phrase, *kind)))
}

/// The phrases that stand at an offset of `text`.
pub(in crate::parse) fn phrases_at(text: &str, at: usize) -> impl Iterator<Item = (&'static str, RelationKind)> {
    let rest = &text.as_bytes()[at..];
    BY_FIRST_BYTE[usize::from(rest[0])].iter().copied().filter(move |(phrase, _)| rest.starts_with(phrase.as_bytes()))
}
