//! The pages of people.

mod account;
mod login;
mod logout;
mod password;
mod preferences;
mod signup;

use actix_web::web::{ServiceConfig, get, head, post, resource};

pub(crate) use preferences::take_along;

use super::{BadPassword, Email, Password, PersonName};
use crate::{i18n::Strings, web::forms::Errors};

/// `/signup`, `/login`, `/logout`, `/account`, `/preferences`.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/signup")
            .route(get().to(signup::get))
            .route(head().to(signup::get))
            .route(post().to(signup::post)),
    )
    .service(
        resource("/login")
            .route(get().to(login::get))
            .route(head().to(login::get))
            .route(post().to(login::post)),
    )
    .service(resource("/logout").route(post().to(logout::post)))
    .service(
        resource("/account")
            .route(get().to(account::get))
            .route(head().to(account::get))
            .route(post().to(account::post)),
    )
    .service(
        resource("/account/password")
            .route(get().to(password::get))
            .route(head().to(password::get))
            .route(post().to(password::post)),
    )
    .service(resource("/preferences").route(post().to(preferences::post)));
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

/// Reads a new password from a field, or says beside it what is wrong.
pub(crate) fn read_password(
    text: &str,
    field: &'static str,
    t: &Strings,
    errors: &mut Errors,
) -> Option<Password> {
    match Password::choose(text) {
        Ok(password) => Some(password),
        Err(BadPassword::TooShort) => {
            errors.add(field, t.form_password_short(Password::SHORTEST));
            None
        }
        Err(BadPassword::TooLong) => {
            errors.add(field, t.form_password_long(Password::LONGEST));
            None
        }
    }
}
