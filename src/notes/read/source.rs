//! The Markdown of a note, as its readers may have it.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{place, store::sources};
use crate::{access::Audiences, ids::UserId};

/// The published text of a note, as it was written.
#[derive(Clone, Debug)]
pub struct Source {
    /// The note's address now, below `/notes/`; the one that was asked for may be an older one.
    pub path: String,
    /// Who wrote it.
    pub author: Option<UserId>,
    /// The whole Markdown, front matter and comments and all: for its author and editors alone.
    pub text: String,
    /// When the note was last changed.
    pub updated: Timestamp,
}

/// The source of the note at an address, present or past, if this visitor may read all of it. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, path: &str, audiences: &Audiences) -> sqlx::Result<Option<Source>> {
    if !place::is_possible(path) {
        return Ok(None);
    }
    let row = sources::find_source(db, path, audiences.ids()).await?;
    Ok(row.map(|row| Source {
        path: row.path,
        author: row.author,
        text: row.source,
        updated: row.updated.to_jiff(),
    }))
}
