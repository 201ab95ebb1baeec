//! SQL of templates and of the notes of days.

use sqlx::PgConnection;

use super::{Customs, MOST};
use crate::{
    ids::{DraftId, NoteId, UserId, VaultId},
    notes::editing::Writer,
};

pub(super) async fn find_customs(db: &mut PgConnection) -> sqlx::Result<Customs> {
    sqlx::query_as!(Customs, "select templates_folder as folder, daily_place, daily_template from garden")
        .fetch_one(db)
        .await
}

pub(super) async fn update_customs(db: &mut PgConnection, customs: &Customs) -> sqlx::Result<()> {
    sqlx::query!(
        "update garden set templates_folder = $1, daily_place = $2, daily_template = $3",
        customs.folder,
        customs.daily_place,
        customs.daily_template
    )
    .execute(db)
    .await
    .map(drop)
}

/// The notes whose places begin so, with their places. A draft is there for its author and for editors.
pub(super) async fn list_below(
    db: &mut PgConnection,
    prefix: &str,
    by: &Writer,
) -> sqlx::Result<Vec<(NoteId, String)>> {
    let pattern = format!("{}%", prefix.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let rows = sqlx::query!(
        r#"select n.id as "id: NoteId", n.vault_path
           from note_names m
           join notes n on n.id = m.note_id and n.audience_id = any($2) and (
               n.published_revision_id is not null
               or 3 = any($2) -- access::EDITORS
               or exists (select from audiences o where o.user_id = n.author_id and o.id = any($2))
           )
           where m.kind = 'path' and m.key like $1
           order by n.vault_path, n.id limit $3"#,
        pattern,
        &by.audiences,
        MOST
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.id, row.vault_path)).collect())
}

/// Of several the one whose key comes first.
pub(super) async fn find_own_note_at(
    db: &mut PgConnection,
    vault: VaultId,
    keys: &[String],
    by: &Writer,
) -> sqlx::Result<Option<NoteId>> {
    sqlx::query_scalar!(
        r#"select n.id as "id: NoteId" from note_names w join notes n on n.id = w.note_id
           where w.vault_id = $1 and w.key = any($2) and w.kind = 'path' and n.author_id = $3
               and n.audience_id = any($4)
           order by array_position($2, w.key) limit 1"#,
        vault.0,
        keys,
        by.id.0,
        &by.audiences
    )
    .fetch_optional(db)
    .await
}

pub(super) async fn find_draft_at(
    db: &mut PgConnection,
    person: UserId,
    place: &str,
) -> sqlx::Result<Option<DraftId>> {
    sqlx::query_scalar!(
        r#"select id as "id: DraftId" from drafts
           where user_id = $1 and note_id is null and place = $2 order by updated_at desc limit 1"#,
        person.0,
        place
    )
    .fetch_optional(db)
    .await
}
