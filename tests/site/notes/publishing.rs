//! Notes that are published at a time.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use quintal::{access::Role, duties, jobs, notes::write};

use tokio::sync::Notify;

use super::{Shelf, now};
use crate::support::app::TestApp;

const TIME: &str = "2026-12-01T09:00:00Z";

fn at(time: &str, text: &str) -> String {
    format!("---\npublish: {time}\n---\n{text}")
}

/// Goes to a moment and does what is due then.
async fn go_to(app: &TestApp, time: &str) -> usize {
    let time: Timestamp = time.parse().unwrap();
    app.clock.advance(time.duration_since(app.clock.now()));
    jobs::run_due(&app.state, &duties::all()).await.unwrap()
}

async fn waiting(app: &TestApp) -> Vec<jiff_sqlx::Timestamp> {
    sqlx::query_scalar("select due_at from jobs where kind = 'publish' and state = 'waiting'")
        .fetch_all(&app.pool)
        .await
        .unwrap()
}

#[actix_web::test]
async fn a_note_appears_at_its_time_and_not_before() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let text = at("2026-12-01 09:00", "#bean\n\nSprouts ![[leaf.txt]]. See [[Other]].");
    let file = shelf.attach(&app, "leaf.txt").await;
    shelf.add(&[("Bean.md", &text), ("Other.md", "Of a [[Bean]]")]).await;
    let (guest, owner) = (app.guest(), app.signed_in(Role::Owner).await);
    go_to(&app, "2026-12-01T08:59:59Z").await;
    for address in ["/notes/bean", &file] {
        assert_eq!(guest.get(address).await.status, 404, "{address}");
    }
    assert!(guest.get("/notes/other").await.has(".link-missing"));
    let draft = owner.get("/notes/bean").await;
    assert_eq!(draft.text_of(".badge-draft"), "Draft");
    assert_eq!(draft.text_of(".publishing p"), "Appears on 1 December 2026, 09:00");
    let before: i64 = sqlx::query_scalar("select generation from garden").fetch_one(&app.pool).await.unwrap();

    assert_eq!(go_to(&app, TIME).await, 1);
    let page = guest.get("/notes/bean").await;
    assert_eq!((page.status.as_u16(), page.count(".badge-draft")), (200, 0));
    assert_eq!(guest.get(&file).await.status, 200);
    assert_eq!(guest.get("/notes/other").await.attribute(".prose a", "href"), "/notes/bean");
    assert_eq!(guest.get("/tags/bean").await.count(".notes > li"), 1);
    assert_eq!(guest.get("/search?q=sprouts").await.count(".results > li"), 1);
    assert_eq!(guest.get("/notes").await.texts(".note-title")[0], "Bean", "it is the newest one");
    let (published, after, revisions): (jiff_sqlx::Timestamp, i64, i64) = sqlx::query_as(
        "select published_at, (select generation from garden), (select count(*) from revisions) from notes
         where path = 'bean'",
    )
    .fetch_one(&app.pool)
    .await
    .unwrap();
    assert_eq!(published.to_jiff(), TIME.parse::<Timestamp>().unwrap());
    assert!(after > before, "every program hears of it");
    assert_eq!(revisions, 2, "its text is the same");
    let source: String = sqlx::query_scalar("select source from revisions where title = 'Bean'")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    assert_eq!(source, text);
    assert_eq!(go_to(&app, "2026-12-03T00:00:00Z").await, 2, "the daily work alone");
}

#[actix_web::test]
async fn a_program_that_slept_publishes_late_but_as_of_its_time() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("Bean.md", &at(TIME, "b"))]).await;
    go_to(&app, "2026-12-02T00:00:00Z").await;
    let published: jiff_sqlx::Timestamp =
        sqlx::query_scalar("select published_at from notes").fetch_one(&app.pool).await.unwrap();
    assert_eq!(published.to_jiff(), TIME.parse::<Timestamp>().unwrap());
}

#[actix_web::test]
async fn of_two_programs_one_publishes_it_once() {
    let app = TestApp::start().await;
    let other = app.replica().await;
    let shelf = Shelf::open(&app).await;
    let text = at(TIME, "b");
    shelf.add(&[("Bean.md", &text), ("Pea.md", &text)]).await;
    let generation = "select generation from garden";
    let before: i64 = sqlx::query_scalar(generation).fetch_one(&app.pool).await.unwrap();
    let (stop, kinds) = (Arc::new(Notify::new()), duties::all());
    let follow = async |app: &TestApp| {
        let stop = stop.clone();
        jobs::follow(&app.state, &kinds, async move { stop.notified().await }, Duration::from_mins(1)).await;
    };
    let driver = async {
        // Both listen, and have done what is due every day.
        let listening = "select count(*) from pg_stat_activity where datname = current_database() and query ilike 'listen%jobs%'";
        let idle = "select count(*) from jobs where state = 'done'";
        for (query, many) in [(listening, 2), (idle, 2)] {
            while sqlx::query_scalar::<_, i64>(query).fetch_one(&app.pool).await.unwrap() < many {
                tokio::task::yield_now().await;
            }
        }
        app.clock.advance(TIME.parse::<Timestamp>().unwrap().duration_since(app.clock.now()));
        sqlx::query("select pg_notify('jobs', '')").execute(&app.pool).await.unwrap();
        let waiting = "select count(*) from jobs where kind = 'publish' and state <> 'done'";
        while sqlx::query_scalar::<_, i64>(waiting).fetch_one(&app.pool).await.unwrap() > 0 {
            tokio::task::yield_now().await;
        }
        stop.notify_waiters();
    };
    futures_util::join!(follow(&app), follow(&other), driver);
    for app in [&app, &other] {
        assert_eq!(app.guest().get("/notes/bean").await.status, 200);
    }
    let after: i64 = sqlx::query_scalar(generation).fetch_one(&app.pool).await.unwrap();
    assert_eq!(after - before, 2, "readers are told once a note");
    let done: Vec<(String, i16)> = sqlx::query_as("select state, tries from jobs where kind = 'publish'")
        .fetch_all(&app.pool)
        .await
        .unwrap();
    assert_eq!(done, vec![("done".to_owned(), 1); 2]);
}

#[actix_web::test]
async fn another_time_moves_it_and_none_takes_it_back() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let guest = app.guest();
    let note = shelf.add(&[("Bean.md", &at(TIME, "b"))]).await.remove(0);
    // Later.
    shelf.edit(&note, "Bean.md", &at("2026-12-05T09:00[America/Sao_Paulo]", "b"), now()).await;
    assert_eq!(waiting(&app).await.len(), 1);
    go_to(&app, "2026-12-05T11:59:59Z").await;
    assert_eq!(guest.get("/notes/bean").await.status, 404);
    // Not at all.
    let now = app.clock.now();
    shelf.edit(&note, "Bean.md", &at("false", "b"), now).await;
    assert_eq!(waiting(&app).await.len(), 0);
    go_to(&app, "2026-12-06T00:00:00Z").await;
    assert_eq!(guest.get("/notes/bean").await.status, 404);
    // At a time that has been.
    shelf.edit(&note, "Bean.md", &at(TIME, "b"), app.clock.now()).await;
    assert_eq!(guest.get("/notes/bean").await.status, 200);
    // Put off again, a published note is a draft until then.
    shelf.edit(&note, "Bean.md", &at("2026-12-24", "b"), app.clock.now()).await;
    assert_eq!(guest.get("/notes/bean").await.status, 404);
    go_to(&app, "2026-12-24T00:00:00Z").await;
    assert_eq!(guest.get("/notes/bean").await.status, 200);
    // Taken out of the garden before its time.
    shelf.edit(&note, "Bean.md", &at("2026-12-28", "b"), app.clock.now()).await;
    write::unpublish(&mut app.pool.acquire().await.unwrap(), &[note.note]).await.unwrap();
    assert_eq!(waiting(&app).await.len(), 0);
    go_to(&app, "2026-12-30T00:00:00Z").await;
    assert_eq!(guest.get("/notes/bean").await.status, 404);
}

#[actix_web::test]
async fn a_job_that_comes_too_late_to_be_taken_back_does_nothing() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    shelf.add(&[("Bean.md", &at(TIME, "b"))]).await;
    // As if it had begun before.
    sqlx::query("update notes set publish_at = null").execute(&app.pool).await.unwrap();
    assert!(go_to(&app, TIME).await >= 1);
    assert_eq!(app.guest().get("/notes/bean").await.status, 404);
    let left: Vec<String> = sqlx::query_scalar("select state from jobs where kind = 'publish'")
        .fetch_all(&app.pool)
        .await
        .unwrap();
    assert_eq!(left, ["done"]);
}

#[actix_web::test]
async fn the_author_stays_whoever_the_vaults_is() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    shelf.add(&[("Bean.md", &at(TIME, "b"))]).await;
    let author = app.add_person(Role::Author, "ana@garden.example").await;
    sqlx::query("update notes set author_id = $1").bind(author.0).execute(&app.pool).await.unwrap();
    app.clock.advance(SignedDuration::from_hours(1));
    go_to(&app, TIME).await;
    assert_eq!(app.guest().get("/notes/bean").await.status, 200);
    let kept: Option<uuid::Uuid> =
        sqlx::query_scalar("select author_id from notes").fetch_one(&app.pool).await.unwrap();
    assert_eq!(kept, Some(author.0));
}
