//! The list of tags.

use sqlx::PgConnection;

use super::store;
use crate::{access::Audiences, db::paging::PageNumber};

/// Tags on a page: short entries in columns, so more than notes.
const PAGE_SIZE: usize = 300;

/// A tag and how many notes the visitor finds under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagCount {
    /// Folded: the last part of its address.
    pub key: String,
    /// As written.
    pub name: String,
    /// Notes of this very tag.
    pub notes: i64,
}

/// The tags with the most notes.
///
/// # Errors
/// When the database does not answer.
pub async fn largest(db: &mut PgConnection, audiences: &Audiences) -> sqlx::Result<Vec<TagCount>> {
    store::tags::list_largest_tags(db, audiences.ids()).await
}

/// A page of tags, and whether another follows.
///
/// # Errors
/// When the database does not answer.
pub async fn tags(
    db: &mut PgConnection,
    page: PageNumber,
    audiences: &Audiences,
) -> sqlx::Result<(Vec<TagCount>, bool)> {
    let before =
        usize::try_from(page.get().saturating_sub(1)).unwrap_or(usize::MAX).saturating_mul(PAGE_SIZE);
    let offset = i64::try_from(before).unwrap_or(i64::MAX);
    let mut tags = store::tags::list_tags(db, audiences.ids(), offset).await?;
    let more = tags.len() > PAGE_SIZE;
    tags.truncate(PAGE_SIZE);
    Ok((tags, more))
}
