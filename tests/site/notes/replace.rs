//! `/write/replace`: finding words in many notes and replacing those hits that are ticked.

use quintal::access::{Audience, Role};

use super::{Desk, Sheet, for_readers, post, sign_in};
use crate::support::{app::Browser, page::Answer};

/// What a browser sends of the hits that a page shows, all ticked but some.
fn hits(page: &Answer, without: &[usize]) -> Vec<(String, String)> {
    let form = "form[method=post][action='/write/replace']";
    let hidden = format!("{form} input[type=hidden]");
    let names = page.attributes(&hidden, "name");
    let mut fields: Vec<(String, String)> =
        names.into_iter().zip(page.attributes(&hidden, "value")).collect();
    let ticks = page.attributes(&format!("{form} [name=hit][checked]"), "value");
    for (at, tick) in ticks.into_iter().enumerate() {
        if !without.contains(&at) {
            fields.push(("hit".to_owned(), tick));
        }
    }
    fields
}

async fn replace(browser: &Browser, page: &Answer, without: &[usize]) -> Answer {
    assert_eq!(page.status, 200, "{}", page.text());
    post(browser, "/write/replace", &hits(page, without)).await
}

const BEANS: &str = "---\ntitle: Leaf one\nx: leaf\n---\nA leaf, Leaf, leaflet.\r\n`leaf` and\n\n    leaf\n";

#[actix_web::test]
async fn hits_are_shown_and_those_that_are_ticked_are_replaced() {
    let desk =
        Desk::with(&[("Beans.md", BEANS), ("Peas.md", "No such word.\n"), ("Corn.md", "One leaf.\n")]).await;
    let form = desk.ana.get("/write/replace").await;
    assert!(form.has("#sought") && !form.has(".hits") && !form.has(".error"));
    let page = desk.ana.get("/write/replace?sought=leaf&by=%3Cb%3E&sort=title").await;
    assert_eq!(page.texts(".found h3 > a"), ["Corn", "Leaf one"], "{}", page.text());
    assert_eq!(
        page.texts(".hit"),
        ["Line 1 One leaf<b>.", "Line 5 A leaf<b>, Leaf, leaflet.", "Line 5 A leaf, Leaf, leaf<b>let."]
    );
    assert_eq!(page.texts(".hit del"), ["leaf"; 3]);
    assert_eq!(desk.source("corn").await, "One leaf.\n", "looking changes nothing");

    let done = replace(&desk.ana, &page, &[2]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(desk.source("beans").await, BEANS.replace("A leaf,", "A <b>,"));
    assert_eq!(desk.source("corn").await, "One <b>.\n");
    assert_eq!(desk.origins("corn").await, ["import", "replace"]);
    assert_eq!(desk.origins("peas").await, ["import"]);
    let history = desk.ana.get("/notes/corn/-/history").await;
    assert_eq!(history.text_of(".revision-summary"), "Many notes at once: Replace “leaf” by “<b>”");
    let report = desk.ana.get(done.location()).await;
    assert_eq!(report.text_of("h1"), "Replace “leaf” by “<b>”");
    assert_eq!(report.count(".steps li"), 2);

    desk.ana.post(&format!("{}/undoing", done.location()), &[]).await;
    assert_eq!(desk.source("beans").await, BEANS);
    assert_eq!(desk.source("corn").await, "One leaf.\n");
    assert_eq!(desk.origins("corn").await, ["import", "replace", "restore"]);
}

#[actix_web::test]
async fn it_is_sought_as_asked() {
    let desk = Desk::with(&[
        ("Beds/Beans.md", BEANS),
        ("Corn.md", "ÁRVORE (a.b) 2026-11-21 #tag\n"),
        ("Plan.canvas", "{\"nodes\":[{\"id\":\"a\",\"type\":\"text\",\"text\":\"leaf\"}]}"),
    ])
    .await;
    for (question, count) in [
        ("sought=leaf", 2),
        ("sought=leaf&ignore=yes", 3),
        ("sought=leaf&whole=yes", 1),
        ("sought=leaf&front=yes", 3),
        ("sought=leaf&code=yes", 4),
        ("sought=leaf&ignore=yes&front=yes&code=yes", 7),
        ("sought=leaf&folder=beds", 2),
        ("sought=leaf&folder=far", 0),
        ("sought=leaf&title=corn", 0),
        ("sought=%C3%A1rvore&ignore=yes", 1),
        ("sought=a.b", 1),
        ("sought=(%5Cd%2B)-(%5Cd%2B)&pattern=yes", 1),
        ("sought=nothing", 0),
    ] {
        let page = desk.ana.get(&format!("/write/replace?{question}")).await;
        assert_eq!(page.count("[name=hit]"), count, "{question}: {}", page.text());
        assert_eq!(page.has(".empty"), count == 0);
    }
    let pattern = "/write/replace?sought=(%5Cd%2B)-(%5Cd%2B)-(%5Cd%2B)&by=$3/$2&pattern=yes";
    let page = desk.ana.get(pattern).await;
    assert_eq!(page.text_of(".hit ins"), "21/11");
    assert_eq!(replace(&desk.ana, &page, &[]).await.status, 303);
    assert_eq!(desk.source("corn").await, "ÁRVORE (a.b) 21/11 #tag\n");
    for (question, error) in [
        ("sought=", "#sought-error"),
        ("sought=(a&pattern=yes", "#sought-error"),
        (&*format!("sought=a&by={}", "x".repeat(2001)), "#by-error"),
    ] {
        let page = desk.ana.get(&format!("/write/replace?{question}")).await;
        assert_eq!(page.status, 422);
        assert!(page.has(error), "{question}");
    }
}

#[actix_web::test]
async fn hidden_notes_are_never_hit() {
    let private = for_readers(Audience::Private, "A secret leaf.");
    let desk = Desk::with(&[("Open.md", "A leaf."), ("Secret.md", &private), ("Gone.md", "A leaf.")]).await;
    desk.ana.post("/notes/gone/-/bin", &[]).await;
    let (_, otto) = sign_in(&desk.app, "Otto", Role::Author).await;
    let (_, mia) = sign_in(&desk.app, "Mia", Role::Member).await;
    let address = "/write/replace?sought=leaf&by=x&code=yes&front=yes";
    assert_eq!(desk.ana.get(address).await.count("[name=hit]"), 2);
    let editors = desk.bruno.get(address).await;
    assert_eq!(editors.count("[name=hit]"), 1);
    assert!(!editors.text().to_lowercase().contains("secret"));
    let authors = otto.get(address).await;
    assert_eq!(authors.count("[name=hit]"), 0, "others' notes are not for authors");
    assert_eq!(mia.get(address).await.status, 403);
    assert!(desk.app.guest().get(address).await.location().starts_with("/login?next="));
    // Whoever forges a form hits nothing either.
    let fields = hits(&desk.ana.get(address).await, &[]);
    assert_eq!(post(&mia, "/write/replace", &fields).await.status, 403);
    let forged = post(&otto, "/write/replace", &fields).await;
    let report = otto.get(forged.location()).await;
    assert_eq!(report.texts(".step-left"), ["You may read it, but not change it."]);
    assert!(!report.text().to_lowercase().contains("secret"));
    assert_eq!(desk.source("open").await, "A leaf.");
    assert_eq!(desk.source("secret").await, private);
}

#[actix_web::test]
async fn what_changed_meanwhile_is_left_alone() {
    let desk = Desk::with(&[("A.md", "A leaf."), ("B.md", "A leaf."), ("C.md", "A leaf.")]).await;
    let page = desk.bruno.get("/write/replace?sought=leaf&by=stem").await;
    let newer = Sheet::open(&desk.ana, "/notes/a/-/edit").await.typed("source", "Another leaf, a leaf.");
    assert_eq!(newer.save(&desk.ana).await.status, 303);
    let done = replace(&desk.bruno, &page, &[]).await;
    let address = done.location().to_owned();
    assert_eq!(desk.bruno.get(&address).await.texts(".step-left"), ["Somebody has changed it since."]);
    assert_eq!(desk.source("a").await, "Another leaf, a leaf.");
    assert_eq!(desk.source("b").await, "A stem.");

    let newer = Sheet::open(&desk.ana, "/notes/b/-/edit").await.typed("source", "A stem, newer.");
    assert_eq!(newer.save(&desk.ana).await.status, 303);
    desk.bruno.post(&format!("{address}/undoing"), &[]).await;
    assert_eq!(desk.source("b").await, "A stem, newer.");
    assert_eq!(desk.source("c").await, "A leaf.");
    assert_eq!(desk.bruno.get(&address).await.texts(".step-left").len(), 2);
}

#[actix_web::test]
async fn what_breaks_a_note_is_left_alone() {
    let broken = "---\ntitle: leaf\n---\nA leaf.";
    let desk = Desk::with(&[("A.md", broken), ("B.md", "A leaf.")]).await;
    let page = desk.ana.get("/write/replace?sought=leaf&by=%5B&front=yes").await;
    let done = replace(&desk.ana, &page, &[]).await;
    let report = desk.ana.get(done.location()).await;
    assert_eq!(report.texts(".step-left"), ["Its text could not be saved like that."], "{}", report.text());
    assert_eq!(desk.source("a").await, broken);
    assert_eq!(desk.source("b").await, "A [.");
}

#[actix_web::test]
async fn many_hits_are_bounded_and_none_is_refused() {
    let long = "leaf ".repeat(600);
    let desk = Desk::with(&[("A.md", "A leaf."), ("Long.md", &long)]).await;
    let page = desk.ana.get("/write/replace?sought=leaf&by=x&sort=title").await;
    assert_eq!(page.count("[name=hit]"), 500);
    assert!(page.text_of("section > .notice").contains("the first 500"), "{}", page.text());
    let none = hits(&page, &(0..500).collect::<Vec<_>>());
    let refused = post(&desk.ana, "/write/replace", &none).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.count("[name=hit]"), 500);
    assert_eq!(refused.count("[name=hit][checked]"), 0, "what was unticked stays so");
    assert_eq!(replace(&desk.ana, &page, &[]).await.status, 303);
    assert_eq!(desk.source("a").await, "A x.");
    assert_eq!(desk.source("long").await, "x ".repeat(499) + &"leaf ".repeat(101));
}
