//! What links call the attachments of a vault.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{names, store};
use crate::{
    ids::{FileId, VaultId},
    notes::resolve::{self, Touched},
};

/// Gives attachments the names of their places in the vault, and turns the links that use those names to them.
///
/// # Errors
/// When the database fails.
pub async fn name_attachments(
    connection: &mut PgConnection,
    vault: VaultId,
    attachments: &[(FileId, String)],
) -> Result<(), sqlx::Error> {
    let names: Vec<(Uuid, names::Name)> = attachments
        .iter()
        .flat_map(|(file, path)| names::of_attachment(path).into_iter().map(|name| (file.0, name)))
        .collect();
    replace(connection, vault, attachments.iter().map(|(file, _)| file.0).collect(), &names).await
}

/// Takes attachments their names, so that no link leads to them any more.
///
/// # Errors
/// When the database fails.
pub async fn forget_attachments(
    connection: &mut PgConnection,
    vault: VaultId,
    files: &[FileId],
) -> Result<(), sqlx::Error> {
    replace(connection, vault, files.iter().map(|file| file.0).collect(), &[]).await
}

async fn replace(
    connection: &mut PgConnection,
    vault: VaultId,
    files: Vec<Uuid>,
    names: &[(Uuid, names::Name)],
) -> Result<(), sqlx::Error> {
    store::lock_writing(connection).await?;
    let keys = store::replace_attachment_names(connection, vault, &files, names).await?;
    resolve::resolve(connection, Touched { keys, files, ..Touched::default() }).await
}
