//! Smaller pictures: made by a job when a picture is taken in, served to whoever may read the picture itself.

mod shrink;
mod store;

use std::{fs, io, time::Duration};

use anyhow::Context as _;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, PgPool};
use tokio::{sync::Semaphore, task::spawn_blocking};

use self::shrink::{Shrunk, shrink};
use super::attach::Attachment;
use crate::{
    ids::FileId,
    jobs::{self, Job},
    state::State,
    storage::{Blobs, Hash},
};

pub(super) use store::{delete_unnamed, find_thumbnail};

/// Pictures that are looked at again have been looked at by an older way.
const VERSION: i16 = 1;

/// The kinds of pictures that are read.
const READ: [&str; 4] = ["image/png", "image/jpeg", "image/webp", "image/gif"];

/// A picture in memory is large, whoever made it; one at a time in a program bounds what they take.
static TURN: Semaphore = Semaphore::const_new(1);

/// Pictures that are enqueued at a time.
const BATCH: i64 = 500;

/// Makes smaller pictures of one.
#[derive(Debug, Serialize, Deserialize)]
pub struct Thumbnails {
    /// The SHA-256 of its bytes.
    picture: String,
}

impl Job for Thumbnails {
    const KIND: &'static str = "thumbnails";
    const TRIES: i16 = 4;
    const LIMIT: Duration = Duration::from_mins(5);
    const BULK: bool = true;

    fn key(&self) -> String {
        self.picture.clone()
    }

    /// A picture that cannot be read is written down as such, for no further try would read it.
    async fn run(self, state: &State) -> anyhow::Result<()> {
        let bytes = HEXLOWER.decode(self.picture.as_bytes()).ok();
        let hash: Hash = bytes.and_then(|bytes| bytes.try_into().ok()).context("this is no hash")?;
        let Some(media_type) = store::find_due(&state.pool, &hash, VERSION).await? else { return Ok(()) };
        let _turn = TURN.acquire().await?;
        let blobs = state.blobs.clone();
        let made = spawn_blocking(move || {
            let bytes = fs::read(blobs.path(&hash))?;
            Ok::<_, io::Error>(shrink(&bytes, &media_type))
        })
        .await?
        .context("its bytes cannot be read")?;
        match &made {
            Ok(shrunk) => keep(state, &hash, shrunk).await,
            Err(unfit) => {
                tracing::warn!(picture = self.picture, %unfit, "there are no smaller pictures of this one");
                let failure = unfit.to_string();
                store::insert_picture(&state.pool, &hash, VERSION, Some(&failure), state.clock.now()).await?;
                Ok(())
            }
        }
    }
}

async fn keep(state: &State, hash: &Hash, shrunk: &Shrunk) -> anyhow::Result<()> {
    let mut transaction = state.pool.begin().await?;
    super::store::lock_for_transaction(&mut transaction).await?;
    store::insert_picture(&mut *transaction, hash, VERSION, None, state.clock.now()).await?;
    store::update_size(&mut transaction, hash, shrunk.width, shrunk.height).await?;
    let stored = put(state.blobs.clone(), shrunk.small.clone()).await?;
    store::replace_thumbnails(&mut transaction, hash, &stored).await?;
    transaction.commit().await?;
    Ok(())
}

/// A smaller picture and where its bytes lie.
pub(super) struct Stored {
    small: shrink::Small,
    blob: Hash,
}

async fn put(blobs: Blobs, small: Vec<shrink::Small>) -> anyhow::Result<Vec<Stored>> {
    let put = spawn_blocking(move || {
        let put = |small: shrink::Small| {
            blobs.put(&mut small.bytes.as_slice()).map(|stored| Stored { small, blob: stored.hash })
        };
        small.into_iter().map(put).collect::<io::Result<Vec<_>>>()
    });
    Ok(put.await??)
}

/// Has smaller pictures made of new pictures that have none, as a part of the transaction that keeps them.
pub(super) async fn enqueue(
    connection: &mut PgConnection,
    attachments: &[(FileId, Attachment)],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let large = |attachment: &Attachment| {
        READ.contains(&attachment.media_type.as_str())
            && attachment.pixels.is_none_or(|(width, _)| width > shrink::SMALLEST)
    };
    let new: Vec<&Attachment> =
        attachments.iter().map(|(_, attachment)| attachment).filter(|one| large(one)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let hashes: Vec<Vec<u8>> = new.iter().map(|attachment| attachment.hash.to_vec()).collect();
    let known = store::list_known(connection, &hashes, VERSION).await?;
    let wanted = new.iter().filter(|attachment| !known.iter().any(|hash| hash[..] == attachment.hash[..]));
    let wanted: Vec<(Thumbnails, Timestamp)> =
        wanted.map(|attachment| (Thumbnails::of(&attachment.hash), now)).collect();
    jobs::enqueue(connection, &wanted, now).await
}

impl Thumbnails {
    fn of(hash: &[u8]) -> Self {
        Self { picture: HEXLOWER.encode(hash) }
    }
}

/// Has smaller pictures made of all that were taken in before this program could make them.
///
/// # Errors
/// Those of the database.
pub async fn catch_up(pool: &PgPool, now: Timestamp) -> Result<(), sqlx::Error> {
    let mut after = Vec::new();
    let read = READ.map(str::to_owned);
    loop {
        let mut transaction = pool.begin().await?;
        let due = store::list_due(&mut transaction, &after, &read, shrink::SMALLEST, VERSION, BATCH).await?;
        let Some(last) = due.last() else { return Ok(()) };
        after.clone_from(&last.sha256);
        let wanted: Vec<(Thumbnails, Timestamp)> =
            due.iter().map(|due| (Thumbnails::of(&due.sha256), now)).collect();
        jobs::enqueue(&mut transaction, &wanted, now).await?;
        transaction.commit().await?;
    }
}
