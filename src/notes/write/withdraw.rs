//! Taking notes back from their readers.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{Publish, store};
use crate::{
    ids::NoteId,
    jobs,
    notes::resolve::{self, Touched},
};

/// Makes drafts of notes that are published or were to be. Their texts and addresses stay.
///
/// # Errors
/// When the database fails.
pub async fn unpublish(connection: &mut PgConnection, notes: &[NoteId]) -> Result<(), sqlx::Error> {
    store::lock_writing(connection).await?;
    let jobs: Vec<String> = notes.iter().map(ToString::to_string).collect();
    jobs::cancel::<Publish>(connection, &jobs).await?;
    let notes: Vec<Uuid> = notes.iter().map(|note| note.0).collect();
    let keys = store::update_as_drafts(connection, &notes).await?;
    store::delete_headings(connection, &notes).await?;
    let tags = store::delete_tags(connection, &notes).await?;
    let files = store::list_files_shown_by(connection, &notes).await?;
    resolve::resolve(connection, Touched { keys, files, tags, notes: Vec::new() }).await
}
