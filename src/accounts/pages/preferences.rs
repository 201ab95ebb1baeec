//! `/preferences`: the menus of language and reading settings, for guests and for people with an account.

use std::str::FromStr;

use actix_web::{HttpRequest, HttpResponse, web::Data};
use serde::Deserialize;

use crate::{
    accounts::store,
    ids::UserId,
    state::State,
    web::{
        self, Chrome,
        forms::Form,
        next,
        preferences::{Preferences, Typography},
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    locale: Option<String>,
    theme: Option<String>,
    face: Option<String>,
    size: Option<String>,
    measure: Option<String>,
    keys: Option<String>,
    /// All looks back to the garden's; the language stays.
    reset: Option<String>,
    next: Option<String>,
}

pub(super) async fn post(
    request: HttpRequest,
    state: Data<State>,
    chrome: Chrome,
    Form(choice): Form<Choice>,
) -> web::Result {
    let mut response = web::see_other(&next::safe(choice.next.as_deref()));
    let person = chrome.visitor.person.as_ref();
    let old = person.map_or_else(|| Preferences::of(&request), web::Person::preferences);
    let new = choose(old, &choice, &chrome);
    if new == old {
        return Ok(response);
    }
    if let Some(person) = person {
        let mut db = state.pool.acquire().await?;
        store::update_preferences(&mut db, person.id, new, state.clock.now()).await?;
    }
    keep_in_browser(&mut response, new, &state)?;
    Ok(response)
}

/// What was chosen replaces what was; words that are not offered change nothing.
fn choose(old: Preferences, choice: &Choice, chrome: &Chrome) -> Preferences {
    let locale = choice.locale.as_deref().and_then(|tag| tag.parse().ok());
    let locale = locale.filter(|locale| chrome.locales().contains(locale)).or(old.locale);
    if choice.reset.is_some() {
        return Preferences { locale, ..Preferences::default() };
    }
    let typography = Typography {
        face: chosen(choice.face.as_deref(), old.typography.face, web::USUAL),
        size: chosen(choice.size.as_deref(), old.typography.size, web::USUAL),
        measure: chosen(choice.measure.as_deref(), old.typography.measure, web::USUAL),
    };
    let keys_off = match choice.keys.as_deref() {
        Some("on") => false,
        Some("off") => true,
        _ => old.keys_off,
    };
    Preferences {
        locale,
        theme: chosen(choice.theme.as_deref(), old.theme, web::SYSTEM),
        typography,
        keys_off,
    }
}

/// One choice, where `none` is the word for none.
fn chosen<T: FromStr>(word: Option<&str>, old: Option<T>, none: &str) -> Option<T> {
    match word {
        Some(word) if word == none => None,
        Some(word) => word.parse().ok().or(old),
        None => old,
    }
}

/// The browser keeps the choice as well, so that it outlives the session.
pub(super) fn keep_in_browser(
    response: &mut HttpResponse,
    chosen: Preferences,
    state: &State,
) -> web::Result<()> {
    response.add_cookie(&chosen.cookie(state.is_secure())).map_err(|error| web::Error::Internal(error.into()))
}

/// A person has signed in: what they had chosen in this browser and not in their account goes into the account,
/// and the other way round.
///
/// # Errors
/// Those of the database.
pub(crate) async fn take_along(
    request: &HttpRequest,
    mut response: HttpResponse,
    user: UserId,
    state: &State,
) -> web::Result {
    let here = Preferences::of(request);
    if here == Preferences::default() {
        return Ok(response);
    }
    let mut transaction = state.pool.begin().await?;
    let kept = store::find_preferences_for_update(&mut transaction, user).await?;
    let united = kept.or(here);
    if united != kept {
        store::update_preferences(&mut transaction, user, united, state.clock.now()).await?;
    }
    transaction.commit().await?;
    keep_in_browser(&mut response, united, state)?;
    Ok(response)
}
