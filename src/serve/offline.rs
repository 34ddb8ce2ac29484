//! A preview without a network.

use std::sync::Arc;

use super::answer::{Answer, Site, stream_head};
use super::current::Current;
use super::guard::Hosts;
use super::live_reload::Hub;
use super::request::{Failure, Request};
use super::response::Response;
use super::revision::Revision;
use crate::render;

/// A preview of one site that answers bytes with bytes.
pub(crate) struct Offline(Site);

impl Offline {
    /// A preview on loopback.
    pub(crate) fn new(site: render::Site) -> Self {
        let current = Arc::new(Current::new(Revision::new(1, site)));
        let hosts = Hosts::new("127.0.0.1", ([127, 0, 0, 1], 4000).into(), None);
        Self(Site { hub: Arc::new(Hub::new(Arc::clone(&current))), current, hosts, root: "/".to_owned() })
    }

    /// Takes the next head from what a client sent, and gives it with what is sent back; `None` where there is none.
    pub(crate) fn answer(&self, sent: &mut Vec<u8>) -> Option<(Vec<u8>, Vec<u8>)> {
        let head = Request::take_head(sent, 0)?;
        let mut out = Vec::new();
        let written = match Request::parse(&head) {
            Ok(request) => match self.0.answer(&request) {
                Answer::Send(response) => response.write(&mut out, request.minor, request.method == "HEAD"),
                Answer::Events(_) => {
                    out = stream_head().into_bytes();
                    Ok(())
                }
            },
            Err(Failure::Bad(status, text)) => Response::text(status, text).closing().write(&mut out, 1, false),
            Err(Failure::Closed) => return None,
        };
        written.expect("memory takes everything");
        Some((head, out))
    }
}
