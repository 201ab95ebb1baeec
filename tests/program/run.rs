//! The throw-away server that the tests share.

use sqlx::{Connection, PgConnection};

use crate::postgres;

#[tokio::test]
async fn each_test_has_a_migrated_database_of_its_own() {
    let (one, other) = (postgres::database().await, postgres::database().await);
    assert_ne!(one.name, other.name);
    let mut connection = PgConnection::connect_with(&one.options).await.unwrap();
    sqlx::raw_sql("create table only_here (x int)").execute(&mut connection).await.unwrap();
    let mut connection = PgConnection::connect_with(&other.options).await.unwrap();
    let tables = "select to_regclass('notes') is not null, to_regclass('only_here') is null";
    let (migrated, separate): (bool, bool) = sqlx::query_as(tables).fetch_one(&mut connection).await.unwrap();
    assert!(migrated && separate);

    let name = one.name.clone();
    drop(one);
    let left = "select exists (select from pg_database where datname = $1)";
    let left: bool = sqlx::query_scalar(left).bind(name).fetch_one(&mut connection).await.unwrap();
    assert!(!left, "a database goes with its test");
}
