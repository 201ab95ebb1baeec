//! `/notes/{path}/-/suggestions`: what was suggested for a note.

use actix_web::{
    HttpRequest,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;

use super::{history::shown, moving::mover, suggest, view};
use crate::{
    db::paging::{Page, PageNumber},
    notes::{
        editing::{self, Editable},
        suggesting::{self, Brief, Of},
    },
    state::State,
    web::{self, Chrome, Error, SignedIn, forms::Query},
};

/// `/notes/{path}/-/suggestions`
pub(super) fn address(path: &str) -> String {
    format!("{}/-/suggestions", view::note_address(path))
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    page: PageNumber,
}

#[derive(Template)]
#[template(path = "notes/suggested_list.html")]
struct ListPage {
    chrome: Chrome,
    note: Editable,
    list: Page<Brief>,
}

impl ListPage {
    fn title(&self) -> String {
        self.chrome.t.suggested_title()
    }

    fn none(&self) -> String {
        if self.note.allowed {
            self.chrome.t.suggested_none_here()
        } else {
            self.chrome.t.suggested_none_mine()
        }
    }

    fn page(&self, number: Option<u32>) -> Option<String> {
        number.map(|number| web::paged(&address(&self.note.path), number))
    }
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let note = editing::find(&mut db, &path, &by).await?.ok_or(Error::NotFound)?;
    if !suggesting::may_suggest(by.role) {
        return Err(Error::Forbidden);
    }
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "suggestions") {
        return Ok(moved);
    }
    let list =
        suggesting::list(&mut db, Of::Note { note: note.id, all: note.allowed }, &by, wish.page).await?;
    drop(db);
    if list.is_beyond() {
        return Err(Error::NotFound);
    }
    shown(&request, &ListPage { chrome, note, list })
}
