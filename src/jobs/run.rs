//! Taking a job, doing it, and writing down what came of it.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt as _;
use jiff::{SignedDuration, Timestamp};
use tokio::{
    select,
    time::{Instant, sleep, timeout},
};
use uuid::Uuid;

use super::{
    kinds::{Kind, Kinds},
    store,
};
use crate::state::State;

/// A program that has not said for this long that it still does a job has lost it.
pub const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often it says so.
const WORD: Duration = Duration::from_secs(15);

/// The first wait before another try; each further one is three times as long.
const BACK_OFF: SignedDuration = SignedDuration::from_secs(10);
/// The longest.
const LONGEST: SignedDuration = SignedDuration::from_hours(6);

/// As much of an error as is kept, in characters.
const TOLD: usize = 2000;

/// A job that this program has taken.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) id: Uuid,
    pub(super) runner: Uuid,
    pub(super) kind: String,
    pub(super) key: String,
    pub(super) payload: serde_json::Value,
    /// This one included.
    pub(super) tries: i16,
}

/// What came of a try.
enum Outcome {
    Done,
    Failed(String),
    /// The job is somebody else's by now.
    Lost,
}

/// Does what is due, one job after another, until nothing is, and tells how many there were. For tests: whatever is
/// due by the state's clock is done when this returns.
///
/// # Errors
/// Those of the database.
pub async fn run_due(state: &State, kinds: &Kinds) -> Result<usize, sqlx::Error> {
    let mut done = 0;
    recur(state, kinds).await?;
    loop {
        let taken = take(state, kinds, 1).await?;
        if taken.is_empty() {
            return Ok(done);
        }
        for job in taken {
            attempt(state, kinds, job).await;
            done += 1;
        }
    }
}

/// Writes down what recurs, where it is not written down yet.
pub(super) async fn recur(state: &State, kinds: &Kinds) -> Result<(), sqlx::Error> {
    let now = state.clock.now();
    let mut transaction = state.pool.begin().await?;
    store::insert_missing(&mut transaction, &kinds.recurring(now)?, now).await?;
    transaction.commit().await
}

/// Takes at most so many jobs that are due.
pub(super) async fn take(state: &State, kinds: &Kinds, most: usize) -> Result<Vec<Taken>, sqlx::Error> {
    let now = state.clock.now();
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    store::take_due(&state.pool, &kinds.names(), now, until(now), most).await
}

fn until(now: Timestamp) -> Timestamp {
    now.saturating_add(LEASE).unwrap_or(Timestamp::MAX)
}

/// Does a job and writes down what came of it; then gives back whose it was.
pub(super) async fn attempt(state: &State, kinds: &Kinds, job: Taken) -> (Uuid, Uuid) {
    let ids = (job.id, job.runner);
    // Only known kinds are taken.
    let Some(kind) = kinds.find(&job.kind) else { return ids };
    let outcome = if job.tries > kind.tries {
        // It was begun for the last time, and whoever did so is gone without a word.
        Outcome::Failed("the program stopped in the middle of it, every time".to_owned())
    } else {
        outcome(state, kind, &job).await
    };
    if let Err(error) = write_down(state, kind, &job, &outcome).await {
        tracing::warn!(%error, kind = job.kind, key = job.key, "cannot write down what came of a job");
    }
    ids
}

async fn outcome(state: &State, kind: &Kind, job: &Taken) -> Outcome {
    let work = AssertUnwindSafe((kind.run)(state, job.payload.clone())).catch_unwind();
    select! {
        ended = timeout(kind.limit, work) => match ended {
            Ok(Ok(Ok(()))) => Outcome::Done,
            Ok(Ok(Err(error))) => Outcome::Failed(format!("{error:#}")),
            Ok(Err(_panic)) => Outcome::Failed("it panicked; the log says where".to_owned()),
            Err(_late) => Outcome::Failed(format!("it took longer than {} s", kind.limit.as_secs())),
        },
        () = hold(state, job) => Outcome::Lost,
    }
}

/// Says again and again that the job is still done, until it is lost: to somebody who had not heard so for too long,
/// or to silence, for whoever cannot reach the database must reckon with that.
async fn hold(state: &State, job: &Taken) {
    let mut heard = Instant::now();
    loop {
        sleep(WORD).await;
        match store::extend(&state.pool, job, until(state.clock.now())).await {
            Ok(true) => heard = Instant::now(),
            Ok(false) => return,
            Err(error) => {
                tracing::debug!(%error, kind = job.kind, key = job.key, "cannot say that a job is still done");
                if heard.elapsed() + WORD >= LEASE.unsigned_abs() {
                    return;
                }
            }
        }
    }
}

async fn write_down(state: &State, kind: &Kind, job: &Taken, outcome: &Outcome) -> Result<(), sqlx::Error> {
    let now = state.clock.now();
    let (name, key) = (&job.kind, &job.key);
    let mut transaction = state.pool.begin().await?;
    let kept = match outcome {
        Outcome::Lost => {
            tracing::warn!(kind = name, key, "a job was lost to another program");
            return Ok(());
        }
        Outcome::Done => store::mark_done(&mut transaction, job, now).await?,
        Outcome::Failed(error) if job.tries >= kind.tries => {
            tracing::error!(kind = name, key, error, "a job is parked after its last try");
            store::park(&mut transaction, job, &told(error), now).await?
        }
        Outcome::Failed(error) => {
            tracing::warn!(kind = name, key, error, tries = job.tries, "a job failed; it is tried again");
            let due = now.saturating_add(back_off(job.tries)).unwrap_or(Timestamp::MAX);
            // Nothing recurs that has not ended.
            store::put_back(&mut transaction, job, Some(&told(error)), due).await?;
            return transaction.commit().await;
        }
    };
    if let Some(again) = kind.again.filter(|_| kept) {
        let due = now.saturating_add(again.after).unwrap_or(Timestamp::MAX);
        store::insert_next(&mut transaction, &again.at(due)?, now).await?;
    }
    transaction.commit().await
}

/// How long a job rests after so many tries.
fn back_off(tries: i16) -> SignedDuration {
    let times = 3_i32.saturating_pow(u32::try_from(tries.saturating_sub(1)).unwrap_or_default());
    BACK_OFF.checked_mul(times).map_or(LONGEST, |rest| rest.min(LONGEST))
}

/// An error as it is kept: PostgreSQL's texts hold no NUL, and nobody reads a book of it.
fn told(error: &str) -> String {
    error.chars().take(TOLD).map(|letter| if letter == '\0' { '\u{fffd}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_rests_longer_after_each_try_but_never_for_ever() {
        let rests: Vec<i64> = (1..=9).map(|tries| back_off(tries).as_secs()).collect();
        assert_eq!(rests, [10, 30, 90, 270, 810, 2430, 7290, 21_600, 21_600]);
        assert_eq!(back_off(i16::MAX), LONGEST);
        assert_eq!(back_off(0), BACK_OFF);
    }

    #[test]
    fn an_error_is_kept_in_bounds() {
        assert_eq!(told("a\0b"), "a\u{fffd}b");
        assert_eq!(told(&"é".repeat(3000)).chars().count(), TOLD);
    }
}
