//! The SQL of histories.

use jiff_sqlx::Timestamp;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::{
    Entry, Head, PAGE, Revision,
    authorship::{Mark, State},
    rules::{Rules, Seen},
};
use crate::{
    ids::{AudienceId, NoteId, RevisionId, UserId, VaultId},
    notes::write::Origin,
};

/// One more than a page shows tells whether more follow.
fn fetched() -> i64 {
    i64::from(PAGE) + 1
}

pub(super) async fn find_head(
    db: &mut PgConnection,
    path: &str,
    audiences: &[i32],
) -> sqlx::Result<Option<Head>> {
    sqlx::query_as!(
        Head,
        r#"select n.id as "id: NoteId", n.path, n.title, n.language, n.vault_path, n.vault_id as "vault: VaultId",
               n.author_id as "author: UserId", n.audience_id as "audience: AudienceId", n.listed,
               n.newest_revision_id as "newest: RevisionId", r.number as newest_number,
               n.published_revision_id as "published: RevisionId"
           from note_paths a
           join notes n on n.id = a.note_id and n.audience_id = any($2) and (
               n.published_revision_id is not null
               or 3 = any($2) -- access::EDITORS
               or exists (select from audiences o where o.user_id = n.author_id and o.id = any($2))
           )
           join revisions r on r.id = n.newest_revision_id
           where a.path = $1"#,
        path,
        audiences
    )
    .fetch_optional(db)
    .await
}

struct Row {
    id: RevisionId,
    number: i32,
    saved: Timestamp,
    author: Option<String>,
    origin: String,
    summary: Option<String>,
    size: i32,
    size_before: Option<i32>,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        let bytes = |size: i32| u64::try_from(size).unwrap_or_default();
        Self {
            id: row.id,
            number: row.number,
            saved: row.saved.to_jiff(),
            author: row.author,
            origin: Origin::of(&row.origin),
            summary: row.summary,
            size: bytes(row.size),
            size_before: row.size_before.map(bytes),
        }
    }
}

/// A page of revisions of `$1`, on one side of the number `$3`, for the audiences `$2`.
macro_rules! page {
    ($side:literal, $note:expr, $audiences:expr, $number:expr) => {
        sqlx::query_as!(
            Row,
            r#"select r.id as "id: RevisionId", r.number, r.created_at as saved, u.name as "author?", r.origin, r.summary,
                   r.size as "size!",
                   (
                       select b.size from revisions b
                       where b.note_id = $1 and b.number < r.number and b.audience_id = any($2)
                       order by b.number desc limit 1
                   ) as size_before
               from revisions r left join users u on u.id = r.author_id
               where r.note_id = $1 and r.audience_id = any($2) and "#
                + $side
                + " limit $4",
            $note.0,
            $audiences,
            $number,
            fetched()
        )
    };
}

pub(super) async fn list_before(
    db: &mut PgConnection,
    note: NoteId,
    number: i32,
    audiences: &[i32],
) -> sqlx::Result<Vec<Entry>> {
    let rows = page!("r.number < $3 order by r.number desc", note, audiences, number).fetch_all(db).await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

pub(super) async fn list_after(
    db: &mut PgConnection,
    note: NoteId,
    number: i32,
    audiences: &[i32],
) -> sqlx::Result<Vec<Entry>> {
    let rows = page!("r.number > $3 order by r.number", note, audiences, number).fetch_all(db).await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}

pub(super) async fn list_revisions(
    db: &mut PgConnection,
    note: NoteId,
    numbers: &[i32],
    audiences: &[i32],
) -> sqlx::Result<Vec<Revision>> {
    let rows = sqlx::query!(
        r#"select r.id as "id: RevisionId", r.number, r.created_at as "saved: Timestamp", u.name as "author?", r.origin,
               r.summary, r.size as "size!", r.source, r.title, b.number as "previous?", b.size as "size_before?",
               (
                   select a.number from revisions a
                   where a.note_id = $1 and a.number > r.number and a.audience_id = any($3)
                   order by a.number limit 1
               ) as "next?"
           from revisions r
           left join users u on u.id = r.author_id
           left join lateral (
               select b.number, b.size from revisions b
               where b.note_id = $1 and b.number < r.number and b.audience_id = any($3)
               order by b.number desc limit 1
           ) b on true
           where r.note_id = $1 and r.number = any($2) and r.audience_id = any($3)
           order by r.number"#,
        note.0,
        numbers,
        audiences
    )
    .fetch_all(db)
    .await?;
    let revisions = rows.into_iter().map(|row| Revision {
        entry: Entry::from(Row {
            id: row.id,
            number: row.number,
            saved: row.saved,
            author: row.author,
            origin: row.origin,
            summary: row.summary,
            size: row.size,
            size_before: row.size_before,
        }),
        source: row.source,
        title: row.title,
        previous: row.previous,
        next: row.next,
    });
    Ok(revisions.collect())
}

/// The texts before a revision, the nearest first: at most so many, and not many more bytes than that.
pub(super) async fn list_older_texts(
    db: &mut PgConnection,
    note: NoteId,
    number: i32,
    most: i64,
    bytes: i64,
) -> sqlx::Result<Vec<(i32, String)>> {
    let rows = sqlx::query!(
        r#"select r.number as "number!", r.source as "source!"
           from (
               select o.id, sum(o.size) over (order by o.number desc) - o.size as before
               from (
                   select i.id, i.number, i.size from revisions i
                   where i.note_id = $1 and i.number < $2 order by i.number desc limit $3
               ) o
           ) o
           join revisions r on r.id = o.id
           where o.before < $4
           order by r.number desc"#,
        note.0,
        number,
        most,
        bytes
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.number, row.source)).collect())
}

/// The text whose lines were followed, by its number, and how far that went.
pub(super) async fn find_authorship(
    db: &mut PgConnection,
    note: NoteId,
) -> sqlx::Result<Option<(RevisionId, i32, Json<State>)>> {
    let row = sqlx::query!(
        r#"select a.revision_id, r.number, a.state as "state: Json<State>"
           from authorships a join revisions r on r.id = a.revision_id where a.note_id = $1"#,
        note.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (RevisionId(row.revision_id), row.number, row.state)))
}

pub(super) async fn upsert_authorship(
    db: &mut PgConnection,
    note: NoteId,
    revision: RevisionId,
    state: &State,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into authorships (note_id, revision_id, state) values ($1, $2, $3)
         on conflict (note_id) do update set revision_id = excluded.revision_id, state = excluded.state",
        note.0,
        revision.0,
        Json(state) as _
    )
    .execute(db)
    .await?;
    Ok(())
}

/// For each number the first revision from there on that these readers may read.
pub(super) async fn list_from_numbers(
    db: &mut PgConnection,
    note: NoteId,
    numbers: &[i32],
    audiences: &[i32],
) -> sqlx::Result<Vec<(i32, Mark)>> {
    let rows = sqlx::query!(
        r#"select asked.number as "asked!", found.number, found.created_at as "saved: Timestamp", u.name as "author?"
           from unnest($2::integer[]) asked (number)
           cross join lateral (
               select r.number, r.created_at, r.author_id from revisions r
               where r.note_id = $1 and r.number >= asked.number and r.audience_id = any($3)
               order by r.number limit 1
           ) found
           left join users u on u.id = found.author_id"#,
        note.0,
        numbers,
        audiences
    )
    .fetch_all(db)
    .await?;
    let marks = rows
        .into_iter()
        .map(|row| (row.asked, Mark { number: row.number, saved: row.saved.to_jiff(), author: row.author }));
    Ok(marks.collect())
}

pub(super) async fn find_rules(db: &mut PgConnection) -> sqlx::Result<Option<Rules>> {
    let row = sqlx::query!("select all_days, daily_days from revision_rules").fetch_optional(db).await?;
    Ok(row.map(|row| Rules::Thin { all_days: row.all_days, daily_days: row.daily_days }))
}

pub(super) async fn delete_rules(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("delete from revision_rules").execute(db).await.map(drop)
}

pub(super) async fn upsert_rules(db: &mut PgConnection, all_days: i32, daily_days: i32) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into revision_rules (all_days, daily_days) values ($1, $2)
         on conflict (only_row) do update set all_days = excluded.all_days, daily_days = excluded.daily_days",
        all_days,
        daily_days
    )
    .execute(db)
    .await
    .map(drop)
}

/// Takes a lock until the transaction ends, unless somebody else holds it.
pub(super) async fn try_lock(db: &mut PgConnection, key: i64) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "locked!""#, key).fetch_one(db).await
}

/// Revisions in the order of notes and numbers, from a place on.
pub(super) async fn list_from(
    db: &mut PgConnection,
    note: Uuid,
    number: i32,
    limit: i64,
) -> sqlx::Result<Vec<Seen>> {
    let rows = sqlx::query!(
        r#"select r.id, r.note_id, r.number, r.created_at as "saved: Timestamp", r.author_id,
               r.audience_id as "audience: AudienceId"
           from revisions r where (r.note_id, r.number) >= ($1, $2) order by r.note_id, r.number limit $3"#,
        note,
        number,
        limit
    )
    .fetch_all(db)
    .await?;
    let seen = rows.into_iter().map(|row| Seen {
        id: RevisionId(row.id),
        note: NoteId(row.note_id),
        number: row.number,
        saved: row.saved.to_jiff(),
        author: row.author_id.map(UserId),
        audience: row.audience,
    });
    Ok(seen.collect())
}

/// How many of these nothing stands on.
pub(super) async fn count_unneeded(db: &mut PgConnection, revisions: &[Uuid]) -> sqlx::Result<u64> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from unnest($1::uuid[]) i (id)
           where not exists (select from needed_revisions d where d.id = i.id)"#,
        revisions
    )
    .fetch_one(db)
    .await?;
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Removes those of these that nothing stands on.
pub(super) async fn delete_unneeded(db: &mut PgConnection, revisions: &[Uuid]) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "delete from revisions r using unnest($1::uuid[]) i (id)
         where r.id = i.id and not exists (select from needed_revisions d where d.id = r.id)",
        revisions
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}
