//! One operation for new, edited and moved notes alike.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Prepared, Settings, address, context, limits, names, publish, store};
use crate::{
    access::Audience,
    ids::{AudienceId, NoteId, RevisionId, UserId},
    notes::resolve::{self, Touched, Wanted},
    text::markdown::{self, Link},
};

/// How a revision came to be, as `revisions.origin` calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file of a vault.
    Import,
    /// Written in the browser.
    Edit,
    /// Two texts united.
    Merge,
    /// An earlier text brought back.
    Restore,
    /// A move, of the note or of one that it links to.
    Move,
    /// Words replaced in many notes at once.
    Replace,
    /// What somebody suggested, taken over by whoever may change the note.
    Suggestion,
}

impl Origin {
    const ALL: [Self; 7] =
        [Self::Import, Self::Edit, Self::Merge, Self::Restore, Self::Move, Self::Replace, Self::Suggestion];

    /// What a word of the database means.
    pub(in crate::notes) fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|origin| origin.as_str() == word).unwrap_or(Self::Edit)
    }

    /// The word that the database uses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Edit => "edit",
            Self::Merge => "merge",
            Self::Restore => "restore",
            Self::Move => "move",
            Self::Replace => "replace",
            Self::Suggestion => "suggestion",
        }
    }
}

/// Who saves, and how it came to that. What is said of it goes into the history of every note that is saved.
#[derive(Clone, Debug)]
pub struct By {
    /// Nobody in particular where an owner's program saves.
    pub author: Option<UserId>,
    /// In which way.
    pub origin: Origin,
    /// In their own words; what is longer than 300 characters is cut.
    pub summary: Option<String>,
}

impl By {
    /// An import of a vault with this author.
    #[must_use]
    pub const fn import(author: Option<UserId>) -> Self {
        Self { author, origin: Origin::Import, summary: None }
    }
}

/// A note to be saved.
#[derive(Clone, Debug)]
pub struct Item {
    /// Which note; `None`: a new one.
    pub note: Option<NoteId>,
    /// Its place changed, so it gets the address of its new place. The old one goes on leading to it.
    pub moved: bool,
    /// What it says.
    pub prepared: Prepared,
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The note.
    pub note: NoteId,
    /// The revision that holds its text.
    pub revision: RevisionId,
    /// Its address below `/notes/`.
    pub path: String,
    /// Whether a revision was made. The same text again makes none: only what is derived from it is renewed.
    pub revised: bool,
}

/// What is known of a note before it is saved.
pub(super) struct Known {
    pub(super) path: String,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    pub(super) published_at: Option<Timestamp>,
    pub(super) publish_at: Option<Timestamp>,
    pub(super) published: bool,
    pub(super) author: Option<UserId>,
    /// The audience of its author alone, if it has one.
    pub(super) private: Option<AudienceId>,
    pub(super) revision: Uuid,
    pub(super) number: i32,
    pub(super) source_hash: Vec<u8>,
}

/// A note as its rows will hold it.
pub(super) struct Row<'a> {
    pub(super) note: &'a Prepared,
    pub(super) id: Uuid,
    pub(super) revision: Uuid,
    pub(super) number: i32,
    pub(super) path: String,
    pub(super) author: Option<UserId>,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    /// Whether it is published now.
    pub(super) publish: bool,
    /// When it will be, if that is still to come.
    pub(super) publish_at: Option<Timestamp>,
    pub(super) published_at: Option<Timestamp>,
}

impl Row<'_> {
    /// Whether lists, search and suggestions may show it.
    pub(super) fn is_listed(&self) -> bool {
        self.publish && self.note.audience.is_listed()
    }
}

/// Saves notes, resolves their links and those of others to them, and brings the readers of files and the counts
/// of tags up to date. Give the notes sorted by path; begin, commit and bump the generation around it.
///
/// A note that says `publish: false` becomes a draft, one that names a time to come is a draft until then, and one in
/// the bin comes out of it. New notes are `settings.vault.author`'s. A known one stays its author's, and private to them,
/// whoever saves it; only an import gives it the author of its vault. The returned list follows the given one.
///
/// # Errors
/// When the database fails.
pub async fn save(
    connection: &mut PgConnection,
    settings: &Settings,
    items: &[Item],
    by: &By,
    now: Timestamp,
) -> Result<Vec<Saved>, sqlx::Error> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    store::lock_writing(connection).await?;
    let ids: Vec<Uuid> = items.iter().map(|item| item.note.unwrap_or_default().0).collect();
    let known = store::find_known(connection, &ids).await?;
    let newcomers: Vec<(Uuid, &Prepared)> = items
        .iter()
        .zip(&ids)
        .filter(|(item, id)| item.moved || !known.contains_key(id))
        .map(|(item, id)| (*id, &item.prepared))
        .collect();
    let mut allotted = address::allot(connection, &settings.vault, &newcomers).await?;
    let kept = |id: &Uuid| known.get(id).filter(|_| by.origin != Origin::Import);
    let notes: Vec<Cow<'_, Prepared>> =
        items.iter().zip(&ids).map(|(item, id)| for_its_author(&item.prepared, kept(id))).collect();
    let rows: Vec<Row<'_>> = notes
        .iter()
        .zip(&ids)
        .map(|(note, id)| {
            let author = kept(id).map_or(settings.vault.author, |known| known.author);
            row(note, *id, known.get(id), allotted.remove(id), (author, now))
        })
        .collect();
    store_rows(connection, settings, &rows, &known, (by, now)).await?;
    Ok(rows.iter().map(|row| saved(row, known.get(&row.id))).collect())
}

/// A private note is its author's, whoever prepared it.
fn for_its_author<'a>(note: &'a Prepared, known: Option<&Known>) -> Cow<'a, Prepared> {
    match known.and_then(|known| known.private) {
        Some(private) if note.audience == Audience::Private && note.audience_id != private => {
            Cow::Owned(Prepared { audience_id: private, ..note.clone() })
        }
        _ => Cow::Borrowed(note),
    }
}

async fn store_rows(
    connection: &mut PgConnection,
    settings: &Settings,
    rows: &[Row<'_>],
    known: &HashMap<Uuid, Known>,
    (by, now): (&By, Timestamp),
) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let (paths, owners): (Vec<String>, Vec<Uuid>) = rows
        .iter()
        .filter(|row| known.get(&row.id).is_none_or(|known| known.path != row.path))
        .map(|row| (row.path.clone(), row.id))
        .unzip();
    if !paths.is_empty() {
        store::insert_paths(connection, &paths, &owners, now).await?;
        let folders: BTreeSet<(String, String)> =
            rows.iter().flat_map(|row| address::folders_above(&row.path, row.note.vault_path())).collect();
        store::upsert_folders(connection, folders).await?;
    }
    store::upsert_notes(connection, settings, rows).await?;
    store::upsert_revisions(connection, rows, by, now).await?;
    store::replace_parts(connection, &ids, rows).await?;
    store::replace_headings(connection, &ids, rows).await?;
    store::insert_words(connection, rows).await?;
    let mut touched = Touched { notes: ids.clone(), ..Touched::default() };
    touched.files = store::replace_links(connection, &ids, rows).await?;
    touched.keys = store::replace_names(connection, settings.vault.id, &ids, rows).await?;
    store::replace_translations(connection, &ids, rows).await?;
    // A draft answers to its names only where nothing published does, so a change of that moves links as well.
    let flipped = |row: &&Row<'_>| known.get(&row.id).is_some_and(|known| known.published != row.publish);
    for row in rows.iter().filter(flipped) {
        touched.keys.extend(row.note.names.iter().map(|name| name.key.clone()));
    }
    touched.tags = store::replace_tags(connection, &ids, rows).await?;
    let set = |row: &Row<'_>| known.get(&row.id).and_then(|known| known.publish_at);
    publish::schedule(connection, rows, set, now).await?;
    resolve::resolve(connection, touched).await
}

fn row<'a>(
    note: &'a Prepared,
    id: Uuid,
    known: Option<&Known>,
    allotted: Option<String>,
    (author, now): (Option<UserId>, Timestamp),
) -> Row<'a> {
    let same = known.filter(|known| known.source_hash == note.source_hash);
    let publish_at = note.publish_later(now);
    let publish = note.publish && publish_at.is_none();
    // Its time has come while it waited for it; to readers it is as new as if it had been saved then.
    let come = known.filter(|known| publish && !known.published).and_then(|known| known.publish_at);
    let come = come.filter(|at| *at <= now);
    // A file's time may lie ahead of ours; nothing is newer than now unless its writer says so.
    let changed = note.modified.map_or(now, |at| at.min(now));
    let kept = same.map(|known| come.map_or(known.updated_at, |at| at.max(known.updated_at)));
    let updated = note.updated.or(kept).unwrap_or(changed);
    let created =
        note.created.or_else(|| known.map(|known| known.created_at)).unwrap_or_else(|| updated.min(changed));
    Row {
        note,
        id,
        revision: same.map_or_else(|| RevisionId::new().0, |known| known.revision),
        number: known.map_or(1, |known| if same.is_some() { known.number } else { known.number + 1 }),
        author,
        path: allotted.or_else(|| known.map(|known| known.path.clone())).unwrap_or_default(),
        created_at: created,
        updated_at: updated.max(created),
        publish,
        publish_at,
        published_at: come.or_else(|| known?.published_at).or_else(|| publish.then_some(now)),
    }
}

fn saved(row: &Row<'_>, known: Option<&Known>) -> Saved {
    Saved {
        note: NoteId(row.id),
        revision: RevisionId(row.revision),
        path: row.path.clone(),
        revised: known.is_none_or(|known| known.revision != row.revision),
    }
}

/// The links of a row as columns.
pub(super) fn links(row: &Row<'_>) -> impl Iterator<Item = LinkRow> {
    let pixels = |size: Option<u32>| size.and_then(|size| i32::try_from(size).ok());
    row.note.rendered.links.iter().zip(0_i32..).map(move |(link, ordinal)| {
        let (key, tail) = looked_up(link);
        LinkRow {
            revision: row.revision,
            note: row.id,
            ordinal,
            embed: link.embed,
            target: limits::storable(link.target.clone()),
            key,
            tail,
            fragment: link.fragment.clone().map(limits::storable),
            label: link
                .label
                .as_deref()
                .filter(|_| link.embed)
                .map(|label| limits::storable(label.to_owned())),
            width: pixels(link.width),
            height: pixels(link.height),
            line: i32::try_from(link.line).unwrap_or(i32::MAX),
            plain_at: i32::try_from(link.plain_at).unwrap_or(i32::MAX),
            context: context::of(link, &row.note.rendered.plain),
            anchor: link.fragment.as_deref().and_then(anchor),
        }
    })
}

/// How a link of a text is looked up: its key, and what it may mean besides.
fn looked_up(link: &Link) -> (String, Option<String>) {
    let tail = names::tail_of(link).map(limits::link_key);
    (limits::link_key(limits::storable(link.key.clone())), tail)
}

/// The links of a text as they are looked up, by the numbers of their holes.
pub(in crate::notes) fn wanted(links: &[Link]) -> Vec<Wanted> {
    let wanted = links.iter().zip(0_i32..).map(|(link, ordinal)| {
        let (key, tail) = looked_up(link);
        Wanted {
            ordinal,
            key,
            tail,
            target: limits::storable(link.target.clone()),
            anchor: link.fragment.as_deref().and_then(anchor),
        }
    });
    wanted.collect()
}

fn anchor(fragment: &str) -> Option<String> {
    let anchors = markdown::anchors(fragment);
    (!anchors.is_empty()).then(|| limits::storable(anchors.join("#")))
}

/// One row of `links`, unresolved.
pub(super) struct LinkRow {
    pub(super) revision: Uuid,
    pub(super) note: Uuid,
    pub(super) ordinal: i32,
    pub(super) embed: bool,
    pub(super) target: String,
    pub(super) key: String,
    pub(super) tail: Option<String>,
    pub(super) fragment: Option<String>,
    pub(super) label: Option<String>,
    pub(super) width: Option<i32>,
    pub(super) height: Option<i32>,
    pub(super) line: i32,
    pub(super) plain_at: i32,
    /// The sentence that it stands in, and where in it the link's words are, in bytes.
    pub(super) context: Option<(String, Range<i32>)>,
    /// Joined by `#`, which no anchor holds.
    pub(super) anchor: Option<String>,
}
