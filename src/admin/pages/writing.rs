//! `/admin/writing`: templates, and the notes of days.

use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;

use crate::{
    notes::editing::templates::{self, Customs},
    state::State,
    web::{
        self, Chrome, Flash, Owner,
        forms::{Errors, Form},
    },
};

/// The longest of the fields, in bytes.
const LONGEST: usize = 200;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    templates_folder: String,
    daily_place: String,
    daily_template: String,
}

#[derive(Template)]
#[template(path = "admin/writing.html")]
struct WritingPage {
    chrome: Chrome,
    typed: Typed,
    errors: Errors,
}

pub(super) async fn get(
    request: HttpRequest,
    _owner: Owner,
    state: Data<State>,
    chrome: Chrome,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let Customs { folder, daily_place, daily_template } = templates::customs(&mut db).await?;
    drop(db);
    let typed = Typed { templates_folder: folder, daily_place, daily_template };
    web::page(&request, &WritingPage { chrome, typed, errors: Errors::default() })
}

pub(super) async fn post(
    _owner: Owner,
    state: Data<State>,
    chrome: Chrome,
    Form(typed): Form<Typed>,
) -> web::Result {
    let mut errors = Errors::default();
    let clean = |text: &str| text.trim().trim_matches('/').to_owned();
    let customs = Customs {
        folder: clean(&typed.templates_folder),
        daily_place: clean(&typed.daily_place),
        daily_template: typed.daily_template.trim().to_owned(),
    };
    for (field, text) in [
        ("templates_folder", &customs.folder),
        ("daily_place", &customs.daily_place),
        ("daily_template", &customs.daily_template),
    ] {
        if text.len() > LONGEST || text.chars().any(char::is_control) {
            errors.add(field, chrome.t.writing_too_long());
        }
    }
    if errors.is_empty() && !templates::is_place(&customs.daily_place) {
        errors.add("daily_place", chrome.t.writing_no_place());
    }
    if !errors.is_empty() {
        return web::page_with_status(
            StatusCode::UNPROCESSABLE_ENTITY,
            &WritingPage { chrome, typed, errors },
        );
    }
    let mut db = state.pool.acquire().await?;
    templates::keep(&mut db, &customs).await?;
    web::see_other_saying("/admin/writing", Flash::Saved)
}
