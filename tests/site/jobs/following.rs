//! The loop that does what is due.

use std::time::Duration;

use jiff::SignedDuration;
use quintal::jobs::{self, AT_ONCE};
use tokio::sync::Notify;

use super::{How, done, enqueue, garden, kinds, leaf, signals, state, states};
use crate::support::app::TestApp;

/// Until so many jobs stand so. It looks again and again; the test's own limit ends it if that never comes.
async fn until(app: &TestApp, standing: &str, jobs: usize) {
    while states(&app.pool).await.iter().filter(|(state, _)| state == standing).count() < jobs {
        tokio::task::yield_now().await;
    }
}

#[actix_web::test]
async fn what_is_enqueued_is_begun_at_once_and_the_rest_in_its_time() {
    let app = garden().await;
    let (stop, kinds) = (Notify::new(), kinds());
    let driver = async {
        let now = app.clock.now();
        let later = now + SignedDuration::from_hours(1);
        let mut db = app.pool.acquire().await.unwrap();
        jobs::enqueue(&mut db, &[(leaf("later", "later", How::Ends), later)], now).await.unwrap();
        enqueue(&app, leaf("a", "a", How::Ends)).await;
        until(&app, "done", 1).await;
        assert_eq!(done(&app.pool).await, ["a"]);
        app.clock.advance(SignedDuration::from_hours(1));
        enqueue(&app, leaf("b", "b", How::Ends)).await;
        until(&app, "done", 3).await;
        // The database goes away and comes back.
        sqlx::query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
            .execute(&mut app.connection().await)
            .await
            .unwrap();
        let mut side = app.connection().await;
        let now = app.clock.now();
        jobs::enqueue(&mut side, &[(leaf("c", "c", How::Ends), now)], now).await.unwrap();
        let all = "select count(*) from jobs where state = 'done'";
        while sqlx::query_scalar::<_, i64>(all).fetch_one(&mut side).await.unwrap() < 4 {
            tokio::task::yield_now().await;
        }
        stop.notify_one();
    };
    futures_util::join!(jobs::follow(&app.state, &kinds, stop.notified(), Duration::ZERO), driver);
    let mut done = done(&app.pool).await;
    done.sort();
    assert_eq!(done, ["a", "b", "c", "later"]);
}

#[actix_web::test]
async fn asked_to_stop_it_begins_nothing_and_lets_what_runs_end() {
    let app = garden().await;
    let (stop, kinds) = (Notify::new(), kinds());
    enqueue(&app, leaf("a", "a", How::Waits)).await;
    let driver = async {
        signals(&app.pool).begun.notified().await;
        stop.notify_one();
        tokio::task::yield_now().await;
        enqueue(&app, leaf("b", "b", How::Ends)).await;
        signals(&app.pool).go_on.notify_one();
    };
    let grace = Duration::from_mins(1);
    futures_util::join!(jobs::follow(&app.state, &kinds, stop.notified(), grace), driver);
    assert_eq!(done(&app.pool).await, ["a"]);
    assert_eq!(states(&app.pool).await, [state("done", 1), state("waiting", 0)]);
}

#[actix_web::test]
async fn what_does_not_end_in_time_is_given_back() {
    let app = garden().await;
    let (stop, kinds) = (Notify::new(), kinds());
    for n in 0..AT_ONCE {
        enqueue(&app, leaf(&n.to_string(), "never", How::Never)).await;
    }
    let driver = async {
        until(&app, "running", AT_ONCE).await;
        signals(&app.pool).begun.notified().await;
        stop.notify_one();
    };
    futures_util::join!(jobs::follow(&app.state, &kinds, stop.notified(), Duration::ZERO), driver);
    assert_eq!(states(&app.pool).await, vec![state("waiting", 0); AT_ONCE], "not a try");
    assert_eq!(done(&app.pool).await, [""; 0]);
}
