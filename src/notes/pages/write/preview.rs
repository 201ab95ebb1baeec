//! `/write/preview`: how a text would look, as the editor with it or as a piece of a page.

use actix_web::{
    HttpRequest,
    http::{StatusCode, header},
    web::Data,
};
use askama::Template;

use super::editor::{EditorPage, MAX_FORM, Typed, private};
use crate::{
    access::Role,
    notes::{
        editing::{self, preview::Preview},
        pages::{moving::mover, view},
    },
    state::State,
    web::{self, Chrome, Error, kept::PersonsForm},
};

#[derive(Template)]
#[template(path = "notes/unsaved.html")]
struct UnsavedPiece {
    chrome: Chrome,
    preview: Preview,
}

pub(in crate::notes::pages) async fn post(
    request: HttpRequest,
    chrome: Chrome,
    state: Data<State>,
    PersonsForm(person, typed): PersonsForm<Typed, MAX_FORM>,
) -> web::Result {
    if person.role < Role::Author {
        return Err(Error::Forbidden);
    }
    let mut db = state.pool.acquire().await?;
    let by = mover(&person);
    // Who may only read a note may suggest a change of it.
    let note = match typed.note() {
        Some(note) => Some(editing::get(&mut db, note, &by).await?.ok_or(Error::NotFound)?),
        None => None,
    };
    drop(db);
    let mut page = EditorPage::new(chrome, note, typed);
    page.draw(&state).await?;
    match page.preview.take() {
        Some(preview) if is_piece(&request) => {
            web::page_with_status(StatusCode::OK, &UnsavedPiece { chrome: page.chrome, preview }).map(private)
        }
        drawn => {
            page.preview = drawn;
            page.answer(StatusCode::OK).map(private)
        }
    }
}

/// Whether the text alone is asked for.
fn is_piece(request: &HttpRequest) -> bool {
    let has = |name: &str, word: &str| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains(word))
    };
    has("x-fragment", "1") || has(header::ACCEPT.as_str(), "fragment=1")
}
