//! The addresses of all that a guest may find, for search engines and other programs: in parts, however many.

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::store::addresses;
use crate::{access::Audiences, ids::NoteId};

/// Notes in one part. A part of a site map may hold 50,000 addresses and 50 MB (sitemaps.org); with addresses as
/// long as ours may be, each in ten languages, the second comes first.
pub const PART: usize = 5_000;

/// A note of a part.
#[derive(Clone, Debug)]
pub struct Address {
    /// Below `/notes/`.
    pub path: String,
    /// The language that it is written in (BCP 47).
    pub language: String,
    /// When the note was last changed.
    pub updated: Timestamp,
    /// The same in other languages, at most ten.
    pub translations: Vec<Translation>,
}

/// A note's translation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Translation {
    /// Below `/notes/`.
    pub path: String,
    /// BCP 47.
    pub language: String,
}

/// Where each part begins: after which note, in the order of ids, which never change. There is one part at least.
///
/// # Errors
/// When the database does not answer.
pub async fn parts(db: &mut PgConnection) -> sqlx::Result<Vec<NoteId>> {
    let size = i64::try_from(PART).unwrap_or(i64::MAX);
    let ends = addresses::list_ends(db, Audiences::guest().ids(), size).await?;
    Ok(std::iter::once(NoteId(Uuid::nil())).chain(ends).collect())
}

/// The part that begins after a note.
///
/// # Errors
/// When the database does not answer.
pub async fn part(db: &mut PgConnection, after: NoteId) -> sqlx::Result<Vec<Address>> {
    let size = i64::try_from(PART).unwrap_or(i64::MAX);
    let rows = addresses::list_part(db, Audiences::guest().ids(), after.0, size).await?;
    let address = |row: addresses::AddressRow| Address {
        path: row.path,
        language: row.language,
        updated: row.updated.to_jiff(),
        translations: row.translations.0,
    };
    Ok(rows.into_iter().map(address).collect())
}

/// A folder with some of its notes.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The folder's address below `/notes/`; empty for the notes that lie in none.
    pub path: String,
    /// Its name.
    pub title: String,
    /// The first notes of it by title.
    pub notes: Vec<Shelved>,
}

/// A note of a shelf.
#[derive(Clone, Debug, Deserialize)]
pub struct Shelved {
    /// Below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub summary: String,
}

/// The first folders of the garden that have something in them for a guest, by address, each with its first notes:
/// at most a hundred folders with fifty notes each.
///
/// # Errors
/// When the database does not answer.
pub async fn shelves(db: &mut PgConnection) -> sqlx::Result<Vec<Shelf>> {
    let rows = addresses::list_shelves(db, Audiences::guest().ids()).await?;
    Ok(rows.into_iter().map(|row| Shelf { path: row.path, title: row.title, notes: row.notes.0 }).collect())
}
