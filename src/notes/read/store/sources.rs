//! Notes by their addresses: their sources, and what a shared link says of them.

use jiff_sqlx::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use super::super::brief::Brief;
use crate::ids::{NoteId, UserId};

pub(in super::super) struct SourceRow {
    pub(in super::super) path: String,
    pub(in super::super) author: Option<UserId>,
    pub(in super::super) source: String,
    pub(in super::super) updated: Timestamp,
}

/// A source is one text: where a part of the note is not for this visitor, none of it is.
pub(in super::super) async fn find_source(
    db: &mut PgConnection,
    path: &str,
    audiences: &[i32],
) -> sqlx::Result<Option<SourceRow>> {
    sqlx::query_as!(
        SourceRow,
        r#"
        select n.path, n.author_id as "author: UserId", r.source, n.updated_at as updated
        from note_paths a
        join notes n on n.id = a.note_id and n.audience_id = any($2)
        join revisions r on r.id = n.published_revision_id
        where a.path = $1 and not exists (
            select from parts p where p.revision_id = r.id and p.audience_id <> all($2)
        )
        "#,
        path,
        audiences
    )
    .fetch_optional(db)
    .await
}

/// What a shared link says of a note.
pub(in super::super) async fn find_brief(
    db: &mut PgConnection,
    path: &str,
    audiences: &[i32],
) -> sqlx::Result<Option<Brief>> {
    sqlx::query_as!(
        Brief,
        r#"
        select n.path, n.title, u.name as "author?"
        from note_paths a
        join notes n on n.id = a.note_id and n.audience_id = any($2) and n.published_revision_id is not null
        left join users u on u.id = n.author_id
        where a.path = $1
        "#,
        path,
        audiences
    )
    .fetch_optional(db)
    .await
}

/// The address and the title of notes. Drafts are read by those of the audience of editors.
pub(in super::super) async fn list_named(
    db: &mut PgConnection,
    notes: &[NoteId],
    audiences: &[i32],
) -> sqlx::Result<Vec<(NoteId, String, String)>> {
    let notes: Vec<Uuid> = notes.iter().map(|note| note.0).collect();
    let rows = sqlx::query!(
        r#"
        select n.id as "id: NoteId", n.path, n.title from notes n
        where n.id = any($1) and n.audience_id = any($2) and (n.published_revision_id is not null or 3 = any($2))
        "#,
        &notes,
        audiences
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.path, row.title)).collect())
}
