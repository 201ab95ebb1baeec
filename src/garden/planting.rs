//! Whether the sample garden was planted; it is, once.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::store;
use crate::ids::NoteId;

/// Whether it was planted.
///
/// # Errors
/// Those of the database.
pub async fn is_planted(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    store::find_planted(connection).await
}

/// Notes that it was planted, and makes its first page the garden's front unless there is one.
///
/// # Errors
/// Those of the database.
pub async fn mark_planted(
    connection: &mut PgConnection,
    front: Option<NoteId>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    store::update_planted(connection, front, now).await
}
