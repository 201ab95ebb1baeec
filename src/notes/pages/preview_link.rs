//! `/preview/{token}`: a note as somebody sees it who has a link to it and no account; and its files. Whoever asks is a
//! guest here: no session is looked for.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::{Compress, from_fn},
    web::{self as actix, Data, Path, ServiceConfig},
};
use askama::Template;

use super::{moving, view, write::editor::web_error};
use crate::{
    files,
    ids::FileId,
    notes::preview_links::{self, Opened},
    state::State,
    web::{self, Chrome, Error, error_pages, headers},
};

/// `/preview/{token}` and what lies below. Outside of what knows sessions.
pub fn routes(app: &mut ServiceConfig) {
    macro_rules! answer {
        ($address:literal, $handler:path) => {
            app.service(
                actix::resource($address)
                    .wrap(from_fn(error_pages::draw))
                    .wrap(Compress::default())
                    .wrap(from_fn(headers::measure))
                    .route(actix::get().to($handler))
                    .route(actix::head().to($handler)),
            );
        };
    }
    answer!("/preview/{token}", get);
    answer!("/preview/{token}/files/{file}", file);
}

/// What such an answer is: for nobody's disk, no search engine, and nothing that other sites are told of.
const DISCREET: [(HeaderName, &str); 3] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

#[derive(Template)]
#[template(path = "notes/preview_link.html")]
struct PreviewLinkPage {
    chrome: Chrome,
    opened: Opened,
    html: String,
}

fn discreet(mut answer: HttpResponse) -> HttpResponse {
    for (name, value) in DISCREET {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

pub(super) async fn get(
    request: HttpRequest,
    token: Path<String>,
    mut chrome: Chrome,
    state: Data<State>,
) -> web::Result {
    let counts = request.method() == Method::GET;
    let mut db = state.pool.acquire().await?;
    let opened = preview_links::open(&mut db, &token, counts, state.clock.now()).await?;
    let opened = opened.ok_or(Error::NotFound)?;
    let usual = moving::ground(&chrome)?.language;
    let html = preview_links::draw(&mut db, &opened, &token, &usual, chrome.locale).await;
    drop(db);
    let html = html.map_err(web_error)?;
    // What the garden had to say to whoever is signed in here waits for a page of theirs.
    chrome.flash = None;
    web::page_with_status(StatusCode::OK, &PreviewLinkPage { chrome, opened, html }).map(discreet)
}

/// `/preview/{token}/files/{file}`
pub(super) async fn file(
    request: HttpRequest,
    path: Path<(String, FileId)>,
    state: Data<State>,
) -> web::Result {
    let (token, file) = path.into_inner();
    let mut db = state.pool.acquire().await?;
    let shows = preview_links::shows(&mut db, &token, file, state.clock.now()).await?;
    drop(db);
    if !shows {
        return Err(Error::NotFound);
    }
    files::send(&request, &state, file).await.map(discreet)
}
