//! A person takes a new password.

use super::{Password, Passwords, prove::prove, sessions, store};
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
    let Some(old) = prove(state, passwords, user, current).await? else { return Ok(false) };
    let hash = passwords.hash(new).await?;
    let mut transaction = state.pool.begin().await?;
    if !store::update_password_hash(&mut transaction, user, &old, &hash, state.clock.now()).await? {
        return Err(web::Error::Conflict);
    }
    sessions::end_all(&mut transaction, user).await?;
    transaction.commit().await?;
    Ok(true)
}
