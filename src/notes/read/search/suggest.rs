//! Suggestions while a question is typed: notes, headings, tags and attachments that are called so.

use serde::Deserialize;
use sqlx::PgConnection;

use super::{super::store::suggestions as store, Wish, query, question::lexeme, typos};
use crate::{access::Audiences, ids::FileId, text::fold};

/// Words of a question that are looked at.
const WORDS: usize = 8;

/// A note by its title.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SuggestedNote {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The language that it is written in (BCP 47).
    pub language: String,
    /// The name of the folder that it lies in; empty for none.
    pub folder: String,
}

/// A heading of a note.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SuggestedHeading {
    /// The note's address below `/notes/`.
    pub path: String,
    /// The fragment.
    pub anchor: String,
    /// The heading's words.
    pub text: String,
    /// The language that it is written in (BCP 47).
    pub language: String,
    /// The note's title.
    pub title: String,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SuggestedTag {
    /// Folded: the last part of its address.
    pub key: String,
    /// As written.
    pub name: String,
    /// Notes that the visitor finds under it.
    pub notes: i64,
}

/// An attachment by its name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SuggestedFile {
    /// Its id.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub size: i64,
}

/// What is called like the words of a question, the best of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// Notes.
    pub notes: Vec<SuggestedNote>,
    /// Headings.
    pub headings: Vec<SuggestedHeading>,
    /// Tags.
    pub tags: Vec<SuggestedTag>,
    /// Attachments.
    pub files: Vec<SuggestedFile>,
}

impl Suggestions {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.notes.len() + self.headings.len() + self.tags.len() + self.files.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Suggests what the visitor may read and lists; tags alone where a tag is being typed. The last word may be
/// unfinished. One query, or none for a question without a letter.
///
/// # Errors
/// When the database does not answer.
pub async fn suggest(db: &mut PgConnection, wish: &Wish, audiences: &Audiences) -> sqlx::Result<Suggestions> {
    let question = wish.question();
    called(db, &question, &named(&question), audiences).await
}

/// The same; where nothing is called so, words may be mistyped, which takes up to three queries more.
///
/// # Errors
/// When the database does not answer.
pub async fn suggest_generously(
    db: &mut PgConnection,
    wish: &Wish,
    audiences: &Audiences,
) -> sqlx::Result<Suggestions> {
    let question = wish.question();
    let words = named(&question);
    let found = called(db, &question, &words, audiences).await?;
    if !found.is_empty() {
        return Ok(found);
    }
    let Some(meant) = typos::correct(db, &words.join(" "), audiences.ids()).await? else { return Ok(found) };
    let words: Vec<String> =
        words.into_iter().map(|word| meant.get(&word).cloned().unwrap_or(word)).collect();
    called(db, &question, &words, audiences).await
}

async fn called(
    db: &mut PgConnection,
    question: &str,
    words: &[String],
    audiences: &Audiences,
) -> sqlx::Result<Suggestions> {
    if words.is_empty() {
        return Ok(Suggestions::default());
    }
    let key = words.join(" ");
    let query: Vec<String> = words.iter().map(|word| format!("{}:*", lexeme(word))).collect();
    let inside = format!("%{}%", words.join("%"));
    let rows = store::find_suggestions(db, &key, &query.join(" & "), &inside, audiences.ids()).await?;
    let tags = rows.tags.0;
    if question.split_whitespace().next_back().is_some_and(query::is_tag) {
        return Ok(Suggestions { tags, ..Suggestions::default() });
    }
    Ok(Suggestions { notes: rows.notes.0, headings: rows.headings.0, tags, files: rows.files.0 })
}

/// The words of a question, without its operators' names.
fn named(question: &str) -> Vec<String> {
    let pieces = question.split_whitespace().filter(|piece| !piece.starts_with('-'));
    let words = pieces.flat_map(|piece| match piece.split_once(':') {
        Some((_, value)) if super::query::is_operator(piece) => fold::bare_words(value),
        _ => fold::bare_words(piece),
    });
    words.take(WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_bare() {
        assert_eq!(named("Ação  \"no jard"), ["acao", "no", "jard"]);
        assert_eq!(named("tag:jar -x a:b"), ["jar", "a", "b"]);
        assert!(named(" -- \" tag:").is_empty());
    }
}
