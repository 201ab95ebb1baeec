//! A draft is met by its author, editors and the owner, at its address and nowhere else.

use quintal::{
    access::{Audience, Role},
    notes::{vaults::Vault, write},
};

use super::Shelf;
use crate::support::app::{Browser, PASSWORD, TestApp};

const DRAFT: &str = "/notes/cellar/draft";

fn draft(audience: Audience) -> String {
    format!(
        "---\npublish: false\naudience: {audience}\ntags: [bird]\n---\n# Sketch\n\nquetzal ![[leaf.txt]] [[Open]] [[#Sketch]]"
    )
}

/// A garden with an author, who is signed in, and their vault.
async fn garden() -> (TestApp, Shelf, Browser) {
    let app = TestApp::start().await;
    let ana = app.add_person(Role::Author, "ana@garden.example").await;
    let shelf = Shelf::with(&app, Vault { author: Some(ana), ..Vault::new("Shelf") }).await;
    let author = app.guest();
    assert_eq!(author.sign_in("ana@garden.example", PASSWORD).await.status, 303);
    (app, shelf, author)
}

#[actix_web::test]
async fn those_who_work_on_it_read_it_and_nobody_else_knows() {
    let (app, shelf, author) = garden().await;
    let file = shelf.attach(&app, "leaf.txt").await;
    let text = draft(Audience::Public);
    shelf.add(&[("Cellar/Draft.md", &text), ("Open.md", "[[Draft]] [[Nothing|Draft]]")]).await;
    let others = [app.guest(), app.signed_in(Role::Member).await, app.signed_in(Role::Author).await];
    let workers = [author, app.signed_in(Role::Editor).await, app.signed_in(Role::Owner).await];
    for browser in &workers {
        let page = browser.get(DRAFT).await;
        assert_eq!((page.status.as_u16(), page.text_of("h1").as_str()), (200, "Sketch"));
        assert_eq!(page.texts(".page-head .badge"), ["Draft"]);
        assert!(page.text_of(".prose").starts_with("quetzal"));
        assert_eq!(page.attribute("meta[name=robots]", "content"), "noindex");
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.queries() <= 3, "{}", page.header("server-timing"));
        let links = page.attributes(".prose a:not([href^='/files'])", "href");
        assert_eq!(links, ["/notes/open", "#main"], "its own headings, too");
        assert_eq!(page.attributes(".prose a[href^='/files']", "href"), [file.as_str()]);
        assert_eq!(browser.get(&file).await.status, 200);
        assert_eq!(browser.head(DRAFT).await.status, 200);
        for (language, word) in [("es", "Borrador"), ("pt-BR", "Rascunho")] {
            assert_eq!(browser.get_in(DRAFT, language).await.texts(".page-head .badge"), [word]);
        }
    }
    for browser in &others {
        let (hidden, missing) = (browser.get(DRAFT).await, browser.get("/notes/cellar/nothing").await);
        assert_eq!(hidden.status, 404);
        let plain = |text: String, name: &str| {
            text.replace(&format!("cellar/{name}"), "").replace(&format!("cellar%2F{name}"), "")
        };
        assert_eq!(plain(hidden.text(), "draft"), plain(missing.text(), "nothing"));
        assert_eq!(hidden.header("cache-control"), missing.header("cache-control"));
        assert_eq!(browser.get(&file).await.status, 404);
        assert!(browser.get(DRAFT).await.queries() <= 2);
    }
    for browser in workers.iter().chain(&others) {
        for list in ["/", "/notes", "/tags", "/search?q=quetzal", "/notes/open"] {
            let page = browser.get(list).await;
            assert!(!page.text().contains("cellar") && !page.text().contains("Sketch"), "{list}");
        }
        assert_eq!(browser.get("/tags/bird").await.status, 404);
        assert_eq!(browser.get("/notes/cellar").await.status, 404);
        assert_eq!(browser.get("/notes/open").await.count(".link-missing"), 2);
    }
}

#[actix_web::test]
async fn a_private_draft_is_its_authors_alone() {
    let (app, shelf, author) = garden().await;
    let file = shelf.attach(&app, "leaf.txt").await;
    shelf.add(&[("Cellar/Draft.md", &draft(Audience::Private))]).await;
    assert_eq!(author.get(DRAFT).await.texts(".page-head .badge"), ["Draft", "Private"]);
    assert_eq!(author.get(&file).await.status, 200);
    for role in [Role::Author, Role::Editor, Role::Owner] {
        let browser = app.signed_in(role).await;
        assert_eq!(
            (browser.get(DRAFT).await.status, browser.get(&file).await.status),
            (404.try_into().unwrap(), 404.try_into().unwrap()),
            "{role}"
        );
    }
}

#[actix_web::test]
async fn publishing_opens_it_and_taking_it_back_closes_it_again() {
    let (app, shelf, author) = garden().await;
    let file = shelf.attach(&app, "leaf.txt").await;
    let text = draft(Audience::Public);
    let saved = shelf.add(&[("Cellar/Draft.md", &text)]).await.remove(0);
    let guest = app.guest();
    let published = text.replace("publish: false", "publish: true");
    shelf.relocate(&saved, "Cellar/Draft.md", &published).await;
    for browser in [&guest, &author] {
        let page = browser.get(DRAFT).await;
        assert!(!page.has(".badge") && !page.has("meta[name=robots]"));
        assert_eq!(page.header("cache-control"), "private, no-cache");
        assert_eq!(browser.get(&file).await.status, 200);
    }
    let mut transaction = app.pool.begin().await.unwrap();
    write::unpublish(&mut transaction, &[saved.note]).await.unwrap();
    transaction.commit().await.unwrap();
    assert_eq!((guest.get(DRAFT).await.status.as_u16(), guest.get(&file).await.status.as_u16()), (404, 404));
    assert_eq!(author.get(DRAFT).await.texts(".page-head .badge"), ["Draft"]);
    assert_eq!(author.get(&file).await.status, 200);
}

#[actix_web::test]
async fn the_old_address_of_a_draft_leads_only_those_who_may_read_it() {
    let (app, shelf, author) = garden().await;
    let text = draft(Audience::Members);
    let saved = shelf.add(&[("Cellar/Draft.md", &text)]).await.remove(0);
    shelf.relocate(&saved, "Attic/Draft.md", &text).await;
    assert_eq!(author.get(DRAFT).await.location(), "/notes/attic/draft");
    assert_eq!(app.guest().get(DRAFT).await.status, 404);
    assert_eq!(app.signed_in(Role::Member).await.get(DRAFT).await.status, 404);
}
