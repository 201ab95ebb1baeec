//! Who wrote which paragraph.

use quintal::{
    access::Role,
    notes::write::{By, Origin},
};

use super::{Scene, call, grow, ok};

#[actix_web::test]
async fn each_paragraph_is_owed_to_whoever_wrote_it() {
    let scene = Scene::set().await;
    let bruno = scene.app.add_person(Role::Editor, "bruno@garden.example").await;
    call(&scene.app, bruno, "Bruno Paz").await;
    let by_bruno = || By { author: Some(bruno), origin: Origin::Edit, summary: None };
    let note = scene.note("Note.md", &["The first paragraph, by Ana.\n"]).await;
    let text = "The first paragraph, by Ana.\n\nThe second one, which Bruno added.\n";
    scene.save(Some(note), "Note.md", text, by_bruno()).await;
    let text =
        "The second one, which Bruno added.\n\nThe first long paragraph, by Ana.\n\nThird, again Ana's.\n";
    scene.save(Some(note), "Note.md", text, scene.by(Origin::Edit)).await;
    let text = text.replace("long", "very long");
    scene.save(Some(note), "Note.md", &text, by_bruno()).await;

    let expected = [
        ("Bruno Paz", vec!["The second one, which Bruno added."]),
        ("Ana Lima", vec!["The first very long paragraph, by Ana."]),
        ("Ana Lima", vec!["Third, again Ana's."]),
    ];
    // The first time it is worked out, the second time it is known, the third it is known up to a newer text.
    for round in 0..3 {
        let page = ok(scene.author.get("/notes/note/-/authorship").await);
        assert_eq!(
            page.texts(".passage-credit strong"),
            expected.iter().map(|(who, _)| *who).collect::<Vec<_>>()
        );
        let texts: Vec<&str> = expected.iter().flat_map(|(_, texts)| texts.clone()).collect();
        assert_eq!(page.texts(".passage-text p"), texts, "{round}");
        let credits = page.texts(".passage-credit");
        assert!(
            credits[1].contains("Revision 1") && credits[1].contains("Last changed by Bruno Paz: Revision 4"),
            "{credits:?}"
        );
        assert!(credits[0].contains("Revision 2") && credits[2].contains("Revision 3"), "{credits:?}");
        assert!(!page.has(".page-head .notice"));
        if round == 1 {
            scene.save(Some(note), "Note.md", &format!("{text}\n\n"), by_bruno()).await;
        }
    }
    let kept: i64 =
        sqlx::query_scalar("select count(*) from authorships").fetch_one(&scene.app.pool).await.unwrap();
    assert_eq!(kept, 1);
}

#[actix_web::test]
async fn a_thousand_revisions_are_followed_and_then_known() {
    let scene = Scene::set().await;
    let note = scene.note("Old.md", &["Text 1.\n"]).await;
    grow(&scene, note, 1000).await;
    // However slow the machine: each visit goes on from where the one before stopped.
    let mut visits = 0;
    loop {
        visits += 1;
        let page = ok(scene.author.get("/notes/old/-/authorship").await);
        assert_eq!(page.count(".passage-text p"), 100);
        if !page.has(".page-head .notice") {
            break;
        }
        assert!(visits < 50, "{}", page.text_of(".page-head .notice"));
    }
    let page = ok(scene.author.get("/notes/old/-/authorship").await);
    assert!(page.queries() <= 5, "{}", page.header("server-timing"));
    assert!(page.texts(".passage-credit").iter().all(|credit| credit.contains("Revision 2,")));
}
