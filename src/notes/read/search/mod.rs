//! Search: by meaning of the words in the language of each note, accents or none.
//!
//! Text and question are folded by the same rules before PostgreSQL's stemmers see them. The words found are
//! marked by us, in the text as it was written, for the database knows the folded one only: it is asked which of
//! the words around the place are words of the question.

mod marks;
mod question;

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::{PgConnection, PgPool};
use tokio::{sync::OwnedSemaphorePermit, task::spawn_blocking};

use self::marks::{Candidates, Marks};
pub(super) use self::question::Question;
use super::{
    excerpt::{self, Piece},
    place,
    store::search::{self as store, HitRow},
};
use crate::{
    access::{Audience, Audiences},
    db::paging::{Page, PageNumber},
    text::{fold::words, language::Language},
};

/// The longest question that is looked at, in characters.
pub const MAX_QUESTION: usize = 200;
/// So many hits of an audience are ranked; beyond, their number is not known.
pub const MAX_HITS: i64 = 1000;

/// What a reader asks of the search, as it stands in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    q: String,
    page: PageNumber,
    lang: String,
}

impl Wish {
    /// The question: trimmed, cut to what is looked at, without what no text can hold.
    #[must_use]
    pub fn question(&self) -> String {
        let clean: String = self.q.chars().filter(|ch| *ch != '\0').take(MAX_QUESTION).collect();
        clean.trim().to_owned()
    }

    /// The language asked for, without its region.
    #[must_use]
    pub fn language(&self) -> Option<String> {
        Language::parse(&self.lang).ok().map(|language| language.primary().to_owned())
    }
}

/// A note that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its address below `/notes/`.
    pub path: String,
    /// The folder that it lies in; empty for none.
    pub folder: String,
    /// The folder's name.
    pub folder_title: String,
    /// Its title, the found words marked.
    pub title: Vec<Piece>,
    /// The language that it is written in (BCP 47).
    pub language: String,
    /// Who may read it.
    pub audience: Audience,
    /// When it was last changed.
    pub updated: Timestamp,
    /// The text around the first word found, marked.
    pub excerpt: Vec<Piece>,
}

/// A page of what was found.
#[derive(Clone, Debug)]
pub struct Hits {
    /// The notes of this page, the best first.
    pub page: Page<Hit>,
    /// How many notes were found; from [`MAX_HITS`] on there may be more.
    pub total: i64,
}

/// What the database found, before its words are marked.
#[derive(Debug)]
pub struct Found {
    rows: Vec<(Language, HitRow)>,
    question: Question,
    /// How many notes were found; from [`MAX_HITS`] on there may be more.
    pub total: i64,
}

/// Searches what a visitor may read and lists. At most two queries.
///
/// Words are marked on a thread where nobody waits, and no connection is held meanwhile. The `turn` is given back
/// when that work is done, even if the reader has gone.
///
/// # Errors
/// When the database does not answer.
pub async fn search(
    pool: &PgPool,
    turn: OwnedSemaphorePermit,
    wish: &Wish,
    audiences: &Audiences,
) -> sqlx::Result<Hits> {
    if words(&wish.question()).next().is_none() {
        return Ok(Hits { page: Page::of(Vec::new(), wish.page), total: 0 });
    }
    let found = find(&mut *pool.acquire().await?, wish, audiences).await?;
    let total = found.total;
    let (turn, (found, candidates)) = apart(turn, move || {
        let candidates = found.candidates();
        (found, candidates)
    })
    .await?;
    let (configs, words) = candidates.columns();
    let answer = if words.is_empty() {
        Vec::new()
    } else {
        store::list_found_words(&mut *pool.acquire().await?, &found.question, &configs, &words).await?
    };
    let (_turn, items) = apart(turn, move || {
        let marks = candidates.found(&answer.into_iter().collect());
        found.rows.into_iter().map(|(language, row)| hit(&language, row, &marks)).collect::<Vec<_>>()
    })
    .await?;
    let shown = wish.page.offset() + i64::try_from(items.len()).unwrap_or_default();
    Ok(Hits { page: Page { items, number: wish.page, more: shown < total }, total })
}

/// The notes of a page of what is found. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, wish: &Wish, audiences: &Audiences) -> sqlx::Result<Found> {
    let question = Question::of(&wish.question());
    let language = wish.language();
    let rows =
        store::list_hits(db, &question, language.as_deref(), audiences.ids(), wish.page.offset()).await?;
    let total = rows.first().map_or(0, |row| row.total);
    let with_language =
        |row: HitRow| (Language::parse(&row.language).unwrap_or_else(|_| Language::unknown()), row);
    Ok(Found { rows: rows.into_iter().map(with_language).collect(), question, total })
}

/// Does work that takes its time where it holds up nobody.
async fn apart<T: Send + 'static>(
    turn: OwnedSemaphorePermit,
    work: impl FnOnce() -> T + Send + 'static,
) -> sqlx::Result<(OwnedSemaphorePermit, T)> {
    spawn_blocking(move || (turn, work())).await.map_err(|_| sqlx::Error::WorkerCrashed)
}

impl Found {
    fn candidates(&self) -> Candidates {
        let texts = self.rows.iter().flat_map(|(language, row)| {
            [&row.title, &row.plain, &row.excerpt].map(|text| (language, text.as_str()))
        });
        Candidates::of(texts, &self.question)
    }
}

fn hit(language: &Language, row: HitRow, marks: &Marks) -> Hit {
    let is_found = |word: &str| marks.has(language, word);
    let mut excerpt = excerpt::around(&row.plain, is_found);
    if excerpt.is_empty() {
        excerpt = excerpt::mark(&row.excerpt, is_found);
    }
    Hit {
        title: excerpt::mark(&row.title, is_found),
        excerpt,
        folder_title: row
            .folder_title
            .unwrap_or_else(|| row.folder.rsplit('/').next().unwrap_or_default().to_owned()),
        path: row.path,
        folder: row.folder,
        language: row.language,
        audience: place::audience(row.audience, true),
        updated: row.updated.to_jiff(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_cut_and_cleaned() {
        let wish = Wish { q: format!(" a\0{} ", "é".repeat(500)), ..Wish::default() };
        let question = wish.question();
        assert_eq!(question.chars().count(), MAX_QUESTION - 1);
        assert!(question.starts_with("aé"));
    }
}
