//! `/account`

use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;

use super::{preferences, read_email, read_name};
use crate::{
    accounts::{AccountError, Changes, Password, update_account, zones},
    i18n::Locale,
    state::State,
    web::{
        self, Chrome, Flash, Person, SignedIn,
        forms::{Errors, Form},
        preferences::{Preferences, Theme},
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    email: String,
    locale: String,
    theme: String,
    time_zone: String,
}

impl Typed {
    /// What stands in the account now.
    pub(super) fn of(person: &Person) -> Self {
        Self {
            name: person.name.clone(),
            email: person.email.clone(),
            locale: person.locale.map_or("", Locale::tag).to_owned(),
            theme: person.theme.map_or(web::SYSTEM, Theme::as_str).to_owned(),
            time_zone: person.time_zone.clone().unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/account.html")]
pub(super) struct AccountPage {
    pub(super) chrome: Chrome,
    pub(super) typed: Typed,
    pub(super) errors: Errors,
}

impl AccountPage {
    /// The name of the zone of whoever has not chosen one.
    fn garden_zone(&self) -> &str {
        self.chrome.site.zone.iana_name().unwrap_or(zones::UTC)
    }
}

pub(super) async fn get(request: HttpRequest, chrome: Chrome, SignedIn(person): SignedIn) -> web::Result {
    let typed = Typed::of(&person);
    web::page(&request, &AccountPage { chrome, typed, errors: Errors::default() })
}

pub(super) async fn post(
    state: Data<State>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    Form(typed): Form<Typed>,
) -> web::Result {
    let mut errors = Errors::default();
    if let Some(changes) = read(&typed, &chrome, &mut errors) {
        let mut transaction = state.pool.begin().await?;
        match update_account(&mut transaction, person.id, &changes, state.clock.now()).await {
            Ok(()) => {
                transaction.commit().await?;
                let mut response = web::see_other_saying("/account", Flash::Saved)?;
                let chosen =
                    Preferences { locale: changes.locale, theme: changes.theme, ..person.preferences() };
                preferences::keep_in_browser(&mut response, chosen, &state)?;
                return Ok(response);
            }
            Err(AccountError::EmailTaken) => errors.add("email", chrome.t.form_email_taken()),
            Err(AccountError::Database(error)) => return Err(error.into()),
        }
    }
    web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &AccountPage { chrome, typed, errors })
}

fn read(typed: &Typed, chrome: &Chrome, errors: &mut Errors) -> Option<Changes> {
    let t = chrome.t;
    let name = read_name(&typed.name, t, errors);
    let email = read_email(&typed.email, t, errors);
    // What a list does not offer was not chosen from it; that needs no words.
    let locale = typed.locale.parse().ok().filter(|locale| chrome.locales().contains(locale));
    let theme = typed.theme.parse().ok();
    let time_zone = zones::parse(&typed.time_zone);
    if time_zone.is_none() && !typed.time_zone.is_empty() {
        errors.add("time_zone", t.form_zone_bad());
        return None;
    }
    Some(Changes { email: email?, name: name?, locale, theme, time_zone })
}
