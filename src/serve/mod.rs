//! The live preview: the pages of `build` over HTTP, each made when a browser asks for it, and told anew after each save.
//!
//! ```text
//! watch ──batch──▶ reload ──revision──▶ current ◀──lookup── answer ◀──request── server
//!                                          └──event──▶ live_reload ──▶ browsers
//! ```
//! - [`watch`] turns what the system says about files into batches.
//! - [`reload`] makes a [`revision`] of each: a snapshot and its site, with a memo of the pages that were asked for. What
//!   breaks (config, theme, front-matter) becomes [`problems`], and the last good revision stays.
//! - [`current`] holds the newest revision. [`answer`] turns a [`request`] that the [`guard`] lets pass into a [`response`]:
//!   a route is looked up in a map and never joined to a path.
//! - [`live_reload`] tells open pages that their own bytes have changed, and what is broken.
//!
//! Nothing here writes to disk, and nothing prints: what there is to say goes to the [`Notice`] function that the command gives.
//!
//! **Why tiny_http's messages, but not its `Server`.** tiny_http 0.12 has no limit on the length of a line of a request's head,
//! none on the time that it may take, none on the number of connections, starts a thread for each of them, and stops accepting
//! for ever at the first error of `accept`, which is what a thousand connections under the usual limit of 1,024 files cause.
//! On loopback only programs of this machine can do that, but every page of every site in its browsers is one of them. So
//! [`server`] accepts connections itself, a few hundred at most: when one more comes, that which has been idle the longest is
//! closed. Heads have a size and a deadline, bodies are refused, and event streams cost no thread. Responses are tiny_http's.

mod answer;
mod current;
mod guard;
mod live_reload;
#[cfg(any(test, fuzzing))]
mod offline;
mod problems;
mod reload;
mod request;
mod response;
mod revision;
mod server;
mod watch;

use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Date as Day;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::workspace::{Snapshot, Workspace};
use current::Current;
use guard::Hosts;
use live_reload::Hub;
#[cfg(any(test, fuzzing))]
pub(crate) use offline::Offline;
pub(crate) use problems::Problem;
use reload::Reload;
use watch::Watch;

/// What to serve, and where.
pub(crate) struct Options {
    /// The log's folder.
    pub(crate) dir: PathBuf,
    /// Where `build` would write; never read.
    pub(crate) output: PathBuf,
    /// The address or name to listen on.
    pub(crate) host: String,
    /// The first port to try; 0 for any.
    pub(crate) port: u16,
    /// Stands for the config's `base_url`.
    pub(crate) base_url: Option<String>,
    /// The day for which pages are made; asked for again and again, as a preview may run past midnight.
    pub(crate) today: Box<dyn Fn() -> Result<Day> + Send>,
}

/// What a preview has to say.
#[derive(Debug)]
pub(crate) enum Notice<'a> {
    /// A change is shown.
    Reloaded {
        /// What is shown now.
        snapshot: &'a Snapshot,
        /// The paths that changed, as far as they are known.
        changed: &'a [String],
        /// Findings that were not there before.
        found: Vec<&'a Diagnostic>,
        /// From the system's word of the change until pages show it.
        time: Duration,
    },
    /// Something broke; the last good pages stay.
    Broken(&'a [Problem]),
    /// What was broken is not any more.
    Mended,
    /// Changes may be seen late; why.
    Blind(String),
}

/// Says things to people.
pub(crate) type Tell = Arc<dyn Fn(&Notice<'_>) + Send + Sync>;

/// A running preview. It ends with the process.
#[derive(Debug)]
pub(crate) struct Preview {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// What it read first.
    pub(crate) snapshot: Arc<Snapshot>,
    /// How long that took.
    pub(crate) time: Duration,
}

/// Starts a preview.
///
/// # Errors
/// The address cannot be listened on, or the log, its config or its theme cannot be used at all.
pub(crate) fn start(options: Options, tell: &Tell) -> Result<Preview> {
    let start = Instant::now();
    let listener = bind(&options.host, options.port)?;
    let address = listener.local_addr().map_err(|error| Error::Usage(format!("cannot listen: {error}")))?;
    // Before the first look, so that nothing falls between the two.
    let watch = Watch::new(&options.dir, &options.output)?;
    let workspace = Workspace::new(&options.dir, Some(&options.output), options.base_url.as_deref());
    let (reload, revision) = Reload::new(&options.dir, workspace, options.today, Arc::clone(tell))?;
    let snapshot = Arc::clone(revision.site().shared_snapshot());
    let current = Arc::new(Current::new(revision));
    let hub = Arc::new(Hub::new(Arc::clone(&current)));
    let hosts = Hosts::new(&options.host, address, options.base_url.as_deref());
    let root = options.base_url.as_deref().map_or("/", crate::render::base_path).to_owned();
    server::start(listener, Arc::new(answer::Site { current, hub: Arc::clone(&hub), hosts, root }))?;
    std::thread::Builder::new()
        .name("reload".to_owned())
        .spawn(move || reload.run(watch, &hub))
        .map_err(|error| Error::Usage(format!("cannot start a thread: {error}")))?;
    Ok(Preview { address, snapshot, time: start.elapsed() })
}

/// Ports that are tried after the first.
const PORTS: u16 = 100;

/// Listens on the first free port from `port` on.
fn bind(host: &str, port: u16) -> Result<TcpListener> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let mut last = None;
    for port in port..=port.saturating_add(PORTS) {
        let addresses = (host, port).to_socket_addrs().map_err(|error| {
            Error::Usage(format!("`{host}` is no address of this machine: {error}\n  hint: leave `--host` out, or give an IP address"))
        })?;
        match TcpListener::bind(&*addresses.collect::<Vec<_>>()) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied && port < 1024 => {
                return Err(Error::Usage(format!("port {port} needs special rights: {error}\n  hint: give a port from 1024 on")));
            }
            Err(error) => return Err(Error::Usage(format!("cannot listen on `{host}`: {error}"))),
        }
        if port == 0 {
            break;
        }
    }
    let reason = last.map_or_else(String::new, |error| format!(": {error}"));
    Err(Error::Usage(format!("no port from {port} on is free{reason}\n  hint: give another one with `--port`")))
}

/// A path relative to `root`, with `/`; `None` where it does not lie below it.
fn relative(root: &Path, path: &Path) -> Option<String> {
    path.strip_prefix(root).is_ok().then(|| crate::discover::relative(root, path))
}
