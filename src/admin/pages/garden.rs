//! `/admin/garden`: what the garden is called, who may join, what visitors meet first.

use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;
use sqlx::PgConnection;

use crate::{
    accounts::zones,
    garden::{self, Face, Fields, ticked},
    i18n::Locale,
    ids::NoteId,
    jobs,
    notes::write,
    state::{Site, State},
    web::{
        self, Chrome, Flash, Owner,
        forms::{Errors, Form},
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    garden: String,
    /// The languages that were ticked.
    locales: Vec<String>,
    /// The one that stands first.
    locale: String,
    time_zone: String,
    /// Empty unless it was ticked.
    sign_up_open: String,
    /// The address of the note that visitors meet first; empty for the newest notes.
    front: String,
}

impl Typed {
    fn of(site: &Site, front: Option<String>) -> Self {
        let tags: Vec<String> = site.locales.iter().map(|locale| locale.tag().to_owned()).collect();
        Self {
            garden: site.name.clone(),
            locale: tags.first().cloned().unwrap_or_default(),
            locales: tags,
            time_zone: site.zone.iana_name().unwrap_or(zones::UTC).to_owned(),
            sign_up_open: if site.sign_up_open { "yes".to_owned() } else { String::new() },
            front: front.unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "admin/garden.html")]
struct GardenPage {
    chrome: Chrome,
    typed: Typed,
    errors: Errors,
    /// Whether some background work waits for the owner.
    parked: bool,
}

impl GardenPage {
    fn ticked(&self) -> Vec<Locale> {
        ticked(&self.typed.locales)
    }
}

pub(super) async fn get(
    request: HttpRequest,
    _owner: Owner,
    state: Data<State>,
    chrome: Chrome,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let front = match garden::front(&mut db).await? {
        Some(note) => write::find_address(&mut db, note).await?,
        None => None,
    };
    let parked = jobs::is_any_parked(&mut db).await?;
    drop(db);
    let typed = Typed::of(&chrome.site, front);
    web::page(&request, &GardenPage { chrome, typed, errors: Errors::default(), parked })
}

pub(super) async fn post(
    _owner: Owner,
    state: Data<State>,
    chrome: Chrome,
    Form(typed): Form<Typed>,
) -> web::Result {
    let mut errors = Errors::default();
    let fields = Fields {
        garden: &typed.garden,
        locales: &typed.locales,
        locale: &typed.locale,
        time_zone: &typed.time_zone,
    };
    let face = Face::read(fields, chrome.t, &mut errors);
    let mut transaction = state.pool.begin().await?;
    let front = find_front(&mut transaction, &typed.front).await?;
    if front.is_none() {
        errors.add("front", chrome.t.garden_front_unknown());
    }
    let (Some(face), Some(front)) = (face, front) else {
        drop(transaction);
        let page = GardenPage { chrome, typed, errors, parked: false };
        return web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    garden::change(&mut transaction, &face, !typed.sign_up_open.is_empty(), front).await?;
    transaction.commit().await?;
    // This replica need not wait for its own notification.
    garden::reload(&state).await?;
    web::see_other_saying("/admin/garden", Flash::Saved)
}

/// The note that was meant, by its address or any part of a link to it: `None` if there is none such, `Some(None)`
/// if none is wanted.
async fn find_front(db: &mut PgConnection, typed: &str) -> Result<Option<Option<NoteId>>, sqlx::Error> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Some(None));
    }
    let path = typed.split_once("/notes/").map_or(typed, |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_matches('/');
    Ok(write::find_at(db, path).await?.map(Some))
}
