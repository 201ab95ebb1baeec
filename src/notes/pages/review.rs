//! `/notes/{path}/-/review`: asking others to look at a note, and what they say.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;

use super::{history::shown, moving::mover, view, write::editor::private};
use crate::{
    i18n::Strings,
    notes::{
        editing::Writer,
        reviewing::{self, ANSWER, Review, ReviewError, Reviewed, State as Standing, Verdict, WORDS},
    },
    state::State,
    web::{
        self, Chrome, Error, Flash, SignedIn,
        forms::{Errors, Form},
    },
};

/// `/notes/{path}/-/review`
pub(super) fn address(path: &str) -> String {
    format!("{}/-/review", view::note_address(path))
}

/// How it stands with a review, in words.
pub(super) fn standing(t: &Strings, state: Standing) -> String {
    match state {
        Standing::Asked => t.review_asked(),
        Standing::Approved => t.review_approved(),
        Standing::Changes => t.review_changes(),
        Standing::Withdrawn => t.review_withdrawn(),
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    words: String,
    /// The newest text when the page was shown.
    seen: String,
    /// The button: `ask`, `withdraw`, `approve` or `change`.
    #[serde(rename = "do")]
    wish: String,
}

#[derive(Template)]
#[template(path = "notes/review.html")]
struct ReviewPage {
    chrome: Chrome,
    found: Reviewed,
    may_answer: bool,
    may_withdraw: bool,
    typed: Typed,
    errors: Errors,
}

impl ReviewPage {
    fn new(chrome: Chrome, found: Reviewed, by: &Writer, typed: Typed) -> Self {
        let (may_answer, may_withdraw) = (found.may_answer(by), found.may_withdraw(by));
        Self { chrome, found, may_answer, may_withdraw, typed, errors: Errors::default() }
    }

    fn note_address(&self) -> String {
        view::note_address(&self.found.note.path)
    }

    /// What was saved since the text that was asked about, where that can be told.
    fn changes(&self, asked: &Review) -> Option<String> {
        let number = asked.number.filter(|_| self.found.is_changed())?;
        Some(format!("{}/-/changes?from={number}", self.note_address()))
    }
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let found = reviewing::find(&mut db, &path, &by).await.map_err(web_error)?;
    drop(db);
    if let Some(moved) = view::elsewhere(&request, &path, &found.note.path, "review") {
        return Ok(moved);
    }
    shown(&request, &ReviewPage::new(chrome, found, &by, Typed::default()))
}

pub(super) async fn post(
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
    Form(typed): Form<Typed>,
) -> web::Result {
    let by = mover(&person);
    match carry_out(&state, &path, &typed, &by).await {
        Ok(flash) => web::see_other_saying(&address(&path), flash),
        Err(error) => {
            let mut db = state.pool.acquire().await?;
            let found = reviewing::find(&mut db, &path, &by).await.map_err(web_error)?;
            drop(db);
            refuse(ReviewPage::new(chrome, found, &by, typed), error)
        }
    }
}

async fn carry_out(state: &State, path: &str, typed: &Typed, by: &Writer) -> Result<Flash, ReviewError> {
    let now = state.clock.now();
    let words = typed.words.replace("\r\n", "\n");
    let words = words.trim();
    let mut transaction = state.pool.begin().await?;
    let flash = match &*typed.wish {
        "withdraw" => {
            reviewing::withdraw(&mut transaction, path, by, now).await?;
            Flash::ReviewWithdrawn
        }
        "approve" | "change" => {
            let verdict = if typed.wish == "approve" { Verdict::Approve } else { Verdict::Change };
            let seen = typed.seen.parse().ok();
            reviewing::answer(&mut transaction, path, (verdict, words), seen, by, now).await?;
            Flash::Answered
        }
        _ => {
            reviewing::ask(&mut transaction, path, words, by, now).await?;
            Flash::ReviewAsked
        }
    };
    transaction.commit().await?;
    Ok(flash)
}

fn refuse(mut page: ReviewPage, error: ReviewError) -> web::Result {
    let t = page.chrome.t;
    let message = match error {
        ReviewError::Changed => t.review_changed(),
        ReviewError::Wordless => t.review_wordless(),
        ReviewError::Private => t.review_private(),
        ReviewError::Words if page.typed.wish == "ask" => t.suggest_words_long(WORDS),
        ReviewError::Words => t.suggest_words_long(ANSWER),
        error => return Err(web_error(error)),
    };
    page.errors.add("words", message);
    web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page).map(private)
}

fn web_error(error: ReviewError) -> Error {
    match error {
        ReviewError::NotFound => Error::NotFound,
        ReviewError::Forbidden => Error::Forbidden,
        ReviewError::Changed | ReviewError::Private => Error::Conflict,
        ReviewError::Wordless | ReviewError::Words => Error::BadRequest,
        ReviewError::Database(error) => error.into(),
    }
}
