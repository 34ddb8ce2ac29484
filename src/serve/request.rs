//! The head of a request, read with a limit and a deadline.

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The longest head that is read. Browsers send to `localhost` the cookies of everything that ever ran there.
const MAX_HEAD: usize = 32 << 10;

/// How long a head may take once its first byte is there.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// How long a connection may stay open without a request.
const IDLE_TIME: Duration = Duration::from_mins(2);

/// The head of a request. Header values are kept as they are; bytes that are not UTF-8 are replaced.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: String,
    /// The path and query, as sent.
    pub(super) target: String,
    /// The minor version of HTTP/1.
    pub(super) minor: u8,
    headers: Vec<(String, String)>,
}

/// Why there is no request.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The client is gone, or said nothing for too long: there is nobody to answer to.
    Closed,
    /// It has to be answered with this status, and the connection closed.
    Bad(u16, &'static str),
}

impl Request {
    /// The values of a header, by its lower-case name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a header, by its lower-case name.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether another request may follow on the connection.
    pub(super) fn keeps_alive(&self) -> bool {
        let says =
            |word: &str| self.all("connection").flat_map(|value| value.split(',')).any(|part| part.trim().eq_ignore_ascii_case(word));
        if self.minor == 0 { says("keep-alive") } else { !says("close") }
    }

    /// Reads the next head. What was read beyond it stays in `buffer`, for the request after it.
    pub(super) fn read(stream: &TcpStream, buffer: &mut Vec<u8>) -> Result<Self, Failure> {
        let mut deadline = Instant::now() + if buffer.is_empty() { IDLE_TIME } else { HEAD_TIME };
        let mut searched = 0;
        loop {
            if let Some(head) = Self::take_head(buffer, searched) {
                return Self::parse(&head);
            }
            if buffer.len() >= MAX_HEAD {
                return Err(Failure::Bad(431, "the head of the request is longer than 32 KiB"));
            }
            searched = buffer.len().saturating_sub(3);
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || stream.set_read_timeout(Some(left)).is_err() {
                return Err(if buffer.is_empty() { Failure::Closed } else { Failure::Bad(408, "the request did not end in time") });
            }
            let mut chunk = [0_u8; 4096];
            let was_empty = buffer.is_empty();
            match (&*stream).read(&mut chunk) {
                Ok(0) => return Err(Failure::Closed),
                Ok(length) => buffer.extend_from_slice(&chunk[..length]),
                Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted) => {}
                Err(_) => return Err(Failure::Closed),
            }
            if was_empty && !buffer.is_empty() {
                deadline = Instant::now() + HEAD_TIME;
            }
        }
    }

    /// Takes the next head out of what was received, of which all before `searched` holds no end of one; `None` where it is
    /// not there yet.
    pub(super) fn take_head(buffer: &mut Vec<u8>, searched: usize) -> Option<Vec<u8>> {
        // Empty lines before a request are to be ignored.
        let blank = buffer.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        buffer.drain(..blank);
        let from = searched.min(buffer.len());
        let end = buffer[from..].windows(4).position(|window| window == b"\r\n\r\n").map(|at| from + at + 4)?;
        Some(buffer.drain(..end).collect())
    }

    /// Reads a whole head.
    pub(super) fn parse(head: &[u8]) -> Result<Self, Failure> {
        const BAD: Failure = Failure::Bad(400, "this is no request of HTTP/1.1");
        let text = String::from_utf8_lossy(head);
        let mut lines = text.trim_end_matches("\r\n").split("\r\n");
        let mut parts = lines.next().unwrap_or_default().split(' ');
        let (Some(method), Some(target), Some(version), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
            return Err(BAD);
        };
        let minor = match version {
            "HTTP/1.1" => 1,
            "HTTP/1.0" => 0,
            _ if version.starts_with("HTTP/") => return Err(Failure::Bad(505, "only HTTP/1.0 and HTTP/1.1 are spoken here")),
            _ => return Err(BAD),
        };
        if method.is_empty() || !method.bytes().all(is_token) || target.is_empty() || target.contains(|ch: char| ch.is_control()) {
            return Err(BAD);
        }
        let mut headers = Vec::new();
        for line in lines {
            // A name before a colon, without white space: everything else is a way to smuggle one header inside another.
            let (name, value) = line.split_once(':').ok_or(BAD)?;
            if name.is_empty() || !name.bytes().all(is_token) || value.contains(['\r', '\n', '\0']) {
                return Err(BAD);
            }
            headers.push((name.to_ascii_lowercase(), value.trim_matches([' ', '\t']).to_owned()));
        }
        let request = Self { method: method.to_owned(), target: target.to_owned(), minor, headers };
        let has_body = request.header("transfer-encoding").is_some() || request.all("content-length").any(|length| length != "0");
        if has_body && matches!(request.method.as_str(), "GET" | "HEAD") {
            return Err(Failure::Bad(413, "no request has a body here"));
        }
        Ok(request)
    }
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_a_line_and_headers() {
        let request = Request::parse(b"GET /a%20b?x HTTP/1.1\r\nHost: localhost\r\nX-A:  b \r\n\r\n").unwrap();
        assert_eq!((request.method.as_str(), request.target.as_str(), request.minor), ("GET", "/a%20b?x", 1));
        assert_eq!((request.header("host"), request.header("x-a"), request.header("b")), (Some("localhost"), Some("b"), None));
        assert!(request.keeps_alive());
        assert!(!Request::parse(b"GET / HTTP/1.1\r\nConnection: x, Close\r\n\r\n").unwrap().keeps_alive());
        assert!(!Request::parse(b"GET / HTTP/1.0\r\n\r\n").unwrap().keeps_alive());
    }

    #[test]
    fn what_could_mean_two_things_is_refused() {
        for head in [
            "GET /\r\n\r\n",
            "GET  / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1 x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\nEvil: y\r\n\r\n",
            "GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\n",
            "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "G\u{0}T / HTTP/1.1\r\n\r\n",
            "GET / HTTP/2.0\r\n\r\n",
        ] {
            assert!(Request::parse(head.as_bytes()).is_err(), "{head:?}");
        }
    }
}
