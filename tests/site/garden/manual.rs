//! The sample garden: what the manual promises is there.

use std::collections::BTreeSet;

use quintal::{access::Role, transfer};

use crate::support::app::TestApp;

/// The address that the manual gives for one that never existed, in its three languages.
const NOWHERE: [&str; 3] = [
    "/notes/manual/en/people/the-greenhouse",
    "/notes/manual/es/personas/el-invernadero",
    "/notes/manual/pt-br/pessoas/a-estufa",
];

/// What a guest may not know of: pages for members, which the manual knocks at, and the owner's.
const CLOSED: [&str; 5] = [
    "/admin/import",
    "/admin/writing",
    "/notes/manual/en/people/the-potting-shed",
    "/notes/manual/es/personas/el-cobertizo",
    "/notes/manual/pt-br/pessoas/o-barracao",
];

#[actix_web::test]
async fn every_link_of_the_manual_leads_somewhere() {
    let app = TestApp::start().await;
    transfer::plant(&app.state).await.unwrap();

    let mut db = app.connection().await;
    let reports: Vec<serde_json::Value> =
        sqlx::query_scalar("select report from imports").fetch_all(&mut db).await.unwrap();
    let [report] = &reports[..] else { panic!("planted once: {reports:?}") };
    assert_eq!(report["links"]["broken"]["count"], 0, "{:#}", report["links"]["broken"]);
    assert_eq!(report["links"]["ambiguous"]["count"], 0, "{:#}", report["links"]["ambiguous"]);
    assert_eq!(report["skipped"]["count"], 0, "{:#}", report["skipped"]);

    let guest = app.guest();
    let notes: Vec<String> = sqlx::query_scalar("select '/notes/' || path from notes order by path")
        .fetch_all(&mut db)
        .await
        .unwrap();
    assert!(notes.len() > 20, "{notes:?}");
    let mut hrefs = BTreeSet::new();
    for note in &notes {
        let page = guest.get(note).await;
        for href in page.attributes(".prose a[href]", "href") {
            if let Some(id) = href.strip_prefix('#') {
                assert!(
                    page.attributes(".prose [id]", "id").iter().any(|known| known == id),
                    "{note}: {href}"
                );
            } else if href.starts_with('/') {
                hrefs.insert(href.split('#').next().unwrap().to_owned());
            }
        }
    }
    let mut closed = BTreeSet::new();
    for href in &hrefs {
        let answer = guest.get(href).await;
        match answer.status.as_u16() {
            200 => {}
            303 => assert!(answer.location().starts_with("/login"), "{href}: {}", answer.location()),
            404 => drop(closed.insert(href.as_str())),
            status => panic!("{href}: {status}"),
        }
    }
    assert_eq!(closed, CLOSED.into_iter().chain(NOWHERE).collect::<BTreeSet<_>>());

    let owner = app.signed_in(Role::Owner).await;
    for href in CLOSED {
        assert_eq!(owner.get(href).await.status, 200, "{href}");
    }
    // Where a guest reads mere words, the owner reads a link.
    for note in &notes {
        let page = owner.get(note).await;
        assert!(!page.has(".link-missing"), "{note}: {:?}", page.texts(".link-missing"));
    }
}
