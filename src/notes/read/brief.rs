//! What a shared link says of a note.

use sqlx::PgConnection;

use super::{place, store::sources};
use crate::access::Audiences;

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
