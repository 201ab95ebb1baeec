//! `/notes/{path}` where the path is a folder.

use actix_web::HttpRequest;
use askama::Template;

use super::{list::ListView, shared::Shared, view};
use crate::{
    notes::marks,
    notes::read::{
        list::{self, Of, Order, Wish},
        place::Folder,
        tree::{Crumb, Tree},
    },
    state::State,
    web::{self, Chrome, Error},
};

#[derive(Template)]
#[template(path = "notes/folder.html")]
struct FolderPage {
    chrome: Chrome,
    folder: Folder,
    view: ListView,
    crumbs: Vec<Crumb>,
    tree: Tree,
    here: String,
    shared: Shared,
}

pub(super) async fn show(
    request: &HttpRequest,
    chrome: Chrome,
    state: &State,
    (folder, crumbs, mut tree): (Folder, Vec<Crumb>, Tree),
    wish: &Wish,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let (audiences, reader) = (&chrome.visitor.audiences, chrome.visitor.reader());
    let mut list = list::list(&mut db, Of::Folder(&folder.path), wish, audiences).await?;
    marks::show_read(&mut db, reader, audiences, &mut list.page.items, &mut tree).await?;
    drop(db);
    if list.page.is_beyond() {
        return Err(Error::NotFound);
    }
    let base = view::note_address(&folder.path);
    let shared = Shared::folder(&chrome, &folder, &crumbs);
    let view = ListView::new(list, base, Order::Title);
    let here = folder.path.clone();
    web::page(request, &FolderPage { chrome, folder, view, crumbs, tree, here, shared })
}
