//! Errors in the garden's own clothes, in the reader's language, with a way on. Needs no database.

use actix_web::{
    Error as ActixError, HttpMessage as _, HttpRequest, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    middleware::Next,
};
use askama::Template;

use super::{Chrome, Error, headers::RequestId, see_other};

/// What the page of an error needs to know of its request. Gathered before the request is passed on, for an
/// error of a middleware comes back without it.
struct Asked {
    chrome: Option<Chrome>,
    id: Option<String>,
    path: String,
}

impl Asked {
    fn of(request: &HttpRequest) -> Self {
        Self {
            chrome: Chrome::of(request),
            id: request.extensions().get::<RequestId>().map(|id| id.0.to_string()),
            path: request.path().to_owned(),
        }
    }
}

/// The middleware: what leaves the application as an error becomes a page.
///
/// # Errors
/// Only an error that comes without a request, which actix-web then answers by its bare status.
pub async fn draw(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, ActixError> {
    let early = Asked::of(request.request());
    let response = match next.call(request).await {
        Ok(response) => response,
        Err(error) => {
            let response = answer_to(early, &error, &header::HeaderMap::new());
            return Err(InternalError::from_response(error, response).into());
        }
    };
    let (request, response) = response.into_parts();
    let drawn = match response.error() {
        Some(error) if is_drawn(error) => Some(answer_to(Asked::of(&request), error, response.headers())),
        None if is_bare(&response) => {
            Some(page_of_status(Asked::of(&request), response.status(), response.headers()))
        }
        _ => None,
    };
    Ok(ServiceResponse::new(request, drawn.unwrap_or_else(|| response.map_into_boxed_body())))
}

/// An answer without a page of its own: the framework's 404 and 405, say.
fn is_bare<B>(response: &HttpResponse<B>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    has_page(response.status()) && !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn is_drawn(error: &ActixError) -> bool {
    error.as_error::<Error>().is_some() || has_page(error.as_response_error().status_code())
}

/// Statuses that are answered by a page. Others (416, say) are for the program that asked.
fn has_page(status: StatusCode) -> bool {
    let drawn = [400, 401, 403, 404, 405, 408, 409, 411, 413, 414, 415, 417, 429, 431];
    // 501 is for the program that asked, too.
    drawn.contains(&status.as_u16()) || (status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED)
}

fn answer_to(asked: Asked, error: &ActixError, old: &header::HeaderMap) -> HttpResponse {
    match error.as_error::<Error>() {
        Some(Error::SignInRequired) => {
            see_other(&asked.chrome.map_or_else(|| "/login".to_owned(), |chrome| chrome.sign_in_address()))
        }
        Some(Error::SignedOut(kept)) => match asked.chrome {
            Some(chrome) => kept.ask_to_sign_in(chrome),
            None => see_other("/login"),
        },
        Some(ours) => {
            if let Error::Internal(inner) = ours {
                log(&asked, &format!("{inner:?}"));
            }
            draw_page(asked, ours, None)
        }
        None => {
            let status = error.as_response_error().status_code();
            if status.is_server_error() {
                log(&asked, &format!("{error:?}"));
            }
            page_of_status(asked, status, old)
        }
    }
}

fn log(asked: &Asked, error: &str) {
    tracing::error!(request_id = asked.id, path = asked.path, error, "a request failed");
}

/// A page for a status that is not from one of our errors; the `Allow` of a 405 is kept.
fn page_of_status(asked: Asked, status: StatusCode, old: &header::HeaderMap) -> HttpResponse {
    let error = match status.as_u16() {
        404 | 401 => Error::NotFound,
        403 => Error::Forbidden,
        408 => Error::TooSlow,
        409 => Error::Conflict,
        413 | 414 | 431 => Error::TooLarge,
        503 => Error::Unavailable,
        500..=599 => Error::Internal(anyhow::anyhow!("status {status}")),
        _ => Error::BadRequest,
    };
    let mut response = draw_page(asked, &error, Some(status));
    if let Some(allow) = old.get(header::ALLOW) {
        response.headers_mut().insert(header::ALLOW, allow.clone());
    }
    response
}

#[derive(Template)]
#[template(path = "web/error.html")]
struct ErrorPage {
    chrome: Chrome,
    title: String,
    text: String,
    offers_sign_in: bool,
    offers_retry: bool,
    request_id: Option<String>,
}

fn draw_page(asked: Asked, error: &Error, status: Option<StatusCode>) -> HttpResponse {
    let status = status.unwrap_or_else(|| error.status());
    let mut response = HttpResponse::build(status);
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    match error {
        Error::TooMany(seconds) => {
            response.insert_header((header::RETRY_AFTER, HeaderValue::from(*seconds)));
        }
        Error::TooSlow => {
            // The rest may yet come, and is no next request.
            response.force_close();
        }
        Error::Unavailable => {
            response.insert_header((header::RETRY_AFTER, "2"));
        }
        _ => {}
    }
    let Some(chrome) = asked.chrome else { return response.finish() };
    let t = chrome.t;
    let (title, text) = match (error, status.as_u16()) {
        (_, 405) => (t.error_405_title(), t.error_405_text()),
        (Error::NotFound | Error::SignInRequired | Error::SignedOut(_), _) => {
            (t.error_404_title(), t.error_404_text())
        }
        (Error::Forbidden, _) => (t.error_403_title(), t.error_403_text()),
        (Error::CrossSite, _) => (t.error_403_site_title(), t.error_403_site_text()),
        (Error::Conflict, _) => (t.error_409_title(), t.error_409_text()),
        (Error::TooLarge, _) => (t.error_413_title(), t.error_413_text()),
        (Error::TooSlow, _) => (t.error_408_title(), t.error_408_text()),
        (Error::TooMany(seconds), _) => (t.error_429_title(), t.error_429_text(*seconds)),
        (Error::Unavailable, _) => (t.error_503_title(), t.error_503_text()),
        (Error::Internal(_), _) => (t.error_500_title(), t.error_500_text()),
        (Error::BadRequest, _) => (t.error_400_title(), t.error_400_text()),
    };
    let page = ErrorPage {
        title,
        text,
        offers_sign_in: matches!(error, Error::NotFound) && chrome.visitor.is_guest(),
        offers_retry: matches!(error, Error::Unavailable | Error::Internal(_) | Error::Conflict),
        request_id: asked.id.filter(|_| matches!(error, Error::Internal(_))),
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
