//! `/write/reviews`: the notes that editors are asked to look at; `?mine=yes`: those that one asked about oneself.

use actix_web::{HttpRequest, web::Data};
use askama::Template;
use serde::Deserialize;

use super::editor::private;
use crate::{
    access::Role,
    db::paging::{Page, PageNumber},
    notes::{
        pages::{moving::mover, view},
        reviewing::{self, Brief},
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
#[template(path = "notes/reviews.html")]
struct ReviewsPage {
    chrome: Chrome,
    list: Page<Brief>,
    mine: bool,
    is_editor: bool,
}

impl ReviewsPage {
    fn page(&self, number: Option<u32>) -> Option<String> {
        let mine = if self.mine { "mine=yes&" } else { "" };
        number.map(|number| format!("/write/reviews?{mine}page={number}"))
    }
}

pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let (by, mine) = (mover(&person), !wish.mine.is_empty());
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
