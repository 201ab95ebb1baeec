//! The one error of handlers.

use actix_web::{HttpResponse, ResponseError, http::StatusCode};

use crate::db::Hindrance;

/// Why a request was not answered as asked. Its page is drawn by [`super::error_pages`]; what is inside an
/// [`Error::Internal`] goes to the log and nowhere else.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address or form cannot be read.
    #[error("bad request")]
    BadRequest,
    /// There is no such thing, or this visitor may not know of it.
    #[error("not found")]
    NotFound,
    /// A page of one's own, and nobody is signed in: the answer is the way to the sign-in.
    #[error("sign in first")]
    SignInRequired,
    /// A form came whose sender is not signed in any more. What it held is handed back to them with the sign-in.
    #[error("signed out meanwhile")]
    SignedOut(super::kept::Kept),
    /// Signed in, and may know of this, but may not do it.
    #[error("forbidden")]
    Forbidden,
    /// An unsafe request that another site may have caused.
    #[error("cross-site request")]
    CrossSite,
    /// Somebody else changed the same thing meanwhile.
    #[error("conflict")]
    Conflict,
    /// More was sent than is taken.
    #[error("too large")]
    TooLarge,
    /// What was being sent did not come.
    #[error("too slow")]
    TooSlow,
    /// Too many attempts; the seconds after which another makes sense.
    #[error("too many requests")]
    TooMany(u32),
    /// The database is away or busy for a moment.
    #[error("unavailable")]
    Unavailable,
    /// A fault of ours.
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

impl Error {
    /// The status that the answer carries.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignInRequired => StatusCode::SEE_OTHER,
            Self::SignedOut(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::Conflict => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match Hindrance::of(&error) {
            Some(hindrance) => {
                tracing::warn!(%error, "{hindrance}");
                Self::Unavailable
            }
            None => Self::Internal(error.into()),
        }
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Internal(error.into())
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        self.status()
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status())
    }
}
