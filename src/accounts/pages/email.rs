//! `/account/email`: a part of `/account` that is sent by itself.

use actix_web::web::Data;
use serde::Deserialize;

use super::{account::AccountPage, read_email};
use crate::{
    accounts::{EmailChange, Password, Passwords, change_email},
    state::State,
    web::{
        self, Chrome, Flash, SignedIn,
        forms::{Errors, Form},
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    email: String,
    email_password: String,
}

pub(super) async fn post(
    state: Data<State>,
    passwords: Data<Passwords>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    Form(typed): Form<Typed>,
) -> web::Result {
    let (mut errors, t) = (Errors::default(), chrome.t);
    if let Some(new) = read_email(&typed.email, t, &mut errors) {
        let current = Password::given(&typed.email_password);
        match change_email(&state, &passwords, person.id, &current, &new).await? {
            EmailChange::Done => return web::see_other_saying("/account", Flash::Saved),
            EmailChange::WrongPassword => errors.add("email_password", t.form_password_wrong()),
            EmailChange::Taken => errors.add("email", t.form_email_taken()),
        }
    }
    AccountPage::refused(chrome, &person, &typed.email, errors)
}
