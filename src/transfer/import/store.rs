use std::{collections::HashMap, time::Duration};

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    ids::{FileId, NoteId, RevisionId, TextId, VaultId},
    storage::Hash,
    text::markdown::RENDER_VERSION,
};

/// A file as it was last imported.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) hash: Vec<u8>,
    pub(super) note: Option<NoteId>,
    /// Where the note lies in the garden's vault: not where its file does, if it was moved in the browser.
    pub(super) place: Option<String>,
    /// Its address below `/notes/`.
    pub(super) address: Option<String>,
    /// What became of the note since.
    pub(super) since: Since,
    pub(super) file: Option<FileId>,
    /// It was missing the last time.
    pub(super) gone: bool,
    /// Its note is read by others than editors.
    pub(super) published: bool,
    /// What is stored of the note is as this program would make it.
    pub(super) current: bool,
}

/// What became of a note since its file was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// Nothing.
    Same,
    /// It says something that its file did not.
    Edited,
    /// So it does, and a text of its file clashes with it and waits for somebody.
    Clashes,
    /// It lies in the bin.
    Binned,
}

pub(super) async fn list_entries(
    connection: &mut PgConnection,
    vault: VaultId,
) -> Result<HashMap<String, Stored>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select e.path, e.content_hash, e.note_id, n.vault_path as "place?", n.path as "address?", e.file_id,
                  e.gone_at is not null as "gone!",
                  coalesce(n.newest_revision_id is distinct from e.revision_id or e.text_id is not null, false)
                      and n.id is not null as "edited!",
                  exists (select from imported_texts t where t.note_id = n.id and t.settled_at is null) as "clashes!",
                  n.deleted_at is not null as "binned!",
                  n.published_revision_id is not null as "published!",
                  coalesce(r.render_version = $2, true) as "current!"
           from vault_entries e
           left join notes n on n.id = e.note_id
           left join revisions r on r.id = n.newest_revision_id
           where e.vault_id = $1"#,
        vault.0,
        RENDER_VERSION
    )
    .fetch_all(connection)
    .await?;
    let entries = rows.into_iter().map(|row| {
        let stored = Stored {
            hash: row.content_hash,
            note: row.note_id.map(NoteId),
            place: row.place,
            address: row.address,
            since: match (row.binned, row.clashes, row.edited) {
                (true, _, _) => Since::Binned,
                (_, true, _) => Since::Clashes,
                (_, _, true) => Since::Edited,
                _ => Since::Same,
            },
            file: row.file_id.map(FileId),
            gone: row.gone,
            published: row.published,
            current: row.current,
        };
        (row.path, stored)
    });
    Ok(entries.collect())
}

/// A row of `vault_entries` to be written.
#[derive(Clone, Debug)]
pub(super) struct Imported {
    pub(super) path: String,
    pub(super) hash: Hash,
    pub(super) note: Option<NoteId>,
    /// What the note said afterwards.
    pub(super) revision: Option<RevisionId>,
    /// What the file said, if the note says something else.
    pub(super) text: Option<TextId>,
    pub(super) file: Option<FileId>,
}

pub(super) async fn upsert_entries(
    connection: &mut PgConnection,
    vault: VaultId,
    entries: &[Imported],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into vault_entries (vault_id, path, content_hash, note_id, revision_id, file_id, text_id)
         select $1, * from unnest($2::text[], $3::bytea[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[])
         on conflict (vault_id, path) do update
         set content_hash = excluded.content_hash, note_id = excluded.note_id,
             revision_id = excluded.revision_id, file_id = excluded.file_id, text_id = excluded.text_id,
             gone_at = null",
        vault.0,
        &entries.iter().map(|entry| entry.path.clone()).collect::<Vec<_>>(),
        &entries.iter().map(|entry| entry.hash.to_vec()).collect::<Vec<_>>(),
        &entries.iter().map(|entry| entry.note.map(|id| id.0)).collect::<Vec<_>>() as &[Option<Uuid>],
        &entries.iter().map(|entry| entry.revision.map(|id| id.0)).collect::<Vec<_>>() as &[Option<Uuid>],
        &entries.iter().map(|entry| entry.file.map(|id| id.0)).collect::<Vec<_>>() as &[Option<Uuid>],
        &entries.iter().map(|entry| entry.text.map(|id| id.0)).collect::<Vec<_>>() as &[Option<Uuid>],
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What a note says in the garden, and what its file said the last time, where these are not the same.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) note: NoteId,
    /// Its newest text.
    pub(super) source: String,
    /// `None`: nobody knows any more.
    pub(super) base: Option<String>,
    /// The last two columns of its entry as they are.
    pub(super) revision: Option<RevisionId>,
    pub(super) text: Option<TextId>,
    /// Its address below `/notes/`.
    pub(super) address: String,
    /// It lies in the bin.
    pub(super) binned: bool,
}

/// Of these notes those that say something that their files did not, or lie in the bin.
pub(super) async fn list_grounds(
    connection: &mut PgConnection,
    vault: VaultId,
    notes: &[NoteId],
) -> Result<Vec<Ground>, sqlx::Error> {
    let notes: Vec<Uuid> = notes.iter().map(|note| note.0).collect();
    sqlx::query_as!(
        Ground,
        r#"select n.id as "note: NoteId", r.source, coalesce(t.source, b.source) as base,
                  e.revision_id as "revision: RevisionId", e.text_id as "text: TextId", n.path as address,
                  n.deleted_at is not null as "binned!"
           from vault_entries e
           join notes n on n.id = e.note_id
           join revisions r on r.id = n.newest_revision_id
           left join revisions b on b.id = e.revision_id
           left join imported_texts t on t.id = e.text_id
           where e.vault_id = $1 and e.note_id = any($2)
               and (n.newest_revision_id is distinct from e.revision_id or e.text_id is not null
                   or n.deleted_at is not null)"#,
        vault.0,
        &notes
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn delete_entries(
    connection: &mut PgConnection,
    vault: VaultId,
    paths: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from vault_entries where vault_id = $1 and path = any($2)", vault.0, paths)
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn update_gone(
    connection: &mut PgConnection,
    vault: VaultId,
    paths: &[String],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update vault_entries set gone_at = $3 where vault_id = $1 and path = any($2) and gone_at is null",
        vault.0,
        paths,
        now.to_sqlx() as _
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Tells caches and replicas that readers see something new.
pub(super) async fn bump_generation(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select bump_generation()").execute(connection).await.map(drop)
}

/// Plans are kept for a session, those of foreign keys too, and the first ones are made while the tables are still
/// small: reading or hashing a whole table looks cheap then, and would not be for long. Each batch needs few rows
/// of each table, which an index finds, and no plan that is worth compiling.
pub(super) async fn set_to_use_indexes(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    let settings =
        "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off";
    sqlx::raw_sql(settings).execute(connection).await.map(drop)
}

/// Waits for a lock of this connection's session, for ever if no end is given: `false` if somebody else keeps it.
pub(super) async fn lock(
    connection: &mut PgConnection,
    key: i64,
    patience: Option<Duration>,
) -> Result<bool, sqlx::Error> {
    // Zero would be for ever: PostgreSQL manual, "Client Connection Defaults".
    let milliseconds = patience.map_or(0, |patience| patience.as_millis().max(1));
    sqlx::query("select set_config('lock_timeout', $1, false)")
        .bind(milliseconds.to_string())
        .execute(&mut *connection)
        .await?;
    let locked = sqlx::query!("select pg_advisory_lock($1)", key).execute(&mut *connection).await;
    // 55P03, lock_not_available: PostgreSQL manual, appendix A.
    let busy = |error: &sqlx::Error| {
        error.as_database_error().is_some_and(|error| error.code().as_deref() == Some("55P03"))
    };
    let locked = match locked {
        Ok(_) => true,
        Err(error) if busy(&error) => false,
        Err(error) => return Err(error),
    };
    sqlx::query("reset lock_timeout").execute(connection).await?;
    Ok(locked)
}

/// Lets go of every lock of this session that outlives a transaction.
pub(super) async fn unlock_all(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query("select pg_advisory_unlock_all()").execute(connection).await.map(drop)
}

/// Whether nobody holds a lock. It is taken for no longer than the question takes.
pub(super) async fn is_free(connection: &mut PgConnection, key: i64) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select case when pg_try_advisory_lock($1) then pg_advisory_unlock($1) else false end as "free!""#,
        key
    )
    .fetch_one(connection)
    .await
}
