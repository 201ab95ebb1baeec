//! Headers of every answer: security, request id, `Server-Timing`; and the meter that they read.

use std::time::{Duration, Instant};

use actix_web::{
    Error as ActixError, HttpMessage as _, HttpRequest,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap, HeaderName, HeaderValue},
    middleware::Next,
    web::Data,
};
use uuid::Uuid;

use crate::{
    db::meter::{self, Reading},
    state::State,
};

/// Nothing but our own files: a picture of another host is a link in a note, for loading it would tell that
/// host who reads what.
const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// A garden that readers reach by `https` is not asked for by anything else for a year (RFC 6797).
const OVER_TLS_ALONE: &str = "max-age=31536000";

/// How a page may be kept: by this reader's browser alone, which asks each time whether it is still good.
pub const CACHE_CONTROL: &str = "private, no-cache";
/// What a page depends on besides its address.
pub const VARY: &str = "Cookie, Accept-Language";

/// What an answer carries unless it says otherwise itself.
const USUAL: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Never `no-referrer`: browsers would then send `Origin: null`, and our own forms would be refused.
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// The id of a request, in the log, in `X-Request-Id` and on the page of an internal error.
#[derive(Clone, Copy, Debug)]
pub struct RequestId(pub Uuid);

/// When a request arrived.
#[derive(Clone, Copy, Debug)]
pub struct Arrival(Instant);

impl Arrival {
    /// The arrival of a request that is measured.
    #[must_use]
    pub fn of(request: &HttpRequest) -> Option<Self> {
        request.extensions().get::<Self>().copied()
    }

    /// The time since.
    #[must_use]
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// Security headers, for static files and pages alike.
///
/// # Errors
/// Those of the inner service.
pub async fn secure(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let over_tls = request.app_data::<Data<State>>().is_some_and(|state| state.is_secure());
    adorn(next.call(request).await, move |headers| {
        if over_tls {
            headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(OVER_TLS_ALONE));
        }
        for (name, value) in USUAL {
            if !headers.contains_key(&name) {
                headers.insert(name, HeaderValue::from_static(value));
            }
        }
    })
}

/// Measures a dynamic request, and says so: `Server-Timing` (W3C), `X-Request-Id`, caching by the visitor.
///
/// # Errors
/// Those of the inner service.
pub async fn measure(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
    let id = RequestId(Uuid::now_v7());
    let start = Instant::now();
    request.extensions_mut().insert(id);
    request.extensions_mut().insert(Arrival(start));
    let is_open = request.app_data::<Data<State>>().is_none_or(|state| state.config.server.search_engines);
    meter::metered(async move {
        let answer = next.call(request).await;
        let timing = server_timing(&meter::reading(), start.elapsed());
        adorn(answer, move |headers| {
            if let Ok(value) = HeaderValue::try_from(&timing) {
                headers.insert(HeaderName::from_static("server-timing"), value);
            }
            if let Ok(value) = HeaderValue::try_from(id.0.to_string()) {
                headers.insert(HeaderName::from_static("x-request-id"), value);
            }
            if !is_open {
                headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
            }
            if !headers.contains_key(header::CACHE_CONTROL) {
                headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(CACHE_CONTROL));
            }
            // What anybody's cache may keep is the same for everyone.
            let is_public = headers
                .get(header::CACHE_CONTROL)
                .is_some_and(|value| value.as_bytes().starts_with(b"public"));
            if !is_public {
                headers.append(header::VARY, HeaderValue::from_static(VARY));
            }
        })
    })
    .await
}

/// Sets headers on an answer, or on the one that an error will become.
fn adorn<B>(
    answer: Result<ServiceResponse<B>, ActixError>,
    set: impl Fn(&mut HeaderMap) + 'static,
) -> Result<ServiceResponse<B>, ActixError> {
    match answer {
        Ok(mut response) => {
            set(response.headers_mut());
            Ok(response)
        }
        Err(mut error) => {
            error.add_response_mapper(move |mut response| {
                set(response.headers_mut());
                response
            });
            Err(error)
        }
    }
}

fn server_timing(reading: &Reading, total: Duration) -> String {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    format!(
        "session;dur={:.3}, query;dur={:.3};desc=\"{}\", render;dur={:.3}, total;dur={:.3}",
        milliseconds(reading.session_time),
        milliseconds(reading.query_time),
        reading.queries,
        milliseconds(reading.render_time),
        milliseconds(total),
    )
}
