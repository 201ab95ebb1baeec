//! `/signup`

use actix_session::Session;
use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;

use super::{Wish, read_email, read_name, read_password};
use crate::{
    accounts::{
        Password, Passwords, sessions,
        sign_up::{Joining, sign_up},
        throttle,
    },
    state::State,
    web::{
        self, Chrome, Flash,
        forms::{Errors, Form, Query},
        next,
        preferences::Preferences,
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    email: String,
    password: String,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "accounts/signup.html")]
struct SignUpPage {
    chrome: Chrome,
    typed: Typed,
    errors: Errors,
}

impl SignUpPage {
    fn heading(&self) -> String {
        self.chrome.t.signup_title()
    }
}

#[derive(Template)]
#[template(path = "accounts/signup_closed.html")]
struct ClosedPage {
    chrome: Chrome,
}

pub(super) async fn get(request: HttpRequest, chrome: Chrome, Query(wish): Query<Wish>) -> web::Result {
    if let Some(way) = wish.way_of(&chrome) {
        return Ok(way);
    }
    if !chrome.site.sign_up_open {
        return web::page(&request, &ClosedPage { chrome });
    }
    let typed = Typed { next: wish.next, ..Typed::default() };
    web::page(&request, &SignUpPage { chrome, typed, errors: Errors::default() })
}

pub(super) async fn post(
    request: HttpRequest,
    state: Data<State>,
    passwords: Data<Passwords>,
    chrome: Chrome,
    session: Session,
    Form(typed): Form<Typed>,
) -> web::Result {
    let next = next::safe(typed.next.as_deref());
    if !chrome.visitor.is_guest() {
        return Ok(web::see_other(&next));
    }
    if !chrome.site.sign_up_open {
        return web::page_with_status(StatusCode::FORBIDDEN, &ClosedPage { chrome });
    }
    let (mut errors, t) = (Errors::default(), chrome.t);
    let name = read_name(&typed.name, t, &mut errors);
    let email = read_email(&typed.email, t, &mut errors);
    let about = [&*typed.name, &typed.email, &chrome.site.name];
    let password = read_password(&typed.password, "password", &about, t, &mut errors);
    if let (Some(name), Some(email), Some(password)) = (name, email, password) {
        let joining = Joining { email, name, password, preferences: Preferences::of(&request) };
        let from = throttle::address_of(&request, &state);
        if let Some(user) = sign_up(&state, &passwords, from, joining).await? {
            sessions::sign_in(&session, user)?;
            return web::see_other_saying(&next, Flash::SignedUp);
        }
        errors.add("email", t.form_email_taken());
    }
    web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &SignUpPage { chrome, typed, errors })
}
