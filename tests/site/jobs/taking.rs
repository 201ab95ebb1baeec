//! Several programs, one of which may die.

use jiff::SignedDuration;
use quintal::{
    jobs::{Kinds, LEASE, run_due},
    state::State,
};
use tokio::select;

use super::{How, done, enqueue, garden, kinds, leaf, run, signals, state, states};

/// Begins a job and dies in the middle of it.
async fn begin_and_die(state: &State) {
    let (kinds, signals) = (kinds(), signals(&state.pool));
    select! {
        _ = run_due(state, &kinds) => panic!("it ended"),
        () = signals.begun.notified() => {}
    }
}

#[actix_web::test]
async fn each_job_is_done_once_by_whichever_program() {
    let app = garden().await;
    let other = app.replica().await;
    for n in 0..20 {
        enqueue(&app, leaf(&n.to_string(), &format!("{n:02}"), How::Ends)).await;
    }
    let (one, two) = futures_util::join!(run(&app), run(&other));
    assert_eq!(one + two, 20);
    let mut done = done(&app.pool).await;
    done.sort();
    assert_eq!(done, (0..20).map(|n| format!("{n:02}")).collect::<Vec<_>>());
}

#[actix_web::test]
async fn of_one_key_one_runs_at_a_time() {
    let app = garden().await;
    let other = app.replica().await;
    enqueue(&app, leaf("k", "first", How::Waits)).await;
    let second = async {
        signals(&app.pool).begun.notified().await;
        enqueue(&app, leaf("k", "second", How::Ends)).await;
        enqueue(&app, leaf("l", "another", How::Ends)).await;
        assert_eq!(run(&other).await, 1, "another key need not wait");
        assert_eq!(states(&app.pool).await, [state("running", 1), state("waiting", 0), state("done", 1)]);
        signals(&app.pool).go_on.notify_one();
    };
    let (ran, ()) = futures_util::join!(run(&app), second);
    assert_eq!(ran, 2, "what waited for it follows");
    assert_eq!(done(&app.pool).await, ["another", "first", "second"]);
}

#[actix_web::test]
async fn what_fails_while_its_like_waits_leaves_the_work_to_it() {
    let app = garden().await;
    enqueue(&app, leaf("k", "first", How::Waits)).await;
    let second = async {
        signals(&app.pool).begun.notified().await;
        enqueue(&app, leaf("k", "second", How::Ends)).await;
        // It cannot write down what it did.
        sqlx::query("alter table done rename to away").execute(&app.pool).await.unwrap();
        signals(&app.pool).go_on.notify_one();
    };
    let kinds = kinds();
    let first = async {
        select! {
            _ = run_due(&app.state, &kinds) => {}
            () = async {
                loop {
                    if states(&app.pool).await == [state("waiting", 1)] { break }
                    tokio::task::yield_now().await;
                }
            } => {}
        }
    };
    futures_util::join!(first, second);
    sqlx::query("alter table away rename to done").execute(&app.pool).await.unwrap();
    app.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(run(&app).await, 1);
    assert_eq!(done(&app.pool).await, ["second"]);
    assert_eq!(states(&app.pool).await, [state("done", 2)]);
}

#[actix_web::test]
async fn the_job_of_a_program_that_died_is_taken_over() {
    let app = garden().await;
    let other = app.replica().await;
    enqueue(&app, leaf("a", "a", How::Waits)).await;
    begin_and_die(&app.state).await;
    app.clock.advance(LEASE - SignedDuration::from_secs(1));
    assert_eq!(run(&other).await, 0, "it may live");
    app.clock.advance(SignedDuration::from_secs(1));
    signals(&app.pool).go_on.notify_one();
    assert_eq!(run(&other).await, 1);
    assert_eq!(states(&app.pool).await, [state("done", 2)]);
    assert_eq!(done(&app.pool).await, ["a"]);
}

#[actix_web::test]
async fn a_job_that_kills_its_program_is_parked_at_last() {
    let app = garden().await;
    enqueue(&app, leaf("a", "a", How::Never)).await;
    for _ in 0..3 {
        begin_and_die(&app.state).await;
        app.clock.advance(LEASE);
    }
    assert_eq!(run(&app).await, 1, "it is looked at, but not begun again");
    assert_eq!(states(&app.pool).await[0].0, "parked");
}

#[actix_web::test]
async fn work_of_another_programs_kinds_is_left_to_it() {
    let app = garden().await;
    enqueue(&app, leaf("a", "a", How::Ends)).await;
    assert_eq!(run_due(&app.state, &Kinds::new()).await.unwrap(), 0);
    assert_eq!(run(&app).await, 1);
}
