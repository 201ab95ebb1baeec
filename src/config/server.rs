//! Wire and addresses.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use url::Url;

use super::sources::{Invalid, Sources};

/// How the server is reached.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The address that readers type, without a path; where it is `https`, cookies are `Secure`.
    pub public_url: Option<Url>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether search engines are welcome.
    pub search_engines: bool,
    /// Worker threads; `None`: one a core.
    pub workers: Option<usize>,
}

impl Server {
    pub(super) fn load(sources: &Sources) -> Result<Self, Invalid> {
        Ok(Self {
            listen: sources.read(
                "listen",
                "127.0.0.1:8080",
                "an address and port such as 127.0.0.1:8080 or [::]:80",
                |text| text.parse().ok(),
            )?,
            public_url: sources.read_optional(
                "public_url",
                "an address such as https://garden.example, without a path",
                origin,
            )?,
            trusted_proxies: sources.read(
                "trusted_proxies",
                "",
                "addresses or networks such as 10.0.0.0/8, parted by commas",
                networks,
            )?,
            search_engines: sources
                .read("search_engines", "true", "true or false", |text| text.parse().ok())?,
            workers: sources.read_optional("workers", "a number from 1 to 1024", |text| {
                text.parse().ok().filter(|count| (1..=1024).contains(count))
            })?,
        })
    }
}

fn origin(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && bare && url.username().is_empty())
        .then_some(url)
}

fn networks(text: &str) -> Option<Vec<IpNet>> {
    text.split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<IpNet>().ok().or_else(|| part.parse::<IpAddr>().ok().map(IpNet::from)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_an_origin() {
        assert!(origin("https://garden.example").is_some());
        assert!(origin("http://localhost:8080/").is_some());
        for wrong in ["garden.example", "https://g.example/path", "ftp://g.example", "https://u@g.example"] {
            assert!(origin(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn proxies_are_addresses_or_networks() {
        assert_eq!(networks("10.0.0.0/8, ::1").map(|nets| nets.len()), Some(2));
        assert_eq!(networks(""), Some(vec![]));
        assert_eq!(networks("localhost"), None);
    }
}
