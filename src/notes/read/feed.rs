//! Notes as feeds hand them on: the newest of a list with their whole texts, as a guest may read them.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    embeds,
    holes::{Holes, Target},
    list::{self, Of, Order, Tag, Wish},
    store::feeds,
};
use crate::{
    access::Audiences,
    db::paging::Page,
    i18n::Locale,
    ids::{NoteId, RevisionId},
};

/// A note in a feed.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which note; it stays the same whatever happens to its address.
    pub id: NoteId,
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The language that it is written in (BCP 47).
    pub language: String,
    /// What it is about.
    pub summary: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was first written.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// Its text as HTML with addresses of the garden's pages; `None`: it is too long for a feed.
    pub html: Option<String>,
}

/// What a row of a feed has beside what lists show.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Text {
    pub(super) id: NoteId,
    pub(super) revision: RevisionId,
    pub(super) path: String,
    pub(super) description: Option<String>,
    pub(super) author: Option<String>,
    /// Nothing where it is too long.
    pub(super) parts: Option<Vec<String>>,
    pub(super) targets: Vec<Target>,
}

/// A page of a feed.
#[derive(Clone, Debug)]
pub struct Feed {
    /// The notes, the last changed first.
    pub page: Page<Entry>,
    /// The language that they were narrowed to.
    pub language: Option<String>,
    /// What people call the folder or tag.
    pub name: Option<String>,
}

/// The page of a feed that a wish asks for, for everyone; nothing where there is no such list for a guest. At most
/// three queries. The words around embedded files are in each note's own language, or else in `locale`.
///
/// # Errors
/// When the database does not answer.
pub async fn feed(
    db: &mut PgConnection,
    of: Of<'_>,
    wish: &Wish,
    locale: Locale,
) -> sqlx::Result<Option<Feed>> {
    let guest = Audiences::guest();
    let wish = wish.clone().in_order(Order::Updated);
    let list = list::list(db, of, &wish, &guest).await?;
    // An empty garden has a feed, an empty tag is none.
    let is_missing = list.is_barren() && !matches!(of, Of::All);
    if is_missing || list.page.is_beyond() {
        return Ok(None);
    }
    let paths: Vec<String> = list.page.items.iter().map(|note| note.path.clone()).collect();
    let texts = feeds::list_texts(db, &paths, guest.ids()).await?;
    let mut texts: HashMap<String, Text> = texts.into_iter().map(|text| (text.path.clone(), text)).collect();
    let Page { items, number, more } = list.page;
    let name = match of {
        Of::All => None,
        Of::Folder(path) | Of::Below(path) => feeds::find_folder_title(db, path).await?,
        Of::Tag(key) => {
            let tags = items.iter().flat_map(|note| &note.tags);
            Some(
                tags.into_iter()
                    .find(|tag| tag.key == key)
                    .map_or_else(|| key.to_owned(), |tag| tag.name.clone()),
            )
        }
    };
    // Whatever was hidden between the two queries is not there.
    let items = items.into_iter().filter_map(|note| {
        let text = texts.remove(&note.path)?;
        // Notes that it embeds are links: a feed hands on each note once.
        let holes = Holes { targets: text.targets, texts: Vec::new() };
        let words = Locale::of(&note.language).unwrap_or(locale);
        let html = text
            .parts
            .map(|parts| embeds::fill_piece(&parts.concat(), text.id, text.revision, &holes, words));
        Some(Entry {
            id: text.id,
            path: note.path,
            title: note.title,
            language: note.language,
            summary: text.description.unwrap_or(note.excerpt),
            author: text.author,
            created: note.created,
            updated: note.updated,
            tags: note.tags,
            html,
        })
    });
    Ok(Some(Feed { page: Page { items: items.collect(), number, more }, language: list.language, name }))
}
