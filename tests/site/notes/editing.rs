//! Writing in the browser: new texts, changed ones, and two people at one note.

use quintal::access::{Audience, Role};

use super::{Desk, Sheet, for_readers, sign_in};

#[actix_web::test]
async fn a_new_note_goes_into_the_gardens_own_vault() {
    let desk = Desk::with(&[]).await;
    let sheet = Sheet::open(&desk.ana, "/write/new?title=Peas%3A%20a%20story").await;
    assert_eq!(sheet.field("place"), "Peas a story");
    let saved = sheet.typed("source", "# Peas\n\nThey climb.\n").save_anyway(&desk.ana).await;
    assert_eq!((saved.status.as_u16(), saved.location()), (303, "/notes/peas-a-story"), "{}", saved.text());
    let page = desk.app.guest().get("/notes/peas-a-story").await;
    assert_eq!((page.text_of("h1"), page.text_of(".prose")), ("Peas".into(), "They climb.".into()));
    assert_eq!(desk.source("peas-a-story").await, "# Peas\n\nThey climb.\n");
    assert_eq!(desk.author("peas-a-story").await, Some(desk.ana_id.0));
    let vaults: Vec<(String, bool)> =
        sqlx::query_as("select v.name, v.is_own from vaults v join notes n on n.vault_id = v.id")
            .fetch_all(&desk.app.pool)
            .await
            .unwrap();
    assert_eq!(vaults, [("Garden".to_owned(), true)]);

    // The same name again is another note beside it; without one the title is it.
    let again = Sheet::open(&desk.bruno, "/write/new").await.typed("place", "Peas a story.md");
    let again = again.typed("source", "Other peas.").save_anyway(&desk.bruno).await;
    assert_eq!(again.location(), "/notes/peas-a-story-2", "{}", again.text());
    let said = desk.bruno.get(again.location()).await.text_of(".flash");
    assert!(said.contains("could not be had as it is"), "{said}");
    // The address of what was moved stays its own, so another note of its name has another address.
    let mut moving: Vec<(String, String)> = vec![
        ("title".into(), "Peas".into()),
        ("name".into(), "Sweet peas".into()),
        ("folder".into(), String::new()),
    ];
    let page = desk.ana.get("/notes/peas-a-story/-/move").await;
    moving.push(("revision".into(), page.attribute("[name=revision]", "value")));
    assert_eq!(
        super::post(&desk.ana, "/notes/peas-a-story/-/move", &moving).await.location(),
        "/notes/sweet-peas"
    );
    let third = Sheet::open(&desk.bruno, "/write/new").await.typed("place", "Peas a story");
    let third = third.typed("source", "Third peas.").save_anyway(&desk.bruno).await;
    assert_ne!(third.location(), "/notes/peas-a-story");
    assert!(desk.bruno.get(third.location()).await.text_of(".flash").contains("could not be had as it is"));
    let titled = Sheet::open(&desk.bruno, "/write/new").await.typed("place", "Beds/");
    let titled = titled.typed("source", "# Beans & more?\n").save_anyway(&desk.bruno).await;
    assert_eq!(titled.location(), "/notes/beds/beans-more", "{}", titled.text());
}

#[actix_web::test]
async fn a_new_note_goes_into_the_vault_of_its_folder() {
    let desk = Desk::with(&[("Beds/North/Beans.md", "Beans."), ("Beds/secret/x.md", "x")]).await;
    let sheet = Sheet::open(&desk.ana, "/write/new?folder=beds/north").await;
    assert_eq!(sheet.field("place"), "Beds/North/");
    let above = Sheet::open(&desk.ana, "/write/new?folder=beds").await;
    assert_eq!(above.field("place"), "Beds/");
    let saved = sheet
        .typed("place", "Beds/North/Peas")
        .typed("source", "See [[Beans]].")
        .save_anyway(&desk.ana)
        .await;
    assert_eq!(saved.location(), "/notes/beds/north/peas");
    let vaults: i64 = sqlx::query_scalar("select count(distinct vault_id) from notes")
        .fetch_one(&desk.app.pool)
        .await
        .unwrap();
    assert_eq!(vaults, 1);
    for bad in ["../Peas", "a#b", ".hidden", "x/.hidden/y"] {
        let sheet =
            Sheet::open(&desk.ana, "/write/new").await.typed("place", bad).typed("source", "Kept text.");
        let refused = sheet.save(&desk.ana).await;
        assert_eq!(refused.status, 422, "{bad}");
        assert!(refused.has("#place-error") && refused.exact_text_of("textarea") == "Kept text.", "{bad}");
    }
}

#[actix_web::test]
async fn an_edit_leaves_alone_what_it_does_not_touch() {
    let windows = "---\r\ntitle:   Beans  # a comment\r\nmine: [1,  2]\r\n---\r\nOne.\r\nTwo.\r\n";
    let desk = Desk::with(&[("Windows.md", windows), ("Unix.md", "\n\nOne.\nTwo.")]).await;
    for (path, before, after) in [
        ("windows", windows.to_owned(), windows.replace("Two.", "Three.\r\nFour.")),
        ("unix", "\n\nOne.\nTwo.".to_owned(), "\n\nOne.\nThree.\nFour.".to_owned()),
    ] {
        let address = format!("/notes/{path}/-/edit");
        let sheet = Sheet::open(&desk.ana, &address).await;
        let same = sheet.save(&desk.ana).await;
        assert_eq!(same.status, 303, "{}", same.text());
        assert_eq!(desk.source(path).await, before, "nothing was edited");
        let text = sheet.field("source").replace("Two.", "Three.\nFour.");
        let sheet = Sheet::open(&desk.ana, &address).await.typed("source", &text);
        let saved = sheet.typed("summary", "  counted\ton ").save(&desk.ana).await;
        assert_eq!((saved.status.as_u16(), saved.location()), (303, &*format!("/notes/{path}")));
        assert_eq!(desk.source(path).await, after);
        assert_eq!(desk.origins(path).await, ["import", "edit"], "the same text is no revision");
    }
    let (by, summary): (Option<uuid::Uuid>, Option<String>) =
        sqlx::query_as("select author_id, summary from revisions where origin = 'edit' limit 1")
            .fetch_one(&desk.app.pool)
            .await
            .unwrap();
    assert_eq!((by, summary.as_deref()), (Some(desk.ana_id.0), Some("counted on")));
}

#[actix_web::test]
async fn a_note_stays_its_authors_whoever_changes_it() {
    let private = for_readers(Audience::Private, "See [[Old]].");
    let desk =
        Desk::with(&[("Old.md", "Text."), ("Linking.md", "See [[Old]]."), ("Secret.md", &private)]).await;
    let sheet = Sheet::open(&desk.bruno, "/notes/old/-/edit").await.typed("source", "Bruno’s text.");
    assert_eq!(sheet.save(&desk.bruno).await.status, 303);
    assert_eq!(desk.author("old").await, Some(desk.ana_id.0), "saved by an editor");
    let saver: Option<uuid::Uuid> =
        sqlx::query_scalar("select author_id from revisions where source = 'Bruno’s text.'")
            .fetch_one(&desk.app.pool)
            .await
            .unwrap();
    assert_eq!(saver, Some(desk.bruno_id.0));

    // The vault has another author by now: what is Ana's stays hers, and private to her.
    sqlx::query("update vaults set author_id = $1")
        .bind(desk.bruno_id.0)
        .execute(&desk.app.pool)
        .await
        .unwrap();
    let address = "/notes/old/-/move";
    let page = desk.ana.get(address).await;
    let revision = page.attribute("[name=revision]", "value");
    let mut form =
        vec![("revision", revision.as_str()), ("name", "New"), ("folder", ""), ("links", "rewrite")];
    let review = desk.ana.post(address, &form).await;
    let turns = review.attributes("[name=turn]", "value");
    assert_eq!(turns.len(), 2, "{}", review.text());
    form.push(("seen", "New.md"));
    form.extend(turns.iter().map(|turn| ("turn", turn.as_str())));
    assert_eq!(desk.ana.post(address, &form).await.status, 303);
    for path in ["new", "linking", "secret"] {
        assert_eq!(desk.author(path).await, Some(desk.ana_id.0), "{path}, moved");
    }
    assert!(desk.source("secret").await.contains("[[New]]"));
    assert_eq!(desk.ana.get("/notes/secret").await.status, 200);
    assert_eq!(desk.bruno.get("/notes/secret").await.status, 404, "still hers alone");
}

#[actix_web::test]
async fn what_does_not_touch_is_put_together() {
    let desk = Desk::with(&[("Soil.md", "Clay.\n\nSand.\n\nLoam.\n")]).await;
    let address = "/notes/soil/-/edit";
    let ana = Sheet::open(&desk.ana, address).await.typed("source", "Heavy clay.\n\nSand.\n\nLoam.\n");
    let bruno = Sheet::open(&desk.bruno, address).await.typed("source", "Clay.\n\nSand.\n\nLoam and peat.\n");
    assert_eq!(bruno.save(&desk.bruno).await.status, 303);
    let saved = ana.save(&desk.ana).await;
    assert_eq!((saved.status.as_u16(), saved.location()), (303, "/notes/soil"), "{}", saved.text());
    assert_eq!(desk.source("soil").await, "Heavy clay.\n\nSand.\n\nLoam and peat.\n");
    assert_eq!(desk.origins("soil").await, ["import", "edit", "merge"]);
    let page = desk.ana.get("/notes/soil").await;
    assert!(page.text_of(".flash").contains("put together"), "{}", page.text_of(".flash"));
}

#[actix_web::test]
async fn what_clashes_comes_back_with_both_texts() {
    let desk = Desk::with(&[("Soil.md", "Clay.\n\nSand.\n\nLoam.\n")]).await;
    let address = "/notes/soil/-/edit";
    let ana = Sheet::open(&desk.ana, address).await.typed("source", "Clay.\n\nFine sand.\n\nLoam, too.\n");
    let bruno = Sheet::open(&desk.bruno, address).await.typed("source", "Clay.\n\nCoarse sand.\n\nLoam.\n");
    bruno.save(&desk.bruno).await;
    let clash = ana.save(&desk.ana).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    assert_eq!(desk.source("soil").await, "Clay.\n\nCoarse sand.\n\nLoam.\n", "nothing is overwritten");
    assert_eq!(clash.texts(".side"), ["Fine sand.", "Coarse sand."]);
    assert!(clash.text_of(".clash p").starts_with("Bruno saved this note"), "{}", clash.text_of(".clash p"));
    let text = clash.exact_text_of("textarea");
    let marked = "Clay.\n\n<<<<<<< your text\nFine sand.\n=======\nCoarse sand.\n>>>>>>> saved meanwhile\n\nLoam, too.\n";
    assert_eq!(text, marked);

    // Closed by mistake: her own text is kept as a draft, and clashes again.
    let restored = desk.ana.get(address).await;
    assert_eq!(restored.exact_text_of("textarea"), "Clay.\n\nFine sand.\n\nLoam, too.\n");
    assert!(restored.has(".notice form[action^='/write/drafts/']"), "{}", restored.text());

    let sheet = Sheet::of(&clash);
    let refused = sheet.save(&desk.ana).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text_of("#source-error").contains("line 3"), "{}", refused.text_of("#source-error"));
    assert_eq!(refused.exact_text_of("textarea"), marked);
    let settled = Sheet::of(&refused).typed("source", "Clay.\n\nFine and coarse sand.\n\nLoam, too.\n");
    assert_eq!(settled.save(&desk.ana).await.status, 303);
    assert_eq!(desk.source("soil").await, "Clay.\n\nFine and coarse sand.\n\nLoam, too.\n");
    assert_eq!(desk.origins("soil").await, ["import", "edit", "merge"]);
    assert!(!desk.ana.get(address).await.has(".notice"), "the draft is gone with it");
}

#[actix_web::test]
async fn a_union_that_is_no_note_goes_to_a_person() {
    let desk = Desk::with(&[("Soil.md", "---\nmine: x\n---\nClay.\n")]).await;
    let address = "/notes/soil/-/edit";
    let ana = Sheet::open(&desk.ana, address).await.typed("source", "---\nlang: pt\nmine: x\n---\nClay.\n");
    let bruno =
        Sheet::open(&desk.bruno, address).await.typed("source", "---\nmine: x\nlang: es\n---\nClay.\n");
    bruno.save(&desk.bruno).await;
    let clash = ana.save(&desk.ana).await;
    assert_eq!(clash.status, 409, "{}", clash.text());
    let text = clash.exact_text_of("textarea");
    assert!(text.contains("lang: pt") && text.contains("lang: es"), "{text}");
    assert_eq!(desk.origins("soil").await, ["import", "edit"]);
}

#[actix_web::test]
async fn front_matter_that_cannot_be_read_is_told_beside_the_text() {
    let desk = Desk::with(&[("A.md", "Text.")]).await;
    let text = "---\ntitle: A\naudience: friends\n---\nText.";
    let refused = Sheet::open(&desk.ana, "/notes/a/-/edit").await.typed("source", text).save(&desk.ana).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text_of("#source-error").contains("Line 3"), "{}", refused.text_of("#source-error"));
    assert_eq!(refused.exact_text_of("textarea"), text);
    assert_eq!(desk.source("a").await, "Text.");
}

#[actix_web::test]
async fn who_may_write() {
    let members = for_readers(Audience::Members, "Text.");
    let private = for_readers(Audience::Private, "Text.");
    let draft = "---\npublish: false\n---\nText.";
    let desk = Desk::with(&[
        ("Open.md", "Text."),
        ("Members.md", &members),
        ("Private.md", &private),
        ("Draft.md", draft),
    ])
    .await;
    let (_, member) = sign_in(&desk.app, "Mia", Role::Member).await;
    let (_, other) = sign_in(&desk.app, "Otto", Role::Author).await;
    let guest = desk.app.guest();
    let edit = |name: &str| format!("/notes/{name}/-/edit");
    for (name, statuses) in [
        ("open", [303, 403, 403, 200, 200]),
        ("members", [303, 403, 403, 200, 200]),
        ("private", [303, 404, 404, 404, 200]),
        ("draft", [303, 404, 404, 200, 200]),
        ("nothing", [303, 404, 404, 404, 404]),
    ] {
        for (who, status) in [&guest, &member, &other, &desk.bruno, &desk.ana].into_iter().zip(statuses) {
            assert_eq!(who.get(&edit(name)).await.status, status, "{name}");
            let form = [("source", "Changed."), ("base", ""), ("do", "save")];
            if status != 200 {
                let status = if status == 303 { 401 } else { status };
                assert_eq!(who.post(&edit(name), &form).await.status, status, "{name}");
            }
        }
    }
    for address in ["/write", "/write/new", "/bin", "/notes/open/-/copy"] {
        assert_eq!(guest.get(address).await.location(), format!("/login?next={address}"));
        assert_eq!(member.get(address).await.status, 403, "{address}");
        assert_eq!(other.get(address).await.status, 200, "{address}");
    }
    assert_eq!(member.post("/write/new", &[("source", "x")]).await.status, 403);
    assert_eq!(member.post("/write/preview", &[("source", "x")]).await.status, 403);
    assert_eq!(desk.source("open").await, "Text.");
    let ways = desk.ana.get("/notes/open").await.attributes(".note-ways a", "href");
    assert!(ways.contains(&edit("open")) && ways.contains(&"/notes/open/-/copy".to_owned()), "{ways:?}");
    assert!(!guest.get("/notes/open").await.attributes(".note-ways a", "href").contains(&edit("open")));
    // A note that its saver may not read any more leads elsewhere.
    let hidden = Sheet::open(&desk.bruno, &edit("open")).await.typed("source", &private);
    assert_eq!(hidden.save(&desk.bruno).await.location(), "/write");
    assert_eq!(desk.ana.get("/notes/open").await.status, 200);
}

#[actix_web::test]
async fn a_copy_begins_as_the_note_stands() {
    let text = "---\npermalink: beans\nmine: secret\n---\nBeans. %%A comment.%%\n";
    let desk = Desk::with(&[("Beds/Beans.md", text)]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/beds/beans/-/copy").await;
    assert_eq!(sheet.field("place"), "Beds/Beans (copy)");
    assert_eq!(sheet.field("source"), "---\nmine: secret\n---\nBeans. %%A comment.%%\n");
    let saved = sheet.save_anyway(&desk.ana).await;
    assert_eq!(saved.location(), "/notes/beds/beans-copy", "{}", saved.text());
    let (_, other) = sign_in(&desk.app, "Otto", Role::Author).await;
    let readers = Sheet::open(&other, "/notes/beds/beans/-/copy").await;
    assert!(!readers.field("source").contains("secret") && !readers.field("source").contains("comment"));
    other.get("/notes/beds/beans/-/copy").await;
    assert_eq!(readers.save_anyway(&other).await.status, 303);
}

#[actix_web::test]
async fn a_text_can_be_too_long() {
    let desk = Desk::with(&[("A.md", "Text.")]).await;
    let text = "palavra ".repeat(300_000);
    let refused =
        Sheet::open(&desk.ana, "/notes/a/-/edit").await.typed("source", &text).save(&desk.ana).await;
    assert_eq!(refused.status, 422);
    assert!(refused.has("#source-error") && refused.exact_text_of("textarea") == text);
}
