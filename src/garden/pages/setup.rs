//! `/setup`

use actix_session::Session;
use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;

use crate::{
    accounts::{Password, Passwords, read_email, read_name, read_password, sessions, take_along, zones},
    garden::{
        Face, Fields,
        set_up::{Plan, admit, set_up},
        ticked,
    },
    i18n::Locale,
    state::State,
    web::{
        self, Chrome, Flash,
        forms::{Errors, Form, Query},
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Link {
    token: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    garden: String,
    /// The languages that were ticked.
    locales: Vec<String>,
    /// The one that stands first.
    locale: String,
    time_zone: String,
    name: String,
    email: String,
    password: String,
}

impl Typed {
    /// A proposal: what the first migration wrote, and the language that the owner is reading in.
    fn propose(chrome: &Chrome) -> Self {
        Self {
            garden: chrome.site.name.clone(),
            locales: Locale::ALL.map(|locale| locale.tag().to_owned()).into(),
            locale: chrome.locale.tag().to_owned(),
            time_zone: chrome.site.zone.iana_name().unwrap_or(zones::UTC).to_owned(),
            ..Self::default()
        }
    }
}

#[derive(Template)]
#[template(path = "garden/setup.html")]
struct SetUpPage {
    chrome: Chrome,
    token: String,
    typed: Typed,
    errors: Errors,
}

impl SetUpPage {
    fn heading(&self) -> String {
        self.chrome.t.setup_title()
    }

    fn ticked(&self) -> Vec<Locale> {
        ticked(&self.typed.locales)
    }
}

pub(super) async fn get(
    request: HttpRequest,
    state: Data<State>,
    chrome: Chrome,
    Query(link): Query<Link>,
) -> web::Result {
    admit(&state, link.token.as_deref()).await?;
    let typed = Typed::propose(&chrome);
    let token = link.token.unwrap_or_default();
    web::page(&request, &SetUpPage { chrome, token, typed, errors: Errors::default() })
}

pub(super) async fn post(
    request: HttpRequest,
    state: Data<State>,
    passwords: Data<Passwords>,
    chrome: Chrome,
    session: Session,
    Query(link): Query<Link>,
    Form(typed): Form<Typed>,
) -> web::Result {
    admit(&state, link.token.as_deref()).await?;
    let mut errors = Errors::default();
    if let Some(plan) = read(&typed, &chrome, &mut errors) {
        if let Some(owner) = set_up(&state, &passwords, plan).await? {
            sessions::sign_in(&session, owner)?;
            let response = web::see_other_saying("/", Flash::SetUp)?;
            return take_along(&request, response, owner, &state).await;
        }
        errors.add("email", chrome.t.form_email_taken());
    }
    let token = link.token.unwrap_or_default();
    web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &SetUpPage { chrome, token, typed, errors })
}

fn read(typed: &Typed, chrome: &Chrome, errors: &mut Errors) -> Option<Plan> {
    let t = chrome.t;
    let fields = Fields {
        garden: &typed.garden,
        locales: &typed.locales,
        locale: &typed.locale,
        time_zone: &typed.time_zone,
    };
    let face = Face::read(fields, t, errors);
    let owner_name = read_name(&typed.name, t, errors);
    let email = read_email(&typed.email, t, errors);
    let about = [&*typed.name, &typed.email, &typed.garden];
    let password = read_password(&typed.password, "password", &about, t, errors);
    if !errors.is_empty() {
        return None;
    }
    Some(Plan { face: face?, owner_name: owner_name?, email: email?, password: password? })
}
