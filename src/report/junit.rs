//! JUnit's XML, which GitLab, Azure and Bitbucket show as test results.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Base, message, visible};
use crate::diagnostic::{Diagnostic, Severity};

/// A test case for each finding, failed where it is at least as grave as `least`, and one for each of the `checked` files in
/// which nothing was found.
#[must_use]
pub fn junit(diagnostics: &[Diagnostic], base: &Base, checked: &[String], least: Severity) -> String {
    let found: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.path.as_str()).collect();
    let fine: Vec<&String> = checked.iter().filter(|path| !found.contains(path.as_str())).collect();
    let failures = diagnostics.iter().filter(|diagnostic| diagnostic.severity >= least).count();
    let tests = diagnostics.len() + fine.len();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(xml, "<testsuites name=\"adrsite\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">");
    let _ = writeln!(xml, "<testsuite name=\"adrsite check\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">");
    for diagnostic in diagnostics {
        let path = escape(&base.path(diagnostic));
        let place = format!("{path}:{}:{}", diagnostic.line, diagnostic.column);
        let (code, text) = (diagnostic.code, escape(&message(diagnostic)));
        let _ = write!(xml, "<testcase name=\"{place} {code}\" classname=\"adrsite\" file=\"{path}\">");
        let _ = match diagnostic.severity >= least {
            true => write!(xml, "<failure type=\"{code}\" message=\"{}\">{place}: {text}</failure>", escape(&diagnostic.message)),
            false => write!(xml, "<system-out>{} [{code}] {place}: {text}</system-out>", diagnostic.severity.name()),
        };
        xml.push_str("</testcase>\n");
    }
    for path in fine {
        let path = escape(&format!("{}{path}", base.0));
        let _ = writeln!(xml, "<testcase name=\"{path}\" classname=\"adrsite\" file=\"{path}\"/>");
    }
    xml + "</testsuite>\n</testsuites>\n"
}

fn escape(text: &str) -> String {
    visible(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\n', "&#10;")
}
