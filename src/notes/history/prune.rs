//! The owner's rules, and the sweep that follows them: one replica at a time, in batches.

use std::time::{Duration, Instant};

use jiff::{Timestamp, tz::TimeZone};
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

use super::{
    rules::{Rules, Seen},
    store,
};
use crate::{clock::Clock, ids::RevisionId};

/// So many revisions are looked at before some are removed.
const BATCH: i64 = 5000;
/// Who holds it prunes: a number of ours among the advisory locks, "prune" in ASCII.
const PRUNING: i64 = 0x70_7275_6e65;
/// So long a forecast counts.
const PATIENCE: Duration = Duration::from_secs(2);

/// What rules would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// So many revisions would go.
    pub go: u64,
    /// Of so many that were looked at.
    pub of: u64,
    /// Whether that was not all of them: there are too many to count while somebody waits.
    pub more: bool,
}

/// The owner's rules.
///
/// # Errors
/// When the database does not answer.
pub async fn rules(db: &mut PgConnection) -> sqlx::Result<Rules> {
    Ok(store::find_rules(db).await?.unwrap_or_default())
}

/// Changes the rules. What they say is done by the next sweep.
///
/// # Errors
/// When the database does not answer.
pub async fn keep_by(db: &mut PgConnection, rules: Rules) -> sqlx::Result<()> {
    match rules {
        Rules::All => store::delete_rules(db).await,
        Rules::Thin { all_days, daily_days } => store::upsert_rules(db, all_days, daily_days).await,
    }
}

/// How many revisions would go by these rules. Nothing is written.
///
/// # Errors
/// When the database does not answer.
pub async fn forecast(
    db: &mut PgConnection,
    rules: Rules,
    now: Timestamp,
    zone: &TimeZone,
) -> sqlx::Result<Forecast> {
    let until = Instant::now() + PATIENCE;
    let mut forecast = Forecast::default();
    let mut place = Place::default();
    while let Some((seen, rest)) = next(db, place).await? {
        forecast.of += seen.len() as u64 - u64::from(place.is_begun());
        let going = rules.superfluous(&seen, now, zone);
        forecast.go += store::count_unneeded(db, &ids(&going)).await?;
        let Some(rest) = rest else { break };
        if Instant::now() > until {
            forecast.more = true;
            break;
        }
        place = rest;
    }
    Ok(forecast)
}

/// Removes what the rules let go, and tells how many revisions that were; none if another replica is at it. What is done
/// stays done.
///
/// # Errors
/// When the database does not answer.
pub async fn prune(pool: &PgPool, clock: &Clock, zone: &TimeZone) -> sqlx::Result<u64> {
    let mut removed = 0;
    let mut place = Place::default();
    loop {
        let mut transaction = pool.begin().await?;
        // Asked anew for each batch: the owner may think better of it.
        let rules = rules(&mut transaction).await?;
        if rules == Rules::All || !store::try_lock(&mut transaction, PRUNING).await? {
            return Ok(removed);
        }
        let Some((seen, rest)) = next(&mut transaction, place).await? else { return Ok(removed) };
        let going = rules.superfluous(&seen, clock.now(), zone);
        if !going.is_empty() {
            removed += store::delete_unneeded(&mut transaction, &ids(&going)).await?;
        }
        transaction.commit().await?;
        let Some(rest) = rest else { return Ok(removed) };
        place = rest;
    }
}

/// The revision to go on from, by note and number.
#[derive(Clone, Copy, Default)]
struct Place {
    note: Uuid,
    number: i32,
}

impl Place {
    fn is_begun(self) -> bool {
        self.number > 0
    }
}

/// Some revisions in the order of notes and numbers, from a place on, and where to go on: at the last of them, which was
/// not judged, for what comes after it was not there.
async fn next(db: &mut PgConnection, place: Place) -> sqlx::Result<Option<(Vec<Seen>, Option<Place>)>> {
    let seen = store::list_from(db, place.note, place.number, BATCH).await?;
    let full = i64::try_from(seen.len()).unwrap_or(i64::MAX) >= BATCH;
    let Some(last) = seen.last() else { return Ok(None) };
    let rest = full.then_some(Place { note: last.note.0, number: last.number });
    Ok(Some((seen, rest)))
}

fn ids(revisions: &[RevisionId]) -> Vec<Uuid> {
    revisions.iter().map(|id| id.0).collect()
}
