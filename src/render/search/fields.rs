//! Which words of a record count how much.

use crate::model::Adr;
use crate::workspace::Snapshot;

/// The weight of a word of the text.
pub(super) const ONCE: u32 = 2;
const TITLE: u32 = 6 * ONCE;
const TAGS: u32 = 3 * ONCE;
const HEADINGS: u32 = 5;
const PEOPLE: u32 = 2 * ONCE;

/// Gives all texts of a record, each with its weight.
pub(super) fn of(snapshot: &Snapshot, adr: &Adr, mut take: impl FnMut(&str, u32)) {
    take(&adr.title, TITLE);
    if let Some(id) = &adr.id {
        take(&id.to_string(), TITLE);
        if let Some(number) = id.number.map(|number| number.to_string()).filter(|number| *number != id.text) {
            take(&number, TITLE);
        }
    }
    for tag in &adr.tags {
        take(tag, TAGS);
    }
    let teams = &snapshot.log.teams;
    for sign_off in &adr.sign_offs {
        take(&teams.team(sign_off.team).name, PEOPLE);
        sign_off.people.iter().for_each(|name| take(name, PEOPLE));
        sign_off.note.iter().for_each(|note| take(note, ONCE));
    }
    adr.people.iter().flat_map(|people| &people.names).for_each(|name| take(name, PEOPLE));
    adr.context.iter().for_each(|drop| take(&drop.title, ONCE));
    adr.actions.iter().for_each(|action| take(&action.what, ONCE));
    for (heading, text) in adr.document.parts(&adr.document.plain_text()) {
        take(text, if heading { HEADINGS } else { ONCE });
    }
}
