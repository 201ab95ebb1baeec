//! `/write/suggestions`: what others suggest and waits for an answer; `?mine=yes`: what oneself suggested.

use actix_web::{HttpRequest, web::Data};
use askama::Template;

use super::{
    editor::private,
    own::{self, Wish},
};
use crate::{
    db::paging::Page,
    notes::{
        pages::{moving::mover, view},
        suggesting::{self, Brief, Of},
    },
    state::State,
    web::{self, Author, Chrome, Error, forms::Query},
};

#[derive(Template)]
#[template(path = "notes/suggestions_all.html")]
struct AllPage {
    chrome: Chrome,
    list: Page<Brief>,
    mine: bool,
}

impl AllPage {
    fn title(&self) -> String {
        if self.mine { self.chrome.t.suggested_mine() } else { self.chrome.t.suggested_waiting() }
    }

    fn none(&self) -> String {
        if self.mine { self.chrome.t.suggested_none_mine() } else { self.chrome.t.suggested_none_waiting() }
    }

    fn page(&self, number: Option<u32>) -> Option<String> {
        own::paged("/write/suggestions", self.mine, number)
    }
}

pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let mine = wish.is_mine();
    let of = if mine { Of::Theirs } else { Of::Waiting };
    let mut db = state.pool.acquire().await?;
    let list = suggesting::list(&mut db, of, &mover(&person), wish.page).await?;
    drop(db);
    if list.is_beyond() {
        return Err(Error::NotFound);
    }
    web::page(&request, &AllPage { chrome, list, mine }).map(private)
}
