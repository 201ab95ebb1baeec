//! Drafts: what somebody is writing and has not saved. Kept every few seconds while they type, and restored when they
//! open the editor again. A person has one draft of a note, and one of a suggestion for it. Where they write in two windows
//! at once, on two machines even, the text that they typed last is the one of the note; the other becomes a draft of its own.

mod store;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

use super::{LONGEST, Writer};
use crate::{
    db::paging::{Page, PageNumber},
    ids::{DraftId, NoteId, RevisionId, UserId, VaultId},
    notes::moving::name_of,
    text::newlines,
};

/// So many drafts are kept for a person.
pub const MOST: i64 = 200;
/// Whose draft was touched so lately is at it now.
pub const LATELY: Duration = Duration::from_mins(1);
/// So much of what a writer says of a text is kept, in characters: as much as a revision has.
pub const LONGEST_SUMMARY: usize = 300;
/// After such a break somebody begins anew.
const BREAK: SignedDuration = SignedDuration::from_mins(5);

/// A text that is not saved.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which.
    pub id: DraftId,
    /// The note whose text it changes; `None`: a new one.
    pub note: Option<NoteId>,
    /// Whether it only suggests that.
    pub suggests: bool,
    /// The revision that it was made of.
    pub base: Option<RevisionId>,
    /// Where a new note is to lie: its vault, if not the garden's own.
    pub vault: Option<VaultId>,
    /// And its place there, as typed.
    pub place: String,
    /// The whole text.
    pub source: String,
    /// What its writer says of it, as typed.
    pub summary: String,
    /// When it was last kept.
    pub at: Timestamp,
}

/// A draft in a list.
#[derive(Clone, Debug)]
pub struct Brief {
    /// Which.
    pub id: DraftId,
    /// The address of the note that it changes, if its writer may read that.
    pub path: Option<String>,
    /// The title of that note.
    pub title: Option<String>,
    /// Whether it only suggests a change.
    pub suggests: bool,
    /// The place of a new note, as typed.
    pub place: String,
    /// How the text begins.
    pub beginning: String,
    /// When it was last kept.
    pub at: Timestamp,
}

impl Brief {
    /// What the text of a new note is called, as far as it says so.
    #[must_use]
    pub fn named(&self) -> Option<String> {
        let place = name_of(&self.place).trim();
        let line = || self.beginning.lines().find(|line| !line.trim().is_empty() && line.trim() != "---");
        let named = if place.is_empty() { line().unwrap_or_default() } else { place };
        let named: String = named.trim_start_matches(['#', ' ']).chars().take(80).collect();
        Some(named).filter(|named| !named.trim().is_empty())
    }
}

/// Where a text is typed: a page of an editor in a browser.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Which. Of a text without a window nothing is known, and it is laid over any other.
    pub id: Option<Uuid>,
    /// When the draft was kept that the page began with.
    pub began_with: Option<Timestamp>,
}

/// What is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    /// The note; `None`: a new one.
    pub note: Option<NoteId>,
    /// Whether its change is only suggested.
    pub suggests: bool,
    /// The revision that the text was made of.
    pub base: Option<RevisionId>,
    /// The vault of a new note.
    pub vault: Option<VaultId>,
    /// Its place there, as typed.
    pub place: &'a str,
    /// The whole text.
    pub source: &'a str,
    /// What its writer says of it, as typed; no more than the first [`LONGEST_SUMMARY`] characters are kept.
    pub summary: &'a str,
    /// Where it is typed.
    pub window: Window,
}

/// Somebody else who is at the same note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// How they are called.
    pub name: String,
    /// Since when.
    pub since: Timestamp,
}

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Kept,
    /// It is kept, and so is what another window had kept in its place: as a draft of its own.
    Beside,
    /// This person has as many drafts as are kept.
    Full,
    /// It is longer than a note may be.
    TooLong,
    /// Its id is somebody else's.
    NotTheirs,
}

/// Keeps a draft under the id that its page was given.
///
/// # Errors
/// When the database does not answer.
pub async fn keep(
    db: &mut PgConnection,
    person: UserId,
    id: DraftId,
    typed: &Typed<'_>,
    now: Timestamp,
) -> sqlx::Result<Kept> {
    let source = newlines::as_before(typed.source, "").replace('\0', "\u{fffd}");
    if source.len() > LONGEST || typed.place.len() > 1000 {
        return Ok(Kept::TooLong);
    }
    let summary: String = typed.summary.replace('\0', "").chars().take(LONGEST_SUMMARY).collect();
    let typed = Typed { source: &source, summary: &summary, ..*typed };
    let mut transaction = db.begin().await?;
    let beside = store::set_aside(&mut transaction, person, id, &typed).await?;
    let pause = now.checked_sub(BREAK).unwrap_or(now);
    if store::upsert_draft(&mut transaction, person, id, &typed, now, pause).await? {
        transaction.commit().await?;
        return Ok(if beside { Kept::Beside } else { Kept::Kept });
    }
    transaction.rollback().await?;
    let is_full = store::count_drafts(db, person).await? >= MOST;
    Ok(if is_full { Kept::Full } else { Kept::NotTheirs })
}

/// Before a text is saved, which ends its draft: what another window of this person has kept in its place becomes a draft of
/// its own. Tells whether there was such a text.
///
/// # Errors
/// When the database does not answer.
pub async fn spare_others(
    db: &mut PgConnection,
    person: UserId,
    id: DraftId,
    typed: &Typed<'_>,
) -> sqlx::Result<bool> {
    let source = newlines::as_before(typed.source, "");
    store::set_aside(db, person, id, &Typed { source: &source, ..*typed }).await
}

/// What somebody has not saved of a note, or not sent of a suggestion for it.
///
/// # Errors
/// When the database does not answer.
pub async fn of_note(
    db: &mut PgConnection,
    person: UserId,
    note: NoteId,
    suggests: bool,
) -> sqlx::Result<Option<Draft>> {
    store::find_draft(db, person, None, Some((note, suggests))).await
}

/// A draft of somebody.
///
/// # Errors
/// When the database does not answer.
pub async fn get(db: &mut PgConnection, person: UserId, id: DraftId) -> sqlx::Result<Option<Draft>> {
    store::find_draft(db, person, Some(id), None).await
}

/// Somebody's drafts, the latest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(db: &mut PgConnection, by: &Writer, page: PageNumber) -> sqlx::Result<Page<Brief>> {
    store::list_drafts(db, by, page).await
}

/// Who else is at a note now.
///
/// # Errors
/// When the database does not answer.
pub async fn others(
    db: &mut PgConnection,
    person: UserId,
    note: NoteId,
    now: Timestamp,
) -> sqlx::Result<Vec<Other>> {
    store::list_others(db, person, note, now.checked_sub(LATELY).unwrap_or(now)).await
}

/// Throws a draft away.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(db: &mut PgConnection, person: UserId, id: DraftId) -> sqlx::Result<()> {
    store::delete_draft(db, person, Some(id), None).await
}

/// Throws away what somebody had not saved of a note, or not sent of a suggestion for it.
///
/// # Errors
/// When the database does not answer.
pub async fn forget_of(
    db: &mut PgConnection,
    person: UserId,
    note: NoteId,
    suggests: bool,
) -> sqlx::Result<()> {
    store::delete_draft(db, person, None, Some((note, suggests))).await
}
