//! What a note's page shows around its text, and the text with its holes filled for this visitor.

use serde::Deserialize;
use sqlx::PgConnection;

use super::{embeds, links::Tie, place::Note, store::surroundings, tree::Tree};
use crate::{access::Audiences, i18n::Locale, ids::UserId, notes::marks::Marks};

/// So many notes that link here stand under a note; `/-/links` has them all.
pub const BACKLINKS: usize = 12;

/// A note beside this one.
#[derive(Clone, Debug, Deserialize)]
pub struct Around {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
}

/// A note's text and what stands around it.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The text, as HTML that is safe to send.
    pub html: String,
    /// Listed notes that link here, the newest first, at most [`BACKLINKS`].
    pub backlinks: Vec<Tie>,
    /// Whether there are more of them.
    pub more_backlinks: bool,
    /// The note before this one.
    pub previous: Option<Around>,
    /// The note after this one.
    pub next: Option<Around>,
    /// The reader's marks, where somebody wants them kept.
    pub marks: Option<Marks>,
    /// The same in other languages, one note a language, by their tags.
    pub translations: Vec<Around>,
}

/// Fills the holes of a note and looks around it, and for the reader's marks on it and on the notes of the tree.
/// One query.
///
/// # Errors
/// When the database does not answer.
pub async fn surroundings(
    db: &mut PgConnection,
    note: &Note,
    locale: Locale,
    audiences: &Audiences,
    reader: Option<UserId>,
    tree: &Tree,
) -> sqlx::Result<Surroundings> {
    let beside: Vec<String> = reader.iter().flat_map(|_| tree.notes().map(str::to_owned)).collect();
    let row = surroundings::find_surroundings(
        db,
        note.id,
        note.revision,
        &note.folder,
        &note.title,
        audiences.ids(),
        reader.map(|person| surroundings::Reader { person, beside: &beside }),
    )
    .await?;
    Ok(Surroundings {
        html: embeds::fill(&note.parts.concat(), note.id, note.revision, &row.holes, locale),
        more_backlinks: row.backlinks.0.len() > BACKLINKS,
        backlinks: row.backlinks.0.into_iter().take(BACKLINKS).map(Tie::from).collect(),
        previous: row.previous.map(|around| around.0),
        next: row.next.map(|around| around.0),
        marks: row.marks.map(|marks| marks.0),
        translations: row
            .translations
            .0
            .into_iter()
            .filter(|other| other.language != note.language)
            .collect(),
    })
}
