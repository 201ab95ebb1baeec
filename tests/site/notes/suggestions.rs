//! `/search/suggestions`, mistyped words, and that neither of them tells what is hidden.

use quintal::{access::Role, notes::vaults::Vault};
use sqlx::PgPool;

use super::{Shelf, attachment};
use crate::support::app::{Browser, TestApp};

/// One note for everybody, and others that hold the same kind of things and are hidden.
async fn garden() -> TestApp {
    let app = TestApp::start().await;
    let open = "---\ntags: [flora/árvores]\nlang: pt-BR\n---\nJardim aberto.\n\n## Poda das roseiras\n\nCom tesoura. ![[sementeira.csv]]\n\n## Orquídea azul\n\nFloresce em abril.";
    let mut notes = vec![("Roseiras do pátio.md".to_owned(), open.to_owned())];
    for (name, head) in [
        ("members", "audience: members"),
        ("unlisted", "audience: unlisted"),
        ("draft", "publish: false"),
        ("private", "audience: private"),
    ] {
        let text = format!(
            "---\ntags: [oculto-{name}]\nlang: pt-BR\n{head}\n---\nJardim fechado, xilografia{name}.\n\n## Caverna {name}\n\nNada. ![[oculto-{name}.csv]]"
        );
        notes.push((format!("Oculto {name}.md"), text));
    }
    for name in ["sementeira", "oculto-members", "oculto-unlisted", "oculto-draft", "oculto-private"] {
        attachment(&app, &format!("{name}.csv"), "text/csv", b"a", &[]).await;
    }
    let (author, _) = super::person(&app.pool, "ana", "author").await;
    let shelf = Shelf::with(&app, Vault { author: Some(author), ..Vault::new("Shelf") }).await;
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    name_files(&app.pool, &shelf).await;
    shelf.add(&notes).await;
    app
}

/// Gives the attachments their names in the vault, as an import does.
async fn name_files(pool: &PgPool, shelf: &Shelf) {
    let files: Vec<(uuid::Uuid, String)> =
        sqlx::query_as("select id, name from files").fetch_all(pool).await.unwrap();
    let files: Vec<_> = files.into_iter().map(|(id, name)| (quintal::ids::FileId(id), name)).collect();
    let mut transaction = pool.begin().await.unwrap();
    quintal::notes::write::name_attachments(&mut transaction, shelf.vault.id, &files).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn suggested(browser: &Browser, words: &str) -> Vec<String> {
    let piece = browser.get(&format!("/search/suggestions?q={}", words.replace(' ', "+"))).await;
    assert_eq!(piece.status, 200, "{words}");
    let mut options = piece.texts("[role=option] > span");
    let everything = options.pop();
    assert_eq!(everything.is_some(), !words.trim().is_empty(), "{words}");
    options
}

#[actix_web::test]
async fn everything_that_has_a_name_is_suggested() {
    let app = garden().await;
    let guest = app.guest();
    for (words, names) in [
        ("ros", &["Roseiras do pátio", "Poda das roseiras"][..]),
        ("PATIO ros", &["Roseiras do pátio"]),
        ("orquidea", &["Orquídea azul"]),
        ("arv", &["flora/árvores"]),
        ("tag:flo", &["flora/árvores"]),
        ("semen", &["sementeira.csv"]),
        ("jardim", &[]),
        // Mistyped, and meant.
        ("rosieras", &["Roseiras do pátio", "Poda das roseiras"]),
        ("poda roseirsa", &["Poda das roseiras"]),
        ("tag:ros", &[]),
        ("r", &["Roseiras do pátio", "Poda das roseiras", "flora/árvores"]),
        ("", &[]),
        ("%00%25_' \" - \\", &[]),
    ] {
        assert_eq!(suggested(&guest, words).await, names, "{words}");
    }
    let piece = guest.get_in("/search/suggestions?q=roseiras", "pt").await;
    assert_eq!(piece.text_of("[data-said]"), "2 sugestões");
    assert_eq!(
        piece.attributes("[role=option]", "href"),
        ["/notes/roseiras-do-patio", "/notes/roseiras-do-patio#poda-das-roseiras", "/search?q=roseiras"]
    );
    assert_eq!(piece.header("cache-control"), "private, no-store");
    assert_eq!(piece.queries(), 1);
    assert!(piece.text().len() < 4000 && !piece.text().contains("<html"), "a piece of a page");
    let page = guest.get("/search?q=arvores").await;
    assert_eq!(page.texts(".named .tag"), ["flora/árvores"], "the page names them, too");
    assert_eq!(guest.get("/search?q=sementeira").await.texts(".named-files a"), ["sementeira.csv"]);
}

#[actix_web::test]
async fn the_section_of_the_first_word_found_is_a_link() {
    let app = garden().await;
    let page = app.guest().get("/search?q=tesouras").await;
    assert_eq!(page.texts(".results mark"), ["tesoura"]);
    assert_eq!(page.attribute(".in-section", "href"), "/notes/roseiras-do-patio#poda-das-roseiras");
    assert_eq!(page.text_of(".in-section"), "Poda das roseiras");
    let page = app.guest().get("/search?q=azul").await;
    assert_eq!(page.texts(".in-section mark"), ["azul"]);
    assert!(!app.guest().get("/search?q=aberto").await.has(".in-section"), "before the first heading");
}

#[actix_web::test]
async fn mistyped_words_are_forgiven() {
    let app = garden().await;
    let guest = app.guest();
    for (typed, meant) in
        [("tesuora", "tesoura"), ("roseirras", "roseiras"), ("orqidea", "orquídea"), ("florecse", "floresce")]
    {
        let page = guest.get_in(&format!("/search?q={typed}"), "pt").await;
        assert_eq!(page.texts(".results .note-title"), ["Roseiras do pátio"], "{typed}");
        let said = page.text_of("main [role=status]");
        assert!(
            said.starts_with(&format!("Nada tem “{typed}”")) && said.contains(&format!("“{meant}”")),
            "{said}"
        );
        assert!(page.queries() <= 6, "{}", page.header("server-timing"));
    }
    let page = guest.get("/search?q=tesuora+tag:flora").await;
    assert_eq!(page.count(".results > li"), 1, "operators stay");
    assert!(guest.get("/search?q=tesuora+tag:fauna").await.has(".empty"));
    assert!(guest.get("/search?q=zzzzzzzz").await.has(".empty"));
    let apart = guest.get("/search?q=tesoura+xxxxx&lang=pt").await;
    assert_eq!(
        apart.attributes(".ways a", "href"),
        ["/search?q=tesoura%20xxxxx", "/search?q=tesoura%20or%20xxxxx&lang=pt", "/tags", "/notes"]
    );
    assert_eq!(guest.get(&apart.attributes(".ways a", "href")[1]).await.count(".results > li"), 1);
}

/// Title, heading, text, tag and attachment of a hidden note: no page of a search says them, however one asks.
#[actix_web::test]
async fn nothing_hidden_is_told() {
    let app = garden().await;
    let guest = app.guest();
    let member = app.signed_in(Role::Member).await;
    for name in ["members", "unlisted", "draft", "private"] {
        for (browser, knows) in [(&guest, false), (&member, name == "members")] {
            let mut told = Vec::new();
            for question in [
                format!("xilografia{name}"),
                // Mistyped: what comes nearest is hidden.
                format!("xilogrfia{name}"),
                format!("caverna {name}"),
                format!("cavrena {name}"),
                format!("ocluto {name}"),
                format!("oculto {name}"),
                format!("tag:oculto-{name}"),
                format!("oculto-{name}.csv"),
                "fechado".to_owned(),
                "fehcado".to_owned(),
                "jardim -aberto".to_owned(),
                String::new(),
            ] {
                let words = question.replace(' ', "+");
                for address in [format!("/search?q={words}"), format!("/search/suggestions?q={words}")] {
                    let page = browser.get(&address).await;
                    assert_eq!(page.status, 200);
                    // What was asked may be said again.
                    let text = page.texts(".results, .named, .tags, .notes, [role=group]").join(" ");
                    let said = page.texts("main [role=status]").join(" ").replace(&question, "");
                    told.push(format!("{address} {text} {said}"));
                }
            }
            let hidden = [
                format!("Oculto {name}"),
                format!("Caverna {name}"),
                format!("oculto-{name}"),
                format!("xilografia{name}"),
            ];
            for secret in hidden {
                let leak = told
                    .iter()
                    .find(|text| text.split_once(' ').is_some_and(|(_, shown)| shown.contains(&secret)));
                assert_eq!(leak.is_some(), knows, "{secret}: {leak:?}");
            }
        }
    }
    let count = guest.get("/search?q=jardim").await;
    assert_eq!(count.text_of("main [role=status]"), "One note with “jardim”");
}
