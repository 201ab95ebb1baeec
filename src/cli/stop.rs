//! Being asked to stop, by a signal.

use std::{future::Future, io, path, str::FromStr as _, time::Duration};

use secrecy::ExposeSecret as _;
use sqlx::postgres::PgConnectOptions;
use tokio::{
    select,
    signal::unix::{Signal, SignalKind, signal},
};

use super::{Failure, complain};
use crate::{config::Config, db::Database};

/// The signals that ask a program to stop.
pub(super) struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    pub(super) fn listen() -> Result<Self, Failure> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    /// Waits until the program is asked to stop.
    pub(super) async fn asked(&mut self) {
        select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }

    /// Opens the database. `None`: the program was asked to stop meanwhile, and nothing is left running.
    pub(super) async fn open(
        &mut self,
        config: &Config,
        patience: Duration,
    ) -> Result<Option<Database>, Failure> {
        Ok(self.unless_asked(config, Database::open(config, patience)).await?.transpose()?)
    }

    /// Does what may start a private server. `None`: the program was asked to stop meanwhile, and nothing is left
    /// running.
    async fn unless_asked<T>(
        &mut self,
        config: &Config,
        work: impl Future<Output = T>,
    ) -> Result<Option<T>, Failure> {
        select! {
            done = work => return Ok(Some(done)),
            () = self.asked() => {}
        }
        Database::clean_up(config).await?;
        Ok(None)
    }
}

fn stopped() -> Failure {
    Failure::failed("stopped before it was done")
}

/// Does a piece of work that finds its own way to the database, and leaves no server behind when it is interrupted.
pub(super) async fn interruptibly<T>(config: &Config, work: impl Future<Output = T>) -> Result<T, Failure> {
    Stop::listen()?.unless_asked(config, work).await?.ok_or_else(stopped)
}

/// Which garden a command speaks to: one may stand in the wrong folder.
fn whose(config: &Config) -> io::Result<String> {
    let url =
        config.database.url.as_ref().and_then(|url| PgConnectOptions::from_str(url.expose_secret()).ok());
    if let Some(options) = url {
        let name = options.get_database().unwrap_or_else(|| options.get_username());
        return Ok(format!("The garden in the database {name} at {}", options.get_host()));
    }
    let data = path::absolute(&config.data)?;
    let is_new = data.join("postgres").symlink_metadata().is_err();
    let words = if is_new { "No garden yet: a new one is made in" } else { "The garden in" };
    Ok(format!("{words} {}", data.display()))
}

/// Opens the database, does a piece of work with it and lets go, however the work ends: interrupted, too, it must
/// not leave a server behind.
pub(super) async fn with_database(
    config: &Config,
    work: impl AsyncFnOnce(&Database) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut stop = Stop::listen()?;
    complain(&whose(config)?);
    let database = stop.open(config, Duration::ZERO).await?.ok_or_else(stopped)?;
    let done = select! {
        done = work(&database) => done,
        () = stop.asked() => Err(stopped()),
    };
    database.close().await;
    done
}
