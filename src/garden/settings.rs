//! The garden's settings, and how every replica keeps up with them.
//!
//! They lie in one row. A change to it, and every change that readers can see, notifies the channel `garden` in
//! its own transaction. Each program listens and reads the row again. While it cannot listen (the database is
//! away, or a pooler before it does not pass notifications on) it reads the row once a second instead; and once
//! in half a minute in any case, for a connection may die without a word.

use std::{pin::pin, sync::Arc, time::Duration};

use jiff::tz::TimeZone;
use secrecy::ExposeSecret as _;
use sqlx::{PgPool, postgres::PgListener};

use super::store;
use crate::{
    config::Config,
    i18n::Locale,
    state::{Site, State},
};

/// What transactions notify; see `bump_generation()` in the first migration.
const CHANNEL: &str = "garden";
/// How often the row is read while nothing can be heard.
const DEAF: Duration = Duration::from_secs(1);
/// How often the row is read although nothing was heard.
const SILENT: Duration = Duration::from_secs(30);

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
    loop {
        if let Err(error) = listen(state).await {
            tracing::debug!(%error, "cannot listen for changes of the garden");
        }
        if state.pool.is_closed() {
            return;
        }
        tokio::time::sleep(DEAF).await;
        reload_or_log(state).await;
    }
}

async fn listen(state: &State) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(&state.pool).await?;
    // A lost connection comes back through `follow`, which reads what was missed.
    listener.eager_reconnect(false);
    listener.listen(CHANNEL).await?;
    loop {
        // Anything may have happened before we listened, and between two rounds nothing is lost: notifications
        // wait in the connection.
        while listener.next_buffered().is_some() {}
        reload(state).await?;
        let mut heard = pin!(listener.try_recv());
        loop {
            // The same future is polled on, for one that is dropped half-way might lose what it has read.
            match tokio::time::timeout(SILENT, heard.as_mut()).await {
                Ok(Ok(Some(_))) => break,
                Ok(Ok(None)) => return Ok(()),
                Ok(Err(error)) => return Err(error),
                Err(_silent) => reload(state).await?,
            }
        }
    }
}

async fn reload_or_log(state: &State) {
    if let Err(error) = reload(state).await {
        tracing::debug!(%error, "cannot read the garden's settings");
    }
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
