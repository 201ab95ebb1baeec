//! `/oembed`.

use roxmltree::Document;
use serde_json::Value;

use super::assert_shared;
use crate::{notes::Shelf, support::app::TestApp};

#[actix_web::test]
async fn a_shared_link_says_what_it_is() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("Folder/A.md", "---\ntitle: A & <b>\n---\nx")]).await;
    let guest = app.guest();
    let site = format!("http://{}", app.address);
    let page = guest.get("/notes/folder/a").await;
    let json = guest.get(&page.attribute("link[type=\"application/json+oembed\"]", "href")).await;
    assert_shared(&json, "application/json; charset=utf-8");
    let embed: Value = serde_json::from_slice(&json.bytes).unwrap();
    assert_eq!(
        (&embed["version"], &embed["type"], &embed["title"]),
        (&"1.0".into(), &"link".into(), &"A & <b>".into())
    );
    assert_eq!((&embed["provider_name"], &embed["provider_url"]), (&"Quintal".into(), &site.as_str().into()));
    assert_eq!(embed["thumbnail_url"], format!("{site}/notes/folder/a/-/card.png"));
    assert_eq!((&embed["thumbnail_width"], &embed["thumbnail_height"]), (&1200.into(), &630.into()));
    let xml = guest.get(&page.attribute("link[type=\"text/xml+oembed\"]", "href")).await;
    assert_shared(&xml, "text/xml; charset=utf-8");
    let xml = xml.text();
    let document = Document::parse(&xml).unwrap();
    let title = document.descendants().find(|node| node.has_tag_name("title")).unwrap();
    assert_eq!(title.text(), Some("A & <b>"));
    let small = guest.get(&format!("/oembed?url={site}/notes/folder/a&maxwidth=400")).await;
    assert!(!small.text().contains("thumbnail"), "{}", small.text());
    let other = guest.get(&format!("/oembed?url={site}/notes/folder/a&format=yaml")).await;
    assert_eq!(other.status, 501);
    for nothing in [
        format!("{site}/notes/none"),
        format!("{site}/tags/a"),
        "https://other.example/notes/folder/a".into(),
        String::new(),
    ] {
        assert_eq!(guest.get(&format!("/oembed?url={nothing}")).await.status, 404, "{nothing}");
    }
}
