//! `/bin`: what was thrown away, to be brought back.

use actix_web::{HttpRequest, web::Data};
use askama::Template;
use serde::Deserialize;

use super::{
    moving::{self, mover},
    view,
    write::editor::{private, web_error},
};
use crate::{
    db::paging::{Page, PageNumber},
    ids::NoteId,
    notes::{
        editing::bin::{self, Binned},
        moving::announce,
    },
    state::State,
    web::{
        self, Author, Chrome, Error, Flash,
        forms::{Form, Query},
    },
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    page: PageNumber,
    /// The note that has just been thrown away.
    new: String,
}

#[derive(Template)]
#[template(path = "notes/bin.html")]
struct BinPage {
    chrome: Chrome,
    page: Page<Binned>,
    /// What has just been thrown away.
    new: Option<Binned>,
}

impl BinPage {
    fn previous(&self) -> Option<String> {
        self.page.previous().map(address)
    }

    fn next(&self) -> Option<String> {
        self.page.next().map(address)
    }
}

fn address(page: u32) -> String {
    web::paged("/bin", page)
}

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let by = mover(&person);
    let mut db = state.pool.acquire().await?;
    let page = bin::list(&mut db, &by, wish.page).await?;
    if page.is_beyond() {
        return Err(Error::NotFound);
    }
    let new = match wish.new.parse::<NoteId>() {
        Ok(note) => bin::find(&mut db, note, &by).await?,
        Err(_) => None,
    };
    drop(db);
    web::page(&request, &BinPage { chrome, page, new }).map(private)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    note: String,
}

/// Brings a note back.
pub(super) async fn post(
    chrome: Chrome,
    Author(person): Author,
    state: Data<State>,
    Form(typed): Form<Typed>,
) -> web::Result {
    let note: NoteId = typed.note.parse().map_err(|_| Error::NotFound)?;
    let ground = moving::ground(&chrome)?;
    let mut transaction = state.pool.begin().await?;
    let path = bin::bring_back(&mut transaction, note, &mover(&person), &ground, state.clock.now()).await;
    let path = path.map_err(web_error)?;
    announce(&mut transaction).await?;
    transaction.commit().await?;
    web::see_other_saying(&view::note_address(&path), Flash::BroughtBack)
}
