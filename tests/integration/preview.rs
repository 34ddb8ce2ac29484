//! A running `adrsite serve`, and a client that says exactly what a test wants it to say.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::log::{TODAY, TestLog, adrsite};

/// How long a change may take to be seen on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A preview; it ends with the value.
pub struct Preview {
    child: Child,
    /// Where it listens on loopback.
    pub port: u16,
    printed: Receiver<String>,
}

impl Preview {
    /// Serves a log on any free port.
    #[track_caller]
    pub fn of(log: &TestLog) -> Self {
        Self::start(&log.dir(), &[])
    }

    /// Serves a folder with more arguments.
    #[track_caller]
    pub fn start(dir: &Path, arguments: &[&str]) -> Self {
        let mut command = adrsite();
        let port: &[&str] = if arguments.contains(&"--port") { &[] } else { &["--port", "0"] };
        command.arg("serve").arg(dir).args(["--today", TODAY]).args(port).args(arguments).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (sender, printed) = channel();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(sender.send(line))));
        let mut preview = Self { child, port: 0, printed };
        let address = preview.line_with("serving at http://");
        preview.port = address.split("://").nth(1).unwrap().split(['/', ' ']).next().unwrap().rsplit(':').next().unwrap().parse().unwrap();
        preview
    }

    /// The next printed line with a text in it.
    #[track_caller]
    pub fn line_with(&self, text: &str) -> String {
        let mut seen = Vec::new();
        while let Ok(line) = self.printed.recv_timeout(PATIENCE) {
            if line.contains(text) {
                return line;
            }
            seen.push(line);
        }
        panic!("`{text}` was not printed, only {seen:#?}");
    }

    /// A connection to it.
    #[track_caller]
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// What comes back for these bytes, after which nothing more is sent.
    #[track_caller]
    pub fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // A server that refuses may close before everything is sent, or read.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    /// Asks for a path with these header lines.
    #[track_caller]
    pub fn ask(&self, method: &str, path: &str, headers: &str) -> Reply {
        let host = format!("Host: localhost:{}\r\n", self.port);
        let host = if headers.contains("Host:") { "" } else { &host };
        Reply::of(&self.raw(format!("{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").as_bytes()))
    }

    /// Asks for a path as a browser does.
    #[track_caller]
    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, "")
    }

    /// Waits until a page says something.
    #[track_caller]
    pub fn shows(&self, path: &str, text: &str) {
        self.wait_for(&format!("`{text}` on {path}"), || self.get(path).text().contains(text));
    }

    /// Waits until something holds.
    #[track_caller]
    pub fn wait_for(&self, what: &str, holds: impl Fn() -> bool) {
        let start = Instant::now();
        while !holds() {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Listens as the page at a path that shows what has this tag.
    #[track_caller]
    pub fn listen(&self, query: &str) -> Events {
        let mut stream = self.connect();
        write!(stream, "GET /_adrsite/events{query} HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n").unwrap();
        let mut lines = BufReader::new(stream);
        let mut line = String::new();
        while line != "\n" {
            line.clear();
            lines.read_line(&mut line).unwrap();
        }
        Events { lines }
    }

    /// How much memory it holds, in MB; `None` where the system does not say.
    pub fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1000)
    }

    /// Waits until every file of a fresh build is served, byte for byte, but for the script that listens.
    #[track_caller]
    pub fn equals_build(&self, log: &TestLog) {
        let built = log.build();
        let mut left: Vec<&String> = built.files().keys().filter(|route| !route.starts_with(".adrsite/")).collect();
        let start = Instant::now();
        while !left.is_empty() {
            left.retain(|route| {
                let reply = self.get(&format!("/{}", encode(route)));
                reply.status != 200 || without_script(reply.body) != built.files()[*route]
            });
            assert!(left.is_empty() || start.elapsed() < PATIENCE, "not as built: {left:?}");
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A response.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    #[track_caller]
    fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or_else(|| panic!("no head in {bytes:?}"));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    /// A header's value; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value).next().unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The tag that the page's script gives when it listens.
    #[track_caller]
    pub fn tag(&self) -> String {
        let text = self.text();
        let at = text.find("data-tag=\"").unwrap_or_else(|| panic!("no script in {text}"));
        text[at + 10..].split('"').next().unwrap().to_owned()
    }
}

/// A stream of events.
pub struct Events {
    lines: BufReader<TcpStream>,
}

impl Events {
    /// The data of the next event of this kind.
    #[track_caller]
    pub fn next(&mut self, kind: &str) -> String {
        let mut line = String::new();
        let mut found = false;
        loop {
            line.clear();
            let length = self.lines.read_line(&mut line).unwrap_or_else(|error| panic!("no event `{kind}`: {error}"));
            assert!(length > 0, "the stream ended before an event `{kind}`");
            match line.trim_end().split_once(": ") {
                Some(("event", name)) => found = name == kind,
                Some(("data", data)) if found => return data.to_owned(),
                _ => {}
            }
        }
    }

    /// Whether nothing is said for a while.
    pub fn is_silent(&mut self) -> bool {
        let stream = self.lines.get_ref();
        stream.set_read_timeout(Some(Duration::from_millis(400))).unwrap();
        let mut line = String::new();
        let silent = loop {
            match self.lines.read_line(&mut line) {
                Err(_) => break true,
                Ok(0) => break false,
                Ok(_) if line.starts_with("event: ") => break false,
                Ok(_) => line.clear(),
            }
        };
        self.lines.get_ref().set_read_timeout(Some(PATIENCE)).unwrap();
        silent
    }
}

/// Every byte but letters, digits and a few marks as `%xx`.
pub fn encode(route: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/.-_".contains(&byte);
    route.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// A page without the script that only previews have.
pub fn without_script(body: Vec<u8>) -> Vec<u8> {
    let Ok(text) = String::from_utf8(body.clone()) else { return body };
    let Some(at) = text.find("_adrsite/live.js") else { return body };
    let start = text[..at].rfind("<script").unwrap();
    let end = at + text[at..].find("</script>\n").unwrap() + "</script>\n".len();
    [&text[..start], &text[end..]].concat().into_bytes()
}
