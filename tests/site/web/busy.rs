//! A database that is there and does not come to it.

use std::sync::Arc;

use quintal::transfer::import::{self, ImportContext, ImportOptions, Source};
use sqlx::{Connection as _, PgConnection, Postgres, Transaction};

use crate::support::app::TestApp;

async fn take_the_notes(elsewhere: &mut PgConnection) -> Transaction<'_, Postgres> {
    let mut lock = elsewhere.begin().await.unwrap();
    sqlx::query("lock table notes in access exclusive mode").execute(&mut *lock).await.unwrap();
    lock
}

#[actix_web::test]
async fn a_statement_that_takes_too_long_is_cut_off_and_the_reader_told_when_to_come_back() {
    let app = TestApp::start_with(&[("QUINTAL_STATEMENT_TIMEOUT", "100ms")]).await;
    let mut elsewhere = app.connection().await;
    let lock = take_the_notes(&mut elsewhere).await;
    let answer = app.guest().get_in("/notes", "es").await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "2"));
    assert_eq!(answer.text_of("h1"), "Estamos regando el jardín");
    lock.rollback().await.unwrap();
    assert_eq!(app.guest().get("/notes").await.status, 200);
}

#[actix_web::test]
async fn an_import_takes_the_time_that_it_needs() {
    let app = TestApp::start_with(&[("QUINTAL_STATEMENT_TIMEOUT", "100ms")]).await;
    let vault = tempfile::tempdir().unwrap();
    std::fs::write(vault.path().join("Note.md"), "text").unwrap();
    let context = ImportContext::of(&app.state).unwrap();
    let options = ImportOptions::of(Source::at(vault.path()).unwrap());
    let mut elsewhere = app.connection().await;
    let mut lock = take_the_notes(&mut elsewhere).await;
    let importing = actix_web::rt::spawn(async move {
        let report = import::import(&context, options, Arc::new(|_| ())).await;
        report.map(|report| report.notes.added.count).map_err(|error| error.to_string())
    });
    let waits = "select exists (
        select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
            and clock_timestamp() - query_start > interval '300 ms'
    )";
    while !sqlx::query_scalar::<_, bool>(waits).fetch_one(&mut *lock).await.unwrap() {
        assert!(!importing.is_finished(), "{:?}", importing.await);
    }
    lock.rollback().await.unwrap();
    assert_eq!(importing.await.unwrap(), Ok(1));
}
