//! Bytes that nothing names any more: those of replaced and removed attachments, and of imports that broke off.
//!
//! A blob that no row names is marked, and removed when it has been marked for a day: a copy of the database that
//! was made meanwhile still finds its files. Whoever puts blobs holds a lock from the first of them until their
//! rows are committed ([`attach::hold`](super::attach::hold)), and the sweep goes on only while nobody does.

use std::{
    collections::HashSet,
    io,
    time::{Duration, SystemTime},
};

use sqlx::PgPool;
use tokio::task::spawn_blocking;

use super::{store, thumbnails};
use crate::{
    clock::Clock,
    storage::{Blob, Blobs, Hash},
};

/// How long a blob stays that nothing names.
const KEPT: Duration = Duration::from_hours(24);

/// Why a sweep broke off. The next one does the rest.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The database failed.
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    /// A file could not be marked or removed.
    #[error("the files cannot be swept: {0}")]
    Storage(#[from] io::Error),
    /// A fault of ours.
    #[error("the sweep broke off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// Marks the blobs that no attachment names and removes those marked a day ago; tells how many were removed.
/// Breaks off, for the next time, where blobs are being put.
///
/// # Errors
/// See [`SweepError`].
pub async fn sweep(pool: &PgPool, blobs: &Blobs, clock: &Clock) -> Result<u64, SweepError> {
    let now = SystemTime::from(clock.now());
    let store = blobs.clone();
    spawn_blocking(move || store.clear()).await??;
    thumbnails::delete_unnamed(pool).await?;
    let mut removed = 0;
    for first in 0..=u8::MAX {
        let store = blobs.clone();
        let found = spawn_blocking(move || store.list(first)).await??;
        if found.is_empty() {
            continue;
        }
        let Some(count) = settle(pool, blobs, found, now).await? else { break };
        removed += count;
    }
    Ok(removed)
}

/// Settles the blobs of one folder under the lock, which ends with the transaction. `None`: it is taken.
async fn settle(
    pool: &PgPool,
    blobs: &Blobs,
    found: Vec<Blob>,
    now: SystemTime,
) -> Result<Option<u64>, SweepError> {
    let mut transaction = pool.begin().await?;
    if !store::lock_for_sweep(&mut transaction).await? {
        return Ok(None);
    }
    let hashes: Vec<Vec<u8>> = found.iter().map(|blob| blob.hash.to_vec()).collect();
    let named: HashSet<Vec<u8>> = store::list_named(&mut transaction, &hashes).await?.into_iter().collect();
    let blobs = blobs.clone();
    let removed = spawn_blocking(move || {
        let mut removed = 0;
        for blob in found {
            removed += u64::from(step(&blobs, &blob, named.contains(blob.hash.as_slice()), now)?);
        }
        Ok::<_, io::Error>(removed)
    })
    .await??;
    transaction.commit().await?;
    Ok(Some(removed))
}

/// Whether the blob was removed.
fn step(blobs: &Blobs, blob: &Blob, is_named: bool, now: SystemTime) -> io::Result<bool> {
    let hash: &Hash = &blob.hash;
    match blob.unnamed_since {
        None if is_named => {}
        None => blobs.mark(hash, now)?,
        Some(_) if is_named => blobs.unmark(hash)?,
        Some(since) if now.duration_since(since).is_ok_and(|age| age >= KEPT) => {
            blobs.remove(hash)?;
            return Ok(true);
        }
        Some(_) => {}
    }
    Ok(false)
}
