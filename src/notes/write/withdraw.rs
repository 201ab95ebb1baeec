//! Taking notes back from their readers.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{Publish, store};
use crate::{
    ids::{NoteId, VaultId},
    jobs,
    notes::resolve::{self, Touched},
};

/// Makes drafts of notes that are published or were to be. Their texts and addresses stay.
///
/// # Errors
/// When the database fails.
pub async fn unpublish(connection: &mut PgConnection, notes: &[NoteId]) -> Result<(), sqlx::Error> {
    store::lock_writing(connection).await?;
    cancel_publishing(connection, notes).await?;
    let notes: Vec<Uuid> = notes.iter().map(|note| note.0).collect();
    let keys = store::update_as_drafts(connection, &notes).await?;
    store::delete_headings(connection, &notes).await?;
    let tags = store::delete_tags(connection, &notes).await?;
    let files = store::list_files_shown_by(connection, &notes).await?;
    resolve::resolve(connection, Touched { keys, files, tags, notes: Vec::new() }).await
}

/// Forgets all that is derived from the texts of notes: parts, links, names, tags, and the work that would publish them.
/// Their texts and addresses stay, and saving one of them makes it all anew.
///
/// # Errors
/// When the database fails.
pub async fn forget(connection: &mut PgConnection, notes: &[NoteId]) -> Result<(), sqlx::Error> {
    store::lock_writing(connection).await?;
    cancel_publishing(connection, notes).await?;
    let notes: Vec<Uuid> = notes.iter().map(|note| note.0).collect();
    store::replace_parts(connection, &notes, &[]).await?;
    store::delete_headings(connection, &notes).await?;
    let files = store::replace_links(connection, &notes, &[]).await?;
    let keys = store::replace_names(connection, VaultId(Uuid::nil()), &notes, &[]).await?;
    store::replace_translations(connection, &notes, &[]).await?;
    let tags = store::delete_tags(connection, &notes).await?;
    resolve::resolve(connection, Touched { keys, files, tags, notes: Vec::new() }).await
}

async fn cancel_publishing(connection: &mut PgConnection, notes: &[NoteId]) -> Result<(), sqlx::Error> {
    let jobs: Vec<String> = notes.iter().map(ToString::to_string).collect();
    jobs::cancel::<Publish>(connection, &jobs).await
}
