//! Files and notes that were changed on both sides: uniting them, and what waits for somebody to say what is meant.
//!
//! A file whose note says something else is kept as an *imported text*. It is settled where both could be united; else
//! it waits, the note stays as it is, and whoever may change the note chooses piece by piece.

pub(super) mod store;

use jiff::Timestamp;
use sqlx::PgConnection;

use super::import::Change;
use crate::{
    access::Role,
    ids::{NoteId, RevisionId, TextId, UserId, VaultId},
    notes::{
        moving::may_change,
        vaults,
        write::{self, By, Item, NoteFile, Origin, Unusable},
    },
    text::{
        form::Form,
        language::Language,
        merge::{self, Merged, Settlement},
    },
};

/// What a file says where that clashes with its note.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Which text it is.
    pub id: TextId,
    /// The file, from the vault's root.
    pub file: String,
    /// What it says.
    pub source: String,
    /// What both grew out of, if that is known.
    pub base: Option<String>,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// Its note.
    pub note: NoteId,
    /// The note's newest text, by its id.
    pub revision: RevisionId,
    /// That text.
    pub newest: String,
    /// The note's address below `/notes/`.
    pub path: String,
    /// Its place in the garden's vault.
    pub vault_path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    vault: VaultId,
    author: Option<UserId>,
    published: bool,
}

impl Waiting {
    /// Both texts, with what clashes; ours is the garden's, theirs the file's.
    #[must_use]
    pub fn merged(&self) -> Merged {
        unite(&self.vault_path, self.base.as_deref(), &self.newest, &self.source)
    }

    /// What this person may do with it.
    #[must_use]
    pub fn may(&self, role: Role, person: UserId) -> Access {
        if may_change(role, person, self.author) {
            Access::Settle
        } else if self.published {
            Access::Read
        } else {
            Access::None
        }
    }
}

/// What somebody may do with a note that something waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Say what is meant.
    Settle,
    /// Read the note, but not change it.
    Read,
    /// Not even know of it: a draft.
    None,
}

/// Why a clash was not settled.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// The note was changed, or another text imported, since it was shown.
    #[error("changed meanwhile")]
    Changed,
    /// Not every piece was chosen.
    #[error("not all was chosen")]
    Unchosen,
    /// What came out cannot be saved.
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Unites a note of the garden (ours) with its file (theirs). Drawings and tables are not made of lines that could be
/// mixed: they clash as wholes.
#[must_use]
pub fn unite(vault_path: &str, base: Option<&str>, note: &str, file: &str) -> Merged {
    let base = base.unwrap_or_default();
    match Form::of(vault_path).unwrap_or(Form::Note) {
        Form::Note => merge::merge_notes(base, note, file),
        Form::Canvas | Form::Base => merge::whole(base, note, file),
    }
}

/// What waits for the note at an address, old or new, for somebody with these audiences.
///
/// # Errors
/// Those of the database.
pub async fn find(db: &mut PgConnection, path: &str, audiences: &[i32]) -> sqlx::Result<Option<Waiting>> {
    if path.len() > 1000 || path.contains('\0') {
        return Ok(None);
    }
    store::find_waiting(db, path, audiences).await
}

/// The files of a vault that wait, in the order of their paths.
pub(super) async fn waiting(db: &mut PgConnection, vault: VaultId) -> sqlx::Result<Vec<Change>> {
    store::list_waiting(db, vault).await
}

/// Settles what waits: the note says what was chosen, piece by piece. Begin, commit and bump the generation around it.
///
/// # Errors
/// See [`SettleError`]; nothing of it is to be committed then.
pub async fn settle(
    db: &mut PgConnection,
    shown: &Waiting,
    settlements: &[Settlement],
    by: UserId,
    (language, zone): (Language, jiff::tz::TimeZone),
    now: Timestamp,
) -> Result<(), SettleError> {
    write::lock(db).await?;
    if !store::is_as_shown(db, shown).await? {
        return Err(SettleError::Changed);
    }
    let text = shown.merged().settled_each(settlements).ok_or(SettleError::Unchosen)?;
    let vault = vaults::get(db, shown.vault).await?.ok_or(SettleError::Changed)?;
    let settings = write::settings_of(db, vault, shown.author, language, zone).await?;
    let file = NoteFile { path: shown.vault_path.clone(), text, modified: None };
    let prepared = write::prepare(file, &settings)?;
    let item = Item { note: Some(shown.note), moved: false, prepared };
    let saver = By { author: Some(by), origin: Origin::Merge, summary: None };
    let saved = write::save(db, &settings, &[item], &saver, now).await?;
    let revision = saved.first().map(|saved| saved.revision).ok_or(SettleError::Changed)?;
    store::update_settled(db, shown, revision, by, now).await?;
    Ok(())
}

/// Tells that readers see something new. Part of the transaction that settled a clash.
///
/// # Errors
/// Those of the database.
pub async fn announce(db: &mut PgConnection) -> sqlx::Result<()> {
    store::bump_generation(db).await
}
