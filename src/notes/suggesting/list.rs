//! Lists of suggestions: what waits for an answer, one's own, those for a note.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::{Standing, Tally, store};
use crate::{
    access::Role,
    db::paging::{Page, PageNumber},
    ids::NoteId,
    notes::editing::Writer,
};

/// A suggestion in a list.
#[derive(Clone, Debug)]
pub struct Brief {
    /// The address of its note below `/notes/`.
    pub path: String,
    /// The title of that note.
    pub title: String,
    /// The language of that note.
    pub language: String,
    /// Its number within the note.
    pub number: i32,
    /// Who made it.
    pub name: String,
    /// Why.
    pub words: String,
    /// How many of its pieces stand how.
    pub tally: Tally,
    /// How it stands.
    pub standing: Standing,
    /// What was answered, in words.
    pub answer: String,
    /// When it was made, changed or answered last.
    pub at: Timestamp,
}

/// Which suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Those of others that wait for this person's answer, the oldest first.
    Waiting,
    /// Those that this person made, the latest first.
    Theirs,
    /// Those for a note, the latest first: all of them for whoever may change it, their own for others.
    Note {
        /// Which note.
        note: NoteId,
        /// Whether this person may change it.
        all: bool,
    },
}

/// A page of suggestions for notes that this person may read.
///
/// # Errors
/// When the database does not answer.
pub async fn list(db: &mut PgConnection, of: Of, by: &Writer, page: PageNumber) -> sqlx::Result<Page<Brief>> {
    match of {
        Of::Waiting => store::list_waiting(db, by, by.role >= Role::Editor, page).await,
        Of::Theirs => store::list_theirs(db, by, page).await,
        Of::Note { note, all } => store::list_of_note(db, note, all, by, page).await,
    }
}
