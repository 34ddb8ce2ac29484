//! What the next file of a log is called: derived from the names of those that are there.

use std::collections::HashMap;

use jiff::civil::Date as Day;

use crate::parse::{self, NameFacts};
use crate::slug::slug;

/// How a log names its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The folder in which most records lie, relative to that of the log, with `/`; empty for that itself.
    pub folder: String,
    /// What the names start with.
    start: Start,
    /// Between words.
    space: char,
    /// Whether words keep the capitals that the title has.
    capitals: bool,
    /// The ending, or the file's name in a folder of its own: `.md`, `/README.md`.
    ending: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Start {
    /// `ADR-` before the number, how many digits it has at least, and what stands behind it.
    Number { prefix: String, width: usize, behind: String, yearly: bool },
    /// `2026-03-08-`, or `20260308-`.
    Date { dashes: bool, behind: String },
    /// The words alone.
    Nothing,
}

/// The number of a new record, as its file's name has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// The digits, with leading zeros, and the year in front where the log counts by year.
    pub text: String,
    /// Their value, for references.
    pub value: u64,
}

impl Default for Naming {
    fn default() -> Self {
        let start = Start::Number { prefix: String::new(), width: 4, behind: "-".to_owned(), yearly: false };
        Self { folder: String::new(), start, space: '-', capitals: false, ending: ".md".to_owned() }
    }
}

impl Naming {
    /// The naming that most of `paths` have; of two that are equally frequent, that of the later paths. The paths are those
    /// of records, with `/`, in the order of their numbers.
    #[must_use]
    pub fn of<'p>(paths: impl Iterator<Item = &'p str> + Clone) -> Self {
        let mut counts: HashMap<(String, Start, String), (usize, usize)> = HashMap::new();
        let mut spaces: HashMap<char, usize> = HashMap::new();
        let (mut capitals, mut lower) = (0, 0);
        for (index, path) in paths.clone().enumerate() {
            let (stem, folder, ending) = divide(path);
            let (start, words) = start_of(stem, &parse::name_facts(path));
            let entry = counts.entry((folder.to_owned(), start, ending)).or_default();
            *entry = (entry.0 + 1, index);
            for ch in words.chars().filter(|ch| matches!(ch, '-' | '_' | ' ')) {
                *spaces.entry(ch).or_default() += 1;
            }
            match words.chars().any(char::is_uppercase) {
                true => capitals += 1,
                false => lower += 1,
            }
        }
        let widest = paths
            .filter_map(|path| parse::name_facts(path).id)
            .map(|id| id.text)
            .filter(|text| text.starts_with('0'))
            .map(|text| text.len())
            .max();
        let Some(((folder, mut start, ending), _)) = counts.into_iter().max_by_key(|(_, count)| *count) else { return Self::default() };
        if let Start::Number { width, .. } = &mut start {
            *width = widest.unwrap_or(1);
        }
        let behind = match &start {
            Start::Number { behind, .. } | Start::Date { behind, .. } => behind.chars().find(|ch| matches!(ch, '-' | '_' | ' ')),
            Start::Nothing => None,
        };
        // Names of one word tell nothing; what stands behind the number then does.
        let space = spaces.into_iter().max_by_key(|(ch, count)| (*count, *ch)).map(|(ch, _)| ch).or(behind).unwrap_or('-');
        Self { folder, start, space, capitals: capitals > lower, ending }
    }

    /// The number behind the highest of `taken`; `None` where files are not numbered.
    #[must_use]
    pub fn next(&self, taken: impl Iterator<Item = u64>, today: Day) -> Option<Number> {
        let Start::Number { width, yearly, .. } = self.start else { return None };
        let highest = taken.max().unwrap_or(0);
        if yearly {
            let year = u64::try_from(today.year()).unwrap_or(0);
            let next = if highest / 10_000 == year { highest % 10_000 + 1 } else { 1 };
            return Some(Number { text: format!("{year}-{next:03}"), value: year * 10_000 + next });
        }
        Some(Number { text: format!("{:0width$}", highest + 1), value: highest + 1 })
    }

    /// The path of a new record, relative to the log's folder.
    #[must_use]
    pub fn path(&self, number: Option<&Number>, title: &str, today: Day) -> String {
        let title = if self.capitals { title.to_owned() } else { title.to_lowercase() };
        let words = slug(&title.replace(['.', '_', '\''], " ").replace('’', ""));
        let words = words.replace('-', &self.space.to_string());
        let start = match (&self.start, number) {
            (Start::Number { prefix, behind, .. }, Some(number)) => format!("{prefix}{}{behind}", number.text),
            (Start::Date { dashes: true, behind }, _) => format!("{today}{behind}"),
            (Start::Date { dashes: false, behind }, _) => format!("{}{behind}", today.to_string().replace('-', "")),
            _ => String::new(),
        };
        let folder = if self.folder.is_empty() { String::new() } else { format!("{}/", self.folder) };
        format!("{folder}{start}{words}{}", self.ending)
    }
}

/// The folder in which a file stands as a record: above its own where it is that folder's README or index.
#[must_use]
pub fn record_folder(path: &str) -> &str {
    divide(path).1
}

/// The name that tells, the folder above it, and what ends it.
fn divide(path: &str) -> (&str, &str, String) {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let (above, own) = folder.rsplit_once('/').unwrap_or(("", folder));
    match stem.to_lowercase().as_str() {
        "readme" | "index" if !own.is_empty() => (own, above, format!("/{file}")),
        _ => (stem, folder, format!(".{ending}")),
    }
}

/// What a name starts with, and its words.
fn start_of<'s>(stem: &'s str, facts: &NameFacts) -> (Start, &'s str) {
    let marks = |ch: char| matches!(ch, '-' | '_' | ' ' | '.' | ')');
    let behind = |rest: &'s str| {
        let words = rest.trim_start_matches(marks);
        (rest[..rest.len() - words.len()].to_owned(), words)
    };
    if let Some(id) = &facts.id
        && let Some(at) = stem.find(&id.text)
    {
        let (separator, words) = behind(&stem[at + id.text.len()..]);
        let yearly = id.text.contains(['-', '_', '.']);
        let separator = if separator.is_empty() { "-".to_owned() } else { separator };
        return (Start::Number { prefix: stem[..at].to_owned(), width: 0, behind: separator, yearly }, words);
    }
    let digits = stem.chars().take_while(char::is_ascii_digit).count();
    let length = match digits {
        8 => 8,
        4 if facts.date.is_some() && stem.len() >= 10 => 10,
        _ => return (Start::Nothing, stem),
    };
    match stem.get(length..) {
        Some(rest) if facts.date.is_some() => {
            let (separator, words) = behind(rest);
            (Start::Date { dashes: length == 10, behind: separator }, words)
        }
        _ => (Start::Nothing, stem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn next(paths: &[&str], expected: &str) {
        let naming = Naming::of(paths.iter().copied());
        let taken = paths.iter().filter_map(|path| parse::name_facts(path).id?.number);
        let today: Day = "2026-03-08".parse().unwrap();
        let number = naming.next(taken, today);
        assert_eq!(naming.path(number.as_ref(), "Use MySQL 8.4, the team's choice", today), expected);
    }

    #[test]
    fn a_new_name_goes_on_where_the_others_stop() {
        next(&[], "0001-use-mysql-8-4-the-team-s-choice.md");
        next(&["0001-x.md", "0009-y-z.md"], "0010-use-mysql-8-4-the-team-s-choice.md");
        next(&["adr_001_a_b.md", "adr_002_c_d.md"], "adr_003_use_mysql_8_4_the_team_s_choice.md");
        next(&["ADR-001_Use_Git.md", "ADR-002_Use_X.md"], "ADR-003_Use_MySQL_8_4_the_team_s_choice.md");
        next(&["026 Managed Prometheus.md", "027 More of It.md"], "028 Use MySQL 8 4 the team s choice.md");
        next(&["eip-2.md", "eip-1559.md"], "eip-1560-use-mysql-8-4-the-team-s-choice.md");
        next(&["9-a.md", "10-b.md"], "11-use-mysql-8-4-the-team-s-choice.md");
        next(&["0001-a/README.md", "0002-b/README.md"], "0003-use-mysql-8-4-the-team-s-choice/README.md");
        next(&["20200924-a.md", "20201001-b.md"], "20260308-use-mysql-8-4-the-team-s-choice.md");
        next(&["2020-09-24_a-b.md", "2020-10-01_c-d.md"], "2026-03-08_use-mysql-8-4-the-team-s-choice.md");
        next(&["ADR-2025-001-a.md", "ADR-2025-002-b.md"], "ADR-2026-001-use-mysql-8-4-the-team-s-choice.md");
        next(&["use-x.md", "drop-y.md"], "use-mysql-8-4-the-team-s-choice.md");
        next(&["api/0001-a.markdown", "api/0002-b.markdown", "0003-c.md"], "api/0004-use-mysql-8-4-the-team-s-choice.markdown");
    }
}
