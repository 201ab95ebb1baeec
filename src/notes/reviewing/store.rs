//! SQL of reviews.

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::PgConnection;

use super::{Brief, MOST_COUNTED, Review, State};
use crate::{
    db::paging::{Page, PageNumber},
    ids::{NoteId, ReviewId, RevisionId, UserId},
    notes::editing::Writer,
};

/// Whether one person alone can read a note.
pub(super) async fn is_private(db: &mut PgConnection, note: NoteId, by: &Writer) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from notes n join audiences a on a.id = n.audience_id
               where n.id = $1 and n.audience_id = any($2) and a.kind = 'person'
           ) as "private!""#,
        note.0,
        &by.audiences
    )
    .fetch_one(db)
    .await
}

/// The reviews of a note that somebody was found to be allowed to see, the latest first.
pub(super) async fn list_reviews(
    db: &mut PgConnection,
    note: NoteId,
    by: &Writer,
) -> sqlx::Result<Vec<Review>> {
    let rows = sqlx::query!(
        r#"select v.id as "id: ReviewId", v.asked_by as "by: UserId", u.name, v.asked_at as "asked: SqlTimestamp", v.words,
               v.revision_id as "revision: RevisionId", r.number as "number?", v.state, v.answer,
               v.done_at as "done: SqlTimestamp", d.name as "done_by?"
           from reviews v
           join users u on u.id = v.asked_by
           left join users d on d.id = v.done_by
           left join revisions r on r.id = v.revision_id and r.audience_id = any($2)
           where v.note_id = $1
           order by v.asked_at desc, v.id desc limit 20"#,
        note.0,
        &by.audiences
    )
    .fetch_all(db)
    .await?;
    let reviews = rows.into_iter().map(|row| Review {
        id: row.id,
        by: row.by,
        name: row.name,
        asked: row.asked.to_jiff(),
        words: row.words,
        revision: row.revision,
        number: row.number,
        state: State::of(&row.state),
        answer: row.answer,
        done: row.done.map(SqlTimestamp::to_jiff),
        done_by: row.done_by,
    });
    Ok(reviews.collect())
}

/// Whether it was asked now: not where it was asked already.
pub(super) async fn insert_review(
    db: &mut PgConnection,
    (note, revision): (NoteId, RevisionId),
    words: &str,
    by: UserId,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "insert into reviews (id, note_id, asked_by, asked_at, words, revision_id, state)
         values ($1, $2, $3, $4, $5, $6, 'asked') on conflict (note_id) where state = 'asked' do nothing",
        ReviewId::new().0,
        note.0,
        by.0,
        now.to_sqlx() as _,
        words,
        revision.0
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Keeps the latest of a note.
pub(super) async fn delete_surplus(db: &mut PgConnection, note: NoteId, most: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from reviews where id in (
             select v.id from reviews v where v.note_id = $1 order by v.asked_at desc, v.id desc offset $2
         )",
        note.0,
        most
    )
    .execute(db)
    .await
    .map(drop)
}

/// How a review ends.
pub(super) struct Done<'a> {
    pub(super) state: State,
    pub(super) answer: &'a str,
    pub(super) revision: Option<RevisionId>,
    pub(super) by: UserId,
}

/// Whether it had not ended before.
pub(super) async fn update_done(
    db: &mut PgConnection,
    id: ReviewId,
    done: &Done<'_>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update reviews set state = $2, answer = $3, revision_id = $4, done_by = $5, done_at = $6
         where id = $1 and state = 'asked'",
        id.0,
        done.state.as_str(),
        done.answer,
        done.revision.map(|revision| revision.0),
        done.by.0,
        now.to_sqlx() as _
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

struct Row {
    path: String,
    title: String,
    language: String,
    is_published: bool,
    name: String,
    words: String,
    state: String,
    answer: String,
    is_changed: bool,
    at: SqlTimestamp,
}

impl From<Row> for Brief {
    fn from(row: Row) -> Self {
        Self {
            path: row.path,
            title: row.title,
            language: row.language,
            is_published: row.is_published,
            name: row.name,
            words: row.words,
            state: State::of(&row.state),
            answer: row.answer,
            is_changed: row.is_changed,
            at: row.at.to_jiff(),
        }
    }
}

/// `$1` is what somebody may read. A note that they may not read any more takes its reviews along.
macro_rules! briefs {
    ($choice:literal, $by:expr, $page:expr $(, $argument:expr)*) => {
        sqlx::query_as!(
            Row,
            r#"select n.path, n.title, n.language, n.published_revision_id is not null as "is_published!", u.name, v.words,
                   v.state, v.answer, v.revision_id is distinct from n.newest_revision_id as "is_changed!",
                   v.asked_at as at
               from reviews v
               join users u on u.id = v.asked_by
               join notes n on n.id = v.note_id and n.audience_id = any($1)
               where "# + $choice + " limit $2 offset $3",
            &$by.audiences,
            $page.fetch(),
            $page.offset()
            $(, $argument)*
        )
    };
}

/// For editors, who read every draft that is not private.
pub(super) async fn list_queue(
    db: &mut PgConnection,
    by: &Writer,
    page: PageNumber,
) -> sqlx::Result<Page<Brief>> {
    let rows = briefs!("v.state = 'asked' order by v.asked_at, v.id", by, page).fetch_all(db).await?;
    Ok(Page::of(rows.into_iter().map(Brief::from).collect(), page))
}

pub(super) async fn count_queue(db: &mut PgConnection, by: &Writer) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from (
               select from reviews v join notes n on n.id = v.note_id and n.audience_id = any($1)
               where v.state = 'asked' limit $2
           ) waiting"#,
        &by.audiences,
        MOST_COUNTED + 1
    )
    .fetch_one(db)
    .await
}

/// Of notes that they may still change.
pub(super) async fn list_theirs(
    db: &mut PgConnection,
    by: &Writer,
    page: PageNumber,
) -> sqlx::Result<Page<Brief>> {
    let rows = briefs!(
        "v.asked_by = $4 and (n.author_id = $4 or 3 = any($1)) -- access::EDITORS
         order by v.asked_at desc, v.id",
        by,
        page,
        by.id.0
    );
    Ok(Page::of(rows.fetch_all(db).await?.into_iter().map(Brief::from).collect(), page))
}
