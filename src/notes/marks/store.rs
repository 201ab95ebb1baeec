//! SQL of the tables `bookmarks`, `readings` and `stops`; of `visits`, what is not the session's.
//!
//! A mark is set by one statement, which asks first whether its person may read the note. Lists begin at the
//! person's own index, so that they cost what the person keeps, not what the garden holds.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::{PgConnection, types::Json};

use super::{Extent, Kin, Stop, What};
use crate::ids::{NoteId, UserId};

/// What was found when a bookmark was to be set.
pub(super) struct Bookmarked {
    /// Whether there is such a note for this reader.
    pub(super) found: bool,
    /// Whether there was room for one more.
    pub(super) room: bool,
    /// Whether the bookmark was there before.
    pub(super) had: bool,
}

pub(super) async fn insert_bookmark(
    db: &mut PgConnection,
    reader: UserId,
    note: NoteId,
    audiences: &[i32],
    now: Timestamp,
    most: i64,
) -> sqlx::Result<Bookmarked> {
    sqlx::query_as!(
        Bookmarked,
        r#"
        with note as (
            select n.id from notes n
            where n.id = $2 and n.audience_id = any($3) and n.published_revision_id is not null
        ), room as (
            select count(*) < $5 as left from (select from bookmarks where user_id = $1 limit $5) b
        ), added as (
            insert into bookmarks (user_id, note_id, created_at)
            select $1, note.id, $4 from note, room where room.left
            on conflict do nothing
        )
        select
            exists (select from note) as "found!",
            room.left as "room!",
            exists (select from bookmarks where user_id = $1 and note_id = $2) as "had!"
        from room
        "#,
        reader as _,
        note as _,
        audiences,
        now.to_sqlx() as _,
        most
    )
    .fetch_one(db)
    .await
}

pub(super) async fn delete_bookmark(db: &mut PgConnection, reader: UserId, note: NoteId) -> sqlx::Result<()> {
    sqlx::query!("delete from bookmarks where user_id = $1 and note_id = $2", reader as _, note as _)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn upsert_reading(
    db: &mut PgConnection,
    reader: UserId,
    note: NoteId,
    audiences: &[i32],
    now: Timestamp,
    most: i64,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "with note as (
            select n.id from notes n
            where n.id = $2 and n.audience_id = any($3) and n.published_revision_id is not null
        ), finished as (
            delete from stops where user_id = $1 and note_id = (select id from note)
        ), oldest as (
            delete from readings
            where user_id = $1 and exists (select from note)
                and not exists (select from readings r where r.user_id = $1 and r.note_id = $2)
                and note_id in (
                    select r.note_id from readings r where r.user_id = $1
                    order by r.read_at desc, r.note_id offset $5::bigint - 1
                )
        )
        insert into readings (user_id, note_id, read_at) select $1, id, $4 from note
        on conflict (user_id, note_id) do update set read_at = excluded.read_at",
        reader as _,
        note as _,
        audiences,
        now.to_sqlx() as _,
        most
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn delete_reading(db: &mut PgConnection, reader: UserId, note: NoteId) -> sqlx::Result<()> {
    sqlx::query!("delete from readings where user_id = $1 and note_id = $2", reader as _, note as _)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn upsert_stop(
    db: &mut PgConnection,
    reader: UserId,
    note: NoteId,
    stop: &Stop,
    audiences: &[i32],
    now: Timestamp,
    most: i64,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "with note as (
            select n.id from notes n
            where n.id = $2 and n.audience_id = any($3) and n.published_revision_id is not null
        ), oldest as (
            delete from stops
            where user_id = $1 and exists (select from note)
                and not exists (select from stops s where s.user_id = $1 and s.note_id = $2)
                and note_id in (
                    select s.note_id from stops s where s.user_id = $1
                    order by s.stopped_at desc, s.note_id offset $5::bigint - 1
                )
        )
        insert into stops (user_id, note_id, fraction, heading, stopped_at) select $1, id, $6, $7, $4 from note
        on conflict (user_id, note_id) do update set
            fraction = excluded.fraction, heading = excluded.heading, stopped_at = excluded.stopped_at",
        reader as _,
        note as _,
        audiences,
        now.to_sqlx() as _,
        most,
        stop.fraction,
        stop.heading.as_deref()
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Which of these paths lead to notes that the reader has read. They come from lists made for this reader.
pub(super) async fn list_read_among(
    db: &mut PgConnection,
    reader: UserId,
    paths: &[String],
    audiences: &[i32],
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select n.path as "path!"
        from unnest($2::text[]) asked (path)
        join note_paths p on p.path = asked.path
        cross join lateral (
            select n.path from notes n where n.id = p.note_id and n.audience_id = any($3) offset 0
        ) n
        where exists (select from readings r where r.user_id = $1 and r.note_id = p.note_id)
        "#,
        reader as _,
        paths,
        audiences
    )
    .fetch_all(db)
    .await
}

/// `chosen` gives the `kind`, `id`, `at`, `is_new`, `fraction` and `heading` of each note; `$1` is the reader, `$2`
/// their audiences. They are asked once more when the notes themselves are read.
macro_rules! kin {
    ($db:ident, [$($chosen:tt)*], $($argument:expr),*) => {
        sqlx::query_scalar!(
            "with chosen as materialized (" + $($chosen)* + r#")
            select coalesce(json_agg(json_build_object(
                'kind', c.kind, 'id', n.id, 'at', c.at, 'is_new', c.is_new,
                'stop', case when c.fraction is not null then
                    json_build_object('fraction', c.fraction, 'heading', c.heading)
                end,
                'path', n.path, 'folder', n.folder, 'title', n.title, 'language', n.language,
                'excerpt', n.excerpt, 'audience', n.audience_id, 'listed', n.listed,
                'created', n.created_at, 'updated', n.updated_at, 'tags', '[]'::json
            ) order by c.kind, c.at desc, c.id), '[]') as "kin!: Json<Vec<Kin>>"
            from chosen c cross join lateral (
                select * from notes n where n.id = c.id and n.audience_id = any($2) offset 0
            ) n"#,
            $($argument),*
        )
        .fetch_one($db)
        .await
        .map(|rows| rows.0)
    };
}

/// 31 are the 30 of a page and the one that tells whether another follows.
pub(super) async fn list_bookmarks(
    db: &mut PgConnection,
    reader: UserId,
    audiences: &[i32],
    offset: i64,
) -> sqlx::Result<Vec<Kin>> {
    kin!(
        db,
        ["select 'bookmark' as kind, b.note_id as id, b.created_at as at, false as is_new,
              null::real as fraction, null::text as heading
          from bookmarks b cross join lateral (
              select from notes n
              where n.id = b.note_id and n.audience_id = any($2) and n.published_revision_id is not null offset 0
          ) n
          where b.user_id = $1
          order by b.created_at desc, b.note_id offset $3 limit 31"],
        reader as _,
        audiences,
        offset
    )
}

/// When the reader's last visit ended.
pub(super) async fn find_last_visit(
    db: &mut PgConnection,
    reader: UserId,
) -> sqlx::Result<Option<Timestamp>> {
    let before = sqlx::query_scalar!("select before from visits where user_id = $1", reader as _)
        .fetch_optional(db)
        .await?;
    Ok(before.flatten().map(jiff_sqlx::Timestamp::to_jiff))
}

/// What came or changed between two moments. The latest by either come first; they are among the latest that
/// came and the latest that changed, which an index each gives. Changes that lie ahead, as their writers say, are
/// no news yet.
pub(super) async fn list_news(
    db: &mut PgConnection,
    audiences: &[i32],
    since: Timestamp,
    now: Timestamp,
    offset: i64,
) -> sqlx::Result<Vec<Kin>> {
    kin!(
        db,
        ["select 'news' as kind, m.id, m.at, m.is_new, null::real as fraction, null::text as heading
          from (
              select distinct on (i.id) i.id, i.at, i.is_new
              from unnest($2::integer[]) a (id) cross join lateral (
                  (select n.id, greatest(n.published_at, n.updated_at) as at, n.published_at > $1 as is_new
                   from notes n
                   where n.audience_id = a.id and n.listed and n.published_revision_id is not null
                       and n.published_at > $1 and n.published_at <= $3
                   order by n.published_at desc, n.id limit $4::bigint + 31)
                  union all
                  (select n.id, greatest(n.published_at, n.updated_at) as at, n.published_at > $1 as is_new
                   from notes n
                   where n.audience_id = a.id and n.listed and n.published_revision_id is not null
                       and n.updated_at > $1 and n.updated_at <= $3
                   order by n.updated_at desc, n.id limit $4::bigint + 31)
              ) i
          ) m
          order by m.at desc, m.id offset $4 limit 31"],
        since.to_sqlx() as _,
        audiences,
        now.to_sqlx() as _,
        offset
    )
}

/// A few notes of each kind.
pub(super) async fn list_shelf(
    db: &mut PgConnection,
    reader: UserId,
    audiences: &[i32],
    now: Timestamp,
) -> sqlx::Result<Vec<Kin>> {
    kin!(
        db,
        ["(select 'stop' as kind, s.note_id as id, s.stopped_at as at, false as is_new, s.fraction, s.heading
           from stops s cross join lateral (
               select from notes n
               where n.id = s.note_id and n.audience_id = any($2) and n.published_revision_id is not null offset 0
           ) n
           where s.user_id = $1
           order by s.stopped_at desc, s.note_id limit 3)
          union all
          (select 'bookmark', b.note_id, b.created_at, false, null, null
           from bookmarks b cross join lateral (
               select from notes n
               where n.id = b.note_id and n.audience_id = any($2) and n.published_revision_id is not null offset 0
           ) n
           where b.user_id = $1
           order by b.created_at desc, b.note_id limit 5)
          union all
          (select 'news', m.id, m.at, m.is_new, null, null
           from (
               select distinct on (i.id) i.id, i.at, i.is_new
               from visits v cross join unnest($2::integer[]) a (id) cross join lateral (
                   (select n.id, greatest(n.published_at, n.updated_at) as at, n.published_at > v.before as is_new
                    from notes n
                    where n.audience_id = a.id and n.listed and n.published_revision_id is not null
                        and n.published_at > v.before and n.published_at <= $3
                    order by n.published_at desc, n.id limit 5)
                   union all
                   (select n.id, greatest(n.published_at, n.updated_at) as at, n.published_at > v.before as is_new
                    from notes n
                    where n.audience_id = a.id and n.listed and n.published_revision_id is not null
                        and n.updated_at > v.before and n.updated_at <= $3
                    order by n.updated_at desc, n.id limit 5)
               ) i
               where v.user_id = $1
           ) m
           order by m.at desc, m.id limit 5)"],
        reader as _,
        audiences,
        now.to_sqlx() as _
    )
}

pub(super) async fn count_marks(db: &mut PgConnection, person: UserId) -> sqlx::Result<Extent> {
    sqlx::query_as!(
        Extent,
        r#"
        select
            (select count(*) from bookmarks where user_id = $1) as "bookmarks!",
            (select count(*) from readings where user_id = $1) as "readings!",
            (select count(*) from stops where user_id = $1) as "stops!",
            exists (select from visits where user_id = $1) as "visits!"
        "#,
        person as _
    )
    .fetch_one(db)
    .await
}

pub(super) async fn delete_marks(db: &mut PgConnection, person: UserId, what: What) -> sqlx::Result<()> {
    let is = |one: What| what == one || what == What::All;
    sqlx::query!(
        "with b as (delete from bookmarks where user_id = $1 and $2),
              r as (delete from readings where user_id = $1 and $3),
              s as (delete from stops where user_id = $1 and $4)
         delete from visits where user_id = $1 and $5",
        person as _,
        is(What::Bookmarks),
        is(What::Readings),
        is(What::Stops),
        is(What::Visits),
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn update_keeping(db: &mut PgConnection, person: UserId, keep: bool) -> sqlx::Result<()> {
    sqlx::query!("update users set keeps_reading = $2 where id = $1", person as _, keep).execute(db).await?;
    Ok(())
}
