//! `/account/password`: a part of `/account` that is sent by itself.

use actix_session::Session;
use actix_web::web::Data;
use serde::Deserialize;

use super::{account::AccountPage, read_password};
use crate::{
    accounts::{Password, Passwords, change_password, sessions},
    state::State,
    web::{
        self, Chrome, Flash, SignedIn,
        forms::{Errors, Form},
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    current_password: String,
    new_password: String,
}

pub(super) async fn post(
    state: Data<State>,
    passwords: Data<Passwords>,
    chrome: Chrome,
    SignedIn(person): SignedIn,
    session: Session,
    Form(typed): Form<Typed>,
) -> web::Result {
    let (mut errors, t) = (Errors::default(), chrome.t);
    let about = [&*person.name, &person.email, &chrome.site.name];
    if let Some(new) = read_password(&typed.new_password, "new_password", &about, t, &mut errors) {
        let current = Password::given(&typed.current_password);
        if change_password(&state, &passwords, person.id, &current, &new).await? {
            // Every session has ended; this one goes on under a new key.
            sessions::sign_in(&session, person.id)?;
            return web::see_other_saying("/account", Flash::PasswordChanged);
        }
        errors.add("current_password", t.form_password_wrong());
    }
    AccountPage::refused(chrome, &person, &person.email, errors)
}
