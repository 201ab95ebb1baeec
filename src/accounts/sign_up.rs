//! Somebody becomes a member.

use std::net::IpAddr;

use super::{
    AccountError, Email, NewUser, Password, Passwords, PersonName, add_user, store,
    throttle::{self, Bucket},
};
use crate::{
    access::Role,
    ids::UserId,
    state::State,
    web::{self, preferences::Preferences},
};

/// What a new member says of themselves.
#[derive(Clone, Debug)]
pub(super) struct Joining {
    pub(super) email: Email,
    pub(super) name: PersonName,
    pub(super) password: Password,
    pub(super) preferences: Preferences,
}

/// Adds a member; `None` if somebody has the address already. Like `sign_in`, it holds no connection while the
/// password is hashed.
///
/// # Errors
/// [`web::Error::TooMany`] for an address that makes many accounts; those of the database.
pub(super) async fn sign_up(
    state: &State,
    passwords: &Passwords,
    from: Option<IpAddr>,
    joining: Joining,
) -> web::Result<Option<UserId>> {
    let now = state.clock.now();
    throttle::count(&state.pool, &Bucket::SignUpFrom(from), now).await?;
    let Joining { email, name, password, preferences } = joining;
    let Preferences { locale, theme, .. } = preferences;
    let password_hash = passwords.hash(&password).await?;
    let new = NewUser { email, name, password_hash, role: Role::Member, locale, theme };
    let mut transaction = state.pool.begin().await?;
    match add_user(&mut transaction, &new, now).await {
        Ok(id) => {
            store::update_preferences(&mut transaction, id, preferences, now).await?;
            transaction.commit().await?;
            Ok(Some(id))
        }
        Err(AccountError::EmailTaken) => Ok(None),
        Err(AccountError::Database(error)) => Err(error.into()),
    }
}
