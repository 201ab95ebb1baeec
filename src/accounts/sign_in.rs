//! Somebody says who they are, and proves it.

use std::net::IpAddr;

use super::{
    Checked, HashError, Password, Passwords, identity,
    store::{self, Credentials},
    throttle,
};
use crate::{ids::UserId, state::State, web};

/// Seconds after which a flood of sign-ins may be over.
const BUSY: u32 = 5;

impl From<HashError> for web::Error {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::TooMany(BUSY),
            HashError::Stopping => Self::Unavailable,
            HashError::Failed(_) => Self::Internal(error.into()),
        }
    }
}

/// Finds the person with this address and password; `None` if there is none, without telling which of the two
/// is wrong: the answer is the same and takes as long.
///
/// It takes the pool and no connection, for it is slow on purpose: a flood of sign-ins that each held a
/// connection while waiting for its turn would leave none for readers.
///
/// # Errors
/// [`web::Error::TooMany`] for those who try too often; those of the database.
pub async fn sign_in(
    state: &State,
    passwords: &Passwords,
    from: Option<IpAddr>,
    email: &str,
    password: &str,
) -> web::Result<Option<UserId>> {
    let (pool, now) = (&state.pool, state.clock.now());
    let email_key = identity::email_key(email);
    let buckets = throttle::of_sign_in(pool, from, &email_key, now).await?;
    for bucket in &buckets {
        throttle::count(pool, bucket, now).await?;
    }
    let found = store::find_credentials(pool, &email_key).await?;
    let kept = found.as_ref().map(|found| &found.password_hash);
    let Checked { right, renewed } = passwords.check(&Password::given(password), kept).await?;
    let Some(Credentials { id, password_hash }) = found.filter(|_| right) else { return Ok(None) };
    if let Some(renewed) = renewed {
        let mut connection = pool.acquire().await?;
        store::update_password_hash(&mut connection, id, &password_hash, &renewed, now).await?;
    }
    for bucket in &buckets {
        throttle::give_back(pool, bucket).await?;
    }
    throttle::remember(pool, from, &email_key, now).await?;
    Ok(Some(id))
}
