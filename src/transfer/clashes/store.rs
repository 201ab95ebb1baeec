use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Waiting;
use crate::{
    ids::{NoteId, RevisionId, TextId, UserId, VaultId},
    transfer::import::Change,
};

pub(super) async fn find_waiting(
    db: &mut PgConnection,
    path: &str,
    audiences: &[i32],
) -> sqlx::Result<Option<Waiting>> {
    let row = sqlx::query!(
        r#"select t.id, t.path as file, t.source, t.base, t.imported_at as "imported_at: SqlTimestamp",
                  n.id as note, n.newest_revision_id as revision, r.source as newest, n.path, n.vault_path, n.title,
                  n.language, n.vault_id, n.author_id as "author: UserId",
                  n.published_revision_id is not null as "published!"
           from note_paths a
           join notes n on n.id = a.note_id and n.audience_id = any($2)
           join imported_texts t on t.note_id = n.id and t.settled_at is null
           join revisions r on r.id = n.newest_revision_id
           where a.path = $1"#,
        path,
        audiences
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Waiting {
        id: TextId(row.id),
        file: row.file,
        source: row.source,
        base: row.base,
        imported_at: row.imported_at.to_jiff(),
        note: NoteId(row.note),
        revision: RevisionId(row.revision),
        newest: row.newest,
        path: row.path,
        vault_path: row.vault_path,
        title: row.title,
        language: row.language,
        vault: VaultId(row.vault_id),
        author: row.author,
        published: row.published,
    }))
}

pub(super) async fn list_waiting(db: &mut PgConnection, vault: VaultId) -> sqlx::Result<Vec<Change>> {
    let rows = sqlx::query!(
        "select t.path as file, n.path as address from imported_texts t join notes n on n.id = t.note_id
         where t.vault_id = $1 and t.settled_at is null order by t.path",
        vault.0
    );
    let change = |file, address| Change { file, address: Some(address), from: None };
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| change(row.file, row.address)).collect())
}

/// Whether the same text still waits for the same note.
pub(super) async fn is_as_shown(db: &mut PgConnection, shown: &Waiting) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from imported_texts t join notes n on n.id = t.note_id
               where t.id = $1 and t.settled_at is null and n.newest_revision_id = $2
           ) as "same!""#,
        shown.id.0,
        shown.revision.0
    )
    .fetch_one(db)
    .await
}

pub(super) async fn update_settled(
    db: &mut PgConnection,
    shown: &Waiting,
    revision: RevisionId,
    by: UserId,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "with settled as (
           update imported_texts set settled_at = $3, settled_by = $4, base = null where id = $1
         )
         update vault_entries e set revision_id = $2, text_id = $1
         from imported_texts t where t.id = $1 and e.vault_id = t.vault_id and e.path = t.path",
        shown.id.0,
        revision.0,
        now.to_sqlx() as _,
        by.0
    )
    .execute(db)
    .await
    .map(drop)
}

/// A text of a file to be kept.
#[derive(Clone, Debug)]
pub(in crate::transfer) struct Imported {
    pub(in crate::transfer) id: TextId,
    pub(in crate::transfer) note: NoteId,
    pub(in crate::transfer) path: String,
    pub(in crate::transfer) source: String,
    pub(in crate::transfer) base: Option<String>,
    /// Whether it waits for somebody.
    pub(in crate::transfer) waits: bool,
}

/// Keeps texts; nothing that came before waits for these notes any more.
pub(in crate::transfer) async fn insert_texts(
    db: &mut PgConnection,
    vault: VaultId,
    texts: &[Imported],
    now: Timestamp,
) -> sqlx::Result<()> {
    if texts.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into imported_texts (id, note_id, vault_id, path, source, base, imported_at, settled_at)
         select id, note, $1, path, source, base, $2::timestamptz, case when not waits then $2::timestamptz end
         from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::boolean[])
              as given (id, note, path, source, base, waits)",
        vault.0,
        now.to_sqlx() as _,
        &texts.iter().map(|text| text.id.0).collect::<Vec<_>>(),
        &texts.iter().map(|text| text.note.0).collect::<Vec<_>>(),
        &texts.iter().map(|text| text.path.clone()).collect::<Vec<_>>(),
        &texts.iter().map(|text| text.source.clone()).collect::<Vec<_>>(),
        &texts.iter().map(|text| text.base.clone()).collect::<Vec<_>>() as &[Option<String>],
        &texts.iter().map(|text| text.waits).collect::<Vec<_>>(),
    )
    .execute(db)
    .await
    .map(drop)
}

/// What waited for these notes does so no more: their files were imported anew.
pub(in crate::transfer) async fn update_superseded(
    db: &mut PgConnection,
    notes: &[NoteId],
    now: Timestamp,
) -> sqlx::Result<()> {
    let notes: Vec<Uuid> = notes.iter().map(|note| note.0).collect();
    sqlx::query!(
        "update imported_texts set settled_at = $2, base = null where note_id = any($1) and settled_at is null",
        &notes,
        now.to_sqlx() as _
    )
    .execute(db)
    .await
    .map(drop)
}

/// Tells caches and replicas that readers see something new.
pub(super) async fn bump_generation(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("select bump_generation()").execute(db).await.map(drop)
}
