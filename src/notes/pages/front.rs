//! `/`: the note that was chosen as the garden's front, in the reader's language; else the newest notes.

use actix_web::{HttpRequest, http::header, web::Data};
use askama::Template;

use super::{note::NotePage, shared::Shared, view};
use crate::{
    i18n,
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
    shared: Shared,
}

pub(super) async fn get(request: HttpRequest, chrome: Chrome, state: Data<State>) -> web::Result {
    let audiences = &chrome.visitor.audiences;
    let mut db = state.pool.acquire().await?;
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    // What they chose, then what their browser asks for.
    let languages = [vec![chrome.locale.tag()], i18n::wishes(accepted.unwrap_or_default())].concat();
    let (note, mut tree) = place::front(&mut db, &languages, audiences).await?;
    let reader = chrome.visitor.reader();
    let shelf = marks::shelf(&mut db, reader, audiences, state.clock.now()).await?;
    if let Some(note) = note {
        let around = surroundings(&mut db, &note, chrome.locale, audiences, reader, &tree).await?;
        drop(db);
        if let Some(marks) = &around.marks {
            tree.mark_read(&marks.seen);
        }
        let is_stopgap = view::is_foreign(&note.language, &chrome);
        let page = NotePage::new(chrome, note, around, (Vec::new(), tree));
        let shared = page.shared.at_the_front(&page.chrome);
        return web::page(&request, &NotePage { shared, is_stopgap, shelf, ..page });
    }
    let mut list = list::list(&mut db, Of::All, &Wish::default(), audiences).await?;
    marks::show_read(&mut db, reader, audiences, &mut list.page.items, &mut tree).await?;
    drop(db);
    let shared = Shared::garden(&chrome, "/");
    web::page(&request, &FrontPage { chrome, list, tree, here: String::new(), shelf, shared })
}
