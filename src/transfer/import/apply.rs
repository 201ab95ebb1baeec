//! Saving what changed, a batch a transaction.

use sqlx::{Connection as _, PgConnection};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{
    ImportContext,
    error::ImportError,
    plan::{Reader, Step, name_of},
    produce::{self, Batch},
    report::{Change, Changes, Later, ManyTags, Report, Skipped},
    run::Steps,
    source::Stopped,
    store::{self, Imported},
};
use crate::{
    files::attach::{self, Attachment},
    ids::{FileId, VaultId},
    notes::write::{self, By, Item, Settings},
};

/// Attachments in one transaction.
const BATCH: usize = 50;

/// Stores attachments. They come first, so that notes find what they show.
pub(super) async fn attachments(
    connection: &mut PgConnection,
    context: &ImportContext,
    mut reader: Reader,
    steps: Vec<Step>,
    vault: VaultId,
    report: &mut Report,
    done: &Steps,
) -> Result<Reader, ImportError> {
    for batch in steps.chunks(BATCH) {
        let (batch, blobs) = (batch.to_vec(), context.blobs.clone());
        let dry_run = report.dry_run;
        let taken;
        (reader, taken) = spawn_blocking(move || {
            let taken = batch.into_iter().map(|step| {
                let attachment =
                    if dry_run { Ok(unread(&step)) } else { take_in(&mut reader, &step, &blobs) };
                (step, attachment)
            });
            let taken = taken.collect::<Vec<_>>();
            (reader, taken)
        })
        .await?;
        let mut files = Vec::new();
        for (step, attachment) in taken {
            done.one();
            match attachment {
                Ok(attachment) => files.push((step.file.unwrap_or_default(), step, attachment)),
                Err(Stopped::Skip(why)) => report.skipped.add(Skipped { file: step.entry.path, why }),
                Err(Stopped::Refuse(error)) => return Err(error),
            }
        }
        store_attachments(connection, context, vault, &files, dry_run).await?;
        for (_, step, _) in files {
            count(&mut report.attachments, &step, step.file.is_some(), None);
        }
    }
    Ok(reader)
}

fn take_in(reader: &mut Reader, step: &Step, blobs: &crate::storage::Blobs) -> Result<Attachment, Stopped> {
    let name = name_of(&step.entry.path);
    reader.counter.read(reader.files.as_mut(), &step.entry, |content| attach::take_in(blobs, name, content))
}

/// Stands for an attachment in a dry run, whose rows nobody will see.
fn unread(step: &Step) -> Attachment {
    Attachment {
        hash: step.hash,
        size: step.entry.size,
        name: name_of(&step.entry.path).to_owned(),
        media_type: "application/octet-stream".to_owned(),
        pixels: None,
    }
}

async fn store_attachments(
    connection: &mut PgConnection,
    context: &ImportContext,
    vault: VaultId,
    files: &[(FileId, Step, Attachment)],
    dry_run: bool,
) -> Result<(), ImportError> {
    if files.is_empty() {
        return Ok(());
    }
    let mut transaction = connection.begin().await?;
    let rows: Vec<(FileId, Attachment)> = files.iter().map(|(id, _, file)| (*id, file.clone())).collect();
    attach::keep(&mut transaction, &rows, context.clock.now()).await?;
    let names: Vec<(FileId, String)> =
        files.iter().map(|(id, step, _)| (*id, step.entry.path.clone())).collect();
    write::name_attachments(&mut transaction, vault, &names).await?;
    let entries: Vec<Imported> = files
        .iter()
        .map(|(id, step, file)| Imported {
            path: step.entry.path.clone(),
            hash: file.hash,
            note: None,
            revision: None,
            file: Some(*id),
        })
        .collect();
    keep_entries(&mut transaction, vault, &entries, files.iter().map(|(_, step, _)| step)).await?;
    announce(&mut transaction, dry_run).await?;
    transaction.commit().await?;
    Ok(())
}

/// Stores notes as they are prepared on a thread beside.
pub(super) async fn notes(
    connection: &mut PgConnection,
    context: &ImportContext,
    mut reader: Reader,
    steps: Vec<Step>,
    settings: &Settings,
    report: &mut Report,
    done: &Steps,
) -> Result<(), ImportError> {
    if steps.is_empty() {
        return Ok(());
    }
    let (sender, mut batches) = mpsc::channel(1);
    let inherited = settings.clone();
    let producer = spawn_blocking(move || produce::notes(&mut reader, steps, &inherited, &sender));
    while let Some(batch) = batches.recv().await {
        store_notes(connection, context, settings, batch, report, done).await?;
    }
    producer.await?
}

async fn store_notes(
    connection: &mut PgConnection,
    context: &ImportContext,
    settings: &Settings,
    batch: Batch,
    report: &mut Report,
    done: &Steps,
) -> Result<(), ImportError> {
    report.skipped.extend(batch.skipped);
    report.repaired.extend(batch.repaired);
    report.converted.extend(batch.converted);
    let (steps, items): (Vec<Step>, Vec<Item>) = batch
        .notes
        .into_iter()
        .map(|(step, prepared)| {
            let moved = step.from.is_some() || report.remounted;
            let item = Item { note: step.note, moved, prepared };
            (step, item)
        })
        .unzip();
    if items.is_empty() {
        return Ok(());
    }
    let vault = settings.vault.id;
    let mut transaction = connection.begin().await?;
    let now = context.clock.now();
    let saved =
        write::save(&mut transaction, settings, &items, &By::import(settings.vault.author), now).await?;
    let entries: Vec<Imported> = steps
        .iter()
        .zip(&saved)
        .map(|(step, saved)| Imported {
            path: step.entry.path.clone(),
            hash: step.hash,
            note: Some(saved.note),
            revision: Some(saved.revision),
            file: None,
        })
        .collect();
    keep_entries(&mut transaction, vault, &entries, steps.iter()).await?;
    announce(&mut transaction, report.dry_run).await?;
    transaction.commit().await?;
    for ((step, item), saved) in steps.iter().zip(&items).zip(saved) {
        done.one();
        report.by_default += u64::from(item.prepared.audience_by_default);
        report.many_tags.extend(ManyTags::of(&item.prepared));
        report.later.extend(Later::of(&item.prepared, now));
        count(&mut report.notes, step, step.note.is_some(), Some(saved.path));
    }
    Ok(())
}

/// Tells that readers see something new. A dry run, whose transaction lasts, must not hold the garden's row from
/// others meanwhile.
pub(super) async fn announce(connection: &mut PgConnection, dry_run: bool) -> Result<(), sqlx::Error> {
    if dry_run { Ok(()) } else { store::bump_generation(connection).await }
}

/// Remembers what was imported from where, and forgets where it lay before.
async fn keep_entries(
    connection: &mut PgConnection,
    vault: VaultId,
    entries: &[Imported],
    steps: impl Iterator<Item = &Step>,
) -> Result<(), sqlx::Error> {
    let left: Vec<String> = steps.filter_map(|step| step.from.clone()).collect();
    if !left.is_empty() {
        store::delete_entries(connection, vault, &left).await?;
    }
    store::upsert_entries(connection, vault, entries).await
}

fn count(changes: &mut Changes, step: &Step, known: bool, address: Option<String>) {
    let change = Change { file: step.entry.path.clone(), address, from: step.from.clone() };
    match (known, &step.from) {
        (_, Some(_)) => changes.moved.add(change),
        (true, None) => changes.changed.add(change),
        (false, None) => changes.added.add(change),
    }
}
