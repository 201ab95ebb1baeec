//! `/notes/{path}.md`.

use quintal::{access::Role, notes::vaults::Vault};
use reqwest::Method;

use super::Shelf;
use crate::support::app::TestApp;

const TEXT: &str =
    "---\ntitle: Água\ntags: [Solo]\nreviewer: Ana\nlang: pt\n---\nTexto %%segredo%% e [[Outra]].\n";

#[actix_web::test]
async fn readers_get_the_source_without_what_is_not_for_them() {
    let app = TestApp::start().await;
    let author = app.add_person(Role::Author, "ana@garden.example").await;
    let shelf = Shelf::with(&app, Vault { author: Some(author), ..Vault::new("Shelf") }).await;
    shelf.add(&[("Horta/Água.md", TEXT)]).await;
    let guest = app.guest();
    let page = guest.get("/notes/horta/agua").await;
    let address = page.attribute("link[type=\"text/markdown\"]", "href");
    assert_eq!(address, "/notes/horta/agua.md");
    assert_eq!(page.attributes(".note-source", "href"), [address.as_str()]);
    let source = guest.get(&address).await;
    assert_eq!(source.status, 200);
    assert_eq!(source.header("content-type"), "text/markdown; charset=utf-8");
    assert_eq!(source.header("content-disposition"), "inline; filename=\"agua.md\"");
    assert_eq!(source.text(), "---\ntitle: Água\ntags: [Solo]\nlang: pt\n---\nTexto  e [[Outra]].\n");
    assert_eq!(source.queries(), 1);
    let again = guest.request(Method::GET, &address).header("if-none-match", source.header("etag"));
    assert_eq!(guest.send(again).await.status, 304);
    for (email, whole) in
        [("ana@garden.example", true), ("member@example.org", false), ("editor@example.org", true)]
    {
        if !email.starts_with("ana") {
            let role = if whole { Role::Editor } else { Role::Member };
            app.add_person(role, email).await;
        }
        let browser = app.guest();
        browser.sign_in(email, crate::support::app::PASSWORD).await;
        let source = browser.get(&address).await;
        assert_eq!(source.text() == TEXT, whole, "{email}: {}", source.text());
        assert_eq!(source.text().contains("segredo"), whole, "{email}");
    }
}

#[actix_web::test]
async fn old_addresses_and_wishes_are_understood() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let old = shelf.add(&[("a/Old.md", "x"), ("a/b/Deep.md", "y")]).await.remove(0);
    shelf.relocate(&old, "c/New.md", "x").await;
    let guest = app.guest();
    let moved = guest.get("/notes/a/old.md").await;
    assert_eq!((moved.status.as_u16(), moved.location()), (308, "/notes/c/new.md"));
    for nothing in ["/notes/a.md", "/notes/none.md", "/notes/.md", "/notes/%00.md", "/notes/c/new.md.md"] {
        assert_eq!(guest.get(nothing).await.status, 404, "{nothing}");
    }
    let asked = |accept: &'static str| {
        guest.send(guest.request(Method::GET, "/notes/c/new").header("accept", accept))
    };
    let markdown = asked("text/markdown").await;
    assert_eq!(
        (markdown.header("content-type"), markdown.text()),
        ("text/markdown; charset=utf-8", "x".to_owned())
    );
    let page = asked("text/html,*/*;q=0.8").await;
    assert!(page.has("h1"));
    for answer in [&markdown, &page] {
        let varies: Vec<_> =
            answer.headers.get_all("vary").iter().map(|value| value.to_str().unwrap()).collect();
        assert!(varies.contains(&"Accept"), "{varies:?}");
    }
    let folder = guest.send(guest.request(Method::GET, "/notes/a").header("accept", "text/markdown")).await;
    assert!(folder.has("h1"), "a folder has no source, so its page is the answer");
}
