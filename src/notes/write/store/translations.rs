//! What notes say that they translate.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::notes::write::save::Row;

pub(in crate::notes::write) async fn replace_translations(
    connection: &mut PgConnection,
    notes: &[Uuid],
    rows: &[Row<'_>],
) -> Result<(), sqlx::Error> {
    let (notes_that_say, keys): (Vec<Uuid>, Vec<String>) =
        rows.iter().filter_map(|row| Some((row.id, row.note.translation_of.clone()?))).unzip();
    sqlx::query!(
        "with gone as (delete from translations where note_id = any($1) and note_id <> all($2))
         insert into translations (note_id, key)
         select note_id, key from unnest($2::uuid[], $3::text[]) as given (note_id, key)
         on conflict (note_id) do update set key = excluded.key where translations.key <> excluded.key",
        notes,
        &notes_that_say,
        &keys
    )
    .execute(connection)
    .await?;
    Ok(())
}
