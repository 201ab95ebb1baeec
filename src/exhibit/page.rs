//! `/static-and-dynamic`.

use std::time::Duration;

use actix_web::{
    HttpRequest,
    web::{self as actix, Data, ServiceConfig},
};
use askama::{Template, filters::Safe};
use reqwest::Client;

use super::{
    dynamic::{self, Made, Parameters},
    specimen::{self, Fetched},
};
use crate::{
    i18n,
    notes::read::list::Order,
    state::State,
    web::{self, Chrome, forms::Query, headers, page},
};

/// `/static-and-dynamic`.
///
/// # Panics
/// Never: without a client the page says what is missing.
pub fn routes(app: &mut ServiceConfig) {
    let client = specimen::client().map(Data::new);
    let mut resource = actix::resource("/static-and-dynamic").get(get).route(actix::head().to(get));
    match client {
        Ok(client) => resource = resource.app_data(client),
        Err(error) => tracing::error!(%error, "the exhibit cannot fetch its static half"),
    }
    app.service(resource);
}

#[derive(Template)]
#[template(path = "exhibit/page.html")]
struct ExhibitPage {
    chrome: Chrome,
    name: String,
    by_title: bool,
    article: Safe<String>,
    asked: String,
    accept_language: String,
    sends_cookie: bool,
    fetched: Fetched,
    made: Made,
    route: String,
    specimen: &'static str,
    cache_control: &'static str,
    vary: &'static str,
}

async fn get(
    request: HttpRequest,
    state: Data<State>,
    client: Data<Client>,
    chrome: Chrome,
    Query(parameters): Query<Parameters>,
) -> web::Result {
    let made = dynamic::make(&state, &chrome, &parameters).await?;
    let fetched = specimen::fetch(&client, state.listening).await?;
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let exhibit = ExhibitPage {
        name: parameters.name().unwrap_or_default(),
        by_title: parameters.order() == Order::Title,
        // Escaped when the article's own template was filled.
        article: Safe(made.html.clone()),
        asked: chrome.address.clone(),
        accept_language: header("accept-language").to_owned(),
        sends_cookie: request.headers().contains_key("cookie"),
        route: request.match_pattern().unwrap_or_default(),
        specimen: specimen::PATH,
        cache_control: headers::CACHE_CONTROL,
        vary: headers::VARY,
        fetched,
        made,
        chrome,
    };
    page(&request, &exhibit)
}

impl ExhibitPage {
    fn milliseconds(&self, time: &Duration) -> String {
        format!("{} ms", i18n::decimal(time.as_secs_f64() * 1000.0, self.chrome.locale))
    }

    fn bytes(&self, count: usize) -> String {
        i18n::grouped(count as u64, self.chrome.locale)
    }
}
