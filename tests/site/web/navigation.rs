//! The way around the garden, at the head of every page.

use crate::support::app::TestApp;

#[actix_web::test]
async fn every_page_leads_to_the_parts_of_the_garden_and_marks_its_own() {
    let app = TestApp::start().await;
    let guest = app.guest();
    for (page, current) in [
        ("/", vec![("/", "page")]),
        ("/notes", vec![("/notes", "page")]),
        ("/notes?sort=title", vec![("/notes", "page")]),
        ("/notes/nothing-here", vec![("/notes", "true")]),
        ("/tags", vec![("/tags", "page")]),
        ("/static-and-dynamic", vec![("/static-and-dynamic", "page")]),
        ("/search", vec![]),
        ("/notesy", vec![]),
    ] {
        let answer = guest.get(page).await;
        let parts = answer.attributes("header nav.sections a", "href");
        assert_eq!(parts, ["/notes", "/tags", "/graph", "/static-and-dynamic"], "{page}");
        let marked: Vec<_> = answer
            .attributes("header [aria-current]", "href")
            .into_iter()
            .zip(answer.attributes("header [aria-current]", "aria-current"))
            .collect();
        let expected: Vec<_> =
            current.iter().map(|(href, how)| ((*href).to_owned(), (*how).to_owned())).collect();
        assert_eq!(marked, expected, "{page}");
    }
    let spanish = guest.get_in("/", "es").await;
    assert_eq!(
        spanish.texts("nav[aria-label=Principal] a"),
        ["Notas", "Etiquetas", "Mapa del jardín", "Estático y dinámico"]
    );
}
