//! `tag:`, `lang:`, `by:`, `before:`, `after:`, in three languages; and what happens to what cannot be meant.

use quintal::{access::Role, notes::vaults::Vault};

use super::{Shelf, person};
use crate::support::app::{Browser, TestApp};

/// Notes of two people, with tags, languages and dates.
async fn garden() -> TestApp {
    let app = TestApp::start().await;
    for (name, notes) in [
        (
            "Ana Ñúñez",
            [
                (
                    "Ipê.md",
                    "---\nlang: pt-BR\ntags: [Árvore/Ipê]\nupdated: 2026-01-05\n---\n# Ipê\n\nUma folha amarela.",
                ),
                (
                    "Ceiba.md",
                    "---\nlang: es\ntags: [árvore]\nupdated: 2026-03-31\n---\nUna folha, dice el vecino.",
                ),
            ],
        ),
        (
            "Bia Prado",
            [
                (
                    "Oak.md",
                    "---\nlang: en\ntags: [tree]\nupdated: 2026-02-10\n---\nA folha, a leaf, o'clock.",
                ),
                (
                    "Pine.md",
                    "---\nlang: en\ntags: [tree, winter]\nupdated: 2025-12-31\n---\nA folha in winter.",
                ),
            ],
        ),
    ] {
        let (author, _) = person(&app.pool, name, "author").await;
        Shelf::with(&app, Vault { author: Some(author), ..Vault::new(name) }).await.add(&notes).await;
    }
    app
}

async fn found(browser: &Browser, question: &str, language: &str) -> Vec<String> {
    let mut address = url::Url::parse("http://x/search").unwrap();
    address.query_pairs_mut().append_pair("q", question);
    let path = format!("/search?{}", address.query().unwrap());
    let page = browser.get_in(&path, language).await;
    assert_eq!(page.status, 200, "{question}");
    assert!(!page.has(".complaints"), "{question}: {:?}", page.texts(".complaints li"));
    let mut titles = page.texts(".results .note-title");
    titles.sort();
    titles
}

#[actix_web::test]
async fn operators_narrow_in_every_language() {
    let app = garden().await;
    let guest = app.guest();
    let questions: [(&[&str], &[&str]); 11] = [
        (&["folha tag:árvore", "folha etiqueta:arvore", "etiqueta:#Árvore folha"], &["Ceiba", "Ipê"]),
        (&["tag:árvore/ipê", "etiqueta:arvore/ipe"], &["Ipê"]),
        (&["tag:tree tag:winter", "etiqueta:tree etiqueta:winter"], &["Pine"]),
        (
            &[
                "folha -tag:winter lang:en",
                "folha -etiqueta:winter idioma:inglés",
                "língua:inglês -tag:winter",
            ],
            &["Oak"],
        ),
        (
            &["lang:es lang:pt", "idioma:español idioma:portugués", "lengua:es língua:português"],
            &["Ceiba", "Ipê"],
        ),
        (&["by:ana", "por:\"ana nunez\"", "autora:Ñúñez", "autor:ana folha"], &["Ceiba", "Ipê"]),
        (&["by:ana by:bia tag:tree -winter"], &["Oak"]),
        (&["by:nobody", "por:ninguém", "tag:nothing", "etiqueta:nada folha", "lang:de"], &[]),
        (
            &[
                "after:2026-01-05 before:2026-03",
                "después:2026-01-05 antes:2026-03",
                "depois:2026-01-05 antes:2026-03-01",
            ],
            &["Ipê", "Oak"],
        ),
        (&["before:2026", "antes:2026 folha"], &["Pine"]),
        (&["folha after:2026-03-31", "folha depois:2026-03-31"], &["Ceiba"]),
    ];
    for language in ["en", "es", "pt-BR"] {
        for (ways, titles) in questions {
            for question in ways {
                assert_eq!(found(&guest, question, language).await, titles, "{question} in {language}");
            }
        }
    }
    assert_eq!(found(&guest, "depois:31/3/2026", "pt").await, ["Ceiba"]);
    assert_eq!(found(&guest, "despues:31/3/2026", "es").await, ["Ceiba"]);
    assert_eq!(found(&guest, "\"o'clock\" tag:tree", "en").await, ["Oak"]);
    let newest = guest.get("/search?q=lang:en").await;
    assert_eq!(newest.texts(".results .note-title"), ["Oak", "Pine"], "without words, the newest first");
}

/// The day begins where the reader lives.
#[actix_web::test]
async fn a_phrase_is_found_letter_by_letter() {
    let app = TestApp::start().await;
    let shelf = Shelf::with(&app, Vault::new("Shelf")).await;
    shelf
        .add(&[
            ("One.md", "---\nlang: en\n---\nThe link preview\nfollows. A glass house."),
            ("Many.md", "---\nlang: en\n---\nLinks previews follow. Two glass houses."),
            ("Três.md", "---\nlang: pt\n---\nUma ação\nlocal, e a água."),
            ("Quatro.md", "---\nlang: pt\n---\nAs ações locais."),
        ])
        .await;
    let guest = app.guest();
    for (question, titles) in [
        ("link preview", &["Many", "One"][..]),
        ("\"link preview\"", &["One"]),
        ("\"LINKS previews\"", &["Many"]),
        ("\"links\"", &["Many"]),
        ("\"glass house\" -\"link preview\"", &[]),
        ("\"glass house\" or \"local\"", &["Many", "One", "Três"]),
        ("\"acao local\"", &["Três"]),
        ("\"ação local\" agua", &["Três"]),
        ("\"três\"", &["Três"]),
    ] {
        assert_eq!(found(&guest, question, "en").await, titles, "{question}");
    }
}

#[actix_web::test]
async fn dates_are_the_readers_own() {
    let app = garden().await;
    let member = app.signed_in(Role::Member).await;
    sqlx::query("update users set time_zone = 'America/Sao_Paulo' where email_key = 'member@example.org'")
        .execute(&app.pool)
        .await
        .unwrap();
    // Midnight in Greenwich is the evening before in São Paulo.
    assert_eq!(found(&app.guest(), "after:2026-03-31", "en").await, ["Ceiba"]);
    assert_eq!(found(&member, "after:2026-03-31", "en").await, Vec::<String>::new());
    assert_eq!(found(&member, "after:2026-03-30", "en").await, ["Ceiba"]);
}

#[actix_web::test]
async fn what_makes_no_sense_is_told_kindly() {
    let app = garden().await;
    let guest = app.guest();
    for (language, question, told) in [
        ("en", "oak after:soon", "“soon” is not a date I can read. Write 2026, 2026-01 or 2026-01-31."),
        (
            "es",
            "oak antes:2026-13",
            "«2026-13» no es una fecha que yo sepa leer. Escribe 2026, 2026-01 o 31/1/2026.",
        ),
        (
            "pt-BR",
            "oak idioma:élfico",
            "“élfico” não é um idioma que eu conheça. Escreva pt, es ou en, ou o nome do idioma.",
        ),
        (
            "en",
            "oak tag:",
            "Nothing follows “tag:”. What you look for comes right after the colon, without a space.",
        ),
        (
            "es",
            "oak -por:ana",
            "Un signo menos delante de «por:ana» no significa nada, así que no se tuvo en cuenta. Funciona con palabras, frases y etiquetas.",
        ),
    ] {
        let page = guest.get_in(&format!("/search?q={}", question.replace(' ', "+")), language).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.texts(".complaints li"), [told], "{question}");
        assert_eq!(page.attribute("main input[name=q]", "aria-describedby"), "complaints");
        assert_eq!(page.texts(".results .note-title"), ["Oak"], "the rest of {question} counts");
    }
    let only = guest.get("/search?q=after:soon").await;
    assert!(only.has(".complaints") && only.has(".empty"), "nothing else was asked");
    let many = "after:x+".repeat(20);
    assert_eq!(guest.get(&format!("/search?q={many}")).await.count(".complaints li"), 4);
}

#[actix_web::test]
async fn the_page_says_how_to_search() {
    let app = garden().await;
    for (language, word, example) in [
        ("en", "How to search", "tag:garden"),
        ("es", "Cómo buscar", "por:ana"),
        ("pt", "Como buscar", "depois:2026-01 antes:2026-06-15"),
    ] {
        let page = app.guest().get_in("/search", language).await;
        assert_eq!(page.text_of("main summary"), word);
        assert!(page.texts(".search-how dt").contains(&example.to_owned()), "{language}");
        for address in page.attributes(".search-how dt a", "href") {
            let example = app.guest().get_in(&address, language).await;
            assert!(example.status == 200 && !example.has(".complaints"), "{address}");
        }
    }
    let empty = app.guest().get("/search").await;
    assert_eq!(empty.texts("main .tags .tag")[..2], ["tree", "árvore"], "the largest first");
    assert_eq!(empty.texts(".notes .note-title")[0], "Ceiba", "the newest first");
}
