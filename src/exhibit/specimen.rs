//! The static half: a file, fetched from our own static route.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::{Duration, Instant},
};

use reqwest::{Client, header};

use crate::web;

/// The address of the hand-written page.
pub(super) const PATH: &str = "/static/specimen.html";

/// Our own static route answers in well under a millisecond; if it takes this long, something is wrong.
const PATIENCE: Duration = Duration::from_secs(5);

/// What the static route answered, and how fast.
#[derive(Clone, Debug)]
pub(super) struct Fetched {
    pub(super) status: u16,
    pub(super) bytes: usize,
    pub(super) time: Duration,
    pub(super) cache_control: String,
    pub(super) etag: String,
    pub(super) last_modified: String,
}

/// A client for our own static route. One a worker, so that the connection is kept between requests.
pub(super) fn client() -> reqwest::Result<Client> {
    Client::builder().no_proxy().timeout(PATIENCE).build()
}

/// Fetches the specimen as a browser would that has never been here.
pub(super) async fn fetch(client: &Client, server: SocketAddr) -> web::Result<Fetched> {
    let fault = |error: reqwest::Error| web::Error::Internal(error.into());
    let start = Instant::now();
    let response = client.get(format!("http://{}{PATH}", reachable(server))).send().await.map_err(fault)?;
    let status = response.status().as_u16();
    let read = |name| {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let (cache_control, etag, last_modified) =
        (read(header::CACHE_CONTROL), read(header::ETAG), read(header::LAST_MODIFIED));
    let bytes = response.bytes().await.map_err(fault)?.len();
    Ok(Fetched { status, bytes, time: start.elapsed(), cache_control, etag, last_modified })
}

/// A server that listens on every address is reached on the loopback one.
fn reachable(server: SocketAddr) -> SocketAddr {
    let ip = match server.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, server.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_means_this_machine() {
        let reached = |text: &str| reachable(text.parse().unwrap()).to_string();
        assert_eq!(reached("0.0.0.0:80"), "127.0.0.1:80");
        assert_eq!(reached("[::]:80"), "[::1]:80");
        assert_eq!(reached("192.0.2.1:80"), "192.0.2.1:80");
    }
}
