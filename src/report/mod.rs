//! Findings for other programs: one format a file. All of them are text of records and hence escaped for their place.

mod github;
mod junit;
mod sarif;

pub use github::github;
pub use junit::junit;
pub use sarif::sarif;

use crate::diagnostic::Diagnostic;

/// Where the paths of findings start: the log's folder in its repository, with `/` and a final one; empty for its root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base(pub String);

impl Base {
    /// The path of a finding's file in the repository.
    #[must_use]
    pub fn path(&self, diagnostic: &Diagnostic) -> String {
        format!("{}{}", self.0, diagnostic.path)
    }
}

/// The message, with its hint in a line of its own.
fn message(diagnostic: &Diagnostic) -> String {
    match &diagnostic.hint {
        Some(hint) => format!("{}\nhint: {hint}", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

/// Without control characters, and without marks that change the direction in which a line is read; line breaks stay.
fn visible(text: &str) -> String {
    let visible = |ch| match ch {
        '\n' => ch,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        ch if ch.is_control() => '\u{fffd}',
        ch => ch,
    };
    text.chars().map(visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    pub(super) fn hostile() -> Vec<Diagnostic> {
        vec![
            Diagnostic::new(Code::BrokenLink, "a,b:c/0001 \"x\" <y>&.md", (3, 7), "100%\r\n::error::owned \u{1b}[31m ]]> <&\"'> \u{202e}")
                .hint("mend\nit"),
            Diagnostic::new(Code::UnknownStatus, "0002-y.md", (1, 1), "plain"),
            Diagnostic::new(Code::NoTitle, "0003-z.md", (1, 1), "plain"),
        ]
    }

    fn base() -> Base {
        Base("docs/adr/".to_owned())
    }

    #[test]
    fn github_commands_keep_their_own_properties_and_records_add_none() {
        let text = github(&hostile(), &base());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "::error file=docs/adr/a%2Cb%3Ac/0001 \"x\" <y>&.md,line=3,col=7,title=broken-link::100%25\u{fffd}%0A::error::owned \u{fffd}[31m ]]> <&\"'> \u{fffd}%0Ahint: mend%0Ait"
        );
        assert!(lines[1].starts_with("::warning file=docs/adr/0002-y.md,line=1,col=1,title=unknown-status::"));
        assert!(lines[2].starts_with("::notice "));
        assert_eq!(lines.len(), 3);
    }

    #[test]
    fn sarif_names_rules_levels_and_places() {
        let text = sarif(&hostile(), &base());
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["version"], "2.1.0");
        let run = &value["runs"][0];
        let result = &run["results"][0];
        assert_eq!(result["level"], "error");
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], "broken-link");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "docs/adr/a,b:c/0001%20%22x%22%20%3Cy%3E&.md");
        assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&3.into(), &7.into()));
        assert_eq!(run["results"][2]["level"], "note");
    }

    #[test]
    fn junit_is_xml_with_a_failure_for_each_problem_that_fails() {
        let text = junit(&hostile(), &base(), &["0009-fine.md".to_owned()], crate::diagnostic::Severity::Error);
        assert!(text.contains("tests=\"4\" failures=\"1\""), "{text}");
        assert!(text.contains("a,b:c/0001 &quot;x&quot; &lt;y&gt;&amp;.md:3:7"), "{text}");
        assert!(!text.contains('\u{1b}') && !text.contains("]]>") && !text.contains("<&"), "{text}");
        assert!(text.contains("<testcase name=\"docs/adr/0009-fine.md\" classname=\"adrsite\" file=\"docs/adr/0009-fine.md\"/>"), "{text}");
    }
}
