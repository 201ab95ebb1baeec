//! `/feed.xml` and its kin, read by a parser that knows nothing of us.

use quintal::{access::Role, notes::vaults::Vault};
use reqwest::Method;
use roxmltree::{Document, Node};

use super::assert_shared;
use crate::{
    notes::{Shelf, attachment, person},
    support::app::TestApp,
};

const KIND: &str = "application/atom+xml; charset=utf-8";
const ATOM: &str = "http://www.w3.org/2005/Atom";

fn children<'a>(node: Node<'a, 'a>, name: &'static str) -> Vec<Node<'a, 'a>> {
    node.children().filter(|child| child.has_tag_name((ATOM, name))).collect()
}

#[track_caller]
fn text<'a>(node: Node<'a, 'a>, name: &'static str) -> &'a str {
    let found = children(node, name);
    assert_eq!(found.len(), 1, "one {name}");
    found[0].text().unwrap_or_default()
}

fn link<'a>(node: Node<'a, 'a>, relation: &str, kind: &str) -> Option<&'a str> {
    let links = children(node, "link").into_iter();
    links
        .filter(|link| link.attribute("rel") == Some(relation) && link.attribute("type") == Some(kind))
        .find_map(|link| link.attribute("href"))
}

/// What RFC 4287 asks of every feed.
#[track_caller]
fn assert_valid(document: &Document<'_>) {
    let root = document.root_element();
    let mut ids = vec![text(root, "id")];
    assert!(root.has_tag_name((ATOM, "feed")) && !text(root, "title").is_empty());
    text(root, "updated").parse::<jiff::Timestamp>().unwrap();
    assert_eq!(children(root, "author").len(), 1);
    for entry in children(root, "entry") {
        ids.push(text(entry, "id"));
        assert!(text(entry, "id").starts_with("urn:uuid:"));
        assert!(!text(entry, "title").is_empty());
        let updated: jiff::Timestamp = text(entry, "updated").parse().unwrap();
        assert!(text(entry, "published").parse::<jiff::Timestamp>().unwrap() <= updated);
        let page = link(entry, "alternate", "text/html").unwrap();
        assert!(page.starts_with("http://"), "{page}");
        assert_eq!(children(entry, "content")[0].attribute("type"), Some("html"));
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids are not shared");
}

#[actix_web::test]
async fn a_feed_holds_whole_notes() {
    let app = TestApp::start().await;
    let (author, _) = person(&app.pool, "ana", "author").await;
    let shelf = Shelf::with(&app, Vault { author: Some(author), ..Vault::new("Shelf") }).await;
    let text_of = "---\ntitle: \"Solo & água ]]> <b>\"\nlang: pt-BR\ntags: [Solo, Água viva]\ncreated: 2026-01-02\n\
                   updated: 2026-03-04\ndescription: Da terra.\n---\nVeja [[Folha|a folha]], [aqui](#fim) e #campo.\n\n\
                   ```rust\nfn x() {}\n```\n\n$a^2$\n\n- [x] feito\n\n<script>alert(1)</script>\n\n## Fim\n\nTudo \u{8}.";
    shelf
        .add(&[("Terra/Solo.md", text_of), ("Terra/Folha.md", "---\nupdated: 2026-02-01\n---\nFolha.")])
        .await;
    let answer = app.guest().get("/feed.xml").await;
    assert_shared(&answer, KIND);
    let xml = answer.text();
    let document = Document::parse(&xml).unwrap();
    assert_valid(&document);
    let root = document.root_element();
    let site = format!("http://{}", app.address);
    assert_eq!(text(root, "title"), "Quintal");
    assert_eq!(text(root, "updated"), "2026-03-04T00:00:00Z");
    assert_eq!(link(root, "self", "application/atom+xml"), Some(format!("{site}/feed.xml").as_str()));
    assert_eq!(link(root, "alternate", "text/html"), Some(format!("{site}/").as_str()));
    let entries = children(root, "entry");
    let titles: Vec<&str> = entries.iter().map(|entry| text(*entry, "title")).collect();
    assert_eq!(titles, ["Solo & água ]]> <b>", "Folha"]);
    let entry = entries[0];
    assert_eq!(entry.attribute(("http://www.w3.org/XML/1998/namespace", "lang")), Some("pt-BR"));
    assert_eq!(text(entry, "summary"), "Da terra.");
    assert_eq!(text(children(entry, "author")[0], "name"), "ana");
    assert_eq!(
        link(entry, "alternate", "text/markdown"),
        Some(format!("{site}/notes/terra/solo.md").as_str())
    );
    let tags: Vec<_> = children(entry, "category").iter().map(|tag| tag.attribute("term")).collect();
    assert_eq!(tags, [Some("agua"), Some("campo"), Some("solo"), Some("viva")]);
    let html = text(entry, "content");
    for whole in [
        format!("<a href=\"{site}/notes/terra/folha\">a folha</a>"),
        format!("<a href=\"{site}/notes/terra/solo#fim\">aqui</a>"),
        format!("<a href=\"{site}/tags/campo\">"),
    ] {
        assert!(html.contains(&whole), "{whole} in {html}");
    }
    assert!(html.contains("<code>(a^2)</code>") && html.contains("☑"), "{html}");
    for gone in ["<script", "<math", "<input", "class=", "href=\"/", "href=\"#"] {
        assert!(!html.contains(gone), "{gone} in {html}");
    }
    assert_eq!(answer.header("last-modified"), "Wed, 04 Mar 2026 00:00:00 GMT");
    assert!(answer.queries() <= 2, "{}", answer.header("server-timing"));
}

#[actix_web::test]
async fn who_has_a_feed_is_told_so() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    shelf.add(&[("A.md", "---\nupdated: 2026-02-01\n---\nText.")]).await;
    let guest = app.guest();
    let first = guest.get("/feed.xml").await;
    for (name, value) in
        [("if-none-match", first.header("etag")), ("if-modified-since", first.header("last-modified"))]
    {
        let again = guest.send(guest.request(Method::GET, "/feed.xml").header(name, value)).await;
        assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0), "{name}");
        assert_eq!(again.header("etag"), first.header("etag"));
    }
    shelf.add(&[("B.md", "---\nupdated: 2026-02-02\n---\nText.")]).await;
    let again = guest.request(Method::GET, "/feed.xml").header("if-none-match", first.header("etag"));
    assert_eq!(guest.send(again).await.status, 200);
    let head = guest.head("/feed.xml").await;
    assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
    let owner = app.signed_in(Role::Owner).await;
    let (theirs, ours) = (owner.get("/feed.xml").await, guest.get("/feed.xml").await);
    assert_shared(&theirs, KIND);
    assert_eq!(theirs.text(), ours.text());
}

#[actix_web::test]
async fn folders_tags_and_languages_have_feeds() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let note = |lang: &str, tag: &str, day: u32| {
        format!("---\nlang: {lang}\ntags: [{tag}]\nupdated: 2026-01-{day:02}\n---\nText.")
    };
    shelf
        .add(&[
            ("Árvores/Uno.md", &note("es", "flor", 1)),
            ("Árvores/Frutais/Dois.md", &note("pt-BR", "Flor/Azul", 2)),
            ("Árvores/Frutais/Secas/Three.md", &note("en", "leaf", 3)),
            ("Outra/Quatro.md", &note("pt", "leaf", 4)),
        ])
        .await;
    let guest = app.guest();
    for (address, title, expected) in [
        ("/feed.xml", "Quintal", vec!["Quatro", "Three", "Dois", "Uno"]),
        ("/feed.xml?lang=pt", "Português · Quintal", vec!["Quatro", "Dois"]),
        ("/feed.xml?lang=xx", "xx · Quintal", vec![]),
        ("/notes/arvores/-/feed.xml", "Árvores · Quintal", vec!["Three", "Dois", "Uno"]),
        ("/notes/arvores/frutais/-/feed.xml", "Frutais · Quintal", vec!["Three", "Dois"]),
        ("/notes/arvores/-/feed.xml?lang=es", "Árvores · Español · Quintal", vec!["Uno"]),
        ("/tags/flor/-/feed.xml", "flor · Quintal", vec!["Dois", "Uno"]),
        ("/tags/Flor/azul/-/feed.xml", "Flor/Azul · Quintal", vec!["Dois"]),
    ] {
        let answer = guest.get(address).await;
        assert_shared(&answer, KIND);
        let xml = answer.text();
        let document = Document::parse(&xml).unwrap();
        assert_valid(&document);
        let root = document.root_element();
        let titles: Vec<&str> = children(root, "entry").iter().map(|entry| text(*entry, "title")).collect();
        assert_eq!((text(root, "title"), titles), (title, expected), "{address}");
        assert!(answer.queries() <= 3, "{address}: {}", answer.header("server-timing"));
    }
    for nothing in [
        "/notes/none/-/feed.xml",
        "/tags/none/-/feed.xml",
        "/notes/arvores/uno/-/feed.xml",
        "/feed.xml?page=2",
    ] {
        assert_eq!(guest.get(nothing).await.status, 404, "{nothing}");
    }
}

#[actix_web::test]
async fn words_of_the_interface_are_in_the_language_of_their_note() {
    let app = TestApp::start().await;
    let card = |id: &str, words: &str| {
        format!(r#"{{"id":"{id}","type":"text","x":0,"y":0,"width":9,"height":9,"text":"{words}"}}"#)
    };
    let board = format!(
        r#"{{"nodes":[{},{}],"edges":[{{"id":"e","fromNode":"a","toNode":"b"}}]}}"#,
        card("a", "As crianças não querem voltar para casa antes do jantar."),
        card("b", "Depois da chuva as folhas ficam no chão do quintal.")
    );
    let long = format!("---\nlang: es\n---\n{}", "palabra ".repeat(20_000));
    Shelf::open(&app).await.add(&[("Quadro.canvas", &board), ("Larga.md", &long)]).await;
    let xml = app.guest().get_in("/feed.xml", "en").await.text();
    let document = Document::parse(&xml).unwrap();
    let entries = children(document.root_element(), "entry");
    let of = |title: &str| *entries.iter().find(|entry| text(**entry, "title") == title).unwrap();
    let quadro = of("Quadro");
    assert_eq!(
        quadro.attribute(("http://www.w3.org/XML/1998/namespace", "lang")),
        Some("pt-BR"),
        "a guessed language is called as the garden calls it"
    );
    let html = text(quadro, "content");
    assert!(html.contains("Linhas entre") && !html.contains("Lines between"), "{html}");
    assert!(text(of("Larga"), "content").contains("demasiado larga"), "{}", text(of("Larga"), "content"));
}

#[actix_web::test]
async fn long_feeds_lead_back_in_time() {
    let app = TestApp::start().await;
    let notes: Vec<(String, String)> = (1..=61)
        .map(|n| (format!("N{n}.md"), format!("---\nupdated: 2026-01-01T00:{:02}:00Z\n---\n{n}", n % 60)))
        .collect();
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Shelf::open(&app).await.add(&notes).await;
    let guest = app.guest();
    let mut address = "/feed.xml?lang=en".to_owned();
    let mut pages = Vec::new();
    let site = format!("http://{}", app.address);
    loop {
        let xml = guest.get(&address).await.text();
        let document = Document::parse(&xml).unwrap();
        assert_valid(&document);
        let root = document.root_element();
        pages.push(children(root, "entry").len());
        assert_eq!(link(root, "previous", "application/atom+xml").is_some(), pages.len() > 1);
        let Some(next) = link(root, "next", "application/atom+xml") else { break };
        address = next.strip_prefix(&site).unwrap().to_owned();
    }
    assert_eq!(pages, [30, 30, 1]);
}

#[actix_web::test]
async fn what_a_feed_cannot_carry_is_linked_to() {
    let app = TestApp::start().await;
    let long = "palavra ".repeat(20_000);
    let shelf = Shelf::open(&app).await;
    shelf.add(&[("Long.md", &long), ("Sound.md", "![[bird.mp3]]")]).await;
    let file = attachment(&app, "bird.mp3", "audio/mpeg", b"x", &[1]).await;
    sqlx::query("update links set target_file_id = (select id from files limit 1)")
        .execute(&app.pool)
        .await
        .unwrap();
    let answer = app.guest().get("/feed.xml").await;
    assert!(answer.bytes.len() < 10_000, "{}", answer.bytes.len());
    let xml = answer.text();
    let document = Document::parse(&xml).unwrap();
    assert_valid(&document);
    let site = format!("http://{}", app.address);
    let contents: Vec<&str> =
        children(document.root_element(), "entry").iter().map(|entry| text(*entry, "content")).collect();
    assert!(
        contents.iter().any(|html| html.contains(&format!("href=\"{site}/notes/long\""))),
        "{contents:?}"
    );
    assert!(contents.iter().any(|html| html.contains(&format!("<a href=\"{site}{file}\">"))), "{contents:?}");
}

#[actix_web::test]
async fn an_empty_garden_has_an_empty_feed() {
    let app = TestApp::start().await;
    let answer = app.guest().get("/feed.xml").await;
    assert_shared(&answer, KIND);
    assert_valid(&Document::parse(&answer.text()).unwrap());
}
