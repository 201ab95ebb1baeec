//! `/new`: what came or changed since the reader's last visit.

use actix_web::{HttpRequest, web::Data};
use askama::Template;

use super::{bookmarks::Leaf, view};
use crate::{
    notes::{
        marks::{self, News},
        read::{place, tree::Tree},
    },
    state::State,
    web::{self, Chrome, Error, SignedIn, forms::Query},
};

#[derive(Template)]
#[template(path = "notes/news.html")]
struct NewsPage {
    chrome: Chrome,
    news: News,
    tree: Tree,
    here: String,
}

impl NewsPage {
    fn previous(&self) -> Option<String> {
        self.news.page.previous().map(|page| web::paged("/new", page))
    }

    fn next(&self) -> Option<String> {
        self.news.page.next().map(|page| web::paged("/new", page))
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
    let news = marks::news(&mut db, person.id, audiences, leaf.page, state.clock.now()).await?;
    if news.page.is_beyond() {
        return Err(Error::NotFound);
    }
    let mut tree = place::tree(&mut db, audiences).await?;
    marks::show_read(&mut db, chrome.visitor.reader(), audiences, &mut [], &mut tree).await?;
    drop(db);
    web::page(&request, &NewsPage { chrome, news, tree, here: String::new() })
}
