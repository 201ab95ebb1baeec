//! `/account`

use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;

use super::{preferences, read_name};
use crate::{
    accounts::{Changes, Password, update_account, zones},
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
    locale: String,
    theme: String,
    time_zone: String,
}

impl Typed {
    /// What stands in the account now.
    fn of(person: &Person) -> Self {
        Self {
            name: person.name.clone(),
            locale: person.locale.map_or("", Locale::tag).to_owned(),
            theme: person.theme.map_or(web::SYSTEM, Theme::as_str).to_owned(),
            time_zone: person.time_zone.clone().unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/account.html")]
pub(super) struct AccountPage {
    chrome: Chrome,
    typed: Typed,
    /// What stands in the form of the address.
    email: String,
    errors: Errors,
}

impl AccountPage {
    fn heading(&self) -> String {
        self.chrome.t.account_title()
    }

    /// The page after a part of it was refused: the other parts say what stands in the account.
    pub(super) fn refused(chrome: Chrome, person: &Person, email: &str, errors: Errors) -> web::Result {
        let page = Self { chrome, typed: Typed::of(person), email: email.to_owned(), errors };
        web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
    }

    /// The name of the zone of whoever has not chosen one.
    fn garden_zone(&self) -> &str {
        self.chrome.site.zone.iana_name().unwrap_or(zones::UTC)
    }
}

pub(super) async fn get(request: HttpRequest, chrome: Chrome, SignedIn(person): SignedIn) -> web::Result {
    let typed = Typed::of(&person);
    web::page(&request, &AccountPage { chrome, typed, email: person.email, errors: Errors::default() })
}

/// Whoever comes back to the address of a part that was refused.
pub(super) async fn part() -> web::Result {
    Ok(web::see_other("/account"))
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
        update_account(&mut transaction, person.id, &changes, state.clock.now()).await?;
        transaction.commit().await?;
        let mut response = web::see_other_saying("/account", Flash::Saved)?;
        let chosen = Preferences { locale: changes.locale, theme: changes.theme, ..person.preferences() };
        preferences::keep_in_browser(&mut response, chosen, &state)?;
        return Ok(response);
    }
    let page = AccountPage { chrome, typed, email: person.email, errors };
    web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn read(typed: &Typed, chrome: &Chrome, errors: &mut Errors) -> Option<Changes> {
    let t = chrome.t;
    let name = read_name(&typed.name, t, errors);
    // What a list does not offer was not chosen from it; that needs no words.
    let locale = typed.locale.parse().ok().filter(|locale| chrome.locales().contains(locale));
    let theme = typed.theme.parse().ok();
    let time_zone = zones::parse(&typed.time_zone);
    if time_zone.is_none() && !typed.time_zone.is_empty() {
        errors.add("time_zone", t.form_zone_bad());
        return None;
    }
    Some(Changes { name: name?, locale, theme, time_zone })
}
