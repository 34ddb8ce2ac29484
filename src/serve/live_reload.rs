//! Tells open pages what changed, by server-sent events.
//!
//! A page says which one it is and the tag of what it shows. So a stream that was lost and comes back, be it after a
//! restart of the preview, misses nothing: what it shows is compared with what is current. No thread waits for a stream;
//! whoever has something to say writes to all of them, and one that does not take it at once is closed and comes back.

use std::io::Write;
use std::net::TcpStream;
use std::sync::{Arc, Mutex, PoisonError};

use super::current::Current;
use super::problems::{self, Problem};
use super::revision::Revision;

/// Streams that are kept; for one more, the oldest is closed. A browser opens at most six to a server.
const MAX_STREAMS: usize = 256;

/// A page that listens.
#[derive(Debug)]
pub(super) struct Page {
    /// Its path without the first `/`; `None` for a listener that is no page and is told of every change.
    pub(super) path: Option<String>,
    /// The tag of what it shows.
    pub(super) tag: String,
}

#[derive(Debug)]
struct Listener {
    stream: TcpStream,
    page: Page,
    /// What it was last told to be broken.
    problems: Arc<Vec<Problem>>,
}

/// All open streams.
#[derive(Debug)]
pub(super) struct Hub {
    current: Arc<Current>,
    listeners: Mutex<Vec<Listener>>,
}

impl Hub {
    pub(super) fn new(current: Arc<Current>) -> Self {
        Self { current, listeners: Mutex::default() }
    }

    pub(super) fn current(&self) -> &Arc<Current> {
        &self.current
    }

    /// Takes over a stream whose head has been sent.
    pub(super) fn add(&self, stream: TcpStream, page: Page) {
        if stream.set_nonblocking(true).is_err() {
            return;
        }
        let mut listener = Listener { stream, page, problems: Arc::default() };
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        // Under the lock: what is shown after this look is announced to this listener too.
        let (revision, problems) = (self.current.revision(), self.current.problems());
        if listener.page.path.is_some() && listener.tell(&revision, &problems).is_err() {
            return;
        }
        if listeners.len() >= MAX_STREAMS {
            listeners.remove(0);
        }
        listeners.push(listener);
    }

    /// Tells everybody what is current.
    pub(super) fn announce(&self) {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        let (revision, problems) = (self.current.revision(), self.current.problems());
        listeners.retain_mut(|listener| listener.tell(&revision, &problems).is_ok());
    }

    /// Finds out who is gone.
    pub(super) fn beat(&self) {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain_mut(|listener| listener.send(":\n\n").is_ok());
    }
}

impl Listener {
    /// Says what this page has to know: that it has changed, or what is broken.
    fn tell(&mut self, revision: &Revision, problems: &Arc<Vec<Problem>>) -> std::io::Result<()> {
        let mut problems = Arc::clone(problems);
        let tag = match &self.page.path {
            None => format!("{}", revision.number),
            // The last good page stays while its record is broken.
            Some(path) if is_broken(revision.source_of(path), &problems) => self.page.tag.clone(),
            Some(path) => match revision.tag(path) {
                Ok(tag) => tag,
                Err(error) => {
                    let mut all = (*problems).clone();
                    all.extend(problems::of_error(&error));
                    problems = Arc::new(all);
                    self.page.tag.clone()
                }
            },
        };
        if tag != self.page.tag {
            self.send(&format!("event: reload\ndata: {{\"revision\":{},\"tag\":\"{tag}\"}}\n\n", revision.number))?;
            self.page.tag = tag;
        }
        if self.problems != problems {
            let data = serde_json::to_string(&*problems).unwrap_or_else(|_| "[]".to_owned());
            self.send(&format!("event: problems\ndata: {data}\n\n"))?;
            self.problems = problems;
        }
        Ok(())
    }

    /// Never waits: the stream does not block, and an event fits the buffer of one that is read.
    fn send(&mut self, event: &str) -> std::io::Result<()> {
        self.stream.write_all(event.as_bytes())
    }
}

fn is_broken(source: Option<&str>, problems: &[Problem]) -> bool {
    source.is_some() && problems.iter().any(|problem| problem.path.as_deref() == source)
}
