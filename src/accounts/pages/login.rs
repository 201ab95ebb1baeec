//! `/login`

use actix_session::Session;
use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;

use super::Wish;
use crate::{
    accounts::{Passwords, pages::take_along, sessions, sign_in, throttle},
    state::State,
    web::{
        self, Chrome, Flash,
        forms::{Errors, Form, Query},
        kept::{self, Kept},
        next,
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    email: String,
    password: String,
    next: Option<String>,
    /// A form that was sent when the session had ended, to be sent again.
    kept: String,
}

#[derive(Template)]
#[template(path = "accounts/login.html")]
struct SignInPage {
    chrome: Chrome,
    typed: Typed,
    errors: Errors,
}

impl SignInPage {
    fn heading(&self) -> String {
        self.chrome.t.login_title()
    }

    /// `/signup`, with the same way back.
    fn sign_up_address(&self) -> String {
        next::with_next("/signup", &next::safe(self.typed.next.as_deref()))
    }
}

pub(super) async fn get(request: HttpRequest, chrome: Chrome, Query(wish): Query<Wish>) -> web::Result {
    if let Some(way) = wish.way_of(&chrome) {
        return Ok(way);
    }
    let typed = Typed { next: wish.next, ..Typed::default() };
    web::page(&request, &SignInPage { chrome, typed, errors: Errors::default() })
}

pub(super) async fn post(
    request: HttpRequest,
    state: Data<State>,
    passwords: Data<Passwords>,
    chrome: Chrome,
    session: Session,
    Form(typed): Form<Typed, { kept::LONGEST_SIGN_IN }>,
) -> web::Result {
    let (mut errors, t) = (Errors::default(), chrome.t);
    if typed.email.trim().is_empty() {
        errors.add("email", t.login_email_missing());
    }
    if typed.password.is_empty() {
        errors.add("password", t.login_password_missing());
    }
    if errors.is_empty() {
        let from = throttle::address_of(&request, &state);
        if let Some(user) = sign_in(&state, &passwords, from, &typed.email, &typed.password).await? {
            sessions::sign_in(&session, user)?;
            let response = if typed.kept.is_empty() {
                web::see_other_saying(&next::safe(typed.next.as_deref()), Flash::SignedIn)?
            } else {
                Kept::read(typed.next.as_deref(), &typed.kept).carry_on(chrome)?
            };
            return take_along(&request, response, user, &state).await;
        }
        errors.add("password", t.login_no_match());
    }
    web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &SignInPage { chrome, typed, errors })
}
