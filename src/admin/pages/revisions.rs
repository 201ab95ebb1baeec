//! `/admin/revisions`: which revisions of notes are kept.

use actix_web::{HttpRequest, http::StatusCode, web::Data};
use askama::Template;
use serde::Deserialize;

use crate::{
    i18n,
    notes::history::{
        self, Forecast,
        rules::{LONGEST, Rules},
    },
    state::State,
    web::{
        self, Chrome, Flash, Owner,
        forms::{Errors, Form},
    },
};

/// What the form proposes where nothing was chosen: all of a month, then a year of days.
const PROPOSED: (i32, i32) = (30, 365);

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// `all` or `thin`.
    keep: String,
    all_days: String,
    daily_days: String,
    /// The rules for which it has been seen what would go.
    seen: String,
}

#[derive(Template)]
#[template(path = "admin/revisions.html")]
struct RevisionsPage {
    chrome: Chrome,
    typed: Typed,
    errors: Errors,
    forecast: Option<Forecast>,
}

impl RevisionsPage {
    fn thins(&self) -> bool {
        self.typed.keep == "thin"
    }

    fn told(&self, forecast: &Forecast) -> String {
        let of = i18n::grouped(forecast.of, self.chrome.locale);
        if forecast.more {
            self.chrome.t.revisions_forecast_more(forecast.go, of)
        } else {
            self.chrome.t.revisions_forecast(forecast.go, of)
        }
    }
}

impl Typed {
    fn of(rules: Rules) -> Self {
        let (keep, (all_days, daily_days)) = match rules {
            Rules::All => ("all", PROPOSED),
            Rules::Thin { all_days, daily_days } => ("thin", (all_days, daily_days)),
        };
        Self {
            keep: keep.to_owned(),
            all_days: all_days.to_string(),
            daily_days: daily_days.to_string(),
            seen: String::new(),
        }
    }

    /// The rules in one word, to be known again.
    fn word(&self) -> String {
        format!("{}-{}", self.all_days.trim(), self.daily_days.trim())
    }

    fn read(&self, chrome: &Chrome, errors: &mut Errors) -> Option<Rules> {
        if self.keep != "thin" {
            return Some(Rules::All);
        }
        let t = chrome.t;
        let mut days = |field: &'static str, text: &str| {
            let days = text.trim().parse::<i32>().ok().filter(|days| (1..=LONGEST).contains(days));
            if days.is_none() {
                errors.add(
                    field,
                    t.revisions_days_bad(i18n::grouped(LONGEST.unsigned_abs().into(), chrome.locale)),
                );
            }
            days
        };
        let (all_days, daily_days) = (days("all_days", &self.all_days), days("daily_days", &self.daily_days));
        let (all_days, daily_days) = (all_days?, daily_days?);
        if daily_days < all_days {
            errors.add("daily_days", t.revisions_days_order());
            return None;
        }
        Some(Rules::Thin { all_days, daily_days })
    }
}

pub(super) async fn get(
    request: HttpRequest,
    _owner: Owner,
    state: Data<State>,
    chrome: Chrome,
) -> web::Result {
    let mut db = state.pool.acquire().await?;
    let rules = history::rules(&mut db).await?;
    drop(db);
    let page = RevisionsPage { chrome, typed: Typed::of(rules), errors: Errors::default(), forecast: None };
    web::page(&request, &page)
}

/// Rules that let revisions go are saved once it was seen what that means.
pub(super) async fn post(
    _owner: Owner,
    state: Data<State>,
    chrome: Chrome,
    Form(mut typed): Form<Typed>,
) -> web::Result {
    let mut errors = Errors::default();
    let Some(rules) = typed.read(&chrome, &mut errors) else {
        typed.seen.clear();
        let page = RevisionsPage { chrome, typed, errors, forecast: None };
        return web::page_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let mut db = state.pool.acquire().await?;
    if rules == Rules::All || typed.seen == typed.word() {
        history::keep_by(&mut db, rules).await?;
        return web::see_other_saying("/admin/revisions", Flash::Saved);
    }
    let forecast = history::forecast(&mut db, rules, state.clock.now(), &chrome.site.zone).await?;
    drop(db);
    typed.seen = typed.word();
    let page = RevisionsPage { chrome, typed, errors, forecast: Some(forecast) };
    web::page_with_status(StatusCode::OK, &page)
}
