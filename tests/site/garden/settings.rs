use std::time::Duration;

use quintal::{garden, i18n::Locale};
use sqlx::PgPool;

use crate::support::app::TestApp;

async fn rename(pool: &PgPool, name: &str) {
    let mut transaction = pool.begin().await.unwrap();
    sqlx::query("update garden set name = $1").bind(name).execute(&mut *transaction).await.unwrap();
    sqlx::query("select bump_generation()").execute(&mut *transaction).await.unwrap();
    transaction.commit().await.unwrap();
}

/// Waits until the program knows the garden under this name.
async fn known_as(app: &TestApp, name: &str) {
    let known = async {
        while app.state.site.load().name != name {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), known).await.unwrap();
}

#[actix_web::test]
async fn a_change_reaches_every_replica_and_outlives_a_lost_connection() {
    let app = TestApp::start().await;
    let state = app.state.clone();
    let follower = actix_web::rt::spawn(async move { garden::follow(&state).await });
    rename(&app.pool, "First").await;
    known_as(&app, "First").await;
    rename(&app.pool, "Second").await;
    known_as(&app, "Second").await;
    let cut: Vec<bool> = sqlx::query_scalar(
        "select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and query ilike 'listen%'",
    )
    .fetch_all(&app.pool)
    .await
    .unwrap();
    assert_eq!(cut, [true]);
    rename(&app.pool, "Third").await;
    known_as(&app, "Third").await;
    rename(&app.pool, "Fourth").await;
    known_as(&app, "Fourth").await;
    follower.abort();
    assert!(follower.await.unwrap_err().is_cancelled());
}

#[actix_web::test]
async fn settings_are_read_as_they_stand() {
    let app = TestApp::start().await;
    sqlx::query(
        "update garden set locales = '{pt-BR,xx,en}', time_zone = 'America/Lima', sign_up_open = false",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    garden::reload(&app.state).await.unwrap();
    let site = app.state.site.load_full();
    assert_eq!(site.locales, [Locale::PtBr, Locale::En]);
    assert_eq!(site.zone.iana_name(), Some("America/Lima"));
    assert!(!site.sign_up_open && !site.set_up);
    assert!(site.address.ends_with(&app.address.to_string()));
    sqlx::query("update garden set locales = '{xx}', time_zone = 'Mars/Phobos'")
        .execute(&app.pool)
        .await
        .unwrap();
    garden::reload(&app.state).await.unwrap();
    let site = app.state.site.load_full();
    assert_eq!(site.locales, Locale::ALL);
    assert_eq!(site.zone, jiff::tz::TimeZone::UTC);
}
