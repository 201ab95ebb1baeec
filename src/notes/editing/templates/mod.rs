//! Texts that new notes begin with: the notes of a folder that the owner names, with words in braces that are filled in
//! (`{{title}}`, `{{date}}`, `{{time}}`), and the note of a day.

mod fill;
mod store;

use jiff::Zoned;
use sqlx::PgConnection;

pub use fill::fill;

use super::{Editable, Writer, place};
use crate::{
    i18n::{Locale, Strings},
    ids::{DraftId, NoteId, VaultId},
    notes::{name, vaults, write},
};

/// So many templates are offered.
pub const MOST: i64 = 100;

/// What the owner says of writing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customs {
    /// The folder of templates, in any vault; empty: there are none.
    pub folder: String,
    /// Where a day's note lies, with `{{date}}` and the like.
    pub daily_place: String,
    /// The template of a day's note, by its name; empty: none.
    pub daily_template: String,
}

/// A note that others begin as.
#[derive(Clone, Debug)]
pub struct Template {
    /// Which.
    pub note: NoteId,
    /// Its place in the folder, without `.md`.
    pub name: String,
}

/// What is filled into a template.
#[derive(Clone, Copy)]
pub struct Occasion<'a> {
    /// The title of the new note.
    pub title: &'a str,
    /// Now, on the writer's clock.
    pub now: &'a Zoned,
    /// Names of months and days.
    pub words: &'static Strings,
}

/// What the owner says of writing.
///
/// # Errors
/// Those of the database.
pub async fn customs(db: &mut PgConnection) -> sqlx::Result<Customs> {
    store::find_customs(db).await
}

/// Keeps what the owner says of writing.
///
/// # Errors
/// Those of the database.
pub async fn keep(db: &mut PgConnection, customs: &Customs) -> sqlx::Result<()> {
    store::update_customs(db, customs).await
}

/// Whether days' notes can lie where somebody wrote.
#[must_use]
pub fn is_place(written: &str) -> bool {
    let filled =
        fill(written, Occasion { title: "Note", now: &Zoned::default(), words: Locale::En.strings() });
    super::place::read(&filled, "", "").is_some() && written.contains("{{")
}

/// The templates that this person may read, by name.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &mut PgConnection, customs: &Customs, by: &Writer) -> sqlx::Result<Vec<Template>> {
    let Some(folder) = name::folder(&customs.folder).filter(|folder| !folder.is_empty()) else {
        return Ok(Vec::new());
    };
    let key = write::path_key(&format!("{folder}/x.md"));
    let prefix = key.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let notes = store::list_below(db, &prefix, by).await?;
    let named = notes.into_iter().map(|(note, vault_path)| {
        let inside = vault_path.splitn(folder.split('/').count() + 1, '/').last().unwrap_or_default();
        let name = inside.strip_suffix(".md").or_else(|| inside.strip_suffix(".markdown")).unwrap_or(inside);
        Template { note, name: name.to_owned() }
    });
    Ok(named.collect())
}

/// The text of a template, filled in. `None`: there is none of this name.
///
/// # Errors
/// Those of the database.
pub async fn begin(
    db: &mut PgConnection,
    customs: &Customs,
    wanted: &str,
    by: &Writer,
    occasion: Occasion<'_>,
) -> sqlx::Result<Option<String>> {
    let templates = list(db, customs, by).await?;
    let Some(template) = templates.into_iter().find(|template| template.name == wanted) else {
        return Ok(None);
    };
    let note = super::get(db, template.note, by).await?;
    Ok(note.map(|note| fill(&crate::text::front_matter::without_permalink(&note.source), occasion)))
}

/// The note of a day, as far as it has begun.
#[derive(Clone, Debug)]
pub enum Day {
    /// It is there.
    Note(Box<Editable>),
    /// This person began it, and did not save it yet.
    Draft(DraftId),
    /// It is yet to be, at this place.
    Blank(String),
}

/// The note of today, of this person. `None`: what the owner wrote for its place is none.
///
/// # Errors
/// Those of the database.
pub async fn today(
    db: &mut PgConnection,
    customs: &Customs,
    by: &Writer,
    occasion: Occasion<'_>,
) -> sqlx::Result<Option<Day>> {
    let written = fill(&customs.daily_place, occasion);
    let Some(place) = place::read(&written, "", occasion.title) else { return Ok(None) };
    if let Some(vault) = vaults::find_own(db).await?
        && let Some(note) = own_at(db, vault.id, &place, by).await?
    {
        return Ok(Some(Day::Note(Box::new(note))));
    }
    if let Some(draft) = store::find_draft_at(db, by.id, &place).await? {
        return Ok(Some(Day::Draft(draft)));
    }
    Ok(Some(Day::Blank(place)))
}

/// The person's own note at a place, or at one of those with a number that others left them.
async fn own_at(
    db: &mut PgConnection,
    vault: VaultId,
    place: &str,
    by: &Writer,
) -> sqlx::Result<Option<Editable>> {
    let keys: Vec<String> = place::numbered(place).map(|place| write::path_key(&place)).collect();
    match store::find_own_note_at(db, vault, &keys, by).await? {
        Some(note) => super::get(db, note, by).await,
        None => Ok(None),
    }
}
