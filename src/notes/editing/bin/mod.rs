//! The bin: notes that were thrown away, for thirty days.
//!
//! What lies in it is read by nobody (`access::NOBODY`), and nothing that is derived from its text is kept: no part, no
//! link, no name, no tag. So it is gone everywhere at once. Its texts, addresses and bookmarks stay; it comes back by being
//! saved as it was.

mod store;

use jiff::{Timestamp, ToSpan as _};
use sqlx::PgConnection;

use super::{EditError, Editable, Ground, Writer, place, prepared, settings_of};
use crate::{
    access::Role,
    db::paging::{Page, PageNumber},
    ids::{NoteId, RevisionId, UserId, VaultId},
    notes::write::{self, By, Item, Origin},
    state::State,
};

/// How long a note lies in the bin, in days.
pub const DAYS: i64 = 30;

/// A note in the bin, as those see it who may bring it back.
#[derive(Clone, Debug)]
pub struct Binned {
    /// Which.
    pub id: NoteId,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Its address below `/notes/`.
    pub path: String,
    /// When it was thrown away.
    pub at: Timestamp,
    /// By whom, where they still have an account.
    pub by: Option<String>,
    pub(super) revision: RevisionId,
    pub(super) vault: VaultId,
    pub(super) vault_path: String,
    pub(super) author: Option<UserId>,
    pub(super) source: String,
    pub(super) was_published: bool,
}

impl Binned {
    /// As it was opened for editing before.
    #[must_use]
    pub fn as_editable(&self) -> Editable {
        Editable {
            id: self.id,
            revision: self.revision,
            path: self.path.clone(),
            vault: self.vault,
            vault_path: self.vault_path.clone(),
            title: self.title.clone(),
            language: self.language.clone(),
            source: self.source.clone(),
            author: self.author,
            by: self.by.clone(),
            at: self.at,
            allowed: true,
            file_waits: false,
        }
    }

    /// When it is gone for good.
    #[must_use]
    pub fn ends(&self) -> Timestamp {
        self.at.checked_add((DAYS * 24).hours()).unwrap_or(self.at)
    }
}

/// Throws notes away that this person may change. Within the writers' lock.
///
/// # Errors
/// See [`EditError`].
pub async fn throw_away(
    db: &mut PgConnection,
    note: NoteId,
    by: &Writer,
    now: Timestamp,
) -> Result<(), EditError> {
    write::lock(db).await?;
    match super::get(db, note, by).await? {
        Some(found) if found.allowed => {}
        Some(_) => return Err(EditError::Forbidden),
        None => return Err(EditError::NotFound),
    }
    store::update_as_deleted(db, note, by.id, now).await?;
    Ok(write::forget(db, &[note]).await?)
}

/// A note in the bin, if this person could change it before.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, note: NoteId, by: &Writer) -> sqlx::Result<Option<Binned>> {
    store::find_binned(db, note, by, by.role >= Role::Editor).await
}

/// The same by an address, old or new.
///
/// # Errors
/// When the database does not answer.
pub async fn find_at(db: &mut PgConnection, path: &str, by: &Writer) -> sqlx::Result<Option<Binned>> {
    match write::find_at(db, path).await? {
        Some(note) => find(db, note, by).await,
        None => Ok(None),
    }
}

/// What this person may bring back, the latest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(db: &mut PgConnection, by: &Writer, page: PageNumber) -> sqlx::Result<Page<Binned>> {
    store::list_binned(db, by, by.role >= Role::Editor, page).await
}

/// Takes a note out of the bin: it is what it was, where it was. If another file of its vault lies there by now, its place
/// gets a number. Returns its address.
///
/// # Errors
/// See [`EditError`].
pub async fn bring_back(
    db: &mut PgConnection,
    note: NoteId,
    by: &Writer,
    ground: &Ground,
    now: Timestamp,
) -> Result<String, EditError> {
    write::lock(db).await?;
    let binned = find(db, note, by).await?.ok_or(EditError::NotFound)?;
    let settings = settings_of(db, (binned.vault, binned.author), ground).await?;
    let place = place::free(db, binned.vault, &binned.vault_path).await?;
    let ready = prepared(&place, binned.source, &settings).await?;
    let saver = By { author: Some(by.id), origin: Origin::Restore, summary: None };
    let item = Item { note: Some(note), moved: place != binned.vault_path, prepared: ready };
    let saved = write::save(db, &settings, &[item], &saver, now).await?.into_iter().next();
    if !binned.was_published {
        write::unpublish(db, &[note]).await?;
    }
    Ok(saved.ok_or(EditError::NotFound)?.path)
}

/// Removes for good what was thrown away before a moment; tells how many notes that were.
///
/// # Errors
/// When the database fails.
pub async fn purge(db: &mut PgConnection, before: Timestamp) -> sqlx::Result<u64> {
    store::delete_binned(db, before).await
}

/// Empties the bin of what has lain in it for so long; tells how many notes that were.
///
/// # Errors
/// When the database fails.
pub async fn empty(state: &State) -> sqlx::Result<u64> {
    let mut db = state.pool.acquire().await?;
    purge(&mut db, due(state.clock.now())).await
}

/// What is purged at a moment: all that was thrown away so long before.
#[must_use]
pub fn due(now: Timestamp) -> Timestamp {
    now.checked_sub((DAYS * 24).hours()).unwrap_or(now)
}
