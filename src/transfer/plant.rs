//! The sample garden: the manual, planted into a garden that is empty.

use std::sync::Arc;

use include_dir::{Dir, include_dir};

use super::import::{self, ImportContext, ImportOptions, Source};
use crate::{
    garden,
    notes::{vaults, write},
    state::State,
};

static MANUAL: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/docs/garden");

/// The name of the manual's vault.
const VAULT: &str = "Quintal manual";
/// Where it lives: apart, so that a vault of the owner's may have any folder.
const MOUNT: &str = "manual";
/// The manual's first page, the garden's front until its owner chooses another.
const FRONT: &str = "manual/en/welcome";

/// Plants the manual, once in a garden's life and only if nothing grows there yet. A start that was killed half
/// way is taken up by the next one; two that start together do it once, for an import waits for its vault.
///
/// # Errors
/// When the database is away; the manual itself always imports.
pub async fn plant(state: &State) -> anyhow::Result<()> {
    let mut connection = state.pool.acquire().await?;
    let grows = vaults::list(&mut connection).await?.iter().any(|vault| vault.name != VAULT);
    if grows || garden::is_planted(&mut connection).await? {
        return Ok(());
    }
    drop(connection);
    tracing::info!("planting the sample garden");
    let options = ImportOptions {
        vault: Some(VAULT.to_owned()),
        under: Some(MOUNT.to_owned()),
        // Of several that start together one plants, however slow the machine; the others open when it has.
        patience: None,
        ..ImportOptions::of(Source::Carried(&MANUAL))
    };
    import::import(&ImportContext::of(state)?, options, Arc::new(|_| ())).await?;
    let mut connection = state.pool.acquire().await?;
    let front = write::find_at(&mut connection, FRONT).await?;
    garden::mark_planted(&mut connection, front, state.clock.now()).await?;
    Ok(())
}
