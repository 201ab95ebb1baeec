//! Work on many notes at once: the list of what somebody may change ([`list`]), what is done to those that they choose
//! ([`deed`], `plan`, `carry_out`; words in all of them: [`replace`]), and undoing it (`undo`).
//!
//! Front matter is the one truth: tags, readers and publishing are written there, byte for byte around what stands
//! ([`crate::text::front_matter::edit`]), and saved as revisions by the code that saves every text. Each note comes with
//! the revision that was shown; within the writers' lock that is compared, and what somebody changed meanwhile is left
//! alone and told of. A work is one transaction. What each note was before is kept with it, for [`DAYS`] and of
//! [`KEPT`] works a person, and undoing makes new revisions: nothing is taken away from a history.

mod carry_out;
pub mod deed;
pub mod kept;
pub mod list;
mod plan;
pub mod replace;
mod save;
mod store;
mod undo;

use jiff::{Timestamp, ToSpan as _};
use sqlx::PgConnection;

pub use carry_out::carry_out;
pub use plan::{Doing, Plan, Step, plan};
pub use undo::undo;

use self::{deed::Left, list::Standing};
use crate::{
    access::Audience,
    ids::{NoteId, RevisionId, UserId, VaultId},
    notes::moving::Mover,
};

/// So many notes are worked on at once.
pub const MOST: usize = 1000;
/// So much text of them, in bytes: it is all rendered again within one transaction.
pub const HEAVIEST: i64 = 32 * 1024 * 1024;
/// Works of a person that can be undone, the latest.
pub const KEPT: i64 = 50;
/// How long they can be, in days.
pub const DAYS: i64 = 30;

/// A note that was chosen, as far as its chooser may read it.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Which.
    pub id: NoteId,
    /// Its newest text, by its id.
    pub revision: RevisionId,
    /// Its address below `/notes/`.
    pub path: String,
    /// Its vault.
    pub vault: VaultId,
    /// Where it lies in it.
    pub vault_path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Whose it is.
    pub author: Option<UserId>,
    /// Who may read it.
    pub audience: Audience,
    /// Whether it is published.
    pub standing: Standing,
    /// Its tags, those of its text too.
    pub tags: Vec<String>,
    /// Its newest text.
    pub source: String,
    /// Whether its chooser may change it.
    pub allowed: bool,
}

impl Chosen {
    /// Whether its readers have it.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.standing == Standing::Published
    }
}

/// Why nothing was done at all.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// None of the notes is there for this person, or there is no such work of theirs.
    #[error("nothing to work on")]
    Nothing,
    /// More than [`MOST`] notes, or more text than [`HEAVIEST`].
    #[error("too much at once")]
    TooMuch,
    /// It was undone before.
    #[error("undone before")]
    Undone,
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The work was broken off.
    #[error("the work was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// The chosen notes that this person may read, by title.
///
/// # Errors
/// [`WorkError::TooMuch`], or when the database does not answer.
pub async fn chosen(db: &mut PgConnection, notes: &[NoteId], by: &Mover) -> Result<Vec<Chosen>, WorkError> {
    if notes.len() > MOST || store::chosen::weigh(db, notes, by).await? > HEAVIEST {
        return Err(WorkError::TooMuch);
    }
    Ok(store::chosen::list(db, notes, by).await?)
}

/// What became of a note of a work.
#[derive(Clone, Debug)]
struct Done {
    note: NoteId,
    before: RevisionId,
    after: RevisionId,
    /// Where it lay and where it came to lie, if it moved.
    moved: Option<(String, String)>,
    was_published: bool,
    is_published: bool,
    turned: bool,
    left: Option<Left>,
}

/// Removes works that are too old to be undone, or too many.
async fn forget_old(db: &mut PgConnection, person: UserId, now: Timestamp) -> sqlx::Result<()> {
    let before = now.checked_sub((DAYS * 24).hours()).unwrap_or(now);
    store::works::delete_old(db, person, before).await
}
