//! Errors in the garden's own clothes, in the reader's language, with a way on. Needs no database.

use actix_web::{
    Error as ActixError, HttpMessage as _, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    middleware::Next,
};
use askama::Template;

use super::{Chrome, Error, headers::RequestId, see_other};

/// The middleware: what leaves the application as an error becomes a page.
///
/// # Errors
/// None of its own: errors of the inner service end here.
pub async fn draw(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let incoming = request.request().clone();
    match next.call(request).await {
        Ok(response) => {
            let (request, response) = response.into_parts();
            let drawn = match response.error() {
                Some(error) => answer_to(&request, error, response.headers()),
                None if is_bare(&response) => {
                    Some(page_of_status(&request, response.status(), response.headers()))
                }
                None => None,
            };
            Ok(ServiceResponse::new(request, drawn.unwrap_or_else(|| response.map_into_boxed_body())))
        }
        Err(error) => {
            let response = error.as_response_error().error_response();
            let drawn = answer_to(&incoming, &error, response.headers()).unwrap_or(response);
            Ok(ServiceResponse::new(incoming, drawn))
        }
    }
}

/// An error without a page of its own: the framework's 404 and 405, limits of extractors.
fn is_bare<B>(response: &HttpResponse<B>) -> bool {
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    is_drawn(response.status()) && !html
}

/// Statuses that are answered by a page. Others (416, say) are for the program that asked.
fn is_drawn(status: StatusCode) -> bool {
    matches!(
        status.as_u16(),
        400 | 401 | 403 | 404 | 405 | 408 | 409 | 411 | 413 | 414 | 415 | 417 | 429 | 431
    ) || status.is_server_error()
}

fn answer_to(request: &HttpRequest, error: &ActixError, old: &header::HeaderMap) -> Option<HttpResponse> {
    if let Some(error) = error.as_error::<Error>() {
        return Some(answer_to_ours(request, error));
    }
    let status = error.as_response_error().status_code();
    if status.is_server_error() {
        log(request, &format!("{error:?}"));
    }
    is_drawn(status).then(|| page_of_status(request, status, old))
}

fn answer_to_ours(request: &HttpRequest, error: &Error) -> HttpResponse {
    if let Error::Internal(inner) = error {
        log(request, &format!("{inner:?}"));
    }
    if matches!(error, Error::SignInRequired) {
        let back = request.uri().path_and_query().map_or("/", |address| address.as_str());
        return see_other(&super::next::login(back));
    }
    draw_page(request, error, None)
}

fn log(request: &HttpRequest, error: &str) {
    let id = request.extensions().get::<RequestId>().map(|id| id.0.to_string());
    tracing::error!(request_id = id, path = request.path(), error, "a request failed");
}

/// A page for a status that is not from one of our errors; headers such as `Allow` are kept.
fn page_of_status(request: &HttpRequest, status: StatusCode, old: &header::HeaderMap) -> HttpResponse {
    let error = match status.as_u16() {
        404 | 401 => Error::NotFound,
        403 => Error::Forbidden,
        409 => Error::Conflict,
        413 | 414 | 431 => Error::TooLarge,
        503 => Error::Unavailable,
        500..=599 => Error::Internal(anyhow::anyhow!("status {status}")),
        _ => Error::BadRequest,
    };
    let mut response = draw_page(request, &error, Some(status));
    if let Some(allow) = old.get(header::ALLOW) {
        response.headers_mut().insert(header::ALLOW, allow.clone());
    }
    response
}

#[derive(Template)]
#[template(path = "web/error.html")]
struct ErrorPage {
    chrome: Chrome,
    status: u16,
    title: String,
    text: String,
    offers_sign_in: bool,
    offers_retry: bool,
    request_id: Option<String>,
}

fn draw_page(request: &HttpRequest, error: &Error, status: Option<StatusCode>) -> HttpResponse {
    let status = status.unwrap_or_else(|| error.status());
    let mut response = HttpResponse::build(status);
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    match error {
        Error::TooMany(seconds) => {
            response.insert_header((header::RETRY_AFTER, HeaderValue::from(*seconds)));
        }
        Error::Unavailable => {
            response.insert_header((header::RETRY_AFTER, "2"));
        }
        _ => {}
    }
    let Some(chrome) = Chrome::of(request) else { return response.finish() };
    let t = chrome.t;
    let (title, text) = match (error, status.as_u16()) {
        (_, 405) => (t.error_405_title(), t.error_405_text()),
        (Error::NotFound | Error::SignInRequired, _) => (t.error_404_title(), t.error_404_text()),
        (Error::Forbidden, _) => (t.error_403_title(), t.error_403_text()),
        (Error::CrossSite, _) => (t.error_403_site_title(), t.error_403_site_text()),
        (Error::Conflict, _) => (t.error_409_title(), t.error_409_text()),
        (Error::TooLarge, _) => (t.error_413_title(), t.error_413_text()),
        (Error::TooMany(seconds), _) => (t.error_429_title(), t.error_429_text(*seconds)),
        (Error::Unavailable, _) => (t.error_503_title(), t.error_503_text()),
        (Error::Internal(_), _) => (t.error_500_title(), t.error_500_text()),
        (Error::BadRequest, _) => (t.error_400_title(), t.error_400_text()),
    };
    let page = ErrorPage {
        status: status.as_u16(),
        title,
        text,
        offers_sign_in: matches!(error, Error::NotFound) && chrome.visitor.is_guest(),
        offers_retry: matches!(error, Error::Unavailable | Error::Internal(_) | Error::Conflict),
        request_id: matches!(error, Error::Internal(_))
            .then(|| request.extensions().get::<RequestId>().map(|id| id.0.to_string()))
            .flatten(),
        chrome,
    };
    match page.render() {
        Ok(html) => response.content_type("text/html; charset=utf-8").body(html),
        Err(error) => {
            tracing::error!(%error, "the error page itself could not be drawn");
            response.finish()
        }
    }
}
