//! `/preferences`: the menus of language and theme, for guests and for people with an account.

use actix_web::{HttpRequest, HttpResponse, web::Data};
use serde::Deserialize;

use crate::{
    accounts::store,
    state::State,
    web::{self, Chrome, forms::Form, next, preferences::Preferences},
};

/// The word for "no theme of my own".
pub(super) const SYSTEM: &str = "system";

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Choice {
    locale: Option<String>,
    theme: Option<String>,
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
    let old = person.map_or_else(
        || Preferences::of(&request),
        |person| Preferences { locale: person.locale, theme: person.theme },
    );
    let new = choose(old, &choice, &chrome);
    if new == old {
        return Ok(response);
    }
    if let Some(person) = person {
        store::update_preferences(&state.pool, person.id, new, state.clock.now()).await?;
    }
    keep_in_browser(&mut response, new, &state)?;
    Ok(response)
}

/// What was chosen replaces what was; words that are not offered change nothing.
fn choose(old: Preferences, choice: &Choice, chrome: &Chrome) -> Preferences {
    let locale = choice.locale.as_deref().and_then(|tag| tag.parse().ok());
    let theme = match choice.theme.as_deref() {
        Some(SYSTEM) => None,
        Some(word) => word.parse().ok().or(old.theme),
        None => old.theme,
    };
    Preferences { locale: locale.filter(|locale| chrome.locales().contains(locale)).or(old.locale), theme }
}

/// The browser keeps the choice as well, so that it outlives the session.
pub(super) fn keep_in_browser(
    response: &mut HttpResponse,
    chosen: Preferences,
    state: &State,
) -> web::Result<()> {
    response.add_cookie(&chosen.cookie(state.is_secure())).map_err(|error| web::Error::Internal(error.into()))
}
