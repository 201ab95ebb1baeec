//! A revision as it was, and what changed between two.

use quintal::{
    access::{Audience, Role},
    notes::write::{self},
};

use super::super::{attachment, for_readers};
use super::{Scene, ok};

#[actix_web::test]
async fn a_revision_is_shown_as_it_was_with_links_of_today() {
    let scene = Scene::set().await;
    scene.note("Other.md", &["Other.\n"]).await;
    let hidden = for_readers(Audience::Private, "Hidden.\n");
    scene.note("Hidden.md", &[&hidden]).await;
    let old = "---\ntags: [x]\n---\n# The old title\n\nSee [[Other]], [[Hidden]] and [[Nowhere]]. ![[Other]]\n\n<script>alert(1)</script>\n\n## Part\n";
    scene.note("Note.md", &[old, "# The new title\n\nNothing.\n"]).await;
    let page = ok(scene.author.get("/notes/note/-/history/1").await);
    assert_eq!(page.text_of("h1"), "The old title");
    assert_eq!(page.texts(".prose h2"), ["Part"]);
    assert_eq!(
        page.attributes(".prose a[href^='/notes']", "href"),
        ["/notes/other", "/notes/hidden", "/notes/other"]
    );
    assert_eq!(page.count(".prose .link-missing"), 1);
    assert!(!page.text().contains("<script>alert") && page.text().contains("&#60;script&#62;alert"));
    assert!(page.text_of(".revision-banner").contains("what the note said once"));
    assert!(page.text_of(".revision-source pre").contains("tags: [x]"));
    let editor = scene.app.signed_in(Role::Editor).await;
    let seen = ok(editor.get("/notes/note/-/history/1").await);
    assert_eq!(seen.attributes(".prose a[href^='/notes']", "href"), ["/notes/other", "/notes/other"]);
    assert_eq!(
        seen.count(".prose .link-missing"),
        2,
        "what one may not know of looks like what is not there"
    );

    let newest = ok(scene.author.get("/notes/note/-/history/2").await);
    assert!(newest.text_of(".revision-banner").contains("readers see now"));
    assert!(!newest.has("form[action$=restoration]"));
    for nothing in ["history/0", "history/3", "history/-1", "history/x", "history/99999999999"] {
        assert_eq!(scene.author.get(&format!("/notes/note/-/{nothing}")).await.status, 404, "{nothing}");
    }
}

#[actix_web::test]
async fn old_addresses_lead_to_the_history_of_today() {
    let scene = Scene::set().await;
    let note = scene.note("Old.md", &["One.\n", "Two.\n"]).await;
    sqlx::raw_sql("insert into note_paths (path, note_id, created_at) select 'new', id, now() from notes; update notes set path = 'new'")
        .execute(&scene.app.pool)
        .await
        .unwrap();
    for page in ["history?before=9", "history/1", "changes?from=1&to=2", "authorship"] {
        let moved = scene.author.get(&format!("/notes/old/-/{page}")).await;
        assert_eq!((moved.status.as_u16(), moved.location()), (308, format!("/notes/new/-/{page}").as_str()));
    }
    let base = scene.base(note).await;
    let answer = scene.author.post("/notes/old/-/history/1/restoration", &[("base", &base)]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/notes/new"));
}

#[actix_web::test]
async fn changes_can_be_read() {
    let scene = Scene::set().await;
    let body = |words: &str| {
        let same = (1..=30).map(|n| format!("Line {n} that stays as it is.\n")).collect::<Vec<_>>().concat();
        format!("The {words} fox jumps over the lazy dog.\n{same}")
    };
    let moved = "A paragraph of some length that will travel.\n";
    let old =
        format!("---\ntitle: Fox\nlang: en\n---\n{moved}\n{}Gone for good, every word.\n", body("quick"));
    let new = format!("---\ntitle: The fox\nlang: en\n---\n{}\n{moved}", body("slow & <brown>"));
    scene.note("Fox.md", &[&old, &new]).await;
    // In either order, and by default the last change.
    for query in ["?from=1&to=2", "?from=2&to=1", "", "?to=2", "?from=1"] {
        let page = ok(scene.author.get(&format!("/notes/fox/-/changes{query}")).await);
        assert_eq!(page.texts(".diff-heads h2 a"), ["Revision 1", "Revision 2"], "{query}");
        let counts = ["one property", "one line changed", "one line removed", "one passage moved"];
        assert_eq!(page.texts(".diff-counts li"), counts, "{query}");
    }
    let page = scene.author.get("/notes/fox/-/changes").await;
    assert_eq!(page.texts(".diff-properties dt"), ["title"]);
    assert_eq!(page.texts(".diff-properties del"), ["removed: Fox"]);
    assert_eq!(page.texts(".diff-properties ins"), ["added: The fox"]);
    assert_eq!(page.texts(".diff-changed del"), ["removed: quick"]);
    assert_eq!(page.texts(".diff-changed ins"), ["added: slow & <brown>"]);
    assert_eq!(page.texts(".diff-removed del.diff-text"), ["empty line", "Gone for good, every word."]);
    assert_eq!(page.texts(".diff-row.diff-moved .diff-text"), [moved.trim(); 2]);
    assert_eq!(page.texts("span.diff-moved"), ["moved to line 37", "moved from line 5"]);
    assert_eq!(page.texts(".diff-same .diff-number")[..2], ["8", "6"], "an unchanged line in each text");
    assert_eq!(page.texts(".diff-fold summary"), ["24 lines unchanged"]);
    assert_eq!(page.count(".diff-fold .diff-row"), 24);
    assert!(page.texts(".visually-hidden").iter().any(|words| words == "Line 7 before:"));
    assert_eq!(ok(scene.author.get("/notes/fox/-/changes?from=1&to=1").await).count(".diff"), 0);
    for nothing in ["?from=1&to=3", "?from=9", "?to=0", "?from=a&to=b"] {
        assert_eq!(
            scene.author.get(&format!("/notes/fox/-/changes{nothing}")).await.status,
            404,
            "{nothing}"
        );
    }
}

#[actix_web::test]
async fn a_replaced_picture_is_shown_beside_the_new_one() {
    let scene = Scene::set().await;
    let png = include_bytes!("../../../../static/icons/leaf.svg");
    let mut files = Vec::new();
    for name in ["a.svg", "b.svg", "elsewhere.svg"] {
        let address = attachment(&scene.app, name, "image/svg+xml", png, &[]).await;
        let id = address.split('/').nth(2).unwrap().parse().unwrap();
        let mut db = scene.app.pool.begin().await.unwrap();
        write::name_attachments(&mut db, scene.vault.id, &[(id, name.to_owned())]).await.unwrap();
        db.commit().await.unwrap();
        files.push((id, address));
    }
    scene.note("Leaf.md", &["A leaf: ![[a.svg|a young leaf]]\n", "A leaf: ![[b.svg|an old leaf]]\n"]).await;
    let page = ok(scene.author.get("/notes/leaf/-/changes").await);
    let kept = format!("/notes/leaf/-/history/1/files/{}", files[0].0);
    assert_eq!(page.attributes(".diff-old img", "src"), [kept.as_str()]);
    assert_eq!(page.attributes(".diff-old img", "alt"), ["a young leaf"]);
    assert_eq!(page.attributes(".diff-new img", "src"), [files[1].1.as_str()]);
    // Nothing shows the first one any more; those who see the history still get it, and nobody else.
    assert_eq!(scene.author.get(&files[0].1).await.status, 404);
    let picture = scene.author.get(&kept).await;
    assert_eq!((picture.status.as_u16(), picture.bytes.as_slice()), (200, &png[..]));
    assert_eq!(picture.header("content-type"), "image/svg+xml");
    assert!(picture.header("content-security-policy").contains("sandbox"));
    assert!(ok(scene.author.get("/notes/leaf/-/history/1").await).text().contains(&kept));
    let other = scene.app.signed_in(Role::Author).await;
    assert_eq!(other.get(&kept).await.status, 403);
    assert_eq!(scene.app.guest().get(&kept).await.status, 303);
    // What the revision does not show is not to be had by it.
    for (number, file) in [(1, files[2].0), (2, files[0].0)] {
        let address = format!("/notes/leaf/-/history/{number}/files/{file}");
        assert_eq!(scene.author.get(&address).await.status, 404, "{address}");
    }
}
