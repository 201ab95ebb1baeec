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
