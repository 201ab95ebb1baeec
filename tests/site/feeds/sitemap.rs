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

/// Notes enough for a second part, made by the database itself.
const MANY: &str = "
    set session_replication_role = replica;
    insert into vaults (id, name, created_at) values ('00000000-0000-7000-8000-000000000001', 'many', now());
    insert into notes (
        id, vault_id, path, folder, title, language, excerpt, audience_id, listed,
        published_revision_id, newest_revision_id, created_at, updated_at
    )
    select id, '00000000-0000-7000-8000-000000000001', 'note-' || i, '', 'Note', 'en', '', 1, true, id, id, now(), now()
    from generate_series(1, 10000) i
    cross join lateral (select ('00000000-0000-7001-8000-' || lpad(to_hex(i), 12, '0'))::uuid as id) made;
";

#[actix_web::test]
async fn a_large_garden_has_a_map_in_parts() {
    let app = TestApp::start().await;
    sqlx::raw_sql(MANY).execute(&app.pool).await.unwrap();
    let guest = app.guest();
    let index = guest.get("/sitemap.xml").await;
    assert_shared(&index, KIND);
    let site = format!("http://{}", app.address);
    let parts = addresses(&index.text());
    assert_eq!(parts.len(), 2, "ten thousand fill two parts, and there is no empty third");
    let mut notes = Vec::new();
    for part in &parts {
        let answer = guest.get(part.strip_prefix(&site).unwrap()).await;
        assert_shared(&answer, KIND);
        let on_it = addresses(&answer.text());
        assert!(on_it.len() <= PART + 1, "{}", on_it.len());
        notes.extend(on_it);
    }
    notes.sort_unstable();
    notes.dedup();
    assert_eq!(notes.len(), 10_001, "each once, and the front");
    for nothing in ["/sitemap/x.xml", "/sitemap/ffffffff-ffff-7fff-bfff-ffffffffffff.xml"] {
        assert_eq!(guest.get(nothing).await.status, 404, "{nothing}");
    }
}
