//! Answering a suggestion: pieces are taken over, or refused.

use jiff::Timestamp;
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

use super::{ANSWER, Fate, Suggestion, fit, store};
use crate::{
    ids::SuggestionId,
    notes::{
        editing::{self, EditError, Editable, Ground, LONGEST, Writer},
        write::{self, By, Item, Origin},
    },
};

/// What somebody answers.
#[derive(Clone, Debug)]
pub struct Answer<'a> {
    /// Which suggestion, by its note's address and its number.
    pub path: &'a str,
    /// Its number.
    pub number: i32,
    /// What had been done to it when it was shown.
    pub version: i32,
    /// The pieces that are to be taken over, by their numbers.
    pub accept: Vec<usize>,
    /// The pieces that are refused.
    pub refuse: Vec<usize>,
    /// What is said to whoever made it.
    pub words: &'a str,
    /// What the history says of the revision, if one is made.
    pub summary: String,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// So many pieces were taken over.
    pub accepted: usize,
    /// So many were to be, and clash with what was saved since: they stay open.
    pub clashing: usize,
}

/// Why nothing was answered.
#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    /// There is no such suggestion for this person.
    #[error("no such suggestion")]
    NotFound,
    /// They may read the note, and not change it.
    #[error("not allowed")]
    Forbidden,
    /// It was changed, answered or taken back since it was shown.
    #[error("changed meanwhile")]
    Changed,
    /// Nothing was chosen.
    #[error("nothing was chosen")]
    Nothing,
    /// The words are longer than [`ANSWER`].
    #[error("too many words")]
    Words,
    /// What came out cannot be saved.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The work was broken off.
    #[error("uniting the texts was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// Answers a suggestion: what fits the newest text of the note is united with it, as a revision of whoever made the
/// suggestion. Within the writers' lock.
///
/// # Errors
/// See [`SettleError`]; nothing of it is to be committed then.
pub async fn settle(
    db: &mut PgConnection,
    answer: &Answer<'_>,
    by: &Writer,
    ground: &Ground,
    now: Timestamp,
) -> Result<Settled, SettleError> {
    if answer.words.chars().count() > ANSWER {
        return Err(SettleError::Words);
    }
    write::lock(db).await?;
    let note = editing::find(db, answer.path, by).await?.ok_or(SettleError::NotFound)?;
    if !note.allowed {
        return Err(SettleError::Forbidden);
    }
    store::lock_suggesting(db, note.id).await?;
    let found = store::find_suggestion(db, note.id, answer.number).await?.ok_or(SettleError::NotFound)?;
    if found.version != answer.version || !found.is_open() {
        return Err(SettleError::Changed);
    }
    let open = found.numbers(Fate::Open);
    let chosen = |numbers: &[usize]| -> Vec<usize> {
        open.iter().copied().filter(|number| numbers.contains(number)).collect()
    };
    let (wanted, refused) = (chosen(&answer.accept), chosen(&answer.refuse));
    if wanted.is_empty() && refused.is_empty() && answer.words.is_empty() {
        return Err(SettleError::Nothing);
    }
    let (id, author, asked) = (found.id, found.by, wanted.len());
    let (note, mut found, fitted) = fitted(note, found, wanted.clone()).await?;
    let clashes = |number: &usize| fitted.clashing.iter().any(|(other, _)| other == number);
    let accepted: Vec<usize> = wanted.into_iter().filter(|number| !clashes(number)).collect();
    let settled = Settled { accepted: accepted.len(), clashing: asked - accepted.len() };
    if accepted.is_empty() && refused.is_empty() && answer.words.is_empty() {
        return Ok(settled);
    }
    if fitted.text != note.source {
        let summary = Some(answer.summary.clone());
        let saver = By { author: Some(author), origin: Origin::Suggestion, summary };
        save(db, &note, fitted.text, &saver, ground, now).await?;
    }
    for (number, part) in found.parts.iter_mut().enumerate() {
        if accepted.contains(&number) {
            part.fate = Fate::Accepted;
        } else if refused.contains(&number) {
            part.fate = Fate::Refused;
        }
    }
    told(db, id, &found, answer, by, now).await?;
    Ok(settled)
}

async fn told(
    db: &mut PgConnection,
    id: SuggestionId,
    found: &Suggestion,
    answer: &Answer<'_>,
    by: &Writer,
    now: Timestamp,
) -> sqlx::Result<()> {
    // Words of before stay until others are written.
    let words = if answer.words.is_empty() { &found.answer } else { answer.words };
    store::update_answer(db, id, &found.parts, words, by.id, now).await
}

/// Puts pieces into the newest text of a note, off the threads that answer.
async fn fitted(
    note: Editable,
    found: Suggestion,
    wanted: Vec<usize>,
) -> Result<(Editable, Suggestion, fit::Fitted), tokio::task::JoinError> {
    spawn_blocking(move || {
        let pieces = found.pieces();
        let fitted = fit::fit(&found.fitting(&pieces, &note.vault_path), &wanted, &note.source);
        (note, found, fitted)
    })
    .await
}

/// The open pieces of a suggestion that clash with the newest text of its note, each with what stands there now.
///
/// # Errors
/// When the work was broken off.
pub async fn clashing(
    note: &Editable,
    found: &Suggestion,
) -> Result<Vec<(usize, String)>, tokio::task::JoinError> {
    let open = if found.is_open() { found.numbers(Fate::Open) } else { Vec::new() };
    Ok(fitted(note.clone(), found.clone(), open).await?.2.clashing)
}

async fn save(
    db: &mut PgConnection,
    note: &Editable,
    text: String,
    saver: &By,
    ground: &Ground,
    now: Timestamp,
) -> Result<(), SettleError> {
    if text.len() > LONGEST {
        return Err(EditError::TooLong.into());
    }
    let settings = editing::settings_of(db, (note.vault, note.author), ground).await?;
    let ready = editing::prepared(&note.vault_path, text, &settings).await?;
    let item = Item { note: Some(note.id), moved: false, prepared: ready };
    write::save(db, &settings, &[item], saver, now).await?;
    Ok(())
}
