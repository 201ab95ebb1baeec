//! Refuses unsafe requests that another site may have caused.
//!
//! Browsers say where a request comes from in `Sec-Fetch-Site` (W3C Fetch Metadata); on plain HTTP away from
//! localhost they leave it out, and then `Origin` (RFC 6454) must be ours. With neither the request is refused.
//! So no page carries a token, and pages stay cacheable.

use actix_web::{
    Error as ActixError,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web::Data,
};
use url::Url;

use super::Error;
use crate::state::State;

/// The middleware.
///
/// # Errors
/// [`Error::CrossSite`] for an unsafe request that does not show that it comes from one of our own pages.
pub async fn refuse_cross_site(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS | Method::TRACE);
    if safe || comes_from_us(&request) {
        return next.call(request).await;
    }
    tracing::info!(path = request.path(), "a cross-site request was refused");
    Err(Error::CrossSite.into())
}

fn comes_from_us(request: &ServiceRequest) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let public = request
        .app_data::<Data<State>>()
        .and_then(|state| state.config.server.public_url.as_ref().map(Url::origin));
    header("origin").and_then(|origin| Url::parse(origin).ok()).is_some_and(|origin| match public {
        Some(public) => origin.origin() == public,
        // No public address is set: ours is the one that the browser asked for.
        None => header("host").is_some_and(|host| {
            Url::parse(&format!("http://{host}")).is_ok_and(|ours| ours.origin() == origin.origin())
        }),
    })
}
