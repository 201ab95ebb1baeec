//! `/notes`: all notes.

use actix_web::{HttpRequest, web::Data};
use askama::Template;

use super::{list::ListView, shared::Shared, view};
use crate::{
    notes::marks,
    notes::read::{
        list::{self, Of, Order, Wish},
        place,
        tree::Tree,
    },
    state::State,
    web::{self, Chrome, Error, forms::Query},
};

#[derive(Template)]
#[template(path = "notes/notes.html")]
struct NotesPage {
    chrome: Chrome,
    view: ListView,
    tree: Tree,
    here: String,
    shared: Shared,
}

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let audiences = &chrome.visitor.audiences;
    let mut db = state.pool.acquire().await?;
    let mut list = list::list(&mut db, Of::All, &wish.0, audiences).await?;
    if list.page.is_beyond() {
        return Err(Error::NotFound);
    }
    let mut tree = place::tree(&mut db, audiences).await?;
    marks::show_read(&mut db, chrome.visitor.reader(), audiences, &mut list.page.items, &mut tree).await?;
    drop(db);
    let view = ListView::new(list, "/notes".to_owned(), Order::Updated);
    let shared = Shared::garden(&chrome, "/notes");
    web::page(&request, &NotesPage { chrome, view, tree, here: String::new(), shared })
}
