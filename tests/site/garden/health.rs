use crate::support::app::TestApp;

#[actix_web::test]
async fn a_running_program_is_healthy_and_ready() {
    let app = TestApp::start().await;
    for path in ["/healthz", "/readyz"] {
        let answer = app.guest().get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(app.guest().head(path).await.status, 200);
    }
}

#[actix_web::test]
async fn without_its_database_it_is_healthy_but_not_ready() {
    let app = TestApp::start().await;
    app.pool.close().await;
    assert_eq!(app.guest().get("/healthz").await.status, 200);
    assert_eq!(app.guest().get("/readyz").await.status, 503);
}

#[actix_web::test]
async fn a_database_that_lacks_a_migration_is_not_ready() {
    let app = TestApp::start().await;
    sqlx::query("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)")
        .execute(&app.pool)
        .await
        .unwrap();
    assert_eq!(app.guest().get("/readyz").await.status, 503);
}
