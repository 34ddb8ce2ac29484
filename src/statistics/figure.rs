//! What a figure is: a definition in plain words, and a value that can name the decisions it counts.

use std::sync::Arc;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::model::AdrIndex;

/// Figures over fewer decisions than this are too few to compare.
pub const FEW: usize = 5;

/// What kind of value a figure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A list of decisions or actions, and how long it is.
    List,
    /// A count and what it is of.
    Share,
    /// Calendar days: median, p90, and what is beside them.
    Days,
    /// A number from 0 to 1.
    Evenness,
    /// Sign-offs per proposal, 0 or more.
    Rate,
}

/// The definition of a figure, as the methodology page prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The stable name, as in `stats.json` and `stats.csv`.
    pub key: &'static str,
    /// A short name for people.
    pub label: &'static str,
    /// What kind of value it has.
    pub unit: Unit,
    /// What is counted, what it is divided by, and what is left out.
    pub definition: &'static str,
}

impl Definition {
    pub(super) const fn new(key: &'static str, label: &'static str, unit: Unit, definition: &'static str) -> Self {
        Self { key, label, unit, definition }
    }
}

/// Decisions, or promises, that have something, out of those that could have it. Both lists are in the order of the log.
///
/// Serializes as `{ "count": …, "of": … }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share<T = AdrIndex> {
    /// Those counted.
    pub counted: Vec<T>,
    /// Those it is a share of; one list serves all shares that have it in common.
    pub among: Arc<[T]>,
}

impl<T> Share<T> {
    /// How many are counted.
    #[must_use]
    pub fn count(&self) -> usize {
        self.counted.len()
    }

    /// How many there are to count.
    #[must_use]
    pub fn of(&self) -> usize {
        self.among.len()
    }

    /// The share, from 0 to 1; `None` where there is nothing to count.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.of() > 0).then(|| self.count() as f64 / self.of() as f64)
    }

    /// Whether it is over too few decisions to be compared with another.
    #[must_use]
    pub fn too_few(&self) -> bool {
        self.of() < FEW
    }
}

impl<T> Serialize for Share<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut share = serializer.serialize_struct("Share", 2)?;
        share.serialize_field("count", &self.count())?;
        share.serialize_field("of", &self.of())?;
        share.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(count: u32, of: u32) -> Share {
        Share { counted: (0..count).map(AdrIndex).collect(), among: (0..of).map(AdrIndex).collect() }
    }

    #[test]
    fn a_share_of_nothing_is_none_and_not_zero() {
        assert_eq!(share(0, 0).ratio(), None);
        assert_eq!(share(1, 4).ratio(), Some(0.25));
    }

    #[test]
    fn a_share_over_fewer_than_five_is_too_few_to_compare() {
        assert!(share(0, 4).too_few());
        assert!(!share(0, 5).too_few());
    }

    #[test]
    fn a_share_is_published_as_a_count_and_what_it_is_of() {
        assert_eq!(serde_json::to_string(&share(2, 3)).unwrap(), r#"{"count":2,"of":3}"#);
    }
}
