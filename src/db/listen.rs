//! Hearing of changes that other programs make, and living with a database that is away.

use std::{pin::pin, time::Duration};

use sqlx::{PgPool, postgres::PgListener};

/// How often is looked while nothing can be heard.
const DEAF: Duration = Duration::from_secs(1);
/// How often is looked although nothing was heard.
const SILENT: Duration = Duration::from_secs(30);

/// Calls `look` at once, and whenever a transaction has notified the channel, for as long as the future is polled.
///
/// While nothing can be heard (the database is away, or a pooler before it does not pass notifications on) it looks
/// once a second instead; and once in half a minute in any case, for a connection may die without a word.
pub async fn listen(pool: &PgPool, channel: &str, mut look: impl AsyncFnMut() -> Result<(), sqlx::Error>) {
    loop {
        if let Err(error) = hear(pool, channel, &mut look).await {
            tracing::debug!(%error, channel, "cannot listen for changes");
        }
        if pool.is_closed() {
            return;
        }
        tokio::time::sleep(DEAF).await;
        if let Err(error) = look().await {
            tracing::debug!(%error, channel, "cannot look for changes");
        }
    }
}

async fn hear(
    pool: &PgPool,
    channel: &str,
    look: &mut impl AsyncFnMut() -> Result<(), sqlx::Error>,
) -> Result<(), sqlx::Error> {
    let mut listener = PgListener::connect_with(pool).await?;
    // A lost connection comes back through `listen`, which looks at what was missed.
    listener.eager_reconnect(false);
    listener.listen(channel).await?;
    loop {
        // Anything may have happened before we listened, and between two rounds nothing is lost: notifications
        // wait in the connection.
        while listener.next_buffered().is_some() {}
        look().await?;
        let mut heard = pin!(listener.try_recv());
        loop {
            // The same future is polled on, for one that is dropped half-way might lose what it has read.
            match tokio::time::timeout(SILENT, heard.as_mut()).await {
                Ok(Ok(Some(_))) => break,
                Ok(Ok(None)) => return Ok(()),
                Ok(Err(error)) => return Err(error),
                Err(_silent) => look().await?,
            }
        }
    }
}
