//! `quintal serve`: the first run, the next one, and how it stops.

use std::{
    fs,
    time::{Duration, Instant},
};

use quintal::server::GRACE;
use rustix::process::Signal;
use sqlx::Connection;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    private::{Data, until},
    process::{Garden, Running, is_alive, lock, quintal, somebody_waits},
};

#[tokio::test]
async fn the_first_run_shows_the_sample_garden_and_the_next_one_offers_the_same_link() {
    let data = Data::new();
    let garden = Garden::open(&data).await;
    let token = garden.setup_token().await.unwrap();
    assert!(garden.program.out().contains("It has no owner yet. Make it yours: http://"));
    assert!(token.len() >= 20, "{token}");
    let front = garden.get("/").await;
    assert_eq!(front.status, 200);
    assert_ne!(front.heading(), "");
    assert_eq!(garden.get("/readyz").await.status, 200);
    let server = data.noted().unwrap();
    assert!(is_alive(server));

    garden.close().await;
    assert_eq!(data.noted(), None, "PostgreSQL said that it stopped");
    assert!(!is_alive(server));

    let again = Garden::open(&data).await;
    assert_eq!(again.setup_token().await.unwrap(), token);
    assert_eq!(again.get("/").await.heading(), front.heading());
    again.close().await;
}

#[tokio::test]
async fn a_second_one_on_the_same_address_says_so_and_harms_nothing() {
    let (data, other) = (Data::new(), Data::new());
    let garden = Garden::open(&data).await;
    for home in [&data, &other] {
        let second = Running::start(quintal(home, &["serve", "--listen", &garden.address])).end().await;
        assert_eq!(second.code, Some(1), "{second:?}");
        let [line] = second.err.lines().collect::<Vec<_>>()[..] else { panic!("{}", second.err) };
        assert!(line.starts_with("quintal: ") && line.contains(&garden.address), "{line}");
        assert_eq!(second.out, "");
    }
    assert!(!other.join("data").exists(), "it had not begun");
    assert_eq!(garden.get("/").await.status, 200);
    garden.close().await;
}

#[tokio::test]
async fn the_log_says_what_its_reader_needs_and_names_nobody() {
    let data = Data::new();
    Garden::open(&data).await.close().await;
    let garden = Garden::open(&data).await;
    let form = [("email", "livia@example.org"), ("password", "a wrong guess")];
    for _ in 0..10 {
        assert_eq!(garden.try_post("/login", "192.0.2.1", &form).await.unwrap().status, 422);
    }
    assert_eq!(garden.try_post("/login", "192.0.2.1", &form).await.unwrap().status, 429);
    let ended = garden.program.stop().await;
    let throttled = ended.err.lines().find(|line| line.contains("throttled")).unwrap();
    assert!(throttled.contains("127.0.0.1"), "{throttled}");
    assert!(!ended.err.contains("livia"), "{}", ended.err);
    for noise in ["already exists, skipping", "starting service", "workers"] {
        assert!(!ended.err.contains(noise), "{}", ended.err);
    }

    let mut asked = quintal(&data, &["serve", "--listen", "127.0.0.1:0"]);
    asked.env("QUINTAL_LOG", "info");
    let ended = Garden::opened(asked).await.program.stop().await;
    for word in ["already exists, skipping", "starting service"] {
        assert!(ended.err.contains(word), "who asks for it gets it: {}", ended.err);
    }
}

/// A form whose second half is slow to come.
async fn half_a_form(garden: &Garden) -> (TcpStream, &'static str) {
    let (first, second) = ("theme=da", "rk&next=%2Fnotes");
    let mut stream = TcpStream::connect(&garden.address).await.unwrap();
    let head = format!(
        "POST /preferences HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nContent-Length: {}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n{first}",
        garden.address,
        first.len() + second.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    (stream, second)
}

#[tokio::test]
async fn asked_to_stop_it_lets_no_one_in_and_finishes_what_runs() {
    let data = Data::new();
    let garden = Garden::open(&data).await;
    let (mut form, rest) = half_a_form(&garden).await;

    // A page that waits for the database: the second request that runs. Nothing but requests reads what is taken.
    let mut locked = lock(&data, "tag_counts").await.unwrap();
    let mut page = TcpStream::connect(&garden.address).await.unwrap();
    let get = format!("GET /tags HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", garden.address);
    page.write_all(get.as_bytes()).await.unwrap();
    until("waiting for the lock", async || somebody_waits(&mut locked).await).await;

    garden.program.signal(Signal::TERM);
    until("a closed door", async || TcpStream::connect(&garden.address).await.is_err()).await;
    sqlx::raw_sql("commit").execute(&mut locked).await.unwrap();
    locked.close().await.unwrap();
    form.write_all(rest.as_bytes()).await.unwrap();
    let (mut answer, mut text) = (String::new(), String::new());
    form.read_to_string(&mut answer).await.unwrap();
    page.read_to_string(&mut text).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 303 "), "{answer}");
    assert!(answer.to_lowercase().contains("location: /notes"), "{answer}");
    assert!(text.starts_with("HTTP/1.1 200 ") && text.trim_end().ends_with("</html>"), "{text}");

    let ended = garden.program.end().await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert_eq!(data.noted(), None);
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_keep_it_from_stopping() {
    let data = Data::new();
    let garden = Garden::open(&data).await;
    let (form, _never) = half_a_form(&garden).await;
    let mut locked = lock(&data, "tag_counts").await.unwrap();
    let mut page = TcpStream::connect(&garden.address).await.unwrap();
    let get = format!("GET /tags HTTP/1.1\r\nHost: {}\r\n\r\n", garden.address);
    page.write_all(get.as_bytes()).await.unwrap();
    until("waiting for the lock", async || somebody_waits(&mut locked).await).await;

    let asked = Instant::now();
    let ended = garden.program.stop().await;
    let took = asked.elapsed();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(took < GRACE + Duration::from_secs(20), "{took:?}");
    assert_eq!(data.noted(), None, "PostgreSQL does not wait for it either");
    drop((form, page, locked));
}

#[tokio::test]
async fn asked_to_stop_before_it_is_open_it_leaves_no_server_behind() {
    let data = Data::new();
    let mut program = Running::start(quintal(&data, &["serve", "--listen", "127.0.0.1:0"]));
    until("PostgreSQL", async || {
        assert!(program.runs(), "{}", program.err());
        data.noted().is_some()
    })
    .await;
    let server = data.noted().unwrap();
    let ended = program.stop().await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(!is_alive(server), "{ended:?}");
    assert_eq!(data.noted(), None);
    assert!(fs::exists(data.join("data/postgres/cluster/PG_VERSION")).unwrap());

    // Whatever it had got to, the next start goes on from there.
    let garden = Garden::open(&data).await;
    assert_eq!(garden.get("/").await.status, 200);
    garden.close().await;
}
