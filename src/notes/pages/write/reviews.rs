//! `/write/reviews`: the notes that editors are asked to look at; `?mine=yes`: those that one asked about oneself.

use actix_web::{HttpRequest, web::Data};
use askama::Template;

use super::{
    editor::private,
    own::{self, Wish},
};
use crate::{
    access::Role,
    db::paging::Page,
    notes::{
        pages::{moving::mover, view},
        reviewing::{self, Brief},
    },
    state::State,
    web::{self, Author, Chrome, Error, forms::Query},
};

#[derive(Template)]
#[template(path = "notes/reviews.html")]
struct ReviewsPage {
    chrome: Chrome,
    list: Page<Brief>,
    mine: bool,
    is_editor: bool,
}

impl ReviewsPage {
    fn title(&self) -> String {
        if self.mine { self.chrome.t.reviews_mine() } else { self.chrome.t.reviews_title() }
    }

    fn none(&self) -> String {
        if self.mine { self.chrome.t.reviews_none_mine() } else { self.chrome.t.reviews_none() }
    }

    fn page(&self, number: Option<u32>) -> Option<String> {
        own::paged("/write/reviews", self.mine, number)
    }
}

pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let (by, mine) = (mover(&person), wish.is_mine());
    let is_editor = by.role >= Role::Editor;
    if !(mine || is_editor) {
        return Err(Error::Forbidden);
    }
    let mut db = state.pool.acquire().await?;
    let list = if mine {
        reviewing::theirs(&mut db, &by, wish.page).await?
    } else {
        reviewing::queue(&mut db, &by, wish.page).await?
    };
    drop(db);
    if list.is_beyond() {
        return Err(Error::NotFound);
    }
    web::page(&request, &ReviewsPage { chrome, list, mine, is_editor }).map(private)
}
