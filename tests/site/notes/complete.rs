//! `/write/complete/…`: what links and tags may become, for whom, and that nothing hidden is among it.

use quintal::{access::Role, ids::UserId, notes::vaults::Vault};
use serde_json::{Value, json};

use super::Shelf;
use crate::support::app::{Browser, PASSWORD, TestApp};

/// Ana's garden: notes for everyone and for members, a draft, a private note.
async fn garden() -> (TestApp, Browser) {
    let app = TestApp::start().await;
    let ana = app.add_person(Role::Author, "ana@example.org").await;
    let shelf = shelf(&app, "Shelf", ana).await;
    shelf
        .add(&[
            ("Roseiras do pátio.md", "---\ntags: [flora/árvores]\naliases: [Rosal]\n---\n## Poda & colheita\n\nCom *tesoura*. ^corte\n\n## Água\n\n- um\n- dois\n\n^lista"),
            ("Diário/2026-11-21.md", "---\ntitle: Um sábado\n---\nSol."),
            ("a/Folha.md", "Uma."),
            ("b/Folha.md", "Outra."),
            ("Membros.md", "---\naudience: members\ntags: [roda]\n---\n## Encontro"),
            ("Rascunho.md", "---\npublish: false\ntags: [rascunho]\n---\n## Ideia\n\nTalvez. ^talvez"),
            ("Segredo.md", "---\naudience: private\ntags: [segredo]\n---\n## Tesouro\n\nAqui. ^aqui"),
        ])
        .await;
    let browser = app.guest();
    browser.sign_in("ana@example.org", PASSWORD).await;
    (app, browser)
}

async fn shelf(app: &TestApp, name: &str, author: UserId) -> Shelf {
    let mount = if name == "Shelf" { String::new() } else { name.to_lowercase() };
    Shelf::with(app, Vault { author: Some(author), mount, ..Vault::new(name) }).await
}

async fn told(browser: &Browser, query: &str) -> Value {
    let answer = browser.get(&format!("/write/complete/{query}")).await;
    assert_eq!(answer.status, 200, "{query}");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert_eq!(answer.header("content-type"), "application/json");
    assert!(answer.queries() <= 2, "{query}: the session and one more");
    serde_json::from_str(&answer.text()).unwrap()
}

/// One property of each thing found.
async fn all(browser: &Browser, query: &str, property: &str) -> Vec<String> {
    let found = told(browser, query).await;
    found.as_array().unwrap().iter().map(|item| item[property].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn links_are_completed_by_title_name_and_alias() {
    let (_app, ana) = garden().await;
    for (written, links) in [
        ("ros", &["Roseiras do pátio"][..]),
        ("PATIO", &["Roseiras do pátio"]),
        ("rosal", &["Roseiras do pátio"]),
        ("2026-11", &["Diário/2026-11-21"]),
        ("sabado", &["Diário/2026-11-21"]),
        ("diario/20", &["Diário/2026-11-21"]),
        ("folha", &["a/Folha", "b/Folha"]),
        ("rasc", &["Rascunho"]),
        ("segr", &["Segredo"]),
        ("nothing", &[]),
        ("%25_%27%00\\", &[]),
    ] {
        assert_eq!(all(&ana, &format!("notes?q={written}"), "link").await, links, "{written}");
    }
    assert_eq!(
        told(&ana, "notes?q=sab").await,
        json!([{
            "title": "Um sábado", "language": "en", "folder": "Diário", "link": "Diário/2026-11-21", "alone": true
        }])
    );
    let alone = |found: &Value| {
        found.as_array().unwrap().iter().map(|note| note["alone"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(alone(&told(&ana, "notes?q=folha").await), [false, false], "two are called so");
    let latest = all(&ana, "notes?q=", "link").await;
    assert!(latest.len() == 6 && latest.contains(&"Membros".to_owned()), "what is in lists: {latest:?}");
}

#[actix_web::test]
async fn headings_blocks_and_tags_are_completed() {
    let (_app, ana) = garden().await;
    assert_eq!(
        told(&ana, "headings?of=roseiras+do+patio").await,
        json!([{ "text": "Poda & colheita", "level": 2 }, { "text": "Água", "level": 2 }])
    );
    assert_eq!(all(&ana, "headings?of=Rosal&q=agu", "text").await, ["Água"]);
    assert_eq!(all(&ana, "headings?of=Rascunho", "text").await, ["Ideia"]);
    assert_eq!(
        told(&ana, "blocks?of=Roseiras+do+pátio").await,
        json!([{ "id": "corte", "text": "Com tesoura." }, { "id": "lista", "text": "um dois" }])
    );
    assert_eq!(all(&ana, "blocks?of=Roseiras+do+pátio&q=tes", "id").await, ["corte"]);
    assert_eq!(all(&ana, "blocks?of=Rascunho&q=tal", "id").await, ["talvez"]);
    for of in ["", "Nowhere", "%00", "https://example.org", "../Folha"] {
        assert_eq!(told(&ana, &format!("headings?of={of}")).await, json!([]), "{of}");
    }
    assert_eq!(told(&ana, "tags?q=arv").await, json!([{ "name": "flora/árvores", "notes": 1 }]));
    assert_eq!(all(&ana, "tags", "name").await, ["flora/árvores", "roda", "segredo"]);
    assert!(all(&ana, "tags?q=%25", "name").await.is_empty());
}

/// The name of one's own vault comes first; another vault's note is found, and called so that it is found again.
#[actix_web::test]
async fn the_writers_own_vault_comes_first() {
    let (app, ana) = garden().await;
    let author: uuid::Uuid = sqlx::query_scalar("select id from users").fetch_one(&app.pool).await.unwrap();
    let other = shelf(&app, "Otra", UserId(author)).await;
    let saved = other.add(&[("Rosa.md", "x"), ("Roseiras do pátio.md", "y"), ("Solo.md", "z")]).await;
    let note = saved[0].note;
    let found = told(&ana, &format!("notes?q=roseiras&note={note}")).await;
    let alone: Vec<&Value> = found.as_array().unwrap().iter().map(|note| &note["alone"]).collect();
    assert_eq!(alone, [true, false], "the near one by its name, the other not: {found}");
    assert_eq!(
        all(&ana, &format!("notes?q=rosa&note={note}"), "link").await,
        ["Roseiras do pátio"],
        "not itself"
    );
    assert_eq!(told(&ana, &format!("headings?of=Roseiras+do+pátio&note={note}")).await, json!([]));
    assert_eq!(all(&ana, "notes?q=solo", "link").await, ["Solo"]);
}

/// Another author knows neither drafts nor what is private; an editor knows drafts.
#[actix_web::test]
async fn nothing_hidden_is_offered() {
    let (app, _) = garden().await;
    let (author, editor) = (app.signed_in(Role::Author).await, app.signed_in(Role::Editor).await);
    for (browser, knows_drafts) in [(&author, false), (&editor, true)] {
        assert!(all(browser, "notes?q=segredo", "link").await.is_empty());
        assert!(all(browser, "headings?of=Segredo", "text").await.is_empty());
        assert!(all(browser, "blocks?of=Segredo", "id").await.is_empty());
        assert!(all(browser, "tags?q=segr", "name").await.is_empty());
        assert!(!all(browser, "tags", "name").await.contains(&"segredo".to_owned()));
        assert!(!all(browser, "notes", "link").await.contains(&"Segredo".to_owned()));
        assert_eq!(all(browser, "notes?q=rasc", "link").await.len(), usize::from(knows_drafts));
        assert_eq!(all(browser, "headings?of=Rascunho", "text").await.len(), usize::from(knows_drafts));
        assert_eq!(all(browser, "blocks?of=Rascunho", "id").await.len(), usize::from(knows_drafts));
        assert_eq!(all(browser, "notes?q=membros", "link").await, ["Membros"]);
    }
    let (guest, member) = (app.guest(), app.signed_in(Role::Member).await);
    for kind in ["notes", "headings", "blocks", "tags"] {
        let answer = guest.get(&format!("/write/complete/{kind}?q=a")).await;
        assert!(answer.status == 401 || answer.status == 303, "{}", answer.status);
        assert_eq!(member.get(&format!("/write/complete/{kind}?q=a")).await.status, 403);
    }
}

#[actix_web::test]
async fn no_more_than_twenty_are_offered() {
    let (app, ana) = garden().await;
    let author: uuid::Uuid = sqlx::query_scalar("select id from users").fetch_one(&app.pool).await.unwrap();
    let shelf = shelf(&app, "Otra", UserId(author)).await;
    let text = |index: usize| format!("---\ntags: [muitas/{index}]\n---\nx");
    let notes: Vec<(String, String)> =
        (0..30).map(|index| (format!("Muda {index}.md"), text(index))).collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let parts: Vec<String> = (0..30).map(|index| format!("## Parte {index}\n\nx ^b{index}\n\n")).collect();
    let many = parts.concat();
    shelf.add(&[&notes[..], &[("Longa.md", many.as_str())]].concat()).await;
    for query in ["notes?q=muda", "notes", "tags?q=muitas", "tags", "headings?of=Longa", "blocks?of=Longa"] {
        assert_eq!(told(&ana, query).await.as_array().unwrap().len(), 20, "{query}");
    }
}
