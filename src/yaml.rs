//! Where things stand in a YAML text: the parser gives values without places.

/// The 1-based line of the key at `path` (`["teams", "platform", "nmae"]`); that of the nearest parent found, else 1.
///
/// Works on block style and on keys inside a flow mapping. It looks at text only, so a key that is written in an
/// exotic way gives the line of its parent, which is good enough for a message.
#[must_use]
pub(crate) fn line_of_key(text: &str, path: &[&str]) -> u32 {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = 0;
    let mut from = 0;
    let mut indent = 0;
    for key in path {
        let Some(at) = (from..lines.len()).find(|at| {
            let line = lines[*at];
            has_key(line, key) && (line.len() - line.trim_start().len() >= indent || *at == found)
        }) else {
            break;
        };
        found = at;
        from = at;
        indent = lines[at].len() - lines[at].trim_start().len();
    }
    u32::try_from(found + 1).unwrap_or(u32::MAX)
}

fn has_key(line: &str, key: &str) -> bool {
    line.match_indices(key).any(|(at, _)| {
        let before = line[..at].trim_end_matches(['"', '\'', ' ', '-', '?']);
        let after = line[at + key.len()..].trim_start_matches(['"', '\'']).trim_start();
        (before.is_empty() || before.ends_with(['{', ','])) && after.starts_with(':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_below_their_parents_in_block_and_flow_style() {
        let text = "title: x\nteams:\n  a: { name: A }\n  b:\n    name: B\n    side: C\n";
        assert_eq!(line_of_key(text, &["teams", "a", "name"]), 3);
        assert_eq!(line_of_key(text, &["teams", "b", "name"]), 5);
        assert_eq!(line_of_key(text, &["teams", "b", "missing"]), 4);
        assert_eq!(line_of_key(text, &["missing"]), 1);
    }
}
