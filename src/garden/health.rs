//! For those who watch the program: `/healthz` (it runs) and `/readyz` (it can answer).

use actix_web::{
    HttpResponse,
    http::header,
    web::{self, Data, ServiceConfig},
};

use crate::{db, state::State};

/// `/healthz` and `/readyz`, outside of everything that asks the database who is there.
pub fn routes(app: &mut ServiceConfig) {
    app.service(web::resource("/healthz").get(healthz).route(web::head().to(healthz)))
        .service(web::resource("/readyz").get(readyz).route(web::head().to(readyz)));
}

/// The process answers; no more is claimed.
async fn healthz() -> HttpResponse {
    plain(HttpResponse::Ok().insert_header((header::CACHE_CONTROL, "no-store")), "ok\n")
}

/// The database answers and is migrated; 503 while it does not, so that a load balancer looks elsewhere.
async fn readyz(state: Data<State>) -> HttpResponse {
    let (mut response, words) = if db::is_ready(&state.pool).await {
        (HttpResponse::Ok(), "ready\n")
    } else {
        (HttpResponse::ServiceUnavailable(), "the database is not reachable or not migrated\n")
    };
    plain(response.insert_header((header::CACHE_CONTROL, "no-store")), words)
}

fn plain(response: &mut actix_web::HttpResponseBuilder, words: &'static str) -> HttpResponse {
    response.content_type("text/plain; charset=utf-8").body(words)
}
