//! Records in the styles that decision logs are written in, generated, a few kilobytes each as real ones are.

use std::fmt::Write as _;

/// A way of writing records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// adrsite's own front-matter.
    Native,
    /// Markdown Any Decision Records.
    Madr,
    /// Nygard's sections, as adr-tools writes them.
    Nygard,
    /// Lists of metadata under the title, as log4brains writes them.
    Log4brains,
    /// Nothing but a title and text.
    Plain,
}

impl Style {
    /// All styles.
    pub(crate) const ALL: [Self; 5] = [Self::Native, Self::Madr, Self::Nygard, Self::Log4brains, Self::Plain];
}

const TEAMS: [&str; 4] = ["Platform", "Payments", "Halcyon Integration", "Halcyon Data"];
const STATUSES: [&str; 4] = ["accepted", "accepted", "proposed", "rejected"];

/// The name of the file of a record.
pub(crate) fn name(style: Style, number: usize) -> String {
    match style {
        Style::Log4brains => format!("{:04}{:02}{:02}-use-part-{number}.md", 2020 + number % 6, 1 + number % 12, 1 + number % 28),
        _ => format!("{number:04}-use-part-{number}.md"),
    }
}

/// A record.
pub(crate) fn record(style: Style, number: usize) -> String {
    let status = STATUSES[number % STATUSES.len()];
    let (own, other) = (TEAMS[number % 4], TEAMS[(number / 4 + 2) % 4]);
    let day = |later: usize| format!("{}-{:02}-{:02}", 2020 + number % 6, 1 + number % 12, 1 + (number + later) % 28);
    let mut text = match style {
        Style::Native => format!(
            "---\nid: {number}\ntitle: Use part {number} of the queue\nstatus: {status}\ndate: {}\nproposed_by:\n  - team: {own}\n    people: [Ana Ruiz, Bo Lind]\n    date: {}\nreviewed_by:\n  - team: {other}\n    people: [Kim Lee]\n    date: {}\napproved_by:\n  - {{ team: {own}, date: {} }}\n  - {{ team: {other}, date: {} }}\ndepends_on: [{}]\ntags: [queue, storage-{}, latency]\nactions:\n  - {{ what: Move the readers, team: {other}, due: {} }}\n---\n\n",
            day(5),
            day(1),
            day(3),
            day(4),
            day(5),
            number.saturating_sub(3).max(1),
            number % 20,
            day(20)
        ),
        Style::Madr => format!(
            "---\nstatus: {status}\ndate: {}\ndecision-makers: Ana Ruiz, Bo Lind\nconsulted: Kim Lee\ninformed: everyone on call\n---\n\n# Use part {number} of the queue\n\n",
            day(5)
        ),
        Style::Nygard => format!(
            "# {number}. Use part {number} of the queue\n\nDate: {}\n\n## Status\n\n{status}\n\nDepends on [{n}. Use part {n}]({n:04}-use-part-{n}.md)\n\n",
            day(5),
            n = number.saturating_sub(3).max(1)
        ),
        Style::Log4brains => format!(
            "# Use part {number} of the queue\n\n- Status: {status}\n- Deciders: Ana Ruiz, Bo Lind\n- Date: {}\n- Tags: queue, storage-{}, latency\n\nTechnical Story: the readers fall behind at noon.\n\n",
            day(5),
            number % 20
        ),
        Style::Plain => format!("# Use part {number} of the queue\n\n"),
    };
    body(number, &mut text);
    text
}

/// What records hold below their metadata: sections, lists, a table, code, links.
fn body(number: usize, text: &mut String) {
    for (section, sentences) in
        [("Context and Problem Statement", 9), ("Considered Options", 3), ("Decision Outcome", 8), ("Consequences", 6)]
    {
        let _ = write!(text, "## {section}\n\n");
        for sentence in 0..sentences {
            let size = (number * 7 + sentence * 13) % 90 + 10;
            let _ = write!(
                text,
                "The *readers* of part {sentence} take `{size} ms` a message, which is **more** than the {} ms that both teams agreed on in [the record before](https://wiki.example/{number}/{sentence}). ",
                size / 2
            );
            if sentence % 3 == 2 {
                text.push_str("\n\n");
            }
        }
        text.push_str(
            "\n\n* A queue of our own\n* The queue of the platform, *with* a dead letter box\n  * and one more for replays\n* No queue\n\n",
        );
    }
    text.push_str("### Costs\n\n| Option | Per month | Per message |\n|---|---:|---:|\n");
    for row in 0..5 {
        let _ = writeln!(text, "| Option {row} | {} EUR | {} ms |", number % 100 + row, row * 3);
    }
    let _ = write!(
        text,
        "\n```rust\nfn read(queue: &Queue) -> Result<Message> {{\n    let wait = Duration::from_millis({number});\n    queue.next(wait) // blocks\n}}\n```\n"
    );
}
