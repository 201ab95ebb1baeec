//! What a note said before: its revisions, what changed between any two of them, who wrote what, and which are kept.
//!
//! The history of a note is for those who may change it ([`Head::is_for`]), and of it only what they could have read at
//! the time: a note that is opened to others does not open what it said while it was private
//! (`revisions.audience_id`). Nothing here is stored beside the revisions themselves but `authorships`, which can be
//! worked out anew at any time, and the owner's `revision_rules`.

pub mod authorship;
pub mod changes;
mod prune;
pub mod restore;
pub mod rules;
pub mod shown;
mod store;

use jiff::Timestamp;
use sqlx::PgConnection;

pub use prune::{Forecast, forecast, keep_by, prune, rules};

use super::{moving, write::Origin};
use crate::{
    access::{Audiences, Role},
    ids::{AudienceId, FileId, NoteId, RevisionId, UserId, VaultId},
};

/// So many revisions stand on a page.
pub const PAGE: u8 = 30;
/// Longer addresses are nobody's.
const MAX_PATH: usize = 1000;

/// A note whose history is asked for.
#[derive(Clone, Debug)]
pub struct Head {
    /// Which.
    pub id: NoteId,
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Where it lies in its vault.
    pub vault_path: String,
    /// Its vault.
    pub vault: VaultId,
    /// Whose it is.
    pub author: Option<UserId>,
    /// Who may read it.
    pub audience: AudienceId,
    /// Whether lists name it to them.
    pub listed: bool,
    /// Its newest text.
    pub newest: RevisionId,
    /// The number of that.
    pub newest_number: i32,
    /// The text that readers see; a draft has none.
    pub published: Option<RevisionId>,
}

impl Head {
    /// Whether a person who may read the note may see its history: whoever may change it.
    #[must_use]
    pub fn is_for(&self, role: Role, person: UserId) -> bool {
        moving::may_change(role, person, self.author)
    }
}

/// One save of a note, without its text.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which.
    pub id: RevisionId,
    /// Its number within the note, from 1. Numbers are never given twice; those of revisions that are no more are left
    /// out.
    pub number: i32,
    /// When it was saved.
    pub saved: Timestamp,
    /// Who saved it; nobody in particular where a program did, or where the account is gone.
    pub author: Option<String>,
    /// In which way.
    pub origin: Origin,
    /// In their own words.
    pub summary: Option<String>,
    /// Bytes.
    pub size: u64,
    /// Bytes of the revision before it.
    pub size_before: Option<u64>,
}

impl Entry {
    /// How many bytes came (or went, below zero) with it.
    #[must_use]
    pub fn growth(&self) -> i64 {
        let number = |size: u64| i64::try_from(size).unwrap_or(i64::MAX);
        number(self.size) - number(self.size_before.unwrap_or_default())
    }
}

/// A page of a note's history, the newest first.
#[derive(Clone, Debug)]
pub struct Listing {
    /// At most [`PAGE`].
    pub entries: Vec<Entry>,
    /// The number below which older ones follow.
    pub older: Option<i32>,
    /// The number above which newer ones follow.
    pub newer: Option<i32>,
}

/// Where in the history to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whence {
    /// The newest.
    Top,
    /// Those older than this number.
    Before(i32),
    /// Those newer than this number.
    After(i32),
}

/// A revision with its text.
#[derive(Clone, Debug)]
pub struct Revision {
    /// What the list says of it.
    pub entry: Entry,
    /// Its text, front matter and all.
    pub source: String,
    /// Its title.
    pub title: String,
    /// The number of the one before it.
    pub previous: Option<i32>,
    /// The number of the one after it.
    pub next: Option<i32>,
}

/// The note at an address, old or new, if this visitor may read it: published, or a draft of their own. Whether its
/// history is for them, [`Head::is_for`] says.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, path: &str, audiences: &Audiences) -> sqlx::Result<Option<Head>> {
    if path.is_empty() || path.len() > MAX_PATH || path.contains('\0') {
        return Ok(None);
    }
    store::find_head(db, path, audiences.ids()).await
}

/// A page of a note's history. One query, as dear at the thousandth revision as at the tenth.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    db: &mut PgConnection,
    note: NoteId,
    from: Whence,
    audiences: &Audiences,
) -> sqlx::Result<Listing> {
    let mut entries = match from {
        Whence::Top => store::list_before(db, note, i32::MAX, audiences.ids()).await?,
        Whence::Before(number) => store::list_before(db, note, number, audiences.ids()).await?,
        Whence::After(number) => store::list_after(db, note, number, audiences.ids()).await?,
    };
    let more = entries.len() > usize::from(PAGE);
    entries.truncate(PAGE.into());
    if matches!(from, Whence::After(_)) {
        entries.reverse();
    }
    let (first, last) = (entries.first(), entries.last());
    let number = |entry: Option<&Entry>| entry.map(|entry| entry.number);
    let (older, newer) = match from {
        Whence::Top => (number(last).filter(|_| more), None),
        Whence::Before(_) => (number(last).filter(|_| more), number(first)),
        Whence::After(_) => (number(last), number(first).filter(|_| more)),
    };
    Ok(Listing { entries, older, newer })
}

/// Revisions of a note by their numbers, as far as this visitor may read them, in the order of their numbers.
///
/// # Errors
/// When the database does not answer.
pub async fn revisions(
    db: &mut PgConnection,
    note: NoteId,
    numbers: &[i32],
    audiences: &Audiences,
) -> sqlx::Result<Vec<Revision>> {
    store::list_revisions(db, note, numbers, audiences.ids()).await
}

/// A revision of a note by its number, if this visitor may read it.
///
/// # Errors
/// When the database does not answer.
pub async fn revision(
    db: &mut PgConnection,
    note: NoteId,
    number: i32,
    audiences: &Audiences,
) -> sqlx::Result<Option<Revision>> {
    Ok(revisions(db, note, &[number], audiences).await?.pop())
}

/// The address of a file that a revision shows, for those who see the history: a file that nothing shows any more has no
/// other readers.
#[must_use]
pub fn file_address(path: &str, number: i32, file: FileId) -> String {
    format!("/notes/{path}/-/history/{number}/files/{file}")
}
