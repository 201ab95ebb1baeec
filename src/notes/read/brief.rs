//! What a shared link says of a note, and a list that names it.

use sqlx::PgConnection;

use super::{place, store::sources};
use crate::{access::Audiences, ids::NoteId};

/// A note in a few words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Its address now, below `/notes/`; the one that was asked for may be an older one.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
}

/// The note at an address, present or past, if this visitor may read it. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, path: &str, audiences: &Audiences) -> sqlx::Result<Option<Brief>> {
    if !place::is_possible(path) {
        return Ok(None);
    }
    sources::find_brief(db, path, audiences.ids()).await
}

/// Notes by their ids, drafts too, as far as this person may read them: the address and the title of each.
///
/// # Errors
/// When the database does not answer.
pub async fn named(
    db: &mut PgConnection,
    notes: &[NoteId],
    audiences: &Audiences,
) -> sqlx::Result<Vec<(NoteId, String, String)>> {
    sources::list_named(db, notes, audiences.ids()).await
}
