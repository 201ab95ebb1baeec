//! What somebody types is kept before it is saved.

use jiff::SignedDuration;
use quintal::access::{Audience, Role};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{Desk, Sheet, for_readers, sign_in};
use crate::support::{app::Browser, page::Answer};

async fn autosave(browser: &Browser, id: &str, body: &Value) -> Answer {
    let address = format!("/write/drafts/{id}");
    let request = browser.request(Method::POST, &address).header("sec-fetch-site", "same-origin");
    let request = request.header("content-type", "application/json").body(body.to_string());
    browser.send(request).await
}

async fn kept(browser: &Browser, sheet: &Sheet, source: &str) -> Value {
    let body = json!({
        "note": sheet.field("note"), "base": sheet.field("base"), "place": sheet.field("place"),
        "vault": sheet.field("vault"), "source": source,
        "summary": sheet.field("summary"), "window": sheet.field("window"),
        "began_with": sheet.field("began_with"),
    });
    let answer = autosave(browser, sheet.field("draft"), &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    serde_json::from_slice(&answer.bytes).unwrap()
}

#[actix_web::test]
async fn a_draft_comes_back_with_the_editor() {
    let desk = Desk::with(&[("A.md", "One.\n")]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/a/-/edit").await;
    let answer = kept(&desk.ana, &sheet, "One.\n\nTwo, half wri").await;
    assert_eq!(answer["newer"], false);
    assert_eq!(answer["others"], json!([]));
    assert_eq!(answer["saved_at"], "2026-11-21T12:00:00Z");
    assert_eq!(desk.source("a").await, "One.\n", "a draft is no revision");

    let page = desk.ana.get("/notes/a/-/edit").await;
    assert_eq!(page.exact_text_of("textarea"), "One.\n\nTwo, half wri");
    assert_eq!(page.header("cache-control"), "private, no-cache", "who goes back finds what they typed");
    assert_eq!(
        desk.bruno.get("/notes/a/-/edit").await.exact_text_of("textarea"),
        "One.\n",
        "it is hers alone"
    );
    let listed = desk.ana.get("/write").await;
    assert_eq!(listed.attributes(".works a", "href"), ["/notes/a/-/edit"]);
    assert!(!desk.bruno.get("/write").await.has(".works"));

    let discard = page.attribute(".notice form", "action");
    assert_eq!(desk.bruno.post(&discard, &[]).await.status, 404);
    let done = desk.ana.post(&discard, &[]).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/notes/a/-/edit"));
    assert_eq!(desk.ana.get("/notes/a/-/edit").await.exact_text_of("textarea"), "One.\n");
}

#[actix_web::test]
async fn a_saved_text_is_a_draft_no_more() {
    let desk = Desk::with(&[("A.md", "One.\r\nLine.\r\n")]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/a/-/edit").await.typed("source", "One.\nLine.\nTwo.\n");
    kept(&desk.ana, &sheet, "One.\nLine.\nTwo.\n").await;
    assert_eq!(sheet.save(&desk.ana).await.status, 303);
    assert!(!desk.ana.get("/write").await.has(".works"));
    // One that was on its way when the text was saved says nothing new.
    kept(&desk.ana, &sheet, "One.\nLine.\nTwo.\n").await;
    assert!(!desk.ana.get("/notes/a/-/edit").await.has(".notice"));
}

#[actix_web::test]
async fn a_new_note_is_kept_before_it_is_one() {
    let desk = Desk::with(&[]).await;
    let sheet = Sheet::open(&desk.ana, "/write/new").await.typed("place", "Beds/Beans");
    kept(&desk.ana, &sheet, "Beans, half wri").await;
    kept(&desk.ana, &sheet, "Beans, half written").await;
    let listed = desk.ana.get("/write").await;
    assert_eq!(listed.texts(".works a"), ["Beans"]);
    let address = listed.attribute(".works a", "href");
    assert_eq!(desk.bruno.get(&address).await.status, 404);
    let again = Sheet::open(&desk.ana, &address).await;
    assert_eq!((again.field("source"), again.field("place")), ("Beans, half written", "Beds/Beans"));
    assert_eq!(again.field("draft"), sheet.field("draft"));
    assert_eq!(again.save_anyway(&desk.ana).await.location(), "/notes/beds/beans");
    assert!(!desk.ana.get("/write").await.has(".works"));
}

#[actix_web::test]
async fn what_is_said_of_a_text_is_kept_with_it() {
    let desk = Desk::with(&[("A.md", "One.\n")]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/a/-/edit").await.typed("summary", "Nothing but\tthis");
    kept(&desk.ana, &sheet, "One.\n").await;
    let again = Sheet::open(&desk.ana, "/notes/a/-/edit").await;
    assert_eq!((again.field("summary"), again.field("source")), ("Nothing but\tthis", "One.\n"));
    let long = again.typed("summary", &"ã".repeat(400));
    kept(&desk.ana, &long, "Two.\n").await;
    let again = Sheet::open(&desk.ana, "/notes/a/-/edit").await;
    assert_eq!((again.field("summary"), again.field("source")), (&*"ã".repeat(300), "Two.\n"));
    assert_eq!(again.save(&desk.ana).await.status, 303);
    assert_eq!(Sheet::open(&desk.ana, "/notes/a/-/edit").await.field("summary"), "");
}

#[actix_web::test]
async fn what_is_said_of_a_suggestion_is_kept_with_it() {
    let desk = Desk::with(&[("A.md", "One.\n")]).await;
    let (_, otto) = super::sign_in(&desk.app, "Otto", quintal::access::Role::Author).await;
    let address = "/notes/a/-/suggest";
    let sheet = Sheet::open(&otto, address).await.typed("summary", "Because.");
    let body = json!({
        "note": sheet.field("note"), "base": sheet.field("base"), "source": "One.\n", "summary": "Because.",
        "window": sheet.field("window"),
    });
    let kept = autosave(&otto, &format!("{}?suggests=yes", sheet.field("draft")), &body).await;
    assert_eq!(kept.status, 200, "{}", kept.text());
    assert_eq!(Sheet::open(&otto, address).await.field("summary"), "Because.");
}

#[actix_web::test]
async fn two_windows_of_one_person_keep_both_texts() {
    let desk = Desk::with(&[("A.md", "One.\n")]).await;
    let works = async || {
        desk.app.clock.advance(SignedDuration::from_secs(5));
        desk.ana.get("/write").await.texts(".works a")
    };
    let laptop = Sheet::open(&desk.ana, "/notes/a/-/edit").await;
    let phone = Sheet::open(&desk.ana, "/notes/a/-/edit").await;
    assert_eq!(kept(&desk.ana, &laptop, "Laptop.\n").await["beside"], false);
    assert_eq!(kept(&desk.ana, &laptop, "Laptop, more.\n").await["beside"], false);
    assert_eq!(works().await, ["A"]);
    // The phone knows nothing of it.
    assert_eq!(kept(&desk.ana, &phone, "Phone.\n").await["beside"], true);
    assert_eq!(kept(&desk.ana, &phone, "Phone, more.\n").await["beside"], false);
    assert_eq!(works().await, ["A", "Laptop, more."]);
    // Whoever opens the editor again goes on with what is there.
    let again = Sheet::open(&desk.ana, "/notes/a/-/edit").await;
    assert_eq!(again.field("source"), "Phone, more.\n");
    assert_eq!(kept(&desk.ana, &again, "Phone, and on.\n").await["beside"], false);
    // What is saved from the laptop ends its own draft alone.
    let laptop = laptop.typed("source", "Laptop, saved.\n");
    assert_eq!(laptop.save(&desk.ana).await.status, 303);
    assert_eq!(works().await, ["Phone, and on.", "Laptop, more."]);
    let own = desk.ana.get("/write").await.attributes(".works a", "href");
    assert_eq!(Sheet::open(&desk.ana, &own[0]).await.field("source"), "Phone, and on.\n");
    // The same text from another window is no other text, and nothing is none.
    let windows = [(); 3].map(|()| Sheet::open(&desk.ana, &own[1]));
    let [one, two, three] = futures_util::future::join_all(windows).await.try_into().ok().unwrap();
    for (window, text, beside) in [
        (&one, "Mine.", false),
        (&two, "Mine.", false),
        (&two, "", false),
        (&three, "Yours.", false),
        (&two, "Ours.", true),
    ] {
        desk.app.clock.advance(SignedDuration::from_secs(5));
        assert_eq!(kept(&desk.ana, window, text).await["beside"], beside, "{text}");
    }
    assert_eq!(works().await, ["Ours.", "Yours.", "Phone, and on."]);
}

#[actix_web::test]
async fn enter_in_a_field_saves() {
    let desk = Desk::with(&[("A.md", "One.\n")]).await;
    for (address, saved) in [("/write/new", "/notes/new"), ("/notes/a/-/edit", "/notes/a")] {
        // A browser presses the first button of the form, which says nothing of its own.
        let page = desk.ana.get(address).await;
        assert!(page.has(".page-head + button[form=editor]:not([name], [formaction])"), "{address}");
        let sheet = Sheet::of(&page).typed("source", "---\ndescription: x\n---\n# New\n");
        assert_eq!(sheet.press(&desk.ana, "").await.location(), saved);
    }
}

#[actix_web::test]
async fn two_people_see_each_other() {
    let desk = Desk::with(&[("A.md", "One.\n")]).await;
    let ana = Sheet::open(&desk.ana, "/notes/a/-/edit").await;
    let bruno = Sheet::open(&desk.bruno, "/notes/a/-/edit").await;
    kept(&desk.ana, &ana, "One.\nTwo.\n").await;
    let answer = kept(&desk.bruno, &bruno, "One.\nThree.\n").await;
    assert_eq!(answer["others"], json!([{"name": "Ana", "since": "2026-11-21T12:00:00Z"}]));
    let page = desk.bruno.get("/notes/a/-/edit").await;
    assert!(
        page.texts(".notice p").iter().any(|said| said.starts_with("Ana is writing here")),
        "{}",
        page.text()
    );

    assert_eq!(bruno.typed("source", "One.\nThree.\n").save(&desk.bruno).await.status, 303);
    let answer = kept(&desk.ana, &ana, "One.\nTwo!\n").await;
    assert_eq!((&answer["newer"], &answer["others"]), (&json!(true), &json!([])));
    let page = desk.ana.get("/notes/a/-/edit").await;
    assert!(page.text_of(".notice p").contains("Somebody has saved this note since"), "{}", page.text());

    sqlx::query("update drafts set updated_at = updated_at - interval '61 seconds'")
        .execute(&desk.app.pool)
        .await
        .unwrap();
    assert!(!desk.bruno.get("/notes/a/-/edit").await.has(".notice"), "she has not typed for a minute");
}

#[actix_web::test]
async fn drafts_are_for_those_who_may_write() {
    let private = for_readers(Audience::Private, "Text.");
    let desk = Desk::with(&[("Open.md", "Text."), ("Private.md", &private)]).await;
    let (_, member) = sign_in(&desk.app, "Mia", Role::Member).await;
    let (_, otto) = sign_in(&desk.app, "Otto", Role::Author).await;
    let id = uuid::Uuid::now_v7().to_string();
    let new = json!({"source": "x"});
    assert_eq!(autosave(&desk.app.guest(), &id, &new).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(autosave(&member, &id, &new).await.status, StatusCode::FORBIDDEN);
    for (name, status) in [("open", 403), ("private", 404)] {
        let note = Sheet::open(&desk.ana, &format!("/notes/{name}/-/edit")).await.field("note").to_owned();
        let answer = autosave(&otto, &id, &json!({"note": note, "source": "x"})).await;
        assert_eq!(answer.status, status, "{name}");
    }
    assert_eq!(autosave(&otto, &id, &new).await.status, 200);
    assert_eq!(autosave(&desk.ana, &id, &new).await.status, 404, "the id is another's");
    assert_eq!(autosave(&otto, "x", &new).await.status, 404);
    let long = json!({"source": "é".repeat(1_100_000)});
    assert_eq!(autosave(&otto, &id, &long).await.status, 413);
    let foreign = autosave(&otto, &id, &json!({"vault": uuid::Uuid::now_v7(), "source": "y"})).await;
    assert_eq!(foreign.status, 200, "a vault that is not there is none: {}", foreign.text());
    assert_eq!(autosave(&otto, &id, &json!({"source": "a\u{0}b"})).await.status, 200);
}

#[actix_web::test]
async fn a_person_has_so_many_drafts_and_no_more() {
    let desk = Desk::with(&[]).await;
    sqlx::query(
        "insert into drafts (id, user_id, source, created_at, updated_at, since)
         select gen_random_uuid(), $1, 'x', now(), now(), now() from generate_series(1, 200)",
    )
    .bind(desk.ana_id.0)
    .execute(&desk.app.pool)
    .await
    .unwrap();
    let id = uuid::Uuid::now_v7().to_string();
    assert_eq!(autosave(&desk.ana, &id, &json!({"source": "x"})).await.status, 409);
    assert_eq!(autosave(&desk.bruno, &id, &json!({"source": "x"})).await.status, 200);
    let page = desk.ana.get("/write").await;
    assert_eq!(page.count(".works li"), 30);
    assert_eq!(desk.ana.get("/write?page=7").await.count(".works li"), 20);
    assert_eq!(desk.ana.get("/write?page=8").await.status, 404);
}

#[actix_web::test]
async fn a_note_may_go_out_of_its_writers_hands() {
    let desk = Desk::with(&[("Given.md", "One."), ("Gone.md", "One.")]).await;
    let sheets = [
        Sheet::open(&desk.ana, "/notes/given/-/edit").await.typed("source", "Given, and kept."),
        Sheet::open(&desk.ana, "/notes/gone/-/edit").await.typed("source", "Gone, and kept."),
    ];
    sqlx::query("update notes set author_id = $1 where path = 'given'")
        .bind(desk.bruno_id.0)
        .execute(&desk.app.pool)
        .await
        .unwrap();
    sqlx::query("delete from notes where path = 'gone'").execute(&desk.app.pool).await.unwrap();
    for sheet in sheets {
        let answer = sheet.save(&desk.ana).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let kept = Sheet::open(&desk.ana, answer.location()).await;
        assert_eq!((kept.field("source"), &*kept.action), (sheet.field("source"), "/write/new"));
    }
    assert_eq!(desk.source("given").await, "One.");
}
