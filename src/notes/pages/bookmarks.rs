//! `/bookmarks`: a reader's bookmarks; a POST sets one or takes it away.

use actix_web::{HttpRequest, web::Data};
use askama::Template;
use serde::Deserialize;

use super::{
    reading::{self, Mark},
    view,
};
use crate::{
    db::paging::{Page, PageNumber},
    notes::{
        marks::{self, Kept, Kin},
        read::{place, tree::Tree},
    },
    state::State,
    web::{
        self, Chrome, Error, Flash, SignedIn,
        forms::{Form, Query},
    },
};

/// Which page of a list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Leaf {
    pub(super) page: PageNumber,
}

#[derive(Template)]
#[template(path = "notes/bookmarks.html")]
struct BookmarksPage {
    chrome: Chrome,
    page: Page<Kin>,
    tree: Tree,
    here: String,
}

impl BookmarksPage {
    fn previous(&self) -> Option<String> {
        self.page.previous().map(|page| web::paged("/bookmarks", page))
    }

    fn next(&self) -> Option<String> {
        self.page.next().map(|page| web::paged("/bookmarks", page))
    }
}

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    Query(leaf): Query<Leaf>,
    state: Data<State>,
) -> web::Result {
    let audiences = &chrome.visitor.audiences;
    let mut db = state.pool.acquire().await?;
    let page = marks::bookmarks(&mut db, person.id, audiences, leaf.page).await?;
    if page.is_beyond() {
        return Err(Error::NotFound);
    }
    let mut tree = place::tree(&mut db, audiences).await?;
    marks::show_read(&mut db, chrome.visitor.reader(), audiences, &mut [], &mut tree).await?;
    drop(db);
    web::page(&request, &BookmarksPage { chrome, page, tree, here: String::new() })
}

pub(super) async fn post(
    chrome: Chrome,
    SignedIn(person): SignedIn,
    Form(mark): Form<Mark>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    if !mark.on {
        // Taken away it is even where nothing is kept any more.
        marks::unbookmark(&mut db, person.id, mark.note).await?;
        return reading::answer(&mark, Flash::Saved);
    }
    if !person.keeps_reading {
        return reading::not_kept(&mark);
    }
    let now = state.clock.now();
    match marks::bookmark(&mut db, person.id, mark.note, &chrome.visitor.audiences, now).await? {
        Kept::Done => reading::answer(&mark, Flash::Saved),
        Kept::NoNote => Err(Error::NotFound),
        Kept::Full if mark.quiet => Err(Error::Conflict),
        Kept::Full => reading::answer(&mark, Flash::BookmarksFull),
    }
}
