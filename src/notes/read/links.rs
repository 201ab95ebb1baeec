//! All that a note is tied to: notes that link to it, that mention it, that it links to, and that are like it.

use std::collections::HashSet;

use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    search::Folded,
    store::links::{self as store, MentionRow},
};
use crate::{
    access::Audiences,
    db::paging::{Page, PageNumber},
    ids::{NoteId, RevisionId},
    notes::sentence::{self, Sentence},
    text::fold,
};

/// Longer addresses are nobody's.
const MAX_PATH: usize = 1000;
/// Shorter names stand in every note without meaning this one; in characters.
const SHORTEST_NAME: usize = 3;
/// So many names of a note are looked for.
const NAMES: usize = 8;

/// The note that everything is tied to.
#[derive(Clone, Debug)]
pub struct Head {
    /// Which.
    pub id: NoteId,
    /// The text that is published.
    pub revision: RevisionId,
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// Its other names, folded.
    pub aliases: Vec<String>,
}

/// A note that links here or mentions this one.
#[derive(Clone, Debug)]
pub struct Tie {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
    /// The sentence; `None` where it says nothing but the link.
    pub sentence: Option<Sentence>,
}

/// A note, named and no more.
#[derive(Clone, Debug, Deserialize)]
pub struct Named {
    /// Its address below `/notes/`.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Its language.
    pub language: String,
}

/// The note at an address, old or new, if this visitor may read it. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, path: &str, audiences: &Audiences) -> sqlx::Result<Option<Head>> {
    if path.len() > MAX_PATH || path.contains('\0') {
        return Ok(None);
    }
    store::find_head(db, path, audiences.ids()).await
}

/// A page of the listed notes that link to a note, the newest first. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn backlinks(
    db: &mut PgConnection,
    note: &Head,
    page: PageNumber,
    audiences: &Audiences,
) -> sqlx::Result<Page<Tie>> {
    Ok(Page::of(store::list_backlinks(db, note.id, page, audiences.ids()).await?, page))
}

/// Notes that this one links to, in the order of its text. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn outgoing(db: &mut PgConnection, note: &Head, audiences: &Audiences) -> sqlx::Result<Vec<Named>> {
    store::list_outgoing(db, note, audiences.ids()).await
}

/// Notes that are linked with the same notes, carry the same tags or speak of the same things, without those that
/// are linked with this one anyway. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn related(db: &mut PgConnection, note: &Head, audiences: &Audiences) -> sqlx::Result<Vec<Named>> {
    store::list_related(db, note, audiences.ids()).await
}

/// Listed notes that name this one without linking to it. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn mentions(db: &mut PgConnection, note: &Head, audiences: &Audiences) -> sqlx::Result<Vec<Tie>> {
    let names = names(note);
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let quoted: Vec<String> =
        names.iter().map(|name| format!("\"{}\"", name.replace(['"', '\0'], " "))).collect();
    let question = Folded::of(&quoted.join(" or "));
    let rows = store::list_mentions(db, note.id, &question, audiences.ids()).await?;
    let spelt: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
    Ok(rows.into_iter().filter_map(|row| mention(row, &spelt)).take(20).collect())
}

/// The names that are worth looking for, each once.
fn names(note: &Head) -> Vec<String> {
    let mut seen = HashSet::new();
    let all = [&note.title].into_iter().chain(&note.aliases);
    let fit = all.filter(|name| name.chars().filter(|ch| ch.is_alphanumeric()).count() >= SHORTEST_NAME);
    fit.filter(|name| seen.insert(fold::key(name))).take(NAMES).cloned().collect()
}

fn words(text: &str) -> Vec<String> {
    fold::words(text).map(|(_, word)| fold::key(word)).collect()
}

/// The first place where a text holds one of the names, word for word: the index has found stems.
fn mention(row: MentionRow, names: &[Vec<String>]) -> Option<Tie> {
    let places: Vec<(usize, &str)> = fold::words(&row.plain).collect();
    let begins = |word: &str, name: &str| {
        let (Some(a), Some(b)) = (word.chars().next(), name.chars().next()) else { return false };
        !a.is_ascii() || !b.is_ascii() || a.eq_ignore_ascii_case(&b)
    };
    let fits = |from: usize, name: &[String]| {
        places.get(from..from + name.len()).is_some_and(|found| {
            found.iter().zip(name).all(|((_, word), name)| begins(word, name) && fold::key(word) == *name)
        })
    };
    let (from, name) = (0..places.len()).find_map(|from| {
        names.iter().find(|name| !name.is_empty() && fits(from, name)).map(|name| (from, name))
    })?;
    let (start, _) = *places.get(from)?;
    let (last, word) = *places.get(from + name.len() - 1)?;
    let sentence = sentence::around(&row.plain, start..last + word.len())?;
    Some(Tie { path: row.path, title: row.title, language: row.language, sentence: Some(sentence) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(plain: &str) -> MentionRow {
        MentionRow { path: "a".into(), title: "A".into(), language: "pt".into(), plain: plain.into() }
    }

    fn found(plain: &str, names: &[&str]) -> Option<String> {
        let names: Vec<Vec<String>> = names.iter().map(|name| words(name)).collect();
        let sentence = mention(row(plain), &names)?.sentence.unwrap();
        Some(format!("{}[{}]{}", sentence.before, sentence.words, sentence.after))
    }

    #[test]
    fn a_mention_is_the_whole_name_in_any_spelling() {
        let names = ["Ação coletiva", "mutirão"];
        assert_eq!(found("Uma ACAO Coletiva.", &names).as_deref(), Some("Uma [ACAO Coletiva]."));
        assert_eq!(found("Antes. O mutirao foi bom.", &names).as_deref(), Some("O [mutirao] foi bom."));
        assert_eq!(found("Ações coletivas; ação não coletiva.", &names), None);
        assert_eq!(found("", &names), None);
    }

    #[test]
    fn names_are_worth_looking_for() {
        let head = |title: &str, aliases: &[&str]| Head {
            id: NoteId::new(),
            revision: RevisionId::new(),
            path: "a".into(),
            title: title.into(),
            language: "pt".into(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        };
        assert_eq!(names(&head("Ação", &["acao", "C", "--", "horta"])), ["Ação", "horta"]);
        assert_eq!(names(&head("x", &[])), Vec::<String>::new());
    }
}
