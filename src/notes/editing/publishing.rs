//! Publishing a note now, later, or not: one property of its text, and no other byte of it.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{EditError, Editable, Ground, Stored, Writer, save, settings_of};
use crate::{
    ids::NoteId,
    notes::write::{self, By, Item, Origin, Prepared, Settings},
    text::{
        form::Form,
        front_matter::{self, Change, Refused},
    },
};

/// When a note is to be there for its readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// From now on.
    Now,
    /// From a time on, as front matter says it. One that has been is now.
    At(String),
    /// Not until somebody says so: a draft.
    Never,
}

impl When {
    fn change(&self) -> Change {
        Change::Publish(Some(match self {
            Self::Now => "true".to_owned(),
            Self::At(time) => time.clone(),
            Self::Never => "false".to_owned(),
        }))
    }
}

/// Why a note stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// Its front matter cannot be changed so.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The text cannot be saved.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl From<sqlx::Error> for PublishError {
    fn from(error: sqlx::Error) -> Self {
        Self::Edit(error.into())
    }
}

impl Editable {
    /// Whether its text can say when it is to be published. Boards and tables have no front matter: they are there as soon
    /// as they are saved.
    #[must_use]
    pub fn can_wait(&self) -> bool {
        Form::of(&self.vault_path) == Some(Form::Note)
    }
}

/// Writes into the newest text of a note when it is to be published, and saves it. A draft of that text that its writer has
/// not saved stays.
///
/// # Errors
/// See [`PublishError`]; nothing of it is to be committed then.
pub async fn publish(
    db: &mut PgConnection,
    note: NoteId,
    when: &When,
    by: &Writer,
    ground: &Ground,
    now: Timestamp,
) -> Result<Stored, PublishError> {
    let before = save::find(db, note, by).await?;
    let ready = prepared(db, &before, when, ground).await?;
    write::lock(db).await?;
    let current = save::find(db, note, by).await?;
    let same = |one: &Editable| (one.revision, one.vault_path.clone(), one.author);
    // Others need not wait while it is rendered, unless it was saved meanwhile.
    let (ready, settings) =
        if same(&before) == same(&current) { ready } else { prepared(db, &current, when, ground).await? };
    let item = Item { note: Some(note), moved: false, prepared: ready };
    let saver = By { author: Some(by.id), origin: Origin::Edit, summary: None };
    Ok(save::stored(db, &settings, item, (&saver, by), now).await?)
}

async fn prepared(
    db: &mut PgConnection,
    note: &Editable,
    when: &When,
    ground: &Ground,
) -> Result<(Prepared, Settings), PublishError> {
    let text = front_matter::edit(&note.source, &[when.change()])?;
    let settings = settings_of(db, (note.vault, note.author), ground).await?;
    Ok((save::prepared(&note.vault_path, text, &settings).await?, settings))
}
