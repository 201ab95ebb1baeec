//! `/tags`: every tag that leads somewhere for this visitor.

use actix_web::{HttpRequest, web::Data};
use askama::Template;
use serde::Deserialize;

use super::view;
use crate::{
    db::paging::PageNumber,
    notes::marks,
    notes::read::{
        place,
        tags::{self, TagCount},
        tree::Tree,
    },
    state::State,
    web::{self, Chrome, Error, forms::Query},
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    page: PageNumber,
}

#[derive(Template)]
#[template(path = "notes/tags.html")]
struct TagsPage {
    chrome: Chrome,
    tags: Vec<TagCount>,
    previous: Option<u32>,
    next: Option<u32>,
    tree: Tree,
    here: String,
}

impl TagsPage {
    fn previous_page(&self) -> Option<String> {
        self.previous.map(|page| web::paged("/tags", page))
    }

    fn next_page(&self) -> Option<String> {
        self.next.map(|page| web::paged("/tags", page))
    }
}

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let page = wish.0.page;
    let audiences = &chrome.visitor.audiences;
    let mut db = state.pool.acquire().await?;
    let (tags, more) = tags::tags(&mut db, page, audiences).await?;
    if tags.is_empty() && page.get() > 1 {
        return Err(Error::NotFound);
    }
    let mut tree = place::tree(&mut db, audiences).await?;
    marks::show_read(&mut db, chrome.visitor.reader(), audiences, &mut [], &mut tree).await?;
    drop(db);
    let previous = (page.get() > 1).then(|| page.get() - 1);
    let next = more.then(|| page.get() + 1);
    web::page(&request, &TagsPage { chrome, tags, previous, next, tree, here: String::new() })
}
