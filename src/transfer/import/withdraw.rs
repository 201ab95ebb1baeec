//! Taking a vault out of the garden.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sqlx::{Connection as _, PgConnection};

use super::{apply, gone, report::Report, store};
use crate::ids::VaultId;

/// Takes a vault's notes and attachments from their readers, as if every file were gone from it. Texts, revisions
/// and addresses stay, and another import of the vault brings all of it back.
///
/// # Errors
/// Those of the database.
pub async fn withdraw(
    connection: &mut PgConnection,
    vault: VaultId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    let entries: BTreeMap<_, _> = store::list_entries(&mut transaction, vault).await?.into_iter().collect();
    // What is taken out is seen in the list of vaults; the report of an import is none of it.
    let mut report = Report::default();
    if gone::report(&mut transaction, vault, &entries, gone::Gone::TakenOutWhole, now, &mut report).await? {
        apply::announce(&mut transaction, false).await?;
    }
    transaction.commit().await
}
