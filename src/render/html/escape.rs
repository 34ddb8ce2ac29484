//! Text as HTML.

/// What stands for each byte that HTML would take for its own; all of them are ASCII, so the places between bytes are places
/// between characters.
const ENTITIES: [Option<&str>; 256] = {
    let mut entities = [None; 256];
    entities[b'&' as usize] = Some("&amp;");
    entities[b'<' as usize] = Some("&lt;");
    entities[b'>' as usize] = Some("&gt;");
    entities[b'"' as usize] = Some("&quot;");
    entities[b'\'' as usize] = Some("&#39;");
    entities
};

/// Escapes text for HTML, inside and outside of attributes.
pub(crate) fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| ENTITIES[usize::from(byte)].is_some()) {
        out.push_str(&rest[..at]);
        out.push_str(ENTITIES[usize::from(rest.as_bytes()[at])].unwrap_or_default());
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Text, escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}
