//! Pages of notes and folders, as a guest meets them.

use quintal::{access::Audience, notes::vaults::Vault, text::language::Language};

use super::{Shelf, attachment, for_readers, person};
use crate::support::app::TestApp;

#[actix_web::test]
async fn a_note_shows_its_text_and_what_is_around_it() {
    let app = TestApp::start().await;
    let text = "---\ntitle: Compostagem\nlang: pt-BR\ntags: [Solo]\ndescription: Da cozinha à terra.\n\
                updated: 2026-02-03\n---\nDuas partes. Veja [[Folhas|as folhas]] e [[Folhas#Secas]].\n\n\
                ## Começo\n\nA.\n\n### Dentro\n\nB.\n\n## Fim\n\nC.";
    let shelf = Shelf::open(&app).await;
    shelf
        .add(&[
            ("Horta/Compostagem.md", text),
            ("Horta/Canteiro.md", "Leva [[Compostagem]]."),
            ("Horta/Folhas.md", "# Folhas\n\n## Secas\n"),
            ("Horta/Viveiro/Mudas.md", "Mudas."),
            ("Outra/Longe.md", "Longe."),
        ])
        .await;
    let page = app.guest().get_in("/notes/horta/compostagem", "en").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.text_of("main h1"), "Compostagem");
    assert_eq!(page.attribute("main h1", "lang"), "pt-BR");
    assert_eq!(page.attribute(".prose", "lang"), "pt-BR");
    assert_eq!(page.attribute("html", "lang"), "en");
    assert_eq!(page.attribute("meta[name=description]", "content"), "Da cozinha à terra.");
    let canonical = format!("http://{}/notes/horta/compostagem", app.address);
    assert_eq!(page.attribute("link[rel=canonical]", "href"), canonical);
    assert_eq!(page.attribute("meta[property='og:url']", "content"), canonical);
    assert_eq!(page.text_of(".meta time"), "3 February 2026");
    assert!(page.text_of(".meta").contains("Português"));
    assert_eq!(page.attributes(".meta .tag", "href"), ["/tags/solo"]);
    assert_eq!(page.texts(".crumbs a"), ["Quintal", "Horta"]);
    assert_eq!(page.texts(".contents > ol > li > a"), ["Começo", "Fim"]);
    assert_eq!(page.texts(".contents ol ol a"), ["Dentro"]);
    assert_eq!(page.attributes(".prose p a", "href"), ["/notes/horta/folhas", "/notes/horta/folhas#secas"]);
    assert_eq!(page.texts(".backlinks .tie"), ["Canteiro"]);
    assert_eq!(page.attributes(".neighbours a", "href"), ["/notes/horta/canteiro", "/notes/horta/folhas"]);
    assert_eq!(page.attribute(".tree [aria-current=page]", "href"), "/notes/horta/compostagem");
    assert_eq!(page.texts(".tree a"), ["Horta", "Viveiro", "Canteiro", "Compostagem", "Folhas", "Outra"]);
    let folders = "li > a:has(> svg[aria-label=Folder])";
    assert_eq!(page.texts(&format!(".tree {folders}")), ["Horta", "Viveiro", "Outra"], "told from notes");
    assert!(page.queries() <= 2, "{}", page.header("server-timing"));
    assert!(page.header("set-cookie").is_empty());
    for id in page.attributes(".contents a", "href") {
        assert!(page.has(&format!(".prose [id=\"{}\"]", id.trim_start_matches('#'))), "{id}");
    }
}

#[actix_web::test]
async fn a_note_is_written_the_way_of_its_language() {
    let app = TestApp::start().await;
    Shelf::open(&app)
        .await
        .add(&[
            ("He.md", "---\nlang: he\ntitle: גן\n---\nשלום"),
            ("Latn.md", "---\nlang: he\ndir: ltr\n---\nshalom"),
            ("En.md", "---\nlang: en\n---\ntext ![[He]]"),
            ("Turned.md", "---\nlang: en\ndir: RTL\n---\ntext"),
        ])
        .await;
    let guest = app.guest();
    let page = guest.get("/notes/he").await;
    assert_eq!((page.attribute("h1", "dir"), page.attribute(".prose", "dir")), ("rtl".into(), "rtl".into()));
    assert!(!guest.get("/notes/latn").await.has(".prose[dir]"));
    assert_eq!(guest.get("/notes/turned").await.attribute(".prose", "dir"), "rtl");
    let page = guest.get("/notes/en").await;
    assert!(!page.has(".prose[dir]"));
    assert_eq!(page.attribute(".embed > div", "dir"), "rtl");
    assert_eq!(guest.get("/notes").await.attributes(".note-title a[dir]", "dir"), ["rtl", "rtl"]);
}

#[actix_web::test]
async fn what_is_in_a_closed_folder_of_the_tree_comes_by_itself() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    shelf
        .add(&[
            ("Horta/Compostagem.md", "C."),
            ("Horta/Viveiro/Mudas.md", "M."),
            ("Horta/Viveiro/Sala/Vaso.md", "V."),
            ("Outra/Longe.md", "L."),
            ("Sócios/Ata.md", &for_readers(Audience::Members, "A.")),
        ])
        .await;
    let guest = app.guest();
    let page = guest.get_in("/notes/horta/compostagem", "en").await;
    assert_eq!(page.attributes(".tree details[open]", "data-path"), ["horta"]);
    let closed = ".tree details[hidden]:not([open])";
    assert_eq!(page.attributes(closed, "data-path"), ["horta/viveiro", "outra"], "for scripts to open");
    assert_eq!(page.texts(&format!("{closed} > summary")), ["Inside Viveiro", "Inside Outra"]);
    assert_eq!(page.count(&format!("{closed} li")), 0, "no page carries the whole tree");

    let piece = guest.get("/notes/-/tree?folder=horta/viveiro&folder=outra&folder=socios&folder=none").await;
    assert_eq!(piece.status, 200);
    assert_eq!(piece.attributes("details[open]", "data-path"), ["horta/viveiro", "outra"]);
    let within = "details[data-path='horta/viveiro'] > ul > li > a";
    assert_eq!(piece.attributes(within, "href"), ["/notes/horta/viveiro/sala", "/notes/horta/viveiro/mudas"]);
    assert_eq!(piece.attributes("details[hidden]", "data-path"), ["horta/viveiro/sala"]);
    assert_eq!((piece.header("x-robots-tag"), piece.queries()), ("noindex", 1));
    let member = app.signed_in(quintal::access::Role::Member).await;
    assert!(member.get("/notes/-/tree?folder=socios").await.has("a[href='/notes/socios/ata']"));

    let many: Vec<String> = (0..99).map(|n| format!("&folder=f{n}")).collect();
    let many = many.concat();
    for odd in ["", "?folder=", "?folder=%00", "?folder=../..", &format!("?{many}&folder=outra")] {
        let piece = guest.get(&format!("/notes/-/tree{odd}")).await;
        assert_eq!((piece.status.as_u16(), piece.count("li")), (200, 0), "{odd:.40}");
    }
}

#[actix_web::test]
async fn footnotes_have_a_heading_and_ways_back_in_words() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("A.md", "one[^1] two[^1]\n\n[^1]: Below.")]).await;
    for (language, title, back) in
        [("en", "Footnotes", "Back to reference"), ("es", "Notas al pie", "Volver a la llamada")]
    {
        let page = app.guest().get_in("/notes/a", language).await;
        assert_eq!(page.text_of(".footnotes > h2.visually-hidden"), title);
        let ways = page.texts(".footnote-back .visually-hidden");
        assert_eq!(ways, [format!("{back} 1"), format!("{back} 1-2")]);
        assert!(!page.has(".contents"), "it is no section of the note");
    }
}

#[actix_web::test]
async fn a_folder_shows_what_lies_in_it() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let notes = [("Guía rápida/Uno.md", "1"), ("Guía rápida/Dos.md", "2"), ("Guía rápida/Más/Tres.md", "3")];
    shelf.add(&notes).await;
    let guest = app.guest();
    let page = guest.get("/notes/guia-rapida").await;
    assert_eq!(page.text_of("h1"), "Guía rápida");
    assert_eq!(page.texts(".index-list a"), ["Más"]);
    assert_eq!(page.texts(".note-title"), ["Dos", "Uno"]);
    assert!(page.queries() <= 2, "{}", page.header("server-timing"));
    let inner = guest.get("/notes/guia-rapida/mas").await;
    assert_eq!(inner.texts(".crumbs a"), ["Quintal", "Guía rápida"]);
    for nothing in
        ["/notes/guia", "/notes/guia-rapida/m", "/notes/guia-rapida/mas/tre", "/notes/-", "/notes/%00"]
    {
        assert_eq!(guest.get(nothing).await.status, 404, "{nothing}");
    }
}

#[actix_web::test]
async fn old_addresses_lead_on() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let old = shelf.add(&[("a/Old.md", "x"), ("b/Other.md", "")]).await.remove(0);
    shelf.relocate(&old, "c/New.md", "x").await;
    let guest = app.guest();
    let answer = guest.get("/notes/a/old?x=1").await;
    assert_eq!((answer.status.as_u16(), answer.location()), (308, "/notes/c/new?x=1"));
    assert_eq!(guest.get("/notes/c/new/").await.location(), "/notes/c/new");
    assert_eq!(guest.get("/notes/").await.location(), "/notes");
    assert_eq!(guest.get("/notes/a").await.status, 404, "nothing lies in the old folder any more");
    shelf.relocate(&old, "d/Secret.md", &for_readers(Audience::Members, "x")).await;
    for address in ["/notes/a/old", "/notes/c/new", "/notes/d/secret"] {
        assert_eq!(guest.get(address).await.status, 404, "{address} tells where a hidden note went");
    }
}

#[actix_web::test]
async fn a_hidden_note_is_the_same_as_none() {
    let app = TestApp::start().await;
    let (author, _) = person(&app.pool, "ana", "author").await;
    let vault = Vault { author: Some(author), ..Vault::new("Shelf") };
    let shelf = Shelf::with(&app, vault).await;
    let hidden = for_readers(Audience::Members, "Only for members: quetzal. #hidden");
    let private = for_readers(Audience::Private, "Mine alone: quetzal. #hidden");
    let unlisted = for_readers(Audience::Unlisted, "Who has the address reads: quetzal. #hidden [[Open]]");
    let open = "[[Hidden]] [[Nowhere|Hidden]] [[Unlisted]] ![[Hidden]] ![[Nowhere]] [[Mine]]";
    shelf
        .add(&[
            ("Cellar/Hidden.md", &hidden),
            ("Cellar/Mine.md", &private),
            ("Cellar/Draft.md", "---\npublish: false\n---\nquetzal #hidden"),
            ("Unlisted.md", &unlisted),
            ("Open.md", open),
        ])
        .await;
    let guest = app.guest();
    let plain = |address: &'static str| {
        let guest = app.guest();
        async move {
            let answer = guest.get(address).await;
            assert_eq!(answer.status, 404, "{address}");
            let name = address.trim_start_matches("/notes/").to_owned();
            answer.text().replace(&name.replace('/', "%2F"), "").replace(&name, "")
        }
    };
    let none = plain("/notes/cellar/nothing").await;
    for address in ["/notes/cellar/hidden", "/notes/cellar/mine", "/notes/cellar/draft"] {
        assert_eq!(plain(address).await, none, "{address}");
    }
    assert_eq!(guest.get("/notes/cellar").await.status, 404);
    let page = guest.get("/notes/open").await;
    let links = page.texts(".prose .link-missing");
    assert_eq!(links[..2], ["Hidden", "Hidden"]);
    assert!(!page.text().contains("/notes/cellar") && !page.text().contains("nowhere"));
    assert_eq!(page.attributes(".prose a", "href"), ["/notes/unlisted"]);
    assert!(!page.has(".backlinks"), "an unlisted note is in no list");
    let unlisted = guest.get("/notes/unlisted").await;
    assert_eq!(unlisted.text_of(".badge"), "Unlisted");
    assert!(unlisted.has("meta[name=robots]"));
    for list in ["/", "/notes", "/tags", "/search?q=quetzal", "/tags/hidden"] {
        let answer = guest.get(list).await;
        for address in answer.attributes("a", "href") {
            for hidden in ["cellar", "unlisted", "hidden"] {
                assert!(
                    !address.contains(hidden) || address.starts_with("/login"),
                    "{list} leads to {address}"
                );
            }
        }
        assert_eq!(
            answer.texts(".notes .note-title").iter().filter(|title| *title != "Open").count(),
            0,
            "{list}"
        );
    }
}

#[actix_web::test]
async fn embeds_are_shown_to_those_who_may_read_them() {
    let app = TestApp::start().await;
    let open = attachment(&app, "leaf.png", "image/png", b"png", &[1]).await;
    let closed = attachment(&app, "secret.png", "image/png", b"png", &[2]).await;
    Shelf::open(&app)
        .await
        .add(&[("a.md", "![[leaf.png|A leaf]] ![[secret.png]] [[secret.png|words]]")])
        .await;
    sqlx::query("update links set target_file_id = f.id from files f where f.name = links.target")
        .execute(&app.pool)
        .await
        .unwrap();
    let page = app.guest().get("/notes/a").await;
    assert_eq!(page.attributes(".prose img", "src"), [open]);
    assert_eq!(page.attribute(".prose img", "alt"), "A leaf");
    assert_eq!(page.texts(".link-missing").len(), 2);
    assert!(!page.text().contains(&closed));
}

#[actix_web::test]
async fn the_front_is_the_chosen_note_in_the_readers_language() {
    let app = TestApp::start().await;
    for (name, language, text) in [
        ("en", "en", "Welcome to the garden."),
        ("es", "es", "Te damos la bienvenida."),
        ("pt", "pt-BR", "Boas-vindas ao jardim."),
    ] {
        let vault = Vault {
            mount: name.into(),
            language: Some(Language::parse(language).unwrap()),
            ..Vault::new(name)
        };
        let text = format!("---\npermalink: welcome\n---\n{text}");
        Shelf::with(&app, vault).await.add(&[("Welcome.md", &text)]).await;
    }
    let guest = app.guest();
    assert_eq!(guest.get("/").await.count(".notes > li"), 3, "nothing is chosen: the newest");
    sqlx::query("update garden set front_note_id = (select id from notes where path = 'en/welcome')")
        .execute(&app.pool)
        .await
        .unwrap();
    for (wish, text) in [
        ("pt-PT, en", "Boas-vindas ao jardim."),
        ("es", "Te damos la bienvenida."),
        ("en", "Welcome to the garden."),
        ("de", "Welcome to the garden."),
    ] {
        let front = guest.get_in("/", wish).await;
        assert_eq!(front.text_of(".prose"), text, "{wish}");
        assert!(front.queries() <= 2);
    }
    sqlx::query("update notes set audience_id = 2").execute(&app.pool).await.unwrap();
    let front = guest.get("/").await;
    assert_eq!(front.status, 200);
    assert!(front.has(".empty"), "a front that is not for guests is not shown to them");
}

#[actix_web::test]
async fn a_known_page_is_not_sent_again() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("a.md", "Text.")]).await;
    let guest = app.guest();
    let page = guest.get("/notes/a").await;
    let again = guest.request(reqwest::Method::GET, "/notes/a").header("if-none-match", page.header("etag"));
    let again = guest.send(again).await;
    assert_eq!(again.status, 304);
    assert!(again.bytes.is_empty());
}

#[actix_web::test]
async fn a_note_tells_how_long_it_takes_in_words_of_both_languages() {
    let app = TestApp::start().await;
    let words = |count: usize| "palavra ".repeat(count);
    let (pt, en) =
        (format!("---\nlang: pt\n---\n{}", words(1000)), format!("---\nlang: en\n---\n{}", words(1000)));
    Shelf::open(&app).await.add(&[("pt.md", &pt), ("en.md", &en), ("short.md", "one")]).await;
    let guest = app.guest();
    for (path, language, said) in [
        ("pt", "pt-BR", "6 minutos de leitura"),
        ("pt", "en", "6 minutes to read"),
        ("en", "es", "5 minutos de lectura"),
        ("short", "pt-BR", "um minuto de leitura"),
    ] {
        let page = guest.get_in(&format!("/notes/{path}"), language).await;
        assert_eq!(page.text_of(".minutes"), said);
    }
    // As long as a part of it is for others, its length would tell of that.
    sqlx::query("update parts set audience_id = 2 where note_id = (select id from notes where path = 'en')")
        .execute(&app.pool)
        .await
        .unwrap();
    assert!(!guest.get("/notes/en").await.has(".minutes"));
    assert!(app.signed_in(quintal::access::Role::Member).await.get("/notes/en").await.has(".minutes"));
}

#[actix_web::test]
async fn late_changes_are_said_in_words_and_dated_besides() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("a.md", "Text.")]).await;
    let guest = app.guest();
    for (at, said) in [("2026-11-21T09:00:00Z", "today"), ("2026-11-18T09:00:00Z", "3 days ago")] {
        sqlx::query("update notes set updated_at = $1::text::timestamptz")
            .bind(at)
            .execute(&app.pool)
            .await
            .unwrap();
        for page in ["/notes/a", "/notes"] {
            let page = guest.get_in(page, "en").await;
            assert_eq!(page.text_of("main time"), said);
            assert_eq!(page.attribute("main time", "datetime"), at);
            assert!(page.attribute("main time", "title").ends_with("November 2026, 09:00"));
        }
    }
}
