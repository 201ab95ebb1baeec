//! What every handler may reach.

use std::{net::SocketAddr, sync::Arc};

use arc_swap::ArcSwap;
use jiff::tz::TimeZone;
use sqlx::PgPool;
use tokio::sync::Semaphore;

use crate::{clock::Clock, config::Config, i18n::Locale, storage::Blobs};

/// The program's own things, handed to handlers as `web::Data<State>`.
#[derive(Debug)]
pub struct State {
    /// The database.
    pub pool: PgPool,
    /// The settings of the program.
    pub config: Arc<Config>,
    /// Where attachments lie.
    pub blobs: Blobs,
    /// The time.
    pub clock: Clock,
    /// Where this program listens.
    pub listening: SocketAddr,
    /// The settings of the garden, as last read from the database; `garden` keeps them fresh.
    pub site: ArcSwap<Site>,
    /// Turns to search: see [`SEARCHES`].
    pub searches: Arc<Semaphore>,
    /// Turns to import from the browser: see [`IMPORTS`].
    pub imports: Arc<Semaphore>,
}

/// Searches at a time. One takes longer than any other page, so without a bound a burst of them would hold every
/// connection and every core, and nothing else would be answered.
pub const SEARCHES: usize = 3;

/// Imports from the browser at a time. Each takes a connection beside the pool's, and a core.
pub const IMPORTS: usize = 2;

/// What every page shows of the garden's settings.
#[derive(Clone, Debug)]
pub struct Site {
    /// The garden's name.
    pub name: String,
    /// The languages offered, the first being the default.
    pub locales: Vec<Locale>,
    /// The garden's time zone.
    pub zone: TimeZone,
    /// Whether anybody may sign up.
    pub sign_up_open: bool,
    /// Whether an owner exists.
    pub set_up: bool,
    /// Where `config` names no public address: the one that the server listens on.
    pub address: String,
}

impl State {
    /// The address that readers type, without a slash at the end.
    #[must_use]
    pub fn address(&self) -> String {
        let public =
            self.config.server.public_url.as_ref().map(|url| url.as_str().trim_end_matches('/').to_owned());
        public.unwrap_or_else(|| format!("http://{}", self.listening))
    }

    /// The same as people say it: without its scheme.
    #[must_use]
    pub fn place(&self) -> String {
        let address = self.address();
        address.split_once("://").map_or_else(|| address.clone(), |(_, place)| place.to_owned())
    }

    /// Whether readers come over TLS, so that cookies must be `Secure`.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.config.server.public_url.as_ref().is_some_and(|url| url.scheme() == "https")
    }
}
