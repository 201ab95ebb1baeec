//! Work beside the requests: enqueued in the transaction that causes it, done by any program of the garden.
//!
//! A kind of work is a type that implements [`Job`]; `crate::duties` lists them all. Work is done at least once: a
//! program that dies in the middle of it, or cannot say that it ended, leaves it to the next one. So a job finds out
//! for itself what is still to be done, and does nothing where nothing is.
//!
//! Table: `jobs`.

mod follow;
mod kept;
mod kinds;
mod run;
mod store;
mod sweep;

use std::{collections::BTreeMap, future::Future, time::Duration};

use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::PgConnection;

pub use follow::{AT_ONCE, GRACE, follow};
pub use kept::{Filter, Kept, Standing, discard, is_any_parked, list, restart};
pub use kinds::Kinds;
pub use run::{LEASE, run_due};
pub use sweep::Sweep;

use crate::state::State;

/// What transactions notify that enqueue something.
const CHANNEL: &str = "jobs";

/// A piece of work. Its fields are kept as JSON and shown to the owner, so they are ids, names and numbers; what is
/// secret is a `secrecy::SecretString` in this program, which cannot be made JSON.
pub trait Job: Serialize + DeserializeOwned + 'static {
    /// Which kind of work it is; it stays the same for as long as jobs of it may be kept.
    const KIND: &'static str;
    /// So many times it is begun before it is parked.
    const TRIES: i16 = 8;
    /// What takes longer has failed.
    const LIMIT: Duration = Duration::from_hours(1);
    /// It comes in masses, and lets all other work go first.
    const BULK: bool = false;

    /// What it is about. Of one kind and key one job waits at most, and only one runs at a time, in all programs.
    fn key(&self) -> String;

    /// Does it. What it returns as an error is told to the owner; it is tried again after a while.
    fn run(self, state: &State) -> impl Future<Output = anyhow::Result<()>>;
}

/// A job as it is written down.
struct New {
    kind: &'static str,
    key: String,
    payload: serde_json::Value,
    bulk: bool,
    due: Timestamp,
}

impl New {
    fn of<J: Job>(job: &J, due: Timestamp) -> Result<Self, sqlx::Error> {
        let payload = serde_json::to_value(job).map_err(|error| sqlx::Error::Encode(error.into()))?;
        Ok(Self { kind: J::KIND, key: job.key(), payload, bulk: J::BULK, due })
    }
}

/// Writes down work and when it is to be done, as a part of the transaction that causes it. Work of the same kind and
/// key that waits already is replaced; what runs is not disturbed, the new job follows it.
///
/// # Errors
/// Those of the database.
pub async fn enqueue<J: Job>(
    connection: &mut PgConnection,
    jobs: &[(J, Timestamp)],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let mut new = BTreeMap::new();
    for (job, due) in jobs {
        let job = New::of(job, *due)?;
        new.insert(job.key.clone(), job);
    }
    let new: Vec<New> = new.into_values().collect();
    if new.is_empty() { Ok(()) } else { store::insert_jobs(connection, &new, now).await }
}

/// Takes back work that waits or is parked.
///
/// # Errors
/// Those of the database.
pub async fn cancel<J: Job>(connection: &mut PgConnection, keys: &[String]) -> Result<(), sqlx::Error> {
    if keys.is_empty() { Ok(()) } else { store::delete_idle(connection, J::KIND, keys).await }
}
