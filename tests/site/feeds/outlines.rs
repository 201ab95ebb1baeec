//! `/robots.txt` and `/llms.txt`.

use super::assert_shared;
use crate::{notes::Shelf, support::app::TestApp};

#[actix_web::test]
async fn robots_are_told_where_the_map_is() {
    let app = TestApp::start().await;
    let answer = app.guest().get("/robots.txt").await;
    assert_shared(&answer, "text/plain; charset=utf-8");
    let text = answer.text();
    assert!(text.contains(&format!("\nSitemap: http://{}/sitemap.xml\n", app.address)), "{text}");
    for closed in ["/admin", "/search", "/login", "/account"] {
        assert!(text.contains(&format!("\nDisallow: {closed}\n")), "{text}");
    }
    assert!(app.guest().get("/").await.header("x-robots-tag").is_empty());
}

#[actix_web::test]
async fn a_garden_may_keep_search_engines_out() {
    let app = TestApp::start_with(&[("QUINTAL_SEARCH_ENGINES", "false")]).await;
    let guest = app.guest();
    assert_eq!(guest.get("/robots.txt").await.text(), "User-agent: *\nDisallow: /\n");
    assert_eq!(guest.get("/sitemap.xml").await.status, 404);
    assert_eq!(guest.get("/").await.header("x-robots-tag"), "noindex");
    assert_eq!(guest.get("/feed.xml").await.header("x-robots-tag"), "noindex");
}

#[actix_web::test]
async fn an_outline_leads_to_the_sources() {
    let app = TestApp::start().await;
    let described = "---\ntitle: Água\ndescription: Do céu à terra.\n---\nx";
    Shelf::open(&app).await.add(&[("Top.md", "At the top."), ("Horta nova/Água.md", described)]).await;
    let guest = app.guest();
    let answer = guest.get("/llms.txt").await;
    assert_shared(&answer, "text/markdown; charset=utf-8");
    let (text, site) = (answer.text(), format!("http://{}", app.address));
    assert!(text.starts_with("# Quintal\n\n> "), "{text}");
    assert!(text.contains(&format!("\n## Notes\n\n- [Top]({site}/notes/top.md): At the top.\n")), "{text}");
    let section = format!("\n## Horta nova\n\n- [Água]({site}/notes/horta-nova/agua.md): Do céu à terra.\n");
    assert!(text.contains(&section), "{text}");
    assert_eq!(guest.get("/notes/horta-nova/agua.md").await.status, 200);
}
