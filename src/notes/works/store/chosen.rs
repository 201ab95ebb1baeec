//! The notes of a work, as far as its person may read them.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    ids::{AudienceId, NoteId, RevisionId, UserId, VaultId},
    notes::{
        moving::{Mover, may_change},
        read::place::audience,
        works::{Chosen, list::Standing},
    },
};

pub(in super::super) fn ids(notes: &[NoteId]) -> Vec<Uuid> {
    notes.iter().map(|note| note.0).collect()
}

/// How much text notes have, in bytes.
pub(in super::super) async fn weigh(
    db: &mut PgConnection,
    notes: &[NoteId],
    by: &Mover,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select coalesce(sum(r.size), 0)::bigint as "bytes!" from notes n
           cross join lateral (select i.size from revisions i where i.id = n.newest_revision_id offset 0) r
           where n.id = any($1) and n.audience_id = any($2)"#,
        &ids(notes),
        &by.audiences
    )
    .fetch_one(db)
    .await
}

/// A draft is there for its author and for editors.
pub(in super::super) async fn list(
    db: &mut PgConnection,
    notes: &[NoteId],
    by: &Mover,
) -> sqlx::Result<Vec<Chosen>> {
    let rows = sqlx::query!(
        r#"select n.id as "id: NoteId", n.newest_revision_id as "revision: RevisionId", n.path, n.vault_id as "vault: VaultId", n.vault_path,
               n.title, n.language, n.author_id as "author: UserId", n.audience_id as "audience: AudienceId", n.listed,
               n.published_revision_id is not null as "published!", n.publish_at is not null as "scheduled!", n.tags, r.source
           from notes n
           cross join lateral (select i.source from revisions i where i.id = n.newest_revision_id offset 0) r
           where n.id = any($1) and n.audience_id = any($2)
               and (n.published_revision_id is not null or 3 = any($2) or n.author_id = $3)
           order by n.title, n.id"#,
        &ids(notes),
        &by.audiences,
        by.id.0
    )
    .fetch_all(db)
    .await?;
    let chosen = rows.into_iter().map(|row| Chosen {
        allowed: may_change(by.role, by.id, row.author),
        id: row.id,
        revision: row.revision,
        path: row.path,
        vault: row.vault,
        vault_path: row.vault_path,
        title: row.title,
        language: row.language,
        author: row.author,
        audience: audience(row.audience, row.listed),
        standing: Standing::of(row.published, row.scheduled),
        tags: row.tags,
        source: row.source,
    });
    Ok(chosen.collect())
}
