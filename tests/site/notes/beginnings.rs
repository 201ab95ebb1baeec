//! What new notes begin with: templates, days, and what somebody came across.

use jiff::SignedDuration;
use quintal::access::Role;

use super::{Desk, Sheet, post, sign_in};
use crate::support::{app::PASSWORD, page::Answer};

const MEETING: &str = "---\ntitle: {{title}}\ncreated: {{date}}\npublish: false\n---\n# {{title}}\n\n{{date:D/M/YYYY}} {{time}} {{other}}\n";

#[actix_web::test]
async fn a_note_begins_as_its_template_says() {
    let desk = Desk::with(&[
        ("Templates/Meeting.md", "Filled in later."),
        ("Templates/In/Deep.md", "---\npermalink: x\n---\nDeep"),
    ])
    .await;
    desk.shelf
        .add(&[("templates elsewhere/No.md", "no"), ("Templates/Secret.md", "---\naudience: private\n---\n")])
        .await;
    sqlx::query("update revisions set source = $1 where source like 'Filled%'")
        .bind(MEETING)
        .execute(&desk.app.pool)
        .await
        .unwrap();
    let page = desk.ana.get("/write/new").await;
    assert_eq!(page.attributes("#template option", "value"), ["", "In/Deep", "Meeting", "Secret"]);
    assert_eq!(
        desk.bruno.get("/write/new").await.attributes("#template option", "value"),
        ["", "In/Deep", "Meeting"]
    );
    let sheet = Sheet::open(&desk.ana, "/write/new?title=A%3A%20b&template=Meeting").await;
    assert_eq!(
        sheet.field("source"),
        "---\ntitle: \"A: b\"\ncreated: 2026-11-21\npublish: false\n---\n# A: b\n\n21/11/2026 12:00 {{other}}\n"
    );
    assert_eq!(sheet.save(&desk.ana).await.status, 303);
    assert_eq!(Sheet::open(&desk.ana, "/write/new?template=In/Deep").await.field("source"), "Deep");
    assert_eq!(Sheet::open(&desk.ana, "/write/new?template=Nothing").await.field("source"), "");
    assert_eq!(Sheet::open(&desk.bruno, "/write/new?template=Secret").await.field("source"), "");
}

#[actix_web::test]
async fn the_owner_says_where_templates_lie() {
    let desk = Desk::with(&[("Forms/A_b%.md", "x {{title}}"), ("Templates/B.md", "y")]).await;
    let (_, owner) = sign_in(&desk.app, "Olga", Role::Owner).await;
    assert_eq!(desk.bruno.get("/admin/writing").await.status, 404);
    let page = owner.get("/admin/writing").await;
    assert_eq!(page.attribute("#templates_folder", "value"), "Templates");
    let saved = owner
        .post(
            "/admin/writing",
            &[("templates_folder", "/Forms/"), ("daily_place", "Days/{{date}}"), ("daily_template", "A_b%")],
        )
        .await;
    assert_eq!(saved.status, 303);
    assert_eq!(desk.ana.get("/write/new").await.attributes("#template option", "value"), ["", "A_b%"]);
    for place in ["Daily", "", "../{{date}}", "a#{{date}}"] {
        let refused = owner.post("/admin/writing", &[("templates_folder", ""), ("daily_place", place)]).await;
        assert_eq!((refused.status.as_u16(), refused.has("#daily_place-error")), (422, true), "{place}");
    }
    let today = Sheet::open(&desk.ana, "/write/today").await;
    assert_eq!((today.field("place"), today.field("source")), ("Days/2026-11-21.md", "x 2026-11-21"));
}

#[actix_web::test]
async fn the_note_of_a_day_is_one() {
    let desk = Desk::with(&[]).await;
    sqlx::query("update users set time_zone = 'Pacific/Auckland' where id = $1")
        .bind(desk.ana_id.0)
        .execute(&desk.app.pool)
        .await
        .unwrap();
    let sheet = Sheet::open(&desk.ana, "/write/today").await;
    assert_eq!(sheet.field("place"), "Daily/2026-11-22.md", "it is tomorrow there");
    let draft = format!("/write/drafts/{}", sheet.field("draft"));
    let kept =
        serde_json::json!({"note": "", "base": "", "place": "Daily/2026-11-22.md", "source": "Begun."});
    let request =
        desk.ana.request(reqwest::Method::POST, &draft).header("sec-fetch-site", "same-origin").json(&kept);
    assert_eq!(desk.ana.send(request).await.status, 200);
    assert_eq!(desk.ana.get("/write/today").await.location(), draft, "what was begun is gone on with");
    let saved = Sheet::open(&desk.ana, &draft).await.save_anyway(&desk.ana).await;
    assert_eq!(saved.location(), "/notes/daily/2026-11-22");
    assert_eq!(desk.ana.get("/write/today").await.location(), "/notes/daily/2026-11-22/-/edit");
    // Another author, to whom it is the day before, and who may not change Ana's.
    let (_, carla) = sign_in(&desk.app, "Carla", Role::Author).await;
    assert_eq!(Sheet::open(&carla, "/write/today").await.field("place"), "Daily/2026-11-21.md");
    let (_, member) = sign_in(&desk.app, "Eva", Role::Member).await;
    assert_eq!(member.get("/write/today").await.status, 403);
    // Each has a note of the day; an editor, who may change Ana's, has their own.
    desk.app.clock.advance(SignedDuration::from_hours(12));
    for (who, browser) in [("carla", &carla), ("bruno", &desk.bruno)] {
        assert_eq!(browser.sign_in(&format!("{who}@garden.example"), PASSWORD).await.status, 303);
        let sheet = Sheet::open(browser, "/write/today").await.typed("source", "Mine.\n");
        assert_eq!(sheet.field("place"), "Daily/2026-11-22.md");
        let saved = sheet.save_anyway(browser).await;
        assert_ne!(saved.location(), "/notes/daily/2026-11-22");
        assert_eq!(browser.get("/write/today").await.location(), format!("{}/-/edit", saved.location()));
    }
}

fn hidden(page: &Answer, form: &str) -> Vec<(String, String)> {
    let fields = format!("{form} input[type=hidden]");
    page.attributes(&fields, "name").into_iter().zip(page.attributes(&fields, "value")).collect()
}

const FOUND: &str =
    "/write/capture?title=A%20%5Bpage%5D&text=one%0Atwo&url=https%3A%2F%2Fa.example%2Fx%3Fy%3D1";
const KEPT: &str = "> one\n> two\n\n[A \\[page\\]](<https://a.example/x?y=1>)\n";

#[actix_web::test]
async fn what_was_found_fills_the_form() {
    let desk = Desk::with(&[]).await;
    let sheet = Sheet::open(&desk.ana, FOUND).await;
    assert_eq!((sheet.field("place"), sheet.field("source")), ("A page", KEPT));
    let notes: i64 =
        sqlx::query_scalar("select count(*) from notes").fetch_one(&desk.app.pool).await.unwrap();
    assert_eq!(notes, 0, "a look writes nothing");
    assert_eq!(sheet.save_anyway(&desk.ana).await.location(), "/notes/a-page");
    assert_eq!(desk.source("a-page").await, KEPT);
    let found = [("title", "Other"), ("text", "https://b.example/"), ("url", "")];
    assert_eq!(desk.ana.post("/write/capture", &found).await.location(), "/notes/other");
    assert_eq!(desk.source("other").await, "[Other](<https://b.example/>)\n");
    let (_, member) = sign_in(&desk.app, "Eva", Role::Member).await;
    assert_eq!(member.get(FOUND).await.status, 403);
    let empty = Sheet::open(&desk.ana, "/write/capture").await;
    assert_eq!((empty.field("place"), empty.field("source")), ("", ""));
}

#[actix_web::test]
async fn what_was_found_survives_the_sign_in() {
    let desk = Desk::with(&[]).await;
    let long = "word ".repeat(1000);
    let address = format!("{FOUND}&more={}", long.trim().replace(' ', "+"));
    let guest = desk.app.guest();
    let asked = guest.get(&address).await;
    assert_eq!((asked.status.as_u16(), asked.attribute("form.form", "action")), (401, "/login".to_owned()));
    let mut form = hidden(&asked, "form.form");
    form.extend([("email".into(), "ana@garden.example".into()), ("password".into(), PASSWORD.into())]);
    let back = post(&guest, "/login", &form).await;
    assert_eq!(back.attribute("main form", "action"), "/write/capture", "{}", back.text());
    let filled = post(&guest, "/write/capture", &hidden(&back, "main form")).await;
    assert_eq!(Sheet::of(&filled).field("source"), KEPT);
    assert_eq!(Sheet::of(&filled).save_anyway(&guest).await.location(), "/notes/a-page");
}

#[actix_web::test]
async fn bookmarks_and_phones_know_where_to_send_it() {
    let desk = Desk::with(&[]).await;
    let page = desk.ana.get("/write").await;
    let bookmark = page.exact_text_of("#bookmarklet");
    assert!(
        bookmark.starts_with("javascript:location.href='http") && bookmark.contains("/write/capture?title='")
    );
    let guest = desk.app.guest();
    assert_eq!(guest.get("/login").await.attribute("link[rel=manifest]", "href"), "/manifest.webmanifest");
    let manifest = guest.get("/manifest.webmanifest").await;
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    let manifest: serde_json::Value = serde_json::from_str(&manifest.text()).unwrap();
    assert_eq!(manifest["share_target"]["action"], "/write/capture");
    let icon = manifest["icons"][0]["src"].as_str().unwrap();
    assert_eq!(guest.get(icon).await.status, 200);
}
