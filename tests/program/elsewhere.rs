//! A PostgreSQL that somebody else runs.

use futures_util::future::join_all;
use quintal::db;
use sqlx::ConnectOptions;
use tokio::process::Command;

use crate::{
    postgres,
    private::Data,
    process::{Ended, Garden, Running, quintal},
};

fn with_database(data: &Data, url: &str, arguments: &[&str]) -> Command {
    let mut command = quintal(data, arguments);
    command.env("DATABASE_URL", url);
    command
}

async fn run(data: &Data, url: &str, arguments: &[&str]) -> Ended {
    Running::start(with_database(data, url, arguments)).end().await
}

#[tokio::test]
async fn ten_gardens_may_open_at_once_on_one_empty_database() {
    let database = postgres::empty_database().await;
    let url = database.options.to_url_lossy().to_string();
    let homes: Vec<Data> = (0..10).map(|_| Data::new()).collect();
    let gardens = join_all(homes.iter().map(|data| {
        let mut serve = with_database(data, &url, &["serve", "--listen", "127.0.0.1:0"]);
        serve.env("QUINTAL_WORKERS", "1").env("QUINTAL_DATABASE_CONNECTIONS", "3");
        Garden::opened(serve)
    }))
    .await;
    let token = gardens[0].setup_token().await;
    assert!(token.is_some());
    let front = gardens[0].get("/").await.heading();
    assert_ne!(front, "");
    for garden in &gardens {
        assert_eq!(garden.get("/readyz").await.status, 200);
        assert_eq!(garden.get("/").await.heading(), front);
        assert_eq!(garden.setup_token().await, token, "one garden, one link");
    }
    let pool = db::pool(database.options.clone(), 1);
    let twice = "select count(*) from (select 1 from notes group by path having count(*) > 1) as twice";
    let twice: i64 = sqlx::query_scalar(twice).fetch_one(&pool).await.unwrap();
    assert_eq!(twice, 0, "one of them planted the sample garden");
    pool.close().await;
    join_all(gardens.into_iter().map(Garden::close)).await;
    assert!(homes.iter().all(|data| !data.join("data/postgres").exists()));
}

#[tokio::test]
async fn a_database_newer_than_the_program_is_refused() {
    let database = postgres::database().await;
    let url = database.options.to_url_lossy().to_string();
    let data = Data::new();
    let doctor = run(&data, &url, &["doctor"]).await;
    assert_eq!(doctor.code, Some(0), "{doctor:?}");
    for part in ["Settings", "environment variable DATABASE_URL", "Checks", "ok    database: PostgreSQL "] {
        assert!(doctor.out.contains(part), "{part}: {}", doctor.out);
    }
    let password = reqwest::Url::parse(&url).unwrap().password().unwrap().to_owned();
    assert!(!doctor.out.contains(&password) && !doctor.err.contains(&password), "{doctor:?}");

    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 values (29991231000000, 'of a later year', true, '', 0)";
    let pool = db::pool(database.options.clone(), 1);
    sqlx::raw_sql(newer).execute(&pool).await.unwrap();
    pool.close().await;
    for arguments in [&["serve", "--listen", "127.0.0.1:0"][..], &["user", "list"], &["doctor"]] {
        let refused = run(&data, &url, arguments).await;
        assert_eq!(refused.code, Some(1), "{arguments:?}: {refused:?}");
        let said = refused.out + &refused.err;
        assert!(said.contains("29991231000000") && said.contains("newer"), "{arguments:?}: {said}");
        assert!(!said.contains(&password), "{said}");
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_a_failure_that_keeps_its_secret() {
    let data = Data::new();
    // Nobody listens on port 1 (tcpmux).
    let url = "postgres://quintal:sombra-e-orvalho@127.0.0.1:1/garden";
    for arguments in [&["doctor"][..], &["user", "list"]] {
        let failed = run(&data, url, arguments).await;
        assert_eq!(failed.code, Some(1), "{arguments:?}: {failed:?}");
        let said = failed.out + &failed.err;
        assert!(said.contains("database"), "{arguments:?}: {said}");
        assert!(!said.contains("sombra-e-orvalho"), "{arguments:?}: {said}");
    }
}
