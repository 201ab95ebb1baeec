//! `/notes/{path}/-/preview-links`: the links by which somebody without an account sees a note, until they end.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use jiff::Timestamp;
use serde::Deserialize;

use super::{
    moving::{changeable, mover},
    view,
    write::editor::private,
};
use crate::{
    ids::PreviewLinkId,
    notes::{
        editing::Editable,
        preview_links::{self, DAYS, MOST, MakeError, PreviewLink, USUAL_DAYS},
    },
    state::State,
    web::{
        self, Chrome, Error, Flash, SignedIn,
        forms::{Errors, Form},
    },
};

#[derive(Template)]
#[template(path = "notes/preview_links.html")]
struct PreviewLinksPage {
    chrome: Chrome,
    note: Editable,
    links: Vec<PreviewLink>,
    days: i64,
    errors: Errors,
    /// The whole address of the link that was just made: it is shown this once.
    made: Option<String>,
}

impl PreviewLinksPage {
    fn address(&self) -> String {
        view::note_address(&self.note.path)
    }

    fn is_full(&self) -> bool {
        i64::try_from(self.links.len()).unwrap_or(i64::MAX) >= MOST
    }

    /// How often a link was opened, in words.
    fn opened(&self, link: &PreviewLink) -> String {
        let t = self.chrome.t;
        match &link.opened {
            Some(at) => t.preview_links_opened(link.times, self.chrome.moment(at)),
            None => t.preview_links_unopened(),
        }
    }
}

async fn page(
    state: &State,
    chrome: Chrome,
    note: Editable,
    now: Timestamp,
) -> web::Result<PreviewLinksPage> {
    let mut db = state.pool.acquire().await?;
    let links = preview_links::list(&mut db, note.id, now).await?;
    Ok(PreviewLinksPage { chrome, note, links, days: USUAL_DAYS, errors: Errors::default(), made: None })
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let note = changeable(&mut db, &path, &mover(&person)).await?;
    drop(db);
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "preview-links") {
        return Ok(moved);
    }
    let page = page(&state, chrome, note, state.clock.now()).await?;
    web::page(&request, &page).map(private)
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wish {
    days: String,
}

/// Makes a link, and shows it once.
pub(super) async fn post(
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
    Form(wish): Form<Wish>,
) -> web::Result {
    let (by, now) = (mover(&person), state.clock.now());
    let mut transaction = state.pool.begin().await?;
    let note = changeable(&mut transaction, &path, &by).await?;
    let Some(days) = wish.days.parse().ok().filter(|days| DAYS.contains(days)) else {
        drop(transaction);
        let wrong = chrome.t.preview_links_days_bad();
        return refused(page(&state, chrome, note, now).await?, wrong);
    };
    match preview_links::make(&mut transaction, note.id, &by, days, now).await {
        Ok(token) => {
            transaction.commit().await?;
            let mut page = page(&state, chrome, note, now).await?;
            page.made = Some(format!("{}{}", page.chrome.origin, preview_links::address(&token)));
            web::page_with_status(StatusCode::CREATED, &page).map(private)
        }
        Err(MakeError::Full) => {
            drop(transaction);
            let wrong = chrome.t.preview_links_full(MOST);
            refused(page(&state, chrome, note, now).await?, wrong)
        }
        Err(MakeError::Database(error)) => Err(error.into()),
        Err(MakeError::Random(error)) => Err(Error::Internal(error.into())),
    }
}

fn refused(mut page: PreviewLinksPage, wrong: String) -> web::Result {
    page.errors.add("days", wrong);
    web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page).map(private)
}

/// Ends a link at once.
pub(super) async fn remove(
    path: Path<(String, String)>,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let link: PreviewLinkId = path.1.parse().map_err(|_| Error::NotFound)?;
    let mut db = state.pool.acquire().await?;
    let note = changeable(&mut db, &path.0, &mover(&person)).await?;
    if !preview_links::end(&mut db, note.id, link).await? {
        return Err(Error::NotFound);
    }
    let address = format!("{}/-/preview-links", view::note_address(&note.path));
    web::see_other_saying(&address, Flash::LinkEnded)
}
