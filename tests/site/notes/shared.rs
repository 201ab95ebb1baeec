//! What pages say of themselves to other sites.

use serde_json::Value;

use super::Shelf;
use crate::support::app::TestApp;

#[actix_web::test]
async fn a_note_says_what_it_is() {
    let app = TestApp::start_with(&[("QUINTAL_PUBLIC_URL", "https://garden.example")]).await;
    let text = "---\ntitle: \"</script><script>alert(1)</script> & “co”\"\nlang: pt-BR\ntags: [Solo]\ncreated: 2026-01-02\n\
                updated: 2026-03-04\ndescription: 'A \"b\" <c>'\n---\nTexto.";
    Shelf::open(&app).await.add(&[("Horta/Terra/A.md", text)]).await;
    let page = app.guest().get("/notes/horta/terra/a").await;
    let title = "</script><script>alert(1)</script> & “co”";
    let meta = |name: &str| page.attribute(&format!("meta[property=\"{name}\"]"), "content");
    assert_eq!(page.attribute("link[rel=canonical]", "href"), "https://garden.example/notes/horta/terra/a");
    assert_eq!(meta("og:url"), "https://garden.example/notes/horta/terra/a");
    assert_eq!((meta("og:title"), meta("og:type")), (title.to_owned(), "article".to_owned()));
    assert_eq!(
        (meta("og:description"), meta("og:site_name")),
        ("A \"b\" <c>".to_owned(), "Quintal".to_owned())
    );
    assert_eq!((meta("og:locale"), meta("article:tag")), ("pt_BR".to_owned(), "Solo".to_owned()));
    assert_eq!(meta("article:published_time"), "2026-01-02T00:00:00Z");
    assert_eq!(page.attribute("meta[name=\"twitter:card\"]", "content"), "summary_large_image");
    assert_eq!(page.count("script"), 2, "our own, and the data");
    let data: Value = serde_json::from_str(&page.text_of("script[type=\"application/ld+json\"]")).unwrap();
    let [article, crumbs] = data["@graph"].as_array().unwrap().as_slice() else { panic!("{data}") };
    assert_eq!((&article["@type"], &article["headline"]), (&"Article".into(), &title.into()));
    assert_eq!(article["dateModified"], "2026-03-04T00:00:00Z");
    let names: Vec<_> =
        crumbs["itemListElement"].as_array().unwrap().iter().map(|item| &item["name"]).collect();
    assert_eq!(names, ["Quintal", "Horta", "Terra", title]);
    assert_eq!(crumbs["itemListElement"][1]["item"], "https://garden.example/notes/horta");
}

#[actix_web::test]
async fn pages_tell_of_their_feeds() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("Folder/A.md", "#two/words")]).await;
    let guest = app.guest();
    for (address, feed) in [
        ("/", "/feed"),
        ("/notes", "/feed"),
        ("/notes/folder/a", "/feed"),
        ("/notes/folder", "/notes/folder/-/feed"),
        ("/tags/two/words", "/tags/two/words/-/feed"),
    ] {
        let page = guest.get(address).await;
        for (kind, ending) in [("application/atom+xml", "xml"), ("application/feed+json", "json")] {
            let link = page.attribute(&format!("link[rel=alternate][type=\"{kind}\"]"), "href");
            assert_eq!(link, format!("{feed}.{ending}"), "{address}");
            assert_eq!(guest.get(&link).await.status, 200, "{link}");
        }
        let canonical = page.attribute("link[rel=canonical]", "href");
        assert_eq!(canonical, format!("http://{}{address}", app.address), "whole, as in the site map");
    }
}
