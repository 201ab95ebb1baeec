//! An earlier text that comes back.

use quintal::{
    access::Audience,
    notes::write::{By, Origin},
};

use super::super::for_readers;
use super::{Scene, ok};

#[actix_web::test]
async fn an_earlier_text_comes_back_as_a_new_revision() {
    let scene = Scene::set().await;
    let note = scene.note("Note.md", &["# One\n\nThe first.\n", "# Two\n\nThe second.\n"]).await;
    let page = ok(scene.author.get("/notes/note/-/history/1").await);
    let base = page.attribute("[name=base]", "value");
    let address = page.attribute("form[action$=restoration]", "action");
    assert_eq!(address, "/notes/note/-/history/1/restoration");
    let before: i64 =
        sqlx::query_scalar("select generation from garden").fetch_one(&scene.app.pool).await.unwrap();
    let answer = scene.author.post(&address, &[("base", &base)]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/notes/note"));
    let shown = scene.author.get("/notes/note").await;
    assert_eq!((shown.text_of("h1"), shown.text_of(".prose")), ("One".into(), "The first.".into()));
    assert!(shown.text_of(".flash").contains("earlier text is back"));
    assert_eq!(scene.source(note).await, "# One\n\nThe first.\n");
    let list = ok(scene.author.get("/notes/note/-/history").await);
    assert_eq!(list.count(".revisions > li"), 3, "nothing is taken away");
    assert!(list.texts(".revisions .meta")[0].ends_with("Restored"));
    assert_eq!(list.texts(".revision-summary"), ["The text of revision 1"]);
    let after: i64 =
        sqlx::query_scalar("select generation from garden").fetch_one(&scene.app.pool).await.unwrap();
    assert_eq!(after, before + 1);
    assert_eq!(scene.app.guest().get("/notes/note").await.text_of(".prose"), "The first.");
}

#[actix_web::test]
async fn a_newer_text_is_never_overwritten_by_restoring() {
    let scene = Scene::set().await;
    let note = scene.note("Note.md", &["The first.\n", "The second.\n"]).await;
    let page = scene.author.get("/notes/note/-/history/1").await;
    let base = page.attribute("[name=base]", "value");
    scene
        .save(Some(note), "Note.md", "Somebody's third.\n", By { author: None, ..scene.by(Origin::Edit) })
        .await;
    let answer = scene.author.post("/notes/note/-/history/1/restoration", &[("base", &base)]).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text_of("[role=alert]").contains("Somebody saved a newer text"));
    assert_eq!(scene.source(note).await, "Somebody's third.\n");
    // Whoever has seen it may still want it.
    let base = answer.attribute("[name=base]", "value");
    assert_eq!(base, scene.base(note).await);
    let answer = scene.author.post("/notes/note/-/history/1/restoration", &[("base", &base)]).await;
    assert_eq!(answer.status, 303);
    assert_eq!(scene.numbers(note).await, [1, 2, 3, 4]);
    for bad in ["", "x"] {
        let answer = scene.author.post("/notes/note/-/history/1/restoration", &[("base", bad)]).await;
        assert_eq!(answer.status, 400);
    }
}

#[actix_web::test]
async fn two_who_restore_at_once_do_not_lose_each_other() {
    let scene = Scene::set().await;
    let note = scene.note("Note.md", &["First.\n", "Second.\n", "Third.\n"]).await;
    let base = scene.base(note).await;
    let form = [("base", base.as_str())];
    let (one, other) = tokio::join!(
        scene.author.post("/notes/note/-/history/1/restoration", &form),
        scene.author.post("/notes/note/-/history/2/restoration", &form)
    );
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    assert_eq!(scene.numbers(note).await, [1, 2, 3, 4]);
}

#[actix_web::test]
async fn restoring_says_who_will_read_the_note() {
    let scene = Scene::set().await;
    let draft = "---\npublish: false\n---\nA draft.\n";
    let note =
        scene.note("Note.md", &[draft, &for_readers(Audience::Members, "For members.\n"), "Open.\n"]).await;
    let page = ok(scene.author.get("/notes/note/-/history/1").await);
    assert_eq!(page.texts(".revision-consequence").len(), 1);
    assert!(page.text_of(".revision-consequence").contains("would be a draft"));
    let page = ok(scene.author.get("/notes/note/-/history/2").await);
    let told = page.text_of(".revision-consequence");
    assert!(told.contains("“For everyone” now") && told.contains("would be “For members”"), "{told}");
    let base = scene.base(note).await;
    scene.author.post("/notes/note/-/history/1/restoration", &[("base", &base)]).await;
    assert_eq!(scene.app.guest().get("/notes/note").await.status, 404);
    let page = ok(scene.author.get("/notes/note/-/history/3").await);
    assert!(page.text_of(".revision-consequence").contains("would be published"));
}
