//! What stands at an address: a note, a folder, or the way to where the note has moved.

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    list::Tag,
    store::places::{self, Place as Row},
    tree::{self, Crumb, Tree},
};
use crate::{
    access::{Audience, Audiences, MEMBERS, PUBLIC},
    ids::{AudienceId, NoteId, RevisionId, UserId},
    text::language::direction,
};

/// Longer addresses are nobody's.
const MAX_PATH: usize = 1000;

/// A heading of a note.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its fragment.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// A note as this visitor may read it; its text still has holes.
#[derive(Clone, Debug)]
pub struct Note {
    /// Which note.
    pub id: NoteId,
    /// The text that is published; of a draft, the newest one.
    pub revision: RevisionId,
    /// Its address below `/notes/`.
    pub path: String,
    /// The folder that it lies in; empty for none.
    pub folder: String,
    /// Its title.
    pub title: String,
    /// The language that it is written in (BCP 47).
    pub language: String,
    /// Which way it is written: `ltr` or `rtl`.
    pub dir: String,
    /// What it is about: its author's words, else its first ones.
    pub description: String,
    /// Who may read it.
    pub audience: Audience,
    /// Whether it is a draft, which only its author and editors may know of.
    pub is_draft: bool,
    /// When a draft is to be published, if that was said.
    pub publish_at: Option<Timestamp>,
    /// When it was first written.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// How many words it has, if this visitor may read all of it; else that would tell how much is hidden.
    pub words: Option<i32>,
    /// Its headings, in order.
    pub headings: Vec<Heading>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who that is.
    pub author_id: Option<UserId>,
    /// Its tags.
    pub tags: Vec<Tag>,
    /// The parts of its text that this visitor may read, in order: HTML with holes.
    pub parts: Vec<String>,
}

/// What an address leads to.
#[derive(Clone, Debug)]
pub enum Place {
    /// A note.
    Note(Box<Note>),
    /// A folder with something in it for this visitor.
    Folder(Folder),
    /// The note that once was here; its address now.
    Moved(String),
}

/// A folder.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its name, as people wrote it.
    pub title: String,
    /// The folders in it, as the visitor may know of them.
    pub folders: Vec<Crumb>,
}

/// A place, with the way to it and the folders around it.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is here.
    pub place: Place,
    /// The folders on the way to it, from the top.
    pub crumbs: Vec<Crumb>,
    /// The garden's folders, opened on that way.
    pub tree: Tree,
}

/// The words for an audience, from its id.
#[must_use]
pub fn audience(id: AudienceId, listed: bool) -> Audience {
    match id {
        PUBLIC if listed => Audience::Public,
        PUBLIC => Audience::Unlisted,
        MEMBERS => Audience::Members,
        _ => Audience::Private,
    }
}

/// What stands at a path below `/notes/`, for a visitor: a note, else a folder, else the way to where the note
/// went. One query, whichever it is.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, path: &str, audiences: &Audiences) -> sqlx::Result<Option<Found>> {
    if !is_possible(path) {
        return Ok(None);
    }
    let levels = tree::levels(path);
    let row = places::find_place(db, path, audiences.ids(), &levels).await?;
    let crumbs = tree::crumbs(&row.crumbs, &levels);
    let is_here = row.path.as_deref() == Some(path);
    if row.is_folder && !is_here {
        let folders = row.folders.iter().filter(|folder| folder.parent == path);
        let folder = Folder {
            path: path.to_owned(),
            title: tree::title_of(&row.crumbs, path),
            folders: folders
                .map(|folder| Crumb { path: folder.path.clone(), title: folder.title.clone() })
                .collect(),
        };
        let tree = Tree::of(&levels, &row.folders.0, &row.notes.0);
        return Ok(Some(Found { place: Place::Folder(folder), crumbs, tree }));
    }
    let tree = Tree::of(&levels, &row.folders.0, &row.notes.0);
    let place = match note(row) {
        Some(note) if is_here => Place::Note(Box::new(note)),
        Some(note) => Place::Moved(note.path),
        None => return Ok(None),
    };
    Ok(Some(Found { place, crumbs, tree }))
}

/// Whether anything could be at a path.
pub(super) fn is_possible(path: &str) -> bool {
    !path.is_empty() && path.len() <= MAX_PATH && !path.contains('\0')
}

/// The garden's front note, if one was chosen and this visitor may read it, in the first of these languages that
/// it is written in, else as it was chosen; and the tree.
///
/// # Errors
/// When the database does not answer.
pub async fn front(
    db: &mut PgConnection,
    languages: &[&str],
    audiences: &Audiences,
) -> sqlx::Result<(Option<Note>, Tree)> {
    let primary: Vec<&str> = languages.iter().filter_map(|tag| tag.split('-').next()).collect();
    let top = tree::levels("");
    let row = places::find_front(db, &primary.join(",").to_lowercase(), audiences.ids(), &top).await?;
    let tree = Tree::of(&top, &row.folders.0, &row.notes.0);
    Ok((note(row), tree))
}

/// The garden's folders, closed.
///
/// # Errors
/// When the database does not answer.
pub async fn tree(db: &mut PgConnection, audiences: &Audiences) -> sqlx::Result<Tree> {
    let top = tree::levels("");
    let row = places::find_place(db, "", audiences.ids(), &top).await?;
    Ok(Tree::of(&top, &row.folders.0, &row.notes.0))
}

/// What lies in some folders, by their addresses below `/notes/`, each opened; those that this visitor may know of.
/// One query.
///
/// # Errors
/// When the database does not answer.
pub async fn branches(
    db: &mut PgConnection,
    folders: &[String],
    audiences: &Audiences,
) -> sqlx::Result<Tree> {
    let mut asked: Vec<String> = Vec::new();
    for path in folders.iter().filter(|path| is_possible(path)) {
        if asked.len() < tree::MAX_BRANCHES && !asked.contains(path) {
            asked.push(path.clone());
        }
    }
    if asked.is_empty() {
        return Ok(Tree::default());
    }
    let row = places::find_place(db, "", audiences.ids(), &asked).await?;
    Ok(Tree::of_branches(&asked, &row.crumbs, &row.folders.0, &row.notes.0))
}

/// The note of a row, if it has one.
fn note(row: Row) -> Option<Note> {
    Some(Note {
        dir: row.dir.unwrap_or_else(|| direction(row.language.as_deref().unwrap_or_default()).to_owned()),
        id: row.id?,
        revision: row.revision?,
        path: row.path?,
        folder: row.folder?,
        title: row.title?,
        language: row.language?,
        description: row.description.or(row.excerpt).unwrap_or_default(),
        audience: audience(row.audience?, row.listed?),
        is_draft: row.is_draft,
        publish_at: row.publish_at.map(jiff_sqlx::Timestamp::to_jiff),
        created: row.created?.to_jiff(),
        updated: row.updated?.to_jiff(),
        words: row.words,
        headings: row.headings.map(|headings| headings.0).unwrap_or_default(),
        author: row.author,
        author_id: row.author_id,
        tags: row.tags.0,
        parts: row.parts,
    })
}
