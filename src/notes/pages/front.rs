//! `/`: the note that was chosen as the garden's front, in the reader's language; else the newest notes.

use actix_web::{HttpRequest, web::Data};
use askama::Template;

use super::{note::NotePage, view};
use crate::{
    notes::marks::{self, Shelf},
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
    shelf: Shelf,
}

pub(super) async fn get(request: HttpRequest, chrome: Chrome, state: Data<State>) -> web::Result {
    let audiences = &chrome.visitor.audiences;
    let mut db = state.pool.acquire().await?;
    let (note, mut tree) = place::front(&mut db, chrome.locale, audiences).await?;
    let reader = chrome.visitor.reader();
    let shelf = marks::shelf(&mut db, reader, audiences, state.clock.now()).await?;
    if let Some(note) = note {
        let around = surroundings(&mut db, &note, chrome.locale, audiences, reader, &tree).await?;
        drop(db);
        if let Some(marks) = &around.marks {
            tree.mark_read(&marks.seen);
        }
        let canonical = view::canonical(&state, &view::note_address(&note.path));
        let here = note.path.clone();
        return web::page(
            &request,
            &NotePage { chrome, note, around, crumbs: Vec::new(), tree, here, canonical, shelf },
        );
    }
    let mut list = list::list(&mut db, Of::All, &Wish::default(), audiences).await?;
    marks::show_read(&mut db, reader, audiences, &mut list.page.items, &mut tree).await?;
    drop(db);
    web::page(&request, &FrontPage { chrome, list, tree, here: String::new(), shelf })
}
