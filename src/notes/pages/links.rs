//! `/notes/{path}/-/links`: everything that a note is tied to.

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;

use super::view;
use crate::{
    db::paging::{Page, PageNumber},
    notes::read::links::{self, Head, Named, Tie},
    state::State,
    web::{self, Chrome, Error, forms::Query},
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    page: PageNumber,
}

#[derive(Template)]
#[template(path = "notes/links.html")]
struct LinksPage {
    chrome: Chrome,
    note: Head,
    backlinks: Page<Tie>,
    rest: Rest,
}

/// What stands on the first page alone.
#[derive(Default)]
struct Rest {
    mentions: Vec<Tie>,
    outgoing: Vec<Named>,
    related: Vec<Named>,
}

impl LinksPage {
    fn address(&self) -> String {
        view::note_address(&self.note.path)
    }

    fn is_first(&self) -> bool {
        self.backlinks.previous().is_none()
    }

    fn page(&self, page: Option<u32>) -> Option<String> {
        page.map(|page| web::paged(&format!("{}/-/links", self.address()), page))
    }
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    wish: Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let audiences = &chrome.visitor.audiences;
    let mut db = state.pool.acquire().await?;
    let note = links::find(&mut db, &path, audiences).await?.ok_or(Error::NotFound)?;
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "links") {
        return Ok(moved);
    }
    let page = wish.0.page;
    let backlinks = links::backlinks(&mut db, &note, page, audiences).await?;
    let rest = if page == PageNumber::FIRST {
        Rest {
            mentions: links::mentions(&mut db, &note, audiences).await?,
            outgoing: links::outgoing(&mut db, &note, audiences).await?,
            related: links::related(&mut db, &note, audiences).await?,
        }
    } else if backlinks.items.is_empty() {
        return Err(Error::NotFound);
    } else {
        Rest::default()
    };
    drop(db);
    web::page(&request, &LinksPage { chrome, note, backlinks, rest })
}
