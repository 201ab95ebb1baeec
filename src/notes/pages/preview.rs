//! `/notes/{path}/-/preview?heading=…`: the beginning of a note, or a section of it, as a piece of a page.

use actix_web::{
    HttpRequest,
    http::header::{HeaderName, HeaderValue},
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;

use super::view;
use crate::{
    notes::read::preview::{self, Preview},
    state::State,
    web::{self, Chrome, Error, forms::Query},
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    heading: String,
}

#[derive(Template)]
#[template(path = "notes/preview.html")]
struct PreviewPiece {
    chrome: Chrome,
    note: Preview,
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let audiences = &chrome.visitor.audiences;
    let note = preview::preview(&mut db, &path, &wish.0.heading, chrome.locale, audiences).await?;
    drop(db);
    let note = note.ok_or(Error::NotFound)?;
    let mut answer = web::page(&request, &PreviewPiece { chrome, note })?;
    answer.headers_mut().insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    Ok(answer)
}
