//! Which PostgreSQL.

use std::str::FromStr as _;

use secrecy::SecretString;
use sqlx::postgres::PgConnectOptions;

use super::sources::{Invalid, Sources};

/// The database.
#[derive(Clone, Debug)]
pub struct Database {
    /// `postgres://…`; `None`: Quintal runs a private PostgreSQL in the data directory.
    pub url: Option<SecretString>,
    /// The most connections that this program opens.
    pub connections: u32,
}

impl Database {
    pub(super) fn load(sources: &Sources) -> Result<Self, Invalid> {
        Ok(Self {
            url: sources.read_optional(
                "database_url",
                "postgres://user:password@host:5432/database, with ?sslmode=verify-full for TLS",
                |text| {
                    let postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
                    (postgres && PgConnectOptions::from_str(text).is_ok()).then(|| text.to_owned().into())
                },
            )?,
            connections: sources.read("database_connections", "10", "a number from 2 to 1000", |text| {
                text.parse().ok().filter(|count| (2..=1000).contains(count))
            })?,
        })
    }
}
