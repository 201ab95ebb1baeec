//! `/reading`: what the garden keeps of a person's reading, to be switched off and forgotten; and what the pages
//! of notes tell it: where the reader stopped, what they have read.

use actix_web::{HttpRequest, HttpResponse, web::Data};
use askama::Template;
use serde::{Deserialize, Deserializer, de::Error as _};

use crate::{
    ids::NoteId,
    notes::marks::{self, Extent, Stop, What},
    state::State,
    web::{self, Chrome, Error, Flash, SignedIn, forms::Form, next},
};

#[derive(Template)]
#[template(path = "notes/reading.html")]
struct ReadingPage {
    chrome: Chrome,
    keeps: bool,
    extent: Extent,
}

impl ReadingPage {
    /// What can be forgotten, each with how much there is of it.
    fn kinds(&self) -> Vec<(&'static str, String, String)> {
        let (t, extent) = (self.chrome.t, self.extent);
        let mut kinds = Vec::new();
        if extent.bookmarks > 0 {
            kinds.push(("bookmarks", t.reading_bookmarks(extent.bookmarks), t.reading_forget_bookmarks()));
        }
        if extent.readings > 0 {
            kinds.push(("readings", t.reading_readings(extent.readings), t.reading_forget_readings()));
        }
        if extent.stops > 0 {
            kinds.push(("stops", t.reading_stops(extent.stops), t.reading_forget_stops()));
        }
        if extent.visits {
            kinds.push(("visits", t.reading_visits(), t.reading_forget_visits()));
        }
        kinds
    }
}

/// What a mark is set on, as the buttons of a note's page send it.
#[derive(Deserialize)]
pub(super) struct Mark {
    pub(super) note: NoteId,
    /// Whether it is to be there.
    #[serde(deserialize_with = "yes_or_no")]
    pub(super) on: bool,
    next: Option<String>,
    /// A script asks, and needs no page.
    #[serde(default, deserialize_with = "yes_or_no")]
    pub(super) quiet: bool,
}

/// Where a reader stopped, as a script sends it.
#[derive(Deserialize)]
pub(super) struct Told {
    note: NoteId,
    fraction: f32,
    heading: Option<String>,
}

/// Whether to keep a person's reading.
#[derive(Deserialize)]
pub(super) struct Keeping {
    #[serde(deserialize_with = "yes_or_no")]
    keep: bool,
}

/// What is to be forgotten.
#[derive(Deserialize)]
pub(super) struct Forgetting {
    what: What,
}

fn yes_or_no<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    match String::deserialize(from)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(D::Error::custom("neither yes nor no")),
    }
}

pub(super) async fn get(
    request: HttpRequest,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let extent = marks::extent(&mut db, person.id).await?;
    drop(db);
    web::page(&request, &ReadingPage { chrome, keeps: person.keeps_reading, extent })
}

/// `POST /reading/stop`
pub(super) async fn stop(
    chrome: Chrome,
    SignedIn(person): SignedIn,
    Form(told): Form<Told>,
    state: Data<State>,
) -> web::Result {
    let stop = Stop::told(told.fraction, told.heading.as_deref()).ok_or(Error::BadRequest)?;
    if !person.keeps_reading {
        return Ok(HttpResponse::NoContent().finish());
    }
    let mut db = state.pool.acquire().await?;
    let (audiences, now) = (&chrome.visitor.audiences, state.clock.now());
    if marks::stop_at(&mut db, person.id, told.note, &stop, audiences, now).await? {
        Ok(HttpResponse::NoContent().finish())
    } else {
        Err(Error::NotFound)
    }
}

/// `POST /reading/read`
pub(super) async fn read(
    chrome: Chrome,
    SignedIn(person): SignedIn,
    Form(mark): Form<Mark>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    if !mark.on {
        marks::mark_unread(&mut db, person.id, mark.note).await?;
        return answer(&mark, Flash::Saved);
    }
    if !person.keeps_reading {
        return not_kept(&mark);
    }
    let now = state.clock.now();
    if marks::mark_read(&mut db, person.id, mark.note, &chrome.visitor.audiences, now).await? {
        answer(&mark, Flash::Saved)
    } else {
        Err(Error::NotFound)
    }
}

/// `POST /reading/keep`
pub(super) async fn keep(
    SignedIn(person): SignedIn,
    Form(keeping): Form<Keeping>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    marks::keep(&mut db, person.id, keeping.keep).await?;
    web::see_other_saying("/reading", Flash::Saved)
}

/// `POST /reading/forget`
pub(super) async fn forget(
    SignedIn(person): SignedIn,
    Form(forgetting): Form<Forgetting>,
    state: Data<State>,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    marks::forget(&mut db, person.id, forgetting.what).await?;
    web::see_other_saying("/reading", Flash::Forgotten)
}

/// Back to the page that asked; a script hears that it is done.
pub(super) fn answer(mark: &Mark, flash: Flash) -> web::Result {
    if mark.quiet {
        return Ok(HttpResponse::NoContent().finish());
    }
    web::see_other_saying(&next::safe(mark.next.as_deref()), flash)
}

/// The person wants nothing kept, which a page from before may not know: nothing is.
pub(super) fn not_kept(mark: &Mark) -> web::Result {
    if mark.quiet { Err(Error::Conflict) } else { Ok(web::see_other("/reading")) }
}
