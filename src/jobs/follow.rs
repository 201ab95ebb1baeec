//! Doing what is due, for as long as the program runs.

use std::{future::Future, pin::pin, time::Duration};

use futures_util::{FutureExt as _, StreamExt as _, stream::FuturesUnordered};
use jiff::Timestamp;
use tokio::{
    select,
    sync::Notify,
    time::{sleep, timeout},
};
use uuid::Uuid;

use super::{
    CHANNEL,
    kinds::Kinds,
    run::{attempt, recur, take},
    store,
};
use crate::{db, state::State};

/// Jobs at a time in one program. The rest is for readers.
pub const AT_ONCE: usize = 2;

/// How long a program that stops waits for the jobs that it does.
pub const GRACE: Duration = Duration::from_secs(10);

/// Does what is due until `stop` is ready; then nothing is begun any more, what runs may end within `grace`, and
/// what does not is given back to be done by another program, or by the next start.
///
/// It wakes when something is enqueued and when something becomes due, and asks for nothing in between.
pub async fn follow(state: &State, kinds: &Kinds, stop: impl Future<Output = ()>, grace: Duration) {
    let wake = Notify::new();
    let heard = db::listen(&state.pool, CHANNEL, async || {
        wake.notify_one();
        Ok(())
    });
    select! {
        () = heard => {}
        () = work(state, kinds, &wake, stop, grace) => {}
    }
}

async fn work(state: &State, kinds: &Kinds, wake: &Notify, stop: impl Future<Output = ()>, grace: Duration) {
    let mut stop = pin!(stop);
    let mut running = FuturesUnordered::new();
    let mut ours: Vec<(Uuid, Uuid)> = Vec::new();
    let mut begun = false;
    loop {
        let free = AT_ONCE.saturating_sub(running.len());
        let mut rest = None;
        if free > 0 {
            match look(state, kinds, free, &mut begun).await {
                Ok((taken, next)) => {
                    let new = taken.iter().map(|job| (job.id, job.runner));
                    if (&mut stop).now_or_never().is_some() {
                        give_back(state, &new.collect::<Vec<_>>()).await;
                        break;
                    }
                    ours.extend(new);
                    running.extend(taken.into_iter().map(|job| attempt(state, kinds, job)));
                    rest = next.map(|at| until(at, state.clock.now()));
                }
                // Whoever listens hears nothing either then, and wakes us every second.
                Err(error) => tracing::debug!(%error, "cannot look for jobs"),
            }
        }
        select! {
            biased;
            () = &mut stop => break,
            Some(ended) = running.next() => ours.retain(|job| *job != ended),
            () = wake.notified() => {}
            () = sleep(rest.unwrap_or_default()), if rest.is_some() => {}
        }
    }
    let ended = timeout(grace, async {
        while let Some(ended) = running.next().await {
            ours.retain(|job| *job != ended);
        }
    });
    if ended.await.is_err() {
        drop(running);
        give_back(state, &ours).await;
    }
}

/// Takes what is due, and tells when the next job will be.
async fn look(
    state: &State,
    kinds: &Kinds,
    free: usize,
    begun: &mut bool,
) -> Result<(Vec<super::run::Taken>, Option<Timestamp>), sqlx::Error> {
    let now = state.clock.now();
    if !*begun {
        recur(state, kinds).await?;
        *begun = true;
    }
    let taken = take(state, kinds, free).await?;
    // With every place taken, the next look is when one of them is free.
    if taken.len() == free {
        return Ok((taken, None));
    }
    let next = store::find_next_due(&state.pool, &kinds.names(), now).await?;
    Ok((taken, next))
}

/// A little late rather than early: a timer must not wake before the clock says so.
fn until(at: Timestamp, now: Timestamp) -> Duration {
    let rest = at.duration_since(now).max(jiff::SignedDuration::ZERO);
    rest.unsigned_abs().saturating_add(Duration::from_millis(1))
}

async fn give_back(state: &State, jobs: &[(Uuid, Uuid)]) {
    if jobs.is_empty() {
        return;
    }
    let given = async {
        let mut transaction = state.pool.begin().await?;
        for (id, runner) in jobs {
            store::give_back(&mut transaction, *id, *runner, state.clock.now()).await?;
        }
        transaction.commit().await
    };
    match given.await {
        Ok(()) => tracing::info!(jobs = jobs.len(), "stopping: jobs are left to others"),
        Err(error) => tracing::warn!(%error, "stopping: jobs are left, and will be found in a minute"),
    }
}
