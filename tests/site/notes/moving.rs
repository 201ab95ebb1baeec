//! Renaming and moving notes in the browser.

use quintal::{
    access::{Audience, Role},
    notes::vaults::Vault,
};

use super::{Shelf, for_readers};
use crate::support::{
    app::{Browser, PASSWORD, TestApp},
    page::Answer,
};

struct Scene {
    app: TestApp,
    shelf: Shelf,
    /// The author of all notes of the shelf.
    author: Browser,
}

async fn scene(notes: &[(&str, &str)]) -> Scene {
    let app = TestApp::start().await;
    let ana = app.add_person(Role::Author, "ana@garden.example").await;
    let shelf = Shelf::with(&app, Vault { author: Some(ana), ..Vault::new("Shelf") }).await;
    shelf.add(notes).await;
    let author = app.guest();
    author.sign_in("ana@garden.example", PASSWORD).await;
    Scene { app, shelf, author }
}

impl Scene {
    async fn source(&self, path: &str) -> String {
        let query = "select r.source from note_paths p join notes n on n.id = p.note_id
                     join revisions r on r.id = n.newest_revision_id where p.path = $1";
        sqlx::query_scalar(query).bind(path).fetch_one(&self.app.pool).await.unwrap()
    }

    async fn revisions(&self, path: &str) -> i64 {
        let query =
            "select count(*) from note_paths p join revisions r on r.note_id = p.note_id where p.path = $1";
        sqlx::query_scalar(query).bind(path).fetch_one(&self.app.pool).await.unwrap()
    }

    async fn generation(&self) -> i64 {
        sqlx::query_scalar("select generation from garden").fetch_one(&self.app.pool).await.unwrap()
    }
}

/// The form as the page shows it, with some fields filled anew.
async fn form(
    browser: &Browser,
    address: &str,
    fields: &[(&'static str, &str)],
) -> Vec<(&'static str, String)> {
    let page = browser.get(address).await;
    assert_eq!(page.status, 200, "{address}: {}", page.text());
    let mut form: Vec<(&'static str, String)> = [
        ("revision", "[name=revision]"),
        ("title", "[name=title]"),
        ("name", "[name=name]"),
        ("folder", "[name=folder]"),
    ]
    .into_iter()
    .filter(|(_, field)| page.has(field))
    .map(|(name, field)| (name, page.attribute(field, "value")))
    .collect();
    for (name, value) in fields {
        form.retain(|(known, _)| known != name);
        form.push((name, (*value).to_owned()));
    }
    form
}

async fn submit(browser: &Browser, address: &str, form: &[(&str, String)]) -> crate::support::page::Answer {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(address, &form).await
}

const LINKING: &str = "---\ntags: [x]\n# \"[[Old]]\" is no link here\n---\nSee [[Old]],  [[Old#Part|words]] and `[[Old]]`.\r\n[m](Old.md)\n";

#[actix_web::test]
async fn a_renamed_note_keeps_its_old_address_and_its_links() {
    let scene = scene(&[
        ("a/Old.md", "Text. [[Old#Part]] [itself](Old.md) ![pic](../b/pic.md)\n\n## Part\n\nx"),
        ("a/Linking.md", LINKING),
        ("b/pic.md", "A picture, in words."),
        ("b/Other.md", "By its path: [[a/Old|p]]."),
        ("Untouched.md", "Nothing."),
    ])
    .await;
    let address = "/notes/a/old/-/move";
    assert!(
        scene
            .author
            .get("/notes/a/old")
            .await
            .attributes(".note-ways a", "href")
            .contains(&address.to_owned())
    );
    let mut form = form(&scene.author, address, &[("name", "New (one)"), ("folder", "c/d")]).await;
    let review = submit(&scene.author, address, &form).await;
    assert_eq!(review.status, 200, "{}", review.text());
    assert_eq!(review.texts(".turned label"), ["Linking", "Other"]);
    assert_eq!(review.count(".turned input[checked]"), 2);
    assert_eq!(review.texts(".turned .line-number"), ["Line 5", "Line 6", "Line 1"]);
    assert!(
        review.texts(".change ins")[0].contains("[[New (one)#Part|words]] and `[[Old]]`"),
        "{}",
        review.text()
    );
    assert_eq!(scene.app.guest().get("/notes/a/old").await.status, 200, "nothing has moved yet");

    for value in review.attributes("[name=turn]", "value") {
        form.push(("turn", value));
    }
    form.extend([("seen", review.attribute("[name=seen]", "value")), ("links", "rewrite".to_owned())]);
    let before = scene.generation().await;
    let moved = submit(&scene.author, address, &form).await;
    assert_eq!((moved.status.as_u16(), moved.location()), (303, "/notes/c/d/new-one"), "{}", moved.text());
    assert_eq!(scene.generation().await, before + 1);
    let guest = scene.app.guest();
    let old = guest.get("/notes/a/old").await;
    assert_eq!((old.status.as_u16(), old.location()), (308, "/notes/c/d/new-one"));
    let linking = LINKING
        .replace("See [[Old]],  [[Old#Part|words]]", "See [[New (one)]],  [[New (one)#Part|words]]")
        .replace("[m](Old.md)", "[m](../c/d/New%20%28one%29.md)");
    assert_eq!(scene.source("a/linking").await, linking, "byte for byte but for the links");
    assert_eq!(scene.source("b/other").await, "By its path: [[c/d/New (one)|p]].");
    let counts = [
        scene.revisions("a/linking").await,
        scene.revisions("b/other").await,
        scene.revisions("untouched").await,
    ];
    assert_eq!(counts, [2, 2, 1], "one revision for each note that changed");
    for (page, links) in [("a/linking", 3), ("b/other", 1)] {
        let page = guest.get(&format!("/notes/{page}")).await;
        let leads = page.attributes(".prose a", "href");
        assert_eq!(
            leads.iter().filter(|to| to.starts_with("/notes/c/d/new-one")).count(),
            links,
            "{leads:?}"
        );
    }
    let own = guest.get("/notes/c/d/new-one").await;
    assert!(!own.has(".link-missing"), "its own links lead where they led: {}", own.text());
    assert_eq!(own.text_of("h1"), "New (one)");
}

#[actix_web::test]
async fn the_old_name_can_stay_as_another_name() {
    let scene =
        scene(&[("Old.md", "---\ntags: [x]\n---\n# A title\n\nText."), ("Linking.md", "[[Old]]")]).await;
    let address = "/notes/old/-/move";
    let mut form = form(&scene.author, address, &[("name", "New"), ("title", "Another: title")]).await;
    form.extend([("links", "alias".to_owned()), ("seen", "New.md".to_owned())]);
    let moved = submit(&scene.author, address, &form).await;
    assert_eq!(moved.location(), "/notes/new", "{}", moved.text());
    let source = scene.source("new").await;
    assert_eq!(source, "---\ntags: [x]\naliases: [Old]\n---\n# Another: title\n\nText.");
    assert_eq!(scene.revisions("linking").await, 1);
    let guest = scene.app.guest();
    assert_eq!(guest.get("/notes/linking").await.attributes(".prose a", "href"), ["/notes/new"]);
    assert_eq!(guest.get("/notes/new").await.text_of("h1"), "Another: title");
}

/// In the vault only the name of its file leads to a note.
#[actix_web::test]
async fn links_by_the_old_name_are_offered_though_a_permalink_catches_them() {
    let scene = scene(&[
        ("Old.md", "---\npermalink: old\naliases: [Other]\n---\nText."),
        ("Linking.md", "[[Old]] and [[Other]]"),
    ])
    .await;
    let address = "/notes/old/-/move";
    let form = form(&scene.author, address, &[("name", "New")]).await;
    let review = submit(&scene.author, address, &form).await;
    assert_eq!(review.status, 200, "{}", review.text());
    assert_eq!(review.texts(".change ins"), ["[[New]] and [[Other]]"]);
}

#[actix_web::test]
async fn a_note_that_only_changes_its_folder_needs_no_rewriting() {
    let scene = scene(&[("a/Name.md", "Text."), ("Linking.md", "[[Name]]")]).await;
    let address = "/notes/a/name/-/move";
    let form = form(&scene.author, address, &[("folder", "")]).await;
    let moved = submit(&scene.author, address, &form).await;
    assert_eq!((moved.status.as_u16(), moved.location()), (303, "/notes/name"));
    assert_eq!(scene.revisions("linking").await, 1);
    let back = self::form(&scene.author, "/notes/name/-/move", &[("folder", "a")]).await;
    let back = submit(&scene.author, "/notes/name/-/move", &back).await;
    assert_eq!(back.location(), "/notes/a/name", "its own old address is free for it");
    assert_eq!(scene.app.guest().get("/notes/name").await.location(), "/notes/a/name");
}

#[actix_web::test]
async fn what_cannot_be_comes_back_with_what_was_typed() {
    let scene = scene(&[
        ("Old.md", "---\ntitle: &t Shared\nmine: *t\n---\nText."),
        ("Taken.md", "x"),
        ("Linking.md", "[[Old]]"),
    ])
    .await;
    let moved = scene.shelf.add(&[("Was here.md", "y")]).await.remove(0);
    scene.shelf.relocate(&moved, "Is there.md", "y").await;
    let address = "/notes/old/-/move";
    for (field, value, message) in [
        ("name", "Taken", "name"),
        ("name", "taken", "name"),
        ("name", "Was here", "name"),
        ("name", "", "name"),
        ("name", "a/b", "name"),
        ("name", "[[x]]", "name"),
        ("name", ".hidden", "name"),
        ("folder", "a/../b", "folder"),
        ("folder", "a|b", "folder"),
        ("title", "", "title"),
        ("title", "Not so simple", "title"),
    ] {
        let form = form(&scene.author, address, &[(field, value)]).await;
        let refused = submit(&scene.author, address, &form).await;
        assert_eq!(refused.status, 422, "{field}={value}");
        assert!(refused.has(&format!("#{message}-error")), "{field}={value}: {}", refused.text());
        assert_eq!(
            refused.attribute(&format!("[name={field}]"), "value"),
            value,
            "what was typed is still there"
        );
    }
    let nothing = form(&scene.author, address, &[]).await;
    assert_eq!(submit(&scene.author, address, &nothing).await.status, 422, "nothing is different");
    assert_eq!(scene.author.post(address, &[("name", "New")]).await.status, 422, "an incomplete form");
    assert_eq!(scene.app.guest().get("/notes/old").await.status, 200);
}

#[actix_web::test]
async fn what_changed_meanwhile_is_not_overwritten() {
    let scene = scene(&[("Old.md", "Text."), ("Linking.md", "[[Old]]")]).await;
    let address = "/notes/old/-/move";
    let stale = form(&scene.author, address, &[("name", "New")]).await;
    let review = submit(&scene.author, address, &stale).await;
    let mut seen = stale.clone();
    seen.extend([
        ("turn", review.attribute("[name=turn]", "value")),
        ("links", "rewrite".into()),
        ("seen", "New.md".into()),
    ]);
    // Another name than the one that was seen is shown first.
    let mut other = seen.clone();
    other.retain(|(name, _)| *name != "name");
    other.push(("name", "Yet another".into()));
    let again = submit(&scene.author, address, &other).await;
    assert_eq!(
        (again.status.as_u16(), again.texts(".change ins")),
        (200, vec!["[[Yet another]]".to_owned()])
    );
    // Somebody writes into the note that is to be turned.
    let query = "select note_id from note_paths where path = $1";
    let id =
        |path: &'static str| sqlx::query_scalar::<_, uuid::Uuid>(query).bind(path).fetch_one(&scene.app.pool);
    let saved = |note, path: &str| quintal::notes::write::Saved {
        note: quintal::ids::NoteId(note),
        revision: quintal::ids::RevisionId::new(),
        path: path.into(),
        revised: true,
    };
    let linking = saved(id("linking").await.unwrap(), "linking");
    scene.shelf.relocate(&linking, "Linking.md", "More: [[Old]].").await;
    let refused = submit(&scene.author, address, &seen).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("Somebody changed this")
            && refused.texts(".change ins") == ["More: [[New]]."]
    );
    assert_eq!(refused.attribute("[name=name]", "value"), "New");
    assert_eq!(scene.app.guest().get("/notes/old").await.status, 200, "nothing moved");
    // And into the note itself.
    let old = saved(id("old").await.unwrap(), "old");
    scene.shelf.relocate(&old, "Old.md", "Other text.").await;
    let refused = submit(&scene.author, address, &stale).await;
    assert!(refused.status == 422 && refused.text().contains("Somebody changed this"));
    assert_ne!(
        refused.attribute("[name=revision]", "value"),
        stale[0].1,
        "the next try is about what stands there now"
    );
}

#[actix_web::test]
async fn a_draft_is_moved_by_those_who_work_on_it() {
    let scene = scene(&[("Sketch.md", "---\npublish: false\n---\nText."), ("Other.md", "[[Sketch]]")]).await;
    let address = "/notes/sketch/-/move";
    let page = scene.author.get("/notes/sketch").await;
    let ways = page.attributes(".note-ways a", "href");
    assert!(ways.contains(&address.to_owned()));
    for page in ways.iter().filter(|way| way.contains("/-/")) {
        assert_eq!(scene.author.get(page).await.status, 200, "{page}");
    }
    let another = scene.app.signed_in(Role::Author).await;
    assert_eq!(another.get(address).await.status, 404);
    assert_eq!(scene.app.signed_in(Role::Editor).await.get(address).await.status, 200);
    let form = form(&scene.author, address, &[("name", "Plan"), ("folder", "later")]).await;
    let mut answer = submit(&scene.author, address, &form).await;
    if answer.status == 200 {
        let mut form = form.clone();
        form.extend([("seen", answer.attribute("[name=seen]", "value")), ("links", "rewrite".to_owned())]);
        answer = submit(&scene.author, address, &form).await;
    }
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/notes/later/plan"), "{}", answer.text());
    assert_eq!(scene.author.get("/notes/later/plan").await.text_of(".page-head .badge"), "Draft");
    assert_eq!(scene.app.guest().get("/notes/later/plan").await.status, 404);
}

#[actix_web::test]
async fn only_those_who_may_change_a_note_move_it() {
    let scene = scene(&[
        ("Old.md", "Text."),
        ("Members.md", &for_readers(Audience::Members, "[[Old]] zebra")),
        ("Mine.md", &for_readers(Audience::Private, "[[Old]] zebra")),
    ])
    .await;
    let bia = scene.app.add_person(Role::Author, "bia@garden.example").await;
    let other = Vault { author: Some(bia), mount: "bia".into(), ..Vault::new("Bia") };
    let hers = for_readers(Audience::Private, "Private zebra: [[Old]].");
    Shelf::with(&scene.app, other).await.add(&[("Hers.md", "[[Old]]"), ("Secret.md", &hers)]).await;
    let address = "/notes/old/-/move";
    let guest = scene.app.guest();
    assert!(guest.get(address).await.location().starts_with("/login"));
    assert!(!guest.get("/notes/old").await.text().contains("/-/move"));
    for (role, status, links) in
        [(Role::Member, 403, 0), (Role::Author, 403, 0), (Role::Editor, 200, 2), (Role::Owner, 200, 2)]
    {
        let browser = scene.app.signed_in(role).await;
        assert_eq!(browser.get(address).await.status.as_u16(), status, "{role}");
        assert_eq!(browser.get("/notes/old").await.text().contains("/-/move"), status == 200, "{role}");
        assert_eq!(
            browser.get("/notes/mine/-/move").await.status,
            404,
            "{role}: a private note is its author's"
        );
        assert_eq!(
            browser.post(address, &[("name", "New"), ("seen", "done")]).await.status == 403,
            status == 403
        );
        if status == 200 {
            let form = form(&browser, address, &[("name", "New")]).await;
            let review = submit(&browser, address, &form).await;
            assert_eq!(
                review.texts(".turned label").len(),
                links,
                "{role}: {:?}",
                review.texts(".turned label")
            );
            assert!(!review.text().contains("Private zebra") && !review.text().contains("Secret"));
        }
    }
    let form = form(&scene.author, address, &[("name", "New")]).await;
    let review = submit(&scene.author, address, &form).await;
    assert_eq!(
        review.texts(".turned label"),
        ["Members", "Mine"],
        "an author turns links in notes of their own"
    );
    // A note that was slipped in by hand is not turned.
    let secret: String = sqlx::query_scalar(
        "select n.id || ':' || n.newest_revision_id from notes n where n.path = 'bia/secret'",
    )
    .fetch_one(&scene.app.pool)
    .await
    .unwrap();
    let mut form = form;
    form.extend([("turn", secret), ("links", "rewrite".into()), ("seen", "New.md".into())]);
    assert_eq!(submit(&scene.author, address, &form).await.status, 303);
    assert_eq!(scene.revisions("bia/secret").await, 1);
}

/// The notes of an author Bea, in a vault of her own.
async fn theirs(scene: &Scene, notes: &[(&str, &str)]) {
    let bea = scene.app.add_person(Role::Author, "bea@garden.example").await;
    Shelf::with(&scene.app, Vault { author: Some(bea), ..Vault::new("Bea") }).await.add(notes).await;
}

/// A note of the scene's vault that is Bea's.
async fn their_own(scene: &Scene, path: &str, text: &str) {
    let bea: uuid::Uuid = sqlx::query_scalar("select id from users where email_key = 'bea@garden.example'")
        .fetch_one(&scene.app.pool)
        .await
        .unwrap();
    let saved = scene.shelf.add(&[(path, text)]).await;
    sqlx::query("update notes set author_id = $1 where id = $2")
        .bind(bea)
        .bind(saved[0].note.0)
        .execute(&scene.app.pool)
        .await
        .unwrap();
}

fn ways(review: &Answer) -> (Vec<String>, Vec<String>) {
    assert_eq!(review.status, 200, "{}", review.text());
    (review.attributes("[name=links]", "value"), review.attributes("[name=links][checked]", "value"))
}

fn own<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

#[actix_web::test]
async fn notes_of_others_still_find_it_by_its_old_name() {
    let scene = scene(&[("Beds/Old.md", "Text."), ("Mine.md", "[[Old]]")]).await;
    let private = for_readers(Audience::Private, "[[Old]]");
    let draft = "---\npublish: false\n---\n[[Old]]";
    theirs(&scene, &[("Theirs.md", "[[Old]]"), ("Secret.md", &private), ("Draft.md", draft)]).await;
    their_own(&scene, "By place.md", "[[Old]] and [[Beds/Old]]").await;
    let address = "/notes/beds/old/-/move";
    let form = form(&scene.author, address, &[("name", "New")]).await;
    let review = submit(&scene.author, address, &form).await;
    assert_eq!(ways(&review), (own(["rewrite", "both", "alias", "leave"]), own(["both"])));
    assert_eq!(review.texts(".turned label"), ["Mine"]);
    assert_eq!(review.text_of("#others-title"), "One note that is not yours to change calls it by its name");
    assert_eq!(review.attributes("[aria-labelledby=others-title] a", "href"), ["/notes/theirs"]);
    assert_eq!(review.attributes("[aria-labelledby=lost-title] a", "href"), ["/notes/by-place"]);
    let mut form = form;
    form.extend([("seen", review.attribute("[name=seen]", "value")), ("links", "both".to_owned())]);
    form.push(("turn", review.attribute("[name=turn]", "value")));
    assert_eq!(submit(&scene.author, address, &form).await.location(), "/notes/beds/new");
    assert_eq!(scene.source("mine").await, "[[New]]");
    assert_eq!(scene.source("beds/new").await, "---\naliases: [Old]\n---\nText.");
    // It is as was said.
    for (note, leads) in [("theirs", own(["/notes/beds/new"])), ("by-place", own(["/notes/beds/new"]))] {
        let page = scene.app.guest().get(&format!("/notes/{note}")).await;
        assert_eq!(page.attributes(".prose a", "href"), leads, "{note}");
        assert_eq!(page.count(".prose .link-missing"), usize::from(note == "by-place"), "{note}");
    }
}

#[actix_web::test]
async fn a_note_that_only_others_link_to_is_not_moved_without_a_word() {
    let scene = scene(&[("Beds/Old.md", "Text.")]).await;
    theirs(&scene, &[]).await;
    their_own(&scene, "Beds/Near.md", "[[Beds/Old]]").await;
    let address = "/notes/beds/old/-/move";
    // What names the place leads astray, and another name is no help.
    for (fields, expected) in
        [([("folder", "Trees")], vec!["leave"]), ([("name", "New")], vec!["alias", "leave"])]
    {
        let form = form(&scene.author, address, &fields).await;
        let review = submit(&scene.author, address, &form).await;
        let expected: Vec<String> = expected.into_iter().map(str::to_owned).collect();
        assert_eq!(ways(&review), (expected, own(["leave"])));
        assert_eq!(review.attributes("[aria-labelledby=lost-title] a", "href"), ["/notes/beds/near"]);
        assert!(!review.has(".turned") && !review.has("#others-title"), "{}", review.text());
    }
    their_own(&scene, "Beds/Far.md", "[[Old]]").await;
    let form = form(&scene.author, address, &[("name", "New")]).await;
    let review = submit(&scene.author, address, &form).await;
    assert_eq!(ways(&review), (own(["alias", "leave"]), own(["alias"])));
}
