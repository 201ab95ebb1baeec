//! Making a suggestion, making it another, taking it back.

use jiff::Timestamp;
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{MOST, Part, Suggestion, WORDS, may_suggest, parted, store, text_for};
use crate::{
    ids::{NoteId, RevisionId, SuggestionId},
    notes::editing::{self, Editable, LONGEST, Writer, drafts},
    text::newlines,
};

/// What a suggestion begins with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The note.
    pub note: Editable,
    /// The text that it is made of, as this person has it.
    pub base: String,
    /// The suggestion of theirs that nobody has answered yet: it is made another.
    pub known: Option<Suggestion>,
}

/// What somebody suggests.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// For which note.
    pub note: NoteId,
    /// The revision that they began with.
    pub base: Option<RevisionId>,
    /// The number of the suggestion that is made another.
    pub number: Option<i32>,
    /// The whole suggested text, as a form sent it.
    pub source: &'a str,
    /// Why.
    pub words: &'a str,
}

/// Why nothing was suggested.
#[derive(Debug, thiserror::Error)]
pub enum OfferError {
    /// There is no such note for this person, or no such suggestion.
    #[error("no such note")]
    NotFound,
    /// They may read it, and not suggest.
    #[error("not allowed")]
    Forbidden,
    /// It says what the note says.
    #[error("nothing differs")]
    Same,
    /// It is longer than a note may be.
    #[error("too long")]
    TooLong,
    /// The words are longer than [`WORDS`].
    #[error("too many words")]
    Words,
    /// So many of theirs wait for this note already.
    #[error("too many suggestions")]
    Full,
    /// The one that was to be made another was answered or taken back meanwhile.
    #[error("answered meanwhile")]
    Answered,
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The work was broken off.
    #[error("parting the text was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// What somebody begins with who suggests a change of the note at an address.
///
/// # Errors
/// `NotFound`, `Forbidden`, and those of the database.
pub async fn start(db: &mut PgConnection, path: &str, by: &Writer) -> Result<Start, OfferError> {
    let note = editing::find(db, path, by).await?.ok_or(OfferError::NotFound)?;
    if !may_suggest(by.role) {
        return Err(OfferError::Forbidden);
    }
    let base = text_for(db, &note, by).await?.ok_or(OfferError::Forbidden)?;
    let known = store::find_unanswered(db, note.id, by.id).await?;
    Ok(Start { note, base, known })
}

/// Makes a suggestion, or makes another of one that nobody has answered; tells its number. What its writer had kept
/// as a draft goes with it.
///
/// # Errors
/// See [`OfferError`]; nothing of it is to be committed then.
pub async fn offer(
    db: &mut PgConnection,
    offer: &Offer<'_>,
    by: &Writer,
    now: Timestamp,
) -> Result<i32, OfferError> {
    let note = editing::get(db, offer.note, by).await?.ok_or(OfferError::NotFound)?;
    if !may_suggest(by.role) {
        return Err(OfferError::Forbidden);
    }
    if offer.words.chars().count() > WORDS {
        return Err(OfferError::Words);
    }
    // Whoever suggests twice at once does so one after the other.
    store::lock_suggesting(db, note.id).await?;
    let known = match offer.number {
        Some(number) => {
            let known = store::find_suggestion(db, note.id, number).await?;
            let known = known.filter(|known| known.by == by.id).ok_or(OfferError::NotFound)?;
            Some(known.may_change().then_some(known).ok_or(OfferError::Answered)?)
        }
        None => None,
    };
    let (base, revision, of_readers) = match &known {
        Some(known) => (known.base.clone(), known.revision, known.of_readers),
        None => begun_with(db, &note, offer.base, by).await?,
    };
    let source = newlines::as_before(offer.source, &base);
    if source.len() > LONGEST || base.len() > LONGEST {
        return Err(OfferError::TooLong);
    }
    let place = note.vault_path.clone();
    let (base, source, parts) = spawn_blocking(move || {
        let parts = parted(&place, &base, &source);
        (base, source, parts)
    })
    .await?;
    if parts.is_empty() {
        return Err(OfferError::Same);
    }
    let number = if let Some(known) = known {
        store::update_offer(db, known.id, &source, &parts, offer.words, now).await?;
        known.number
    } else {
        let new = New { note: note.id, base: &base, revision, of_readers, source: &source, parts: &parts };
        add(db, new, offer.words, by, now).await?
    };
    drafts::forget_of(db, by.id, note.id, true).await?;
    Ok(number)
}

/// A suggestion that is still to be.
pub(super) struct New<'a> {
    pub(super) note: NoteId,
    pub(super) base: &'a str,
    pub(super) revision: Option<RevisionId>,
    pub(super) of_readers: bool,
    pub(super) source: &'a str,
    pub(super) parts: &'a [Part],
}

async fn add(
    db: &mut PgConnection,
    new: New<'_>,
    words: &str,
    by: &Writer,
    now: Timestamp,
) -> Result<i32, OfferError> {
    if store::count_of(db, new.note, by.id).await? >= MOST
        && !store::delete_oldest_done(db, new.note, by.id).await?
    {
        return Err(OfferError::Full);
    }
    Ok(store::insert_suggestion(db, SuggestionId::new(), &new, words, by.id, now).await?)
}

/// The text that somebody began with. The id of a revision is known to those alone who were given its text; where that
/// is not kept any more, the newest one stands in for it.
async fn begun_with(
    db: &mut PgConnection,
    note: &Editable,
    base: Option<RevisionId>,
    by: &Writer,
) -> Result<(String, Option<RevisionId>, bool), OfferError> {
    let wanted = base.unwrap_or(note.revision);
    let text = match store::find_text(db, note.id, wanted, !note.allowed, by).await? {
        Some(text) => Some((text, wanted)),
        None => text_for(db, note, by).await?.map(|text| (text, note.revision)),
    };
    let (text, revision) = text.ok_or(OfferError::Forbidden)?;
    Ok((text, Some(revision), !note.allowed))
}

/// Takes a suggestion back, as far as nobody has answered it. What was taken over stays in the note.
///
/// # Errors
/// `NotFound` where it is not theirs, or they may not read the note any more; `Answered`.
pub async fn withdraw(
    db: &mut PgConnection,
    path: &str,
    number: i32,
    by: &Writer,
    now: Timestamp,
) -> Result<(), OfferError> {
    let note = editing::find(db, path, by).await?.ok_or(OfferError::NotFound)?;
    store::lock_suggesting(db, note.id).await?;
    let found = store::find_suggestion(db, note.id, number).await?;
    let found = found.filter(|found| found.by == by.id);
    let found = found.ok_or(if note.allowed { OfferError::NotFound } else { OfferError::Forbidden })?;
    if !found.is_open() {
        return Err(OfferError::Answered);
    }
    Ok(store::update_withdrawn(db, found.id, now).await?)
}
