//! `/search?q=…`

use std::{sync::Arc, time::Duration};

use actix_web::{HttpRequest, web::Data};
use askama::Template;
use tokio::{sync::OwnedSemaphorePermit, time::timeout};

use super::{list::Choice, view};
use crate::{
    db::paging::PageNumber,
    files,
    i18n::{Strings, file_size},
    notes::read::{
        list::{self, Listed, Of},
        search::{
            self, Hits, MAX_HITS, MAX_QUESTION, Reader, Wish,
            query::{Complaint, Query as Parsed, Writer},
            suggest::{Suggestions, suggest},
        },
        tags::{self, TagCount},
    },
    state::State,
    web::{self, Chrome, forms::Query},
};

/// Languages that can be asked for: those that the search has stemmers for.
const LANGUAGES: [&str; 3] = ["en", "es", "pt"];
/// The newest notes that the empty page shows.
const RECENT: usize = 6;
/// Of what could not be understood, no more is told at once.
const COMPLAINTS: usize = 4;

#[derive(Template)]
#[template(path = "notes/search.html")]
struct SearchPage {
    chrome: Chrome,
    question: String,
    language: Option<String>,
    hits: Hits,
    /// What is called like the words.
    named: Suggestions,
    /// For a page without a question: what is new, and the largest tags.
    recent: Vec<Listed>,
    tags: Vec<TagCount>,
}

impl SearchPage {
    fn languages(&self) -> Vec<Choice> {
        let all = Choice {
            address: view::search_address(&self.question, None, 1),
            words: self.chrome.t.list_language_all(),
            chosen: self.language.is_none(),
        };
        let each = LANGUAGES.into_iter().map(|language| Choice {
            address: view::search_address(&self.question, Some(language), 1),
            words: view::language_name(language).to_owned(),
            chosen: self.language.as_deref() == Some(language),
        });
        std::iter::once(all).chain(each).collect()
    }

    /// What was answered: the question, or what it must have meant.
    fn answered(&self) -> &str {
        self.hits.instead.as_deref().unwrap_or(&self.question)
    }

    fn previous(&self) -> Option<String> {
        let page = self.hits.page.previous()?;
        Some(view::search_address(self.answered(), self.language.as_deref(), page))
    }

    fn next(&self) -> Option<String> {
        let page = self.hits.page.next()?;
        Some(view::search_address(self.answered(), self.language.as_deref(), page))
    }

    /// The same question for notes that hold any of its words, where it has several.
    fn any_of_them(&self) -> Option<String> {
        let writer = Writer { locale: self.chrome.locale, zone: &self.chrome.visitor.zone };
        let query = Parsed::parse(&self.question, writer);
        let words: Vec<&str> = query.wanted.split_whitespace().collect();
        let plain = !query.narrows() && query.text == query.wanted && !query.text.contains('"');
        (plain && words.len() > 1)
            .then(|| view::search_address(&words.join(" or "), self.language.as_deref(), 1))
    }

    fn in_all_languages(&self) -> Option<String> {
        self.language.as_ref().map(|_| view::search_address(&self.question, None, 1))
    }

    /// What was found, in words.
    fn count(&self) -> String {
        let question = self.answered();
        if self.hits.total >= MAX_HITS {
            self.chrome.t.search_found_many(question)
        } else {
            self.chrome.t.search_found(self.hits.total, question)
        }
    }

    fn complaints(&self) -> Vec<String> {
        let words = |complaint| in_words(complaint, self.chrome.t);
        self.hits.complaints.iter().take(COMPLAINTS).map(words).collect()
    }

    fn size(&self, bytes: i64) -> String {
        file_size(u64::try_from(bytes).unwrap_or_default(), self.chrome.locale)
    }

    /// How questions are written: an example, and what it means.
    fn examples(&self) -> [(String, String); 8] {
        let t = self.chrome.t;
        [
            (t.search_how_words(), t.search_how_words_means()),
            (t.search_how_phrase(), t.search_how_phrase_means()),
            (t.search_how_without(), t.search_how_without_means()),
            (t.search_how_or(), t.search_how_or_means()),
            (t.search_how_tag(), t.search_how_tag_means()),
            (t.search_how_language(), t.search_how_language_means()),
            (t.search_how_author(), t.search_how_author_means()),
            (t.search_how_dates(), t.search_how_dates_means()),
        ]
    }
}

fn in_words(complaint: &Complaint, t: &Strings) -> String {
    match complaint {
        Complaint::Date(value) => t.search_bad_date(value.as_str()),
        Complaint::Language(value) => t.search_bad_language(value.as_str()),
        Complaint::Empty(operator) => t.search_bad_empty(operator.as_str()),
        Complaint::Minus(operator) => t.search_bad_minus(operator.as_str()),
    }
}

/// How long a search waits for its turn.
const PATIENCE: Duration = Duration::from_secs(4);
/// After how many seconds it makes sense to try again.
const PAUSE: u32 = 5;

/// A turn to search: see [`crate::state::SEARCHES`].
pub(super) async fn turn(state: &State) -> Result<OwnedSemaphorePermit, web::Error> {
    let turn = timeout(PATIENCE, Arc::clone(&state.searches).acquire_owned()).await;
    turn.ok().and_then(Result::ok).ok_or(web::Error::TooMany(PAUSE))
}

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let wish = wish.0;
    let audiences = &chrome.visitor.audiences;
    let reader = Reader { audiences, locale: chrome.locale, zone: &chrome.visitor.zone };
    let hits = search::search(&state.pool, turn(&state).await?, &wish, reader).await?;
    if hits.page.is_beyond() {
        return Err(web::Error::NotFound);
    }
    let question = wish.question();
    let (mut named, mut recent, mut tags) = (Suggestions::default(), Vec::new(), Vec::new());
    if question.is_empty() {
        let mut db = state.pool.acquire().await?;
        recent = list::list(&mut db, Of::All, &list::Wish::default(), audiences).await?.page.items;
        recent.truncate(RECENT);
        tags = tags::largest(&mut db, audiences).await?;
    } else if wish.page() == PageNumber::FIRST {
        named = suggest(&mut *state.pool.acquire().await?, &wish, audiences).await?;
    }
    let language = wish.language();
    web::page(&request, &SearchPage { chrome, question, language, hits, named, recent, tags })
}
