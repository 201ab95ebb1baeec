//! What links mean.
//!
//! A link is looked up by its folded text. First within its own vault: the file at that path from the vault's
//! root (a Markdown link's starts at its note's folder), else whatever ends in it (`b` finds `a/b`), else an
//! alias or a permalink. Several files of that kind:
//! the one spelt exactly like the link, else the one in the folder of the linking note, else the one with the
//! shortest path, else the first in the alphabet; the link is then kept as ambiguous. Nothing in the vault: a
//! single match in the rest of the garden. What is published comes before drafts. Whether a reader may know of
//! the target is asked when the page is read.

mod store;
mod translations;

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::read::holes;
use crate::ids::{NoteId, VaultId};

/// How the links of a vault stand.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Links with a target.
    pub resolved: u64,
    /// Links that could mean several.
    pub ambiguous: u64,
    /// Links that lead nowhere.
    pub broken: u64,
    /// Some of the ambiguous ones, by file and line.
    pub first_ambiguous: Vec<LinkPlace>,
    /// Some of the broken ones, by file and line.
    pub first_broken: Vec<LinkPlace>,
}

/// Where a link stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPlace {
    /// The note's file, from the vault's root.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What the link says.
    pub target: String,
}

/// Counts the links of a vault's notes, and names some of those that need a look.
///
/// # Errors
/// When the database fails.
pub async fn tally(connection: &mut PgConnection, vault: VaultId) -> Result<Tally, sqlx::Error> {
    let mut tally = store::count_links(connection, vault).await?;
    tally.first_ambiguous = store::list_ambiguous_links(connection, vault).await?;
    tally.first_broken = store::list_broken_links(connection, vault).await?;
    Ok(tally)
}

/// A link of a text, as it is looked up.
#[derive(Clone, Debug)]
pub(in crate::notes) struct Wanted {
    /// The number of its hole.
    pub(in crate::notes) ordinal: i32,
    pub(in crate::notes) key: String,
    pub(in crate::notes) tail: Option<String>,
    pub(in crate::notes) target: String,
    /// Joined by `#`, which no anchor holds.
    pub(in crate::notes) anchor: Option<String>,
}

/// Where a text stands whose links are looked up.
#[derive(Clone, Copy, Debug)]
pub(in crate::notes) struct Place<'a> {
    pub(in crate::notes) note: NoteId,
    pub(in crate::notes) vault: VaultId,
    pub(in crate::notes) vault_path: &'a str,
}

/// What a link means, as far as somebody may know.
#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::notes) struct Meaning {
    pub(in crate::notes) note: Option<holes::NoteTarget>,
    pub(in crate::notes) file: Option<holes::FileTarget>,
    pub(in crate::notes) place: Option<holes::Place>,
}

/// What the links of a text mean that is not stored as a note's current one, by the numbers of their holes. One query;
/// nothing is written.
pub(in crate::notes) async fn meanings(
    connection: &mut PgConnection,
    wanted: &[Wanted],
    place: &Place<'_>,
    audiences: &[i32],
) -> Result<HashMap<usize, Meaning>, sqlx::Error> {
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let found = store::find_meanings(connection, wanted, place, audiences).await?;
    let numbered = |(ordinal, meaning): (i32, sqlx::types::Json<Meaning>)| {
        Some((usize::try_from(ordinal).ok()?, meaning.0))
    };
    Ok(found.into_iter().filter_map(numbered).collect())
}

/// How a link stands that is not well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::notes) enum Standing {
    /// It leads nowhere, as far as its writer may know.
    Missing,
    /// It leads to its own note.
    Own,
    /// It leads to a draft, which nobody reads yet.
    Draft,
    /// It leads to a note that some of its readers may not read.
    Hidden,
    /// It names a place that the note of this title does not have.
    NoPlace(String),
}

/// How the links of a text stand with its readers, as far as its writer may know, by the numbers of their holes; those
/// that are well are left out. One query.
pub(in crate::notes) async fn standings(
    connection: &mut PgConnection,
    wanted: &[Wanted],
    place: &Place<'_>,
    writer: &[i32],
    readers: &[i32],
) -> Result<Vec<(usize, Standing)>, sqlx::Error> {
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let found = store::list_standings(connection, wanted, place, writer, readers).await?;
    let read = |(ordinal, standing, title): (i32, String, Option<String>)| {
        Some((usize::try_from(ordinal).ok()?, Standing::of(&standing, title)))
    };
    Ok(found.into_iter().filter_map(read).collect())
}

/// The same for the links of saved texts that are to be published together: none of them is a draft to the others. One
/// query for all.
pub(in crate::notes) async fn standings_of_notes(
    connection: &mut PgConnection,
    notes: &[NoteId],
    writer: &[i32],
) -> Result<HashMap<NoteId, Vec<(usize, Standing)>>, sqlx::Error> {
    let mut standings: HashMap<NoteId, Vec<(usize, Standing)>> = HashMap::new();
    for (note, ordinal, standing, title) in store::list_standings_of_notes(connection, notes, writer).await? {
        if let Ok(ordinal) = usize::try_from(ordinal) {
            standings.entry(note).or_default().push((ordinal, Standing::of(&standing, title)));
        }
    }
    Ok(standings)
}

impl Standing {
    /// By the word of the database, and the title of the note that a link leads to.
    fn of(word: &str, title: Option<String>) -> Self {
        match word {
            "own" => Self::Own,
            "draft" => Self::Draft,
            "hidden" => Self::Hidden,
            "place" => Self::NoPlace(title.unwrap_or_default()),
            _ => Self::Missing,
        }
    }
}

/// What a change may have touched.
#[derive(Clone, Debug, Default)]
pub(in crate::notes) struct Touched {
    /// Notes whose own links are to be found.
    pub(in crate::notes) notes: Vec<Uuid>,
    /// Names that came, went, or changed their meaning.
    pub(in crate::notes) keys: Vec<String>,
    /// Files that were linked before.
    pub(in crate::notes) files: Vec<Uuid>,
    /// Tags that notes lost or got.
    pub(in crate::notes) tags: Vec<TagChange>,
}

/// A tag that a note lost (-1) or got (+1).
#[derive(Clone, Debug)]
pub(in crate::notes) struct TagChange {
    pub(in crate::notes) key: String,
    pub(in crate::notes) tag: String,
    pub(in crate::notes) audience: i32,
    pub(in crate::notes) by: i32,
}

/// Finds the targets of the links that a change touches, and brings the readers of files and the counts of tags
/// up to date. Within the writers' lock.
pub(in crate::notes) async fn resolve(
    connection: &mut PgConnection,
    mut touched: Touched,
) -> Result<(), sqlx::Error> {
    touched.files.extend(store::list_linked_files(connection, &touched.notes, &touched.keys).await?);
    store::update_links(connection, &touched.notes, &touched.keys).await?;
    translations::update(connection, &touched.notes, &touched.keys).await?;
    touched.files.extend(store::list_linked_files(connection, &touched.notes, &touched.keys).await?);
    touched.files.sort_unstable();
    touched.files.dedup();
    if !touched.files.is_empty() {
        store::replace_file_audiences(connection, &touched.files).await?;
    }
    let changes = sum(touched.tags);
    if !changes.is_empty() {
        store::update_tag_counts(connection, &changes).await?;
    }
    Ok(())
}

/// One change a tag and audience. One that cancels out may still be spelt in another way.
fn sum(changes: Vec<TagChange>) -> Vec<TagChange> {
    let mut sums: BTreeMap<(String, i32), TagChange> = BTreeMap::new();
    for change in changes {
        let key = (change.key.clone(), change.audience);
        let sum = sums.entry(key).or_insert_with(|| TagChange { by: 0, ..change.clone() });
        sum.by += change.by;
        sum.tag = change.tag;
    }
    sums.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_a_tag_add_up() {
        let change = |key: &str, audience, by| TagChange { key: key.into(), tag: key.into(), audience, by };
        let sums = sum(vec![
            change("a", 1, -1),
            change("b", 1, 1),
            change("a", 1, 1),
            change("a", 2, 1),
            change("b", 1, 1),
        ]);
        let read: Vec<_> = sums.iter().map(|sum| (sum.key.as_str(), sum.audience, sum.by)).collect();
        assert_eq!(read, [("a", 1, 0), ("a", 2, 1), ("b", 1, 2)]);
    }
}
