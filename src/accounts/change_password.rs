//! A person takes a new password.

use super::{
    Password, Passwords, sessions, store,
    throttle::{self, Bucket},
};
use crate::{ids::UserId, state::State, web};

/// Replaces the password of somebody who knows the current one, and ends all of their sessions; `false` if the
/// current one is wrong. Begins and commits by itself: no connection is held while the passwords are hashed.
///
/// # Errors
/// [`web::Error::TooMany`] for those who try too often, [`web::Error::Conflict`] where the password was changed
/// meanwhile; those of the database.
pub async fn change_password(
    state: &State,
    passwords: &Passwords,
    user: UserId,
    current: &Password,
    new: &Password,
) -> web::Result<bool> {
    let now = state.clock.now();
    let bucket = Bucket::PasswordOf(user);
    throttle::count(&state.pool, &bucket, now).await?;
    let old = store::find_password_hash(&state.pool, user).await?.ok_or(web::Error::SignInRequired)?;
    if !passwords.check(current, Some(&old)).await?.right {
        return Ok(false);
    }
    let hash = passwords.hash(new).await?;
    let mut transaction = state.pool.begin().await?;
    if !store::update_password_hash(&mut transaction, user, &old, &hash, now).await? {
        return Err(web::Error::Conflict);
    }
    sessions::end_all(&mut transaction, user).await?;
    transaction.commit().await?;
    throttle::give_back(&state.pool, &bucket).await?;
    Ok(true)
}
