//! Why an import ends without a report.

use std::{io, path::Path};

use crate::i18n::{Locale, size_limit};

/// Why nothing was imported, or not all of it. What was saved before stays, whole note by whole note; the same
/// import finishes it when it is run again.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The folder or the zip cannot be read.
    #[error("{path} cannot be read: {message}")]
    Unreadable {
        /// What was to be read.
        path: String,
        /// Why not.
        message: String,
    },
    /// The file is no zip, or is cut off.
    #[error("this is not a zip, or it is damaged")]
    NotAZip,
    /// The zip needs a password.
    #[error("the zip is encrypted: pack it again without a password")]
    Encrypted,
    /// A zip made to fill the disk.
    #[error("{}", bomb(.file))]
    Bomb {
        /// The entry, if it is a single one.
        file: String,
    },
    /// More bytes than allowed.
    #[error("the vault is larger than {}: raise import_max_total if that is meant", size_limit(*.limit, Locale::En))]
    TooMuch {
        /// The limit in bytes.
        limit: u64,
    },
    /// More files than allowed.
    #[error("the vault has more than {limit} files and folders: raise import_max_entries if that is meant")]
    TooMany {
        /// The limit.
        limit: u64,
    },
    /// Another import of this vault goes on and on.
    #[error("another import of the vault “{0}” is running: wait until it is done")]
    Busy(String),
    /// No account has this address.
    #[error("nobody here has the e-mail address {0}")]
    UnknownAuthor(String),
    /// The vault's name cannot be used.
    #[error("a vault needs a name of 1 to 100 characters")]
    BadName,
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// Attachments could not be stored.
    #[error("the attachments cannot be stored: {0}")]
    Storage(#[source] io::Error),
    /// A fault of ours.
    #[error("the import broke off: {0}")]
    Broken(String),
}

impl ImportError {
    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        Self::Unreadable { path: path.display().to_string(), message: error.to_string() }
    }
}

impl From<tokio::task::JoinError> for ImportError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Broken(error.to_string())
    }
}

fn bomb(file: &str) -> String {
    let how = "is packed so tightly that it looks made to fill the disk";
    if file.is_empty() { format!("the zip {how}") } else { format!("the zip {how} (in {file})") }
}
