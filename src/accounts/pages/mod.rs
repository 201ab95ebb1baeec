//! The pages of people.

mod account;
mod email;
mod login;
mod logout;
mod password;
mod preferences;
mod signup;

use actix_web::{
    HttpResponse,
    web::{ServiceConfig, get, head, post, resource},
};
use serde::Deserialize;

pub(crate) use preferences::take_along;

use super::{BadPassword, Email, Password, PersonName};
use crate::{
    i18n::Strings,
    web::{self, Chrome, forms::Errors, next},
};

/// `/signup`, `/login`, `/logout`, `/account`, its parts, `/preferences`.
pub fn routes(app: &mut ServiceConfig) {
    macro_rules! form {
        ($address:literal, $page:path, $post:path) => {
            app.service(
                resource($address).route(get().to($page)).route(head().to($page)).route(post().to($post)),
            );
        };
    }
    form!("/signup", signup::get, signup::post);
    form!("/login", login::get, login::post);
    form!("/account", account::get, account::post);
    form!("/account/email", account::part, email::post);
    form!("/account/password", account::part, password::post);
    app.service(resource("/logout").route(post().to(logout::post)));
    app.service(resource("/preferences").route(post().to(preferences::post)));
}

/// What an address of `/login` or `/signup` asks for besides.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Wish {
    /// Where to go then.
    next: Option<String>,
}

impl Wish {
    /// Whoever is signed in already has nothing to do here, and goes on at once.
    fn way_of(&self, chrome: &Chrome) -> Option<HttpResponse> {
        (!chrome.visitor.is_guest()).then(|| web::see_other(&next::safe(self.next.as_deref())))
    }
}

/// Reads the field `email`, or says beside it what is wrong.
pub(crate) fn read_email(text: &str, t: &Strings, errors: &mut Errors) -> Option<Email> {
    let email = Email::parse(text).ok();
    if email.is_none() {
        errors.add("email", t.form_email_bad());
    }
    email
}

/// Reads the field `name`, or says beside it what is wrong.
pub(crate) fn read_name(text: &str, t: &Strings, errors: &mut Errors) -> Option<PersonName> {
    let name = PersonName::parse(text).ok();
    if name.is_none() {
        errors.add("name", t.form_name_bad());
    }
    name
}

/// Reads a new password from a field, or says beside it what is wrong; `about` is what others know of its person.
pub(crate) fn read_password(
    text: &str,
    field: &'static str,
    about: &[&str],
    t: &Strings,
    errors: &mut Errors,
) -> Option<Password> {
    let refused = match Password::choose(text, about) {
        Ok(password) => return Some(password),
        Err(BadPassword::TooShort) => t.form_password_short(Password::SHORTEST),
        Err(BadPassword::TooLong) => t.form_password_long(Password::LONGEST),
        Err(BadPassword::Guessable) => t.form_password_guessable(),
    };
    errors.add(field, refused);
    None
}
