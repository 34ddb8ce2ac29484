//! What `sign` writes.

use super::log::words;
use crate::edit::{Change, NewSignOff, NewStatus, Refusal, edit};
use crate::model::{CalendarDate, Outcome, Role, Status};
use crate::parse::{Claim, Content, Draft, SourceFile, WrittenDate, parse, says_nothing};

const PATH: &str = "0007-tried.md";

/// A record, and behind NUL bytes who signs it, what they note, and how: what is not there has a default.
pub fn sign(data: &[u8]) {
    let mut parts = data.split(|byte| *byte == 0);
    let record = parts.next().unwrap_or_default();
    let mut text = |default: &str| {
        let text = parts.next().map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned());
        text.filter(|text| !text.is_empty() && !says_nothing(text)).unwrap_or_else(|| default.to_owned())
    };
    let (team, by, note, how) = (text("halcyon"), text("Bruno Reis"), text(""), text("a"));
    let how = usize::from(how.as_bytes()[0]);
    let new = NewSignOff {
        role: Role::ALL[how % 3],
        team,
        by: if how & 4 == 0 { vec![by] } else { Vec::new() },
        date: (how & 8 == 0).then(|| jiff::civil::date(2026, 3, 8)),
        outcome: [Outcome::Agrees, Outcome::Objects, Outcome::Abstains][how / 16 % 3],
        note: Some(note).filter(|note| !note.is_empty()),
    };
    check_sign_off(record, &new);
    check_status(record, NewStatus { status: Status::ALL[how % Status::ALL.len()], date: jiff::civil::date(2026, 3, 8), successor: None });
}

fn check_sign_off(record: &[u8], new: &NewSignOff) {
    let change = [Change::SignOff(new.clone())];
    let Ok(signed) = edit(PATH, record, words(), &change) else { return };
    let (before, after) = (read(record), read(&signed));
    assert_eq!(after.sign_offs.len(), before.sign_offs.len() + 1);
    let added = after.sign_offs.iter().filter(|claim| says(claim, new)).count();
    assert!(added > before.sign_offs.iter().filter(|claim| says(claim, new)).count(), "{new:?} is not in {:?}", after.sign_offs);
    let rest = |draft: &Draft| (draft.id.clone(), draft.title.clone(), draft.status, draft.date, draft.tags.clone(), draft.people.len());
    assert_eq!(rest(&after), rest(&before));
    assert_eq!(after.document.body().trim_start(), before.document.body().trim_start());
    check_line_ends(record, &signed);
    assert_eq!(edit(PATH, &signed, words(), &change), Err(Refusal::SameSignOff));
}

fn check_status(record: &[u8], new: NewStatus) {
    let change = [Change::Status(new)];
    let Change::Status(new) = &change[0] else { return };
    let Ok(changed) = edit(PATH, record, words(), &change) else { return };
    let (before, after) = (read(record), read(&changed));
    assert_eq!(after.status, Some(new.status));
    let rest = |draft: &Draft| (draft.id.clone(), draft.title.clone(), draft.tags.clone(), draft.sign_offs.len());
    assert_eq!(rest(&after), rest(&before));
    check_line_ends(record, &changed);
    assert_eq!(edit(PATH, &changed, words(), &change), Err(Refusal::SameStatus(new.status)));
}

/// Whether a claim is the sign-off that was written.
fn says(claim: &Claim, new: &NewSignOff) -> bool {
    let team = claim.team.as_ref().or(claim.name.as_ref());
    let date = new.date.and_then(|day| CalendarDate::from_iso(&day.to_string())).map(WrittenDate::Certain);
    (claim.role, team, &claim.by, claim.date, claim.outcome, &claim.note)
        == (new.role, Some(&new.team), &new.by, date, new.outcome, &new.note)
}

/// A file keeps its kind of line ends.
fn check_line_ends(before: &[u8], after: &[u8]) {
    let count = |bytes: &[u8], end: &[u8]| bytes.windows(end.len()).filter(|window| *window == end).count();
    let bare = |bytes: &[u8]| count(bytes, b"\n") - count(bytes, b"\r\n");
    if count(before, b"\r\n") > 0 && bare(before) == 0 {
        assert_eq!(bare(after), 0, "{:?}", String::from_utf8_lossy(after));
    }
}

fn read(bytes: &[u8]) -> Draft {
    let content = Content::Bytes(bytes.to_vec());
    parse(&SourceFile { path: PATH.to_owned(), source: 0, route: String::new(), content }, words()).draft
}
