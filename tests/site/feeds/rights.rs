//! What is not for everyone is in nothing that everyone may ask for, whoever asks.

use quintal::{
    access::{Audience, Role},
    notes::vaults::Vault,
};

use crate::{
    notes::{Shelf, for_readers},
    support::app::TestApp,
};

/// The notes: their place, and whether a guest who has the address may read them.
const NOTES: [(&str, bool); 5] = [
    ("yard/for-members", false),
    ("yard/for-one", false),
    ("yard/not-yet", false),
    ("yard/by-address", true),
    ("yard/hidden-part", false),
];

async fn plant(app: &TestApp) {
    let author = app.add_person(Role::Author, "ana@garden.example").await;
    let shelf = Shelf::with(app, Vault { author: Some(author), ..Vault::new("Shelf") }).await;
    // All of them are translations of the open note, tagged as it is and linked to from it.
    let text = |lang: &str| format!("quetzal #green\ntranslation of [[Open]] {lang}");
    let of = |audience, lang: &str| {
        for_readers(audience, &text(lang)).replacen(
            "---\n",
            &format!("---\nlang: {lang}\ntranslation_of: Open\n"),
            1,
        )
    };
    shelf
        .add(&[
            ("Yard/For members.md", &of(Audience::Members, "es")),
            ("Yard/For one.md", &of(Audience::Private, "pt")),
            ("Yard/Not yet.md", "---\npublish: false\nlang: fr\ntranslation_of: Open\n---\nquetzal #green"),
            ("Yard/By address.md", &of(Audience::Unlisted, "de")),
            ("Yard/Hidden part.md", &of(Audience::Members, "it")),
            (
                "Yard/Open.md",
                "---\nlang: en\n---\nOpen #green [[For members]] [[For one]] ![[Not yet]] [[By address|x]]",
            ),
        ])
        .await;
}

#[actix_web::test]
async fn nothing_hidden_is_told_to_programs() {
    let app = TestApp::start().await;
    plant(&app).await;
    let owner = app.signed_in(Role::Owner).await;
    for browser in [&app.guest(), &owner] {
        for address in [
            "/feed.xml",
            "/feed.json",
            "/feed.xml?lang=es",
            "/notes/yard/-/feed.xml",
            "/notes/yard/-/feed.json",
            "/tags/green/-/feed.xml",
            "/tags/green/-/feed.json",
            "/sitemap.xml",
            "/sitemap/00000000-0000-0000-0000-000000000000.xml",
            "/llms.txt",
        ] {
            let answer = browser.get(address).await;
            assert_eq!(answer.status, 200, "{address}");
            let text = answer.text();
            for hidden in ["quetzal", "for-members", "for-one", "not-yet", "hidden-part"] {
                assert!(!text.contains(hidden), "{hidden} in {address}:\n{text}");
            }
            // A link in an open text leads to what is not listed; no list does.
            let listed =
                text.replace("href=\"http", "").replace("href=&#34;http", "").replace("href=\\\"http", "");
            assert!(
                !listed.contains("title>By address") && !listed.contains("\"By address\""),
                "{address}:\n{text}"
            );
        }
    }
}

#[actix_web::test]
async fn a_hidden_note_has_no_source_card_or_embed() {
    let app = TestApp::start().await;
    plant(&app).await;
    let guest = app.guest();
    let site = format!("http://{}", app.address);
    for (path, readable) in NOTES {
        for address in [
            format!("/notes/{path}"),
            format!("/notes/{path}.md"),
            format!("/notes/{path}/-/card.png"),
            format!("/oembed?url={site}/notes/{path}"),
        ] {
            let status = guest.get(&address).await.status;
            assert_eq!(status, if readable { 200 } else { 404 }, "{address}");
        }
    }
    let page = guest.get("/notes/yard/open").await;
    assert!(!page.has("link[hreflang]") && !page.has(".translations"), "{}", page.text());
    let member = app.signed_in(Role::Member).await;
    for address in ["/notes/yard/for-members.md", "/notes/yard/for-members/-/card.png"] {
        let answer = member.get(address).await;
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.header("cache-control").starts_with("private"), "{}", answer.header("cache-control"));
        assert!(answer.header("vary").contains("Cookie"), "{}", answer.header("vary"));
    }
    let page = member.get("/notes/yard/open").await;
    assert_eq!(page.attributes(".translations a", "hreflang"), ["es", "it"]);
    for address in ["/notes/yard/for-one.md", "/notes/yard/not-yet.md", "/notes/yard/for-one/-/card.png"] {
        assert_eq!(member.get(address).await.status, 404, "{address}");
    }
    let asked = member.get(&format!("/oembed?url={site}/notes/yard/for-members")).await;
    assert_eq!(asked.status, 404, "what everyone may ask for is not for members");
}

#[actix_web::test]
async fn a_note_with_a_part_for_others_has_no_source() {
    let app = TestApp::start().await;
    Shelf::open(&app).await.add(&[("Open.md", "For everyone.")]).await;
    assert_eq!(app.guest().get("/notes/open.md").await.status, 200);
    sqlx::query(
        "insert into parts (revision_id, ordinal, note_id, audience_id, html, plain, search)
         select revision_id, 1, note_id, 2, '<p>quetzal</p>', 'quetzal', '' from parts",
    )
    .execute(&app.pool)
    .await
    .unwrap();
    assert_eq!(app.guest().get("/notes/open").await.status, 200);
    assert_eq!(app.guest().get("/notes/open.md").await.status, 404);
    assert!(!app.guest().get("/feed.xml").await.text().contains("quetzal"));
    assert_eq!(app.signed_in(Role::Member).await.get("/notes/open.md").await.status, 200);
}
