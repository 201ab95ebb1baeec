//! SQL of the graph as it is kept.

pub(super) mod view;

use std::collections::{BTreeMap, HashMap};

use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

use super::{
    chart::{Note, Placed},
    folders::{Folder, FolderLink},
    layout::Point,
};

/// One program at a time: a number of ours among the advisory locks, "grph" in ASCII.
const TENDING: i64 = 0x6772_7068;

/// Rows of one statement.
const BATCH: usize = 10_000;

pub(super) async fn try_lock(connection: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "locked!""#, TENDING)
        .fetch_one(connection)
        .await
}

/// The garden's generation, and the one that the graph shows.
pub(super) async fn find_generations(db: impl PgExecutor<'_>) -> sqlx::Result<(i64, i64)> {
    let row = sqlx::query!(
        "select g.generation as wanted, s.generation as shown from garden g cross join graph_state s"
    )
    .fetch_one(db)
    .await?;
    Ok((row.wanted, row.shown))
}

pub(super) async fn list_notes(connection: &mut PgConnection) -> sqlx::Result<Vec<Note>> {
    sqlx::query_as!(
        Note,
        "select n.id, n.audience_id as audience, n.folder from notes n
         where n.listed and n.published_revision_id is not null order by n.id"
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn list_links(connection: &mut PgConnection) -> sqlx::Result<Vec<(Uuid, Uuid)>> {
    let rows = sqlx::query!(
        r#"select distinct l.note_id as "from", l.target_note_id as "to!"
           from links l join notes n on n.id = l.note_id and n.published_revision_id = l.revision_id
           where l.target_note_id is not null and l.target_note_id <> l.note_id"#
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.from, row.to)).collect())
}

pub(super) async fn list_places(connection: &mut PgConnection) -> sqlx::Result<HashMap<Uuid, Placed>> {
    let rows = sqlx::query!("select note_id, audience_id, folder, links, x, y from graph_notes")
        .fetch_all(connection)
        .await?;
    let place = rows.into_iter().map(|row| {
        let at = Point { x: row.x, y: row.y };
        (row.note_id, Placed { audience: row.audience_id, folder: row.folder, links: row.links, at })
    });
    Ok(place.collect())
}

pub(super) async fn list_folder_places(
    connection: &mut PgConnection,
) -> sqlx::Result<HashMap<(i32, String), Point>> {
    let rows =
        sqlx::query!("select audience_id, path, x, y from graph_folders").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| ((row.audience_id, row.path), Point { x: row.x, y: row.y })).collect())
}

pub(super) async fn list_fingerprints(connection: &mut PgConnection) -> sqlx::Result<HashMap<i32, Vec<u8>>> {
    let rows =
        sqlx::query!("select audience_id, fingerprint from graph_layers").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.audience_id, row.fingerprint)).collect())
}

pub(super) async fn delete_places(connection: &mut PgConnection, notes: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!("delete from graph_notes where note_id = any($1)", notes).execute(connection).await.map(drop)
}

/// A note that was deleted meanwhile is left out.
pub(super) async fn upsert_places(
    connection: &mut PgConnection,
    places: &[(&Uuid, &Placed)],
) -> sqlx::Result<()> {
    for batch in places.chunks(BATCH) {
        sqlx::query!(
            "insert into graph_notes (note_id, audience_id, folder, links, x, y)
             select given.* from unnest($1::uuid[], $2::integer[], $3::text[], $4::integer[], $5::float8[], $6::float8[])
                 as given (note_id, audience_id, folder, links, x, y)
             where exists (select from note_paths p where p.note_id = given.note_id)
             on conflict (note_id) do update
             set audience_id = excluded.audience_id, folder = excluded.folder, links = excluded.links,
                 x = excluded.x, y = excluded.y",
            &batch.iter().map(|(id, _)| **id).collect::<Vec<_>>(),
            &batch.iter().map(|(_, placed)| placed.audience).collect::<Vec<_>>(),
            &batch.iter().map(|(_, placed)| placed.folder.clone()).collect::<Vec<_>>(),
            &batch.iter().map(|(_, placed)| placed.links).collect::<Vec<_>>(),
            &batch.iter().map(|(_, placed)| placed.at.x).collect::<Vec<_>>(),
            &batch.iter().map(|(_, placed)| placed.at.y).collect::<Vec<_>>(),
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

pub(super) async fn replace_folders(connection: &mut PgConnection, folders: &[Folder]) -> sqlx::Result<()> {
    sqlx::query!("delete from graph_folders").execute(&mut *connection).await?;
    for batch in folders.chunks(BATCH) {
        sqlx::query!(
            "insert into graph_folders (audience_id, parent, path, notes, x, y)
             select * from unnest($1::integer[], $2::text[], $3::text[], $4::integer[], $5::float8[], $6::float8[])",
            &batch.iter().map(|folder| folder.audience).collect::<Vec<_>>(),
            &batch.iter().map(|folder| folder.parent.clone()).collect::<Vec<_>>(),
            &batch.iter().map(|folder| folder.path.clone()).collect::<Vec<_>>(),
            &batch.iter().map(|folder| folder.notes).collect::<Vec<_>>(),
            &batch.iter().map(|folder| folder.at.x).collect::<Vec<_>>(),
            &batch.iter().map(|folder| folder.at.y).collect::<Vec<_>>(),
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

pub(super) async fn replace_folder_links(
    connection: &mut PgConnection,
    links: &BTreeMap<FolderLink, i32>,
) -> sqlx::Result<()> {
    sqlx::query!("delete from graph_folder_links").execute(&mut *connection).await?;
    let links: Vec<(&FolderLink, &i32)> = links.iter().collect();
    for batch in links.chunks(BATCH) {
        sqlx::query!(
            "insert into graph_folder_links (parent, from_path, to_path, from_audience, to_audience, links)
             select * from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[])",
            &batch.iter().map(|(link, _)| link.parent.clone()).collect::<Vec<_>>(),
            &batch.iter().map(|(link, _)| link.from.clone()).collect::<Vec<_>>(),
            &batch.iter().map(|(link, _)| link.to.clone()).collect::<Vec<_>>(),
            &batch.iter().map(|(link, _)| link.audiences.0).collect::<Vec<_>>(),
            &batch.iter().map(|(link, _)| link.audiences.1).collect::<Vec<_>>(),
            &batch.iter().map(|(_, count)| **count).collect::<Vec<_>>(),
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

pub(super) async fn replace_fingerprints(
    connection: &mut PgConnection,
    fingerprints: &HashMap<i32, Vec<u8>>,
) -> sqlx::Result<()> {
    sqlx::query!("delete from graph_layers").execute(&mut *connection).await?;
    let (audiences, prints): (Vec<i32>, Vec<Vec<u8>>) =
        fingerprints.iter().map(|(audience, print)| (*audience, print.clone())).unzip();
    sqlx::query!(
        "insert into graph_layers (audience_id, fingerprint) select * from unnest($1::integer[], $2::bytea[])",
        &audiences,
        &prints
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn update_generation(connection: &mut PgConnection, generation: i64) -> sqlx::Result<()> {
    sqlx::query!("update graph_state set generation = $1", generation).execute(connection).await.map(drop)
}
