//! SQL of suggestions.

mod lists;

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::{PgConnection, types::Json};

pub(super) use lists::{list_of_note, list_theirs, list_waiting};

use super::{Part, Suggestion, Tally, offer::New};
use crate::{
    ids::{NoteId, RevisionId, SuggestionId, UserId},
    notes::editing::Writer,
    text::source,
};

/// A text of a note that somebody may read; where they have what readers have, one that is published, if they may read
/// all of it.
pub(super) async fn find_text(
    db: &mut PgConnection,
    note: NoteId,
    revision: RevisionId,
    of_readers: bool,
    by: &Writer,
) -> sqlx::Result<Option<String>> {
    let text = sqlx::query_scalar!(
        "select r.source from revisions r
         join notes n on n.id = r.note_id and n.audience_id = any($3)
         where r.id = $2 and n.id = $1 and r.audience_id = any($3) and (
             not $4 or n.published_revision_id is not null
                 and not exists (select from parts p where p.revision_id = r.id and p.audience_id <> all($3))
         )",
        note.0,
        revision.0,
        &by.audiences,
        of_readers
    )
    .fetch_optional(db)
    .await?;
    Ok(text.map(|text| if of_readers { source::for_readers(&text) } else { text }))
}

/// One writer of a note's suggestions at a time, until the transaction ends.
pub(super) async fn lock_suggesting(db: &mut PgConnection, note: NoteId) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('suggestions ' || $1::uuid, 0))", note.0)
        .execute(db)
        .await
        .map(drop)
}

struct Row {
    id: SuggestionId,
    number: i32,
    by: UserId,
    name: String,
    base: String,
    revision: Option<RevisionId>,
    of_readers: bool,
    source: String,
    parts: Json<Vec<Part>>,
    words: String,
    created: SqlTimestamp,
    version: i32,
    withdrawn: Option<SqlTimestamp>,
    answer: String,
    answered: Option<SqlTimestamp>,
    answered_by: Option<String>,
}

impl From<Row> for Suggestion {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            number: row.number,
            by: row.by,
            name: row.name,
            base: row.base,
            revision: row.revision,
            of_readers: row.of_readers,
            source: row.source,
            parts: row.parts.0,
            words: row.words,
            created: row.created.to_jiff(),
            version: row.version,
            withdrawn: row.withdrawn.map(SqlTimestamp::to_jiff),
            answer: row.answer,
            answered: row.answered.map(SqlTimestamp::to_jiff),
            answered_by: row.answered_by,
        }
    }
}

/// Suggestions of a note that somebody was found to be allowed to see.
macro_rules! suggestion {
    ($choice:literal, $($argument:expr),+) => {
        sqlx::query_as!(
            Row,
            r#"select s.id as "id: SuggestionId", s.number, s.user_id as "by: UserId", u.name, s.base,
                   s.base_revision_id as "revision: RevisionId", s.of_readers, s.source, s.pieces as "parts: Json<Vec<Part>>",
                   s.words, s.created_at as created, s.version, s.withdrawn_at as withdrawn, s.answer,
                   s.answered_at as answered, a.name as "answered_by?"
               from suggestions s
               join users u on u.id = s.user_id
               left join users a on a.id = s.answered_by
               where s.note_id = $1 and "# + $choice,
            $($argument),+
        )
    };
}

pub(super) async fn find_suggestion(
    db: &mut PgConnection,
    note: NoteId,
    number: i32,
) -> sqlx::Result<Option<Suggestion>> {
    let row = suggestion!("s.number = $2", note.0, number);
    Ok(row.fetch_optional(db).await?.map(Suggestion::from))
}

/// The suggestion of somebody for a note of which no piece was answered.
pub(super) async fn find_unanswered(
    db: &mut PgConnection,
    note: NoteId,
    person: UserId,
) -> sqlx::Result<Option<Suggestion>> {
    let row = suggestion!(
        "s.user_id = $2 and s.withdrawn_at is null and s.open > 0 and s.accepted = 0 and s.refused = 0
         order by s.number desc limit 1",
        note.0,
        person.0
    );
    Ok(row.fetch_optional(db).await?.map(Suggestion::from))
}

pub(super) async fn count_of(db: &mut PgConnection, note: NoteId, person: UserId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from suggestions s where s.note_id = $1 and s.user_id = $2"#,
        note.0,
        person.0
    )
    .fetch_one(db)
    .await
}

/// Whether there was one that nothing waits for.
pub(super) async fn delete_oldest_done(
    db: &mut PgConnection,
    note: NoteId,
    person: UserId,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "delete from suggestions where id = (
             select s.id from suggestions s
             where s.note_id = $1 and s.user_id = $2 and (s.open = 0 or s.withdrawn_at is not null)
             order by s.number limit 1
         )",
        note.0,
        person.0
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Its number.
pub(super) async fn insert_suggestion(
    db: &mut PgConnection,
    id: SuggestionId,
    new: &New<'_>,
    words: &str,
    person: UserId,
    now: Timestamp,
) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        r#"insert into suggestions (id, note_id, number, user_id, base, base_revision_id, of_readers, source, pieces,
               open, accepted, refused, words, created_at, updated_at)
           select $1, $2, coalesce(max(s.number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, 0, 0, $10, $11, $11
           from suggestions s where s.note_id = $2
           returning number"#,
        id.0,
        new.note.0,
        person.0,
        new.base,
        new.revision.map(|revision| revision.0),
        new.of_readers,
        new.source,
        Json(new.parts) as _,
        Tally::of(new.parts).open,
        words,
        now.to_sqlx() as _
    )
    .fetch_one(db)
    .await
}

pub(super) async fn update_offer(
    db: &mut PgConnection,
    id: SuggestionId,
    source: &str,
    parts: &[Part],
    words: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update suggestions set source = $2, pieces = $3, open = $4, words = $5, updated_at = $6, version = version + 1
         where id = $1",
        id.0,
        source,
        Json(parts) as _,
        Tally::of(parts).open,
        words,
        now.to_sqlx() as _
    )
    .execute(db)
    .await
    .map(drop)
}

pub(super) async fn update_withdrawn(
    db: &mut PgConnection,
    id: SuggestionId,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update suggestions set withdrawn_at = $2, updated_at = $2, version = version + 1 where id = $1",
        id.0,
        now.to_sqlx() as _
    )
    .execute(db)
    .await
    .map(drop)
}

pub(super) async fn update_answer(
    db: &mut PgConnection,
    id: SuggestionId,
    parts: &[Part],
    words: &str,
    by: UserId,
    now: Timestamp,
) -> sqlx::Result<()> {
    let tally = Tally::of(parts);
    sqlx::query!(
        "update suggestions set pieces = $2, open = $3, accepted = $4, refused = $5, answer = $6, answered_by = $7,
             answered_at = $8, updated_at = $8, version = version + 1
         where id = $1",
        id.0,
        Json(parts) as _,
        tally.open,
        tally.accepted,
        tally.refused,
        words,
        by.0,
        now.to_sqlx() as _
    )
    .execute(db)
    .await
    .map(drop)
}
