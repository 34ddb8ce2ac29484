//! Who may read a preview: nobody but the browser tab that shows it.
//!
//! A page of any site can send requests to loopback. It must not read the log (so nothing allows it to: no CORS, and
//! `Cross-Origin-Resource-Policy`), not include parts of it (`Sec-Fetch-Site`), and not pass for the preview itself by letting
//! its own name point to this machine (`Host`).

use std::net::{IpAddr, SocketAddr};

use super::request::Request;

/// The names under which a preview may be asked for.
#[derive(Debug)]
pub(super) struct Hosts {
    names: Vec<String>,
    /// Whether it listens beyond this machine: then any address of it may be used. An address cannot be rebound.
    open: bool,
}

/// Why a request is refused: its status, and what to say.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// With this status and text.
    Plain(u16, &'static str),
    /// A link on another site was followed: the reader may still go on, by hand.
    ForeignLink,
}

impl Hosts {
    /// The names for a preview on `host`, listening at `address`, and published under `base_url`.
    pub(super) fn new(host: &str, address: SocketAddr, base_url: Option<&str>) -> Self {
        let published = base_url.and_then(|url| url.split_once("://")).map(|(_, rest)| rest.split('/').next().unwrap_or_default());
        let names = ["localhost", host].into_iter().chain(published.map(name_of)).map(str::to_lowercase).collect();
        Self { names, open: !address.ip().is_loopback() }
    }

    /// Whether a `Host` header names this preview. Its port does not matter: tunnels and containers change it.
    fn allow(&self, authority: &str) -> bool {
        let name = name_of(authority);
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        match bare.parse::<IpAddr>() {
            Ok(address) => address.is_loopback() || self.open || self.names.iter().any(|known| known == bare),
            Err(_) => self.names.contains(&name.trim_end_matches('.').to_lowercase()),
        }
    }

    /// Why a request must not be answered, if so.
    pub(super) fn refuse(&self, request: &Request) -> Option<Refusal> {
        let mut hosts = request.all("host");
        let (Some(host), None) = (hosts.next(), hosts.next()) else {
            return Some(Refusal::Plain(400, "a request needs one Host header"));
        };
        let absolute = request.target.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
        if !self.allow(host) || absolute.is_some_and(|authority| !request.target.starts_with('/') && !self.allow(authority)) {
            return Some(Refusal::Plain(
                421,
                "this host name is not the preview's; use the address that adrsite printed, or start it with --host",
            ));
        }
        if let Some(origin) = request.header("origin") {
            let own = origin.split_once("://").is_some_and(|(_, authority)| authority.eq_ignore_ascii_case(host));
            if !own {
                return Some(Refusal::Plain(403, "another site asked for this"));
            }
        }
        match request.header("sec-fetch-site") {
            None | Some("same-origin" | "none") => None,
            Some(_) if request.header("sec-fetch-mode") == Some("navigate") && request.header("sec-fetch-dest") == Some("document") => {
                Some(Refusal::ForeignLink)
            }
            Some(_) => Some(Refusal::Plain(403, "another site asked for this")),
        }
    }
}

/// The name of an authority, without its port.
fn name_of(authority: &str) -> &str {
    match authority.rfind(']') {
        Some(end) => &authority[..=end],
        None => authority.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_allowed_on_loopback() {
        let hosts = Hosts::new("127.0.0.1", "127.0.0.1:4000".parse().unwrap(), None);
        for host in ["localhost", "LocalHost:4000", "127.0.0.1:9", "[::1]:4000", "localhost."] {
            assert!(hosts.allow(host), "{host}");
        }
        for host in ["", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.168.0.7", "evil.example:4000", "[evil]"] {
            assert!(!hosts.allow(host), "{host}");
        }
    }

    #[test]
    fn any_address_and_the_given_names_are_allowed_beyond_loopback() {
        let hosts = Hosts::new("box.example", "192.168.0.7:4000".parse().unwrap(), Some("https://preview.example/adr/"));
        for host in ["192.168.0.7:4000", "box.example", "preview.example", "[fe80::1]"] {
            assert!(hosts.allow(host), "{host}");
        }
        assert!(!hosts.allow("evil.example"));
    }
}
