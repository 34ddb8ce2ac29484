//! Responses: what every one of them says, and how it is written.

use std::io::{self, Write};
use std::sync::Arc;

use tiny_http::{HTTPVersion, Header, Response as Message, StatusCode};

use super::request::Request;
use super::revision::File;

/// What is sent back.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: u16,
    headers: Vec<(&'static str, String)>,
    body: Body,
    /// Whether the connection ends with it.
    pub(super) last: bool,
}

#[derive(Debug)]
enum Body {
    Text(String),
    /// A part of a file.
    Part(Arc<File>, std::ops::Range<usize>),
}

impl Response {
    /// A short text.
    pub(super) fn text(status: u16, text: impl Into<String>) -> Self {
        let body = Body::Text(text.into());
        let headers = vec![("Content-Type", "text/plain; charset=utf-8".to_owned()), ("Cache-Control", "no-store".to_owned())];
        Self { status, headers, body, last: false }
    }

    /// One of the preview's own files, or a page of its own.
    pub(super) fn own(status: u16, content_type: &str, text: impl Into<String>) -> Self {
        let policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'";
        Self::text(status, text).with("Content-Type", content_type).with("Content-Security-Policy", policy)
    }

    /// The way to another address.
    pub(super) fn redirect(to: String) -> Self {
        Self::text(302, format!("{to}\n")).with("Location", to)
    }

    /// A file of the site: whole, not at all where the browser has it, or the part that a player asks for.
    pub(super) fn file(status: u16, file: Arc<File>, request: &Request) -> Self {
        let tag = format!("\"{}\"", file.tag);
        let known =
            |header: &str| header.split(',').map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag);
        let length = file.bytes.len();
        let mut response = Self { status, headers: Vec::new(), body: Body::Part(Arc::clone(&file), 0..length), last: false }
            .with("Content-Type", file.content_type)
            .with("Cache-Control", if status == 200 { "no-cache" } else { "no-store" })
            .with("ETag", &*tag);
        if let Some(policy) = policy(file.content_type) {
            response = response.with("Content-Security-Policy", policy);
        }
        if status != 200 {
            return response;
        }
        if request.header("if-none-match").is_some_and(known) {
            return Self { status: 304, ..response };
        }
        response = response.with("Accept-Ranges", "bytes");
        let may_part = request.header("if-range").is_none_or(|known| known == tag);
        match request.header("range").filter(|_| may_part).map(|range| part(range, length)) {
            None | Some(Part::Whole) => response,
            Some(Part::Of(range)) => {
                let shown = format!("bytes {}-{}/{length}", range.start, range.end - 1);
                Self { status: 206, body: Body::Part(file, range), ..response }.with("Content-Range", shown)
            }
            Some(Part::Outside) => Self::text(416, "the file has no such part\n").with("Content-Range", format!("bytes */{length}")),
        }
    }

    /// Sets a header.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self.headers.push((name, value.into()));
        self
    }

    /// Says that the connection ends with this response.
    pub(super) fn closing(self) -> Self {
        Self { last: true, ..self }
    }

    /// Writes it; without its body where only the head was asked for.
    pub(super) fn write(&self, mut out: impl Write, minor: u8, head_only: bool) -> io::Result<()> {
        let body: &[u8] = match &self.body {
            Body::Text(text) => text.as_bytes(),
            Body::Part(file, range) => &file.bytes[range.clone()],
        };
        let headers = self.headers.iter().map(|(name, value)| (*name, value.as_str())).chain(EVERYWHERE.iter().copied());
        // No value comes from a request but the location, which is percent-encoded; what does not fit is left out.
        let headers = headers.filter_map(|(name, value)| Header::from_bytes(name, value).ok()).collect();
        let message = Message::new(StatusCode(self.status), headers, io::empty(), Some(body.len()), None);
        let mut bytes = Vec::with_capacity(1024 + if head_only { 0 } else { body.len().min(64 << 10) });
        // Only the head is written by tiny_http, which would copy the body through a small buffer.
        message.with_chunked_threshold(usize::MAX).raw_print(&mut bytes, HTTPVersion(1, minor), &[], true, None)?;
        if self.last || minor == 0 {
            // tiny_http keeps `Connection` to itself.
            bytes.truncate(bytes.len() - 2);
            bytes.extend_from_slice(if self.last { b"Connection: close\r\n\r\n" } else { b"Connection: keep-alive\r\n\r\n" });
        }
        if head_only || matches!(self.status, 204 | 304) {
            return out.write_all(&bytes);
        }
        // A small page goes out in one packet with its head.
        let (first, rest) = body.split_at(body.len().min(64 << 10));
        bytes.extend_from_slice(first);
        out.write_all(&bytes)?;
        out.write_all(rest)
    }
}

/// What every response says: it is for the preview's own pages only, and it is what its type says.
pub(super) const EVERYWHERE: &[(&str, &str)] = &[
    ("Server", concat!("adrsite/", env!("CARGO_PKG_VERSION"))),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Referrer-Policy", "same-origin"),
    ("Vary", "Sec-Fetch-Site, Origin"),
];

/// Pages carry their own policy; this adds what only a header can say, and what a drawing may do when it is opened by itself.
fn policy(content_type: &str) -> Option<&'static str> {
    match content_type {
        "text/html; charset=utf-8" => Some("frame-ancestors 'none'"),
        "image/svg+xml" => Some("default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"),
        _ => None,
    }
}

/// The content type of a route, by its ending.
pub(super) fn content_type(route: &str) -> &'static str {
    let ending = route.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" if route.contains("feed") || route.contains("atom") => "application/atom+xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" | "jpe" | "jfif" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "bmp" => "image/bmp",
        "ico" => "image/x-icon",
        "apng" => "image/apng",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// Nothing that is understood: everything.
    Whole,
    Of(std::ops::Range<usize>),
    Outside,
}

/// One range; several are answered with the whole, as a server may.
fn part(header: &str, length: usize) -> Part {
    let Some((first, last)) = header.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else { return Part::Whole };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let range = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Some(first), None) if last.trim().is_empty() => first..length,
        (None, Some(count)) if first.trim().is_empty() => length.saturating_sub(count)..length,
        _ => return Part::Whole,
    };
    if range.is_empty() { Part::Outside } else { Part::Of(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_a_part_of_the_file_or_nothing() {
        assert_eq!(part("bytes=0-3", 10), Part::Of(0..4));
        assert_eq!(part("bytes=4-", 10), Part::Of(4..10));
        assert_eq!(part("bytes=-4", 10), Part::Of(6..10));
        assert_eq!(part("bytes=8-99", 10), Part::Of(8..10));
        assert_eq!((part("bytes=10-", 10), part("bytes=-0", 10), part("bytes=0-", 0)), (Part::Outside, Part::Outside, Part::Outside));
        for odd in ["bytes=3-1", "lines=1-2", "bytes=0-1,3-4", "bytes=x-", "bytes=--1", ""] {
            assert_eq!(part(odd, 10), Part::Whole, "{odd}");
        }
    }
}
