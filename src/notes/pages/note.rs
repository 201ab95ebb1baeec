//! `/notes/{path}`: a note, else a folder, else the way to where the note went.

use actix_web::{
    HttpRequest,
    http::header::{self, HeaderValue},
    web::{Data, Path},
};
use askama::Template;

use super::{folder, view};
use crate::{
    notes::read::{
        list::Wish,
        place::{self, Note, Place},
        surroundings::{Surroundings, surroundings},
        tree::{Crumb, Tree},
    },
    state::State,
    web::{self, Chrome, Error, forms::Query},
};

#[derive(Template)]
#[template(path = "notes/note.html")]
pub(super) struct NotePage {
    pub(super) chrome: Chrome,
    pub(super) note: Note,
    pub(super) around: Surroundings,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) tree: Tree,
    pub(super) here: String,
    pub(super) canonical: String,
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let trimmed = path.trim_end_matches('/');
    if trimmed.len() != path.len() {
        return Ok(view::moved(&view::note_address(trimmed), request.query_string()));
    }
    let audiences = &chrome.visitor.audiences;
    let mut db = state.pool.acquire().await?;
    let found = place::find(&mut db, &path, audiences).await?.ok_or(Error::NotFound)?;
    match found.place {
        Place::Moved(now) => Ok(view::moved(&view::note_address(&now), request.query_string())),
        Place::Folder(folder) => {
            drop(db);
            folder::show(&request, chrome, &state, (folder, found.crumbs, found.tree), &wish.0).await
        }
        Place::Note(note) => {
            let around = surroundings(&mut db, &note, chrome.locale, audiences).await?;
            drop(db);
            let canonical = view::canonical(&state, &view::note_address(&note.path));
            let (crumbs, tree, here) = (found.crumbs, found.tree, note.path.clone());
            let is_draft = note.is_draft;
            let page = NotePage { chrome, note: *note, around, crumbs, tree, here, canonical };
            let mut response = web::page(&request, &page)?;
            if is_draft {
                // Not for the disk of a machine that others use, either.
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            }
            Ok(response)
        }
    }
}
