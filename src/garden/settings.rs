//! The garden's settings, and how every replica keeps up with them.
//!
//! They lie in one row. A change to it, and every change that readers can see, notifies the channel `garden` in
//! its own transaction. Each program listens, and reads the row again.

use std::sync::Arc;

use jiff::tz::TimeZone;
use secrecy::ExposeSecret as _;
use sqlx::PgPool;

use super::store;
use crate::{
    config::Config,
    db,
    i18n::Locale,
    state::{Site, State},
};

/// What transactions notify; see `bump_generation()` in the first migration.
const CHANNEL: &str = "garden";

/// Reads the settings. `address` is where the server listens.
///
/// # Errors
/// Those of the database.
pub async fn load(pool: &PgPool, address: String) -> Result<Site, sqlx::Error> {
    let row = store::find_garden(pool).await?;
    let mut locales: Vec<Locale> = row.locales.iter().filter_map(|tag| tag.parse().ok()).collect();
    if locales.is_empty() {
        locales = Locale::ALL.to_vec();
    }
    Ok(Site {
        name: row.name,
        locales,
        zone: TimeZone::get(&row.time_zone).unwrap_or(TimeZone::UTC),
        sign_up_open: row.sign_up_open,
        set_up: row.set_up,
        address,
    })
}

/// Reads the settings again and puts them where every page finds them.
///
/// # Errors
/// Those of the database; the old settings stay then.
pub async fn reload(state: &State) -> Result<(), sqlx::Error> {
    let address = state.site.load().address.clone();
    state.site.store(Arc::new(load(&state.pool, address).await?));
    Ok(())
}

/// Keeps the settings fresh for as long as the future is polled.
pub async fn follow(state: &State) {
    db::listen(&state.pool, CHANNEL, async || reload(state).await).await;
}

/// What signs cookies and links: the configured secret, else the garden's own, which the first migration made.
///
/// # Errors
/// Those of the database.
pub async fn secret(pool: &PgPool, config: &Config) -> Result<Vec<u8>, sqlx::Error> {
    match &config.people.secret {
        Some(secret) => Ok(secret.expose_secret().as_bytes().to_vec()),
        None => store::find_secret(pool).await,
    }
}
