//! Notes that an older program rendered.

use quintal::{access::Audience, duties, jobs, notes::write, text::markdown::RENDER_VERSION};

use super::{Shelf, for_readers};
use crate::support::app::TestApp;

/// What an older program would have left: other parts, no places, an older version.
async fn age(app: &TestApp) {
    for statement in [
        "update revisions set render_version = 0, headings = '[]', blocks = '[]'",
        "update parts set html = '<p>old</p>', plain = 'old'",
        "delete from links",
        "delete from note_tags",
        "delete from tag_counts",
    ] {
        sqlx::query(statement).execute(&app.pool).await.unwrap();
    }
}

/// Looks for stale notes as a start does.
async fn look(app: &TestApp) {
    write::renew_stale(&app.pool, app.clock.now()).await.unwrap();
}

/// The same, and does what is due; how many jobs of the kind were done by then.
async fn renew(app: &TestApp) -> i64 {
    look(app).await;
    run(app).await
}

async fn run(app: &TestApp) -> i64 {
    jobs::run_due(&app.state, &duties::all()).await.unwrap();
    sqlx::query_scalar("select count(*) from jobs where kind = 'renew' and state = 'done'")
        .fetch_one(&app.pool)
        .await
        .unwrap()
}

#[actix_web::test]
async fn stale_notes_are_rendered_again_and_nothing_else_changes() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let mut notes: Vec<(String, String)> = (0..45)
        .map(|n| (format!("N{n}.md"), format!("## Part\n\nnew [[N{}#Part]] #leaf", (n + 1) % 45)))
        .collect();
    notes.push(("Hidden.md".into(), for_readers(Audience::Members, "hidden quetzal")));
    notes.push(("Draft.md".into(), "---\npublish: false\n---\ndraft".into()));
    let given: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let saved = shelf.add(&given).await;
    write::unpublish(&mut app.pool.acquire().await.unwrap(), &[saved[44].note]).await.unwrap();
    age(&app).await;
    let guest = app.guest();
    assert_eq!(guest.get("/notes/n0").await.text_of(".prose"), "old");

    // Two programs that start at once: one of them does it. (One that looks while it is done has it looked at again.)
    let replica = app.replica().await;
    futures_util::join!(look(&app), look(&replica));
    futures_util::join!(run(&app), run(&replica));
    assert_eq!(renew(&app).await, 1);
    let page = guest.get("/notes/n0").await;
    assert_eq!(page.attributes(".prose p a", "href"), ["/notes/n1#part", "/tags/leaf"]);
    assert!(page.has("h2#part"));
    assert_eq!(guest.get("/tags/leaf").await.count(".notes > li"), 30);
    assert_eq!(guest.get("/notes/n44").await.status, 404, "what was taken back stays so");
    for hidden in ["/notes/hidden", "/notes/draft"] {
        assert_eq!(guest.get(hidden).await.status, 404, "{hidden}");
    }
    assert_eq!(guest.get("/notes/n43").await.count(".link-missing"), 1);
    let versions: Vec<i16> = sqlx::query_scalar("select distinct render_version from revisions")
        .fetch_all(&app.pool)
        .await
        .unwrap();
    assert_eq!(versions, [RENDER_VERSION]);
    let revisions: i64 =
        sqlx::query_scalar("select count(*) from revisions").fetch_one(&app.pool).await.unwrap();
    assert_eq!(revisions, 47, "no revision is made");
    assert_eq!(renew(&app).await, 1, "nothing is stale");
}

#[actix_web::test]
async fn a_note_that_cannot_be_read_any_more_stays_as_it_is() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("A.md", "a"), ("B.md", "b")]).await;
    age(&app).await;
    sqlx::query("update revisions set source = E'---\\ntags: {\\n---\\nx' where title = 'A'")
        .execute(&app.pool)
        .await
        .unwrap();
    assert_eq!(renew(&app).await, 1);
    let guest = app.guest();
    assert_eq!(guest.get("/notes/a").await.text_of(".prose"), "old");
    assert_eq!(guest.get("/notes/b").await.text_of(".prose"), "b");
    assert_eq!(renew(&app).await, 1, "it is not tried for ever");
}

#[actix_web::test]
async fn an_older_program_leaves_it_to_the_newer_one() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("A.md", "a")]).await;
    age(&app).await;
    write::renew_stale(&app.pool, app.clock.now()).await.unwrap();
    sqlx::query("update jobs set payload = jsonb_build_object('version', 9999)")
        .execute(&app.pool)
        .await
        .unwrap();
    jobs::run_due(&app.state, &duties::all()).await.unwrap();
    let (state, error): (String, Option<String>) =
        sqlx::query_as("select state, error from jobs where kind = 'renew'")
            .fetch_one(&app.pool)
            .await
            .unwrap();
    assert_eq!(state, "waiting");
    assert!(error.unwrap().contains("newer program"));
    assert_eq!(app.guest().get("/notes/a").await.text_of(".prose"), "old");
}
