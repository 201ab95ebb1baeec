//! A server that dies is brought back.

use std::{fs, sync::Arc};

use quintal::db::private::{Arrival, PrivateServer};
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tokio::sync::watch;

use super::{Data, keep_a_row, query, rows_kept, until};

/// Counts up in the table until told to stop. Returns the last number that was acknowledged, and how often it
/// was cut off.
async fn count_up(options: PgConnectOptions, stop: watch::Receiver<bool>) -> (i64, u32) {
    let (mut acknowledged, mut cut_off) = (0, 0);
    while !*stop.borrow() {
        let Ok(mut connection) = PgConnection::connect_with(&options).await else {
            // A socket that is not there is refused at once, without ever letting anyone else run.
            tokio::task::yield_now().await;
            continue;
        };
        while !*stop.borrow() {
            let insert = sqlx::query_scalar("insert into counted default values returning n");
            let Ok(number) = insert.fetch_one(&mut connection).await else {
                cut_off += 1;
                break;
            };
            acknowledged = number;
        }
    }
    (acknowledged, cut_off)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_load_it_comes_back_with_everything_that_was_acknowledged() {
    let data = Data::new();
    let server = Arc::new(PrivateServer::join(&data.options()).await.unwrap());
    let watching = tokio::spawn({
        let server = Arc::clone(&server);
        async move { server.supervise().await }
    });
    let options = server.ensure_database("quintal").await.unwrap();
    let mut connection = PgConnection::connect_with(&options).await.unwrap();
    sqlx::raw_sql("create table counted (n bigserial primary key)").execute(&mut connection).await.unwrap();
    let (stop, told) = watch::channel(false);
    let writer = tokio::spawn(count_up(options, told));
    let count =
        async || query::<i64>(&server.connect_options("quintal"), "select count(*) from counted").await;

    until("writing", async || count().await.is_ok_and(|count| count > 100)).await;
    let killed = data.kill_server();
    until("another server", async || data.noted().is_some_and(|pid| pid != killed)).await;
    let mut before = None;
    until("an answer", async || {
        before = count().await.ok();
        before.is_some()
    })
    .await;
    until("writing again", async || count().await.is_ok_and(|count| Some(count) > before)).await;
    stop.send(true).unwrap();
    let (acknowledged, cut_off) = writer.await.unwrap();
    assert!(cut_off > 0, "it was killed under load");

    // A number may be skipped (a crash forgets up to 32 of a sequence), but none that was acknowledged is lost:
    // the writer is one, so that the last stands for all before it.
    let last: i64 = query(&server.connect_options("quintal"), "select max(n) from counted").await.unwrap();
    assert!(last >= acknowledged, "{acknowledged} was acknowledged, {last} is the last one there");

    server.leave().await.unwrap();
    watching.await.unwrap();
    assert_eq!(data.noted(), None, "a server that was left is not brought back");
}

#[tokio::test]
async fn a_server_that_was_taken_over_is_brought_back_too() {
    let data = Data::new();
    let killed = PrivateServer::join(&data.options()).await.unwrap();
    keep_a_row(&killed).await;
    drop(killed);
    let heir = PrivateServer::join(&data.options()).await.unwrap();
    assert_eq!(heir.arrival(), Arrival::TookOver);
    let back = async {
        let killed = data.kill_server();
        until("another server", async || data.noted().is_some_and(|pid| pid != killed)).await;
        until("an answer", async || query::<i32>(&heir.connect_options("quintal"), "select 1").await.is_ok())
            .await;
    };
    tokio::select! {
        () = heir.supervise() => unreachable!("nobody has left"),
        () = back => {}
    }
    assert_eq!(rows_kept(&heir).await, 1);
    heir.leave().await.unwrap();
}

#[tokio::test]
async fn a_database_that_was_removed_is_not_replaced_by_an_empty_one() {
    let data = Data::new();
    let server = PrivateServer::join(&data.options()).await.unwrap();
    let elsewhere = data.join("elsewhere");
    fs::rename(data.cluster(), &elsewhere).unwrap();
    let pid: i32 = fs::read_to_string(elsewhere.join("postmaster.pid"))
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    rustix::process::kill_process(
        rustix::process::Pid::from_raw(pid).unwrap(),
        rustix::process::Signal::KILL,
    )
    .unwrap();
    let error = server.bring_back().await.unwrap_err();
    assert!(error.to_string().contains("cannot find the database"), "{error}");
    assert!(!data.cluster().exists());
    server.leave().await.unwrap();
}
