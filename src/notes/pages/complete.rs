//! `/write/complete/…`: what a link or a tag that is being written may become, as JSON, for authors.

use actix_web::{HttpResponse, http::header, web::Data};
use serde::{Deserialize, Serialize};

use super::search::turn;
use crate::{
    ids::NoteId,
    notes::read::{complete, search::MAX_QUESTION},
    state::State,
    web::{self, Author, forms::Query},
};

/// What is written already.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    /// The words.
    q: String,
    /// What the link calls its note, where headings or blocks are asked for.
    of: String,
    /// The id of the note that is being written; empty for a new one.
    note: String,
}

impl Wish {
    fn words(&self) -> String {
        clean(&self.q)
    }

    fn target(&self) -> String {
        clean(&self.of)
    }

    fn writing(&self) -> Option<NoteId> {
        self.note.parse().ok()
    }
}

/// Cut to what is looked at, without what no text can hold.
fn clean(text: &str) -> String {
    let clean: String = text.chars().filter(|ch| !ch.is_control()).take(MAX_QUESTION).collect();
    clean.trim().to_owned()
}

pub(super) async fn notes(Author(person): Author, wish: Query<Wish>, state: Data<State>) -> web::Result {
    let _turn = turn(&state).await?;
    let mut db = state.pool.acquire().await?;
    Ok(told(&complete::notes(&mut db, &wish.0.words(), wish.0.writing(), &person.audiences).await?))
}

pub(super) async fn headings(Author(person): Author, wish: Query<Wish>, state: Data<State>) -> web::Result {
    let (mut db, wish) = (state.pool.acquire().await?, wish.0);
    let (target, words) = (wish.target(), wish.words());
    Ok(told(&complete::headings(&mut db, &target, &words, wish.writing(), &person.audiences).await?))
}

pub(super) async fn blocks(Author(person): Author, wish: Query<Wish>, state: Data<State>) -> web::Result {
    let (mut db, wish) = (state.pool.acquire().await?, wish.0);
    let (target, words) = (wish.target(), wish.words());
    Ok(told(&complete::blocks(&mut db, &target, &words, wish.writing(), &person.audiences).await?))
}

pub(super) async fn tags(Author(person): Author, wish: Query<Wish>, state: Data<State>) -> web::Result {
    let mut db = state.pool.acquire().await?;
    Ok(told(&complete::tags(&mut db, &wish.0.words(), &person.audiences).await?))
}

/// What someone types, letter by letter, is not to be kept anywhere.
fn told<T: Serialize>(found: &[T]) -> HttpResponse {
    HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-store")).json(found)
}
