//! Search: by meaning of the words in the language of each note, accents or none.
//!
//! Text and question are folded by the same rules before PostgreSQL's stemmers see them. The words found are
//! marked by us, in the text as it was written, for the database knows the folded one only: it is asked which of
//! the words around the place are words of the question.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::Timestamp;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    excerpt::{self, Piece},
    place,
    store::search::{self as store, HitRow},
};
use crate::{
    access::{Audience, Audiences},
    db::paging::{Page, PageNumber},
    text::{
        fold::{for_search, words},
        language::Language,
    },
};

/// The longest question that is looked at, in characters.
pub const MAX_QUESTION: usize = 200;
/// So many hits are ranked; beyond, their number is not known.
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

/// A question, folded for each language that the database has a stemmer for. The words alone are without those
/// that a note must not hold, for marking.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) portuguese: String,
    pub(super) spanish: String,
    pub(super) english: String,
    pub(super) other: String,
    pub(super) portuguese_words: String,
    pub(super) spanish_words: String,
    pub(super) english_words: String,
    pub(super) other_words: String,
}

impl Question {
    pub(super) fn of(text: &str) -> Self {
        let wanted = without_refused(text);
        Self {
            portuguese: fold(text, "pt"),
            spanish: fold(text, "es"),
            english: fold(text, "en"),
            other: fold(text, "und"),
            portuguese_words: fold(&wanted, "pt"),
            spanish_words: fold(&wanted, "es"),
            english_words: fold(&wanted, "en"),
            other_words: fold(&wanted, "und"),
        }
    }

    /// How the words of the question begin, in a configuration. Stemmers cut the ends of words only, so a word
    /// that begins otherwise is none of them: the database need not be asked.
    fn beginnings(&self, config: &str) -> HashSet<String> {
        let text = match config {
            "portuguese" => &self.portuguese_words,
            "spanish" => &self.spanish_words,
            "english" => &self.english_words,
            _ => &self.other_words,
        };
        words(text).map(|(_, word)| beginning(word)).collect()
    }
}

/// The first two letters of a word, folded.
fn beginning(word: &str) -> String {
    if let Some(ascii) = word.get(..2).filter(|start| start.is_ascii()) {
        return ascii.to_ascii_lowercase();
    }
    // A letter may be followed by its accent: four characters hold two letters.
    let start: String = word.chars().take(4).collect();
    fold(&start, "und").chars().take(2).collect()
}

fn fold(text: &str, tag: &str) -> String {
    Language::parse(tag).map_or_else(|_| text.to_owned(), |language| for_search(text, &language))
}

/// The question without the words and phrases that follow a minus.
fn without_refused(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|ch: char| !ch.is_whitespace()) {
        rest = rest.get(at..).unwrap_or_default();
        let (refused, body) = rest.strip_prefix('-').map_or((false, rest), |body| (true, body));
        let end = match body.strip_prefix('"') {
            Some(quoted) => quoted.find('"').map_or(body.len(), |end| end + 2),
            None => body.find(char::is_whitespace).unwrap_or(body.len()),
        };
        let (item, after) = body.split_at_checked(end).unwrap_or((body, ""));
        if !refused {
            kept.push_str(item);
            kept.push(' ');
        }
        rest = after;
    }
    kept
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
    /// How many notes were found; [`MAX_HITS`] means that or more.
    pub total: i64,
}

/// Searches what a visitor may read and lists. At most two queries.
///
/// # Errors
/// When the database does not answer.
pub async fn search(db: &mut PgConnection, wish: &Wish, audiences: &Audiences) -> sqlx::Result<Hits> {
    let text = wish.question();
    if words(&text).next().is_none() {
        return Ok(Hits { page: Page::of(Vec::new(), wish.page), total: 0 });
    }
    let question = Question::of(&text);
    let language = wish.language();
    let rows =
        store::list_hits(db, &question, language.as_deref(), audiences.ids(), wish.page.offset()).await?;
    let total = rows.first().map_or(0, |row| row.total);
    let candidates = candidates(&rows, &question);
    let found: HashSet<(String, String)> = if candidates.is_empty() {
        HashSet::new()
    } else {
        let (configs, words): (Vec<String>, Vec<String>) = candidates.into_iter().unzip();
        store::list_found_words(db, &question, &configs, &words).await?.into_iter().collect()
    };
    let shown = wish.page.offset() + i64::try_from(rows.len()).unwrap_or_default();
    let items = rows.into_iter().map(|row| hit(row, &found)).collect();
    Ok(Hits { page: Page { items, number: wish.page, more: shown < total }, total })
}

fn language_of(row: &HitRow) -> Option<Language> {
    Language::parse(&row.language).or_else(|_| Language::parse("und")).ok()
}

/// The words, folded, that may be words of the question, each once for its configuration.
fn candidates(rows: &[HitRow], question: &Question) -> BTreeSet<(String, String)> {
    let mut beginnings: HashMap<&'static str, HashSet<String>> = HashMap::new();
    let mut candidates = BTreeSet::new();
    for row in rows {
        let Some(language) = language_of(row) else { continue };
        let config = language.search_config();
        let beginnings = beginnings.entry(config).or_insert_with(|| question.beginnings(config));
        for text in [&row.title, &row.plain, &row.excerpt] {
            for (_, word) in words(text).filter(|(_, word)| beginnings.contains(&beginning(word))) {
                let folded = for_search(word, &language);
                candidates.extend(words(&folded).map(|(_, word)| (config.to_owned(), word.to_owned())));
            }
        }
    }
    candidates
}

fn hit(row: HitRow, found: &HashSet<(String, String)>) -> Hit {
    let language = language_of(&row);
    let beginnings: HashSet<String> = found.iter().map(|(_, word)| beginning(word)).collect();
    let is_found = |word: &str| {
        beginnings.contains(&beginning(word))
            && language.as_ref().is_some_and(|language| {
                let folded = for_search(word, language);
                words(&folded)
                    .any(|(_, word)| found.contains(&(language.search_config().to_owned(), word.to_owned())))
            })
    };
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn refused_words_are_not_marked() {
        assert_eq!(without_refused("jardim -terra \"a b\" -\"c d\" e").trim(), "jardim \"a b\" e");
        assert_eq!(without_refused("-"), "");
        assert_eq!(without_refused("\"open").trim(), "\"open");
    }

    #[test]
    fn a_question_is_cut_and_cleaned() {
        let wish = Wish { q: format!(" a\0{} ", "é".repeat(500)), ..Wish::default() };
        let question = wish.question();
        assert_eq!(question.chars().count(), MAX_QUESTION - 1);
        assert!(question.starts_with("aé"));
    }

    proptest! {
        #[test]
        fn taking_out_refused_words_never_fails(text in any::<String>()) {
            let kept = without_refused(&text);
            prop_assert!(kept.len() <= text.len() + text.split_whitespace().count() + 1);
        }
    }
}
