//! How a text looks before it is saved.

use quintal::access::{Audience, Role};
use reqwest::Method;

use super::{Desk, Sheet, for_readers, sign_in};
use crate::support::{app::Browser, page::Answer};

async fn piece(browser: &Browser, form: &[(&str, &str)]) -> Answer {
    let request = browser.request(Method::POST, "/write/preview").header("sec-fetch-site", "same-origin");
    browser.send(request.header("x-fragment", "1").form(form)).await
}

#[actix_web::test]
async fn a_preview_is_drawn_as_the_note_would_be() {
    let desk =
        Desk::with(&[("Beds/Beans.md", "# Beans\n\nThey climb. ^climb\n"), ("Beds/Peas.md", "Peas.")]).await;
    let sheet = Sheet::open(&desk.ana, "/notes/beds/peas/-/edit").await;
    let text = "---\ntitle: \"Peas & co\"\n---\n## First\n\nSee [[Beans]], [[Beans#^climb|this]] and [[nowhere]].\n\n\
                ![[Beans]]\n\n- one\n- two\n\n---\n\n```rust\nfn f() {}\n```\n\n![[#First]]\n";
    let drawn = piece(&desk.ana, &[("note", sheet.field("note")), ("source", text)]).await;
    assert_eq!(drawn.status, 200, "{}", drawn.text());
    assert_eq!(drawn.text_of(".unsaved-title"), "Peas & co");
    assert!(!drawn.has(".masthead") && !drawn.has("script"), "a piece of a page");
    assert_eq!(drawn.attribute("h2#first", "data-line"), "4");
    assert_eq!(drawn.attribute(".prose > p", "data-line"), "6");
    assert_eq!(drawn.attribute("li:last-child", "data-line"), "11");
    assert_eq!(drawn.attribute("hr", "data-line"), "13");
    assert_eq!(drawn.attribute("pre", "data-line"), "15");
    let links = drawn.attributes(".prose > p > a", "href");
    assert_eq!(links, ["/notes/beds/beans", "/notes/beds/beans#^climb"]);
    assert_eq!(drawn.count(".prose > p .link-missing"), 1);
    assert!(drawn.has(".embed .embed-again"), "a section that shows itself ends: {}", drawn.text());
    assert!(drawn.texts(".embed p").iter().any(|text| text.contains("They climb.")), "{}", drawn.text());
    assert_eq!(desk.source("beds/peas").await, "Peas.", "nothing is saved");
    assert!(!desk.app.guest().get("/notes/beds/peas").await.text().contains("data-line"));
}

#[actix_web::test]
async fn a_preview_shows_what_its_writer_may_read() {
    let private = for_readers(Audience::Private, "Ana’s secret.");
    let desk = Desk::with(&[("Secret.md", &private), ("Open.md", "Open.")]).await;
    let text = [("source", "[[Secret]] ![[Secret]] [[Open]]"), ("place", "New")];
    let own = piece(&desk.ana, &text).await;
    assert!(!own.has(".link-missing") && own.text().contains("Ana’s secret."), "{}", own.text());
    let (_, otto) = sign_in(&desk.app, "Otto", Role::Author).await;
    for other in [&desk.bruno, &otto] {
        let drawn = piece(other, &text).await;
        assert_eq!(drawn.count(".link-missing"), 2, "{}", drawn.text());
        assert!(!drawn.text().contains("secret."));
    }
    let note = Sheet::open(&desk.ana, "/notes/secret/-/edit").await.field("note").to_owned();
    assert_eq!(piece(&otto, &[("note", &note), ("source", "x")]).await.status, 404);
    assert_eq!(piece(&desk.app.guest(), &text).await.status, 401);
}

#[actix_web::test]
async fn without_scripts_the_preview_stands_above_the_text() {
    let desk = Desk::with(&[("A.md", "One.")]).await;
    let text = "*Two*, <script>alert(1)</script> & three.\n";
    let sheet = Sheet::open(&desk.ana, "/notes/a/-/edit").await.typed("source", text);
    let page = sheet.press(&desk.ana, "preview").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.text_of(".drawn .prose em"), "Two");
    assert!(!page.text().contains("<script>alert"));
    assert_eq!(page.exact_text_of("textarea"), text);
    assert_eq!(Sheet::of(&page).save(&desk.ana).await.status, 303);
    let bad = piece(&desk.ana, &[("source", "---\naudience: friends\n---\n# Text\n\nshown")]).await;
    assert!(bad.has(".error") || bad.text_of(".prose").contains("shown"), "{}", bad.text());
    let broken = piece(&desk.ana, &[("source", "---\na: [\n---\nshown")]).await;
    assert!(
        broken.text_of(".error").contains("Line") && broken.text_of(".prose") == "shown",
        "{}",
        broken.text()
    );
}
