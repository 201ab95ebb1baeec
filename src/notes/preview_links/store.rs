//! SQL of links to previews.

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Opened, PreviewLink};
use crate::{
    ids::{FileId, NoteId, PreviewLinkId, UserId, VaultId},
    notes::editing::preview::Where,
    text::language,
};

/// A link that is made.
pub(super) struct New<'a> {
    pub(super) id: PreviewLinkId,
    pub(super) hash: &'a [u8],
    pub(super) note: NoteId,
    pub(super) maker: UserId,
    pub(super) now: Timestamp,
    pub(super) ends: Timestamp,
}

/// "prev" in ASCII, before the note: two who make links to it at once count one after the other.
const MAKING: i32 = 0x7072_6576;

pub(super) async fn lock(db: &mut PgConnection, note: NoteId) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock($1, hashtext($2))", MAKING, note.to_string())
        .execute(db)
        .await
        .map(drop)
}

/// Whether there was room for it.
pub(super) async fn insert(db: &mut PgConnection, new: &New<'_>, most: i64) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into preview_links (id, token_hash, note_id, user_id, created_at, ends_at)
         select $1, $2, $3, $4, $5, $6
         where (select count(*) from standing_preview_links l where l.note_id = $3 and l.ends_at > $5) < $7",
        new.id.0,
        new.hash,
        new.note.0,
        new.maker.0,
        new.now.to_sqlx() as _,
        new.ends.to_sqlx() as _,
        most
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn list_standing(
    db: &mut PgConnection,
    note: NoteId,
    now: Timestamp,
) -> sqlx::Result<Vec<PreviewLink>> {
    let rows = sqlx::query!(
        r#"select l.id as "id!: PreviewLinkId", l.maker as "maker!", l.created_at as "made!: SqlTimestamp",
               l.ends_at as "ends!: SqlTimestamp", l.opened_at as "opened?: SqlTimestamp", l.times_opened as "times!"
           from standing_preview_links l
           where l.note_id = $1 and l.ends_at > $2
           order by l.created_at desc, l.id"#,
        note.0,
        now.to_sqlx() as _
    )
    .fetch_all(db)
    .await?;
    let links = rows.into_iter().map(|row| PreviewLink {
        id: row.id,
        maker: row.maker,
        made: row.made.to_jiff(),
        ends: row.ends.to_jiff(),
        opened: row.opened.map(SqlTimestamp::to_jiff),
        times: row.times,
    });
    Ok(links.collect())
}

pub(super) async fn open(
    db: &mut PgConnection,
    hash: &[u8],
    counts: bool,
    now: Timestamp,
) -> sqlx::Result<Option<Opened>> {
    let row = sqlx::query!(
        r#"with standing as (
             select * from standing_preview_links l where l.token_hash = $1 and l.ends_at > $2
           ), counted as (
             update preview_links l set opened_at = $2, times_opened = l.times_opened + 1
             from standing s where l.id = s.id and $3
           )
           select n.id as "note: NoteId", n.vault_id as "vault: VaultId", n.vault_path, n.title, n.language, r.dir, r.source,
               n.published_revision_id is not null as "published!", r.created_at as saved, s.ends_at as "ends!: SqlTimestamp"
           from standing s
           join notes n on n.id = s.note_id and n.audience_id = any(s.audiences)
           join revisions r on r.id = n.newest_revision_id"#,
        hash,
        now.to_sqlx() as _,
        counts
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Opened {
        note: row.note,
        at: Where { note: Some(row.note), vault: Some(row.vault), vault_path: row.vault_path },
        title: row.title,
        dir: row.dir.unwrap_or_else(|| language::direction(&row.language).to_owned()),
        language: row.language,
        source: row.source,
        published: row.published,
        saved: row.saved.to_jiff(),
        ends: row.ends.to_jiff(),
    }))
}

/// What a text links to and shows is known of the newest one, be it a draft's.
pub(super) async fn shows(
    db: &mut PgConnection,
    hash: &[u8],
    file: FileId,
    now: Timestamp,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
             select from standing_preview_links s
             join notes n on n.id = s.note_id and n.audience_id = any(s.audiences)
             join links k on k.revision_id = n.newest_revision_id and k.target_file_id = $3
             where s.token_hash = $1 and s.ends_at > $2
           ) as "shows!""#,
        hash,
        now.to_sqlx() as _,
        file.0
    )
    .fetch_one(db)
    .await
}

pub(super) async fn delete(db: &mut PgConnection, note: NoteId, link: PreviewLinkId) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from preview_links where id = $2 and note_id = $1", note.0, link.0)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn delete_of(db: &mut PgConnection, notes: &[NoteId]) -> sqlx::Result<()> {
    let notes: Vec<Uuid> = notes.iter().map(|note| note.0).collect();
    sqlx::query!("delete from preview_links where note_id = any($1)", &notes).execute(db).await.map(drop)
}

pub(super) async fn delete_ended(db: &mut PgConnection, now: Timestamp) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "delete from preview_links l
         where l.ends_at <= $1 or not exists (select from standing_preview_links s where s.id = l.id)",
        now.to_sqlx() as _
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
