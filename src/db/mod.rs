//! The pool, migrations, the private PostgreSQL, and the meter that counts a request's queries.

pub mod constraint;
mod database;
mod hindrance;
mod listen;
pub mod meter;
pub mod paging;
pub mod private;

use std::time::Duration;

use sqlx::{
    Connection as _, PgConnection, PgPool,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};

pub use database::Database;
pub(crate) use database::NAME;
pub use hindrance::Hindrance;
pub use listen::listen;

/// The migrations that this program knows.
pub static MIGRATIONS: Migrator = sqlx::migrate!();

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// It does not answer, or refuses us.
    #[error("the database cannot be reached: {0}")]
    Unreachable(#[source] sqlx::Error),
    /// A newer Quintal has been here.
    #[error(
        "the database is newer than this program: it knows migration {0}, which this program does not. \
         Start the newer Quintal, or restore a backup that is as old as this program"
    )]
    Newer(i64),
    /// A migration failed, or was changed after it ran.
    #[error("the database could not be migrated: {0}")]
    Migration(#[source] MigrateError),
    /// The private server could not be had.
    #[error(transparent)]
    Private(#[from] private::PrivateServerError),
}

/// Opens the pool and brings the schema up to date. Any number of programs may do so at once: migrations run
/// under an advisory lock.
///
/// # Errors
/// See [`OpenError`].
pub async fn open(options: PgConnectOptions, connections: u32) -> Result<PgPool, OpenError> {
    let mut connection = PgConnection::connect_with(&options.clone().application_name("quintal"))
        .await
        .map_err(OpenError::Unreachable)?;
    take_time(&mut connection).await.map_err(OpenError::Unreachable)?;
    MIGRATIONS.run(&mut connection).await.map_err(|error| match error {
        MigrateError::VersionMissing(version) => OpenError::Newer(version),
        MigrateError::Execute(error) => OpenError::Unreachable(error),
        other => OpenError::Migration(other),
    })?;
    connection.close().await.map_err(OpenError::Unreachable)?;
    Ok(pool(options, connections))
}

/// Lets the statements of a connection take as long as they need. For work that nobody waits for at a page, on a
/// connection of its own: what is lent by the pool goes back to it.
///
/// # Errors
/// Those of the database.
pub async fn take_time(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql("set statement_timeout = 0").execute(connection).await.map(drop)
}

/// A pool that connects when it is first asked.
#[must_use]
pub fn pool(options: PgConnectOptions, connections: u32) -> PgPool {
    let options = options.application_name("quintal");
    PgPoolOptions::new()
        .max_connections(connections)
        // A reader waits this long for a free connection before the page says that the garden is busy.
        .acquire_timeout(Duration::from_secs(5))
        // Asking each connection whether it lives would cost a round trip a page; one that rested may have
        // lost its server in the meantime.
        .test_before_acquire(false)
        .before_acquire(|connection, about| {
            Box::pin(async move {
                if about.idle_for > Duration::from_millis(500) {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_lazy_with(options)
}

/// Whether the database answers and knows every migration of this program.
pub async fn is_ready(pool: &PgPool) -> bool {
    let newest = MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default();
    let applied = sqlx::query_scalar::<_, i64>("select max(version) from _sqlx_migrations where success")
        .fetch_one(pool)
        .await;
    applied.is_ok_and(|applied| applied >= newest)
}
