//! What a link or a tag that somebody is writing may become, as far as they may read it.

use std::ops::Range;

use serde::Serialize;
use sqlx::PgConnection;

use super::{
    cut,
    search::lexeme,
    store::completions::{self as store, Anchors},
};
use crate::{
    access::Audiences,
    ids::NoteId,
    text::{fold, markdown, slug},
};

/// So many of a kind are offered.
pub const MOST: usize = 20;
/// Words of a question that are looked at.
const WORDS: usize = 8;
/// The longest piece of a block that is shown, in characters.
const LONGEST_BLOCK: usize = 120;

/// A note that a link may lead to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompletedNote {
    /// Its title.
    pub title: String,
    /// The language that it is written in (BCP 47).
    pub language: String,
    /// The name of the folder that it lies in; empty for none.
    pub folder: String,
    #[serde(rename = "link", serialize_with = "bare")]
    pub(super) vault_path: String,
    /// Whether its name alone is enough to find it.
    pub alone: bool,
}

/// What a link says: the place in the vault without the extension.
fn bare<S: serde::Serializer>(path: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(slug::strip_note_extension(path))
}

/// A heading of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompletedHeading {
    /// Its words.
    pub text: String,
    /// From 1 to 6.
    pub level: u8,
}

/// A block that its author named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompletedBlock {
    /// Its name, without the `^`.
    pub id: String,
    /// How it begins.
    pub text: String,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CompletedTag {
    /// As written, without the `#`.
    pub name: String,
    /// Notes that the writer finds under it.
    pub notes: i64,
}

/// Notes whose title or name is like what is written; those that changed last, where nothing is. `writing` is the note
/// that the link is to stand in. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn notes(
    db: &mut PgConnection,
    written: &str,
    writing: Option<NoteId>,
    audiences: &Audiences,
) -> sqlx::Result<Vec<CompletedNote>> {
    let words: Vec<String> = fold::bare_words(written).into_iter().take(WORDS).collect();
    if words.is_empty() {
        // Signs alone are no name.
        if !written.is_empty() {
            return Ok(Vec::new());
        }
        return store::list_latest(db, writing, audiences.ids()).await;
    }
    let query: Vec<String> = words.iter().map(|word| format!("{}:*", lexeme(word))).collect();
    // Names keep what stands between their words.
    let key = fold::key(written);
    store::find_notes(db, &key, &query.join(" & "), writing, audiences.ids()).await
}

/// The headings of the note that a link calls `target`, as far as they hold the words. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn headings(
    db: &mut PgConnection,
    target: &str,
    written: &str,
    writing: Option<NoteId>,
    audiences: &Audiences,
) -> sqlx::Result<Vec<CompletedHeading>> {
    let Some(found) = anchors(db, target, writing, false, audiences).await? else { return Ok(Vec::new()) };
    let headings = found.headings.0.into_iter().filter(|heading| holds(&heading.text, written));
    Ok(headings
        .take(MOST)
        .map(|heading| CompletedHeading { text: heading.text, level: heading.level })
        .collect())
}

/// The named blocks of the note that a link calls `target`, as far as their names or texts hold the words. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn blocks(
    db: &mut PgConnection,
    target: &str,
    written: &str,
    writing: Option<NoteId>,
    audiences: &Audiences,
) -> sqlx::Result<Vec<CompletedBlock>> {
    let Some(found) = anchors(db, target, writing, true, audiences).await? else { return Ok(Vec::new()) };
    let html = found.html.concat();
    let blocks = found.blocks.0.into_iter().map(|place| {
        let range = place.html.map_or(0..0, |[start, end]| Range { start, end });
        let text = cut::words(html.get(range).unwrap_or_default(), LONGEST_BLOCK);
        CompletedBlock { id: place.id.trim_start_matches('^').to_owned(), text }
    });
    Ok(blocks.filter(|block| holds(&format!("{} {}", block.id, block.text), written)).take(MOST).collect())
}

/// Tags that hold what is written; the largest, where nothing is. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn tags(
    db: &mut PgConnection,
    written: &str,
    audiences: &Audiences,
) -> sqlx::Result<Vec<CompletedTag>> {
    let key = fold::key(written).replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    store::find_tags(db, &format!("%{key}%"), &format!("{key}%"), audiences.ids()).await
}

async fn anchors(
    db: &mut PgConnection,
    target: &str,
    writing: Option<NoteId>,
    with_html: bool,
    audiences: &Audiences,
) -> sqlx::Result<Option<Anchors>> {
    // A link that begins with a dot starts at its note's folder, which is not asked for here.
    let Some(key) = markdown::reference_key(target, "") else { return Ok(None) };
    let tail = key.trim_start_matches('/').to_owned();
    store::find_anchors(db, &[format!("/{tail}"), tail], writing, with_html, audiences.ids()).await
}

/// Whether a text holds all words that are written, each as the beginning of one of its own.
fn holds(text: &str, written: &str) -> bool {
    let words = fold::bare_words(text);
    fold::bare_words(written).iter().all(|wanted| words.iter().any(|word| word.starts_with(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_may_be_unfinished_and_in_any_order() {
        assert!(holds("A poda das Roseiras", "ros pod"));
        assert!(holds("Poda", "") && !holds("Poda", "oda") && !holds("Poda", "poda x"));
    }
}
