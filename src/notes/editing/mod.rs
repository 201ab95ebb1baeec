//! Writing in the browser.
//!
//! A text is opened with the revision that it starts from, and saved against that revision ([`save`]). Whoever saves over
//! a newer one overwrites nothing: what does not touch is united (`text::merge`), and what clashes goes back to its writer
//! with both texts ([`mod@clash`]). [`drafts`] keep what is not saved yet, [`preview`] shows it, [`mod@bin`] keeps what was thrown away.
//! Begin, commit and bump the generation around what writes, as with [`super::write`].

pub mod attach;
pub mod bin;
pub mod clash;
pub mod drafts;
pub mod place;
pub mod preview;
pub mod properties;
mod save;
mod store;
pub mod templates;

use jiff::Timestamp;
use sqlx::PgConnection;

pub(in crate::notes) use save::prepared;
pub use save::{Clashing, Edit, EditError, New, Outcome, Stored, create, save};

pub use super::moving::{Ground, Mover as Writer};
use super::{
    vaults,
    write::{self, Settings},
};
use crate::ids::{NoteId, RevisionId, UserId, VaultId};

/// The longest text that is written in the browser, in bytes: as much as the renderer shows.
pub const LONGEST: usize = 2 * 1024 * 1024;

/// A note as whoever may read it finds it for editing.
#[derive(Clone, Debug)]
pub struct Editable {
    /// Which.
    pub id: NoteId,
    /// Its newest text, by its id.
    pub revision: RevisionId,
    /// Its address below `/notes/`.
    pub path: String,
    /// Its vault.
    pub vault: VaultId,
    /// Where it lies in its vault.
    pub vault_path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Its newest text.
    pub source: String,
    /// Whose it is.
    pub author: Option<UserId>,
    /// Who saved that text, where that is known.
    pub by: Option<String>,
    /// When it was saved.
    pub at: Timestamp,
    /// Whether this person may change it, or only read it.
    pub allowed: bool,
    /// Whether an imported file says something else, and waits for somebody to say what is meant.
    pub file_waits: bool,
}

/// The note at an address, old or new, as far as this person may read it; drafts, too.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, path: &str, by: &Writer) -> sqlx::Result<Option<Editable>> {
    if path.len() > 1000 || path.contains('\0') {
        return Ok(None);
    }
    store::find_editable(db, path, by).await
}

/// The same by its id.
///
/// # Errors
/// When the database does not answer.
pub async fn get(db: &mut PgConnection, note: NoteId, by: &Writer) -> sqlx::Result<Option<Editable>> {
    store::get_editable(db, note, by).await
}

/// A note that is not published.
#[derive(Clone, Debug)]
pub struct Unpublished {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// When it was last changed.
    pub at: Timestamp,
}

/// Somebody's own notes that are not published, the latest first; at most fifty.
///
/// # Errors
/// When the database does not answer.
pub async fn unpublished(db: &mut PgConnection, by: &Writer) -> sqlx::Result<Vec<Unpublished>> {
    store::list_unpublished(db, by).await
}

/// What a note inherits, being its author's.
pub(in crate::notes) async fn settings_of(
    db: &mut PgConnection,
    (vault, author): (VaultId, Option<UserId>),
    ground: &Ground,
) -> Result<Settings, EditError> {
    let vault = vaults::get(db, vault).await?.ok_or(EditError::NotFound)?;
    Ok(write::settings_of(db, vault, author, ground.language.clone(), ground.zone.clone()).await?)
}
