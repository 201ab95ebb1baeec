//! `/write/complete/…`: what a link or a tag that is being written may become, as JSON, for authors.

use actix_web::{HttpResponse, http::header, web::Data};
use serde::{Deserialize, Serialize};

use super::search::turn;
use crate::{
    access::Role,
    ids::NoteId,
    notes::read::{complete, search::MAX_QUESTION},
    state::State,
    web::{self, Error, SignedIn, Visitor, forms::Query},
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

/// Signed in, and of those who write.
fn author(visitor: &Visitor) -> web::Result<()> {
    if visitor.is(Role::Author) { Ok(()) } else { Err(Error::Forbidden) }
}

pub(super) async fn notes(
    _: SignedIn,
    visitor: Visitor,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    author(&visitor)?;
    let _turn = turn(&state).await?;
    let mut db = state.pool.acquire().await?;
    told(&complete::notes(&mut db, &wish.0.words(), wish.0.writing(), &visitor.audiences).await?)
}

pub(super) async fn headings(
    _: SignedIn,
    visitor: Visitor,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    author(&visitor)?;
    let (mut db, wish) = (state.pool.acquire().await?, wish.0);
    let (target, words) = (wish.target(), wish.words());
    told(&complete::headings(&mut db, &target, &words, wish.writing(), &visitor.audiences).await?)
}

pub(super) async fn blocks(
    _: SignedIn,
    visitor: Visitor,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    author(&visitor)?;
    let (mut db, wish) = (state.pool.acquire().await?, wish.0);
    let (target, words) = (wish.target(), wish.words());
    told(&complete::blocks(&mut db, &target, &words, wish.writing(), &visitor.audiences).await?)
}

pub(super) async fn tags(
    _: SignedIn,
    visitor: Visitor,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    author(&visitor)?;
    let mut db = state.pool.acquire().await?;
    told(&complete::tags(&mut db, &wish.0.words(), &visitor.audiences).await?)
}

/// What someone types, letter by letter, is not to be kept anywhere.
fn told<T: Serialize>(found: &[T]) -> web::Result {
    Ok(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "private, no-store")).json(found))
}
