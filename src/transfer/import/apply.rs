//! Saving what changed, a batch a transaction.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::{Connection as _, PgConnection};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{
    ImportContext,
    error::ImportError,
    meeting::{self, Course, Meeting},
    plan::{Reader, Step, name_of},
    produce::{self, Batch},
    report::{Change, Changes, Later, ManyTags, Report, Skipped},
    run::Steps,
    source::Stopped,
    store::{self, Ground, Imported},
};
use crate::{
    files::attach::{self, Attachment},
    ids::{FileId, NoteId, TextId, VaultId},
    notes::write::{self, By, Item, Origin, Prepared, Settings},
    transfer::clashes::store as clashes,
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
            text: None,
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
    if batch.notes.is_empty() {
        return Ok(());
    }
    let (vault, now) = (settings.vault.id, context.clock.now());
    let mut transaction = connection.begin().await?;
    // Nobody changes a note between the look at it and its saving.
    write::lock(&mut transaction).await?;
    let mut meetings = meetings(&mut transaction, settings, batch.notes, report.remounted).await?;
    for (step, address) in meeting::take_binned(&mut meetings) {
        done.one();
        report.notes.unchanged += 1;
        report.edited.binned.add(Change { file: step.entry.path, address: Some(address), from: None });
    }
    let mut addresses = Vec::new();
    for (origin, of_both) in [(Origin::Import, false), (Origin::Merge, true)] {
        let by = By { origin, ..By::import(settings.vault.author) };
        let (at, items): (Vec<usize>, Vec<Item>) = meetings
            .iter()
            .enumerate()
            .filter(|(_, meeting)| (meeting.course == Course::Both) == of_both)
            .filter_map(|(at, meeting)| Some((at, item(meeting, report.remounted)?)))
            .unzip();
        let saved = write::save(&mut transaction, settings, &items, &by, now).await?;
        addresses.extend(at.into_iter().zip(saved));
    }
    for (at, saved) in addresses {
        if let Some(meeting) = meetings.get_mut(at) {
            meeting.saved = Some(saved);
        }
    }
    keep_texts(&mut transaction, vault, &mut meetings, now).await?;
    let entries: Vec<Imported> = meetings.iter().map(entry).collect();
    keep_entries(&mut transaction, vault, &entries, meetings.iter().map(|meeting| &meeting.step)).await?;
    announce(&mut transaction, report.dry_run).await?;
    transaction.commit().await?;
    for meeting in &meetings {
        done.one();
        tell(report, meeting, now);
    }
    Ok(())
}

async fn meetings(
    connection: &mut PgConnection,
    settings: &Settings,
    notes: Vec<(Step, Prepared)>,
    remounted: bool,
) -> Result<Vec<Meeting>, ImportError> {
    let known: Vec<NoteId> = notes.iter().filter_map(|(step, _)| step.note).collect();
    let grounds = store::list_grounds(connection, settings.vault.id, &known).await?;
    let grounds: HashMap<NoteId, Ground> = grounds.into_iter().map(|ground| (ground.note, ground)).collect();
    if grounds.is_empty() {
        return Ok(meeting::meet(notes, grounds, settings, remounted));
    }
    let settings = settings.clone();
    Ok(spawn_blocking(move || meeting::meet(notes, grounds, &settings, remounted)).await?)
}

/// What is to be saved of a note, if anything.
fn item(meeting: &Meeting, remounted: bool) -> Option<Item> {
    let prepared = match meeting.course {
        Course::File => meeting.file.clone(),
        Course::Note | Course::Clash | Course::Both => meeting.text.clone()?,
    };
    Some(Item { note: meeting.step.note, moved: meeting::moved(&meeting.step, remounted), prepared })
}

/// Keeps what files said where their notes say something else; whatever waited for the notes is settled by that.
async fn keep_texts(
    connection: &mut PgConnection,
    vault: VaultId,
    meetings: &mut [Meeting],
    now: Timestamp,
) -> Result<(), ImportError> {
    let met: Vec<NoteId> =
        meetings.iter().filter_map(|met| met.ground.as_ref()).map(|met| met.note).collect();
    if met.is_empty() {
        return Ok(());
    }
    clashes::update_superseded(connection, &met, now).await?;
    let mut texts = Vec::new();
    for meeting in meetings.iter_mut() {
        let says_more = meeting.text.as_ref().is_some_and(|text| text.source() != meeting.file.source());
        let waits = meeting.course == Course::Clash;
        if waits || (meeting.course == Course::Both && says_more) {
            let Some(ground) = &meeting.ground else { continue };
            let id = TextId::new();
            meeting.kept = Some(id);
            texts.push(clashes::Imported {
                id,
                note: ground.note,
                path: meeting.step.entry.path.clone(),
                source: meeting.file.source().to_owned(),
                base: ground.base.clone().filter(|_| waits),
                waits,
            });
        }
    }
    clashes::insert_texts(connection, vault, &texts, now).await?;
    Ok(())
}

/// What is remembered of a file: what the note says now, and the base of what the next import unites.
fn entry(meeting: &Meeting) -> Imported {
    let stays = matches!(meeting.course, Course::Note | Course::Clash);
    let saved = meeting.saved.as_ref();
    let (revision, text) = match meeting.ground.as_ref().filter(|_| stays) {
        Some(ground) => (ground.revision, ground.text),
        None => (saved.map(|saved| saved.revision), meeting.kept),
    };
    Imported {
        path: meeting.step.entry.path.clone(),
        hash: meeting.step.hash,
        note: saved.map(|saved| saved.note).or(meeting.step.note),
        revision,
        text,
        file: None,
    }
}

fn tell(report: &mut Report, meeting: &Meeting, now: Timestamp) {
    let address = meeting.saved.as_ref().map(|saved| saved.path.clone());
    let address = address.or_else(|| meeting.ground.as_ref().map(|ground| ground.address.clone()));
    let step = &meeting.step;
    let change = Change { file: step.entry.path.clone(), address: address.clone(), from: step.from.clone() };
    match meeting.course {
        Course::Both => report.edited.merged.add(change),
        Course::Note => report.edited.kept.add(change),
        // What clashes is told at the end, with what waits from before.
        Course::File | Course::Clash => {}
    }
    if matches!(meeting.course, Course::Note | Course::Clash) && step.from.is_none() {
        report.notes.unchanged += 1;
        return;
    }
    let written = meeting.text.as_ref().unwrap_or(&meeting.file);
    report.by_default += u64::from(written.audience_by_default);
    report.many_tags.extend(ManyTags::of(written));
    report.later.extend(Later::of(written, now));
    count(&mut report.notes, step, step.note.is_some(), address);
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
