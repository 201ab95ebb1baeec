//! Keeps the graph up to date beside the requests, in one program at a time.

use std::{collections::HashMap, time::Duration};

use sqlx::PgPool;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::{
    chart::{Known, Note, Placed, chart},
    store,
};
use crate::state::State;

/// How often is looked whether the garden has changed.
const ROUND: Duration = Duration::from_secs(2);
/// So many rounds an import may go on before its notes so far are placed.
const PATIENCE: u32 = 15;

/// Why the graph could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum TendError {
    /// The database is away, or failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The work was broken off.
    #[error("placing the notes was broken off: {0}")]
    Broken(#[from] tokio::task::JoinError),
}

/// Follows the garden's generation for as long as the future is polled. Waits until a series of changes is over.
pub async fn follow(state: &State) {
    let mut round = tokio::time::interval(ROUND);
    let (mut seen, mut waited) = (None, 0);
    loop {
        round.tick().await;
        if state.pool.is_closed() {
            return;
        }
        match store::find_generations(&state.pool).await {
            Ok((wanted, shown)) if wanted == shown => waited = 0,
            Ok((wanted, _)) if seen == Some(wanted) || waited >= PATIENCE => {
                waited = 0;
                if let Err(error) = tend(&state.pool).await {
                    tracing::warn!(%error, "the graph could not be brought up to date");
                }
            }
            Ok((wanted, _)) => (seen, waited) = (Some(wanted), waited + 1),
            Err(error) => tracing::debug!(%error, "cannot look whether the graph is up to date"),
        }
    }
}

/// Brings the graph up to date. Tells whether this program did: another may be at it, or nothing changed.
///
/// # Errors
/// See `TendError`.
pub async fn tend(pool: &PgPool) -> Result<bool, TendError> {
    let mut transaction = pool.begin().await?;
    if !store::try_lock(&mut transaction).await? {
        return Ok(false);
    }
    let (generation, shown) = store::find_generations(&mut *transaction).await?;
    if generation == shown {
        return Ok(false);
    }
    let notes = store::list_notes(&mut transaction).await?;
    let links = store::list_links(&mut transaction).await?;
    let known = Known {
        notes: store::list_places(&mut transaction).await?,
        folders: store::list_folder_places(&mut transaction).await?,
        fingerprints: store::list_fingerprints(&mut transaction).await?,
    };
    let (chart, known) = spawn_blocking(move || {
        let links = indexed(&notes, &links);
        (chart(&notes, &links, &known), known)
    })
    .await?;
    let changed: Vec<(&Uuid, &Placed)> =
        chart.notes.iter().filter(|(id, placed)| known.notes.get(*id) != Some(*placed)).collect();
    let gone: Vec<Uuid> = known.notes.keys().filter(|id| !chart.notes.contains_key(*id)).copied().collect();
    store::delete_places(&mut transaction, &gone).await?;
    store::upsert_places(&mut transaction, &changed).await?;
    store::replace_folders(&mut transaction, &chart.folders).await?;
    store::replace_folder_links(&mut transaction, &chart.folder_links).await?;
    store::replace_fingerprints(&mut transaction, &chart.fingerprints).await?;
    store::update_generation(&mut transaction, generation).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Links as pairs of indexes, each pair once, whichever way it leads.
fn indexed(notes: &[Note], links: &[(Uuid, Uuid)]) -> Vec<(usize, usize)> {
    let index: HashMap<Uuid, usize> =
        notes.iter().enumerate().map(|(index, note)| (note.id, index)).collect();
    let mut pairs: Vec<(usize, usize)> = links
        .iter()
        .filter_map(|(from, to)| {
            let (from, to) = (*index.get(from)?, *index.get(to)?);
            Some((from.min(to), from.max(to)))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}
