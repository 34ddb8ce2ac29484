//! What commands say to people. Text of a record never reaches the terminal raw.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Severity};
use crate::edit::Change;
use crate::error::{Error, Result};
use crate::serve::{Notice, Preview, Problem};
use crate::workspace::Snapshot;
use crate::write::Written;

/// Prints findings, one below the other, each with its place and its hint.
pub(super) fn diagnostics(out: &mut (impl Write + IsTerminal), diagnostics: &[Diagnostic]) -> std::io::Result<()> {
    let colour = out.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let mut text = String::new();
    for diagnostic in diagnostics {
        let (on, off) = match (colour, diagnostic.severity) {
            (false, _) => ("", ""),
            (true, Severity::Error) => ("\x1b[1;31m", "\x1b[0m"),
            (true, Severity::Warning) => ("\x1b[1;33m", "\x1b[0m"),
            (true, Severity::Info) => ("\x1b[1;36m", "\x1b[0m"),
        };
        let Diagnostic { path, line, column, severity, code, message, hint } = diagnostic;
        let _ = writeln!(text, "{}:{line}:{column}: {on}{}{off}[{code}]: {}", plain(path), severity.name(), plain(message));
        if let Some(hint) = hint {
            let _ = writeln!(text, "  hint: {}", plain(hint));
        }
    }
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Without control characters, and without what a CI system would take for a command.
pub(super) fn plain(text: &str) -> String {
    let visible: String = text
        .chars()
        .map(|ch| match ch {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '\u{fffd}',
            ch if ch.is_control() => '\u{fffd}',
            ch => ch,
        })
        .collect();
    // `::error::` of GitHub, `##vso[` of Azure: only harmful at the start of a line, broken everywhere to be sure.
    visible
        .replace("::", ":\u{200b}:")
        .replace("##vso[", "##\u{200b}vso[")
        .replace("##[", "##\u{200b}[")
        .replace("##teamcity[", "##\u{200b}teamcity[")
}

pub(super) fn error(error: &Error) {
    let text: Vec<String> = error.to_string().lines().map(plain).collect();
    say(format_args!("error: {}", text.join("\n")));
}

/// Says something beside the data. Where nobody can be told, there is nobody to tell that either.
fn say(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Data for standard output, which ends with one line break.
///
/// # Errors
/// It cannot be written.
pub(super) fn data(text: &str) -> Result<()> {
    raw_data(&format!("{}\n", text.trim_end_matches('\n')))
}

/// Data for standard output, as it is.
///
/// # Errors
/// It cannot be written.
pub(super) fn raw_data(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// What came of writing to standard output. A reader that closes the pipe has read enough.
///
/// # Errors
/// It could not be written for another reason.
pub(super) fn written(result: std::io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::io("write", "the standard output")(error)),
        _ => Ok(()),
    }
}

/// A word beside the data.
pub(super) fn note(text: &str) {
    say(format_args!("{}", plain(text)));
}

/// Something to know before going on.
pub(super) fn warning(text: &str) {
    say(format_args!("warning: {text}"));
}

/// The log that `init` found.
pub(super) fn found_log(snapshot: &Snapshot) {
    let places: Vec<String> = snapshot
        .log
        .sources
        .iter()
        .map(|source| if source.path.is_empty() { "." } else { &source.path })
        .map(|path| format!("`{}`", plain(path)))
        .collect();
    say(format_args!("found {} in {}: {}", plural(snapshot.log.adrs.len(), "decision"), places.join(", "), count(&snapshot.diagnostics)));
}

/// What to do after `init`.
pub(super) fn next_steps(dir: &Path, snapshot: Option<&Snapshot>, has_ci: bool) {
    let place = if dir == Path::new(".") { String::new() } else { format!(" {}", plain(&dir.display().to_string())) };
    let first = match snapshot {
        Some(_) => (format!("adrsite check{place}"), "what is doubtful in the records"),
        None => (format!("adrsite new \"What we decide\"{place}"), "the next record"),
    };
    let mut steps = vec![
        first,
        (format!("adrsite serve{place}"), "the site, live"),
        ("adrsite.yaml".to_owned(), "say who is in which team, and on which side"),
        ("CODEOWNERS".to_owned(), "let both sides own adrsite.yaml and theme/: they decide what counts"),
    ];
    if !has_ci {
        steps.push((format!("adrsite init{place} --ci github"), "check pull requests, publish the site (also gitlab, azure, bitbucket)"));
    }
    let width = steps.iter().map(|(what, _)| what.chars().count()).max().unwrap_or(0);
    say(format_args!("\nnext:"));
    for (what, why) in steps {
        say(format_args!("  {what:width$}  {why}"));
    }
}

/// What `sign` has written.
pub(super) fn signed(path: &str, changes: &[Change]) {
    for change in changes {
        match change {
            Change::SignOff(new) => {
                let by = if new.by.is_empty() { String::new() } else { format!(" ({})", new.by.join(", ")) };
                say(format_args!("{}: {} by {}", plain(path), new.role.verb(), plain(&format!("{}{by}", new.team))));
            }
            Change::Status(new) => say(format_args!("{}: {}", plain(path), new.status.name())),
        }
    }
}

fn count(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match (errors, warnings) {
        (0, 0) => "no problems".to_owned(),
        (errors, warnings) => format!("{}, {}", plural(errors, "error"), plural(warnings, "warning")),
    }
}

fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

pub(super) fn failed(diagnostics: &[Diagnostic]) {
    say(format_args!("nothing was written: {}", count(diagnostics)));
}

pub(super) fn checked(snapshot: &Snapshot) {
    say(format_args!("checked {}: {}", plural(snapshot.log.adrs.len(), "decision"), count(&snapshot.diagnostics)));
}

pub(super) fn built(snapshot: &Snapshot, root: &Path, written: Written, time: Duration) {
    say(format_args!(
        "built {} into `{}`: {} ({} changed, {} removed), {}, in {:.2} s",
        plural(snapshot.log.adrs.len(), "decision"),
        plain(&root.display().to_string()),
        plural(written.files, "file"),
        written.changed,
        written.removed,
        count(&snapshot.diagnostics),
        time.as_secs_f64()
    ));
}

/// Where a preview can be seen, and what it read.
pub(super) fn serving(preview: &Preview, url: &str, asked: u16) {
    let Preview { address, snapshot, time } = preview;
    say(format_args!(
        "read {} in {:.2} s: {}",
        plural(snapshot.log.adrs.len(), "decision"),
        time.as_secs_f64(),
        count(&snapshot.diagnostics)
    ));
    if asked != 0 && address.port() != asked {
        say(format_args!("port {asked} is taken, using {}", address.port()));
    }
    if !address.ip().is_loopback() {
        say(format_args!("warning: everybody who can reach {} can read this log", address.ip()));
    }
    say(format_args!("serving at {url} (Ctrl-C ends it)"));
}

pub(super) fn cannot_open(error: &opener::OpenError) {
    say(format_args!("warning: cannot open a browser: {error}"));
}

/// What happens in a preview.
pub(super) fn preview(notice: &Notice<'_>) {
    match notice {
        Notice::Reloaded { snapshot, changed, found, time } => {
            let what = match changed {
                [] => "changes".to_owned(),
                [path] => format!("`{}`", plain(path)),
                paths => plural(paths.len(), "change"),
            };
            let milliseconds = time.as_secs_f64() * 1000.0;
            say(format_args!(
                "reloaded {what} in {milliseconds:.0} ms: {}, {}",
                plural(snapshot.log.adrs.len(), "decision"),
                count(&snapshot.diagnostics)
            ));
            let found: Vec<Diagnostic> = found.iter().take(FINDINGS).map(|found| (*found).clone()).collect();
            let _ = diagnostics(&mut std::io::stderr().lock(), &found);
        }
        Notice::Broken(problems) => {
            for Problem { place, message, hint, .. } in *problems {
                let place = if place.is_empty() { String::new() } else { format!("{}: ", plain(place)) };
                let message: Vec<String> = message.lines().map(plain).collect();
                say(format_args!("{place}error: {}", message.join("\n")));
                if let Some(hint) = hint {
                    say(format_args!("  hint: {}", plain(hint)));
                }
            }
            say(format_args!("still showing the last good pages"));
        }
        Notice::Mended => say(format_args!("mended")),
        Notice::Blind(reason) => say(format_args!(
            "warning: changes are looked for every two seconds, as they cannot be watched: {}\n  hint: on Linux, raise `fs.inotify.max_user_watches`",
            plain(reason)
        )),
    }
}

/// New findings that one reload prints; a branch switch can bring thousands.
const FINDINGS: usize = 20;

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn text_of_records_cannot_command_a_terminal_or_a_ci_log() {
        let text = plain("\x1b[31mred\r\n::error::x ##vso[task] \u{202e}rtl");
        assert!(!text.contains(['\x1b', '\r', '\n', '\u{202e}']) && !text.contains("::") && !text.contains("##vso["), "{text}");
    }
}
