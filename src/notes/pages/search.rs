//! `/search?q=…`

use std::{sync::Arc, time::Duration};

use actix_web::{HttpRequest, web::Data};
use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::time::timeout;

use super::{list::Choice, view};
use crate::{
    notes::read::search::{self, Hits, MAX_HITS, MAX_QUESTION, Wish},
    state::State,
    web::{self, Chrome, forms::Query},
};

/// Languages that can be asked for: those that the search has stemmers for.
const LANGUAGES: [&str; 3] = ["en", "es", "pt"];

#[derive(Template)]
#[template(path = "notes/search.html")]
struct SearchPage {
    chrome: Chrome,
    question: String,
    language: Option<String>,
    hits: Hits,
}

impl SearchPage {
    fn languages(&self) -> Vec<Choice> {
        let all = Choice {
            address: self.address(None, 1),
            words: self.chrome.t.list_language_all(),
            chosen: self.language.is_none(),
        };
        let each = LANGUAGES.into_iter().map(|language| Choice {
            address: self.address(Some(language), 1),
            words: view::language_name(language).to_owned(),
            chosen: self.language.as_deref() == Some(language),
        });
        std::iter::once(all).chain(each).collect()
    }

    fn previous(&self) -> Option<String> {
        self.hits.page.previous().map(|page| self.address(self.language.as_deref(), page))
    }

    fn next(&self) -> Option<String> {
        self.hits.page.next().map(|page| self.address(self.language.as_deref(), page))
    }

    fn address(&self, language: Option<&str>, page: u32) -> String {
        let mut address = format!("/search?q={}", utf8_percent_encode(&self.question, NON_ALPHANUMERIC));
        if let Some(language) = language {
            address.push_str("&lang=");
            address.push_str(language);
        }
        if page > 1 {
            address.push_str("&page=");
            address.push_str(&page.to_string());
        }
        address
    }

    /// What was found, in words.
    fn count(&self) -> String {
        let question = self.question.as_str();
        if self.hits.total >= MAX_HITS {
            self.chrome.t.search_found_many(question)
        } else {
            self.chrome.t.search_found(self.hits.total, question)
        }
    }
}

/// How long a search waits for its turn.
const PATIENCE: Duration = Duration::from_secs(4);
/// After how many seconds it makes sense to try again.
const PAUSE: u32 = 5;

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let turn = timeout(PATIENCE, Arc::clone(&state.searches).acquire_owned()).await;
    let Ok(Ok(turn)) = turn else { return Err(web::Error::TooMany(PAUSE)) };
    let hits = search::search(&state.pool, turn, &wish.0, &chrome.visitor.audiences).await?;
    if hits.page.items.is_empty() && hits.page.previous().is_some() {
        return Err(web::Error::NotFound);
    }
    let page = SearchPage { chrome, question: wish.0.question(), language: wish.0.language(), hits };
    web::page(&request, &page)
}
