//! Sessions: who is behind a cookie.
//!
//! Guests have no cookie and no row. The key changes at each sign-in and change of password; a session ends
//! when it was not used for a while, and at the latest some time after the sign-in (`config::People`). A browser
//! that still holds its cookie then is told to drop it.

mod keeper;
mod store;

use actix_session::{
    Session, SessionExt as _, SessionMiddleware,
    config::{CookieContentSecurity, PersistentSession},
    storage::{SaveError, UpdateError},
};
use actix_web::{
    Error as ActixError, HttpMessage as _,
    body::MessageBody,
    cookie::{Cookie, Key, SameSite, time::Duration},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    middleware::Next,
    web::Data,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha512;
use sqlx::PgConnection;

pub use keeper::Keeper;

use crate::{
    config,
    db::meter,
    ids::UserId,
    state::State,
    web::{self, Person, Visitor, headers::Arrival},
};

/// Under this key a session says whose it is.
const USER: &str = "user";
/// Under this key the keeper lays the person as it found them; never kept.
const PERSON: &str = "person";

/// The key that signs session cookies, derived from the garden's secret.
///
/// # Errors
/// None in practice: HMAC takes secrets of any length.
pub fn key(secret: &[u8]) -> anyhow::Result<Key> {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret)?;
    mac.update(b"session cookie");
    Ok(Key::from(&mac.finalize().into_bytes()))
}

/// The middleware that loads and keeps sessions. [`explain`] goes around it, [`recognise`] inside.
#[must_use]
pub fn middleware(state: &Data<State>, key: &Key) -> SessionMiddleware<Keeper> {
    let lifetime = Duration::seconds(state.config.people.session_lifetime.as_secs());
    SessionMiddleware::builder(Keeper::new(state.clone()), key.clone())
        .cookie_name(cookie_name(state).to_owned())
        .cookie_secure(state.is_secure())
        // A random key says nothing: it needs no encryption, and a forged one is refused without a query.
        .cookie_content_security(CookieContentSecurity::Signed)
        .cookie_http_only(true)
        .cookie_same_site(SameSite::Lax)
        .cookie_path("/".to_owned())
        .session_lifecycle(PersistentSession::default().session_ttl(lifetime))
        .build()
}

/// `__Host-`: the browser takes the cookie from this very host over TLS only (RFC 6265bis, 4.1.3.2).
fn cookie_name(state: &State) -> &'static str {
    if state.is_secure() { "__Host-session" } else { "session" }
}

/// Laid into a request whose cookie opens no session: it has ended, or never was.
struct Dead;

/// Goes around whatever makes answers, error pages too: takes a cookie back that opens no session any more, so that
/// it costs no query with each page for the rest of its life. Who has none is sent none.
///
/// # Errors
/// Those of the inner service.
pub async fn take_back<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, ActixError> {
    let mut response = next.call(request).await?;
    let is_dead = response.request().extensions().contains::<Dead>();
    let Some(state) = response.request().app_data::<Data<State>>().filter(|_| is_dead) else {
        return Ok(response);
    };
    let name = cookie_name(state);
    if response.response().cookies().any(|cookie| cookie.name() == name) {
        // Somebody has just signed in.
        return Ok(response);
    }
    let cookie = Cookie::build(name, "").path("/").secure(state.is_secure()).http_only(true);
    let cookie = cookie.same_site(SameSite::Lax).finish();
    response.response_mut().add_removal_cookie(&cookie)?;
    Ok(response)
}

/// Goes around [`middleware`]: where sessions cannot be read or kept, the garden is away for a moment. The
/// framework would answer with a bare 500; what happened is in the log already.
///
/// # Errors
/// [`web::Error::Unavailable`], and those of the inner service.
pub async fn explain<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, ActixError> {
    next.call(request).await.map_err(|error| {
        let from_the_keeper = error.as_error::<InternalError<anyhow::Error>>().is_some()
            || error.as_error::<InternalError<SaveError>>().is_some()
            || error.as_error::<InternalError<UpdateError>>().is_some();
        if from_the_keeper { web::Error::Unavailable.into() } else { error }
    })
}

/// Goes inside [`middleware`]: lays the visitor into the request and books the time that it took to know them.
///
/// # Errors
/// Those of the inner service.
pub async fn recognise<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, ActixError> {
    let person = request
        .get_session()
        .get::<Person>(PERSON)
        .map_err(|error| web::Error::Internal(anyhow::anyhow!("{error:#}")))?;
    let state = request
        .app_data::<Data<State>>()
        .ok_or_else(|| web::Error::Internal(anyhow::anyhow!("no state in the application")))?;
    if person.is_none() && request.cookie(cookie_name(state)).is_some() {
        request.extensions_mut().insert(Dead);
    }
    Visitor::recognise(request.request(), &state.site.load(), person).lay_into(request.request());
    if let Some(arrival) = Arrival::of(request.request()) {
        meter::book_session(arrival.elapsed());
    }
    next.call(request).await
}

/// Signs a person in: from now on the session is theirs, under a new key.
///
/// # Errors
/// None in practice: an id is always JSON.
pub fn sign_in(session: &Session, user: UserId) -> web::Result<()> {
    session.clear();
    session.insert(USER, user).map_err(|error| web::Error::Internal(anyhow::anyhow!("{error:#}")))?;
    session.renew();
    Ok(())
}

/// Ends the session, here and in the browser.
pub fn sign_out(session: &Session) {
    session.purge();
}

/// Ends every session of a person. The one that is asking goes on if [`sign_in`] is called for it.
///
/// # Errors
/// Those of the database.
pub async fn end_all(connection: &mut PgConnection, user: UserId) -> Result<(), sqlx::Error> {
    store::delete_sessions_of(connection, user).await
}

/// Forgets sessions that have ended by themselves; says how many.
///
/// # Errors
/// Those of the database.
pub async fn delete_expired(
    connection: &mut PgConnection,
    people: &config::People,
    now: Timestamp,
) -> Result<u64, sqlx::Error> {
    store::delete_expired_sessions(connection, now, keeper::before(now, people.session_idle)).await
}
