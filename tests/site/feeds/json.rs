//! `/feed.json`: JSON Feed 1.1.

use serde_json::{Value, json};

use super::assert_shared;
use crate::{notes::Shelf, support::app::TestApp};

#[actix_web::test]
async fn a_json_feed_says_the_same() {
    let app = TestApp::start().await;
    let text = "---\ntitle: \"A \\\"quoted\\\" leaf\"\nlang: en\ntags: [Green]\ncreated: 2026-01-02\nupdated: 2026-03-04\n---\n[[B]]";
    let old = "---\nupdated: 2026-01-01\nlang: es\n---\nViejo.";
    let saved = Shelf::open(&app).await.add(&[("Folder/A.md", text), ("Folder/B.md", old)]).await;
    let answer = app.guest().get("/notes/folder/-/feed.json").await;
    assert_shared(&answer, "application/feed+json; charset=utf-8");
    let feed: Value = serde_json::from_slice(&answer.bytes).unwrap();
    let site = format!("http://{}", app.address);
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["title"], "Folder · Quintal");
    assert_eq!(feed["home_page_url"], format!("{site}/notes/folder"));
    assert_eq!(feed["feed_url"], format!("{site}/notes/folder/-/feed.json"));
    assert_eq!(feed["authors"], json!([{"name": "Quintal", "url": site}]));
    assert!(feed.get("next_url").is_none());
    let item = &feed["items"][0];
    assert_eq!(item["id"], format!("urn:uuid:{}", saved[0].note));
    assert_eq!(item["url"], format!("{site}/notes/folder/a"));
    assert_eq!(item["title"], "A \"quoted\" leaf");
    assert_eq!(item["content_html"], format!("<p><a href=\"{site}/notes/folder/b\">B</a></p>\n"));
    assert_eq!(item["date_published"], "2026-01-02T00:00:00Z");
    assert_eq!(item["date_modified"], "2026-03-04T00:00:00Z");
    assert_eq!((&item["tags"], &item["language"]), (&json!(["Green"]), &json!("en")));
    assert_eq!(feed["items"][1]["language"], "es");
    for address in ["/feed.json", "/feed.json?lang=es", "/tags/green/-/feed.json"] {
        assert_shared(&app.guest().get(address).await, "application/feed+json; charset=utf-8");
    }
    let narrowed: Value = serde_json::from_slice(&app.guest().get("/feed.json?lang=es").await.bytes).unwrap();
    assert_eq!((&narrowed["language"], narrowed["items"].as_array().unwrap().len()), (&json!("es"), 1));
}
