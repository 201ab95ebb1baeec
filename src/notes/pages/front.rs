//! `/`: the note that was chosen as the garden's front, in the reader's language; else the newest notes.

use actix_web::{HttpRequest, http::header, web::Data};
use askama::Template;

use super::{note::NotePage, shared::Shared, view};
use crate::{
    i18n,
    notes::read::{
        list::{self, List, Of, Wish},
        place,
        surroundings::surroundings,
        tree::Tree,
    },
    state::State,
    web::{self, Chrome},
};

#[derive(Template)]
#[template(path = "notes/front.html")]
struct FrontPage {
    chrome: Chrome,
    list: List,
    tree: Tree,
    here: String,
    shared: Shared,
}

pub(super) async fn get(request: HttpRequest, chrome: Chrome, state: Data<State>) -> web::Result {
    let audiences = &chrome.visitor.audiences;
    let mut db = state.pool.acquire().await?;
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    // What they chose, then what their browser asks for.
    let languages = [vec![chrome.locale.tag()], i18n::wishes(accepted.unwrap_or_default())].concat();
    let (note, tree) = place::front(&mut db, &languages, audiences).await?;
    if let Some(note) = note {
        let around = surroundings(&mut db, &note, chrome.locale, audiences).await?;
        drop(db);
        let is_stopgap = view::is_foreign(&note.language, &chrome);
        let page = NotePage::new(chrome, &state, note, around, (Vec::new(), tree));
        return web::page(&request, &NotePage { is_stopgap, ..page });
    }
    let list = list::list(&mut db, Of::All, &Wish::default(), audiences).await?;
    drop(db);
    let shared = Shared::garden(&chrome, &state, "/");
    web::page(&request, &FrontPage { chrome, list, tree, here: String::new(), shared })
}
