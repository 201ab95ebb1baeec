//! `/notes/{path}/-/publishing`: whether readers have a note, and from when on.

use actix_web::{
    HttpRequest,
    http::StatusCode,
    web::{Data, Path},
};
use askama::Template;
use serde::Deserialize;

use super::{
    checks::{ChecksPage, look_over},
    moving::{changeable, ground, mover},
    view,
    write::{beside::clocks, editor::web_error},
};
use crate::{
    notes::{
        editing::{
            EditError, Editable, Writer,
            clocks::Clocks,
            publishing::{self, PublishError, When, Wish},
        },
        moving::announce,
        write::Unusable,
    },
    state::State,
    text::front_matter::{Appointed, Shown},
    web::{self, Chrome, Flash, SignedIn, forms::Errors, kept::PersonsForm},
};

/// The largest form: a button and a time.
const MAX_FORM: usize = 4 * 1024;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// The button: `now`, `at` or `never`.
    #[serde(rename = "do")]
    wish: String,
    /// On the writer's clock, as browsers say it.
    at: String,
    /// The text whose findings were shown, by its id; empty where none were.
    seen: String,
    /// Not empty: it comes from a sign-in, to be gone on with.
    resumed: String,
}

#[derive(Template)]
#[template(path = "notes/publishing.html")]
struct PublishingPage {
    chrome: Chrome,
    note: Editable,
    clocks: Clocks,
    /// The time in the form.
    at: String,
    errors: Errors,
}

impl PublishingPage {
    fn new(chrome: Chrome, note: Editable) -> Self {
        let clocks = clocks(&chrome);
        let at = note.publish_at.map(|at| clocks.shown(&at.to_string())).unwrap_or_default();
        Self { chrome, note, clocks, at, errors: Errors::default() }
    }

    fn address(&self) -> String {
        view::note_address(&self.note.path)
    }

    /// The name of the writer's clock.
    fn zone(&self) -> &str {
        self.clocks.own.iana_name().unwrap_or("UTC")
    }

    /// What a change of the clocks makes of the time that the text names.
    fn clock_says(&self) -> Option<String> {
        self.note.publish_at.and_then(|_| clock_says(&self.chrome, &self.note.source))
    }

    fn refused(mut self, field: &'static str, why: String) -> web::Result {
        self.errors.add(field, why);
        web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &self)
    }
}

pub(super) async fn get(
    request: HttpRequest,
    path: Path<String>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let note = changeable(&mut *state.pool.acquire().await?, &path, &mover(&person)).await?;
    if let Some(moved) = view::elsewhere(&request, &path, &note.path, "publishing") {
        return Ok(moved);
    }
    web::page(&request, &PublishingPage::new(chrome, note))
}

pub(super) async fn post(
    path: Path<String>,
    chrome: Chrome,
    state: Data<State>,
    PersonsForm(person, typed): PersonsForm<Typed, MAX_FORM>,
) -> web::Result {
    let by = mover(&person);
    let note = changeable(&mut *state.pool.acquire().await?, &path, &by).await?;
    let mut page = PublishingPage::new(chrome, note);
    let wish = if page.note.can_wait() && typed.resumed.is_empty() { typed.wish.as_str() } else { "" };
    let when = match wish {
        "now" => When::Now,
        "never" => When::Never,
        "at" => {
            page.at.clone_from(&typed.at);
            match page.clocks.written(&typed.at) {
                Ok(time) => When::At(time),
                Err(no_time) => {
                    let why = no_time.told(page.chrome.t);
                    return page.refused("at", why);
                }
            }
        }
        // Nothing was chosen, or it is to be chosen again.
        _ => {
            page.at = if typed.at.is_empty() { page.at } else { typed.at };
            return web::page_with_status(StatusCode::OK, &page);
        }
    };
    let is_so = match when {
        When::Now => page.note.published,
        When::Never => !page.note.published && page.note.publish_at.is_none(),
        When::At(_) => false,
    };
    if is_so {
        return Ok(web::see_other(&page.address()));
    }
    if page.note.appears(&when) && typed.seen != page.note.revision.to_string() {
        let PublishingPage { chrome, note, clocks, at, errors } = page;
        let mut db = state.pool.acquire().await?;
        let checks = look_over(&mut db, chrome, note, &by).await?;
        drop(db);
        if !checks.is_clean() {
            return checks.ask_again(wish, &typed.at);
        }
        let ChecksPage { chrome, note, .. } = checks;
        page = PublishingPage { chrome, note, clocks, at, errors };
    }
    match carry_out(&state, &page, &when, &by).await {
        Ok((path, flash)) => web::see_other_saying(&path, flash),
        Err(PublishError::SavedMeanwhile) => {
            let mut db = state.pool.acquire().await?;
            let note = changeable(&mut db, &path, &by).await?;
            look_over(&mut db, page.chrome, note, &by).await?.ask_again(wish, &typed.at)
        }
        Err(PublishError::Refused(refused)) => {
            let why = refused.told(page.chrome.t);
            page.refused("publish", why)
        }
        Err(PublishError::Edit(EditError::Unusable(wrong))) => {
            let t = page.chrome.t;
            let why = match wrong {
                Unusable::FrontMatter { line, wrong, .. } => t.edit_front_matter(line, wrong.told(t)),
                Unusable::NobodyToReadIt => t.edit_nobody(),
            };
            page.refused("publish", why)
        }
        Err(PublishError::Edit(error)) => Err(web_error(error)),
    }
}

/// Where to go then, and what to say there.
async fn carry_out(
    state: &State,
    page: &PublishingPage,
    when: &When,
    by: &Writer,
) -> Result<(String, Flash), PublishError> {
    let ground = ground(&page.chrome).map_err(|_| EditError::NotFound)?;
    let mut transaction = state.pool.begin().await?;
    let now = state.clock.now();
    let summary = match when {
        When::Now => Some(page.chrome.t.publication_summary_published()),
        When::Never => Some(page.chrome.t.publication_summary_withdrawn()),
        When::At(_) => None,
    };
    let looked_over = page.note.appears(when).then_some(page.note.revision);
    let wish = Wish { when, summary, looked_over };
    let stored = publishing::publish(&mut transaction, page.note.id, wish, by, &ground, now).await?;
    announce(&mut transaction).await?;
    transaction.commit().await?;
    let flash = match when {
        When::Now => Flash::Published,
        When::Never => Flash::TakenBack,
        When::At(time) => {
            let appointed = Appointed::read(time, &page.clocks.garden);
            appointed.and_then(|appointed| flash_of(appointed.shown)).unwrap_or(Flash::Scheduled)
        }
    };
    let address = if stored.readable { view::note_address(&stored.path) } else { "/write".to_owned() };
    Ok((address, flash))
}

/// What is said of a saved text besides: that the clocks change over the time at which it is to be published.
pub(super) fn flash_of(shown: Shown) -> Option<Flash> {
    match shown {
        Shown::Once => None,
        Shown::Never => Some(Flash::TimeSkipped),
        Shown::Twice => Some(Flash::TimeTwice),
    }
}

/// What a change of the clocks makes of the time, still to come, at which a text says that it is to be published.
pub(super) fn clock_says(chrome: &Chrome, source: &str) -> Option<String> {
    let appointed = clocks(chrome).appointed(source)?;
    let zone = appointed.zone.iana_name().unwrap_or("UTC");
    let written = chrome.wall(appointed.wall);
    match appointed.shown {
        Shown::Once => None,
        Shown::Never => {
            let meant = chrome.wall(appointed.zone.to_datetime(appointed.at));
            Some(chrome.t.publishing_skipped(written, zone, meant))
        }
        Shown::Twice => Some(chrome.t.publishing_twice(written, zone)),
    }
}
