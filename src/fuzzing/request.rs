//! What the preview answers.

use std::sync::OnceLock;

use super::log::{CONFIG, site, snapshot};
use crate::config::Config;
use crate::serve::Offline;

/// What a client sends on one connection.
pub fn request(data: &[u8]) {
    static PREVIEW: OnceLock<Offline> = OnceLock::new();
    let preview = PREVIEW.get_or_init(|| {
        let config = Config::parse(CONFIG).expect("the config is one");
        Offline::new(site(snapshot(b"---\nstatus: accepted\n---\n# It\n\n## Context\n", config)))
    });
    let mut rest = data.to_vec();
    while let Some((head, answer)) = preview.answer(&mut rest) {
        check(&head, &answer);
    }
}

/// An answer is one of HTTP/1, says what all answers say, and tells a foreign page nothing.
fn check(request: &[u8], answer: &[u8]) {
    let shown = String::from_utf8_lossy(request);
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or_else(|| panic!("an answer without a head to {shown:?}"));
    let head = std::str::from_utf8(&answer[..end]).expect("heads are ASCII");
    let mut lines = head.split("\r\n");
    let status = lines.next().expect("there is a first line");
    let status: u16 = status.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("{status:?}"));
    let headers: Vec<(&str, &str)> = lines.map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{line:?} to {shown:?}"))).collect();
    for (name, value) in &headers {
        assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{name:?} to {shown:?}");
        assert!(!value.contains(|ch: char| ch.is_control()), "{name}: {value:?} to {shown:?}");
    }
    let values =
        |wanted: &str| headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| *value).collect::<Vec<_>>();
    assert!(values("access-control-allow-origin").is_empty());
    if values("content-type") != ["text/event-stream; charset=utf-8"] {
        let body = answer.len() - end - 4;
        let length = values("content-length").first().and_then(|length| length.parse::<usize>().ok());
        let is_head = request.starts_with(b"HEAD ") || matches!(status, 204 | 304);
        assert!(is_head && body == 0 || length == Some(body), "{length:?} for {body} bytes to {shown:?}");
    }
    if status == 200 || status == 206 {
        assert_eq!(values("cross-origin-resource-policy"), ["same-origin"]);
        assert_eq!(values("x-content-type-options"), ["nosniff"]);
        let lower = shown.to_ascii_lowercase();
        assert!(!lower.contains("\r\nhost: evil.example\r\n"), "answered under a foreign name: {shown:?}");
        assert!(!lower.contains("\r\nsec-fetch-site: cross-site\r\n"), "answered a foreign page: {shown:?}");
    }
}
