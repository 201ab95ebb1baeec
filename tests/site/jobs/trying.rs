//! Enqueuing, failing, parking, beginning anew.

use jiff::SignedDuration;
use quintal::{
    ids::JobId,
    jobs::{self, Filter, Kinds, Standing, Sweep, run_due},
};

use super::{How, Leaf, done, enqueue, garden, leaf, run, state, states};
use crate::support::app::TestApp;

#[actix_web::test]
async fn work_is_done_if_what_causes_it_is() {
    let app = garden().await;
    let now = app.clock.now();
    let mut transaction = app.pool.begin().await.unwrap();
    jobs::enqueue(&mut transaction, &[(leaf("a", "never", How::Ends), now)], now).await.unwrap();
    transaction.rollback().await.unwrap();
    assert_eq!(run(&app).await, 0);

    let mut transaction = app.pool.begin().await.unwrap();
    let soon = now + SignedDuration::from_mins(5);
    let many = [
        (leaf("a", "first", How::Ends), now),
        (leaf("a", "instead", How::Ends), now),
        (leaf("b", "later", How::Ends), soon),
    ];
    jobs::enqueue(&mut transaction, &many, now).await.unwrap();
    assert_eq!(run(&app).await, 0, "nobody sees it yet");
    transaction.commit().await.unwrap();
    assert_eq!(run(&app).await, 1);
    app.clock.advance(SignedDuration::from_mins(5));
    assert_eq!(run(&app).await, 1);
    assert_eq!(done(&app.pool).await, ["instead", "later"]);
    assert_eq!(states(&app.pool).await, [state("done", 1), state("done", 1)]);
}

#[actix_web::test]
async fn work_that_waits_is_replaced_and_taken_back() {
    let app = garden().await;
    let now = app.clock.now();
    let later = now + SignedDuration::from_hours(1);
    let mut db = app.pool.acquire().await.unwrap();
    jobs::enqueue(&mut db, &[(leaf("a", "old", How::Ends), later)], now).await.unwrap();
    jobs::enqueue(&mut db, &[(leaf("a", "new", How::Ends), now)], now).await.unwrap();
    jobs::enqueue(&mut db, &[(leaf("b", "not wanted", How::Ends), now)], now).await.unwrap();
    jobs::cancel::<Leaf>(&mut db, &["b".to_owned()]).await.unwrap();
    assert_eq!(run(&app).await, 1);
    app.clock.advance(SignedDuration::from_hours(2));
    assert_eq!(run(&app).await, 0);
    assert_eq!(done(&app.pool).await, ["new"]);
}

#[actix_web::test]
async fn what_fails_is_tried_again_later_each_time_and_parked_at_last() {
    let app = garden().await;
    for (how, error) in [(How::Fails, "no light"), (How::Panics, "it panicked; the log says where")] {
        sqlx::query("delete from jobs").execute(&app.pool).await.unwrap();
        enqueue(&app, leaf("a", "a", how)).await;
        for (tries, rest) in [(1, 10), (2, 30)] {
            assert_eq!(run(&app).await, 1);
            assert_eq!(states(&app.pool).await, [state("waiting", tries)]);
            app.clock.advance(SignedDuration::from_secs(rest - 1));
            assert_eq!(run(&app).await, 0, "it rests");
            app.clock.advance(SignedDuration::from_secs(1));
        }
        assert_eq!(run(&app).await, 1);
        assert_eq!(states(&app.pool).await, [state("parked", 3)]);
        let kept: Option<String> =
            sqlx::query_scalar("select error from jobs").fetch_one(&app.pool).await.unwrap();
        assert_eq!(kept.as_deref(), Some(error));
        app.clock.advance(SignedDuration::from_hours(48));
        assert_eq!(run(&app).await, 0);
    }
}

async fn only(app: &TestApp, standing: Standing) -> JobId {
    let filter = Filter { standing: Some(standing), kind: None };
    let mut db = app.pool.acquire().await.unwrap();
    let page = jobs::list(&mut db, &filter, "1".to_owned().into()).await.unwrap();
    let [job] = &page.items[..] else { panic!("{:?}", page.items) };
    job.id
}

/// Fails until it is parked.
async fn parked(app: &TestApp, key: &str) -> JobId {
    enqueue(app, leaf(key, "a", How::Fails)).await;
    for _ in 0..3 {
        assert_eq!(run(app).await, 1);
        app.clock.advance(SignedDuration::from_hours(1));
    }
    only(app, Standing::Parked).await
}

#[actix_web::test]
async fn parked_work_is_begun_anew_discarded_or_made_up_for() {
    let app = garden().await;
    let mut db = app.pool.acquire().await.unwrap();
    let job = parked(&app, "a").await;
    assert!(jobs::is_any_parked(&mut db).await.unwrap());
    assert!(jobs::restart(&mut db, job, app.clock.now()).await.unwrap());
    assert!(!jobs::is_any_parked(&mut db).await.unwrap());
    assert_eq!(states(&app.pool).await, [state("waiting", 0)]);
    assert!(!jobs::restart(&mut db, job, app.clock.now()).await.unwrap(), "it has not failed since");
    assert!(!jobs::discard(&mut db, job).await.unwrap(), "what waits is not discarded");
    assert_eq!(run(&app).await, 1);
    app.clock.advance(SignedDuration::from_secs(1));
    assert!(jobs::restart(&mut db, job, app.clock.now()).await.unwrap(), "what rests may be begun at once");
    assert_eq!(run(&app).await, 1);
    jobs::cancel::<Leaf>(&mut db, &["a".to_owned()]).await.unwrap();

    let job = parked(&app, "b").await;
    assert!(jobs::discard(&mut db, job).await.unwrap());
    assert!(!jobs::discard(&mut db, job).await.unwrap());
    assert!(!jobs::restart(&mut db, job, app.clock.now()).await.unwrap());
    assert_eq!(states(&app.pool).await, []);

    // Where the same work waits, that is what is begun; and once it is done, the failure is past.
    let job = parked(&app, "c").await;
    enqueue(&app, leaf("c", "c", How::Ends)).await;
    assert!(jobs::restart(&mut db, job, app.clock.now()).await.unwrap());
    assert_eq!(states(&app.pool).await, [state("waiting", 0)]);
    assert_eq!(run(&app).await, 1);
    parked(&app, "d").await;
    enqueue(&app, leaf("d", "d", How::Ends)).await;
    assert_eq!(run(&app).await, 1);
    assert_eq!(states(&app.pool).await, [state("done", 1), state("done", 1)]);
    assert_eq!(done(&app.pool).await, ["c", "d"]);
}

#[actix_web::test]
async fn what_recurs_is_done_once_a_day_however_many_programs_there_are() {
    let app = garden().await;
    let other = app.replica().await;
    let daily = Kinds::new().daily::<Sweep>();
    let run = async |app: &TestApp| run_due(&app.state, &daily).await.unwrap();
    // Many times, for it takes bad luck to look just before the other one writes it down.
    for _ in 0..40 {
        sqlx::query("delete from jobs").execute(&app.pool).await.unwrap();
        let (one, two) = futures_util::join!(run(&app), run(&other));
        assert_eq!(one + two, 1, "at once, where it never was");
    }
    assert_eq!(run(&app).await + run(&other).await, 0, "a restart changes nothing");
    app.clock.advance(SignedDuration::from_hours(23));
    assert_eq!(run(&app).await, 0);
    app.clock.advance(SignedDuration::from_hours(1));
    let (one, two) = futures_util::join!(run(&app), run(&other));
    assert_eq!(one + two, 1);
}

#[actix_web::test]
async fn what_ended_long_ago_is_forgotten() {
    let app = garden().await;
    let sweep = Kinds::new().daily::<Sweep>().with::<Leaf>();
    enqueue(&app, leaf("good", "a", How::Ends)).await;
    assert_eq!(run(&app).await, 1);
    parked(&app, "bad").await;
    let kept = async || {
        run_due(&app.state, &sweep).await.unwrap();
        let states: Vec<String> =
            sqlx::query_scalar("select state from jobs where kind = 'leaf' order by id")
                .fetch_all(&app.pool)
                .await
                .unwrap();
        states
    };
    assert_eq!(kept().await, ["done", "parked"]);
    app.clock.advance(SignedDuration::from_hours(24 * 7));
    assert_eq!(kept().await, ["parked"]);
    app.clock.advance(SignedDuration::from_hours(24 * 90));
    assert_eq!(kept().await, [""; 0]);
}
