//! Which PostgreSQL.

use std::{str::FromStr as _, time::Duration};

use secrecy::SecretString;
use sqlx::postgres::PgConnectOptions;

use super::sources::{Invalid, Sources};

/// How many connections the private PostgreSQL takes in all, from every program on its data directory.
pub const PRIVATE_CONNECTIONS: u32 = 100;
/// How many of them one program may take: others, imports and PostgreSQL itself need theirs.
const MOST_PRIVATE: u32 = 80;

/// The database.
#[derive(Clone, Debug)]
pub struct Database {
    /// `postgres://…`; `None`: Quintal runs a private PostgreSQL in the data directory.
    pub url: Option<SecretString>,
    /// The most connections that this program opens.
    pub connections: u32,
    /// A statement that a page waits for is cut off after this long; zero: as the server says.
    pub statement_timeout: Duration,
}

impl Database {
    pub(super) fn load(sources: &Sources) -> Result<Self, Invalid> {
        let url = sources.read_optional(
            "database_url",
            "postgres://user:password@host:5432/database, with ?sslmode=verify-full for TLS",
            |text| {
                let postgres = text.starts_with("postgres://") || text.starts_with("postgresql://");
                (postgres && PgConnectOptions::from_str(text).is_ok()).then(|| text.to_owned().into())
            },
        )?;
        let (most, allowed) = if url.is_some() {
            (1000, "a number from 2 to 1000")
        } else {
            (MOST_PRIVATE, "a number from 2 to 80, or to 1000 with a database_url")
        };
        let connections = sources.read("database_connections", "10", allowed, |text| {
            text.parse().ok().filter(|count| (2..=most).contains(count))
        })?;
        Ok(Self {
            url,
            connections,
            statement_timeout: sources.read(
                "statement_timeout",
                "15s",
                "a time from 100ms to 10m, such as 15s, or none",
                timeout,
            )?,
        })
    }

    /// The way to a database, with the limits of these settings. The server is told while connecting, so that it
    /// costs no statement; a pooler that takes no options wants the timeout to be `none`.
    #[must_use]
    pub fn limited(&self, options: PgConnectOptions) -> PgConnectOptions {
        match self.statement_timeout.as_millis() {
            0 => options,
            timeout => options.options([("statement_timeout", timeout.to_string())]),
        }
    }
}

fn timeout(text: &str) -> Option<Duration> {
    if text == "none" {
        return Some(Duration::ZERO);
    }
    let digits = text.find(|character: char| !character.is_ascii_digit())?;
    let (number, unit) = text.split_at_checked(digits)?;
    let factor = match unit.trim() {
        "ms" => 1,
        "s" => 1000,
        "m" => 60 * 1000,
        _ => return None,
    };
    let milliseconds = number.parse::<u64>().ok()?.checked_mul(factor)?;
    (100..=10 * 60 * 1000).contains(&milliseconds).then(|| Duration::from_millis(milliseconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Flags;

    #[test]
    fn a_private_server_has_only_so_many_connections() {
        let load = |settings: &[(&str, &str)]| {
            let settings = settings.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
            Database::load(&Sources::gather(Flags::default(), settings).unwrap())
        };
        let count = "QUINTAL_DATABASE_CONNECTIONS";
        assert_eq!(load(&[(count, "80")]).unwrap().connections, 80);
        let error = load(&[(count, "81")]).unwrap_err().to_string();
        assert!(
            error.contains("`81`") && error.contains("2 to 80, or to 1000 with a database_url"),
            "{error}"
        );
        let elsewhere = ("DATABASE_URL", "postgres://db.example.org/garden");
        assert_eq!(load(&[(count, "1000"), elsewhere]).unwrap().connections, 1000);
        assert!(load(&[(count, "1001"), elsewhere]).is_err());
    }

    #[test]
    fn a_timeout_has_a_unit_and_bounds() {
        assert_eq!(timeout("15s"), Some(Duration::from_secs(15)));
        assert_eq!(timeout("250 ms"), Some(Duration::from_millis(250)));
        assert_eq!(timeout("2m"), Some(Duration::from_mins(2)));
        assert_eq!(timeout("none"), Some(Duration::ZERO));
        for wrong in ["", "15", "s", "0s", "99ms", "11m", "1h", "-1s", "99999999999999999999s", "1é"] {
            assert_eq!(timeout(wrong), None, "{wrong}");
        }
    }
}
