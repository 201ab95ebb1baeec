//! Works that were done and can be undone.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{
    deed::{Deed, Left},
    store,
};
use crate::{
    db::paging::{Page, PageNumber},
    ids::WorkId,
    notes::moving::Mover,
};

/// A work that somebody did.
#[derive(Clone, Debug)]
pub struct Work {
    /// Which.
    pub id: WorkId,
    /// What was done.
    pub deed: Deed,
    /// When.
    pub done_at: Timestamp,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
    /// To how many of the chosen notes.
    pub notes: u64,
    /// How many were left alone.
    pub left: u64,
    /// How many were left alone when it was undone.
    pub undo_left: u64,
}

/// A note of a work, which its person may read.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Whether it lies in the bin now.
    pub binned: bool,
    /// Where it lay and where it came to lie.
    pub moved: Option<(String, String)>,
    /// Whether it was not chosen, but links to a note that moved.
    pub turned: bool,
    /// Why it was left alone.
    pub left: Option<Left>,
    /// Why it was left alone when the work was undone.
    pub undo_left: Option<Left>,
    /// The numbers of the texts before and after, where they differ.
    pub changes: Option<(i32, i32)>,
}

/// A person's works, the latest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(db: &mut PgConnection, by: &Mover, page: PageNumber) -> sqlx::Result<Page<Work>> {
    store::works::list(db, by.id, page).await
}

/// One of them, with its notes.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    db: &mut PgConnection,
    work: WorkId,
    by: &Mover,
) -> sqlx::Result<Option<(Work, Vec<Part>)>> {
    let Some(work) = store::works::find(db, work, by.id).await? else { return Ok(None) };
    let parts = store::works::parts(db, work.id, by).await?;
    Ok(Some((work, parts)))
}
