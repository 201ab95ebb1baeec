//! SQL of moving notes.

use std::collections::HashSet;

use sqlx::PgConnection;

use super::{MOST, Movable, Mover, may_change};
use crate::{
    access::Role,
    ids::{NoteId, RevisionId, UserId, VaultId},
};

pub(super) async fn find_movable(
    db: &mut PgConnection,
    path: &str,
    by: &Mover,
) -> sqlx::Result<Option<Movable>> {
    let row = sqlx::query!(
        r#"select n.id, n.newest_revision_id as revision, n.path, n.vault_path, n.title, n.language, n.vault_id,
               n.author_id as "author: UserId", r.source
           from note_paths a
           join notes n on n.id = a.note_id and n.audience_id = any($2)
               and (n.published_revision_id is not null or 3 = any($2) or n.author_id = $3)
           join revisions r on r.id = n.newest_revision_id
           where a.path = $1"#,
        path,
        &by.audiences,
        by.id.0
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Movable {
        id: NoteId(row.id),
        revision: RevisionId(row.revision),
        path: row.path,
        vault_path: row.vault_path,
        title: row.title,
        language: row.language,
        source: row.source,
        vault: VaultId(row.vault_id),
        author: row.author,
        allowed: may_change(by.role, by.id, row.author),
    }))
}

/// Whether no other note has, or ever had, an address, nor a place in the vault.
pub(super) async fn is_free(
    db: &mut PgConnection,
    note: &Movable,
    address: &str,
    key: &str,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select not exists (select from note_paths a where a.path = $2 and a.note_id <> $1)
               and not exists (
                   select from note_names m
                   where m.vault_id = $3 and m.key = $4 and m.kind = 'path' and m.note_id <> $1
               ) as "free!""#,
        note.id.0,
        address,
        note.vault.0,
        key
    )
    .fetch_one(db)
    .await
}

/// Whether no other note or attachment of the vault is called by a name.
pub(super) async fn is_alone(db: &mut PgConnection, note: &Movable, key: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select not exists (select from note_names m where m.vault_id = $2 and m.key = $3 and m.note_id <> $1)
               and not exists (select from file_names m where m.vault_id = $2 and m.key = $3) as "alone!""#,
        note.id.0,
        note.vault.0,
        key
    )
    .fetch_one(db)
    .await
}

/// A note that links to one that is moved.
#[derive(Clone)]
pub(super) struct Linking {
    pub(super) note: NoteId,
    pub(super) revision: RevisionId,
    pub(super) title: String,
    pub(super) language: String,
    pub(super) path: String,
    pub(super) vault: VaultId,
    pub(super) author: Option<UserId>,
    pub(super) vault_path: String,
    pub(super) published: bool,
    pub(super) source: String,
    pub(super) links: Vec<Link>,
}

/// A link, by its place among those of its note, and how it is looked up.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) place: usize,
    pub(super) leads_to: Option<NoteId>,
    key: String,
    tail: Option<String>,
}

impl Link {
    /// Whether one of these names is what it says; as `resolve` looks links up.
    pub(super) fn is_called_by(&self, names: &HashSet<String>) -> bool {
        let tail = self.tail.as_deref().unwrap_or(&self.key);
        let path = format!("/{}", self.key.trim_start_matches('/'));
        [path, format!("/{tail}"), tail.to_owned()].iter().any(|name| names.contains(name))
    }
}

struct LinkingRow {
    id: NoteId,
    revision: RevisionId,
    title: String,
    language: String,
    path: String,
    vault: VaultId,
    vault_path: String,
    source: String,
    author: Option<UserId>,
    published: bool,
    places: Vec<i32>,
    keys: Vec<String>,
    tails: Vec<Option<String>>,
    targets: Vec<NoteId>,
}

impl From<LinkingRow> for Linking {
    fn from(row: LinkingRow) -> Self {
        let links = row.places.into_iter().zip(row.keys).zip(row.tails).zip(row.targets);
        let links = links.map(|(((place, key), tail), target)| Link {
            place: usize::try_from(place).unwrap_or_default(),
            leads_to: Some(target),
            key,
            tail,
        });
        Self {
            links: links.collect(),
            note: row.id,
            revision: row.revision,
            title: row.title,
            language: row.language,
            path: row.path,
            vault: row.vault,
            author: row.author,
            vault_path: row.vault_path,
            published: row.published,
            source: row.source,
        }
    }
}

/// The notes that `$links` stand in, of those that somebody may read and for which `$whose` holds; at most `$most`.
macro_rules! linking {
    ($links:literal, $target:expr, $by:expr, $most:expr) => {
        linking!($links, "($3 or n.author_id = $4)", $target, $by, $most)
    };
    ($links:literal, $whose:literal, $target:expr, $by:expr, $most:expr) => {
        sqlx::query_as!(
            LinkingRow,
            r#"select n.id as "id: NoteId", n.newest_revision_id as "revision: RevisionId", n.title, n.language, n.path,
                   n.vault_id as "vault: VaultId", n.vault_path, r.source, n.author_id as "author: UserId",
                   n.published_revision_id is not null as "published!", l.places as "places!", l.keys as "keys!",
                   l.tails as "tails!: Vec<Option<String>>", l.targets as "targets!: Vec<NoteId>"
               from (
                   select i.note_id, i.revision_id, array_agg(i.ordinal order by i.ordinal) as places,
                       array_agg(i.key order by i.ordinal) as keys, array_agg(i.tail order by i.ordinal) as tails,
                       array_agg(i.target_note_id order by i.ordinal) as targets
                   from links i where "# + $links + r#"
                   group by i.note_id, i.revision_id
               ) l
               join notes n on n.id = l.note_id and n.newest_revision_id = l.revision_id
                   and n.audience_id = any($2) and "#
                + $whose
                + r#"
               join revisions r on r.id = l.revision_id
               order by n.vault_path, n.id limit $5"#,
            $target,
            &$by.audiences,
            $by.role >= Role::Editor,
            $by.id.0,
            $most
        )
    };
}

mod together;

pub(super) use together::{
    list_linking_to, list_linking_to_of_others, list_relative, list_shared_names, list_taken,
};

/// The notes that link to a note, of those that this person may change; one more than are turned.
pub(super) async fn list_linking(
    db: &mut PgConnection,
    note: &Movable,
    by: &Mover,
) -> sqlx::Result<Vec<Linking>> {
    let most = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let rows = linking!("i.target_note_id = $1 and i.note_id <> $1", note.id.0, by, most);
    Ok(rows.fetch_all(db).await?.into_iter().map(Linking::from).collect())
}

/// The published notes that link to a note, of those that this person may read and not change; one more than are told of.
pub(super) async fn list_linking_of_others(
    db: &mut PgConnection,
    note: &Movable,
    by: &Mover,
) -> sqlx::Result<Vec<Linking>> {
    let most = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let rows = linking!(
        "i.target_note_id = $1 and i.note_id <> $1",
        "not $3 and n.author_id is distinct from $4 and n.published_revision_id is not null",
        note.id.0,
        by,
        most
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Linking::from).collect())
}

/// A link of the note that is moved.
pub(super) struct OwnLink {
    pub(super) link: Link,
    pub(super) target: String,
    /// It starts at the note's folder, and something lies at its end.
    pub(super) from_folder: bool,
    pub(super) to_itself: bool,
}

pub(super) async fn list_own_links(db: &mut PgConnection, note: &Movable) -> sqlx::Result<Vec<OwnLink>> {
    let rows = sqlx::query!(
        r#"select l.ordinal, l.key, l.tail, l.target, coalesce(l.target_note_id = $1, false) as "itself!",
               l.key like '/%' and l.target not like '/%' and (
                   exists (select from note_names m where m.vault_id = $3 and m.key = l.key and m.kind = 'path')
                   or exists (select from file_names m where m.vault_id = $3 and m.key = l.key and m.kind = 'path')
               ) as "from_folder!"
           from links l where l.revision_id = $2 order by l.ordinal"#,
        note.id.0,
        note.revision.0,
        note.vault.0
    )
    .fetch_all(db)
    .await?;
    let own = rows.into_iter().map(|row| OwnLink {
        link: Link {
            place: usize::try_from(row.ordinal).unwrap_or_default(),
            leads_to: row.itself.then_some(note.id),
            key: row.key,
            tail: row.tail,
        },
        target: row.target,
        from_folder: row.from_folder,
        to_itself: row.itself,
    });
    Ok(own.collect())
}

pub(super) async fn bump_generation(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("select bump_generation()").execute(db).await.map(drop)
}
