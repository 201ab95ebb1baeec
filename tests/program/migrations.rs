//! The schema is brought up to date at start, by however many programs start.

use futures_util::future::join_all;
use quintal::db;
use sqlx::AssertSqlSafe;

use crate::postgres;

#[tokio::test]
async fn ten_replicas_may_start_at_once() {
    let database = postgres::empty_database().await;
    let opened = join_all((0..10).map(|_| db::open(database.options.clone(), 1))).await;
    for pool in opened {
        let pool = pool.unwrap();
        assert!(db::is_ready(&pool).await);
        pool.close().await;
    }
}

#[tokio::test]
async fn an_owner_of_a_database_needs_no_further_rights() {
    let database = postgres::empty_database().await;
    let name = database.options.get_database().unwrap().to_owned();
    let admin = db::pool(database.options.clone(), 1);
    let role = format!("owner_of_{name}");
    let grant = format!(
        "create role {role} login password 'seeds'; grant create, connect on database {name} to {role};
                         grant all on schema public to {role}"
    );
    sqlx::raw_sql(AssertSqlSafe(grant)).execute(&admin).await.unwrap();
    let pool = db::open(database.options.clone().username(&role).password("seeds"), 1).await.unwrap();
    assert!(db::is_ready(&pool).await);
    let is_superuser: String =
        sqlx::query_scalar("select current_setting('is_superuser')").fetch_one(&pool).await.unwrap();
    assert_eq!(is_superuser, "off");
    pool.close().await;
    admin.close().await;
}

#[tokio::test]
async fn a_newer_database_is_refused_and_untouched() {
    let database = postgres::database().await;
    let pool = db::pool(database.options.clone(), 1);
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
                 values (29991231000000, 'of a later year', true, '', 0)";
    sqlx::raw_sql(newer).execute(&pool).await.unwrap();
    let error = db::open(database.options.clone(), 1).await.unwrap_err();
    assert!(matches!(error, db::OpenError::Newer(29_991_231_000_000)), "{error}");
    pool.close().await;
}
