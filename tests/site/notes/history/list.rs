//! The list of a note's revisions, and who may see it.

use quintal::{
    access::{Audience, Role},
    notes::write::{By, Origin},
};

use super::super::for_readers;
use super::{Scene, grow, ok};

#[actix_web::test]
async fn every_save_says_who_when_and_why() {
    let scene = Scene::set().await;
    let imported = scene.save(None, "A note.md", "One.\n", By::import(None)).await;
    let note = Some(imported.note);
    scene
        .save(
            note,
            "A note.md",
            "One, and more.\n",
            By { summary: Some("Said <b>more</b>".into()), ..scene.by(Origin::Edit) },
        )
        .await;
    scene.save(note, "A note.md", "One.\n\nTwo.\n", scene.by(Origin::Merge)).await;
    let draft = format!("---\npublish: false\n---\n{}", "x".repeat(2000));
    scene.save(note, "A note.md", &draft, scene.by(Origin::Replace)).await;

    let page = ok(scene.author.get("/notes/a-note/-/history").await);
    assert_eq!(page.texts(".revision-name a"), ["Revision 4", "Revision 3", "Revision 2", "Revision 1"]);
    assert_eq!(page.texts(".revision-summary"), ["Said <b>more</b>"]);
    let meta = page.texts(".revisions .meta");
    assert!(meta[0].contains("Ana Lima") && meta[0].ends_with("Words replaced"), "{meta:?}");
    assert!(meta[3].contains("author unknown") && meta[3].ends_with("Imported"), "{meta:?}");
    assert!(meta[2].contains("14:00"), "in the reader's zone, with the time of day: {meta:?}");
    assert_eq!(page.texts(".revision-size > span:nth-child(2)"), ["+2 kB", "−4 B", "+10 B", "+5 B"]);
    assert_eq!(page.texts(".revision-name .badge"), ["Newest"], "a draft is not published");
    assert_eq!(page.attributes("[name=from][checked]", "value"), ["3"]);
    assert_eq!(page.attributes("[name=to][checked]", "value"), ["4"]);
    assert!(page.queries() <= 3, "{}", page.header("server-timing"));
    for (language, words) in [("es", "Palabras reemplazadas"), ("pt-BR", "Palavras trocadas")] {
        let page = scene.author.get_in("/notes/a-note/-/history", language).await;
        assert!(page.text().contains(words), "{language}");
    }
    assert_eq!(scene.author.head("/notes/a-note/-/history").await.status, 200);
}

#[actix_web::test]
async fn a_single_save_is_no_comparison() {
    let scene = Scene::set().await;
    scene.note("One.md", &["One.\n"]).await;
    let page = ok(scene.author.get("/notes/one/-/history").await);
    assert!(!page.has("input[type=radio]") && page.text_of(".page-head").contains("one save so far"));
    assert_eq!(page.texts(".revision-name .badge"), ["Newest", "Published"]);
    let page = ok(scene.author.get("/notes/one/-/changes").await);
    assert!(page.text_of(".page-head").contains("one and the same revision"));
    let note = scene.author.get("/notes/one").await;
    assert!(note.attributes(".note-ways a", "href").contains(&"/notes/one/-/history".to_owned()));
}

#[actix_web::test]
async fn only_those_who_may_change_a_note_see_its_history() {
    let scene = Scene::set().await;
    scene.note("Open.md", &["One.\n", "Two.\n"]).await;
    let hidden = for_readers(Audience::Private, "Mine.\n");
    scene.note("Mine.md", &[&hidden, &for_readers(Audience::Private, "Mine alone.\n")]).await;
    scene.note("Draft.md", &["---\npublish: false\n---\nA.\n", "---\npublish: false\n---\nB.\n"]).await;
    let pages = ["history", "history/1", "changes", "changes?from=1&to=2", "authorship"];
    let guest = scene.app.guest();
    let [editor, other, member] = [
        scene.app.signed_in(Role::Editor).await,
        scene.app.signed_in(Role::Author).await,
        scene.app.signed_in(Role::Member).await,
    ];
    for page in pages {
        for (note, editors) in [("open", 200), ("mine", 404), ("draft", 200), ("nothing", 404)] {
            let address = format!("/notes/{note}/-/{page}");
            assert_eq!(guest.get(&address).await.status, 303, "{address}");
            assert_eq!(editor.get(&address).await.status.as_u16(), editors, "{address}");
            let others = if note == "open" { 403 } else { 404 };
            assert_eq!(other.get(&address).await.status.as_u16(), others, "{address}");
            assert_eq!(member.get(&address).await.status.as_u16(), others, "{address}");
            let own = if note == "nothing" { 404 } else { 200 };
            assert_eq!(scene.author.get(&address).await.status.as_u16(), own, "{address}");
        }
    }
    for (browser, status) in [(&guest, 303), (&other, 403), (&member, 403)] {
        let base = uuid::Uuid::nil().to_string();
        let answer = browser.post("/notes/open/-/history/1/restoration", &[("base", &base)]).await;
        assert_eq!(answer.status.as_u16(), status);
        assert!(!browser.get("/notes/open").await.text().contains("/-/history"));
    }
}

#[actix_web::test]
async fn what_was_private_stays_so_when_its_note_is_opened() {
    let scene = Scene::set().await;
    let secret = for_readers(Audience::Private, "The secret quetzal.\n");
    let note = scene.note("Note.md", &["Open first.\n", &secret, "Open.\n", "Open again.\n"]).await;
    let editor = scene.app.signed_in(Role::Editor).await;
    let seen = editor.get("/notes/note/-/history").await;
    assert_eq!(seen.texts(".revision-name a"), ["Revision 4", "Revision 3", "Revision 1"]);
    let own = scene.author.get("/notes/note/-/history").await;
    assert_eq!(own.count(".revision-name a"), 4);
    for page in ["history/2", "changes?from=1&to=2", "changes?from=2"] {
        assert_eq!(editor.get(&format!("/notes/note/-/{page}")).await.status, 404, "{page}");
        assert_eq!(scene.author.get(&format!("/notes/note/-/{page}")).await.status, 200, "{page}");
    }
    for page in [
        "history",
        "history/1",
        "history/3",
        "history/4",
        "changes?from=1&to=3",
        "changes?to=3",
        "authorship",
    ] {
        let page = editor.get(&format!("/notes/note/-/{page}")).await;
        assert!(
            page.status == 200 && !page.text().contains("quetzal") && !page.text().contains("Revision 2")
        );
    }
    let base = scene.base(note).await;
    let answer = editor.post("/notes/note/-/history/2/restoration", &[("base", &base)]).await;
    assert_eq!(answer.status, 404);
    assert_eq!(scene.source(note).await, "Open again.\n");
}

#[actix_web::test]
async fn a_thousand_revisions_are_walked_through_a_page_at_a_time() {
    let scene = Scene::set().await;
    let note = scene.note("Old.md", &["Text 1.\n"]).await;
    grow(&scene, note, 1000).await;
    let few = scene.note("Young.md", &["a\n", "b\n", "c\n"]).await;
    assert_eq!(scene.numbers(few).await.len(), 3);

    let mut address = "/notes/old/-/history".to_owned();
    let mut seen = Vec::new();
    let short = scene.author.get("/notes/young/-/history").await.queries();
    loop {
        let page = ok(scene.author.get(&address).await);
        assert_eq!(page.queries(), short, "as many queries as for three revisions");
        seen.extend(page.attributes("[name=to]", "value").into_iter().map(|n| n.parse::<i32>().unwrap()));
        let Some(next) = page.attributes(".pager .next", "href").pop() else { break };
        address = next;
    }
    assert_eq!(seen, (1..=1000).rev().collect::<Vec<_>>(), "each once, the newest first");
    let newer = ok(scene.author.get(&address).await).attribute(".pager .previous", "href");
    let page = ok(scene.author.get(&newer).await);
    assert_eq!(page.attributes("[name=to]", "value").first().unwrap(), "40");
    assert_eq!(scene.author.get("/notes/old/-/history?before=1").await.status, 404);
    assert_eq!(scene.author.get("/notes/old/-/history?before=x").await.status, 200);
    assert!(ok(scene.author.get("/notes/old/-/changes?from=3&to=997").await).queries() <= 9);
    assert_eq!(
        scene.author.get("/notes/old/-/changes?from=3&to=997").await.queries(),
        scene.author.get("/notes/young/-/changes?from=1&to=3").await.queries()
    );
}
