//! Which note `translation_of` means.

use sqlx::PgConnection;
use uuid::Uuid;

/// Finds what some notes, and those that say one of some names, are translations of. Of several of that name: one
/// in the same vault, a published one, a file's name before an alias, one in another language than the note's
/// own, the one with the shortest path. Writes only what changes.
pub(super) async fn update(
    connection: &mut PgConnection,
    notes: &[Uuid],
    keys: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with touched as (
           select note_id, key from translations where note_id = any($1)
           union select note_id, key from translations where key = any($2)
         ), chosen as (
           select distinct on (t.note_id) t.note_id, o.id as target
           from touched t
           join notes n on n.id = t.note_id
           join note_names m on m.key = t.key and m.note_id <> t.note_id
           join notes o on o.id = m.note_id
           -- A path from the root of a vault means nothing in another.
           where m.vault_id = n.vault_id or m.kind <> 'path'
           order by t.note_id, m.vault_id = n.vault_id desc, o.published_revision_id is null,
                    m.kind in ('alias', 'permalink'),
                    split_part(o.language, '-', 1) = split_part(n.language, '-', 1),
                    char_length(o.vault_path), o.vault_path, o.id
         )
         update translations t set target_note_id = f.target
         from (select w.note_id, c.target from touched w left join chosen c on c.note_id = w.note_id) f
         where f.note_id = t.note_id and t.target_note_id is distinct from f.target",
        notes,
        keys
    )
    .execute(connection)
    .await?;
    Ok(())
}
