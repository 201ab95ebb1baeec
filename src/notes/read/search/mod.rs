//! Search: by meaning of the words in the language of each note, accents or none.
//!
//! Text and question are folded by the same rules before PostgreSQL's stemmers see them. The words found are
//! marked by us, in the text as it was written, for the database knows the folded one only: it is asked which of
//! the words around the place are words of the question.

mod hits;
mod marks;
pub mod query;
mod question;
pub mod suggest;
pub mod typos;

use jiff::tz::TimeZone;
use serde::Deserialize;
use sqlx::{PgConnection, PgPool};
use tokio::{sync::OwnedSemaphorePermit, task::spawn_blocking};
use uuid::Uuid;

pub use self::hits::{Hit, Section};
pub(super) use self::question::{Folded, Question, lexeme};
use self::{
    hits::Found,
    query::{Complaint, Query, Writer},
};
use super::store::search as store;
use crate::{
    access::Audiences,
    db::paging::{Page, PageNumber},
    i18n::Locale,
    text::{fold, language::Language},
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

    /// The page asked for.
    #[must_use]
    pub const fn page(&self) -> PageNumber {
        self.page
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// What they may read.
    pub audiences: &'a Audiences,
    /// Their language.
    pub locale: Locale,
    /// Their time zone.
    pub zone: &'a TimeZone,
}

/// A page of what was found.
#[derive(Clone, Debug)]
pub struct Hits {
    /// The notes of this page, the best first.
    pub page: Page<Hit>,
    /// How many notes were found; from [`MAX_HITS`] on there may be more.
    pub total: i64,
    /// The question that was answered instead, where nobody wrote a word as it was typed.
    pub instead: Option<String>,
    /// What of the question was left out.
    pub complaints: Vec<Complaint>,
}

/// Searches what a visitor may read and lists. Two queries, one more for authors' names, and up to three more where a
/// word is found nowhere.
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
    reader: Reader<'_>,
) -> sqlx::Result<Hits> {
    let query = Query::parse(&wish.question(), Writer { locale: reader.locale, zone: reader.zone });
    let nothing =
        |complaints| Hits { page: Page::of(Vec::new(), wish.page), total: 0, instead: None, complaints };
    if query.is_empty() {
        return Ok(nothing(query.complaints));
    }
    let (found, correction) = {
        let mut db = pool.acquire().await?;
        let found = find(&mut db, &query, wish, reader.audiences).await?;
        let correction = if found.is_empty() && wish.page == PageNumber::FIRST {
            typos::correct(&mut db, &query.wanted, reader.audiences.ids()).await?
        } else {
            None
        };
        match correction {
            Some(correction) => {
                let query = typos::corrected(&query, &correction);
                (find(&mut db, &query, wish, reader.audiences).await?, Some(correction))
            }
            None => (found, None),
        }
    };
    let total = found.total();
    let (turn, (found, candidates)) = apart(turn, move || {
        let candidates = found.candidates();
        (found, candidates)
    })
    .await?;
    let (configs, words) = candidates.columns();
    let answer = if words.is_empty() {
        Vec::new()
    } else {
        store::list_found_words(&mut *pool.acquire().await?, found.wanted(), &configs, &words).await?
    };
    let question = wish.question();
    let (_turn, (items, instead)) = apart(turn, move || {
        let marks = candidates.found(&answer.into_iter().collect());
        let instead = correction.map(|correction| {
            typos::as_written(&correction, &marks).map(|written| typos::apply(&question, &written))
        });
        (found.into_hits(&marks), instead)
    })
    .await?;
    let shown = wish.page.offset() + i64::try_from(items.len()).unwrap_or_default();
    match instead {
        // What was meant cannot be told from what is shown.
        Some(None) => Ok(nothing(query.complaints)),
        instead => Ok(Hits {
            page: Page { items, number: wish.page, more: shown < total },
            total,
            instead: instead.flatten(),
            complaints: query.complaints,
        }),
    }
}

/// The notes of a page of what is found. One query, and one more for authors' names.
///
/// # Errors
/// When the database does not answer.
pub async fn find(
    db: &mut PgConnection,
    query: &Query,
    wish: &Wish,
    audiences: &Audiences,
) -> sqlx::Result<Found> {
    let authors = if query.authors.is_empty() {
        Vec::new()
    } else {
        named(store::list_authors(db, audiences.ids()).await?, &query.authors)
    };
    let question = Question::of(query, wish.language().as_deref(), &authors);
    let rows = store::list_hits(db, &question, audiences.ids(), wish.page.offset()).await?;
    Ok(Found::new(rows, question.wanted))
}

/// The people whose names hold one of the names asked for, from the beginning of a word on.
fn named(people: Vec<(Uuid, String)>, asked: &[String]) -> Vec<Uuid> {
    let is_meant = |name: &str| {
        let name = format!(" {}", fold::key(name));
        asked.iter().any(|asked| name.contains(&format!(" {asked}")))
    };
    people.into_iter().filter(|(_, name)| is_meant(name)).map(|(id, _)| id).collect()
}

/// Does work that takes its time where it holds up nobody.
async fn apart<T: Send + 'static>(
    turn: OwnedSemaphorePermit,
    work: impl FnOnce() -> T + Send + 'static,
) -> sqlx::Result<(OwnedSemaphorePermit, T)> {
    spawn_blocking(move || (turn, work())).await.map_err(|_| sqlx::Error::WorkerCrashed)
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

    #[test]
    fn people_are_known_by_the_beginning_of_a_name() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let people = vec![(a, "Lívia Prado".to_owned()), (b, "Olívia Prates".to_owned())];
        assert_eq!(named(people.clone(), &["livia".into()]), [a]);
        assert_eq!(named(people.clone(), &["pra".into()]), [a, b]);
        assert!(named(people, &["via".into()]).is_empty());
    }
}
