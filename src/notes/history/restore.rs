//! Bringing an earlier text back: a new revision that says what the old one said. Nothing is taken away.

use jiff::Timestamp;
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::Head;
use crate::{
    access::{Audiences, Role},
    ids::{RevisionId, UserId},
    notes::{
        moving::{self, Ground},
        vaults,
        write::{self, By, Item, NoteFile, Origin, Saved},
    },
};

/// Who restores.
#[derive(Clone, Copy, Debug)]
pub struct Restorer<'a> {
    /// The person.
    pub id: UserId,
    /// What they may do.
    pub role: Role,
    /// What they may read.
    pub audiences: &'a Audiences,
}

/// Why an earlier text was not brought back.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The note or the revision is not there any more, or not for this person.
    #[error("no such note or revision")]
    Gone,
    /// Somebody saved a newer text than the one that was known.
    #[error("changed meanwhile")]
    Changed,
    /// The text cannot be saved any more as it is written.
    #[error(transparent)]
    Unusable(#[from] write::Unusable),
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The rendering was broken off.
    #[error("the rendering was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// Makes the text of a revision the newest one, unless a text newer than `base` has been saved. Within the writers'
/// lock; begin and commit around it.
///
/// # Errors
/// See [`RestoreError`]; nothing of it is to be committed then.
pub async fn restore(
    db: &mut PgConnection,
    (note, number): (&Head, i32),
    base: RevisionId,
    by: Restorer<'_>,
    summary: String,
    ground: &Ground,
    now: Timestamp,
) -> Result<Saved, RestoreError> {
    write::lock(db).await?;
    let current = super::find(db, &note.path, by.audiences).await?.ok_or(RestoreError::Gone)?;
    if current.id != note.id || !current.is_for(by.role, by.id) {
        return Err(RestoreError::Gone);
    }
    if current.newest != base {
        return Err(RestoreError::Changed);
    }
    let revision = super::revision(db, note.id, number, by.audiences).await?.ok_or(RestoreError::Gone)?;
    let vaults = vaults::list(db).await?;
    let vault = vaults.into_iter().find(|vault| vault.id == current.vault).ok_or(RestoreError::Gone)?;
    let (language, zone) = (ground.language.clone(), ground.zone.clone());
    let settings = write::settings_of(db, vault, current.author, language, zone).await?;
    let file = NoteFile { path: current.vault_path, text: revision.source, modified: None };
    let (prepared, settings) = spawn_blocking(move || (write::prepare(file, &settings), settings)).await?;
    let item = Item { note: Some(note.id), moved: false, prepared: prepared? };
    let by = By { author: Some(by.id), origin: Origin::Restore, summary: Some(summary) };
    let saved = write::save(db, &settings, &[item], &by, now).await?;
    moving::announce(db).await?;
    saved.into_iter().next().ok_or(RestoreError::Gone)
}
