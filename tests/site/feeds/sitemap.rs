//! `/sitemap.xml`, whole and in parts.

use quintal::notes::{read::addresses::PART, vaults::Vault};
use roxmltree::Document;

use super::assert_shared;
use crate::{notes::Shelf, support::app::TestApp};

const KIND: &str = "application/xml; charset=utf-8";
const MAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

fn addresses(xml: &str) -> Vec<String> {
    let document = Document::parse(xml).unwrap();
    let places = document.descendants().filter(|node| node.has_tag_name((MAP, "loc")));
    places.map(|node| node.text().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn every_note_for_everyone_is_on_the_map() {
    let app = TestApp::start().await;
    let vault = |name: &str| Vault { mount: name.to_lowercase(), ..Vault::new(name) };
    let english = "---\nlang: en\npermalink: soil\nupdated: 2026-03-04\n---\nSoil.";
    let (spanish, alone) = ("---\nlang: es\npermalink: soil\n---\nSuelo.", "---\nlang: en\n---\nAlone.");
    Shelf::with(&app, vault("En")).await.add(&[("Soil.md", english), ("Alone.md", alone)]).await;
    Shelf::with(&app, vault("Es")).await.add(&[("Suelo.md", spanish)]).await;
    let answer = app.guest().get("/sitemap.xml").await;
    assert_shared(&answer, KIND);
    let (xml, site) = (answer.text(), format!("http://{}", app.address));
    let mut found = addresses(&xml);
    found.sort();
    let expected = ["/", "/notes/en/alone", "/notes/en/soil", "/notes/es/suelo"];
    assert_eq!(found, expected.map(|path| format!("{site}{path}")));
    let document = Document::parse(&xml).unwrap();
    let soil = document.descendants().find(|node| {
        node.has_tag_name((MAP, "url"))
            && node.descendants().any(|text| text.text() == Some(&format!("{site}/notes/en/soil")))
    });
    let soil = soil.unwrap();
    let changed = soil.children().find(|node| node.has_tag_name((MAP, "lastmod"))).unwrap();
    assert_eq!(changed.text(), Some("2026-03-04T00:00:00Z"));
    let languages: Vec<_> = soil
        .children()
        .filter(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "link")))
        .map(|node| (node.attribute("hreflang").unwrap(), node.attribute("href").unwrap().replace(&site, "")))
        .collect();
    assert_eq!(languages, [("en", "/notes/en/soil".to_owned()), ("es", "/notes/es/suelo".to_owned())]);
}

#[actix_web::test]
async fn a_large_garden_has_a_map_in_parts() {
    let app = TestApp::start().await;
    sqlx::raw_sql(include_str!("../notes/many.sql")).execute(&app.pool).await.unwrap();
    let guest = app.guest();
    let index = guest.get("/sitemap.xml").await;
    assert_shared(&index, KIND);
    let site = format!("http://{}", app.address);
    let parts = addresses(&index.text());
    let mut notes = Vec::new();
    for part in &parts {
        let answer = guest.get(part.strip_prefix(&site).unwrap()).await;
        assert_shared(&answer, KIND);
        assert!(answer.bytes.len() < 50_000_000);
        let on_it = addresses(&answer.text());
        assert!(on_it.len() <= PART + 1, "{}", on_it.len());
        notes.extend(on_it);
    }
    let public: i64 = sqlx::query_scalar("select count(*) from notes where audience_id = 1 and listed")
        .fetch_one(&app.pool)
        .await
        .unwrap();
    let public = usize::try_from(public).unwrap();
    assert_eq!((notes.len(), parts.len()), (public + 1, public.div_ceil(PART)), "and the front");
    notes.sort_unstable();
    notes.dedup();
    assert_eq!(notes.len(), public + 1, "each once");
    for nothing in ["/sitemap/x.xml", "/sitemap/ffffffff-ffff-7fff-bfff-ffffffffffff.xml"] {
        assert_eq!(guest.get(nothing).await.status, 404, "{nothing}");
    }
}
