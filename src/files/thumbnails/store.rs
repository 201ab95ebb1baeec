//! SQL of `pictures` and `thumbnails`.

use jiff::Timestamp;
use jiff_sqlx::{Timestamp as SqlTimestamp, ToSqlx as _};
use sqlx::{PgConnection, PgExecutor};

use super::Stored;
use crate::{files::store::Row, ids::FileId, storage::Hash};

/// A picture that was not looked at yet.
pub(super) struct Due {
    pub(super) sha256: Vec<u8>,
}

/// What a picture is, if a file has it and it was not looked at yet.
pub(super) async fn find_due(
    executor: impl PgExecutor<'_>,
    hash: &Hash,
    version: i16,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select f.media_type from files f
         where f.sha256 = $1 and not exists (
           select from pictures p where p.sha256 = f.sha256 and p.version >= $2
         )
         limit 1",
        hash.as_slice(),
        version
    )
    .fetch_optional(executor)
    .await
}

/// Which of these were looked at already.
pub(super) async fn list_known(
    connection: &mut PgConnection,
    hashes: &[Vec<u8>],
    version: i16,
) -> Result<Vec<Vec<u8>>, sqlx::Error> {
    sqlx::query_scalar!(
        "select sha256 from pictures where sha256 = any($1) and version >= $2",
        hashes,
        version
    )
    .fetch_all(connection)
    .await
}

/// Pictures that were not looked at yet, in the order of their hashes.
pub(super) async fn list_due(
    connection: &mut PgConnection,
    after: &[u8],
    media_types: &[String],
    wider_than: i32,
    version: i16,
    limit: i64,
) -> Result<Vec<Due>, sqlx::Error> {
    sqlx::query_as!(
        Due,
        "select distinct f.sha256 from files f
         where f.sha256 > $1 and f.media_type = any($2) and coalesce(f.width > $3, true)
           and not exists (select from pictures p where p.sha256 = f.sha256 and p.version >= $4)
         order by f.sha256 limit $5",
        after,
        media_types,
        wider_than,
        version,
        limit
    )
    .fetch_all(connection)
    .await
}

pub(super) async fn insert_picture(
    executor: impl PgExecutor<'_>,
    hash: &Hash,
    version: i16,
    failure: Option<&str>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into pictures (sha256, version, failure, made_at) values ($1, $2, $3, $4)
         on conflict (sha256) do update
         set version = excluded.version, failure = excluded.failure, made_at = excluded.made_at",
        hash.as_slice(),
        version,
        failure,
        now.to_sqlx() as _
    )
    .execute(executor)
    .await
    .map(drop)
}

/// How large a picture is as it is seen; its first bytes do not tell that it is to be turned.
pub(super) async fn update_size(
    connection: &mut PgConnection,
    hash: &Hash,
    width: u32,
    height: u32,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update files set width = $2, height = $3
         where sha256 = $1 and (width, height) is distinct from ($2, $3)",
        hash.as_slice(),
        i32::try_from(width).ok(),
        i32::try_from(height).ok()
    )
    .execute(connection)
    .await
    .map(drop)
}

pub(super) async fn replace_thumbnails(
    connection: &mut PgConnection,
    hash: &Hash,
    stored: &[Stored],
) -> Result<(), sqlx::Error> {
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    sqlx::query!("delete from thumbnails where sha256 = $1", hash.as_slice())
        .execute(&mut *connection)
        .await?;
    sqlx::query!(
        "insert into thumbnails (sha256, width, height, blob, media_type, size)
         select $1, width, height, blob, media_type, size
         from unnest($2::integer[], $3::integer[], $4::bytea[], $5::text[], $6::bigint[])
           as given (width, height, blob, media_type, size)",
        hash.as_slice(),
        &stored.iter().map(|one| number(one.small.width)).collect::<Vec<_>>(),
        &stored.iter().map(|one| number(one.small.height)).collect::<Vec<_>>(),
        &stored.iter().map(|one| one.blob.to_vec()).collect::<Vec<_>>(),
        &stored.iter().map(|one| one.small.media_type.to_owned()).collect::<Vec<_>>(),
        &stored
            .iter()
            .map(|one| i64::try_from(one.small.bytes.len()).unwrap_or(i64::MAX))
            .collect::<Vec<_>>(),
    )
    .execute(connection)
    .await
    .map(drop)
}

/// A smaller picture, for those who may read one of the notes that use the file.
pub(in crate::files) async fn find_thumbnail(
    db: &mut PgConnection,
    id: FileId,
    width: i32,
    audiences: &[i32],
) -> sqlx::Result<Option<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select t.blob as sha256, f.name, t.media_type, t.size, p.made_at as "created: SqlTimestamp"
        from files f
        join pictures p on p.sha256 = f.sha256
        join thumbnails t on t.sha256 = f.sha256 and t.width = $2
        where f.id = $1
            and exists (select from file_audiences a where a.file_id = f.id and a.audience_id = any($3))
        "#,
        id.0,
        width,
        audiences
    )
    .fetch_optional(db)
    .await
}

/// Forgets the smaller ones of pictures that no file has any more.
pub(in crate::files) async fn delete_unnamed(executor: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query!("delete from pictures p where not exists (select from files f where f.sha256 = p.sha256)")
        .execute(executor)
        .await
        .map(drop)
}
