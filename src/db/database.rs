//! The database of a running program: a private PostgreSQL, or one that somebody else runs.

use std::{
    str::FromStr as _,
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::rt::{self, task::JoinHandle};
use secrecy::ExposeSecret as _;
use sqlx::{PgPool, postgres::PgConnectOptions};

use super::{
    Hindrance, OpenError, open,
    private::{self, PrivateServer},
};
use crate::config::Config;

/// The name of the garden's database on a private server.
pub(crate) const NAME: &str = "quintal";

/// How long to wait between two attempts to reach a server that is still starting.
const PAUSE: Duration = Duration::from_millis(500);

/// An open, migrated database.
#[derive(Debug)]
pub struct Database {
    /// Its connections.
    pub pool: PgPool,
    private: Option<Arc<PrivateServer>>,
}

impl Database {
    /// Opens what the settings name: the server at `database_url`, or a private one in the data directory. A
    /// server elsewhere that does not answer yet is waited for up to `patience`.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open(config: &Config, patience: Duration) -> Result<Self, OpenError> {
        let (private, options) = if let Some(url) = &config.database.url {
            (None, PgConnectOptions::from_str(url.expose_secret()).map_err(OpenError::Unreachable)?)
        } else {
            let server = PrivateServer::join(&private::Options::new(&config.data)).await?;
            let options = match server.ensure_database(NAME).await {
                Ok(options) => options,
                Err(error) => {
                    server.leave().await?;
                    return Err(error.into());
                }
            };
            (Some(Arc::new(server)), options)
        };
        let options = config.database.limited(options);
        let begun = Instant::now();
        loop {
            match open(options.clone(), config.database.connections).await {
                Ok(pool) => return Ok(Self { pool, private }),
                Err(OpenError::Unreachable(error))
                    if Hindrance::of(&error).is_some() && begun.elapsed() < patience =>
                {
                    tracing::warn!(%error, "the database does not answer yet");
                    tokio::time::sleep(PAUSE).await;
                }
                Err(error) => {
                    if let Some(server) = private {
                        server.leave().await?;
                    }
                    return Err(error);
                }
            }
        }
    }

    /// Cleans up after an [`open`](Self::open) that was given up half-way: a private server that it had started
    /// is stopped, unless somebody else uses it.
    ///
    /// # Errors
    /// See [`OpenError::Private`].
    pub async fn clean_up(config: &Config) -> Result<(), OpenError> {
        if config.database.url.is_none() {
            private::stop_if_unused(&private::Options::new(&config.data)).await?;
        }
        Ok(())
    }

    /// The private server, where there is one.
    #[must_use]
    pub fn private(&self) -> Option<&PrivateServer> {
        self.private.as_deref()
    }

    /// Brings the private server back whenever it dies; does nothing for a server that somebody else runs.
    #[must_use]
    pub fn supervise(&self) -> JoinHandle<()> {
        let private = self.private.clone();
        rt::spawn(async move {
            if let Some(server) = private {
                server.supervise().await;
            }
        })
    }

    /// Lets go: closes the connections, and stops the private server if nobody else uses it.
    pub async fn close(self) {
        self.pool.close().await;
        if let Some(server) = self.private
            && let Err(error) = server.leave().await
        {
            tracing::error!(%error, "the private PostgreSQL could not be stopped");
        }
    }
}
