//! `/write/works`: what somebody did to many notes at once, each with a way back.

use std::str::FromStr;

use actix_web::{
    HttpRequest, HttpResponse,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;

use super::{
    editor::private,
    notes::{MAX_FORM, fault},
    work::{Wanted, told, why},
};
use crate::{
    db::paging::{Page, PageNumber},
    ids::WorkId,
    notes::{
        moving::announce,
        pages::{
            moving::{ground, mover},
            view,
        },
        works::{
            self, WorkError,
            kept::{self, Part, Work},
        },
    },
    state::State,
    web::{
        self, Author, Chrome, Error,
        forms::{Form, Query},
    },
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Wish {
    page: PageNumber,
}

#[derive(Template)]
#[template(path = "notes/works.html")]
struct WorksPage {
    chrome: Chrome,
    page: Page<Work>,
}

impl WorksPage {
    fn words(&self, work: &Work) -> String {
        told(&work.deed, self.chrome.t)
    }

    fn previous(&self) -> Option<String> {
        self.page.previous().map(address)
    }

    fn next(&self) -> Option<String> {
        self.page.next().map(address)
    }
}

fn address(page: u32) -> String {
    web::paged("/write/works", page)
}

pub(in crate::notes::pages) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    Author(person): Author,
    Query(wish): Query<Wish>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let page = kept::list(&mut db, &mover(&person), wish.page).await?;
    drop(db);
    if page.is_beyond() {
        return Err(Error::NotFound);
    }
    web::page(&request, &WorksPage { chrome, page }).map(private)
}

/// What is done, to which texts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::notes::pages) struct Typed {
    /// Each as `note:revision`.
    note: Vec<String>,
    #[serde(flatten)]
    wanted: Wanted,
}

/// What a form says in pairs, `one:other`. What is no such pair is nobody's.
pub(super) fn pairs<A: FromStr, B: FromStr>(typed: &[String]) -> Vec<(A, B)> {
    let read = |pair: &String| {
        let (one, other) = pair.split_once(':')?;
        Some((one.parse().ok()?, other.parse().ok()?))
    };
    typed.iter().filter_map(read).collect()
}

/// Does it.
pub(in crate::notes::pages) async fn post(
    chrome: Chrome,
    Author(person): Author,
    state: Data<State>,
    Form(typed): Form<Typed, MAX_FORM>,
) -> web::Result {
    let deed = typed.wanted.deed(chrome.t).map_err(|_| Error::BadRequest)?;
    let by = mover(&person);
    let summary = chrome.t.work_summary(told(&deed, chrome.t));
    let (ground, now, shown) = (ground(&chrome)?, state.clock.now(), pairs(&typed.note));
    let mut transaction = state.pool.begin().await?;
    let work = works::carry_out(&mut transaction, &deed, &shown, (&by, summary), &ground, now).await;
    let work = work.map_err(fault)?;
    announce(&mut transaction).await?;
    transaction.commit().await?;
    Ok(to(work))
}

/// The page of a work.
pub(super) fn to(work: WorkId) -> HttpResponse {
    web::see_other(&format!("/write/works/{work}"))
}

#[derive(Template)]
#[template(path = "notes/work.html")]
struct WorkPage {
    chrome: Chrome,
    work: Work,
    parts: Vec<Part>,
}

impl WorkPage {
    fn heading(&self) -> String {
        told(&self.work.deed, self.chrome.t)
    }

    /// Why a note was left alone, by the work or by what undid it.
    fn why(&self, part: &Part) -> Option<String> {
        let t = self.chrome.t;
        let undo = part.undo_left.map(|left| t.work_not_undone(why(left, t)));
        undo.or_else(|| part.left.map(|left| why(left, t)))
    }
}

pub(in crate::notes::pages) async fn one(
    request: HttpRequest,
    id: Path<String>,
    chrome: Chrome,
    Author(person): Author,
    state: Data<State>,
) -> web::Result {
    let id: WorkId = id.parse().map_err(|_| Error::NotFound)?;
    let mut db = state.pool.acquire().await?;
    let (work, parts) = kept::find(&mut db, id, &mover(&person)).await?.ok_or(Error::NotFound)?;
    drop(db);
    web::page(&request, &WorkPage { chrome, work, parts }).map(private)
}

/// Undoes it.
pub(in crate::notes::pages) async fn undo(
    id: Path<String>,
    chrome: Chrome,
    Author(person): Author,
    state: Data<State>,
) -> web::Result {
    let id: WorkId = id.parse().map_err(|_| Error::NotFound)?;
    let by = mover(&person);
    let (ground, now) = (ground(&chrome)?, state.clock.now());
    let mut transaction = state.pool.begin().await?;
    match works::undo(&mut transaction, id, (&by, chrome.t.work_undo_summary()), &ground, now).await {
        Ok(()) => {
            announce(&mut transaction).await?;
            transaction.commit().await?;
        }
        // Its page says so.
        Err(WorkError::Undone) => {}
        Err(error) => return Err(fault(error)),
    }
    Ok(to(id))
}
