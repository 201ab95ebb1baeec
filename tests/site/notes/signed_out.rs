//! The sign-in ends while somebody writes, and nothing is lost.

use super::{Desk, Sheet, post};
use crate::support::{app::PASSWORD, page::Answer};

fn hidden(page: &Answer, form: &str) -> Vec<(String, String)> {
    let fields = format!("{form} input[type=hidden]");
    page.attributes(&fields, "name").into_iter().zip(page.attributes(&fields, "value")).collect()
}

#[actix_web::test]
async fn what_was_typed_survives_the_sign_in() {
    let desk = Desk::with(&[("Árvores/Maçã.md", "Uma.\n")]).await;
    let address = "/notes/arvores/maca/-/edit";
    let text = "Uma & duas — “três” <b>\n\n%25 + \t fim…\n\u{1F34E}\n";
    let sheet = Sheet::open(&desk.ana, address).await.typed("source", text);
    desk.ana.post("/logout", &[]).await;
    let asked = sheet.save(&desk.ana).await;
    assert_eq!(asked.status, 401, "{}", asked.text());
    assert_eq!(asked.header("cache-control"), "no-store");
    assert_eq!(asked.attribute("form.form", "action"), "/login");

    let mut form = hidden(&asked, "form.form");
    form.extend([
        ("email".to_owned(), "ana@garden.example".to_owned()),
        ("password".to_owned(), "wrong".to_owned()),
    ]);
    let wrong = post(&desk.ana, "/login", &form).await;
    assert_eq!(wrong.status, 422);
    let mut form = hidden(&wrong, "form.form");
    form.extend([
        ("email".to_owned(), "ana@garden.example".to_owned()),
        ("password".to_owned(), PASSWORD.to_owned()),
    ]);
    let back = post(&desk.ana, "/login", &form).await;
    assert_eq!(back.status, 200, "{}", back.text());
    assert_eq!(back.attribute("main form", "action"), address);
    assert!(!back.has(".masthead a[href^='/login']"), "it says nothing of signing in any more");

    let filled = post(&desk.ana, address, &hidden(&back, "main form")).await;
    assert_eq!(filled.status, 200, "{}", filled.text());
    assert_eq!(filled.exact_text_of("textarea"), text);
    assert!(filled.text_of(".notice").contains("nothing is lost"));
    assert_eq!(desk.source("arvores/maca").await, "Uma.\n", "nothing was saved unasked");
    assert_eq!(Sheet::of(&filled).save(&desk.ana).await.status, 303);
    assert_eq!(desk.source("arvores/maca").await, text);
}

#[actix_web::test]
async fn a_new_note_survives_it_too() {
    let desk = Desk::with(&[]).await;
    let sheet =
        Sheet::open(&desk.ana, "/write/new").await.typed("place", "Beds/Beans").typed("source", "Beans.");
    let asked = sheet.save(&desk.app.guest()).await;
    assert_eq!(asked.status, 401);
    let mut form = hidden(&asked, "form.form");
    form.extend([("email".into(), "bruno@garden.example".into()), ("password".into(), PASSWORD.into())]);
    let guest = desk.app.guest();
    let back = post(&guest, "/login", &form).await;
    let filled = post(&guest, "/write/new", &hidden(&back, "main form")).await;
    assert_eq!(Sheet::of(&filled).field("place"), "Beds/Beans");
    assert_eq!(Sheet::of(&filled).save_anyway(&guest).await.location(), "/notes/beds/beans");
    assert_eq!(desk.author("beds/beans").await, Some(desk.bruno_id.0), "whoever signed in saves it");
}

#[actix_web::test]
async fn so_much_is_carried_and_no_more() {
    let desk = Desk::with(&[("A.md", "One.\n")]).await;
    let guest = desk.app.guest();
    let sheet = Sheet::open(&desk.ana, "/notes/a/-/edit").await;
    let long = sheet.typed("source", &"palavra e mais ".repeat(50_000));
    let asked = long.save(&guest).await;
    assert_eq!(asked.status, 401);
    let mut form = hidden(&asked, "form.form");
    form.extend([("email".into(), "ana@garden.example".into()), ("password".into(), PASSWORD.into())]);
    let back = post(&guest, "/login", &form).await;
    assert_eq!(back.status, 200);
    let filled = post(&guest, "/notes/a/-/edit", &hidden(&back, "main form")).await;
    assert_eq!(filled.exact_text_of("textarea"), long.field("source"));
    // Each of these letters is sent as nine.
    let wide = long.typed("source", &"土の話".repeat(100_000));
    assert_eq!(wide.save(&desk.app.guest()).await.status, 401);
    let longer = wide.typed("source", &"x".repeat(3_300_000)).save(&desk.app.guest()).await;
    assert_eq!(longer.status, 413);
    // Nobody is sent off the site, nor to a form that they did not send.
    let odd = [
        ("email", "ana@garden.example"),
        ("password", PASSWORD),
        ("next", "//evil.example"),
        ("kept", "a=b"),
    ];
    let page = desk.app.guest().post("/login", &odd).await;
    assert_eq!(page.attribute("main form", "action"), "/");
}
