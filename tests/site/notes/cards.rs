//! Pictures for shared links.

use reqwest::Method;
use tiny_skia::Pixmap;

use super::Shelf;
use crate::support::app::TestApp;

#[actix_web::test]
async fn a_note_has_a_picture_of_its_title() {
    let app = TestApp::start().await;
    let shelf = Shelf::open(&app).await;
    let old = shelf.add(&[("Água e sombra.md", "x"), ("庭.md", "y")]).await.remove(0);
    let guest = app.guest();
    let page = guest.get("/notes/agua-e-sombra").await;
    let site = format!("http://{}", app.address);
    let image = page.attribute("meta[property=\"og:image\"]", "content");
    let card = guest.get(image.strip_prefix(&site).unwrap()).await;
    assert_eq!((card.status.as_u16(), card.header("content-type")), (200, "image/png"));
    let picture = Pixmap::decode_png(&card.bytes).unwrap();
    assert_eq!((picture.width(), picture.height()), (1200, 630));
    assert_eq!(page.attribute("meta[property=\"og:image:width\"]", "content"), "1200");
    assert!(card.bytes.len() < 100_000, "{}", card.bytes.len());
    assert_eq!(card.queries(), 1);
    let again = guest.request(Method::GET, "/notes/agua-e-sombra/-/card.png");
    let again = guest.send(again.header("if-none-match", card.header("etag"))).await;
    assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0));
    let stranger = guest.get("/notes/ting/-/card.png").await;
    assert_eq!(stranger.status, 200, "a title in letters that we lack");
    assert_ne!(stranger.bytes, card.bytes);
    shelf.relocate(&old, "Luz.md", "x").await;
    assert_eq!(guest.get("/notes/agua-e-sombra/-/card.png").await.location(), "/notes/luz/-/card.png");
    assert_eq!(guest.get("/notes/none/-/card.png").await.status, 404);
}

#[actix_web::test]
async fn everything_else_has_the_garden_s() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("Folder/A.md", "#green")]).await;
    let guest = app.guest();
    for address in ["/", "/notes", "/notes/folder", "/tags/green", "/login", "/none"] {
        let image = guest.get(address).await.attribute("meta[property=\"og:image\"]", "content");
        assert_eq!(image, format!("http://{}/card.png", app.address), "{address}");
    }
    let card = guest.get("/card.png").await;
    assert!(card.header("cache-control").starts_with("public"));
    assert_eq!(Pixmap::decode_png(&card.bytes).unwrap().width(), 1200);
}
