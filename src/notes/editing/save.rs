//! Saving what was written in the browser.

use jiff::Timestamp;
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{
    Editable, Ground, LONGEST, Writer, bin,
    clash::{self, Names},
    drafts, place, settings_of, store,
};
use crate::{
    access::Role,
    ids::{DraftId, NoteId, RevisionId, VaultId},
    notes::{
        vaults,
        write::{self, By, Item, NoteFile, Origin, Prepared, Settings, Unusable},
    },
    text::{
        merge::{Clash, merge_notes},
        newlines,
    },
};

/// A changed text of a note.
#[derive(Clone, Debug)]
pub struct Edit<'a> {
    /// Which note.
    pub note: NoteId,
    /// The revision that the text was made of.
    pub base: Option<RevisionId>,
    /// The whole text, as a form sent it.
    pub source: &'a str,
    /// What the writer says of it.
    pub summary: Option<String>,
    /// Whether it settles a clash: what it started from was a union.
    pub settles: bool,
    /// What the two texts of a clash are called in its marks.
    pub names: Names<'a>,
}

/// A new note.
#[derive(Clone, Debug)]
pub struct New<'a> {
    /// Its vault; `None`: the garden's own.
    pub vault: Option<VaultId>,
    /// Where it is to lie in it. Another file there gives it a number.
    pub place: &'a str,
    /// Its whole text, as a form sent it.
    pub source: &'a str,
    /// What the writer says of it.
    pub summary: Option<String>,
    /// The draft that it was, which goes.
    pub draft: Option<DraftId>,
}

/// A text that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The note.
    pub note: NoteId,
    /// Its newest revision.
    pub revision: RevisionId,
    /// Its address below `/notes/`.
    pub path: String,
    /// Whether it was united with a text that somebody else had saved meanwhile.
    pub united: bool,
    /// Whether it is a new note whose place or address was taken, so that it got another.
    pub renamed: bool,
    /// Whether its writer may still read it.
    pub readable: bool,
}

/// What became of an edit.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is saved.
    Saved(Stored),
    /// It clashes with what was saved meanwhile, and nothing was written.
    Clash(Box<Clashing>),
}

/// Two texts that clash.
#[derive(Clone, Debug)]
pub struct Clashing {
    /// The note, with the text that was saved meanwhile.
    pub theirs: Editable,
    /// Both texts, united as far as that goes, with marks.
    pub text: String,
    /// What clashes, each with the line of the text where its mark stands. Empty where the union is no note that can be
    /// saved.
    pub clashes: Vec<(usize, Clash)>,
    /// Why the union cannot be saved, where nothing else is wrong with it.
    pub wrong: Option<Unusable>,
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// There is no such note for this person.
    #[error("no such note")]
    NotFound,
    /// They may read it, and not change it.
    #[error("not allowed")]
    Forbidden,
    /// It was thrown away meanwhile; it can be brought back.
    #[error("it lies in the bin")]
    Binned,
    /// It is longer than [`LONGEST`].
    #[error("too long")]
    TooLong,
    /// No file can be called so.
    #[error("no place for a note")]
    Place,
    /// The text cannot be saved.
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The work was broken off.
    #[error("preparing the text was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// Saves a changed text. What its writer had kept as a draft of this note goes with it; where the texts clash, it
/// stays. Takes the writers' lock when the text is rendered: others do not wait for that.
///
/// # Errors
/// See [`EditError`]; nothing of it is to be committed then.
pub async fn save(
    db: &mut PgConnection,
    edit: &Edit<'_>,
    by: &Writer,
    ground: &Ground,
    now: Timestamp,
) -> Result<Outcome, EditError> {
    let before = find(db, edit.note, by).await?;
    let typed = newlines::as_before(edit.source, &before.source);
    if typed.len() > LONGEST {
        return Err(EditError::TooLong);
    }
    let settings = settings_of(db, (before.vault, before.author), ground).await?;
    let ready = prepared(&before.vault_path, typed.clone(), &settings).await?;
    write::lock(db).await?;
    let current = find(db, edit.note, by).await?;
    let is_newest = edit.base == Some(current.revision);
    if is_newest && (current.vault_path == before.vault_path && current.author == before.author) {
        let origin = if edit.settles { Origin::Merge } else { Origin::Edit };
        return finish(db, edit, &current, (ready, &settings), (by, origin), now).await;
    }
    let settings = settings_of(db, (current.vault, current.author), ground).await?;
    let base = match edit.base {
        Some(base) => store::find_text(db, edit.note, base, by).await?,
        None => None,
    };
    // A base that is kept no more tells nothing apart: then all that differs clashes.
    let base = base.unwrap_or_default();
    let theirs = current.source.clone();
    let merged = spawn_blocking(move || merge_notes(&base, &typed, &theirs)).await?;
    let clash = |wrong| {
        let clash::Marked { text, clashes } = clash::mark(&merged, edit.names);
        Ok(Outcome::Clash(Box::new(Clashing { theirs: current.clone(), text, clashes, wrong })))
    };
    let Some(united) = merged.text() else { return clash(None) };
    match prepared(&current.vault_path, united, &settings).await {
        Ok(ready) => finish(db, edit, &current, (ready, &settings), (by, Origin::Merge), now).await,
        Err(EditError::Unusable(wrong)) => clash(Some(wrong)),
        Err(error) => Err(error),
    }
}

async fn finish(
    db: &mut PgConnection,
    edit: &Edit<'_>,
    note: &Editable,
    (ready, settings): (Prepared, &Settings),
    (by, origin): (&Writer, Origin),
    now: Timestamp,
) -> Result<Outcome, EditError> {
    let item = Item { note: Some(note.id), moved: false, prepared: ready };
    let saver = By { author: Some(by.id), origin, summary: edit.summary.clone() };
    let united = edit.base != Some(note.revision);
    let stored = stored(db, settings, item, (&saver, by), now).await?;
    drafts::forget_of(db, by.id, note.id, false).await?;
    Ok(Outcome::Saved(Stored { united, ..stored }))
}

/// Saves a new note, which is its writer's.
///
/// # Errors
/// See [`EditError`]; nothing of it is to be committed then.
pub async fn create(
    db: &mut PgConnection,
    new: &New<'_>,
    by: &Writer,
    ground: &Ground,
    now: Timestamp,
) -> Result<Stored, EditError> {
    if by.role < Role::Author {
        return Err(EditError::Forbidden);
    }
    let typed = newlines::as_before(new.source, "");
    if typed.len() > LONGEST {
        return Err(EditError::TooLong);
    }
    write::lock(db).await?;
    let vault = match new.vault {
        Some(vault) => vaults::get(db, vault).await?.ok_or(EditError::NotFound)?,
        None => vaults::own(db, now).await?,
    };
    let settings = settings_of(db, (vault.id, Some(by.id)), ground).await?;
    let place = place::free(db, vault.id, new.place).await?;
    let ready = prepared(&place, typed, &settings).await?;
    let saver = By { author: Some(by.id), origin: Origin::Edit, summary: new.summary.clone() };
    let item = Item { note: None, moved: false, prepared: ready };
    let stored = stored(db, &settings, item, (&saver, by), now).await?;
    if let Some(draft) = new.draft {
        drafts::forget(db, by.id, draft).await?;
    }
    let wished = write::wanted_address(&settings.vault.mount, new.place);
    Ok(Stored { renamed: stored.path != wished, ..stored })
}

pub(super) async fn stored(
    db: &mut PgConnection,
    settings: &Settings,
    item: Item,
    (saver, by): (&By, &Writer),
    now: Timestamp,
) -> Result<Stored, EditError> {
    let saved = write::save(db, settings, &[item], saver, now).await?.into_iter().next();
    let saved = saved.ok_or(EditError::NotFound)?;
    let readable = store::get_editable(db, saved.note, by).await?.is_some();
    Ok(Stored {
        note: saved.note,
        revision: saved.revision,
        path: saved.path,
        united: false,
        renamed: false,
        readable,
    })
}

/// The note, if this person may change it.
pub(super) async fn find(db: &mut PgConnection, note: NoteId, by: &Writer) -> Result<Editable, EditError> {
    match store::get_editable(db, note, by).await? {
        Some(note) if note.allowed => Ok(note),
        Some(_) => Err(EditError::Forbidden),
        None if bin::find(db, note, by).await?.is_some() => Err(EditError::Binned),
        None => Err(EditError::NotFound),
    }
}

/// Parses and renders off the threads that answer.
pub(in crate::notes) async fn prepared(
    path: &str,
    text: String,
    settings: &Settings,
) -> Result<Prepared, EditError> {
    let (file, settings) = (NoteFile { path: path.to_owned(), text, modified: None }, settings.clone());
    Ok(spawn_blocking(move || write::prepare(file, &settings)).await??)
}
