use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Attachment;
use crate::{
    ids::{FileId, UserId},
    text::fold::bare_words,
};

pub(super) async fn upsert_files(
    connection: &mut PgConnection,
    files: &[(FileId, Attachment)],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let pixels = |pick: fn((i32, i32)) -> i32| -> Vec<Option<i32>> {
        files.iter().map(|(_, file)| file.pixels.map(pick)).collect()
    };
    sqlx::query!(
        "insert into files (id, sha256, name, key, media_type, size, width, height, created_at)
         select id, sha256, name, key, media_type, size, width, height, $1
         from unnest($2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::bigint[], $7::integer[], $8::integer[],
                     $9::text[])
              as given (id, sha256, name, media_type, size, width, height, key)
         on conflict (id) do update
         set sha256 = excluded.sha256, name = excluded.name, key = excluded.key, media_type = excluded.media_type,
             size = excluded.size, width = excluded.width, height = excluded.height",
        now.to_sqlx() as _,
        &files.iter().map(|(id, _)| id.0).collect::<Vec<_>>(),
        &files.iter().map(|(_, file)| file.hash.to_vec()).collect::<Vec<_>>(),
        &files.iter().map(|(_, file)| file.name.clone()).collect::<Vec<_>>(),
        &files.iter().map(|(_, file)| file.media_type.clone()).collect::<Vec<_>>(),
        &files.iter().map(|(_, file)| i64::try_from(file.size).unwrap_or(i64::MAX)).collect::<Vec<_>>(),
        &pixels(|(width, _)| width) as &[Option<i32>],
        &pixels(|(_, height)| height) as &[Option<i32>],
        &files.iter().map(|(_, file)| searched(&file.name)).collect::<Vec<_>>(),
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn insert_reader(
    connection: &mut PgConnection,
    file: FileId,
    person: UserId,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into file_audiences (file_id, audience_id) select $1, id from audiences where user_id = $2
         on conflict do nothing",
        file.0,
        person.0
    )
    .execute(connection)
    .await
    .map(drop)
}

pub(super) async fn delete_files(connection: &mut PgConnection, files: &[FileId]) -> Result<(), sqlx::Error> {
    let files: Vec<Uuid> = files.iter().map(|file| file.0).collect();
    sqlx::query!("delete from files where id = any($1)", &files).execute(connection).await?;
    Ok(())
}

/// What an attachment is searched by: the words of its name, or of its beginning.
fn searched(name: &str) -> String {
    let start: String = name.chars().take(200).collect();
    bare_words(&start).join(" ")
}
