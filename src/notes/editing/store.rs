//! SQL of writing in the browser.

use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use super::{Editable, Unpublished, Writer};
use crate::{
    ids::{NoteId, RevisionId, UserId, VaultId},
    notes::moving::may_change,
};

struct Row {
    id: NoteId,
    revision: RevisionId,
    path: String,
    vault: VaultId,
    vault_path: String,
    title: String,
    language: String,
    source: String,
    author: Option<UserId>,
    by: Option<String>,
    at: SqlTimestamp,
    file_waits: bool,
}

impl Row {
    fn for_writer(self, by: &Writer) -> Editable {
        Editable {
            allowed: may_change(by.role, by.id, self.author),
            id: self.id,
            revision: self.revision,
            path: self.path,
            vault: self.vault,
            vault_path: self.vault_path,
            title: self.title,
            language: self.language,
            source: self.source,
            author: self.author,
            by: self.by,
            at: self.at.to_jiff(),
            file_waits: self.file_waits,
        }
    }
}

/// A draft is there for its author and for editors, as far as they are of its audience.
macro_rules! editable {
    ($choice:literal, $asked:expr, $by:expr) => {
        sqlx::query_as!(
            Row,
            r#"select n.id as "id: NoteId", r.id as "revision: RevisionId", n.path, n.vault_id as "vault: VaultId",
                   n.vault_path, n.title, n.language, r.source, n.author_id as "author: UserId", u.name as "by?",
                   r.created_at as at, exists (
                       select from imported_texts t where t.note_id = n.id and t.settled_at is null
                   ) as "file_waits!"
               from notes n
               join revisions r on r.id = n.newest_revision_id
               left join users u on u.id = r.author_id
               where n.audience_id = any($2) and (
                   n.published_revision_id is not null
                   or 3 = any($2) -- access::EDITORS
                   or exists (select from audiences o where o.user_id = n.author_id and o.id = any($2))
               ) and "# + $choice,
            $asked,
            &$by.audiences
        )
    };
}

pub(super) async fn find_editable(
    db: &mut PgConnection,
    path: &str,
    by: &Writer,
) -> sqlx::Result<Option<Editable>> {
    let row = editable!("n.id = (select a.note_id from note_paths a where a.path = $1)", path, by);
    Ok(row.fetch_optional(db).await?.map(|row| row.for_writer(by)))
}

pub(super) async fn get_editable(
    db: &mut PgConnection,
    note: NoteId,
    by: &Writer,
) -> sqlx::Result<Option<Editable>> {
    let row = editable!("n.id = $1", note.0, by);
    Ok(row.fetch_optional(db).await?.map(|row| row.for_writer(by)))
}

/// An earlier text of a note that somebody may read.
pub(super) async fn find_text(
    db: &mut PgConnection,
    note: NoteId,
    revision: RevisionId,
    by: &Writer,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "select r.source from revisions r join notes n on n.id = r.note_id
         where r.id = $2 and n.id = $1 and n.audience_id = any($3)",
        note.0,
        revision.0,
        &by.audiences
    )
    .fetch_optional(db)
    .await
}

/// Whether a note or another file of the vault lies at a place, by its key.
pub(super) async fn is_taken(db: &mut PgConnection, vault: VaultId, key: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from note_names m where m.vault_id = $1 and m.key = $2 and m.kind = 'path')
               or exists (select from file_names m where m.vault_id = $1 and m.key = $2 and m.kind = 'path')
               as "taken!""#,
        vault.0,
        key
    )
    .fetch_one(db)
    .await
}

/// The vault of a folder of the garden, and where the folder lies in it: as a listed note in it or below tells that this
/// person may read.
pub(super) async fn find_home(
    db: &mut PgConnection,
    folder: &str,
    by: &Writer,
) -> sqlx::Result<Option<(VaultId, String, String)>> {
    let row = sqlx::query!(
        r#"select n.vault_id as "vault: VaultId", n.vault_path, n.path from notes n
           where n.audience_id = any($2) and n.listed and n.published_revision_id is not null
               and n.folder ~>=~ $1::text and (n.folder = $1 or n.folder ~>=~ ($1 || '/')) and n.folder ~<~ ($1 || '0')
           order by char_length(n.folder), n.folder, n.id limit 1"#,
        folder,
        &by.audiences
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.vault, row.vault_path, row.path)))
}

/// Whether a note or a file of the vault is called by a name.
pub(super) async fn is_called(db: &mut PgConnection, vault: VaultId, key: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from note_names m where m.vault_id = $1 and m.key = $2)
               or exists (select from file_names m where m.vault_id = $1 and m.key = $2) as "called!""#,
        vault.0,
        key
    )
    .fetch_one(db)
    .await
}

pub(super) async fn list_unpublished(db: &mut PgConnection, by: &Writer) -> sqlx::Result<Vec<Unpublished>> {
    let rows = sqlx::query!(
        "select n.path, n.title, n.language, n.updated_at from notes n
         where n.author_id = $1 and n.published_revision_id is null and n.audience_id = any($2)
         order by n.updated_at desc, n.id limit 50",
        by.id.0,
        &by.audiences
    )
    .fetch_all(db)
    .await?;
    let notes = rows.into_iter().map(|row| Unpublished {
        path: row.path,
        title: row.title,
        language: row.language,
        at: row.updated_at.to_jiff(),
    });
    Ok(notes.collect())
}
