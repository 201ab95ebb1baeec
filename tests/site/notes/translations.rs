//! Notes in several languages.

use quintal::{access::Audience, notes::vaults::Vault};

use super::{Shelf, for_readers};
use crate::support::app::TestApp;

fn note(lang: &str, more: &str) -> String {
    format!("---\nlang: {lang}\n{more}\n---\nText.")
}

#[actix_web::test]
async fn translations_know_each_other() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    // The translation comes before what it translates; both ways of saying so.
    shelf
        .add(&[
            ("es/Suelo.md", &note("es", "translation_of: \"[[en/Soil]]\"")),
            ("pt/Solo.md", &note("pt-BR", "translation_of: ../en/Soil.md")),
            ("de/Boden.md", &note("de", "permalink: soil")),
        ])
        .await;
    let guest = app.guest();
    assert!(!guest.get("/notes/es/suelo").await.has(".translations"), "the original is not there yet");
    shelf.add(&[("en/Soil.md", &note("en", "permalink: soil")), ("en/Alone.md", &note("en", ""))]).await;
    let all = [
        ("de", "/notes/de/boden"),
        ("en", "/notes/en/soil"),
        ("es", "/notes/es/suelo"),
        ("pt-BR", "/notes/pt/solo"),
    ];
    for (language, address) in all {
        let page = guest.get(address).await;
        let others: Vec<_> = all.iter().filter(|(other, _)| *other != language).collect();
        assert_eq!(
            page.attributes(".translations a", "href"),
            others.iter().map(|(_, address)| *address).collect::<Vec<_>>(),
            "{address}"
        );
        assert_eq!(
            page.attributes(".translations a", "lang"),
            others.iter().map(|(other, _)| *other).collect::<Vec<_>>()
        );
        let mut alternates: Vec<_> = page.attributes("link[hreflang]", "hreflang");
        assert_eq!(alternates.remove(0), language, "itself first");
        assert_eq!(alternates.pop().as_deref(), Some("x-default"));
        assert_eq!(alternates.len(), 3);
        let usual = format!("http://{}/notes/en/soil", app.address);
        assert_eq!(page.attributes("link[hreflang=x-default]", "href"), [usual]);
        assert!(page.queries() <= 2, "{}", page.header("server-timing"));
    }
    assert_eq!(guest.get("/notes/en/soil").await.texts(".translations a"), ["de", "Español", "Português"]);
    assert!(!guest.get("/notes/en/alone").await.has("link[hreflang]"));
    assert!(!guest.get("/notes/en/soil").await.has(".backlinks"), "to translate is not to link");
}

#[actix_web::test]
async fn who_meets_another_language_is_told_of_their_own() {
    let app = TestApp::start().await;
    Shelf::open(&app)
        .await
        .add(&[
            ("en/Soil.md", &note("en", "permalink: soil")),
            ("es/Suelo.md", &note("es", "translation_of: \"[[en/Soil]]\"")),
            ("en/Alone.md", &note("en", "")),
        ])
        .await;
    let guest = app.guest();
    let page = guest.get_in("/notes/en/soil", "es").await;
    assert_eq!(page.text_of(".stopgap"), "Esta nota también está en tu idioma: Suelo");
    assert_eq!(page.attribute(".stopgap a", "href"), "/notes/es/suelo");
    let page = guest.get_in("/notes/en/soil", "pt").await;
    assert_eq!(page.text_of(".stopgap"), "Esta página ainda não existe na sua língua. Aqui está em English.");
    for (address, language) in
        [("/notes/en/soil", "en"), ("/notes/es/suelo", "es"), ("/notes/en/alone", "pt")]
    {
        assert!(!guest.get_in(address, language).await.has(".stopgap"), "{address} in {language}");
    }
}

#[actix_web::test]
async fn what_a_note_translates_follows_its_words() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let saved = shelf
        .add(&[
            ("Soil.md", &note("en", "")),
            ("Water.md", &note("en", "")),
            ("Suelo.md", &note("es", "translation_of: Soil")),
        ])
        .await;
    let guest = app.guest();
    let others = async |address: &str| guest.get(address).await.attributes(".translations a", "href");
    assert_eq!(others("/notes/soil").await, ["/notes/suelo"]);
    shelf.relocate(&saved[2], "Suelo.md", &note("es", "translation_of: Water")).await;
    assert_eq!((others("/notes/soil").await.len(), others("/notes/water").await.len()), (0, 1));
    shelf.relocate(&saved[2], "Suelo.md", &note("es", "")).await;
    assert_eq!(others("/notes/water").await.len(), 0);
    shelf.relocate(&saved[2], "Suelo.md", &note("es", "translation_of: Earth")).await;
    assert_eq!(others("/notes/suelo").await.len(), 0);
    shelf.relocate(&saved[0], "Earth.md", &note("en", "")).await;
    assert_eq!(others("/notes/suelo").await, ["/notes/earth"]);
}

#[actix_web::test]
async fn another_vault_is_looked_at_last() {
    let app = TestApp::start().await;
    let vault = |name: &str| Vault { mount: name.to_lowercase(), ..Vault::new(name) };
    let english = Shelf::with(&app, vault("En")).await;
    english.add(&[("Home.md", &note("en", ""))]).await;
    let spanish = Shelf::with(&app, vault("Es")).await;
    spanish.add(&[("Casa.md", &note("es", "translation_of: Home"))]).await;
    let guest = app.guest();
    assert_eq!(guest.get("/notes/es/casa").await.attributes(".translations a", "href"), ["/notes/en/home"]);
    spanish.add(&[("Home.md", &note("fr", ""))]).await;
    assert_eq!(guest.get("/notes/es/casa").await.attributes(".translations a", "href"), ["/notes/es/home"]);
}

#[actix_web::test]
async fn the_front_speaks_its_readers_language() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let hidden =
        for_readers(Audience::Members, "x").replacen("---\n", "---\nlang: pt\ntranslation_of: Home\n", 1);
    let saved = shelf
        .add(&[
            ("Home.md", &note("en", "")),
            ("Casa.md", &note("es-MX", "translation_of: Home")),
            ("Lar.md", &hidden),
        ])
        .await;
    sqlx::query("update garden set front_note_id = $1")
        .bind(saved[0].note.0)
        .execute(&app.pool)
        .await
        .unwrap();
    let guest = app.guest();
    for (wish, title, is_stopgap) in [
        ("en", "Home", false),
        ("es", "Casa", false),
        ("pt-BR, es;q=0.5, en;q=0.1", "Casa", true),
        ("pt", "Home", true),
        ("de", "Home", false),
    ] {
        let page = guest.get_in("/", wish).await;
        assert_eq!((page.text_of("main h1").as_str(), page.has(".stopgap")), (title, is_stopgap), "{wish}");
        let site = format!("http://{}/", app.address);
        assert_eq!(page.attribute("link[rel=canonical]", "href"), site, "a page of its own");
        assert_eq!(page.attribute("link[hreflang=x-default]", "href"), site);
        assert_eq!(page.attribute("link[hreflang=en]", "href"), format!("{site}notes/home"));
        assert!(page.queries() <= 2, "{}", page.header("server-timing"));
    }
}
