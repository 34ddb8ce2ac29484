//! Replacements in a text, applied to the bytes of its file.

use std::ops::Range;

/// A replacement; an insertion where the range is empty. Offsets are those of [`Script::text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Patch {
    pub(super) range: Range<usize>,
    /// Lines end with `\n` here, whatever the file has.
    pub(super) with: String,
}

impl Patch {
    pub(super) fn insert(at: usize, with: impl Into<String>) -> Self {
        Self { range: at..at, with: with.into() }
    }

    pub(super) fn replace(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into() }
    }
}

/// A file's text as the parser sees it, and how the file writes it.
pub(super) struct Script {
    /// Without byte order mark; every offset is that of the file, less the mark.
    pub(super) text: String,
    /// How many bytes the byte order mark takes.
    mark: usize,
    line_end: &'static str,
}

impl Script {
    /// The text of a file; `None` where it is none.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let text = std::str::from_utf8(&bytes[mark..]).ok().filter(|text| !text.contains('\0'))?;
        let (text, line_end) = match (text.find('\n'), text.contains('\r')) {
            (Some(at), _) if text[..at].ends_with('\r') => (text.to_owned(), "\r\n"),
            // Old Macs ended lines with a lone CR; the parser reads it so too.
            (None, true) => (text.replace('\r', "\n"), "\r"),
            _ => (text.to_owned(), "\n"),
        };
        Some(Self { text, mark, line_end })
    }

    /// The offsets of a 1-based line, without its line end.
    pub(super) fn line(&self, number: u32) -> Range<usize> {
        let mut lines = self.text.split_inclusive('\n');
        let start = lines.by_ref().take(number.saturating_sub(1) as usize).map(str::len).sum::<usize>();
        let line = lines.next().unwrap_or_default();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    }
}

/// The bytes of the file with all patches; `None` where two of them overlap.
pub(super) fn apply(bytes: &[u8], script: &Script, mut patches: Vec<Patch>) -> Option<Vec<u8>> {
    patches.sort_by_key(|patch| (patch.range.start, patch.range.end));
    let mut edited = Vec::with_capacity(bytes.len() + 200);
    let mut at = 0;
    for Patch { range, with } in patches {
        let (start, end) = (range.start + script.mark, range.end + script.mark);
        edited.extend_from_slice(bytes.get(at..start)?);
        edited.extend_from_slice(with.replace('\n', script.line_end).as_bytes());
        at = end;
    }
    edited.extend_from_slice(bytes.get(at..)?);
    Some(edited)
}
