//! Slows down those who guess.
//!
//! A leaky bucket for each account and each address (generic cell rate algorithm, ITU-T I.371): so many
//! attempts at once, then one each so often. The buckets lie in the database, so that replicas share them, and
//! an attempt is counted before its password is looked at.

use std::net::IpAddr;

use actix_web::HttpRequest;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;

use super::store;
use crate::{
    ids::UserId,
    state::State,
    web::{self, address},
};

/// How fast a bucket fills, and how much it holds.
#[derive(Clone, Copy, Debug)]
struct Rate {
    /// Attempts at once.
    burst: i32,
    /// The time that gives one attempt back.
    every: SignedDuration,
}

/// What is counted.
#[derive(Clone, Debug)]
pub(super) enum Bucket {
    /// Sign-ins to one account, by the key of its address, whether it exists or not.
    SignInTo(String),
    /// Sign-ins from one address.
    SignInFrom(Option<IpAddr>),
    /// Sign-ups from one address.
    SignUpFrom(Option<IpAddr>),
    /// A signed-in person's tries at their own password.
    PasswordOf(UserId),
}

impl Bucket {
    fn rate(&self) -> Rate {
        let (burst, seconds) = match self {
            Self::SignInTo(_) | Self::PasswordOf(_) => (10, 30),
            // A school or an office is one address.
            Self::SignInFrom(_) => (30, 10),
            Self::SignUpFrom(_) => (10, 60),
        };
        Rate { burst, every: SignedDuration::from_secs(seconds) }
    }

    /// The row's key: nobody learns from the table who tried to sign in.
    fn key_hash(&self) -> Vec<u8> {
        let of_address = |address: &Option<IpAddr>| address.map(|address| address.to_string());
        let (kind, subject) = match self {
            Self::SignInTo(email) => ("sign-in to", Some(email.clone())),
            Self::SignInFrom(address) => ("sign-in from", of_address(address)),
            Self::SignUpFrom(address) => ("sign-up from", of_address(address)),
            Self::PasswordOf(user) => ("password of", Some(user.to_string())),
        };
        Sha256::digest(format!("{kind}\n{}", subject.unwrap_or_default())).to_vec()
    }
}

/// The address that a request is counted by.
pub(super) fn address_of(request: &HttpRequest, state: &State) -> Option<IpAddr> {
    address::client(request, &state.config.server.trusted_proxies).map(address::throttle_key)
}

/// Counts an attempt, or refuses it.
///
/// # Errors
/// [`web::Error::TooMany`] with the time until the next attempt; those of the database.
pub(super) async fn count(pool: &PgPool, bucket: &Bucket, now: Timestamp) -> web::Result<()> {
    let Rate { burst, every } = bucket.rate();
    let limit = later(now, every * (burst - 1));
    let full_at = store::upsert_throttle(pool, &bucket.key_hash(), now, every, limit).await?;
    match full_at {
        None => Ok(()),
        Some(full_at) => {
            let wait = full_at.duration_since(limit);
            tracing::info!(?bucket, "an attempt was throttled");
            // Rounded up: who comes back then is let in.
            Err(web::Error::TooMany(u32::try_from(wait.as_secs()).unwrap_or(0) + 1))
        }
    }
}

/// Gives an attempt back: who proves to be the right one has not guessed.
pub(super) async fn give_back(pool: &PgPool, bucket: &Bucket) -> Result<(), sqlx::Error> {
    store::update_throttle(pool, &bucket.key_hash(), bucket.rate().every).await
}

fn later(now: Timestamp, span: SignedDuration) -> Timestamp {
    now.checked_add(span).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_kept_apart() {
        let address: Option<IpAddr> = Some("192.0.2.1".parse().unwrap());
        let buckets = [
            Bucket::SignInTo("192.0.2.1".into()),
            Bucket::SignInFrom(address),
            Bucket::SignUpFrom(address),
            Bucket::SignInFrom(None),
            Bucket::PasswordOf(UserId::new()),
        ];
        let mut hashes: Vec<_> = buckets.iter().map(Bucket::key_hash).collect();
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), buckets.len());
    }
}
