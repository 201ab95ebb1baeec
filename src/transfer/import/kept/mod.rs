//! Imports as they are kept for the owner: how they run, what they did, why they failed.

pub(super) mod store;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{ImportError, Report, Stage};
use crate::{
    db::paging::{Page, PageNumber},
    ids::ImportId,
};

/// An import, past or under way.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Which.
    pub id: ImportId,
    /// The folder or the zip, as it was named.
    pub source: String,
    /// The vault's name, once it is known.
    pub vault: Option<String>,
    /// When it was asked for.
    pub started_at: Timestamp,
    /// How it stands.
    pub state: Standing,
}

/// How an import stands.
#[derive(Clone, Debug)]
pub enum Standing {
    /// Nobody has begun with it.
    Waiting,
    /// It is under way.
    Running(Stage),
    /// It is done; lists of imports leave the report out.
    Done(Option<Box<Report>>),
    /// It ended without a report.
    Failed(Failure),
}

/// Why an import failed, to be told in any language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Failure {
    /// The folder or the zip cannot be read.
    Unreadable {
        /// What the system says.
        message: String,
    },
    /// No zip, or a damaged one.
    NotAZip,
    /// A zip with a password.
    Encrypted,
    /// A zip made to fill the disk.
    Bomb {
        /// The entry, if it is a single one.
        file: String,
    },
    /// More bytes than allowed.
    TooMuch {
        /// The limit in bytes.
        limit: u64,
    },
    /// More files than allowed.
    TooMany {
        /// The limit.
        limit: u64,
    },
    /// Another import of the vault was running.
    Busy {
        /// The vault.
        vault: String,
    },
    /// Nobody has this address.
    UnknownAuthor {
        /// The address.
        email: String,
    },
    /// No name for a vault.
    BadName,
    /// The database was away, or failed.
    Database,
    /// The disk is full, say.
    Storage {
        /// What the system says.
        message: String,
    },
    /// The program was stopped in the middle of it.
    Interrupted,
    /// A fault of ours.
    Broken,
}

impl From<&ImportError> for Failure {
    fn from(error: &ImportError) -> Self {
        match error {
            ImportError::Unreadable { message, .. } => Self::Unreadable { message: message.clone() },
            ImportError::NotAZip => Self::NotAZip,
            ImportError::Encrypted => Self::Encrypted,
            ImportError::Bomb { file } => Self::Bomb { file: file.clone() },
            ImportError::TooMuch { limit } => Self::TooMuch { limit: *limit },
            ImportError::TooMany { limit } => Self::TooMany { limit: *limit },
            ImportError::Busy(vault) => Self::Busy { vault: vault.clone() },
            ImportError::UnknownAuthor(email) => Self::UnknownAuthor { email: email.clone() },
            ImportError::BadName => Self::BadName,
            ImportError::Database(_) => Self::Database,
            ImportError::Storage(error) => Self::Storage { message: error.to_string() },
            ImportError::Broken(_) => Self::Broken,
        }
    }
}

/// An import with its report.
///
/// # Errors
/// When the database fails.
pub async fn find(connection: &mut PgConnection, id: ImportId) -> Result<Option<Kept>, sqlx::Error> {
    store::find_import(connection, id).await
}

/// Imports, the newest first, without their reports.
///
/// # Errors
/// When the database fails.
pub async fn list(connection: &mut PgConnection, page: PageNumber) -> Result<Page<Kept>, sqlx::Error> {
    Ok(Page::of(store::list_imports(connection, page).await?, page))
}
