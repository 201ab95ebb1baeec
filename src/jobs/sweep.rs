//! Forgetting jobs that ended long ago.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Job, store};
use crate::state::State;

/// What ended well is forgotten after a week,
const DONE: SignedDuration = SignedDuration::from_hours(24 * 7);
/// and what was parked, and left so, after three months.
const PARKED: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Forgets jobs that ended long ago.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Sweep {}

impl Job for Sweep {
    const KIND: &'static str = "sweep";

    fn key(&self) -> String {
        String::new()
    }

    async fn run(self, state: &State) -> anyhow::Result<()> {
        let now = state.clock.now();
        let before = |kept| now.saturating_sub(kept).unwrap_or(Timestamp::MIN);
        store::delete_ended(&state.pool, before(DONE), before(PARKED)).await?;
        Ok(())
    }
}
