//! Workflow commands of GitHub Actions: findings as annotations of a pull request's lines.

use std::fmt::Write as _;

use super::{Base, message, visible};
use crate::diagnostic::{Diagnostic, Severity};

/// One workflow command a finding.
#[must_use]
pub fn github(diagnostics: &[Diagnostic], base: &Base) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let (path, line, column) = (property(&base.path(diagnostic)), diagnostic.line, diagnostic.column);
        let _ =
            writeln!(text, "::{command} file={path},line={line},col={column},title={}::{}", diagnostic.code, data(&message(diagnostic)));
    }
    text
}

/// What stands behind the command; it ends with its line.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value of a property; it ends at a comma, and the properties at `::`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
