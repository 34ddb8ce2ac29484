//! How one decision relates to another.

use serde::Serialize;

/// The kind of a relation, read from the decision that declares it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Takes the other's place.
    Supersedes,
    /// The other took its place.
    SupersededBy,
    /// Changes a part of the other, which stays in force.
    Amends,
    /// The other changes a part of this one.
    AmendedBy,
    /// Makes sense only while the other holds.
    DependsOn,
    /// The other makes sense only while this one holds.
    RequiredBy,
    /// Worth reading together; the same from both ends.
    RelatesTo,
}

impl RelationKind {
    /// All kinds, in the order that pages list them.
    pub const ALL: [Self; 7] =
        [Self::Supersedes, Self::SupersededBy, Self::Amends, Self::AmendedBy, Self::DependsOn, Self::RequiredBy, Self::RelatesTo];

    /// The same relation read from its other end.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Supersedes => Self::SupersededBy,
            Self::SupersededBy => Self::Supersedes,
            Self::Amends => Self::AmendedBy,
            Self::AmendedBy => Self::Amends,
            Self::DependsOn => Self::RequiredBy,
            Self::RequiredBy => Self::DependsOn,
            Self::RelatesTo => Self::RelatesTo,
        }
    }

    /// The stable name: the front-matter key that declares it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Supersedes => "supersedes",
            Self::SupersededBy => "superseded_by",
            Self::Amends => "amends",
            Self::AmendedBy => "amended_by",
            Self::DependsOn => "depends_on",
            Self::RequiredBy => "required_by",
            Self::RelatesTo => "relates_to",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_of_the_inverse_is_the_relation() {
        for kind in RelationKind::ALL {
            assert_eq!(kind.inverse().inverse(), kind);
        }
    }
}
