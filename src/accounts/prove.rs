//! Somebody who is signed in proves that it is they, before something changes by which they sign in.

use super::{
    Password, PasswordHash, Passwords, store,
    throttle::{self, Bucket},
};
use crate::{ids::UserId, state::State, web};

/// Checks the current password of a person; `None` if it is wrong, else what is kept of it. It takes no connection,
/// for none should be held while a password is hashed.
///
/// # Errors
/// [`web::Error::TooMany`] for those who try too often; those of the database.
pub(super) async fn prove(
    state: &State,
    passwords: &Passwords,
    user: UserId,
    current: &Password,
) -> web::Result<Option<PasswordHash>> {
    let bucket = Bucket::PasswordOf(user);
    throttle::count(&state.pool, &bucket, state.clock.now()).await?;
    let kept = store::find_password_hash(&state.pool, user).await?.ok_or(web::Error::SignInRequired)?;
    if !passwords.check(current, Some(&kept)).await?.right {
        return Ok(None);
    }
    throttle::give_back(&state.pool, &bucket).await?;
    Ok(Some(kept))
}
