//! A file's bytes as text, with a place for every offset.

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};

/// Files larger than this are not read: 16 MiB.
pub const MAX_FILE_BYTES: u64 = 16 << 20;

/// A markdown file that was read.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Relative to the folder that adrsite was given, with `/`.
    pub path: String,
    /// Position of its source in the log.
    pub source: usize,
    /// Its page, relative to the site's root.
    pub route: String,
    /// What was read, or why it was not.
    pub content: Content,
}

/// What reading a file gave.
#[derive(Debug, Clone)]
pub enum Content {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It is larger than [`MAX_FILE_BYTES`]; how large.
    TooLarge(u64),
    /// The system's reason.
    Unreadable(String),
}

/// Decoded text and where its lines start.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) text: Arc<str>,
    line_starts: Vec<usize>,
}

impl Text {
    /// Decodes a file; what cannot be decoded is replaced, and said.
    pub(super) fn decode(path: &str, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if let Some(text) = utf16(bytes) {
            diagnostics.push(
                Diagnostic::new(Code::InvalidUtf8, path, (1, 1), "the file is UTF-16, expected UTF-8").hint("save the file as UTF-8"),
            );
            return Self::new(text.into());
        }
        let decoded = std::str::from_utf8(bytes);
        let mut text = decoded.map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
        if let Err(error) = decoded {
            let before = &bytes[..error.valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let column = 1 + before.iter().rev().take_while(|byte| **byte != b'\n').filter(|byte| (**byte & 0xc0) != 0x80).count();
            diagnostics.push(
                Diagnostic::new(
                    Code::InvalidUtf8,
                    path,
                    (to_u32(line), to_u32(column)),
                    format!("byte `0x{:02x}` is not UTF-8", bytes[error.valid_up_to()]),
                )
                .hint("save the file as UTF-8"),
            );
        }
        if let Some(at) = text.find('\0') {
            let line = 1 + text[..at].matches('\n').count();
            diagnostics.push(
                Diagnostic::new(Code::ControlCharacters, path, (to_u32(line), 1), "the file contains NUL bytes; they are left out")
                    .hint("remove them, or save the file as UTF-8 if it is UTF-16"),
            );
            text = text.replace('\0', "").into();
        }
        Self::new(text)
    }

    fn new(mut text: Cow<'_, str>) -> Self {
        // Old Macs ended lines with a lone CR. Of the same length, so that every offset stays.
        if memchr::memchr2(b'\r', b'\n', text.as_bytes()).is_some_and(|at| text.as_bytes()[at] == b'\r') && !text.contains('\n') {
            text = text.replace('\r', "\n").into();
        }
        let line_starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        Self { text: text.into(), line_starts }
    }

    /// The 1-based line of an offset.
    pub(super) fn line(&self, offset: usize) -> u32 {
        to_u32(self.line_starts.partition_point(|start| *start <= offset))
    }

    /// The place of `needle` in a 1-based line; that of the line where it is not found as it stands.
    pub(super) fn place_of(&self, line: u32, needle: &str) -> (u32, u32) {
        let index = (line.max(1) - 1) as usize;
        let Some(start) = self.line_starts.get(index).copied() else { return (line, 1) };
        let end = self.line_starts.get(index + 1).copied().unwrap_or(self.text.len());
        let first = needle.lines().next().unwrap_or_default();
        match self.text[start..end].find(first) {
            Some(at) => (line, self.place(start + at).1),
            None => (line, 1),
        }
    }

    /// The 1-based line and column of an offset; columns count characters.
    pub(super) fn place(&self, offset: usize) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts[line - 1];
        // Columns in a line of megabytes help nobody and would cost quadratic time.
        let shown = offset.min(start + 10_000);
        let column = self.text.get(start..shown).map_or(1, |before| before.chars().count() + 1);
        (to_u32(line), to_u32(column))
    }
}

/// The text of a UTF-16 file, which editors of Windows write with a byte order mark.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (bytes, little) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        _ => return None,
    };
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    });
    Some(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).filter(|ch| *ch != '\0').collect())
}

/// Lines and columns fit: a file has at most 16 MiB.
pub(super) fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
