//! SQL of moving many notes at once: one query for all of them.

use std::collections::HashSet;

use sqlx::PgConnection;
use uuid::Uuid;

use super::{Linking, LinkingRow};
use crate::{
    access::Role,
    ids::{NoteId, RevisionId, UserId, VaultId},
    notes::moving::{Going, MOST_TURNED, Mover, name_of},
    text::fold,
};

fn column<T>(going: &[Going], read: impl Fn(&Going) -> T) -> Vec<T> {
    going.iter().map(read).collect()
}

/// The notes that link to some of those that go, of those that this person may change; more than are turned, if there
/// are more.
pub(in super::super) async fn list_linking_to(
    db: &mut PgConnection,
    going: &[Going],
    by: &Mover,
) -> sqlx::Result<Vec<Linking>> {
    let most = i64::try_from(MOST_TURNED + going.len() + 1).unwrap_or(i64::MAX);
    let rows = linking!("i.target_note_id = any($1)", &column(going, |one| one.note.0), by, most);
    Ok(rows.fetch_all(db).await?.into_iter().map(Linking::from).collect())
}

/// The published notes that link to some of those that go, of those that this person may read and not change.
pub(in super::super) async fn list_linking_to_of_others(
    db: &mut PgConnection,
    going: &[Going],
    by: &Mover,
) -> sqlx::Result<Vec<Linking>> {
    let most = i64::try_from(MOST_TURNED).unwrap_or(i64::MAX);
    let rows = linking!(
        "i.target_note_id = any($1)",
        "not $3 and n.author_id is distinct from $4 and n.published_revision_id is not null",
        &column(going, |one| one.note.0),
        by,
        most
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Linking::from).collect())
}

/// A link of a note that goes, which starts at the note's folder and has something at its end.
pub(in super::super) struct Relative {
    pub(in super::super) note: NoteId,
    pub(in super::super) place: usize,
    pub(in super::super) target: String,
    pub(in super::super) leads_to: Option<NoteId>,
}

pub(in super::super) async fn list_relative(
    db: &mut PgConnection,
    going: &[Going],
    by: &Mover,
) -> sqlx::Result<Vec<Relative>> {
    let rows = sqlx::query!(
        r#"select n.id as "note: NoteId", l.ordinal, l.target, l.target_note_id as "leads_to: NoteId"
           from notes n
           join links l on l.revision_id = n.newest_revision_id
           where n.id = any($1) and n.audience_id = any($2) and l.key like '/%' and l.target not like '/%' and (
               exists (select from note_names m where m.vault_id = n.vault_id and m.key = l.key and m.kind = 'path')
               or exists (select from file_names m where m.vault_id = n.vault_id and m.key = l.key and m.kind = 'path')
           )"#,
        &column(going, |one| one.note.0),
        &by.audiences
    )
    .fetch_all(db)
    .await?;
    let relative = rows.into_iter().map(|row| Relative {
        note: row.note,
        place: usize::try_from(row.ordinal).unwrap_or_default(),
        target: row.target,
        leads_to: row.leads_to,
    });
    Ok(relative.collect())
}

/// The names of notes that go which something else in their vault has, too.
pub(in super::super) async fn list_shared_names(
    db: &mut PgConnection,
    going: &[Going],
) -> sqlx::Result<HashSet<(VaultId, String)>> {
    let rows = sqlx::query!(
        r#"select g.vault as "vault!: VaultId", g.key as "key!"
           from unnest($1::uuid[], $2::uuid[], $3::text[]) g (note, vault, key)
           where exists (select from note_names m where m.vault_id = g.vault and m.key = g.key and m.note_id <> g.note)
               or exists (select from file_names m where m.vault_id = g.vault and m.key = g.key)"#,
        &column(going, |one| one.note.0),
        &column(going, |one| one.vault.0),
        &column(going, |one| fold::key(name_of(&one.to)))
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.vault, row.key)).collect())
}

/// The notes that another note is in the way of: each with the address and the place that it would have.
pub(in super::super) async fn list_taken(
    db: &mut PgConnection,
    asked: &[(&Going, String, String)],
) -> sqlx::Result<Vec<NoteId>> {
    sqlx::query_scalar!(
        r#"select g.note as "note!: NoteId"
           from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) g (note, vault, address, key)
           where exists (select from note_paths a where a.path = g.address and a.note_id <> g.note)
               or exists (
                   select from note_names m
                   where m.vault_id = g.vault and m.key = g.key and m.kind = 'path' and m.note_id <> g.note
               )"#,
        &asked.iter().map(|(one, ..)| one.note.0).collect::<Vec<Uuid>>(),
        &asked.iter().map(|(one, ..)| one.vault.0).collect::<Vec<Uuid>>(),
        &asked.iter().map(|(_, address, _)| address.clone()).collect::<Vec<_>>(),
        &asked.iter().map(|(.., key)| key.clone()).collect::<Vec<_>>()
    )
    .fetch_all(db)
    .await
}
