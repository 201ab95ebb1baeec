//! The address that a request comes from, through the proxies that are trusted.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use actix_web::HttpRequest;
use ipnet::IpNet;

/// The client's address: the peer's, or, as long as that is a trusted proxy's, the one that the proxy wrote last in
/// `X-Forwarded-For`. Only what trusted proxies wrote is believed: the list is read from its end, and what stands
/// before the first stranger, or before what is no address, is a stranger's word.
#[must_use]
pub fn client(request: &HttpRequest, trusted: &[IpNet]) -> Option<IpAddr> {
    let mut client = request.peer_addr()?.ip().to_canonical();
    let lines: Vec<_> = request.headers().get_all("x-forwarded-for").collect();
    for part in lines.iter().rev().flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b',')) {
        if !trusted.iter().any(|network| network.contains(&client)) {
            break;
        }
        let Some(address) = forwarded(part) else { break };
        client = address;
    }
    Some(client)
}

/// An address as proxies write it: alone, in brackets, or with a port. An IPv4 one in IPv6 clothes is IPv4.
fn forwarded(part: &[u8]) -> Option<IpAddr> {
    let text = str::from_utf8(part).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let alone = bare.parse::<IpAddr>();
    let address = alone.or_else(|_| text.parse().map(|address: SocketAddr| address.ip()));
    address.ok().map(|address| address.to_canonical())
}

/// What throttling counts by: an IPv4 address, or the /64 of an IPv6 one, which one household has to itself.
#[must_use]
pub fn throttle_key(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => v6
            .to_ipv4_mapped()
            .map_or_else(|| IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64))), IpAddr::V4),
    }
}

#[cfg(test)]
mod tests {
    use actix_web::{http::header::HeaderValue, test::TestRequest};
    use proptest::prelude::*;

    use super::*;

    const PROXIES: &[&str] = &["10.0.0.0/8", "fd00::/8"];

    /// Who a request is from that a peer sends on with these header lines.
    fn seen(peer: &str, lines: &[&[u8]]) -> String {
        let trusted: Vec<IpNet> = PROXIES.iter().map(|net| net.parse().unwrap()).collect();
        let peer = SocketAddr::new(peer.parse().unwrap(), 1);
        let mut request = TestRequest::default().peer_addr(peer);
        for line in lines {
            request = request.append_header(("x-forwarded-for", HeaderValue::from_bytes(line).unwrap()));
        }
        client(&request.to_http_request(), &trusted).unwrap().to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        for (peer, lines, client) in [
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["6.6.6.6, 198.51.100.1, 10.0.0.2"], "198.51.100.1"),
            ("10.0.0.1", &["6.6.6.6, x, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["6.6.6.6, x", "198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["6.6.6.6", "198.51.100.1,10.0.0.2", "10.0.0.3"], "198.51.100.1"),
            ("10.0.0.1", &["6.6.6.6, x, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &["nonsense"], "10.0.0.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ] {
            let lines: Vec<&[u8]> = lines.iter().map(|line| line.as_bytes()).collect();
            assert_eq!(seen(peer, &lines), client, "{peer} {lines:?}");
        }
    }

    #[test]
    fn an_address_is_known_however_it_is_written() {
        for (written, client) in [
            ("198.51.100.1:5555", "198.51.100.1"),
            ("[2001:db8::1]:5555", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("2001:db8::1", "2001:db8::1"),
            ("::ffff:198.51.100.1", "198.51.100.1"),
            ("198.51.100.1, [::ffff:10.0.0.9]:80", "198.51.100.1"),
        ] {
            assert_eq!(seen("fd00::1", &[written.as_bytes()]), client, "{written}");
        }
        // A listener on `[::]` meets IPv4 peers in IPv6 clothes.
        assert_eq!(seen("::ffff:10.0.0.1", &[b"198.51.100.1"]), "198.51.100.1");
        assert_eq!(seen("::ffff:203.0.113.9", &[b"198.51.100.1"]), "203.0.113.9");
    }

    proptest! {
        /// Whatever a client writes, the proxy adds who it is.
        #[test]
        fn nobody_chooses_their_address(
            said in prop::collection::vec("[ -~]{0,40}", 0..4),
            own_line: bool,
            real: std::net::Ipv4Addr,
            proxies in 0_usize..3,
        ) {
            let real = IpAddr::V4(real);
            prop_assume!(!"10.0.0.0/8".parse::<IpNet>().unwrap().contains(&real));
            let added = format!("{real}{}", ", 10.1.2.3".repeat(proxies));
            let mut lines = said;
            match lines.last_mut() {
                Some(last) if !own_line => *last = format!("{last}, {added}"),
                _ => lines.push(added),
            }
            let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
            prop_assert_eq!(seen("10.0.0.1", &lines), real.to_string());
            prop_assert_eq!(seen("203.0.113.9", &lines), "203.0.113.9");
        }

        /// Bytes of any kind stop the reading and nothing else.
        #[test]
        fn any_bytes_are_read(bytes in prop::collection::vec(0x20_u8..=0xff, 0..60)) {
            prop_assume!(!bytes.contains(&0x7f));
            prop_assert!(seen("10.0.0.1", &[&bytes]).parse::<IpAddr>().is_ok());
        }
    }

    #[test]
    fn a_household_is_one_address() {
        let key = |text: &str| throttle_key(text.parse().unwrap()).to_string();
        assert_eq!(key("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(key("::ffff:192.0.2.1"), "192.0.2.1");
        assert_eq!(key("192.0.2.1"), "192.0.2.1");
    }
}
