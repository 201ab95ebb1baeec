//! The SQL of attachments.

use jiff_sqlx::Timestamp;
use sqlx::PgConnection;

use crate::{ids::FileId, storage::Hash};

/// What serving needs to know of a file.
pub(super) struct Row {
    pub(super) sha256: Vec<u8>,
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) size: i64,
    pub(super) created: Timestamp,
}

impl Row {
    /// Where the bytes are.
    pub(super) fn hash(&self) -> Option<Hash> {
        Hash::try_from(self.sha256.as_slice()).ok()
    }
}

/// A file, for those who may read one of the notes that use it.
pub(super) async fn find_file(
    db: &mut PgConnection,
    id: FileId,
    audiences: &[i32],
) -> sqlx::Result<Option<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select f.sha256, f.name, f.media_type, f.size, f.created_at as created
        from files f
        where f.id = $1
            and exists (select from file_audiences a where a.file_id = f.id and a.audience_id = any($2))
        "#,
        id.0,
        audiences
    )
    .fetch_optional(db)
    .await
}

/// A file, for those whose right to it was found elsewhere.
pub(super) async fn find_kept_file(db: &mut PgConnection, id: FileId) -> sqlx::Result<Option<Row>> {
    sqlx::query_as!(
        Row,
        "select f.sha256, f.name, f.media_type, f.size, f.created_at as created from files f where f.id = $1",
        id.0
    )
    .fetch_optional(db)
    .await
}

/// A number of ours among the advisory locks, "blob" in ASCII: shared by those who put blobs, and the sweep's alone
/// while it looks which of them are named.
const BLOBS: i64 = 0x626c_6f62;

/// Keeps the sweep away as long as this connection's session lasts.
pub(super) async fn lock_for_putting(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_lock_shared($1)", BLOBS).execute(db).await.map(drop)
}

/// The same until the transaction ends.
pub(super) async fn lock_for_transaction(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("select pg_advisory_xact_lock_shared($1)", BLOBS).execute(db).await.map(drop)
}

/// `false` where blobs are being put; the lock lasts as long as the transaction.
pub(super) async fn lock_for_sweep(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "locked!""#, BLOBS).fetch_one(db).await
}

/// Which of these an attachment names, or is a smaller picture of one.
pub(super) async fn list_named(db: &mut PgConnection, hashes: &[Vec<u8>]) -> sqlx::Result<Vec<Vec<u8>>> {
    sqlx::query_scalar!(
        r#"select distinct sha256 as "hash!" from files where sha256 = any($1)
           union
           select t.blob from thumbnails t
           where t.blob = any($1) and exists (select from files f where f.sha256 = t.sha256)"#,
        hashes
    )
    .fetch_all(db)
    .await
}
