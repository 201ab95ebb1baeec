//! Changes of a note's text that somebody suggests who reads it, and that its author or an editor takes over piece by
//! piece.
//!
//! A suggestion keeps the text that it was made of ([`Suggestion::base`]) and the suggested one, parted into pieces
//! (`text::pieces`) once, when it is made. What is taken over is united with the newest text ([`fit`]), never put in its
//! place: a piece that clashes stays open. Who may not change a note suggests to the text that its readers have
//! (`text::source`); its comments and foreign properties stay where they are.
//!
//! Begin, commit and bump the generation around what writes, as with [`super::write`].

pub mod fit;
mod list;
mod offer;
mod settle;
pub mod shown;
mod store;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

pub use list::{Brief, Of, list};
pub use offer::{Offer, OfferError, Start, offer, start, withdraw};
pub use settle::{Answer, SettleError, Settled, clashing, settle};

use super::editing::{self, Editable, Writer};
use crate::{
    access::Role,
    ids::{RevisionId, SuggestionId, UserId},
    text::pieces::{self, Piece},
};

/// Words of a suggestion, in characters.
pub const WORDS: usize = 300;
/// Words of an answer, in characters.
pub const ANSWER: usize = 1000;
/// So many suggestions of one person are kept for a note. The oldest that are done make room for newer ones.
pub const MOST: i64 = 20;

/// What became of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// Nobody has said.
    Open,
    /// It is part of the note.
    Accepted,
    /// It is not to be.
    Refused,
}

/// A piece and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Which lines of both texts.
    #[serde(flatten)]
    pub piece: Piece,
    /// What became of it.
    pub fate: Fate,
}

/// How it stands with a suggestion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has answered.
    Open,
    /// Some pieces are done, others wait.
    Partly,
    /// All pieces were taken over.
    Accepted,
    /// None was.
    Refused,
    /// Some were taken over, the others refused.
    Mixed,
    /// Whoever made it took it back; what had been taken over stays.
    Withdrawn,
}

/// How many pieces stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Nobody has said.
    pub open: i32,
    /// They are part of the note.
    pub accepted: i32,
    /// They are not to be.
    pub refused: i32,
}

impl Tally {
    fn of(parts: &[Part]) -> Self {
        let mut tally = Self::default();
        for part in parts {
            match part.fate {
                Fate::Open => tally.open += 1,
                Fate::Accepted => tally.accepted += 1,
                Fate::Refused => tally.refused += 1,
            }
        }
        tally
    }

    /// How it stands with a suggestion that has so many.
    #[must_use]
    pub const fn standing(self, is_withdrawn: bool) -> Standing {
        match self {
            _ if is_withdrawn => Standing::Withdrawn,
            Self { accepted: 0, refused: 0, .. } => Standing::Open,
            Self { open: 1.., .. } => Standing::Partly,
            Self { refused: 0, .. } => Standing::Accepted,
            Self { accepted: 0, .. } => Standing::Refused,
            Self { .. } => Standing::Mixed,
        }
    }
}

/// A suggestion, whole.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// Which.
    pub id: SuggestionId,
    /// Its number within the note.
    pub number: i32,
    /// Whose it is.
    pub by: UserId,
    /// How they are called.
    pub name: String,
    /// The text that it was made of.
    pub base: String,
    /// The revision of that text, where it is still kept.
    pub revision: Option<RevisionId>,
    /// Whether that is the text as readers have it.
    pub of_readers: bool,
    /// The suggested text.
    pub source: String,
    /// Its pieces.
    pub parts: Vec<Part>,
    /// Why, in the words of whoever made it.
    pub words: String,
    /// When it was made.
    pub created: Timestamp,
    /// Counts what was done to it.
    pub version: i32,
    /// When it was taken back.
    pub withdrawn: Option<Timestamp>,
    /// What was answered, in words.
    pub answer: String,
    /// When it was answered last.
    pub answered: Option<Timestamp>,
    /// By whom, where they still have an account.
    pub answered_by: Option<String>,
}

impl Suggestion {
    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Tally::of(&self.parts).standing(self.withdrawn.is_some())
    }

    /// Whether somebody may still answer it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.standing(), Standing::Open | Standing::Partly)
    }

    /// Whether whoever made it may still make it another.
    #[must_use]
    pub fn may_change(&self) -> bool {
        self.standing() == Standing::Open
    }

    fn pieces(&self) -> Vec<Piece> {
        self.parts.iter().map(|part| part.piece.clone()).collect()
    }

    fn numbers(&self, fate: Fate) -> Vec<usize> {
        let these = self.parts.iter().enumerate().filter(|(_, part)| part.fate == fate);
        these.map(|(number, _)| number).collect()
    }

    /// Its pieces as they are to be united with the text of a note at that place of its vault.
    fn fitting<'a>(&'a self, pieces: &'a [Piece], vault_path: &str) -> fit::Change<'a> {
        fit::Change {
            base: &self.base,
            source: &self.source,
            pieces,
            way: fit::Way::of(vault_path, self.of_readers),
        }
    }
}

/// Whether somebody may suggest changes of a note that they may read. Members do not: what they have to say is no
/// text of the garden, and whose suggestions are taken over is named as a writer of the note.
#[must_use]
pub fn may_suggest(role: Role) -> bool {
    role >= Role::Author
}

/// The note at an address, and a suggestion for it by its number, if this person may see it: whoever may change the
/// note, and whoever made it. `None`: there is no such note for them, or no such suggestion.
///
/// # Errors
/// When the database does not answer; `Forbidden` where they may read the note but not this.
pub async fn find(
    db: &mut PgConnection,
    path: &str,
    number: i32,
    by: &Writer,
) -> sqlx::Result<Option<Result<(Editable, Suggestion), Forbidden>>> {
    let Some(note) = editing::find(db, path, by).await? else { return Ok(None) };
    let found = store::find_suggestion(db, note.id, number).await?;
    Ok(match found {
        Some(found) if note.allowed || found.by == by.id => Some(Ok((note, found))),
        _ if !note.allowed => Some(Err(Forbidden)),
        _ => None,
    })
}

/// They may read the note, but not this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forbidden;

/// What somebody who may read a note has of its text: whoever may change it has it whole.
async fn text_for(db: &mut PgConnection, note: &Editable, by: &Writer) -> sqlx::Result<Option<String>> {
    if note.allowed {
        return Ok(Some(note.source.clone()));
    }
    store::find_text(db, note.id, note.revision, true, by).await
}

/// The pieces of a change of a text of that form.
fn parted(vault_path: &str, base: &str, source: &str) -> Vec<Part> {
    let pieces = match fit::Way::of(vault_path, false) {
        fit::Way::Whole => pieces::whole(base, source),
        _ => pieces::split(base, source, std::time::Instant::now() + PATIENCE),
    };
    pieces.into_iter().map(|piece| Part { piece, fate: Fate::Open }).collect()
}

/// So long a change is parted at most; then more coarsely.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(500);
