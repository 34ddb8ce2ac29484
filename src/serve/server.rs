//! Accepts connections, a limited number of them, and answers one request after the other on each.
//!
//! See the module docs of [`super`] for why this is not tiny_http's own server.

use std::collections::HashMap;
use std::io::Read;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::answer::{Answer, Site, open_stream};
use super::request::{Failure, Request};
use super::response::Response;
use crate::error::{Error, Result};

/// Connections that are open at once, event streams apart. For one more, that which waits the longest is closed.
const MAX_CONNECTIONS: usize = 192;

/// How long one piece of a response may take. A client that takes a little now and then keeps its connection, until another
/// one needs its place.
const WRITE_TIME: Duration = Duration::from_secs(20);

/// Accepts connections until the process ends.
pub(super) fn start(listener: TcpListener, site: Arc<Site>) -> Result<()> {
    let accept = move || {
        let connections = Arc::new(Connections::default());
        loop {
            match listener.accept() {
                Ok((stream, _)) => connections.open(stream, &site),
                Err(_) => {
                    // Out of files or memory, or the client is gone again: make room and go on.
                    connections.make_room(MAX_CONNECTIONS / 2);
                    std::thread::sleep(Duration::from_millis(5));
                }
            }
        }
    };
    let thread = std::thread::Builder::new().name("accept".to_owned()).spawn(accept);
    thread.map(|_| ()).map_err(|error| Error::Usage(format!("cannot start a thread: {error}")))
}

/// The open connections.
#[derive(Debug, Default)]
struct Connections {
    open: Mutex<HashMap<u64, Connection>>,
    last: Mutex<u64>,
}

#[derive(Debug)]
struct Connection {
    stream: Arc<TcpStream>,
    /// Whether a request of it is being answered.
    busy: bool,
    since: Instant,
}

impl Connections {
    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Connection>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a connection a thread.
    fn open(self: &Arc<Self>, stream: TcpStream, site: &Arc<Site>) {
        self.make_room(MAX_CONNECTIONS);
        let id = {
            let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
            *last += 1;
            *last
        };
        let stream = Arc::new(stream);
        self.lock().insert(id, Connection { stream: Arc::clone(&stream), busy: false, since: Instant::now() });
        let place = Place { connections: Arc::clone(self), id };
        let site = Arc::clone(site);
        // Where no thread can be had, the connection is closed by dropping it.
        let _ = std::thread::Builder::new().name("connection".to_owned()).spawn(move || converse(stream, place, &site));
    }

    /// Closes connections until fewer than `limit` are open: first those that wait for a request, of these the oldest.
    fn make_room(&self, limit: usize) {
        let mut open = self.lock();
        while open.len() >= limit {
            let Some(id) = open.iter().min_by_key(|(_, connection)| (connection.busy, connection.since)).map(|(id, _)| *id) else { return };
            if let Some(connection) = open.remove(&id) {
                // Its thread wakes up and ends.
                let _ = connection.stream.shutdown(Shutdown::Both);
            }
        }
    }
}

/// A connection's place in the table, given back when its thread ends, however it ends.
struct Place {
    connections: Arc<Connections>,
    id: u64,
}

impl Place {
    fn set_busy(&self, busy: bool) {
        if let Some(connection) = self.connections.lock().get_mut(&self.id) {
            connection.busy = busy;
            connection.since = Instant::now();
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.lock().remove(&self.id);
    }
}

/// Answers the requests of one connection, in their order.
fn converse(stream: Arc<TcpStream>, place: Place, site: &Site) {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(WRITE_TIME));
    let mut buffer = Vec::new();
    loop {
        let request = match Request::read(&stream, &mut buffer) {
            Ok(request) => request,
            Err(Failure::Closed) => return,
            Err(Failure::Bad(status, text)) => {
                let _ = Response::text(status, format!("{text}\n")).closing().write(&*stream, 1, false);
                return hang_up(&stream);
            }
        };
        place.set_busy(true);
        match site.answer(&request) {
            Answer::Send(response) => {
                let response = if request.keeps_alive() { response } else { response.closing() };
                if response.write(&*stream, request.minor, request.method == "HEAD").is_err() {
                    return;
                }
                if response.last {
                    return hang_up(&stream);
                }
            }
            Answer::Events(page) => {
                drop(place);
                if open_stream(&stream).is_ok()
                    && let Ok(stream) = Arc::try_unwrap(stream).or_else(|stream| stream.try_clone())
                {
                    site.hub.add(stream, page);
                }
                return;
            }
        }
        place.set_busy(false);
    }
}

/// Ends a connection so that the client gets what was sent: closing while bytes of it are unread would throw that away.
fn hang_up(stream: &TcpStream) {
    let _ = stream.shutdown(Shutdown::Write);
    let _ = stream.set_read_timeout(Some(Duration::from_millis(200)));
    let mut sink = [0_u8; 4096];
    let mut stream = stream;
    for _ in 0..64 {
        if !stream.read(&mut sink).is_ok_and(|length| length > 0) {
            break;
        }
    }
}
