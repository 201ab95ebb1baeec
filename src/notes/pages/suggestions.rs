//! `/search/suggestions?q=…`: a piece of a page, for the search dialog.

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderValue},
    web::Data,
};
use askama::Template;

use super::{search::turn, view};
use crate::{
    files,
    notes::read::search::{
        Wish,
        suggest::{Suggestions, suggest_generously},
    },
    state::State,
    web::{self, Chrome, forms::Query},
};

#[derive(Template)]
#[template(path = "notes/suggestions.html")]
struct SuggestionsPiece {
    chrome: Chrome,
    question: String,
    found: Suggestions,
}

impl SuggestionsPiece {
    fn count(&self) -> i64 {
        i64::try_from(self.found.len()).unwrap_or(i64::MAX)
    }
}

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let question = wish.0.question();
    let found = if question.is_empty() {
        Suggestions::default()
    } else {
        let _turn = turn(&state).await?;
        suggest_generously(&mut *state.pool.acquire().await?, &wish.0, &chrome.visitor.audiences).await?
    };
    let mut response = web::page(&request, &SuggestionsPiece { chrome, question, found })?;
    // What someone types, letter by letter, is not to be kept anywhere.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(response)
}
