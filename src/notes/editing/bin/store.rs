//! SQL of the bin.

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Binned;
use crate::{
    access::NOBODY,
    db::paging::{Page, PageNumber},
    ids::{NoteId, RevisionId, UserId, VaultId},
    notes::editing::Writer,
};

pub(super) async fn update_as_deleted(
    db: &mut PgConnection,
    notes: &[NoteId],
    by: UserId,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update notes
         set deleted_at = $3, deleted_by = $2, deleted_audience_id = audience_id,
             deleted_published = num_nonnulls(published_revision_id, publish_at) > 0,
             audience_id = $4, listed = false, published_revision_id = null, publish_at = null
         where id = any($1)",
        &ids(notes),
        by.0,
        now.to_sqlx() as _,
        NOBODY.0
    )
    .execute(db)
    .await
    .map(drop)
}

struct Row {
    id: NoteId,
    title: String,
    language: String,
    path: String,
    at: SqlTimestamp,
    by: Option<String>,
    revision: RevisionId,
    vault: VaultId,
    vault_path: String,
    author: Option<UserId>,
    source: String,
    was_published: bool,
}

impl From<Row> for Binned {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            title: row.title,
            language: row.language,
            path: row.path,
            at: row.at.to_jiff(),
            by: row.by,
            revision: row.revision,
            vault: row.vault,
            vault_path: row.vault_path,
            author: row.author,
            source: row.source,
            was_published: row.was_published,
        }
    }
}

/// `$1` is what somebody may read, `$2` whether they may change what others wrote, `$3` who they are.
macro_rules! binned {
    ($source:literal, $choice:literal, $by:expr, $all:expr, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select n.id as "id: NoteId", n.title, n.language, n.path, n.deleted_at as "at!", u.name as "by?",
                   n.newest_revision_id as "revision: RevisionId", n.vault_id as "vault: VaultId", n.vault_path, n.author_id as "author: UserId",
                   "# + $source + r#" as "source!", coalesce(n.deleted_published, false) as "was_published!"
               from notes n
               left join users u on u.id = n.deleted_by
               where n.deleted_at is not null and n.deleted_audience_id = any($1) and ($2 or n.author_id = $3) "#
                + $choice,
            &$by.audiences,
            $all,
            $by.id.0,
            $($argument),+
        )
    };
}

fn ids(notes: &[NoteId]) -> Vec<Uuid> {
    notes.iter().map(|note| note.0).collect()
}

pub(super) async fn find_binned(
    db: &mut PgConnection,
    notes: &[NoteId],
    by: &Writer,
    all: bool,
) -> sqlx::Result<Vec<Binned>> {
    let row = binned!(
        "(select r.source from revisions r where r.id = n.newest_revision_id)",
        "and n.id = any($4)",
        by,
        all,
        &ids(notes)
    );
    Ok(row.fetch_all(db).await?.into_iter().map(Binned::from).collect())
}

pub(super) async fn list_binned(
    db: &mut PgConnection,
    by: &Writer,
    all: bool,
    page: PageNumber,
) -> sqlx::Result<Page<Binned>> {
    let rows = binned!(
        "''",
        "order by n.deleted_at desc, n.id limit $4 offset $5",
        by,
        all,
        page.fetch(),
        page.offset()
    );
    let rows = rows.fetch_all(db).await?.into_iter().map(Binned::from).collect();
    Ok(Page::of(rows, page))
}

pub(super) async fn delete_binned(db: &mut PgConnection, before: Timestamp) -> sqlx::Result<u64> {
    let done =
        sqlx::query!("delete from notes where deleted_at < $1", before.to_sqlx() as _).execute(db).await?;
    Ok(done.rows_affected())
}
