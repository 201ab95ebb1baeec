//! Who starts the server, who shares it, who stops it.

use std::fs;

use futures_util::future::join_all;
use quintal::db::private::{Arrival, PrivateServer, PrivateServerError};

use super::{Data, keep_a_row, query, rows_kept};

#[tokio::test]
async fn the_first_in_starts_it_and_the_last_out_stops_it() {
    let data = Data::new();
    let first = PrivateServer::join(&data.options()).await.unwrap();
    keep_a_row(&first).await;
    let second = PrivateServer::join(&data.options()).await.unwrap();
    assert_eq!((first.arrival(), second.arrival()), (Arrival::Started, Arrival::Shared));
    let pid = data.noted().unwrap();

    first.leave().await.unwrap();
    assert_eq!(data.noted(), Some(pid));
    assert_eq!(rows_kept(&second).await, 1);
    first.leave().await.unwrap();
    assert_eq!(data.noted(), Some(pid), "who has left has no say any more");

    second.leave().await.unwrap();
    assert_eq!(data.noted(), None);
    let answer = query::<i32>(&second.connect_options("postgres"), "select 1").await;
    assert!(answer.is_err(), "nobody is at home");

    let again = PrivateServer::join(&data.options()).await.unwrap();
    assert_eq!((again.arrival(), rows_kept(&again).await), (Arrival::Started, 1));
    again.leave().await.unwrap();
}

#[tokio::test]
async fn of_many_at_once_one_starts_it() {
    let data = Data::new();
    let options = data.options();
    let servers: Vec<PrivateServer> = join_all((0..5).map(|_| PrivateServer::join(&options)))
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    let started = servers.iter().filter(|server| server.arrival() == Arrival::Started).count();
    assert_eq!(started, 1);
    for left in join_all(servers.iter().map(PrivateServer::leave)).await {
        left.unwrap();
    }
    assert_eq!(data.noted(), None);
}

#[tokio::test]
async fn an_orphan_is_taken_over() {
    let data = Data::new();
    let killed = PrivateServer::join(&data.options()).await.unwrap();
    keep_a_row(&killed).await;
    let pid = data.noted();
    // All that remains of a killed program: its share is gone, and it did not leave.
    drop(killed);

    let heir = PrivateServer::join(&data.options()).await.unwrap();
    assert_eq!((heir.arrival(), data.noted()), (Arrival::TookOver, pid));
    assert_eq!(rows_kept(&heir).await, 1);
    heir.leave().await.unwrap();
    assert_eq!(data.noted(), None, "the heir stops it");
}

#[tokio::test]
async fn after_a_crash_of_both_it_starts_again() {
    let data = Data::new();
    let killed = PrivateServer::join(&data.options()).await.unwrap();
    keep_a_row(&killed).await;
    data.kill_server();
    drop(killed);

    let next = PrivateServer::join(&data.options()).await.unwrap();
    assert_eq!((next.arrival(), rows_kept(&next).await), (Arrival::Started, 1));
    next.leave().await.unwrap();
}

#[tokio::test]
async fn a_number_that_another_process_has_by_now_does_not_keep_it_from_starting() {
    let data = Data::new();
    let before = PrivateServer::join(&data.options()).await.unwrap();
    keep_a_row(&before).await;
    let note = data.cluster().join("postmaster.pid");
    let noted = fs::read_to_string(&note).unwrap();
    before.leave().await.unwrap();
    let ours = std::process::id().to_string();
    let (_, rest) = noted.split_once('\n').unwrap();
    fs::write(&note, format!("{ours}\n{rest}")).unwrap();

    let next = PrivateServer::join(&data.options()).await.unwrap();
    assert_eq!((next.arrival(), rows_kept(&next).await), (Arrival::Started, 1));
    next.leave().await.unwrap();
}

#[tokio::test]
async fn nobody_else_gets_in() {
    let data = Data::new();
    let server = PrivateServer::join(&data.options()).await.unwrap();
    let ours = server.connect_options("postgres");
    for (who, options) in [
        ("without the secret", ours.clone().password("")),
        ("with another", ours.clone().password("quintal")),
        ("as the server's account", ours.clone().username("postgres")),
    ] {
        let refused = query::<i32>(&options, "select 1").await;
        assert!(refused.is_err(), "{who}: {refused:?}");
    }
    let listens: String = query(&ours, "show listen_addresses").await.unwrap();
    assert_eq!(listens, "", "no TCP");
    // The sixth line is the address that it listens on.
    let note = fs::read_to_string(data.cluster().join("postmaster.pid")).unwrap();
    assert_eq!(note.lines().nth(5).map(str::trim), Some(""));
    server.leave().await.unwrap();
}

#[tokio::test]
async fn a_lost_secret_is_named_and_nothing_is_harmed() {
    let data = Data::new();
    let server = PrivateServer::join(&data.options()).await.unwrap();
    keep_a_row(&server).await;
    let secret = data.join("data/postgres/secret");
    let kept = fs::read(&secret).unwrap();

    fs::write(&secret, "wrong").unwrap();
    let error = PrivateServer::join(&data.options()).await.unwrap_err();
    assert!(matches!(error, PrivateServerError::Secret { .. }), "{error}");
    fs::remove_file(&secret).unwrap();
    let error = PrivateServer::join(&data.options()).await.unwrap_err();
    assert!(matches!(error, PrivateServerError::Secret { .. }), "{error}");
    assert!(error.to_string().contains("data/postgres/secret"), "{error}");

    fs::write(&secret, kept).unwrap();
    let again = PrivateServer::join(&data.options()).await.unwrap();
    assert_eq!(rows_kept(&again).await, 1);
    server.leave().await.unwrap();
    again.leave().await.unwrap();
}
