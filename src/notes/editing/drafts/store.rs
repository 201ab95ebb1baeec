//! SQL of drafts. Each of these texts is its writer's alone.

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx};
use sqlx::PgConnection;

use super::{Brief, Draft, MOST, Other, Typed};
use crate::{
    db::paging::{Page, PageNumber},
    ids::{DraftId, NoteId, RevisionId, UserId, VaultId},
    notes::editing::Writer,
};

/// Makes a draft of its own of what another window has kept of the same, unless this text says it, too, or it says nothing
/// that is not saved. What a page began with is its own to go on with.
pub(super) async fn set_aside(
    db: &mut PgConnection,
    person: UserId,
    id: DraftId,
    typed: &Typed<'_>,
) -> sqlx::Result<bool> {
    let moved = sqlx::query!(
        "update drafts d set id = $1, note_id = null, base_revision_id = null, suggests = false
         where d.user_id = $2
             and ((d.note_id = $3 and d.suggests = $4) or (d.note_id is null and $3::uuid is null and d.id = $5))
             and $6::uuid is not null and d.window_id is distinct from $6
             and d.updated_at is distinct from $7
             and d.source <> $8 and btrim(d.source, E' \\n') <> ''
             and (d.summary <> '' or not exists (
                 select from revisions r
                 where r.id = d.base_revision_id and replace(r.source, E'\\r\\n', E'\\n') = d.source
             ))",
        DraftId::new().0,
        person.0,
        typed.note.map(|note| note.0),
        typed.suggests,
        id.0,
        typed.window.id,
        typed.window.began_with.map(ToSqlx::to_sqlx) as _,
        typed.source
    )
    .execute(db)
    .await?;
    Ok(moved.rows_affected() > 0)
}

/// Writes nothing and says `false` where the id is somebody else's, or the person has too many drafts already. Whoever
/// wrote nothing since `pause` begins anew.
pub(super) async fn upsert_draft(
    db: &mut PgConnection,
    person: UserId,
    id: DraftId,
    typed: &Typed<'_>,
    now: Timestamp,
    pause: Timestamp,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"with known as (
             update drafts set base_revision_id = (select r.id from revisions r where r.id = $4 and r.note_id = $3),
                 vault_id = $5, place = $6, source = $7, updated_at = $8, window_id = $12,
                 summary = $13,
                 since = case when updated_at < $9 then $8 else since end
             where user_id = $2
                 and ((note_id = $3 and suggests = $11) or (note_id is null and $3::uuid is null and id = $1))
             returning id
           ), added as (
             insert into drafts
                 (id, user_id, note_id, base_revision_id, vault_id, place, source, created_at, updated_at, since, suggests,
                  window_id, summary)
             select $1, $2, $3, (select r.id from revisions r where r.id = $4 and r.note_id = $3), $5, $6, $7, $8, $8, $8,
                 $11, $12, $13
             where not exists (select from known) and (select count(*) from drafts d where d.user_id = $2) < $10
             on conflict do nothing
             returning id
           )
           select (exists (select from known) or exists (select from added)) as "kept!""#,
        id.0,
        person.0,
        typed.note.map(|note| note.0),
        typed.base.map(|base| base.0),
        typed.vault.map(|vault| vault.0),
        typed.place,
        typed.source,
        now.to_sqlx() as _,
        pause.to_sqlx() as _,
        MOST,
        typed.suggests,
        typed.window.id,
        typed.summary
    )
    .fetch_one(db)
    .await
}

pub(super) async fn count_drafts(db: &mut PgConnection, person: UserId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from drafts where user_id = $1"#, person.0)
        .fetch_one(db)
        .await
}

struct Row {
    id: DraftId,
    note: Option<NoteId>,
    suggests: bool,
    base: Option<RevisionId>,
    vault: Option<VaultId>,
    place: String,
    source: String,
    summary: String,
    at: SqlTimestamp,
}

impl From<Row> for Draft {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            note: row.note,
            suggests: row.suggests,
            base: row.base,
            vault: row.vault,
            place: row.place,
            source: row.source,
            summary: row.summary,
            at: row.at.to_jiff(),
        }
    }
}

/// By its id, or as what the person has of a note, or of a suggestion for it.
pub(super) async fn find_draft(
    db: &mut PgConnection,
    person: UserId,
    id: Option<DraftId>,
    of: Option<(NoteId, bool)>,
) -> sqlx::Result<Option<Draft>> {
    let row = sqlx::query_as!(
        Row,
        r#"select id as "id: DraftId", note_id as "note: NoteId", suggests, base_revision_id as "base: RevisionId",
               vault_id as "vault: VaultId", place, source, summary, updated_at as at
           from drafts where user_id = $1 and (id = $2 or note_id = $3 and suggests = $4)"#,
        person.0,
        id.map(|id| id.0),
        of.map(|(note, _)| note.0),
        of.is_some_and(|(_, suggests)| suggests)
    );
    Ok(row.fetch_optional(db).await?.map(Draft::from))
}

pub(super) async fn list_drafts(
    db: &mut PgConnection,
    by: &Writer,
    page: PageNumber,
) -> sqlx::Result<Page<Brief>> {
    let rows = sqlx::query!(
        r#"select d.id as "id: DraftId", n.path as "path?", n.title as "title?", d.suggests, d.place,
               left(d.source, 2000) as "beginning!", d.updated_at
           from drafts d
           left join notes n on n.id = d.note_id and n.audience_id = any($2)
           where d.user_id = $1
           order by d.updated_at desc, d.id limit $3 offset $4"#,
        by.id.0,
        &by.audiences,
        page.fetch(),
        page.offset()
    )
    .fetch_all(db)
    .await?;
    let briefs = rows.into_iter().map(|row| Brief {
        id: row.id,
        path: row.path,
        title: row.title,
        suggests: row.suggests,
        place: row.place,
        beginning: row.beginning,
        at: row.updated_at.to_jiff(),
    });
    Ok(Page::of(briefs.collect(), page))
}

pub(super) async fn list_others(
    db: &mut PgConnection,
    person: UserId,
    note: NoteId,
    after: Timestamp,
) -> sqlx::Result<Vec<Other>> {
    let rows = sqlx::query!(
        "select u.name, d.since from drafts d join users u on u.id = d.user_id
         where d.note_id = $2 and d.user_id <> $1 and d.updated_at > $3 and not d.suggests
         order by d.since, u.id limit 20",
        person.0,
        note.0,
        after.to_sqlx() as _
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| Other { name: row.name, since: row.since.to_jiff() }).collect())
}

/// By its id, or as what the person has of a note, or of a suggestion for it.
pub(super) async fn delete_draft(
    db: &mut PgConnection,
    person: UserId,
    id: Option<DraftId>,
    of: Option<(NoteId, bool)>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from drafts where user_id = $1 and (id = $2 or note_id = $3 and suggests = $4)",
        person.0,
        id.map(|id| id.0),
        of.map(|(note, _)| note.0),
        of.is_some_and(|(_, suggests)| suggests)
    )
    .execute(db)
    .await
    .map(drop)
}
