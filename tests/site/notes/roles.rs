//! Each role meets its own garden, at the same addresses.

use quintal::{
    access::{Audience, Role},
    notes::vaults::Vault,
};

use super::{Shelf, attachment, for_readers};
use crate::support::app::{PASSWORD, TestApp};

#[actix_web::test]
async fn every_role_reads_its_own_garden() {
    let app = TestApp::start().await;
    let ana = app.add_person(Role::Author, "ana@garden.example").await;
    let audience: i32 = sqlx::query_scalar("select id from audiences where user_id = $1")
        .bind(ana.0)
        .fetch_one(&app.pool)
        .await
        .unwrap();
    let shelf = Shelf::with(&app, Vault { author: Some(ana), ..Vault::new("Shelf") }).await;
    let text = |audience, links: &str| for_readers(audience, &format!("quetzal {links} #bird"));
    let (public, members, private, unlisted) = (
        text(Audience::Public, "[[Members]] [[Private]]"),
        text(Audience::Members, "[[Private]]"),
        text(Audience::Private, "[[Public]]"),
        text(Audience::Unlisted, ""),
    );
    shelf
        .add(&[
            ("Shelf/Public.md", &public),
            ("Shelf/Members.md", &members),
            ("Shelf/Private.md", &private),
            ("Shelf/Unlisted.md", &unlisted),
        ])
        .await;
    let files = [
        attachment(&app, "a.txt", "text/plain", b"a", &[1]).await,
        attachment(&app, "b.txt", "text/plain", b"b", &[2]).await,
        attachment(&app, "c.txt", "text/plain", b"c", &[audience]).await,
    ];
    let author = app.guest();
    assert_eq!(author.sign_in("ana@garden.example", PASSWORD).await.status, 303);
    let browsers = [
        ("guest", app.guest(), 1, 2),
        ("member", app.signed_in(Role::Member).await, 2, 3),
        ("another author", app.signed_in(Role::Author).await, 2, 3),
        ("editor", app.signed_in(Role::Editor).await, 2, 3),
        ("owner", app.signed_in(Role::Owner).await, 2, 3),
        ("its author", author, 3, 3),
    ];
    for (who, browser, reads, queries) in &browsers {
        for (index, name) in ["public", "members", "private"].into_iter().enumerate() {
            let page = browser.get(&format!("/notes/shelf/{name}")).await;
            assert_eq!(page.status == 200, index < *reads, "{who} and {name}");
            assert!(page.queries() <= *queries, "{who}: {}", page.header("server-timing"));
            let file = browser.get(&files[index]).await;
            assert_eq!(file.status == 200, index < *reads, "{who} and the file of {name}");
        }
        assert_eq!(browser.get("/notes/shelf/unlisted").await.status, 200, "{who}");
        for list in ["/", "/notes", "/notes/shelf", "/tags/bird", "/search?q=quetzal"] {
            let page = browser.get(list).await;
            assert_eq!(page.count(".notes > li"), *reads, "{who} at {list}");
            assert!(!page.text().contains("shelf/unlisted"), "{who} at {list}");
            let badges = page.texts(".notes .badge");
            assert_eq!(badges.len(), reads - 1, "{who} at {list}: {badges:?}");
        }
        assert_eq!(browser.get("/tags").await.text_of(".count"), reads.to_string(), "{who}");
        let page = browser.get("/notes/shelf/public").await;
        assert_eq!(page.count(".prose a[href^='/notes']"), reads - 1, "{who}");
        assert_eq!(page.count(".prose .link-missing"), 3 - reads, "{who}");
        assert_eq!(page.has(".backlinks"), *reads == 3, "{who}");
    }
    let (_, member, ..) = &browsers[1];
    let (missing, hidden) =
        (member.get("/notes/shelf/nothing").await, member.get("/notes/shelf/private").await);
    assert_eq!(
        missing.text().replace("shelf/nothing", ""),
        hidden.text().replace("shelf/private", ""),
        "a member meets the same page, too"
    );
    assert!(!missing.has("main a[href^='/login']"), "and no offer to sign in");
}

#[actix_web::test]
async fn the_owner_of_an_empty_garden_is_shown_the_import() {
    let app = TestApp::start().await;
    let owner = app.signed_in(Role::Owner).await;
    assert_eq!(owner.get("/").await.attributes(".empty a.button", "href"), ["/admin/import"]);
}
