//! People, sign-in and sessions.
//!
//! Tables: `users`, `audiences`, `sessions`, `throttles`, `visits`. Other rooms add and list people here, and learn who is
//! asking from the visitor that [`sessions::recognise`] lays into each request.

mod add_user;
mod change_email;
mod change_password;
mod identity;
mod pages;
mod passwords;
mod prove;
pub mod sessions;
mod sign_in;
mod sign_up;
mod store;
mod throttle;
mod update_account;
pub mod zones;

use jiff::Timestamp;
use sqlx::PgConnection;

pub use add_user::{AccountError, NewUser, add_user};
pub use change_email::{EmailChange, change_email};
pub use change_password::change_password;
pub use identity::{BadEmail, BadName, Email, PersonName};
pub use pages::routes;
pub(crate) use pages::{read_email, read_name, read_password, take_along};
pub use passwords::{BadPassword, Checked, Cost, HashError, Password, PasswordHash, Passwords};
pub use sign_in::sign_in;
pub use update_account::{Changes, update_account};

use crate::{access::Role, ids::UserId, state::State};

/// A person as lists show them.
#[derive(Clone, Debug)]
pub struct UserSummary {
    /// Who.
    pub id: UserId,
    /// Their address, as they wrote it.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// When they joined.
    pub created_at: Timestamp,
}

/// Everybody, the oldest account first.
///
/// # Errors
/// Those of the database.
pub async fn list_users(connection: &mut PgConnection) -> Result<Vec<UserSummary>, sqlx::Error> {
    store::list_users(connection).await
}

/// The person with an address, however it is capitalised.
///
/// # Errors
/// Those of the database.
pub async fn find_user(
    connection: &mut PgConnection,
    email: &str,
) -> Result<Option<UserSummary>, sqlx::Error> {
    store::find_user(connection, &identity::email_key(email)).await
}

/// The owner; the first one, where there are several.
///
/// # Errors
/// Those of the database.
pub async fn find_owner(connection: &mut PgConnection) -> Result<Option<UserSummary>, sqlx::Error> {
    store::find_owner(connection).await
}

/// Forgets sessions that have ended and throttles that count nothing any more. Run it now and then.
///
/// # Errors
/// Those of the database.
pub async fn sweep(state: &State) -> Result<(), sqlx::Error> {
    let now = state.clock.now();
    let mut connection = state.pool.acquire().await?;
    let sessions = sessions::delete_expired(&mut connection, &state.config.people, now).await?;
    let throttles = store::delete_throttles(&mut connection, now).await?;
    tracing::debug!(sessions, throttles, "swept");
    Ok(())
}
