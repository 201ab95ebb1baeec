//! Saving notes: from a text to a revision, its parts, links, names and tags.
//!
//! Notes are written in batches, a dozen statements for all of them together. Every batch takes the lock of
//! [`lock`] first: addresses, links and counts depend on what other writers do.

mod address;
mod attachments;
mod context;
mod cover;
mod limits;
mod names;
mod prepare;
mod renew;
mod save;
mod store;
mod withdraw;

use jiff::tz::TimeZone;
use sqlx::PgConnection;

pub use address::redirect_permalinks;
pub use attachments::{forget_attachments, name_attachments};
pub use prepare::{NoteFile, Prepared, Settings, Unusable, prepare};
pub(in crate::notes) use prepare::{names_of, path_key, wanted_address};
pub use renew::renew;
pub(in crate::notes) use save::wanted;
pub use save::{By, Item, Origin, Saved, save};
pub use withdraw::{forget, unpublish};

use super::vaults::Vault;
use crate::{
    ids::{NoteId, UserId},
    text::language::Language,
};

/// Gathers what the notes of a vault inherit. A private note is its author's; where the vault names none, the
/// owner's.
///
/// # Errors
/// When the database fails.
pub async fn settings(
    connection: &mut PgConnection,
    vault: Vault,
    language: Language,
    zone: TimeZone,
) -> Result<Settings, sqlx::Error> {
    let private = store::find_private_audience(connection, vault.author).await?;
    Ok(Settings { vault, private, language, zone })
}

/// The same for a note that is somebody's, whoever saves it: it is private to them.
///
/// # Errors
/// When the database fails.
pub async fn settings_of(
    connection: &mut PgConnection,
    vault: Vault,
    author: Option<UserId>,
    language: Language,
    zone: TimeZone,
) -> Result<Settings, sqlx::Error> {
    settings(connection, Vault { author, ..vault }, language, zone).await
}

/// One writer of notes at a time, until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    store::lock_writing(connection).await
}

/// The newest texts of notes that are not in the bin, to be prepared again.
///
/// # Errors
/// When the database fails.
pub async fn texts(
    connection: &mut PgConnection,
    notes: &[NoteId],
) -> Result<Vec<(NoteId, NoteFile)>, sqlx::Error> {
    store::list_newest_texts(connection, notes).await
}

/// The note that an address leads to, whoever may read it.
///
/// # Errors
/// Those of the database.
pub async fn find_at(connection: &mut PgConnection, path: &str) -> Result<Option<NoteId>, sqlx::Error> {
    store::find_note_at(connection, path).await
}

/// The address of a note below `/notes/`, whoever may read it.
///
/// # Errors
/// Those of the database.
pub async fn find_address(
    connection: &mut PgConnection,
    note: NoteId,
) -> Result<Option<String>, sqlx::Error> {
    store::find_path(connection, note).await
}
