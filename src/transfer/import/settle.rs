//! Notes whose text did not change, but what they inherit did, or how this program renders.

use sqlx::{Connection as _, PgConnection};
use tokio::task::spawn_blocking;

use super::{
    ImportContext, apply,
    error::ImportError,
    report::{Later, ManyTags, Report, Skipped},
};
use crate::{
    ids::NoteId,
    notes::write::{self, By, Item, Settings},
};

const BATCH: usize = 50;

/// Saves notes again from the texts that the garden keeps. No revision is made.
pub(super) async fn settle(
    connection: &mut PgConnection,
    context: &ImportContext,
    settings: &Settings,
    notes: &[NoteId],
    report: &mut Report,
) -> Result<(), ImportError> {
    for batch in notes.chunks(BATCH) {
        let texts = write::texts(connection, batch).await?;
        let (inherited, remounted) = (settings.clone(), report.remounted);
        let prepared = spawn_blocking(move || {
            let prepare = |(note, file): (NoteId, write::NoteFile)| {
                let path = file.path.clone();
                let item = |prepared| Item { note: Some(note), moved: remounted, prepared };
                write::prepare(file, &inherited)
                    .map(item)
                    .map_err(|why| Skipped { file: path, why: why.into() })
            };
            texts.into_iter().map(prepare).collect::<Vec<_>>()
        })
        .await?;
        let mut items = Vec::new();
        for item in prepared {
            match item {
                Ok(item) => items.push(item),
                Err(skipped) => report.skipped.add(skipped),
            }
        }
        let mut transaction = connection.begin().await?;
        let now = context.clock.now();
        write::save(&mut transaction, settings, &items, &By::import(settings.vault.author), now).await?;
        apply::announce(&mut transaction, report.dry_run).await?;
        transaction.commit().await?;
        report.resettled += items.len() as u64;
        report.many_tags.extend(items.iter().filter_map(|item| ManyTags::of(&item.prepared)));
        report.later.extend(items.iter().filter_map(|item| Later::of(&item.prepared, now)));
        report.by_default += items.iter().filter(|item| item.prepared.audience_by_default).count() as u64;
    }
    Ok(())
}
