//! Works that were done, and what each note was before.

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use crate::{
    db::paging::{Page, PageNumber},
    ids::{NoteId, RevisionId, UserId, VaultId, WorkId},
    notes::{
        moving::{Mover, may_change},
        works::{
            Done, KEPT,
            deed::{Deed, Left},
            kept::{Part, Work},
            undo::Before,
        },
    },
};

pub(in super::super) async fn insert(
    db: &mut PgConnection,
    work: WorkId,
    (deed, by): (&Deed, UserId),
    done: &[Done],
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into works (id, user_id, deed, done_at) values ($1, $2, $3, $4)",
        work.0,
        by.0,
        Json(deed) as _,
        now.to_sqlx() as _
    )
    .execute(&mut *db)
    .await?;
    let place = |read: fn(&(String, String)) -> &String| {
        done.iter().map(|done| done.moved.as_ref().map(read).cloned()).collect::<Vec<_>>()
    };
    sqlx::query!(
        "insert into work_notes (work_id, note_id, before_id, after_id, before_place, after_place, before_published,
                                 after_published, turned, left_as)
         select $1, * from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::boolean[], $8::boolean[],
                                  $9::boolean[], $10::text[])",
        work.0,
        &done.iter().map(|done| done.note.0).collect::<Vec<_>>(),
        &done.iter().map(|done| done.before.0).collect::<Vec<_>>(),
        &done.iter().map(|done| done.after.0).collect::<Vec<_>>(),
        &place(|(before, _)| before) as &[Option<String>],
        &place(|(_, after)| after) as &[Option<String>],
        &done.iter().map(|done| done.was_published).collect::<Vec<_>>(),
        &done.iter().map(|done| done.is_published).collect::<Vec<_>>(),
        &done.iter().map(|done| done.turned).collect::<Vec<_>>(),
        &done.iter().map(|done| done.left.map(|left| left.as_str().to_owned())).collect::<Vec<_>>()
            as &[Option<String>],
    )
    .execute(db)
    .await
    .map(drop)
}

/// Those of everybody that are too old, and those of one person that are too many.
pub(in super::super) async fn delete_old(
    db: &mut PgConnection,
    person: UserId,
    before: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from works
         where done_at < $2
             or id in (select w.id from works w where w.user_id = $1 order by w.done_at desc, w.id offset $3)",
        person.0,
        before.to_sqlx() as _,
        KEPT
    )
    .execute(db)
    .await
    .map(drop)
}

struct Row {
    id: WorkId,
    deed: Json<Deed>,
    done_at: SqlTimestamp,
    undone_at: Option<SqlTimestamp>,
    notes: i64,
    left: i64,
    undo_left: i64,
}

impl From<Row> for Work {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            deed: row.deed.0,
            done_at: row.done_at.to_jiff(),
            undone_at: row.undone_at.map(SqlTimestamp::to_jiff),
            notes: row.notes.unsigned_abs(),
            left: row.left.unsigned_abs(),
            undo_left: row.undo_left.unsigned_abs(),
        }
    }
}

macro_rules! works {
    ($choice:literal, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select w.id as "id: WorkId", w.deed as "deed: Json<Deed>", w.done_at, w.undone_at, c.notes as "notes!",
                   c.left as "left!", c.undo_left as "undo_left!"
               from works w
               cross join lateral (
                   select count(*) filter (where p.left_as is null and not p.turned) as notes,
                       count(p.left_as) as left, count(p.undo_left_as) as undo_left
                   from work_notes p where p.work_id = w.id
               ) c
               where w.user_id = $1 "# + $choice,
            $($argument),+
        )
    };
}

pub(in super::super) async fn list(
    db: &mut PgConnection,
    person: UserId,
    page: PageNumber,
) -> sqlx::Result<Page<Work>> {
    let rows =
        works!("order by w.done_at desc, w.id limit $2 offset $3", person.0, page.fetch(), page.offset());
    Ok(Page::of(rows.fetch_all(db).await?.into_iter().map(Work::from).collect(), page))
}

pub(in super::super) async fn find(
    db: &mut PgConnection,
    work: WorkId,
    person: UserId,
) -> sqlx::Result<Option<Work>> {
    let row = works!("and w.id = $2", person.0, work.0);
    Ok(row.fetch_optional(db).await?.map(Work::from))
}

/// The notes of a work that its person may still read, or that lie in the bin and were theirs to read.
pub(in super::super) async fn parts(
    db: &mut PgConnection,
    work: WorkId,
    by: &Mover,
) -> sqlx::Result<Vec<Part>> {
    let rows = sqlx::query!(
        r#"select n.path, n.title, n.language, n.deleted_at is not null as "binned!", p.before_place, p.after_place, p.turned,
               p.left_as, p.undo_left_as, b.number as "before?", a.number as "after?"
           from work_notes p
           join notes n on n.id = p.note_id
               and (n.audience_id = any($2) or n.deleted_at is not null and n.deleted_audience_id = any($2))
               and (n.published_revision_id is not null or n.deleted_at is not null or 3 = any($2) or n.author_id = $3)
           left join revisions b on b.id = p.before_id
           left join revisions a on a.id = p.after_id
           where p.work_id = $1
           order by p.undo_left_as is null, p.left_as is null, p.turned, n.title, n.id"#,
        work.0,
        &by.audiences,
        by.id.0
    )
    .fetch_all(db)
    .await?;
    let parts = rows.into_iter().map(|row| Part {
        path: row.path,
        title: row.title,
        language: row.language,
        binned: row.binned,
        moved: row.before_place.zip(row.after_place),
        turned: row.turned,
        left: row.left_as.as_deref().map(Left::of),
        undo_left: row.undo_left_as.as_deref().map(Left::of),
        changes: row.before.zip(row.after).filter(|(before, after)| before != after),
    });
    Ok(parts.collect())
}

/// What the notes of a work were before, and what they are now. Within the writers' lock.
pub(in super::super) async fn befores(
    db: &mut PgConnection,
    work: WorkId,
    by: &Mover,
) -> sqlx::Result<Vec<Before>> {
    let rows = sqlx::query!(
        r#"select p.note_id as "note: NoteId", p.after_id as "after: RevisionId", p.before_place, p.after_place,
               p.before_published, p.after_published, n.newest_revision_id as "newest: RevisionId",
               n.vault_id as "vault: VaultId", n.vault_path, n.author_id as "author: UserId",
               n.published_revision_id is not null as "published!", b.source as "source?",
               n.audience_id = any($2) as "readable!", w.done_at = n.deleted_at as "binned_then"
           from work_notes p
           join works w on w.id = p.work_id
           join notes n on n.id = p.note_id
           left join revisions b on b.id = p.before_id and b.audience_id = any($2)
           where p.work_id = $1 and p.left_as is null"#,
        work.0,
        &by.audiences
    )
    .fetch_all(db)
    .await?;
    let befores = rows.into_iter().map(|row| {
        let as_left = row.after == Some(row.newest)
            && row.after_place.as_ref().is_none_or(|place| *place == row.vault_path)
            && row.after_published == row.published;
        let there = row.readable && may_change(by.role, by.id, row.author) && row.source.is_some();
        Before {
            note: row.note,
            why_not: match (there, as_left) {
                (true, true) => None,
                (true, false) => Some(Left::Changed),
                (false, _) => Some(Left::Gone),
            },
            binned_then: row.binned_then == Some(true),
            vault: row.vault,
            author: row.author,
            place: row.before_place.unwrap_or_else(|| row.vault_path.clone()),
            vault_path: row.vault_path,
            was_published: row.before_published,
            source: row.source,
        }
    });
    Ok(befores.collect())
}

/// Takes a work for undone, unless it is already.
pub(in super::super) async fn mark_undone(
    db: &mut PgConnection,
    work: WorkId,
    person: UserId,
    now: Timestamp,
) -> sqlx::Result<Option<Deed>> {
    let deed = sqlx::query_scalar!(
        r#"update works set undone_at = $3 where id = $1 and user_id = $2 and undone_at is null
           returning deed as "deed: Json<Deed>""#,
        work.0,
        person.0,
        now.to_sqlx() as _
    );
    Ok(deed.fetch_optional(db).await?.map(|deed| deed.0))
}

pub(in super::super) async fn mark_left(
    db: &mut PgConnection,
    work: WorkId,
    left: &[(NoteId, Left)],
) -> sqlx::Result<()> {
    sqlx::query!(
        "update work_notes p set undo_left_as = g.left_as
         from unnest($2::uuid[], $3::text[]) as g (note, left_as) where p.work_id = $1 and p.note_id = g.note",
        work.0,
        &left.iter().map(|(note, _)| note.0).collect::<Vec<Uuid>>(),
        &left.iter().map(|(_, left)| left.as_str().to_owned()).collect::<Vec<_>>(),
    )
    .execute(db)
    .await
    .map(drop)
}
