//! `/write/suggestions`: what others suggest and waits for an answer; `?mine=yes`: what oneself suggested.

use actix_web::{HttpRequest, web::Data};
use askama::Template;
use serde::Deserialize;

use super::editor::private;
use crate::{
    db::paging::{Page, PageNumber},
    notes::{
        pages::{moving::mover, view},
        suggesting::{self, Brief, Of},
    },
    state::State,
    web::{self, Author, Chrome, Error, forms::Query},
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Wish {
    page: PageNumber,
    /// Not empty: one's own.
    mine: String,
}

#[derive(Template)]
#[template(path = "notes/suggestions_all.html")]
struct AllPage {
    chrome: Chrome,
    list: Page<Brief>,
    mine: bool,
}

impl AllPage {
    fn page(&self, number: Option<u32>) -> Option<String> {
        let mine = if self.mine { "mine=yes&" } else { "" };
        number.map(|number| format!("/write/suggestions?{mine}page={number}"))
    }
}

pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let mine = !wish.mine.is_empty();
    let of = if mine { Of::Theirs } else { Of::Waiting };
    let mut db = state.pool.acquire().await?;
    let list = suggesting::list(&mut db, of, &mover(&person), wish.page).await?;
    drop(db);
    if list.is_beyond() {
        return Err(Error::NotFound);
    }
    web::page(&request, &AllPage { chrome, list, mine }).map(private)
}
