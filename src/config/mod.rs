//! Settings from flags, environment and file: one file a section, validated before anything starts.
//!
//! A flag beats the environment, the environment beats `quintal.toml`, the file beats the default. Every
//! value remembers where it came from, so that a wrong one can be found and mended without a search.

mod database;
mod imports;
mod logging;
mod people;
mod server;
mod sources;

use std::path::PathBuf;

pub use database::{Database, PRIVATE_CONNECTIONS};
pub use imports::Imports;
pub use logging::{LogFormat, Logging};
pub use people::People;
pub use server::Server;
pub use sources::{Flags, Invalid, Origin, Sources};

/// Every setting of the program.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the garden keeps what is not in a database elsewhere.
    pub data: PathBuf,
    /// Wire and addresses.
    pub server: Server,
    /// Which PostgreSQL.
    pub database: Database,
    /// Sessions and passwords.
    pub people: People,
    /// Limits of an import.
    pub imports: Imports,
    /// What is logged, and how.
    pub logging: Logging,
    /// Each setting as it was understood, for `quintal doctor`: key, value (secrets hidden), origin.
    pub understood: Vec<(&'static str, String, Origin)>,
}

impl Config {
    /// Reads and checks every setting.
    ///
    /// # Errors
    /// The first value that is wrong: which key, what it says, what is allowed and where it stands.
    pub fn load(sources: &Sources) -> Result<Self, Invalid> {
        sources.refuse_unknown_keys()?;
        let data = sources.read("data", "data", "a path of a folder", |text| {
            (!text.is_empty()).then(|| PathBuf::from(text))
        })?;
        Ok(Self {
            data,
            server: Server::load(sources)?,
            database: Database::load(sources)?,
            people: People::load(sources)?,
            imports: Imports::load(sources)?,
            logging: Logging::load(sources)?,
            understood: sources.understood(),
        })
    }
}
