//! From a filled template to an answer.

use std::time::Instant;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        StatusCode,
        header::{self, TryIntoHeaderValue as _},
    },
};
use askama::Template;

use super::{Flash, Result, answer};
use crate::db::meter;

/// A page, or `304 Not Modified` where the browser has it already.
pub(crate) fn page(request: &HttpRequest, template: &impl Template) -> Result {
    let html = render(template)?;
    let tag = answer::entity_tag(html.as_bytes());
    let known = answer::is_known(request, &tag, None);
    // A flash must be taken back with the page that showed it.
    let flashed = request.cookie("flash").is_some();
    let mut response = if known && !flashed {
        HttpResponse::NotModified().finish()
    } else {
        html_response(StatusCode::OK, html)
    };
    if let Ok(value) = tag.try_into_value() {
        response.headers_mut().insert(header::ETAG, value);
    }
    if flashed {
        response
            .add_removal_cookie(&Flash::removal())
            .map_err(|error| super::Error::Internal(error.into()))?;
    }
    Ok(response)
}

/// A page that is not to be kept: a form with errors (422), say.
pub(crate) fn page_with_status(status: StatusCode, template: &impl Template) -> Result {
    Ok(html_response(status, render(template)?))
}

/// The address of a page of a list; the first is the list's own.
pub(crate) fn paged(list: &str, page: u32) -> String {
    let sign = if list.contains('?') { '&' } else { '?' };
    if page == 1 { list.to_owned() } else { format!("{list}{sign}page={page}") }
}

/// Sends the browser on with a GET.
pub(crate) fn see_other(address: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, address)).finish()
}

/// Sends the browser on with a GET, to a page that says what has happened.
pub(crate) fn see_other_saying(address: &str, flash: Flash) -> Result {
    let mut response = see_other(address);
    response.add_cookie(&flash.cookie()).map_err(|error| super::Error::Internal(error.into()))?;
    Ok(response)
}

fn render(template: &impl Template) -> Result<String> {
    let start = Instant::now();
    let html = template.render()?;
    meter::book_render(start.elapsed());
    Ok(html)
}

fn html_response(status: StatusCode, html: String) -> HttpResponse {
    HttpResponse::build(status).content_type("text/html; charset=utf-8").body(html)
}
