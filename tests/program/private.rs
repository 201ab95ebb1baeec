//! The private PostgreSQL, with real server programs.

use quintal::db::private::{Arrival, Options, PrivateServer};
use sqlx::{Connection, PgConnection};
use std::time::Duration;

#[tokio::test]
async fn smoke() {
    let data = tempfile::tempdir().unwrap();
    let t = std::time::Instant::now();
    let server = PrivateServer::join(&Options::new(data.path())).await.unwrap();
    eprintln!("up {:?} {:?}", t.elapsed(), server.describe().await);
    eprintln!("{:?}", server.notices());
    let o = server.ensure_database("quintal").await.unwrap();
    let mut c = PgConnection::connect_with(&o).await.unwrap();
    sqlx::raw_sql("create table t(x int); insert into t values (1)").execute(&mut c).await.unwrap();
    assert_eq!(server.arrival(), Arrival::Started);
    let t = std::time::Instant::now();
    server.leave().await.unwrap();
    eprintln!("left {:?} {:?}", t.elapsed(), Duration::ZERO);
}
