//! Files that are in the vault no more.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{
    report::{Change, Report},
    store::{self, Since, Stored},
};
use crate::{
    files::attach,
    ids::{FileId, NoteId, VaultId},
    notes::write,
};

/// What to do with what is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gone {
    /// Only to be told.
    Told,
    /// To be taken out, but for what was written in the garden and is nowhere else.
    TakenOut,
    /// To be taken out, all of it.
    TakenOutWhole,
}

/// Remembers what is gone, and takes it out of the garden if that is asked for. Tells whether readers see it.
pub(super) async fn report(
    connection: &mut PgConnection,
    vault: VaultId,
    gone: &BTreeMap<String, Stored>,
    what: Gone,
    now: Timestamp,
    report: &mut Report,
) -> Result<bool, sqlx::Error> {
    let newly: Vec<String> =
        gone.iter().filter(|(_, known)| !known.gone).map(|(path, _)| path.clone()).collect();
    if !newly.is_empty() {
        store::update_gone(connection, vault, &newly, now).await?;
    }
    let mut notes: Vec<NoteId> = Vec::new();
    let mut files: Vec<FileId> = Vec::new();
    for (path, known) in gone {
        let change = Change { file: path.clone(), ..Change::default() };
        if what == Gone::TakenOut && known.since != Since::Same && known.published {
            report.edited.spared.add(Change { address: known.address.clone(), ..change });
            continue;
        }
        let changes = if known.file.is_some() { &mut report.attachments } else { &mut report.notes };
        if known.published || known.file.is_some() {
            let listed = if what == Gone::Told { &mut changes.gone } else { &mut changes.withdrawn };
            listed.add(change);
            notes.extend(known.note.filter(|_| known.published));
            files.extend(known.file);
        }
    }
    if what == Gone::Told || (notes.is_empty() && files.is_empty()) {
        return Ok(false);
    }
    if !notes.is_empty() {
        write::unpublish(connection, &notes).await?;
    }
    if !files.is_empty() {
        write::forget_attachments(connection, vault, &files).await?;
        attach::remove(connection, &files).await?;
    }
    Ok(true)
}
