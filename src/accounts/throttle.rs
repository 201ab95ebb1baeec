//! Slows down those who guess.
//!
//! Leaky buckets (generic cell rate algorithm, ITU-T I.371): so many attempts at once, then one each so often. They
//! lie in the database, so that replicas share them, and an attempt is counted before its password is looked at;
//! whoever proves to be the right one gets theirs back. Empty ones are swept out (`accounts::sweep`).
//!
//! A sign-in passes three buckets, the narrow ones first, for what they refuse does not fill the wide one:
//!
//! 1. its address, whatever the account: many accounts cannot be tried from one place;
//! 2. the account from this address: one place gets ten guesses, then one each half a minute. The next bucket
//!    empties twice as fast, so two places together can never fill that one and lock somebody else out;
//! 3. the account from everywhere: guesses that are spread over many places are slowed, too. Whoever has signed in
//!    from an address lately passes this one by ("device cookies" in OWASP's words, by the address, so that no
//!    cookie outlives the session).
//!
//! Defended, after OWASP's Authentication Cheat Sheet ("Protect Against Automated Attacks"): guessing at one
//! account, from one place or from many (at most [`Bucket::SignInTo`]'s rate over all of them); trying one password
//! on many accounts, or leaked pairs, from one place; locking somebody out from one place, or from many as long as
//! they come from where they came before.
//!
//! Not defended: leaked pairs tried from many places, one each (nothing here tells those from people); and being
//! locked out of a *new* place by an attacker who holds three addresses or more, as long as the attack lasts.
//! Sessions go on meanwhile. A botnet that large is the proxy's business.

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

/// How long an address stays known from which somebody signed in.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How fast a bucket fills, and how much it holds.
#[derive(Clone, Copy, Debug)]
struct Rate {
    /// Attempts at once.
    burst: i32,
    /// The time that gives one attempt back.
    every: SignedDuration,
}

/// What is counted. An account is the key of its e-mail address, whether it exists or not.
#[derive(Clone)]
pub(super) enum Bucket {
    /// Sign-ins from one address.
    SignInFrom(Option<IpAddr>),
    /// Sign-ins to one account from one address.
    SignInBetween(Option<IpAddr>, String),
    /// Sign-ins to one account from everywhere.
    SignInTo(String),
    /// Sign-ups from one address.
    SignUpFrom(Option<IpAddr>),
    /// A signed-in person's tries at their own password.
    PasswordOf(UserId),
}

impl Bucket {
    fn rate(&self) -> Rate {
        let (burst, seconds) = match self {
            Self::SignInBetween(..) | Self::PasswordOf(_) => (10, 30),
            Self::SignInTo(_) => (100, 15),
            // A school or an office is one address.
            Self::SignInFrom(_) => (30, 10),
            Self::SignUpFrom(_) => (10, 60),
        };
        Rate { burst, every: SignedDuration::from_secs(seconds) }
    }

    /// For the key and the log: it names no person.
    const fn kind(&self) -> &'static str {
        match self {
            Self::SignInFrom(_) => "sign-in from",
            Self::SignInBetween(..) => "sign-in between",
            Self::SignInTo(_) => "sign-in to",
            Self::SignUpFrom(_) => "sign-up from",
            Self::PasswordOf(_) => "password of",
        }
    }

    /// The address that is counted, for the log; it says whom to shut out.
    const fn address(&self) -> Option<IpAddr> {
        match self {
            Self::SignInFrom(address) | Self::SignInBetween(address, _) | Self::SignUpFrom(address) => {
                *address
            }
            Self::SignInTo(_) | Self::PasswordOf(_) => None,
        }
    }

    /// The row's key.
    fn key_hash(&self) -> Vec<u8> {
        let account = match self {
            Self::SignInBetween(_, account) | Self::SignInTo(account) => account.clone(),
            Self::PasswordOf(user) => user.to_string(),
            Self::SignInFrom(_) | Self::SignUpFrom(_) => String::new(),
        };
        hash(self.kind(), self.address(), &account)
    }
}

/// Nobody learns from the table who tried to sign in.
fn hash(kind: &str, address: Option<IpAddr>, account: &str) -> Vec<u8> {
    let address = address.map(|address| address.to_string()).unwrap_or_default();
    Sha256::digest(format!("{kind}\n{address}\n{account}")).to_vec()
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
            let address = bucket.address().map(tracing::field::display);
            tracing::info!(bucket = bucket.kind(), address, "an attempt was throttled");
            // Rounded up: who comes back then is let in.
            Err(web::Error::TooMany(u32::try_from(wait.as_secs()).unwrap_or(0) + 1))
        }
    }
}

/// Gives an attempt back: who proves to be the right one has not guessed.
pub(super) async fn give_back(pool: &PgPool, bucket: &Bucket) -> Result<(), sqlx::Error> {
    store::update_throttle(pool, &bucket.key_hash(), bucket.rate().every).await
}

/// The buckets that a sign-in passes, in order.
///
/// # Errors
/// Those of the database.
pub(super) async fn of_sign_in(
    pool: &PgPool,
    from: Option<IpAddr>,
    account: &str,
    now: Timestamp,
) -> Result<Vec<Bucket>, sqlx::Error> {
    let mut buckets = vec![Bucket::SignInFrom(from), Bucket::SignInBetween(from, account.to_owned())];
    if !store::has_throttle(pool, &known(from, account), now).await? {
        buckets.push(Bucket::SignInTo(account.to_owned()));
    }
    Ok(buckets)
}

/// Remembers that somebody signed in from an address. The row lies among the buckets, is read as one that is full
/// for a month, and is swept out with them.
pub(super) async fn remember(
    pool: &PgPool,
    from: Option<IpAddr>,
    account: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    store::set_throttle(pool, &known(from, account), later(now, KNOWN_FOR)).await
}

fn known(from: Option<IpAddr>, account: &str) -> Vec<u8> {
    hash("known", from, account)
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
        let (other, account) = (Some("192.0.2.2".parse().unwrap()), || "livia@example.org".to_owned());
        let buckets = [
            Bucket::SignInTo("192.0.2.1".into()),
            Bucket::SignInTo(account()),
            Bucket::SignInBetween(address, account()),
            Bucket::SignInBetween(other, account()),
            Bucket::SignInBetween(None, account()),
            Bucket::SignInBetween(address, String::new()),
            Bucket::SignInFrom(address),
            Bucket::SignUpFrom(address),
            Bucket::SignInFrom(None),
            Bucket::PasswordOf(UserId::new()),
        ];
        let mut hashes: Vec<_> = buckets.iter().map(Bucket::key_hash).collect();
        hashes.push(known(address, &account()));
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), buckets.len() + 1);
    }

    #[test]
    fn one_place_alone_never_fills_what_is_everybodys() {
        let narrow = Bucket::SignInBetween(None, String::new()).rate();
        let wide = Bucket::SignInTo(String::new()).rate();
        assert!(narrow.burst * 8 < wide.burst, "nor do several places at once");
        assert!(narrow.every >= wide.every * 2, "nor do two places with patience");
    }
}
