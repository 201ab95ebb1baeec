//! `/notes/-/tree?folder=a&folder=a/b`: what lies in some folders, as a piece of a page. Scripts put it into the tree
//! when a reader opens a folder there; the folder's own page shows the same to everybody else.

use actix_web::{
    HttpRequest,
    http::header::{HeaderName, HeaderValue},
    web::Data,
};
use askama::Template;
use serde::Deserialize;

use super::view;
use crate::{
    notes::{
        marks,
        read::{place, tree::Tree},
    },
    state::State,
    web::{self, Chrome, forms::Query},
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    folder: Vec<String>,
}

#[derive(Template)]
#[template(path = "notes/branches.html")]
struct BranchesPiece {
    chrome: Chrome,
    tree: Tree,
    here: String,
}

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let audiences = &chrome.visitor.audiences;
    let mut tree = place::branches(&mut db, &wish.0.folder, audiences).await?;
    marks::show_read(&mut db, chrome.visitor.reader(), audiences, &mut [], &mut tree).await?;
    drop(db);
    let mut answer = web::page(&request, &BranchesPiece { chrome, tree, here: String::new() })?;
    answer.headers_mut().insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    Ok(answer)
}
