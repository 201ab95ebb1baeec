//! Asking others to look at a note before it is published, or as it stands; and what they say.
//!
//! Whoever may change a note asks; editors and the owner answer, but never themselves. Nothing follows from an answer
//! but that it is known: whether a note is published, its front matter says. A note is asked about once at a time
//! (`asked`), and that ends in one of three ways.

mod store;

use jiff::Timestamp;
use sqlx::PgConnection;

use super::editing::{self, Editable, Writer};
use crate::{
    access::Role,
    db::paging::{Page, PageNumber},
    ids::{ReviewId, RevisionId, UserId},
};

/// Words of whoever asks, in characters.
pub const WORDS: usize = 300;
/// Words of an answer, in characters.
pub const ANSWER: usize = 1000;
/// So many are kept for a note.
pub const MOST: i64 = 50;
/// So many are counted; what is beyond is more.
pub const MOST_COUNTED: i64 = 99;

/// How it stands with a review, as `reviews.state` calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for an answer.
    Asked,
    /// Somebody looked at the note and thinks it good.
    Approved,
    /// Somebody looked at it and says what is to be different.
    Changes,
    /// It was taken back.
    Withdrawn,
}

impl State {
    const ALL: [Self; 4] = [Self::Asked, Self::Approved, Self::Changes, Self::Withdrawn];

    /// The word that the database uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Approved => "approved",
            Self::Changes => "changes",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.as_str() == word).unwrap_or(Self::Withdrawn)
    }
}

/// A review of a note.
#[derive(Clone, Debug)]
pub struct Review {
    /// Which.
    pub id: ReviewId,
    /// Who asked.
    pub by: UserId,
    /// How they are called.
    pub name: String,
    /// When.
    pub asked: Timestamp,
    /// In which words.
    pub words: String,
    /// The text that was asked about, or looked at, where it is still kept.
    pub revision: Option<RevisionId>,
    /// The number of that text in the note's history.
    pub number: Option<i32>,
    /// How it stands.
    pub state: State,
    /// What was answered, in words.
    pub answer: String,
    /// When that was, or when it was taken back.
    pub done: Option<Timestamp>,
    /// By whom, where they still have an account.
    pub done_by: Option<String>,
}

/// A note with its reviews, for somebody who may change it.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The note.
    pub note: Editable,
    /// Whether nobody but its author can read it, so that nobody can look at it.
    pub is_private: bool,
    /// The one that waits.
    pub asked: Option<Review>,
    /// Those that are done, the latest first; at most twenty.
    pub done: Vec<Review>,
}

impl Reviewed {
    /// Whether this person may answer: editors and the owner, but nobody themselves.
    #[must_use]
    pub fn may_answer(&self, by: &Writer) -> bool {
        by.role >= Role::Editor && self.asked.as_ref().is_some_and(|asked| asked.by != by.id)
    }

    /// Whether this person may take back what waits: who asked, and whose note it is.
    #[must_use]
    pub fn may_withdraw(&self, by: &Writer) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.by == by.id || self.note.author == Some(by.id))
    }

    /// Whether the note was saved since it was asked about.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.asked.as_ref().is_some_and(|asked| asked.revision != Some(self.note.revision))
    }
}

/// A review in a list.
#[derive(Clone, Debug)]
pub struct Brief {
    /// The address of its note below `/notes/`.
    pub path: String,
    /// The title of that note.
    pub title: String,
    /// The language of that note.
    pub language: String,
    /// Whether readers see the note already.
    pub is_published: bool,
    /// Who asked.
    pub name: String,
    /// In which words.
    pub words: String,
    /// How it stands.
    pub state: State,
    /// What was answered, in words.
    pub answer: String,
    /// Whether the note was saved since it was asked about, or answered.
    pub is_changed: bool,
    /// When it was asked.
    pub at: Timestamp,
}

/// What somebody says who looked at a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is good.
    Approve,
    /// It is to be different.
    Change,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ReviewError {
    /// There is no such note for this person.
    #[error("no such note")]
    NotFound,
    /// They may read it, and not do this.
    #[error("not allowed")]
    Forbidden,
    /// Nobody else can read it.
    #[error("a private note")]
    Private,
    /// It was asked, answered, taken back or saved since it was shown.
    #[error("changed meanwhile")]
    Changed,
    /// What is to be different must be said.
    #[error("without words")]
    Wordless,
    /// The words are longer than [`WORDS`] or [`ANSWER`].
    #[error("too many words")]
    Words,
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The note at an address, old or new, with its reviews.
///
/// # Errors
/// `NotFound`, `Forbidden` and those of the database.
pub async fn find(db: &mut PgConnection, path: &str, by: &Writer) -> Result<Reviewed, ReviewError> {
    let note = editing::find(db, path, by).await?.ok_or(ReviewError::NotFound)?;
    if !note.allowed {
        return Err(ReviewError::Forbidden);
    }
    let is_private = store::is_private(db, note.id, by).await?;
    let (asked, done) = store::list_reviews(db, note.id, by)
        .await?
        .into_iter()
        .partition(|review| review.state == State::Asked);
    let asked: Vec<Review> = asked;
    Ok(Reviewed { note, is_private, asked: asked.into_iter().next(), done })
}

/// Asks others to look at a note as it stands.
///
/// # Errors
/// See [`ReviewError`]; nothing of it is to be committed then.
pub async fn ask(
    db: &mut PgConnection,
    path: &str,
    words: &str,
    by: &Writer,
    now: Timestamp,
) -> Result<(), ReviewError> {
    let found = find(db, path, by).await?;
    if found.is_private {
        return Err(ReviewError::Private);
    }
    if words.chars().count() > WORDS {
        return Err(ReviewError::Words);
    }
    let note = &found.note;
    if !store::insert_review(db, (note.id, note.revision), words, by.id, now).await? {
        return Err(ReviewError::Changed);
    }
    Ok(store::delete_surplus(db, note.id, MOST).await?)
}

/// Takes back that a note was asked about.
///
/// # Errors
/// See [`ReviewError`].
pub async fn withdraw(
    db: &mut PgConnection,
    path: &str,
    by: &Writer,
    now: Timestamp,
) -> Result<(), ReviewError> {
    let found = find(db, path, by).await?;
    let asked = found.asked.as_ref().ok_or(ReviewError::Changed)?;
    if !found.may_withdraw(by) {
        return Err(ReviewError::Forbidden);
    }
    let done = store::Done { state: State::Withdrawn, answer: "", revision: asked.revision, by: by.id };
    done_or_changed(store::update_done(db, asked.id, &done, now).await?)
}

/// Says what somebody thinks of a note who looked at it as it was `seen`.
///
/// # Errors
/// See [`ReviewError`].
pub async fn answer(
    db: &mut PgConnection,
    path: &str,
    (verdict, words): (Verdict, &str),
    seen: Option<RevisionId>,
    by: &Writer,
    now: Timestamp,
) -> Result<(), ReviewError> {
    let found = find(db, path, by).await?;
    let asked = found.asked.as_ref().ok_or(ReviewError::Changed)?;
    if !found.may_answer(by) {
        return Err(ReviewError::Forbidden);
    }
    if words.chars().count() > ANSWER {
        return Err(ReviewError::Words);
    }
    if verdict == Verdict::Change && words.is_empty() {
        return Err(ReviewError::Wordless);
    }
    if seen != Some(found.note.revision) {
        return Err(ReviewError::Changed);
    }
    let state = match verdict {
        Verdict::Approve => State::Approved,
        Verdict::Change => State::Changes,
    };
    let done = store::Done { state, answer: words, revision: seen, by: by.id };
    done_or_changed(store::update_done(db, asked.id, &done, now).await?)
}

fn done_or_changed(is_done: bool) -> Result<(), ReviewError> {
    if is_done { Ok(()) } else { Err(ReviewError::Changed) }
}

/// What waits for an answer of editors and the owner, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn queue(db: &mut PgConnection, by: &Writer, page: PageNumber) -> sqlx::Result<Page<Brief>> {
    store::list_queue(db, by, page).await
}

/// How many wait, [`MOST_COUNTED`] and one more at most.
///
/// # Errors
/// When the database does not answer.
pub async fn count(db: &mut PgConnection, by: &Writer) -> sqlx::Result<i64> {
    store::count_queue(db, by).await
}

/// What this person asked, the latest first.
///
/// # Errors
/// When the database does not answer.
pub async fn theirs(db: &mut PgConnection, by: &Writer, page: PageNumber) -> sqlx::Result<Page<Brief>> {
    store::list_theirs(db, by, page).await
}
