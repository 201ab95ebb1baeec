//! `/notes/{path}/-/card.png`: the picture for shared links of a note, to those who may read it.

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};

use super::view;
use crate::{
    cards::Card,
    notes::read::brief,
    state::State,
    web::{self, Error, Visitor},
};

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    visitor: Visitor,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let note = brief::find(&mut db, &path, &visitor.audiences).await?.ok_or(Error::NotFound)?;
    drop(db);
    if note.path != *path {
        return Ok(view::moved(&view::card_address(&note.path), request.query_string()));
    }
    let garden = state.site.load().name.clone();
    let card = Card { title: Some(note.title), stand_in: note.path, garden, place: state.place() };
    web::card(&request, card, false).await
}
