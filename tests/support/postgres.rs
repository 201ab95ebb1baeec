//! A database for each test.

use std::str::FromStr as _;

use sqlx::{ConnectOptions as _, Connection as _, Executor as _, postgres::PgConnectOptions};

/// A database of one test's own.
pub struct TestDatabase {
    pub options: PgConnectOptions,
}

/// Clones the migrated template.
pub async fn database() -> TestDatabase {
    let server = PgConnectOptions::from_str("postgres://quintal@127.0.0.1:54320/postgres").unwrap();
    let mut connection = server.connect().await.unwrap();
    connection.execute("select pg_advisory_lock(7)").await.unwrap();
    let template = format!("template_{}", quintal::db::MIGRATIONS.iter().map(|m| m.version).max().unwrap());
    let exists: bool = sqlx::query_scalar("select exists(select from pg_database where datname = $1)")
        .bind(&template)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    if !exists {
        connection.execute(sqlx::AssertSqlSafe(format!("create database {template}"))).await.unwrap();
        let pool = quintal::db::open(server.clone().database(&template), 1).await.unwrap();
        pool.close().await;
    }
    let name = format!("test_{}", uuid::Uuid::now_v7().simple());
    connection
        .execute(sqlx::AssertSqlSafe(format!("create database {name} template {template}")))
        .await
        .unwrap();
    connection.close().await.unwrap();
    TestDatabase { options: server.database(&name) }
}
