//! Teams, the sides they belong to, and their members.

use jiff::civil::Date as Day;

/// A team's position in [`Teams`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct TeamIndex(pub u32);

/// A side's position in [`Teams`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(transparent)]
pub struct SideIndex(pub u32);

/// A group of people who decide together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Team {
    /// The id that sign-offs use.
    pub id: String,
    /// The name that pages show.
    pub name: String,
    /// The side it belongs to.
    pub side: SideIndex,
    /// Introduces the team on its page; markdown.
    pub about: Option<String>,
    /// An IANA time zone or any other hint when to reach it.
    pub timezone: Option<String>,
    /// A channel or a link.
    pub contact: Option<String>,
    /// The first day on which it takes part.
    pub since: Option<Day>,
    /// The last day on which it takes part.
    pub until: Option<Day>,
}

/// The company, the vendor: teams that share an employer or an interest.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Side {
    /// The name as the config gives it; the team's own name where a team is its own side.
    pub name: String,
    /// The name in a form that URLs and CSS can hold, unique among the sides.
    pub slug: String,
}

/// All teams and sides of a log, in the config's order, or in order of name where the config has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Teams {
    teams: Vec<Team>,
    sides: Vec<Side>,
    slugs: Vec<String>,
}

impl Teams {
    /// Puts teams together; `slugs` names each team's page and is as long as `teams`.
    #[must_use]
    pub fn new(teams: Vec<Team>, sides: Vec<Side>, slugs: Vec<String>) -> Self {
        debug_assert_eq!(teams.len(), slugs.len());
        Self { teams, sides, slugs }
    }

    /// All teams with their indexes.
    pub fn iter(&self) -> impl Iterator<Item = (TeamIndex, &Team)> {
        (0..).map(TeamIndex).zip(&self.teams)
    }

    /// All sides with their indexes.
    pub fn sides(&self) -> impl Iterator<Item = (SideIndex, &Side)> {
        (0..).map(SideIndex).zip(&self.sides)
    }

    /// The team at `index`.
    #[must_use]
    pub fn team(&self, index: TeamIndex) -> &Team {
        &self.teams[index.0 as usize]
    }

    /// The side at `index`.
    #[must_use]
    pub fn side(&self, index: SideIndex) -> &Side {
        &self.sides[index.0 as usize]
    }

    /// The side of the team at `index`.
    #[must_use]
    pub fn side_of(&self, index: TeamIndex) -> SideIndex {
        self.team(index).side
    }

    /// The name of the team's page, without folder and ending.
    #[must_use]
    pub fn slug(&self, index: TeamIndex) -> &str {
        &self.slugs[index.0 as usize]
    }

    /// How many teams there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.teams.len()
    }

    /// Whether the log names no team at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.teams.is_empty()
    }
}
