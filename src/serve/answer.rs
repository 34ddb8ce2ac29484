//! From a request to its response.

use std::net::TcpStream;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::current::Current;
use super::guard::{Hosts, Refusal};
use super::live_reload::{Hub, Page};
use super::problems;
use super::request::Request;
use super::response::Response;
use super::revision::{OWN, Place};
use crate::routes;

/// Everything that requests are answered from.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) current: Arc<Current>,
    pub(super) hub: Arc<Hub>,
    pub(super) hosts: Hosts,
    /// Where the preview's root is for its readers: `/`, or what a proxy adds.
    pub(super) root: String,
}

/// What to do about a request.
#[derive(Debug)]
pub(super) enum Answer {
    /// Send this.
    Send(Response),
    /// Keep the connection open and tell it of changes.
    Events(Page),
}

impl Site {
    pub(super) fn answer(&self, request: &Request) -> Answer {
        match self.hosts.refuse(request) {
            Some(Refusal::Plain(status, text)) => return Answer::Send(Response::text(status, format!("{text}\n")).closing()),
            Some(Refusal::ForeignLink) => return Answer::Send(foreign_link(&request.target)),
            None => {}
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return Answer::Send(Response::text(405, "only GET and HEAD are answered here\n").with("Allow", "GET, HEAD").closing());
        }
        let target = match request.target.split_once("://") {
            Some((scheme, rest)) if !scheme.starts_with('/') => rest.find('/').map_or("/", |at| &rest[at..]),
            _ => request.target.as_str(),
        };
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let Some(path) = decode(path).and_then(|path| path.strip_prefix('/').map(str::to_owned)) else {
            return Answer::Send(Response::text(400, "the path cannot be read\n"));
        };
        let path = path.strip_prefix(&self.root[1..]).unwrap_or(&path);
        match path.strip_prefix(OWN) {
            Some("events") if request.method == "GET" => Answer::Events(page_of(query, &self.root)),
            Some("events") => Answer::Send(Response::own(200, "text/event-stream", "")),
            Some("live.js") => Answer::Send(Response::own(200, "text/javascript; charset=utf-8", include_str!("live.js"))),
            Some("live.css") => Answer::Send(Response::own(200, "text/css; charset=utf-8", include_str!("live.css"))),
            _ => Answer::Send(self.page(path, request)),
        }
    }

    fn page(&self, path: &str, request: &Request) -> Response {
        let revision = self.current.revision();
        let (status, file) = match revision.place(path) {
            Place::Folder(folder) => return Response::redirect(format!("{}{}", self.root, routes::url(&folder))),
            Place::File(route) => (200, revision.file(&route)),
            Place::Nothing => (404, None),
        };
        match file.unwrap_or_else(|| revision.not_found(&self.root)) {
            Ok(file) => Response::file(status, file, request),
            Err(error) => self.failed(&problems::of_error(&error)),
        }
    }

    /// The page for a page that cannot be made. It listens too, and so heals by itself.
    fn failed(&self, problems: &[problems::Problem]) -> Response {
        let list: String = problems
            .iter()
            .map(|problem| {
                let hint = problem.hint.as_deref().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
                format!("<pre>{}\n{}{}</pre>", escape(&problem.place), escape(&problem.message), escape(&hint))
            })
            .collect();
        let root = &self.root;
        Response::own(
            500,
            "text/html; charset=utf-8",
            format!(
                "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>This page cannot be made</title>\n\
                 <script src=\"{root}{OWN}live.js\" data-tag=\"failed\" defer></script>\n<h1>This page cannot be made</h1>\n{list}\n</html>\n"
            ),
        )
    }
}

/// A link of another site leads here. What is asked for is not shown, since that site could watch how long it takes and what
/// comes of it; but the reader can go on.
fn foreign_link(target: &str) -> Response {
    let target = if target.starts_with('/') && !target.starts_with("//") { target } else { "/" };
    Response::own(
        403,
        "text/html; charset=utf-8",
        format!(
            "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>A preview of adrsite</title>\n<h1>A preview of adrsite</h1>\n\
             <p>A link on another site leads here. <a href=\"{}\">Open the page</a></p>\n</html>\n",
            escape(target)
        ),
    )
    .closing()
}

/// The page that a stream of events is for: `page=/decisions/a.html&tag=…`.
fn page_of(query: &str, root: &str) -> Page {
    let value = |name: &str| {
        let pair = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
        decode(&pair.replace('+', " "))
    };
    let path = value("page").and_then(|path| {
        let path = path.split(['?', '#']).next().unwrap_or_default().strip_prefix('/')?.to_owned();
        Some(path.strip_prefix(&root[1..]).map(str::to_owned).unwrap_or(path))
    });
    Page { path, tag: value("tag").unwrap_or_default() }
}

/// A percent-encoded path or value, decoded once; `None` where that gives no text.
fn decode(text: &str) -> Option<String> {
    let text = percent_decode_str(text).decode_utf8().ok()?;
    (!text.contains('\0')).then(|| text.into_owned())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// Tells a stream that it is one.
pub(super) fn open_stream(mut stream: &TcpStream) -> std::io::Result<()> {
    use std::io::Write;
    stream.write_all(stream_head().as_bytes())
}

/// What a stream begins with.
pub(super) fn stream_head() -> String {
    let everywhere: String = super::response::EVERYWHERE.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!(
        "HTTP/1.1 200 OK\r\n{everywhere}Content-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-store\r\nConnection: close\r\n\r\nretry: 500\n\n"
    )
}
